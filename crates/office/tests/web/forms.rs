//! What the forms do: opening, sending, withdrawing, discarding; and what open
//! pages learn of it.

use expect_test::expect_file;
use protocol::UtcSeconds;
use reqwest::StatusCode;
use samples::Batch;
use tsunagu_office::drafts::list_drafts;
use tsunagu_office::inbox::{ReceivedState, read_inbox_bundle};
use tsunagu_office::outbox::{SentState, read_outbox_bundle};
use tsunagu_office::page::PageRequest;

use crate::filled::{self, CARE, Filled, message};
use crate::site::{NOW, Site, between, location, main_part};

async fn filled_site() -> (tempfile::TempDir, Filled, Site) {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    (dir, filled, site)
}

#[tokio::test]
async fn opening_is_a_form_and_looking_is_not() {
    let (_dir, filled, site) = filled_site().await;
    let office = filled.world.office(CARE);
    let id = filled::unopened(&filled.world, CARE).remove(0).id;
    let state = || {
        office
            .store(|store| read_inbox_bundle(store, id))
            .unwrap()
            .unwrap()
            .row
            .state
    };

    site.page("/inbox").await;
    site.page(&format!("/inbox/{id}")).await;
    assert_eq!(state(), ReceivedState::Received);

    let response = site.form(&format!("/inbox/{id}/open"), &[]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&response), format!("/inbox/{id}"));
    assert_eq!(state(), ReceivedState::Opened);
    // A second click, or a second window, changes nothing.
    let again = site.form(&format!("/inbox/{id}/open"), &[]).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn asking_now_leads_back_to_the_list() {
    let (_dir, _filled, site) = filled_site().await;
    let response = site.form("/fetch", &[]).await;
    assert_eq!(location(&response), "/inbox?checking=1");
    let said = site.main(location(&response)).await;
    assert!(said.contains("連携基盤に確認しています。"), "{said}");
}

#[tokio::test]
async fn the_sender_sees_when_and_on_which_terminal_it_was_opened() {
    let (_dir, mut filled, site) = filled_site().await;
    let row = filled::unopened(&filled.world, CARE).remove(0);
    site.form(&format!("/inbox/{}/open", row.id), &[]).await;
    filled.world.return_receipts(UtcSeconds(NOW.0 + 5));

    let sender = Site::start(filled.world.office(3)).await;
    let said = sender.main(&format!("/sent/{}", row.id.id)).await;
    assert!(said.contains("開封済"), "{said}");
    assert!(
        said.contains("開封\n12月8日 8:42:00\n相手の担当者が画面で開きました。 端末 00000000"),
        "{said}"
    );
}

