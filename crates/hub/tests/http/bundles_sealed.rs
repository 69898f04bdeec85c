//! `GET /v1/bundles/{id}/sealed`: fetching contents, whole or in parts.

use expect_test::expect;
use protocol::{SealedBundle, open_bundle};
use reqwest::Response;

use crate::support::{Device, MOMIJI, SAKURA, TSUBAKI, World, incompressible, problem};

/// One bundle that is kept in the database and one that is kept in a file.
fn small_and_large(world: &World, from: &Device, to: &Device) -> [SealedBundle; 2] {
    let mut draft = world.draft(from, to);
    draft.files[0].bytes = incompressible(400_000);
    let large = world.seal_draft(from, to, draft);
    assert!(large.sealed.len() > 300_000);
    [world.seal(from, to), large]
}

async fn range(world: &World, device: &Device, bundle: &SealedBundle, range: &str) -> Response {
    let url = world.url(&format!("/v1/bundles/{}/sealed", bundle.header.id));
    world
        .client(device)
        .get(url)
        .header("range", range)
        .send()
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receiver_and_sender_get_exactly_what_was_sent() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    for bundle in small_and_large(&world, &sakura, &momiji) {
        world.send(&sakura, &bundle).await;
        let path = format!("/v1/bundles/{}/sealed", bundle.header.id);
        for device in [&momiji, &sakura] {
            let answer = world.get(&world.client(device), &path).await;
            assert_eq!(answer.status(), 200);
            assert_eq!(answer.headers()["content-type"], "application/pkcs7-mime");
            assert_eq!(answer.headers()["accept-ranges"], "bytes");
            assert_eq!(
                answer.headers()["etag"],
                format!("\"{}\"", bundle.header.sealed.sha256)
            );
            let sealed = answer.bytes().await.unwrap();
            assert!(sealed == bundle.sealed, "byte for byte");
            let mailbox = device.mailbox.as_ref().unwrap();
            let trust = world.keys.authority.trust();
            open_bundle(&bundle.signed_header, &sealed, mailbox, &trust, world.now()).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_download_can_go_on() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    for bundle in small_and_large(&world, &sakura, &momiji) {
        world.send(&sakura, &bundle).await;
        let size = bundle.sealed.len();
        for (start, end) in [(0, 1), (100, size), (size - 1, size), (7, size / 2)] {
            let answer = range(
                &world,
                &momiji,
                &bundle,
                &format!("bytes={start}-{}", end - 1),
            )
            .await;
            assert_eq!(answer.status(), 206);
            let expected = format!("bytes {start}-{}/{size}", end - 1);
            assert_eq!(answer.headers()["content-range"], expected);
            assert!(answer.bytes().await.unwrap() == bundle.sealed[start..end]);
        }
        let answer = range(&world, &momiji, &bundle, &format!("bytes={size}-")).await;
        assert_eq!(answer.headers()["content-range"], format!("bytes */{size}"));
        expect!["416 HUB-101: Range: outside of the contents"].assert_eq(&problem(answer).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_elses_bundle_is_not_there() {
    let world = World::running().await;
    let (sakura, momiji, tsubaki) = (
        world.device(SAKURA),
        world.device(MOMIJI),
        world.device(TSUBAKI),
    );
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    let path = format!("/v1/bundles/{}/sealed", bundle.header.id);
    let answer = world.get(&world.client(&tsubaki), &path).await;
    expect!["404 HUB-111: the connected device's office has no bundle of this id"]
        .assert_eq(&problem(answer).await);
    let answer = world
        .get(&world.client(&tsubaki), "/v1/bundles/x/sealed")
        .await;
    expect!["400 HUB-101: id: an id is a UUID of 36 characters in lower case with hyphens"]
        .assert_eq(&problem(answer).await);
}
