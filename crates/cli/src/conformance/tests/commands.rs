//! Export, check and verify through the commands: folders, exit codes, signatures.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use clap::Parser;
use office::error_code::Language;
use protocol::authority::Authority;
use protocol::time::UtcSeconds;

use super::{kit, vendor};
use crate::conformance::pattern::patterns;
use crate::conformance::world::Role;
use crate::conformance::{ConformanceArgs, ConformanceCommand, check, export, verify};

const NOW: UtcSeconds = UtcSeconds(1_795_312_800);

#[derive(Parser)]
pub(super) struct Program {
    #[command(flatten)]
    conformance: ConformanceArgs,
}

/// Runs the command with the time of the test.
fn run(arguments: &[&str]) -> ExitCode {
    let all = std::iter::once("tsunagu").chain(arguments.iter().copied());
    let program = Program::try_parse_from(all).unwrap();
    let month = standard::Month::new(2026, 11).unwrap();
    match &program.conformance.command {
        ConformanceCommand::Export(args) => export::run(args, month, Language::English),
        ConformanceCommand::Check(args) => check::run(args, NOW, Language::English),
        ConformanceCommand::Verify(args) => verify::run(args, Language::English),
    }
    .unwrap()
}

/// A kit with everything that a vendor delivers.
fn delivered(dir: &Path, role: Role, word: &str) {
    let path = dir.to_str().unwrap();
    let arguments = ["export", "--role", word, "--out", path, "--month", "202611"];
    assert_eq!(run(&arguments), ExitCode::SUCCESS);
    let kit = kit(role, 1, "202611");
    for pattern in patterns(role) {
        for file in vendor(kit, pattern) {
            let folder = dir.join("produced").join(pattern.id);
            fs::write(folder.join(file.name), file.bytes).unwrap();
        }
    }
}

fn report(dir: &Path) -> serde_json::Value {
    let bytes = fs::read(dir.join("report/report.json")).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn an_empty_kit_is_not_delivered_and_a_full_one_passes() {
    for (role, word) in [
        (Role::Kyotaku, "居宅"),
        (Role::Service, "サービス"),
        (Role::Hokatsu, "hokatsu"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().to_str().unwrap();
        run(&["export", "--role", word, "--out", path, "--month", "202611"]);
        assert_eq!(run(&["check", path]), ExitCode::from(1));
        let empty = report(dir.path());
        assert_eq!(empty["not_delivered"], patterns(role).count());
        assert_eq!(empty["passed"], 0);

        delivered(dir.path(), role, word);
        assert_eq!(run(&["check", path]), ExitCode::SUCCESS);
        let full = report(dir.path());
        assert_eq!(full["passed"], patterns(role).count());
        assert_eq!(full["judged_at"], "2026-11-22T02:00:00Z");
        assert!(full["signer_certificate_sha256"].is_null());
        assert!(!dir.path().join("report/report.p7s").exists());
    }
}

#[test]
fn a_pattern_has_pages_forms_facts_and_input_that_passes_the_check() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap();
    run(&[
        "export", "--role", "service", "--out", path, "--month", "202611",
    ]);
    let folder = dir.path().join("patterns/S07");
    let page = fs::read_to_string(folder.join("sheets.ja.html")).unwrap();
    assert!(page.contains("（屋外用,&quot;赤&quot;）"), "{page}");
    for elsewhere in ["http://", "https://", "<script", "url(", "@import"] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
    let readme = fs::read_to_string(folder.join("README.en.md")).unwrap();
    assert!(readme.contains("TAIS code: 01501-000010"), "{readme}");
    let facts: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("pattern.json")).unwrap()).unwrap();
    assert_eq!(facts["produce"][0]["files"][0]["kind"], "UPJSK");
    assert_eq!(fs::read_dir(folder.join("input")).unwrap().count(), 3);
    assert!(fs::read_to_string(dir.path().join("patterns/S14/answers.txt")).is_ok());
    assert_eq!(
        fs::read_dir(dir.path().join("produced/S14"))
            .unwrap()
            .count(),
        0
    );
}

#[test]
fn a_damage_fails_its_pattern_alone_and_stands_on_the_page_in_both_languages() {
    let dir = tempfile::tempdir().unwrap();
    delivered(dir.path(), Role::Service, "service");
    let folder = dir.path().join("produced/S01");
    let file = fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = fs::read(&file).unwrap();
    let at = text.windows(4).position(|four| four == b"0900").unwrap();
    let mut damaged = text.clone();
    damaged[at..at + 4].copy_from_slice(b"0915");
    fs::write(&file, damaged).unwrap();
    assert_eq!(
        run(&["check", dir.path().to_str().unwrap()]),
        ExitCode::from(1)
    );
    let report = report(dir.path());
    let failed: Vec<&str> = report["patterns"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["result"] == "failed")
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(failed, ["S01"]);
    let page = fs::read_to_string(dir.path().join("report/report.html")).unwrap();
    assert!(
        page.contains("項目12「サービス開始時刻」") && page.contains("item 12 (start time)"),
        "{page}"
    );
}

