//! 実績入力 as people use it: everybody as planned, one corrected, files made.
//!
//! What its pages say is in `said/actual*.txt`.

use reqwest::StatusCode;
use serde_json::Value;

use crate::filled;
use crate::site::{NOW, Site, between, links, location};

const MONTH: &str = "/actuals?month=202612";

/// An office that gives services and has opened its plans.
async fn service_site() -> (tempfile::TempDir, filled::Filled, Site) {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let service = filled.month.offices.len() - 4;
    let site = Site::start(filled.world.office(service)).await;
    (dir, filled, site)
}

fn version_of(html: &str) -> String {
    between(html, "name=\"version\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn everybody_is_as_planned_by_one_button_and_goes_into_files_by_another() {
    let (_dir, _filled, site) = service_site().await;
    let month = [("month", "202612")];
    let nothing = site.form("/actuals/make", &month).await;
    assert_eq!(location(&nothing), "/actuals?month=202612&nothing=1");
    let filled = site.form("/actuals/fill", &month).await;
    let back = location(&filled).to_owned();
    let said = site.main(&back).await;
    assert!(said.contains("予定どおりにしました"), "{back}: {said}");
    let made = site.form("/actuals/make", &month).await;
    let pile = location(&made).to_owned();
    assert!(pile.starts_with("/new/"), "{pile}");
    let said = site.main(&pile).await;
    assert!(
        said.contains("UPJSK_202612_") && said.contains("実績"),
        "{said}"
    );
    assert!(!said.contains("送信できません"), "{said}");
    assert!(site.main(MONTH).await.contains("ファイル作成済み"));
}

#[tokio::test]
async fn what_is_typed_is_stored_and_what_is_wrong_comes_back_as_it_was_typed() {
    let (_dir, _filled, site) = service_site().await;
    let sheet = links(&site.page(MONTH).await, "/actuals/").remove(0);
    let save = format!("{sheet}/save");
    let typed = [("version", "0"), ("d.0.1", "1"), ("d.0.2", "2")];
    let saved: Value = site.form(&save, &typed).await.json().await.unwrap();
    assert_eq!(
        (&saved["ok"], &saved["version"]),
        (&Value::Bool(true), &Value::from(1))
    );
    let again: Value = site.form(&save, &typed).await.json().await.unwrap();
    assert_eq!(
        again["ok"],
        Value::Bool(false),
        "the page is of an older version"
    );

    let html = site.page(&sheet).await;
    assert_eq!(version_of(&html), "1");
    assert!(html.contains("name=\"d.0.2\" value=\"2\""), "{html}");
    let wrong = [("version", "1"), ("do", "ready"), ("d.0.3", "三回")];
    let refused = site.form(&sheet, &wrong).await;
    assert_eq!(refused.status(), StatusCode::OK);
    let refused = refused.text().await.unwrap();
    assert!(
        refused.contains("OFF-720") && refused.contains("value=\"三回\""),
        "{refused}"
    );
    let ready = [("version", "1"), ("do", "ready")];
    let next = site.form(&sheet, &ready).await;
    assert!(location(&next).starts_with("/actuals"), "{next:?}");
    assert!(site.main(MONTH).await.contains("入力済み"));
}

#[tokio::test]
async fn an_office_that_makes_plans_has_nothing_to_enter() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(filled::CARE)).await;
    assert!(
        !site.page("/").await.contains("href=\"/actuals\""),
        "no entry of the menu"
    );
    assert_eq!(
        site.response("/actuals/1").await.status(),
        StatusCode::NOT_FOUND
    );
    for path in ["/actuals?month=1", "/actuals/x"] {
        assert_eq!(
            site.response(path).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
