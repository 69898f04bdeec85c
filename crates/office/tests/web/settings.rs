//! 設定: facts about the office, the language shown at first, the way to each part.

use protocol::Digest;
use tsunagu_office::keys::read_keys;

use crate::filled::{self, CARE};
use crate::site::{NOW, Site, location, main_part};

#[tokio::test]
async fn the_start_page_says_how_the_office_stands() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    let said = site.main("/settings").await;
    let own = filled.world.office(CARE).own();
    for words in [
        own.name.as_str(),
        own.number.as_str(),
        "居宅介護支援 43",
        "連携基盤",
        "https://localhost:1",
        "まで有効（あと",
        "フォルダを設定する",
        "登録なし",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = site.in_english().main("/settings").await;
    assert!(
        said.contains("none registered") && said.contains("days left"),
        "{said}"
    );
}

#[tokio::test]
async fn the_language_shown_at_first_is_kept_in_the_file() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let office = world.office(0);
    let site = Site::start(office).await;
    let nobody_chose = |path: &'static str| site.client.get(site.url(path)).send();
    let html = nobody_chose("/settings")
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(main_part(&html).contains("この事業所"));
    let fields = all_fields("en", "10", "20", "8");
    let response = site.form("/settings", &fields).await;
    assert_eq!(location(&response), "/settings?saved=1");
    let html = nobody_chose("/settings")
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(main_part(&html).contains("This office"));
    let again = tsunagu_office::Office::open(office.dir()).unwrap();
    assert_eq!(again.settings().language.tag(), "en");
    assert_eq!(again.settings().undo_seconds, 10);
    assert_eq!(again.settings().session_idle_minutes, 20);
    assert_eq!(again.settings().session_hours, 8);
    for wrong in [
        all_fields("fr", "10", "20", "8"),
        all_fields("en", "61", "20", "8"),
        all_fields("en", "", "20", "8"),
        all_fields("en", "10", "4", "8"),
        all_fields("en", "10", "20", "25"),
    ] {
        let response = site.form("/settings", &wrong).await;
        assert_eq!(response.status(), 400, "{wrong:?}");
    }
}

fn all_fields<'a>(
    language: &'a str,
    undo: &'a str,
    idle: &'a str,
    hours: &'a str,
) -> [(&'static str, &'a str); 4] {
    [
        ("first_language", language),
        ("undo_seconds", undo),
        ("session_idle_minutes", idle),
        ("session_hours", hours),
    ]
}

/// Partners are asked to compare it by telephone before they accept a changed certificate.
#[tokio::test]
async fn the_fingerprint_that_partners_compare_can_be_read_out() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(CARE);
    let keys = read_keys(office.dir()).unwrap();
    let fingerprint = Digest::of(keys.mailbox.certificate_der()).to_string();
    let site = Site::start(office).await;
    let said = site.main("/settings").await.replace(' ', "");
    assert!(said.contains(&fingerprint), "{fingerprint}: {said}");
}
