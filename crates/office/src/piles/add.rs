//! Putting files into a pile, and a corrected file into the place of a wrong one.
//!
//! Any file is taken; what is wrong with it is said by the plan. A file that is there
//! already is not taken twice. What a reader would get wrong: corrected files of care
//! software often have another stamp and so another name; a corrected file therefore
//! takes the place of the same form, month and addressee, not only of the same name.

use protocol::UtcSeconds;
use rusqlite::Transaction;
use standard::FileName;

use super::{Pile, PileFile};
use crate::drafts::{DraftInput, is_standard_candidate, name_of};
use crate::error_code::ErrorCode;
use crate::store::{Store, StoreError, piles};

/// Files in one pile: 20 partners with all 30 files of a bundle.
pub const PILE_FILES_MAX: usize = 600;

/// Bytes in one pile; they are in memory while it is planned. Twenty full bundles of
/// 10 MiB would be 200 MiB, but a month of plans for 100 partners is under 20 MiB.
pub const PILE_BYTES_MAX: u64 = 128 << 20;

/// Names that systems lay into folders by themselves; nobody means to send these.
const LEFT_OUT: [&str; 3] = [".ds_store", "thumbs.db", "desktop.ini"];

/// What became of the files that were put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// The pile: a new one if none was named.
    pub pile: i64,
    /// Files that are new in the pile.
    pub added: usize,
    /// Files that took the place of another.
    pub replaced: usize,
    /// Files that were there already.
    pub repeated: usize,
    /// Files that the system had put into the folder; they were not taken.
    pub left_out: usize,
}

/// Puts `inputs` into `pile`, or into a new one. A standard file takes the place of one
/// with the same name and other contents.
///
/// # Errors
///
/// [`AddError`]; nothing was taken then.
pub fn add_files(
    store: &mut Store,
    pile: Option<i64>,
    inputs: &[DraftInput],
    now: UtcSeconds,
) -> Result<Added, AddError> {
    store.write(|tx| {
        let number = match pile {
            Some(number) => number,
            None => piles::insert(tx, now)?,
        };
        let pile = piles::find(tx, number)?.ok_or(AddError::NotFound { pile: number })?;
        put_in(tx, &pile, inputs, None, now)
    })
}

/// Takes out the file with the number `file`, and puts in `inputs`, which also take the
/// place of files of the same form, month and addresses in the set of `file`.
///
/// # Errors
///
/// [`AddError`]; nothing was changed then. A file that is gone already is no error.
pub fn replace_file(
    store: &mut Store,
    pile: i64,
    file: i64,
    inputs: &[DraftInput],
    now: UtcSeconds,
) -> Result<Added, AddError> {
    if inputs.is_empty() {
        return Err(AddError::NothingGiven);
    }
    store.write(|tx| {
        let found = piles::find(tx, pile)?.ok_or(AddError::NotFound { pile })?;
        let wrong = found.files.iter().find(|known| known.number == file);
        let mut added = put_in(tx, &found, inputs, wrong, now)?;
        if let Some(wrong) = wrong
            && !inputs.iter().any(|input| same_file(wrong, input))
            && piles::remove_file(tx, pile, wrong.number)?
            && added.added > 0
        {
            added.added -= 1;
            added.replaced += 1;
        }
        Ok(added)
    })
}

fn put_in(
    tx: &Transaction<'_>,
    pile: &Pile,
    inputs: &[DraftInput],
    wrong: Option<&PileFile>,
    now: UtcSeconds,
) -> Result<Added, AddError> {
    let number = pile.row.number;
    let mut report = Added {
        pile: number,
        added: 0,
        replaced: 0,
        repeated: 0,
        left_out: 0,
    };
    // What this call put in counts as being there: a folder may hold a file twice.
    let mut files = pile.files.clone();
    for input in inputs {
        let name = name_of(&input.path);
        if is_left_out(name) {
            report.left_out += 1;
            continue;
        }
        if files.iter().any(|file| same_file(file, input)) {
            report.repeated += 1;
            continue;
        }
        let place = wrong.and_then(|file| file.place);
        let (old, mut kept): (Vec<PileFile>, Vec<PileFile>) = files
            .into_iter()
            .partition(|file| gives_way(file, name, wrong));
        for file in &old {
            piles::remove_file(tx, number, file.number)?;
        }
        kept.push(piles::add_file(tx, number, name, &input.bytes, place)?);
        files = kept;
        if old.is_empty() {
            report.added += 1;
        } else {
            report.replaced += 1;
        }
    }
    let size_bytes: u64 = files.iter().map(|file| file.size_bytes).sum();
    if files.len() > PILE_FILES_MAX || size_bytes > PILE_BYTES_MAX {
        return Err(AddError::TooMuch {
            files: files.len(),
            size_bytes,
        });
    }
    if report.added + report.replaced > 0 {
        piles::files_changed(tx, number, now)?;
    }
    Ok(report)
}

fn is_left_out(name: &str) -> bool {
    let lower = name.to_lowercase();
    LEFT_OUT.contains(&lower.as_str()) || lower.starts_with("._") || lower.starts_with("~$")
}

fn same_file(file: &PileFile, input: &DraftInput) -> bool {
    file.name.eq_ignore_ascii_case(name_of(&input.path))
        && file.size_bytes == input.bytes.len() as u64
        && file.sha256 == protocol::Digest::of(&input.bytes)
}

/// Whether `file` makes room for a file called `name`. Attachments of one name may go to
/// different partners, so only standard files give way.
fn gives_way(file: &PileFile, name: &str, wrong: Option<&PileFile>) -> bool {
    if !is_standard_candidate(name) {
        return false;
    }
    if file.name.eq_ignore_ascii_case(name) {
        return true;
    }
    let Some(wrong) = wrong else { return false };
    let names = [&file.name, name, &wrong.name].map(FileName::parse);
    let [Ok(old), Ok(new), Ok(wrong)] = names else {
        return false;
    };
    let of_the_set = (old.from, old.to, old.stamp) == (wrong.from, wrong.to, wrong.stamp);
    let same_form = |name: FileName| (name.kind, name.month, name.from, name.to, name.branch);
    of_the_set && same_form(old) == same_form(new)
}

/// Why files were not taken.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// There is no such pile: it was finished or discarded in another window.
    #[error("there is no pile {pile}")]
    NotFound {
        /// The number that was asked for.
        pile: i64,
    },
    /// No file was given.
    #[error("no file was given")]
    NothingGiven,
    /// More than a pile may hold.
    #[error("the pile would have {files} files with {size_bytes} bytes")]
    TooMuch {
        /// Files that there would be.
        files: usize,
        /// Their size.
        size_bytes: u64,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&AddError> for ErrorCode {
    fn from(err: &AddError) -> ErrorCode {
        match err {
            AddError::NotFound { .. } => ErrorCode::PileNotFound,
            AddError::NothingGiven => ErrorCode::NothingToSend,
            AddError::TooMuch { .. } => ErrorCode::PileTooLarge,
            AddError::Store(err) => ErrorCode::from(err),
        }
    }
}
