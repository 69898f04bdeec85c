//! お知らせ: the list, what is unread, and that a person says what was read.

use protocol::UtcSeconds;
use protocol::message::{Notice, NoticeList};
use tsunagu_office::notices::store_notices;

use crate::filled::{self, CARE};
use crate::site::{NOW, Site, location, main_part};

fn notice(number: u64, subject: &str, important: bool, ends_at: Option<UtcSeconds>) -> Notice {
    Notice {
        number,
        subject: subject.to_owned(),
        text: "一行目\n<b>二行目</b> https://attacker.example".to_owned(),
        important,
        published_at: UtcSeconds(NOW.0 - 3600),
        ends_at,
    }
}

#[tokio::test]
async fn notices_are_shown_until_somebody_says_that_they_were_read() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(CARE);
    let site = Site::start(office).await;
    assert!(
        site.main("/notices")
            .await
            .contains("いまお知らせはありません")
    );
    let list = NoticeList {
        notices: vec![
            notice(2, "至急のお願い", true, None),
            notice(1, "保守のお知らせ", false, Some(UtcSeconds(NOW.0 + 86_400))),
            notice(3, "終わったお知らせ", false, Some(NOW)),
        ],
    };
    office
        .store(|store| store_notices(store, &list, NOW))
        .unwrap();
    let html = site.page("/notices").await;
    let said = main_part(&html);
    for words in [
        "重要・未読",
        "至急のお願い",
        "未読",
        "保守のお知らせ",
        "一行目",
        "まで）",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("終わったお知らせ"), "{said}");
    assert!(html.contains("&#60;b&#62;二行目"), "a text is no markup");
    assert!(
        !html.contains("href=\"https://attacker.example"),
        "nor a link"
    );
    assert!(
        html.contains(">お知らせ<span class=\"side-count\">2件"),
        "{html}"
    );
    let home = site.main("/").await;
    assert!(
        home.contains("重要なお知らせがあります\n至急のお願い"),
        "{home}"
    );
    assert!(
        home.contains("運用センターからのお知らせが1件あります"),
        "{home}"
    );
    // Looking says nothing; the button does.
    let read = site.form("/notices/2/read", &[]).await;
    assert_eq!(location(&read), "/notices?read=1");
    let said = site.main("/notices").await;
    assert!(
        said.contains("読みました") && !said.contains("重要・未読"),
        "{said}"
    );
    assert!(!site.main("/").await.contains("重要なお知らせ"));
    let gone = site.form("/notices/9/read", &[]).await;
    assert_eq!(gone.status(), 404);
    let said = site.in_english().main("/notices").await;
    assert!(
        said.contains("What the operator tells all offices."),
        "{said}"
    );
}
