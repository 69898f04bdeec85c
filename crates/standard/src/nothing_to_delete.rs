//! What deletions name, for whoever knows what was sent before.
//!
//! A file alone does not tell whether there is anything to delete; the sender's history does. This
//! crate knows no history: it tells which records are meant and how the finding reads.

use crate::document::{Document, DocumentRecord, read_file};
use crate::file_kind::FileKind;
use crate::finding::{Finding, SetProblem, Severity};
use crate::layout::Layout;

/// A kind of file and the kind that deletes its records.
pub(crate) const DELETIONS: &[(FileKind, FileKind)] = &[
    (FileKind::Up1Kyo, FileKind::Dlt1Kyo),
    (FileKind::UpPlan, FileKind::DltPlan),
    (FileKind::UpJsk, FileKind::DltJsk),
    (FileKind::UpKihon, FileKind::DltKihon),
    (FileKind::UpYobo, FileKind::DltYobo),
];

/// The kind whose records a file of `kind` deletes; `None` if it deletes none.
pub fn deleted_kind(kind: FileKind) -> Option<FileKind> {
    let pair = DELETIONS.iter().find(|(_, deletion)| *deletion == kind);
    pair.map(|(deleted, _)| *deleted)
}

/// What links a deletion with what it deletes (standard, clauses 2.3 and 3.3): client and date or
/// month, and for actuals the office and its service kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// The insurer number.
    pub insurer: String,
    /// The insured number.
    pub insured: String,
    /// The date or month.
    pub date: String,
    /// Office number and service kind of actuals.
    service: Option<(String, String)>,
}

/// The keys of the records in `bytes`, a file of `kind` that deletions delete or a deletion, each
/// with the line on which the record starts. Records without a key are left out.
pub fn record_keys(bytes: &[u8], kind: FileKind) -> Vec<(RecordKey, u32)> {
    let Some(layout) = kind.layout() else {
        return Vec::new();
    };
    let document = read_file(bytes, kind);
    let keys = document
        .records()
        .iter()
        .filter_map(|record| Some((key_of(&document, record, layout, kind)?, record.line)));
    keys.collect()
}

fn key_of(
    document: &Document,
    record: &DocumentRecord,
    layout: &Layout,
    kind: FileKind,
) -> Option<RecordKey> {
    let text = |item| document.text(record, item);
    let service = match kind {
        FileKind::UpJsk => Some((text(20)?, text(15)?.chars().take(2).collect())),
        FileKind::DltJsk => Some((text(5)?, text(6)?)),
        _ => None,
    };
    Some(RecordKey {
        insurer: text(layout.key.insurer)?,
        insured: text(layout.key.insured)?,
        date: text(layout.key.date)?,
        service,
    })
}

/// The finding that the deletion of `key` on `line` of a file of `kind` has nothing to delete.
/// `None` if files of `kind` delete nothing.
///
/// It is information: what was sent in another way can be deleted as well, and the receiver may
/// still have it.
pub fn nothing_to_delete(kind: FileKind, key: &RecordKey, line: u32) -> Option<Finding> {
    let (deleted, layout) = (deleted_kind(kind)?, kind.layout()?);
    let problem = SetProblem::NothingToDelete { kind: deleted };
    let finding = Finding::new(Severity::Information, problem.code(), problem);
    let finding = finding.with_found(key.insured.clone());
    Some(finding.at(line, layout.column(layout.key.insured)))
}
