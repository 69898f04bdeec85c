//! Valid sets with a value in every item: the material that the tests damage.
//!
//! Values come from the kind of the item; what depends on other items is set by
//! [`adjust`]. The people and offices are invented.

use tsunagu_standard::layout::{Column, Kind};
use tsunagu_standard::{FileKind, Input, Report, check_files, write_file};

/// A file of a set under test.
#[derive(Clone)]
pub(crate) struct TestFile {
    pub(crate) kind: FileKind,
    pub(crate) name: String,
    pub(crate) records: Vec<Vec<String>>,
    /// The bytes, if they are not those of the records.
    pub(crate) bytes: Option<Vec<u8>>,
}

pub(crate) const CARE_PLAN: &str = "1370200015_43_1370300021_11_20260925101500";
pub(crate) const TICKET: &str = "1370200015_43_1370300021_11_20260925101800";
pub(crate) const ACTUAL: &str = "1370300021_11_1370200015_43_20261101083000";
pub(crate) const PREVENTION: &str = "1300500046_46_1370300021_A2_20260925102500";

const CLIENTS: [&str; 2] = ["0000000123", "H000000456"];

/// Every permitted set, by the first file kind, with every kind of file at least once.
pub(crate) fn sets() -> Vec<Vec<TestFile>> {
    use FileKind::*;
    vec![
        vec![
            file(Up1Kyo, CARE_PLAN),
            file(Up2Kyo, CARE_PLAN),
            file(Up3Kyo, CARE_PLAN),
            file(UpHosoku, CARE_PLAN),
        ],
        vec![
            file(UpPlan, TICKET),
            file(UpSikyu, TICKET),
            file(UpHosoku, TICKET),
        ],
        vec![file(Dlt1Kyo, CARE_PLAN)],
        vec![file(DltPlan, TICKET)],
        vec![file(UpJsk, ACTUAL)],
        vec![file(DltJsk, ACTUAL)],
        vec![
            file(UpYobo, PREVENTION),
            file(UpYoboSub, PREVENTION),
            file(UpKihon, PREVENTION),
            file(UpKihonSub1, PREVENTION),
            file(UpKihonSub2, PREVENTION),
            picture(1),
            picture(2),
        ],
        vec![file(DltKihon, PREVENTION)],
        vec![file(DltYobo, PREVENTION)],
    ]
}

fn file(kind: FileKind, tail: &str) -> TestFile {
    let month = match (kind, tail) {
        (FileKind::UpHosoku, CARE_PLAN) => "_000000",
        _ if kind.has_month() => "_202610",
        _ => "",
    };
    let mut records = Vec::new();
    for client in 0..CLIENTS.len() {
        if kind == FileKind::UpPlan && client == 1 {
            let mut visit = record(kind, tail, client);
            // Without units, table 7 need not have it.
            for (number, text) in [(8, "0"), (15, "111111"), (16, ""), (19, "")] {
                visit[number - 1] = text.to_string();
            }
            records.push(visit);
        }
        records.push(record(kind, tail, client));
        if kind == FileKind::UpSikyu {
            records.push(grand_total(client));
        }
    }
    TestFile {
        kind,
        name: format!("{kind}{month}_{tail}.CSV"),
        records,
        bytes: None,
    }
}

fn picture(number: u8) -> TestFile {
    TestFile {
        kind: FileKind::UpKihonImage,
        name: picture_name(number),
        records: Vec::new(),
        bytes: Some(b"\xff\xd8\xff\xe0 a picture".to_vec()),
    }
}

fn picture_name(number: u8) -> String {
    format!("UPKIHON_IMAGE_{PREVENTION}_{number:04}.jpg")
}

fn record(kind: FileKind, tail: &str, client: usize) -> Vec<String> {
    let columns = kind.layout().unwrap().columns;
    let mut values: Vec<String> = columns.iter().map(|column| value(column, client)).collect();
    adjust(kind, tail, client, &mut values);
    values
}

fn value(column: &Column, client: usize) -> String {
    let text = match column.kind {
        Kind::Version => "202407",
        Kind::Version3 => "202208",
        Kind::InsurerNumber => "131059",
        Kind::InsuredNumber => CLIENTS[client],
        Kind::OfficeNumber => "1370200015",
        Kind::FixedNines => "9999999999",
        Kind::Date | Kind::DateOrZeros => "20260915",
        Kind::BirthDate => "19380412",
        Kind::Month | Kind::MonthOrZeros => "202610",
        Kind::Time => "0930",
        Kind::ServiceTime => "1000",
        Kind::Integer(_) | Kind::Short(_) | Kind::LineNumber => "1",
        Kind::Decimal => "11.40",
        Kind::Code(table) => table.codes[0].code,
        Kind::Alphanumeric(_) => "01",
        Kind::ServiceKind => "11",
        Kind::ServiceCode | Kind::StatementCode => "171003",
        Kind::EquipmentCode => "00001-000010",
        Kind::Postal => "150-0001",
        Kind::Phone => "03-1234-5678",
        Kind::ProrationDays => "1010000000000000000000000000000",
        // Lines inside the first record move the second down: its line is not its number.
        Kind::FreeText if client == 0 => "自宅で暮らし,\r\n\"歩く力\"を保つ",
        Kind::FreeText => "髙橋ﾊﾅｺ①～㈱",
        Kind::Unused => "",
    };
    text.to_string()
}

