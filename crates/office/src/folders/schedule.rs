//! The set time of day, in Japan, at which an out-folder sends.
//!
//! Pure but for [`queue_due`], which puts drafts into the outbox when their time came.
//! Japan has one time zone without summer time, so the sum is short.

use protocol::UtcSeconds;

use crate::outbox::SentState;
use crate::store::{Store, StoreError, folders, sent};

/// Japan is nine hours before UTC all year round.
const JAPAN_SECONDS: i64 = 9 * 3600;

const DAY_SECONDS: i64 = 24 * 3600;

/// Reads `HH:MM`; the result is minutes after midnight, 0 to 1439.
pub fn parse_time_of_day(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str, limit: u16| -> Option<u16> {
        let plain = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number| plain && *number < limit)
    };
    let minutes = Some(minutes).filter(|text| text.len() == 2)?;
    Some(number(hours, 24)? * 60 + number(minutes, 60)?)
}

/// The next time at which the clocks of Japan show `minute`; `now` itself counts.
pub(super) fn next_time(minute: u16, now: UtcSeconds) -> UtcSeconds {
    let local = now.0 + JAPAN_SECONDS;
    let midnight = local - local.rem_euclid(DAY_SECONDS);
    let today = midnight + i64::from(minute) * 60;
    let next = match today >= local {
        true => today,
        false => today + DAY_SECONDS,
    };
    UtcSeconds(next - JAPAN_SECONDS)
}

/// The month in Japan, `YYYYMM`, and the time as people read it.
pub(super) fn month_and_time(now: UtcSeconds) -> (String, String) {
    let utc = jiff::Timestamp::from_second(now.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let japan = jiff::tz::Offset::constant(9).to_datetime(utc);
    (
        japan.strftime("%Y%m").to_string(),
        japan.strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

/// Puts drafts into the outbox whose time has come; `true` when there were some. What a
/// person sent or discarded meanwhile is left alone.
pub(crate) fn queue_due(store: &mut Store, now: UtcSeconds) -> Result<bool, StoreError> {
    if store.read(|tx| folders::sends_due(tx, now))?.is_empty() {
        return Ok(false);
    }
    store.write(|tx| {
        for id in folders::sends_due(tx, now)? {
            if sent::state(tx, id)? == Some(SentState::Draft) {
                sent::set_queued(tx, id, now)?;
            }
            folders::end_send_later(tx, id)?;
        }
        Ok(true)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_has_hours_and_two_digits_of_minutes() {
        for (text, expected) in [
            ("00:00", Some(0)),
            ("9:05", Some(545)),
            ("23:59", Some(1439)),
            ("24:00", None),
            ("12:60", None),
            ("12:5", None),
            ("+1:00", None),
            ("1200", None),
        ] {
            assert_eq!(parse_time_of_day(text), expected, "{text}");
        }
    }

    #[test]
    fn the_set_time_is_that_of_japan() {
        // 2026-11-22T00:00:00Z is 09:00 in Japan.
        let now = UtcSeconds(1_795_305_600);
        assert_eq!(next_time(9 * 60, now), now);
        assert_eq!(next_time(9 * 60 + 1, now), UtcSeconds(now.0 + 60));
        assert_eq!(next_time(8 * 60 + 59, now), UtcSeconds(now.0 + 86_400 - 60));
        // The last minute of October in Japan is still October.
        let month = |seconds| month_and_time(UtcSeconds(seconds)).0;
        assert_eq!(month(1_793_458_799), "202610");
        assert_eq!(month(1_793_458_800), "202611");
        assert_eq!(month_and_time(now).1, "2026-11-22 09:00");
    }
}
