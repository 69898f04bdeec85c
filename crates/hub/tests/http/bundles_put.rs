//! `PUT /v1/bundles/{id}`: what is accepted, and every reason to refuse.

use expect_test::expect;
use protocol::{
    Digest, Header, ReceiptKind, SealedBundle,
    bundle::SEALED_SIZE_BYTES_MAX,
    message::{AcceptReply, decode_signed},
    receipt::verify_receipt,
    signed::sign_content,
};
use reqwest::multipart::{Form, Part};

use crate::support::{
    Device, MOMIJI, SAKURA, TSUBAKI, World, form, incompressible, new_id, problem, show,
};

/// Signs a header that no honest program would.
fn sign_header(world: &World, signer: &Device, header: &Header) -> Vec<u8> {
    let json = serde_json::to_vec(header).unwrap();
    sign_content(&json, &signer.identity, world.now()).unwrap()
}

fn with_header(
    world: &World,
    signer: &Device,
    bundle: &SealedBundle,
    header: Header,
) -> SealedBundle {
    let signed_header = sign_header(world, signer, &header);
    SealedBundle {
        header,
        signed_header,
        sealed: bundle.sealed.clone(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bundle_is_accepted_once_and_repeats_get_the_first_receipt() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let bundle = world.seal(&sakura, &momiji);
    let client = world.client(&sakura);

    let first = world.put(&client, &bundle).await;
    assert_eq!(first.status(), 201);
    let first: AcceptReply = first.json().await.unwrap();
    assert!(first.first);
    world.pass_days(1);
    let again = world.put(&client, &bundle).await;
    assert_eq!(again.status(), 200);
    let again: AcceptReply = again.json().await.unwrap();
    assert_eq!(
        again,
        AcceptReply {
            first: false,
            ..first.clone()
        }
    );

    let signed = decode_signed(&first.receipt).unwrap();
    let receipt = verify_receipt(&signed, &world.keys.authority.trust(), world.now()).unwrap();
    let expected = world.receipt(&bundle, ReceiptKind::Accepted);
    assert_eq!(receipt.receipt().at.0, world.now().0 - 24 * 60 * 60);
    assert_eq!(
        *receipt.receipt(),
        protocol::Receipt {
            at: receipt.receipt().at,
            ..expected
        }
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_the_receipt_and_whether_it_was_the_first() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let answer = world
        .put(&world.client(&sakura), &world.seal(&sakura, &momiji))
        .await;
    expect![[r#"
        201
        {
          "first": true,
          "receipt": "<signed>"
        }"#]]
    .assert_eq(&show(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_gets_its_receipt_even_when_the_receiver_has_left() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let bundle = world.seal(&sakura, &momiji);
    let first = world.send(&sakura, &bundle).await;
    let number = momiji.address.office;
    let now = world.now();
    tsunagu_hub::store::write(&mut world.engine(), |records| {
        tsunagu_hub::offices::suspend_office(records, number, now)
    })
    .unwrap();
    let client = world.client(&sakura);
    let again: AcceptReply = world.put(&client, &bundle).await.json().await.unwrap();
    assert_eq!(decode_signed(&again.receipt).unwrap(), first);
    let answer = problem(world.put(&client, &world.seal(&sakura, &momiji)).await).await;
    expect!["422 HUB-109: 1370300021-11 is not registered with this hub"].assert_eq(&answer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_altered_header_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let mut bundle = world.seal(&sakura, &momiji);
    let at = bundle
        .signed_header
        .windows(6)
        .position(|text| text == b"202612")
        .unwrap();
    bundle.signed_header[at + 5] = b'1';
    let answer = problem(world.put(&world.client(&sakura), &bundle).await).await;
    expect!["422 HUB-102: the header: the signed content was altered"].assert_eq(&answer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_header_that_is_none_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let mut bundle = world.seal(&sakura, &momiji);
    bundle.signed_header = b"{}".to_vec();
    let answer = problem(world.put(&world.client(&sakura), &bundle).await).await;
    expect!["422 HUB-102: the header: not a CMS structure in DER"].assert_eq(&answer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replay_by_another_device_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let bundle = world.seal(&sakura, &momiji);
    for replaying in [world.device(TSUBAKI), world.device(SAKURA)] {
        let answer = problem(world.put(&world.client(&replaying), &bundle).await).await;
        expect!["403 HUB-103: the header was signed by another device"].assert_eq(&answer);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replay_under_another_id_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    let client = world.client(&sakura);
    let answer = problem(world.put_as(&client, &bundle, new_id(world.now())).await).await;
    let expected = format!(
        "422 HUB-104: the header belongs to bundle {}",
        bundle.header.id
    );
    assert_eq!(answer, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_altered_sealed_part_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let client = world.client(&sakura);
    let mut bundle = world.seal(&sakura, &momiji);
    *bundle.sealed.last_mut().unwrap() ^= 1;
    let answer = problem(world.put(&client, &bundle).await).await;
    expect!["422 HUB-105: the sealed part is not the one that the header was signed for"]
        .assert_eq(&answer);
    bundle.sealed.push(0);
    let answer = problem(world.put(&client, &bundle).await).await;
    assert!(
        answer.starts_with("422 HUB-105: the sealed part has "),
        "{answer}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_large_parts_are_refused_while_they_arrive() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let id = new_id(world.now());
    // Also without HTTP/2, where an answer in the middle of a body is easily lost.
    for client in [world.client(&sakura), world.http1_client(&sakura)] {
        let too_much = vec![0; SEALED_SIZE_BYTES_MAX as usize + 1];
        for (form, expected) in [
            (
                form(b"h", &too_much),
                "413 HUB-106: sealed: more than 16777216 bytes",
            ),
            (
                form(&[0; 64 * 1024 + 1], b"s"),
                "413 HUB-106: header: more than 65536 bytes",
            ),
        ] {
            let url = world.url(&format!("/v1/bundles/{id}"));
            let answer = client.put(url).multipart(form).send().await.unwrap();
            assert_eq!(problem(answer).await, expected);
        }
    }
    let incoming = world.path.join("sealed").join("incoming");
    assert_eq!(
        std::fs::read_dir(incoming).unwrap().count(),
        0,
        "nothing stays behind"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revoked_device_gets_its_answer_also_in_the_middle_of_a_large_body() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    world.revoke(&sakura);
    let url = world.url(&format!("/v1/bundles/{}", new_id(world.now())));
    for client in [world.client(&sakura), world.http1_client(&sakura)] {
        let form = form(b"h", &[0; 8 * 1024 * 1024]);
        let answer = client.put(&url).multipart(form).send().await.unwrap();
        expect!["403 HUB-203: the certificate has been revoked"].assert_eq(&problem(answer).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bundle_with_errors_by_the_standard_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let mut draft = world.draft(&sakura, &momiji);
    draft.check.errors = 3;
    let bundle = world.seal_draft(&sakura, &momiji, draft);
    let answer = problem(world.put(&world.client(&sakura), &bundle).await).await;
    expect!["422 HUB-107: the sender's check found 3 errors"].assert_eq(&answer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_foreign_office_number_in_the_header_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let bundle = world.seal(&sakura, &momiji);
    let client = world.client(&sakura);
    let header = Header {
        from: TSUBAKI.parse().unwrap(),
        ..bundle.header.clone()
    };
    let answer = world
        .put(&client, &with_header(&world, &sakura, &bundle, header))
        .await;
    expect![
        "403 HUB-108: the sender is office 1370400036, the signing device belongs to office 1370200015"
    ]
    .assert_eq(&problem(answer).await);
    let header = Header {
        from: "1370200015-11".parse().unwrap(),
        ..bundle.header.clone()
    };
    let answer = world
        .put(&client, &with_header(&world, &sakura, &bundle, header))
        .await;
    expect!["403 HUB-108: 1370200015-11 is not an address of the connected device's office"]
        .assert_eq(&problem(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_receiver_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let bundle = world.seal(&sakura, &momiji);
    let client = world.client(&sakura);
    for to in ["1379999999-11", "1370300021-13"] {
        let header = Header {
            to: to.parse().unwrap(),
            ..bundle.header.clone()
        };
        let answer = world
            .put(&client, &with_header(&world, &sakura, &bundle, header))
            .await;
        let expected = format!("422 HUB-109: {to} is not registered with this hub");
        assert_eq!(problem(answer).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_id_with_other_contents_is_refused() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    let mut draft = world.draft(&sakura, &momiji);
    draft.id = bundle.header.id;
    let other = world.seal_draft(&sakura, &momiji, draft);
    let answer = problem(world.put(&world.client(&sakura), &other).await).await;
    expect!["409 HUB-110: this id was used before for other contents"].assert_eq(&answer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_senders_cannot_give_a_receiver_two_bundles_of_one_id() {
    let world = World::running().await;
    let (sakura, momiji, tsubaki) = (
        world.device(SAKURA),
        world.device(MOMIJI),
        world.device(TSUBAKI),
    );
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    let client = world.client(&tsubaki);
    let mut draft = world.draft(&tsubaki, &momiji);
    draft.id = bundle.header.id;
    let answer = world
        .put(&client, &world.seal_draft(&tsubaki, &momiji, draft))
        .await;
    expect!["409 HUB-110: this id was used before for other contents"]
        .assert_eq(&problem(answer).await);
    // To another receiver the id is as good as any.
    let mut draft = world.draft(&tsubaki, &sakura);
    draft.id = bundle.header.id;
    world
        .send(&tsubaki, &world.seal_draft(&tsubaki, &sakura, draft))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_cannot_be_read_are_refused() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let client = world.client(&sakura);
    let url = world.url(&format!("/v1/bundles/{}", new_id(world.now())));
    let part = || Part::bytes(vec![1]);
    for (form, expected) in [
        (
            Form::new(),
            "400 HUB-101: the body is not valid multipart/form-data",
        ),
        (
            Form::new().part("sealed", part()),
            "400 HUB-101: expected the part header",
        ),
        (
            Form::new().part("header", part()),
            "400 HUB-101: expected the part sealed",
        ),
        (
            form(b"h", b"s").part("more", part()),
            "400 HUB-101: expected the end of the body after part sealed",
        ),
    ] {
        let answer = client.put(&url).multipart(form).send().await.unwrap();
        assert_eq!(problem(answer).await, expected);
    }
    let answer = client.put(&url).body("x").send().await.unwrap();
    expect!["400 HUB-101: expected a body of type multipart/form-data"]
        .assert_eq(&problem(answer).await);
    let url = world.url("/v1/bundles/1");
    let answer = client
        .put(url)
        .multipart(form(b"h", b"s"))
        .send()
        .await
        .unwrap();
    expect!["400 HUB-101: id: an id is a UUID of 36 characters in lower case with hyphens"]
        .assert_eq(&problem(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_bundle_is_a_file_and_a_refused_one_is_removed() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let client = world.client(&sakura);
    let files = || {
        let names = std::fs::read_dir(world.path.join("sealed")).unwrap();
        names
            .filter(|entry| entry.as_ref().unwrap().path().is_file())
            .count()
    };
    let mut draft = world.draft(&sakura, &momiji);
    draft.files[0].bytes = incompressible(3_000_000);
    let bundle = world.seal_draft(&sakura, &momiji, draft);
    assert!(bundle.sealed.len() > 2_900_000);
    world.send(&sakura, &bundle).await;
    assert_eq!(files(), 1);
    assert_eq!(world.put(&client, &bundle).await.status(), 200);
    assert_eq!(files(), 1, "the repeat's file is gone");
    let answer = world.put_as(&client, &bundle, new_id(world.now())).await;
    assert_eq!(answer.status(), 422);
    assert_eq!(files(), 1, "the refused bundle's file is gone");
    let path = format!("/v1/bundles/{}/sealed", bundle.header.id);
    let fetched = world
        .get(&world.client(&momiji), &path)
        .await
        .bytes()
        .await
        .unwrap();
    assert_eq!(Digest::of(&fetched), bundle.header.sealed.sha256);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_bundles_at_once_and_their_repeats() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let clients = [
        world.client(&sakura),
        world.http1_client(&sakura),
        world.client(&sakura),
    ];
    let bundles: Vec<SealedBundle> = (0..64).map(|_| world.seal(&sakura, &momiji)).collect();
    let requests = bundles.iter().flat_map(|bundle| {
        let world = &world;
        clients.iter().map(move |client| async move {
            let answer = world.put(client, bundle).await;
            let status = answer.status().as_u16();
            let reply: AcceptReply = answer.json().await.unwrap();
            assert_eq!(status, if reply.first { 201 } else { 200 });
            (bundle.header.id, reply)
        })
    });
    let replies = futures_util::future::join_all(requests).await;
    for bundle in &bundles {
        let id = bundle.header.id;
        let own: Vec<_> = replies
            .iter()
            .filter(|(of, _)| *of == id)
            .map(|(_, r)| r)
            .collect();
        assert_eq!(
            own.iter().filter(|reply| reply.first).count(),
            1,
            "one of three was first"
        );
        assert!(
            own.iter().all(|reply| reply.receipt == own[0].receipt),
            "one receipt for all"
        );
        let signed = decode_signed(&own[0].receipt).unwrap();
        let receipt = verify_receipt(&signed, &world.keys.authority.trust(), world.now()).unwrap();
        assert_eq!(
            *receipt.receipt(),
            world.receipt(bundle, ReceiptKind::Accepted)
        );
    }
    let page = world
        .get(&world.client(&momiji), "/v1/inbox?limit=500")
        .await;
    let page: protocol::message::InboxPage = page.json().await.unwrap();
    let mut listed: Vec<_> = page.bundles.iter().map(|bundle| bundle.id).collect();
    listed.sort();
    let mut sent: Vec<_> = bundles.iter().map(|bundle| bundle.header.id).collect();
    sent.sort();
    assert_eq!(listed, sent, "one row for each bundle");
}
