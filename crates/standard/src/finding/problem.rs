//! What a finding can say, as data.
//!
//! No sentence here; a new problem needs its words in both languages, or it does
//! not compile.

use crate::encoding::CharacterProblem;
use crate::file_kind::FileKind;
use crate::file_name::NameProblem;
use crate::finding::{AmountProblem, LimitProblem, NumberProblem, TicketProblem};
use crate::layout::Column;

/// What is wrong, by what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The name of a file.
    Name(NameFinding),
    /// A file as a whole, or the shape of a record.
    File(FileProblem),
    /// The value of one item.
    Field(FieldProblem),
    /// Dates and times of one record against each other.
    Order(OrderProblem),
    /// Other items of one record against each other.
    Rule(RuleProblem),
    /// Lines of one client against each other.
    Total(TotalProblem),
    /// Amounts of one client against each other.
    Amount(AmountProblem),
    /// Tables 6 and 7 of one client against each other.
    Ticket(TicketProblem),
    /// Services and totals of one client against the limits.
    Limit(LimitProblem),
    /// Numbers that tell lines apart.
    Number(NumberProblem),
    /// Files of one set against each other.
    Set(SetProblem),
}

/// What is wrong with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFinding {
    /// It is no name of the standard 4.1.
    Shape(NameProblem),
    /// It has small letters, which are read as capitals.
    LowerCase {
        /// The name in capital letters.
        upper: String,
    },
    /// It is no name of the standard, and the contents may be sent as an attachment.
    Attachment(&'static str),
    /// It is a ZIP archive, whose files are not looked into.
    Archive,
    /// The service kind in the name does not exist.
    ServiceKindUnknown {
        /// Whether it is the sender's.
        sender: bool,
    },
    /// The service kind in the name is not exchanged by the standard.
    ServiceKindNotExchanged {
        /// Whether it is the sender's.
        sender: bool,
        /// The name of the kind in Japanese.
        name_ja: &'static str,
        /// The name of the kind in English.
        name_en: &'static str,
    },
}

/// What is wrong with a whole file or with the shape of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// The file is UTF-8 instead of MS932.
    Utf8 {
        /// Whether it begins with a byte order mark.
        mark: bool,
    },
    /// The file is UTF-16 instead of MS932.
    Utf16,
    /// A quote stands inside a field that does not begin with one.
    StrayQuote,
    /// Text stands between a closing quote and the comma.
    TextAfterQuote,
    /// A quote is never closed.
    UnclosedQuote {
        /// The line of the opening quote.
        opened: u32,
    },
    /// The record is longer than anything that is read; the rest of the file was not checked.
    RecordTooLong {
        /// The longest record that is read, in mebibytes.
        mebibytes_max: usize,
    },
    /// The record has another number of fields than the form has items.
    FieldCount {
        /// Fields found.
        found: usize,
        /// Items of the form.
        expected: usize,
        /// What the number tells, if anything.
        hint: Option<CountHint>,
    },
    /// The first line has the names of items.
    HeaderLine,
    /// A line has nothing in it.
    EmptyLine {
        /// Whether only empty lines follow.
        last: bool,
    },
    /// A line has nothing but commas.
    BlankRecord,
    /// Lines end with a line feed or a carriage return alone.
    OtherLineEnd {
        /// Whether it is the carriage return.
        carriage_return: bool,
    },
    /// Lines end in different ways.
    MixedLineEnds,
    /// The last line has no line end.
    NoFinalLineEnd,
    /// The file has no record.
    NoRecords {
        /// Whether it is a sub-table, which may have nothing to say.
        sub_table: bool,
    },
    /// A record occurs twice, character for character.
    RepeatedRecord {
        /// The line of the first.
        first: u32,
    },
    /// Two records have the same key.
    RepeatedKey {
        /// The line of the first.
        first: u32,
    },
    /// The picture is no JPEG.
    NotJpeg,
    /// The contents are of another format, though the name is that of a CSV file.
    NotCsv(&'static str),
    /// There are more findings than are listed.
    MoreFindings {
        /// How many are listed.
        listed: usize,
    },
    /// The file has more clients or services than are compared with each other.
    NotCompared,
}

