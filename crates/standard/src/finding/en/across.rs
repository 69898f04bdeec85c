//! Words about records of one client that contradict each other, in English.

use super::{found, item, words};
use crate::finding::{AmountProblem, Finding, LimitProblem, NumberProblem, Text, TicketProblem};

const AGAIN: &str = "calculate and export again in the care software; if it is right by another way of calculating, leave it as it is";
const TOGETHER: &str = "export tables 6 and 7 again together from the care software";
const LIMIT: &str =
    "check whether certification and limit are up to date, and export the ticket again";

pub(super) fn amounts(problem: &AmountProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        AmountProblem::Subtotal { code, sum } => words(
            format!(
                "{item} of the subtotal ({code}) is {found}, but the lines of the kind come to {sum}"
            ),
            format!("the sum of the lines of the kind ({sum})"),
            AGAIN,
        ),
        AmountProblem::GrandTotal { sum } => words(
            format!(
                "{item} of the grand total is {found}, but the lines of the client come to {sum}"
            ),
            format!("the sum of the lines ({sum})"),
            AGAIN,
        ),
        AmountProblem::Product { units, count } => words(
            format!("{item} is {found}, but units {units} by count {count} is another number"),
            format!("units by count ({})", units * count),
            AGAIN,
        ),
        AmountProblem::Division { above, units } => words(
            format!(
                "{} and {item} {found} do not add up to {units}",
                above.name_en
            ),
            format!("{} and {item} {units} together", above.name_en),
            AGAIN,
        ),
        AmountProblem::Days { sum } => words(
            format!(
                "{item} is {found}, but days until the previous month and of this month are {sum}"
            ),
            format!("days until the previous month and of this month ({sum})"),
            AGAIN,
        ),
        AmountProblem::NoLineOver30 { kind } => words(
            format!(
                "there is a subtotal of days beyond 30 ({kind}ZZZZ) but no line beyond 30 days"
            ),
            "such a subtotal only with a line whose item 33 is 1",
            AGAIN,
        ),
    }
}

pub(super) fn tables(problem: &TicketProblem, finding: &Finding) -> Text {
    let found = found(finding);
    match problem {
        TicketProblem::NotInStatement { office } => words(
            format!("service {found} of office {office} is not in table 7"),
            "the same services of a client in tables 6 and 7",
            TOGETHER,
        ),
        TicketProblem::NotInTicket { office } => words(
            format!("service {found} of office {office} is not in table 6"),
            "the same services of a client in tables 6 and 7",
            TOGETHER,
        ),
        TicketProblem::Count { ticket } => words(
            format!("the count is {found}, in table 6 {ticket}"),
            format!("the count of table 6 ({ticket})"),
            TOGETHER,
        ),
        TicketProblem::Units { ticket } => words(
            format!("the units are {found}, in table 6 {ticket}"),
            format!("the units of table 6 ({ticket})"),
            TOGETHER,
        ),
        TicketProblem::Satellite { ticket } if ticket.is_empty() => words(
            format!("the satellite number is {found}, in table 6 there is none"),
            "satellite numbers as in table 6",
            TOGETHER,
        ),
        TicketProblem::Satellite { ticket } => words(
            format!("the satellite number is {found}, in table 6 \"{ticket}\""),
            "satellite numbers as in table 6",
            TOGETHER,
        ),
        TicketProblem::Over30 { ticket: true } => words(
            "table 6 has a line beyond 30 days, but this line says that it is not",
            "over 30 days as in table 6",
            TOGETHER,
        ),
        TicketProblem::Over30 { ticket: false } => words(
            "this line is beyond 30 days, but table 6 has no such line",
            "over 30 days as in table 6",
            TOGETHER,
        ),
    }
}

pub(super) fn limits(problem: &LimitProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        LimitProblem::AboveLimit { limit } => words(
            format!("{item} {found} is above the limit {limit} of the client supplement"),
            format!("at most the limit {limit}; the rest in category limit excess units"),
            LIMIT,
        ),
        LimitProblem::Excess { limit, expected } => words(
            format!("{item} is {found}, but {expected} units are above the limit {limit}"),
            format!("the benefit management units above the limit ({expected})"),
            LIMIT,
        ),
        LimitProblem::KindTotal { kind, sum } => words(
            format!("{item} of kind {kind} is {found}, in table 7 the kind comes to {sum}"),
            format!("the benefit management units of the kind in table 7 ({sum})"),
            LIMIT,
        ),
        LimitProblem::KindExcess { expected } => words(
            format!("{item} is {found}, but the total is {expected} above the limit"),
            format!("the part of the total above the limit ({expected})"),
            LIMIT,
        ),
        LimitProblem::AllKindsExcess { sum } => words(
            format!("{item} is {found}, but the frames come to {sum}"),
            format!("the sum of the excess of all frames ({sum})"),
            LIMIT,
        ),
        LimitProblem::OutsidePeriod { start, end } => words(
            format!(
                "{item} {found} lies outside the period of the limit in the client supplement ({start} to {end})"
            ),
            "a date in the period of the limit",
            LIMIT,
        ),
    }
}

pub(super) fn numbers(problem: &NumberProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        NumberProblem::DetailNumber { other } => words(
            format!(
                "another piece of equipment on line {other} has the same service code and units, and {item} is {found} in both"
            ),
            "numbers from 1 on for several pieces of the same service code and units",
            "export again from the care software; if it stays so, tell its maker",
        ),
        NumberProblem::RepeatedText {
            first,
            number,
            same: true,
        } => words(
            format!(
                "{item} is written again, as on line {first} with the same {}",
                number.name_en
            ),
            format!(
                "nothing but numbers after the first line of the same {}",
                number.name_en
            ),
            "it can be sent as it is, but tell the maker of the care software",
        ),
        NumberProblem::RepeatedText {
            first,
            number,
            same: false,
        } => words(
            format!(
                "{item} differs from that on line {first} with the same {}",
                number.name_en
            ),
            format!(
                "nothing but numbers after the first line of the same {}",
                number.name_en
            ),
            "give other contents another number; leave the same contents empty, and export again",
        ),
        NumberProblem::NumberOrder => words(
            format!("{item} {found} is smaller than on the line before"),
            "the order of issue, goal and support numbers",
            "receivers sort by the numbers, so leave it as it is",
        ),
    }
}
