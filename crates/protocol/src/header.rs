//! The header of a bundle: what the hub and both offices may know of it.
//!
//! Deliberately not here: the message, names of attachments, anything about a client. Whatever stands in a header is
//! read by the hub's operator. Signing and checking signatures is in `seal` and `verify`.
//!
//! Easily got wrong: a header is signed as bytes. Read it with `verify_bundle`, keep the bytes, and never write the
//! JSON anew: an unknown field of a later version would vanish and the signature with it.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    address::Address,
    bundle::{
        FILES_MAX, FILES_SIZE_BYTES_MAX, MONTHS_MAX, SEALED_SIZE_BYTES_MAX, SHORT_TEXT_BYTES_MAX,
    },
    digest::Digest,
    file_name::{FileNameError, check_file_name, duplicate_key},
    id::BundleId,
    time::UtcSeconds,
};

/// The header of a bundle. In JSON `"type"` is `"tsunagu.header.1"`, unknown fields are ignored, every field must be
/// there exactly once (`null` where it may be nothing).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Document", into = "Document")]
pub struct Header {
    /// The bundle, named by its sender.
    pub id: BundleId,
    /// The sender.
    pub from: Address,
    /// The receiver.
    pub to: Address,
    /// When the bundle was sealed, by the clock of the sender's machine: a claim, not a proof.
    pub sent_at: UtcSeconds,
    /// The permitted combination of standard files (`K2`), or nothing where the files are none.
    pub set: Option<String>,
    /// The stamp (ファイル連番) that ends the names of the standard files: 14 digits.
    pub stamp: Option<String>,
    /// The months of the standard files, `YYYYMM`, without repetition.
    pub months: Vec<String>,
    /// The standard files, in the order of the contents. Other files appear only in [`Header::others`].
    pub files: Vec<FileEntry>,
    /// How many other files there are and their size together; their names stay sealed.
    pub others: Others,
    /// What the sender's check of the standard files said.
    pub check: CheckSummary,
    /// The sealed part that belongs to this header.
    pub sealed: SealedPart,
}

/// One standard file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The name given by the standard: letters, digits, `_`, `-` and `.` only, which keeps names of people out.
    pub name: String,
    /// Its size, unsealed and unpacked.
    pub size_bytes: u64,
}

/// The files that are not of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Others {
    /// How many.
    pub count: u32,
    /// Their sizes together, unsealed and unpacked.
    pub size_bytes: u64,
}

/// What the sender's program found in the standard files before sealing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckSummary {
    /// Name and version of the program that checked.
    pub program: String,
    /// Version of the standard it checked against.
    pub standard: String,
    /// Findings of severity error.
    pub errors: u32,
    /// Findings of severity warning.
    pub warnings: u32,
}

/// Size and digest of the sealed part as it travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedPart {
    /// Its size.
    pub size_bytes: u64,
    /// SHA-256 of all its bytes. CMS leaves the list of recipients unprotected; this digest protects it.
    pub sha256: Digest,
}

/// Why something is not a header, in the order of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Not JSON, another type of document, or a field missing, doubled or of another kind. The place only: what stands
    /// there could be anything, and this text may get into a log.
    #[error("not a tsunagu.header.1 document at line {line}, column {column}")]
    Document {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// File set, program or version of the standard.
    #[error(
        "a short text is empty, longer than {SHORT_TEXT_BYTES_MAX} bytes, or has control characters"
    )]
    ShortText,
    /// Not 14 digits.
    #[error("the stamp is not 14 digits")]
    Stamp,
    /// Not `YYYYMM`, named twice, or too many.
    #[error("the months are not a list of at most {MONTHS_MAX} different YYYYMM")]
    Months,
    /// No file at all, or more than a bundle holds.
    #[error("a bundle has 1 to {FILES_MAX} files")]
    FileCount,
    /// A file name of the header is not one that the standard could have given.
    #[error(
        "the name of a standard file has other characters than letters, digits, hyphen, underscore and dot"
    )]
    FileNameCharacters,
    /// A file name is not plain.
    #[error("{0}")]
    FileName(#[from] FileNameError),
    /// Two files of one name, or of names that differ in case only.
    #[error("two files have the same name")]
    FileNameTwice,
    /// More bytes than a bundle holds.
    #[error("the files together have more than {FILES_SIZE_BYTES_MAX} bytes")]
    FilesTooLarge,
    /// More bytes than a sealed part may have.
    #[error("the sealed part has more than {SEALED_SIZE_BYTES_MAX} bytes")]
    SealedTooLarge,
}

impl Header {
    /// Reads the JSON of a header and checks it. Nothing is known of who wrote it; see
    /// [`verify_bundle`](crate::verify_bundle).
    ///
    /// # Errors
    ///
    /// The first [`HeaderError`] that applies.
    pub fn from_json(json: &[u8]) -> Result<Header, HeaderError> {
        let document: Document =
            serde_json::from_slice(json).map_err(|err| HeaderError::Document {
                line: err.line(),
                column: err.column(),
            })?;
        Header::try_from(document)
    }

