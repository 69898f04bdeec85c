//! `POST /v1/certificate`, `POST /v1/mailbox-certificate`: renewing.

use protocol::{
    UtcSeconds,
    certificate::{KeyPair, Role, read_device_certificate, read_mailbox_certificate},
    message::{RenewalReply, RenewalRequest, TerminalList},
};
use reqwest::{Client, Response};

use crate::support::{Device, MOMIJI, SAKURA, World, der_of, problem};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Certificates end after three years; this one was made so that so many days are left.
fn device_with_days(world: &World, address: &str, days: i64) -> Device {
    let made = world.now().0 - (3 * 365 - days) * DAY_SECONDS;
    world.device_at(address, UtcSeconds(made))
}

async fn ask(world: &World, client: &Client, path: &str, request: String) -> Response {
    let request = client
        .post(world.url(path))
        .json(&RenewalRequest { request });
    request.send().await.unwrap()
}

async fn renewed(world: &World, client: &Client, path: &str, request: &str) -> String {
    let answer = ask(world, client, path, request.to_owned()).await;
    assert_eq!(answer.status(), 200);
    answer.json::<RenewalReply>().await.unwrap().certificate
}

fn request(key_pem: &str, role: Role) -> String {
    let key = KeyPair::from_pem(key_pem).unwrap();
    key.request_pem(role, "x").unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_renews_from_90_days_before_the_end_and_gets_the_same_again() {
    let world = World::running().await;
    for (days, renews) in [(92, false), (89, true), (1, true)] {
        let device = device_with_days(&world, SAKURA, days);
        let client = world.client(&device);
        let request = request(&device.identity.key_pem(), Role::Device);
        let first = renewed(&world, &client, "/v1/certificate", &request).await;
        assert_eq!(
            first != device.identity.certificate_pem(),
            renews,
            "{days} days"
        );
        let again = renewed(&world, &client, "/v1/certificate", &request).await;
        assert_eq!(again, first, "{days} days");

        let trust = world.keys.authority.trust();
        let read = read_device_certificate(&der_of(&first), &trust, world.now()).unwrap();
        assert_eq!(read.device, device.id);
        if renews {
            let left = (read.not_after.0 - world.now().0) / DAY_SECONDS;
            assert_eq!(left, 3 * 365);
            let identity = KeyPair::from_pem(&device.identity.key_pem()).unwrap();
            let identity = identity.into_identity(&first).unwrap();
            let new = world.client(&Device { identity, ..device });
            assert_eq!(world.get(&new, "/v1/inbox").await.status(), 200);
            // The one before goes on until its end: what is under way may have been signed by it.
            assert_eq!(world.get(&client, "/v1/inbox").await.status(), 200);
            let list = world.get(&new, "/v1/devices").await;
            let list: TerminalList = list.json().await.unwrap();
            let shown = list
                .terminals
                .iter()
                .find(|terminal| terminal.id == read.device);
            assert_eq!(shown.unwrap().certificate, first);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_removed_terminal_keeps_neither_certificate() {
    let world = World::running().await;
    let device = device_with_days(&world, SAKURA, 30);
    let client = world.client(&device);
    let request = request(&device.identity.key_pem(), Role::Device);
    renewed(&world, &client, "/v1/certificate", &request).await;
    let other = world.client(&world.device(SAKURA));
    let path = format!("/v1/devices/{}", device.id);
    assert_eq!(world.delete_path(&other, &path).await.status(), 204);
    let mut engine = world.engine();
    let known =
        tsunagu_hub::store::read(&mut engine, |records| records.certificates(None)).unwrap();
    let own: Vec<_> = known
        .iter()
        .filter(|known| known.device == device.id)
        .collect();
    assert_eq!(own.len(), 2);
    assert!(own.iter().all(|known| known.revoked_at.is_some()));
    let answer = ask(&world, &client, "/v1/certificate", request).await;
    assert_eq!(
        problem(answer).await,
        "403 HUB-203: the certificate has been revoked"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mailbox_is_renewed_for_all_terminals_of_the_office() {
    let world = World::running().await;
    let first = device_with_days(&world, SAKURA, 60);
    let mailbox = first.mailbox.as_ref().unwrap();
    let request = request(&mailbox.key_pem(), Role::Mailbox);
    let client = world.client(&first);
    let pem = renewed(&world, &client, "/v1/mailbox-certificate", &request).await;
    assert_ne!(pem, mailbox.certificate_pem());
    let trust = world.keys.authority.trust();
    let read = read_mailbox_certificate(&der_of(&pem), &trust, world.now()).unwrap();
    assert_eq!(read.office, first.address.office);
    let path = format!("/v1/offices/{}", first.address.office);
    let entry: protocol::message::OfficeEntry =
        world.get(&client, &path).await.json().await.unwrap();
    assert_eq!(entry.mailbox_certificate.as_deref(), Some(pem.as_str()));
    let again = renewed(&world, &client, "/v1/mailbox-certificate", &request).await;
    assert_eq!(again, pem);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_key_and_another_office_get_nothing() {
    let world = World::running().await;
    let device = device_with_days(&world, SAKURA, 30);
    let foreign = world.client(&device_with_days(&world, MOMIJI, 30));
    let client = world.client(&device);
    let invalid = "422 HUB-207: the request is not by the key of the certificate in force";
    let other = KeyPair::generate().unwrap();
    let others = other.request_pem(Role::Device, "x").unwrap();
    let mailbox_request = request(&device.mailbox.as_ref().unwrap().key_pem(), Role::Mailbox);
    for (client, path, request) in [
        (&client, "/v1/certificate", &others),
        (&client, "/v1/certificate", &mailbox_request),
        (&client, "/v1/mailbox-certificate", &others),
        (&foreign, "/v1/mailbox-certificate", &mailbox_request),
    ] {
        let answer = ask(&world, client, path, request.clone()).await;
        assert_eq!(problem(answer).await, invalid, "{path}");
    }
    let answer = ask(&world, &client, "/v1/certificate", "x".to_owned()).await;
    assert_eq!(answer.status(), 422);
    let answer = ask(&world, &world.stranger(), "/v1/certificate", others).await;
    assert_eq!(answer.status(), 401);
}
