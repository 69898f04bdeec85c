//! Editing drafts and sending again: no edit is lost, whoever else edits, sends or discards.

use protocol::BundleId;

use super::super::{CARE, START, VISIT, World, deletion, later};
use super::{add, all, drafts, finish, pdf, plan, state};
use crate::drafts::{DraftOptions, discard_draft};
use crate::error_code::ErrorCode;
use crate::outbox::{
    SentState, queue_draft, read_outbox_bundle, read_outbox_file, withdraw_bundle,
};
use crate::piles::{
    ChangeError, Changed, EditError, Finish, PileWords, change_pile, discard_pile, edit_draft,
    edit_sent, read_pile, remove_files,
};
use crate::store::Store;

fn one_draft(store: &mut Store, message: &str) -> BundleId {
    let inputs = [
        deletion(CARE, VISIT, "20261001090000", "0000000001"),
        pdf("memo.pdf", 99),
    ];
    let options = DraftOptions {
        message: message.to_owned(),
        ..DraftOptions::default()
    };
    let created = crate::drafts::create_drafts(store, &inputs, &options, START).unwrap();
    created.drafts[0].id
}

fn message(version: i64, text: &str) -> PileWords {
    PileWords {
        words_version: version,
        message: text.to_owned(),
        ..PileWords::default()
    }
}

fn say(store: &mut Store, pile: i64, text: &str) -> Changed {
    let version = read_pile(store, pile).unwrap().unwrap().words_version;
    change_pile(store, pile, &message(version, text), later(1)).unwrap()
}

#[test]
fn an_edited_draft_has_a_new_id_and_the_old_one_is_gone() {
    let mut world = World::new();
    let store = &mut world.care.store;
    let old = one_draft(store, "はじめ");
    let pile = edit_draft(store, old, START).unwrap();
    assert_eq!(
        edit_draft(store, old, later(5)).unwrap(),
        pile,
        "opened again"
    );
    let planned = plan(store, pile);
    assert_eq!(planned.pile.message, "はじめ");
    assert_eq!(
        planned.bundles[0].before, None,
        "it does not stand in its own way"
    );
    assert_eq!(planned.bundles[0].files.len(), 2);
    assert_eq!(
        state(store, old),
        SentState::Draft,
        "there until the edit is saved"
    );
    say(store, pile, "あとで");
    let files = [pdf("memo2.pdf", 98)];
    add(store, Some(pile), &files);
    let finished = finish(store, pile, &Finish::Save);
    assert!(!finished.base_gone);
    let new = finished.drafts[0];
    assert_ne!(new, old);
    assert_eq!(drafts(store), [(new, "あとで".to_owned())]);
    assert_eq!(read_outbox_bundle(store, old).unwrap(), None);
    let kept = read_outbox_file(store, new, "memo2.pdf").unwrap();
    assert_eq!(kept, Some(files[0].bytes.clone()));
}

#[test]
fn two_pages_that_edit_one_draft_both_keep_their_edit() {
    let mut world = World::new();
    let store = &mut world.care.store;
    let old = one_draft(store, "はじめ");
    let first = edit_draft(store, old, START).unwrap();
    say(store, first, "一人目");
    let second = edit_draft(store, old, later(2)).unwrap();
    assert_ne!(first, second);
    say(store, second, "二人目");
    assert!(!finish(store, first, &Finish::Save).base_gone);
    // The second one wanted to send: it is told, and decides which of the two is right.
    let shown = all(&plan(store, second));
    // The first one's draft has the same files, so they are asked for once more.
    let words = PileWords {
        send_again: true,
        ..message(
            read_pile(store, second).unwrap().unwrap().words_version,
            "二人目",
        )
    };
    change_pile(store, second, &words, later(3)).unwrap();
    let finished = finish(store, second, &shown);
    assert!(finished.base_gone);
    assert_eq!(finished.sending, None);
    let mut messages: Vec<String> = drafts(store).into_iter().map(|(_, text)| text).collect();
    messages.sort();
    assert_eq!(messages, ["一人目", "二人目"]);
}

