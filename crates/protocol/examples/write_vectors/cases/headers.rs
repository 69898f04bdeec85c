//! Headers that are altered, signed by the wrong party, or signed in another way.

use serde_json::json;
use tsunagu_protocol::Identity;

use super::{Writer, header_for, seal};
use crate::{
    archive::{good, overwrite},
    bench::{Bench, CSV, header_json},
};

pub(super) fn bad_headers(bench: &Bench, writer: &mut Writer<'_>) {
    let sealed = seal(bench, &good());
    let json = header_json(&sealed);
    let header = header_for(bench, &sealed);

    let altered = overwrite(header.clone(), b"1370300021", b"1370300039", true);
    writer.refused(
        "header-byte-altered",
        "header-signature",
        "the header: the signed content was altered",
        "the receiver in the header was changed after signing",
        &altered,
        &sealed,
    );
    let mut altered = header.clone();
    *altered.last_mut().unwrap() ^= 1;
    writer.refused(
        "header-signature-altered",
        "header-signature",
        "the header: the signature is not valid",
        "the last bit of the signature was changed",
        &altered,
        &sealed,
    );
    let mut longer = header.clone();
    longer.push(0);
    writer.refused(
        "header-trailing-byte",
        "header-signature",
        "the header: not a CMS structure in DER",
        "a byte after the structure would change the digest and not the meaning",
        &longer,
        &sealed,
    );

    let column = json.len();
    for (name, from, to, error, why) in [
        ("header-field-missing", r#""set":"K2","#, "", format!("the header: not a tsunagu.header.1 document at line 1, column {}", column - 11),
            "every field must be there, null where it is nothing"),
        ("header-field-twice", r#""set":"K2","#, r#""set":"K2","set":"K1","#, "the header: not a tsunagu.header.1 document at line 1, column 210".into(),
            "with a field twice, two readers see two values"),
        ("header-is-a-receipt", "tsunagu.header.1", "tsunagu.receipt.1", "the header: not a tsunagu.header.1 document at line 1, column 27".into(),
            "the device's key signs receipts too; the type tells them apart"),
        ("header-name-of-a-person", CSV, "山田花子.pdf", "the header: the name of a standard file has other characters than letters, digits, hyphen, underscore and dot".into(),
            "the hub must not learn names"),
    ] {
        let changed = json.replacen(from, to, 1);
        assert_ne!(changed, json);
        let header = bench.sign(changed.as_bytes(), &bench.sender_device);
        writer.refused(name, "header-document", &error, why, &header, &sealed);
    }

    let mut altered = sealed.clone();
    *altered.last_mut().unwrap() ^= 1;
    writer.refused(
        "sealed-byte-altered",
        "sealed-digest",
        "the sealed part is not the one that the header was signed for",
        "one bit of the sealed part was changed on its way",
        &header,
        &altered,
    );
    altered.push(0);
    let error = format!(
        "the sealed part has {} bytes, the header says {}",
        altered.len(),
        sealed.len()
    );
    writer.refused(
        "sealed-byte-added",
        "sealed-size",
        &error,
        "the sealed part grew on its way",
        &header,
        &altered,
    );
}

pub(super) fn bad_signers(bench: &Bench, writer: &mut Writer<'_>) {
    let sealed = seal(bench, &good());
    let json = header_json(&sealed);
    let cases: [(&str, &Identity, &str, &str, &str); 5] = [
        (
            "signer-other-office",
            &bench.other_device,
            "sender",
            "the sender is office 1370200015, the signing device belongs to office 1370300039",
            "an office that takes part must not send in another's name",
        ),
        (
            "signer-foreign-ca",
            &bench.foreign_device,
            "header-signer",
            "the signer of the header: the certificate was not issued by a trusted CA",
            "a CA of the same name with another key",
        ),
        (
            "signer-mailbox",
            &bench.sender_mailbox,
            "header-signer",
            "the signer of the header: the certificate does not allow this use of its key",
            "the mailbox key is shared by all terminals of an office and must not sign",
        ),
        (
            "signer-hub",
            &bench.hub,
            "header-signer",
            "the signer of the header: the certificate does not allow this use of its key",
            "the hub must not send in the name of an office",
        ),
        (
            "signer-receiver",
            &bench.receiver_device,
            "sender",
            "the sender is office 1370200015, the signing device belongs to office 1370300021",
            "the receiver can open, but must not make a new header",
        ),
    ];
    for (name, signer, check, error, why) in cases {
        let header = bench.sign(json.as_bytes(), signer);
        writer.refused(name, check, error, why, &header, &sealed);
    }
    let header = header_for(bench, &sealed);
    for (name, at, error) in [
        (
            "signer-expired",
            "2029-11-22T00:00:01Z",
            "the signer of the header: the certificate has expired",
        ),
        (
            "signer-not-yet-valid",
            "2026-11-20T23:59:59Z",
            "the signer of the header: the certificate is not valid yet",
        ),
    ] {
        let more =
            json!({ "at": at, "expected": "refused", "check": "header-signer", "error": error });
        writer.add(
            name,
            "the certificate must be valid at the time asked for",
            &header,
            &sealed,
            more,
        );
    }
}

/// Signatures of other profiles than ours, all of them valid as CMS.
pub(super) fn bad_signatures(bench: &Bench, writer: &mut Writer<'_>) {
    let sealed = seal(bench, &good());
    let json = header_json(&sealed);
    let one = "-signer sender-device.pem -inkey sender-device.key";
    let two = "-nodetach -signer sender-device.pem -inkey sender-device.key -signer sender-device-2.pem -inkey sender-device-2.key";
    for (name, options, error, why) in [
        (
            "signature-two-signers",
            two,
            "the signature does not come with exactly one certificate",
            "one signer could be good and the other bad, and readers would disagree",
        ),
        (
            "signature-detached",
            one,
            "the signed content is missing",
            "the content must stand inside",
        ),
        (
            "signature-other-content-type",
            &format!("-nodetach -econtent_type 1.2.3.4 {one}"),
            "not version 1 of SignedData",
            "contents are of type data; another type makes it version 3",
        ),
        (
            "signature-by-key-id",
            &format!("-nodetach -keyid {one}"),
            "not version 1 of SignedData",
            "the signer is named by issuer and serial number; by key identifier makes it version 3",
        ),
        (
            "signature-without-attributes",
            &format!("-nodetach -noattr {one}"),
            "the attributes of the signature are not those of the profile",
            "without attributes, a content made to look like attributes could borrow a signature",
        ),
        (
            "signature-sha512",
            &format!("-nodetach -md sha512 {one}"),
            "the signature is not ECDSA with SHA-256",
            "one digest algorithm",
        ),
        (
            "signature-cades",
            &format!("-nodetach -cades {one}"),
            "the attributes of the signature are not those of the profile",
            "an attribute that we do not know could mean something to another reader",
        ),
        (
            "signature-certificate-missing",
            &format!("-nodetach -nocerts {one}"),
            "the signature does not come with exactly one certificate",
            "the signer's certificate must come with it",
        ),
        (
            "signature-ber",
            &format!("-nodetach -stream -indef {one}"),
            "not a CMS structure in DER",
            "BER can say the same in many ways",
        ),
    ] {
        let header = bench.sign_by_openssl(json.as_bytes(), options);
        writer.refused(
            name,
            "header-signature",
            &format!("the header: {error}"),
            why,
            &header,
            &sealed,
        );
    }
}
