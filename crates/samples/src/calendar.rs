//! Months, days and file stamps of the sample world.
//!
//! No clock is read anywhere: every date follows from the month that was asked for. Stamps move forward only, through
//! office hours of working days, so that no two file sets of one run share a stamp.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::dice::Dice;

/// A month in which services are given, from 2025-04 (the first month of version 4.1 of the standard) to 2099-12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: Date,
}

/// The text is not `YYYYMM`, or lies outside 202504 to 209912.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthError;

impl fmt::Display for MonthError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("expected a month as YYYYMM from 202504 to 209912")
    }
}

impl std::error::Error for MonthError {}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Month, MonthError> {
        if text.len() != 6
            || !text.bytes().all(|byte| byte.is_ascii_digit())
            || !("202504"..="209912").contains(&text)
        {
            return Err(MonthError);
        }
        let (year, month) = text.split_at(4);
        let year = year.parse().map_err(|_| MonthError)?;
        let month = month.parse().map_err(|_| MonthError)?;
        Date::new(year, month, 1)
            .map(|first| Month { first })
            .map_err(|_| MonthError)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{:04}{:02}",
            self.first.year(),
            self.first.month()
        )
    }
}

impl Month {
    /// The first day.
    pub(crate) fn first(self) -> Date {
        self.first
    }

    /// The last day.
    pub(crate) fn last(self) -> Date {
        self.first.last_of_month()
    }

    /// How many days the month has.
    pub(crate) fn days(self) -> u32 {
        u32::from(self.first.days_in_month().unsigned_abs())
    }

    /// Day `number` of the month, from 1; the last day when the month has fewer.
    pub(crate) fn day(self, number: u32) -> Date {
        plus_days(self.first, i64::from(number.clamp(1, self.days())) - 1)
    }

    /// Every day of the month, in order.
    pub(crate) fn every_day(self) -> impl Iterator<Item = Date> {
        (1..=self.days()).map(move |number| self.day(number))
    }
}

/// `date` and so many days later, or earlier when negative.
pub(crate) fn plus_days(date: Date, days: i64) -> Date {
    date.checked_add(days.days())
        .expect("sample dates stay within a century")
}

/// The first day of the month that lies so many months later, or earlier when negative.
pub(crate) fn first_of_month_after(date: Date, months: i64) -> Date {
    date.first_of_month()
        .checked_add(months.months())
        .expect("sample dates stay within a century")
}

/// `YYYYMMDD`.
pub(crate) fn ymd(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Minutes since midnight as `HHMM`.
pub(crate) fn hhmm(minutes: u32) -> String {
    format!("{:02}{:02}", minutes / 60, minutes % 60)
}

/// A year and month of the Japanese era as offices write them in free text: `R8.10`.
pub(crate) fn era_month(date: Date) -> String {
    format!("R{}.{}", date.year() - 2018, date.month())
}

/// The week's number of a day as the standard counts: Monday 1 to Sunday 7.
pub(crate) fn weekday_number(date: Date) -> u32 {
    u32::from(date.weekday().to_monday_one_offset().unsigned_abs())
}

const OPENING_SECOND: u32 = 9 * 3600;
const CLOSING_SECOND: u32 = 17 * 3600 + 45 * 60;

/// Gives out the stamps of a run, each later than the one before.
pub(crate) struct Desk {
    date: Date,
    second: u32,
}

impl Desk {
    /// Opens on `date`, or on the next working day after it.
    pub(crate) fn open(date: Date, dice: &mut Dice) -> Desk {
        Desk {
            date: working_day(date),
            second: OPENING_SECOND + dice.below(5400),
        }
    }

    /// The day of the next stamp.
    pub(crate) fn today(&self) -> Date {
        self.date
    }

    /// The next stamp, fourteen digits. Its day is [`Desk::today`] as it was before the call.
    pub(crate) fn stamp(&mut self, dice: &mut Dice) -> String {
        let second = self.second;
        let stamp = format!(
            "{}{:02}{:02}{:02}",
            ymd(self.date),
            second / 3600,
            second / 60 % 60,
            second % 60
        );
        self.second += dice.between(25, 160);
        if self.second >= CLOSING_SECOND {
            self.next_day(dice);
        }
        stamp
    }

    /// Goes on with the next working day.
    pub(crate) fn next_day(&mut self, dice: &mut Dice) {
        *self = Desk::open(plus_days(self.date, 1), dice);
    }
}

fn working_day(date: Date) -> Date {
    match date.weekday() {
        Weekday::Saturday => plus_days(date, 2),
        Weekday::Sunday => plus_days(date, 1),
        _ => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Purpose;

    #[test]
    fn months_are_six_digits_from_2025_04_to_2099_12() {
        for good in ["202504", "202602", "202612", "209912"] {
            assert_eq!(good.parse::<Month>().unwrap().to_string(), good);
        }
        for bad in [
            "",
            "2026",
            "202503",
            "202600",
            "202613",
            "210001",
            "20261 ",
            "２０２６１０",
            "2026-1",
            "+20261",
        ] {
            assert_eq!(bad.parse::<Month>(), Err(MonthError), "{bad}");
        }
        assert_eq!(
            MonthError.to_string(),
            "expected a month as YYYYMM from 202504 to 209912"
        );
    }

    #[test]
    fn february_knows_its_length() {
        let days = |text: &str| text.parse::<Month>().unwrap().days();
        assert_eq!(
            (
                days("202602"),
                days("202802"),
                days("202612"),
                days("202504")
            ),
            (28, 29, 31, 30)
        );
    }

    #[test]
    fn stamps_rise_and_stay_in_office_hours_of_working_days() {
        let mut dice = Dice::new(5, Purpose::Stamps);
        let mut desk = Desk::open(Date::constant(2026, 9, 26), &mut dice);
        assert_eq!(
            ymd(desk.today()),
            "20260928",
            "26 September 2026 is a Saturday"
        );
        let stamps: Vec<String> = (0..2000).map(|_| desk.stamp(&mut dice)).collect();
        assert!(stamps.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(
            stamps
                .iter()
                .all(|stamp| ("090000".."174500").contains(&&stamp[8..]))
        );
    }
}
