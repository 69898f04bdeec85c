//! One form of one client, ready to be drawn: plain data that HTML and text are made from.
//!
//! A sheet is a head and blocks in the order of the paper form. Blocks know no language and no
//! markup; [`Sheet::to_html`] and [`Sheet::to_text`] add both. Not here: which record goes where,
//! which is one file per form.

use crate::month_block::MonthBlock;
use crate::week_block::WeekBlock;
use crate::words::{Language, Words};
use crate::{html, text};
use standard::FileName;

/// One form of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which form it is.
    pub form: Form,
    /// What the form is called on paper, with its month where it has one.
    pub title: Words,
    /// Whom the form is about; `None` for what cannot be read.
    pub client: Option<Client>,
    /// The month, `YYYYMM` as in the record; empty for forms without one.
    pub month: String,
    /// The name of the first file that the form is drawn from; `None` when it is no name of the standard.
    pub file: Option<FileName>,
    /// The names of all files that the form is drawn from.
    pub file_names: Vec<String>,
    /// What stands left of the title: usually 認定済・申請中.
    pub corner_left: Content,
    /// What stands right of the title: the number of the table.
    pub corner_right: Words,
    /// What must not be overlooked, drawn in a frame above the form: that newer data came, that it
    /// was withdrawn. Empty as a rule.
    pub warning: Words,
    /// The form from top to bottom.
    pub blocks: Vec<Block>,
}

/// The forms, in the order in which those of one client follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// 居宅サービス計画書（1）.
    Table1,
    /// 居宅サービス計画書（2）.
    Table2,
    /// 週間サービス計画表.
    Table3,
    /// サービス利用票.
    Table6,
    /// サービス利用票別表.
    Table7,
    /// 利用者基本情報.
    Basic,
    /// 介護予防サービス・支援計画書.
    Prevention,
    /// 利用者補足情報.
    Supplement,
    /// 削除.
    Deletion,
    /// Records that no form can show.
    Unreadable,
}

/// Whom a form is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The insurer number.
    pub insurer: String,
    /// The insured number.
    pub insured: String,
    /// The name; empty when no file has it.
    pub name: String,
    /// The reading of the name; empty when no file has it.
    pub kana: String,
}

/// One part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Labels and values side by side.
    Fields(Fields),
    /// Columns with heads, and rows.
    Table(Table),
    /// The days of a month, table 6.
    Month(MonthBlock),
    /// The hours of a week, table 3.
    Week(WeekBlock),
    /// A line in smaller letters.
    Note(Words),
}

/// Labels and values side by side, in rows of [`Fields::COLUMNS`] columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// What the fields are about; hidden on paper, read by screen readers.
    pub caption: Words,
    /// The rows; the columns of each add up to [`Fields::COLUMNS`].
    pub rows: Vec<Vec<Field>>,
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The label; empty for a value without one.
    pub label: Words,
    /// The value.
    pub value: Content,
    /// Columns of the label.
    pub label_columns: u8,
    /// Columns of the value.
    pub value_columns: u8,
    /// Whether the field is a box for long text.
    pub tall: bool,
}

/// Columns with heads, and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the table shows.
    pub caption: Words,
    /// Further classes of the look.
    pub class: &'static str,
    /// The heads, top row first.
    pub heads: Vec<Vec<Head>>,
    /// What each column is called when it stands alone.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

/// A head over one or more columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The text.
    pub words: Words,
    /// Columns below it.
    pub columns: u8,
    /// Rows of heads that it takes.
    pub rows: u8,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What the column is called.
    pub words: Words,
    /// Its share of the width: 1 to 9.
    pub share: u8,
    /// How its values stand.
    pub align: Align,
}

/// How values stand in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Start,
    /// Marks and codes.
    Middle,
    /// Figures.
    End,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// What the row is.
    pub kind: RowKind,
    /// Its cells; columns that a cell above reaches into have none.
    pub cells: Vec<Cell>,
}

/// What a row is, which decides how strongly it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The first row of a group that belongs together on one page.
    First,
    /// Any further row of the group.
    More,
    /// A sum within the table.
    Subtotal,
    /// The sum of the table.
    Total,
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub content: Content,
    /// Rows that it takes.
    pub rows: u16,
    /// Columns that it takes.
    pub columns: u8,
}

/// What stands in a cell or beside a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A text, with its line breaks.
    Text(Words),
    /// A text that the eye should find first.
    Strong(Words),
    /// A second line: numbers, codes, readings.
    Small(Words),
    /// A number in one box per digit.
    Digits(String),
    /// The name of an office, which may be broken before the words for its sort.
    OfficeName(String),
    /// The name of a client.
    Name(String),
    /// Several of these side by side.
    Line(Vec<Content>),
    /// All choices of the paper form with those that apply marked.
    Choice(Vec<(Words, bool)>),
    /// Several of these, one below the other.
    Stack(Vec<Content>),
    /// Something that changed against the version before.
    Changed {
        /// What stands there now.
        now: Box<Content>,
        /// What stood there before; empty when nothing did.
        before: Words,
    },
}

