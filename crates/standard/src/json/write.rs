//! From a file to JSON.

use super::node::Members;
use super::shape::{EndShape, FileShape, RecordShape};
use super::{FORMAT, JsonError, form_of, hex};
use crate::csv::{Field, LineEnd, Record, scan_file};
use crate::document::{push_field, push_quoted};
use crate::encoding;
use crate::layout::{Column, Layout};

/// The JSON of a file, with line breaks for people.
///
/// `name` is the last part of a path. The contents may be anything: what is no record of
/// the form is kept as bytes, and [`super::from_json`] gives the same bytes again.
///
/// # Errors
///
/// A name that is none of standard 4.1 or 3, or that of a picture.
pub fn to_json(name: &str, bytes: &[u8]) -> Result<String, JsonError> {
    let (kind, standard, layout) = form_of(name)?;
    let (mark, mut scanner) = scan_file(bytes);
    let mut record = Record::default();
    let mut records = Vec::new();
    while scanner.read(&mut record) {
        records.push(shape_of(bytes, &record, layout));
    }
    let file = FileShape {
        format: FORMAT.to_string(),
        name: name.to_string(),
        kind: kind.to_string(),
        standard: standard.as_str().to_string(),
        byte_order_mark: !mark.is_empty(),
        records,
    };
    let mut text =
        serde_json::to_string_pretty(&file).expect("texts, flags and lists are always JSON");
    text.push('\n');
    Ok(text)
}

fn shape_of(file: &[u8], record: &Record, layout: &Layout) -> RecordShape {
    let line_end = EndShape::from(record.end.unwrap_or(LineEnd::Missing));
    if record.problem.is_some() || record.fields.len() != layout.columns.len() {
        let end = record.fields.last().map_or(record.start, |f| f.raw.end);
        return RecordShape {
            raw: Some(hex(&file[record.start..end])),
            line_end,
            ..RecordShape::default()
        };
    }
    let mut shape = RecordShape {
        line_end,
        ..RecordShape::default()
    };
    let mut values = Members::default();
    for (field, column) in record.fields.iter().zip(layout.columns) {
        let value = text_of(file, field);
        let raw = &file[field.raw.clone()];
        match how_written(&value, raw, column) {
            Written::Usual => (),
            Written::Quotes(quoted) => shape.quotes.push(column.id, quoted),
            Written::Otherwise => shape.bytes.push(column.id, hex(raw)),
        }
        values.push(column.id, value);
    }
    shape.values = Some(values);
    shape
}

/// How a field is written, compared with what its value says.
enum Written {
    /// As `write_file` writes it.
    Usual,
    /// With or without quotes, other than usual.
    Quotes(bool),
    /// With characters that the value does not tell.
    Otherwise,
}

fn how_written(value: &str, raw: &[u8], column: &Column) -> Written {
    let Ok(text) = encoding::encode(value) else {
        return Written::Otherwise;
    };
    let (mut usual, mut quoted) = (Vec::new(), Vec::new());
    push_field(&mut usual, &text, column);
    push_quoted(&mut quoted, &text);
    if usual == raw {
        Written::Usual
    } else if quoted == raw {
        Written::Quotes(true)
    } else if text == raw {
        Written::Quotes(false)
    } else {
        Written::Otherwise
    }
}

/// The text of a field; what is not allowed is shown as `<F040>`.
pub(super) fn text_of(file: &[u8], field: &Field) -> String {
    let text = encoding::decode_lossy(field.content(file));
    if field.doubled {
        text.replace("\"\"", "\"")
    } else {
        text
    }
}
