//! The pages on the office's network, judged by strangers' programs: `openssl` looks at the certificate and the
//! handshake, `curl` asks for pages with and without TLS.

use anyhow::{Context, Result, ensure};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;
use testkit::{Background, HubProgram, OfficeProgram, wait_for};

const NUMBER: &str = "1370200015";
const NAME: &str = "みやこ居宅介護支援事業所";

/// An office whose pages other computers can use.
struct Served {
    office: OfficeProgram,
    program: Background,
    /// `localhost:port` on the network.
    place: String,
    fingerprint: String,
    start_password: String,
}

fn line_after(text: &str, mark: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.strip_prefix(mark))?;
    Some(line.trim().to_owned())
}

fn serve(office: &OfficeProgram, names: &[&str]) -> Result<(Background, String, String)> {
    let mut options = vec!["--network=127.0.0.1:0"];
    for name in names {
        options.extend(["--network-name", name]);
    }
    let before = Log::of(office)?;
    let program = office.start("office run", options)?;
    let (place, fingerprint) = wait_for("the pages on the network", || {
        let log = before.new_lines(&program)?;
        let place = line_after(&log, "other computers: https://");
        // The address of the pages is the last line.
        let here = line_after(&log, "pages:");
        let fingerprint = line_after(&log, "fingerprint (SHA-256):");
        Ok(place.zip(fingerprint).filter(|_| here.is_some()))
    })?;
    Ok((program, place, fingerprint))
}

/// The log of a terminal goes on over several starts.
struct Log {
    length: usize,
}

impl Log {
    fn of(office: &OfficeProgram) -> Result<Log> {
        let path = office.folder().with_file_name("test.log");
        let length = match std::fs::metadata(&path) {
            Ok(metadata) => usize::try_from(metadata.len())?,
            Err(_) => 0,
        };
        Ok(Log { length })
    }

    fn new_lines(&self, program: &Background) -> Result<String> {
        Ok(program.log()?[self.length..].to_owned())
    }
}

fn start(hub: &HubProgram) -> Result<Served> {
    let office = OfficeProgram::join(hub, NUMBER, NAME, &["43"])?;
    let added = office
        .command(
            "office staff add",
            ["--role", "administrator", "--name", "佐藤 一郎", "sato"],
        )?
        .success()?;
    let start_password = line_after(&added.stdout, "sato\tstart password (7 days):")
        .with_context(|| format!("no start password: {}", added.stdout))?;
    let (program, place, fingerprint) = serve(&office, &["localhost", "127.0.0.1"])?;
    Ok(Served {
        office,
        program,
        place,
        fingerprint,
        start_password,
    })
}

fn run(program: &str, arguments: &[&str], input: &[u8]) -> Result<std::process::Output> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{program} is needed for this test"))?;
    // A program that has enough already closes its input.
    let _ = child.stdin.take().context("its input")?.write_all(input);
    Ok(child.wait_with_output()?)
}

/// Exit code, head with body.
fn curl(arguments: &[&str]) -> Result<(i32, String)> {
    let mut all = vec![
        "--silent",
        "--include",
        "--max-time",
        "60",
        "--noproxy",
        "*",
    ];
    all.extend(arguments);
    let output = run("curl", &all, b"")?;
    let code = output.status.code().context("curl was killed")?;
    Ok((code, String::from_utf8_lossy(&output.stdout).into_owned()))
}

#[test]
fn without_an_administrator_the_command_refuses_and_says_what_to_do() {
    let hub = HubProgram::start().unwrap();
    let office = OfficeProgram::join(&hub, NUMBER, NAME, &["43"]).unwrap();
    let ran = office
        .command("office run", ["--network=127.0.0.1:0"])
        .unwrap();
    assert_eq!(ran.status, Some(2), "{ran:?}");
    for words in ["OFF-727", NUMBER, "Add an administrator"] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
    assert!(!office.folder().join("address").exists());
    // A certificate is not made either, so nothing can be compared too early.
    assert!(!office.folder().join("keys/network.pem").exists());
}

