//! `GET /v1/offices/{number}`: the directory.

use expect_test::expect;
use protocol::{UtcSeconds, certificate::read_mailbox_certificate, message::OfficeEntry};
use tsunagu_hub::{
    offices::{Application, apply_for_office, suspend_office},
    store,
};

use crate::support::{MOMIJI, SAKURA, World, der_of, office_of, problem, show};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_is_shown_with_the_certificate_to_seal_to() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let client = world.client(&sakura);
    let answer = show(world.get(&client, "/v1/offices/1370300021").await).await;
    expect![[r#"
        200
        {
          "mailbox_certificate": null,
          "name": "もみじ訪問介護",
          "number": "1370300021",
          "services": [
            "11"
          ]
        }"#]]
    .assert_eq(&answer);
    let momiji = world.device(MOMIJI);
    let entry: OfficeEntry = world
        .get(&client, "/v1/offices/1370300021")
        .await
        .json()
        .await
        .unwrap();
    let certificate = der_of(&entry.mailbox_certificate.unwrap());
    assert_eq!(certificate, momiji.mailbox.unwrap().certificate_der());
    let trust = world.keys.authority.trust();
    let certificate = read_mailbox_certificate(&certificate, &trust, world.now()).unwrap();
    assert_eq!(certificate.office, office_of(MOMIJI));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn offices_that_do_not_take_part_are_not_there() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let client = world.client(&sakura);
    let applied = Application {
        number: "1370500041".parse().unwrap(),
        name: "申請中".into(),
        services: vec!["11".parse().unwrap()],
    };
    let now: UtcSeconds = world.now();
    store::write(&mut world.engine(), |records| {
        apply_for_office(records, &applied, now)
    })
    .unwrap();
    store::write(&mut world.engine(), |records| {
        suspend_office(records, office_of(MOMIJI), now)
    })
    .unwrap();
    for number in ["1370500041", "1370300021", "1379999999"] {
        let answer = world.get(&client, &format!("/v1/offices/{number}")).await;
        expect!["404 HUB-111: no office with this number takes part"]
            .assert_eq(&problem(answer).await);
    }
    let answer = world.get(&client, "/v1/offices/137").await;
    expect!["400 HUB-101: an office number has 10 characters, digits or capital letters"]
        .assert_eq(&problem(answer).await);
}
