//! Several offices in one program: each browser sees the one it chose, and a page of
//! one office never changes another.

use reqwest::StatusCode;
use reqwest::header::COOKIE;
use tsunagu_office::web::{GivenTwice, Network, check_offices, serve};

use crate::filled;
use crate::site::{NOW, Site, between, location, main_part, visible};

async fn two_offices() -> (tempfile::TempDir, Site) {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    world.enrol("1370300021", "みどり訪問介護ステーション", &["11"], NOW);
    let offices = vec![world.office(0).clone(), world.office(1).clone()];
    let site = Site::start_all(offices).await;
    (dir, site)
}

/// The cookie that choosing the office gives, as a browser sends it back.
async fn choose(site: &Site, number: &str) -> String {
    let response = site.form("/switch", &[("office", number)]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&response), "/");
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    let port = site.address.port();
    assert_eq!(
        cookie,
        format!("tsunagu-office-{port}={number}; Path=/; HttpOnly; SameSite=Strict")
    );
    cookie.split_once(';').unwrap().0.to_owned()
}

async fn page_with(site: &Site, path: &str, cookie: &str) -> String {
    let request = site.client.get(site.url(path)).header(COOKIE, cookie);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    response.text().await.unwrap()
}

fn side(html: &str) -> String {
    visible(
        between(html, "<header", "</header>")
            .split_once('>')
            .unwrap()
            .1,
    )
}

#[tokio::test]
async fn the_chosen_office_is_shown_on_every_page_and_can_be_changed_on_each() {
    let (_dir, site) = two_offices().await;
    let first = side(&site.page("/").await);
    assert!(
        first.starts_with(
            "Tsunagu つなぐ\n事業所\n\
             あおば居宅介護支援事業所 1370200015 居宅介護支援\n\
             みどり訪問介護ステーション 1370300021 訪問介護\n\
             事業所を切り替える\n\
             あおば居宅介護支援事業所 1370200015 居宅介護支援\n"
        ),
        "{first}"
    );
    let cookie = choose(&site, "1370300021").await;
    for path in ["/", "/inbox", "/sent", "/drafts", "/new", "/board"] {
        let html = page_with(&site, path, &cookie).await;
        let side = side(&html);
        assert!(
            side.contains("切り替える\nみどり訪問介護ステーション 1370300021 訪問介護\n"),
            "{path}: {side}"
        );
        assert!(html.contains("<option value=\"1370300021\" selected>"));
        // Another browser, which chose nothing, still sees the first office.
        assert!(
            site.page(path)
                .await
                .contains("<option value=\"1370200015\" selected>")
        );
    }
    let state = page_with(&site, "/state", &cookie).await;
    assert!(state.contains("\"office\":\"1370300021\""), "{state}");
}

#[tokio::test]
async fn a_form_of_one_office_is_never_applied_to_another() {
    let (_dir, site) = two_offices().await;
    let token_of_first = site.token().await;
    let cookie = choose(&site, "1370300021").await;
    for path in ["/fetch", "/send", "/language", "/switch"] {
        let request = site
            .post(path, &[("token", &token_of_first), ("language", "en")])
            .header(COOKIE, &cookie);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
        let said = main_part(&response.text().await.unwrap());
        assert!(said.starts_with("別の事業所の画面です\n"), "{path}: {said}");
    }
    // An upload is refused before a file is kept.
    let form = reqwest::multipart::Form::new()
        .text("token", token_of_first)
        .text("then", "draft");
    let request = site
        .client
        .post(site.url("/new"))
        .header("origin", format!("http://{}", site.address))
        .header(COOKIE, &cookie)
        .multipart(form);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(main_part(&response.text().await.unwrap()).starts_with("別の事業所の画面です"));
}

#[tokio::test]
async fn only_offices_of_this_program_can_be_chosen() {
    let (_dir, site) = two_offices().await;
    for number in ["", "1370400034", "x; Path=/other"] {
        let response = site.form("/switch", &[("office", number)]).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{number}");
    }
    let cookie = format!("tsunagu-office-{}=1370400034", site.address.port());
    let html = page_with(&site, "/", &cookie).await;
    assert!(html.contains("<option value=\"1370200015\" selected>"));
}

#[tokio::test]
async fn one_office_alone_has_nothing_to_choose() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let site = Site::start(world.office(0)).await;
    assert!(!site.page("/").await.contains("/switch"));
}

#[tokio::test]
async fn an_office_cannot_be_given_twice_nor_none_at_all() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let office = world.office(0).clone();
    let GivenTwice(number) = check_offices(&[office.clone(), office]).unwrap_err();
    assert_eq!(number.as_str(), "1370200015");
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
        .await
        .unwrap();
    let network = Network::new(None);
    let refused = serve(Vec::new(), listener, network, async {})
        .await
        .unwrap_err();
    assert_eq!(refused.to_string(), "there is no office to serve");
}
