//! Piles: files that a person is putting together in 新規作成.
//!
//! A pile takes any files, the wrong ones too, in as many portions as they come, and is
//! stored with each of them. Drafts are made of what is in order; the rest stays in the
//! pile until it was corrected or taken out, so one wrong file stops only its own set.
//! Editing a draft is a pile as well: it begins with the draft's files, and the drafts
//! made of it take the draft's place in one transaction
//! (`docs/internals/decisions/edits-are-piles.md`).
//!
//! What a reader would get wrong: piles belong to this terminal. What other terminals see
//! are the drafts.

mod add;
mod change;
mod discard;
mod edit;
mod finish;
mod plan;

use std::collections::BTreeMap;

use protocol::{BundleId, Digest, ServiceKind, UtcSeconds};

use crate::drafts::AttachmentPlace;
use crate::store::{Store, StoreError};

pub use add::{AddError, Added, PILE_BYTES_MAX, PILE_FILES_MAX, add_files, replace_file};
pub use change::{ChangeError, Changed, PileWords, change_pile, remove_files};
pub use discard::discard_pile;
pub use edit::{EditError, edit_draft, edit_sent};
pub use finish::{Chosen, Finish, FinishError, Finished, finish_pile};
pub use plan::{PileBundle, PilePlan, plan_pile};

/// One line of the list of piles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PileRow {
    /// The number of the pile on this terminal.
    pub number: i64,
    /// When it was begun.
    pub created: UtcSeconds,
    /// When files or words changed last.
    pub changed: UtcSeconds,
    /// Number of its files.
    pub files: u64,
    /// Size of its files.
    pub size_bytes: u64,
    /// The rest of it became drafts already; what is left could not.
    pub left_over: bool,
    /// It takes the place of a draft.
    pub of_draft: bool,
}

/// A pile without the bytes of its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pile {
    /// The line of the list.
    pub row: PileRow,
    /// The message of every bundle that has none of its own.
    pub message: String,
    /// Messages of single bundles by [`PileBundle::key`].
    pub messages: BTreeMap<String, String>,
    /// The service that documents without standard files are sent as.
    pub from_service: Option<ServiceKind>,
    /// Also make drafts of what was sent before.
    pub send_again: bool,
    /// Rises when files or their places change.
    pub files_version: i64,
    /// Rises when a message changes.
    pub words_version: i64,
    /// The files in the order in which they came.
    pub files: Vec<PileFile>,
    /// The drafts that it takes the place of; they may be gone meanwhile.
    pub bases: Vec<BundleId>,
}

/// One file of a pile without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PileFile {
    /// Its number, unique among all piles of this terminal.
    pub number: i64,
    /// The name without any folder.
    pub name: String,
    /// Size of the file.
    pub size_bytes: u64,
    /// SHA-256 of the bytes.
    pub sha256: Digest,
    /// Where it goes if it is an attachment; `None` while nobody chose.
    pub place: Option<AttachmentPlace>,
}

/// The pile with this number; `None` when it was finished or discarded.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn read_pile(store: &mut Store, number: i64) -> Result<Option<Pile>, StoreError> {
    store.read(|tx| crate::store::piles::find(tx, number))
}

/// At most `limit` piles, changed last first.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn list_piles(store: &mut Store, limit: u32) -> Result<Vec<PileRow>, StoreError> {
    store.read(|tx| crate::store::piles::list(tx, limit))
}
