//! The pages on the office's network: begun and ended on their page, reached over TLS by a
//! client that trusts the certificate in the office's folder.
//!
//! Ports of these tests are free ones of this machine. What a stranger's programs see is
//! tested with the real program, in the crate `simulation`.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use protocol::UtcSeconds;
use reqwest::header::{COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Certificate, Client, Response, StatusCode};
use tsunagu_office::Office;
use tsunagu_office::history::Actor;
use tsunagu_office::network::CERTIFICATE_FILE;
use tsunagu_office::staff::add_first_administrator;
use tsunagu_office::web::Adding;

use crate::filled;
use crate::site::{Site, between, main_part};
use crate::world::World;

const PASSWORD: &str = "雨の日は傘を二本持つことにする";
const PAGE: &str = "/settings/network";
const OFFICES: &str = "/settings/offices";

/// The clock of this machine, by which clients of TLS judge a certificate.
fn today() -> UtcSeconds {
    tsunagu_office::worker::system_clock()
}

/// A port that nobody has at this moment.
fn free_port() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port().to_string()
}

/// An office, with an administrator `sato` or without anybody.
fn office(dir: &Path, administrator: bool) -> Office {
    office_of(dir, administrator, today())
}

fn office_of(dir: &Path, administrator: bool, now: UtcSeconds) -> Office {
    let mut world = World::new(dir, now);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], now);
    let office = world.office(0).clone();
    if administrator {
        office.store(|store| {
            add_first_administrator(store, "sato", "佐藤 一郎", PASSWORD, &Actor::Terminal, now)
                .unwrap()
        });
    }
    office
}

/// A browser that trusts what the office's folder says and keeps its session.
struct Visitor {
    client: Client,
    base: String,
    cookie: String,
}

impl Visitor {
    /// One on this machine.
    fn here(site: &Site) -> Visitor {
        Visitor {
            client: site.client.clone(),
            base: format!("http://{}", site.address),
            cookie: String::new(),
        }
    }

    /// One on the network.
    fn on_network(office: &Office, port: &str) -> Visitor {
        let pem = std::fs::read(office.dir().join(CERTIFICATE_FILE)).unwrap();
        let text = String::from_utf8(pem).unwrap();
        let at = text.find("-----BEGIN CERTIFICATE").unwrap();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only([Certificate::from_pem(&text.as_bytes()[at..]).unwrap()])
            .build()
            .unwrap();
        Visitor {
            client,
            base: format!("https://localhost:{port}"),
            cookie: String::new(),
        }
    }

    async fn get(&self, path: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.base));
        request.header(COOKIE, &self.cookie).send().await.unwrap()
    }

    async fn said(&self, path: &str) -> String {
        main_part(&self.get(path).await.text().await.unwrap())
    }

    async fn post(&mut self, on: &str, path: &str, fields: &[(&str, &str)]) -> Response {
        let html = self.get(on).await.text().await.unwrap();
        let token = between(&html, "name=\"token\" value=\"", "\"");
        let mut all = vec![("token", token)];
        all.extend_from_slice(fields);
        let pairs: Vec<String> = all
            .iter()
            .map(|(name, value)| {
                let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
                format!("{name}={value}")
            })
            .collect();
        let response = self
            .client
            .post(format!("{}{path}", self.base))
            .header(ORIGIN, &self.base)
            .header(COOKIE, &self.cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(pairs.join("&"))
            .send()
            .await
            .unwrap();
        if let Some(cookie) = response.headers().get(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = cookie.to_owned();
        }
        response
    }

    async fn log_in(&mut self) -> Response {
        let fields = [("login_name", "sato"), ("password", PASSWORD)];
        let response = self.post("/login", "/login", &fields).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        response
    }

    /// Saves the form of the page; what the page says then.
    async fn save(&mut self, on: bool, names: &str, port: &str) -> String {
        let mut fields = vec![("names", names), ("port", port)];
        if on {
            fields.push(("on", "yes"));
        }
        let response = self.post(PAGE, PAGE, &fields).await;
        match response.headers().get(LOCATION).cloned() {
            Some(to) => self.said(to.to_str().unwrap()).await,
            None => main_part(&response.text().await.unwrap()),
        }
    }
}

