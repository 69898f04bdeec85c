//! Reading the files that count and handing them to the crate `reconcile`.
//!
//! Each file counts for the clients for whom its bundle was chosen, so one pass serves any
//! number of clients. What a reader would get wrong: that an office's actuals have come at all
//! is told by an empty file in its name, so that no bundle has to be read for it.

use std::collections::{BTreeMap, BTreeSet};

use reconcile::{ClientMonth as Comparison, Reconciliation, RiskKind, SourceFile};
use standard::{Document, FileKind, FileName, read_file};

use super::sources::{ClientId, ClientSources, MonthSources};
use super::{Side, SourceBundle};
use crate::store::StoreError;
use crate::store::reconciling as rows;

/// A file with the clients for whom it counts.
struct Counting {
    name: String,
    document: Document,
    clients: BTreeSet<ClientId>,
}

/// Compares plan and actuals of `month` for `clients`.
pub(crate) fn compare(
    tx: &rusqlite::Transaction<'_>,
    side: Side,
    month: &str,
    sources: &MonthSources,
    clients: &BTreeSet<ClientId>,
) -> Result<Reconciliation, StoreError> {
    let of = |choose: fn(&ClientSources) -> Vec<SourceBundle>| {
        let mut bundles: BTreeMap<SourceBundle, BTreeSet<ClientId>> = BTreeMap::new();
        for client in clients {
            let found = sources.clients.get(client).map(choose).unwrap_or_default();
            for bundle in found {
                bundles.entry(bundle).or_default().insert(client.clone());
            }
        }
        bundles
    };
    let planned = read_counting(tx, of(|client| client.planned.into_iter().collect()))?;
    let mut actual = read_counting(tx, of(|client| client.actual.clone()))?;
    actual.extend(sources.arrived.iter().map(|(address, stamp)| Counting {
        name: arrival_name(month, address, stamp),
        document: read_file(b"", FileKind::UpJsk),
        clients: BTreeSet::new(),
    }));
    let mut result = reconcile::reconcile(&files(&planned), &files(&actual));
    result
        .clients
        .retain(|client| client.key.month.to_string() == month);
    for client in &mut result.clients {
        keep_side(side, client);
    }
    Ok(result)
}

/// A name of the standard that says no more than who sent actuals of which month.
fn arrival_name(month: &str, address: &str, stamp: &str) -> String {
    let from = address.replace('-', "_");
    format!("UPJSK_{month}_{from}_{from}_{stamp}.CSV")
}

fn read_counting(
    tx: &rusqlite::Transaction<'_>,
    bundles: BTreeMap<SourceBundle, BTreeSet<ClientId>>,
) -> Result<Vec<Counting>, StoreError> {
    let mut files = Vec::new();
    for (bundle, clients) in bundles {
        for (name, bytes) in rows::standard_files(tx, bundle)? {
            let Some(kind) = FileName::parse(&name).ok().map(|name| name.kind) else {
                continue;
            };
            if takes_part(kind) {
                files.push(Counting {
                    document: read_file(&bytes, kind),
                    clients: clients.clone(),
                    name,
                });
            }
        }
    }
    Ok(files)
}

/// Deletions of plans are settled by the choice of the bundles already.
fn takes_part(kind: FileKind) -> bool {
    matches!(
        kind,
        FileKind::UpPlan
            | FileKind::UpSikyu
            | FileKind::UpHosoku
            | FileKind::UpJsk
            | FileKind::DltJsk
    )
}

fn files(counting: &[Counting]) -> Vec<SourceFile<'_>> {
    let file = |one| {
        let Counting {
            name,
            document,
            clients,
        }: &Counting = one;
        SourceFile {
            file_name: name,
            document,
            clients: Some(clients),
        }
    };
    counting.iter().map(file).collect()
}

/// An office that gives services answers for its own; what others do it cannot know.
fn keep_side(side: Side, client: &mut Comparison) {
    let Side::Service(own) = side else { return };
    let own = own.to_string();
    let is_own = |office: standard::OfficeNumber| office.as_str() == own;
    client
        .offices
        .retain(|office| is_own(office.address.office));
    client.services.retain(|row| is_own(row.office));
    client.differences.retain(|one| is_own(one.address.office));
    client.risks.retain(|one| match one.address {
        Some(address) => is_own(address.office),
        None => matches!(one.kind, RiskKind::ClientNotPlanned { .. }),
    });
    client.limit = None;
}
