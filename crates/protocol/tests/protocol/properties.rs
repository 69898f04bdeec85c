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

#[test]
fn limits_hold_at_their_edges() {
    let world = World::new();
    let seal = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft();
        change(&mut draft);
        tsunagu_protocol::seal_bundle(
            &draft,
            &world.sender.device,
            world.receiver.mailbox.certificate_der(),
            world.sender.mailbox.certificate_der(),
            NOW,
        )
        .map_err(|err| err.to_string())
    };
    let file = |name: String, size_bytes| DraftFile {
        name,
        standard: false,
        bytes: vec![0x55; size_bytes],
    };
    let opens = |change: &dyn Fn(&mut Draft)| {
        let bundle = seal(change).unwrap();
        let trust = world.trust();
        open_bundle(
            &bundle.signed_header,
            &bundle.sealed,
            &world.receiver.mailbox,
            &trust,
            NOW,
        )
        .unwrap();
    };
    opens(&|draft| {
        draft.files = (0..30)
            .map(|number| file(format!("{number}.txt"), 1))
            .collect()
    });
    opens(&|draft| draft.files = vec![file("a.pdf".into(), 10 * 1024 * 1024)]);
    opens(&|draft| draft.message = "\u{1f600}".repeat(4_000));
    // Bytes that do not compress, and the longest names that escape to the most JSON.
    let mut noise = vec![0_u8; 10 * 1024 * 1024];
    let mut state = 1_u64;
    for byte in &mut noise {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        *byte = (state >> 56) as u8;
    }
    opens(&|draft| {
        draft.files = vec![DraftFile {
            name: "あ".repeat(85),
            standard: false,
            bytes: noise.clone(),
        }]
    });

    let refused = |change: &dyn Fn(&mut Draft), expected: &str| {
        assert_eq!(seal(change).unwrap_err(), expected)
    };
    refused(
        &|draft| {
            draft.files = (0..31)
                .map(|number| file(format!("{number}.txt"), 1))
                .collect()
        },
        "the archive has more than 30 files",
    );
    refused(
        &|draft| draft.files = vec![file("a.pdf".into(), 10 * 1024 * 1024 + 1)],
        "the files together have more than 10485760 bytes",
    );
    refused(
        &|draft| draft.message = "あ".repeat(4_001),
        "the message has more than 4000 characters",
    );
    refused(&|draft| draft.files.clear(), "a bundle has 1 to 30 files");
    refused(
        &|draft| draft.files[1].name = "a/b".into(),
        "a file name has a path part",
    );
    refused(
        &|draft| draft.files[1].name = draft.files[0].name.to_lowercase(),
        "two files have the same name",
    );
    refused(
        &|draft| draft.files[1].standard = true,
        "the name of a standard file has other characters than letters, digits, hyphen, underscore and dot",
    );
    refused(
        &|draft| draft.stamp = Some("x".into()),
        "the stamp is not 14 digits",
    );
    refused(
        &|draft| draft.from = "1370300039-13".parse().unwrap(),
        "the sender address belongs to office 1370300039, this device to office 1370200015",
    );
    refused(
        &|draft| draft.to = "1370300039-13".parse().unwrap(),
        "the mailbox certificate given for office 1370300039 belongs to office 1370300021",
    );
}