#[tokio::test]
async fn drafts_are_sent_after_the_page_that_asks() {
    let (_dir, filled, site) = filled_site().await;
    let office = filled.world.office(CARE);
    let id = filled.draft.to_string();
    let asking = site.page(&format!("/confirm?id={id}")).await;
    assert!(main_part(&asking).contains("送信する（1件）"));
    assert!(asking.contains(&format!("name=\"id\" value=\"{id}\" checked")));

    let response = site.form("/send", &[("id", &id)]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&response), "/sending/1");
    let said = site.main(location(&response)).await;
    expect_file!["said/sending-held-ja.txt"].assert_eq(&format!("{said}\n"));
    let bundle = office
        .store(|store| read_outbox_bundle(store, filled.draft))
        .unwrap()
        .unwrap();
    assert_eq!(bundle.row.state, SentState::Waiting);

    // What was sent meanwhile is sent once; what is gone is said to be gone.
    let gone = "01a200b5-81e8-7861-95fe-f80bdb82eeff";
    let response = site.form("/send", &[("id", &id), ("id", gone)]).await;
    assert_eq!(location(&response), "/sending/2?missed=2");
    let said = site.main(location(&response)).await;
    assert!(said.contains("2件は送れませんでした。"), "{said}");
    assert!(said.contains("この送信には何も残っていません"), "{said}");
    let response = site.form("/send", &[("id", "nonsense")]).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_sending_is_stopped_within_its_seconds_or_comes_too_late() {
    let (_dir, mut filled, site) = filled_site().await;
    let id = filled.draft.to_string();
    site.form("/send", &[("id", &id)]).await;
    let state = async |site: &Site, number: i64| -> serde_json::Value {
        let path = format!("/sending/{number}/state");
        serde_json::from_str(&site.page(&path).await).unwrap()
    };
    let shown = state(&site, 1).await;
    assert_eq!(shown["line"], "あと30秒で送信します");
    assert_eq!(shown["count"], "1件中0件");
    assert_eq!(shown["stoppable"], true);
    assert_eq!(shown["rows"][0]["id"], id);
    filled.world.carry(UtcSeconds(NOW.0 + 29));
    let response = site.form("/sending/1/stop", &[]).await;
    assert_eq!(location(&response), "/drafts?stopped=1");
    let said = site.main(location(&response)).await;
    assert!(
        said.contains("1件の送信をやめて、下書きに戻しました。"),
        "{said}"
    );

    site.form("/send", &[("id", &id)]).await;
    filled.world.carry(UtcSeconds(NOW.0 + 30));
    let response = site.form("/sending/2/stop", &[]).await;
    assert_eq!(location(&response), "/sending/2?stopped=0&left=1");
    let said = site.main(location(&response)).await;
    assert!(
        said.contains("1件は、もう送信が始まっていました。"),
        "{said}"
    );
    let shown = state(&site, 2).await;
    assert_eq!(shown["count"], "1件中1件");
    assert_eq!(shown["stoppable"], false);
    for path in ["/sending/9", "/sending/9/state", "/sending/x"] {
        assert_eq!(
            site.response(path).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let response = site.form("/sending/9/stop", &[]).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_draft_is_discarded_and_then_not_there() {
    let (_dir, filled, site) = filled_site().await;
    let path = format!("/drafts/{}", filled.draft);
    let response = site.form(&format!("{path}/discard"), &[]).await;
    assert_eq!(location(&response), "/drafts?discarded=1");
    let said = site.main(location(&response)).await;
    assert!(
        said.contains("下書きを削除しました。") && said.contains("下書きはありません"),
        "{said}"
    );
    assert_eq!(site.response(&path).await.status(), StatusCode::NOT_FOUND);
    let again = site.form(&format!("{path}/discard"), &[]).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn withdrawing_asks_first_and_ends_once_it_was_opened() {
    let (_dir, mut filled, site) = filled_site().await;
    let plans = filled::files(&filled.month, CARE, Batch::Prevention);
    assert!(
        plans.is_empty(),
        "the care office sends no prevention plans in this month"
    );
    let document = [("ご案内.pdf".to_owned(), filled::pdf())];
    let mut options = message("ご案内をお送りします。");
    options.to = Some("1370300021-11".parse().unwrap());
    let id = filled
        .world
        .send(CARE, &document, &options, UtcSeconds(NOW.0 - 60))[0];
    filled.world.carry(UtcSeconds(NOW.0 - 50));

    let path = format!("/sent/{id}");
    let said = site.main(&path).await;
    assert!(said.contains("この送信を取り下げますか"), "{said}");
    assert!(
        said.contains("すでに保存されたファイルは消えません。"),
        "{said}"
    );
    assert!(
        said.contains("相手の事業所へ電話でも伝えてください。"),
        "{said}"
    );

    let response = site.form(&format!("{path}/withdraw"), &[]).await;
    assert_eq!(location(&response), format!("{path}?withdrawal=asked"));
    let said = site.main(location(&response)).await;
    assert!(
        said.contains("取り下げを受け付けました。") && said.contains("取り下げ中"),
        "{said}"
    );
    filled.world.carry(UtcSeconds(NOW.0 + 1));
    let said = site.main(&path).await;
    assert!(said.contains("この送信は取り下げました。"), "{said}");
    assert!(
        said.contains("取り下げ\n12月8日 8:42:01\nこの事業所が取り下げました。 連携基盤の署名"),
        "{said}"
    );

    let receiver = Site::start(filled.world.office(2)).await;
    let said = receiver.main("/inbox").await;
    assert!(said.contains("取り下げ"), "{said}");

    let opened = site.page("/sent").await;
    let opened = opened
        .split("<tr>")
        .find(|row| row.contains("status-opened"))
        .map(|row| between(row, "href=\"", "\"").to_owned())
        .unwrap();
    let said = site.main(&opened).await;
    assert!(
        said.contains("相手が開封したので、送信の取り下げはできません。"),
        "{said}"
    );
    let response = site.form(&format!("{opened}/withdraw"), &[]).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert!(main_part(&response.text().await.unwrap()).contains("いまは行えません"));
}

#[tokio::test]
async fn open_pages_learn_of_arrivals_and_only_of_them() {
    let (_dir, mut filled, site) = filled_site().await;
    let mark = |html: &str| between(html, "data-arrived=\"", "\"").to_owned();
    let shown = mark(&site.page("/inbox").await);
    let state = async |site: &Site| -> serde_json::Value {
        serde_json::from_str(&site.page("/state").await).unwrap()
    };
    assert_eq!(state(&site).await["mark"]["arrived"], shown);
    assert_eq!(state(&site).await["connection"]["word"], "接続中");
    assert_eq!(state(&site).await["connection"]["time"], "8:41 確認");

    // Opening what is here is nothing new.
    let row = filled::unopened(&filled.world, CARE).remove(0);
    site.form(&format!("/inbox/{}/open", row.id), &[]).await;
    assert_eq!(state(&site).await["mark"]["arrived"], shown);

    let document = [("お知らせ.pdf".to_owned(), filled::pdf())];
    let mut options = message("");
    options.to = Some("1370200015-43".parse().unwrap());
    options.from_service = Some("11".parse().unwrap());
    filled
        .world
        .send(2, &document, &options, UtcSeconds(NOW.0 + 60));
    filled.world.carry(UtcSeconds(NOW.0 + 61));
    assert_ne!(state(&site).await["mark"]["arrived"], shown);
    // Pages about sent bundles also learn of their steps; the others are left alone.
    let sent = site.page("/sent").await;
    assert_eq!(
        state(&site).await["mark"]["sent"],
        between(&sent, "data-sent=\"", "\"")
    );
    assert!(site.page("/inbox").await.contains("data-sent=\"\""));
}

#[tokio::test]
async fn long_lists_are_read_page_by_page_and_each_row_once() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let mut options = message("");
    options.to = Some("1370300021-11".parse().unwrap());
    for number in 0..120 {
        let mut bytes = filled::pdf();
        bytes.extend_from_slice(format!("%{number}\n").as_bytes());
        // Several in one second: the key decides their order.
        let at = UtcSeconds(NOW.0 - 1_000 + number / 7);
        world.send(0, &[(format!("{number}.pdf"), bytes)], &options, at);
    }
    world.collect(NOW);
    let site = Site::start(world.office(0)).await;
    for first in ["/sent", "/sent?show=stopped"] {
        let mut seen = Vec::new();
        let mut path = Some(first.to_owned());
        let mut pages = 0;
        while let Some(asked) = path {
            let html = site.page(&asked).await;
            let rows = html.split("href=\"/sent/").skip(1);
            seen.extend(rows.map(|rest| rest.split_once('"').unwrap().0.to_owned()));
            assert_eq!(html.contains("最初へ"), pages > 0);
            path = html
                .split_once("rel=\"next\" href=\"")
                .map(|(_, rest)| rest.split_once('"').unwrap().0.replace("&#38;", "&"));
            pages += 1;
        }
        assert_eq!((seen.len(), pages), (120, 3), "{first}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 120, "{first}");
    }
    // Today's tasks name a few and lead to the rest.
    let said = site.main("/").await;
    assert!(said.contains("ほかに 115件 送られていません"), "{said}");
    let drafts = world
        .office(0)
        .store(|store| list_drafts(store, &PageRequest::first(1)))
        .unwrap();
    assert!(drafts.rows.is_empty());
}
