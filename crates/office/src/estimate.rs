//! What exchanging data instead of paper saves in a month: an open formula with rates that everybody can change.
//!
//! One exchange is what passes between this office and one partner about one client in a month, by paper: plan out, actuals
//! back. What is saved of it is saved only with partners that take data, so the answer grows with their share. Easily got
//! wrong: these are estimates; the rates at the beginning are ours, chosen so that an office of 84 clients comes near the
//! 69,300 yen a month that the published sample of the official simulation implies.

use crate::store::estimate::known_numbers;
use crate::store::{Store, StoreError};

/// The works of one exchange by paper.
pub const WORKS: usize = 5;

/// Minutes of an hour, and thousandths of a yen in which costs are summed.
const MINUTES_PER_HOUR: u64 = 60;
const MILLI: u64 = 1_000;

/// One work of an exchange by paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Minutes of a person.
    pub minutes: u64,
    /// Yen for paper, line, stamp or travel.
    pub yen: u64,
    /// How much of it is gone with a partner that takes data, in percent.
    pub saved_percent: u64,
}

/// What the estimate is made of. Numbers are per month unless they say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Clients whose plans the office exchanges.
    pub clients: u64,
    /// Partner offices.
    pub partners: u64,
    /// Partners that take data, at most as many.
    pub covered: u64,
    /// Care managers among whom the hours are shared.
    pub managers: u64,
    /// Partners of one client on average, in tenths.
    pub partners_per_client_tenths: u64,
    /// Yen for an hour of work.
    pub wage_yen: u64,
    /// What the exchange costs, in yen.
    pub fee_yen: u64,
    /// Print and sort; send; confirm by telephone; receive and file; type over.
    pub works: [Work; WORKS],
}

/// What comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Exchanges in a month.
    pub exchanges: u64,
    /// Yen in a month by paper alone.
    pub before_yen: u64,
    /// Yen in a month with the partners that take data, and the fee.
    pub after_yen: u64,
    /// Minutes in a month by paper alone.
    pub before_minutes: u64,
    /// Minutes in a month with the partners that take data.
    pub after_minutes: u64,
    /// Yen in a year; negative when the fee is more than what is saved.
    pub saved_yen_per_year: i64,
    /// The same, in percent of what paper alone costs.
    pub saved_percent: i64,
    /// Partners from which on the fee is saved; `None` if all of them do not save it.
    pub partners_to_break_even: Option<u64>,
}

impl Question {
    /// The question before anybody changed it: numbers that the office's own data tells, and our rates.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database failed.
    pub fn of_office(store: &mut Store) -> Result<Question, StoreError> {
        let known = store.read(known_numbers)?;
        let or = |known: u64, usual: u64| if known == 0 { usual } else { known };
        Ok(Question {
            clients: or(known.clients, 35),
            partners: known.partners.max(20),
            covered: known.with_certificate,
            managers: 1,
            ..Question::usual()
        })
    }

    /// Our rates, and an office of one care manager.
    pub fn usual() -> Question {
        let work = |minutes, yen, saved_percent| Work {
            minutes,
            yen,
            saved_percent,
        };
        Question {
            clients: 35,
            partners: 20,
            covered: 0,
            managers: 1,
            partners_per_client_tenths: 25,
            wage_yen: 1_800,
            fee_yen: 0,
            works: [
                work(2, 10, 100),
                work(2, 15, 67),
                work(1, 0, 100),
                work(1, 0, 100),
                work(4, 0, 100),
            ],
        }
    }

    /// Answers with `more` further partners that take data, as far as there are so many.
    pub fn answer_with(&self, more: u64) -> Answer {
        let covered = self.covered.saturating_add(more);
        Question {
            covered,
            ..self.clone()
        }
        .answer()
    }

    /// Answers; whole yen and minutes, rounded down.
    pub fn answer(&self) -> Answer {
        let exchanges = self.clients * self.partners_per_client_tenths / 10;
        let partners = self.partners.max(1);
        let covered = self.covered.min(partners);
        let cost = |minutes: u64, yen: u64| {
            yen * MILLI + minutes * self.wage_yen * MILLI / MINUTES_PER_HOUR
        };
        let works = self.works.iter();
        let each: u64 = works.clone().map(|work| cost(work.minutes, work.yen)).sum();
        let saved_each: u64 = works
            .clone()
            .map(|work| cost(work.minutes, work.yen) * work.saved_percent / 100)
            .sum();
        let minutes_each: u64 = works.clone().map(|work| work.minutes).sum();
        let saved_minutes_each: u64 = works.map(|work| work.minutes * work.saved_percent).sum();
        let saved = |covered: u64| exchanges * saved_each * covered / partners / MILLI;
        let before_yen = exchanges * each / MILLI;
        let after_yen = before_yen - saved(covered) + self.fee_yen;
        let before_minutes = exchanges * minutes_each;
        let saved_per_month = before_yen.cast_signed() - after_yen.cast_signed();
        Answer {
            exchanges,
            before_yen,
            after_yen,
            before_minutes,
            after_minutes: before_minutes
                - exchanges * saved_minutes_each * covered / partners / 100,
            saved_yen_per_year: saved_per_month * 12,
            saved_percent: saved_per_month * 100 / before_yen.max(1).cast_signed(),
            partners_to_break_even: (0..=partners).find(|&covered| saved(covered) >= self.fee_yen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question() -> Question {
        Question {
            clients: 84,
            partners: 89,
            covered: 45,
            managers: 4,
            ..Question::usual()
        }
    }

    #[test]
    fn an_office_of_84_clients_is_counted_by_hand() {
        let answer = question().answer();
        // 84 × 2.5; 10 minutes of 30 yen and 25 yen each; all but a third of sending is saved with 45 of 89.
        assert_eq!(answer.exchanges, 210);
        assert_eq!(answer.before_yen, 210 * 325);
        assert_eq!(answer.before_minutes, 210 * 10);
        let saved = 210 * (325 * 1_000 - 24_750) * 45 / 89 / 1_000;
        assert_eq!(answer.before_yen - answer.after_yen, saved);
        assert_eq!(answer.saved_yen_per_year, saved.cast_signed() * 12);
        assert_eq!(answer.saved_percent, 46);
        assert_eq!(answer.after_minutes, 2_100 - 210 * 934 * 45 / 89 / 100);
        assert_eq!(answer.partners_to_break_even, Some(0));
    }

    #[test]
    fn a_fee_can_cost_more_than_is_saved() {
        let few = Question {
            covered: 1,
            fee_yen: 1_750,
            ..question()
        };
        let answer = few.answer();
        assert!(answer.saved_yen_per_year < 0 && answer.saved_percent < 0);
        assert_eq!(answer.partners_to_break_even, Some(3));
        assert!(few.answer_with(2).saved_yen_per_year > 0);
        let dear = Question {
            fee_yen: 1_000_000,
            ..few
        };
        assert_eq!(dear.answer().partners_to_break_even, None);
    }

    #[test]
    fn nothing_divides_by_nothing_and_nobody_is_covered_twice() {
        let empty = Question {
            clients: 0,
            partners: 0,
            covered: 0,
            ..question()
        };
        assert_eq!(empty.answer().saved_yen_per_year, 0);
        let all = Question {
            covered: 89,
            ..question()
        };
        assert_eq!(all.answer_with(10), all.answer());
    }
}
