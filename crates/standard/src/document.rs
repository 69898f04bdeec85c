//! Whole files in memory: read, written back byte for byte, and written new.
//!
//! A [`Document`] keeps the quotes, line ends and characters as they came. Files
//! too large for that are checked record by record in [`crate::check`]; nothing
//! is judged here.

use std::fmt;

use crate::csv::{Field, LineEnd, Record, Scanner};
use crate::encoding;
use crate::file_kind::FileKind;
use crate::layout::{Column, Kind};

/// A file that was read, with everything needed to write the same bytes again.
#[derive(Debug)]
pub struct Document {
    kind: FileKind,
    source: Vec<u8>,
    /// Bytes before the first record (a byte order mark).
    prefix: usize,
    records: Vec<DocumentRecord>,
}

/// One record of a [`Document`].
#[derive(Debug)]
pub struct DocumentRecord {
    /// The line on which the record starts, counted from 1.
    pub line: u32,
    /// The fields as ranges of the file.
    fields: Vec<Field>,
    end: LineEnd,
}

/// Why records cannot be written as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// The kind has no records: it is a picture.
    NoRecords(FileKind),
    /// A record has another number of fields than the form has items.
    FieldCount {
        /// The number of the record, counted from 1.
        record: usize,
        /// Fields given.
        found: usize,
        /// Items of the form.
        expected: usize,
    },
    /// A field has a character that MS932 lacks.
    Character {
        /// The number of the record, counted from 1.
        record: usize,
        /// The number of the item, counted from 1.
        item: u16,
        /// The character.
        character: char,
    },
}

/// Reads `bytes` as a file of `kind`. Never fails: what is wrong is found by
/// [`crate::check_files`].
pub fn read_file(bytes: &[u8], kind: FileKind) -> Document {
    let prefix = if bytes.starts_with(UTF8_MARK) {
        UTF8_MARK.len()
    } else {
        0
    };
    let mut scanner = Scanner::new(bytes, prefix);
    let mut record = Record::default();
    let mut records = Vec::new();
    while scanner.read(&mut record) {
        records.push(DocumentRecord {
            line: record.line,
            fields: std::mem::take(&mut record.fields),
            end: record.end.unwrap_or(LineEnd::Missing),
        });
    }
    Document {
        kind,
        source: bytes.to_vec(),
        prefix,
        records,
    }
}

/// The byte order mark of UTF-8.
pub(crate) const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes `records` as a file of `kind`: MS932, free text in quotes, CR LF.
///
/// Each record has one text per item, in the order of the form. The contents are
/// not judged; [`crate::check_files`] does that.
///
/// # Errors
///
/// The first record that has too few or too many fields, or a character that
/// MS932 lacks. Nothing is replaced in silence.
pub fn write_file(kind: FileKind, records: &[Vec<String>]) -> Result<Vec<u8>, WriteError> {
    let layout = kind.layout().ok_or(WriteError::NoRecords(kind))?;
    let mut bytes = Vec::new();
    for (fields, record) in records.iter().zip(1..) {
        let (found, expected) = (fields.len(), layout.columns.len());
        if found != expected {
            return Err(WriteError::FieldCount {
                record,
                found,
                expected,
            });
        }
        for (field, column) in fields.iter().zip(layout.columns) {
            if column.number > 1 {
                bytes.push(b',');
            }
            let text = encoding::encode(field).map_err(|error| WriteError::Character {
                record,
                item: column.number,
                character: error.character,
            })?;
            push_field(&mut bytes, &text, column);
        }
        bytes.extend_from_slice(LineEnd::CrLf.bytes());
    }
    Ok(bytes)
}

/// Free text is always in quotes, as the standard says; other items only when
/// their contents would break the record.
pub(crate) fn push_field(bytes: &mut Vec<u8>, text: &[u8], column: &Column) {
    let must = text
        .iter()
        .any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'));
    let number = matches!(column.kind, Kind::LineNumber) && text.iter().all(u8::is_ascii_digit);
    let quote = must || column.is_text() || (matches!(column.kind, Kind::LineNumber) && !number);
    if !quote {
        bytes.extend_from_slice(text);
        return;
    }
    push_quoted(bytes, text);
}

/// `text` in quotes, with its own quotes doubled.
pub(crate) fn push_quoted(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'"');
    for &byte in text {
        if byte == b'"' {
            bytes.push(b'"');
        }
        bytes.push(byte);
    }
    bytes.push(b'"');
}

impl Document {
    /// The kind that the file was read as.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The records, empty lines included.
    pub fn records(&self) -> &[DocumentRecord] {
        &self.records
    }

    /// The text of the item `number` (from 1) of `record`; `None` if the record is shorter.
    ///
    /// Quotes are taken off; characters that are not allowed are shown as `<F040>`.
    pub fn text(&self, record: &DocumentRecord, number: u16) -> Option<String> {
        let field = record.fields.get(usize::from(number).checked_sub(1)?)?;
        let text = encoding::decode_lossy(field.content(&self.source));
        Some(if field.doubled {
            text.replace("\"\"", "\"")
        } else {
            text
        })
    }

    /// All texts of `record`.
    pub fn texts(&self, record: &DocumentRecord) -> Vec<String> {
        (1..=record.fields.len())
            .filter_map(|n| self.text(record, n as u16))
            .collect()
    }

    /// The fields of `record`, as ranges of the file.
    pub(crate) fn fields<'a>(&self, record: &'a DocumentRecord) -> &'a [Field] {
        &record.fields
    }

    /// The bytes of the item `number` (from 1) of `record` without its quotes.
    pub(crate) fn content(&self, record: &DocumentRecord, number: u16) -> Option<&[u8]> {
        let field = record.fields.get(usize::from(number).checked_sub(1)?)?;
        Some(field.content(&self.source))
    }

    /// The bytes of the file: exactly those that were read.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.source[..self.prefix].to_vec();
        for record in &self.records {
            for (index, field) in record.fields.iter().enumerate() {
                if index > 0 {
                    bytes.push(b',');
                }
                bytes.extend_from_slice(&self.source[field.raw.clone()]);
            }
            bytes.extend_from_slice(record.end.bytes());
        }
        bytes
    }
}

impl DocumentRecord {
    /// How the record ends.
    pub(crate) fn end(&self) -> LineEnd {
        self.end
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::NoRecords(kind) => write!(f, "{kind} has no records"),
            WriteError::FieldCount {
                record,
                found,
                expected,
            } => {
                write!(
                    f,
                    "record {record} has {found} fields, the form has {expected} items"
                )
            }
            WriteError::Character {
                record,
                item,
                character,
            } => {
                let code = u32::from(*character);
                write!(f, "record {record}, item {item}: MS932 has no U+{code:04X}")
            }
        }
    }
}

impl std::error::Error for WriteError {}

#[cfg(test)]
mod tests;
