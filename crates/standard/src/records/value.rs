//! The values of typed records: what a field of a form becomes in Rust.
//!
//! A value keeps all that was written: [`Number`] remembers leading zeros, for they are
//! allowed, and writing what was read must give the same characters. Whether a value fits
//! its item is not judged here but by the check of the item, in [`crate::records`].

use std::fmt;

use crate::address::{OfficeNumber, ServiceKind};
use crate::calendar::{Day, Month};

/// A value of a field. Not for other types: the forms have no others.
pub(crate) trait Value: Sized {
    /// The value of a text that is not empty; `None` if it is none.
    fn read(text: &str) -> Option<Self>;
    /// The text in a file.
    fn write(&self) -> String;
}

/// A whole number, with the leading zeros that it was written with.
///
/// Two numbers are equal only if they are written alike: `7` is not `007`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    magnitude: u32,
    digits: u8,
    minus: bool,
}

impl Number {
    /// The number.
    pub fn value(self) -> i64 {
        let magnitude = i64::from(self.magnitude);
        if self.minus { -magnitude } else { magnitude }
    }
}

impl From<u32> for Number {
    fn from(magnitude: u32) -> Number {
        let digits = magnitude.checked_ilog10().unwrap_or(0) as u8 + 1;
        Number {
            magnitude,
            digits,
            minus: false,
        }
    }
}

/// Units can be subtracted, so some items take negative numbers.
impl From<i32> for Number {
    fn from(value: i32) -> Number {
        Number {
            minus: value < 0,
            ..Number::from(value.unsigned_abs())
        }
    }
}

impl Value for Number {
    fn read(text: &str) -> Option<Number> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        // Nine digits fit into 32 bits, and no item has more.
        if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Some(Number {
            magnitude: digits.parse().ok()?,
            digits: digits.len() as u8,
            minus: digits.len() < text.len(),
        })
    }

    fn write(&self) -> String {
        let minus = if self.minus { "-" } else { "" };
        format!(
            "{minus}{:0width$}",
            self.magnitude,
            width = usize::from(self.digits)
        )
    }
}

/// The price of one unit in yen with two decimals, `10.00` to `99.99` and below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitPrice {
    hundredths: u16,
}

impl UnitPrice {
    /// The price of `hundredths` hundredths of a yen, at most 9999; `None` above.
    pub fn from_hundredths(hundredths: u16) -> Option<UnitPrice> {
        (hundredths <= 9999).then_some(UnitPrice { hundredths })
    }

    /// The price in hundredths of a yen: 1042 for `10.42`.
    pub fn hundredths(self) -> u16 {
        self.hundredths
    }
}

impl Value for UnitPrice {
    fn read(text: &str) -> Option<UnitPrice> {
        let (whole, part) = text.split_once('.')?;
        let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) {
            return None;
        }
        let hundredths = whole.parse::<u16>().ok()? * 100 + part.parse::<u16>().ok()?;
        Some(UnitPrice { hundredths })
    }

    fn write(&self) -> String {
        format!("{:02}.{:02}", self.hundredths / 100, self.hundredths % 100)
    }
}

/// A time of day in hours and minutes, Japan time, `0000` to `2400`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    hour: u8,
    minute: u8,
}

impl Time {
    /// The time `hour` (0 to 24) and `minute` (0 to 59); after 24:00 comes nothing.
    ///
    /// Whether the standard allows 24:00 is open, so a check warns of it.
    pub fn new(hour: u8, minute: u8) -> Option<Time> {
        (hour < 24 && minute < 60 || (hour, minute) == (24, 0)).then_some(Time { hour, minute })
    }

    /// The hour, 0 to 24.
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    pub fn minute(self) -> u8 {
        self.minute
    }
}

impl Value for Time {
    fn read(text: &str) -> Option<Time> {
        if text.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Time::new(text[..2].parse().ok()?, text[2..].parse().ok()?)
    }

    fn write(&self) -> String {
        format!("{:02}{:02}", self.hour, self.minute)
    }
}

/// The time of a service, which may have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ServiceTime {
    /// The service begins or ends at this time.
    At(Time),
    /// The service has no time: `9999`.
    Untimed,
}

impl Value for ServiceTime {
    fn read(text: &str) -> Option<ServiceTime> {
        match text {
            "9999" => Some(ServiceTime::Untimed),
            _ => Time::read(text).map(ServiceTime::At),
        }
    }

    fn write(&self) -> String {
        match self {
            ServiceTime::At(time) => time.write(),
            ServiceTime::Untimed => "9999".to_string(),
        }
    }
}

/// A day or month of the supplement, of which one is all zeros: the month in a supplement
/// of a care plan, the day in one of tables 6 and 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrZeros<T> {
    /// The day or month.
    Value(T),
    /// All zeros.
    Zeros,
}

impl Value for OrZeros<Day> {
    fn read(text: &str) -> Option<OrZeros<Day>> {
        match text {
            "00000000" => Some(OrZeros::Zeros),
            _ => Day::read(text).map(OrZeros::Value),
        }
    }

    fn write(&self) -> String {
        match self {
            OrZeros::Value(day) => day.write(),
            OrZeros::Zeros => "00000000".to_string(),
        }
    }
}