#[test]
fn a_signed_report_is_verified_and_a_changed_one_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap();
    run(&[
        "export", "--role", "包括", "--out", path, "--month", "202611",
    ]);
    let authority = Authority::create("test", NOW).unwrap();
    let judge = authority.issue_hub_signer("judge", NOW).unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    fs::write(at("ca.pem"), authority.certificate_pem()).unwrap();
    fs::write(at("judge.pem"), judge.certificate_pem()).unwrap();
    fs::write(at("judge.key"), judge.key_pem().as_bytes()).unwrap();
    let (key, certificate, ca) = (at("judge.key"), at("judge.pem"), at("ca.pem"));
    let signed = ["check", path, "--key", &key, "--certificate", &certificate];
    assert_eq!(run(&signed), ExitCode::from(1), "nothing was delivered");
    assert!(report(dir.path())["signer_certificate_sha256"].is_string());
    let p7s = at("report/report.p7s");
    assert_eq!(run(&["verify", &p7s, "--ca", &ca]), ExitCode::SUCCESS);

    let other = Authority::create("other", NOW).unwrap();
    fs::write(at("other.pem"), other.certificate_pem()).unwrap();
    let other = at("other.pem");
    assert_eq!(run(&["verify", &p7s, "--ca", &other]), ExitCode::from(1));

    let json = at("report/report.json");
    let text = fs::read_to_string(&json).unwrap();
    fs::write(&json, text.replace("\"passed\": 0", "\"passed\": 9")).unwrap();
    assert_eq!(run(&["verify", &p7s, "--ca", &ca]), ExitCode::from(1));

    // An unsigned judgement takes the old signature away.
    run(&["check", path]);
    assert!(!Path::new(&p7s).exists());
}

/// `openssl cms -verify` of the report with the CA's certificate; what was signed, or nothing.
fn openssl_verifies(p7s: &str, ca: &str) -> Option<Vec<u8>> {
    let moment = NOW.0.to_string();
    let output = Command::new("openssl")
        .args(["cms", "-verify", "-binary", "-inform", "DER", "-in", p7s])
        .args(["-CAfile", ca, "-purpose", "any", "-attime", &moment])
        .output()
        .unwrap();
    output.status.success().then_some(output.stdout)
}

#[test]
fn a_stranger_verifies_a_signed_report_with_openssl_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap();
    delivered(dir.path(), Role::Service, "service");
    let authority = Authority::create("test", NOW).unwrap();
    let judge = authority.issue_hub_signer("judge", NOW).unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    fs::write(at("ca.pem"), authority.certificate_pem()).unwrap();
    fs::write(at("judge.pem"), judge.certificate_pem()).unwrap();
    fs::write(at("judge.key"), judge.key_pem().as_bytes()).unwrap();
    let (key, certificate, ca) = (at("judge.key"), at("judge.pem"), at("ca.pem"));
    let signed = ["check", path, "--key", &key, "--certificate", &certificate];
    assert_eq!(run(&signed), ExitCode::SUCCESS);

    let p7s = at("report/report.p7s");
    let content = openssl_verifies(&p7s, &ca).expect("openssl verifies the signature");
    assert_eq!(content, fs::read(at("report/report.json")).unwrap());

    // Neither another authority nor a changed byte of what was signed passes.
    let other = Authority::create("other", NOW).unwrap();
    fs::write(at("other.pem"), other.certificate_pem()).unwrap();
    assert!(openssl_verifies(&p7s, &at("other.pem")).is_none());
    let mut bytes = fs::read(&p7s).unwrap();
    let place = bytes.windows(6).position(|six| six == b"passed").unwrap();
    bytes[place] ^= 1;
    fs::write(&p7s, bytes).unwrap();
    assert!(openssl_verifies(&p7s, &ca).is_none());
}

#[test]
fn a_kit_of_other_patterns_is_not_judged() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap();
    assert_eq!(run(&["check", path]), ExitCode::from(2), "no kit");
    run(&[
        "export", "--role", "kyotaku", "--out", path, "--month", "202611",
    ]);
    let kit = dir.path().join("kit.json");
    let text = fs::read_to_string(&kit).unwrap();
    fs::write(&kit, text.replace("\"seed\": 1", "\"seed\": 2")).unwrap();
    assert_eq!(run(&["check", path]), ExitCode::from(2));
}