impl Sheet {
    /// The form as an HTML fragment (`<section class="form-sheet …">`) for the look's style sheet
    /// together with [`crate::STYLE`].
    ///
    /// Every text of a record is escaped; there are no styles, scripts or links in it.
    pub fn to_html(&self, language: Language) -> String {
        html::draw_sheet(self, language)
    }

    /// The form in fixed width, at most [`crate::TEXT_COLUMNS_MAX`] columns where a character of
    /// Japanese takes two.
    pub fn to_text(&self, language: Language) -> String {
        text::draw_sheet(self, language)
    }

    /// What a list or a tab calls the sheet: the title and whom it is about.
    pub fn heading(&self, language: Language) -> String {
        let title = self.title.read(language);
        let Some(client) = &self.client else {
            return title.to_owned();
        };
        let who = match (client.name.is_empty(), language) {
            (false, Language::Japanese) => format!("{} 様", client.name),
            (false, Language::English) => client.name.clone(),
            (true, Language::Japanese) => format!("被保険者番号 {}", client.insured),
            (true, Language::English) => format!("insured number {}", client.insured),
        };
        match language {
            Language::Japanese => format!("{who}　{title}"),
            Language::English => format!("{who}: {title}"),
        }
    }
}

impl Fields {
    /// How many columns a row has.
    pub const COLUMNS: u8 = 28;

    /// The rows as a part of a form.
    pub(crate) fn block(caption: Words, rows: Vec<Vec<Field>>) -> Block {
        Block::Fields(Fields { caption, rows })
    }
}

impl Field {
    /// A field of `label_columns` and `value_columns` out of [`Fields::COLUMNS`].
    pub(crate) fn new(label: Words, label_columns: u8, value: Content, value_columns: u8) -> Field {
        Field {
            label,
            value,
            label_columns,
            value_columns,
            tall: false,
        }
    }
}

impl Table {
    /// A table with one row of heads.
    pub(crate) fn new(caption: Words, class: &'static str, columns: Vec<Column>) -> Table {
        let heads = columns
            .iter()
            .map(|column| Head::one(column.words.clone()))
            .collect();
        Table {
            caption,
            class,
            heads: vec![heads],
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row whose cells each take one column.
    pub(crate) fn push(&mut self, kind: RowKind, contents: impl IntoIterator<Item = Content>) {
        let cells = contents.into_iter().map(Cell::one).collect();
        self.rows.push(TableRow { kind, cells });
    }
}

impl Head {
    /// A head over one column.
    pub(crate) fn one(words: Words) -> Head {
        Head {
            words,
            columns: 1,
            rows: 1,
        }
    }
}

impl Column {
    /// A column of text.
    pub(crate) fn text(words: Words, share: u8) -> Column {
        Column {
            words,
            share,
            align: Align::Start,
        }
    }

    /// A column of marks and codes.
    pub(crate) fn mark(words: Words, share: u8) -> Column {
        Column {
            words,
            share,
            align: Align::Middle,
        }
    }

    /// A column of figures.
    pub(crate) fn figure(words: Words, share: u8) -> Column {
        Column {
            words,
            share,
            align: Align::End,
        }
    }
}

impl Cell {
    /// A cell of one row and one column.
    pub(crate) fn one(content: Content) -> Cell {
        Cell {
            content,
            rows: 1,
            columns: 1,
        }
    }
}

impl Content {
    /// Nothing.
    pub(crate) fn empty() -> Content {
        Content::Stack(Vec::new())
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        match self {
            Content::Text(words) | Content::Strong(words) | Content::Small(words) => {
                words.is_empty()
            }
            Content::Digits(text) | Content::OfficeName(text) | Content::Name(text) => {
                text.is_empty()
            }
            Content::Choice(choices) => choices.is_empty(),
            Content::Stack(contents) | Content::Line(contents) => {
                contents.iter().all(Content::is_empty)
            }
            // A box that was emptied has its old text to show.
            Content::Changed { now, before } => now.is_empty() && before.is_empty(),
        }
    }

    /// The contents that are not empty, one below the other.
    pub(crate) fn stack(contents: impl IntoIterator<Item = Content>) -> Content {
        Content::Stack(
            contents
                .into_iter()
                .filter(|content| !content.is_empty())
                .collect(),
        )
    }

    /// An office as name and number; `more` stands below, such as a branch.
    pub(crate) fn office(name: &str, number: &str, more: Words) -> Content {
        Content::stack([
            Content::OfficeName(name.to_owned()),
            Content::Small(Words::data(number)),
            Content::Small(more),
        ])
    }
}

impl From<Words> for Content {
    fn from(words: Words) -> Content {
        Content::Text(words)
    }
}
