//! 利用期間: until when this office may send, as the hub tells it, and whether that renews by itself.
//!
//! A page leaves a wish, the next contact with the hub carries it out. What a reader would get
//! wrong: nothing here stops sending. The hub refuses (HUB-212) and the bundles wait; this is
//! only so that people know it before.

use protocol::UtcSeconds;
use protocol::message::Licence;

use crate::store::{Store, StoreError, licence};

/// How old the answer may be.
const ASK_SECONDS: i64 = 3600;

/// Days before its end from which a licence that does not renew is a task.
const WARN_DAYS: i64 = 60;

/// The longest fee and number of months that a page shows; what another hub made is not trusted.
const NUMBER_MAX: u32 = 100_000_000;

/// What is known of the licence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LicenceState {
    /// When the hub told it; nothing before the first contact.
    pub asked_at: Option<UtcSeconds>,
    /// The licence; nothing where the hub asks for none.
    pub licence: Option<Licence>,
    /// Whether it is to renew, until the hub was told.
    pub wish: Option<bool>,
    /// The code with which the hub refused the last wish.
    pub problem: Option<String>,
}

/// What a person has to know of a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LicenceStanding {
    /// It goes on, or ends in a time that is far.
    Holds,
    /// It ends soon and does not renew.
    EndsSoon {
        /// The first second that is not part of it.
        ends_at: UtcSeconds,
    },
    /// It has ended: nothing is sent.
    Ended {
        /// The first second that was not part of it.
        ends_at: UtcSeconds,
    },
}

impl LicenceState {
    /// How it stands at `now`.
    pub fn standing(&self, now: UtcSeconds) -> LicenceStanding {
        match self.licence {
            Some(Licence {
                ends_at,
                renews: false,
                ..
            }) if ends_at <= now => LicenceStanding::Ended { ends_at },
            Some(Licence {
                ends_at,
                renews: false,
                ..
            }) if ends_at.0 - now.0 <= WARN_DAYS * 86_400 => LicenceStanding::EndsSoon { ends_at },
            _ => LicenceStanding::Holds,
        }
    }

    /// Whether what is sent at `now` waits until somebody renews.
    pub fn has_ended(&self, now: UtcSeconds) -> bool {
        matches!(self.standing(now), LicenceStanding::Ended { .. })
    }
}

/// What is known of the licence.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_licence(store: &mut Store) -> Result<LicenceState, StoreError> {
    store.read(licence::read)
}

/// Whether the answer is so old that the hub is asked again.
pub(crate) fn licence_due(store: &mut Store, now: UtcSeconds) -> Result<bool, StoreError> {
    let asked = store.read(licence::read)?.asked_at;
    // A time in the future comes from a clock that was wrong.
    Ok(asked.is_none_or(|at| !(0..ASK_SECONDS).contains(&(now.0 - at.0))))
}

/// Keeps what the hub told; whether anything looks different now.
///
/// # Errors
///
/// [`StoreError`]; the licence is as before then.
pub fn store_licence(
    store: &mut Store,
    told: Option<&Licence>,
    now: UtcSeconds,
) -> Result<bool, StoreError> {
    let told = told.filter(|licence| is_showable(licence));
    store.write(|tx| {
        let before = licence::read(tx)?.licence;
        licence::save(tx, told, now)?;
        Ok(before.as_ref() != told)
    })
}

fn is_showable(licence: &Licence) -> bool {
    let numbers = [licence.fee_yen, licence.next_months, licence.next_fee_yen];
    numbers.iter().all(|number| *number <= NUMBER_MAX) && licence.began_at < licence.ends_at
}

/// Notes that the hub was asked, whatever it answered.
pub(crate) fn note_licence_asked(store: &mut Store, now: UtcSeconds) -> Result<(), StoreError> {
    store.write(|tx| licence::save_asked(tx, now))
}

