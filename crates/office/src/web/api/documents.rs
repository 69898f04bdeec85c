//! The documents of the local interface: what its JSON looks like, with its description.
//!
//! They are a promise to other programs and converted by hand from what the operations
//! give, so that these may change. Times are UTC, RFC 3339, whole seconds. What a reader
//! would get wrong: a field that is not known is `null`, never left out.

use protocol::UtcSeconds;
use serde::Serialize;
use utoipa::ToSchema;

use crate::drafts::{DraftProblem, DuplicateDraft};
use crate::error_code::{ErrorCode, Language, text_of};
use crate::inbox::{InboxBundle, InboxRow};
use crate::outbox::{FileRow, OutboxBundle, OutboxRow, Partner, SendProblem};

/// The other side of a bundle.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartnerDocument {
    /// The office number, 10 characters.
    #[schema(example = "1370300021")]
    office: String,
    /// The service kind of the address, 2 characters.
    #[schema(example = "11")]
    service: String,
    /// The name in the directory; null until it is known.
    name: Option<String>,
}

impl From<&Partner> for PartnerDocument {
    fn from(partner: &Partner) -> PartnerDocument {
        PartnerDocument {
            office: partner.number.to_string(),
            service: partner.service.to_string(),
            name: partner.name.clone(),
        }
    }
}

/// What is in a bundle.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContentsDocument {
    /// The permitted file set, K1 to K6 or Y1 to Y9; null for other files only.
    set: Option<String>,
    /// ファイル連番, 14 digits: the order of processing.
    stamp: Option<String>,
    /// Months of the standard files, rising, as `202610`.
    months: Vec<String>,
    /// Number of files of the standard.
    standard_files: u32,
    /// Number of other files.
    attachments: u32,
    /// Different clients in the files of the standard.
    clients: Option<u32>,
    /// Size of all files.
    size_bytes: u64,
}

/// Why a bundle is not on its way.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HoldUp {
    /// `OFF-…` or `HUB-…`.
    code: String,
    /// What happened, in English.
    title: Option<String>,
    /// What happened, in Japanese.
    title_ja: Option<String>,
    /// Attempts made so far.
    attempts: u32,
    /// The next attempt; null when a person has to act first.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_attempt_at: Option<UtcSeconds>,
}

impl From<&SendProblem> for HoldUp {
    fn from(problem: &SendProblem) -> HoldUp {
        let title = |language| text_of(&problem.code, language).map(|text| text.title);
        HoldUp {
            title: title(Language::English),
            title_ja: title(Language::Japanese),
            code: problem.code.clone(),
            attempts: problem.attempts,
            next_attempt_at: problem.next_attempt_at,
        }
    }
}

/// A bundle of this office and how far it got.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentDocument {
    /// The bundle.
    id: String,
    /// `draft`, `waiting`, `blocked`, `refused`, `accepted`, `fetched`, `imported`, `opened` or `withdrawn`.
    state: &'static str,
    /// The receiver.
    to: PartnerDocument,
    /// The service kind that this office sends as.
    from_service: String,
    /// What is in it.
    contents: ContentsDocument,
    /// The draft was made.
    #[schema(value_type = Option<String>, format = DateTime)]
    created_at: Option<UtcSeconds>,
    /// It was put into the outbox.
    #[schema(value_type = Option<String>, format = DateTime)]
    queued_at: Option<UtcSeconds>,
    /// The hub has it and signed for it.
    #[schema(value_type = Option<String>, format = DateTime)]
    accepted_at: Option<UtcSeconds>,
    /// A terminal of the receiver fetched it.
    #[schema(value_type = Option<String>, format = DateTime)]
    fetched_at: Option<UtcSeconds>,
    /// It was handed to the receiver's care software.
    #[schema(value_type = Option<String>, format = DateTime)]
    imported_at: Option<UtcSeconds>,
    /// A person at the receiver opened it.
    #[schema(value_type = Option<String>, format = DateTime)]
    opened_at: Option<UtcSeconds>,
    /// It was withdrawn.
    #[schema(value_type = Option<String>, format = DateTime)]
    withdrawn_at: Option<UtcSeconds>,
    /// What holds it up.
    problem: Option<HoldUp>,
}

