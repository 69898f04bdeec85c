//! Items about services: kinds, codes of tables 6 and 7, codes of rented equipment.
//!
//! Whether a code of four characters after its kind exists is not judged: the tables of
//! service codes change several times a year and are not part of the standard.

use super::{Verdict, check_length, check_sort, error};
use crate::finding::FieldProblem;
use crate::finding::FieldProblem::{Length, WrongForm};
use crate::finding::Severity::Warning;
use crate::service_kind::{self, Role};

pub(super) fn check_service_kind(value: &[u8]) -> Verdict {
    check_sort(value, |byte| {
        byte.is_ascii_digit() || byte.is_ascii_uppercase()
    })?;
    check_length(value, 2)?;
    check_kind_of_service(value)
}

/// The kind must exist, be exchanged, and be a service.
fn check_kind_of_service(kind: &[u8]) -> Verdict {
    match service_kind::find_code(kind) {
        None => error(FieldProblem::ServiceKindUnknown),
        Some(facts) => match facts.role {
            Role::OutOfScope => error(FieldProblem::ServiceKindNotExchanged {
                name_ja: facts.name_ja,
                name_en: facts.name_en,
            }),
            Role::CareManager | Role::SupportCentre => error(FieldProblem::ServiceKindOfPlanner),
            Role::Service | Role::ServiceWithCareManager => Ok(()),
        },
    }
}

pub(super) fn check_service_code(value: &[u8]) -> Verdict {
    check_sort(value, |byte| {
        byte.is_ascii_digit() || byte.is_ascii_uppercase()
    })?;
    check_length(value, 6)?;
    if value == b"999999" || is_subtotal(value) {
        return error(FieldProblem::TotalInTicket);
    }
    check_kind_of_service(&value[..2])
}

/// A code of table 7: a service, a subtotal of a kind, or the grand total.
pub(super) fn check_statement_code(value: &[u8]) -> Verdict {
    check_sort(value, |byte| {
        byte.is_ascii_digit() || byte.is_ascii_uppercase()
    })?;
    check_length(value, 6)?;
    if value == b"999999" {
        Ok(())
    } else {
        check_kind_of_service(&value[..2])
    }
}

/// Whether a code of table 7 is the subtotal of a service kind.
pub(crate) fn is_subtotal(code: &[u8]) -> bool {
    matches!(code.get(2..), Some(b"AAAA" | b"EEEE" | b"ZZZZ"))
}

/// `99999-999999`. The print does not show whether the hyphen is half-width (A14).
pub(super) fn check_equipment(value: &[u8]) -> Verdict {
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    if let [maker @ .., b'-', _, _, _, _, _, _] = value
        && maker.len() == 5
        && digits(maker)
        && digits(&value[6..])
    {
        return Ok(());
    }
    let hyphens: [&[u8]; 2] = [b"\x81\x7c", b"\x81\x5d"];
    let wide = hyphens
        .iter()
        .find_map(|hyphen| value.windows(2).position(|pair| pair == *hyphen));
    let mut narrow = value.to_vec();
    if let Some(at) = wide {
        narrow.splice(at..at + 2, *b"-");
    }
    check_sort(&narrow, |byte| byte.is_ascii_alphanumeric() || byte == b'-')?;
    if narrow.len() > 12 {
        return error(Length {
            found: narrow.len(),
            zeros_lost: false,
        });
    }
    Err((Warning, WrongForm))
}
