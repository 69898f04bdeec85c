//! The offices' pages: started, asked for as a browser would, given one more bundle, and left open.
//!
//! A few lines of HTTP by hand, since this crate has no HTTP client: one request, `Connection: close`, read to the end.

use super::Proved;
use super::delivery::is_for;
use crate::demo::narrator::words;
use crate::demo::programs::Running;
use crate::demo::scene::Scene;
use anyhow::{Context, Result, ensure};
use std::ffi::OsString;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// No page takes longer, however busy the machine is.
const PAGE_SECONDS_MAX: u64 = 30;

/// The office that gets one more bundle.
const RECEIVER: usize = 1;

/// A hint of the hub brings a bundle in below a second; without hints the office asks every minute.
const DELIVERY_SECONDS_MAX: u64 = 90;

/// What the care manager writes with it.
const MESSAGE: &str = "10月の利用票をもう一度お送りします。変更はありません。";

/// Starts the three offices with their pages, and looks at the lists of sent and received bundles.
pub(in crate::demo) fn open_pages(scene: &Scene) -> Proved<Vec<Running>> {
    let mut running = Vec::new();
    let mut proved = Vec::new();
    for office in 0..scene.offices.len() {
        let pages = scene.start_office(office)?;
        for path in ["/inbox", "/sent"] {
            let page = read_page(&pages.address, path)?;
            let partner = if office == 0 { 1 } else { 0 };
            let partner = &scene.offices[partner];
            ensure!(
                page.contains(&partner.name) && page.contains(&partner.number),
                "{}{path} does not name {} {}",
                pages.address,
                partner.name,
                partner.number
            );
        }
        let line = format!("{}  {}", pages.address, scene.office_words(office));
        proved.push(words(line.clone(), line));
        running.push(pages);
    }
    Ok((running, proved))
}

/// With all offices running, one more bundle arrives without anybody asking for it, and stays unopened for the reader.
pub(in crate::demo) fn deliver_in_background(scene: &Scene) -> Proved<()> {
    let receiver = &scene.offices[RECEIVER].number;
    let known = scene.bundles(RECEIVER, "received")?.len();
    let mut arguments: Vec<OsString> = ["--again", "--message", MESSAGE]
        .map(OsString::from)
        .to_vec();
    arguments.extend(
        scene
            .sample_files(0, "ticket")?
            .into_iter()
            .filter(|path| is_for(path, receiver))
            .map(OsString::from),
    );
    scene
        .office_command(0, "office send", &arguments)?
        .success()?;
    let sent = Instant::now();
    loop {
        let unopened = scene
            .bundles(RECEIVER, "received")?
            .iter()
            .filter(|row| row["state"] == "received")
            .count();
        if unopened == 1 {
            break;
        }
        ensure!(
            sent.elapsed() < Duration::from_secs(DELIVERY_SECONDS_MAX),
            "nothing arrived by itself"
        );
    }
    let now = scene.bundles(RECEIVER, "received")?.len();
    ensure!(now == known + 1, "{now} bundles after {known} and one more");
    let line = scene.office_words(RECEIVER);
    let seconds = sent.elapsed().as_secs_f64();
    Ok((
        (),
        vec![words(
            format!(
                "{line}: 受付から {seconds:.1} 秒で自動で届いた。未開封のまま残してあるので、画面で開いてみてください"
            ),
            format!(
                "{line}: arrived by itself {seconds:.1} s after it was accepted; it is left unopened for you to open"
            ),
        )],
    ))
}

/// One page as text; it must be answered with 200.
pub(crate) fn read_page(address: &str, path: &str) -> Result<String> {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream =
        TcpStream::connect(host).with_context(|| format!("connecting to {address}"))?;
    stream
        .set_read_timeout(Some(Duration::from_secs(PAGE_SECONDS_MAX)))
        .context("setting a time limit")?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Language: ja\r\nConnection: close\r\n\r\n"
    )
    .with_context(|| format!("asking for {address}{path}"))?;
    let mut answer = Vec::new();
    stream
        .read_to_end(&mut answer)
        .with_context(|| format!("reading {address}{path}"))?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    ensure!(
        answer.starts_with("HTTP/1.1 200"),
        "{address}{path} answers {}",
        answer.lines().next().unwrap_or_default()
    );
    Ok(answer)
}
