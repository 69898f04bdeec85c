//! `POST /v1/bundles/{id}/receipts`: what receivers state.

use expect_test::expect;
use protocol::{
    Digest, Receipt, ReceiptKind, SealedBundle,
    message::{BundleState, OutboxPage, ReceiptRequest, decode_signed},
    receipt::sign_receipt,
};

use crate::support::{Device, MOMIJI, SAKURA, TSUBAKI, World, problem, show};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_state_moves_forward_and_the_sender_gets_every_receipt() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let (sender, receiver) = (world.client(&sakura), world.client(&momiji));
    let bundle = world.seal(&sakura, &momiji);
    let accepted = world.send(&sakura, &bundle).await;
    let mut signed = vec![accepted];
    // Opened comes before fetched, as it may when a line was down.
    for (kind, state) in [
        (ReceiptKind::Imported, BundleState::Imported),
        (ReceiptKind::Opened, BundleState::Opened),
        (ReceiptKind::Fetched, BundleState::Opened),
    ] {
        let receipt = sign_receipt(&world.receipt(&bundle, kind), &momiji.identity).unwrap();
        for _ in 0..2 {
            let answer = world
                .post_receipt(&receiver, bundle.header.id, &receipt)
                .await;
            let expected = format!("200\n{{\n  \"state\": {}\n}}", serde_json::json!(state));
            assert_eq!(show(answer).await, expected);
        }
        signed.push(receipt);
        let outbox: OutboxPage = world.get(&sender, "/v1/outbox").await.json().await.unwrap();
        assert_eq!(outbox.bundles[0].state, state);
        let receipts = outbox.bundles[0].receipts.iter();
        let receipts: Vec<_> = receipts
            .map(|receipt| decode_signed(receipt).unwrap())
            .collect();
        assert_eq!(receipts, signed, "each once, byte for byte, oldest first");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_receipt_of_a_kind_stays() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let receiver = world.client(&momiji);
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    let first = sign_receipt(
        &world.receipt(&bundle, ReceiptKind::Opened),
        &momiji.identity,
    )
    .unwrap();
    world
        .post_receipt(&receiver, bundle.header.id, &first)
        .await;
    world.pass_days(1);
    let answer = world
        .acknowledge(&receiver, &momiji, &bundle, ReceiptKind::Opened)
        .await;
    assert_eq!(answer.status(), 200);
    let outbox = world.get(&world.client(&sakura), "/v1/outbox").await;
    let outbox: OutboxPage = outbox.json().await.unwrap();
    assert_eq!(outbox.bundles[0].receipts.len(), 2);
    assert_eq!(
        decode_signed(&outbox.bundles[0].receipts[1]).unwrap(),
        first
    );
}

