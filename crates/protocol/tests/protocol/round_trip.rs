//! What was sealed opens to the same, for the receiver and for the sender, and receipts come back.

use tsunagu_protocol::{
    Digest, ErrorCode, Receipt, ReceiptKind, UtcSeconds, open_bundle, sign_receipt, verify_bundle,
    verify_receipt,
};

use crate::world::{NOW, World, draft, office};

#[test]
fn what_was_sealed_opens_for_both_offices() {
    let world = World::new();
    let draft = draft();
    let bundle = world.seal(&draft);
    for mailbox in [&world.receiver.mailbox, &world.sender.mailbox] {
        let opened = open_bundle(
            &bundle.signed_header,
            &bundle.sealed,
            mailbox,
            &world.trust(),
            NOW,
        )
        .unwrap();
        assert_eq!(opened.header(), &bundle.header);
        assert_eq!(opened.message(), draft.message);
        assert_eq!(opened.sealed_digest(), Digest::of(&bundle.sealed));
        assert_eq!(opened.header_digest(), Digest::of(&bundle.signed_header));
        assert_eq!(opened.signer().office, world.sender.address.office);
        assert_eq!(opened.files().len(), draft.files.len());
        for (opened, sealed) in opened.files().iter().zip(&draft.files) {
            assert_eq!(
                (&opened.name, opened.standard, &opened.bytes),
                (&sealed.name, sealed.standard, &sealed.bytes)
            );
            assert_eq!(opened.sha256, Digest::of(&sealed.bytes));
        }
    }
    let names: Vec<&str> = bundle
        .header
        .files
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, [&draft.files[0].name, &draft.files[2].name]);
    assert_eq!(
        (bundle.header.others.count, bundle.header.others.size_bytes),
        (1, 10)
    );
}

#[test]
fn the_hub_sees_nothing_of_message_and_attachments() {
    let world = World::new();
    let bundle = world.seal(&draft());
    for secret in ["よろしく", "訪問看護指示書", "PNG"] {
        for travels in [&bundle.signed_header, &bundle.sealed] {
            assert!(
                !travels
                    .windows(secret.len())
                    .any(|window| window == secret.as_bytes()),
                "{secret}"
            );
        }
    }
}

#[test]
fn the_hub_verifies_without_opening() {
    let world = World::new();
    let bundle = world.seal(&draft());
    let size_bytes = bundle.sealed.len() as u64;
    let digest = Digest::of(&bundle.sealed);
    let verified = verify_bundle(
        &bundle.signed_header,
        size_bytes,
        digest,
        &world.trust(),
        NOW,
    )
    .unwrap();
    assert_eq!(verified.header(), &bundle.header);
    assert_eq!(verified.signed_header(), bundle.signed_header);
    assert_eq!(verified.header_digest(), Digest::of(&bundle.signed_header));
    assert_eq!(verified.signer().der, world.sender.device.certificate_der());
}

#[test]
fn what_does_not_belong_to_the_header_is_refused_with_its_code() {
    let world = World::new();
    let bundle = world.seal(&draft());
    let size_bytes = bundle.sealed.len() as u64;
    let digest = Digest::of(&bundle.sealed);
    let refused = |size_bytes, digest, now, expected: &str, code| {
        let err = verify_bundle(
            &bundle.signed_header,
            size_bytes,
            digest,
            &world.trust(),
            now,
        )
        .unwrap_err();
        assert_eq!(err.to_string(), expected);
        assert_eq!(ErrorCode::from(&err), code);
    };
    refused(
        size_bytes + 1,
        digest,
        NOW,
        &format!(
            "the sealed part has {} bytes, the header says {size_bytes}",
            size_bytes + 1
        ),
        ErrorCode::SealedMismatch,
    );
    refused(
        size_bytes,
        Digest::of(b""),
        NOW,
        "the sealed part is not the one that the header was signed for",
        ErrorCode::SealedMismatch,
    );
    refused(
        16 * 1024 * 1024 + 1,
        digest,
        NOW,
        "the sealed part has more than 16777216 bytes",
        ErrorCode::TooLarge,
    );
    let four_years = UtcSeconds(NOW.0 + 4 * 365 * 24 * 60 * 60);
    refused(
        size_bytes,
        digest,
        four_years,
        "the signer of the header: the certificate has expired",
        ErrorCode::CertificateExpired,
    );
    let last_week = UtcSeconds(NOW.0 - 7 * 24 * 60 * 60);
    refused(
        size_bytes,
        digest,
        last_week,
        "the signer of the header: the certificate is not valid yet",
        ErrorCode::CertificateExpired,
    );
}

