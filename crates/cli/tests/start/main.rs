//! `tsunagu start` and `stop` as processes: the page of the first setup, one instance, the end. That an
//! office's own pages follow at the same address is shown with a hub, in the tests across programs.

#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// No step takes longer, however busy the machine is.
const STEP_MAX: Duration = Duration::from_secs(120);

fn command(words: &[&str], dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tsunagu"));
    command
        .args(words)
        .arg("--dir")
        .arg(dir)
        .env_remove("TSUNAGU_LANG")
        .stdin(Stdio::null());
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A program that ends with the test.
struct Started {
    child: Child,
    host: String,
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts in `dir` and waits until it has said where its pages are.
fn start(dir: &Path) -> Started {
    let mut started = Started {
        child: command(&["start", "--no-browser"], dir)
            .stdout(Stdio::null())
            .spawn()
            .unwrap(),
        host: String::new(),
    };
    let began = Instant::now();
    loop {
        let address = std::fs::read_to_string(dir.join("address")).unwrap_or_default();
        if let Some(host) = address.trim().strip_prefix("http://") {
            started.host = host.to_owned();
            return started;
        }
        assert!(began.elapsed() < STEP_MAX, "no address");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Sends a request as a browser would and gives back the whole answer.
fn ask(host: &str, method: &str, headers: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(STEP_MAX)).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn token(page: &str) -> &str {
    let rest = page.split_once("name=\"token\" value=\"").unwrap().1;
    rest.split_once('"').unwrap().0
}

#[test]
fn a_machine_without_an_office_gets_the_page_of_the_first_setup() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("office");
    let mut started = start(&dir);
    let host = started.host.clone();
    let page = ask(&host, "GET", "", "");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("<h1>はじめての設定</h1>"), "{page}");
    assert!(
        page.contains("content-security-policy: default-src 'none'"),
        "{page}"
    );
    assert_eq!(page.matches("button-primary").count(), 1, "one way on");

    // Not one of our pages, and one that was made by another program.
    let own =
        format!("Origin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\n");
    let form = |token: &str| format!("token={token}&hub=localhost&code=abc&device=PC&language=ja");
    let foreign =
        "Origin: http://evil.example\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let refused = ask(&host, "POST", foreign, &form(token(&page)));
    assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
    let old = ask(&host, "POST", &own, &form("0000"));
    assert!(
        old.starts_with("HTTP/1.1 403") && old.contains("開いてから時間がたっています"),
        "{old}"
    );

    // A mistake keeps what was typed, and says at which field and what to do.
    let wrong = ask(&host, "POST", &own, &form(token(&page)));
    assert!(wrong.starts_with("HTTP/1.1 409"), "{wrong}");
    assert!(
        wrong.contains("登録できませんでした") && wrong.contains("OFF-"),
        "{wrong}"
    );
    assert!(
        wrong.contains("value=\"abc\"") && wrong.contains("aria-invalid=\"true\""),
        "{wrong}"
    );

    // A second start leads to the first.
    let again = command(&["start", "--no-browser"], &dir).output().unwrap();
    assert!(again.status.success());
    assert_eq!(said(&again), format!("動いています: http://{host}\n"));

    let stopped = command(&["stop"], &dir).output().unwrap();
    assert_eq!(
        (said(&stopped).as_str(), stopped.status.code()),
        ("終わりました\n", Some(0))
    );
    assert!(started.child.wait().unwrap().success());
    assert!(!dir.join("address").exists());
    assert!(dir.join("tsunagu.log").exists());
    let stopped = command(&["stop"], &dir).output().unwrap();
    assert_eq!(said(&stopped), "動いていません\n");
}

#[test]
fn a_system_that_names_no_home_has_to_be_told_a_folder() {
    let output = Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .args(["start", "--no-browser"])
        .env_remove("TSUNAGU_LANG")
        .env_remove("HOME")
        .env_remove("XDG_DATA_HOME")
        .env_remove("LOCALAPPDATA")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "OFF-893 データを置く場所が分かりません。\n  フォルダを指定してください（--dir）。\n"
    );
}

#[test]
fn a_program_that_says_no_address_is_not_waited_for_without_end() {
    let dir = tempfile::tempdir().unwrap();
    let _started = start(dir.path());
    std::fs::remove_file(dir.path().join("address")).unwrap();
    let output = command(&["start", "--no-browser"], dir.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("OFF-894"), "{said}");
}
