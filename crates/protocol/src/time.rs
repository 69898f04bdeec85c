//! Times: whole seconds and milliseconds since 1970-01-01T00:00:00Z.
//!
//! Nothing here reads a clock; the programs do and hand the value in. Easily got wrong: [`UtcSeconds`] in JSON is text
//! in the one form `2026-11-22T00:11:28Z`, and offsets, fractions and lower case are refused, so that equal times are
//! equal bytes.

use std::{fmt, str::FromStr};

use jiff::Timestamp;

/// A point in time in whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcSeconds(pub i64);

/// A point in time in milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcMillis(pub u64);

/// Why a text is not a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time has the form 2026-11-22T00:11:28Z")]
pub struct TimeError;

impl UtcSeconds {
    /// The time as RFC 3339 text, unless its year has not four digits.
    fn to_rfc3339(self) -> Option<String> {
        let text = Timestamp::from_second(self.0).ok()?.to_string();
        (text.len() == "2026-11-22T00:11:28Z".len()).then_some(text)
    }
}

impl From<UtcMillis> for UtcSeconds {
    fn from(millis: UtcMillis) -> UtcSeconds {
        UtcSeconds((millis.0 / 1000).cast_signed())
    }
}

impl FromStr for UtcSeconds {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<UtcSeconds, TimeError> {
        let time: Timestamp = text.parse().map_err(|_| TimeError)?;
        let seconds = UtcSeconds(time.as_second());
        // The parser is generous; writing the result again tells whether the text was the one form that we allow.
        if seconds.to_rfc3339().as_deref() != Some(text) {
            return Err(TimeError);
        }
        Ok(seconds)
    }
}

impl fmt::Display for UtcSeconds {
    /// Writes `2026-11-22T00:11:28Z`; a time outside of the years 0 to 9999 is shown as its seconds, `@-1000000000000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_rfc3339() {
            Some(text) => f.pad(&text),
            None => write!(f, "@{}", self.0),
        }
    }
}

impl serde::Serialize for UtcSeconds {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self
            .to_rfc3339()
            .ok_or_else(|| serde::ser::Error::custom("the year of a time has four digits"))?;
        serializer.serialize_str(&text)
    }
}

impl<'de> serde::Deserialize<'de> for UtcSeconds {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_one_text() {
        let time = UtcSeconds(1_795_306_288);
        assert_eq!(time.to_string(), "2026-11-22T00:11:28Z");
        assert_eq!("2026-11-22T00:11:28Z".parse(), Ok(time));
        assert_eq!(
            "0000-01-01T00:00:00Z"
                .parse::<UtcSeconds>()
                .unwrap()
                .to_string(),
            "0000-01-01T00:00:00Z"
        );
        assert_eq!(UtcSeconds::from(UtcMillis(1_795_306_288_999)), time);
        for text in [
            "2026-11-22T00:11:28+00:00",
            "2026-11-22T00:11:28.5Z",
            "2026-11-22T00:11:28.0Z",
            "2026-11-22t00:11:28z",
            "2026-11-22 00:11:28Z",
            "2026-11-31T00:11:28Z",
            "2026-11-22T00:11:60Z",
            "2026-11-22",
            "",
        ] {
            assert_eq!(text.parse::<UtcSeconds>(), Err(TimeError), "{text}");
        }
    }

    #[test]
    fn a_time_without_a_four_digit_year_is_shown_but_never_sent() {
        assert_eq!(UtcSeconds(i64::MAX).to_string(), format!("@{}", i64::MAX));
        assert!(serde_json::to_string(&UtcSeconds(i64::MIN)).is_err());
        assert!(serde_json::to_string(&UtcSeconds(-62_167_219_201)).is_err());
    }
}
