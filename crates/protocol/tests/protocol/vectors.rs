//! Every case of `tests/vectors/` has the outcome that its file names, word for word.
//!
//! Easily got wrong: the cases are files so that another implementation can use them; the outcomes in them are written
//! by hand in `examples/write_vectors`.

use std::{fs, path::PathBuf};

use serde_json::Value;
use tsunagu_protocol::{
    Identity, OpenError, Trust, UtcSeconds, VerifyError, open_bundle, verify_receipt,
};

fn vectors(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(vectors(path)).unwrap()
}

fn cases(kind: &str) -> Vec<String> {
    let folder = fs::read_dir(vectors(kind)).unwrap();
    let mut names: Vec<String> = folder
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| format!("{kind}/{name}"))
        .collect()
}

fn time(case: &Value) -> UtcSeconds {
    case["at"].as_str().unwrap().parse().unwrap()
}

/// The name of a check as `README.md` of the vectors lists them.
fn check_name(err: &OpenError) -> &'static str {
    match err {
        OpenError::Verify(err) => match err {
            VerifyError::HeaderTooLarge | VerifyError::SealedTooLarge => "size",
            VerifyError::Signature(_) => "header-signature",
            VerifyError::Signer(_) => "header-signer",
            VerifyError::Header(_) => "header-document",
            VerifyError::SenderForeign { .. } => "sender",
            VerifyError::SealedSize { .. } => "sealed-size",
            VerifyError::SealedDigest => "sealed-digest",
        },
        OpenError::Decrypt(_) => "envelope",
        OpenError::Signature(_) | OpenError::OtherSigner => "inner-signature",
        OpenError::Contents(_) => "contents",
        OpenError::OtherId | OpenError::OtherAddress | OpenError::OtherFiles => "binding",
    }
}

#[test]
fn every_bundle_has_its_outcome() {
    let trust = Trust::from_pem(&text("keys/ca.pem")).unwrap();
    let mut wrong = Vec::new();
    let cases = cases("bundles");
    for name in &cases {
        let case: Value = serde_json::from_str(&text(&format!("{name}/case.json"))).unwrap();
        let mailbox = case["mailbox"].as_str().unwrap();
        let mailbox = Identity::from_pem(
            &text(&format!("keys/{mailbox}.pem")),
            &text(&format!("keys/{mailbox}.key")),
        )
        .unwrap();
        let header = fs::read(vectors(&format!("{name}/header.p7s"))).unwrap();
        let sealed = fs::read(vectors(&format!("{name}/sealed.p7m"))).unwrap();
        match open_bundle(&header, &sealed, &mailbox, &trust, time(&case)) {
            Ok(opened) => {
                let files = opened.files().iter().map(
                    |file| serde_json::json!({ "name": file.name, "standard": file.standard, "sha256": file.sha256 }),
                );
                assert_eq!(case["expected"], "opens", "{name}");
                assert_eq!(case["message"], opened.message(), "{name}");
                assert_eq!(case["files"], Value::Array(files.collect()), "{name}");
            }
            Err(err) => {
                let found = ("refused", check_name(&err), err.to_string());
                let string = |key: &str| case[key].as_str().unwrap_or_default();
                if (
                    string("expected"),
                    string("check"),
                    string("error").to_owned(),
                ) != found
                {
                    wrong.push(format!(
                        "{name}: {found:?}\n    expected: {:?}",
                        string("error")
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(cases.len(), 77, "the cases are all there");
}

#[test]
fn every_receipt_has_its_outcome() {
    let trust = Trust::from_pem(&text("keys/ca.pem")).unwrap();
    let cases = cases("receipts");
    for name in &cases {
        let case: Value = serde_json::from_str(&text(&format!("{name}/case.json"))).unwrap();
        let signed = fs::read(vectors(&format!("{name}/receipt.p7s"))).unwrap();
        match verify_receipt(&signed, &trust, time(&case)) {
            Ok(_) => assert_eq!(case["expected"], "valid", "{name}"),
            Err(err) => assert_eq!(case["error"], err.to_string(), "{name}"),
        }
    }
    assert_eq!(cases.len(), 13, "the cases are all there");
}
