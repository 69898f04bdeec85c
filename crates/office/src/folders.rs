//! Folders shared with the care software: files to send, and received files.
//!
//! An *out-folder* is looked at again and again; complete files become drafts and move
//! aside. An *in-folder* gets the files of received bundles in the order of their
//! stamps. Each look is a list of small steps: what was decided is in the database
//! before a file moves, so a look that was cut off is finished by the next one.
//!
//! Looking is polling on purpose: network drives do not tell of changes. Not here: the
//! timer (`run.rs` is started by `worker.rs`). A reader may expect a missing file to
//! mean "taken"; it does so only while the mark in the folder is seen, see `disk.rs`.

mod browse;
mod change;
mod disk;
mod explain;
mod lay;
mod look;
mod place;
mod put_away;
mod record;
mod register;
mod run;
mod schedule;
mod see_errors;
mod take;
mod taken;
mod watch;

use std::path::PathBuf;

use protocol::UtcSeconds;
use serde::Serialize;

use crate::error_code::{ErrorCode, Language};
use crate::store::{Store, StoreError};

pub use browse::{Browsed, Subfolder, browse_folders, suggest_folders};
pub use change::{ChangeFolderError, change_folder};
pub use place::MARK_FILE;
pub use record::{FolderFile, HandedOver, list_folder_files, list_handovers};
pub use register::{
    FolderError, add_folder, find_folder, list_folders, make_folder, remove_folder,
};
pub use run::LOOK_INTERVAL;
pub(crate) use run::watch_folders;
pub use schedule::parse_time_of_day;
pub use see_errors::{FolderNeed, folders_in_need, see_errors};
pub use taken::{ConfirmError, confirm_handover};
pub use watch::QUIET_SECONDS;

/// What an out-folder does with a file set that has no errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendMode {
    /// 下書き: a person sends it.
    Draft,
    /// すぐに送信.
    Send,
    /// 時刻を決めて送信: a draft until then, so a person can still discard it.
    At {
        /// Minutes after midnight in Japan, 0 to 1439.
        minute: u16,
    },
}

/// How received files are laid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InLayout {
    /// All files of the standard side by side; attachments in a folder of their own.
    Flat,
    /// `PARTNER/STAMP_ID/FILE`, as `tsunagu office receive --out` lays them.
    Partner,
}

/// Which way a folder goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the care software to partners.
    Out(SendMode),
    /// From partners to the care software.
    In(InLayout),
}

/// A registered folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its place as it was registered, absolute.
    pub path: PathBuf,
    /// Which way it goes, and how.
    pub direction: Direction,
    /// Since when it is watched.
    pub added_at: UtcSeconds,
    pub(crate) number: i64,
    pub(crate) mark: String,
    pub(crate) failures: u32,
    pub(crate) next_look_at: Option<UtcSeconds>,
}

/// How a folder stands, for people and `--json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FolderStatus {
    /// Its number in this office; never used again for another folder.
    pub number: i64,
    /// Its place.
    pub path: String,
    /// `out` or `in`.
    pub direction: &'static str,
    /// `draft`, `send` or `at`; only out-folders have one.
    pub mode: Option<&'static str>,
    /// `HH:MM` in Japan, of mode `at`.
    pub send_at: Option<String>,
    /// `flat` or `partner`; only in-folders have one.
    pub layout: Option<&'static str>,
    /// Since when it is watched.
    pub added_at: UtcSeconds,
    /// The last look that saw the folder; noted at least once a minute.
    pub looked_at: Option<UtcSeconds>,
    /// Numbers of files and bundles.
    pub counts: FolderCounts,
    /// The last problem, until a look has none.
    pub problem: Option<FolderProblem>,
}

