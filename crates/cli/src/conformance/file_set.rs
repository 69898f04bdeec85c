//! Files in the kit's own terms: what a set has in it, before anybody chose a stamp.
//!
//! The same sets are written as input files, drawn as forms, described in `pattern.json` and compared with what the
//! vendor's software made. A reader would get one thing wrong: an empty value here mostly means "left to the
//! software", see `facts`.

use standard::{Address, FileKind, FileName, Month, Stamp, write_file};

use super::world::{Client, INSURER, Party};

/// Files that are sent together.
#[derive(Debug, Clone)]
pub(super) struct FileSet {
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) files: Vec<KitFile>,
}

/// One file: its kind, the month of its name, its records.
#[derive(Debug, Clone)]
pub(super) struct KitFile {
    pub(super) kind: FileKind,
    pub(super) month: Option<Month>,
    pub(super) records: Vec<Vec<String>>,
}

impl FileSet {
    pub(super) fn new(from: Party, to: Party, files: Vec<KitFile>) -> FileSet {
        FileSet {
            from: from.address(),
            to: to.address(),
            files,
        }
    }

    /// The name of `file` of this set.
    pub(super) fn name(&self, file: &KitFile, stamp: Stamp) -> String {
        FileName {
            kind: file.kind,
            month: file.month,
            from: self.from,
            to: self.to,
            stamp,
            branch: None,
        }
        .to_string()
    }

    /// The kinds of its files, sorted.
    pub(super) fn kinds(&self) -> Vec<FileKind> {
        let mut kinds: Vec<FileKind> = self.files.iter().map(|file| file.kind).collect();
        kinds.sort_unstable();
        kinds
    }
}

impl KitFile {
    pub(super) fn new(kind: FileKind, month: Option<Month>, records: Vec<Vec<String>>) -> KitFile {
        KitFile {
            kind,
            month,
            records,
        }
    }

    /// Its bytes. Characters that MS932 lacks become 〓 (only forms to look at have any).
    pub(super) fn bytes(&self) -> Vec<u8> {
        let records: Vec<Vec<String>> = self
            .records
            .iter()
            .map(|record| record.iter().map(|text| in_ms932(text)).collect())
            .collect();
        write_file(self.kind, &records).expect("records are made by their form and are in MS932")
    }
}

/// Whether MS932 has the character.
pub(super) fn is_permitted(character: char) -> bool {
    standard::encoding::encode(character.encode_utf8(&mut [0; 4])).is_ok()
}

fn in_ms932(text: &str) -> String {
    let replace = |character| {
        if is_permitted(character) {
            character
        } else {
            '〓'
        }
    };
    text.chars().map(replace).collect()
}

/// A record of `kind` about `client` with the items named; the others are empty.
pub(super) fn record(kind: FileKind, client: &Client, items: &[(&str, &str)]) -> Vec<String> {
    let layout = kind.layout().expect("only kinds with records come here");
    let always = [
        ("csv_version", "202407"),
        ("insurer_number", INSURER),
        ("insured_number", client.insured.as_str()),
    ];
    let mut values = vec![String::new(); layout.columns.len()];
    for (id, value) in always.iter().chain(items) {
        let index = layout
            .columns
            .iter()
            .position(|column| column.id == *id)
            .unwrap_or_else(|| panic!("{kind} has no item {id}"));
        (*value).clone_into(&mut values[index]);
    }
    values
}

/// The stamp of the set number `index` of a pattern, as the kit writes its own files: the 25th of the month before,
/// a minute apart.
pub(super) fn stamp(month: Month, index: usize) -> Stamp {
    let day = super::world::near(month, -6);
    let text = format!("{day}10{:02}00", index % 60);
    Stamp::from_bytes(text.as_bytes()).expect("the day exists and the minute is below 60")
}
