//! Who may connect, and for how long: handshakes, revocation, expiry, suspension, stopping.

use expect_test::expect;
use protocol::{
    Authority, ReceiptKind, UtcSeconds,
    certificate::{KeyPair, Role},
};
use tsunagu_hub::{offices, store};

use crate::support::{MOMIJI, SAKURA, World, incompressible, new_id, office_of, problem};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_of_another_authority_is_refused_in_the_handshake() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let foreign = Authority::create("Test hub", world.now()).unwrap();
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Device, "1370200015").unwrap();
    let office = office_of(SAKURA);
    let certificate = foreign
        .issue_device(&request, office, sakura.id, world.now())
        .unwrap();
    let identity = key.into_identity(&certificate).unwrap();
    let pem = format!("{}{}", identity.certificate_pem(), *identity.key_pem());
    let ca = world.keys.authority.certificate_pem();
    let client = reqwest::Client::builder()
        .tls_certs_only([reqwest::Certificate::from_pem(ca.as_bytes()).unwrap()])
        .identity(reqwest::Identity::from_pem(pem.as_bytes()).unwrap())
        .build()
        .unwrap();
    let err = client
        .get(world.url("/v1/health"))
        .send()
        .await
        .unwrap_err();
    assert_eq!(err.status(), None, "there is no answer, not even a refusal");
    // It is the certificate: anybody without one is answered.
    assert_eq!(
        world.get(&world.stranger(), "/v1/health").await.status(),
        200
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tls_before_1_3_is_refused() {
    let world = World::running().await;
    let ca = world.keys.authority.certificate_pem();
    let client = reqwest::Client::builder()
        .tls_certs_only([reqwest::Certificate::from_pem(ca.as_bytes()).unwrap()])
        .tls_version_max(reqwest::tls::Version::TLS_1_2)
        .build()
        .unwrap();
    assert!(
        client
            .get(world.url("/v1/health"))
            .send()
            .await
            .unwrap_err()
            .is_connect()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_of_ours_that_is_no_devices_is_refused() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Device, "1370200015").unwrap();
    let authority = &world.keys.authority;
    // Signed by the authority, but the database does not know it: as after restoring an old backup.
    let certificate = authority
        .issue_device(&request, office_of(SAKURA), sakura.id, world.now())
        .unwrap();
    let identity = key.into_identity(&certificate).unwrap();
    let unknown = crate::support::Device { identity, ..sakura };
    let answer = world.get(&world.client(&unknown), "/v1/inbox").await;
    expect!["403 HUB-202: the certificate is not one of a device"]
        .assert_eq(&problem(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn revocation_counts_from_the_next_request_on_an_open_connection() {
    let world = World::running().await;
    let momiji = world.device(MOMIJI);
    let other = world.device(SAKURA);
    for without_http2 in [false, true] {
        let sakura = world.device(SAKURA);
        let bundle = world.seal(&other, &momiji);
        let client = match without_http2 {
            false => world.client(&sakura),
            true => world.http1_client(&sakura),
        };
        // The connection stays open in the client's pool.
        let answer = world.get(&client, "/v1/inbox").await;
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap();
        world.revoke(&sakura);
        let expected = expect!["403 HUB-203: the certificate has been revoked"];
        expected.assert_eq(&problem(world.get(&client, "/v1/inbox").await).await);
        expected.assert_eq(&problem(world.put(&client, &bundle).await).await);
        // Nor on a new connection; and nobody else of the office is touched.
        let client = world.client(&sakura);
        expected.assert_eq(&problem(world.get(&client, "/v1/inbox").await).await);
        assert_eq!(
            world.get(&world.client(&other), "/v1/inbox").await.status(),
            200
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operators_own_process_revokes_while_the_hub_runs() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let client = world.client(&sakura);
    assert_eq!(world.get(&client, "/v1/inbox").await.status(), 200);
    let revoked = std::process::Command::new(env!("CARGO_BIN_EXE_tsunagu-hub"))
        .args(["certificate", "revoke", "--json", "--dir"])
        .arg(&world.path)
        .args(["--device", &sakura.id.to_string()])
        .output()
        .unwrap();
    assert!(revoked.status.success(), "{revoked:?}");
    let printed: serde_json::Value = serde_json::from_slice(&revoked.stdout).unwrap();
    assert_eq!(printed[0]["device"], sakura.id.to_string());
    assert!(printed[0]["revoked_at"].is_string());
    let answer = world.get(&client, "/v1/inbox").await;
    expect!["403 HUB-203: the certificate has been revoked"].assert_eq(&problem(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_the_hub_runs_is_a_whole_hub() {
    let mut world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let mut draft = world.draft(&sakura, &momiji);
    draft.files[0].bytes = incompressible(400_000);
    let bundles = [
        world.seal(&sakura, &momiji),
        world.seal_draft(&sakura, &momiji, draft),
    ];
    let mut receipts = Vec::new();
    for bundle in &bundles {
        receipts.push(world.send(&sakura, bundle).await);
    }
    let copy = world.path.with_extension("copy");
    assert_eq!(world.folder.back_up(&copy).unwrap(), 1);
    world.stop().await;
    std::fs::remove_dir_all(&world.path).unwrap();
    std::fs::rename(&copy, &world.path).unwrap();
    world.start().await;
    for (bundle, receipt) in bundles.iter().zip(&receipts) {
        let again = world.put(&world.client(&sakura), bundle).await;
        let again: protocol::message::AcceptReply = again.json().await.unwrap();
        assert_eq!(
            protocol::message::decode_signed(&again.receipt).unwrap(),
            *receipt
        );
        let path = format!("/v1/bundles/{}/sealed", bundle.header.id);
        let sealed = world
            .get(&world.client(&momiji), &path)
            .await
            .bytes()
            .await
            .unwrap();
        assert!(sealed == bundle.sealed);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_expires_for_the_hub() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let client = world.client(&sakura);
    world.pass_days(3 * 365);
    assert_eq!(world.get(&client, "/v1/inbox").await.status(), 200);
    world.pass_days(1);
    let answer = world.get(&client, "/v1/inbox").await;
    expect!["403 HUB-204: the certificate has expired"].assert_eq(&problem(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_has_expired_for_tls_too_still_gets_an_answer_with_a_code() {
    let world = World::running().await;
    let long_ago = UtcSeconds(world.now().0 - 4 * 365 * 24 * 60 * 60);
    let sakura = world.device_at(SAKURA, long_ago);
    let answer = world.get(&world.client(&sakura), "/v1/inbox").await;
    expect!["403 HUB-204: the certificate has expired"].assert_eq(&problem(answer).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suspended_office_is_refused_until_it_is_resumed() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let client = world.client(&sakura);
    let (office, now) = (office_of(SAKURA), world.now());
    assert_eq!(world.get(&client, "/v1/inbox").await.status(), 200);
    let mut engine = world.engine();
    store::write(&mut engine, |records| {
        offices::suspend_office(records, office, now)
    })
    .unwrap();
    let answer = world.get(&client, "/v1/inbox").await;
    expect!["403 HUB-205: the office is not active"].assert_eq(&problem(answer).await);
    store::write(&mut engine, |records| {
        offices::resume_office(records, office, now)
    })
    .unwrap();
    assert_eq!(world.get(&client, "/v1/inbox").await.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_there_after_a_stop_and_a_start() {
    let mut world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let bundle = world.seal(&sakura, &momiji);
    let receipt = world.send(&sakura, &bundle).await;
    world.stop().await;
    assert!(!world.path.join("address").exists());
    world.start().await;
    let again = world.put(&world.client(&sakura), &bundle).await;
    let again: protocol::message::AcceptReply = again.json().await.unwrap();
    assert_eq!(
        protocol::message::decode_signed(&again.receipt).unwrap(),
        receipt
    );
    let answer = world
        .acknowledge(
            &world.client(&momiji),
            &momiji,
            &bundle,
            ReceiptKind::Fetched,
        )
        .await;
    assert_eq!(answer.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_crash_left_of_arriving_bundles_is_removed_at_the_start() {
    let mut world = World::new();
    let sealed = world.path.join("sealed");
    let orphan = sealed.join(format!("{}.abc", new_id(world.now())));
    std::fs::write(&orphan, b"renamed, but never committed").unwrap();
    let arriving = sealed.join("incoming").join(".xyz");
    std::fs::write(&arriving, b"half").unwrap();
    world.start().await;
    assert!(!orphan.exists());
    assert!(!arriving.exists());
}

/// A stranger to this project keeps the contract: `curl` with plain files, as another maker's program would.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn curl_sends_lists_and_fetches() {
    let world = World::running().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let bundle = world.seal(&sakura, &momiji);
    let files = world.path.parent().unwrap();
    std::fs::write(files.join("h.p7s"), &bundle.signed_header).unwrap();
    std::fs::write(files.join("s.p7m"), &bundle.sealed).unwrap();
    for (name, device) in [("sakura", &sakura), ("momiji", &momiji)] {
        let (certificate, key) = (device.identity.certificate_pem(), device.identity.key_pem());
        std::fs::write(
            files.join(format!("{name}.pem")),
            format!("{certificate}{}", *key),
        )
        .unwrap();
    }
    let curl = |name: &str, path: &str, more: &[&str]| {
        let output = std::process::Command::new("curl")
            .current_dir(files)
            .args([
                "--silent",
                "--show-error",
                "--fail",
                "--cacert",
                "hub/ca.pem",
            ])
            .args(["--cert", &format!("{name}.pem")])
            .args(more)
            .arg(world.url(path))
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        output.stdout
    };
    let path = format!("/v1/bundles/{}", bundle.header.id);
    let put = ["-X", "PUT", "-F", "header=@h.p7s", "-F", "sealed=@s.p7m"];
    let reply: serde_json::Value = serde_json::from_slice(&curl("sakura", &path, &put)).unwrap();
    assert_eq!(reply["first"], true);
    let inbox: serde_json::Value =
        serde_json::from_slice(&curl("momiji", "/v1/inbox", &[])).unwrap();
    assert_eq!(inbox["bundles"][0]["id"], bundle.header.id.to_string());
    assert!(curl("momiji", &format!("{path}/sealed"), &[]) == bundle.sealed);
}