impl From<&OutboxRow> for SentDocument {
    fn from(row: &OutboxRow) -> SentDocument {
        SentDocument {
            id: row.id.to_string(),
            state: row.state.as_str(),
            to: PartnerDocument::from(&row.partner),
            from_service: row.from_service.to_string(),
            contents: ContentsDocument {
                set: row.set.clone(),
                stamp: row.stamp.clone(),
                months: row.months.clone(),
                standard_files: row.standard_files,
                attachments: row.attachments,
                clients: row.clients,
                size_bytes: row.size_bytes,
            },
            created_at: row.times.created,
            queued_at: row.times.queued,
            accepted_at: row.times.accepted,
            fetched_at: row.times.fetched,
            imported_at: row.times.imported,
            opened_at: row.times.opened,
            withdrawn_at: row.times.withdrawn,
            problem: row.problem.as_ref().map(HoldUp::from),
        }
    }
}

/// A page of bundles of this office.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentPage {
    /// The bundles, newest first.
    pub(crate) bundles: Vec<SentDocument>,
    /// Pass as `after` for the next page; null at the end.
    pub(crate) next: Option<String>,
}

/// One file of a bundle.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FileDocument {
    /// Its place in the bundle, from 0.
    index: u32,
    /// Its name. That of a file of the standard holds no personal data; others may.
    name: String,
    /// Whether it is a file of the standard.
    standard: bool,
    /// Its size.
    size_bytes: u64,
    /// SHA-256 of its original bytes, hexadecimal.
    sha256: String,
}

fn files(files: &[FileRow]) -> Vec<FileDocument> {
    let document = |(index, file): (u32, &FileRow)| FileDocument {
        index,
        name: file.name.clone(),
        standard: file.standard,
        size_bytes: file.size_bytes,
        sha256: file.sha256.to_string(),
    };
    (0..).zip(files).map(document).collect()
}

/// A bundle of this office with its message and the names of its files.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentDetail {
    /// The line of the list.
    bundle: SentDocument,
    /// The whole message.
    message: String,
    /// Its files.
    files: Vec<FileDocument>,
}

impl From<&OutboxBundle> for SentDetail {
    fn from(bundle: &OutboxBundle) -> SentDetail {
        SentDetail {
            bundle: SentDocument::from(&bundle.row),
            message: bundle.message.clone(),
            files: files(&bundle.files),
        }
    }
}

/// A received bundle.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceivedDocument {
    /// Its key: the sender's number and the id that the sender chose.
    #[schema(example = "1370300021-0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")]
    id: String,
    /// `received`, `opened` or `withdrawn`. What was withdrawn must not be imported.
    state: &'static str,
    /// The sender.
    from: Option<PartnerDocument>,
    /// The service kind of this office that it was sent to.
    to_service: Option<String>,
    /// What is in it.
    contents: ContentsDocument,
    /// Errors that the check on receipt found.
    check_errors: u32,
    /// Warnings that the check on receipt found.
    check_warnings: u32,
    /// The sender sealed it.
    #[schema(value_type = Option<String>, format = DateTime)]
    sent_at: Option<UtcSeconds>,
    /// It was here.
    #[schema(value_type = Option<String>, format = DateTime)]
    received_at: Option<UtcSeconds>,
    /// It was handed to care software.
    #[schema(value_type = Option<String>, format = DateTime)]
    imported_at: Option<UtcSeconds>,
    /// A person of this office opened it.
    #[schema(value_type = Option<String>, format = DateTime)]
    opened_at: Option<UtcSeconds>,
    /// This office learnt that the sender had withdrawn it.
    #[schema(value_type = Option<String>, format = DateTime)]
    withdrawn_at: Option<UtcSeconds>,
}

