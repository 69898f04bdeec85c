//! Sheets as text in fixed width: for terminals, and for comparing with the eye.
//!
//! A character of Japanese takes two columns, as Windows-31J stores it in two bytes and every
//! Japanese terminal draws it. Of the choices of a paper form only those that apply are written.

mod lines;
mod month;
mod table;
mod week;

use crate::sheet::{Block, Content, Field, Fields, Sheet};
use crate::words::{Language, Words};
use lines::{pad, side_by_side, wrap};

/// The most columns that a line of text takes.
pub const TEXT_COLUMNS_MAX: usize = 100;

/// What stands before further lines of a long text.
const INDENT: &str = "    ";

/// The form as text.
pub(crate) fn draw_sheet(sheet: &Sheet, language: Language) -> String {
    let mut page = Page {
        lines: Vec::new(),
        language,
    };
    page.rule('=');
    page.push(sheet.heading(language));
    let corners: Vec<String> = page
        .content(&sheet.corner_left)
        .into_iter()
        .chain([sheet.corner_right.read(language).to_owned()])
        .filter(|text| !text.is_empty())
        .collect();
    page.push(corners.join("  "));
    page.push(sheet.warning.read(language).to_owned());
    page.rule('=');
    for block in &sheet.blocks {
        match block {
            Block::Fields(fields) => page.fields(fields),
            Block::Table(table) => table::draw_table(&mut page, table),
            Block::Month(block) => month::draw_month(&mut page, block),
            Block::Week(block) => week::draw_week(&mut page, block),
            Block::Note(words) => page.push(words.read(language).to_owned()),
        }
        page.lines.push(String::new());
    }
    page.lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// Lines that grow, in one language.
struct Page {
    lines: Vec<String>,
    language: Language,
}

impl Page {
    /// Adds `text`, wrapped; nothing for an empty text.
    fn push(&mut self, text: String) {
        if !text.is_empty() {
            self.lines.extend(wrap(&text, TEXT_COLUMNS_MAX));
        }
    }

    fn rule(&mut self, character: char) {
        self.lines
            .push(character.to_string().repeat(TEXT_COLUMNS_MAX));
    }

    fn fields(&mut self, fields: &Fields) {
        for row in &fields.rows {
            let mut parts = Vec::new();
            for field in row {
                match self.field(field) {
                    Some(part) => parts.push(part),
                    None => self.tall_field(field),
                }
            }
            self.parts(&parts);
        }
    }

    /// The field as one short text; `None` for a box of several lines.
    fn field(&self, field: &Field) -> Option<String> {
        let lines = self.content(&field.value);
        if field.tall && !lines.is_empty() {
            return None;
        }
        let label = self.label(field);
        if lines.is_empty() && field.value_columns > 0 {
            // An empty box says something on paper; in a row of texts it only takes room.
            return Some(String::new());
        }
        let value = lines.join(" / ");
        Some(match (label.is_empty(), value.is_empty()) {
            (true, _) => value,
            (false, true) => label,
            (false, false) => format!("{label}: {value}"),
        })
    }

    fn tall_field(&mut self, field: &Field) {
        let label = self.label(field);
        self.push(format!("{label}:"));
        for line in self.content(&field.value) {
            let wrapped = wrap(&line, TEXT_COLUMNS_MAX - INDENT.len());
            self.lines
                .extend(wrapped.into_iter().map(|line| format!("{INDENT}{line}")));
        }
    }

    fn label(&self, field: &Field) -> String {
        field.label.read(self.language).replace('\n', "")
    }

    /// Adds short texts side by side, as many as a line takes.
    fn parts(&mut self, parts: &[String]) {
        self.lines.extend(side_by_side(parts, TEXT_COLUMNS_MAX));
    }

    /// The lines of a content, unwrapped and without line breaks.
    fn content(&self, content: &Content) -> Vec<String> {
        match content {
            Content::Text(words) | Content::Strong(words) | Content::Small(words) => {
                lines::split(words.read(self.language))
            }
            Content::Digits(text) | Content::OfficeName(text) | Content::Name(text) => {
                lines::split(text)
            }
            Content::Line(contents) => {
                let parts: Vec<String> = contents
                    .iter()
                    .flat_map(|content| self.content(content))
                    .collect();
                lines::split(&parts.join("  "))
            }
            Content::Choice(choices) => {
                let chosen: Vec<&str> = choices
                    .iter()
                    .filter(|(_, chosen)| *chosen)
                    .map(|(words, _)| words.read(self.language))
                    .collect();
                lines::split(&chosen.join(", "))
            }
            Content::Stack(contents) => contents
                .iter()
                .flat_map(|content| self.content(content))
                .collect(),
            Content::Changed { now, before } => {
                let mut lines = self.content(now);
                lines.push(self.before(before));
                lines
            }
        }
    }

    /// What stood in a box that changed.
    fn before(&self, words: &Words) -> String {
        let text = words.read(self.language).replace(['\r', '\n'], " ");
        match (text.is_empty(), self.language) {
            (true, Language::Japanese) => "（追加）".to_owned(),
            (true, Language::English) => "(new)".to_owned(),
            (false, Language::Japanese) => format!("（変更 前: {text}）"),
            (false, Language::English) => format!("(changed, before: {text})"),
        }
    }

    /// Adds columns side by side: `cells` are the wrapped lines of each.
    fn columns(&mut self, cells: &[Vec<String>], widths: &[usize], right: &[bool]) {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for index in 0..height {
            let parts: Vec<String> = cells
                .iter()
                .zip(widths)
                .zip(right)
                .map(|((lines, width), right)| {
                    pad(lines.get(index).map_or("", String::as_str), *width, *right)
                })
                .collect();
            self.lines.push(parts.join(COLUMN_GAP));
        }
    }
}

/// What stands between columns.
const COLUMN_GAP: &str = "  ";
