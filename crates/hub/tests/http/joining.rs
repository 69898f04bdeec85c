//! `/v1/joining` and `/v1/devices/{id}/…`: a new terminal joins its office.

use protocol::{
    KeyPair, Role,
    joining::{Nonce, joining_commitment, joining_digits, open_approval, seal_approval},
    message::{
        ApprovalRequest, CommitmentRequest, JoiningReply, MailboxProofRequest, NonceRequest,
        TerminalList, decode_signed, encode_signed,
    },
};
use reqwest::Client;

use crate::support::{Device, MOMIJI, SAKURA, World, der_of, problem};

fn commitment(device: &Device, nonce: Nonce) -> CommitmentRequest {
    let certificate = device.identity.certificate_der();
    CommitmentRequest {
        commitment: joining_commitment(device.address.office, certificate, nonce),
    }
}

async fn joining(world: &World, client: &Client) -> JoiningReply {
    let answer = world.get(client, "/v1/joining").await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

async fn terminals(world: &World, client: &Client) -> TerminalList {
    let answer = world.get(client, "/v1/devices").await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_joins_with_the_same_digits_on_both_sides() {
    let world = World::running().await;
    let first = world.device(SAKURA);
    let new = world.waiting_device(SAKURA).await;
    let (old_client, new_client) = (world.client(&first), world.client(&new));
    let office = first.address.office;
    let (new_nonce, old_nonce) = (Nonce::draw().unwrap(), Nonce::draw().unwrap());
    let body = commitment(&new, new_nonce);
    let put = world.put_json(&new_client, "/v1/joining", &body).await;
    assert_eq!(put.status(), 204);

    let listed = terminals(&world, &old_client).await.terminals;
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0].joining, None);
    let waiting = listed[1].joining.clone().unwrap();
    assert_eq!(waiting.commitment, Some(body.commitment));
    assert_eq!((waiting.offer, waiting.nonce), (None, None));

    let offer = NonceRequest { nonce: old_nonce };
    let path = format!("/v1/devices/{}/offer", new.id);
    for _ in 0..2 {
        let put = world.put_json(&old_client, &path, &offer).await;
        assert_eq!(put.status(), 204);
    }
    let shown = joining(&world, &new_client).await;
    assert!(shown.waiting);
    let offered = shown.offer.unwrap();
    assert_eq!(offered.nonce, old_nonce);
    let existing = der_of(&offered.certificate);
    let own = new.identity.certificate_der();
    let on_new = joining_digits(office, own, &existing, new_nonce, offered.nonce);

    let reveal = NonceRequest { nonce: new_nonce };
    let put = world
        .put_json(&new_client, "/v1/joining/nonce", &reveal)
        .await;
    assert_eq!(put.status(), 204);
    let listed = terminals(&world, &old_client).await.terminals;
    let waiting = listed[1].joining.clone().unwrap();
    let certificate = der_of(&listed[1].certificate);
    let nonce = waiting.nonce.unwrap();
    assert_eq!(
        waiting.commitment,
        Some(joining_commitment(office, &certificate, nonce))
    );
    let own = first.identity.certificate_der();
    let on_old = joining_digits(office, &certificate, own, nonce, old_nonce);
    assert_eq!(on_new, on_old);

    let trust = world.keys.authority.trust();
    let mailbox = first.mailbox.as_ref().unwrap();
    let sealed =
        seal_approval(mailbox, &first.identity, &certificate, &trust, world.now()).unwrap();
    let approval = ApprovalRequest {
        approval: encode_signed(&sealed),
    };
    let path = format!("/v1/devices/{}/approval", new.id);
    for _ in 0..2 {
        let put = world.put_json(&old_client, &path, &approval).await;
        assert_eq!(put.status(), 204);
    }
    let shown = joining(&world, &new_client).await;
    assert!(!shown.waiting);
    let sealed = decode_signed(&shown.approval.unwrap()).unwrap();
    let got = open_approval(&sealed, &new.identity, &existing, &trust, world.now()).unwrap();
    assert_eq!(got.key_der(), mailbox.key_der());
    // It takes part now.
    assert_eq!(terminals(&world, &new_client).await.terminals.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_waiting_terminal_may_do_nothing_else() {
    let world = World::running().await;
    world.device(SAKURA);
    let new = world.waiting_device(SAKURA).await;
    let client = world.client(&new);
    let expected = "403 HUB-208: the device waits for its approval";
    for path in [
        "/v1/inbox",
        "/v1/outbox",
        "/v1/events",
        "/v1/devices",
        "/v1/journal",
        "/v1/history",
        "/v1/offices/1370300021",
    ] {
        let answer = world.get(&client, path).await;
        assert_eq!(problem(answer).await, expected, "{path}");
    }
    let other = format!("/v1/devices/{}", new.id);
    assert_eq!(
        problem(world.delete_path(&client, &other).await).await,
        expected
    );
    let code = client.post(world.url("/v1/enrolment-codes"));
    assert_eq!(problem(code.send().await.unwrap()).await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_out_of_order_and_of_others_are_refused() {
    let world = World::running().await;
    let (first, second) = (world.device(SAKURA), world.device(SAKURA));
    let foreign = world.device(MOMIJI);
    let new = world.waiting_device(SAKURA).await;
    let (a, b) = (world.client(&first), world.client(&second));
    let (foreign, new_client) = (world.client(&foreign), world.client(&new));
    let nonce = NonceRequest {
        nonce: Nonce::draw().unwrap(),
    };
    let other = NonceRequest {
        nonce: Nonce::draw().unwrap(),
    };
    let offer = format!("/v1/devices/{}/offer", new.id);
    let approval = format!("/v1/devices/{}/approval", new.id);
    let approve = ApprovalRequest {
        approval: encode_signed(b"sealed"),
    };
    let conflict = "409 HUB-118: the step does not fit those before it";
    // Nothing was committed to.
    let answer = world.put_json(&a, &offer, &nonce).await;
    assert_eq!(problem(answer).await, conflict);
    let body = commitment(&new, nonce.nonce);
    world.put_json(&new_client, "/v1/joining", &body).await;
    // The nonce is shown after the answer only.
    let answer = world
        .put_json(&new_client, "/v1/joining/nonce", &nonce)
        .await;
    assert_eq!(problem(answer).await, conflict);
    // Another office does not see it.
    for (path, status) in [(&offer, 404), (&approval, 404)] {
        let answer = match path == &offer {
            true => world.put_json(&foreign, path, &nonce).await,
            false => world.put_json(&foreign, path, &approve).await,
        };
        assert_eq!(answer.status(), status, "{path}");
    }
    assert_eq!(world.put_json(&a, &offer, &other).await.status(), 204);
    // One answer for one commitment, whoever gives it.
    assert_eq!(
        problem(world.put_json(&b, &offer, &other).await).await,
        conflict
    );
    assert_eq!(
        problem(world.put_json(&a, &offer, &nonce).await).await,
        conflict
    );
    // Not before the nonce was shown, and only by the terminal that answered.
    let answer = world.put_json(&a, &approval, &approve).await;
    assert_eq!(problem(answer).await, conflict);
    let answer = world
        .put_json(&new_client, "/v1/joining/nonce", &nonce)
        .await;
    assert_eq!(answer.status(), 204);
    let answer = world
        .put_json(&new_client, "/v1/joining/nonce", &other)
        .await;
    assert_eq!(problem(answer).await, conflict);
    let answer = world.put_json(&b, &approval, &approve).await;
    assert_eq!(problem(answer).await, conflict);
    // A new commitment begins anew.
    let body = commitment(&new, other.nonce);
    world.put_json(&new_client, "/v1/joining", &body).await;
    assert_eq!(joining(&world, &new_client).await.offer, None);
    let answer = world.put_json(&a, &approval, &approve).await;
    assert_eq!(problem(answer).await, conflict);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_that_takes_part_has_nothing_to_join() {
    let world = World::running().await;
    let first = world.device(SAKURA);
    let client = world.client(&first);
    let body = commitment(&first, Nonce::draw().unwrap());
    let answer = world.put_json(&client, "/v1/joining", &body).await;
    assert_eq!(
        problem(answer).await,
        "409 HUB-118: the terminal does not wait"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_holds_the_mailbox_key_takes_part() {
    let world = World::running().await;
    let first = world.device(SAKURA);
    let new = world.waiting_device(SAKURA).await;
    let client = world.client(&new);
    let proof = |key: &KeyPair, name: &str| MailboxProofRequest {
        request: key.request_pem(Role::Mailbox, name).unwrap(),
    };
    let mailbox = KeyPair::from_der(first.mailbox.as_ref().unwrap().key_der()).unwrap();
    let (own, path) = (new.id.to_string(), "/v1/joining/mailbox-proof");
    for wrong in [
        proof(&KeyPair::generate().unwrap(), &own),
        proof(&mailbox, &first.id.to_string()),
    ] {
        let answer = world.put_json(&client, path, &wrong).await;
        assert_eq!(
            problem(answer).await,
            "403 HUB-210: the request does not show that the device holds the mailbox key"
        );
    }
    let unreadable = MailboxProofRequest {
        request: "nothing".into(),
    };
    let answer = world.put_json(&client, path, &unreadable).await;
    assert_eq!(
        problem(answer).await,
        "422 HUB-207: the certificate request is not readable"
    );
    let answer = world.put_json(&client, path, &proof(&mailbox, &own)).await;
    assert_eq!(answer.status(), 204);
    assert_eq!(world.get(&client, "/v1/inbox").await.status(), 200);
}
