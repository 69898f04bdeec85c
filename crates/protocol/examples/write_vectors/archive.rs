//! Archives, good and bad.

use std::io::{Cursor, Write};

use tsunagu_protocol::Digest;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::bench::{CSV, CSV_BYTES, FROM, ID, PNG, PNG_BYTES, TO};

/// The list of contents, `bundle.json`.
pub(crate) fn list() -> String {
    format!(
        r#"{{"type":"tsunagu.contents.1","id":"{ID}","from":{FROM},"to":{TO},"message":"よろしくお願いします。","files":[{},{}]}}"#,
        listed(CSV, true, CSV_BYTES),
        listed(PNG, false, PNG_BYTES)
    )
}

pub(crate) fn listed(name: &str, standard: bool, bytes: &[u8]) -> String {
    format!(
        r#"{{"name":"{name}","standard":{standard},"size_bytes":{},"sha256":"{}"}}"#,
        bytes.len(),
        Digest::of(bytes)
    )
}

/// A ZIP of these entries, in this order.
pub(crate) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The good archive.
pub(crate) fn good() -> Vec<u8> {
    with_list(&list())
}

/// The good files under another list.
pub(crate) fn with_list(list: &str) -> Vec<u8> {
    zip(&[
        ("bundle.json", list.as_bytes()),
        (CSV, CSV_BYTES),
        (PNG, PNG_BYTES),
    ])
}

/// A bundle archive whose second file has another name, in the list too.
pub(crate) fn with_name(name: &str) -> Vec<u8> {
    let list = list().replace(PNG, &name.replace('\\', "\\\\"));
    zip(&[
        ("bundle.json", list.as_bytes()),
        (CSV, CSV_BYTES),
        (name, PNG_BYTES),
    ])
}

/// Overwrites every occurrence of `from`, or only the first, by `to` of the same length.
pub(crate) fn overwrite(mut bytes: Vec<u8>, from: &[u8], to: &[u8], only_first: bool) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut at = 0;
    let mut count = 0;
    while let Some(found) = bytes[at..]
        .windows(from.len())
        .position(|window| window == from)
    {
        bytes[at + found..][..to.len()].copy_from_slice(to);
        at += found + to.len();
        count += 1;
        if only_first {
            break;
        }
    }
    assert!(count > 0, "there is something to overwrite");
    bytes
}
