//! What programs of strangers see of what an office gave away: names in a ZIP, the key of a certificate.
//!
//! Read with `unzip` and `openssl`, so that a mistake of our own readers does not hide one of our writers. Easily got wrong:
//! `unzip` writes names in the language of the system; without one it garbles Japanese.

use crate::places::system_program;
use anyhow::{Context, Result, ensure};
use data_encoding::{BASE64, HEXLOWER};
use std::path::Path;
use std::process::{Command, Output};

/// The names in a ZIP, in the order in which they stand there.
///
/// # Errors
///
/// When it is no whole ZIP.
pub fn names_in_archive(archive: &Path) -> Result<Vec<String>> {
    let unzip = system_program("unzip", "unzip")?;
    let tested = Command::new(&unzip).arg("-tqq").arg(archive).output();
    succeeded(tested.context("testing a ZIP")?)?;
    let listed = Command::new(&unzip)
        .env("LC_ALL", "C.UTF-8")
        .arg("-Z1")
        .arg(archive)
        .output();
    let names = succeeded(listed.context("listing a ZIP")?)?;
    let names = String::from_utf8(names).context("the names in a ZIP")?;
    Ok(names.lines().map(str::to_owned).collect())
}

/// The bytes of one file in a ZIP.
///
/// # Errors
///
/// When it is not there.
pub fn file_in_archive(archive: &Path, name: &str) -> Result<Vec<u8>> {
    let read = Command::new(system_program("unzip", "unzip")?)
        .env("LC_ALL", "C.UTF-8")
        .arg("-p")
        .arg(archive)
        .arg(name)
        .output();
    succeeded(read.context("reading a ZIP")?)
}

/// SHA-256 of the public key in a certificate (PEM), in BASE64, which is how a browser is told to trust one key and no other.
///
/// # Errors
///
/// When `openssl` finds no certificate there.
pub fn key_pin(certificate: &Path) -> Result<String> {
    let openssl = system_program("openssl", "openssl")?;
    let read = Command::new(&openssl)
        .args(["x509", "-noout", "-pubkey", "-in"])
        .arg(certificate)
        .output();
    let pem = succeeded(read.context("reading a certificate")?)?;
    let folder = tempfile::tempdir().context("a folder for a key")?;
    let key = folder.path().join("key.pem");
    let der = folder.path().join("key.der");
    std::fs::write(&key, pem).context("writing a public key")?;
    let written = Command::new(&openssl)
        .args(["pkey", "-pubin", "-outform", "DER", "-in"])
        .arg(&key)
        .arg("-out")
        .arg(&der)
        .output();
    succeeded(written.context("reading a public key")?)?;
    let digest = Command::new(&openssl)
        .args(["dgst", "-sha256", "-r"])
        .arg(&der)
        .output();
    let digest = succeeded(digest.context("the digest of a key")?)?;
    let digits = digest.get(..64).context("the digest of a key")?;
    Ok(BASE64.encode(&HEXLOWER.decode(digits).context("the digest of a key")?))
}

fn succeeded(ran: Output) -> Result<Vec<u8>> {
    ensure!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    Ok(ran.stdout)
}