impl From<&InboxRow> for ReceivedDocument {
    fn from(row: &InboxRow) -> ReceivedDocument {
        ReceivedDocument {
            id: row.id.to_string(),
            state: row.state.as_str(),
            from: row.partner.as_ref().map(PartnerDocument::from),
            to_service: row.to_service.map(|service| service.to_string()),
            contents: ContentsDocument {
                set: row.set.clone(),
                stamp: row.stamp.clone(),
                months: row.months.clone(),
                standard_files: row.standard_files,
                attachments: row.attachments,
                clients: row.clients,
                size_bytes: row.size_bytes,
            },
            check_errors: row.check_errors,
            check_warnings: row.check_warnings,
            sent_at: row.times.sent,
            received_at: row.times.received,
            imported_at: row.times.imported,
            opened_at: row.times.opened,
            withdrawn_at: row.times.withdrawn,
        }
    }
}

/// What arrived after a place in the order of arrival.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceivedPage {
    /// The bundles in the order in which they arrived. One that its sender withdrew after
    /// it had arrived comes again, as `withdrawn`.
    pub(crate) bundles: Vec<ReceivedDocument>,
    /// Pass as `after` next time, now or in an hour.
    pub(crate) cursor: String,
    /// Whether there are more already.
    pub(crate) more: bool,
}

/// A received bundle with its message and the names of its files.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceivedDetail {
    /// The line of the list.
    bundle: ReceivedDocument,
    /// The whole message.
    message: String,
    /// Its files in the order of the sender.
    files: Vec<FileDocument>,
}

impl From<&InboxBundle> for ReceivedDetail {
    fn from(bundle: &InboxBundle) -> ReceivedDetail {
        ReceivedDetail {
            bundle: ReceivedDocument::from(&bundle.row),
            message: bundle.message.clone(),
            files: files(&bundle.files),
        }
    }
}

/// What came of a pile of files.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedDocument {
    /// The drafts that were made, or with `send=true` the bundles that are on their way.
    pub(crate) bundles: Vec<SentDocument>,
    /// What did not become a part of any, and why.
    pub(crate) problems: Vec<FileProblem>,
    /// What was sent before with the same contents to the same address.
    pub(crate) duplicates: Vec<Duplicate>,
    /// Errors of the check; `POST /check` gives the findings.
    pub(crate) check_errors: u64,
    /// Warnings of the check.
    pub(crate) check_warnings: u64,
}

/// Why a file did not become a part of a draft.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FileProblem {
    /// The name as given; null when it is about all files.
    name: Option<String>,
    /// `OFF-…`.
    code: &'static str,
    /// What happened, in English.
    title: &'static str,
    /// What happened, in Japanese.
    title_ja: &'static str,
    /// What to do, in English.
    remedy: &'static str,
    /// What to do, in Japanese.
    remedy_ja: &'static str,
}

impl From<&DraftProblem> for FileProblem {
    fn from(problem: &DraftProblem) -> FileProblem {
        let code: ErrorCode = problem.code;
        FileProblem {
            name: problem.path.clone(),
            code: code.code(),
            title: code.title(Language::English),
            title_ja: code.title(Language::Japanese),
            remedy: code.remedy(Language::English),
            remedy_ja: code.remedy(Language::Japanese),
        }
    }
}

/// A file set that was sent before, or lies in the drafts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Duplicate {
    /// The bundle of then.
    id: String,
    /// How far that one got.
    state: &'static str,
    /// The names of the files as given now.
    names: Vec<String>,
}

impl From<&DuplicateDraft> for Duplicate {
    fn from(duplicate: &DuplicateDraft) -> Duplicate {
        Duplicate {
            id: duplicate.id.to_string(),
            state: duplicate.state.as_str(),
            names: duplicate.paths.clone(),
        }
    }
}

/// How the office stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusDocument {
    /// The office number.
    pub(crate) office: String,
    /// Its name.
    pub(crate) name: String,
    /// The service kinds that it may send and receive for.
    pub(crate) services: Vec<String>,
    /// The name of the hub.
    pub(crate) hub: String,
    /// The last time at which the hub answered.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) reached_at: Option<UtcSeconds>,
    /// The time of the failure since then.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(crate) failed_at: Option<UtcSeconds>,
    /// Drafts.
    pub(crate) drafts: u64,
    /// Bundles that the program is trying to send.
    pub(crate) waiting: u64,
    /// Bundles that wait for a person of this office.
    pub(crate) stopped: u64,
    /// Received bundles that no person has opened.
    pub(crate) unopened: u64,
    /// Version of this program.
    pub(crate) version: &'static str,
}
