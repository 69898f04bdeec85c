//! A record laid out for the page: number, name and value of every item, the wrong ones marked.

use std::collections::HashMap;

use office::error_code::Language;
use standard::csv::{Record, Scanner};
use standard::encoding;
use standard::layout::Layout;
use standard::{FileReport, Finding, Severity};

use super::super::text;
use super::escape;
use crate::message::choose;

/// A value is shown with at most so many characters: enough to recognise a long text.
const VALUE_CHARACTERS_MAX: usize = 120;

/// The records of a file that have findings, as text.
pub(super) struct Records {
    layout: Option<&'static Layout>,
    by_line: HashMap<u32, Vec<String>>,
}

impl Records {
    /// Reads the records that start on `lines`, which are in order.
    pub(super) fn read(bytes: &[u8], file: &FileReport, lines: &[u32]) -> Records {
        let layout = match (file.kind, file.version3) {
            (Some(kind), None) => kind.layout(),
            (Some(kind), Some(_)) => standard::version3::layout(kind),
            (None, _) => None,
        };
        let start = if bytes.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        let utf8 = encoding::is_japanese_utf8(&bytes[start..]);
        let (mut scanner, mut record) = (Scanner::new(bytes, start), Record::default());
        let mut by_line = HashMap::new();
        let last = lines.last().copied().unwrap_or(0);
        while layout.is_some() && scanner.read(&mut record) && record.line <= last {
            if lines.binary_search(&record.line).is_ok() {
                by_line.insert(record.line, texts(bytes, &record, utf8));
            }
        }
        Records { layout, by_line }
    }

    /// The record on `line`; empty if there is none, as on a line with nothing in it.
    pub(super) fn layout(&self, line: u32, findings: &[&Finding], language: Language) -> String {
        let (Some(values), Some(layout)) = (self.by_line.get(&line), self.layout) else {
            return String::new();
        };
        let caption = choose(language, "項目ごとの値", "The items and their values");
        let mut html = format!("<ol class=\"items\" aria-label=\"{caption}\">\n");
        let count = values.len().max(layout.columns.len());
        for index in 0..count {
            let number = index + 1;
            let worst = findings
                .iter()
                .filter(|finding| finding.item.map(usize::from) == Some(number))
                .map(|finding| finding.severity)
                .min();
            let name = match (layout.columns.get(index), language) {
                (Some(column), Language::Japanese) => column.name_ja,
                (Some(column), Language::English) => column.name_en,
                (None, _) => choose(language, "余分な項目", "one item too many"),
            };
            html += &item(number, name, values.get(index), worst, language);
        }
        html + "</ol>\n"
    }
}

fn item(
    number: usize,
    name: &str,
    value: Option<&String>,
    worst: Option<Severity>,
    language: Language,
) -> String {
    let (class, mark) = match worst {
        None => ("", String::new()),
        Some(severity) => {
            let class = match severity {
                Severity::Error => " class=\"item-error\"",
                Severity::Warning => " class=\"item-warning\"",
                Severity::Information => " class=\"item-info\"",
            };
            let word = text::severity(severity, language);
            (class, format!("<b class=\"item-mark\">{word}</b>"))
        }
    };
    let value = match value.map(String::as_str) {
        Some("") => format!("<i>{}</i>", choose(language, "（空）", "(empty)")),
        Some(value) => escape(value),
        None => format!(
            "<i>{}</i>",
            choose(language, "（項目がない）", "(no such item)")
        ),
    };
    format!(
        "<li{class}><span class=\"item-name\"><span class=\"number\">{number}</span> {}{mark}</span>\
         <span class=\"item-value\">{value}</span></li>\n",
        escape(name)
    )
}

fn texts(bytes: &[u8], record: &Record, utf8: bool) -> Vec<String> {
    let text = |field: &standard::csv::Field| {
        let content = field.content(bytes);
        let text = match utf8 {
            true => String::from_utf8_lossy(content).into_owned(),
            false => encoding::decode_lossy(content),
        };
        let text = if field.doubled {
            text.replace("\"\"", "\"")
        } else {
            text
        };
        match text.char_indices().nth(VALUE_CHARACTERS_MAX) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    };
    record.fields.iter().map(text).collect()
}
