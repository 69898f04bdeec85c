//! Deletions made of files that were sent: every set that registers something is taken back
//! by the sets that the standard has for it, and the check finds nothing in them.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use standard::deletion::{DeletionError, make_deletions};
use standard::{FileKind, FileName, Input, Stamp, check_files, read_file};
use tsunagu_samples::{SampleFile, Settings, generate};

/// What takes back which set, in the order of processing.
const TAKEN_BACK_BY: &[(&str, &[&str])] = &[
    ("K1", &["K3"]),
    ("K2", &["K4"]),
    ("K5", &["K6"]),
    ("Y2", &["Y6", "Y5"]),
    ("Y3", &["Y6"]),
    ("Y4", &["Y7"]),
    ("Y8", &["Y9"]),
];

fn stamps() -> impl FnMut() -> Stamp {
    let mut second = 0;
    move || {
        second += 1;
        Stamp::from_bytes(format!("203501010000{second:02}").as_bytes()).unwrap()
    }
}

fn set_of(files: &[&SampleFile]) -> Option<&'static str> {
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|file| Input {
            path: &file.name,
            bytes: &file.bytes,
        })
        .collect();
    let report = check_files(&inputs);
    assert_eq!(report.sets.len(), 1);
    report.sets[0].set.map(standard::SetKind::as_str)
}

/// The files of each set: same addresses, same stamp.
fn sets(files: &[SampleFile]) -> Vec<Vec<&SampleFile>> {
    let mut sets: BTreeMap<(String, String, Stamp), Vec<&SampleFile>> = BTreeMap::new();
    for file in files {
        let name = FileName::parse(&file.name).unwrap();
        let key = (name.from.to_string(), name.to.to_string(), name.stamp);
        sets.entry(key).or_default().push(file);
    }
    sets.into_values().collect()
}

#[test]
fn every_set_is_taken_back_by_its_sets_without_a_finding() {
    let mut seen = BTreeSet::new();
    for seed in 0..12 {
        let world = generate(&Settings {
            seed,
            offices: 6,
            clients: 9,
            month: "202612".parse().unwrap(),
        });
        for files in sets(&world.files) {
            let set = set_of(&files).unwrap();
            let named: Vec<(FileName, &[u8])> = files
                .iter()
                .map(|file| (FileName::parse(&file.name).unwrap(), file.bytes.as_slice()))
                .collect();
            let made = make_deletions(&named, stamps());
            let Some((_, expected)) = TAKEN_BACK_BY.iter().find(|(known, _)| *known == set) else {
                assert_eq!(made, Err(DeletionError::NothingToDelete), "{set}");
                continue;
            };
            let made = made.unwrap();
            let mut kinds = Vec::new();
            for file in &made {
                let path = file.name.to_string();
                let report = check_files(&[Input {
                    path: &path,
                    bytes: &file.bytes,
                }]);
                assert_eq!(report.files[0].findings, [], "{path}");
                assert_eq!(report.sets[0].findings, [], "{path}");
                kinds.extend(report.sets[0].set.map(standard::SetKind::as_str));
                assert_eq!(
                    report.files[0].records,
                    u32::try_from(file.records).unwrap()
                );
                assert_eq!(
                    (file.name.from, file.name.to),
                    (named[0].0.from, named[0].0.to)
                );
            }
            assert_eq!(kinds, *expected, "{set}");
            assert_keys_are_those_of(&named, &made[0].bytes, made[0].name.kind);
            seen.insert(set);
        }
    }
    let all: BTreeSet<&str> = TAKEN_BACK_BY.iter().map(|(set, _)| *set).collect();
    assert_eq!(
        seen, all,
        "sets that the samples lack are in the tests below"
    );
}

