//! ほかのパソコンから使う: the administrator opens the pages to the office's network, and a colleague's browser on another
//! computer, which was told to trust this one certificate, logs in and works.
//!
//! The colleague's browser knows the digest of the key and nothing else, so a page that another key answers for is refused;
//! the test tries that as well. Easily got wrong: an address of TLS and one of this machine are two hosts for a browser, and
//! a session of the one is none at the other.

use crate::staff::{PASSWORD, log_in, register_first};
use anyhow::{Context, Result, ensure};
use std::net::TcpListener;
use tsunagu_e2e::{Browser, CARE, act, key_pin};

/// Key and certificate of the pages on the network, below an office's folder.
const CERTIFICATE: &str = "keys/network.pem";

/// A port that nobody has at this moment.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("a free port")?;
    Ok(listener.local_addr()?.port())
}

/// Empties a field and types.
fn retype(browser: &Browser, role: &str, name: &str, text: &str) -> Result<()> {
    browser.click(role, name)?;
    browser.press("Control+a")?;
    browser.type_text(text)
}

/// Opens the pages to the network under `name`, and returns their address there.
pub(crate) fn open_to_network(admin: &Browser, port: &str, name: &str) -> Result<String> {
    admin.open("/settings")?;
    admin.follow("link", "ほかのパソコンの設定をする")?;
    admin.shows(&["この端末だけで使えます"])?;
    admin.click("checkbox", "事務所のほかのパソコンからも使えるようにする")?;
    retype(admin, "textbox", "この端末の名前とアドレス", name)?;
    retype(admin, "spinbutton", "番号（ポート）", port)?;
    admin.follow("button", "保存する")?;
    admin.reload_until_text("ほかのパソコンからも使えます")?;
    let address = format!("https://{name}:{port}");
    admin.shows(&[&address, "証明書の指紋（SHA-256）", "はじめて開くとき"])?;
    Ok(address)
}

/// Fails unless the browser refuses the pages because of the certificate.
fn is_refused(browser: &Browser) -> Result<()> {
    browser.open("/")?;
    browser.wait_for_text("ERR_CERT_AUTHORITY_INVALID")?;
    ensure!(!browser.text()?.contains("ログイン名"));
    Ok(())
}

#[test]
fn a_second_computer_of_the_office_logs_in_over_tls_and_works() {
    act("office-network", 4, |stage| {
        let admin = stage.browser(CARE)?;
        admin.open("/settings/network")?;
        admin.shows(&["先に管理者を登録してください"])?;
        register_first(&admin)?;
        let address = open_to_network(&admin, &free_port()?.to_string(), "localhost")?;
        let certificate = stage.offices[CARE].folder().join(CERTIFICATE);
        let pin = key_pin(&certificate)?;

        let stranger = stage.browser_on_network(&address, None)?;
        is_refused(&stranger)?;
        let colleague = stage.browser_on_network(&address, Some(&pin))?;
        log_in(&colleague, "hanako", PASSWORD)?;
        colleague.shows(&["今日すること", "管理 花子"])?;
        colleague.take_picture("office-network")?;

        // Work is done from there as from here: files are dropped and sent.
        let tickets = stage.files(CARE, "ticket")?;
        colleague.open("/new")?;
        colleague.drop_files("#drop-zone", &tickets)?;
        colleague.wait_for_text("個のファイルを読み取り")?;
        colleague.follow("button", "送信する（2件）")?;
        colleague.wait_for_text("すべて送信しました")?;
        admin.open("/sent")?;
        admin.shows(&[stage.name(1), stage.name(2)])?;
        // Keys for the care software work on this machine only, so no link leads to their description.
        colleague.open("/settings/keys")?;
        ensure!(!colleague.has("link", "openapi.json")?);

        // Another key is another computer: the pin no longer fits.
        admin.open("/settings/network")?;
        admin.click("DisclosureTriangle", "証明書を作り直す")?;
        admin.follow("button", "証明書を作り直す")?;
        admin.shows(&["証明書を作り直しました。"])?;
        let renewed = key_pin(&certificate)?;
        ensure!(renewed != pin);
        let before = stage.browser_on_network(&address, Some(&pin))?;
        is_refused(&before)?;
        let again = stage.browser_on_network(&address, Some(&renewed))?;
        log_in(&again, "hanako", PASSWORD)?;
        again.shows(&["今日すること"])?;

        // Closed again, nobody gets in from outside, and the pages here go on.
        admin.open("/settings/network")?;
        admin.click("checkbox", "事務所のほかのパソコンからも使えるようにする")?;
        admin.follow("button", "保存する")?;
        admin.shows(&["設定を保存しました。", "この端末だけで使えます"])?;
        again.expect_trouble("ERR_");
        ensure!(again.open("/").is_err(), "the port is still open");
        Ok(())
    });
}
