//! Sheets as HTML: fragments for the look's style sheet, without styles, scripts or links.
//!
//! Every text of a record goes through [`push_escaped`]; nothing else writes text that is not a
//! literal of this crate. Columns have widths by `colspan` over equal thin columns, because a strict
//! content security policy leaves no other way to give each table its own.

mod month;
mod week;

use crate::sheet::{Align, Block, Cell, Content, Field, Fields, Form, RowKind, Sheet, Table};
use crate::words::{Language, Words};

/// Words before which the name of an office may be broken in a narrow cell.
const BREAKS: [&str; 4] = ["訪問", "ステーション", "センター", "デイサービス"];

/// The class of tables that may go on over several pages.
const LONG: &str = "long";

/// The form as a fragment.
pub(crate) fn draw_sheet(sheet: &Sheet, language: Language) -> String {
    let mut page = Page::new(sheet, language);
    page.raw(&format!(
        "<section class=\"form-sheet sheet-{}\" aria-label=\"",
        class_of(sheet.form)
    ));
    page.attribute(&sheet.heading(language));
    page.raw("\">\n<div class=\"form-title\"><p>");
    page.content(&sheet.corner_left);
    page.raw("</p><h2>");
    page.words(&sheet.title);
    page.raw("</h2><p>");
    page.words(&sheet.corner_right);
    page.raw("</p></div>\n");
    if !sheet.warning.is_empty() {
        page.raw("<p class=\"form-warning\"><strong>");
        page.words(&sheet.warning);
        page.raw("</strong></p>\n");
    }
    for block in &sheet.blocks {
        match block {
            Block::Fields(fields) => page.fields(fields),
            Block::Table(table) => page.table(table),
            Block::Month(block) => month::draw_month(&mut page, block),
            Block::Week(block) => week::draw_week(&mut page, block),
            Block::Note(words) => {
                page.raw("<p class=\"small form-note\">");
                page.words(words);
                page.raw("</p>\n");
            }
        }
    }
    page.raw("</section>\n");
    page.html
}

/// HTML that grows, in one language.
struct Page {
    html: String,
    language: Language,
    /// Whose form it is, for the head of every page that a long table goes on to.
    whose: String,
}

impl Page {
    fn new(sheet: &Sheet, language: Language) -> Page {
        let insured = sheet.client.as_ref().map_or("", |client| &client.insured);
        Page {
            html: String::new(),
            language,
            whose: format!("{}\u{3000}{insured}", sheet.heading(language)),
        }
    }

    /// Markup of this crate; never text of a record.
    fn raw(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        push_escaped(&mut self.html, text);
    }

    /// Text within quotes, where a line break is a space.
    fn attribute(&mut self, text: &str) {
        push_escaped(&mut self.html, &text.replace(['\r', '\n'], " "));
    }

    fn words(&mut self, words: &Words) {
        push_escaped(&mut self.html, words.read(self.language));
    }

    /// Opens a table in a region that scrolls on narrow screens and takes the focus.
    fn open_table(&mut self, class: &str, caption: &Words, caption_hidden: bool) {
        self.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.attribute(caption.read(self.language));
        self.raw("\"><table class=\"form-table ");
        self.raw(class);
        self.raw(if caption_hidden {
            "\"><caption class=\"hidden-text\">"
        } else {
            "\"><caption>"
        });
        self.words(caption);
        self.raw("</caption>\n");
    }

    /// A row of heads that only print shows: a sheet of paper without a name gets lost.
    fn head_for_paper(&mut self, columns: u32) {
        let whose = std::mem::take(&mut self.whose);
        self.raw(&format!("<tr class=\"paper\"><td colspan=\"{columns}\">"));
        self.text(&whose);
        self.raw("</td></tr>");
        self.whose = whose;
    }

    fn close_table(&mut self) {
        self.raw("</table></div>\n");
    }

    /// Thin columns of equal width that the cells span.
    fn thin_columns(&mut self, count: u32) {
        self.raw(&format!("<colgroup><col span=\"{count}\"></colgroup>\n"));
    }

    fn fields(&mut self, fields: &Fields) {
        self.open_table("form-head", &fields.caption, true);
        self.thin_columns(u32::from(Fields::COLUMNS));
        self.raw("<tbody>\n");
        for row in &fields.rows {
            self.raw("<tr>");
            row.iter().for_each(|field| self.field(field));
            self.raw("</tr>\n");
        }
        self.raw("</tbody>");
        self.close_table();
    }

