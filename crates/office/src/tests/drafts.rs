//! Grouping any pile of files into drafts, at its boundaries.

use expect_test::{Expect, expect};

use super::{CARE, START, VISIT, World, address, deletion, later};
use crate::drafts::{
    CreateDraftsError, CreatedDrafts, DraftInput, DraftOptions, create_drafts, discard_draft,
    list_drafts,
};
use crate::error_code::ErrorCode;
use crate::outbox::{queue_draft, read_outbox_file};
use crate::page::PageRequest;

fn attachment(name: &str, bytes: &[u8]) -> DraftInput {
    DraftInput {
        path: format!("attached/{name}"),
        bytes: bytes.to_vec(),
    }
}

fn pdf(name: &str, size_bytes: usize) -> DraftInput {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    // Different contents for different names, or they would be the same file.
    bytes.extend_from_slice(name.as_bytes());
    bytes.resize(size_bytes.max(bytes.len()), b' ');
    attachment(name, &bytes)
}

/// One line per draft and problem.
fn summary(created: &CreatedDrafts) -> String {
    let mut lines: Vec<String> = created
        .drafts
        .iter()
        .map(|draft| {
            format!(
                "draft to {}-{}: {} {} months [{}], {} + {} files, clients {:?}",
                draft.partner.number,
                draft.partner.service,
                draft.set.as_deref().unwrap_or("no set"),
                draft.stamp.as_deref().unwrap_or("no stamp"),
                draft.months.join(" "),
                draft.standard_files,
                draft.attachments,
                draft.clients,
            )
        })
        .collect();
    lines.extend(created.problems.iter().map(|problem| {
        let path = problem.path.as_deref().unwrap_or("-");
        format!(
            "{} {path} {:?} {:?}",
            problem.code.code(),
            problem.found,
            problem.expected
        )
    }));
    lines.extend(created.duplicates.iter().map(|duplicate| {
        format!(
            "duplicate {} {}",
            duplicate.state.as_str(),
            duplicate.paths.join(" ")
        )
    }));
    lines.join("\n")
}

#[track_caller]
fn check(inputs: &[DraftInput], options: &DraftOptions, expected: Expect) {
    let mut world = World::new();
    expected.assert_eq(&summary(&world.care.draft(inputs, options)));
}

