//! What must hold for any bytes from outside: the functions that `fuzz/fuzz_targets` and this test both call.
//!
//! Keys are drawn anew in every process, so a signed message cannot be a seed. Instead the input is a list of changes to
//! a valid message of this process, three bytes each: where (two bytes) and what is added to the byte there. An input
//! whose first byte is odd is taken as it is.

use std::sync::OnceLock;
use tsunagu_protocol::{
    Address, Authority, BundleId, DeviceId, Digest, Draft, DraftFile, EnrolmentCode, Header,
    Identity, KeyPair, Receipt, ReceiptKind, Role, SealedBundle, Trust, UtcMillis, UtcSeconds,
    header::CheckSummary, open_bundle, seal_bundle, sign_receipt, verify_bundle, verify_receipt,
};

/// 2026-11-22T00:00:00Z.
const NOW: UtcSeconds = UtcSeconds(1_795_305_600);

/// A header: read without its signature, and as a signed one. What is accepted is what was signed.
pub(crate) fn header(data: &[u8]) {
    let world = world();
    if let Ok(header) = Header::from_json(data) {
        assert!(header.check().is_ok());
    }
    let bytes = changed(data, &world.bundle.signed_header);
    let digest = Digest::of(&world.bundle.sealed);
    let size = world.bundle.sealed.len() as u64;
    if let Ok(verified) = verify_bundle(&bytes, size, digest, &world.trust, NOW) {
        assert_eq!(*verified.header(), world.bundle.header);
    }
}

/// A sealed part: whatever is changed, it is refused.
pub(crate) fn sealed(data: &[u8]) {
    let world = world();
    let bytes = changed(data, &world.bundle.sealed);
    let header = &world.bundle.signed_header;
    let opened = open_bundle(header, &bytes, &world.mailbox, &world.trust, NOW);
    assert_eq!(opened.is_ok(), bytes == world.bundle.sealed);
}

/// A receipt: what is accepted is what was signed.
pub(crate) fn receipt(data: &[u8]) {
    let world = world();
    let bytes = changed(data, &world.signed_receipt);
    if let Ok(verified) = verify_receipt(&bytes, &world.trust, NOW) {
        assert_eq!(*verified.receipt(), world.receipt);
    }
}

/// An enrolment code: what is read of it, written again, is read as the same.
pub(crate) fn enrolment_code(data: &[u8]) {
    if let Some(&secret) = data.first_chunk() {
        let code = EnrolmentCode::new(secret, &world().trust);
        let written = code.to_string().to_lowercase().replace('-', " ");
        assert!(
            written
                .parse()
                .is_ok_and(|again: EnrolmentCode| again == code)
        );
    }
    let text = String::from_utf8_lossy(data);
    if let Ok(code) = text.parse::<EnrolmentCode>() {
        let written = code.to_string();
        assert!(
            written
                .parse::<EnrolmentCode>()
                .is_ok_and(|again| again == code)
        );
    }
}

/// `data` itself, or `valid` with the changes that `data` lists.
fn changed(data: &[u8], valid: &[u8]) -> Vec<u8> {
    let Some((&first, changes)) = data.split_first() else {
        return valid.to_vec();
    };
    if first % 2 == 1 {
        return changes.to_vec();
    }
    let mut bytes = valid.to_vec();
    for change in changes.chunks_exact(3) {
        let place = usize::from(u16::from_be_bytes([change[0], change[1]])) % bytes.len();
        bytes[place] = bytes[place].wrapping_add(change[2]);
    }
    bytes
}

/// A hub's CA, a bundle between two offices and its receipt.
struct World {
    trust: Trust,
    mailbox: Identity,
    bundle: SealedBundle,
    receipt: Receipt,
    signed_receipt: Vec<u8>,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(make_world)
}

fn make_world() -> World {
    let authority = Authority::create("つなぐ 試験", NOW).unwrap();
    let (from, to) = (
        "1370200015-43".parse().unwrap(),
        "1370300021-11".parse().unwrap(),
    );
    let [device, own_mailbox] =
        [Role::Device, Role::Mailbox].map(|role| identity(&authority, from, role));
    let mailbox = identity(&authority, to, Role::Mailbox);
    let draft = draft(from, to);
    let certificates = (mailbox.certificate_der(), own_mailbox.certificate_der());
    let bundle = seal_bundle(&draft, &device, certificates.0, certificates.1, NOW).unwrap();
    let receipt = Receipt {
        kind: ReceiptKind::Accepted,
        bundle: draft.id,
        from,
        to,
        header_sha256: Digest::of(&bundle.signed_header),
        sealed_sha256: Digest::of(&bundle.sealed),
        at: NOW,
    };
    let hub = authority.issue_hub_signer("hub.example", NOW).unwrap();
    World {
        trust: authority.trust(),
        signed_receipt: sign_receipt(&receipt, &hub).unwrap(),
        mailbox,
        bundle,
        receipt,
    }
}

fn draft(from: Address, to: Address) -> Draft {
    Draft {
        id: BundleId::new(UtcMillis(1_795_305_600_000), [9; 10]),
        from,
        to,
        set: Some("K3".into()),
        stamp: Some("20260925101800".into()),
        months: Vec::new(),
        message: "取り消します。".into(),
        files: vec![DraftFile {
            name: "DLT1KYO_1370200015_43_1370300021_11_20260925101800.CSV".into(),
            standard: true,
            bytes: b"202407,131059,0000000123,20260925\r\n".to_vec(),
        }],
        check: CheckSummary {
            program: "tsunagu 0.1.0".into(),
            standard: "202407".into(),
            errors: 0,
            warnings: 0,
        },
    }
}

fn identity(authority: &Authority, address: Address, role: Role) -> Identity {
    let key = KeyPair::generate().unwrap();
    let office = address.office;
    let request = key.request_pem(role, office.as_str()).unwrap();
    let certificate = match role {
        Role::Device => {
            let id = DeviceId::new(UtcMillis(1_795_305_600_000), [7; 10]);
            authority.issue_device(&request, office, id, NOW)
        }
        _ => authority.issue_mailbox(&request, office, NOW),
    };
    key.into_identity(&certificate.unwrap()).unwrap()
}
