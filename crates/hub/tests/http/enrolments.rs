//! `POST /v1/enrolments`: from a one-time code to certificates.

use data_encoding::HEXLOWER;
use expect_test::expect;
use protocol::{
    certificate::{Identity, KeyPair, Role, read_device_certificate, read_mailbox_certificate},
    message::{EnrolmentReply, EnrolmentRequest},
};
use reqwest::Response;

use crate::support::{MOMIJI, SAKURA, World, der_of, office_of, problem, show};

fn request(secret: &[u8], device: &KeyPair, mailbox: &KeyPair) -> EnrolmentRequest {
    EnrolmentRequest {
        secret: HEXLOWER.encode(secret),
        device_request: device.request_pem(Role::Device, "x").unwrap(),
        mailbox_request: mailbox.request_pem(Role::Mailbox, "x").unwrap(),
        device_name: "受付".into(),
    }
}

fn keys() -> (KeyPair, KeyPair) {
    (KeyPair::generate().unwrap(), KeyPair::generate().unwrap())
}

async fn enrol(world: &World, request: &EnrolmentRequest) -> Response {
    world
        .stranger()
        .post(world.url("/v1/enrolments"))
        .json(request)
        .send()
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_gives_certificates_that_work() {
    let world = World::running().await;
    let (device_key, mailbox_key) = keys();
    let request = request(&world.secret(SAKURA), &device_key, &mailbox_key);
    let answer = enrol(&world, &request).await;
    assert_eq!(answer.status(), 200);
    let reply: EnrolmentReply = answer.json().await.unwrap();
    let trust = world.keys.authority.trust();
    let device =
        read_device_certificate(&der_of(&reply.device_certificate), &trust, world.now()).unwrap();
    assert_eq!(
        (device.office, device.device),
        (office_of(SAKURA), reply.device)
    );
    let mailbox =
        read_mailbox_certificate(&der_of(&reply.mailbox_certificate), &trust, world.now()).unwrap();
    assert_eq!(mailbox.office, office_of(SAKURA));
    mailbox_key
        .into_identity(&reply.mailbox_certificate)
        .unwrap();
    let identity: Identity = device_key.into_identity(&reply.device_certificate).unwrap();

    let pem = format!("{}{}", identity.certificate_pem(), *identity.key_pem());
    let ca = reqwest::Certificate::from_pem(world.keys.authority.certificate_pem().as_bytes());
    let client = reqwest::Client::builder()
        .tls_certs_only([ca.unwrap()])
        .identity(reqwest::Identity::from_pem(pem.as_bytes()).unwrap())
        .build()
        .unwrap();
    assert_eq!(world.get(&client, "/v1/inbox").await.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_after_a_lost_answer_gets_the_same_certificates() {
    let world = World::running().await;
    let (device_key, mailbox_key) = keys();
    let request = request(&world.secret(SAKURA), &device_key, &mailbox_key);
    let first: EnrolmentReply = enrol(&world, &request).await.json().await.unwrap();
    let again: EnrolmentReply = enrol(&world, &request).await.json().await.unwrap();
    assert_eq!(again, first);
    expect![[r#"
        200
        {
          "device": "<id>",
          "device_certificate": "<pem>",
          "hub_name": "Test hub",
          "mailbox_certificate": "<pem>",
          "office": {
            "mailbox_certificate": "<pem>",
            "name": "さくら居宅",
            "number": "1370200015",
            "services": [
              "43"
            ]
          },
          "waiting": false
        }"#]]
    .assert_eq(&show(enrol(&world, &request).await).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_terminal_gets_the_mailbox_certificate_of_the_first() {
    let world = World::running().await;
    let (first_device, first_mailbox) = keys();
    let first = request(&world.secret(SAKURA), &first_device, &first_mailbox);
    let first: EnrolmentReply = enrol(&world, &first).await.json().await.unwrap();
    let (second_device, second_mailbox) = keys();
    let second = request(&world.secret(SAKURA), &second_device, &second_mailbox);
    let second: EnrolmentReply = enrol(&world, &second).await.json().await.unwrap();
    assert_ne!(second.device, first.device);
    assert_eq!(second.mailbox_certificate, first.mailbox_certificate);
    // It must be approved by the first one; a terminal that holds the mailbox key already need not.
    assert!(second.waiting && !first.waiting);
    let (renewed_device, _) = keys();
    let renewed = request(&world.secret(SAKURA), &renewed_device, &first_mailbox);
    let renewed: EnrolmentReply = enrol(&world, &renewed).await.json().await.unwrap();
    assert!(!renewed.waiting);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_used_and_expired_codes_get_one_answer() {
    let world = World::running().await;
    let (device_key, mailbox_key) = keys();
    let used = world.secret(SAKURA);
    enrol(&world, &request(&used, &device_key, &mailbox_key)).await;
    let expired = world.secret(MOMIJI);
    world.pass_days(15);
    let (other_device, other_mailbox) = keys();
    for secret in [&[7; 10], &used, &expired] {
        let answer = enrol(&world, &request(secret, &other_device, &other_mailbox)).await;
        expect!["403 HUB-206"].assert_eq(&problem(answer).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_proves_no_key_is_refused_and_the_code_stays_good() {
    let world = World::running().await;
    let (device_key, mailbox_key) = keys();
    let good = request(&world.secret(SAKURA), &device_key, &mailbox_key);
    let p384 = rcgen_request_of_another_curve();
    let none = "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n";
    for (bad, expected) in [
        ("", "422 HUB-207: the certificate request is not readable"),
        (none, "422 HUB-207: the certificate request is not readable"),
        (
            p384,
            "422 HUB-207: the key in the certificate request is not a P-256 key",
        ),
    ] {
        let device = EnrolmentRequest {
            device_request: bad.into(),
            ..good.clone()
        };
        let mailbox = EnrolmentRequest {
            mailbox_request: bad.into(),
            ..good.clone()
        };
        for request in [device, mailbox] {
            assert_eq!(problem(enrol(&world, &request).await).await, expected);
        }
    }
    assert_eq!(enrol(&world, &good).await.status(), 200);
}

/// A request for a key on the curve P-384, made with `openssl req`.
fn rcgen_request_of_another_curve() -> &'static str {
    include_str!("p384.csr.pem")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_is_slowed_down() {
    let world = World::running().await;
    let (device_key, mailbox_key) = keys();
    let wrong = request(&[9; 10], &device_key, &mailbox_key);
    for _ in 0..10 {
        expect!["403 HUB-206"].assert_eq(&problem(enrol(&world, &wrong).await).await);
    }
    let answer = enrol(&world, &wrong).await;
    assert_eq!(answer.headers()["retry-after"], "10");
    expect!["429 HUB-301"].assert_eq(&problem(answer).await);
    // The right code has to wait too; the next minute it works.
    let right = request(&world.secret(SAKURA), &device_key, &mailbox_key);
    assert_eq!(enrol(&world, &right).await.status(), 429);
    world.pass_days(1);
    assert_eq!(enrol(&world, &right).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_that_is_none_is_refused() {
    let world = World::running().await;
    let (device_key, mailbox_key) = keys();
    let good = request(&[1; 10], &device_key, &mailbox_key);
    for secret in ["", "0102", "0102030405060708090A", "010203040506070809000a"] {
        let request = EnrolmentRequest {
            secret: secret.into(),
            ..good.clone()
        };
        expect!["400 HUB-101: secret: expected 20 hexadecimal digits in lower case"]
            .assert_eq(&problem(enrol(&world, &request).await).await);
    }
}
