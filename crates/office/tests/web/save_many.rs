//! Saving many received bundles at once: what is said before, what is opened, what is
//! in the archive and in which order.

use std::io::{Cursor, Read};

use reqwest::StatusCode;
use samples::Batch;
use tsunagu_office::inbox::{InboxFilter, ReceivedState, list_inbox};
use tsunagu_office::page::PageRequest;

use crate::filled::{self, CARE, Filled};
use crate::site::{NOW, Site, location, main_part};

async fn filled_site() -> (tempfile::TempDir, Filled, Site) {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let site = Site::start(filled.world.office(CARE)).await;
    (dir, filled, site)
}

fn states(filled: &Filled) -> Vec<(String, ReceivedState)> {
    let page = PageRequest::first(50);
    let rows = filled
        .world
        .office(CARE)
        .store(|store| list_inbox(store, &InboxFilter::default(), &page))
        .unwrap()
        .rows;
    rows.iter()
        .map(|row| (row.id.to_string(), row.state))
        .collect()
}

#[tokio::test]
async fn all_unread_is_opened_only_after_the_page_that_says_so() {
    let (_dir, filled, site) = filled_site().await;
    let before = states(&filled);
    let response = site.form("/inbox/save", &[("what", "unread")]).await;
    let path = location(&response).to_owned();
    let html = site.page(&path).await;
    let said = main_part(&html);
    assert!(
        said.contains("未読の 1件を開いてから保存します。")
            && said.contains("保存すると、次のデータを開いたことになります。")
            && said.contains("開いて保存する（1件）"),
        "{said}"
    );
    assert_eq!(states(&filled), before);
    let key = path.split_once("of=").unwrap().1.to_owned();
    let archive = format!("/inbox/save/archive?of={key}");
    let early = site.response(&archive).await;
    assert_eq!(early.status(), StatusCode::CONFLICT);

    let response = site.form("/inbox/save/open", &[("of", &key)]).await;
    assert_eq!(location(&response), format!("/inbox/save?of={key}&begin=1"));
    let said = site.main(location(&response)).await;
    assert!(said.contains("ZIP ファイルを保存（1件）"), "{said}");
    let opened = |states: &[(String, ReceivedState)]| {
        states
            .iter()
            .filter(|(_, state)| *state == ReceivedState::Opened)
            .count()
    };
    assert_eq!(opened(&states(&filled)), opened(&before) + 1);
    assert_eq!(
        site.response(&archive).await.status(),
        StatusCode::OK,
        "and it can be saved again"
    );
    // Nothing is unread any more.
    let response = site.form("/inbox/save", &[("what", "unread")]).await;
    assert_eq!(location(&response), "/inbox?chosen=none");
}

fn unzip(bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut found = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut contents = Vec::new();
        entry.read_to_end(&mut contents).unwrap();
        found.push((entry.name().to_owned(), contents));
    }
    found
}

/// What the senders of the opened and of the unread bundle sent, in the order of the
/// stamps: stamp, sender, file.
fn files_in_order(
    filled: &Filled,
    all: &[(String, ReceivedState)],
) -> Vec<(String, usize, (String, Vec<u8>))> {
    // The senders of what is here, and the one whose document came too.
    let sender_of = |wanted: ReceivedState| {
        let (id, _) = all.iter().find(|(_, state)| *state == wanted).unwrap();
        let number = id.split_once('-').unwrap().0;
        let offices = &filled.month.offices;
        offices
            .iter()
            .position(|office| office.number == number)
            .unwrap()
    };
    let unread = sender_of(ReceivedState::Received);
    let mut sent = Vec::new();
    for office in [sender_of(ReceivedState::Opened), unread] {
        for file in filled::files(&filled.month, office, Batch::Actual) {
            if !file.0.contains("_1370200015_43_") {
                continue;
            }
            let stamp = file.0.rsplit_once('_').unwrap().1[..14].to_owned();
            sent.push((stamp, office, file));
        }
    }
    sent.sort();
    let document = ("訪問看護報告書.pdf".to_owned(), filled::pdf());
    let at = sent
        .iter()
        .position(|(_, office, _)| *office == unread)
        .unwrap();
    let (stamp, office, _) = sent[at].clone();
    sent.insert(at + 1, (stamp, office, document));
    sent
}

#[tokio::test]
async fn the_archive_has_a_folder_for_each_bundle_in_the_order_of_import() {
    let (_dir, filled, site) = filled_site().await;
    let all = states(&filled);
    assert_eq!(all.len(), 4);
    // All are chosen, newest first; what is withdrawn or damaged stays out.
    let fields: Vec<(&str, &str)> = all.iter().map(|(id, _)| ("id", id.as_str())).collect();
    let response = site.form("/inbox/save", &fields).await;
    let path = location(&response).to_owned();
    let said = site.main(&path).await;
    assert!(
        said.contains("ほかに選んだ 2件は、取り下げられたか開けないため、入りません。"),
        "{said}"
    );
    let key = path.split_once("of=").unwrap().1;
    site.form("/inbox/save/open", &[("of", key)]).await;
    let archive = site
        .response(&format!("/inbox/save/archive?of={key}"))
        .await;
    assert_eq!(archive.headers()["content-type"], "application/zip");
    let disposition = archive.headers()["content-disposition"].to_str().unwrap();
    assert!(
        disposition.contains("_20261208084200_2") && disposition.contains("filename*=UTF-8''"),
        "{disposition}"
    );
    let bytes = archive.bytes().await.unwrap().to_vec();
    let found = unzip(bytes);
    let sent = files_in_order(&filled, &all);
    let names: Vec<&String> = found.iter().map(|(name, _)| name).collect();
    assert_eq!(found.len(), sent.len(), "{names:?} {sent:?}");
    let mut number = 0;
    let mut last = usize::MAX;
    for ((name, contents), (stamp, office, file)) in found.iter().zip(&sent) {
        if last != *office {
            (number, last) = (number + 1, *office);
        }
        let sender = &filled.month.offices[*office];
        let folder = format!("{number:03}_{stamp}_{}_{}", sender.number, sender.name);
        assert!(
            name.starts_with(&folder) && name.ends_with(&format!("/{}", file.0)),
            "{name} is not in {folder}"
        );
        assert_eq!(*contents, file.1, "{name}");
    }
    assert!(
        found.is_sorted_by(|left, right| left.0.split('/').next() <= right.0.split('/').next())
    );
}

#[tokio::test]
async fn choosing_nothing_is_said_and_keys_end() {
    let (_dir, _filled, site) = filled_site().await;
    let response = site.form("/inbox/save", &[]).await;
    let said = site.main(location(&response)).await;
    assert!(said.contains("保存するデータを選んでください。"), "{said}");
    for path in ["/inbox/save?of=0", "/inbox/save/archive?of=0"] {
        let response = site.response(path).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
    }
    for path in ["/inbox/save", "/inbox/save/archive"] {
        let response = site.response(path).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{path}");
    }
    let response = site.form("/inbox/save", &[("id", "x")]).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}