/// A bundle from Sakura to Momiji that was accepted, and what Momiji could honestly state about it.
async fn accepted_bundle(world: &World, from: &Device, to: &Device) -> (SealedBundle, Receipt) {
    let bundle = world.seal(from, to);
    world.send(from, &bundle).await;
    let honest = world.receipt(&bundle, ReceiptKind::Opened);
    (bundle, honest)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receipts_about_something_else_are_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let (bundle, honest) = accepted_bundle(&world, &sakura, &momiji).await;
    let (_, of_other) = accepted_bundle(&world, &sakura, &momiji).await;
    let nothing = Digest::of(b"");
    for receipt in [
        of_other,
        Receipt {
            header_sha256: nothing,
            ..honest.clone()
        },
        Receipt {
            sealed_sha256: nothing,
            ..honest.clone()
        },
        Receipt {
            from: TSUBAKI.parse().unwrap(),
            ..honest.clone()
        },
        Receipt {
            to: "1370300021-13".parse().unwrap(),
            ..honest.clone()
        },
    ] {
        let signed = sign_receipt(&receipt, &momiji.identity).unwrap();
        let answer = world
            .post_receipt(&world.client(&momiji), bundle.header.id, &signed)
            .await;
        expect!["422 HUB-113: the receipt is about another bundle or other contents"]
            .assert_eq(&problem(answer).await);
    }
    let outbox = world.get(&world.client(&sakura), "/v1/outbox").await;
    let outbox: OutboxPage = outbox.json().await.unwrap();
    assert!(
        outbox
            .bundles
            .iter()
            .all(|bundle| bundle.state == BundleState::Accepted)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receipts_that_others_signed_are_refused() {
    let world = World::running().await;
    let (sakura, momiji, tsubaki) = (
        world.device(SAKURA),
        world.device(MOMIJI),
        world.device(TSUBAKI),
    );
    let (bundle, honest) = accepted_bundle(&world, &sakura, &momiji).await;
    let to_tsubaki = Receipt {
        to: tsubaki.address,
        ..honest.clone()
    };
    let of_hub = Receipt {
        kind: ReceiptKind::Accepted,
        ..honest.clone()
    };
    for (receipt, signer, expected) in [
        (
            &to_tsubaki,
            &tsubaki.identity,
            "422 HUB-113: the receipt was signed by another device",
        ),
        (
            &honest,
            &world.device(MOMIJI).identity,
            "422 HUB-113: the receipt was signed by another device",
        ),
        (
            &of_hub,
            &world.keys.signer,
            "422 HUB-113: a receiver states that a bundle was fetched, imported or opened, and nothing else",
        ),
    ] {
        let signed = sign_receipt(receipt, signer).unwrap();
        let answer = world
            .post_receipt(&world.client(&momiji), bundle.header.id, &signed)
            .await;
        assert_eq!(problem(answer).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_altered_receipt_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let (bundle, honest) = accepted_bundle(&world, &sakura, &momiji).await;
    let mut altered = sign_receipt(&honest, &momiji.identity).unwrap();
    let at = altered
        .windows(6)
        .position(|text| text == b"opened")
        .unwrap();
    altered[at] = b'O';
    let answer = world
        .post_receipt(&world.client(&momiji), bundle.header.id, &altered)
        .await;
    expect!["422 HUB-113: the receipt: the signed content was altered"]
        .assert_eq(&problem(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_receiver_can_acknowledge() {
    let world = World::running().await;
    let (sakura, momiji, tsubaki) = (
        world.device(SAKURA),
        world.device(MOMIJI),
        world.device(TSUBAKI),
    );
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    let honest = world.receipt(&bundle, ReceiptKind::Opened);
    let signed = sign_receipt(&honest, &momiji.identity).unwrap();
    for other in [&sakura, &tsubaki] {
        let answer = world
            .post_receipt(&world.client(other), bundle.header.id, &signed)
            .await;
        expect!["404 HUB-111: no bundle of this id was sent to the connected device's office"]
            .assert_eq(&problem(answer).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_cannot_be_read_are_refused() {
    let world = World::running().await;
    let momiji = world.device(MOMIJI);
    let client = world.client(&momiji);
    let url = world.url("/v1/bundles/01a20040-1cc0-7fff-bfff-ffffffffffff/receipts");
    for body in ["", "{", "[]", r#"{"receipt":1}"#] {
        let request = client
            .post(&url)
            .header("content-type", "application/json")
            .body(body);
        let answer = request.send().await.unwrap();
        expect!["400 HUB-101: the body is not the JSON document that this URL takes"]
            .assert_eq(&problem(answer).await);
    }
    let request = client.post(&url).json(&ReceiptRequest {
        receipt: "?".into(),
    });
    expect!["400 HUB-101: receipt: not base64 with padding"]
        .assert_eq(&problem(request.send().await.unwrap()).await);
    let request = client.post(&url).json(&ReceiptRequest {
        receipt: "A".repeat(70_000),
    });
    expect!["413 HUB-106"].assert_eq(&problem(request.send().await.unwrap()).await);
}
