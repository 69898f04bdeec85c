//! Accounts at the pages: the first one, logging in, what each role may do, and what
//! ends a session.

use reqwest::header::{COOKIE, SET_COOKIE};
use reqwest::{Response, StatusCode};
use tsunagu_office::Office;
use tsunagu_office::history::Actor;
use tsunagu_office::staff::{
    NewStaff, Role, StaffId, StartPassword, add_first_administrator, add_staff, change_staff,
    check_new_password, code_at, read_password_facts, remove_staff, save_password,
};

use crate::access_table;
use crate::filled;
use crate::site::{NOW, Site, between, location, main_part};

pub(crate) const PASSWORD: &str = "雨の日は傘を二本持つことにする";
pub(crate) const OTHER: &str = "kutsushita-ga-nai-asa";

/// A site of an office without accounts.
async fn open_site() -> (tempfile::TempDir, Office, Site) {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let office = world.office(0).clone();
    let site = Site::start(&office).await;
    (dir, office, site)
}

/// A site with an administrator `sato`.
async fn closed_site() -> (tempfile::TempDir, Office, Site) {
    let (dir, office, site) = open_site().await;
    office.store(|store| {
        add_first_administrator(store, "sato", "佐藤 一郎", PASSWORD, &Actor::Terminal, NOW)
            .unwrap()
    });
    (dir, office, site)
}

/// Adds somebody who has chosen the password [`OTHER`].
pub(crate) fn add(office: &Office, login_name: &str, role: Role) -> StaffId {
    let new = NewStaff {
        login_name: login_name.to_owned(),
        name: "田中 花子".to_owned(),
        role,
    };
    office.store(|store| {
        let start = StartPassword::draw(NOW);
        let id = add_staff(store, &new, &start, &Actor::Terminal, NOW).unwrap();
        let facts = read_password_facts(store, id).unwrap().unwrap();
        let password = check_new_password(OTHER, &facts).unwrap();
        save_password(store, &facts, &password, &Actor::Terminal, NOW).unwrap();
        id
    })
}

/// One browser: it keeps its session and brings it along.
pub(crate) struct Browser<'a> {
    site: &'a Site,
    cookie: String,
}

