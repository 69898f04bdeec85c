//! Days of the calendar in Japan, in which operators and offices think.
//!
//! Easily got wrong: a last day is kept as the first second after it.

use jiff::{
    Timestamp, ToSpan,
    civil::Date,
    tz::{Offset, TimeZone, offset},
};
use protocol::UtcSeconds;

/// Japan is nine hours ahead of UTC and has no summer time.
const JAPAN: Offset = offset(9);

/// The day in Japan; nothing for a time that no calendar has.
pub fn japan_day(at: UtcSeconds) -> Option<Date> {
    let timestamp = Timestamp::from_second(at.0).ok()?;
    Some(JAPAN.to_datetime(timestamp).date())
}

/// The first second of a day in Japan.
pub fn start_of_day(day: Date) -> Option<UtcSeconds> {
    let zone = TimeZone::fixed(JAPAN);
    let midnight = day.to_zoned(zone).ok()?.timestamp();
    Some(UtcSeconds(midnight.as_second()))
}

/// The first second after a day in Japan.
pub fn end_of_day(day: Date) -> Option<UtcSeconds> {
    start_of_day(day.tomorrow().ok()?)
}

/// The same day some months later; the last one of a month that has no such day.
pub fn months_later(at: UtcSeconds, months: u32) -> Option<UtcSeconds> {
    let later = japan_day(at)?.checked_add(i64::from(months).months());
    start_of_day(later.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> UtcSeconds {
        let timestamp: Timestamp = text.parse().unwrap();
        UtcSeconds(timestamp.as_second())
    }

    #[test]
    fn days_begin_at_midnight_in_japan() {
        let day: Date = "2026-12-01".parse().unwrap();
        assert_eq!(start_of_day(day), Some(at("2026-11-30T15:00:00Z")));
        assert_eq!(end_of_day(day), Some(at("2026-12-01T15:00:00Z")));
        assert_eq!(japan_day(at("2026-11-30T14:59:59Z")), day.yesterday().ok());
        assert_eq!(japan_day(at("2026-11-30T15:00:00Z")), Some(day));
        assert_eq!(japan_day(UtcSeconds(i64::MAX)), None);
    }

    #[test]
    fn a_year_later_is_the_same_day_where_there_is_one() {
        let later = |text: &str, months| months_later(at(text), months);
        assert_eq!(
            later("2026-11-30T20:00:00Z", 12),
            Some(at("2027-11-30T15:00:00Z"))
        );
        assert_eq!(
            later("2028-02-28T15:00:00Z", 12),
            Some(at("2029-02-27T15:00:00Z")),
            "the 29th of February becomes the 28th"
        );
    }
}
