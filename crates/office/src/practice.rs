//! 練習: a first exchange with a partner who exists on this machine only.
//!
//! Two offices with keys and databases of their own in a folder that vanishes: the one whose pages are shown, and a
//! partner who answers by itself. All operations are the real ones (check, seal, send, open, receipts); in the place of
//! the hub stands `carry.rs`, which hands bytes over in memory. So nothing can leave the machine: no client of the hub
//! exists for these offices, and `sync.rs` refuses to make one.
//!
//! What a reader would get wrong: the names of both offices begin with 練習, but it is not the name that keeps practice
//! apart; it is the folder, the authority of its own, and the missing client.

mod begin;
mod carry;
mod files;
mod partner;
mod progress;
#[cfg(test)]
mod tests;
pub(crate) mod worker;

use std::sync::{Mutex, PoisonError};

use protocol::UtcSeconds;
use tempfile::TempDir;

use crate::drafts::CreateDraftsError;
use crate::inbox::{OpenError, ReceiveError};
use crate::keys::KeysError;
use crate::office::{Office, OpenOfficeError};
use crate::outbox::QueueError;
use crate::store::StoreError;
use carry::{Carrier, Member};
use partner::PracticePartner;

pub(crate) use begin::begin_practice;
pub(crate) use files::PracticeFiles;
pub(crate) use progress::{PracticeProgress, read_progress};

/// The address of the hub in the settings of practice offices, by which they are known. No machine can have it (RFC
/// 2606), so whoever tried it all the same would reach nobody.
pub(crate) const NO_HUB: &str = "https://practice.invalid";

/// One practice: its two offices, what lies between them, and the files to practise with. Everything vanishes with it.
pub(crate) struct Practice {
    office: Office,
    files: PracticeFiles,
    play: Mutex<Play>,
    /// Dropped last: the databases lie in it.
    _folder: TempDir,
}

struct Play {
    carrier: Carrier,
    members: [Member; 2],
    partner: PracticePartner,
}

impl Practice {
    /// The office whose pages are shown while practising.
    pub(crate) fn office(&self) -> &Office {
        &self.office
    }

    /// The files to practise with.
    pub(crate) fn files(&self) -> &PracticeFiles {
        &self.files
    }

    /// Carries what waits between the two offices, and lets the partner do its part.
    ///
    /// # Errors
    ///
    /// [`PracticeError`]; what was done before it stays done, and the next call goes on.
    pub(crate) fn step(&self, now: UtcSeconds) -> Result<(), PracticeError> {
        let mut play = self.play.lock().unwrap_or_else(PoisonError::into_inner);
        let Play {
            carrier,
            members,
            partner,
        } = &mut *play;
        carrier.carry(members, now)?;
        partner.act(&members[1].office, now)
    }
}

/// Why practice could not begin or go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PracticeError {
    /// No folder could be made: the disk is full, or its place may not be written to.
    #[error("no folder for practice could be made")]
    Folder(#[source] std::io::Error),
    /// The keys of an office could not be made or stored.
    #[error("the keys for practice could not be made")]
    Keys(#[from] KeysError),
    /// A key could not be drawn.
    #[error("a key for practice could not be drawn")]
    Key(#[from] protocol::certificate::KeyError),
    /// A certificate could not be made.
    #[error("a certificate for practice could not be made")]
    Certificate(#[from] protocol::authority::AuthorityError),
    /// An office could not be opened.
    #[error("an office for practice could not be opened")]
    Office(#[from] OpenOfficeError),
    /// A database failed.
    #[error("a database of practice failed")]
    Store(#[from] StoreError),
    /// What was sent could not be verified.
    #[error("a bundle of practice could not be verified")]
    Verify(#[from] protocol::verify::VerifyError),
    /// A receipt could not be signed.
    #[error("a receipt of practice could not be signed")]
    Sign(#[from] protocol::signed::SignError),
    /// What arrived could not be stored.
    #[error("a bundle of practice could not be received")]
    Receive(#[from] ReceiveError),
    /// The partner could not open what it received.
    #[error("the partner could not open a bundle")]
    Open(#[from] OpenError),
    /// The partner's answer could not be put together.
    #[error("the partner's answer could not be put together")]
    Answer(#[from] CreateDraftsError),
    /// The partner's answer could not be sent.
    #[error("the partner's answer could not be sent")]
    Queue(#[from] QueueError),
}
