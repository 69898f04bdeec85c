//! Differences and risks in English.

use super::{Sentence, flat_days, grouped_units, span};
use crate::result::{DifferenceKind, RiskKind};
use crate::service::Occurrence;
use standard::ServiceKind;
use standard::service_kind::find;

/// `day 12, 9:00–10:00`, or the day alone.
fn when(one: &Occurrence) -> String {
    match span(one.times, "–") {
        Some(span) => format!("day {}, {span}", one.day),
        None => format!("day {}", one.day),
    }
}

fn time(one: &Occurrence) -> String {
    span(one.times, "–").unwrap_or_else(|| "no time".to_owned())
}

fn service(one: &Occurrence) -> String {
    let code = code(one.code.as_str());
    match &one.equipment {
        Some(aid) => format!("{code} ({})", aid.code),
        None => code,
    }
}

fn code(code: &str) -> String {
    match ServiceKind::from_bytes(&code.as_bytes()[..2]).and_then(find) {
        Some(kind) => format!("{} {code}", kind.name_en),
        None => code.to_owned(),
    }
}

fn times(count: i64) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

pub(super) fn difference(kind: &DifferenceKind) -> Sentence {
    Sentence {
        what: what_differs(kind),
        remedy: remedy_of(kind),
    }
}

fn what_differs(kind: &DifferenceKind) -> String {
    match kind {
        DifferenceKind::NotGiven { planned } => {
            format!("{}: {} was not given", when(planned), service(planned))
        }
        DifferenceKind::NotPlanned { actual } => {
            format!("{}: {} was not planned", when(actual), service(actual))
        }
        DifferenceKind::OtherDay { planned, actual } => format!(
            "{} planned for {} was given on {}",
            service(planned),
            when(planned),
            when(actual)
        ),
        DifferenceKind::OtherTime { planned, actual } => format!(
            "day {}: {} planned at {} was given at {}",
            planned.day,
            service(planned),
            time(planned),
            time(actual)
        ),
        DifferenceKind::OtherService { planned, actual } => format!(
            "{}: instead of {}, {} was given",
            when(planned),
            service(planned),
            service(actual)
        ),
        DifferenceKind::OtherCount { planned, actual } => format!(
            "{}: {} was planned {} and given {}",
            when(planned),
            service(planned),
            times(planned.count),
            times(actual.count)
        ),
        DifferenceKind::OtherProration { planned, actual } => format!(
            "{} is claimed for other days: planned {}, actual {}",
            service(planned),
            flat_days(planned, ", ").unwrap_or_else(|| "the whole month".to_owned()),
            flat_days(actual, ", ").unwrap_or_else(|| "the whole month".to_owned()),
        ),
        DifferenceKind::OtherUnits {
            code: service,
            planned,
            actual,
            records,
        } => format!(
            "{} has {} units in the plan and {} in the actuals ({records} {})",
            code(service.as_str()),
            grouped_units(*planned),
            grouped_units(*actual),
            if *records == 1 { "record" } else { "records" }
        ),
        DifferenceKind::NothingGiven { planned } => format!(
            "planned {}, and the actuals that came do not have this client",
            times(*planned)
        ),
    }
}

fn remedy_of(kind: &DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::NotGiven { .. } => {
            "If it was cancelled, take the actual. If it was forgotten, ask the service office to send its actuals again."
        }
        DifferenceKind::NotPlanned { .. } => {
            "If it was agreed, correct the plan and take the actual. If not, ask the service office."
        }
        DifferenceKind::OtherDay { .. } => {
            "If it was moved, take the actual. If the date is a mistake, tell the service office."
        }
        DifferenceKind::OtherTime { .. } => {
            "If the time was changed, take the actual. See that the time fits the service code."
        }
        DifferenceKind::OtherService { .. } => {
            "If the change was agreed, correct the plan. If not, ask the service office."
        }
        DifferenceKind::OtherCount { .. } => "Ask the service office whether the count is right.",
        DifferenceKind::OtherProration { .. } => {
            "See that the first and last day of use are right."
        }
        DifferenceKind::OtherUnits { .. } => {
            "See whether a discount or the registered staffing changed, and bring plan and benefit management sheet into line."
        }
        DifferenceKind::NothingGiven { .. } => {
            "If the client was in hospital or away, there is no actual. Otherwise ask the service office for it."
        }
    }
}

pub(super) fn risk(kind: &RiskKind) -> Sentence {
    let (what, remedy) = match kind {
        RiskKind::ClientNotPlanned {
            other_insurer: None,
        } => (
            "actuals of a client who is not in this month's plan".to_owned(),
            "See whether the client is yours and whether the plan was sent. A claim without a benefit management sheet is returned.",
        ),
        RiskKind::ClientNotPlanned {
            other_insurer: Some(insurer),
        } => (
            format!("the plan has this insured number with the insurer {insurer}"),
            "Look at the insurance card and correct the one that is wrong.",
        ),
        RiskKind::OfficeNotPlanned => (
            "the plan has no service of this kind at this office".to_owned(),
            "A claim that the benefit management sheet does not have is returned. Add it to the plan, or ask the service office.",
        ),
        RiskKind::UnitsAbovePlan { planned, actual } => (
            format!(
                "{} units were planned and {} given",
                grouped_units(*planned),
                grouped_units(*actual)
            ),
            "Units above the benefit management sheet are not paid. Bring the plan into line, or have the actuals checked.",
        ),
        RiskKind::AboveLimit {
            limit,
            planned,
            actual,
        } => (
            format!(
                "the actuals go above the limit of {} units (planned {}, actual {})",
                grouped_units(*limit),
                grouped_units(*planned),
                grouped_units(*actual)
            ),
            "The client pays what is above in full. Decide which office's services are above, and correct the statement.",
        ),
        RiskKind::AdditionAlone {
            code: addition,
            base,
            days,
        } => {
            let days: Vec<String> = days.iter().map(u8::to_string).collect();
            (
                format!(
                    "the addition {addition} on day {} is without {}, with which it was planned",
                    days.join(", "),
                    code(base.as_str())
                ),
                "An addition alone is returned. Ask the service office to correct its actuals and send them again.",
            )
        }
    };
    Sentence { what, remedy }
}