/// Items that depend on others.
fn adjust(kind: FileKind, tail: &str, client: usize, values: &mut [String]) {
    let mut set = |number: usize, text: &str| values[number - 1] = text.to_string();
    match kind {
        FileKind::UpHosoku if tail == CARE_PLAN => {
            set(63, "000000");
            limit_in_order(client, &mut set);
        }
        FileKind::UpHosoku => {
            set(4, "00000000");
            limit_in_order(client, &mut set);
        }
        FileKind::UpPlan => {
            set(10, "20261005");
            set(15, "111111");
            for number in [16, 17, 19] {
                set(number, "");
            }
            if client == 1 {
                set(15, "171003");
                set(16, "00001-000010");
                set(19, "1");
            }
            set(20, "1370300021");
        }
        FileKind::UpJsk => {
            set(10, "20261005");
            set(15, "111111");
            for number in [16, 17, 19] {
                set(number, "");
            }
            set(20, "1370300021");
        }
        FileKind::UpSikyu => {
            for (number, text) in [(7, "1370300021"), (11, ""), (19, "0"), (21, "0"), (32, "2")] {
                set(number, text);
            }
            if client == 0 {
                set(9, "111111");
                set(10, "");
            }
        }
        FileKind::DltJsk => set(5, "1370300021"),
        FileKind::UpKihon => {
            set(8, "03");
            set(12, "02");
            set(62, &picture_name(client as u8 + 1));
        }
        _ => (),
    }
}

/// Limits by service kind that nothing exceeds; table 7 has 1 unit.
fn limit_in_order(client: usize, set: &mut impl FnMut(usize, &str)) {
    for first in (20..=52).step_by(4) {
        set(first, ["11", "17"][client]);
        set(first + 3, "0");
    }
    set(15, "20270331");
    set(56, "0");
}

fn grand_total(client: usize) -> Vec<String> {
    let mut values = record(FileKind::UpSikyu, TICKET, client);
    for (number, text) in [
        (7, "9999999999"),
        (8, ""),
        (9, "999999"),
        (10, ""),
        (12, ""),
        (13, "0"),
        (14, ""),
        (15, ""),
    ] {
        values[number - 1] = text.to_string();
    }
    values
}

impl TestFile {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        match &self.bytes {
            Some(bytes) => bytes.clone(),
            None => write_file(self.kind, &self.records).unwrap(),
        }
    }

    /// The line on which record `index` starts.
    pub(crate) fn line(&self, index: usize) -> u32 {
        let before = write_file(self.kind, &self.records[..index]).unwrap();
        before.iter().filter(|&&byte| byte == b'\n').count() as u32 + 1
    }

    /// The file with the bytes of item `number` of record `index` replaced as they are.
    pub(crate) fn damaged(&self, index: usize, number: u16, raw: &[u8]) -> TestFile {
        const MARK: &str = "MARKMARKMARK";
        let mut other = self.clone();
        other.records[index][usize::from(number) - 1] = MARK.to_string();
        let bytes = other.to_bytes();
        let at = bytes
            .windows(MARK.len())
            .position(|part| part == MARK.as_bytes())
            .unwrap();
        let mut damaged = bytes[..at].to_vec();
        damaged.extend_from_slice(raw);
        damaged.extend_from_slice(&bytes[at + MARK.len()..]);
        other.bytes = Some(damaged);
        other
    }
}

pub(crate) fn check(files: &[TestFile]) -> Report {
    let bytes: Vec<Vec<u8>> = files.iter().map(TestFile::to_bytes).collect();
    let inputs: Vec<Input<'_>> = files
        .iter()
        .zip(&bytes)
        .map(|(file, bytes)| Input {
            path: &file.name,
            bytes,
        })
        .collect();
    check_files(&inputs)
}

/// The set whose first file is of `kind`.
pub(crate) fn set_of(kind: FileKind) -> Vec<TestFile> {
    sets().into_iter().find(|set| set[0].kind == kind).unwrap()
}
