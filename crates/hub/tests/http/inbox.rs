//! `GET /v1/inbox`: listing what was received.

use std::collections::HashSet;

use expect_test::expect;
use protocol::{BundleId, message::InboxPage};

use crate::support::{MOMIJI, SAKURA, TSUBAKI, World, problem, show};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_inbox_has_a_place_to_remember() {
    let world = World::running().await;
    let momiji = world.device(MOMIJI);
    let client = world.client(&momiji);
    let empty: InboxPage = world.get(&client, "/v1/inbox").await.json().await.unwrap();
    assert_eq!((empty.bundles.len(), empty.next), (0, None));
    let sakura = world.device(SAKURA);
    world.send(&sakura, &world.seal(&sakura, &momiji)).await;
    let answer = world
        .get(&client, &format!("/v1/inbox?after={}", empty.cursor))
        .await;
    expect![[r#"
        200
        {
          "bundles": [
            {
              "accepted": "<signed>",
              "accepted_at": "<time>",
              "header": "<signed>",
              "id": "<id>",
              "state": "accepted"
            }
          ],
          "cursor": "<cursor>",
          "next": null
        }"#]]
    .assert_eq(&show(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_follow_the_order_of_acceptance() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let mut sent = Vec::new();
    for _ in 0..5 {
        let bundle = world.seal(&sakura, &momiji);
        world.send(&sakura, &bundle).await;
        sent.push(bundle.header.id);
    }
    let client = world.client(&momiji);
    for limit in [1, 2, 4, 5, 6] {
        let mut listed: Vec<BundleId> = Vec::new();
        let mut path = format!("/v1/inbox?limit={limit}");
        loop {
            let page: InboxPage = world.get(&client, &path).await.json().await.unwrap();
            assert!(page.bundles.len() <= limit);
            listed.extend(page.bundles.iter().map(|bundle| bundle.id));
            let Some(next) = page.next else { break };
            assert_eq!(next, page.cursor);
            path = format!("/v1/inbox?limit={limit}&after={next}");
        }
        assert_eq!(listed, sent, "limit {limit}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_sees_its_own_only() {
    let world = World::running().await;
    let (sakura, momiji, tsubaki) = (
        world.device(SAKURA),
        world.device(MOMIJI),
        world.device(TSUBAKI),
    );
    world.send(&sakura, &world.seal(&sakura, &momiji)).await;
    for other in [&sakura, &tsubaki] {
        let page = world.get(&world.client(other), "/v1/inbox").await;
        let page: InboxPage = page.json().await.unwrap();
        assert_eq!(page.bundles.len(), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_keeps_its_place_misses_nothing_while_bundles_arrive() {
    let world = World::running().await;
    let (sakura, momiji, tsubaki) = (
        world.device(SAKURA),
        world.device(MOMIJI),
        world.device(TSUBAKI),
    );
    let mut bundles = Vec::new();
    for from in [&sakura, &tsubaki] {
        for _ in 0..40 {
            bundles.push((world.client(from), world.seal(from, &momiji)));
        }
    }
    let sent: HashSet<_> = bundles.iter().map(|(_, bundle)| bundle.header.id).collect();
    let sending = futures_util::future::join_all(bundles.iter().map(async |(client, bundle)| {
        assert_eq!(world.put(client, bundle).await.status(), 201);
    }));
    let reading = async {
        let client = world.client(&momiji);
        let mut seen = Vec::new();
        let mut after = String::new();
        while seen.len() < sent.len() {
            let page = world
                .get(&client, &format!("/v1/inbox?limit=7{after}"))
                .await;
            let page: InboxPage = page.json().await.unwrap();
            seen.extend(page.bundles.iter().map(|bundle| bundle.id));
            after = format!("&after={}", page.cursor);
        }
        seen
    };
    let (_, seen) = tokio::join!(sending, reading);
    assert_eq!(seen.len(), sent.len(), "nothing twice");
    assert_eq!(
        seen.into_iter().collect::<HashSet<_>>(),
        sent,
        "nothing missed"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn queries_that_cannot_be_read_are_refused() {
    let world = World::running().await;
    let momiji = world.device(MOMIJI);
    let client = world.client(&momiji);
    let outbox = world
        .get(&client, "/v1/outbox")
        .await
        .json::<serde_json::Value>()
        .await
        .unwrap();
    let outbox = outbox["cursor"].as_str().unwrap().to_owned();
    for (query, expected) in [
        ("limit=0", "400 HUB-101: limit: found 0, expected 1 to 500"),
        (
            "limit=501",
            "400 HUB-101: limit: found 501, expected 1 to 500",
        ),
        (
            "limit=-1",
            "400 HUB-101: the part of the URL after ? cannot be read",
        ),
        (
            "Limit=1",
            "400 HUB-101: the part of the URL after ? cannot be read",
        ),
        ("after=1", "400 HUB-101: after: not a cursor of this list"),
        (
            &format!("after={outbox}"),
            "400 HUB-101: after: not a cursor of this list",
        ),
    ] {
        let answer = world.get(&client, &format!("/v1/inbox?{query}")).await;
        assert_eq!(problem(answer).await, expected, "{query}");
    }
}
