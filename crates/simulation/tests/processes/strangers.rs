//! Other people's tools at the hub's door: `curl` sends and fetches, `openssl` reads the receipt.
//!
//! Crate `protocol` lets `openssl` and `unzip` open sealed bundles; here the question is whether a program that knows
//! only HTTP and TLS can take part. Easily got wrong: `curl -F name=@file` sends a file name and a content type with each
//! part, which our own client does not.

use anyhow::{Context, Result, ensure};
use protocol::Digest;
use std::path::Path;
use std::process::Command;
use testkit::{HubProgram, WireDevice};

/// A folder with everything that curl needs: certificate, key, authority, header, sealed part.
fn lay_out(folder: &Path, device: &WireDevice) -> Result<()> {
    std::fs::write(folder.join("device.pem"), device.identity.certificate_pem())?;
    std::fs::write(
        folder.join("device.key"),
        device.identity.key_pem().as_bytes(),
    )?;
    std::fs::write(folder.join("ca.pem"), device.trust.ca_pem())?;
    Ok(())
}

/// Runs curl as the device whose files lie in `folder`; the body and the HTTP status.
fn curl(folder: &Path, arguments: &[&str]) -> Result<(Vec<u8>, String)> {
    let output = Command::new("curl")
        .current_dir(folder)
        .args([
            "--silent",
            "--show-error",
            "--max-time",
            "60",
            "--noproxy",
            "*",
            "--tlsv1.3",
        ])
        .args([
            "--cert",
            "device.pem",
            "--key",
            "device.key",
            "--cacert",
            "ca.pem",
        ])
        .args(["--output", "body", "--write-out", "%{http_code}"])
        .args(arguments)
        .output()
        .context("curl is needed for this test: apt-get install curl")?;
    ensure!(
        output.status.success(),
        "curl: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let body = std::fs::read(folder.join("body"))?;
    Ok((body, String::from_utf8_lossy(&output.stdout).into_owned()))
}

#[tokio::test(flavor = "multi_thread")]
async fn curl_sends_and_fetches_a_bundle() {
    let hub = HubProgram::start().unwrap();
    let sender = WireDevice::join(&hub, "1370200015-43", "みどり居宅")
        .await
        .unwrap();
    let receiver = WireDevice::join(&hub, "1370300021-11", "あおば訪問")
        .await
        .unwrap();
    let bundle = sender.seal(&receiver, b"sent by curl").unwrap();
    let here = tempfile::tempdir().unwrap();
    let (from, to) = (here.path().join("sender"), here.path().join("receiver"));
    for (folder, device) in [(&from, &sender), (&to, &receiver)] {
        std::fs::create_dir(folder).unwrap();
        lay_out(folder, device).unwrap();
    }
    std::fs::write(from.join("header.p7s"), &bundle.signed_header).unwrap();
    std::fs::write(from.join("sealed.p7m"), &bundle.sealed).unwrap();

    let url = format!("{}/v1/bundles/{}", hub.url(), bundle.header.id);
    let put = [
        "-X",
        "PUT",
        "-F",
        "header=@header.p7s",
        "-F",
        "sealed=@sealed.p7m",
        &url,
    ];
    let (reply, status) = curl(&from, &put).unwrap();
    assert_eq!(status, "201", "{}", String::from_utf8_lossy(&reply));
    let (again, status) = curl(&from, &put).unwrap();
    assert_eq!(status, "200", "{}", String::from_utf8_lossy(&again));

    read_receipt_with_openssl(&from, &reply, &bundle.header.id.to_string()).unwrap();

    let (inbox, status) = curl(&to, &[&format!("{}/v1/inbox", hub.url())]).unwrap();
    assert_eq!(status, "200");
    assert!(String::from_utf8_lossy(&inbox).contains(&bundle.header.id.to_string()));
    let (sealed, status) = curl(&to, &[&format!("{url}/sealed")]).unwrap();
    assert_eq!(status, "200");
    assert_eq!(Digest::of(&sealed), bundle.header.sealed.sha256);
    // A broken line: the rest from a byte on.
    let (rest, status) = curl(&to, &["--range", "100-", &format!("{url}/sealed")]).unwrap();
    assert_eq!(status, "206");
    assert_eq!(rest, sealed[100..]);
}

/// The hub's receipt is a signature that openssl verifies down to the hub's authority, over JSON that names the bundle.
fn read_receipt_with_openssl(folder: &Path, reply: &[u8], id: &str) -> Result<()> {
    let reply: serde_json::Value = serde_json::from_slice(reply)?;
    let receipt = reply["receipt"]
        .as_str()
        .context("a reply without a receipt")?;
    std::fs::write(
        folder.join("receipt.p7s"),
        protocol::message::decode_signed(receipt)?,
    )?;
    let output = Command::new("openssl")
        .current_dir(folder)
        .args([
            "cms",
            "-verify",
            "-inform",
            "DER",
            "-in",
            "receipt.p7s",
            "-CAfile",
            "ca.pem",
            "-purpose",
            "any",
        ])
        .output()
        .context("openssl is needed for this test: apt-get install openssl")?;
    ensure!(
        output.status.success(),
        "openssl: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let document: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    ensure!(
        document["kind"] == "accepted" && document["bundle"] == id,
        "the receipt says {document}"
    );
    Ok(())
}
