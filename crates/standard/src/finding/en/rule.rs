//! Words about items and lines against each other, in English.

use super::{found, item, words};
use crate::finding::{Finding, OrderProblem, RuleProblem, Text, TotalProblem};

const CORRECT: &str = "correct the value in the care software and export again";
const ADD_TOTAL: &str = "export table 7 again from the care software";

pub(super) fn order(problem: &OrderProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        OrderProblem::Dates { earlier } => words(
            format!("{item} {found} lies before {}", earlier.name_en),
            format!("a date not before {}", earlier.name_en),
            CORRECT,
        ),
        OrderProblem::Times { start } => words(
            format!("{item} {found} lies before the start \"{start}\""),
            "a time not before the start",
            "if the service goes past midnight, leave it as it is; otherwise correct it",
        ),
        OrderProblem::HalfTime => words(
            "only one of start and end is 9999 (no time)",
            "both start and end 9999 for a service without a time",
            CORRECT,
        ),
        OrderProblem::OutsideMonth { month } => words(
            format!("{item} {found} is not in the month \"{month}\""),
            format!("a date in the month \"{month}\""),
            "check the date; if it belongs to another month, export it in a file of that month",
        ),
        OrderProblem::DayBeyondMonth { day, days } => words(
            format!("{item} has 1 for day {day}, which the month does not have"),
            format!("the month has {days} days; 0 for the days after"),
            CORRECT,
        ),
    }
}

pub(super) fn rule(problem: &RuleProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        RuleProblem::EquipmentCodeMissing => words(
            "equipment rental (17, 67) has neither a TAIS code nor an equipment notification code",
            "one of the two codes in every line of equipment rental",
            "enter the code of the equipment in the care software and export again",
        ),
        RuleProblem::EquipmentItemElsewhere => words(
            format!("{item} is {found} in a line that is not equipment rental (17, 67)"),
            "nothing in lines that are not equipment rental",
            CORRECT,
        ),
        RuleProblem::EquipmentCodeTwice => words(
            "both a TAIS code and an equipment notification code are given",
            "an equipment notification code only for equipment without a TAIS code",
            "if the equipment has a TAIS code, leave the other item empty",
        ),
        RuleProblem::Incomplete { given } => words(
            format!("{} is given but {item} is empty", given.name_en),
            format!("{} and {item} together", given.name_en),
            "enter the missing item in the care software and export again",
        ),
        RuleProblem::FrameGap => words(
            format!("the frame of {item} is empty while a later one is used"),
            "limits by service kind from frame 1 on without gaps",
            CORRECT,
        ),
        RuleProblem::LimitKindNot22 => words(
            format!("{item} {found} is a short stay in a medical facility, but not written as 22"),
            "22 in limits by service kind for short stays in medical facilities of any kind",
            CORRECT,
        ),
        RuleProblem::SupplementVariant { care_plan } => words(
            format!("{item} {found} does not fit this sort of client supplement"),
            if *care_plan {
                "with a care plan: target month 000000 and the date of the plan"
            } else {
                "with tables 6 and 7: the target month and the date 00000000"
            },
            "check whether it belongs to a care plan or a ticket, and export again",
        ),
    }
}

pub(super) fn total(problem: &TotalProblem, finding: &Finding) -> Text {
    let found = found(finding);
    match problem {
        TotalProblem::NoGrandTotal => words(
            "this client has no line with the grand total (service code 999999)",
            "one line with the grand total for each client",
            ADD_TOTAL,
        ),
        TotalProblem::SecondGrandTotal { first } => words(
            format!("this client has another grand total (999999) on line {first}"),
            "one line with the grand total for each client",
            ADD_TOTAL,
        ),
        TotalProblem::NoSubtotal { kind, lines } => words(
            format!("this client has {lines} lines of service kind {kind} but no subtotal"),
            format!("a subtotal (service code {kind}AAAA) for two lines or more of a kind"),
            ADD_TOTAL,
        ),
        TotalProblem::TotalOffice => words(
            format!("the service office number of the grand total is {found}"),
            "9999999999 in the line of the grand total",
            ADD_TOTAL,
        ),
        TotalProblem::OfficeOfTotal => words(
            "the service office number is 9999999999 in a line that is not the grand total",
            "the service office's number of 10 characters",
            CORRECT,
        ),
        TotalProblem::TotalUnits => words(
            format!("the units of a subtotal or grand total are {found}"),
            "units 0 in lines of subtotals and the grand total",
            ADD_TOTAL,
        ),
        TotalProblem::TotalNotEmpty => words(
            format!("{} is {found} in a subtotal or grand total", item(finding)),
            "nothing in lines of subtotals and the grand total",
            ADD_TOTAL,
        ),
        TotalProblem::NoLineOfReceiver { receiver } => words(
            format!("this client has no line of the receiver ({receiver})"),
            "only clients who have a service of the receiver",
            "check the receiver and the selection of clients, and export again",
        ),
    }
}