#[tokio::test]
async fn without_an_administrator_nobody_else_gets_in() {
    let dir = filled::folder();
    let office = office(dir.path(), false);
    let site = Site::start_with_clock(vec![office.clone()], today).await;
    let mut here = Visitor::here(&site);
    let said = here.said(PAGE).await;
    for words in ["先に管理者を登録してください", "この端末だけで使えます"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let port = free_port();
    let said = here.save(true, "localhost", &port).await;
    for words in ["OFF-727", "1370200015", "担当者"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!office.settings().network.on);
    assert!(std::net::TcpStream::connect(format!("127.0.0.1:{port}")).is_err());
}

/// The first setup has no login, so it is begun where the program runs.
#[tokio::test]
async fn an_office_is_not_added_from_another_computer() {
    let dir = filled::folder();
    let office = office(dir.path(), true);
    let adding = Adding::new(office.dir().to_owned());
    let site = Site::start_and_add(vec![office.clone()], adding).await;
    let mut here = Visitor::here(&site);
    here.log_in().await;
    let port = free_port();
    here.save(true, "localhost", &port).await;
    let html = here.get(OFFICES).await.text().await.unwrap();
    assert!(html.contains("action=\"/settings/offices\""), "{html}");
    let said = main_part(&html);
    assert!(said.contains("加えた事業所にも管理者を登録"), "{said}");

    let mut there = Visitor::on_network(&office, &port);
    there.log_in().await;
    let html = there.get(OFFICES).await.text().await.unwrap();
    assert!(!html.contains("action=\"/settings/offices\""), "{html}");
    let said = main_part(&html);
    assert!(
        said.contains("「つなぐ」が動いているパソコンで加えます"),
        "{said}"
    );
    let refused = there.post("/settings", OFFICES, &[]).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    assert!(!office.dir().join("offices").exists());
}

#[tokio::test]
async fn both_languages_say_how_it_stands() {
    let dir = filled::folder();
    let office = office(dir.path(), false);
    let site = Site::start_with_clock(vec![office.clone()], today).await;
    assert!(
        site.main("/settings")
            .await
            .contains("ほかのパソコンから使う")
    );
    let site = site.in_english();
    let said = site.main(PAGE).await;
    for words in [
        "On this terminal only",
        "Add an administrator first",
        "Port",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[tokio::test]
async fn an_administrator_opens_and_closes_the_pages_for_other_computers() {
    let dir = filled::folder();
    let office = office(dir.path(), true);
    let site = Site::start_with_clock(vec![office.clone()], today).await;
    let mut here = Visitor::here(&site);
    here.log_in().await;
    let said = here.save(true, "あおば", "8743").await;
    assert!(
        said.contains("OFF-730") && said.contains("あおば"),
        "{said}"
    );
    let port = free_port();
    let said = here.save(true, "localhost\n127.0.0.1", &port).await;
    for words in [
        "設定を保存しました。",
        "ほかのパソコンからも使えます",
        &format!("https://localhost:{port}"),
        &format!("https://127.0.0.1:{port}"),
        "証明書の指紋（SHA-256）",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }

    let mut there = Visitor::on_network(&office, &port);
    assert_eq!(there.get("/").await.headers()[LOCATION], "/login");
    let given = there.log_in().await;
    let cookie = given.headers()[SET_COOKIE].to_str().unwrap();
    for part in [
        "__Host-tsunagu-session-",
        "; Secure",
        "; HttpOnly",
        "; SameSite=Strict",
    ] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(there.said("/settings").await.contains("この事業所"));
    let language = there.post("/", "/language", &[("language", "en")]).await;
    assert!(
        language.headers()[SET_COOKIE]
            .to_str()
            .unwrap()
            .ends_with("; Secure")
    );

    let said = here.save(false, "localhost", &port).await;
    assert!(said.contains("この端末だけで使えます"), "{said}");
    assert!(std::net::TcpStream::connect(format!("127.0.0.1:{port}")).is_err());
    site.stop().await;
}

#[tokio::test]
async fn an_administrator_elsewhere_ends_sessions_of_both_kinds() {
    let dir = filled::folder();
    let office = office(dir.path(), true);
    let site = Site::start_with_clock(vec![office.clone()], today).await;
    let mut here = Visitor::here(&site);
    here.log_in().await;
    let port = free_port();
    here.save(true, "localhost", &port).await;
    let mut there = Visitor::on_network(&office, &port);
    there.log_in().await;
    assert_eq!(there.get("/inbox").await.status(), StatusCode::OK);
    let staff = here.get("/settings/staff").await.text().await.unwrap();
    let member = crate::site::links(&staff, "/settings/staff/").remove(0);
    let said = here.said(&member).await;
    assert!(said.matches("この端末\n").count() >= 2, "{said}");
    let ended = here.post(&member, &format!("{member}/end"), &[]).await;
    assert!(ended.status().is_redirection(), "{}", ended.status());
    assert_eq!(there.get("/inbox").await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn only_known_names_and_own_forms_are_answered() {
    let dir = filled::folder();
    let office = office(dir.path(), true);
    let site = Site::start_with_clock(vec![office.clone()], today).await;
    let mut here = Visitor::here(&site);
    here.log_in().await;
    let port = free_port();
    here.save(true, "localhost", &port).await;
    let mut there = Visitor::on_network(&office, &port);
    there.log_in().await;
    let foreign = there.client.get(format!("{}/login", there.base));
    let foreign = foreign.header(HOST, format!("attacker.example:{port}"));
    assert_eq!(
        foreign.send().await.unwrap().status(),
        StatusCode::MISDIRECTED_REQUEST
    );
    for origin in [
        format!("http://localhost:{port}"),
        format!("https://127.0.0.1:{port}"),
        "https://attacker.example".to_owned(),
        "null".to_owned(),
    ] {
        let form = there.client.post(format!("{}/logout", there.base));
        let form = form.header(COOKIE, &there.cookie).header(ORIGIN, &origin);
        let answer = form.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{origin}");
    }
    // The session of the network is none under the name that this machine's pages use.
    assert_eq!(there.get("/inbox").await.status(), StatusCode::OK);
    // Care software asks on this machine only.
    let api = there.get("/api/v1/openapi.json").await;
    assert_eq!(api.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_port_that_is_taken_is_said_and_the_pages_here_go_on() {
    let dir = filled::folder();
    let office = office(dir.path(), true);
    let site = Site::start_with_clock(vec![office.clone()], today).await;
    let mut here = Visitor::here(&site);
    here.log_in().await;
    let taken = TcpListener::bind(("0.0.0.0", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let said = here.save(true, "localhost", &port).await;
    for words in ["OFF-728", "ほかのパソコンからは使えません", &port] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(
        here.said("/settings")
            .await
            .contains("使えません\nほかのパソコンから使う")
    );
    drop(taken);
    let said = here.save(true, "localhost", &port).await;
    assert!(said.contains("ほかのパソコンからも使えます"), "{said}");
}

#[tokio::test]
async fn the_certificate_is_made_anew_by_a_person_and_by_itself() {
    let dir = filled::folder();
    // Two years ago, so that the certificate of then still serves today's client.
    let now = Arc::new(AtomicI64::new(today().0 - 741 * 86_400));
    let office = office_of(dir.path(), true, UtcSeconds(now.load(Ordering::Relaxed)));
    let clock = Arc::clone(&now);
    let clock = move || UtcSeconds(clock.load(Ordering::Relaxed));
    let site = Site::start_with_clock(vec![office.clone()], clock).await;
    let mut here = Visitor::here(&site);
    here.log_in().await;
    let port = free_port();
    let fingerprint = |said: &str| {
        let mut lines = said.lines();
        lines
            .by_ref()
            .find(|line| line.contains("SHA-256）"))
            .unwrap();
        format!("{} {}", lines.next().unwrap(), lines.next().unwrap())
    };
    let first = fingerprint(&here.save(true, "localhost", &port).await);
    let renewed = here.post(PAGE, &format!("{PAGE}/renew"), &[]).await;
    let said = here
        .said(renewed.headers()[LOCATION].to_str().unwrap())
        .await;
    assert!(said.contains("証明書を作り直しました"), "{said}");
    let second = fingerprint(&said);
    assert_ne!(first, second);
    // What is shown is what a browser gets.
    Visitor::on_network(&office, &port).get("/login").await;

    now.fetch_add(741 * 86_400, Ordering::Relaxed);
    here.log_in().await;
    let third = fingerprint(&here.save(true, "localhost", &port).await);
    assert_ne!(second, third);
    Visitor::on_network(&office, &port).get("/login").await;
}

#[tokio::test]
async fn a_change_from_the_network_is_answered_although_its_address_goes() {
    let dir = filled::folder();
    let office = office(dir.path(), true);
    let site = Site::start_with_clock(vec![office.clone()], today).await;
    let mut here = Visitor::here(&site);
    here.log_in().await;
    let (port, next) = (free_port(), free_port());
    here.save(true, "localhost", &port).await;
    let mut there = Visitor::on_network(&office, &port);
    there.log_in().await;
    let said = there.save(true, "localhost", &next).await;
    assert!(
        said.contains(&format!("https://localhost:{next}")),
        "{said}"
    );
    let moved = Visitor::on_network(&office, &next).get("/login").await;
    assert_eq!(moved.status(), StatusCode::OK);
}
