//! A mail server that speaks the real protocol (RFC 5321, 3207, 4954) and keeps what it is given.
//!
//! It can be made to refuse: logins, or mail. Easily got wrong: its certificate is signed by itself, so a program trusts it
//! only if the system does; tests name [`MailServer::certificate`] in `SSL_CERT_FILE`.

use anyhow::{Context, Result, bail};
use data_encoding::BASE64;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A client that says nothing for so long has died with its test.
const SILENCE_MAX: Duration = Duration::from_secs(60);

/// How connections are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTls {
    /// Not at all.
    None,
    /// From the first byte.
    Wrapper,
    /// After STARTTLS, before which it takes no mail.
    StartTls,
}

/// A mail that the server took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenMail {
    /// The sender of the envelope.
    pub from: String,
    /// The receivers of the envelope.
    pub to: Vec<String>,
    /// Who logged in, as `user:password`.
    pub login: Option<String>,
    /// Whether it came over TLS.
    pub encrypted: bool,
    /// Headers and text as they came.
    pub raw: String,
}

impl TakenMail {
    /// The text as a reader sees it.
    ///
    /// # Errors
    ///
    /// When it is not encoded as its header says.
    pub fn text(&self) -> Result<String> {
        let (head, body) = self.raw.split_once("\r\n\r\n").context("no text")?;
        let head = head.to_lowercase();
        if head.contains("content-transfer-encoding: base64") {
            let joined: String = body.split_whitespace().collect();
            let bytes = BASE64.decode(joined.as_bytes()).context("base64")?;
            return String::from_utf8(bytes).context("UTF-8");
        }
        if head.contains("quoted-printable") {
            bail!("this server reads base64 and plain text only");
        }
        Ok(body.to_owned())
    }

    /// The subject as a reader sees it.
    ///
    /// # Errors
    ///
    /// When it is not encoded as RFC 2047 says.
    pub fn subject(&self) -> Result<String> {
        let unfolded = self.raw.replace("\r\n ", " ");
        let line = unfolded
            .lines()
            .find_map(|line| line.strip_prefix("Subject: "));
        let mut text = String::new();
        let mut after_encoded = true;
        for word in line.context("no subject")?.split(' ') {
            let encoded = word
                .strip_prefix("=?utf-8?b?")
                .and_then(|word| word.strip_suffix("?="));
            // A space between two encoded words is none of the text.
            if !(text.is_empty() || encoded.is_some() && after_encoded) {
                text.push(' ');
            }
            after_encoded = encoded.is_some();
            match encoded {
                Some(encoded) => {
                    let bytes = BASE64.decode(encoded.as_bytes()).context("base64")?;
                    text.push_str(&String::from_utf8(bytes).context("UTF-8")?);
                }
                None => text.push_str(word),
            }
        }
        Ok(text)
    }
}

struct Rules {
    tls: MailTls,
    login: Option<(String, String)>,
    refuses: AtomicBool,
    unknown: Mutex<Option<String>>,
    taken: Mutex<Vec<TakenMail>>,
    config: Arc<rustls::ServerConfig>,
}

/// A running mail server; its port is free again when the test ends.
pub struct MailServer {
    address: SocketAddr,
    rules: Arc<Rules>,
    folder: tempfile::TempDir,
}

