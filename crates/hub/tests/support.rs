//! A hub of one test, with offices, terminals and bundles.
//!
//! Terminals are enrolled by the hub's own operation, without HTTP, and bundles are really sealed. Easily got wrong:
//! TLS looks at the system's clock, so the hub's clock starts there and only its later steps are the test's.

mod offices;
mod terminals;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use offices::make_code;
pub(crate) use offices::{admit, enrol, office_of};
use protocol::{
    Address, Authority, BundleId, DeviceId, Digest, Draft, DraftFile, Receipt, ReceiptKind,
    SealedBundle, UtcMillis, UtcSeconds,
    certificate::Identity,
    header::CheckSummary,
    message::{Problem, ReceiptRequest, encode_signed},
    receipt::sign_receipt,
    seal_bundle,
};
use reqwest::{
    Client, Response,
    multipart::{Form, Part},
};
use rustls_pki_types::{CertificateDer, pem::PemObject};
use serde_json::Value;
use tempfile::TempDir;
use tsunagu_hub::{
    config::Settings,
    devices::{Target, revoke_certificates},
    folder::{Folder, Keys},
    http::clock,
    serve::{self, Running},
    store::{self, Access, SqliteEngine},
};

/// A care-management office.
pub(crate) const SAKURA: &str = "1370200015-43";
/// A home-visit office.
pub(crate) const MOMIJI: &str = "1370300021-11";
/// A visiting-nurse office.
pub(crate) const TSUBAKI: &str = "1370400036-13";

static NEXT_RANDOM: AtomicU64 = AtomicU64::new(1);

/// Ten bytes that no other call gives; enough for ids and secrets of tests.
fn ten_bytes() -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&NEXT_RANDOM.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    bytes
}

/// A new bundle id.
pub(crate) fn new_id(now: UtcSeconds) -> BundleId {
    BundleId::new(UtcMillis(now.0.unsigned_abs() * 1000), ten_bytes())
}

/// A hub's folder with three offices, and the hub while it runs.
pub(crate) struct World {
    pub(crate) folder: Folder,
    pub(crate) path: PathBuf,
    pub(crate) keys: Keys,
    clock: Arc<AtomicI64>,
    running: Option<Running>,
    _parent: TempDir,
}

impl World {
    /// A folder with three active offices; nothing runs.
    pub(crate) fn new() -> World {
        World::with_licences(0)
    }

    /// The same, of a hub that asks for licences of so many months (0: for none). None is granted yet.
    pub(crate) fn with_licences(licence_months: u32) -> World {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("hub");
        let now = clock::now();
        let settings = Settings {
            listen: "127.0.0.1:0".into(),
            licence_months,
            licence_fee_yen: 21_000,
            ..Settings::new("Test hub".into(), vec!["localhost".into()])
        };
        let folder = Folder::create(&path, &settings, now).unwrap();
        let keys = folder.keys(now).unwrap();
        let mut engine = folder.engine(Access::Change).unwrap();
        for (address, name) in [
            (SAKURA, "さくら居宅"),
            (MOMIJI, "もみじ訪問介護"),
            (TSUBAKI, "つばき訪問看護"),
        ] {
            admit(&mut engine, address, name, now);
        }
        let clock = Arc::new(AtomicI64::new(now.0));
        World {
            folder,
            path,
            keys,
            clock,
            running: None,
            _parent: parent,
        }
    }

    /// The same, and the hub runs.
    pub(crate) async fn running() -> World {
        let mut world = World::new();
        world.start().await;
        world
    }

    /// Starts the hub.
    pub(crate) async fn start(&mut self) {
        let clock = Arc::clone(&self.clock);
        let clock: tsunagu_hub::hub::Clock =
            Arc::new(move || UtcSeconds(clock.load(Ordering::Relaxed)));
        self.running = Some(serve::start(&self.folder, None, clock).await.unwrap());
    }

    /// Stops the hub in good order.
    pub(crate) async fn stop(&mut self) {
        self.running.take().unwrap().stop().await;
    }

    /// The hub's time.
    pub(crate) fn now(&self) -> UtcSeconds {
        UtcSeconds(self.clock.load(Ordering::Relaxed))
    }

    /// Lets time pass.
    pub(crate) fn pass_days(&self, days: i64) {
        self.clock.fetch_add(days * 24 * 60 * 60, Ordering::Relaxed);
    }

