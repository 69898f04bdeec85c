//! From nothing to a running office in the browser alone: the page of the first setup, a code of the hub,
//! and the office's own pages at the same address.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use testkit::{HubProgram, program_path, wait_for};

const NUMBER: &str = "1370200015";
const NAME: &str = "みやこ居宅介護支援事業所";

/// A program that ends with the test.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(dir: &Path) -> (Started, String) {
    let child = Command::new(program_path("tsunagu").unwrap())
        .args(["start", "--no-browser", "--dir"])
        .arg(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let host = wait_for("the address of the pages", || {
        let address = std::fs::read_to_string(dir.join("address")).unwrap_or_default();
        let host = address.trim().strip_prefix("http://");
        Ok(host.map(str::to_owned))
    });
    (Started(child), host.unwrap())
}

/// One request as a browser sends it, with the whole answer.
fn ask(host: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Redirections that a browser follows before it gives up.
const REDIRECTIONS_MAX: usize = 20;

/// Asks for the start page and goes where it leads, as a browser does.
fn page(host: &str) -> String {
    let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let mut answer = ask(host, &request);
    for _ in 0..REDIRECTIONS_MAX {
        if !answer.starts_with("HTTP/1.1 303") {
            break;
        }
        answer = ask(host, &request);
    }
    answer
}

/// `text` as a browser writes it into a form.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn stop(dir: &Path) {
    let status = Command::new(program_path("tsunagu").unwrap())
        .args(["stop", "--dir"])
        .arg(dir)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

#[test]
fn a_terminal_is_enrolled_in_the_browser_and_its_office_follows_at_the_same_address() {
    let hub = HubProgram::start().unwrap();
    let code = hub.admit_office(NUMBER, NAME, &["43"]).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let (started, host) = start(dir.path());
    let first = page(&host);
    let token = first.split_once("name=\"token\" value=\"").unwrap().1;
    let token = token.split_once('"').unwrap().0;
    let body = format!(
        "token={token}&language=ja&hub={}&code={}&device={}",
        encoded(hub.url()),
        encoded(&code),
        encoded("事務室のパソコン")
    );
    let answer = ask(
        &host,
        &format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    );
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    // The next request may come before the office's pages are there; it waits for them.
    let office = page(&host);
    assert!(office.starts_with("HTTP/1.1 200"), "{office}");
    assert!(office.contains(NUMBER), "{office}");
    assert!(!office.contains("はじめての設定"), "{office}");
    stop(dir.path());
    drop(started);

    // From now on it starts with the office at once.
    let (_started, host) = start(dir.path());
    assert!(page(&host).contains(NUMBER));
    stop(dir.path());
}
