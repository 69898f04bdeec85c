//! `GET /v1/offices?name=&area=&service=`: a search in the directory.

use protocol::message::OfficePage;
use tsunagu_hub::{
    offices::{Application, apply_for_office, approve_office, suspend_office},
    store,
};

use crate::support::{MOMIJI, SAKURA, World, office_of, problem};

/// Adds an active office.
fn add(world: &World, number: &str, name: &str, services: &[&str]) {
    let application = Application {
        number: number.parse().unwrap(),
        name: name.to_owned(),
        services: services.iter().map(|kind| kind.parse().unwrap()).collect(),
    };
    let now = world.now();
    store::write(&mut world.engine(), |records| {
        apply_for_office(records, &application, now)
    })
    .unwrap();
    store::write(&mut world.engine(), |records| {
        approve_office(records, application.number, now)
    })
    .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn offices_are_found_by_name_number_area_and_service() {
    let world = World::running().await;
    let device = world.device(SAKURA);
    let client = world.client(&device);
    add(
        &world,
        "2710300012",
        "もみじヘルパー ステーション",
        &["11", "A2"],
    );
    add(&world, "2710300020", "かえで訪問看護", &["13"]);
    let numbers = async |query: &str| -> Vec<String> {
        let answer = world.get(&client, &format!("/v1/offices?{query}")).await;
        let page: OfficePage = answer.json().await.unwrap();
        assert_eq!(page.next, None, "{query}");
        let listed = page.offices.iter();
        listed.map(|office| office.number.to_string()).collect()
    };
    // もみじ, in full and half width, with and without spaces.
    let momiji = ["1370300021", "2710300012"];
    for typed in [
        "%E3%82%82%E3%81%BF%E3%81%98",
        "%EF%BE%93%EF%BE%90%EF%BD%BC%EF%BE%9E",
    ] {
        assert_eq!(numbers(&format!("name={typed}")).await, momiji);
    }
    assert_eq!(numbers("name=27103").await, ["2710300012", "2710300020"]);
    assert_eq!(numbers("area=27&service=13").await, ["2710300020"]);
    assert_eq!(numbers("service=A2").await, ["2710300012"]);
    assert_eq!(numbers("name=nobody").await, [""; 0]);
    let now = world.now();
    store::write(&mut world.engine(), |records| {
        suspend_office(records, office_of(MOMIJI), now)
    })
    .unwrap();
    assert_eq!(
        numbers("name=%E3%82%82%E3%81%BF%E3%81%98").await,
        ["2710300012"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_follow_one_another_by_number() {
    let world = World::running().await;
    let device = world.device(SAKURA);
    let client = world.client(&device);
    for index in 0..5 {
        add(&world, &format!("27103000{index}0"), "どんぐり", &["11"]);
    }
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let query = format!("/v1/offices?area=27&limit=2{after}");
        let page: OfficePage = world.get(&client, &query).await.json().await.unwrap();
        seen.extend(page.offices.iter().map(|office| office.number.to_string()));
        match page.next {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    let all: Vec<String> = (0..5).map(|index| format!("27103000{index}0")).collect();
    assert_eq!(seen, all);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn questions_that_make_no_sense_are_refused() {
    let world = World::running().await;
    let device = world.device(SAKURA);
    let client = world.client(&device);
    for (query, expected) in [
        ("limit=0", "400 HUB-101: limit: found 0, expected 1 to 200"),
        (
            "area=xx",
            "400 HUB-101: area: expected the first digits of an office number, such as 13",
        ),
        (
            "after=AAAA",
            "400 HUB-101: after: not a cursor of this list",
        ),
    ] {
        let answer = world.get(&client, &format!("/v1/offices?{query}")).await;
        assert_eq!(problem(answer).await, expected);
    }
    for query in ["service=999", "colour=1", "limit=x"] {
        let answer = world.get(&client, &format!("/v1/offices?{query}")).await;
        assert!(problem(answer).await.starts_with("400 HUB-101"), "{query}");
    }
    let stranger = world.get(&world.stranger(), "/v1/offices?name=a").await;
    assert_eq!(problem(stranger).await, "401 HUB-201");
}
