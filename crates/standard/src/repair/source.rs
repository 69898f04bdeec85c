//! A file to repair, cut into records and fields without losing a byte.

use super::characters::decode_with_gaiji;
use crate::csv::{Record, Scanner};
use crate::document::UTF8_MARK;
use crate::encoding;
use crate::file_kind::FileKind;
use crate::file_name::{FileName, NameProblem, split_extension};
use crate::layout::Layout;
use crate::report::Input;

/// The characters in which a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    Ms932,
    Utf8,
}

/// A file whose form is known.
pub(super) struct Source<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) layout: &'static Layout,
    pub(super) charset: Charset,
    pub(super) marked: bool,
    pub(super) records: Vec<Record>,
}

/// The last part of a path.
pub(super) fn name_of<'a>(input: &Input<'a>) -> &'a str {
    input.path.rsplit(['/', '\\']).next().unwrap_or(input.path)
}

/// The name as the standard writes it, if only the width or case of its letters is wrong.
pub(super) fn right_name(name: &str) -> Option<String> {
    let half = super::number::to_half_width(name);
    let (stem, extension) = split_extension(&half);
    let upper = format!("{}.{extension}", stem.to_ascii_uppercase());
    let parsed = FileName::parse(&upper).ok()?;
    // The standard prints both .jpg and .JPG, and records name the picture.
    let right = match parsed.kind {
        FileKind::UpKihonImage => upper,
        _ => parsed.to_string(),
    };
    (right != name).then_some(right)
}

impl<'a> Source<'a> {
    /// Cuts the file; `None` if its name begins with no form of the standard 4.1.
    pub(super) fn new(input: Input<'a>) -> Option<Source<'a>> {
        let name = name_of(&input);
        let half = super::number::to_half_width(name);
        let kind = match FileName::parse(&half) {
            Ok(parsed) => parsed.kind,
            Err(NameProblem::Version3 | NameProblem::Extension { .. }) => return None,
            Err(_) => FileKind::of_stem(split_extension(&half).0)?,
        };
        let layout = kind.layout()?;
        let bytes = input.bytes;
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return None;
        }
        let marked = bytes.starts_with(UTF8_MARK);
        let start = if marked { UTF8_MARK.len() } else { 0 };
        let charset = match encoding::is_japanese_utf8(&bytes[start..]) {
            true => Charset::Utf8,
            false => Charset::Ms932,
        };
        let mut scanner = Scanner::new(bytes, start);
        let (mut record, mut records) = (Record::default(), Vec::new());
        while scanner.read(&mut record) {
            records.push(std::mem::take(&mut record));
        }
        Some(Source {
            bytes,
            layout,
            charset,
            marked,
            records,
        })
    }

    /// Whether the record has nothing in it but commas.
    pub(super) fn is_blank(&self, record: &Record) -> bool {
        record.fields.iter().all(|field| field.raw.is_empty())
    }

    /// The text of field `index` of `record`, 外字 as private characters; `None` if it cannot be read.
    ///
    /// Quotes are taken off where they stand as they should; [`quote`] puts them back.
    pub(super) fn text(&self, record: &Record, index: usize) -> Option<String> {
        let field = &record.fields[index];
        if !is_well_quoted(record, index) {
            return self.decode(&self.bytes[field.raw.clone()]);
        }
        let text = self.decode(field.content(self.bytes))?;
        Some(match field.doubled {
            true => text.replace("\"\"", "\""),
            false => text,
        })
    }

    fn decode(&self, bytes: &[u8]) -> Option<String> {
        if self.charset == Charset::Utf8 || self.is_utf8_field(bytes) {
            String::from_utf8(bytes.to_vec()).ok()
        } else {
            decode_with_gaiji(bytes)
        }
    }

    /// Whether one field of an MS932 file is UTF-8; the check asks the same question.
    fn is_utf8_field(&self, content: &[u8]) -> bool {
        self.charset == Charset::Ms932 && encoding::is_japanese_utf8(content)
    }
}

/// Whether field `index` is in quotes that open and close it.
pub(super) fn is_well_quoted(record: &Record, index: usize) -> bool {
    let broken = record.problem.is_some_and(|(at, _)| at == index);
    record.fields[index].quoted && !broken
}

/// `text` in quotes, its own quotes doubled.
pub(super) fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
