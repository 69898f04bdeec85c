//! Many bundles as one ZIP, written while it is sent.
//!
//! One file at a time is in memory, and at most a few pieces wait for the browser, so
//! the size of the whole does not matter. What a reader would get wrong: an answer
//! that has begun cannot turn into a page that explains a failure; it is broken off,
//! and the browser says that saving failed.

use std::collections::HashSet;
use std::io::{self, Write};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use protocol::UtcSeconds;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::dates;
use super::download::{archive_answer, safe_name};
use crate::Office;
use crate::inbox::{ReceivedId, read_inbox_bundle, read_inbox_file};
use crate::store::StoreError;

/// Size of a piece of the answer.
const PIECE_BYTES: usize = 64 * 1024;

/// Pieces that wait for the browser; with them the writer waits too.
const PIECES_WAITING_MAX: usize = 4;

/// Longest name of a folder in characters. Windows opens paths of 260 characters;
/// the names of files of the standard take 75, the folder of downloads 60.
const FOLDER_CHARACTERS_MAX: usize = 70;

/// One bundle of the archive.
pub(crate) struct ArchiveFolder {
    pub(crate) id: ReceivedId,
    pub(crate) name: String,
    /// The time that its files show.
    pub(crate) at: UtcSeconds,
}

/// Answers with the files of opened bundles, a folder for each, in the given order.
pub(crate) fn stream_archive(office: &Office, name: &str, folders: Vec<ArchiveFolder>) -> Response {
    let (sender, receiver) = mpsc::channel(PIECES_WAITING_MAX);
    let office = office.clone();
    tokio::task::spawn_blocking(move || {
        let pieces = Pieces {
            sender: sender.clone(),
            piece: Vec::with_capacity(PIECE_BYTES),
        };
        if let Err(error) = write_archive(&office, pieces, &folders) {
            // Broken pipe: the browser has gone, which is no failure of ours.
            if error.kind() != io::ErrorKind::BrokenPipe {
                tracing::error!(%error, "an archive was broken off");
            }
            let _gone = sender.blocking_send(Err(error));
        }
    });
    archive_answer(name, Body::from_stream(ReceiverStream::new(receiver)))
}

fn write_archive(office: &Office, pieces: Pieces, folders: &[ArchiveFolder]) -> io::Result<()> {
    let mut writer = ZipWriter::new_stream(pieces);
    for folder in folders {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip_time(folder.at));
        let files = office
            .store(|store| read_inbox_bundle(store, folder.id))
            .map_err(failed)?
            .map(|bundle| bundle.files)
            .unwrap_or_default();
        let mut taken = HashSet::new();
        let folder_name = short_name(&folder.name);
        for file in files {
            let bytes = office
                .store(|store| read_inbox_file(store, folder.id, &file.name))
                .map_err(failed)?
                .ok_or_else(|| io::Error::other("a file of an opened bundle is missing"))?;
            let name = free_name(&mut taken, &safe_name(&file.name));
            writer.start_file(format!("{folder_name}/{name}"), options)?;
            writer.write_all(&bytes)?;
        }
    }
    let mut pieces = writer.finish()?.into_inner();
    pieces.flush()
}

fn failed(error: StoreError) -> io::Error {
    io::Error::other(error)
}

/// A name for a folder that Windows opens.
fn short_name(name: &str) -> String {
    let short: String = name.chars().take(FOLDER_CHARACTERS_MAX).collect();
    safe_name(&short)
}

/// A name that no file before it has, also for systems that take A and a as one.
fn free_name(taken: &mut HashSet<String>, name: &str) -> String {
    let mut free = name.to_owned();
    let mut number = 1;
    while !taken.insert(free.to_lowercase()) {
        number += 1;
        free = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem} ({number}).{ending}"),
            None => format!("{name} ({number})"),
        };
    }
    free
}

/// The time in Japan; what a ZIP cannot say (before 1980) is left out.
fn zip_time(at: UtcSeconds) -> zip::DateTime {
    let time = dates::japan_time(at);
    let part = |value: i8| value.unsigned_abs();
    zip::DateTime::from_date_and_time(
        time.year().unsigned_abs(),
        part(time.month()),
        part(time.day()),
        part(time.hour()),
        part(time.minute()),
        part(time.second()),
    )
    .unwrap_or_default()
}

/// Collects what is written into pieces and hands them on.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE_BYTES));
        self.sender
            .blocking_send(Ok(Bytes::from(piece)))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_one_folder_differ_for_windows_too() {
        let mut taken = HashSet::new();
        let names: Vec<String> = ["a.PDF", "A.pdf", "a.pdf", "b", "B"]
            .iter()
            .map(|name| free_name(&mut taken, name))
            .collect();
        assert_eq!(names, ["a.PDF", "A (2).pdf", "a (3).pdf", "b", "B (2)"]);
    }

    #[test]
    fn long_names_of_folders_are_cut_between_characters() {
        let name = format!("001_{}", "居".repeat(100));
        assert_eq!(short_name(&name).chars().count(), FOLDER_CHARACTERS_MAX);
        assert_eq!(short_name("001_a/b:c. "), "001_a_b_c");
    }

    #[test]
    fn files_show_the_time_of_japan() {
        let time = zip_time(UtcSeconds(1_796_686_921));
        assert_eq!(
            (
                time.year(),
                time.month(),
                time.day(),
                time.hour(),
                time.minute()
            ),
            (2026, 12, 8, 8, 42)
        );
        assert_eq!(zip_time(UtcSeconds(0)), zip::DateTime::default());
    }
}
