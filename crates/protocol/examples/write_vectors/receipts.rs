//! The receipts: who signs what, what must come of it, and why.

use std::{fs, path::Path};

use serde_json::json;
use tsunagu_protocol::{Digest, Identity};

use crate::bench::{Bench, FROM, ID, TO};

fn receipt_json(kind: &str) -> String {
    format!(
        r#"{{"type":"tsunagu.receipt.1","kind":"{kind}","bundle":"{ID}","from":{FROM},"to":{TO},"header_sha256":"{}","sealed_sha256":"{}","at":"2026-11-22T00:00:00Z"}}"#,
        Digest::of(b"header"),
        Digest::of(b"sealed")
    )
}

/// Writes all receipts and gives their number.
pub(crate) fn write(bench: &Bench, folder: &Path) -> usize {
    let wrong_party = "a receipt of this kind is signed by another party";
    let foreign = |office: &str| {
        format!("the receiver is office 1370300021, the signing device belongs to office {office}")
    };
    let hub = &bench.hub;
    let receiver = &bench.receiver_device;
    let good = [
        (
            "accepted",
            "accepted",
            hub,
            "the hub answers for the bundle",
        ),
        ("withdrawn", "withdrawn", hub, "the hub took it back"),
        ("fetched", "fetched", receiver, "the receiver has it"),
        (
            "imported",
            "imported",
            receiver,
            "the receiver's care software has it",
        ),
        (
            "opened",
            "opened",
            receiver,
            "a person at the receiver opened it",
        ),
    ];
    let bad: [(&str, &str, &Identity, String, &str); 6] = [
        (
            "accepted-by-receiver",
            "accepted",
            receiver,
            wrong_party.into(),
            "only the hub can say that it has a bundle",
        ),
        (
            "opened-by-hub",
            "opened",
            hub,
            wrong_party.into(),
            "the hub could otherwise pretend that a bundle was read",
        ),
        (
            "opened-by-sender",
            "opened",
            &bench.sender_device,
            foreign("1370200015"),
            "the sender cannot confirm its own bundle",
        ),
        (
            "opened-by-other-office",
            "opened",
            &bench.other_device,
            foreign("1370300039"),
            "ids may be known to others",
        ),
        (
            "opened-by-mailbox",
            "opened",
            &bench.receiver_mailbox,
            "the signer of the receipt: the certificate does not allow this use of its key".into(),
            "a mailbox key does not sign",
        ),
        (
            "opened-by-foreign-ca",
            "opened",
            &bench.foreign_device,
            "the signer of the receipt: the certificate was not issued by a trusted CA".into(),
            "another CA of the same name",
        ),
    ];
    let write = |name: &str, why: &str, signed: &[u8], error: Option<&str>| {
        let folder = folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("receipt.p7s"), signed).unwrap();
        let expected = if error.is_some() { "refused" } else { "valid" };
        let mut case = json!({ "why": why, "at": "2026-11-22T00:00:00Z", "expected": expected });
        if let Some(error) = error {
            case["error"] = error.into();
        }
        fs::write(
            folder.join("case.json"),
            serde_json::to_string_pretty(&case).unwrap() + "\n",
        )
        .unwrap();
    };
    for (name, kind, signer, why) in good {
        write(
            name,
            why,
            &bench.sign(receipt_json(kind).as_bytes(), signer),
            None,
        );
    }
    for (name, kind, signer, error, why) in &bad {
        write(
            name,
            why,
            &bench.sign(receipt_json(kind).as_bytes(), signer),
            Some(error),
        );
    }
    let header = bench.sign(
        receipt_json("opened")
            .replace("receipt.1", "header.1")
            .as_bytes(),
        receiver,
    );
    let error = "not a tsunagu.receipt.1 document at line 1, column 26";
    write(
        "opened-of-other-type",
        "the type tells a receipt from a header",
        &header,
        Some(error),
    );
    let mut altered = bench.sign(receipt_json("opened").as_bytes(), receiver);
    *altered.last_mut().unwrap() ^= 1;
    let error = "the receipt: the signature is not valid";
    write(
        "opened-signature-altered",
        "the last bit of the signature was changed",
        &altered,
        Some(error),
    );
    good.len() + bad.len() + 2
}
