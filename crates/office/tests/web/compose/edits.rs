//! Editing drafts in two windows, and sending again what was sent.

use reqwest::StatusCode;
use tsunagu_office::outbox::{SentState, read_outbox_bundle, withdraw_bundle};

use super::{Upload, drafts, filled_site};
use crate::filled::CARE;
use crate::site::{NOW, between, location};

#[tokio::test]
async fn two_windows_that_edit_one_draft_lose_nothing() {
    let (_dir, filled, site) = filled_site().await;
    let draft = format!("/drafts/{}", filled.draft);
    let edit = async || {
        let response = site.form(&format!("{draft}/edit"), &[]).await;
        location(&response).to_owned()
    };
    let say = async |pile: &str, text: &str, button: &str| {
        let upload = Upload::of_page(&site, pile).await.without("message", "");
        let response = upload.with("message", text).send(&site, pile, button).await;
        location(&response).to_owned()
    };
    let first = edit().await;
    let said = site.main(&first).await;
    assert!(said.contains("下書きを直す"), "{said}");
    assert_eq!(say(&first, "一人目", "save").await, first);
    let second = edit().await;
    assert_ne!(first, second);
    assert_eq!(say(&first, "一人目", "draft").await, "/drafts?saved=1");
    assert_eq!(site.response(&draft).await.status(), StatusCode::NOT_FOUND);
    // The other window sends, and is told what happened instead.
    let upload = Upload::of_page(&site, &second).await.without("message", "");
    let upload = upload.with("again", "yes").with("message", "二人目");
    upload.send(&site, &second, "save").await;
    let upload = Upload::of_page(&site, &second).await;
    let response = upload.send(&site, &second, "send").await;
    assert_eq!(location(&response), "/drafts?saved=1&kept=0&own=1");
    let said = site.main(location(&response)).await;
    assert!(
        said.contains("もとの下書きは、ほかの画面で先に変更または送信されていました。"),
        "{said}"
    );
    let mut messages: Vec<_> = drafts(&filled)
        .into_iter()
        .map(|row| row.message_start)
        .collect();
    messages.sort();
    assert_eq!(messages, ["一人目", "二人目"]);
}

#[tokio::test]
async fn what_was_withdrawn_is_sent_again_as_it_was() {
    let (_dir, filled, site) = filled_site().await;
    let office = filled.world.office(CARE);
    let list = site.page("/sent").await;
    let withdrawn = list
        .split("<tr>")
        .find(|row| row.contains("status-withdrawn"))
        .map(|row| between(row, "href=\"/sent/", "\"").to_owned())
        .unwrap();
    let response = site.form(&format!("/sent/{withdrawn}/again"), &[]).await;
    let pile = location(&response).to_owned();
    assert_eq!(pile, "/new/1?note=again");
    let said = site.main(&pile).await;
    assert!(
        said.contains("そのままの名前と連番で入れました。"),
        "{said}"
    );
    let upload = Upload::of_page(&site, "/new/1").await;
    let response = upload.send(&site, "/new/1", "send").await;
    assert_eq!(location(&response), "/sending/1");
    let id = withdrawn.parse().unwrap();
    let before = office
        .store(|store| read_outbox_bundle(store, id))
        .unwrap()
        .unwrap();
    let html = site.page("/sending/1").await;
    let again = between(&html, "data-bundle=\"", "\"").parse().unwrap();
    let again = office
        .store(|store| read_outbox_bundle(store, again))
        .unwrap()
        .unwrap();
    assert_eq!(again.files, before.files);
    assert_eq!(again.row.state, SentState::Waiting);
    // While it is on its way it is not sent a second time.
    let response = site
        .form(&format!("/sent/{}/again", again.row.id), &[])
        .await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    office
        .store(|store| withdraw_bundle(store, again.row.id, NOW))
        .unwrap();
    let response = site
        .form(&format!("/sent/{}/again", again.row.id), &[])
        .await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
}