    pub(crate) fn engine(&self) -> SqliteEngine {
        self.folder.engine(Access::Change).unwrap()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        let port = self.running.as_ref().unwrap().address().port();
        format!("https://localhost:{port}{path}")
    }

    /// A one-time code's secret for an office.
    pub(crate) fn secret(&self, address: &str) -> [u8; 10] {
        let secret = ten_bytes();
        make_code(&mut self.engine(), office_of(address), secret, self.now());
        secret
    }

    /// A terminal of an office, enrolled now.
    pub(crate) fn device(&self, address: &str) -> Device {
        self.device_at(address, self.now())
    }

    /// A terminal of an office, enrolled at another time.
    pub(crate) fn device_at(&self, address: &str, now: UtcSeconds) -> Device {
        enrol(&mut self.engine(), &self.keys.authority, address, now)
    }

    /// Revokes a terminal as the operator's own process does.
    pub(crate) fn revoke(&self, device: &Device) {
        let target = Target::Device(device.id);
        let now = self.now();
        store::write(&mut self.engine(), |records| {
            revoke_certificates(records, &target, now)
        })
        .unwrap();
    }

    /// A client without a certificate.
    pub(crate) fn stranger(&self) -> Client {
        builder(&self.keys.authority).build().unwrap()
    }

    /// A client with a terminal's certificate.
    pub(crate) fn client(&self, device: &Device) -> Client {
        builder(&self.keys.authority)
            .identity(device.reqwest_identity())
            .build()
            .unwrap()
    }

    /// The same, but without HTTP/2.
    pub(crate) fn http1_client(&self, device: &Device) -> Client {
        builder(&self.keys.authority)
            .identity(device.reqwest_identity())
            .http1_only()
            .build()
            .unwrap()
    }

    /// A small sealed bundle.
    pub(crate) fn seal(&self, from: &Device, to: &Device) -> SealedBundle {
        self.seal_draft(from, to, self.draft(from, to))
    }

    /// A draft to be changed before it is sealed.
    pub(crate) fn draft(&self, from: &Device, to: &Device) -> Draft {
        Draft {
            id: new_id(self.now()),
            from: from.address,
            to: to.address,
            set: None,
            stamp: None,
            months: vec!["202612".into()],
            message: "よろしくお願いします".into(),
            files: vec![DraftFile {
                name: "memo.txt".into(),
                standard: false,
                bytes: vec![65; 500],
            }],
            check: CheckSummary {
                program: "test".into(),
                standard: "4.1".into(),
                errors: 0,
                warnings: 0,
            },
        }
    }

    pub(crate) fn seal_draft(&self, from: &Device, to: &Device, draft: Draft) -> SealedBundle {
        let own = from.mailbox.as_ref().unwrap().certificate_der();
        let receiver = to.mailbox.as_ref().unwrap().certificate_der();
        seal_bundle(&draft, &from.identity, receiver, own, self.now()).unwrap()
    }

    /// Sends a bundle and makes sure that it was accepted for the first time.
    pub(crate) async fn send(&self, from: &Device, bundle: &SealedBundle) -> Vec<u8> {
        let response = self.put(&self.client(from), bundle).await;
        assert_eq!(response.status(), 201);
        let reply: protocol::message::AcceptReply = response.json().await.unwrap();
        assert!(reply.first);
        protocol::message::decode_signed(&reply.receipt).unwrap()
    }

    pub(crate) async fn put(&self, client: &Client, bundle: &SealedBundle) -> Response {
        self.put_as(client, bundle, bundle.header.id).await
    }

    /// Sends a bundle to the URL of any id.
    pub(crate) async fn put_as(
        &self,
        client: &Client,
        bundle: &SealedBundle,
        id: BundleId,
    ) -> Response {
        client
            .put(self.url(&format!("/v1/bundles/{id}")))
            .multipart(form(&bundle.signed_header, &bundle.sealed))
            .send()
            .await
            .unwrap()
    }

    pub(crate) async fn get(&self, client: &Client, path: &str) -> Response {
        client.get(self.url(path)).send().await.unwrap()
    }

    /// Brings a receipt that `signer` signed.
    pub(crate) async fn acknowledge(
        &self,
        client: &Client,
        signer: &Device,
        bundle: &SealedBundle,
        kind: ReceiptKind,
    ) -> Response {
        let receipt = self.receipt(bundle, kind);
        let signed = sign_receipt(&receipt, &signer.identity).unwrap();
        self.post_receipt(client, bundle.header.id, &signed).await
    }

