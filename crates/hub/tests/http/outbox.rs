//! `GET /v1/outbox`: what became of what was sent.

use expect_test::expect;
use protocol::{
    ReceiptKind,
    message::{BundleState, OutboxPage},
};

use crate::support::{MOMIJI, SAKURA, World, show};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poll_with_the_last_place_gives_only_what_changed() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let (sender, receiver) = (world.client(&sakura), world.client(&momiji));
    let bundles = [world.seal(&sakura, &momiji), world.seal(&sakura, &momiji)];
    for bundle in &bundles {
        world.send(&sakura, bundle).await;
    }
    let all: OutboxPage = world.get(&sender, "/v1/outbox").await.json().await.unwrap();
    let ids: Vec<_> = all.bundles.iter().map(|bundle| bundle.id).collect();
    assert_eq!(ids, bundles.each_ref().map(|bundle| bundle.header.id));

    let path = format!("/v1/outbox?after={}", all.cursor);
    let nothing: OutboxPage = world.get(&sender, &path).await.json().await.unwrap();
    assert_eq!(
        (nothing.bundles.len(), nothing.next, nothing.cursor),
        (0, None, all.cursor)
    );

    world.pass_days(1);
    world
        .acknowledge(&receiver, &momiji, &bundles[0], ReceiptKind::Fetched)
        .await;
    let changed: OutboxPage = world.get(&sender, &path).await.json().await.unwrap();
    assert_eq!(changed.bundles.len(), 1);
    let bundle = &changed.bundles[0];
    assert_eq!(
        (bundle.id, bundle.state),
        (bundles[0].header.id, BundleState::Fetched)
    );
    assert_eq!(bundle.changed_at, world.now());
    let answer = show(world.get(&sender, &path).await).await;
    expect![[r#"
        200
        {
          "bundles": [
            {
              "changed_at": "<time>",
              "header": "<signed>",
              "id": "<id>",
              "receipts": "<2 receipts>",
              "state": "fetched"
            }
          ],
          "cursor": "<cursor>",
          "next": null
        }"#]]
    .assert_eq(&answer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_end_and_the_receiver_has_none() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    for _ in 0..3 {
        world.send(&sakura, &world.seal(&sakura, &momiji)).await;
    }
    let sender = world.client(&sakura);
    let first: OutboxPage = world
        .get(&sender, "/v1/outbox?limit=2")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(first.bundles.len(), 2);
    let path = format!("/v1/outbox?limit=2&after={}", first.next.unwrap());
    let second: OutboxPage = world.get(&sender, &path).await.json().await.unwrap();
    assert_eq!((second.bundles.len(), second.next), (1, None));
    let other = world.get(&world.client(&momiji), "/v1/outbox").await;
    assert_eq!(other.json::<OutboxPage>().await.unwrap().bundles.len(), 0);
}
