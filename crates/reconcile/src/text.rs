//! The result in words, Japanese and English: codes, marks, what happened, what to do.
//!
//! The two languages are twin files with the same match arms, so that the compiler asks for
//! both. A sentence may name days, times and service codes; the client and the office stand
//! beside it where it is shown.

mod en;
mod ja;

use crate::result::{Difference, DifferenceKind, Risk, RiskKind, proration_days};
use crate::service::{Occurrence, Times};
use standard::records::value::ServiceTime;

/// The language of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Japanese,
    /// English.
    English,
}

/// A difference or a risk in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What it is, in one sentence.
    pub what: String,
    /// What a person does about it.
    pub remedy: &'static str,
}

impl Difference {
    /// The stable code, such as `REC-101`.
    pub fn code(&self) -> &'static str {
        match self.kind {
            DifferenceKind::NotGiven { .. } => "REC-101",
            DifferenceKind::NotPlanned { .. } => "REC-102",
            DifferenceKind::OtherDay { .. } => "REC-103",
            DifferenceKind::OtherTime { .. } => "REC-104",
            DifferenceKind::OtherService { .. } => "REC-105",
            DifferenceKind::OtherCount { .. } => "REC-106",
            DifferenceKind::OtherProration { .. } => "REC-107",
            DifferenceKind::OtherUnits { .. } => "REC-108",
            DifferenceKind::NothingGiven { .. } => "REC-109",
        }
    }

    /// The one-character mark on the month form, as people write it on paper.
    pub fn mark(&self, language: Language) -> &'static str {
        let (ja, en) = match self.kind {
            DifferenceKind::NotGiven { .. } => ("欠", "−"),
            DifferenceKind::NotPlanned { .. } => ("追", "+"),
            DifferenceKind::OtherDay { .. } => ("移", "→"),
            DifferenceKind::OtherTime { .. } => ("時", "T"),
            DifferenceKind::OtherService { .. } => ("替", "S"),
            DifferenceKind::OtherCount { .. } => ("回", "N"),
            DifferenceKind::OtherProration { .. } => ("割", "D"),
            DifferenceKind::OtherUnits { .. } => ("単", "U"),
            DifferenceKind::NothingGiven { .. } => ("無", "0"),
        };
        match language {
            Language::Japanese => ja,
            Language::English => en,
        }
    }

    /// What happened and what to do.
    pub fn sentence(&self, language: Language) -> Sentence {
        match language {
            Language::Japanese => ja::difference(&self.kind),
            Language::English => en::difference(&self.kind),
        }
    }
}

impl Risk {
    /// The stable code, such as `REC-201`.
    pub fn code(&self) -> &'static str {
        match self.kind {
            RiskKind::ClientNotPlanned { .. } => "REC-201",
            RiskKind::OfficeNotPlanned => "REC-202",
            RiskKind::UnitsAbovePlan { .. } => "REC-203",
            RiskKind::AboveLimit { .. } => "REC-204",
            RiskKind::AdditionAlone { .. } => "REC-205",
        }
    }

    /// What may be returned and what to do.
    pub fn sentence(&self, language: Language) -> Sentence {
        match language {
            Language::Japanese => ja::risk(&self.kind),
            Language::English => en::risk(&self.kind),
        }
    }
}

/// `9:00〜10:00`; nothing for a service without a time.
fn span(times: Times, between: &str) -> Option<String> {
    let show = |time: ServiceTime| match time {
        ServiceTime::At(time) => Some(format!("{}:{:02}", time.hour(), time.minute())),
        ServiceTime::Untimed => None,
    };
    Some(format!(
        "{}{between}{}",
        show(times.start)?,
        show(times.end)?
    ))
}

/// The days of a flat rate, `1, 2, 5`.
fn flat_days(one: &Occurrence, separator: &str) -> Option<String> {
    let days = proration_days(one.proration?);
    let days: Vec<String> = days.iter().map(u8::to_string).collect();
    Some(days.join(separator))
}

/// `1,234` as people read units.
pub fn grouped_units(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}
