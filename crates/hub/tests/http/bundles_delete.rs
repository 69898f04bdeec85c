//! `DELETE /v1/bundles/{id}`: withdrawing.

use expect_test::expect;
use protocol::{
    ReceiptKind,
    message::{AcceptReply, BundleState, InboxPage, decode_signed},
    receipt::verify_receipt,
};

use crate::support::{MOMIJI, SAKURA, TSUBAKI, World, new_id, problem, show};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bundle_can_be_withdrawn_until_it_is_opened() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let (sender, receiver) = (world.client(&sakura), world.client(&momiji));
    for reached in [
        None,
        Some(ReceiptKind::Fetched),
        Some(ReceiptKind::Imported),
    ] {
        let bundle = world.seal(&sakura, &momiji);
        world.send(&sakura, &bundle).await;
        if let Some(kind) = reached {
            let answer = world.acknowledge(&receiver, &momiji, &bundle, kind).await;
            assert_eq!(answer.status(), 200);
        }
        let first = world.delete(&sender, bundle.header.id).await;
        assert_eq!(first.status(), 200);
        let first: AcceptReply = first.json().await.unwrap();
        let again: AcceptReply = world
            .delete(&sender, bundle.header.id)
            .await
            .json()
            .await
            .unwrap();
        assert!(first.first);
        assert_eq!(
            again,
            AcceptReply {
                first: false,
                ..first.clone()
            }
        );
        let signed = decode_signed(&first.receipt).unwrap();
        let receipt = verify_receipt(&signed, &world.keys.authority.trust(), world.now()).unwrap();
        assert_eq!(
            *receipt.receipt(),
            world.receipt(&bundle, ReceiptKind::Withdrawn)
        );
    }
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    world
        .acknowledge(&receiver, &momiji, &bundle, ReceiptKind::Opened)
        .await;
    let answer = problem(world.delete(&sender, bundle.header.id).await).await;
    expect!["409 HUB-112: the receiver has opened the bundle"].assert_eq(&answer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_withdrawal_the_receiver_sees_it_and_cannot_fetch_or_open() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let receiver = world.client(&momiji);
    let (first, second) = (world.seal(&sakura, &momiji), world.seal(&sakura, &momiji));
    world.send(&sakura, &first).await;
    world.send(&sakura, &second).await;
    let seen: InboxPage = world
        .get(&receiver, "/v1/inbox")
        .await
        .json()
        .await
        .unwrap();
    world.delete(&world.client(&sakura), first.header.id).await;

    let path = format!("/v1/inbox?after={}", seen.cursor);
    let news: InboxPage = world.get(&receiver, &path).await.json().await.unwrap();
    let news: Vec<_> = news
        .bundles
        .iter()
        .map(|bundle| (bundle.id, bundle.state))
        .collect();
    assert_eq!(news, [(first.header.id, BundleState::Withdrawn)]);

    let path = format!("/v1/bundles/{}/sealed", first.header.id);
    let answer = problem(world.get(&receiver, &path).await).await;
    expect!["410 HUB-115: the sender has withdrawn the bundle"].assert_eq(&answer);
    // The other terminals of the sender may show what it took back.
    let sender = world.client(&sakura);
    assert_eq!(world.get(&sender, &path).await.status(), 200);
    let answer = world
        .acknowledge(&receiver, &momiji, &first, ReceiptKind::Opened)
        .await;
    expect!["410 HUB-115: the sender has withdrawn the bundle"].assert_eq(&problem(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_sender_can_withdraw() {
    let world = World::running().await;
    let (sakura, momiji, tsubaki) = (
        world.device(SAKURA),
        world.device(MOMIJI),
        world.device(TSUBAKI),
    );
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    for other in [&momiji, &tsubaki] {
        let answer = problem(world.delete(&world.client(other), bundle.header.id).await).await;
        expect!["404 HUB-111: the connected device's office sent no bundle of this id"]
            .assert_eq(&answer);
    }
    let answer = world
        .delete(&world.client(&sakura), new_id(world.now()))
        .await;
    assert_eq!(answer.status(), 404);
    // Another terminal of the sender's office can.
    let answer = world
        .delete(&world.client(&world.device(SAKURA)), bundle.header.id)
        .await;
    expect![[r#"
        200
        {
          "first": true,
          "receipt": "<signed>"
        }"#]]
    .assert_eq(&show(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_opening_and_withdrawing_at_once_exactly_one_wins() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let (sender, receiver) = (world.client(&sakura), world.client(&momiji));
    for _ in 0..16 {
        let bundle = world.seal(&sakura, &momiji);
        world.send(&sakura, &bundle).await;
        let (withdrawn, opened) = tokio::join!(
            world.delete(&sender, bundle.header.id),
            world.acknowledge(&receiver, &momiji, &bundle, ReceiptKind::Opened),
        );
        match (withdrawn.status().as_u16(), opened.status().as_u16()) {
            (200, 410) | (409, 200) => (),
            both => panic!("withdrawn and opened: {both:?}"),
        }
    }
}