    fn field(&mut self, field: &Field) {
        if field.label_columns > 0 {
            self.raw(&format!(
                "<th scope=\"row\"{}>",
                span("colspan", field.label_columns.into())
            ));
            self.words(&field.label);
            self.raw("</th>");
        }
        if field.value_columns == 0 {
            return;
        }
        let class = match (field.tall, is_changed(&field.value)) {
            (false, false) => "",
            (true, false) => " class=\"free\"",
            (false, true) => " class=\"changed\"",
            (true, true) => " class=\"free changed\"",
        };
        self.raw(&format!(
            "<td{class}{}>",
            span("colspan", field.value_columns.into())
        ));
        self.content(&field.value);
        self.raw("</td>");
    }

    fn table(&mut self, table: &Table) {
        self.open_table(&format!("form-list {}", table.class), &table.caption, false);
        let shares: u32 = table
            .columns
            .iter()
            .map(|column| u32::from(column.share))
            .sum();
        self.thin_columns(shares);
        self.raw("<thead>");
        if table.class.contains(LONG) {
            self.head_for_paper(shares);
        }
        self.heads(table);
        self.raw("</thead>\n");
        let positions = positions(table);
        let mut open = false;
        for (row, positions) in table.rows.iter().zip(positions) {
            if !open || row.kind != RowKind::More {
                self.raw(if open {
                    "</tbody>\n<tbody class=\""
                } else {
                    "<tbody class=\""
                });
                self.raw(row_class(row.kind));
                self.raw("\">");
                open = true;
            }
            self.raw("<tr>");
            for (cell, position) in row.cells.iter().zip(positions) {
                self.cell(table, cell, position);
            }
            self.raw("</tr>\n");
        }
        if open {
            self.raw("</tbody>");
        }
        self.close_table();
    }

    fn heads(&mut self, table: &Table) {
        let spans = table
            .heads
            .iter()
            .map(|heads| heads.iter().map(|head| (head.columns, head.rows.into())));
        let positions = place(spans, table.columns.len());
        for (heads, positions) in table.heads.iter().zip(positions) {
            self.raw("<tr>");
            for (head, position) in heads.iter().zip(positions) {
                let end = (position + usize::from(head.columns)).min(table.columns.len());
                let scope = if head.columns > 1 { "colgroup" } else { "col" };
                self.raw(&format!(
                    "<th scope=\"{scope}\"{}{}>",
                    span("colspan", share(table, position, end)),
                    span("rowspan", head.rows.into())
                ));
                self.words(&head.words);
                self.raw("</th>");
            }
            self.raw("</tr>");
        }
    }

    fn cell(&mut self, table: &Table, cell: &Cell, position: usize) {
        let end = (position + usize::from(cell.columns)).min(table.columns.len());
        let align = match table.columns.get(position).map(|column| column.align) {
            Some(Align::Start) | None => "l",
            Some(Align::Middle) => "",
            Some(Align::End) => "figure",
        };
        let class = match (align, is_changed(&cell.content)) {
            ("", false) => String::new(),
            ("", true) => " class=\"changed\"".to_owned(),
            (align, false) => format!(" class=\"{align}\""),
            (align, true) => format!(" class=\"{align} changed\""),
        };
        self.raw(&format!(
            "<td{class}{}{}>",
            span("colspan", share(table, position, end)),
            span("rowspan", cell.rows.into())
        ));
        self.content(&cell.content);
        self.raw("</td>");
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::Text(words) => self.words(words),
            Content::Strong(words) => {
                self.raw("<strong>");
                self.words(words);
                self.raw("</strong>");
            }
            Content::Small(words) => {
                self.raw("<span class=\"number\">");
                self.words(words);
                self.raw("</span>");
            }
            Content::Digits(digits) => self.digits(digits),
            Content::OfficeName(name) => {
                self.raw("<span class=\"office-name\">");
                push_breakable(&mut self.html, name);
                self.raw("</span>");
            }
            Content::Name(name) => {
                self.raw("<span class=\"name\">");
                self.text(name);
                self.raw("</span>");
            }
            Content::Choice(choices) => self.choices(choices),
            Content::Stack(contents) => {
                for content in contents {
                    self.raw("<span class=\"stacked\">");
                    self.content(content);
                    self.raw("</span>");
                }
            }
            Content::Line(contents) => {
                let written = contents.iter().filter(|content| !content.is_empty());
                for (index, content) in written.enumerate() {
                    if index > 0 {
                        self.raw("\u{3000}");
                    }
                    self.content(content);
                }
            }
            Content::Changed { now, before } => self.changed(now, before),
        }
    }

    /// What stands there now, with the word that it changed, and what stood there before, struck out.
    fn changed(&mut self, now: &Content, before: &Words) {
        self.raw("<span class=\"change-mark\">");
        self.words(&match before.is_empty() {
            true => Words::label("追加", "new"),
            false => Words::label("変更", "changed"),
        });
        self.raw("</span> ");
        self.content(now);
        if !before.is_empty() {
            self.raw("<del>");
            self.words(before);
            self.raw("</del>");
        }
    }

    fn digits(&mut self, digits: &str) {
        if digits.is_empty() {
            return;
        }
        self.raw("<span class=\"digit-boxes\" role=\"img\" aria-label=\"");
        self.attribute(digits);
        self.raw("\">");
        for digit in digits.chars() {
            self.raw("<b>");
            self.text(digit.encode_utf8(&mut [0; 4]));
            self.raw("</b>");
        }
        self.raw("</span>");
    }

    fn choices(&mut self, choices: &[(Words, bool)]) {
        for (index, (words, chosen)) in choices.iter().enumerate() {
            if index > 0 {
                self.raw(match self.language {
                    Language::Japanese => "・",
                    Language::English => " · ",
                });
            }
            self.raw(if *chosen {
                "<strong class=\"chosen\">"
            } else {
                "<span class=\"soft\">"
            });
            self.words(words);
            self.raw(if *chosen { "</strong>" } else { "</span>" });
        }
    }
}

