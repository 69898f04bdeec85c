//! The program's commands, as the operator types them.

mod invitations;
mod licences;

use std::{
    io::Read,
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use expect_test::{Expect, expect};
use protocol::{EnrolmentCode, certificate::Trust};
use tempfile::TempDir;

fn run(dir: &Path, words: &str, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tsunagu-hub"))
        .args(words.split(' '))
        .arg("--dir")
        .arg(dir)
        .args(more)
        .output()
        .unwrap()
}

/// Compares exit status, stdout and stderr; the folder's name is replaced.
#[track_caller]
fn check(dir: &Path, words: &str, more: &[&str], expected: Expect) {
    let output = run(dir, words, more);
    let text = format!(
        "{}\n{}{}",
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap()
    );
    expected.assert_eq(&text.replace(&dir.display().to_string(), "DIR"));
}

fn hub() -> (TempDir, std::path::PathBuf) {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("hub");
    let made = run(&dir, "init", &["--name", "Hub", "--host", "hub.example"]);
    assert!(made.status.success(), "{made:?}");
    (parent, dir)
}

const OFFICE: [&str; 2] = ["--office", "1370200015"];

/// Runs one command on the office after the other and compares status and output of each.
#[track_caller]
fn check_office(dir: &Path, steps: &[(&str, &str)]) {
    for (words, expected) in steps {
        let output = run(dir, words, &OFFICE);
        let status = output.status.code().unwrap();
        let text = [output.stdout, output.stderr].concat();
        let text = format!("{status} {}", String::from_utf8(text).unwrap());
        assert_eq!(text.trim_end(), *expected, "{words}");
    }
}

fn add_office(dir: &Path) -> Output {
    let more = ["--name", "さくら居宅", "--service", "43", "11"];
    run(dir, "application add", &[OFFICE.as_slice(), &more].concat())
}

#[test]
fn an_office_waits_for_its_approval() {
    let (_parent, dir) = hub();
    check_office(
        &dir,
        &[(
            "application approve",
            "1 tsunagu-hub: office 1370200015 has not applied",
        )],
    );
    assert_eq!(add_office(&dir).stdout, b"office 1370200015 has applied\n");
    let again = add_office(&dir);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(
        again.stderr,
        b"tsunagu-hub: office 1370200015 has applied already\n"
    );
    check_office(
        &dir,
        &[
            (
                "enrolment create",
                "1 tsunagu-hub: office 1370200015 is not active",
            ),
            (
                "application suspend",
                "1 tsunagu-hub: office 1370200015 has not been approved",
            ),
            (
                "application resume",
                "1 tsunagu-hub: office 1370200015 has not been approved",
            ),
        ],
    );
    check(
        &dir,
        "application list",
        &[],
        expect![[r"
            0
            1370200015  applied    11,43  さくら居宅
        "]],
    );
}

#[test]
fn an_approved_office_gets_a_code_of_this_hub() {
    let (_parent, dir) = hub();
    add_office(&dir);
    let output = run(
        &dir,
        "application approve",
        &["--office", "1370200015", "--json"],
    );
    let printed: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let code: EnrolmentCode = printed["code"].as_str().unwrap().parse().unwrap();
    let ca = std::fs::read_to_string(dir.join("ca.pem")).unwrap();
    assert!(code.ca().matches(Trust::from_pem(&ca).unwrap().ca_der()));
    check_office(
        &dir,
        &[
            ("application suspend", "0 office 1370200015 is suspended"),
            (
                "application approve",
                "1 tsunagu-hub: office 1370200015 is suspended; `application resume` ends that",
            ),
            (
                "enrolment create",
                "1 tsunagu-hub: office 1370200015 is not active",
            ),
            ("application resume", "0 office 1370200015 is active"),
        ],
    );
}

#[test]
fn codes_are_different_and_their_secrets_are_not_kept() {
    let (_parent, dir) = hub();
    run(
        &dir,
        "application add",
        &["--office", "1370200015", "--name", "さ", "--service", "43"],
    );
    let mut codes = Vec::new();
    for words in ["application approve", "enrolment create"] {
        let output = run(&dir, words, &["--office", "1370200015"]);
        let text = String::from_utf8(output.stdout).unwrap();
        let (first, code) = text.trim_end().split_once('\n').unwrap();
        assert!(
            first.starts_with("enrolment code for one terminal of office 1370200015, until 20")
        );
        codes.push(code.parse::<EnrolmentCode>().unwrap());
    }
    assert_ne!(codes[0].secret(), codes[1].secret());
    let database = std::fs::read(dir.join("hub.sqlite")).unwrap();
    for code in &codes {
        let hex = code.secret_hex();
        assert!(!database.windows(20).any(|window| window == hex.as_bytes()));
        assert!(!database.windows(10).any(|window| window == code.secret()));
    }
}

#[test]
fn mistakes_are_named() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("none");
    check(
        &dir,
        "application list",
        &[],
        expect![[r"
        2
        tsunagu-hub: DIR is not a folder of a hub; `tsunagu-hub init` makes one
    "]],
    );
    let (_parent, dir) = hub();
    check(
        &dir,
        "init",
        &["--name", "Hub", "--host", "h"],
        expect![[r"
        2
        tsunagu-hub: DIR exists already; a new hub needs a new folder
    "]],
    );
    check(
        &dir,
        "certificate revoke",
        &["--serial", "40"],
        expect![[r"
        1
        tsunagu-hub: no certificate of a device fits; `certificate list` shows them all
    "]],
    );
    let no_name = ["--office", "1370200015", "--name", "", "--service", "43"];
    check(
        &dir,
        "application add",
        &no_name,
        expect![[r"
        1
        tsunagu-hub: the name of an office has 1 to 100 characters, none of them a control character
    "]],
    );
    check(
        &dir,
        "certificate list",
        &["--json"],
        expect![[r"
        0
        []
    "]],
    );
}

/// Waits until the hub says where it listens; fails after the time that a very busy machine may need.
fn wait_for_address(dir: &Path) -> String {
    let begun = Instant::now();
    loop {
        if let Ok(address) = std::fs::read_to_string(dir.join("address")) {
            return address;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "the hub does not start"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(unix)]
#[test]
fn run_says_where_it_listens_and_stops_on_signals() {
    let (_parent, dir) = hub();
    for signal in ["TERM", "INT"] {
        let mut running = Command::new(env!("CARGO_BIN_EXE_tsunagu-hub"))
            .args(["run", "--listen", "127.0.0.1:0", "--log", "json", "--dir"])
            .arg(&dir)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let address = wait_for_address(&dir);
        let port: u16 = address
            .strip_prefix("https://localhost:")
            .unwrap()
            .parse()
            .unwrap();
        std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
        check(
            &dir,
            "run",
            &["--listen", "127.0.0.1:0"],
            expect![[r"
                2
                tsunagu-hub: another process runs the hub of DIR
            "]],
        );
        let id = running.id().to_string();
        assert!(
            Command::new("kill")
                .args([format!("-{signal}"), id])
                .status()
                .unwrap()
                .success()
        );
        assert!(running.wait().unwrap().success());
        assert!(!dir.join("address").exists());
        let mut log = String::new();
        running
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        let last: serde_json::Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
        assert_eq!(last["fields"]["message"], "stopped");
    }
}

#[test]
fn every_command_has_help() {
    for words in [
        "",
        "init",
        "run",
        "application",
        "application add",
        "application approve",
        "application list",
        "application suspend",
        "application resume",
        "enrolment",
        "enrolment create",
        "certificate",
        "certificate list",
        "certificate revoke",
        "backup",
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tsunagu-hub"));
        command.args(words.split_whitespace()).arg("--help");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{words}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("Usage: tsunagu-hub"), "{words}: {text}");
    }
}

#[test]
fn notices_are_published_listed_and_taken_back() {
    let (_parent, dir) = hub();
    let words = [
        "--subject",
        "保守のお知らせ",
        "--text",
        "12月12日の夜に止まります。",
    ];
    check(
        &dir,
        "notice add",
        &words,
        expect![[r"
            0
            notice 1 is published
        "]],
    );
    let important = ["--subject", "至急", "--text", "x", "--important", "--json"];
    let added = run(&dir, "notice add", &important);
    let document: serde_json::Value = serde_json::from_slice(&added.stdout).unwrap();
    assert_eq!(document["number"], 2);
    let listed = run(&dir, "notice list", &[]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    let lines: Vec<&str> = listed.lines().collect();
    assert!(
        lines[0].starts_with("2\t") && lines[0].ends_with(" important\t至急"),
        "{listed}"
    );
    assert!(
        lines[1].starts_with("1\t") && lines[1].ends_with("\t保守のお知らせ"),
        "{listed}"
    );
    check(
        &dir,
        "notice remove",
        &["--number", "1"],
        expect![[r"
            0
            notice 1 is taken back
        "]],
    );
    check(
        &dir,
        "notice remove",
        &["--number", "1"],
        expect![[r"
            1
            tsunagu-hub: there is no notice with this number; see notice list
        "]],
    );
    let past = ["--subject", "古い", "--text", "x", "--until", "2020-01-01"];
    check(
        &dir,
        "notice add",
        &past,
        expect![[r"
            1
            tsunagu-hub: the end of the notice is in the past; give a later day
        "]],
    );
    let nothing = run(&dir, "notice add", &["--subject", "本文なし"]);
    assert_eq!(nothing.status.code(), Some(2));
}