impl MailServer {
    /// Starts one at `localhost` that asks for this login, if there is one.
    ///
    /// # Errors
    ///
    /// When there is no port or no certificate.
    pub fn start(tls: MailTls, login: Option<(&str, &str)>) -> Result<MailServer> {
        let folder = tempfile::tempdir().context("a folder for the mail server")?;
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])
            .context("a certificate")?;
        std::fs::write(folder.path().join("certificate.pem"), made.cert.pem())?;
        let listener = TcpListener::bind("127.0.0.1:0").context("a port for the mail server")?;
        let rules = Arc::new(Rules {
            tls,
            login: login.map(|(user, password)| (user.to_owned(), password.to_owned())),
            refuses: AtomicBool::new(false),
            unknown: Mutex::default(),
            taken: Mutex::default(),
            config: config(made.cert.der().clone(), made.signing_key.serialize_der())?,
        });
        let server = MailServer {
            address: listener.local_addr()?,
            rules: Arc::clone(&rules),
            folder,
        };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let rules = Arc::clone(&rules);
                std::thread::spawn(move || {
                    // A client that leaves in the middle is no fault of the server.
                    let _ = serve(stream, &rules);
                });
            }
        });
        Ok(server)
    }

    /// The port at `localhost`.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The certificate that a program must trust, PEM.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    /// From now on mail is refused, or taken again.
    pub fn refuse(&self, refuses: bool) {
        self.rules.refuses.store(refuses, Ordering::SeqCst);
    }

    /// From now on this receiver is refused, and no other.
    pub fn refuse_receiver(&self, address: &str) {
        let unknown = self.rules.unknown.lock();
        *unknown.unwrap_or_else(PoisonError::into_inner) = Some(address.to_owned());
    }

    /// All that was taken so far.
    pub fn taken(&self) -> Vec<TakenMail> {
        let taken = self.rules.taken.lock();
        taken.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn config(certificate: CertificateDer<'static>, key: Vec<u8>) -> Result<Arc<rustls::ServerConfig>> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)?;
    Ok(Arc::new(config))
}

fn over_tls(
    stream: TcpStream,
    rules: &Rules,
) -> Result<rustls::StreamOwned<rustls::ServerConnection, TcpStream>> {
    let connection = rustls::ServerConnection::new(Arc::clone(&rules.config))?;
    Ok(rustls::StreamOwned::new(connection, stream))
}

fn serve(stream: TcpStream, rules: &Rules) -> Result<()> {
    stream.set_read_timeout(Some(SILENCE_MAX))?;
    if rules.tls == MailTls::Wrapper {
        return speak(over_tls(stream, rules)?, rules, true, true).map(drop);
    }
    let plain = speak(&stream, rules, false, true)?;
    if plain {
        speak(over_tls(stream, rules)?, rules, true, false)?;
    }
    Ok(())
}

/// One conversation; whether the client asked for TLS now.
fn speak(
    mut stream: impl Read + Write,
    rules: &Rules,
    encrypted: bool,
    greets: bool,
) -> Result<bool> {
    if greets {
        stream.write_all(b"220 localhost ready\r\n")?;
    }
    let mut login = None;
    let mut mail = None;
    loop {
        let line = read_line(&mut stream)?;
        let word = line.to_ascii_uppercase();
        let answer = if word.starts_with("EHLO") {
            greeting(rules, encrypted)
        } else if word == "STARTTLS" && rules.tls == MailTls::StartTls && !encrypted {
            stream.write_all(b"220 go ahead\r\n")?;
            return Ok(true);
        } else if word == "QUIT" {
            stream.write_all(b"221 bye\r\n")?;
            return Ok(false);
        } else if rules.tls == MailTls::StartTls && !encrypted {
            "530 5.7.0 Must issue a STARTTLS command first\r\n".to_owned()
        } else if let Some(rest) = word.strip_prefix("AUTH PLAIN") {
            let at = line.len() - rest.len();
            login = plain_login(line[at..].trim());
            match login == wanted(rules) {
                true => "235 2.7.0 Authentication successful\r\n".to_owned(),
                false => "535 5.7.8 Authentication credentials invalid\r\n".to_owned(),
            }
        } else if word.starts_with("MAIL FROM:") && rules.login.is_some() && login.is_none() {
            "530 5.7.0 Authentication required\r\n".to_owned()
        } else if word.starts_with("MAIL FROM:") {
            mail = Some((address(&line), Vec::new()));
            "250 OK\r\n".to_owned()
        } else if word.starts_with("RCPT TO:") && is_refused(rules, &line) {
            "550 5.1.1 No such mailbox here\r\n".to_owned()
        } else if let Some((_, to)) = mail.as_mut().filter(|_| word.starts_with("RCPT TO:")) {
            to.push(address(&line));
            "250 OK\r\n".to_owned()
        } else if let Some((from, to)) = mail.take_if(|_| word == "DATA") {
            stream.write_all(b"354 go ahead\r\n")?;
            let raw = read_data(&mut stream)?;
            let taken = TakenMail {
                from,
                to,
                login: login.clone(),
                encrypted,
                raw,
            };
            let mut all = rules.taken.lock().unwrap_or_else(PoisonError::into_inner);
            all.push(taken);
            "250 OK\r\n".to_owned()
        } else {
            "500 5.5.1 What\r\n".to_owned()
        };
        stream.write_all(answer.as_bytes())?;
    }
}

fn is_refused(rules: &Rules, line: &str) -> bool {
    let unknown = rules.unknown.lock();
    let unknown = unknown.unwrap_or_else(PoisonError::into_inner);
    rules.refuses.load(Ordering::SeqCst) || unknown.as_deref() == Some(&address(line))
}

fn greeting(rules: &Rules, encrypted: bool) -> String {
    let mut lines = vec!["localhost"];
    if rules.tls == MailTls::StartTls && !encrypted {
        lines.push("STARTTLS");
    } else if rules.login.is_some() {
        lines.push("AUTH PLAIN");
    }
    lines.push("8BITMIME");
    let last = lines.len() - 1;
    let line = |(at, text): (usize, &&str)| {
        let mark = if at == last { ' ' } else { '-' };
        format!("250{mark}{text}\r\n")
    };
    lines.iter().enumerate().map(line).collect()
}

fn wanted(rules: &Rules) -> Option<String> {
    let login = rules.login.as_ref();
    login.map(|(user, password)| format!("{user}:{password}"))
}

fn plain_login(encoded: &str) -> Option<String> {
    let bytes = BASE64.decode(encoded.as_bytes()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut parts = text.split('\0').skip(1);
    Some(format!("{}:{}", parts.next()?, parts.next()?))
}

fn address(line: &str) -> String {
    let inside = line.split(['<', '>']).nth(1);
    inside.unwrap_or_default().to_owned()
}

/// One line without its end, a byte at a time: what follows may belong to TLS.
fn read_line(stream: &mut impl Read) -> Result<String> {
    let mut line = Vec::new();
    let mut byte = [0];
    while !line.ends_with(b"\r\n") {
        stream.read_exact(&mut byte)?;
        line.push(byte[0]);
    }
    line.truncate(line.len() - 2);
    String::from_utf8(line).context("a line that is no text")
}

/// A mail up to the line with one dot.
fn read_data(stream: &mut impl Read) -> Result<String> {
    let mut raw = String::new();
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            bail!("the mail ended in the middle");
        }
        if line == ".\r\n" {
            return Ok(raw);
        }
        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
