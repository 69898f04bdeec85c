//! What came of an upload, kept for the page that asks before sending.
//!
//! The drafts themselves are in the database. The findings of what was refused are
//! not: they are kept here, in memory, under a key that only that page has, so that
//! loading the page again does not put the files in again. What a reader would get
//! wrong: after a restart or many uploads they are gone, and the page says so.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use protocol::BundleId;

use crate::drafts::{CreatedDrafts, DraftProblem, DuplicateDraft};

/// Uploads whose findings are kept: what several open pages may need.
const KEPT_MAX: usize = 20;

/// What came of one upload, without the files.
#[derive(Debug)]
pub(crate) struct UploadResult {
    pub(crate) drafts: Vec<BundleId>,
    pub(crate) report: standard::Report,
    pub(crate) problems: Vec<DraftProblem>,
    pub(crate) duplicates: Vec<DuplicateDraft>,
}

impl UploadResult {
    /// Whether every file became part of a draft.
    pub(crate) fn is_clean(&self) -> bool {
        self.problems.is_empty() && self.duplicates.is_empty()
    }
}

impl From<CreatedDrafts> for UploadResult {
    fn from(created: CreatedDrafts) -> UploadResult {
        UploadResult {
            drafts: created.drafts.iter().map(|row| row.id).collect(),
            report: created.report,
            problems: created.problems,
            duplicates: created.duplicates,
        }
    }
}

/// The results of the last uploads.
#[derive(Debug, Default)]
pub(crate) struct UploadResults {
    kept: Mutex<VecDeque<(String, Arc<UploadResult>)>>,
}

impl UploadResults {
    /// Keeps a result and gives its key, which nobody can guess.
    pub(crate) fn keep(&self, result: UploadResult) -> String {
        let random: [u8; 16] = crate::random::random_bytes();
        let key = data_encoding::HEXLOWER.encode(&random);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back((key.clone(), Arc::new(result)));
        key
    }

    /// The result with this key; `None` when it is no longer kept.
    pub(crate) fn find(&self, key: &str) -> Option<Arc<UploadResult>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|(known, _)| known == key)
            .map(|(_, result)| result.clone())
    }
}
