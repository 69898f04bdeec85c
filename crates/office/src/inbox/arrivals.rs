//! What arrived since a program last asked: bundles whose contents are here, in the
//! order in which they came.
//!
//! The list of `list.rs` is for eyes, newest first. This one is for programs and loses
//! nothing: contents that were fetched late come late in it, though they were announced
//! before others, and a bundle comes again when its sender took it back.

use super::InboxRow;
use crate::store::{Store, StoreError, arrivals};

/// A part of the order of arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrivals {
    /// The bundles, in their order.
    pub rows: Vec<InboxRow>,
    /// Ask with this next time: the place of the last row, or the place asked with.
    pub cursor: i64,
    /// Whether there are more already.
    pub more: bool,
}

/// Up to `limit` bundles that arrived after the place `after`; 0 begins with the first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_arrivals(store: &mut Store, after: i64, limit: u32) -> Result<Arrivals, StoreError> {
    let wanted = limit as usize;
    let mut found = store.read(|tx| arrivals::after(tx, after, limit.saturating_add(1)))?;
    let more = found.len() > wanted;
    found.truncate(wanted);
    Ok(Arrivals {
        cursor: found.last().map_or(after, |(place, _)| *place),
        rows: found.into_iter().map(|(_, row)| row).collect(),
        more,
    })
}
