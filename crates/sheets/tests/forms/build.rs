//! Files from the items that a test names, and the one call to the crate under test.

use expect_test::{Expect, expect_file};
use standard::{Document, FileName, read_file, write_file};
use std::path::Path;
use tsunagu_sheets::{Language, OfficeNames, SetFile, Sheet, draw_set};

/// The items of a record by their identifiers.
pub(crate) type Items<'a> = &'a [(&'a str, &'a str)];

/// A client whose numbers are in every record.
pub(crate) const CLIENT: [(&str, &str); 2] = [
    ("insurer_number", "131059"),
    ("insured_number", "1913070797"),
];

/// A file of the standard.
pub(crate) struct File {
    name: String,
    document: Document,
}

/// A file `name` with `records`; client and version are filled in where a record does not name them.
pub(crate) fn file(name: &str, records: &[Items<'_>]) -> File {
    let kind = FileName::parse(name).unwrap().kind;
    let columns = kind.layout().unwrap().columns;
    let record = |items: &Items<'_>| -> Vec<String> {
        for (id, _) in *items {
            assert!(
                columns.iter().any(|column| column.id == *id),
                "{kind} has no item {id}"
            );
        }
        let value = |id: &str| {
            let own = items.iter().find(|(item, _)| *item == id);
            let own = own.or_else(|| CLIENT.iter().find(|(item, _)| *item == id));
            own.map_or(
                if id == "csv_version" { "202407" } else { "" },
                |(_, value)| *value,
            )
            .to_owned()
        };
        columns.iter().map(|column| value(column.id)).collect()
    };
    let records: Vec<_> = records.iter().map(record).collect();
    file_of_bytes(name, &write_file(kind, &records).unwrap())
}

/// A file `name` with exactly these bytes.
pub(crate) fn file_of_bytes(name: &str, bytes: &[u8]) -> File {
    let kind = FileName::parse(name).unwrap().kind;
    File {
        name: name.to_owned(),
        document: read_file(bytes, kind),
    }
}

/// Draws `files` without names of offices from elsewhere.
pub(crate) fn draw(files: &[File]) -> Vec<Sheet> {
    draw_with(files, &OfficeNames::new())
}

/// Draws `files`.
pub(crate) fn draw_with(files: &[File], offices: &OfficeNames) -> Vec<Sheet> {
    let files: Vec<SetFile<'_>> = files
        .iter()
        .map(|file| SetFile {
            file_name: &file.name,
            document: &file.document,
        })
        .collect();
    draw_set(&files, offices)
}

/// Compares all sheets of `files` as Japanese text.
#[track_caller]
pub(crate) fn check_text(files: &[File], expected: Expect) {
    expected.assert_eq(&text(files, Language::Japanese));
}

/// All sheets as text.
pub(crate) fn text(files: &[File], language: Language) -> String {
    show(&draw(files), language)
}

/// The sheets as text.
pub(crate) fn show(sheets: &[Sheet], language: Language) -> String {
    sheets.iter().map(|sheet| sheet.to_text(language)).collect()
}

/// Compares all sheets of `files` in both languages with the page `name` in `tests/pages/`.
#[track_caller]
pub(crate) fn check_page(files: &[File], name: &str) {
    check_sheets(&draw(files), name);
}

/// Compares the sheets in both languages with the page `name` in `tests/pages/`.
#[track_caller]
pub(crate) fn check_sheets(sheets: &[Sheet], name: &str) {
    let html = |language| {
        sheets
            .iter()
            .map(|sheet| sheet.to_html(language))
            .collect::<String>()
    };
    let page = format!("{}\n{}", html(Language::Japanese), html(Language::English));
    expect_file![
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/pages")
            .join(name)
    ]
    .assert_eq(&page);
}
