//! The role 閲覧: its pages offer what it may do, and say whom to ask for the rest.

use tsunagu_office::history::Actor;
use tsunagu_office::outbox::send_drafts;
use tsunagu_office::staff::{Role, add_first_administrator};

use crate::filled::{self, CARE};
use crate::site::{NOW, Site};
use crate::staff::{self, OTHER, PASSWORD};

#[tokio::test]
async fn who_may_only_look_is_offered_nothing_that_would_be_refused() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(CARE);
    office.store(|store| {
        let by = Actor::Terminal;
        add_first_administrator(store, "sato", "佐藤 一郎", PASSWORD, &by, NOW).unwrap();
        send_drafts(store, &[filled.draft], 30, NOW).unwrap();
    });
    staff::add(office, "viewer", Role::Viewing);
    staff::add(office, "sender", Role::Exchange);
    let site = Site::start(office).await;
    let viewer = staff::logged_in(&site, "viewer", OTHER).await;
    let sender = staff::logged_in(&site, "sender", OTHER).await;
    let (stop, look) = ("送信をやめる画面へ", "送信の状態を見る");
    let home = sender.said("/").await;
    assert!(home.contains(stop) && !home.contains(look), "{home}");
    let home = viewer.said("/").await;
    assert!(home.contains(look) && !home.contains(stop), "{home}");

    let unread = "/inbox?show=unread";
    let html = sender.get(unread).await.text().await.unwrap();
    assert!(html.contains("name=\"id\"") && html.contains(">開く<"));
    let html = viewer.get(unread).await.text().await.unwrap();
    for absent in ["name=\"id\"", ">開く<"] {
        assert!(!html.contains(absent), "{absent}: {html}");
    }
    for words in [">見る<", "保存できるのは、もう開いたデータだけです。"] {
        assert!(html.contains(words), "{words}: {html}");
    }
    // What somebody opened can be saved by everybody.
    let html = viewer.get("/inbox?show=read").await.text().await.unwrap();
    assert!(html.contains("name=\"id\""), "{html}");
}
