//! Files leave the pages byte for byte, under safe names, and not before a bundle
//! was opened.

use std::io::{Cursor, Read};

use reqwest::StatusCode;
use samples::Batch;
use tsunagu_office::inbox::list_inbox;
use tsunagu_office::page::PageRequest;

use crate::filled::{self, CARE};
use crate::site::{NOW, Site, links, main_part};

fn unzip(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut contents = Vec::new();
        entry.read_to_end(&mut contents).unwrap();
        files.push((entry.name().to_owned(), contents));
    }
    files
}

#[tokio::test]
async fn received_files_are_saved_once_the_bundle_is_opened() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    let id = filled::unopened(&filled.world, CARE).remove(0).id;
    let mut sent = filled::files(&filled.month, 3, Batch::Actual);
    sent.push(("訪問看護報告書.pdf".to_owned(), filled::pdf()));

    for path in ["files/0", "archive"] {
        let response = site.response(&format!("/inbox/{id}/{path}")).await;
        assert_eq!(response.status(), StatusCode::CONFLICT);
        assert!(main_part(&response.text().await.unwrap()).contains("まだ開いていません"));
    }
    let closed = site.main(&format!("/inbox/{id}")).await;
    assert!(
        !closed.contains("報告書を PDF で添えました"),
        "the message is shown before opening"
    );

    site.form(&format!("/inbox/{id}/open"), &[]).await;
    let html = site.page(&format!("/inbox/{id}")).await;
    assert!(main_part(&html).contains("報告書を PDF で添えました。"));
    let hrefs = links(&html, &format!("/inbox/{id}/files/"));
    assert_eq!(hrefs.len(), sent.len());
    let mut saved = Vec::new();
    for href in &hrefs {
        let response = site.response(href).await;
        assert_eq!(
            response.headers()["content-type"],
            "application/octet-stream"
        );
        let disposition = response.headers()["content-disposition"]
            .to_str()
            .unwrap()
            .to_owned();
        saved.push((disposition, response.bytes().await.unwrap().to_vec()));
    }
    for ((name, bytes), (disposition, saved)) in sent.iter().zip(&saved) {
        assert_eq!(bytes, saved, "{name}");
        assert!(
            disposition.starts_with("attachment; filename=\""),
            "{disposition}"
        );
    }
    assert_eq!(
        saved[1].0,
        "attachment; filename=\"_______.pdf\"; \
         filename*=UTF-8''%E8%A8%AA%E5%95%8F%E7%9C%8B%E8%AD%B7%E5%A0%B1%E5%91%8A%E6%9B%B8.pdf"
    );
    let archive = site.response(&format!("/inbox/{id}/archive")).await;
    assert_eq!(archive.headers()["content-type"], "application/zip");
    assert_eq!(unzip(archive.bytes().await.unwrap().to_vec()), sent);
    let missing = site.response(&format!("/inbox/{id}/files/9")).await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn sent_files_and_drafts_can_be_saved_too() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    let tickets = filled::files(&filled.month, CARE, Batch::Ticket);
    for row in links(&site.page("/sent?show=unopened").await, "/sent/") {
        let archive = site.response(&format!("{row}/archive")).await;
        let files = unzip(archive.bytes().await.unwrap().to_vec());
        assert_eq!(files.len(), 3);
        for file in &files {
            assert!(tickets.contains(file), "{}", file.0);
        }
        let first = site.response(&format!("{row}/files/0")).await;
        assert_eq!(first.bytes().await.unwrap(), files[0].1);
    }
    let plans = filled::files(&filled.month, CARE, Batch::Plan);
    let draft = site
        .response(&format!("/drafts/{}/files/0", filled.draft))
        .await;
    let bytes = draft.bytes().await.unwrap();
    assert!(plans.iter().any(|(_, plan)| *plan == bytes));
    // A draft is not among the sent ones.
    let sent = site
        .response(&format!("/sent/{}/archive", filled.draft))
        .await;
    assert_eq!(sent.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_withdrawn_or_damaged_is_not_handed_out() {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(CARE);
    let site = Site::start(office).await;
    let all = PageRequest::first(50);
    let rows = office
        .store(|store| list_inbox(store, &Default::default(), &all))
        .unwrap()
        .rows;
    for row in &rows[..2] {
        for path in ["files/0", "archive"] {
            let response = site.response(&format!("/inbox/{}/{path}", row.id)).await;
            assert_eq!(response.status(), StatusCode::CONFLICT, "{:?}", row.state);
        }
        let response = site.form(&format!("/inbox/{}/open", row.id), &[]).await;
        assert_eq!(response.status(), StatusCode::CONFLICT, "{:?}", row.state);
    }
}
