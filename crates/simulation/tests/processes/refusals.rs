//! What the hub refuses, each with its code, from outside through TLS.
//!
//! The rules themselves are tested in crate `hub`; here they are met by requests that a hostile or broken program would
//! make. Easily got wrong: a refused request must leave nothing behind, so every test ends with a look into the inbox.

use anyhow::{Context, Result};
use protocol::seal::SealedBundle;
use protocol::{BundleId, UtcSeconds};
use reqwest::Method;
use serde_json::json;
use testkit::{Connection, HubProgram, WireDevice, new_bundle_id};

/// A hub with two offices that take part; the first sends to the second.
struct Scene {
    hub: HubProgram,
    sender: WireDevice,
    receiver: WireDevice,
}

impl Scene {
    async fn new() -> Result<Scene> {
        let hub = HubProgram::start()?;
        let sender = WireDevice::join(&hub, "1370200015-43", "みどり居宅").await?;
        let receiver = WireDevice::join(&hub, "1370300021-11", "あおば訪問").await?;
        Ok(Scene {
            hub,
            sender,
            receiver,
        })
    }

    fn bundle(&self) -> Result<SealedBundle> {
        self.sender.seal(&self.receiver, b"plan of october")
    }

    async fn waiting(&self) -> Result<usize> {
        let page = self.receiver.connection().read("/v1/inbox").await?.json()?;
        Ok(page["bundles"]
            .as_array()
            .context("an inbox without bundles")?
            .len())
    }
}

async fn put(
    connection: &Connection,
    id: BundleId,
    header: &[u8],
    sealed: &[u8],
) -> Result<String> {
    Ok(connection
        .put(&id.to_string(), header, sealed)
        .await?
        .summary())
}

