//! Erasing contents whose time is over, and what stays.

use expect_test::expect;
use protocol::{ReceiptKind, SealedBundle, message::OutboxPage};
use tsunagu_hub::{bundles::erase_expired, store};

use crate::support::{MOMIJI, SAKURA, World, problem};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contents_go_after_their_days_and_proofs_stay() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let (sender, receiver) = (world.client(&sakura), world.client(&momiji));
    let bundles: Vec<SealedBundle> = (0..3).map(|_| world.seal(&sakura, &momiji)).collect();
    for bundle in &bundles {
        world.send(&sakura, bundle).await;
    }
    let [opened, withdrawn, waiting] = &bundles[..] else {
        unreachable!()
    };
    world
        .acknowledge(&receiver, &momiji, opened, ReceiptKind::Opened)
        .await;
    world.delete(&sender, withdrawn.header.id).await;

    let erase = || {
        let now = world.now();
        store::write(&mut world.engine(), |records| {
            erase_expired(records, 93, 100, now)
        })
        .unwrap()
    };
    world.pass_days(93);
    assert_eq!(erase().bundles, 0);
    world.pass_days(1);
    assert_eq!(erase().bundles, 2);
    assert_eq!(erase().bundles, 0, "nothing is erased twice");

    let path = format!("/v1/bundles/{}/sealed", opened.header.id);
    let answer = problem(world.get(&receiver, &path).await).await;
    expect!["410 HUB-114: the contents have been erased"].assert_eq(&answer);
    let path = format!("/v1/bundles/{}/sealed", waiting.header.id);
    assert_eq!(world.get(&receiver, &path).await.status(), 200);
    let outbox: OutboxPage = world.get(&sender, "/v1/outbox").await.json().await.unwrap();
    let receipts: Vec<_> = outbox
        .bundles
        .iter()
        .map(|bundle| bundle.receipts.len())
        .collect();
    assert_eq!(receipts, [1, 2, 2]);
    assert_eq!(
        world.put(&sender, opened).await.status(),
        200,
        "a repeat is still recognised"
    );
}