/// The clients of the deletion are exactly those of the set.
fn assert_keys_are_those_of(sent: &[(FileName, &[u8])], deletion: &[u8], kind: FileKind) {
    let clients = |kind: FileKind, bytes: &[u8]| -> BTreeSet<(String, String)> {
        let key = kind.layout().unwrap().key;
        let document = read_file(bytes, kind);
        let text = |record, number| document.text(record, number).unwrap();
        document
            .records()
            .iter()
            .map(|record| (text(record, key.insurer), text(record, key.insured)))
            .collect()
    };
    let main = [
        FileKind::Up1Kyo,
        FileKind::UpPlan,
        FileKind::UpJsk,
        FileKind::UpYobo,
    ];
    let (name, bytes) = sent
        .iter()
        .find(|(name, _)| main.contains(&name.kind))
        .unwrap();
    assert_eq!(clients(kind, deletion), clients(name.kind, bytes));
}

/// Each kind, word for word; keys come once, in the order of the file.
#[test]
fn the_records_are_the_keys_of_the_standard() {
    let cells = |texts: &[(usize, &str)], count: usize| -> String {
        let mut cells = vec![String::new(); count];
        for (number, text) in texts {
            cells[*number - 1] = (*text).to_owned();
        }
        cells.join(",") + "\r\n"
    };
    let line = |kind: FileKind, texts: &[(usize, &str)]| {
        cells(texts, kind.layout().unwrap().columns.len())
    };
    let client = |date: usize, text: &'static str| {
        vec![
            (1, "202407"),
            (2, "131001"),
            (3, "0000000001"),
            (date, text),
        ]
    };
    let service = |office: &'static str, code: &'static str| {
        let mut texts = client(5, "202612");
        texts.extend([(15, code), (20, office)]);
        texts
    };
    let actual = [
        line(FileKind::UpJsk, &service("1370300021", "111111")),
        line(FileKind::UpJsk, &service("1370300021", "112222")),
        line(FileKind::UpJsk, &service("1370300021", "131111")),
        "\r\n".to_owned(),
    ]
    .concat();
    let head = "1370200015_43_1370300021_11_20261201090000.CSV";
    for (name, bytes, expected_name, expected) in [
        (
            format!("UP1KYO_{head}"),
            line(FileKind::Up1Kyo, &client(14, "20261101")),
            "DLT1KYO_1370200015_43_1370300021_11_20350101000001.CSV",
            "202407,131001,0000000001,20261101\r\n",
        ),
        (
            format!("UPPLAN_202612_{head}"),
            line(FileKind::UpPlan, &service("1370300021", "111111"))
                + &line(FileKind::UpPlan, &service("1370300039", "151111")),
            "DLTPLAN_202612_1370200015_43_1370300021_11_20350101000001.CSV",
            "202407,131001,0000000001,202612\r\n",
        ),
        (
            format!("UPJSK_202612_{head}"),
            actual,
            "DLTJSK_202612_1370200015_43_1370300021_11_20350101000001.CSV",
            "202407,131001,0000000001,202612,1370300021,11\r\n\
             202407,131001,0000000001,202612,1370300021,13\r\n",
        ),
        (
            format!("UPKIHON_{head}"),
            line(FileKind::UpKihon, &client(4, "20261101")),
            "DLTKIHON_1370200015_43_1370300021_11_20350101000001.CSV",
            "202407,131001,0000000001,20261101\r\n",
        ),
        (
            format!("UPYOBO_{head}"),
            line(FileKind::UpYobo, &client(4, "20261102")),
            "DLTYOBO_1370200015_43_1370300021_11_20350101000001.CSV",
            "202407,131001,0000000001,20261102\r\n",
        ),
    ] {
        let named = [(FileName::parse(&name).unwrap(), bytes.as_bytes())];
        let made = make_deletions(&named, stamps()).unwrap();
        assert_eq!(made.len(), 1, "{name}");
        assert_eq!(made[0].name.to_string(), expected_name);
        let made_bytes = String::from_utf8(made[0].bytes.clone()).unwrap();
        assert_eq!(made_bytes.replace('"', ""), expected, "{name}");
    }
    let empty = [(
        FileName::parse(&format!("UP1KYO_{head}")).unwrap(),
        &b""[..],
    )];
    assert_eq!(
        make_deletions(&empty, stamps()),
        Err(DeletionError::NothingToDelete)
    );
}