/// Leaves for the next contact with the hub whether the licence is to renew.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn wish_renewal(store: &mut Store, renews: bool) -> Result<(), StoreError> {
    store.write(|tx| licence::save_wish(tx, Some(renews), None))
}

/// Notes that the hub was told, with its code if it refused.
///
/// # Errors
///
/// [`StoreError`]; the wish is told again then, which is harmless.
pub(crate) fn end_wish(store: &mut Store, problem: Option<&str>) -> Result<(), StoreError> {
    store.write(|tx| licence::save_wish(tx, None, problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UtcSeconds = UtcSeconds(1_796_686_920);
    const DAY: i64 = 86_400;

    fn licence(ends_in: i64, renews: bool) -> Licence {
        Licence {
            began_at: UtcSeconds(NOW.0 - 300 * DAY),
            ends_at: UtcSeconds(NOW.0 + ends_in),
            renews,
            fee_yen: 21_000,
            next_months: 12,
            next_fee_yen: 21_000,
        }
    }

    #[test]
    fn only_a_licence_that_does_not_renew_is_worth_a_word() {
        let standing = |ends_in: i64, renews: bool| {
            let state = LicenceState {
                licence: Some(licence(ends_in, renews)),
                ..LicenceState::default()
            };
            state.standing(NOW)
        };
        let ends_at = |ends_in: i64| UtcSeconds(NOW.0 + ends_in);
        assert_eq!(standing(61 * DAY, false), LicenceStanding::Holds);
        let soon = 60 * DAY;
        let expected = LicenceStanding::EndsSoon {
            ends_at: ends_at(soon),
        };
        assert_eq!(standing(soon, false), expected);
        assert!(matches!(
            standing(1, false),
            LicenceStanding::EndsSoon { .. }
        ));
        assert_eq!(standing(0, false), LicenceStanding::Ended { ends_at: NOW });
        assert_eq!(standing(1, true), LicenceStanding::Holds);
        assert_eq!(standing(-DAY, true), LicenceStanding::Holds, "it went on");
        assert_eq!(
            LicenceState::default().standing(NOW),
            LicenceStanding::Holds
        );
    }

    #[test]
    fn what_the_hub_tells_is_kept_and_a_wish_stays_until_it_was_told() {
        let mut store = Store::in_memory().unwrap();
        assert_eq!(read_licence(&mut store).unwrap(), LicenceState::default());
        assert!(licence_due(&mut store, NOW).unwrap());
        let told = licence(5, false);
        assert!(store_licence(&mut store, Some(&told), NOW).unwrap());
        assert!(
            !store_licence(&mut store, Some(&told), NOW).unwrap(),
            "nothing new"
        );
        assert!(!licence_due(&mut store, UtcSeconds(NOW.0 + 3599)).unwrap());
        assert!(licence_due(&mut store, UtcSeconds(NOW.0 + 3600)).unwrap());
        wish_renewal(&mut store, true).unwrap();
        store_licence(&mut store, Some(&told), NOW).unwrap();
        let state = read_licence(&mut store).unwrap();
        assert!(state.licence == Some(told) && state.wish == Some(true));
        end_wish(&mut store, Some("HUB-111")).unwrap();
        let state = read_licence(&mut store).unwrap();
        assert!(state.wish.is_none() && state.problem.as_deref() == Some("HUB-111"));
        // A hub may stop asking for licences.
        assert!(store_licence(&mut store, None, NOW).unwrap());
        assert_eq!(read_licence(&mut store).unwrap().licence, None);
    }

    #[test]
    fn a_licence_that_makes_no_sense_is_not_shown() {
        let mut store = Store::in_memory().unwrap();
        let backwards = Licence {
            began_at: NOW,
            ends_at: NOW,
            ..licence(0, false)
        };
        let dear = Licence {
            fee_yen: u32::MAX,
            ..licence(5, false)
        };
        for told in [backwards, dear] {
            store_licence(&mut store, Some(&told), NOW).unwrap();
            assert_eq!(read_licence(&mut store).unwrap().licence, None);
        }
    }
}