    pub(crate) async fn post_receipt(
        &self,
        client: &Client,
        id: BundleId,
        signed: &[u8],
    ) -> Response {
        client
            .post(self.url(&format!("/v1/bundles/{id}/receipts")))
            .json(&ReceiptRequest {
                receipt: encode_signed(signed),
            })
            .send()
            .await
            .unwrap()
    }

    /// What a receiver states about a bundle.
    pub(crate) fn receipt(&self, bundle: &SealedBundle, kind: ReceiptKind) -> Receipt {
        Receipt {
            kind,
            bundle: bundle.header.id,
            from: bundle.header.from,
            to: bundle.header.to,
            header_sha256: Digest::of(&bundle.signed_header),
            sealed_sha256: bundle.header.sealed.sha256,
            at: self.now(),
        }
    }

    pub(crate) async fn delete(&self, client: &Client, id: BundleId) -> Response {
        client
            .delete(self.url(&format!("/v1/bundles/{id}")))
            .send()
            .await
            .unwrap()
    }
}

/// Bytes that do not become fewer when they are compressed, so that the sealed part is as large.
pub(crate) fn incompressible(size_bytes: u32) -> Vec<u8> {
    let pieces = (0..size_bytes.div_ceil(32)).map(|number| Digest::of(&number.to_be_bytes()));
    pieces.flat_map(|piece| *piece.as_bytes()).collect()
}

/// The body that carries a bundle.
pub(crate) fn form(signed_header: &[u8], sealed: &[u8]) -> Form {
    Form::new()
        .part(
            "header",
            Part::bytes(signed_header.to_vec()).file_name("h.p7s"),
        )
        .part("sealed", Part::bytes(sealed.to_vec()).file_name("s.p7m"))
}

fn builder(authority: &Authority) -> reqwest::ClientBuilder {
    let ca = reqwest::Certificate::from_pem(authority.certificate_pem().as_bytes()).unwrap();
    Client::builder().tls_certs_only([ca])
}

/// A terminal with its keys.
pub(crate) struct Device {
    pub(crate) id: DeviceId,
    pub(crate) address: Address,
    pub(crate) identity: Identity,
    /// Of the office's first terminal.
    pub(crate) mailbox: Option<Identity>,
}

impl Device {
    fn reqwest_identity(&self) -> reqwest::Identity {
        let pem = format!(
            "{}{}",
            self.identity.certificate_pem(),
            *self.identity.key_pem()
        );
        reqwest::Identity::from_pem(pem.as_bytes()).unwrap()
    }

    /// SHA-256 of its certificate.
    pub(crate) fn fingerprint(&self) -> Digest {
        Digest::of(self.identity.certificate_der())
    }
}

/// The DER form of a PEM certificate.
pub(crate) fn der_of(pem: &str) -> Vec<u8> {
    CertificateDer::from_pem_slice(pem.as_bytes())
        .unwrap()
        .to_vec()
}

/// An error reply in one line, after making sure that all of its parts agree.
pub(crate) async fn problem(response: Response) -> String {
    let status = response.status().as_u16();
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    let problem: Problem = response.json().await.unwrap();
    let code = protocol::ErrorCode::from_code(&problem.code).unwrap();
    let expected = Problem {
        status,
        ..Problem::new(code, problem.detail.clone())
    };
    assert_eq!(problem, expected);
    match problem.detail {
        Some(detail) => format!("{status} {code}: {detail}"),
        None => format!("{status} {code}"),
    }
}

/// A JSON reply with its status; what differs in every run is replaced.
pub(crate) async fn show(response: Response) -> String {
    let status = response.status().as_u16();
    let mut body: Value = response.json().await.unwrap();
    redact(&mut body);
    format!("{status}\n{body:#}")
}

fn redact(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::Object(members) => {
            for (name, member) in members {
                let is_text = member.is_string();
                match name.as_str() {
                    "receipts" => {
                        let count = member.as_array().map_or(0, Vec::len);
                        *member = Value::from(format!("<{count} receipts>"));
                    }
                    "receipt" | "header" | "accepted" if is_text => *member = "<signed>".into(),
                    "accepted_at" | "changed_at" => *member = "<time>".into(),
                    "id" | "device" => *member = "<id>".into(),
                    "cursor" | "next" if is_text => *member = "<cursor>".into(),
                    name if name.ends_with("_certificate") && is_text => *member = "<pem>".into(),
                    _ => redact(member),
                }
            }
        }
        _ => (),
    }
}