#[test]
fn openssl_sees_the_certificate_that_the_command_printed() {
    let hub = HubProgram::start().unwrap();
    let served = start(&hub).unwrap();
    let (certificate, shown) = ask_openssl(&served.place, "-tls1_3").unwrap();
    assert!(shown.contains("TLSv1.3"), "{shown}");
    let text = run(
        "openssl",
        &["x509", "-noout", "-text", "-fingerprint", "-sha256"],
        certificate.as_bytes(),
    )
    .unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    for words in [
        "NIST CURVE: P-256",
        "ecdsa-with-SHA256",
        "CA:FALSE",
        "TLS Web Server Authentication",
        "DNS:localhost, IP Address:127.0.0.1",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let digits = line_after(&text, "sha256 Fingerprint=").unwrap();
    let digits = digits.replace(':', "").to_lowercase();
    assert_eq!(digits, served.fingerprint.replace(' ', ""));
    let said = served
        .office
        .command("office network", ["--json"])
        .unwrap()
        .success()
        .unwrap();
    assert_eq!(said.json().unwrap()["certificate"]["sha256"], digits);
    assert!(ask_openssl(&served.place, "-tls1_2").is_err());

    // The same names, the same certificate: nobody has to compare again after a restart.
    served.program.kill().unwrap();
    let (program, _, again) = serve(&served.office, &["localhost", "127.0.0.1"]).unwrap();
    assert_eq!(again, served.fingerprint);
    program.kill().unwrap();
    let (_program, _, other) = serve(&served.office, &["localhost"]).unwrap();
    assert_ne!(other, served.fingerprint);
}

/// The certificate that the server shows, and what openssl says of the connection.
fn ask_openssl(place: &str, version: &str) -> Result<(String, String)> {
    let arguments = [
        "s_client",
        "-connect",
        place,
        "-servername",
        "localhost",
        version,
    ];
    let output = run("openssl", &arguments, b"")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let from = said.find("-----BEGIN CERTIFICATE");
    let from = from.with_context(|| format!("no certificate: {said}"))?;
    Ok((said[from..].to_owned(), said))
}

#[test]
fn curl_gets_pages_over_tls_and_nothing_without() {
    let hub = HubProgram::start().unwrap();
    let served = start(&hub).unwrap();
    let place = &served.place;
    let pem = served.office.folder().join("keys/network.pem");
    let trust = pem.to_str().unwrap();
    let (code, _) = curl(&[&format!("https://{place}/")]).unwrap();
    assert_eq!(
        code, 60,
        "a certificate that nobody compared is not trusted"
    );
    let (code, answer) = curl(&["--cacert", trust, &format!("https://{place}/inbox")]).unwrap();
    assert_eq!(code, 0);
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("location: /login?back=/inbox"));

    // Without TLS: the way to the pages for who named this computer, and nothing else.
    let (_, answer) = curl(&[&format!("http://{place}/inbox")]).unwrap();
    assert!(answer.starts_with("HTTP/1.1 307"), "{answer}");
    assert!(
        answer.contains(&format!("location: https://{place}/\r\n")),
        "{answer}"
    );
    assert!(!answer.contains('<'), "{answer}");
    let foreign = [
        "--header",
        "Host: attacker.example",
        &format!("http://{place}/login"),
    ];
    let (_, answer) = curl(&foreign).unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 400") && !answer.contains("location"),
        "{answer}"
    );
    assert!(!answer.contains('<'), "{answer}");
    let mut stream = TcpStream::connect(place).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    stream
        .write_all(b"\0\0nothing that anybody speaks\r\n\r\n")
        .unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.contains(&b'<'), "{answer:?}");

    log_in(&served, trust).unwrap();
}

/// Logs in with the start password over TLS; curl keeps the cookie only if it may be kept there.
fn log_in(served: &Served, trust: &str) -> Result<()> {
    let jar = served.office.folder().with_file_name("jar");
    let jar = jar.to_str().context("a path")?;
    let base = format!("https://{}", served.place);
    let kept = ["--cacert", trust, "--cookie", jar, "--cookie-jar", jar];
    let ask = |more: &[&str]| {
        let mut all = kept.to_vec();
        all.extend(more);
        curl(&all)
    };
    let (_, page) = ask(&[&format!("{base}/login")])?;
    let token = page.split("name=\"token\" value=\"").nth(1);
    let token = token.and_then(|rest| rest.split('"').next());
    let token = format!("token={}", token.context("a token")?);
    let password = format!("password={}", served.start_password);
    let form = |origin: &str| {
        let origin = format!("Origin: {origin}");
        ask(&[
            "--header",
            &origin,
            "--data-urlencode",
            &token,
            "--data-urlencode",
            "login_name=sato",
            "--data-urlencode",
            &password,
            &format!("{base}/login"),
        ])
    };
    let (_, refused) = form("https://attacker.example")?;
    ensure!(refused.starts_with("HTTP/1.1 403"), "{refused}");
    let (_, answer) = form(&base)?;
    ensure!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    ensure!(
        answer.contains("set-cookie: __Host-tsunagu-session-"),
        "{answer}"
    );
    ensure!(answer.contains("; Secure"), "{answer}");
    let (_, page) = ask(&[&base])?;
    ensure!(page.contains("location: /account/password"), "{page}");
    Ok(())
}
