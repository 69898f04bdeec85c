//! Properties: any draft comes back as it was, any altered bit is refused, and no bytes make us panic.
//!
//! Easily got wrong: CMS itself accepts altered bits in the parts of other recipients. That nothing altered opens is due
//! to the digest in the header, so the envelope alone is tried in `seal`'s own tests.

use proptest::prelude::*;
use tsunagu_protocol::{
    BundleId, Digest, Draft, DraftFile, EnrolmentCode, Header, Identity, Receipt, ReceiptKind,
    Trust, UtcMillis, UtcSeconds, file_name::check_file_name, open_bundle, read_device_certificate,
    sign_receipt, signed::read_signed, verify_bundle, verify_receipt,
};

use crate::world::{NOW, World, draft};

/// Names as people give them; those that may not travel are left out.
fn file_names() -> impl Strategy<Value = Vec<String>> {
    let name = prop_oneof![
        "[A-Z0-9_]{1,20}\\.CSV",
        "[一-龠ぁ-ん（）０-９ ]{1,20}\\.(pdf|png)",
        "\\PC{1,12}"
    ];
    proptest::collection::vec(name, 1..8).prop_map(|mut names| {
        names.retain(|name| check_file_name(name).is_ok());
        names.push("UPPLAN.CSV".into());
        names.sort_by_key(|name| name.to_lowercase());
        names.dedup_by_key(|name| name.to_lowercase());
        names
    })
}

fn drafts() -> impl Strategy<Value = Draft> {
    let contents = proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..300), 8);
    (
        file_names(),
        contents,
        "\\PC{0,200}",
        any::<[u8; 10]>(),
        0..u64::from(u32::MAX),
    )
        .prop_map(|(names, contents, message, random, millis)| Draft {
            id: BundleId::new(UtcMillis(millis), random),
            message,
            files: names
                .into_iter()
                .zip(contents)
                .map(|(name, bytes)| DraftFile {
                    standard: name.is_ascii() && name.ends_with(".CSV") && !name.contains(' '),
                    name,
                    bytes,
                })
                .filter(|file| {
                    !file.standard
                        || file
                            .name
                            .bytes()
                            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'.')
                })
                .collect(),
            ..draft()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_draft_opens_as_it_was_sealed(draft in drafts()) {
        let world = World::new();
        let bundle = world.seal(&draft);
        let opened =
            open_bundle(&bundle.signed_header, &bundle.sealed, &world.receiver.mailbox, &world.trust(), NOW).unwrap();
        prop_assert_eq!(opened.message(), &draft.message);
        prop_assert_eq!(opened.header().id, draft.id);
        let files: Vec<DraftFile> = opened
            .files()
            .iter()
            .map(|file| DraftFile { name: file.name.clone(), standard: file.standard, bytes: file.bytes.clone() })
            .collect();
        prop_assert_eq!(files, draft.files);
    }

    #[test]
    fn no_bytes_and_no_text_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,60}") {
        let trust = trust();
        let _ = read_signed(&bytes);
        let _ = verify_receipt(&bytes, trust, NOW);
        let _ = verify_bundle(&bytes, 0, Digest::of(b""), trust, NOW);
        let _ = read_device_certificate(&bytes, trust, NOW);
        let _ = Trust::from_der(&bytes);
        let _ = Trust::from_pem(&text);
        let _ = Identity::from_pem(&text, &text);
        let _ = Header::from_json(&bytes);
        let _ = Header::from_json(text.as_bytes());
        let _ = text.parse::<EnrolmentCode>();
        let _ = text.parse::<BundleId>();
        let _ = text.parse::<UtcSeconds>();
        let _ = check_file_name(&text);
    }
}

/// The CA of the vectors: parsing it is quick, making one is not.
fn trust() -> &'static Trust {
    static TRUST: std::sync::LazyLock<Trust> = std::sync::LazyLock::new(|| {
        Trust::from_pem(include_str!("../vectors/keys/ca.pem")).unwrap()
    });
    &TRUST
}

/// Flips one bit of each byte in turn, another one in the next byte; flipping all takes minutes without optimisation.
fn each_byte(bytes: &[u8], mut check: impl FnMut(&[u8], usize)) {
    let mut altered = bytes.to_vec();
    for bit in (0..bytes.len()).map(|byte| byte * 8 + byte % 8) {
        altered[bit / 8] ^= 1 << (bit % 8);
        check(&altered, bit);
        altered[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn no_altered_bit_of_a_header_is_accepted() {
    let world = World::new();
    let bundle = world.seal(&draft());
    let digest = Digest::of(&bundle.sealed);
    let size_bytes = bundle.sealed.len() as u64;
    let trust = world.trust();
    each_byte(&bundle.signed_header, |altered, bit| {
        assert!(
            verify_bundle(altered, size_bytes, digest, &trust, NOW).is_err(),
            "bit {bit}"
        );
    });
}

#[test]
fn no_altered_bit_of_a_sealed_part_opens() {
    let world = World::new();
    let bundle = world.seal(&draft());
    let trust = world.trust();
    each_byte(&bundle.sealed, |altered, bit| {
        let opened = open_bundle(
            &bundle.signed_header,
            altered,
            &world.receiver.mailbox,
            &trust,
            NOW,
        );
        assert!(opened.is_err(), "bit {bit}");
    });
}

#[test]
fn no_altered_bit_of_a_receipt_is_accepted() {
    let world = World::new();
    let receipt = Receipt {
        kind: ReceiptKind::Accepted,
        bundle: draft().id,
        from: draft().from,
        to: draft().to,
        header_sha256: Digest::of(b"header"),
        sealed_sha256: Digest::of(b"sealed"),
        at: NOW,
    };
    let trust = world.trust();
    each_byte(
        &sign_receipt(&receipt, &world.hub).unwrap(),
        |altered, bit| {
            assert!(verify_receipt(altered, &trust, NOW).is_err(), "bit {bit}");
        },
    );
}
