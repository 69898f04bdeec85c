//! A practice without its pages: the exchange to its end, and that no connection can be made for it.

use protocol::UtcSeconds;

use super::*;
use crate::ErrorCode;
use crate::drafts::{DraftOptions, create_drafts};
use crate::error_code::Language;
use crate::inbox::{InboxFilter, list_inbox, open_inbox_bundle};
use crate::outbox::queue_drafts;
use crate::page::PageRequest;
use crate::sync::{Connection, PassError};

/// 2026-12-08 08:42 in Japan.
const NOW: i64 = 1_796_686_920;

fn begin(folder: &std::path::Path) -> Practice {
    begin_practice(folder, Language::Japanese, UtcSeconds(NOW)).unwrap()
}

fn done(practice: &Practice) -> u8 {
    practice.office().store(read_progress).unwrap().done
}

#[test]
fn five_steps_lead_from_the_files_to_the_actuals() {
    let folder = tempfile::tempdir().unwrap();
    let practice = begin(folder.path());
    assert_eq!(done(&practice), 0);
    let put_in = |files: &[crate::drafts::DraftInput], at| {
        practice
            .office()
            .store(|store| create_drafts(store, files, &DraftOptions::default(), UtcSeconds(at)))
            .unwrap()
    };
    let first = put_in(&practice.files().first, NOW);
    assert_eq!((first.drafts.len(), done(&practice)), (1, 1));
    let corrected = put_in(&practice.files().corrected, NOW + 60);
    assert!(corrected.problems.is_empty(), "{:?}", corrected.problems);
    assert_eq!((corrected.drafts.len(), done(&practice)), (1, 2));

    let ids = [first.drafts[0].id, corrected.drafts[0].id];
    practice
        .office()
        .store(|store| queue_drafts(store, &ids, UtcSeconds(NOW + 120)))
        .unwrap();
    practice.step(UtcSeconds(NOW + 121)).unwrap();
    assert_eq!(done(&practice), 3);
    practice.step(UtcSeconds(NOW + 122)).unwrap();
    assert_eq!(done(&practice), 3, "the partner opens a little later");
    practice.step(UtcSeconds(NOW + 125)).unwrap();
    practice.step(UtcSeconds(NOW + 126)).unwrap();
    let progress = practice.office().store(read_progress).unwrap();
    assert_eq!((progress.done, progress.opened), (4, true));

    let rows = practice
        .office()
        .store(|store| list_inbox(store, &InboxFilter::default(), &PageRequest::first(9)))
        .unwrap()
        .rows;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].check_errors, 0);
    practice
        .office()
        .store(|store| open_inbox_bundle(store, rows[0].id, UtcSeconds(NOW + 200)))
        .unwrap();
    assert_eq!(done(&practice), 5);
}

#[test]
fn both_offices_say_that_they_are_practice_and_know_each_other_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let practice = begin(folder.path());
    assert!(practice.office().is_practice());
    let own = practice.office().name();
    assert!(own.starts_with("（練習）"), "{own}");
    let partners = practice
        .office()
        .store(crate::partners::list_partners)
        .unwrap();
    let names: Vec<_> = partners
        .iter()
        .filter_map(|partner| partner.name.clone())
        .collect();
    assert!(
        names.iter().all(|name| name.starts_with("（練習）")),
        "{names:?}"
    );
    assert!(names.len() > 1, "{names:?}");
}

#[test]
fn no_connection_can_be_made_for_the_office_of_a_practice() {
    let folder = tempfile::tempdir().unwrap();
    let practice = begin(folder.path());
    for office in [0, 1] {
        let office = practice.play.lock().unwrap().members[office].office.clone();
        let refused = Connection::new(&office, || UtcSeconds(NOW)).err().unwrap();
        assert!(matches!(refused, PassError::Practice), "{refused:?}");
        assert_eq!(ErrorCode::from(&refused), ErrorCode::PracticeHasNoHub);
        assert_eq!(ErrorCode::from(&refused).code(), "OFF-881");
    }
}

#[test]
fn its_folder_vanishes_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let practice = begin(folder.path());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    drop(practice);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let nowhere = folder.path().join("missing");
    let refused = begin_practice(&nowhere, Language::Japanese, UtcSeconds(NOW));
    assert!(matches!(refused.err(), Some(PracticeError::Folder(_))));
}