#[test]
fn receipts_are_given_by_whom_they_concern() {
    let world = World::new();
    let bundle = world.seal(&draft());
    let receipt = |kind| Receipt {
        kind,
        bundle: bundle.header.id,
        from: bundle.header.from,
        to: bundle.header.to,
        header_sha256: Digest::of(&bundle.signed_header),
        sealed_sha256: Digest::of(&bundle.sealed),
        at: NOW,
    };
    let other = office(&world.authority, "1370300039-13");
    let everybody = [
        ("hub", &world.hub),
        ("receiver", &world.receiver.device),
        ("sender", &world.sender.device),
        ("other office", &other.device),
        ("receiver's mailbox", &world.receiver.mailbox),
    ];
    for (kind, party) in [
        (ReceiptKind::Accepted, "hub"),
        (ReceiptKind::Fetched, "receiver"),
        (ReceiptKind::Imported, "receiver"),
        (ReceiptKind::Opened, "receiver"),
        (ReceiptKind::Withdrawn, "hub"),
    ] {
        for (name, signer) in everybody {
            let signed = sign_receipt(&receipt(kind), signer);
            if name != party {
                let err = signed.unwrap_err().to_string();
                assert_eq!(
                    err, "a receipt of this kind is signed by another party",
                    "{kind:?} {name}"
                );
                continue;
            }
            let verified = verify_receipt(&signed.unwrap(), &world.trust(), NOW).unwrap();
            assert_eq!(verified.receipt(), &receipt(kind));
            assert_eq!(verified.signer().der(), signer.certificate_der());
        }
    }
}

#[test]
fn a_receipt_signed_against_the_rules_is_refused() {
    let world = World::new();
    let json = |kind: &str| {
        format!(
            r#"{{"type":"tsunagu.receipt.1","kind":"{kind}","bundle":"01a2008e-cbc0-7fff-bfff-ffffffffffff","from":{{"office":"1370200015","service":"43"}},"to":{{"office":"1370300021","service":"11"}},"header_sha256":"{0}","sealed_sha256":"{0}","at":"2026-11-22T00:00:00Z","later":1}}"#,
            Digest::of(b"")
        )
    };
    let check = |content: String, signer, expected: &str| {
        let signed =
            tsunagu_protocol::signed::sign_content(content.as_bytes(), signer, NOW).unwrap();
        match verify_receipt(&signed, &world.trust(), NOW) {
            Ok(_) => assert_eq!("ok", expected),
            Err(err) => assert_eq!(err.to_string(), expected),
        }
    };
    let device = &world.receiver.device;
    check(json("opened"), device, "ok");
    check(
        json("opened"),
        &world.hub,
        "a receipt of this kind is signed by another party",
    );
    check(
        json("accepted"),
        device,
        "a receipt of this kind is signed by another party",
    );
    check(
        json("opened"),
        &world.sender.device,
        "the receiver is office 1370300021, the signing device belongs to office 1370200015",
    );
    check(
        json("opened"),
        &world.receiver.mailbox,
        "the signer of the receipt: the certificate does not allow this use of its key",
    );
    check(
        json("opened").replace("receipt.1", "header.1"),
        device,
        "not a tsunagu.receipt.1 document at line 1, column 26",
    );
    check(
        json("opened").replace(r#""kind":"opened","#, r#""kind":"opened","kind":"opened","#),
        device,
        "not a tsunagu.receipt.1 document at line 1, column 50",
    );
    check(
        json("opened").replace(r#","at":"2026-11-22T00:00:00Z""#, ""),
        device,
        "not a tsunagu.receipt.1 document at line 1, column 358",
    );
}
