//! `/v1/journal`: sealed entries of one office in one order.

use std::collections::HashSet;

use protocol::{
    EntryId, UtcMillis,
    message::{JournalPage, decode_signed},
};
use reqwest::Client;

use crate::support::{MOMIJI, SAKURA, World, incompressible, problem};

fn id(number: u8) -> EntryId {
    EntryId::new(UtcMillis(1_795_306_288_000), [number; 10])
}

async fn put(world: &World, client: &Client, number: u8, sealed: &[u8]) -> reqwest::Response {
    let path = format!("/v1/journal/{}", id(number));
    world.put_bytes(client, &path, sealed).await
}

async fn page(world: &World, client: &Client, query: &str) -> JournalPage {
    let answer = world.get(client, &format!("/v1/journal{query}")).await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn entries_come_in_order_once_and_with_their_contents() {
    let world = World::running().await;
    let (first, second) = (world.device(SAKURA), world.device(SAKURA));
    let (a, b) = (world.client(&first), world.client(&second));
    let large = incompressible(200_000);
    assert_eq!(put(&world, &a, 1, b"one").await.status(), 201);
    assert_eq!(put(&world, &b, 2, &large).await.status(), 201);
    assert_eq!(put(&world, &a, 1, b"one").await.status(), 200);
    let changed = put(&world, &a, 1, b"other").await;
    assert_eq!(
        problem(changed).await,
        "409 HUB-116: the id was used before for another entry"
    );
    // Two terminals may tell of the same draft under its id; the first telling stays.
    assert_eq!(put(&world, &b, 1, b"the same draft").await.status(), 200);

    let listed = page(&world, &b, "").await;
    let lines: Vec<_> = listed
        .entries
        .iter()
        .map(|line| (line.id, line.device, line.size_bytes))
        .collect();
    assert_eq!(lines, [(id(1), first.id, 3), (id(2), second.id, 200_000)]);
    let inline = listed.entries[0].sealed.as_deref().unwrap();
    assert_eq!(decode_signed(inline).unwrap(), b"one");
    assert_eq!(listed.entries[1].sealed, None);
    let fetched = world.get(&b, &format!("/v1/journal/{}", id(2))).await;
    assert_eq!(fetched.bytes().await.unwrap(), large);
    assert_eq!(listed.next, None);

    assert_eq!(put(&world, &a, 3, b"three").await.status(), 201);
    let after = page(&world, &b, &format!("?after={}", listed.cursor)).await;
    let ids: Vec<_> = after.entries.iter().map(|line| line.id).collect();
    assert_eq!(ids, [id(3)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_office_sees_nothing_of_it() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let (own, other) = (world.client(&sakura), world.client(&momiji));
    put(&world, &own, 1, b"one").await;
    assert_eq!(page(&world, &other, "").await.entries.len(), 0);
    let answer = world.get(&other, &format!("/v1/journal/{}", id(1))).await;
    assert_eq!(problem(answer).await, "404 HUB-111");
    // The same id is free in another office.
    assert_eq!(put(&world, &other, 1, b"other").await.status(), 201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_entry_is_refused() {
    let world = World::running().await;
    let client = world.client(&world.device(SAKURA));
    let answer = put(&world, &client, 1, b"").await;
    assert_eq!(problem(answer).await, "400 HUB-101: the body is empty");
    let answer = world.put_bytes(&client, "/v1/journal/one", b"x").await;
    assert_eq!(
        problem(answer).await,
        "400 HUB-101: id: an id is a UUID of 36 characters in lower case with hyphens"
    );
    let answer = put(&world, &client, 1, &vec![0; 16 * 1024 * 1024 + 1]).await;
    assert_eq!(problem(answer).await, "413 HUB-106");
    let answer = put(&world, &client, 1, &vec![0; 16 * 1024 * 1024]).await;
    assert_eq!(answer.status(), 201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_misses_nothing_while_others_write() {
    let world = World::running().await;
    let (first, second) = (world.device(SAKURA), world.device(SAKURA));
    let (writer, reader) = (world.client(&first), world.client(&second));
    let writing = async {
        for number in 0..60 {
            assert_eq!(put(&world, &writer, number, &[number]).await.status(), 201);
        }
    };
    let reading = async {
        let (mut seen, mut after) = (Vec::new(), String::new());
        while seen.len() < 60 {
            let page = page(&world, &reader, &format!("?limit=7{after}")).await;
            seen.extend(page.entries.iter().map(|line| line.id));
            after = format!("&after={}", page.cursor);
        }
        seen
    };
    let ((), seen) = tokio::join!(writing, reading);
    let all: HashSet<_> = (0..60).map(id).collect();
    assert_eq!(seen.iter().copied().collect::<HashSet<_>>(), all);
    assert_eq!(seen.len(), 60);
}
