//! Comparisons that several forms use: dates in order, times in order.
//!
//! Each form says which items it compares and under which rule number; nothing
//! here knows a form.

use crate::finding::{FieldProblem, OrderProblem, RuleProblem, Severity};
use crate::record::RecordView;

/// The item `later` must not lie before the item `earlier`; both are dates.
pub(crate) fn dates_in_order(
    view: &mut RecordView<'_>,
    severity: Severity,
    rule: u16,
    earlier: u16,
    later: u16,
) {
    let (Some(first), Some(second)) = (view.valid(earlier), view.valid(later)) else {
        return;
    };
    if second < first {
        let earlier = view.layout.column(earlier);
        view.push_rule(severity, rule, later, OrderProblem::Dates { earlier });
    }
}

/// The end must not lie before the start. A service past midnight is possible, so
/// it is only a warning.
pub(crate) fn times_in_order(view: &mut RecordView<'_>, rule: u16, start: u16, end: u16) {
    let (Some(first), Some(second)) = (view.valid(start), view.valid(end)) else {
        return;
    };
    if second < first && first != b"9999" && second != b"9999" {
        let start = view.shown(start);
        view.push_rule(Severity::Warning, rule, end, OrderProblem::Times { start });
    }
}

/// The item `number` must have a value when item `other` is `value`.
pub(crate) fn needed_when(
    view: &mut RecordView<'_>,
    severity: Severity,
    number: u16,
    other: u16,
    value: &'static str,
) {
    if view.valid(other) == Some(value.as_bytes()) && view.value(number).is_empty() {
        let other = view.layout.column(other);
        view.push_field(
            severity,
            number,
            FieldProblem::MissingBecause { other, value },
        );
    }
}

/// Rental of equipment (17, 67) needs a TAIS code or the code of notified
/// equipment; no other service has either. The rule numbers are `rule` to `rule + 2`.
pub(crate) fn equipment_codes(
    view: &mut RecordView<'_>,
    rule: u16,
    code: u16,
    tais: u16,
    notified: u16,
) {
    let Some(service) = view.valid(code) else {
        return;
    };
    let rental = service.starts_with(b"17") || service.starts_with(b"67");
    let given = [tais, notified].map(|number| !view.value(number).is_empty());
    match given {
        [false, false] if rental => {
            view.push_rule(
                Severity::Error,
                rule,
                tais,
                RuleProblem::EquipmentCodeMissing,
            );
        }
        [true, true] if rental => {
            view.push_rule(
                Severity::Information,
                rule + 2,
                notified,
                RuleProblem::EquipmentCodeTwice,
            );
        }
        [first, second] if !rental && (first || second) => {
            let number = if first { tais } else { notified };
            view.push_rule(
                Severity::Warning,
                rule + 1,
                number,
                RuleProblem::EquipmentItemElsewhere,
            );
        }
        _ => (),
    }
}
