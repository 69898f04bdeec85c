//! Damaged names: of the right contents under a wrong name, one must hear.
//!
//! `_M_` in the lists stands for the month of the contents.

use crate::cases::{Cases, Expect, set_with};
use crate::pool::SETS;

/// No names of the standard.
const WRONG: &[&str] = &[
    "UPJSK_M_137030002_11_1370200015_43_20261101083000.CSV",
    "UPJSK_M_13703000211_11_1370200015_43_20261101083000.CSV",
    "UPJSK_M_1370300021_11_137020001_43_20261101083000.CSV",
    "UPJSK_M_1370300021_1_1370200015_43_20261101083000.CSV",
    "UPJSK_M_1370300021_11_1370200015_4_20261101083000.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_2026110108300.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_202611010830000.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_20261131083000.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_20261101253000.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_20261101086000.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_20261101083060.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_00000000000000.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_2026110108300X.CSV",
    "UPJSK_M_1370300021_11_1370200015_43.CSV",
    "UPJSK_M_1370300021_11_20261101083000.CSV",
    "UPJSK_1370300021_11_1370200015_43_20261101083000.CSV",
    "UPJSK_202613_1370300021_11_1370200015_43_20261101083000.CSV",
    "UPJSK_000000_1370300021_11_1370200015_43_20261101083000.CSV",
    "UPJSK_20261_1370300021_11_1370200015_43_20261101083000.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_20261101083000_1.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_20261101083000_0001.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_20261101083000 (1).CSV",
    "UPJSK_M_1370300021_11_1370200015_43_20261101083000 - コピー.CSV",
    "UPJSK-M-1370300021-11-1370200015-43-20261101083000.CSV",
    "UPJSK＿M＿1370300021＿11＿1370200015＿43＿20261101083000.CSV",
    "UPJSK_M_13７0300021_11_1370200015_43_20261101083000.CSV",
    "UPJSK_M_1370300021_11_1370200015__20261101083000.CSV",
    "UPJSK_M__11_1370200015_43_20261101083000.CSV",
    " UPJSK_M_1370300021_11_1370200015_43_20261101083000.CSV",
    "UPJSX_M_1370300021_11_1370200015_43_20261101083000.CSV",
    "UPJSK_M_1370300021_11_1370200015_43_20261101083000.CSV.CSV",
    "実績.CSV",
    ".CSV",
];

/// Names that fit nothing that may be exchanged, or not these contents: service kinds that do not exist or are not
/// exchanged, the three digits of 4.0, the names of version 3.
const NOTICED: &[&str] = &[
    "UPJSK_M_1370300021_ZZ_1370200015_43_20261101083000.CSV",
    "UPJSK_M_1370300021_51_1370200015_43_20261101083000.CSV",
    "UPJSK_M_1370300021_011_1370200015_043_20261101083000.CSV",
    "UPJSK_M_1370300021_1370200015_20261101083000.CSV",
];

/// Perhaps attachments, but never passed over in silence.
const MENTIONED: &[&str] = &[
    "",
    "メモ.txt",
    "UPJSK_M_1370300021_11_1370200015_43_20261101083000",
];

#[test]
fn damaged_names_are_found() {
    let mut cases = Cases::new();
    let (set, index) = set_with("UPJSK");
    let actual = &set.files[index];
    let month = &actual.name[6..12];
    for (names, expect) in [
        (WRONG, Expect::FileError(0, None)),
        (NOTICED, Expect::FileNoticed(0)),
        (MENTIONED, Expect::Mentioned(0)),
    ] {
        for name in names {
            let name = name.replacen("_M_", &format!("_{month}_"), 1);
            cases.check(&name.clone(), &vec![(name, actual.bytes())], expect);
        }
    }
    let (set, index) = set_with("UP1KYO");
    let name = "UP1KYO_202610_1370200015_43_1370300021_11_20260925101500.CSV".to_owned();
    let files = vec![(name, set.files[index].bytes())];
    cases.check(
        "a month in the name of table 1",
        &files,
        Expect::FileError(0, None),
    );
    cases.finish(40);
}

/// Another way to write a name.
type Spelling = fn(&str) -> String;

/// Folders are no part of a name, and the ending may be in small letters. Names that are in small letters throughout
/// are read in capitals, and information says so: names are matched without regard to case.
#[test]
fn small_letters_and_folders_in_names() {
    let spellings: [(Spelling, Expect); 4] = [
        (|name| name.replace(".CSV", ".csv"), Expect::Clean),
        (|name| format!("C:\\連携\\{name}"), Expect::NoError),
        (|name| format!("/mnt/office/out/{name}"), Expect::NoError),
        (|name| name.to_lowercase(), Expect::Information),
    ];
    let mut cases = Cases::new();
    for set in SETS.values() {
        for (spelling, expect) in spellings {
            let files = set
                .files
                .iter()
                .map(|file| (spelling(&file.name), file.bytes()))
                .collect();
            cases.check(&spelling(&set.files[0].name), &files, expect);
        }
    }
    cases.finish(17 * 4);
}