#[test]
fn a_draft_that_was_sent_or_discarded_meanwhile_takes_no_edit_with_it() {
    for sent in [true, false] {
        let mut world = World::new();
        let store = &mut world.care.store;
        let old = one_draft(store, "はじめ");
        let pile = edit_draft(store, old, START).unwrap();
        say(store, pile, "あとで");
        let added = deletion(CARE, VISIT, "20261001090000", "0000000002");
        add(store, Some(pile), &[added]);
        if sent {
            queue_draft(store, old, START).unwrap();
            let again = edit_draft(store, old, START).unwrap_err();
            assert_eq!(ErrorCode::from(&again).code(), "OFF-211");
        } else {
            discard_draft(store, old).unwrap();
            let again = edit_draft(store, old, START).unwrap_err();
            assert!(matches!(again, EditError::NotFound { .. }));
        }
        let finished = finish(store, pile, &Finish::Save);
        assert!(finished.base_gone);
        assert_eq!(drafts(store), [(finished.drafts[0], "あとで".to_owned())]);
    }
}

#[test]
fn words_of_two_pages_on_one_pile_are_both_kept() {
    let mut world = World::new();
    let store = &mut world.care.store;
    let pile = add(
        store,
        None,
        &[deletion(CARE, VISIT, "20261001090000", "0000000001")],
    );
    assert_eq!(
        change_pile(store, pile, &message(0, "一人目"), later(1)).unwrap(),
        Changed::Here
    );
    let Changed::Copied(copy) = change_pile(store, pile, &message(0, "二人目"), later(2)).unwrap()
    else {
        panic!("the second page did not know the first one's words")
    };
    // The same words are no conflict.
    assert_eq!(
        change_pile(store, pile, &message(0, "一人目"), later(3)).unwrap(),
        Changed::Here
    );
    let text = |store: &mut Store, pile| read_pile(store, pile).unwrap().unwrap().message;
    assert_eq!(text(store, pile), "一人目");
    assert_eq!(text(store, copy), "二人目");
    assert_eq!(plan(store, copy).bundles.len(), 1, "with the same files");
    let long = change_pile(store, pile, &message(1, &"あ".repeat(4_001)), START).unwrap_err();
    assert_eq!(ErrorCode::from(&long).code(), "OFF-112");
    let number = read_pile(store, pile).unwrap().unwrap().files[0].number;
    assert_eq!(remove_files(store, pile, &[number, 999], START).unwrap(), 1);
    assert!(discard_pile(store, pile).unwrap() && !discard_pile(store, pile).unwrap());
    assert!(matches!(
        remove_files(store, pile, &[1], START),
        Err(ChangeError::NotFound { .. })
    ));
}

#[test]
fn what_was_sent_is_sent_again_with_the_same_bytes_and_names() {
    let mut world = World::new();
    let store = &mut world.care.store;
    let first = one_draft(store, "はじめ");
    assert!(matches!(
        edit_sent(store, first, START),
        Err(EditError::WrongState { .. })
    ));
    queue_draft(store, first, START).unwrap();
    assert!(
        edit_sent(store, first, START).is_err(),
        "it is still on its way"
    );
    withdraw_bundle(store, first, later(1)).unwrap();
    let pile = edit_sent(store, first, later(2)).unwrap();
    let finished = finish(store, pile, &Finish::Save);
    assert!(!finished.base_gone);
    let again = read_outbox_bundle(store, finished.drafts[0])
        .unwrap()
        .unwrap();
    let before = read_outbox_bundle(store, first).unwrap().unwrap();
    assert_eq!(before.row.state, SentState::Withdrawn);
    assert_ne!(again.row.id, first);
    assert_eq!(again.files, before.files);
    assert_eq!(
        (again.row.stamp, again.message),
        (before.row.stamp, before.message)
    );
}
