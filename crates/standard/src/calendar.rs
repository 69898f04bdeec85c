//! Months, days and stamps as the standard writes them: digits without separators.
//!
//! Nothing here knows what day it is today; the crate never reads a clock. A
//! stamp has no time zone: the standard means the local time of the sender.

use std::fmt;
use std::str::FromStr;

/// Dates before this year are taken for mistakes: nobody who is cared for, and
/// no office, is older than the Meiji era (1868).
pub const YEAR_MIN: i16 = 1868;

/// Dates after this year are taken for mistakes.
pub const YEAR_MAX: i16 = 2199;

/// A month of the calendar, written `YYYYMM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

/// A day of the calendar that exists, written `YYYYMMDD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: i16,
    month: i8,
    day: i8,
}

/// A stamp (ファイル連番): the 14 digits `YYYYMMDDHHMMSS` that end a file name.
///
/// Files of one set carry the same stamp, and receivers import in its order.
/// Only real dates and times can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(u64);

/// The text is no month, day or stamp of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseCalendarError;

impl Month {
    /// The month `month` (1 to 12) of `year`; `None` if there is no such month.
    pub fn new(year: i16, month: i8) -> Option<Month> {
        ((YEAR_MIN..=YEAR_MAX).contains(&year) && (1..=12).contains(&month))
            .then_some(Month { year, month })
    }

    /// Reads six digits `YYYYMM`.
    pub fn from_bytes(bytes: &[u8]) -> Option<Month> {
        if bytes.len() != 6 {
            return None;
        }
        Month::new(digits(&bytes[..4])?, digits(&bytes[4..])? as i8)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    /// How many days the month has.
    pub fn days(self) -> u8 {
        let first = jiff::civil::date(self.year, self.month, 1);
        first.days_in_month() as u8
    }

    /// The month after this one; the last month that can be written is its own successor.
    pub fn next(self) -> Month {
        let (year, month) = if self.month == 12 {
            (self.year + 1, 1)
        } else {
            (self.year, self.month + 1)
        };
        Month::new(year, month).unwrap_or(self)
    }
}

impl Day {
    /// Reads eight digits `YYYYMMDD` of a day that exists, from 1868 to 2199.
    pub fn from_bytes(bytes: &[u8]) -> Option<Day> {
        if bytes.len() != 8 {
            return None;
        }
        let (year, month, day) = (
            digits(&bytes[..4])?,
            digits(&bytes[4..6])? as i8,
            digits(&bytes[6..])? as i8,
        );
        if !(YEAR_MIN..=YEAR_MAX).contains(&year) {
            return None;
        }
        jiff::civil::Date::new(year, month, day).ok()?;
        Some(Day { year, month, day })
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day as u8
    }

    /// The month that the day lies in.
    pub fn month(self) -> Month {
        Month {
            year: self.year,
            month: self.month,
        }
    }
}

impl Stamp {
    /// Reads fourteen digits `YYYYMMDDHHMMSS` of a real date and time.
    pub fn from_bytes(bytes: &[u8]) -> Option<Stamp> {
        if bytes.len() != 14 {
            return None;
        }
        Day::from_bytes(&bytes[..8])?;
        let (hour, minute, second) = (
            digits(&bytes[8..10])?,
            digits(&bytes[10..12])?,
            digits(&bytes[12..])?,
        );
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        std::str::from_utf8(bytes).ok()?.parse().ok().map(Stamp)
    }

    /// The day of the stamp.
    pub fn day(self) -> Day {
        Day::from_bytes(&self.to_string().as_bytes()[..8]).expect("only real days are stored")
    }
}

/// The number that up to four ASCII digits write.
fn digits(bytes: &[u8]) -> Option<i16> {
    bytes.iter().try_fold(0, |number: i16, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + i16::from(byte - b'0'))
    })
}

impl FromStr for Month {
    type Err = ParseCalendarError;

    fn from_str(text: &str) -> Result<Month, ParseCalendarError> {
        Month::from_bytes(text.as_bytes()).ok_or(ParseCalendarError)
    }
}

impl FromStr for Day {
    type Err = ParseCalendarError;

    fn from_str(text: &str) -> Result<Day, ParseCalendarError> {
        Day::from_bytes(text.as_bytes()).ok_or(ParseCalendarError)
    }
}

impl FromStr for Stamp {
    type Err = ParseCalendarError;

    fn from_str(text: &str) -> Result<Stamp, ParseCalendarError> {
        Stamp::from_bytes(text.as_bytes()).ok_or(ParseCalendarError)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}{:02}", self.year, self.month)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}{:02}{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

impl fmt::Display for ParseCalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a month, day or time of the calendar")
    }
}

impl std::error::Error for ParseCalendarError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_must_exist() {
        for good in ["20240229", "19380412", "20261231", "18680101"] {
            assert_eq!(good.parse::<Day>().unwrap().to_string(), good);
        }
        for wrong in [
            "20230229", "20261301", "20260431", "20260400", "18671231", "2026041", "2026041a",
            "00000000",
        ] {
            assert_eq!(wrong.parse::<Day>(), Err(ParseCalendarError), "{wrong}");
        }
    }

    #[test]
    fn months_know_their_length_and_successor() {
        let february: Month = "202402".parse().unwrap();
        assert_eq!(
            (february.days(), february.next().to_string()),
            (29, "202403".to_string())
        );
        assert_eq!(
            "202612".parse::<Month>().unwrap().next().to_string(),
            "202701"
        );
        for wrong in ["202600", "202613", "000000", "2026-1"] {
            assert_eq!(wrong.parse::<Month>(), Err(ParseCalendarError), "{wrong}");
        }
    }

    #[test]
    fn stamps_are_real_times() {
        assert_eq!(
            "20260925101500".parse::<Stamp>().unwrap().to_string(),
            "20260925101500"
        );
        for wrong in [
            "20260925240000",
            "20260925106000",
            "20260925101560",
            "20260931101500",
            "2026092510150",
        ] {
            assert_eq!(wrong.parse::<Stamp>(), Err(ParseCalendarError), "{wrong}");
        }
    }
}
