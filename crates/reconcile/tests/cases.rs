//! Plans and actuals of one client, written short, and what the comparison says of them.
//!
//! A line is `day code start-end units count office`; what is left out is a visit of one hour of
//! the one office. `check` is the only code that calls the crate.
#![allow(clippy::unwrap_used)]

use expect_test::{Expect, expect};
use standard::{Document, FileKind, FileName, read_file};
use tsunagu_reconcile::text::Language;
use tsunagu_reconcile::{Arrival, Reconciliation, SourceFile, reconcile};

const CLIENT: (&str, &str) = ("131059", "0000000123");
const PLAN: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";
const ACTUAL: &str = "UPJSK_202610_1370300021_11_1370200015_43_20261101083000.CSV";

/// A file of table 6 with one record for each line.
fn ticket(client: (&str, &str), lines: &str) -> String {
    let mut text = String::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let part = |index: usize, otherwise: &'static str| {
            parts.get(index).copied().unwrap_or(otherwise).to_owned()
        };
        let (times, aid) = (part(2, "0900-1000"), part(6, ""));
        let (start, end) = times.split_once('-').unwrap();
        let (flags, aid) = match aid.strip_prefix("days=") {
            Some(days) => (flags(days), String::new()),
            None => (String::new(), aid),
        };
        text.push_str(&format!(
            "202407,{},{},20260925,202610,1370200015,\"計画 花子\",{},,202610{:0>2},{flags},{start},{end},{},{},{aid},,\"\",,{},\"訪問 見本\",,0,1370200015,\r\n",
            client.0, client.1, part(3, "387"), parts[0], part(4, "1"), part(1, "111111"),
            part(5, "1370300021"),
        ));
    }
    text
}

fn flags(days: &str) -> String {
    let days: Vec<u8> = days.split('+').map(|day| day.parse().unwrap()).collect();
    (1..=31)
        .map(|day| if days.contains(&day) { '1' } else { '0' })
        .collect()
}

fn read(name: &str, text: &str) -> (String, Document) {
    let kind = FileName::parse(name).unwrap().kind;
    let bytes = encode(text);
    (name.to_owned(), read_file(&bytes, kind))
}

/// The few characters of the cases in MS932.
fn encode(text: &str) -> Vec<u8> {
    standard::encoding::encode(text).unwrap().to_vec()
}

fn compare(planned: &[(&str, String)], actual: &[(&str, String)]) -> Reconciliation {
    let read_all = |files: &[(&str, String)]| -> Vec<(String, Document)> {
        files.iter().map(|(name, text)| read(name, text)).collect()
    };
    let (planned, actual) = (read_all(planned), read_all(actual));
    reconcile(&sources(&planned), &sources(&actual))
}

fn sources(files: &[(String, Document)]) -> Vec<SourceFile<'_>> {
    files
        .iter()
        .map(|(file_name, document)| SourceFile {
            file_name,
            document,
            clients: None,
        })
        .collect()
}

fn show(result: &Reconciliation, language: Language) -> String {
    let mut text = String::new();
    for client in &result.clients {
        for office in &client.offices {
            if office.arrival != Arrival::Arrived {
                text.push_str(&format!("{} {:?}\n", office.address, office.arrival));
            }
        }
        for difference in &client.differences {
            let sentence = difference.sentence(language);
            let (code, mark) = (difference.code(), difference.mark(language));
            text.push_str(&format!("{code} {mark} {}\n", sentence.what));
        }
        for risk in &client.risks {
            text.push_str(&format!(
                "{} {}\n",
                risk.code(),
                risk.sentence(language).what
            ));
        }
    }
    for unread in &result.unread {
        text.push_str(&format!("unread {}:{}\n", unread.file_name, unread.line));
    }
    text
}

/// Compares one plan with one file of actuals of the same client.
#[track_caller]
fn check(planned: &str, actual: &str, expected: Expect) {
    let result = compare(
        &[(PLAN, ticket(CLIENT, planned))],
        &[(ACTUAL, ticket(CLIENT, actual))],
    );
    expected.assert_eq(&show(&result, Language::Japanese));
}

#[test]
fn what_was_given_as_planned_says_nothing() {
    check("5\n12\n19", "5\n12\n19", expect![""]);
    // The order of the records says nothing either.
    check("5\n12\n19", "19\n5\n12", expect![""]);
}

