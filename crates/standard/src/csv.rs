//! CSV as the standard has it, byte by byte: records, fields and what is wrong
//! with their shape.
//!
//! [`Scanner`] keeps nothing but its place, so a caller can read a file of any
//! size record by record. It works on bytes because comma, quote and line break
//! never occur inside an MS932 character (second bytes are 40 to FC).
//!
//! Lines are counted as an editor counts them: line breaks inside quotes count,
//! so a record's line is not its number.

use std::ops::Range;

use crate::document::UTF8_MARK;

mod repeat;

/// How a record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineEnd {
    /// Carriage return and line feed, as every exporter we know writes.
    CrLf,
    /// Line feed alone.
    Lf,
    /// Carriage return alone.
    Cr,
    /// The file ends here.
    Missing,
}

/// One field as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The field with its quotes, as a range of the file.
    pub raw: Range<usize>,
    /// Whether the field is in quotes.
    pub quoted: bool,
    /// Whether the content has doubled quotes.
    pub doubled: bool,
}

/// What is wrong with the shape of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShapeProblem {
    /// A quote inside a field that does not begin with one.
    StrayQuote,
    /// Text between a closing quote and the next comma.
    TextAfterQuote,
    /// A quote that is opened on `line` and never closed.
    UnclosedQuote {
        /// The line of the opening quote, counted from 1.
        line: u32,
    },
}

/// One record; reused from call to call so that reading allocates nothing per record.
#[derive(Debug, Default)]
pub struct Record {
    /// The line on which the record starts, counted from 1.
    pub line: u32,
    /// The fields in order.
    pub fields: Vec<Field>,
    /// How the record ends; `None` before the first record.
    pub end: Option<LineEnd>,
    /// What is wrong with the shape, with the index of the field.
    pub problem: Option<(usize, ShapeProblem)>,
    /// Where the record starts in the file.
    pub start: usize,
    /// A bit for each field that may differ from that of the record before; `None` unless both
    /// have the same fields at the same places. See [`repeat`].
    pub(crate) changed: Option<u128>,
}

/// Reads records one after another.
#[derive(Debug)]
pub struct Scanner<'a> {
    bytes: &'a [u8],
    place: usize,
    line: u32,
    word: Word,
    /// The record before was one line without a problem, so that the next one may have its shape.
    repeatable: bool,
}

/// Which of eight bytes are special: the highest bit of each that is.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    special: u64,
}

/// No word begins there.
const NO_WORD: Word = Word {
    start: usize::MAX,
    special: 0,
};

