//! Dates as people in care offices write them: Japanese eras, weekdays, public holidays.
//!
//! Values come in as the digits of a record; what is no real date is given back unread, so that a
//! form never hides it. A year of birth of the first year of an era is 元年, never 1年.

use crate::words::Words;
use jiff::civil::{Date, Weekday};

/// First days of the eras, newest first.
const ERAS: [(i16, i8, i8, &str); 5] = [
    (2019, 5, 1, "令和"),
    (1989, 1, 8, "平成"),
    (1926, 12, 25, "昭和"),
    (1912, 7, 30, "大正"),
    (1868, 1, 25, "明治"),
];

/// The first year whose holidays are known here: the two years before moved theirs for the games.
const HOLIDAY_YEAR_MIN: i16 = 2022;

/// The last year for which the rule of the equinoxes holds.
const HOLIDAY_YEAR_MAX: i16 = 2099;

/// Eight digits as a day of the calendar.
pub(crate) fn read_day(digits: &str) -> Option<Date> {
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Date::new(
        digits[..4].parse().ok()?,
        digits[4..6].parse().ok()?,
        digits[6..].parse().ok()?,
    )
    .ok()
}

/// Eight digits as a date for people: 令和8年10月1日, in English 2026-10-01.
pub(crate) fn day_words(digits: &str) -> Words {
    match read_day(digits) {
        Some(day) => Words::both(
            format!("{}{}月{}日", year_of_era(day), day.month(), day.day()),
            day.to_string(),
        ),
        None => Words::data(digits),
    }
}

/// Six digits as a month for people: 令和8年10月, in English 2026-10.
pub(crate) fn month_words(digits: &str) -> Words {
    match first_day(digits) {
        Some(day) => Words::both(
            format!("{}{}月", year_of_era(day), day.month()),
            format!("{}-{:02}", day.year(), day.month()),
        ),
        None => Words::data(digits),
    }
}

/// The first day of the month that six digits write.
pub(crate) fn first_day(digits: &str) -> Option<Date> {
    read_day(&format!("{digits}01")).filter(|_| digits.len() == 6)
}

/// 令和8年; a month is of the era of its first day, as on the forms.
fn year_of_era(day: Date) -> String {
    let era = ERAS
        .iter()
        .find(|(year, month, first, _)| day >= jiff::civil::date(*year, *month, *first));
    match era {
        Some((year, _, _, name)) if day.year() == *year => format!("{name}元年"),
        Some((year, _, _, name)) => format!("{name}{}年", day.year() - year + 1),
        None => format!("{}年", day.year()),
    }
}

/// One character for a weekday, in English one letter.
pub(crate) fn weekday_words(weekday: Weekday) -> Words {
    match weekday {
        Weekday::Monday => Words::label("月", "M"),
        Weekday::Tuesday => Words::label("火", "T"),
        Weekday::Wednesday => Words::label("水", "W"),
        Weekday::Thursday => Words::label("木", "T"),
        Weekday::Friday => Words::label("金", "F"),
        Weekday::Saturday => Words::label("土", "S"),
        Weekday::Sunday => Words::label("日", "S"),
    }
}

/// Whether `day` is a public holiday (国民の祝日に関する法律), substitutes included.
///
/// Known from 2022 to 2099; outside these years no day is called a holiday.
pub(crate) fn is_holiday(day: Date) -> bool {
    if !(HOLIDAY_YEAR_MIN..=HOLIDAY_YEAR_MAX).contains(&day.year()) {
        return false;
    }
    is_named_holiday(day) || is_substitute(day) || is_between_holidays(day)
}

fn is_named_holiday(day: Date) -> bool {
    let monday = |number: i8| day.weekday() == Weekday::Monday && (day.day() - 1) / 7 + 1 == number;
    match day.month() {
        1 => day.day() == 1 || monday(2),
        2 => day.day() == 11 || day.day() == 23,
        3 => day.day() == equinox(day.year(), 20.8431),
        4 => day.day() == 29,
        5 => (3..=5).contains(&day.day()),
        7 => monday(3),
        8 => day.day() == 11,
        9 => monday(3) || day.day() == equinox(day.year(), 23.2488),
        10 => monday(2),
        11 => day.day() == 3 || day.day() == 23,
        _ => false,
    }
}

/// The day of an equinox; `base` is its moment in 1980, and the year is 365.242194 days long.
fn equinox(year: i16, base: f64) -> i8 {
    let years = f64::from(year - 1980);
    (base + 0.242_194 * years) as i8 - ((year - 1980) / 4) as i8
}

/// Article 3 (2): a holiday on a Sunday is made up for on the next day that is none.
fn is_substitute(day: Date) -> bool {
    let mut before = day.yesterday();
    while let Ok(earlier) = before {
        if !is_named_holiday(earlier) {
            return false;
        }
        if earlier.weekday() == Weekday::Sunday {
            return !is_named_holiday(day);
        }
        before = earlier.yesterday();
    }
    false
}

/// Article 3 (3): a day between two holidays.
fn is_between_holidays(day: Date) -> bool {
    matches!((day.yesterday(), day.tomorrow()), (Ok(before), Ok(after))
        if is_named_holiday(before) && is_named_holiday(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn eras_begin_on_their_days() {
        for (digits, expected) in [
            ("20190430", "平成31年4月30日"),
            ("20190501", "令和元年5月1日"),
            ("20261001", "令和8年10月1日"),
            ("19890107", "昭和64年1月7日"),
            ("19890108", "平成元年1月8日"),
            ("19261224", "大正15年12月24日"),
            ("19261225", "昭和元年12月25日"),
            ("19120729", "明治45年7月29日"),
            ("19120730", "大正元年7月30日"),
            ("20260230", "20260230"),
            ("", ""),
        ] {
            assert_eq!(day_words(digits).read(Language::Japanese), expected);
        }
        assert_eq!(day_words("20261001").read(Language::English), "2026-10-01");
        assert_eq!(
            month_words("201905").read(Language::Japanese),
            "令和元年5月"
        );
        assert_eq!(month_words("201905").read(Language::English), "2019-05");
        assert_eq!(month_words("000000").read(Language::Japanese), "000000");
    }

    #[test]
    fn holidays_are_those_of_the_law() {
        let holidays = |year: i16| -> Vec<String> {
            let first = jiff::civil::date(year, 1, 1);
            first
                .series(jiff::ToSpan::days(1))
                .take_while(|day| day.year() == year)
                .filter(|day| is_holiday(*day))
                .map(|day| format!("{}/{}", day.month(), day.day()))
                .collect()
        };
        assert_eq!(
            holidays(2026).join(" "),
            "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23"
        );
        assert_eq!(
            holidays(2024).join(" "),
            "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23"
        );
        assert_eq!(holidays(2021).len(), 0);
    }
}
