//! The fuzz targets without a fuzzer: a fixed number of inputs, the same in every run but for the keys.
//!
//! The real fuzzer (`docs/internals/HACKING.md`) finds more, but needs its own build. A failure names the target and the
//! input.

#![allow(clippy::unwrap_used)]

mod targets;

/// Numbers that look random and are the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }
}

fn drive(target: &str, rounds: u64, run: fn(&[u8]), input: fn(&mut Dice) -> Vec<u8>) {
    run(&[]);
    for round in 0..rounds {
        let bytes = input(&mut Dice(round));
        let result = std::panic::catch_unwind(|| run(&bytes));
        assert!(result.is_ok(), "{target} in round {round}: {bytes:?}");
    }
}

/// One to three changes of a valid message.
fn changes(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = vec![0];
    for _ in 0..=dice.roll() % 3 {
        bytes.extend_from_slice(&dice.roll().to_be_bytes()[..3]);
    }
    bytes
}

/// A code with one letter changed, or with other separators.
fn code(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = b"00000-00000-00000-00000-00000-00000-00000".to_vec();
    for _ in 0..dice.roll() % 40 {
        let place = dice.roll() as usize % bytes.len();
        bytes[place] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ-oil "[dice.roll() as usize % 37];
    }
    bytes
}

#[test]
fn headers() {
    drive("header", 1500, targets::header, changes);
}

#[test]
fn sealed_parts() {
    drive("sealed", 1500, targets::sealed, changes);
}

#[test]
fn receipts() {
    drive("receipt", 1500, targets::receipt, changes);
}

#[test]
fn enrolment_codes() {
    drive("enrolment_code", 20_000, targets::enrolment_code, code);
}