impl<'a> Browser<'a> {
    fn new(site: &'a Site) -> Browser<'a> {
        Browser {
            site,
            cookie: String::new(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        let request = self.site.client.get(self.site.url(path));
        request.header(COOKIE, &self.cookie).send().await.unwrap()
    }

    pub(crate) async fn said(&self, path: &str) -> String {
        main_part(&self.get(path).await.text().await.unwrap())
    }

    /// The token of a form on the page at `path`.
    async fn token(&self, path: &str) -> String {
        let html = self.get(path).await.text().await.unwrap();
        between(&html, "name=\"token\" value=\"", "\"").to_owned()
    }

    async fn post_with(&self, path: &str, token: &str, fields: &[(&str, &str)]) -> Response {
        let mut all = vec![("token", token)];
        all.extend_from_slice(fields);
        let request = self.site.post(path, &all).header(COOKIE, &self.cookie);
        request.send().await.unwrap()
    }

    /// Sends the form of the page at `on` and keeps the session that it gives.
    async fn post(&mut self, on: &str, path: &str, fields: &[(&str, &str)]) -> Response {
        let token = self.token(on).await;
        let response = self.post_with(path, &token, fields).await;
        if let Some(cookie) = response.headers().get(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = cookie.to_owned();
        }
        response
    }

    async fn log_in(&mut self, name: &str, password: &str, code: &str) -> Response {
        let fields = [("login_name", name), ("password", password), ("code", code)];
        self.post("/login", "/login", &fields).await
    }
}

pub(crate) async fn logged_in<'a>(site: &'a Site, name: &str, password: &str) -> Browser<'a> {
    let mut browser = Browser::new(site);
    let response = browser.log_in(name, password, "").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    browser
}

#[tokio::test]
async fn the_first_account_is_made_on_the_page_and_asks_everybody_else_to_log_in() {
    let (_dir, _office, site) = open_site().await;
    let mut first = Browser::new(&site);
    assert_eq!(first.get("/inbox").await.status(), StatusCode::OK);
    assert_eq!(location(&first.get("/login").await), "/");
    let fields = |password, again| {
        [
            ("name", "佐藤 一郎"),
            ("login_name", "sato"),
            ("password", password),
            ("again", again),
        ]
    };
    let path = "/settings/staff/first";
    for (password, again, expected) in [
        ("みじかい", "みじかい", "パスワードが短すぎます。"),
        (PASSWORD, OTHER, "2つのパスワードが同じではありません。"),
    ] {
        let response = first
            .post("/settings/staff", path, &fields(password, again))
            .await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let html = response.text().await.unwrap();
        assert!(main_part(&html).contains(expected), "{expected}");
        assert!(html.contains("value=\"sato\"") && !html.contains(password));
    }
    let response = first
        .post("/settings/staff", path, &fields(PASSWORD, PASSWORD))
        .await;
    assert_eq!(location(&response), "/settings/staff");
    let port = site.address.port();
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    let (name, rest) = cookie.split_once('=').unwrap();
    assert_eq!(name, format!("tsunagu-session-{port}-1370200015"));
    assert_eq!(&rest[64..], "; Path=/; HttpOnly; SameSite=Strict");
    assert!(
        first
            .said("/settings/staff")
            .await
            .contains("佐藤 一郎\nsato\n管理者")
    );
    let stranger = Browser::new(&site);
    assert_eq!(location(&stranger.get("/").await), "/login");
    let led = stranger.get("/inbox?show=unread").await;
    assert_eq!(location(&led), "/login?back=/inbox%3Fshow%3Dunread");
    assert_eq!(
        stranger.get("/assets/tsunagu.css").await.status(),
        StatusCode::OK
    );
    assert_eq!(stranger.get("/state").await.status(), StatusCode::FORBIDDEN);
    let token = stranger.token("/login").await;
    let again = stranger
        .post_with(path, &token, &fields(OTHER, OTHER))
        .await;
    assert_eq!(again.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn logging_in_leads_back_and_what_is_wrong_is_not_told_apart() {
    let (_dir, _office, site) = closed_site().await;
    let mut browser = Browser::new(&site);
    let wrong = browser.log_in("sato", "falsch", "").await;
    assert_eq!(wrong.status(), StatusCode::FORBIDDEN);
    let wrong = main_part(&wrong.text().await.unwrap());
    assert!(wrong.contains("ログイン名、パスワード、確認コードのどれかが違います。"));
    let unknown = browser.log_in("nobody", PASSWORD, "").await;
    assert_eq!(main_part(&unknown.text().await.unwrap()), wrong);
    for (back, leads) in [
        ("/inbox?show=unread", "/inbox?show=unread"),
        ("//attacker.example/", "/"),
    ] {
        let fields = [
            ("login_name", "Ｓａｔｏ"),
            ("password", PASSWORD),
            ("back", back),
        ];
        let mut browser = Browser::new(&site);
        let response = browser.post("/login", "/login", &fields).await;
        assert_eq!(location(&response), leads);
        assert_eq!(browser.get("/inbox").await.status(), StatusCode::OK);
        assert_eq!(location(&browser.get("/login").await), "/");
    }
}

#[tokio::test]
async fn after_five_wrong_attempts_the_page_says_when_to_try_again() {
    let (_dir, _office, site) = closed_site().await;
    let mut browser = Browser::new(&site);
    for _ in 0..5 {
        browser.log_in("sato", "falsch", "").await;
    }
    let locked = browser.log_in("sato", PASSWORD, "").await;
    assert_eq!(locked.status(), StatusCode::FORBIDDEN);
    let said = main_part(&locked.text().await.unwrap());
    assert!(said.contains("しばらく使えません"), "{said}");
    assert!(said.contains("次に行える時刻\n12月8日 8:43:00"), "{said}");
}

#[tokio::test]
async fn each_role_may_do_what_the_table_says_and_nothing_else() {
    let (_dir, office, site) = closed_site().await;
    add(&office, "viewer", Role::Viewing);
    add(&office, "sender", Role::Exchange);
    let viewer = logged_in(&site, "viewer", OTHER).await;
    let sender = logged_in(&site, "sender", OTHER).await;
    let tokens = [
        viewer.token("/account").await,
        sender.token("/account").await,
    ];
    let stranger = Browser::new(&site);
    let public_token = stranger.token("/login").await;
    for line in access_table::lines() {
        let (path, access) = (line.path.as_str(), line.access.as_str());
        let ask = async |browser: &Browser<'_>, token: &str| match line.method.as_str() {
            "GET" => browser.get(path).await,
            "POST" => browser.post_with(path, token, &[]).await,
            other => panic!("{other}"),
        };
        let response = ask(&stranger, &public_token).await;
        let refused = response.status() == StatusCode::FORBIDDEN
            || (response.status() == StatusCode::SEE_OTHER
                && location(&response).starts_with("/login"));
        // A login without a name is refused too, for another reason.
        if path != "/login" {
            assert_eq!(refused, access != "Public", "nobody: {path}");
        }
        if path == "/logout" {
            continue; // It would end the sessions of this test.
        }
        for (browser, token, denied) in [
            (&viewer, &tokens[0], ["EXCHANGE", "ADMINISTER"].as_slice()),
            (&sender, &tokens[1], &["ADMINISTER"]),
        ] {
            let response = ask(browser, token).await;
            let status = response.status();
            let said = response.text().await.unwrap();
            let refused = status == StatusCode::FORBIDDEN && said.contains("この操作は行えません");
            assert_eq!(refused, denied.contains(&access), "{} {path}", line.method);
        }
    }
    // A page that has no line is not there for anybody.
    assert_eq!(viewer.get("/nothing").await.status(), StatusCode::NOT_FOUND);
    let menu = viewer.get("/").await.text().await.unwrap();
    assert!(menu.contains("href=\"/inbox\"") && menu.contains("href=\"/account\""));
    assert!(!menu.contains("<li><a href=\"/new\"") && !menu.contains("<li><a href=\"/settings\""));
}

#[tokio::test]
async fn a_change_of_the_account_ends_its_sessions_at_once() {
    let (_dir, office, site) = closed_site().await;
    let id = add(&office, "tanaka", Role::Exchange);
    let browser = logged_in(&site, "tanaka", OTHER).await;
    let token = browser.token("/inbox").await;
    let by = Actor::CommandLine;
    // As another program on this machine does it.
    office.store(|store| change_staff(store, id, "田中", Role::Viewing, &by, NOW).unwrap());
    assert!(location(&browser.get("/inbox").await).starts_with("/login"));
    let late = browser.post_with("/fetch", &token, &[]).await;
    assert_eq!(late.status(), StatusCode::FORBIDDEN);
    let said = main_part(&late.text().await.unwrap());
    assert!(said.starts_with("ログインし直してください\n"), "{said}");
    let browser = logged_in(&site, "tanaka", OTHER).await;
    office.store(|store| remove_staff(store, id, &by, NOW).unwrap());
    assert!(location(&browser.get("/inbox").await).starts_with("/login"));
}

#[tokio::test]
async fn a_token_belongs_to_one_session_and_logging_out_ends_both() {
    let (_dir, office, site) = closed_site().await;
    add(&office, "tanaka", Role::Exchange);
    let sato = logged_in(&site, "sato", PASSWORD).await;
    let mut tanaka = logged_in(&site, "tanaka", OTHER).await;
    let foreign = sato.token("/").await;
    for token in [
        foreign.as_str(),
        &Browser::new(&site).token("/login").await,
        "",
    ] {
        let refused = tanaka.post_with("/fetch", token, &[]).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    }
    let before = tanaka.cookie.clone();
    let response = tanaka.post("/", "/logout", &[]).await;
    assert_eq!(location(&response), "/login");
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.ends_with("=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"),
        "{cookie}"
    );
    tanaka.cookie = before;
    assert!(location(&tanaka.get("/inbox").await).starts_with("/login"));
    assert_eq!(sato.get("/inbox").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn whoever_has_a_start_password_first_chooses_one() {
    let (_dir, _office, site) = closed_site().await;
    let mut sato = logged_in(&site, "sato", PASSWORD).await;
    let fields = [
        ("name", "田中 花子"),
        ("login_name", "tanaka"),
        ("role", "exchange"),
    ];
    let response = sato
        .post("/settings/staff", "/settings/staff", &fields)
        .await;
    assert_eq!(response.status(), StatusCode::OK);
    let html = response.text().await.unwrap();
    let start = between(&html, "id=\"start-password\">", "<").to_owned();
    assert!(
        sato.said("/settings/staff")
            .await
            .contains("最初のパスワード（12月15日 8:42 まで）")
    );
    let mut tanaka = logged_in(&site, "tanaka", &start).await;
    for path in ["/", "/inbox", "/account"] {
        assert_eq!(location(&tanaka.get(path).await), "/account/password");
    }
    let page = "/account/password";
    assert!(tanaka.said(page).await.starts_with("パスワードを決める\n"));
    let choose = |new| [("password", start.as_str()), ("new", new), ("again", new)];
    for (new, expected) in [
        (start.as_str(), "前に使ったパスワードです。"),
        ("tanaka-tanaka-1", "人に思いつかれやすいパスワードです。"),
        ("みじかい", "パスワードが短すぎます。"),
    ] {
        let response = tanaka.post(page, page, &choose(new)).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let said = main_part(&response.text().await.unwrap());
        assert!(said.contains(expected), "{said}");
    }
    let response = tanaka.post(page, page, &choose(OTHER)).await;
    assert_eq!(location(&response), "/account?saved=password");
    assert!(
        tanaka
            .said("/account?saved=password")
            .await
            .contains("パスワードを変えました")
    );
    assert_eq!(tanaka.get("/inbox").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_second_factor_is_added_on_the_page_and_asked_for_afterwards() {
    let (_dir, _office, site) = closed_site().await;
    let mut sato = logged_in(&site, "sato", PASSWORD).await;
    let html = sato.get("/account/code").await.text().await.unwrap();
    assert!(html.contains("<svg class=\"qr-code\"") && html.contains("<path d=\"M4 4h1v1h-1z"));
    let secret = between(&html, "class=\"secret\">", "<").replace(' ', "");
    let secret = data_encoding::BASE32_NOPAD
        .decode(secret.as_bytes())
        .unwrap();
    let code = code_at(&secret, NOW);
    let wrong = [("password", "falsch"), ("new_code", code.as_str())];
    let response = sato.post("/account/code", "/account/code", &wrong).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let right = [("password", PASSWORD), ("new_code", code.as_str())];
    let response = sato.post("/account/code", "/account/code", &right).await;
    let html = response.text().await.unwrap();
    assert_eq!(html.matches("<li class=\"secret\">").count(), 10);
    let recovery = between(&html, "<li class=\"secret\">", "<").to_owned();
    // The browser that did it is still logged in; a new one needs a code.
    assert!(sato.said("/account").await.contains("使っています"));
    let mut other = Browser::new(&site);
    assert!(other.said("/login").await.contains("確認コード"));
    for (code, status) in [
        ("", StatusCode::FORBIDDEN),
        (code.as_str(), StatusCode::FORBIDDEN),
        (recovery.as_str(), StatusCode::SEE_OTHER),
        (recovery.as_str(), StatusCode::FORBIDDEN),
    ] {
        let response = other.log_in("sato", PASSWORD, code).await;
        assert_eq!(response.status(), status, "{code}");
        other.cookie.clear();
    }
}

#[tokio::test]
async fn the_history_says_who_did_what_and_stays_as_it_is() {
    let (_dir, office, site) = closed_site().await;
    add(&office, "tanaka", Role::Exchange);
    let mut sato = logged_in(&site, "sato", PASSWORD).await;
    logged_in(&site, "tanaka", OTHER).await;
    let said = sato.said("/settings/history").await;
    assert!(
        said.contains("12月8日 8:42:00\n田中 花子\nログイン"),
        "{said}"
    );
    assert!(
        said.contains("この端末（ログインなし）\n担当者の追加"),
        "{said}"
    );
    let until_yesterday = sato.said("/settings/history?until=2026-12-07").await;
    assert!(until_yesterday.contains("当てはまる記録はありません"));
    let verified = sato
        .post("/settings/history", "/settings/history/verify", &[])
        .await;
    let said = main_part(&verified.text().await.unwrap());
    assert!(
        said.contains("番までの記録は、書かれたときのままです。確認番号 "),
        "{said}"
    );
    let file = sato.get("/settings/history/file?from=2026-12-08").await;
    let name = file.headers()["content-disposition"].to_str().unwrap();
    assert!(name.contains("_20261208.csv"), "{name}");
    let text = file.text().await.unwrap();
    assert!(
        text.contains("\"佐藤 一郎\",\"操作の記録の点検\""),
        "{text}"
    );
    assert!(
        sato.said("/settings/history")
            .await
            .contains("佐藤 一郎\n操作の記録の保存")
    );
}

/// A browser leaves a strict cookie at home when another site leads here.
#[tokio::test]
async fn a_link_from_another_site_is_opened_once_more_instead_of_asking_to_log_in() {
    let (_dir, _office, site) = closed_site().await;
    let request = site.client.get(site.url("/inbox?show=unread"));
    let response = request
        .header("sec-fetch-site", "cross-site")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.headers().get(SET_COOKIE).is_none());
    let html = response.text().await.unwrap();
    assert!(html.contains("http-equiv=\"refresh\" content=\"0\"") && !html.contains("<form"));
}

#[tokio::test]
async fn an_administrator_sees_sessions_and_ends_them() {
    let (_dir, office, site) = closed_site().await;
    let id = add(&office, "tanaka", Role::Exchange);
    let mut sato = logged_in(&site, "sato", PASSWORD).await;
    let tanaka = logged_in(&site, "tanaka", OTHER).await;
    let page = format!("/settings/staff/{id}");
    assert!(sato.said(&page).await.contains("この端末"));
    let response = sato.post(&page, &format!("{page}/end"), &[]).await;
    assert_eq!(location(&response), format!("{page}?saved=ended"));
    assert!(
        sato.said(&page)
            .await
            .contains("いまログインしている画面はありません。")
    );
    assert!(location(&tanaka.get("/").await).starts_with("/login"));
    let removed = sato.post(&page, &format!("{page}/remove"), &[]).await;
    assert_eq!(location(&removed), "/settings/staff?removed=1");
    assert_eq!(sato.get(&page).await.status(), StatusCode::NOT_FOUND);
}

/// Local knowledge: the partner learns that somebody opened, not who.
#[tokio::test]
async fn a_bundle_says_who_opened_it_here() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(filled::CARE);
    let unopened = filled::unopened(&filled.world, filled::CARE);
    let site = Site::start(office).await;
    office.store(|store| {
        add_first_administrator(store, "sato", "佐藤 一郎", PASSWORD, &Actor::Terminal, NOW)
            .unwrap()
    });
    add(office, "viewer", Role::Viewing);
    let page = format!("/inbox/{}", unopened[0].id);
    let viewer = logged_in(&site, "viewer", OTHER).await;
    let seen = viewer.get(&page).await.text().await.unwrap();
    assert!(main_part(&seen).contains("開くのは「送受信」か「管理者」の担当者です。"));
    assert!(!seen.contains("/open\""));
    let mut sato = logged_in(&site, "sato", PASSWORD).await;
    let opened = sato.post(&page, &format!("{page}/open"), &[]).await;
    assert_eq!(location(&opened), page);
    assert!(viewer.said(&page).await.contains("開いた担当者\n佐藤 一郎"));
    let history = sato.said("/settings/history").await;
    assert!(
        history.contains("佐藤 一郎\n開封\n受信したデータ"),
        "{history}"
    );
}
