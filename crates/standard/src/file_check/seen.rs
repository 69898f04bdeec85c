//! What was seen before: bytes that occur twice in a file, told by their hashes.
//!
//! A table of our own, because every record of a large file misses the cache here: a place has
//! eight bytes, and a line is only read when its hash has been found.

use crate::hash::hash;

/// So many records are remembered: what fits a table of a million places, 16 MB with the lines.
/// Files that may be sent are smaller.
const REMEMBERED_MAX: usize = 900_000;

/// The bits of a place that number what was seen, from 1. The other 44 are the high bits of its
/// hash; the low ones say where its place is, so that all 64 tell records apart.
const NUMBER_BITS: u64 = (1 << 20) - 1;

/// So many lookups wait for each other.
const WAITING_MAX: usize = 32;

/// Places of the smallest table; tables grow when they are filled to seven eighths.
const PLACES_MIN: usize = 64;

/// Seldom is quicker: each time all hashes move. From 64 this comes to a million places.
const GROWTH: usize = 4;

/// The lines on which bytes were first seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// 0 is an empty place.
    places: Vec<u64>,
    /// For each number the line, and the low bits of the hash for when the table grows.
    lines: Vec<(u32, u32)>,
    full: bool,
    /// Hashes and lines that are to be looked up.
    waiting: Vec<(u64, u32)>,
}

impl Seen {
    /// Has `bytes` looked up later; `true` when it is time for [`Seen::repeated`]. Some at a
    /// time are quicker, because the processor waits for their places in memory at once.
    pub(super) fn note(&mut self, bytes: &[u8], line: u32) -> bool {
        self.waiting.push((hash(bytes), line));
        self.waiting.len() >= WAITING_MAX
    }

    /// Looks up what was noted: the lines whose bytes were seen before, and on which line.
    pub(super) fn repeated(&mut self) -> Vec<(u32, u32)> {
        let mut waiting = std::mem::take(&mut self.waiting);
        let found = waiting.iter().filter_map(|&(hash, line)| {
            let first = self.line_of_hash(hash, line)?;
            Some((line, first))
        });
        let found = found.collect();
        waiting.clear();
        self.waiting = waiting;
        found
    }

    /// Whether there was more than is remembered.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// The line on which the same bytes were seen before; if none, they are seen on `line`.
    pub(super) fn line_of(&mut self, bytes: &[u8], line: u32) -> Option<u32> {
        self.line_of_hash(hash(bytes), line)
    }

    fn line_of_hash(&mut self, hash: u64, line: u32) -> Option<u32> {
        if self.lines.len() >= self.places.len() / 8 * 7 && self.lines.len() < REMEMBERED_MAX {
            self.grow();
        }
        let place = self.place_of(hash);
        if let Some(index) = (self.places[place] & NUMBER_BITS).checked_sub(1) {
            return Some(self.lines[index as usize].0);
        }
        if self.lines.len() < REMEMBERED_MAX {
            self.lines.push((line, hash as u32));
            self.places[place] = hash & !NUMBER_BITS | self.lines.len() as u64;
        } else {
            self.full = true;
        }
        None
    }

    /// The place of `hash`, or the empty one where it belongs.
    fn place_of(&self, hash: u64) -> usize {
        let mask = self.places.len() - 1;
        let mut place = hash as usize & mask;
        while self.places[place] != 0 && (self.places[place] ^ hash) & !NUMBER_BITS != 0 {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        let count = (self.places.len() * GROWTH).max(PLACES_MIN);
        let places = std::mem::replace(&mut self.places, vec![0; count]);
        for entry in places.into_iter().filter(|entry| *entry != 0) {
            let (_, low) = self.lines[(entry & NUMBER_BITS) as usize - 1];
            let mut place = low as usize & (count - 1);
            while self.places[place] != 0 {
                place = (place + 1) & (count - 1);
            }
            self.places[place] = entry;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_records_are_all_different_and_all_remembered() {
        let mut seen = Seen::default();
        let record = |number: u32| format!("{number:010},202610{:02}", number % 31).into_bytes();
        let count = REMEMBERED_MAX as u32;
        for number in 1..=count {
            assert_eq!(seen.line_of(&record(number), number), None);
        }
        for number in 1..=count {
            assert_eq!(seen.line_of(&record(number), count + 1), Some(number));
        }
        assert!(!seen.is_full());
        assert_eq!(seen.line_of(b"not remembered any more", 6), None);
        assert!(seen.is_full());
        assert_eq!(seen.line_of(b"not remembered any more", 7), None);
        assert_eq!(seen.places.len(), 1 << 20);
    }
}
