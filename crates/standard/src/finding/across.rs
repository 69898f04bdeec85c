//! What records of one client can contradict each other in: amounts of table 7, tables 6
//! and 7, the supplement, repeated lines.
//!
//! The standard names the amounts and does not say how a program computes them, so nearly
//! all of these are warnings; the reason stands at each rule.

use crate::layout::Column;

/// Amounts of table 7 and the supplement that do not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountProblem {
    /// A subtotal of table 7 is not the sum of its lines.
    Subtotal {
        /// The service code of the subtotal, such as `11AAAA`.
        code: String,
        /// The sum of the lines.
        sum: i64,
    },
    /// The grand total of table 7 is not the sum of its lines.
    GrandTotal {
        /// The sum of the lines.
        sum: i64,
    },
    /// The units of a line of table 7 are not units by count.
    Product {
        /// Units of one time, reduced if they are.
        units: i64,
        /// How many times or days.
        count: i64,
    },
    /// Units within and above a limit do not add up to the units that were to be divided.
    Division {
        /// The item with the units above the limit.
        above: &'static Column,
        /// The units to be divided.
        units: i64,
    },
    /// Days until the previous month and of this month do not add up.
    Days {
        /// Their sum.
        sum: i64,
    },
    /// A subtotal of days beyond 30 without a line that is beyond 30 days.
    NoLineOver30 {
        /// The service kind.
        kind: String,
    },
}

/// Tables 6 and 7 of a client that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketProblem {
    /// A service of table 6 is not in table 7.
    NotInStatement {
        /// The number of the office.
        office: String,
    },
    /// A service of table 7 is not in table 6.
    NotInTicket {
        /// The number of the office.
        office: String,
    },
    /// The count of table 7 is not that of table 6.
    Count {
        /// The count of table 6.
        ticket: u64,
    },
    /// The units of table 7 are not those of table 6.
    Units {
        /// The units of table 6.
        ticket: String,
    },
    /// The satellite number of table 7 is not that of table 6.
    Satellite {
        /// The satellite numbers of table 6; empty for none.
        ticket: String,
    },
    /// Table 7 says otherwise than table 6 whether 30 days are exceeded.
    Over30 {
        /// Whether table 6 has a day beyond 30.
        ticket: bool,
    },
}

/// Limits of the supplement that services or totals do not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitProblem {
    /// More units count as within the limit than the limit of the supplement has.
    AboveLimit {
        /// The limit.
        limit: i64,
    },
    /// The units above the limit are not those beyond the limit of the supplement.
    Excess {
        /// The limit.
        limit: i64,
        /// The units that should be above it.
        expected: i64,
    },
    /// The total of a limit of a service kind is not the sum of its lines in table 7.
    KindTotal {
        /// The service kind.
        kind: String,
        /// The sum of the lines.
        sum: i64,
    },
    /// The excess of a limit of a service kind is not its total less its limit.
    KindExcess {
        /// The excess that follows from the two.
        expected: i64,
    },
    /// The excess of all limits is not the sum of them.
    AllKindsExcess {
        /// The sum.
        sum: i64,
    },
    /// A service lies outside the period for which the limit holds.
    OutsidePeriod {
        /// The first day of the period.
        start: String,
        /// Its last day.
        end: String,
    },
}

/// Numbers that should tell lines apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// Pieces of equipment with the same code and units are not numbered apart.
    DetailNumber {
        /// The line of the other piece.
        other: u32,
    },
    /// The lines of a plan are not in the order of their numbers.
    NumberOrder,
    /// Text is repeated, or another text given, on a further line of the same number.
    RepeatedText {
        /// The line that has the text already.
        first: u32,
        /// The item with the number.
        number: &'static Column,
        /// Whether it is the same text.
        same: bool,
    },
}
