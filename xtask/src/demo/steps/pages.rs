//! The offices' pages: started, asked for as a browser would, and left open.
//!
//! A few lines of HTTP by hand, since this crate has no HTTP client: one request, `Connection: close`, read to the end.

use super::Proved;
use crate::demo::narrator::words;
use crate::demo::programs::Running;
use crate::demo::scene::Scene;
use anyhow::{Context, Result, ensure};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// No page takes longer, however busy the machine is.
const PAGE_SECONDS_MAX: u64 = 30;

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

/// One page as text; it must be answered with 200.
fn read_page(address: &str, path: &str) -> Result<String> {
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
