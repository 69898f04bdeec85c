//! Damages of what a vendor delivers: each fails its pattern for the reason given.

use standard::FileKind;

use super::{edited, failures, kit, pattern, vendor};
use crate::conformance::judge::Delivered;
use crate::conformance::world::Role;

type Damage = fn(&mut Vec<Delivered>);

/// Damages the delivery for a pattern; every text must stand in one of the failures.
#[track_caller]
fn check(id: &str, damage: Damage, reasons: &[&str]) {
    let role = match id.as_bytes()[0] {
        b'C' => Role::Kyotaku,
        b'S' => Role::Service,
        _ => Role::Hokatsu,
    };
    let kit = kit(role, 1, "202611");
    let pattern = pattern(id);
    let mut delivered = vendor(kit, pattern);
    assert_eq!(failures(kit, pattern, &delivered), Vec::<String>::new());
    damage(&mut delivered);
    let found = failures(kit, pattern, &delivered);
    for reason in reasons {
        assert!(
            found.iter().any(|one| one.contains(reason)),
            "{reason}: {found:#?}"
        );
    }
    assert!(!reasons.is_empty());
}

/// The first delivered file whose name begins with `prefix`.
fn index(delivered: &[Delivered], prefix: &str) -> usize {
    let begins = |file: &Delivered| file.name.starts_with(prefix);
    delivered.iter().position(begins).unwrap()
}

fn edit(delivered: &mut [Delivered], prefix: &str, change: impl FnOnce(&mut Vec<Vec<String>>)) {
    let at = index(delivered, prefix);
    delivered[at] = edited(&delivered[at], change);
}

/// Sets the item of the record in which it has the value `from`.
fn set(delivered: &mut [Delivered], prefix: &str, id: &str, from: &str, to: &str) {
    let kind = FileKind::of_stem(prefix.trim_end_matches('_')).unwrap();
    let columns = kind.layout().unwrap().columns;
    let item = columns.iter().position(|column| column.id == id).unwrap();
    edit(delivered, prefix, |records| {
        let record = records.iter_mut().find(|one| one[item] == from).unwrap();
        to.clone_into(&mut record[item]);
    });
}

#[test]
fn a_set_that_is_missing_or_foreign() {
    check("C03", |files| drop(files.drain(3..)), &["set_missing"]);
    check(
        "C02",
        |files| {
            for file in &mut files.clone() {
                file.name = file.name.replace("00.CSV", "30.CSV");
                files.push(file.clone());
            }
        },
        &["set_foreign"],
    );
    check(
        "C02",
        |files| {
            files.push(Delivered {
                name: "memo.txt".to_owned(),
                bytes: b"x".to_vec(),
            });
        },
        &["file_foreign"],
    );
    check("H01", |files| drop(files.remove(1)), &["file_missing"]);
}

#[test]
fn a_wrong_address_month_or_order() {
    check(
        "C02",
        |files| {
            for file in files {
                file.name = file.name.replace("1370300021_11", "1370400037_13");
            }
        },
        &["address", "1370400037-13", "1370300021-11"],
    );
    check(
        "S01",
        |files| {
            for file in files {
                file.name = file.name.replace("_202611_", "_202612_");
            }
        },
        &["month", "202612"],
    );
    check(
        "S03",
        |files| {
            let at = index(files, "DLTJSK");
            let (name, _) = files[at].name.rsplit_once('_').unwrap();
            files[at].name = format!("{name}_20251001090000.CSV");
        },
        &["order", "20251001090000"],
    );
}

#[test]
fn a_file_that_breaks_the_standard() {
    check(
        "S01",
        |files| files[0].bytes = b"202407,1\r\n".to_vec(),
        &["CSV-"],
    );
    check("C01", |files| files[0].bytes.truncate(10), &["CSV-04"]);
    check(
        "S01",
        |files| set(files, "UPJSK_", "service_date", "20261102", "20261131"),
        &["T06-C10"],
    );
}

