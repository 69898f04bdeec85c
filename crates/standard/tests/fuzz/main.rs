//! The fuzz targets without a fuzzer: a fixed number of inputs, made from the seeds by damage, the same in every run.
//!
//! The real fuzzer (`docs/internals/HACKING.md`) finds more, but needs its own build. A failure here names the target, the
//! seed and the round; what the fuzzer found becomes a seed, so that it is tried in every run from then on.

#![allow(clippy::unwrap_used)]

mod targets;

use std::path::{Path, PathBuf};

/// Rounds for each seed: some seconds for all targets on one core without optimisation.
const ROUNDS: u64 = 1000;

/// Bytes that mean something in a file of the standard, in its names or in MS932.
const TELLING: &[u8] = b"\",\r\n\t _-.019AHUPZ\0\x80\x81\x88\xa0\xb1\xef\xbb\xbf\xf0\xfd\xff";

/// Numbers that look random and are the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((value ^ (value >> 31)) % end.max(1) as u64) as usize
    }
}

/// Damages `bytes` at a few places.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        let place = dice.below(bytes.len() + 1);
        let end = (place + dice.below(12)).min(bytes.len());
        let telling = TELLING[dice.below(TELLING.len())];
        match dice.below(6) {
            0 => bytes.insert(place, telling),
            1 if place < bytes.len() => bytes[place] = telling,
            2 if place < bytes.len() => bytes[place] ^= 1 << dice.below(8),
            3 => drop(bytes.drain(place..end)),
            4 => {
                let copy = bytes[place..end].to_vec();
                let other = dice.below(bytes.len() + 1);
                bytes.splice(other..other, copy);
            }
            _ => bytes.truncate(place.max(bytes.len() / 2)),
        }
    }
}

fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no seeds in {}", folder.display());
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).unwrap();
        (path, bytes)
    };
    paths.into_iter().map(read).collect()
}

fn drive(target: &str, run: fn(&[u8])) {
    for (path, seed) in seeds(target) {
        run(&seed);
        for round in 0..ROUNDS {
            let mut bytes = seed.clone();
            damage(&mut bytes, &mut Dice(round));
            let result = std::panic::catch_unwind(|| run(&bytes));
            assert!(
                result.is_ok(),
                "{target}: {} in round {round}: {:?}",
                path.display(),
                bytes.escape_ascii().to_string()
            );
        }
    }
}

#[test]
fn names() {
    drive("name", targets::name);
}

#[test]
fn contents_of_any_kind() {
    drive("bytes", targets::bytes);
}

#[test]
fn one_file() {
    drive("file", targets::file);
}

#[test]
fn several_files() {
    drive("set", targets::set);
}

#[test]
fn repairs() {
    drive("repair", targets::repair);
}
