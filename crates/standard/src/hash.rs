//! Hashes that tell bytes apart quickly: for records that occur twice and for copies of a file.
//!
//! Not the standard library's hasher: it guards against made collisions, which here would only
//! bring a wrong warning to whoever made them, and it costs as much as the check of a record.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
const SALT: u64 = 0xa076_1d64_78bd_642f;

/// The hash of `bytes`. Differs from [`PieceHasher`]'s.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    // Two at a time, because each product waits for the one before.
    let mut pairs = bytes.chunks_exact(32);
    let (mut state, mut other) = (FACTOR, SALT);
    for pair in &mut pairs {
        state = next(state, &pair[..16]);
        other = next(other, &pair[16..]);
    }
    let rest = pairs.remainder();
    let (first, second) = rest.split_at(rest.len().min(16));
    let state = fold(next(state, first), next(other, second) ^ SALT);
    // The length last: mixed with the first bytes it could undo a difference in them.
    fold(state, FACTOR ^ bytes.len() as u64)
}

/// A map for keys that are asked for with every record. Whoever made keys that collide would
/// only wait longer for their own file, and not long: what is remembered of a file is bounded.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// The hasher of [`QuickMap`].
#[derive(Debug, Default)]
pub(crate) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = fold(self.0 ^ FACTOR, hash(bytes));
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = self.0.rotate_left(5) ^ number as u64;
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = fold(self.0 ^ number, SALT);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The hash of bytes that come in pieces; how they are cut does not matter.
#[derive(Debug, Default)]
pub(crate) struct PieceHasher {
    state: u64,
    other: u64,
    /// Bytes that do not fill a pair of words yet, and how many.
    open: [u8; 32],
    open_size: usize,
}

impl PieceHasher {
    pub(crate) fn update(&mut self, mut piece: &[u8]) {
        if self.open_size > 0 {
            let taken = piece.len().min(32 - self.open_size);
            self.open[self.open_size..self.open_size + taken].copy_from_slice(&piece[..taken]);
            self.open_size += taken;
            piece = &piece[taken..];
            if self.open_size < 32 {
                return;
            }
            let open = self.open;
            self.take(&open);
            self.open_size = 0;
        }
        let mut pairs = piece.chunks_exact(32);
        for pair in &mut pairs {
            self.take(pair);
        }
        let rest = pairs.remainder();
        self.open[..rest.len()].copy_from_slice(rest);
        self.open_size = rest.len();
    }

    /// Takes 32 bytes, two words at a time because each product waits for the one before.
    #[inline]
    fn take(&mut self, pair: &[u8]) {
        self.state = next(self.state, &pair[..16]);
        self.other = next(self.other, &pair[16..]);
    }

    pub(crate) fn finish(&self) -> u64 {
        let open = &self.open[..self.open_size];
        let (first, second) = open.split_at(open.len().min(16));
        let state = fold(next(self.state, first), next(self.other, second) ^ SALT);
        fold(state, FACTOR ^ self.open_size as u64)
    }
}

/// The state after at most 16 bytes more.
#[inline]
fn next(state: u64, bytes: &[u8]) -> u64 {
    let (first, second) = bytes.split_at(bytes.len().min(8));
    fold(state ^ word(first), SALT ^ word(second))
}

/// At most eight bytes as a number.
fn word(bytes: &[u8]) -> u64 {
    match bytes.try_into() {
        Ok(bytes) => u64::from_le_bytes(bytes),
        Err(_) => bytes
            .iter()
            .rev()
            .fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

/// The halves of a product of 128 bits, one upon the other, as wyhash mixes.
pub(crate) fn fold(a: u64, b: u64) -> u64 {
    // A factor of zero would lose the other; every bit of both must count.
    let product = u128::from(a ^ FACTOR.rotate_left(17)) * u128::from(b.max(1));
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn bytes_that_differ_anywhere_have_other_hashes() {
        let record = b"202407,131059,0000000123,20260925,12".as_slice();
        let mut hashes = HashSet::from([hash(record)]);
        for place in 0..record.len() {
            for bit in 0..8 {
                let mut other = record.to_vec();
                other[place] ^= 1 << bit;
                assert!(hashes.insert(hash(&other)), "byte {place}, bit {bit}");
            }
        }
        for length in 0..record.len() {
            assert!(hashes.insert(hash(&record[..length])), "length {length}");
        }
        assert!(hashes.insert(hash(&[record, b"\0"].concat())));
    }

    #[test]
    fn pieces_have_the_hash_of_the_whole_and_no_other() {
        let bytes: Vec<u8> = (0..200).collect();
        let of = |pieces: &mut dyn Iterator<Item = &[u8]>| {
            let mut hasher = PieceHasher::default();
            pieces.for_each(|piece| hasher.update(piece));
            hasher.finish()
        };
        for length in 0..bytes.len() {
            let whole = of(&mut [&bytes[..length]].into_iter());
            for size in [1, 3, 8, 13, 64] {
                assert_eq!(
                    of(&mut bytes[..length].chunks(size)),
                    whole,
                    "{length} {size}"
                );
            }
            assert_ne!(
                of(&mut [&bytes[..length], &[0]].into_iter()),
                whole,
                "{length}"
            );
        }
    }
}