    /// Checks everything that can be said of a header alone. Reading JSON does this always; so does sealing.
    ///
    /// # Errors
    ///
    /// The first [`HeaderError`] that applies.
    pub fn check(&self) -> Result<(), HeaderError> {
        let texts = [&self.check.program, &self.check.standard];
        if !self.set.iter().chain(texts).all(|text| is_short_text(text)) {
            return Err(HeaderError::ShortText);
        }
        let is_stamp =
            |stamp: &String| stamp.len() == 14 && stamp.bytes().all(|byte| byte.is_ascii_digit());
        if !self.stamp.iter().all(is_stamp) {
            return Err(HeaderError::Stamp);
        }
        check_months(&self.months)?;
        self.check_files()?;
        if self.sealed.size_bytes > SEALED_SIZE_BYTES_MAX {
            return Err(HeaderError::SealedTooLarge);
        }
        Ok(())
    }

    fn check_files(&self) -> Result<(), HeaderError> {
        let count = self.files.len().saturating_add(self.others.count as usize);
        if count == 0 || count > FILES_MAX {
            return Err(HeaderError::FileCount);
        }
        let mut size_bytes = self.others.size_bytes;
        let mut names = Vec::new();
        for file in &self.files {
            check_standard_file_name(&file.name)?;
            names.push(duplicate_key(&file.name));
            size_bytes = size_bytes.saturating_add(file.size_bytes);
        }
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(HeaderError::FileNameTwice);
        }
        if size_bytes > FILES_SIZE_BYTES_MAX {
            return Err(HeaderError::FilesTooLarge);
        }
        Ok(())
    }
}

fn is_short_text(text: &str) -> bool {
    (1..=SHORT_TEXT_BYTES_MAX).contains(&text.len()) && !text.chars().any(char::is_control)
}

fn check_months(months: &[String]) -> Result<(), HeaderError> {
    let is_month = |month: &String| {
        month.len() == 6
            && month.bytes().all(|byte| byte.is_ascii_digit())
            && ("01"..="12").contains(&&month[4..])
    };
    let mut sorted: Vec<&String> = months.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    if months.len() > MONTHS_MAX || sorted.len() != months.len() || !months.iter().all(is_month) {
        return Err(HeaderError::Months);
    }
    Ok(())
}

/// The header is read by the hub. A program that marked 「山田花子様.pdf」 as a standard file would tell the hub a name;
/// the names of the standard are ASCII, so this stops it at the sender and shows it at the hub.
pub(crate) fn check_standard_file_name(name: &str) -> Result<(), HeaderError> {
    let is_standard = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if !name.bytes().all(is_standard) {
        return Err(HeaderError::FileNameCharacters);
    }
    Ok(check_file_name(name)?)
}

/// The JSON form: [`Header`] and its type. Field for field, so that a new field must be written in both.
#[derive(Clone, Serialize, Deserialize)]
struct Document {
    #[serde(rename = "type")]
    kind: DocumentType,
    id: BundleId,
    from: Address,
    to: Address,
    sent_at: UtcSeconds,
    #[serde(deserialize_with = "value_or_null")]
    set: Option<String>,
    #[serde(deserialize_with = "value_or_null")]
    stamp: Option<String>,
    months: Vec<String>,
    files: Vec<FileEntry>,
    others: Others,
    check: CheckSummary,
    sealed: SealedPart,
}

#[derive(Clone, Serialize, Deserialize)]
enum DocumentType {
    /// The signer's key signs receipts and contents too; the type keeps one from being taken for another.
    #[serde(rename = "tsunagu.header.1")]
    Header1,
}

/// With a function of its own serde no longer takes a missing field for `null`.
fn value_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Option::deserialize(deserializer)
}

impl TryFrom<Document> for Header {
    type Error = HeaderError;

    fn try_from(document: Document) -> Result<Header, HeaderError> {
        let DocumentType::Header1 = document.kind;
        let header = Header {
            id: document.id,
            from: document.from,
            to: document.to,
            sent_at: document.sent_at,
            set: document.set,
            stamp: document.stamp,
            months: document.months,
            files: document.files,
            others: document.others,
            check: document.check,
            sealed: document.sealed,
        };
        header.check()?;
        Ok(header)
    }
}

impl From<Header> for Document {
    fn from(header: Header) -> Document {
        Document {
            kind: DocumentType::Header1,
            id: header.id,
            from: header.from,
            to: header.to,
            sent_at: header.sent_at,
            set: header.set,
            stamp: header.stamp,
            months: header.months,
            files: header.files,
            others: header.others,
            check: header.check,
            sealed: header.sealed,
        }
    }
}

#[cfg(test)]
mod tests;
