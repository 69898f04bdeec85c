//! Records that have the shape of the one before: most lines of a ticket differ in the day alone.
//!
//! Where two records are of one length and have the same bytes at every place that the reader looks at, commas, quotes and
//! line ends among them, their fields lie at the same places. Comparing eight bytes at once tells that, and which fields
//! differ, in a third of the time that reading takes. Easily got wrong: the caller must give the record that it read last,
//! and must itself have looked at that record before it may leave out what has not changed.

use super::{LineEnd, Record, Scanner, special_bits};

/// Longer records are read as they are: a bit for each of their words must fit in one.
const SIZE_BYTES_MAX: usize = 64 * 8;

/// A bit for each field must fit in one as well.
const FIELDS_MAX: usize = 128;

impl Scanner<'_> {
    /// Reads the next record as [`Scanner::read`] does, or at the `end` of a file [`Scanner::read_complete`]; `record` is
    /// the one that this scanner read before. Sets [`Record::changed`] when both have one shape.
    pub(crate) fn read_after(&mut self, record: &mut Record, end: bool) -> bool {
        if self.repeatable && self.repeat(record).is_some() {
            return true;
        }
        let read = if end {
            self.read(record)
        } else {
            self.read_complete(record)
        };
        let one_line = self.line == record.line + 1;
        let ended = matches!(record.end, Some(LineEnd::CrLf | LineEnd::Lf));
        self.repeatable = read && one_line && ended && record.problem.is_none();
        read
    }

    /// `None` when the next record has another shape, which changes nothing.
    fn repeat(&mut self, record: &mut Record) -> Option<()> {
        let (last, next) = (record.start, self.place);
        let before = &self.bytes[last..next];
        let after = self.bytes.get(next..next + before.len())?;
        if before.len() > SIZE_BYTES_MAX || record.fields.len() > FIELDS_MAX {
            return None;
        }
        let words = changed_words(before, after)?;
        record.changed = Some(changed_fields(record, words));
        for field in &mut record.fields {
            field.raw.start += before.len();
            field.raw.end += before.len();
        }
        record.start = next;
        record.line = self.line;
        self.place += before.len();
        self.line += 1;
        Some(())
    }
}

/// A bit for each eight bytes that differ; `None` if a byte that the reader looks at does, or if there are fewer than eight.
fn changed_words(before: &[u8], after: &[u8]) -> Option<u64> {
    let mut words = 0;
    let mut compare = |index: usize, before: u64, after: u64| {
        let differ = before ^ after;
        if differ != 0 {
            let special = special_bits(before);
            // Each highest bit becomes all bits of its byte.
            let looked_at = (special >> 7) * 0xff;
            if special != special_bits(after) || differ & looked_at != 0 {
                return false;
            }
            words |= 1 << index;
        }
        true
    };
    let (pairs, _) = before.as_chunks::<8>();
    let (others, _) = after.as_chunks::<8>();
    let number = u64::from_le_bytes;
    for (index, (before, after)) in pairs.iter().zip(others).enumerate() {
        if !compare(index, number(*before), number(*after)) {
            return None;
        }
    }
    if !before.len().is_multiple_of(8) {
        // Some of these bytes were compared already, which marks at most the last field once too often.
        let (before, after) = (before.last_chunk()?, after.last_chunk()?);
        if !compare(pairs.len(), number(*before), number(*after)) {
            return None;
        }
    }
    Some(words)
}

/// A bit for each field that has a byte in one of `words`, so that every field that differs has its own.
fn changed_fields(record: &Record, mut words: u64) -> u128 {
    let mut changed = 0;
    let mut first = 0;
    while words != 0 {
        let start = record.start + 8 * words.trailing_zeros() as usize;
        words &= words - 1;
        while record
            .fields
            .get(first)
            .is_some_and(|field| field.raw.end <= start)
        {
            first += 1;
        }
        let touched = record.fields[first..]
            .iter()
            .take_while(|field| field.raw.start < start + 8);
        changed |= ((1 << touched.count()) - 1) << first;
    }
    changed
}
