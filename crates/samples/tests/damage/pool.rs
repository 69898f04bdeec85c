//! Valid sets to be damaged: for every kind of file one set that holds it, with texts over several lines.
//!
//! Files are taken apart by a reader of this test's own, which relies on their being valid, and put together again with
//! any bytes in any field.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::facts::{Item, items};
use standard::{Input, Report, check_files};
use tsunagu_samples::{SampleFile, Settings, generate};

/// A file as raw fields: quotes and commas inside quotes are still there.
#[derive(Clone)]
pub(crate) struct RawFile {
    pub(crate) name: String,
    pub(crate) records: Vec<Vec<Vec<u8>>>,
}

/// The files of one set.
#[derive(Clone)]
pub(crate) struct RawSet {
    pub(crate) files: Vec<RawFile>,
}

impl RawFile {
    /// The prefix of the name, such as `UPKIHON_SUB1`.
    pub(crate) fn prefix(&self) -> &str {
        let mut end = self.name.find('_').unwrap();
        for long in ["UPKIHON_SUB1", "UPKIHON_SUB2", "UPYOBO_SUB"] {
            if self.name.starts_with(long) {
                end = long.len();
            }
        }
        &self.name[..end]
    }

    /// The form of its records: actuals have that of planned services.
    pub(crate) fn form(&self) -> &str {
        match self.prefix() {
            "UPJSK" => "UPPLAN",
            prefix => prefix,
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let lines = self.records.iter().map(|record| record.join(&b","[..]));
        lines
            .flat_map(|line| [line, b"\r\n".to_vec()].concat())
            .collect()
    }

    /// The line on which record `index` begins, counted from 1.
    pub(crate) fn line(&self, index: usize) -> u32 {
        let before = self.records[..index]
            .iter()
            .flatten()
            .flatten()
            .filter(|byte| **byte == b'\n')
            .count();
        u32::try_from(before + index + 1).unwrap()
    }

    /// The contents of a field without its quotes.
    pub(crate) fn content(&self, record: usize, item: usize) -> Vec<u8> {
        let raw = &self.records[record][item - 1];
        let Some(inner) = raw
            .strip_prefix(b"\"")
            .and_then(|rest| rest.strip_suffix(b"\""))
        else {
            return raw.clone();
        };
        let mut content = inner.to_vec();
        // A doubled quote stands for one: quotes come in pairs, so the second of two neighbours goes.
        let mut keep = false;
        content.retain(|byte| {
            keep = *byte != b'"' || !keep;
            keep
        });
        content
    }
}

impl RawSet {
    /// What `check_files` says about the set.
    pub(crate) fn check(&self) -> Report {
        let bytes: Vec<Vec<u8>> = self.files.iter().map(RawFile::bytes).collect();
        let inputs: Vec<Input<'_>> = self
            .files
            .iter()
            .zip(&bytes)
            .map(|(file, bytes)| Input {
                path: &file.name,
                bytes,
            })
            .collect();
        check_files(&inputs)
    }
}

/// One set for every kind of file; a set may be there for several kinds.
pub(crate) static SETS: LazyLock<BTreeMap<String, RawSet>> = LazyLock::new(sets_by_prefix);

/// Kinds of files with records.
const PREFIXES: usize = 17;

/// Worlds that together have every kind but the picture; deletions of basic information are rare. When the generator
/// changes, others may be needed.
const SEEDS: &[u64] = &[0, 1, 2, 3, 4, 5, 6, 1045, 1476];

/// The sets are small, but their files have more than one record where the worlds allow it.
fn sets_by_prefix() -> BTreeMap<String, RawSet> {
    let mut best: BTreeMap<String, (usize, RawSet)> = BTreeMap::new();
    for seed in SEEDS {
        let month = "202610".parse().expect("a month");
        let world = generate(&Settings {
            seed: *seed,
            offices: 6,
            clients: 6,
            month,
        });
        for set in sets(&world.files) {
            for file in &set.files {
                let rank = rank(file);
                if best
                    .get(file.prefix())
                    .is_none_or(|(known, _)| rank > *known)
                {
                    best.insert(file.prefix().to_owned(), (rank, set.clone()));
                }
            }
        }
    }
    assert_eq!(best.len(), PREFIXES, "{:?}", best.keys());
    for (_, set) in best.values_mut() {
        set.files.iter_mut().for_each(break_lines);
    }
    best.into_iter()
        .map(|(prefix, (_, set))| (prefix, set))
        .collect()
}

/// Puts line breaks into the first text of the first record, so that lines and records differ from there on.
fn break_lines(file: &mut RawFile) {
    let is_text = |item: &Item| item.kind == "free_text" && item.longest.is_none();
    let item = items()
        .into_iter()
        .find(|item| item.form == file.form() && is_text(item));
    if let Some(item) = item {
        file.records[0][item.number - 1] = b"\"\x8e\x52\r\n\x93\x63\r\n\r\n\"".to_vec();
    }
}

/// How well a file serves: different items filled, but not more than some twenty records.
fn rank(file: &RawFile) -> usize {
    let items = file.records[0].len();
    let filled = (0..items)
        .filter(|item| file.records.iter().any(|record| record[*item].len() > 2))
        .count();
    let lines = usize::from(
        file.records
            .iter()
            .flatten()
            .flatten()
            .any(|byte| *byte == b'\n'),
    );
    let size = match file.records.len() {
        0..=1 => 0,
        2..=40 => 4,
        _ => 1,
    };
    filled * 10 + lines + size
}

/// Takes `files` apart and puts those of one set together: they end alike.
pub(crate) fn sets(files: &[SampleFile]) -> Vec<RawSet> {
    let end = |name: &str| name[name.len() - 44..].to_owned();
    let mut sets: Vec<RawSet> = Vec::new();
    for file in files {
        let raw = RawFile {
            name: file.name.clone(),
            records: records(&file.bytes),
        };
        assert_eq!(
            raw.bytes(),
            file.bytes,
            "{} comes back as it was",
            file.name
        );
        match sets.last_mut() {
            Some(set) if end(&set.files[0].name) == end(&file.name) => set.files.push(raw),
            _ => sets.push(RawSet { files: vec![raw] }),
        }
    }
    sets
}

/// Splits a valid file into records and raw fields. No second byte of a character is a comma, quote or line end.
fn records(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let (mut records, mut record, mut field, mut quoted) =
        (Vec::new(), Vec::new(), Vec::new(), false);
    for byte in bytes {
        match byte {
            b'"' => {
                quoted = !quoted;
                field.push(*byte);
            }
            b',' if !quoted => record.push(std::mem::take(&mut field)),
            b'\r' if !quoted => (),
            b'\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            _ => field.push(*byte),
        }
    }
    records
}