/// Numbers of files and bundles of a folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FolderCounts {
    /// Files in an out-folder that are not complete or wait for others of their set.
    pub waiting: u64,
    /// Files that became part of a draft.
    pub taken: u64,
    /// Files that were moved aside with an explanation.
    pub rejected: u64,
    /// Of these, those that nobody has seen to and that did not come again in order.
    pub unseen: u64,
    /// Files that are recorded and still have to move.
    pub to_move: u64,
    /// Bundles laid into an in-folder.
    pub laid: u64,
    /// Of these, those that the care software took.
    pub imported: u64,
}

/// Why the last look was not all right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FolderProblem {
    /// `OFF-…`.
    pub code: String,
    /// The file that it is about, if one.
    pub path: Option<String>,
    /// When it was seen.
    pub at: UtcSeconds,
}

impl FolderStatus {
    pub(crate) fn new(
        folder: Folder,
        looked_at: Option<UtcSeconds>,
        counts: FolderCounts,
        code: Option<String>,
        problem_path: Option<String>,
        problem_at: Option<UtcSeconds>,
    ) -> FolderStatus {
        let (direction, mode, send_at, layout) = match folder.direction {
            Direction::Out(SendMode::Draft) => ("out", Some("draft"), None, None),
            Direction::Out(SendMode::Send) => ("out", Some("send"), None, None),
            Direction::Out(SendMode::At { minute }) => {
                let time = format!("{:02}:{:02}", minute / 60, minute % 60);
                ("out", Some("at"), Some(time), None)
            }
            Direction::In(InLayout::Flat) => ("in", None, None, Some("flat")),
            Direction::In(InLayout::Partner) => ("in", None, None, Some("partner")),
        };
        FolderStatus {
            number: folder.number,
            path: folder.path.display().to_string(),
            direction,
            mode,
            send_at,
            layout,
            added_at: folder.added_at,
            looked_at,
            counts,
            problem: code.zip(problem_at).map(|(code, at)| FolderProblem {
                code,
                path: problem_path,
                at,
            }),
        }
    }
}

/// Where the steps of a look reach the database: the shared one of an [`crate::Office`],
/// held only for each step, because a look waits for slow drives in between.
pub(crate) trait Records {
    fn run<T>(&mut self, work: impl FnOnce(&mut Store) -> T) -> T;
}

impl Records for crate::Office {
    fn run<T>(&mut self, work: impl FnOnce(&mut Store) -> T) -> T {
        self.store(work)
    }
}

impl Records for Store {
    fn run<T>(&mut self, work: impl FnOnce(&mut Store) -> T) -> T {
        work(self)
    }
}

/// A problem of one file that does not stop a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub code: ErrorCode,
    pub path: Option<String>,
}

/// Why a look could not be done; the next one is later each time.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LookError {
    /// The folder is not there.
    #[error("the folder is not there")]
    Missing,
    /// A folder is there, without the mark of the registration.
    #[error("the folder does not have its mark")]
    NotTheSame,
    /// The disk refused.
    #[error("{path} cannot be read or written")]
    Disk {
        /// The file, below the folder.
        path: String,
        #[source]
        source: std::io::Error,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl LookError {
    fn trouble(&self) -> Trouble {
        let (code, path) = match self {
            LookError::Missing => (ErrorCode::FolderMissing, None),
            LookError::NotTheSame => (ErrorCode::FolderNotTheSame, None),
            LookError::Disk { path, source } => (disk::code_of(source), Some(path.clone())),
            LookError::Store(err) => (ErrorCode::from(err), None),
        };
        Trouble { code, path }
    }
}

/// The names of the folders that are made inside registered ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FolderWords {
    pub sent: &'static str,
    pub errors: &'static str,
    pub attachments: &'static str,
}

impl FolderWords {
    pub(crate) fn of(language: Language) -> FolderWords {
        match language {
            Language::Japanese => FolderWords {
                sent: "送信済",
                errors: "エラー",
                attachments: "添付",
            },
            Language::English => FolderWords {
                sent: "sent",
                errors: "errors",
                attachments: "attachments",
            },
        }
    }
}

#[cfg(test)]
mod tests;
