//! 予実突合 as people use it: opening what came, confirming, being asked again, asking an office.
//!
//! What its pages say is in `said/reconcile*.txt`.

use protocol::UtcSeconds;
use reqwest::StatusCode;

use crate::filled::{self, CARE};
use crate::site::{NOW, Site, between, links, location};

const MONTH: &str = "/reconcile?month=202612&show=all";

async fn filled_site() -> (tempfile::TempDir, filled::Filled, Site) {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    (dir, filled, site)
}

/// The pages of clients who differ.
async fn differing(site: &Site) -> Vec<String> {
    let list = site.page("/reconcile?month=202612&show=differs").await;
    links(&list, "/reconcile/")
}

fn data_of(html: &str) -> String {
    between(html, "name=\"data\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn what_came_is_opened_at_once_and_compared() {
    let (_dir, filled, site) = filled_site().await;
    assert_eq!(filled::unopened(&filled.world, CARE).len(), 1);
    let before = site.main(MONTH).await;
    assert!(
        before.contains("まだ開いていない実績が 1件あります"),
        "{before}"
    );
    let fields = [("month", "202612")];
    let opened = site.form("/reconcile/open", &fields).await;
    assert_eq!(location(&opened), "/reconcile?month=202612&opened=1");
    let after = site.main("/reconcile?month=202612&opened=1").await;
    assert!(after.contains("1件を開きました。"), "{after}");
    assert!(!after.contains("まだ開いていない"), "{after}");
    assert_eq!(filled::unopened(&filled.world, CARE).len(), 0);
}

#[tokio::test]
async fn a_client_is_confirmed_for_what_was_seen() {
    let (_dir, _filled, site) = filled_site().await;
    let page = differing(&site).await.remove(0);
    let html = site.page(&page).await;
    assert!(html.contains(" diff diff-"), "marks on the calendar");
    let old = site.form(&page, &[("do", "confirm"), ("data", "0")]).await;
    assert_eq!(location(&old), format!("{page}?other=1"));
    let said = site.main(&format!("{page}?other=1")).await;
    assert!(said.contains("新しい内容をもう一度見てから"), "{said}");

    let data = data_of(&html);
    let note = [("do", "later"), ("note", "月曜に電話"), ("data", &data)];
    let kept = site.form(&page, &note).await;
    assert_eq!(location(&kept), format!("{page}?kept=1"));
    assert!(site.main(&page).await.contains("月曜に電話"));
    let all = differing(&site).await.len();
    let confirm = [("do", "confirm"), ("note", "休みと確認"), ("data", &data)];
    let confirmed = site.form(&page, &confirm).await;
    assert_eq!(confirmed.status(), StatusCode::SEE_OTHER);
    assert_eq!(differing(&site).await.len(), all - 1);
    let said = site.main(&page).await;
    assert!(
        said.contains("確認を取り消す") && said.contains("休みと確認"),
        "{said}"
    );
    let reopen = [("do", "reopen"), ("note", "休みと確認")];
    let undone = site.form(&page, &reopen).await;
    assert_eq!(location(&undone), page);
    assert_eq!(differing(&site).await.len(), all);
}

#[tokio::test]
async fn what_to_ask_becomes_a_text_file_for_the_office() {
    let (_dir, _filled, site) = filled_site().await;
    let page = differing(&site).await.remove(0);
    let html = site.page(&page).await;
    let office = between(&html, "name=\"office\" value=\"", "\"").to_owned();
    let ask = format!("{page}/inquiry");
    let made = site.form(&ask, &[("office", &office)]).await;
    let pile = location(&made).to_owned();
    assert!(pile.starts_with("/new/"), "{pile}");
    let said = site.main(&pile).await;
    assert!(
        said.contains("問い合わせ_") && said.contains(&office[..10]),
        "{said}"
    );
    let refused = site.form(&ask, &[("office", "1399999999-11")]).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn board_and_list_lead_to_what_differs() {
    let (_dir, _filled, site) = filled_site().await;
    let board = site.page("/board?month=202612").await;
    let path = links(&board, "/reconcile?")
        .remove(0)
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let list = site.page(&path).await;
    assert!(!links(&list, "/reconcile/").is_empty(), "{path}");
    for path in [
        "/reconcile?month=202613",
        "/reconcile?show=x",
        "/reconcile/0",
        "/reconcile/x",
    ] {
        let status = site.response(path).await.status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn no_address_names_a_client() {
    let (_dir, _filled, site) = filled_site().await;
    let list = site.page(MONTH).await;
    let clients = links(&list, "/reconcile/");
    assert!(clients.len() > 2, "{clients:?}");
    for path in clients {
        assert!(path.len() < "/reconcile/9999999".len(), "{path}");
    }
}

#[tokio::test]
async fn before_the_10th_the_start_page_says_who_differs() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    // 5 January: the month of the samples is the one that is claimed now.
    let january = UtcSeconds(NOW.0 + 28 * 86_400);
    let office = filled.world.office(CARE).clone();
    let site = Site::start_with_clock(vec![office], move || january).await;
    let html = site.page("/").await;
    let said = crate::site::main_part(&html);
    assert!(
        said.contains("12月分の予定と実績がちがう利用者が"),
        "{said}"
    );
    assert!(
        !links(&html, "/reconcile?month=202612").is_empty(),
        "{html}"
    );
    let list = site.main("/reconcile").await;
    assert!(
        list.contains("令和8年12月分") && list.contains("10日まで あと"),
        "{list}"
    );
}
