//! What would become of a pile: its bundles, and what stays and why.
//!
//! Nothing is stored here. The plan is made anew each time, so it is never older than
//! the files.

use std::collections::BTreeMap;

use protocol::{Address, BundleId, Digest};

use super::Pile;
use crate::clients::clients_of;
use crate::drafts::{
    DraftInput, DraftProblem, Placing, Plan, PlannedBundle, bundle_digest, plan_bundles,
    standard_candidates,
};
use crate::outbox::SentState;
use crate::store::settings::{OwnOffice, own_office};
use crate::store::{Store, StoreError, piles};

/// What would become of a pile.
#[derive(Debug)]
pub struct PilePlan {
    /// The pile that was planned.
    pub pile: Pile,
    /// The check of the standard files, in the order of `checked`.
    pub report: standard::Report,
    /// The numbers of the files that `report` is about.
    pub checked: Vec<i64>,
    /// What is in order, by receiver and stamp.
    pub bundles: Vec<PileBundle>,
    /// What stays and why; paths are names of files.
    pub problems: Vec<DraftProblem>,
}

/// A bundle that can be made of files of a pile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PileBundle {
    /// Names the bundle within its pile: receiver, stamp, part.
    pub key: String,
    /// What it contains: changes when a file of it changes.
    pub digest: Digest,
    /// The sender.
    pub from: Address,
    /// The receiver.
    pub to: Address,
    /// The permitted file set; `None` when there are only attachments.
    pub set: Option<String>,
    /// ファイル連番.
    pub stamp: Option<String>,
    /// The months of the standard files, rising.
    pub months: Vec<String>,
    /// Different clients in the standard files.
    pub clients: u32,
    /// The numbers of its files.
    pub files: Vec<i64>,
    /// How many of them are files of the standard.
    pub standard_files: u32,
    /// Size of all files.
    pub size_bytes: u64,
    /// 1, or more for further bundles that the limits made necessary.
    pub part: u32,
    /// A bundle with the same files to the same receiver, and how far it got.
    pub before: Option<(BundleId, SentState)>,
}

/// Plans the pile; `None` when it was finished or discarded.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn plan_pile(store: &mut Store, number: i64) -> Result<Option<PilePlan>, StoreError> {
    let loaded = store.read(|tx| load(tx, number))?;
    let Some(loaded) = loaded else {
        return Ok(None);
    };
    let planned = loaded.plan();
    store
        .read(|tx| describe(tx, &loaded, planned))
        .map(|(plan, _)| Some(plan))
}

/// A pile with the bytes of its files.
pub(super) struct Loaded {
    pub(super) pile: Pile,
    pub(super) inputs: Vec<DraftInput>,
    own: OwnOffice,
}

pub(super) fn load(
    tx: &rusqlite::Transaction<'_>,
    number: i64,
) -> Result<Option<Loaded>, StoreError> {
    let (Some(pile), Some(own)) = (piles::find(tx, number)?, own_office(tx)?) else {
        return Ok(None);
    };
    let bytes = piles::bytes(tx, number)?;
    let inputs = pile.files.iter().zip(bytes);
    let inputs = inputs
        .map(|(file, bytes)| DraftInput {
            path: file.name.clone(),
            bytes,
        })
        .collect();
    Ok(Some(Loaded { pile, inputs, own }))
}

impl Loaded {
    /// Checks and groups; takes time with many files, and needs no database.
    pub(super) fn plan(&self) -> Plan {
        let places: Vec<_> = self.pile.files.iter().map(|file| file.place).collect();
        let placing = Placing {
            from_service: self.pile.from_service,
            places: &places,
        };
        plan_bundles(&self.inputs, &self.own, &placing)
    }
}

/// The plan in the numbers of the pile's files, beside the bundles themselves.
pub(super) fn describe(
    tx: &rusqlite::Transaction<'_>,
    loaded: &Loaded,
    planned: Plan,
) -> Result<(PilePlan, Vec<PlannedBundle>), StoreError> {
    let files = &loaded.pile.files;
    let mut bundles = Vec::new();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for planned in &planned.bundles {
        let digest = bundle_digest(&loaded.inputs, planned);
        let stamp = planned.stamp.as_deref().unwrap_or("-");
        let base = format!("{}.{stamp}.{}", planned.to, planned.part);
        // Two sets of one address and stamp, as of different senders' services.
        let times = seen.entry(base.clone()).or_default();
        *times += 1;
        let key = match *times {
            1 => base,
            times => format!("{base}.{times}"),
        };
        let standard = planned.files.iter().filter(|(_, standard)| *standard);
        let named = standard.clone().map(|(index, _)| {
            let input = &loaded.inputs[*index];
            (input.path.as_str(), input.bytes.as_slice())
        });
        bundles.push(PileBundle {
            key,
            digest,
            from: planned.from,
            to: planned.to,
            set: planned.set.clone(),
            stamp: planned.stamp.clone(),
            months: planned.months.clone(),
            clients: u32::try_from(clients_of(named).len()).unwrap_or(u32::MAX),
            files: planned
                .files
                .iter()
                .map(|(index, _)| files[*index].number)
                .collect(),
            standard_files: u32::try_from(standard.count()).unwrap_or(u32::MAX),
            size_bytes: planned.size_bytes,
            part: planned.part,
            before: piles::same_files(tx, loaded.pile.row.number, planned.to, digest)?,
        });
    }
    let checked = standard_candidates(&loaded.inputs);
    let plan = PilePlan {
        pile: loaded.pile.clone(),
        report: planned.report,
        checked: checked.iter().map(|index| files[*index].number).collect(),
        bundles,
        problems: planned.problems,
    };
    Ok((plan, planned.bundles))
}

impl PilePlan {
    /// Whether a draft may be made of the bundle: it was not sent before, or is to go
    /// again.
    pub fn is_wanted(&self, bundle: &PileBundle) -> bool {
        bundle.before.is_none() || self.pile.send_again
    }
}
