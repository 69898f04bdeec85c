//! Choices from a seed: the only source of chance in this crate.
//!
//! The numbers come from ChaCha with 8 rounds, and every reduction to a range is written out here, so the same seed
//! gives the same choices with any version of any library and on any machine. No floating point takes part.
//!
//! Each office and each client draws from a stream of its own: one client more does not change the others.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// What a stream of choices is for; the number is part of the stream's identity.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Offices,
    Stamps,
    Client(u32),
    Month(u32),
    /// What really happened to a client with one of its services.
    Actual(u32, usize),
}

/// A seeded sequence of choices.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64, purpose: Purpose) -> Dice {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(match purpose {
            Purpose::Offices => 1,
            Purpose::Stamps => 2,
            Purpose::Client(index) => (1 << 32) | u64::from(index),
            Purpose::Month(index) => (2 << 32) | u64::from(index),
            Purpose::Actual(index, service) => ((3 + service as u64) << 32) | u64::from(index),
        });
        Dice(generator)
    }

    /// A number from 0 to `limit` - 1; 0 when `limit` is 0.
    ///
    /// The multiplication prefers some numbers by less than one in four thousand million per unit of `limit`, which
    /// no reader of sample data can notice.
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        let wide = u64::from(self.0.next_u32()) * u64::from(limit);
        u32::try_from(wide >> 32).expect("the upper half of a 64-bit number fits 32 bits")
    }

    /// A number from `first` to `last`, both included; `first` when they are in the wrong order.
    pub(crate) fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// True in about `percent` of 100 cases.
    pub(crate) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`, which must not be empty.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let count = u32::try_from(choices.len()).expect("tables of this crate are short");
        &choices[self.below(count) as usize]
    }

    /// Brings `items` into another order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            let other =
                self.below(u32::try_from(index).expect("lists of this crate are short") + 1);
            items.swap(index, other as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_reaches_both_of_its_ends_and_nothing_else() {
        let mut dice = Dice::new(1, Purpose::Offices);
        let drawn: Vec<u32> = (0..1000).map(|_| dice.between(3, 6)).collect();
        assert_eq!(drawn.iter().min(), Some(&3));
        assert_eq!(drawn.iter().max(), Some(&6));
    }

    #[test]
    fn streams_of_one_seed_differ() {
        let mut first = Dice::new(7, Purpose::Client(0));
        let mut second = Dice::new(7, Purpose::Client(1));
        assert_ne!(
            (0..8).map(|_| first.below(1000)).collect::<Vec<_>>(),
            (0..8).map(|_| second.below(1000)).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<u32> = (0..50).collect();
        Dice::new(3, Purpose::Stamps).shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
