//! Dates and times as people at an office read them.
//!
//! Everything is stored in UTC seconds and shown in Japan time, also on a
//! computer whose own zone is another one: the days of a month of care are
//! Japanese days. Japan has no summer time, so the offset is a constant and no
//! zone tables are needed. What a reader would get wrong: 令和1年 began on
//! 1 May 2019, so 30 April 2019 is still 平成31年; earlier dates than 平成 are
//! shown by the western year, because no bundle is that old.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::{Offset, TimeZone};
use protocol::UtcSeconds;

use super::texts::Language;

const JAPAN: Offset = Offset::constant(9);

/// The time on the clock in Japan.
///
/// A time outside the years that the calendar knows (it would be a damaged
/// record) is shown as 1970, which nobody mistakes for a real one.
pub(crate) fn japan_time(at: UtcSeconds) -> DateTime {
    Timestamp::from_second(at.0)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_zoned(TimeZone::fixed(JAPAN))
        .datetime()
}

/// The first second of a day in Japan.
pub(crate) fn day_begins(day: Date) -> UtcSeconds {
    let midnight = day.at(0, 0, 0, 0);
    let zoned = JAPAN.to_timestamp(midnight);
    UtcSeconds(zoned.map_or(0, |at| at.as_second()))
}

/// 20261122083105, as a stamp writes it.
pub(crate) fn stamp_digits(at: UtcSeconds) -> String {
    japan_time(at).strftime("%Y%m%d%H%M%S").to_string()
}

/// 令和8年11月22日（日） or 22 November 2026 (Sunday).
pub(crate) fn long_date(language: Language, at: UtcSeconds) -> String {
    let day = japan_time(at).date();
    match language {
        Language::Japanese => {
            format!(
                "{}{}月{}日（{}）",
                japanese_year(day),
                day.month(),
                day.day(),
                weekday_ja(day)
            )
        }
        Language::English => format!(
            "{} {} {} ({})",
            day.day(),
            month_en(day),
            day.year(),
            weekday_en(day)
        ),
    }
}

/// 令和8年11月22日（日）8:31, for the head of a detail page.
pub(crate) fn long_time(language: Language, at: UtcSeconds) -> String {
    let separator = match language {
        Language::Japanese => "",
        Language::English => ", ",
    };
    format!("{}{separator}{}", long_date(language, at), clock(at))
}

/// 11月22日 8:31, for lists; with the year when it is not the present one.
pub(crate) fn list_time(language: Language, at: UtcSeconds, now: UtcSeconds) -> String {
    format!("{} {}", list_date(language, at, now), clock(at))
}

/// 11月22日 8:31:05, to the second, for receipts.
pub(crate) fn receipt_time(language: Language, at: UtcSeconds, now: UtcSeconds) -> String {
    format!(
        "{}:{:02}",
        list_time(language, at, now),
        japan_time(at).second()
    )
}

/// 8:31 today, otherwise 11月22日 8:31: when something was last looked at.
pub(crate) fn recent_time(language: Language, at: UtcSeconds, now: UtcSeconds) -> String {
    if japan_time(at).date() == japan_time(now).date() {
        clock(at)
    } else {
        list_time(language, at, now)
    }
}

/// 11月分 or November, from the six digits of a file name; the digits as they
/// are when they name no month.
pub(crate) fn care_month(language: Language, digits: &str) -> String {
    let month = digits.get(4..6).and_then(|text| text.parse::<usize>().ok());
    match (language, month) {
        (Language::Japanese, Some(month @ 1..=12)) => format!("{month}月分"),
        (Language::English, Some(month @ 1..=12)) => MONTHS[month - 1].to_owned(),
        _ => digits.to_owned(),
    }
}

/// 令和8年12月分 or December 2026, from six digits of a month; the digits as they are
/// when they name no month.
pub(crate) fn year_and_month(language: Language, digits: &str) -> String {
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let day = part(0..4)
        .zip(part(4..6).and_then(|month| i8::try_from(month).ok()))
        .and_then(|(year, month)| Date::new(year, month, 1).ok());
    match (language, day) {
        (_, None) => digits.to_owned(),
        (Language::Japanese, Some(day)) => {
            format!("{}{}", japanese_year(day), care_month(language, digits))
        }
        (Language::English, Some(day)) => format!("{} {}", month_en(day), day.year()),
    }
}

/// Whole days from `from` to `to` on the Japanese calendar; 0 on the same day
/// or when `to` is earlier.
pub(crate) fn days_between(from: UtcSeconds, to: UtcSeconds) -> u64 {
    let passed = japan_time(from)
        .date()
        .duration_until(japan_time(to).date());
    u64::try_from(passed.as_hours() / 24).unwrap_or(0)
}

