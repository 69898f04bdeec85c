//! What each page says, in both languages: the files in `said/` hold the words.
//!
//! A word that changes is looked at there; `UPDATE_EXPECT=1` writes the files anew.

use expect_test::expect_file;
use tsunagu_office::drafts::DraftOptions;
use tsunagu_office::inbox::ReceivedState;

use crate::filled::{self, CARE, Filled};
use crate::site::{NOW, Site, between, links, main_part, visible};

async fn filled_site() -> (tempfile::TempDir, Filled, Site) {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    (dir, filled, site)
}

fn check(name: &str, said: &str) {
    let mut said = said.to_owned();
    // What changes with the sample data and means nothing here.
    for unit in [" KB", "人分", " client"] {
        said = without_numbers(&said, unit);
    }
    expect_file![format!("said/{name}.txt")].assert_eq(&format!("{said}\n"));
}

/// The text with `#` for each number before `unit`.
fn without_numbers(text: &str, unit: &str) -> String {
    let mut parts = text.split(unit);
    let mut without = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = without.bytes().rev().take_while(u8::is_ascii_digit).count();
        without.truncate(without.len() - digits);
        without.push('#');
        without.push_str(unit);
        without.push_str(part);
    }
    without
}

async fn check_pages(site: &Site, pages: &[(&str, &str)]) {
    for (name, path) in pages {
        check(name, &site.main(path).await);
    }
}

#[tokio::test]
async fn lists() {
    let (_dir, _filled, site) = filled_site().await;
    let japanese = [
        ("home-ja", "/"),
        ("inbox-ja", "/inbox"),
        ("inbox-unread-ja", "/inbox?show=unread"),
        ("inbox-damaged-ja", "/inbox?show=damaged"),
        ("sent-ja", "/sent"),
        ("sent-unopened-ja", "/sent?show=unopened"),
        ("sent-stopped-ja", "/sent?show=stopped"),
        ("drafts-ja", "/drafts"),
        ("new-ja", "/new"),
        ("board-ja", "/board"),
        ("reconcile-ja", "/reconcile?month=202612"),
    ];
    check_pages(&site, &japanese).await;
    let list = site.page("/reconcile?month=202612&show=differs").await;
    let client = links(&list, "/reconcile/").remove(0);
    check("reconcile-client-ja", &site.main(&client).await);
    let site = site.in_english();
    check("reconcile-client-en", &site.main(&client).await);
    let english = [
        ("home-en", "/"),
        ("inbox-en", "/inbox"),
        ("sent-en", "/sent"),
        ("drafts-en", "/drafts"),
        ("new-en", "/new"),
        ("board-en", "/board"),
        ("reconcile-en", "/reconcile?month=202612"),
    ];
    check_pages(&site, &english).await;
}

#[tokio::test]
async fn entering_actuals() {
    let (_dir, _world, site) = crate::actuals::opened_site().await;
    let path = "/actuals?month=202612";
    check("actuals-ja", &site.main(path).await);
    let sheet = links(&site.page(path).await, "/actuals/").remove(0);
    check("actual-sheet-ja", &site.main(&sheet).await);
    let site = site.in_english();
    check("actuals-en", &site.main(path).await);
    check("actual-sheet-en", &site.main(&sheet).await);
}

#[tokio::test]
async fn received_bundles_in_each_state() {
    let (_dir, filled, site) = filled_site().await;
    let unread = filled::unopened(&filled.world, CARE).remove(0).id;
    let unread = format!("/inbox/{unread}");
    // Newest first, without the unread one, which has a form in place of a link.
    let rows = links(&site.page("/inbox").await, "/inbox/");
    let pages = [
        ("received-unread-ja", unread.as_str()),
        ("received-damaged-ja", &rows[0]),
        ("received-withdrawn-ja", &rows[1]),
        ("received-opened-ja", &rows[2]),
    ];
    check_pages(&site, &pages).await;
    let site = site.in_english();
    let pages = [
        ("received-unread-en", unread.as_str()),
        ("received-damaged-en", &rows[0]),
        ("received-withdrawn-en", &rows[1]),
        ("received-opened-en", &rows[2]),
    ];
    check_pages(&site, &pages).await;
}