fn is_changed(content: &Content) -> bool {
    matches!(content, Content::Changed { .. })
}

/// The end of the class by which the style sheet knows a form.
fn class_of(form: Form) -> &'static str {
    match form {
        Form::Table1 => "table1",
        Form::Table2 => "table2",
        Form::Table3 => "table3",
        Form::Table6 => "table6",
        Form::Table7 => "table7",
        Form::Basic => "basic",
        Form::Prevention => "prevention",
        Form::Supplement => "supplement",
        Form::Deletion => "deletion",
        Form::Unreadable => "unreadable",
    }
}

fn row_class(kind: RowKind) -> &'static str {
    match kind {
        RowKind::First | RowKind::More => "line",
        RowKind::Subtotal => "line subtotal",
        RowKind::Total => "line total",
    }
}

/// ` name="count"`, or nothing for one.
fn span(name: &str, count: u32) -> String {
    if count == 1 {
        String::new()
    } else {
        format!(" {name}=\"{count}\"")
    }
}

/// The thin columns of the columns from `start` to before `end`.
fn share(table: &Table, start: usize, end: usize) -> u32 {
    table.columns[start..end]
        .iter()
        .map(|column| u32::from(column.share))
        .sum()
}

/// For each row the column in which each of its cells begins.
pub(crate) fn positions(table: &Table) -> Vec<Vec<usize>> {
    let spans = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| (cell.columns, cell.rows)));
    place(spans, table.columns.len())
}

/// The columns in which cells begin, given how many columns and rows each takes: a cell stands in
/// the first column that no cell above reaches into.
fn place(
    rows: impl Iterator<Item = impl Iterator<Item = (u8, u16)>>,
    columns: usize,
) -> Vec<Vec<usize>> {
    let mut reach = vec![0_u16; columns];
    rows.map(|cells| {
        let mut position = 0;
        let mut positions = Vec::new();
        for (cell_columns, cell_rows) in cells {
            while reach.get(position).is_some_and(|rows| *rows > 0) {
                position += 1;
            }
            let start = position.min(columns);
            positions.push(start);
            position = (start + usize::from(cell_columns)).min(columns);
            reach[start..position].fill(cell_rows);
        }
        // The row itself was counted too.
        for rows in &mut reach {
            *rows = rows.saturating_sub(1);
        }
        positions
    })
    .collect()
}

/// Adds `text` so that a browser shows exactly its characters: line breaks as `<br>`, control
/// characters, which have no place in HTML, as the replacement character.
pub(crate) fn push_escaped(html: &mut String, text: &str) {
    let mut previous = ' ';
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' if previous == '\r' => (),
            '\n' | '\r' => html.push_str("<br>"),
            '\t' => html.push(' '),
            control if control.is_control() => html.push('\u{fffd}'),
            other => html.push(other),
        }
        previous = character;
    }
}

/// Adds the name of an office with places where it may be broken.
fn push_breakable(html: &mut String, name: &str) {
    for (index, character) in name.char_indices() {
        if index > 0 && BREAKS.iter().any(|word| name[index..].starts_with(word)) {
            html.push_str("<wbr>");
        }
        push_escaped(html, character.encode_utf8(&mut [0; 4]));
    }
}
