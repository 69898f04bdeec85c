//! Who may send and receive which files (clauses 2.2 and 3.2 of the standard).
//!
//! Support centres appear with 43 in every example of the standard, so between two
//! care managers most of it is doubtful and therefore a warning.

use crate::address::Address;
use crate::file_kind::FileKind;
use crate::finding::{SetProblem, Severity};
use crate::report::SetReport;
use crate::service_kind::{self, Role};

/// What a role may do in the exchange.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Abilities {
    plans: bool,
    serves: bool,
    centre: bool,
}

/// Checks the first file that each of sender and receiver does not fit.
pub(super) fn check_roles(kinds: &[FileKind], set: &mut SetReport) {
    // A kind that does not exist or is not exchanged is a finding about the name already.
    let (Some(from), Some(to)) = (abilities(set.from), abilities(set.to)) else {
        return;
    };
    // A supplement goes with other files, whose name says more of what is sent.
    let supplement = |kind: &FileKind| *kind == FileKind::UpHosoku;
    let mut kinds = kinds.to_vec();
    kinds.sort_by_key(supplement);
    let sender = kinds
        .iter()
        .find_map(|&kind| Some((kind, sender_fault(kind, from, to)?)));
    if let Some((kind, severity)) = sender {
        let reversed = severity == Severity::Warning;
        set.push(severity, None, SetProblem::SenderRole { kind, reversed });
        return;
    }
    let receiver = kinds
        .iter()
        .find_map(|&kind| Some((kind, receiver_fault(kind, from, to)?)));
    if let Some((kind, severity)) = receiver {
        set.push(severity, None, SetProblem::ReceiverRole { kind });
    }
}

fn abilities(address: Address) -> Option<Abilities> {
    let (plans, serves, centre) = match service_kind::find(address.service)?.role {
        Role::CareManager => (true, false, false),
        Role::SupportCentre => (true, false, true),
        Role::Service => (false, true, false),
        Role::ServiceWithCareManager => (true, true, false),
        Role::OutOfScope => return None,
    };
    Some(Abilities {
        plans,
        serves,
        centre,
    })
}

fn is_actual(kind: FileKind) -> bool {
    matches!(kind, FileKind::UpJsk | FileKind::DltJsk)
}

/// Plans come from those who plan. Actuals come from services, or from a care manager
/// who passes them on to a support centre; the standard's own example has the kinds
/// the wrong way round, which is a warning.
fn sender_fault(kind: FileKind, from: Abilities, to: Abilities) -> Option<Severity> {
    if is_actual(kind) {
        let fits = from.serves || to.plans;
        (!fits).then_some(Severity::Warning)
    } else {
        (!from.plans).then_some(Severity::Error)
    }
}

fn receiver_fault(kind: FileKind, from: Abilities, to: Abilities) -> Option<Severity> {
    match kind {
        FileKind::UpJsk | FileKind::DltJsk => {
            if !to.plans {
                Some(Severity::Error)
            } else if !from.serves && !to.centre {
                Some(Severity::Warning)
            } else {
                None
            }
        }
        FileKind::Up1Kyo | FileKind::Up2Kyo | FileKind::Up3Kyo | FileKind::Dlt1Kyo => {
            (!to.serves).then_some(Severity::Error)
        }
        // Tickets go to services; between support centre and care manager as well.
        FileKind::UpPlan | FileKind::DltPlan | FileKind::UpSikyu | FileKind::UpHosoku => {
            let passed_on = from.centre || to.centre;
            (!to.serves && !passed_on).then_some(Severity::Warning)
        }
        FileKind::UpKihon
        | FileKind::UpKihonSub1
        | FileKind::UpKihonSub2
        | FileKind::UpKihonImage
        | FileKind::DltKihon
        | FileKind::UpYobo
        | FileKind::UpYoboSub
        | FileKind::DltYobo => None,
    }
}
