//! The board of a month: who stands where, in which order, with which step. Its words
//! are in `said/board-*.txt`.

use reqwest::StatusCode;
use tsunagu_office::inbox::open_inbox_bundle;

use crate::filled::{self, CARE};
use crate::site::{NOW, Site, links};

#[tokio::test]
async fn what_is_done_leaves_the_top_and_each_step_leads_to_its_bundle() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    let html = site.page("/board?month=202612").await;
    let unread = filled::unopened(&filled.world, CARE).remove(0).id;
    let step = format!("href=\"/inbox/{unread}\"");
    assert!(html.contains(&step), "the unread actuals are one step away");
    for path in links(&html, "/sent/")
        .iter()
        .chain(&links(&html, "/inbox/"))
    {
        site.page(path).await;
    }
    filled
        .world
        .office(CARE)
        .store(|store| open_inbox_bundle(store, unread, NOW))
        .unwrap();
    let html = site.page("/board?month=202612").await;
    assert!(!html.contains(&step), "it is opened now");
}

#[tokio::test]
async fn months_are_turned_and_only_months() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    let html = site.page("/board").await;
    assert_eq!(
        links(&html, "/board?month="),
        ["/board?month=202611", "/board?month=202701"]
    );
    let said = site.main("/board?month=202611").await;
    assert!(
        said.contains("この月のやりとりはまだありません") && said.contains("令和8年11月分"),
        "{said}"
    );
    for month in ["202613", "202600", "2026", "20261201", "令和八年", "x"] {
        let path = format!("/board?month={month}");
        assert_eq!(site.response(&path).await.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_service_office_sees_its_side() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    // The last office has not joined; the three before it give services.
    let service = filled.month.offices.len() - 2;
    let site = Site::start(filled.world.office(service)).await;
    let said = site.main("/board?month=202612").await;
    assert!(
        said.contains("実績を送った") && said.contains("予定が届いた"),
        "{said}"
    );
}