impl Value for OrZeros<Month> {
    fn read(text: &str) -> Option<OrZeros<Month>> {
        match text {
            "000000" => Some(OrZeros::Zeros),
            _ => Month::read(text).map(OrZeros::Value),
        }
    }

    fn write(&self) -> String {
        match self {
            OrZeros::Value(month) => month.write(),
            OrZeros::Zeros => "000000".to_string(),
        }
    }
}

/// For each day of a month whether a flat-rate service may be claimed for it (日割対象日).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProrationDays {
    /// Bit `n - 1` is day `n`.
    days: u32,
}

impl ProrationDays {
    /// The flags with `day` (1 to 31) set; other numbers change nothing.
    #[must_use]
    pub fn with(self, day: u8) -> ProrationDays {
        let bit = if (1..=31).contains(&day) {
            1 << (day - 1)
        } else {
            0
        };
        ProrationDays {
            days: self.days | bit,
        }
    }

    /// Whether `day` (1 to 31) is set.
    pub fn contains(self, day: u8) -> bool {
        (1..=31).contains(&day) && self.days & (1 << (day - 1)) != 0
    }
}

impl Value for ProrationDays {
    fn read(text: &str) -> Option<ProrationDays> {
        if text.len() != 31 || !text.bytes().all(|byte| matches!(byte, b'0' | b'1')) {
            return None;
        }
        let set = (1..=31).zip(text.bytes()).filter(|(_, flag)| *flag == b'1');
        Some(set.fold(ProrationDays::default(), |days, (day, _)| days.with(day)))
    }

    fn write(&self) -> String {
        (1..=31)
            .map(|day| if self.contains(day) { '1' } else { '0' })
            .collect()
    }
}

/// The version of the CSV form that a record names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CsvVersion {
    /// `202504`, which standard 4.0 asked for and 4.1 replaced; a check warns of it.
    V40,
    /// `202407`, the version in force.
    #[default]
    V41,
}

impl Value for CsvVersion {
    fn read(text: &str) -> Option<CsvVersion> {
        match text {
            "202407" => Some(CsvVersion::V41),
            "202504" => Some(CsvVersion::V40),
            _ => None,
        }
    }

    fn write(&self) -> String {
        match self {
            CsvVersion::V41 => "202407",
            CsvVersion::V40 => "202504",
        }
        .to_string()
    }
}

/// A number or code that is text of a fixed form; the name says which.
macro_rules! text_value {
    ($($(#[$doc:meta])* $name:ident, |$text:ident| $fits:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The characters as they stand in a file.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = ParseValueError;

            fn from_str($text: &str) -> Result<$name, ParseValueError> {
                if $fits { Ok($name($text.to_string())) } else { Err(ParseValueError) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Value for $name {
            fn read(text: &str) -> Option<$name> {
                text.parse().ok()
            }

            fn write(&self) -> String {
                self.0.clone()
            }
        }
    )*};
}

text_value! {
    /// The number of an insurer (保険者番号): 6 digits. Made with `parse`.
    InsurerNumber, |text| text.len() == 6 && digits(text);
    /// The number of an insured person (被保険者番号): 10 digits, or `H` and 9 digits for
    /// people on public assistance alone. Made with `parse`.
    InsuredNumber, |text| text.len() == 10 && digits(text.strip_prefix('H').unwrap_or(text));
    /// A service code (サービスコード): the service kind and 4 characters. Made with `parse`;
    /// whether the kind is exchanged is judged when records are written.
    ServiceCode, |text| text.len() == 6 && capitals(text);
    /// A code of table 7: a service code, a subtotal such as `11AAAA`, or `999999` for the
    /// grand total. Made with `parse`.
    StatementCode, |text| text.len() == 6 && capitals(text);
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn capitals(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// The text has not the form of the number or code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseValueError;

impl fmt::Display for ParseValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number or code of the right form")
    }
}

impl std::error::Error for ParseValueError {}

/// Values that `parse` reads and `to_string` writes.
macro_rules! parsed_value {
    ($($name:ty,)*) => {$(
        impl Value for $name {
            fn read(text: &str) -> Option<$name> {
                text.parse().ok()
            }

            fn write(&self) -> String {
                self.to_string()
            }
        }
    )*};
}

parsed_value! { Day, Month, OfficeNumber, ServiceKind, String, }

/// A field of a record: a value that must be there, or one that may be empty.
pub(crate) trait FieldValue: Sized {
    fn read_field(text: &str) -> Option<Self>;
    fn write_field(&self) -> String;
}

impl<T: Value> FieldValue for T {
    fn read_field(text: &str) -> Option<T> {
        if text.is_empty() { None } else { T::read(text) }
    }

    fn write_field(&self) -> String {
        self.write()
    }
}

impl<T: Value> FieldValue for Option<T> {
    fn read_field(text: &str) -> Option<Option<T>> {
        if text.is_empty() {
            Some(None)
        } else {
            T::read(text).map(Some)
        }
    }

    fn write_field(&self) -> String {
        self.as_ref().map(T::write).unwrap_or_default()
    }
}
