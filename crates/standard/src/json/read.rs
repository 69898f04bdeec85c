//! From JSON to a file.
//!
//! Where value and bytes are both given, they must agree: a program that changes a value
//! takes the bytes away, and nothing is decided for it in silence.

use super::shape::{FileShape, RecordShape};
use super::write::text_of;
use super::{FORMAT, JsonError, JsonFile, JsonProblem, form_of, from_hex};
use crate::csv::{LineEnd, Record, Scanner};
use crate::document::{UTF8_MARK, push_field, push_quoted};
use crate::encoding;
use crate::layout::{Column, Layout};

/// The file that `text` describes.
///
/// # Errors
///
/// What is no JSON of this form, or contradicts itself. Values that the standard forbids
/// are no errors here; [`crate::check_files`] finds them.
pub fn from_json(text: &str) -> Result<JsonFile, JsonError> {
    let file: FileShape = serde_json::from_str(text).map_err(|error| JsonError::Syntax {
        line: error.line(),
        column: error.column(),
        message: error.to_string(),
    })?;
    if file.format != FORMAT {
        return Err(JsonError::Format { found: file.format });
    }
    let (kind, standard, layout) = form_of(&file.name)?;
    if file.kind != kind.as_str() || file.standard != standard.as_str() {
        return Err(JsonError::OtherForm {
            kind,
            standard: standard.as_str(),
        });
    }
    let mut bytes = Vec::new();
    if file.byte_order_mark {
        bytes.extend_from_slice(UTF8_MARK);
    }
    let last = file.records.len();
    for (record, number) in file.records.iter().zip(1..) {
        let wrong = |problem| JsonError::Record { number, problem };
        push_record(&mut bytes, record, layout).map_err(wrong)?;
        let end = LineEnd::from(record.line_end);
        if end == LineEnd::Missing && number < last {
            return Err(wrong(JsonProblem::LineEnd));
        }
        bytes.extend_from_slice(end.bytes());
    }
    Ok(JsonFile {
        name: file.name,
        bytes,
    })
}

fn push_record(
    bytes: &mut Vec<u8>,
    record: &RecordShape,
    layout: &Layout,
) -> Result<(), JsonProblem> {
    let values = match (&record.values, &record.raw) {
        (Some(values), None) => values,
        (None, Some(raw)) if record.quotes.is_empty() && record.bytes.is_empty() => {
            bytes.extend(from_hex(raw).ok_or(JsonProblem::Raw)?);
            return Ok(());
        }
        _ => return Err(JsonProblem::ValuesOrRaw),
    };
    let ids = values.0.iter().map(|(id, _)| id);
    let ids = ids
        .chain(record.quotes.0.iter().map(|(id, _)| id))
        .chain(record.bytes.0.iter().map(|(id, _)| id));
    for id in ids {
        if !layout.columns.iter().any(|column| column.id == id) {
            return Err(JsonProblem::UnknownItem { id: id.clone() });
        }
    }
    for column in layout.columns {
        let value = values
            .find(column.id)
            .ok_or(JsonProblem::MissingItem { column })?;
        if column.number > 1 {
            bytes.push(b',');
        }
        push_value(bytes, value, record, column)?;
    }
    Ok(())
}

fn push_value(
    bytes: &mut Vec<u8>,
    value: &str,
    record: &RecordShape,
    column: &'static Column,
) -> Result<(), JsonProblem> {
    let quotes = record.quotes.find(column.id);
    if let Some(written) = record.bytes.find(column.id) {
        let raw = from_hex(written).filter(|raw| quotes.is_none() && says(raw, value));
        bytes.extend(raw.ok_or(JsonProblem::Bytes { column })?);
        return Ok(());
    }
    let text = encoding::encode(value).map_err(|error| JsonProblem::Character {
        column,
        character: error.character,
    })?;
    let breaks = |byte: &u8| matches!(byte, b',' | b'"' | b'\r' | b'\n');
    match quotes {
        Some(true) => push_quoted(bytes, &text),
        Some(false) if text.iter().any(breaks) => return Err(JsonProblem::Quotes { column }),
        Some(false) => bytes.extend_from_slice(&text),
        None => push_field(bytes, &text, column),
    }
    Ok(())
}

/// Whether `raw` is one field with the text `value`.
fn says(raw: &[u8], value: &str) -> bool {
    let mut record = Record::default();
    if !Scanner::new(raw, 0).read(&mut record) {
        return false;
    }
    record.problem.is_none()
        && record.fields.len() == 1
        && record.fields[0].raw.len() == raw.len()
        && text_of(raw, &record.fields[0]) == value
}