#[test]
fn files_of_one_address_and_stamp_are_one_bundle() {
    check(
        &[
            deletion(CARE, VISIT, "20261001090000", "0000000001"),
            deletion(CARE, VISIT, "20261001090001", "0000000002"),
            deletion(CARE, "1370300039", "20261001090000", "0000000003"),
        ],
        &DraftOptions::default(),
        expect![[r#"
            draft to 1370300021-11: K4 20261001090000 months [202610], 1 + 0 files, clients Some(1)
            draft to 1370300039-11: K4 20261001090000 months [202610], 1 + 0 files, clients Some(1)
            draft to 1370300021-11: K4 20261001090001 months [202610], 1 + 0 files, clients Some(1)"#]],
    );
}

#[test]
fn what_has_errors_stays_and_the_rest_goes() {
    let mut damaged = deletion(CARE, VISIT, "20261001090000", "0000000001");
    damaged.bytes = b"202407,13100X,0000000001,202610\r\n".to_vec();
    check(
        &[
            damaged,
            deletion(CARE, VISIT, "20261001090001", "0000000002"),
            DraftInput {
                path: "out/MEMO.CSV".to_owned(),
                bytes: b"1,2\r\n".to_vec(),
            },
        ],
        &DraftOptions::default(),
        expect![[r#"
            draft to 1370300021-11: K4 20261001090001 months [202610], 1 + 0 files, clients Some(1)
            OFF-102 out/DLTPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV Some("1") Some("0")
            OFF-102 out/MEMO.CSV Some("1") Some("0")"#]],
    );
}

#[test]
fn files_of_standard_3_stay() {
    let mut old = deletion(CARE, VISIT, "20261001090000", "0000000001");
    old.path = old.path.replace("_43_", "_").replace("_11_", "_");
    old.bytes = b"202208,131001,0000000001,202610\r\n".to_vec();
    check(
        &[old],
        &DraftOptions::default(),
        expect![[r#"
            OFF-102 out/DLTPLAN_202610_1370200015_1370300021_20261001090000.CSV Some("1") Some("0")"#]],
    );
}

#[test]
fn only_this_office_and_its_services_send() {
    let mut other_service = deletion(CARE, VISIT, "20261001090000", "0000000001");
    other_service.path = other_service.path.replace("_43_", "_73_");
    check(
        &[
            deletion(VISIT, CARE, "20261001090000", "0000000001"),
            other_service,
        ],
        &DraftOptions::default(),
        expect![[r#"
            OFF-105 out/DLTPLAN_202610_1370200015_73_1370300021_11_20261001090000.CSV None None
            OFF-104 out/DLTPLAN_202610_1370300021_43_1370200015_11_20261001090000.CSV Some("1370300021") Some("1370200015")"#]],
    );
}

#[test]
fn attachments_go_with_the_only_receiver() {
    check(
        &[
            deletion(CARE, VISIT, "20261001090000", "0000000001"),
            pdf("指示書.pdf", 100),
            attachment("memo.txt", "よろしくお願いします。".as_bytes()),
        ],
        &DraftOptions::default(),
        expect![
            "draft to 1370300021-11: K4 20261001090000 months [202610], 1 + 2 files, clients Some(1)"
        ],
    );
}

#[test]
fn attachments_need_a_receiver_when_there_are_several_or_none() {
    check(
        &[
            deletion(CARE, VISIT, "20261001090000", "0000000001"),
            deletion(CARE, "1370300039", "20261001090000", "0000000003"),
            pdf("a.pdf", 100),
        ],
        &DraftOptions::default(),
        expect![[r#"
            draft to 1370300021-11: K4 20261001090000 months [202610], 1 + 0 files, clients Some(1)
            draft to 1370300039-11: K4 20261001090000 months [202610], 1 + 0 files, clients Some(1)
            OFF-108 attached/a.pdf None None"#]],
    );
    check(
        &[pdf("a.pdf", 100)],
        &DraftOptions::default(),
        expect!["OFF-108 attached/a.pdf None None"],
    );
    check(
        &[pdf("a.pdf", 100)],
        &DraftOptions {
            to: Some(address("1370300021-11")),
            ..DraftOptions::default()
        },
        expect!["draft to 1370300021-11: no set no stamp months [], 0 + 1 files, clients None"],
    );
}

#[test]
fn attachments_are_recognised_by_content_and_ending() {
    check(
        &[
            attachment("tool.pdf", b"MZ\x90\0\x03"),
            attachment("page.html", b"%PDF-1.7\n"),
            attachment("a.txt", b"plain"),
            attachment("A.TXT", b"other"),
            attachment("bundle.json", b"{}"),
        ],
        &DraftOptions {
            to: Some(address("1370300021-11")),
            ..DraftOptions::default()
        },
        expect![[r#"
            draft to 1370300021-11: no set no stamp months [], 0 + 1 files, clients None
            OFF-106 attached/tool.pdf None None
            OFF-107 attached/page.html None Some(".pdf")
            OFF-115 attached/A.TXT None None
            OFF-116 attached/bundle.json None Some("a file may not be called bundle.json")"#]],
    );
}

#[test]
fn attachments_spill_over_at_30_files_and_10_mebibytes() {
    let mut files = vec![deletion(CARE, VISIT, "20261001090000", "0000000001")];
    files.extend((0..30).map(|number| pdf(&format!("{number:02}.pdf"), 100)));
    check(
        &files,
        &DraftOptions::default(),
        expect![[r#"
            draft to 1370300021-11: K4 20261001090000 months [202610], 1 + 29 files, clients Some(1)
            draft to 1370300021-11: no set no stamp months [], 0 + 1 files, clients None"#]],
    );
    let mebibytes = 1024 * 1024;
    check(
        &[
            pdf("a.pdf", 10 * mebibytes),
            pdf("b.pdf", 6 * mebibytes),
            pdf("c.pdf", 4 * mebibytes),
            pdf("d.pdf", 10 * mebibytes + 1),
        ],
        &DraftOptions {
            to: Some(address("1370300021-11")),
            ..DraftOptions::default()
        },
        expect![[r#"
            draft to 1370300021-11: no set no stamp months [], 0 + 1 files, clients None
            draft to 1370300021-11: no set no stamp months [], 0 + 2 files, clients None
            OFF-110 attached/d.pdf None None"#]],
    );
}

#[test]
fn the_same_files_to_the_same_address_are_kept_out_unless_asked_for() {
    let mut world = World::new();
    let files = [deletion(CARE, VISIT, "20261001090000", "0000000001")];
    let first = world.care.draft(&files, &DraftOptions::default());
    let path = &files[0].path;
    assert_eq!(
        summary(&world.care.draft(&files, &DraftOptions::default())),
        format!("duplicate draft {path}")
    );
    queue_draft(&mut world.care.store, first.drafts[0].id, START).unwrap();
    assert_eq!(
        summary(&world.care.draft(&files, &DraftOptions::default())),
        format!("duplicate waiting {path}")
    );
    // What `send` prints beside it.
    assert_eq!(ErrorCode::AlreadySent.code(), "OFF-113");
    let again = world.care.draft(
        &files,
        &DraftOptions {
            send_again: true,
            ..DraftOptions::default()
        },
    );
    assert_eq!(again.drafts.len(), 1);
    assert_ne!(again.drafts[0].id, first.drafts[0].id);
}

#[test]
fn drafts_survive_a_crash_keep_their_bytes_and_can_be_discarded() {
    let mut world = World::new();
    let files = [deletion(CARE, VISIT, "20261001090000", "0000000001")];
    let id = world.care.draft(&files, &DraftOptions::default()).drafts[0].id;
    world.care.crash();
    let listed = list_drafts(&mut world.care.store, &PageRequest::default()).unwrap();
    assert_eq!(listed.rows.len(), 1);
    let name = files[0].path.strip_prefix("out/").unwrap();
    assert_eq!(
        read_outbox_file(&mut world.care.store, id, name)
            .unwrap()
            .unwrap(),
        files[0].bytes
    );
    discard_draft(&mut world.care.store, id).unwrap();
    assert_eq!(
        discard_draft(&mut world.care.store, id)
            .unwrap_err()
            .to_string(),
        format!("there is no draft {id}")
    );
    assert_eq!(
        read_outbox_file(&mut world.care.store, id, name).unwrap(),
        None
    );
}

#[test]
fn a_sent_bundle_cannot_be_discarded() {
    let mut world = World::new();
    let id = world.care.queue("20261001090000", VISIT);
    assert_eq!(
        discard_draft(&mut world.care.store, id)
            .unwrap_err()
            .to_string(),
        format!("bundle {id} is waiting and no draft any more")
    );
}

#[test]
fn files_of_one_stamp_that_are_no_permitted_set_stay() {
    let plan = DraftInput {
        path: format!("out/DLT1KYO_{CARE}_43_{VISIT}_11_20261001090000.CSV"),
        bytes: b"202407,131001,0000000001,20260901\r\n".to_vec(),
    };
    check(
        &[deletion(CARE, VISIT, "20261001090000", "0000000001"), plan],
        &DraftOptions::default(),
        expect![[r#"
            OFF-103 out/DLTPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV None None
            OFF-103 out/DLT1KYO_1370200015_43_1370300021_11_20261001090000.CSV None None"#]],
    );
}

#[test]
fn an_office_with_two_services_says_as_which_one_it_sends() {
    let mut world = World::new();
    world.care.set_services(&["43", "46"]);
    let to_visit = DraftOptions {
        to: Some(address("1370300021-11")),
        ..DraftOptions::default()
    };
    let files = [pdf("a.pdf", 100)];
    let unclear = world.care.draft(&files, &to_visit);
    assert_eq!(summary(&unclear), "OFF-109 attached/a.pdf None None");
    for (service, expected) in [("46", None), ("11", Some("OFF-105"))] {
        let options = DraftOptions {
            from_service: Some(service.parse().unwrap()),
            ..to_visit.clone()
        };
        let created = world.care.draft(&files, &options);
        let refused = created.problems.first().map(|problem| problem.code.code());
        assert_eq!(refused, expected, "{service}");
    }
}

#[test]
fn a_set_of_more_than_ten_mebibytes_cannot_be_split() {
    let mut file = deletion(CARE, VISIT, "20261001090000", "0000000001");
    file.bytes.clear();
    // 33 bytes each: the first number of records that is above 10 MiB.
    for number in 0..=(10 * 1024 * 1024 / 33) {
        let line = format!("202407,131001,{number:010},202610\r\n");
        file.bytes.extend_from_slice(line.as_bytes());
    }
    check(
        &[file],
        &DraftOptions::default(),
        expect![
            "OFF-111 out/DLTPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV None None"
        ],
    );
}

#[test]
fn nothing_and_too_much_are_refused_as_a_whole() {
    let mut world = World::new();
    let options = |characters: usize| DraftOptions {
        message: "あ".repeat(characters),
        ..DraftOptions::default()
    };
    let files = [deletion(CARE, VISIT, "20261001090000", "0000000001")];
    let store = &mut world.care.store;
    assert!(matches!(
        create_drafts(store, &[], &options(0), START),
        Err(CreateDraftsError::NothingToSend)
    ));
    assert!(matches!(
        create_drafts(store, &files, &options(4001), START),
        Err(CreateDraftsError::MessageTooLong { found: 4001 })
    ));
    assert_eq!(
        create_drafts(store, &files, &options(4000), later(1))
            .unwrap()
            .drafts
            .len(),
        1
    );
}