#[test]
fn a_wrong_value_is_told_with_place_found_and_expected() {
    let value = [
        "value",
        "start time",
        "found: \"0930\"",
        "expected: \"0900\"",
        "line 2",
    ];
    check(
        "S01",
        |files| set(files, "UPJSK_", "start_time", "0900", "0930"),
        &value,
    );
    check(
        "C02",
        |files| set(files, "UPPLAN_", "units", "244", "250"),
        &["value", "found: \"250\""],
    );
    check(
        "C05",
        |files| set(files, "UPPLAN_", "service_count", "2", "1"),
        &["value", "item 14"],
    );
    check(
        "C02",
        |files| set(files, "UPSIKYU_", "count", "3", "2"),
        &["value", "item 16"],
    );
    check(
        "C06",
        |files| set(files, "UPPLAN_", "satellite_no", "2", ""),
        &["item 22", "(empty)"],
    );
    check(
        "C12",
        |files| set(files, "UPPLAN_", "over_30_days", "1", "0"),
        &["item 23"],
    );
    check(
        "C09",
        |files| {
            for prefix in ["UPPLAN_", "UPSIKYU_", "UPHOSOKU_"] {
                edit(files, prefix, |records| {
                    for record in records {
                        record[2] = record[2].replace('H', "0");
                    }
                });
            }
        },
        &["item 3", "found: \"0"],
    );
}

#[test]
fn equipment_loses_nothing() {
    check(
        "C07",
        |files| {
            set(
                files,
                "UPPLAN_",
                "tais_code",
                "00412-000155",
                "00412-000190",
            )
        },
        &["item 16"],
    );
    check(
        "C07",
        |files| set(files, "UPPLAN_", "detail_no", "2", "1"),
        &["item 19"],
    );
    check(
        "S06",
        |files| {
            set(
                files,
                "UPJSK_",
                "equipment_notification_code",
                "20012-000007",
                "",
            );
        },
        &["T06-R04"],
    );
}

#[test]
fn texts_keep_every_character() {
    check(
        "C08",
        |files| {
            edit(files, "UP1KYO_", |records| {
                records[0][23] = records[0][23].replace('\n', "");
            });
        },
        &["value", "item 24"],
    );
    check(
        "C08",
        |files| {
            edit(files, "UP1KYO_", |records| {
                records[0][23] = records[0][23].replace('"', "");
            });
        },
        &["value", "item 24"],
    );
    check(
        "H09",
        |files| {
            edit(files, "UPYOBO_1", |records| {
                records[0][40] = records[0][40].replace(',', "、");
            });
        },
        &["value", "item 41"],
    );
    check(
        "C10",
        |files| {
            edit(files, "UPHOSOKU_", |records| {
                records[0][5] = records[0][5].replace('髙', "高");
            });
        },
        &["value", "item 6"],
    );
    check(
        "C10",
        |files| {
            edit(files, "UPHOSOKU_", |records| {
                records[0][5] = records[0][5].replace('吉', "?");
            });
        },
        &["value", "item 6"],
    );
}

#[test]
fn a_record_missing_doubled_or_foreign() {
    check(
        "S01",
        |files| edit(files, "UPJSK_", |records| drop(records.remove(0))),
        &["record_missing"],
    );
    check(
        "C11",
        |files| edit(files, "UPPLAN_202802", |records| drop(records.remove(0))),
        &["record_missing", "20280229"],
    );
    check(
        "S04",
        |files| {
            edit(files, "UPJSK_", |records| {
                let mut other = records[0].clone();
                other[2] = "9999999999".to_owned();
                records.push(other);
            });
        },
        &["record_foreign", "9999999999"],
    );
    check(
        "H05",
        |files| {
            edit(files, "DLTYOBO_", |records| {
                records[0][3] = "20260101".to_owned()
            })
        },
        &["value", "found: \"20260101\""],
    );
    check(
        "C04",
        |files| {
            edit(files, "DLTPLAN_", |records| {
                records[0][2] = "0000000001".to_owned();
            });
        },
        &["value", "0000000001"],
    );
}

#[test]
fn proration_beyond_or_before_the_days_expected() {
    check(
        "S10",
        |files| {
            let expected = "0".repeat(19) + &"1".repeat(10) + "00";
            let shifted = "0".repeat(18) + &"1".repeat(10) + "000";
            set(files, "UPJSK_202802", "proration_days", &expected, &shifted);
        },
        &["value", "item 11"],
    );
    check(
        "C13",
        |files| set(files, "UPPLAN_", "start_time", "9999", "0900"),
        &["value", "item 12"],
    );
}

#[test]
fn wrong_and_missing_answers() {
    check(
        "C14",
        |files| files[0].bytes = "Q1: ２\nQ2: 1000\nQ3: ある".as_bytes().to_vec(),
        &["answer", "Q3"],
    );
    check(
        "S14",
        |files| files[0].bytes = b"Q2: 2".to_vec(),
        &["Q1", "(no answer)", "Q4"],
    );
}
