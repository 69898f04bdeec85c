//! Evidence: exported, verified, and every kind of damage noticed.

use std::fs;
use std::path::{Path, PathBuf};

use super::{START, VISIT, World, later};
use crate::evidence::{EvidenceReport, VerifyEvidenceError, export_evidence, verify_evidence};
use crate::outbox::apply_send_answer;

fn exported() -> (World, tempfile::TempDir, PathBuf) {
    let mut world = World::new();
    let trust = world.authority.trust();
    let id = world.care.queue("20261001090000", VISIT);
    world.seal(START);
    let attempt = world.care.attempts(START).remove(0);
    let answer = world.hub.answer(&attempt, &trust, START);
    apply_send_answer(&mut world.care.store, &trust, id, &answer, START).unwrap();
    let out = tempfile::tempdir().unwrap();
    let export = export_evidence(&mut world.care.store, &trust, &[], out.path()).unwrap();
    assert_eq!((export.sent, export.received, export.receipts), (1, 0, 1));
    let folder = out.path().join("sent").join(id.to_string());
    (world, out, folder)
}

fn verify(path: &Path) -> EvidenceReport {
    verify_evidence(&[path.to_owned()], None).unwrap()
}

fn codes(report: &EvidenceReport) -> Vec<&'static str> {
    report
        .problems
        .iter()
        .map(|problem| problem.code.code())
        .collect()
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn exported_evidence_holds() {
    let (mut world, out, folder) = exported();
    let report = verify(out.path());
    assert_eq!(report.problems, []);
    assert_eq!(report.ca_sha256, world.authority.trust().fingerprint());
    let bundle = &report.bundles[0];
    assert!(bundle.header && bundle.sealed);
    assert_eq!(bundle.receipts.len(), 1);
    assert_eq!(bundle.receipts[0].signer, "テスト連携基盤");
    // One file of it is enough to find the rest.
    assert_eq!(verify(&folder.join("header.p7s")).problems, []);
    // Exporting again changes nothing.
    let trust = world.authority.trust();
    export_evidence(&mut world.care.store, &trust, &[], out.path()).unwrap();
    assert_eq!(verify(out.path()).problems, []);
}

#[test]
fn every_altered_file_is_noticed() {
    for (file, code) in [
        ("header.p7s", "OFF-602"),
        ("sealed.p7m", "OFF-603"),
        ("receipt-1-accepted.p7s", "OFF-602"),
    ] {
        let (_world, out, folder) = exported();
        flip(&folder.join(file));
        let found = codes(&verify(out.path()));
        assert!(found.contains(&code), "{file}: {found:?}");
    }
}

#[test]
fn a_missing_or_foreign_receipt_is_noticed() {
    let (_world, out, folder) = exported();
    let receipt = folder.join("receipt-1-accepted.p7s");
    fs::remove_file(&receipt).unwrap();
    assert_eq!(codes(&verify(out.path())), ["OFF-601"]);
    // The receipt of another bundle by the same hub.
    let (mut world, out, folder) = exported();
    let trust = world.authority.trust();
    let other = world.care.queue("20261001090001", VISIT);
    world.seal(later(1));
    let attempt = world.care.attempts(later(1)).remove(0);
    let crate::outbox::Answer::Done { receipt } = world.hub.answer(&attempt, &trust, later(1))
    else {
        panic!("the hub refused {other}")
    };
    fs::write(folder.join("receipt-1-accepted.p7s"), receipt).unwrap();
    assert_eq!(codes(&verify(out.path())), ["OFF-604"]);
}

#[test]
fn evidence_of_another_hub_is_noticed() {
    let (_world, out, _folder) = exported();
    let stranger = World::new();
    let paths = [out.path().to_owned()];
    let report = verify_evidence(&paths, Some(&stranger.authority.trust())).unwrap();
    assert_eq!(codes(&report), ["OFF-605"]);
    // With the stranger's CA in the folder the signatures do not hold either.
    let ca = out.path().join("ca.pem");
    fs::write(ca, stranger.authority.trust().ca_pem()).unwrap();
    assert!(codes(&verify(out.path())).contains(&"OFF-602"));
}

#[test]
fn an_empty_folder_is_no_evidence() {
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(
        verify_evidence(&[empty.path().to_owned()], None),
        Err(VerifyEvidenceError::Nothing)
    ));
    fs::write(empty.path().join("header.p7s"), "x").unwrap();
    assert!(matches!(
        verify_evidence(&[empty.path().to_owned()], None),
        Err(VerifyEvidenceError::NoCa)
    ));
}
