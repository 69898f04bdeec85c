//! `POST /v1/applications`: an office applies by itself, with a code that the operator gave to many.

use protocol::{
    Digest, UtcSeconds,
    message::{ApplicationReply, ApplicationRequest},
};
use reqwest::Response;
use tsunagu_hub::{
    offices::{RefuseError, approve_office, refuse_application},
    store::{self, Records, StoreError},
};

use crate::support::{SAKURA, World, office_of, problem};

const SECRET: [u8; 10] = [7; 10];

/// A running hub with an application code that counts for a day.
async fn inviting() -> World {
    let world = World::running().await;
    let now = world.now();
    write(&world, |records| {
        records.add_application_code(Digest::of(&SECRET), now, UtcSeconds(now.0 + 86_400))
    });
    world
}

fn write<T>(world: &World, operation: impl FnOnce(&mut dyn Records) -> Result<T, StoreError>) -> T {
    store::write(&mut world.engine(), operation).unwrap()
}

fn application(number: &str) -> ApplicationRequest {
    ApplicationRequest {
        secret: "07".repeat(10),
        number: number.parse().unwrap(),
        name: "ひまわり訪問介護".to_owned(),
        services: vec!["11".parse().unwrap(), "13".parse().unwrap()],
        telephone: "03-0000-0000".to_owned(),
        mail: String::new(),
    }
}

async fn apply(world: &World, request: &ApplicationRequest) -> Response {
    let sent = world
        .stranger()
        .post(world.url("/v1/applications"))
        .json(request);
    sent.send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_applies_and_waits_for_the_operator() {
    let world = inviting().await;
    let request = application("1370600056");
    let answer = apply(&world, &request).await;
    assert_eq!(answer.status(), 202);
    let reply: ApplicationReply = answer.json().await.unwrap();
    assert_eq!(
        (reply.hub_name.as_str(), reply.applied_at),
        ("Test hub", world.now())
    );
    // The answer may have been lost: the same again is kept once and dated as before.
    let again: ApplicationReply = apply(&world, &request).await.json().await.unwrap();
    assert_eq!(again, reply);
    let other = ApplicationRequest {
        telephone: "03-1111-1111".to_owned(),
        ..request.clone()
    };
    let known = "409 HUB-120: office 1370600056 has applied already";
    assert_eq!(problem(apply(&world, &other).await).await, known);
    // It is nothing yet: neither in the directory nor able to enrol.
    let client = world.client(&world.device(SAKURA));
    let entry = world.get(&client, "/v1/offices/1370600056").await;
    assert_eq!(entry.status(), 404);
    let contact = write(&world, |records| records.contact(request.number));
    assert_eq!(contact.unwrap().telephone, "03-0000-0000");
    write(&world, |records| {
        approve_office(records, request.number, UtcSeconds(1)).map_err(|_| StoreError::Closed)
    });
    assert_eq!(
        world.get(&client, "/v1/offices/1370600056").await.status(),
        200
    );
    assert_eq!(problem(apply(&world, &request).await).await, known);
    let taken = ApplicationRequest {
        number: office_of(SAKURA),
        ..application("1370600056")
    };
    assert_eq!(
        problem(apply(&world, &taken).await).await,
        "409 HUB-120: office 1370200015 has applied already"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_application_is_forgotten_and_may_come_again() {
    let world = inviting().await;
    let request = application("1370600056");
    assert_eq!(apply(&world, &request).await.status(), 202);
    let refuse = |number| {
        store::write(&mut world.engine(), |records| {
            refuse_application(records, number)
        })
    };
    refuse(request.number).unwrap();
    assert!(matches!(
        refuse(request.number),
        Err(RefuseError::NotFound { .. })
    ));
    assert_eq!(
        write(&world, |records| records.contact(request.number)),
        None
    );
    assert_eq!(apply(&world, &request).await.status(), 202);
    let member = refuse(office_of(SAKURA));
    assert!(matches!(member, Err(RefuseError::Approved { .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_code_that_counts_nothing_is_kept() {
    let world = inviting().await;
    let request = application("1370600056");
    let guessed = ApplicationRequest {
        secret: "08".repeat(10),
        ..request.clone()
    };
    let refused = "403 HUB-213: the application code is unknown";
    assert_eq!(problem(apply(&world, &guessed).await).await, refused);
    for (name, telephone, expected) in [
        (
            "",
            "03",
            "the name of an office has 1 to 100 characters, none of them a control character",
        ),
        (
            "ひまわり",
            " ",
            "contact: expected a telephone number, each of at most 100 characters in one line",
        ),
        (
            "ひまわり",
            "0\n3",
            "contact: expected a telephone number, each of at most 100 characters in one line",
        ),
    ] {
        let unfit = ApplicationRequest {
            name: name.to_owned(),
            telephone: telephone.to_owned(),
            ..request.clone()
        };
        let answer = problem(apply(&world, &unfit).await).await;
        assert_eq!(answer, format!("400 HUB-101: {expected}"));
    }
    world.pass_days(1);
    let answer = problem(apply(&world, &request).await).await;
    assert_eq!(answer, "403 HUB-213: the application code has expired");
    assert_eq!(write(&world, |records| records.applications_waiting()), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_codes_ends_after_some_tries() {
    let world = inviting().await;
    let guessed = ApplicationRequest {
        secret: "09".repeat(10),
        ..application("1370600056")
    };
    for _ in 0..10 {
        assert_eq!(apply(&world, &guessed).await.status(), 403);
    }
    assert_eq!(problem(apply(&world, &guessed).await).await, "429 HUB-301");
}
