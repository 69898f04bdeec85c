//! `GET /v1/events`: hints that something changed.

use std::time::Duration;

use expect_test::expect;
use protocol::ReceiptKind;
use reqwest::Response;

use crate::support::{Device, MOMIJI, SAKURA, TSUBAKI, World};

/// More than any hint needs on a busy machine; reached only when a test is about to fail.
const PATIENCE: Duration = Duration::from_secs(20);

/// A stream of events, read line by line.
struct Listening {
    response: Response,
    text: String,
}

impl Listening {
    async fn begin(world: &World, device: &Device) -> Listening {
        let response = world.get(&world.client(device), "/v1/events").await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut listening = Listening {
            response,
            text: String::new(),
        };
        // After a break anything may have changed, so all come at the start.
        for event in ["inbox", "outbox", "notice", "journal", "terminals"] {
            assert_eq!(
                listening.next().await,
                Some(format!("event: {event}\ndata: {{}}"))
            );
        }
        listening
    }

    /// The next event; nothing when the stream has ended.
    async fn next(&mut self) -> Option<String> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let event = event.to_owned();
                self.text = rest.to_owned();
                return Some(event);
            }
            let piece = tokio::time::timeout(PATIENCE, self.response.chunk())
                .await
                .unwrap();
            let piece = piece.ok().flatten()?;
            self.text.push_str(std::str::from_utf8(&piece).unwrap());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receiver_and_sender_get_hints_without_contents() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let mut sender = Listening::begin(&world, &sakura).await;
    let mut receiver = Listening::begin(&world, &momiji).await;
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    expect![[r"
        event: inbox
        data: {}"]]
    .assert_eq(&receiver.next().await.unwrap());
    expect![[r"
        event: outbox
        data: {}"]]
    .assert_eq(&sender.next().await.unwrap());
    world
        .acknowledge(
            &world.client(&momiji),
            &momiji,
            &bundle,
            ReceiptKind::Fetched,
        )
        .await;
    assert_eq!(
        sender.next().await.as_deref(),
        Some("event: outbox\ndata: {}")
    );
    world.delete(&world.client(&sakura), bundle.header.id).await;
    assert_eq!(
        receiver.next().await.as_deref(),
        Some("event: inbox\ndata: {}")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_device_hears_nothing_more() {
    let world = World::running().await;
    let (sakura, momiji, tsubaki) = (
        world.device(SAKURA),
        world.device(MOMIJI),
        world.device(TSUBAKI),
    );
    let mut revoked = Listening::begin(&world, &momiji).await;
    let mut other = Listening::begin(&world, &tsubaki).await;
    world.revoke(&momiji);
    world.send(&sakura, &world.seal(&sakura, &momiji)).await;
    world.send(&sakura, &world.seal(&sakura, &tsubaki)).await;
    assert_eq!(revoked.next().await, None);
    assert_eq!(
        other.next().await.as_deref(),
        Some("event: inbox\ndata: {}")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopping_hub_ends_its_streams() {
    let mut world = World::running().await;
    let sakura = world.device(SAKURA);
    let mut listening = Listening::begin(&world, &sakura).await;
    tokio::time::timeout(PATIENCE, world.stop()).await.unwrap();
    assert_eq!(listening.next().await, None);
}
