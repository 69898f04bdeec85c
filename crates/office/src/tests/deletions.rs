//! Deletions without anything to delete, told by what was sent before.

use expect_test::{Expect, expect};

use super::{CARE, START, TestOffice, VISIT, World};
use crate::drafts::{CreatedDrafts, DraftInput, DraftOptions, deletions_without_record};
use crate::outbox::queue_draft;

const OTHER: &str = "1370200023";

fn input(kind: &str, to: &str, stamp: &str, record: &str) -> DraftInput {
    DraftInput {
        path: format!("out/{kind}_202610_{VISIT}_11_{to}_43_202611010900{stamp}.CSV"),
        bytes: format!("{record}\r\n").into_bytes(),
    }
}

fn actual(to: &str, stamp: &str, insured: &str) -> DraftInput {
    let record = format!(
        "202407,131001,{insured},20261101,202610,{to},\"Sato\",250,,20261005,,0900,1000,1,112211,,,,,\
         {VISIT},\"Visit\",,0,{VISIT},"
    );
    input("UPJSK", to, stamp, &record)
}

fn deletion(to: &str, stamp: &str, insured: &str) -> DraftInput {
    let record = format!("202407,131001,{insured},202610,{VISIT},11");
    input("DLTJSK", to, stamp, &record)
}

/// What is found beside what the check of the standard finds.
fn found(created: &CreatedDrafts) -> String {
    assert!(created.problems.is_empty(), "{:?}", created.problems);
    let files = created.report.files.iter().flat_map(|file| &file.findings);
    let found = files.filter(|finding| finding.code.to_string() == "SET-13");
    found
        .map(|finding| {
            let text = standard::finding::ja::text(finding);
            format!("{:?} {}\n", finding.line, text.message)
        })
        .collect()
}

#[track_caller]
fn check(office: &mut TestOffice, inputs: &[DraftInput], expected: Expect) -> CreatedDrafts {
    let created = office.draft(inputs, &DraftOptions::default());
    expected.assert_eq(&found(&created));
    created
}

fn send(office: &mut TestOffice, inputs: &[DraftInput]) {
    for draft in office.draft(inputs, &DraftOptions::default()).drafts {
        queue_draft(&mut office.store, draft.id, START).unwrap();
    }
}

#[test]
fn a_deletion_of_what_was_never_sent_is_told_and_goes_all_the_same() {
    let mut world = World::new();
    let visit = &mut world.visit;
    let nothing = || {
        expect![[r#"
            Some(1) この利用者のサービス利用票（第6表）実績を、この送信先へ送った記録がありません
        "#]]
    };
    let created = check(visit, &[deletion(CARE, "10", "0000000001")], nothing());
    assert_eq!((created.drafts.len(), created.report.errors()), (1, 0));

    // What goes out before it in the same pile counts, what goes out later does not.
    let both = [
        actual(CARE, "11", "0000000002"),
        deletion(CARE, "12", "0000000002"),
    ];
    check(visit, &both, expect![""]);
    let later = [
        actual(CARE, "14", "0000000003"),
        deletion(CARE, "13", "0000000003"),
    ];
    check(visit, &later, nothing());

    // Those are only drafts; the page of a draft counts them, for they go out from one list.
    let again = deletion(CARE, "15", "0000000002");
    check(visit, std::slice::from_ref(&again), nothing());
    let files = [(
        again.path.rsplit('/').next().unwrap().to_owned(),
        again.bytes,
    )];
    let on_page = deletions_without_record(&mut visit.store, &files).unwrap();
    // The deletion of the pile above is a draft as well, so the last word is a deletion.
    assert_eq!(on_page.len(), 1);
}

#[test]
fn what_was_sent_can_be_deleted_once_and_from_its_receiver_only() {
    let mut world = World::new();
    let visit = &mut world.visit;
    let nothing = || {
        expect![[r#"
            Some(1) この利用者のサービス利用票（第6表）実績を、この送信先へ送った記録がありません
        "#]]
    };
    send(visit, &[actual(CARE, "10", "0000000001")]);
    check(visit, &[deletion(OTHER, "11", "0000000001")], nothing());
    check(visit, &[deletion(CARE, "12", "0000000009")], nothing());
    check(visit, &[deletion(CARE, "13", "0000000001")], expect![""]);
    send(visit, &[deletion(CARE, "14", "0000000001")]);
    check(visit, &[deletion(CARE, "15", "0000000001")], nothing());
    send(visit, &[actual(CARE, "16", "0000000001")]);
    check(visit, &[deletion(CARE, "17", "0000000001")], expect![""]);
}
