//! The days of a month with one line per service: the middle of table 6.
//!
//! Rows are 予定, 実績 and, where a service is billed by the day, 日割. Cells hold figures or marks
//! as text; what a day of the week or a holiday looks like is decided when the block is drawn.

use crate::era;
use crate::sheet::Content;
use crate::table06::LineKey;
use crate::words::Words;
use jiff::civil::{Date, Weekday};

/// The largest number of days that a month has.
pub const DAYS_MAX: usize = 31;

/// The middle of table 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthBlock {
    /// The days of the month; a paper form always has 31 columns.
    pub days: Vec<DayHead>,
    /// The lines in their order on the form.
    pub lines: Vec<MonthLine>,
}

/// The head of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayHead {
    /// The day of the month, from 1.
    pub number: u8,
    /// The weekday.
    pub weekday: Words,
    /// How the day is marked.
    pub mark: DayMark,
}

/// How the column of a day is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayMark {
    /// A day like others.
    Plain,
    /// The first day of a week on the form.
    Monday,
    /// A Monday that is a public holiday.
    MondayHoliday,
    /// A Saturday.
    Saturday,
    /// A Sunday or public holiday.
    Holiday,
}

impl DayMark {
    /// The class of the look's style sheet.
    pub fn class(self) -> &'static str {
        match self {
            DayMark::Plain => "",
            DayMark::Monday => "mon",
            DayMark::MondayHoliday => "mon sun",
            DayMark::Saturday => "sat",
            DayMark::Holiday => "sun",
        }
    }
}

/// One service line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthLine {
    /// What tells the line from others, whatever else in it changes: for comparing two versions.
    pub key: LineKey,
    /// From when.
    pub start: String,
    /// Until when; empty for services without a time.
    pub end: String,
    /// The service.
    pub service: Content,
    /// The office that gives it.
    pub office: Content,
    /// The rows of the line, at least one.
    pub rows: Vec<MonthRow>,
}

/// One row of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthRow {
    /// What the row says.
    pub kind: MonthRowKind,
    /// What stands in each day; empty where nothing does.
    pub days: Vec<String>,
    /// What stands in the last column.
    pub sum: String,
    /// For each day that changed what stood there before; as long as the days, or empty when the
    /// row was compared with nothing.
    pub before: Vec<Option<String>>,
    /// What stood in the last column before, where that changed.
    pub sum_before: Option<String>,
}

impl MonthRow {
    /// A row that was compared with nothing.
    pub(crate) fn new(kind: MonthRowKind, days: Vec<String>, sum: String) -> MonthRow {
        MonthRow {
            kind,
            days,
            sum,
            before: Vec::new(),
            sum_before: None,
        }
    }

    /// Whether a day changed.
    pub(crate) fn has_changes(&self) -> bool {
        self.before.iter().any(Option::is_some)
    }
}

/// What a row of a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthRowKind {
    /// 予定: what is planned.
    Planned,
    /// 実績: what was given.
    Actual,
    /// 日割: the days that may be billed by the day.
    Proration,
}

impl MonthRowKind {
    /// What the row is called.
    pub fn words(self) -> Words {
        match self {
            MonthRowKind::Planned => Words::label("予定", "plan"),
            MonthRowKind::Actual => Words::label("実績", "done"),
            MonthRowKind::Proration => Words::label("日割", "days"),
        }
    }
}

/// The heads of the days of a month, for other pages with the same columns.
pub fn days_of_month(month: standard::Month) -> Vec<DayHead> {
    Date::new(month.year(), month.month(), 1).map_or_else(|_| Vec::new(), day_heads)
}

/// The heads of the days of the month that begins on `first`.
pub(crate) fn day_heads(first: Date) -> Vec<DayHead> {
    first
        .series(jiff::ToSpan::days(1))
        .take_while(|day| day.month() == first.month())
        .map(|day| DayHead {
            number: day.day().unsigned_abs(),
            weekday: era::weekday_words(day.weekday()),
            mark: match (day.weekday(), era::is_holiday(day)) {
                (Weekday::Monday, true) => DayMark::MondayHoliday,
                (Weekday::Sunday, _) | (_, true) => DayMark::Holiday,
                (Weekday::Monday, false) => DayMark::Monday,
                (Weekday::Saturday, false) => DayMark::Saturday,
                _ => DayMark::Plain,
            },
        })
        .collect()
}
