//! 中身を見る: the forms of bundles, what stands beside them, and what is no longer
//! the newest.

use reqwest::StatusCode;
use samples::Batch;
use tsunagu_office::drafts::DraftOptions;
use tsunagu_office::inbox::open_inbox_bundle;
use tsunagu_office::outbox::withdraw_bundle;

use crate::filled::{self, CARE, Filled};
use crate::site::{NOW, Site, between, links, main_part, visible};

/// The opened actuals in the filled world, the newest bundle that anybody opened.
async fn opened(site: &Site) -> String {
    let rows = links(&site.page("/inbox").await, "/inbox/");
    for row in rows {
        if site.page(&row).await.contains(&format!("{row}/forms")) {
            return row;
        }
    }
    panic!("nothing is opened");
}

async fn filled_site() -> (tempfile::TempDir, Filled, Site) {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    (dir, filled, site)
}

#[tokio::test]
async fn actuals_stand_below_the_plan_that_was_sent() {
    let (_dir, _filled, site) = filled_site().await;
    let row = opened(&site).await;
    let html = site.page(&format!("{row}/forms")).await;
    assert_eq!(html.matches("class=\"form-sheet ").count(), 1);
    let said = main_part(&html);
    assert!(
        said.contains("予定の行は、この事業所が最後に送った利用票（第6表）の内容です。"),
        "{said}"
    );
    assert!(
        html.contains("class=\"planned\"") && html.contains("class=\"actual\""),
        "both rows of the paper form"
    );
    // The plan brings the names, which actuals do not have.
    let clients = links(&html, &format!("{row}/forms?client="));
    assert!(clients.len() > 1, "{clients:?}");
    assert!(said.contains(" 様 "), "{said}");
    let english = site.in_english();
    let said = english.main(&format!("{row}/forms")).await;
    assert!(
        said.contains("The planned lines are those of the ticket (table 6)"),
        "{said}"
    );
}

#[tokio::test]
async fn nothing_is_shown_before_a_person_opened_it() {
    let (_dir, filled, site) = filled_site().await;
    let unread = filled::unopened(&filled.world, CARE).remove(0).id;
    let response = site.response(&format!("/inbox/{unread}/forms")).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert_eq!(
        filled::unopened(&filled.world, CARE).remove(0).id,
        unread,
        "looking did not open it"
    );
}

