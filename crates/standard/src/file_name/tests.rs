//! File names: what is read, and what each near miss is called.

use super::*;
use expect_test::{Expect, expect};

const TAIL: &str = "1370200015_43_1370300021_11_20260925101800";

#[track_caller]
fn check(name: &str, expected: Expect) {
    match FileName::parse(name) {
        Ok(file_name) => expected.assert_eq(&format!("{file_name} {:?}", file_name.month)),
        Err(problem) => expected.assert_eq(&format!("{problem:?}")),
    }
}

#[test]
fn every_kind_shows_what_was_read() {
    for kind in FileKind::ALL {
        let month = if kind.has_month() { "_202610" } else { "" };
        let end = if kind == FileKind::UpKihonImage {
            "_0001.jpg"
        } else {
            ".CSV"
        };
        let name = format!("{kind}{month}_{TAIL}{end}");
        let parsed = FileName::parse(&name).unwrap();
        assert_eq!((parsed.kind, parsed.to_string()), (kind, name));
    }
}

#[test]
fn supplement_of_a_care_plan_has_no_month() {
    check(
        &format!("UPHOSOKU_000000_{TAIL}.CSV"),
        expect!["UPHOSOKU_000000_1370200015_43_1370300021_11_20260925101800.CSV None"],
    );
    check(
        &format!("UPPLAN_000000_{TAIL}.CSV"),
        expect![[r#"Part(Month { found: "000000" })"#]],
    );
}

#[test]
fn extension_may_have_any_case() {
    check(
        &format!("UP1KYO_{TAIL}.csv"),
        expect!["UP1KYO_1370200015_43_1370300021_11_20260925101800.CSV None"],
    );
    check(
        &format!("UPKIHON_IMAGE_{TAIL}_0012.JPG"),
        expect!["UPKIHON_IMAGE_1370200015_43_1370300021_11_20260925101800_0012.jpg None"],
    );
    check(
        &format!("UP1KYO_{TAIL}.TXT"),
        expect![[r#"Extension { found: "TXT", expected: ".CSV" }"#]],
    );
}

#[test]
fn near_misses_are_told_apart() {
    check("notes.txt", expect!["UnknownPrefix"]);
    check("UPPLANS_202610.CSV", expect!["UnknownPrefix"]);
    check(
        &format!("ＵＰ1KYO_{TAIL}.CSV"),
        expect![[
            r#"FullWidth { half_width: "UP1KYO_1370200015_43_1370300021_11_20260925101800.CSV" }"#
        ]],
    );
    check(
        &format!("up1kyo_{TAIL}.csv"),
        expect!["UP1KYO_1370200015_43_1370300021_11_20260925101800.CSV None"],
    );
    check(
        "UPPLAN.CSV",
        expect!["Part(Count { expected: 7, found: 1 })"],
    );
    check(
        &format!("UPPLAN_{TAIL}.CSV"),
        expect!["Part(Count { expected: 7, found: 6 })"],
    );
    check(
        &format!("UPPLAN_202613_{TAIL}.CSV"),
        expect![[r#"Part(Month { found: "202613" })"#]],
    );
    check(
        "UP1KYO_137020015_43_1370300021_11_20260925101800.CSV",
        expect![[r#"Part(Office { found: "137020015", sender: true })"#]],
    );
    check(
        "UP1KYO_1370200015_43_1370300021_1_20260925101800.CSV",
        expect![[r#"Part(Service { found: "1", sender: false })"#]],
    );
    check(
        "UP1KYO_1370200015_43_1370300021_11_2026092510180.CSV",
        expect![[r#"Part(StampShape { found: "2026092510180" })"#]],
    );
    check(
        "UP1KYO_1370200015_43_1370300021_11_20260231101800.CSV",
        expect![[r#"Part(StampTime { found: "20260231101800" })"#]],
    );
    check(
        &format!("UPKIHON_IMAGE_{TAIL}_1.jpg"),
        expect![[r#"Part(Branch { found: "1" })"#]],
    );
}

#[test]
fn names_of_older_versions_are_recognised() {
    check(
        "UP1KYO_1370200015_1370300021_20260925101800.CSV",
        expect!["Version3"],
    );
    check(
        "UPPLAN_202610_1370200015_1370300021_20260925101800.CSV",
        expect!["Version3"],
    );
    check(
        "UP1KYO_1370200015_043_1370300021_011_20260925101800.CSV",
        expect!["Version40"],
    );
}
