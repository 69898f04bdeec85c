//! 実績入力 as people use it: everybody as planned, one corrected, files made.
//!
//! What its pages say is in `said/actual*.txt`.

use protocol::UtcSeconds;
use reqwest::StatusCode;
use samples::Batch;
use serde_json::Value;

use crate::filled;
use crate::site::{NOW, Site, between, links, location};
use crate::world::World;

const MONTH: &str = "/actuals?month=202612";

/// An office that gives services, to which plans came that nobody has opened, and which sent
/// nothing.
pub(crate) async fn service_site() -> (tempfile::TempDir, World, Site) {
    let dir = filled::folder();
    let month = filled::sample();
    let sent = UtcSeconds(NOW.0 - 86_400);
    let mut world = World::new(dir.path(), sent);
    for office in &month.offices {
        let services: Vec<&str> = office.services.iter().map(String::as_str).collect();
        world.enrol(&office.number, &office.name, &services, sent);
    }
    let tickets = filled::files(&month, filled::CARE, Batch::Ticket);
    world.send(filled::CARE, &tickets, &filled::message(""), sent);
    world.carry(UtcSeconds(sent.0 + 60));
    let site = Site::start(world.office(month.offices.len() - 4)).await;
    (dir, world, site)
}

/// The same with its plans opened.
pub(crate) async fn opened_site() -> (tempfile::TempDir, World, Site) {
    let (dir, world, site) = service_site().await;
    let said = site.main(MONTH).await;
    assert!(
        said.contains("まだ開いていない予定が 1件あります"),
        "{said}"
    );
    let fields = [("month", "202612"), ("back", "actuals")];
    let opened = site.form("/reconcile/open", &fields).await;
    assert_eq!(location(&opened), "/actuals?month=202612&opened=1");
    (dir, world, site)
}

fn version_of(html: &str) -> String {
    between(html, "name=\"version\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn everybody_is_as_planned_by_one_button_and_goes_into_files_by_another() {
    let (_dir, _filled, site) = opened_site().await;
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
    let (_dir, _filled, site) = opened_site().await;
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
        refused.contains("OFF-719") && refused.contains("value=\"三回\""),
        "{refused}"
    );
    let ready = [("version", "1"), ("do", "ready")];
    let next = site.form(&sheet, &ready).await;
    assert!(location(&next).starts_with("/actuals"), "{next:?}");
    assert!(site.main(MONTH).await.contains("入力済み"));
}

#[tokio::test]
async fn a_client_without_any_service_is_complete_only_when_a_person_says_so() {
    let (_dir, _filled, site) = opened_site().await;
    let sheet = links(&site.page(MONTH).await, "/actuals/").remove(0);
    let refused = site
        .form(&sheet, &[("version", "0"), ("do", "ready")])
        .await;
    assert_eq!(refused.status(), StatusCode::OK);
    let refused = refused.text().await.unwrap();
    assert!(
        refused.contains("OFF-722") && refused.contains("実施なしで入力済みにする"),
        "{refused}"
    );
    assert!(!site.main(MONTH).await.contains("実施なし"));
    let said = site.form(&sheet, &[("version", "0"), ("do", "none")]).await;
    assert!(location(&said).starts_with("/actuals"), "{said:?}");
    let month = site.main(MONTH).await;
    assert!(month.contains("実施なし"), "{month}");
    // Who was given nothing is in no file, so none is offered.
    assert!(!month.contains("のファイルを作る"), "{month}");
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