#[tokio::test]
async fn every_form_of_a_sent_bundle_has_its_place() {
    let (_dir, _filled, site) = filled_site().await;
    let rows = links(&site.page("/sent").await, "/sent/");
    for row in &rows[1..] {
        let html = site.page(&format!("{row}/forms")).await;
        let forms = links(&html, &format!("{row}/forms?client=1&form="));
        for form in &forms {
            let html = site.page(form).await;
            let sheets = html.matches("class=\"form-sheet ").count();
            let all = form.ends_with("form=all");
            assert_eq!(sheets, if all { forms.len() - 1 } else { 1 }, "{form}");
        }
        let response = site.response(&format!("{row}/forms?client=9999")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
    // The newest was taken back.
    let said = site.main(&format!("{}/forms", rows[0])).await;
    assert!(said.contains("取り下げたデータです。"), "{said}");
}

#[tokio::test]
async fn a_draft_is_said_to_be_one() {
    let (_dir, filled, site) = filled_site().await;
    let path = format!("/drafts/{}/forms", filled.draft);
    let said = site.main(&path).await;
    assert!(said.contains("下書きです。まだ送っていません。"), "{said}");
}

/// A file set with another stamp: the same contents, sent again later.
fn with_stamp(files: &filled::Files, stamp: &str) -> filled::Files {
    let renamed = |name: &str| {
        let (head, _) = name.rsplit_once('_').unwrap();
        format!("{head}_{stamp}.CSV")
    };
    files
        .iter()
        .map(|(name, bytes)| (renamed(name), bytes.clone()))
        .collect()
}

#[tokio::test]
async fn replaced_data_leads_to_what_replaced_it() {
    let (_dir, mut filled, site) = filled_site().await;
    let old = opened(&site).await;
    let said = site.main(&format!("{old}/forms")).await;
    assert!(!said.contains("古い内容です。"), "{said}");

    let known = filled.month.offices.len() - 1;
    let actual = filled::files(&filled.month, known - 3, Batch::Actual);
    let again = with_stamp(&actual, "20270131090000");
    filled
        .world
        .send(known - 3, &again, &DraftOptions::default(), NOW);
    filled.world.carry(NOW);
    let newer = filled::unopened(&filled.world, CARE)
        .into_iter()
        .find(|row| row.stamp.as_deref() == Some("20270131090000"))
        .unwrap();
    let html = site.page(&format!("{old}/forms")).await;
    let note = visible(between(&html, "<p class=\"note no-print\">", "</p>"));
    assert_eq!(
        note,
        "古い内容です。この方の12月分は、令和8年12月8日（火）8:42 に届いた新しいデータに置き換わりました。\n新しいデータを見る"
    );
    assert!(html.contains(&format!("href=\"/inbox/{}\"", newer.id)));
    // The sheet itself says so too: a print goes on without the page.
    let warning = visible(between(&html, "<p class=\"form-warning\">", "</p>"));
    assert!(
        warning.starts_with("古い内容です。この方の12月分は、"),
        "{warning}"
    );

    // Opened, the newer one says what changed against the one that was opened before.
    let care = filled.world.office(CARE);
    care.store(|store| open_inbox_bundle(store, newer.id, NOW))
        .unwrap();
    let said = site.main(&format!("/inbox/{}/forms", newer.id)).await;
    assert!(said.contains("変わったところ: ありません"), "{said}");
    assert!(!said.contains("古い内容です。"), "{said}");
}

#[tokio::test]
async fn the_same_forms_are_there_as_a_pdf() {
    let (_dir, _filled, site) = filled_site().await;
    let row = opened(&site).await;
    let html = site.page(&format!("{row}/forms?client=1&form=1")).await;
    let pdf = links(&html, &format!("{row}/forms.pdf"));
    assert_eq!(pdf, [format!("{row}/forms.pdf?client=1&#38;form=1")]);
    let response = site.response(&format!("{row}/forms.pdf?client=999")).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn forms_have_their_own_styles_and_print_without_the_frame() {
    let (_dir, _filled, site) = filled_site().await;
    let row = opened(&site).await;
    let html = site.page(&format!("{row}/forms")).await;
    let (look, forms) = (
        html.find("/assets/tsunagu.css").unwrap(),
        html.find("/assets/sheets.css").unwrap(),
    );
    assert!(look < forms, "the forms' rules come after the look's");
    assert!(html.contains("<body class=\"form-page\">"));
    assert!(!html.contains("style="), "the policy forbids it");
    let response = site.response("/assets/sheets.css").await;
    assert_eq!(
        response.headers()["content-type"],
        "text/css; charset=utf-8"
    );
    assert_eq!(response.text().await.unwrap(), sheets::STYLE);
}

#[tokio::test]
async fn what_was_sent_again_says_so_until_the_newer_one_is_taken_back() {
    let (_dir, mut filled, site) = filled_site().await;
    let rows = links(&site.page("/sent").await, "/sent/");
    let old = format!("{}/forms", rows.last().unwrap());
    let said = site.main(&old).await;
    assert!(!said.contains("新しいデータを送りました。"), "{said}");

    let tickets = filled::files(&filled.month, CARE, Batch::Ticket);
    let again = with_stamp(&tickets, "20270131090000");
    let newer = filled
        .world
        .send(CARE, &again, &DraftOptions::default(), NOW);
    let html = site.page(&old).await;
    let note = visible(between(&html, "<p class=\"note no-print\">", "</p>"));
    assert!(
        note.starts_with(
            "古い内容です。この方の12月分は、令和8年12月8日（火）8:42 に新しいデータを送りました。"
        ),
        "{note}"
    );
    for id in newer {
        filled
            .world
            .office(CARE)
            .store(|store| withdraw_bundle(store, id, NOW))
            .unwrap();
    }
    let said = site.main(&old).await;
    assert!(!said.contains("新しいデータを送りました。"), "{said}");
}
