//! Who is refused: foreign names, foreign pages, old pages, wrong methods.

use reqwest::StatusCode;
use reqwest::header::{HOST, ORIGIN};
use tokio::net::TcpListener;
use tsunagu_office::web::{Network, serve};

use crate::access_table;
use crate::filled::{self, CARE};
use crate::site::{NOW, Site, location, main_part};

async fn empty_site() -> (tempfile::TempDir, Site) {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let site = Site::start(world.office(0)).await;
    (dir, site)
}

#[tokio::test]
async fn another_name_for_this_machine_is_refused() {
    let (_dir, site) = empty_site().await;
    let port = site.address.port();
    for (host, status) in [
        (format!("127.0.0.1:{port}"), StatusCode::OK),
        (format!("localhost:{port}"), StatusCode::OK),
        (
            format!("attacker.example:{port}"),
            StatusCode::MISDIRECTED_REQUEST,
        ),
        ("127.0.0.1:1".to_owned(), StatusCode::MISDIRECTED_REQUEST),
    ] {
        for path in ["/", "/inbox", "/assets/tsunagu.css", "/state"] {
            let response = site.ask(path).header(HOST, &host).send().await.unwrap();
            assert_eq!(response.status(), status, "{host} {path}");
        }
    }
}

#[tokio::test]
async fn a_foreign_name_gets_a_page_that_stands_alone_and_says_where_the_pages_are() {
    let (_dir, site) = empty_site().await;
    let port = site.address.port();
    let foreign = format!("aoba-pc:{port}");
    let response = site.ask("/").header(HOST, foreign).send().await.unwrap();
    let html = response.text().await.unwrap();
    let said = main_part(&html);
    for words in [
        "このアドレスでは開けません".to_owned(),
        format!("http://127.0.0.1:{port}"),
        format!("http://localhost:{port}"),
    ] {
        assert!(said.contains(&words), "{words}: {said}");
    }
    // Nothing would be answered under this name, and it may be the name of an attacker.
    for absent in ["href=", "src=", "<form", "token", "あおば", "番地"] {
        assert!(!html.contains(absent), "{absent}: {html}");
    }
}

#[tokio::test]
async fn forms_of_foreign_pages_are_refused() {
    let (_dir, site) = empty_site().await;
    let token = site.token().await;
    for path in access_table::forms() {
        let path = path.as_str();
        let form = || {
            let client = &site.client;
            client
                .post(site.url(path))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!("token={token}"))
        };
        for (name, value) in [
            ("origin", "http://attacker.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("accept", "text/html"),
        ] {
            let response = form().header(name, value).send().await.unwrap();
            assert_eq!(
                response.status(),
                StatusCode::FORBIDDEN,
                "{path} {name}: {value}"
            );
            let said = main_part(&response.text().await.unwrap());
            assert!(
                said.contains("Tsunagu の画面以外から送られた操作"),
                "{said}"
            );
        }
    }
}

#[tokio::test]
async fn forms_without_the_token_are_refused() {
    let (_dir, site) = empty_site().await;
    for path in access_table::forms() {
        let path = path.as_str();
        if path.starts_with("/new") {
            continue; // These forms carry files: see compose.rs.
        }
        for fields in [&[][..], &[("token", "")], &[("token", "0000")]] {
            let response = site.post(path, fields).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
            let said = main_part(&response.text().await.unwrap());
            assert!(said.contains("画面が古くなっています"), "{said}");
        }
    }
}

#[tokio::test]
async fn a_token_ends_with_the_program() {
    let (_dir, site) = empty_site().await;
    let old = site.token().await;
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let other = Site::start(world.office(0)).await;
    let fields = [("token", old.as_str()), ("language", "en")];
    let response = other.post("/language", &fields).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let (_dir, site) = empty_site().await;
    for path in [
        "/",
        "/inbox",
        "/nothing",
        "/assets/tsunagu.css",
        "/assets/live.js",
        "/state",
        "/send",
    ] {
        let response = site.response(path).await;
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(
            header("content-security-policy"),
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
             form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "{path}"
        );
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert!(
            response
                .headers()
                .get("access-control-allow-origin")
                .is_none()
        );
    }
}