#[tokio::test]
async fn sent_bundles_in_each_state() {
    let (_dir, _filled, site) = filled_site().await;
    let rows = links(&site.page("/sent").await, "/sent/");
    let states = ["withdrawn", "blocked", "fetched", "imported", "opened"];
    assert_eq!(rows.len(), states.len());
    for (row, state) in rows.iter().zip(states) {
        check(&format!("sent-{state}-ja"), &site.main(row).await);
    }
    let site = site.in_english();
    for (row, state) in rows.iter().zip(states) {
        check(&format!("sent-{state}-en"), &site.main(row).await);
    }
}

#[tokio::test]
async fn a_draft_and_the_page_before_sending() {
    let (_dir, filled, site) = filled_site().await;
    let draft = format!("/drafts/{}", filled.draft);
    let confirm = format!("/confirm?id={}", filled.draft);
    let japanese = [
        ("draft-ja", draft.as_str()),
        ("confirm-ja", &confirm),
        ("confirm-gone-ja", "/confirm"),
    ];
    check_pages(&site, &japanese).await;
    let site = site.in_english();
    let english = [
        ("draft-en", draft.as_str()),
        ("confirm-en", &confirm),
        ("confirm-gone-en", "/confirm"),
    ];
    check_pages(&site, &english).await;
}

#[tokio::test]
async fn the_frame_names_the_office_and_its_connection() {
    let (_dir, filled, site) = filled_site().await;
    let frame = |html: &str| visible(between(html, "<body>", "<main"));
    check("frame-connected-ja", &frame(&site.page("/inbox").await));
    let yesterday = protocol::UtcSeconds(NOW.0 - 90_000);
    filled.world.contact(Some(yesterday), Some(NOW));
    check("frame-disconnected-ja", &frame(&site.page("/").await));
    filled.world.contact(None, None);
    let site = site.in_english();
    check("frame-never-en", &frame(&site.page("/sent").await));
}

#[tokio::test]
async fn an_office_without_anything_is_told_what_will_come() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
    let mut site = Site::start(world.office(0)).await;
    for language in ["ja", "en"] {
        if language == "en" {
            site = site.in_english();
        }
        let mut said = String::new();
        for path in [
            "/",
            "/inbox",
            "/inbox?show=unread",
            "/inbox?show=damaged",
            "/sent",
            "/sent?show=unopened",
            "/drafts",
            "/new",
            "/confirm",
            "/board",
            "/reconcile",
        ] {
            said.push_str(&format!("{path}\n{}\n\n", site.main(path).await));
        }
        check(&format!("empty-{language}"), said.trim_end());
    }
}

/// Names of offices and files, messages: whatever a partner sends is text.
#[tokio::test]
async fn markup_from_outside_stays_text() {
    let dir = filled::folder();
    let mut world = crate::world::World::new(dir.path(), NOW);
    world.enrol("1370200015", "<b>居宅</b>", &["43"], NOW);
    world.enrol("1370300021", "<script>alert(1)</script>", &["11"], NOW);
    let files = [("' onmouseover='alert(2)'.pdf".to_owned(), filled::pdf())];
    let options = DraftOptions {
        to: Some("1370200015-43".parse().unwrap()),
        message: "<script>alert(3)</script>\n</textarea>".to_owned(),
        ..DraftOptions::default()
    };
    world.send(1, &files, &options, NOW);
    world.carry(NOW);
    let row = filled::unopened(&world, 0).remove(0);
    assert_eq!(row.state, ReceivedState::Received);
    let site = Site::start(world.office(0)).await;
    site.form(&format!("/inbox/{}/open", row.id), &[]).await;
    for path in ["/", "/inbox", &format!("/inbox/{}", row.id)] {
        let html = site.page(path).await;
        let tags = ["<script>alert", "<b>", "onmouseover='"];
        assert!(tags.iter().all(|tag| !html.contains(tag)), "{path}");
        assert!(html.contains("&#60;b&#62;"), "{path}");
    }
    let said = main_part(&site.page(&format!("/inbox/{}", row.id)).await);
    assert!(said.contains("<script>alert(3)</script>"), "{said}");
}
