//! What changed against the version before, put onto the forms that are shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use sheets::{OfficeNames, Sheet, compare_sheets};

use super::super::failure::Failure;
use super::super::outbox::read_files;
use super::super::{Pages, inbox};
use super::Bundle;
use super::draw::{Files, draw, keys_of};
use crate::clients::ClientMonth;
use crate::inbox::{ReceivedState, find_earlier_received, read_inbox_bundle};
use crate::outbox::{find_earlier_sent, read_outbox_bundle};
use crate::store::Store;
use crate::versions::{find_received_versions, find_sent_versions};

/// Marks on `sheets` what changed since the last bundle about the same client and month.
///
/// `beside` are the plans that stand beside actuals, and the names of offices: both versions are
/// drawn with the same ones, so that only the data makes a difference.
pub(super) async fn mark_changes(
    pages: &Pages,
    bundle: Bundle,
    sheets: Vec<Sheet>,
    beside: Arc<(Files, OfficeNames)>,
) -> Result<Vec<Sheet>, Failure> {
    let keys = keys_of(&sheets);
    let versions = pages
        .store(move |store| read_older(store, bundle, &keys))
        .await?;
    if versions.is_empty() {
        return Ok(sheets);
    }
    pages
        .work(move || {
            let before: Vec<Sheet> = versions
                .iter()
                .flat_map(|files| draw(files, &beside.0, &beside.1))
                .flatten()
                .collect();
            compare_sheets(sheets, &before)
        })
        .await
}

/// The files of the bundles that `bundle` corrects, each bundle by itself.
fn read_older(
    store: &mut Store,
    bundle: Bundle,
    keys: &BTreeSet<ClientMonth>,
) -> Result<Vec<Files>, Failure> {
    let (mut received, mut sent) = (BTreeSet::new(), BTreeSet::new());
    for of in keys {
        match bundle {
            // Forms without a month have a date of their own, which only the database knows.
            Bundle::Received(id) if of.month.is_empty() => {
                let versions = find_received_versions(store, &[id])?;
                received.extend(versions.into_iter().filter_map(|all| Some(all.earlier?.id)));
            }
            Bundle::Received(id) => {
                received.extend(find_earlier_received(store, id, of)?.map(|earlier| earlier.id));
            }
            Bundle::Sent(id) | Bundle::Draft(id) if of.month.is_empty() => {
                let versions = find_sent_versions(store, &[id])?;
                sent.extend(versions.into_iter().filter_map(|all| Some(all.earlier?.id)));
            }
            Bundle::Sent(id) | Bundle::Draft(id) => {
                sent.extend(find_earlier_sent(store, id, of)?.map(|earlier| earlier.id));
            }
        }
    }
    let mut versions = Vec::new();
    for id in received {
        // What nobody opened is not shown, not even as what stood there before.
        let older = read_inbox_bundle(store, id)?;
        if let Some(older) = older.filter(|older| older.row.state == ReceivedState::Opened) {
            versions.push(inbox::read_files(store, id, &older)?);
        }
    }
    for id in sent {
        if let Some(older) = read_outbox_bundle(store, id)? {
            versions.push(read_files(store, &older)?);
        }
    }
    Ok(versions)
}
