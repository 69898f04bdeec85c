//! What was seen before: bytes that occur twice in a file, told by their hashes.
//!
//! A table of our own, because every record of a large file misses the cache here: the hashes
//! stand close together, and a line is only read when its hash has been found.

use crate::hash::hash;

/// So many records are remembered: what fits a table of a million places, 12 MB. Files that
/// may be sent are smaller.
const REMEMBERED_MAX: usize = 900_000;

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
    hashes: Vec<u64>,
    lines: Vec<u32>,
    count: usize,
    /// Hashes and lines that are to be looked up.
    waiting: Vec<(u64, u32)>,
}

impl Seen {
    /// Has `bytes` looked up later; `true` when it is time for [`Seen::repeated`]. Some at a
    /// time are quicker, because the processor waits for their places in memory at once.
    pub(super) fn note(&mut self, bytes: &[u8], line: u32) -> bool {
        self.waiting.push((hash(bytes).max(1), line));
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

    /// The line on which the same bytes were seen before; if none, they are seen on `line`.
    pub(super) fn line_of(&mut self, bytes: &[u8], line: u32) -> Option<u32> {
        self.line_of_hash(hash(bytes).max(1), line)
    }

    fn line_of_hash(&mut self, hash: u64, line: u32) -> Option<u32> {
        if self.count >= self.hashes.len() / 8 * 7 && self.count < REMEMBERED_MAX {
            self.grow();
        }
        let place = self.place_of(hash);
        if self.hashes[place] == hash {
            return Some(self.lines[place]);
        }
        if self.count < REMEMBERED_MAX {
            (self.hashes[place], self.lines[place]) = (hash, line);
            self.count += 1;
        }
        None
    }

    /// The place of `hash`, or the empty one where it belongs.
    fn place_of(&self, hash: u64) -> usize {
        let mask = self.hashes.len() - 1;
        let mut place = hash as usize & mask;
        while self.hashes[place] != 0 && self.hashes[place] != hash {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        let places = (self.hashes.len() * GROWTH).max(PLACES_MIN);
        let hashes = std::mem::replace(&mut self.hashes, vec![0; places]);
        let lines = std::mem::replace(&mut self.lines, vec![0; places]);
        for (hash, line) in hashes.into_iter().zip(lines).filter(|(hash, _)| *hash != 0) {
            let place = self.place_of(hash);
            (self.hashes[place], self.lines[place]) = (hash, line);
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
        assert_eq!(seen.line_of(b"not remembered any more", 6), None);
        assert_eq!(seen.line_of(b"not remembered any more", 7), None);
        assert_eq!(seen.hashes.len(), 1 << 20);
    }
}