/// What a wrong number of fields tells of its cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountHint {
    /// It is the number of items in standard 3, in a file of 4.1.
    Version3,
    /// It is the number of items in 4.1, in a file whose name is of standard 3.
    Version41,
    /// The item that the finding names seems to have a comma in it.
    Comma,
    /// The item that the finding names seems to have a line break in it.
    LineBreak,
    /// Nothing but commas follows the last item.
    TrailingComma,
}

/// What is wrong with the value of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// The item is empty.
    Missing,
    /// The item is empty although another item asks for it.
    MissingBecause {
        /// The other item.
        other: &'static Column,
        /// Its value.
        value: &'static str,
    },
    /// A character is not allowed.
    Character {
        /// What it is.
        problem: CharacterProblem,
        /// The number of the character in the item, counted from 1.
        number: usize,
    },
    /// The item is UTF-8 in a file of MS932.
    Utf8,
    /// The value is longer or shorter than it must be.
    Length {
        /// Its length.
        found: usize,
        /// Whether leading zeros seem to have been lost.
        zeros_lost: bool,
    },
    /// A character of another sort than the item takes.
    WrongCharacters {
        /// The first of them.
        character: char,
        /// Whether it would be right in half width.
        full_width: bool,
    },
    /// The value is no date of the calendar.
    NoDate,
    /// The date of birth lies after the day on which the file was made.
    BornLater,
    /// The value is no month of the calendar.
    NoMonth,
    /// The value is no time of the day.
    NoTime,
    /// 24:00 can be read as 00:00 of the next day.
    Midnight,
    /// The value is no whole number.
    NoInteger,
    /// The number is negative.
    Negative,
    /// The number is smaller than the smallest.
    TooSmall,
    /// The value is not of the form 99.99.
    NoDecimal,
    /// The value is not in the table of codes.
    NotInTable {
        /// The code that is meant if leading zeros were lost.
        zeros_lost: Option<&'static str>,
    },
    /// The value has another form than the item.
    WrongForm,
    /// The value is not the fixed value.
    NotFixed,
    /// The item is not used but has a value.
    Used,
    /// The version is not the one in force.
    Version(VersionProblem),
    /// The service kind does not exist.
    ServiceKindUnknown,
    /// The service kind is not exchanged by the standard.
    ServiceKindNotExchanged {
        /// The name of the kind in Japanese.
        name_ja: &'static str,
        /// The name of the kind in English.
        name_en: &'static str,
    },
    /// The service kind makes plans and provides no service.
    ServiceKindOfPlanner,
    /// A code of table 7 for subtotals or totals in table 6.
    TotalInTicket,
    /// Free text without quotes.
    Unquoted {
        /// How many records have it.
        records: u32,
    },
    /// Quotes around something that is not free text.
    Quoted {
        /// How many records have it.
        records: u32,
    },
    /// The value differs from the name of the file.
    DiffersFromName {
        /// The value in the name.
        name: String,
    },
    /// The name of the picture is none of the standard.
    NoPictureName,
}

/// What is wrong with the version of the CSV form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionProblem {
    /// 202504, the value of 4.0, which 4.1 replaced.
    Version40,
    /// 202208, the value of standard 3.
    Version3,
    /// Another value than 202208 in a file whose name is of standard 3.
    NotVersion3,
    /// 202003 or 201910, older standards.
    Older,
    /// 202410, the month in which 4.1 was published; some programs write it by mistake.
    Publication,
    /// Any other value.
    Unknown,
    /// Another version than the records before.
    Mixed,
    /// The month of the services lies before April 2025, from which 4.1 applies.
    TooEarly,
}

/// Dates and times of one record in the wrong order or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderProblem {
    /// A later date lies before an earlier one.
    Dates {
        /// The item with the earlier date.
        earlier: &'static Column,
    },
    /// The end lies before the start.
    Times {
        /// The start.
        start: String,
    },
    /// Only one of start and end has no time (9999).
    HalfTime,
    /// The service date lies outside the month.
    OutsideMonth {
        /// The month.
        month: String,
    },
    /// A proration day does not exist in the month.
    DayBeyondMonth {
        /// The first such day.
        day: u8,
        /// The days of the month.
        days: u8,
    },
}

