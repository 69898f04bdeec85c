//! Drafts: bundles that were checked and grouped but not sent.
//!
//! [`create_drafts`] takes any pile of files and makes one draft per sender
//! address, receiver address and stamp. What has errors does not become a draft;
//! the rest does. A draft's files never change: to correct one, discard it and
//! make another.
//!
//! A draft is a row of the outbox in the state `draft`, with its final id.

mod attachment;
mod create;
mod deletion;
mod discard;
mod group;
mod list;

use protocol::{Address, BundleId, ServiceKind};
use serde::Serialize;

use crate::error_code::ErrorCode;
use crate::outbox::{OutboxRow, SentState};

pub use attachment::{AttachmentKind, recognise_attachment};
pub use create::{CHECK_PROGRAM, CHECK_STANDARD, CreateDraftsError, create_drafts};
pub(crate) use create::{
    Plan, bundle_digest, create_drafts_and, files_digest, plan_bundles, standard_candidates,
    store_planned,
};
pub use deletion::deletions_without_record;
pub use discard::{DiscardDraftError, discard_draft};
pub(crate) use group::{Placing, PlannedBundle, is_standard_candidate, name_of};
pub use list::list_drafts;

/// One file as the person gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftInput {
    /// The path or name as given; shown in messages. The last part is the file's name.
    pub path: String,
    /// The original bytes; they are never changed.
    pub bytes: Vec<u8>,
}

/// Where an attachment goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentPlace {
    /// To this address, with its standard files if there are any.
    To(Address),
    /// To every receiver among the standard files.
    Everyone,
}

/// What goes with the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftOptions {
    /// The message of every bundle made; at most 4,000 characters.
    pub message: String,
    /// Where attachments go. Without it they go with the only receiver among the
    /// standard files.
    pub to: Option<Address>,
    /// The service that attachments without standard files are sent as. Without it
    /// the only service of this office.
    pub from_service: Option<ServiceKind>,
    /// Make a draft even of files that were sent before.
    pub send_again: bool,
}

/// What came of a pile of files.
#[derive(Debug)]
pub struct CreatedDrafts {
    /// The drafts made, by receiver and stamp.
    pub drafts: Vec<OutboxRow>,
    /// The check of all standard files, those that were refused included.
    pub report: standard::Report,
    /// What did not become a part of any draft, and why.
    pub problems: Vec<DraftProblem>,
    /// File sets that were sent before and therefore kept out.
    pub duplicates: Vec<DuplicateDraft>,
}

/// Why a file or a file set did not become a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DraftProblem {
    /// The file as given; `None` when it is about all files.
    pub path: Option<String>,
    /// The code; `ErrorCode::title` and `remedy` have the words.
    pub code: ErrorCode,
    /// What was found, as a fact to put beside the words.
    pub found: Option<String>,
    /// What was expected.
    pub expected: Option<String>,
}

/// A file set that was already sent (or lies in the drafts) with the same contents
/// to the same address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DuplicateDraft {
    /// The bundle of then.
    pub id: BundleId,
    /// How far that one got; `draft` when it was never sent.
    pub state: SentState,
    /// Its receiver.
    pub to: Address,
    /// Its stamp.
    pub stamp: Option<String>,
    /// The files that are the same, as given now.
    pub paths: Vec<String>,
}