/// Nothing inline, and nothing from elsewhere: the policy would not let it in.
#[tokio::test]
async fn pages_load_their_own_files_only() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    for path in [
        "/",
        "/inbox",
        "/sent",
        "/drafts",
        "/new",
        &format!("/drafts/{}", filled.draft),
    ] {
        let html = site.page(path).await;
        assert!(!html.contains("://"), "{path} names another host");
        assert!(
            !html.contains("style=") && !html.contains("<style"),
            "{path} has an inline style"
        );
        assert!(
            !html.contains(" on") || !html.contains("=\"javascript"),
            "{path} has an inline script"
        );
        assert_eq!(
            html.matches("<script").count(),
            html.matches("<script src=\"/assets/").count(),
            "{path}"
        );
        for asset in html.split("\"/assets/").skip(1) {
            let name = asset.split_once('"').unwrap().0;
            site.page(&format!("/assets/{name}")).await;
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_in_words() {
    let (_dir, site) = empty_site().await;
    for (path, status, said) in [
        ("/nothing", StatusCode::NOT_FOUND, "見つかりません"),
        ("/inbox/nothing", StatusCode::NOT_FOUND, "見つかりません"),
        (
            "/inbox/1370300021-01a200b5-81e8-7861-95fe-f80bdb82eeff",
            StatusCode::NOT_FOUND,
            "見つかりません",
        ),
        (
            "/sent/01a200b5-81e8-7861-95fe-f80bdb82eeff",
            StatusCode::NOT_FOUND,
            "見つかりません",
        ),
        (
            "/sent/01a200b5-81e8-7861-95fe-f80bdb82eeff/files/0",
            StatusCode::NOT_FOUND,
            "見つかりません",
        ),
        (
            "/drafts/01a200b5-81e8-7861-95fe-f80bdb82eeff",
            StatusCode::NOT_FOUND,
            "見つかりません",
        ),
        (
            "/assets/../Cargo.toml",
            StatusCode::NOT_FOUND,
            "見つかりません",
        ),
        ("/assets/other.css", StatusCode::NOT_FOUND, "見つかりません"),
        ("/send", StatusCode::BAD_REQUEST, "受け付けられませんでした"),
    ] {
        let response = site.response(path).await;
        assert_eq!(response.status(), status, "{path}");
        let text = main_part(&response.text().await.unwrap());
        assert!(text.contains(said), "{path}: {text}");
    }
    let english = site.in_english();
    let response = english.response("/nothing").await;
    assert!(main_part(&response.text().await.unwrap()).starts_with("Not found"));
}

#[tokio::test]
async fn the_language_is_kept_and_leads_back_to_the_page() {
    let (_dir, site) = empty_site().await;
    let response = site
        .form(
            "/language",
            &[("language", "en"), ("back", "/sent?show=unopened")],
        )
        .await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&response), "/sent?show=unopened");
    assert_eq!(
        response.headers()["set-cookie"],
        "tsunagu-language=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict"
    );
    for foreign in [
        "//attacker.example/",
        "https://attacker.example/",
        "/\\attacker.example",
    ] {
        let response = site
            .form("/language", &[("language", "en"), ("back", foreign)])
            .await;
        assert_eq!(location(&response), "/", "{foreign}");
    }
    let response = site.form("/language", &[("language", "xx")]).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_origin_with_the_other_name_of_this_machine_is_our_own() {
    let (_dir, site) = empty_site().await;
    let token = site.token().await;
    let origin = format!("http://localhost:{}", site.address.port());
    let form = site
        .client
        .post(site.url("/language"))
        .header(ORIGIN, origin);
    let response = form
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("token={token}&language=en"))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_pages_are_not_served_to_other_machines() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let listener = TcpListener::bind(("0.0.0.0", 0)).await.unwrap();
    let refused = serve(
        vec![world.office(0).clone()],
        listener,
        Network::new(None),
        async {},
    )
    .await
    .unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the pages are served on a loopback address only"
    );
}

#[tokio::test]
async fn the_server_ends_when_it_is_told_to() {
    let (_dir, site) = empty_site().await;
    site.page("/").await;
    site.stop().await;
}
