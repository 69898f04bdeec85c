//! The example for care software: run as it is, its files read again.

#![allow(clippy::unwrap_used)]

// `main` of an example is not called from a test.
#[allow(dead_code)]
#[path = "../examples/make_ticket.rs"]
mod make_ticket;

use expect_test::expect;
use tsunagu_standard::records::{Table06Record, read_records};
use tsunagu_standard::{FileKind, read_file};

#[test]
fn make_ticket_writes_a_set_without_findings() {
    let folder = tempfile::tempdir().unwrap();
    let lines = make_ticket::make_ticket(folder.path()).unwrap();
    expect![[r#"
        wrote UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV (records: 4)
        wrote UPSIKYU_202610_1370200015_43_1370300021_11_20260925101800.CSV (records: 2)
        wrote UPHOSOKU_202610_1370200015_43_1370300021_11_20260925101800.CSV (records: 1)
        K2 from 1370200015-43 to 1370300021-11
        errors: 0, warnings: 0
    "#]]
    .assert_eq(&(lines.join("\n") + "\n"));
    let name = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";
    let bytes = std::fs::read(folder.path().join(name)).unwrap();
    let records: Vec<Table06Record> = read_records(&read_file(&bytes, FileKind::UpPlan)).unwrap();
    let units: i64 = records
        .iter()
        .filter_map(|record| record.units)
        .map(|u| u.value())
        .sum();
    assert_eq!((records.len(), units), (4, 4 * 387));
}
