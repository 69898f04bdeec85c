//! 予実突合: the actuals of a month against its plan.
//!
//! ```text
//! files of several senders → pile: newest plan and newest actuals of each client and month
//!   → compare: what differs, by client, day and service code
//!   → risk: what the review of claims would return (返戻)
//!   → totals: units of each office and service kind
//! ```
//!
//! Pure: records in, values out; no files, no clock. [`reconcile`] never fails: records that
//! cannot be read are named in [`Reconciliation::unread`] and take part in nothing, so whoever
//! shows the result must show them too. Nothing is decided here: a difference is a fact, and
//! which side is right is a person's to say.
//!
//! What a reader would get wrong: an office whose actuals have not come differs in nothing. It
//! is [`Arrival::Waiting`], and its planned services are not "not given".

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod addition;
mod compare;
mod pile;
mod result;
mod risk;
mod service;
mod totals;

pub mod text;

pub use result::{
    Arrival, ClientMonth, Difference, DifferenceKind, LimitUnits, OfficeMonth, Reconciliation,
    Risk, RiskKind, ServiceDays, UnreadRecord,
};
pub use service::{ClientKey, EquipmentKey, Occurrence, Times};

use pile::Pile;
use standard::Document;
use std::collections::BTreeSet;

/// A file that takes part, as it was read.
///
/// Taken are UPPLAN, UPJSK, DLTPLAN, DLTJSK, and for names and limits UPHOSOKU and UPSIKYU;
/// others say nothing about a month and are passed over.
#[derive(Clone, Copy, Debug)]
pub struct SourceFile<'a> {
    /// Its name without a path: the stamp in it says which of two files is newer. A file whose
    /// name cannot be read is older than all others.
    pub file_name: &'a str,
    /// Its records.
    pub document: &'a Document,
    /// The clients, insurer number and insured number, for whom this file counts; none means
    /// all. For whoever knows by other means which of several files is the valid one.
    pub clients: Option<&'a BTreeSet<(String, String)>>,
}

/// Compares what was planned with what was given.
///
/// `planned` are the files that the care-management office made, `actual` those that came back;
/// which is which is the caller's to say, because a file of actuals among the plans would
/// otherwise compare with itself. Of several files about the same client and month, the one with
/// the newest stamp of its sender counts, and a newer deletion takes it away (standard 4.1,
/// order of import and meaning of deletions).
pub fn reconcile(planned: &[SourceFile<'_>], actual: &[SourceFile<'_>]) -> Reconciliation {
    let pile = Pile::read(planned, actual);
    let mut clients: Vec<ClientMonth> = pile.keys().map(|key| client_month(&pile, key)).collect();
    clients.sort_by(|a, b| a.key.cmp(&b.key));
    Reconciliation {
        clients,
        unread: pile.unread,
    }
}

fn client_month(pile: &Pile, key: &ClientKey) -> ClientMonth {
    let planned = pile.planned_of(key);
    let actual = pile.actual_of(key);
    let offices = totals::offices(pile, key, planned, &actual);
    let mut differences = Vec::new();
    let limit = totals::limit(pile, key, planned, &actual, &offices);
    let mut risks = risk::of_client(pile, key, planned, limit, &offices);
    for office in &offices {
        let of_office = |all: &[Occurrence]| -> Vec<Occurrence> {
            let same = all.iter().filter(|one| one.address() == office.address);
            same.cloned().collect()
        };
        let (planned, actual) = (of_office(planned), of_office(&actual));
        match office.arrival {
            Arrival::Waiting => {}
            Arrival::WithoutClient => differences.push(Difference {
                address: office.address,
                kind: DifferenceKind::NothingGiven {
                    planned: planned.iter().map(|one| one.count).sum(),
                },
            }),
            Arrival::Arrived => {
                let found = compare::compare(&planned, &actual);
                differences.extend(found.into_iter().map(|kind| Difference {
                    address: office.address,
                    kind,
                }));
                risks.extend(addition::alone(office.address, &planned, &actual));
            }
        }
    }
    ClientMonth {
        key: key.clone(),
        name: pile.name_of(key),
        services: result::services(planned, &actual),
        offices,
        limit,
        differences,
        risks,
    }
}