impl<'a> Scanner<'a> {
    /// Starts at `start` in `bytes`; the fields' ranges count from the beginning of `bytes`.
    pub fn new(bytes: &'a [u8], start: usize) -> Scanner<'a> {
        Scanner::resume(bytes, start, 1)
    }

    /// Goes on with line `line` at `start`, where a record begins.
    pub(crate) fn resume(bytes: &'a [u8], start: usize, line: u32) -> Scanner<'a> {
        Scanner {
            bytes,
            place: start,
            line,
            word: NO_WORD,
            repeatable: false,
        }
    }

    /// Where the next record begins: the place and the line.
    pub(crate) fn place(&self) -> (usize, u32) {
        (self.place, self.line)
    }

    /// Reads the next record if these bytes certainly hold all of it; otherwise stays where
    /// it is. A carriage return at the very end may be the half of a line end.
    pub(crate) fn read_complete(&mut self, record: &mut Record) -> bool {
        let (place, line) = self.place();
        let whole = self.read(record)
            && (self.place < self.bytes.len()
                || matches!(record.end, Some(LineEnd::CrLf | LineEnd::Lf)));
        if !whole {
            (self.place, self.line) = (place, line);
        }
        whole
    }

    /// Reads the next record into `record`; `false` when there is none left.
    pub fn read(&mut self, record: &mut Record) -> bool {
        if self.place >= self.bytes.len() {
            return false;
        }
        record.line = self.line;
        record.start = self.place;
        record.fields.clear();
        record.problem = None;
        record.changed = None;
        loop {
            // Most fields have no quote and nothing else that needs a second look.
            let start = self.place;
            let end = self.special_from(start);
            let byte = self.bytes.get(end);
            if matches!(byte, None | Some(b',' | b'\n' | b'\r')) {
                self.place = end;
                record.fields.push(Field {
                    raw: start..end,
                    quoted: false,
                    doubled: false,
                });
            } else {
                self.read_field(record);
            }
            match self.bytes.get(self.place) {
                Some(b',') => self.place += 1,
                _ => break,
            }
        }
        record.end = Some(self.read_line_end());
        true
    }

    /// Reads one field; afterwards the place is at a comma, a line end or the end of the file.
    fn read_field(&mut self, record: &mut Record) {
        let start = self.place;
        let index = record.fields.len();
        let quoted = self.bytes.get(start) == Some(&b'"');
        let mut doubled = false;
        if quoted {
            let line = self.line;
            self.place += 1;
            match self.read_quoted() {
                Some(found) => doubled = found,
                None => {
                    record
                        .problem
                        .get_or_insert((index, ShapeProblem::UnclosedQuote { line }));
                }
            }
        }
        let after_quote = self.place;
        let mut stray = false;
        loop {
            self.place = self.special_from(self.place);
            match self.bytes.get(self.place) {
                None | Some(b',' | b'\n' | b'\r') => break,
                Some(&byte) => {
                    stray |= byte == b'"';
                    self.place += 1;
                }
            }
        }
        if quoted && self.place > after_quote {
            record
                .problem
                .get_or_insert((index, ShapeProblem::TextAfterQuote));
        } else if !quoted && stray {
            record
                .problem
                .get_or_insert((index, ShapeProblem::StrayQuote));
        }
        record.fields.push(Field {
            raw: start..self.place,
            quoted,
            doubled,
        });
    }

    /// Reads to the closing quote and says whether quotes were doubled; `None` if none closes.
    fn read_quoted(&mut self) -> Option<bool> {
        let mut doubled = false;
        loop {
            self.place = self.special_from(self.place);
            let byte = *self.bytes.get(self.place)?;
            self.place += 1;
            match byte {
                b'"' if self.bytes.get(self.place) == Some(&b'"') => {
                    doubled = true;
                    self.place += 1;
                }
                b'"' => return Some(doubled),
                b'\n' => self.line += 1,
                b'\r' if self.bytes.get(self.place) != Some(&b'\n') => self.line += 1,
                _ => (),
            }
        }
    }

    /// The place of the first byte from `start` on that is a comma or below, where quotes and
    /// line ends are too; the end if there is none. Eight bytes are compared at once, and many
    /// fields end in the word that the last one ended in.
    #[inline(always)]
    fn special_from(&mut self, start: usize) -> usize {
        let end = self.bytes.len();
        let mut word = start & !7;
        if word != self.word.start {
            if start >= end {
                return end;
            }
            self.load(word);
        }
        let mut special = self.word.special & (u64::MAX << (8 * (start & 7)));
        while special == 0 {
            word += 8;
            if word >= end {
                return end;
            }
            self.load(word);
            special = self.word.special;
        }
        word + special.trailing_zeros() as usize / 8
    }

    #[inline(always)]
    fn load(&mut self, start: usize) {
        let rest = &self.bytes[start..];
        let word = match rest.first_chunk() {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => last_word(rest),
        };
        let special = special_bits(word);
        self.word = Word { start, special };
    }

    fn read_line_end(&mut self) -> LineEnd {
        let (end, length) = match self.bytes.get(self.place) {
            Some(b'\r') if self.bytes.get(self.place + 1) == Some(&b'\n') => (LineEnd::CrLf, 2),
            Some(b'\r') => (LineEnd::Cr, 1),
            Some(_) => (LineEnd::Lf, 1),
            None => (LineEnd::Missing, 0),
        };
        self.place += length;
        self.line += u32::from(length > 0);
        end
    }
}

/// The highest bit of each byte of `word` that is a comma or below, where quotes and line ends
/// are too.
#[inline]
fn special_bits(word: u64) -> u64 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    /// What lifts a byte above the comma to 80 and more.
    const LIFT: u64 = 0x5353_5353_5353_5353;
    // Without the high bits no sum runs over into the next byte.
    !(((word & LOW) + LIFT) | word) & HIGH
}

/// The last bytes of a file, fewer than eight; what fills the word up is not special.
#[cold]
fn last_word(rest: &[u8]) -> u64 {
    let mut bytes = [b'-'; 8];
    bytes[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(bytes)
}

/// The byte order mark of `file`, empty without one, and a scanner that starts behind it.
pub(crate) fn scan_file(file: &[u8]) -> (&[u8], Scanner<'_>) {
    let length = if file.starts_with(UTF8_MARK) {
        UTF8_MARK.len()
    } else {
        0
    };
    (&file[..length], Scanner::new(file, length))
}

impl Field {
    /// The bytes between the quotes, with doubled quotes still doubled.
    #[inline]
    pub fn content<'a>(&self, file: &'a [u8]) -> &'a [u8] {
        let raw = &file[self.raw.clone()];
        if !self.quoted {
            return raw;
        }
        let inner = &raw[1..];
        inner.strip_suffix(b"\"").unwrap_or(inner)
    }
}

impl LineEnd {
    /// The bytes of the line end.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            LineEnd::CrLf => b"\r\n",
            LineEnd::Lf => b"\n",
            LineEnd::Cr => b"\r",
            LineEnd::Missing => b"",
        }
    }
}

#[cfg(test)]
mod tests;