/// The same bytes with one bit turned, at a place that is a share of the whole.
fn damaged(bytes: &[u8], thousandths: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let place = (bytes.len() - 1) * thousandths / 1000;
    bytes[place] ^= 1;
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_no_known_device_is_refused() {
    let scene = Scene::new().await.unwrap();
    let bundle = scene.bundle().unwrap();
    let id = bundle.header.id;

    let nobody = scene.sender.connect_as(None).unwrap();
    assert_eq!(
        put(&nobody, id, &bundle.signed_header, &bundle.sealed)
            .await
            .unwrap(),
        "401 HUB-201"
    );
    assert_eq!(
        nobody.read("/v1/inbox").await.unwrap().summary(),
        "401 HUB-201"
    );
    assert_eq!(nobody.read("/v1/health").await.unwrap().status, 200);

    // A device of another hub: same names, another authority. The handshake itself fails.
    let elsewhere = HubProgram::start().unwrap();
    let stranger = WireDevice::join(&elsewhere, "1370200015-43", "みどり居宅")
        .await
        .unwrap();
    let connection = scene.sender.connect_as(Some(&stranger.identity)).unwrap();
    // With TLS 1.3 the client learns of it when it wants to read, so all that is sure is: there is no answer.
    assert!(connection.read("/v1/inbox").await.is_err());
    assert!(connection.read("/v1/health").await.is_err());

    assert_eq!(scene.waiting().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_device_is_refused_on_its_open_connection() {
    let scene = Scene::new().await.unwrap();
    let connection = scene.sender.connection();
    assert_eq!(connection.read("/v1/outbox").await.unwrap().status, 200);

    let serial = device_serial(&scene.sender);
    scene
        .hub
        .command("certificate revoke", ["--serial", &serial])
        .unwrap()
        .success()
        .unwrap();

    // The very next request on the connection that is open already.
    assert_eq!(
        connection.read("/v1/outbox").await.unwrap().summary(),
        "403 HUB-203"
    );
    let bundle = scene.bundle().unwrap();
    let again = scene
        .sender
        .connect_as(Some(&scene.sender.identity))
        .unwrap();
    assert_eq!(
        put(
            &again,
            bundle.header.id,
            &bundle.signed_header,
            &bundle.sealed
        )
        .await
        .unwrap(),
        "403 HUB-203"
    );
    assert_eq!(scene.waiting().await.unwrap(), 0);
}

fn device_serial(device: &WireDevice) -> String {
    let certificate = protocol::certificate::read_device_certificate(
        device.identity.certificate_der(),
        &device.trust,
        testkit::utc_now(),
    );
    certificate.unwrap().serial
}

#[tokio::test(flavor = "multi_thread")]
async fn altered_bundles_are_refused_wherever_they_were_altered() {
    let scene = Scene::new().await.unwrap();
    let bundle = scene.bundle().unwrap();
    let id = bundle.header.id;
    let connection = scene.sender.connection();

    for thousandths in [0, 100, 300, 500, 700, 900, 1000] {
        let header = damaged(&bundle.signed_header, thousandths);
        let answer = put(&connection, id, &header, &bundle.sealed).await.unwrap();
        assert_eq!(
            answer, "422 HUB-102",
            "header, bit turned at {thousandths}/1000"
        );

        let sealed = damaged(&bundle.sealed, thousandths);
        let answer = put(&connection, id, &bundle.signed_header, &sealed)
            .await
            .unwrap();
        assert_eq!(
            answer, "422 HUB-105",
            "sealed part, bit turned at {thousandths}/1000"
        );
    }
    let mut longer = bundle.sealed.clone();
    longer.push(0);
    assert_eq!(
        put(&connection, id, &bundle.signed_header, &longer)
            .await
            .unwrap(),
        "422 HUB-105"
    );
    assert_eq!(
        put(&connection, id, &bundle.signed_header, &[])
            .await
            .unwrap(),
        "422 HUB-105"
    );

    assert_eq!(scene.waiting().await.unwrap(), 0);
    // The bundle itself is good: what was refused were the alterations.
    assert_eq!(
        put(&connection, id, &bundle.signed_header, &bundle.sealed)
            .await
            .unwrap(),
        "201"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn replayed_bundles_change_nothing() {
    let scene = Scene::new().await.unwrap();
    let bundle = scene.bundle().unwrap();
    let id = bundle.header.id;
    let first = scene.sender.put(&bundle).await.unwrap();
    assert_eq!(first.status, 201);

    // The sender itself, which saw no answer: the same receipt, to the byte.
    let repeat = scene.sender.put(&bundle).await.unwrap();
    assert_eq!(repeat.status, 200);
    assert_eq!(
        repeat.json().unwrap()["receipt"],
        first.json().unwrap()["receipt"]
    );
    assert_eq!(repeat.json().unwrap()["first"], false);

    // Somebody who recorded it, under another device, and under another id.
    let recorder = scene.receiver.connection();
    assert_eq!(
        put(&recorder, id, &bundle.signed_header, &bundle.sealed)
            .await
            .unwrap(),
        "403 HUB-103"
    );
    let other_id = new_bundle_id().unwrap();
    let connection = scene.sender.connection();
    assert_eq!(
        put(&connection, other_id, &bundle.signed_header, &bundle.sealed)
            .await
            .unwrap(),
        "422 HUB-104"
    );

    // The same id for other contents.
    let other = scene
        .sender
        .seal_as(&scene.receiver, b"another plan", id)
        .unwrap();
    assert_eq!(
        scene.sender.put(&other).await.unwrap().summary(),
        "409 HUB-110"
    );

    assert_eq!(scene.waiting().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_sees_only_what_is_its_own() {
    let scene = Scene::new().await.unwrap();
    let third = WireDevice::join(&scene.hub, "1370400030-13", "ひかり訪問看護")
        .await
        .unwrap();
    let bundle = scene.bundle().unwrap();
    scene.sender.put(&bundle).await.unwrap();
    let id = bundle.header.id;

    // Not its own: not there at all.
    for path in [
        format!("/v1/bundles/{id}/sealed"),
        format!("/v1/bundles/{}/sealed", new_bundle_id().unwrap()),
    ] {
        assert_eq!(
            third.connection().read(&path).await.unwrap().summary(),
            "404 HUB-111",
            "{path}"
        );
    }
    let withdrawn = third
        .connection()
        .request(Method::DELETE, &format!("/v1/bundles/{id}"), None)
        .await
        .unwrap();
    assert_eq!(withdrawn.summary(), "404 HUB-111");
    for path in ["/v1/inbox", "/v1/outbox"] {
        let page = third.connection().read(path).await.unwrap();
        assert_eq!(page.json().unwrap()["bundles"], json!([]), "{path}");
    }
    assert_eq!(scene.waiting().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_addresses_are_refused() {
    let scene = Scene::new().await.unwrap();
    let bundle = scene.bundle().unwrap();
    // Under another office's number: the device's signature is right, the address is not its own.
    let pretender = WireDevice::join(&scene.hub, "1370500049-13", "なりすまし")
        .await
        .unwrap();
    let mut header = pretender
        .seal(&scene.receiver, b"from somebody else")
        .unwrap()
        .header;
    header.from = scene.sender.address;
    header.sealed.size_bytes = bundle.header.sealed.size_bytes;
    header.sealed.sha256 = bundle.header.sealed.sha256;
    let forged = pretender.sign(&header).unwrap();
    let answer = put(&pretender.connection(), header.id, &forged, &bundle.sealed).await;
    assert_eq!(answer.unwrap(), "403 HUB-108");
    // Its own number, but a service that it does not offer.
    header.from = "1370500049-11".parse().unwrap();
    let forged = pretender.sign(&header).unwrap();
    let answer = put(&pretender.connection(), header.id, &forged, &bundle.sealed).await;
    assert_eq!(answer.unwrap(), "403 HUB-108");
    // To an office that does not take part.
    header.from = pretender.address;
    header.to = "1370600055-11".parse().unwrap();
    let astray = pretender.sign(&header).unwrap();
    let answer = put(&pretender.connection(), header.id, &astray, &bundle.sealed).await;
    assert_eq!(answer.unwrap(), "422 HUB-109");
    assert_eq!(scene.waiting().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn receipts_are_taken_from_the_receiver_only() {
    use protocol::message::encode_signed;
    use protocol::receipt::{Receipt, ReceiptKind, sign_receipt};
    let scene = Scene::new().await.unwrap();
    let bundle = scene.bundle().unwrap();
    scene.sender.put(&bundle).await.unwrap();
    let receipt = Receipt {
        kind: ReceiptKind::Opened,
        bundle: bundle.header.id,
        from: scene.sender.address,
        to: scene.receiver.address,
        header_sha256: protocol::Digest::of(&bundle.signed_header),
        sealed_sha256: protocol::Digest::of(&bundle.sealed),
        at: UtcSeconds(testkit::utc_now().0),
    };
    let path = format!("/v1/bundles/{}/receipts", bundle.header.id);
    let by_sender = scene.sender.sign(&receipt).unwrap();
    let by_receiver = sign_receipt(&receipt, &scene.receiver.identity).unwrap();
    let post = async |device: &WireDevice, signed: &[u8]| {
        let body = json!({"receipt": encode_signed(signed)});
        device
            .connection()
            .request(Method::POST, &path, Some(&body))
            .await
            .unwrap()
            .summary()
    };

    // The sender cannot say that it was opened, and the receiver cannot bring a statement that it did not sign.
    assert_eq!(post(&scene.sender, &by_sender).await, "422 HUB-113");
    assert_eq!(post(&scene.sender, &by_receiver).await, "404 HUB-111");
    assert_eq!(post(&scene.receiver, &by_sender).await, "422 HUB-113");
    assert_eq!(
        post(&scene.receiver, &damaged(&by_receiver, 800)).await,
        "422 HUB-113"
    );
    assert_eq!(post(&scene.receiver, &by_receiver).await, "200");
    // Opened, so it cannot be taken back any more.
    let path = format!("/v1/bundles/{}", bundle.header.id);
    let withdrawn = scene
        .sender
        .connection()
        .request(Method::DELETE, &path, None)
        .await
        .unwrap();
    assert_eq!(withdrawn.summary(), "409 HUB-112");
}
