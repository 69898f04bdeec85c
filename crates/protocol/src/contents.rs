//! The archive inside a sealed bundle: `bundle.json` and the files, in a ZIP.
//!
//! In memory only; nothing is unpacked to a disk here. What the files mean is not known here.
//!
//! Easily got wrong: the ZIP comes from outside, signed or not. The signature proves who made it, not that it is
//! harmless, so every size, name and offset in it is doubted.

use std::io::{Cursor, Read, Write};

use serde::{Deserialize, Serialize};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{
    address::Address,
    bundle::{
        CONTENTS_LIST_SIZE_BYTES_MAX, FILES_MAX, FILES_SIZE_BYTES_MAX, MESSAGE_CHARACTERS_MAX,
    },
    digest::Digest,
    file_name::{CONTENTS_LIST_NAME, FileNameError, check_file_name, duplicate_key},
    id::BundleId,
};

/// The list of contents, `bundle.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ContentsList {
    #[serde(rename = "type")]
    pub(crate) kind: ListType,
    pub(crate) id: BundleId,
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) message: String,
    pub(crate) files: Vec<ListedFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ListType {
    #[serde(rename = "tsunagu.contents.1")]
    Contents1,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListedFile {
    pub(crate) name: String,
    pub(crate) standard: bool,
    pub(crate) size_bytes: u64,
    pub(crate) sha256: Digest,
}

/// Why the contents of a bundle are refused, in the order of the checks. Names of files are not carried: they may be
/// personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContentsError {
    /// Not a ZIP, or a ZIP with something before, between or after its entries.
    #[error("the archive is not a plain ZIP")]
    NotPlainZip,
    /// More entries than a bundle may have.
    #[error("the archive has more than {FILES_MAX} files")]
    TooManyFiles,
    /// An entry's own header names it otherwise than the directory does, or is encrypted, a folder, or a link.
    #[error("an entry of the archive is not a plain file")]
    NotPlainFile,
    /// `bundle.json` is not the first entry, too large, not JSON, or lacks a field.
    #[error("the first entry of the archive is not a readable list of contents")]
    List,
    /// More characters than a message may have.
    #[error("the message has more than {MESSAGE_CHARACTERS_MAX} characters")]
    MessageTooLong,
    /// A name with a path part or another trick.
    #[error("{0}")]
    FileName(#[from] FileNameError),
    /// Two files of one name, or of names that differ in case only.
    #[error("two files have the same name")]
    FileNameTwice,
    /// More bytes than a bundle may have.
    #[error("the files together have more than {FILES_SIZE_BYTES_MAX} bytes")]
    FilesTooLarge,
    /// Listed, but not there.
    #[error("a listed file is missing from the archive")]
    FileMissing,
    /// There, but not listed.
    #[error("the archive has a file that is not listed")]
    FileNotListed,
    /// Size or digest differ from the list.
    #[error("a file is not the one that was listed")]
    FileAltered,
}

/// Writes the archive. The caller has checked the list and gives the files in its order.
pub(crate) fn write_contents(list: &ContentsList, files: &[&[u8]]) -> Option<Vec<u8>> {
    // A fixed time of day: the moment when a file was packed is nobody's business, and equal contents stay equal.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(CONTENTS_LIST_NAME, options).ok()?;
    serde_json::to_writer(&mut writer, list).ok()?;
    for (listed, bytes) in list.files.iter().zip(files) {
        writer.start_file(&*listed.name, options).ok()?;
        writer.write_all(bytes).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Reads the archive: the list, and the bytes of each listed file in the list's order.
///
/// # Errors
///
/// The first [`ContentsError`] that applies.
pub(crate) fn read_contents(bytes: &[u8]) -> Result<(ContentsList, Vec<Vec<u8>>), ContentsError> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| ContentsError::NotPlainZip)?;
    check_layout(bytes, &mut archive)?;
    let list = read_list(&mut archive)?;
    check_list(&list)?;
    let mut files = Vec::new();
    for listed in &list.files {
        files.push(read_file(&mut archive, listed)?);
    }
    // Names in the archive are different (see check_layout), and so are those of the list: equal numbers mean equal sets.
    if archive.len() != list.files.len() + 1 {
        return Err(ContentsError::FileNotListed);
    }
    Ok((list, files))
}

/// Bytes of an end-of-directory record without comment (APPNOTE 4.3.16).
const END_BYTES: usize = 22;
/// Bytes of an entry's own header before its name (APPNOTE 4.3.7).
const LOCAL_HEADER_BYTES: usize = 30;
/// A data descriptor after an entry has at most signature, CRC and two 8-byte sizes (APPNOTE 4.3.9).
const DESCRIPTOR_BYTES_MAX: u64 = 24;

/// Checks that the archive says one thing only.
///
/// The attack: a ZIP can be built so that two programs see different files: the same name twice, an entry whose own
/// header has another name, data before the first or after the last entry, overlapping entries that unpack to terabytes.
/// The receiver's care software would then read another plan than the one that was checked and shown.
fn check_layout(
    bytes: &[u8],
    archive: &mut ZipArchive<Cursor<&[u8]>>,
) -> Result<(), ContentsError> {
    let start = bytes
        .len()
        .checked_sub(END_BYTES)
        .ok_or(ContentsError::NotPlainZip)?;
    let end = &bytes[start..];
    let entries = u16::from_le_bytes([end[10], end[11]]);
    let directory_bytes = u32::from_le_bytes([end[12], end[13], end[14], end[15]]);
    let directory_start = u32::from_le_bytes([end[16], end[17], end[18], end[19]]);
    // No comment, one disk, and the directory ends where its end record begins.
    if !end.starts_with(b"PK\x05\x06")
        || end[4..8] != [0; 4]
        || end[8..10] != end[10..12]
        || end[20..22] != [0; 2]
    {
        return Err(ContentsError::NotPlainZip);
    }
    if u64::from(directory_start) + u64::from(directory_bytes) != start as u64
        || archive.offset() != 0
    {
        return Err(ContentsError::NotPlainZip);
    }
    if usize::from(entries) > FILES_MAX + 1 {
        return Err(ContentsError::TooManyFiles);
    }
    // The reader keeps one entry of each name; fewer than the directory counts means that a name came twice.
    if archive.len() != usize::from(entries) {
        return Err(ContentsError::FileNameTwice);
    }
    let mut expected_start = 0;
    for index in 0..archive.len() {
        let entry = archive
            .by_index_raw(index)
            .map_err(|_| ContentsError::NotPlainZip)?;
        let gap = entry
            .header_start()
            .checked_sub(expected_start)
            .ok_or(ContentsError::NotPlainZip)?;
        if gap > 0 && (index == 0 || gap > DESCRIPTOR_BYTES_MAX) {
            return Err(ContentsError::NotPlainZip);
        }
        let local_name = local_name(bytes, entry.header_start());
        let is_plain = entry.is_file() && !entry.is_symlink() && !entry.encrypted();
        if local_name != Some(entry.name_raw()) || !is_plain {
            return Err(ContentsError::NotPlainFile);
        }
        expected_start = entry
            .data_start()
            .checked_add(entry.compressed_size())
            .ok_or(ContentsError::NotPlainZip)?;
    }
    let gap = u64::from(directory_start)
        .checked_sub(expected_start)
        .ok_or(ContentsError::NotPlainZip)?;
    if gap > DESCRIPTOR_BYTES_MAX {
        return Err(ContentsError::NotPlainZip);
    }
    Ok(())
}

/// The name in an entry's own header.
fn local_name(bytes: &[u8], header_start: u64) -> Option<&[u8]> {
    let header = bytes.get(usize::try_from(header_start).ok()?..)?;
    let length = u16::from_le_bytes([*header.get(26)?, *header.get(27)?]);
    header.get(LOCAL_HEADER_BYTES..)?.get(..usize::from(length))
}

fn read_list(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<ContentsList, ContentsError> {
    let entry = archive.by_index(0).map_err(|_| ContentsError::List)?;
    if entry.name() != CONTENTS_LIST_NAME {
        return Err(ContentsError::List);
    }
    let mut json = Vec::new();
    // One byte more than allowed, so that "too large" shows.
    entry
        .take(CONTENTS_LIST_SIZE_BYTES_MAX + 1)
        .read_to_end(&mut json)
        .map_err(|_| ContentsError::List)?;
    if json.len() as u64 > CONTENTS_LIST_SIZE_BYTES_MAX {
        return Err(ContentsError::List);
    }
    serde_json::from_slice(&json).map_err(|_| ContentsError::List)
}

/// Checks what can be said of a list alone: before writing, and before anything large is unpacked.
pub(crate) fn check_list(list: &ContentsList) -> Result<(), ContentsError> {
    if list.message.chars().count() > MESSAGE_CHARACTERS_MAX {
        return Err(ContentsError::MessageTooLong);
    }
    if list.files.len() > FILES_MAX {
        return Err(ContentsError::TooManyFiles);
    }
    let mut names = Vec::new();
    let mut size_bytes = 0_u64;
    for file in &list.files {
        check_file_name(&file.name)?;
        names.push(duplicate_key(&file.name));
        size_bytes = size_bytes.saturating_add(file.size_bytes);
    }
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(ContentsError::FileNameTwice);
    }
    if size_bytes > FILES_SIZE_BYTES_MAX {
        return Err(ContentsError::FilesTooLarge);
    }
    Ok(())
}

/// Unpacks one file, never further than its listed size: a few kilobytes of ZIP can hold gigabytes of zeros.
fn read_file(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    listed: &ListedFile,
) -> Result<Vec<u8>, ContentsError> {
    let index = index_of(archive, &listed.name).ok_or(ContentsError::FileMissing)?;
    let entry = archive
        .by_index(index)
        .map_err(|_| ContentsError::NotPlainFile)?;
    let mut bytes = Vec::new();
    entry
        .take(listed.size_bytes + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| ContentsError::FileAltered)?;
    if bytes.len() as u64 != listed.size_bytes || Digest::of(&bytes) != listed.sha256 {
        return Err(ContentsError::FileAltered);
    }
    Ok(bytes)
}

/// Finds an entry by the bytes of its name: UTF-8, whether its flag says so or not. Info-ZIP leaves the flag out.
fn index_of(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<usize> {
    (0..archive.len()).find(|index| {
        archive
            .by_index_raw(*index)
            .is_ok_and(|entry| entry.name_raw() == name.as_bytes())
    })
}

#[cfg(test)]
mod tests;
