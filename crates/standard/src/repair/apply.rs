//! Writes a file again with the chosen repairs; every other byte stays as it was.

use std::collections::{HashMap, HashSet};

use super::source::{Charset, Source, is_well_quoted, name_of, quote, right_name};
use super::{Repair, RepairKind, Repaired};
use crate::csv::{LineEnd, Record};
use crate::document::UTF8_MARK;
use crate::encoding;
use crate::report::Input;

/// What was chosen, by the line of the record.
struct Chosen<'a> {
    kinds: HashSet<RepairKind>,
    lines: HashMap<u32, Vec<&'a Repair>>,
}

/// One field on its way out.
struct Part {
    bytes: Vec<u8>,
}

pub(super) fn apply_to_file(input: Input<'_>, repairs: &[&Repair]) -> Repaired {
    let name = name_of(&input);
    let chosen = Chosen::new(repairs);
    let renamed = match chosen.kinds.contains(&RepairKind::FileName) {
        true => right_name(name),
        false => None,
    };
    let bytes = Source::new(input).and_then(|source| chosen.write(&source));
    Repaired {
        name: renamed.unwrap_or_else(|| name.to_string()),
        bytes: bytes.unwrap_or_else(|| input.bytes.to_vec()),
    }
}

impl<'a> Chosen<'a> {
    fn new(repairs: &[&'a Repair]) -> Chosen<'a> {
        let mut lines: HashMap<u32, Vec<&Repair>> = HashMap::new();
        for &repair in repairs {
            for &line in &repair.lines {
                lines.entry(line).or_default().push(repair);
            }
        }
        // Numbers come after characters, so that a confirmed value has the last word.
        for chosen in lines.values_mut() {
            chosen.sort_by_key(|repair| repair.kind);
        }
        Chosen {
            kinds: repairs.iter().map(|repair| repair.kind).collect(),
            lines,
        }
    }

    /// The whole file. `None` when a character has no form in MS932 although the file was to be converted: the
    /// repairs were proposed for other bytes, and nothing is written by halves.
    fn write(&self, source: &Source<'_>) -> Option<Vec<u8>> {
        let convert = self.kinds.contains(&RepairKind::Utf8);
        let unmarked = convert || self.kinds.contains(&RepairKind::ByteOrderMark);
        let mut bytes = Vec::with_capacity(source.bytes.len());
        if source.marked && !unmarked {
            bytes.extend_from_slice(UTF8_MARK);
        }
        for record in &source.records {
            let repairs = self.lines.get(&record.line).map_or(&[][..], Vec::as_slice);
            let has = |kind| repairs.iter().any(|repair| repair.kind == kind);
            if has(RepairKind::HeaderLine) || has(RepairKind::BlankLines) && source.is_blank(record)
            {
                continue;
            }
            let parts = write_fields(source, record, repairs, convert)?;
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    bytes.push(b',');
                }
                bytes.extend_from_slice(&part.bytes);
            }
            let end = match record.end.unwrap_or(LineEnd::Missing) {
                LineEnd::Lf | LineEnd::Cr if has(RepairKind::LineEnds) => LineEnd::CrLf,
                other => other,
            };
            bytes.extend_from_slice(end.bytes());
        }
        Some(bytes)
    }
}

fn write_fields(
    source: &Source<'_>,
    record: &Record,
    repairs: &[&Repair],
    convert: bool,
) -> Option<Vec<Part>> {
    let columns = source.layout.columns.len();
    let mut count = record.fields.len();
    let torn = repairs
        .iter()
        .find(|repair| repair.kind == RepairKind::TornText);
    if count > columns
        && repairs
            .iter()
            .any(|repair| repair.kind == RepairKind::ExtraFields)
    {
        count = columns;
    }
    let mut parts = Vec::with_capacity(count);
    let mut index = 0;
    while index < count {
        let number = index as u16 + 1;
        let joins = torn
            .and_then(|repair| repair.column)
            .filter(|column| column.number == number);
        if joins.is_some() && count > columns {
            let last = index + count - columns;
            let fields: Option<Vec<Vec<u8>>> = (index..=last)
                .map(|index| write_field(source, record, index, repairs, convert))
                .collect();
            // No part has a quote, or the tear would not have been proposed.
            let bytes = [b"\"", fields?.join(&b","[..]).as_slice(), b"\""].concat();
            parts.push(Part { bytes });
            index = last + 1;
        } else {
            let bytes = write_field(source, record, index, repairs, convert)?;
            parts.push(Part { bytes });
            index += 1;
        }
    }
    Some(parts)
}

fn write_field(
    source: &Source<'_>,
    record: &Record,
    index: usize,
    repairs: &[&Repair],
    convert: bool,
) -> Option<Vec<u8>> {
    let raw = &source.bytes[record.fields[index].raw.clone()];
    let quotes = repairs.iter().any(|repair| {
        let number = repair.column.map(|column| usize::from(column.number));
        repair.kind == RepairKind::Quotes && number == Some(index + 1)
    });
    let Some((text, changed)) = repaired_text(source, record, index, repairs) else {
        return (!convert).then(|| raw.to_vec());
    };
    if !changed && !quotes && !convert {
        return Some(raw.to_vec());
    }
    let quoted = quotes || is_well_quoted(record, index);
    let written = if quoted { quote(&text) } else { text };
    if !changed && source.charset == Charset::Ms932 {
        // Quotes alone never write a character anew: 398 codes of MS932 are second codes.
        return Some([b"\"", raw, b"\""].concat())
            .filter(|_| !raw.contains(&b'"'))
            .or_else(|| encode(source, &written, convert));
    }
    encode(source, &written, convert)
}

/// The text of a field after the chosen repairs, and whether it differs from what stood there.
fn repaired_text(
    source: &Source<'_>,
    record: &Record,
    index: usize,
    repairs: &[&Repair],
) -> Option<(String, bool)> {
    let before = source.text(record, index)?;
    let fits = |repair: &&&Repair| {
        let here = repair
            .column
            .is_none_or(|column| usize::from(column.number) == index + 1);
        let changes_text = matches!(
            repair.kind,
            RepairKind::Characters
                | RepairKind::Version
                | RepairKind::HalfWidth
                | RepairKind::LeadingZeros
        );
        changes_text && here && repair.before == before
    };
    Some(match repairs.iter().rfind(fits) {
        Some(repair) => (repair.after.clone(), true),
        None => (before, false),
    })
}

/// The bytes of `text`: MS932, or UTF-8 in a file that stays UTF-8.
fn encode(source: &Source<'_>, text: &str, convert: bool) -> Option<Vec<u8>> {
    if source.charset == Charset::Utf8 && !convert {
        Some(text.as_bytes().to_vec())
    } else {
        encoding::encode(text).ok()
    }
}
