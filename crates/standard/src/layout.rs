//! What the records of one kind of file look like: the form as data.
//!
//! The layouts themselves are in [`crate::tables`], one file per form; the check
//! of one field is in [`crate::field`]. Items count from 1, as in the standard.

use crate::codes::CodeTable;
use crate::finding::Severity;
use crate::record::RecordRules;

/// The form of the records of one kind of file.
#[derive(Debug)]
pub struct Layout {
    /// The prefix of the finding codes, such as `T06`.
    pub prefix: &'static str,
    /// What the form is called in Japanese.
    pub name_ja: &'static str,
    /// What the form is called in English.
    pub name_en: &'static str,
    /// The items in the order of the standard; item `n` is `columns[n - 1]`.
    pub columns: &'static [Column],
    /// The rules that compare items of one record.
    pub rules: RecordRules,
    /// The items that link a record to those of other files.
    pub key: Key,
}

/// Where the key of a record is: the items that name the client and the date or month.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Item of the insurer number.
    pub insurer: u16,
    /// Item of the insured number.
    pub insured: u16,
    /// Item of the date or month that the client's key is completed with.
    pub date: u16,
}

/// One item of a form.
#[derive(Debug)]
pub struct Column {
    /// The number of the item, counted from 1.
    pub number: u16,
    /// A name for programs, unique in its form.
    pub id: &'static str,
    /// The name of the item as the standard prints it.
    pub name_ja: &'static str,
    /// The name of the item in English.
    pub name_en: &'static str,
    /// What a value of the item looks like.
    pub kind: Kind,
    /// Whether the item must have a value.
    pub need: Need,
}

/// Whether an item must have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// An empty item is an error.
    Required,
    /// The standard can be read both ways, so an empty item is a warning.
    Expected,
    /// Other items decide; a rule of the form checks it.
    Conditional,
    /// May be empty.
    Optional,
}

/// What a value of an item looks like. Lengths are in half-width characters.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// The version of the CSV form, `202407`.
    Version,
    /// The version of the CSV form in standard 3, `202208`.
    Version3,
    /// The number of an insurer: 6 digits.
    InsurerNumber,
    /// The number of an insured person: 10 digits, or `H` and 9 digits.
    InsuredNumber,
    /// The number of an office: 10 characters of `0-9` and `A-Z`.
    OfficeNumber,
    /// `9999999999`; another value is a warning because the row of the rule is doubtful.
    FixedNines,
    /// A day `YYYYMMDD`.
    Date,
    /// A date of birth `YYYYMMDD`, which cannot lie after the file was made.
    BirthDate,
    /// A day `YYYYMMDD`, or `00000000` in the variant of tables 6 and 7.
    DateOrZeros,
    /// A month `YYYYMM`.
    Month,
    /// A month `YYYYMM`, or `000000` in the variant of the care plan.
    MonthOrZeros,
    /// A time `HHMM`.
    Time,
    /// A time `HHMM`, or `9999` for a service without a time.
    ServiceTime,
    /// A whole number.
    Integer(Whole),
    /// `99.99`: two digits, a point, two digits.
    Decimal,
    /// One of the codes of a table.
    Code(&'static CodeTable),
    /// Letters and digits, at most so many.
    Alphanumeric(u8),
    /// At most so many characters of any sort: the standard gives a length and nothing else.
    Short(u8),
    /// The number of a line, at most 2 characters; the standard calls it free text.
    LineNumber,
    /// A service kind code.
    ServiceKind,
    /// A service code: kind and 4 characters.
    ServiceCode,
    /// A service code of table 7, where subtotals and the grand total have codes of their own.
    StatementCode,
    /// A TAIS code or the code of notified equipment, `99999-999999`.
    EquipmentCode,
    /// A postal code `999-9999`.
    Postal,
    /// A telephone number of at most 15 characters.
    Phone,
    /// 31 flags of `0` and `1`, one for each day.
    ProrationDays,
    /// Free text of any length, in quotes.
    FreeText,
    /// Not used; one character at most.
    Unused,
}

/// The bounds of a whole number.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// Digits that are certainly allowed.
    pub digits: u8,
    /// Digits that another reading of the standard allows; more are an error.
    pub digits_max: u8,
    /// What a number between the two bounds is.
    pub doubt: Severity,
    /// The smallest number.
    pub min: u32,
    /// Whether a negative number is only information (共生型 subtracts units).
    pub signed: bool,
    /// What a value is that is no number: an error, unless the standard leaves the form open.
    pub other: Severity,
}

impl Whole {
    /// Whole numbers of at most `digits` digits, from 0.
    pub const fn digits(digits: u8) -> Whole {
        Whole {
            digits,
            digits_max: digits,
            doubt: Severity::Error,
            min: 0,
            signed: false,
            other: Severity::Error,
        }
    }

    /// The same from 1.
    pub const fn from_one(mut self) -> Whole {
        self.min = 1;
        self
    }

    /// The same with negative numbers as information.
    pub const fn signed(mut self) -> Whole {
        self.signed = true;
        self
    }

    /// The same with up to `digits_max` digits as `doubt`.
    pub const fn doubtful_to(mut self, digits_max: u8, doubt: Severity) -> Whole {
        self.digits_max = digits_max;
        self.doubt = doubt;
        self
    }

    /// The same with other text as a warning.
    pub const fn open(mut self) -> Whole {
        self.other = Severity::Warning;
        self
    }
}

impl Layout {
    /// The item `number`, counted from 1.
    ///
    /// # Panics
    ///
    /// If the form has no such item; the numbers come from the forms themselves.
    pub fn column(&self, number: u16) -> &'static Column {
        &self.columns[usize::from(number) - 1]
    }
}

impl Column {
    /// Whether the standard puts the item in quotes (free text).
    pub fn is_text(&self) -> bool {
        matches!(self.kind, Kind::FreeText)
    }
}

/// The items of a form, one per line: number, id, Japanese name, English name, kind, need.
macro_rules! columns {
    ($($number:literal, $id:ident, $ja:literal, $en:literal, $kind:expr, $need:ident;)*) => {
        &[$($crate::layout::Column {
            number: $number,
            id: stringify!($id),
            name_ja: $ja,
            name_en: $en,
            kind: $kind,
            need: $crate::layout::Need::$need,
        },)*]
    };
}
pub(crate) use columns;