fn list_date(language: Language, at: UtcSeconds, now: UtcSeconds) -> String {
    let day = japan_time(at).date();
    let this_year = day.year() == japan_time(now).date().year();
    match language {
        Language::Japanese if this_year => format!("{}月{}日", day.month(), day.day()),
        Language::Japanese => format!("{}{}月{}日", japanese_year(day), day.month(), day.day()),
        Language::English if this_year => format!("{} {}", day.day(), &month_en(day)[..3]),
        Language::English => format!("{} {} {}", day.day(), &month_en(day)[..3], day.year()),
    }
}

fn clock(at: UtcSeconds) -> String {
    let time = japan_time(at);
    format!("{}:{:02}", time.hour(), time.minute())
}

fn japanese_year(day: Date) -> String {
    if day >= date(2019, 5, 1) {
        era("令和", day.year() - 2018)
    } else if day >= date(1989, 1, 8) {
        era("平成", day.year() - 1988)
    } else {
        format!("{}年", day.year())
    }
}

fn era(name: &str, year: i16) -> String {
    if year == 1 {
        format!("{name}元年")
    } else {
        format!("{name}{year}年")
    }
}

fn weekday_ja(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Sunday => "日",
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
    }
}

fn weekday_en(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Sunday => "Sunday",
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
    }
}

fn month_en(day: Date) -> &'static str {
    MONTHS[usize::from(day.month().unsigned_abs()) - 1]
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22 08:31:05 in Japan.
    const MORNING: UtcSeconds = UtcSeconds(1_795_303_865);

    fn check(at: i64, japanese: &str, english: &str) {
        assert_eq!(long_time(Language::Japanese, UtcSeconds(at)), japanese);
        assert_eq!(long_time(Language::English, UtcSeconds(at)), english);
    }

    #[test]
    fn long_times_carry_era_and_weekday() {
        check(
            MORNING.0,
            "令和8年11月22日（日）8:31",
            "22 November 2026 (Sunday), 8:31",
        );
        // The last second of 平成 and the first of 令和, both on Japan's clock.
        check(
            1_556_636_399,
            "平成31年4月30日（火）23:59",
            "30 April 2019 (Tuesday), 23:59",
        );
        check(
            1_556_636_400,
            "令和元年5月1日（水）0:00",
            "1 May 2019 (Wednesday), 0:00",
        );
        check(
            0,
            "1970年1月1日（木）9:00",
            "1 January 1970 (Thursday), 9:00",
        );
        check(
            i64::MAX,
            "1970年1月1日（木）9:00",
            "1 January 1970 (Thursday), 9:00",
        );
    }

    #[test]
    fn lists_leave_out_the_present_year_only() {
        let next_year = UtcSeconds(MORNING.0 + 60 * 86_400);
        assert_eq!(
            list_time(Language::Japanese, MORNING, MORNING),
            "11月22日 8:31"
        );
        assert_eq!(
            list_time(Language::Japanese, MORNING, next_year),
            "令和8年11月22日 8:31"
        );
        assert_eq!(
            list_time(Language::English, MORNING, MORNING),
            "22 Nov 8:31"
        );
        assert_eq!(
            list_time(Language::English, MORNING, next_year),
            "22 Nov 2026 8:31"
        );
    }

    #[test]
    fn receipts_are_shown_to_the_second() {
        assert_eq!(
            receipt_time(Language::Japanese, MORNING, MORNING),
            "11月22日 8:31:05"
        );
        assert_eq!(
            receipt_time(Language::English, MORNING, MORNING),
            "22 Nov 8:31:05"
        );
    }

    #[test]
    fn recent_times_name_the_day_only_when_it_is_another() {
        assert_eq!(recent_time(Language::Japanese, MORNING, MORNING), "8:31");
        let tomorrow = UtcSeconds(MORNING.0 + 86_400);
        assert_eq!(
            recent_time(Language::Japanese, MORNING, tomorrow),
            "11月22日 8:31"
        );
    }

    #[test]
    fn days_are_those_of_the_calendar_in_japan() {
        assert_eq!(days_between(MORNING, UtcSeconds(MORNING.0 + 15 * 3_600)), 0);
        assert_eq!(days_between(MORNING, UtcSeconds(MORNING.0 + 16 * 3_600)), 1);
        assert_eq!(days_between(MORNING, UtcSeconds(MORNING.0 + 72 * 3_600)), 3);
        assert_eq!(days_between(UtcSeconds(MORNING.0 + 86_400), MORNING), 0);
    }

    #[test]
    fn months_of_care_come_from_the_digits_of_the_name() {
        assert_eq!(care_month(Language::Japanese, "202611"), "11月分");
        assert_eq!(care_month(Language::English, "202601"), "January");
        assert_eq!(care_month(Language::Japanese, "000000"), "000000");
    }
}