/// Items of one record that do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleProblem {
    /// Equipment rental has neither a TAIS code nor the code of notified equipment.
    EquipmentCodeMissing,
    /// A service that is no equipment rental has an item of equipment.
    EquipmentItemElsewhere,
    /// Both codes of equipment are given.
    EquipmentCodeTwice,
    /// Items that belong together are not all given.
    Incomplete {
        /// An item that is given.
        given: &'static Column,
    },
    /// A frame of the supplement is used while an earlier one is empty.
    FrameGap,
    /// Short stays in medical facilities are limited under 22.
    LimitKindNot22,
    /// The variant of the supplement does not fit its other item.
    SupplementVariant {
        /// Whether the record belongs to a care plan (month 000000).
        care_plan: bool,
    },
}

/// Lines of one client that do not fit together, above all totals of table 7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TotalProblem {
    /// The client has no grand total in table 7.
    NoGrandTotal,
    /// The client has two grand totals in table 7.
    SecondGrandTotal {
        /// The line of the first.
        first: u32,
    },
    /// Several lines of a service kind have no subtotal.
    NoSubtotal {
        /// The service kind.
        kind: String,
        /// The number of its lines.
        lines: u32,
    },
    /// The grand total has an office other than 9999999999.
    TotalOffice,
    /// 9999999999 stands in a line that is no total.
    OfficeOfTotal,
    /// A total has units other than 0.
    TotalUnits,
    /// A total has a value where it must be empty.
    TotalNotEmpty,
    /// The client has no line of the receiving office.
    NoLineOfReceiver {
        /// The receiver in the name.
        receiver: String,
    },
}

/// What is wrong between the files of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetProblem {
    /// A file that the set must have is not there.
    MissingFile {
        /// Its kind.
        kind: FileKind,
        /// A file of this kind whose name is wrong, which may be the one.
        misnamed: Option<String>,
    },
    /// A file does not belong into the set.
    SuperfluousFile {
        /// Its kind.
        kind: FileKind,
    },
    /// Files with other stamps would complete the set.
    OtherStamp {
        /// The other stamp.
        stamp: String,
    },
    /// Two files have the same name.
    SameName {
        /// Whether they have the same bytes.
        same_bytes: bool,
    },
    /// The sender is of a service kind that does not send such files.
    SenderRole {
        /// A file of the set.
        kind: FileKind,
        /// Whether sender and receiver seem to be exchanged.
        reversed: bool,
    },
    /// The receiver is of a service kind that does not receive such files.
    ReceiverRole {
        /// A file of the set.
        kind: FileKind,
    },
    /// The files of a set are for different months.
    OtherMonth {
        /// The month of the main file; `None` for a care plan (000000).
        expected: Option<String>,
    },
    /// A record has no record in the file that it belongs to.
    Orphan {
        /// The kind of file that lacks the record.
        parent: FileKind,
    },
    /// A record has no record in a file that depends on it.
    Childless {
        /// The kind of file that lacks the record.
        child: FileKind,
    },
    /// The picture is not among the files.
    PictureMissing,
    /// No record names the picture.
    PictureUnnamed,
    /// A later set deletes or replaces records of this one.
    Later {
        /// The stamp of the later set.
        stamp: String,
        /// Whether it deletes them.
        deletes: bool,
    },
    /// The sender's history has nothing that the deletion would delete.
    NothingToDelete {
        /// The kind of file whose records are deleted.
        kind: FileKind,
    },
}

macro_rules! into_problem {
    ($($group:ident => $variant:ident,)*) => {
        $(impl From<$group> for Problem {
            fn from(problem: $group) -> Problem {
                Problem::$variant(problem)
            }
        })*
    };
}

into_problem! {
    NameFinding => Name,
    FileProblem => File,
    FieldProblem => Field,
    OrderProblem => Order,
    RuleProblem => Rule,
    TotalProblem => Total,
    AmountProblem => Amount,
    TicketProblem => Ticket,
    LimitProblem => Limit,
    NumberProblem => Number,
    SetProblem => Set,
}
