//! この端末の事業所: what the page lists, and the first setup that its button leads to.
//!
//! Here nobody enrols; that the office which was added is served, with the program and a hub, is shown in the tests of
//! the pages in a browser.

use reqwest::header::{COOKIE, HOST};
use reqwest::{Response, StatusCode};
use tsunagu_office::history::{HistoryFilter, list_history};
use tsunagu_office::page::PageRequest;
use tsunagu_office::web::Adding;

use crate::filled;
use crate::site::{NOW, Site, between, main_part};
use crate::world::World;

const PAGE: &str = "/settings/offices";
const BUTTON: &str = "action=\"/settings/offices\"";

fn world(dir: &std::path::Path) -> World {
    let mut world = World::new(dir, NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    world.enrol("1370300021", "みどり訪問介護ステーション", &["11"], NOW);
    world
}

/// Where a page leads by itself.
fn leads_to(response: &Response) -> String {
    let refresh = response.headers()["refresh"].to_str().unwrap();
    refresh.split_once("url=").unwrap().1.to_owned()
}

/// Sends a form of the first setup, as its page would.
async fn form_at(site: &Site, setup: &str, path: &str) -> Response {
    let page = site.client.get(setup).send().await.unwrap();
    let page = page.text().await.unwrap();
    let token = between(&page, "name=\"token\" value=\"", "\"").to_owned();
    let url = reqwest::Url::parse(setup).unwrap();
    let origin = url.origin().ascii_serialization();
    let request = site.client.post(format!("{origin}{path}"));
    request
        .header("origin", origin)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("token={token}"))
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_program_for_given_folders_lists_them_and_says_how_to_give_more() {
    let dir = filled::folder();
    let world = world(dir.path());
    let offices = vec![world.office(0).clone(), world.office(1).clone()];
    let site = Site::start_all(offices).await;
    let html = site.page(PAGE).await;
    assert!(!html.contains(BUTTON), "{html}");
    assert_eq!(
        main_part(&html),
        "設定 へ戻る\n\
         この端末の事業所\n\
         同じ法人の事業所が2つ以上あるときは、この端末1台で使えます。データは事業所ごとに分かれ、混ざりません。\n\
         いま使える事業所\n\
         表示中\n\
         あおば居宅介護支援事業所 1370200015 居宅介護支援\n\
         みどり訪問介護ステーション 1370300021 訪問介護\n\
         事業所を加える\n\
         この端末では、使う事業所のフォルダを指定して起動しています。 増やすときは、起動の命令に「--dir フォルダ」を1つ足します。この端末を設定した方に頼んでください。"
    );
    let refused = site.form(PAGE, &[]).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    assert!(
        site.main("/settings")
            .await
            .contains("2か所\nこの端末の事業所")
    );
    let said = site.in_english().main(PAGE).await;
    assert!(
        said.contains("put one more “--dir FOLDER” into the command"),
        "{said}"
    );
}

#[tokio::test]
async fn the_button_leads_to_the_first_setup_and_back() {
    let dir = filled::folder();
    let office = world(dir.path()).office(0).clone();
    let adding = Adding::new(office.dir().to_owned());
    let site = Site::start_and_add(vec![office.clone()], adding).await;
    assert!(site.page(PAGE).await.contains(BUTTON));
    let opened = site.form(PAGE, &[]).await;
    assert_eq!(opened.status(), StatusCode::OK);
    let setup = leads_to(&opened);
    assert!(
        setup.starts_with("http://127.0.0.1:") && setup.ends_with("/?language=ja"),
        "{setup}"
    );

    // Whoever closed the window finds the same first setup again.
    assert!(
        site.main(PAGE)
            .await
            .contains("事業所を加える作業が途中です")
    );
    assert_eq!(leads_to(&site.form(PAGE, &[]).await), setup);
    let page = site
        .client
        .get(&setup)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let said = main_part(&page);
    assert!(
        said.contains("もう1つの事業所を加えます") && said.contains("加えるのをやめる"),
        "{said}"
    );
    assert_eq!(page.matches("button-primary").count(), 1, "one way on");
    let foreign = site.client.get(&setup).header(HOST, "attacker.example");
    assert_eq!(
        foreign.send().await.unwrap().status(),
        StatusCode::MISDIRECTED_REQUEST
    );

    // A wrong code changes nothing, and the folder is made by a right one only.
    let wrong = form_at(&site, &setup, "/").await;
    assert_eq!(wrong.status(), StatusCode::CONFLICT);
    assert!(!office.dir().join("offices").exists());

    let left = form_at(&site, &setup, "/leave").await;
    assert_eq!(left.status(), StatusCode::SEE_OTHER);
    let back = site
        .client
        .get(&setup)
        .header(COOKIE, "tsunagu-language=en");
    let back = back.send().await.unwrap();
    assert_eq!(leads_to(&back), site.url(PAGE));
    assert!(
        back.text()
            .await
            .unwrap()
            .contains("The office is not added")
    );
    assert!(!site.main(PAGE).await.contains("途中"));
    let filter = HistoryFilter::default();
    let rows = office.store(|store| list_history(store, &filter, &PageRequest::first(9)));
    assert!(rows.unwrap().rows.is_empty());
    // The next one is another try.
    assert_ne!(leads_to(&site.form(PAGE, &[]).await), setup);
}
