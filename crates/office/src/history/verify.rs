//! Whether the history is as it was written.

use super::record::hash_of;
use crate::error_code::ErrorCode;
use crate::store::{Store, StoreError, history};

/// Rows that are in memory at once.
const ROWS_AT_ONCE: u32 = 1000;

/// The last line of a history that is in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEnd {
    /// Its number, which is also the number of lines; 0 for an empty history.
    pub number: i64,
    /// Sixteen digits and letters that stand for all lines up to it. Written down
    /// elsewhere, they show later whether the history was exchanged as a whole.
    pub check: String,
}

/// Looks at every line: numbers without a gap, hashes that fit.
///
/// # Errors
///
/// [`VerifyHistoryError::Altered`] with the first line that does not fit.
pub fn verify_history(store: &mut Store) -> Result<HistoryEnd, VerifyHistoryError> {
    store.read(|tx| {
        let (mut number, mut previous) = (0, Vec::new());
        loop {
            let rows = history::rising(tx, number, ROWS_AT_ONCE)?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                if row.number != number + 1 || row.hash != hash_of(&row, &previous) {
                    return Err(VerifyHistoryError::Altered { number: number + 1 });
                }
                number = row.number;
                previous = row.hash;
            }
        }
        Ok(HistoryEnd {
            number,
            check: check_digits(&previous),
        })
    })
}

/// The first eight bytes of the hash, in groups that can be read over a telephone.
fn check_digits(hash: &[u8]) -> String {
    let text = data_encoding::HEXUPPER.encode(&hash[..hash.len().min(8)]);
    let groups: Vec<&str> = text
        .as_bytes()
        .chunks(4)
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join("-")
}

/// Why the history cannot be relied on.
#[derive(Debug, thiserror::Error)]
pub enum VerifyHistoryError {
    /// This line is missing, or it or a line before it was changed.
    #[error("line {number} of the history is missing or was changed")]
    Altered {
        /// The first line that does not fit.
        number: i64,
    },
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&VerifyHistoryError> for ErrorCode {
    fn from(err: &VerifyHistoryError) -> ErrorCode {
        match err {
            VerifyHistoryError::Altered { .. } => ErrorCode::HistoryAltered,
            VerifyHistoryError::Store(err) => ErrorCode::from(err),
        }
    }
}
