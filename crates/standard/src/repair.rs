//! Repairs: what a program may put right in a file, proposed first and applied only when chosen.
//!
//! [`propose_repairs`] lists what could be repaired, as data; [`apply_repairs`] applies what the caller chose and
//! leaves every other byte as it was. A repair that could change what the file says
//! ([`Repair::needs_confirmation`]) is for a person to choose. Nothing is judged here: the result is checked again
//! with [`crate::check_files`].
//!
//! Files of standard 3 are not repaired but converted, and a picture keeps its bytes.

use crate::layout::Column;
use crate::report::Input;

mod apply;
mod characters;
pub mod en;
pub mod ja;
mod number;
mod propose;
mod source;
mod table;

pub use characters::{OwnForms, Replacement, readable};
pub use table::Reason;

/// What a file could be repaired to, and what no repair is known for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// In the order of the inputs; within a file in the order of [`RepairKind`], then of lines and items.
    pub repairs: Vec<Repair>,
    /// Characters that MS932 lacks and for which no form is known.
    pub unknown_characters: Vec<UnknownCharacter>,
}

/// One thing to repair: at one place, or at all places of a file where it is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Names this repair. It depends on the file's name and on everything shown here, so that a confirmation
    /// can never be taken for another repair.
    pub id: RepairId,
    /// The file, as an index into the inputs.
    pub file: usize,
    /// What kind of repair.
    pub kind: RepairKind,
    /// The item; `None` for whole records, files and names.
    pub column: Option<&'static Column>,
    /// The records, by the lines on which they start, counted from 1; empty for the whole file or its name.
    pub lines: Vec<u32>,
    /// What stands there; 外字 as private characters, which [`readable`] shows.
    pub before: String,
    /// What will stand there.
    pub after: String,
    /// The characters that are replaced, for the report.
    pub replacements: Vec<Replacement>,
}

/// The name of a repair: 8 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepairId(pub(crate) u32);

/// What kind of repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    /// The file's name in small or full-width letters.
    FileName,
    /// UTF-8 instead of MS932.
    Utf8,
    /// A byte order mark before the first record.
    ByteOrderMark,
    /// Characters that MS932 lacks, or 外字, in one item.
    Characters,
    /// A line with the names of the items.
    HeaderLine,
    /// Lines with nothing in them, or with commas alone.
    BlankLines,
    /// Empty fields after the last item.
    ExtraFields,
    /// Lines that end with LF or CR alone.
    LineEnds,
    /// Free text without quotes.
    Quotes,
    /// Free text without quotes that its own comma has torn apart.
    TornText,
    /// Version 202410 instead of 202407.
    Version,
    /// Full-width digits or spaces in an item of half-width characters.
    HalfWidth,
    /// A number of fixed length that has lost its leading zeros.
    LeadingZeros,
}

/// A character for which no form is known; a person must decide what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCharacter {
    /// The file, as an index into the inputs.
    pub file: usize,
    /// The line on which the record starts, counted from 1.
    pub line: u32,
    /// The item; `None` beyond the last item.
    pub column: Option<&'static Column>,
    /// The character; a 外字 is shown as `<F040>`.
    pub character: String,
}

/// A file after repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Its name, which a repair may have changed.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Repair {
    /// Whether it could change what the file says, so that a person must look at it first.
    pub fn needs_confirmation(&self) -> bool {
        self.kind.needs_confirmation()
    }

    /// The first line; `None` for the whole file or its name.
    pub fn line(&self) -> Option<u32> {
        self.lines.first().copied()
    }
}

impl RepairKind {
    /// Every kind, in the order in which repairs are proposed.
    pub const ALL: [RepairKind; 13] = [
        RepairKind::FileName,
        RepairKind::Utf8,
        RepairKind::ByteOrderMark,
        RepairKind::Characters,
        RepairKind::HeaderLine,
        RepairKind::BlankLines,
        RepairKind::ExtraFields,
        RepairKind::LineEnds,
        RepairKind::Quotes,
        RepairKind::TornText,
        RepairKind::Version,
        RepairKind::HalfWidth,
        RepairKind::LeadingZeros,
    ];

    /// Whether repairs of this kind could change what a file says. Replaced characters do not: the standard
    /// demands a form inside MS932, and the table has only forms of the same character or sign.
    pub fn needs_confirmation(self) -> bool {
        match self {
            RepairKind::TornText
            | RepairKind::Version
            | RepairKind::HalfWidth
            | RepairKind::LeadingZeros => true,
            RepairKind::FileName
            | RepairKind::Utf8
            | RepairKind::ByteOrderMark
            | RepairKind::Characters
            | RepairKind::HeaderLine
            | RepairKind::BlankLines
            | RepairKind::ExtraFields
            | RepairKind::LineEnds
            | RepairKind::Quotes => false,
        }
    }

    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            RepairKind::FileName => "file-name",
            RepairKind::Utf8 => "utf-8",
            RepairKind::ByteOrderMark => "byte-order-mark",
            RepairKind::Characters => "characters",
            RepairKind::HeaderLine => "header-line",
            RepairKind::BlankLines => "blank-lines",
            RepairKind::ExtraFields => "extra-fields",
            RepairKind::LineEnds => "line-ends",
            RepairKind::Quotes => "quotes",
            RepairKind::TornText => "torn-text",
            RepairKind::Version => "version",
            RepairKind::HalfWidth => "half-width",
            RepairKind::LeadingZeros => "leading-zeros",
        }
    }
}

impl std::fmt::Display for RepairId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// Says what could be repaired in `inputs`; `own` is the office's table for characters that only it knows.
///
/// The result depends on nothing else. A file without faults gets no repair.
///
/// ```
/// use tsunagu_standard::Input;
/// use tsunagu_standard::repair::{OwnForms, apply_repairs, propose_repairs};
///
/// let path = "dlt1kyo_1370200015_43_1370300021_11_20260925101500.csv";
/// let input = Input { path, bytes: b"202407,31059,0000000123,20260930\n" };
/// let repairs = propose_repairs(&[input], &OwnForms::default()).repairs;
///
/// let safe: Vec<_> = repairs.iter().filter(|repair| !repair.needs_confirmation()).collect();
/// let repaired = apply_repairs(&input, &safe);
/// assert_eq!(repaired.name, "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV");
/// assert_eq!(repaired.bytes, b"202407,31059,0000000123,20260930\r\n");
/// ```
pub fn propose_repairs(inputs: &[Input<'_>], own: &OwnForms) -> Proposal {
    let mut proposal = Proposal::default();
    for (file, input) in inputs.iter().enumerate() {
        propose::propose_for_file(file, *input, own, &mut proposal);
    }
    proposal
}

/// Applies `chosen` repairs, all of them proposed for `input`, and leaves every other byte as it was.
///
/// Repairs that were proposed for another file or other bytes have no effect where they do not fit.
pub fn apply_repairs(input: &Input<'_>, chosen: &[&Repair]) -> Repaired {
    apply::apply_to_file(*input, chosen)
}

#[cfg(test)]
mod tests;