#[test]
fn a_visit_that_was_not_given_or_not_planned() {
    check(
        "5\n12",
        "5",
        expect![[r#"
        REC-101 欠 12日 9:00〜10:00 訪問介護 111111は、行われていません
    "#]],
    );
    check(
        "5",
        "5\n12",
        expect![[r#"
        REC-102 追 12日 9:00〜10:00 訪問介護 111111は、予定にありません
        REC-203 単位数が、予定の387を超えて774になっています
    "#]],
    );
}

#[test]
fn a_visit_on_another_day_takes_the_nearest() {
    check(
        "5\n12\n19",
        "5\n13\n19",
        expect![[r#"
        REC-103 移 訪問介護 111111は、12日 9:00〜10:00の予定を13日 9:00〜10:00に行っています
    "#]],
    );
    check(
        "5\n25",
        "24\n6",
        expect![[r#"
        REC-103 移 訪問介護 111111は、5日 9:00〜10:00の予定を6日 9:00〜10:00に行っています
        REC-103 移 訪問介護 111111は、25日 9:00〜10:00の予定を24日 9:00〜10:00に行っています
    "#]],
    );
}

#[test]
fn a_visit_at_another_time_or_of_another_kind() {
    check(
        "5",
        "5 111111 1400-1500",
        expect![[r#"
        REC-104 時 5日 訪問介護 111111は、予定9:00〜10:00を14:00〜15:00に行っています
    "#]],
    );
    check(
        "5",
        "5 111211 0900-1030 567",
        expect![[r#"
        REC-105 替 5日 9:00〜10:00 予定の訪問介護 111111のかわりに、訪問介護 111211を行っています
        REC-203 単位数が、予定の387を超えて567になっています
    "#]],
    );
    // A visit in the morning does not stand for one in the evening.
    check(
        "5 111111 0900-1000",
        "5 111211 1800-1900 300",
        expect![[r#"
        REC-101 欠 5日 9:00〜10:00 訪問介護 111111は、行われていません
        REC-102 追 5日 18:00〜19:00 訪問介護 111211は、予定にありません
    "#]],
    );
}

#[test]
fn two_visits_of_one_day_are_two_visits() {
    check(
        "5 111111 0900-1000\n5 111111 1400-1500",
        "5 111111 1400-1500",
        expect![[r#"
        REC-101 欠 5日 9:00〜10:00 訪問介護 111111は、行われていません
    "#]],
    );
    check(
        "5 111111 0900-1000\n5 111111 0900-1000",
        "5 111111 0900-1000",
        expect![[r#"
        REC-101 欠 5日 9:00〜10:00 訪問介護 111111は、行われていません
    "#]],
    );
}

#[test]
fn counts_and_units() {
    check(
        "5 111111 0900-1000 387 1",
        "5 111111 0900-1000 387 2",
        expect![[r#"
        REC-106 回 5日 9:00〜10:00 訪問介護 111111は、予定1回のところ2回です
        REC-203 単位数が、予定の387を超えて774になっています
    "#]],
    );
    check(
        "5\n12",
        "5 111111 0900-1000 380\n12 111111 0900-1000 380",
        expect![[r#"
        REC-108 単 訪問介護 111111の単位数が、予定は387、実績は380です（2件）
    "#]],
    );
    // Actuals have 0 where a percentage cannot be computed.
    check("5", "5 111111 0900-1000 0", expect![""]);
}

#[test]
fn what_stands_for_a_month_has_no_day() {
    let bed = "171003 9999-9999 1000 1 1370300021";
    check(
        &format!("1 {bed} 00001-000010"),
        &format!("31 {bed} 00001-000010"),
        expect![""],
    );
    check(
        &format!("1 {bed} 00001-000010"),
        &format!("1 {bed} 00001-000020"),
        expect![[r#"
            REC-105 替 1日 予定の福祉用具貸与 171003（00001-000010）のかわりに、福祉用具貸与 171003（00001-000020）を行っています
        "#]],
    );
    let flat = "711111 9999-9999 5000 1 1370300021";
    check(
        &format!("1 {flat} days=1+2+3"),
        &format!("1 {flat} days=1+2"),
        expect![[r#"
        REC-107 割 夜間対応型訪問介護 711111の日割りの対象日が、予定は1・2・3日、実績は1・2日です
    "#]],
    );
}

#[test]
fn an_addition_without_its_service() {
    let day = "155051 0930-1645 56 1 1370300021";
    let base = "151443 0930-1645 700 1 1370300021";
    check(
        &format!("5 {base}\n5 {day}\n12 {base}\n12 {day}"),
        &format!("5 {base}\n5 {day}\n12 {day}"),
        expect![[r#"
            REC-101 欠 12日 9:30〜16:45 通所介護 151443は、行われていません
            REC-205 12日の加算155051に、いっしょに予定した通所介護 151443がありません
        "#]],
    );
}

#[test]
fn an_office_without_actuals_differs_in_nothing() {
    let nurse = "131011 1000-1030 314 1 1360300012";
    check(
        &format!("5\n6 {nurse}"),
        "5",
        expect![[r#"
        1360300012-13 Waiting
    "#]],
    );
}

#[test]
fn actuals_of_others_only() {
    let other = ("131059", "0000000999");
    let result = compare(
        &[(PLAN, ticket(CLIENT, "5\n12") + &ticket(other, "5"))],
        &[(ACTUAL, ticket(other, "5"))],
    );
    expect![[r#"
        1370300021-11 WithoutClient
        REC-109 無 予定2回に対して、届いた実績にこの利用者がいません
    "#]]
    .assert_eq(&show(&result, Language::Japanese));
    assert!(!result.clients[0].is_as_planned() && result.clients[1].is_as_planned());
}

#[test]
fn what_the_benefit_management_sheet_does_not_have() {
    check(
        "5",
        "5\n6 131011 1000-1030 314 1 1360300012",
        expect![[r#"
        REC-102 追 6日 10:00〜10:30 訪問看護 131011は、予定にありません
        REC-202 この事業所のこの種類のサービスは、予定にありません
    "#]],
    );
    for (who, expected) in [
        (
            ("131060", "0000000123"),
            expect![[r#"
            1370300021-11 WithoutClient
            REC-109 無 予定1回に対して、届いた実績にこの利用者がいません
            REC-102 追 5日 9:00〜10:00 訪問介護 111111は、予定にありません
            REC-201 予定では、同じ被保険者番号の保険者番号が131059です
        "#]],
        ),
        (
            ("131059", "0000000777"),
            expect![[r#"
            1370300021-11 WithoutClient
            REC-109 無 予定1回に対して、届いた実績にこの利用者がいません
            REC-102 追 5日 9:00〜10:00 訪問介護 111111は、予定にありません
            REC-201 この月の予定にない利用者の実績です
        "#]],
        ),
    ] {
        let result = compare(
            &[(PLAN, ticket(CLIENT, "5"))],
            &[(ACTUAL, ticket(who, "5"))],
        );
        expected.assert_eq(&show(&result, Language::Japanese));
    }
}

#[test]
fn the_newest_counts_and_a_deletion_takes_away() {
    const LATER: &str = "UPJSK_202610_1370300021_11_1370200015_43_20261102083000.CSV";
    const DELETED: &str = "DLTJSK_202610_1370300021_11_1370200015_43_20261103083000.CSV";
    let deletion = "202407,131059,0000000123,202610,1370300021,11\r\n".to_owned();
    let plan = [(PLAN, ticket(CLIENT, "5"))];
    // The order in which files are given says nothing.
    let corrected = compare(
        &plan,
        &[(LATER, ticket(CLIENT, "5")), (ACTUAL, ticket(CLIENT, "6"))],
    );
    assert!(corrected.clients[0].is_as_planned(), "{corrected:?}");
    let deleted = compare(&plan, &[(DELETED, deletion), (LATER, ticket(CLIENT, "5"))]);
    assert_eq!(
        deleted.clients[0].offices[0].arrival,
        Arrival::WithoutClient
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let broken = ticket(CLIENT, "5") + "202407,13\r\n";
    let result = compare(&[(PLAN, ticket(CLIENT, "5"))], &[(ACTUAL, broken)]);
    expect![[r#"
        unread UPJSK_202610_1370300021_11_1370200015_43_20261101083000.CSV:2
    "#]]
    .assert_eq(&show(&result, Language::Japanese));
}

/// The document kinds that say nothing about a month are passed over.
#[test]
fn other_kinds_are_passed_over() {
    let document = read_file(b"", FileKind::Up1Kyo);
    let file = SourceFile {
        file_name: "UP1KYO_1370200015_43_1370300021_11_20260925101500.CSV",
        document: &document,
        clients: None,
    };
    assert_eq!(
        reconcile(&[file], &[file]),
        Reconciliation {
            clients: Vec::new(),
            unread: Vec::new()
        }
    );
}
