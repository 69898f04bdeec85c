//! Handing files to the browser to be saved.
//!
//! A received file is data from outside: it is always saved and never shown, with
//! a kind that no browser runs, and its name is made harmless for folders of
//! Windows too. What a reader would get wrong: the name in `Content-Disposition`
//! is not the place for raw text; RFC 6266 wants an ASCII name and, beside it, the
//! true one as percent-encoded UTF-8.

use std::io::{Cursor, Write};

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use protocol::UtcSeconds;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::dates;
use super::failure::Failure;

/// Longest name in bytes that common file systems take, less room for " (1)".
const NAME_BYTES_MAX: usize = 240;

/// The bytes of one file, to be saved under its own name.
pub(crate) fn file(name: &str, bytes: Vec<u8>) -> Response {
    attachment("application/octet-stream", name, bytes)
}

/// Several files as one ZIP, in the given order.
///
/// # Errors
///
/// [`Failure::Internal`] when the archive cannot be written, which only a lack of
/// memory would cause.
pub(crate) fn archive(name: &str, files: &[(String, Vec<u8>)]) -> Result<Response, Failure> {
    let bytes = zip_files(files).map_err(|error| Failure::internal(&error))?;
    Ok(attachment("application/zip", name, bytes))
}

/// The name of an archive: partner and stamp, or the time when there is no stamp.
/// Names of clients or documents are not in it, for it may lie in a shared folder.
pub(crate) fn archive_name(partner: &str, stamp: Option<&str>, at: Option<UtcSeconds>) -> String {
    let stamp = match (stamp, at) {
        (Some(stamp), _) => stamp.to_owned(),
        (None, Some(at)) => dates::japan_time(at).strftime("%Y%m%d%H%M%S").to_string(),
        (None, None) => String::new(),
    };
    format!("{partner}_{stamp}.zip")
}

fn zip_files(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(safe_name(name), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn attachment(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, disposition(name)),
    ];
    (headers, Body::from(bytes)).into_response()
}

/// An archive whose bytes come piece by piece.
pub(crate) fn archive_answer(name: &str, body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (CONTENT_DISPOSITION, disposition(name)),
    ];
    (headers, body).into_response()
}

fn disposition(name: &str) -> HeaderValue {
    let name = safe_name(name);
    let plain: String = name
        .chars()
        .map(|character| {
            if character.is_ascii() && character != '%' {
                character
            } else {
                '_'
            }
        })
        .collect();
    let mut encoded = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&data_encoding::HEXUPPER.encode(&[byte]));
        }
    }
    HeaderValue::from_str(&format!(
        "attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"
    ))
    .expect("both names are visible ASCII")
}

/// A name without anything that a folder, a header or a careless program could
/// take for more than a name.
pub(crate) fn safe_name(name: &str) -> String {
    let mut safe: String = name
        .chars()
        .map(|character| match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            // Signs that turn the direction of writing make a.exe look like a.pdf.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '_',
            _ if character.is_control() => '_',
            _ => character,
        })
        .collect();
    while safe.len() > NAME_BYTES_MAX {
        safe.pop();
    }
    let trimmed = safe.trim_matches([' ', '.']);
    if trimmed.is_empty() {
        "file".to_owned()
    } else if is_device(trimmed) {
        format!("_{trimmed}")
    } else {
        trimmed.to_owned()
    }
}

/// Whether Windows takes the name, whatever its ending, for a device.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_uppercase();
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && stem.ends_with(|digit: char| digit.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, header: &str) {
        assert_eq!(disposition(name).to_str().unwrap(), header);
    }

    #[test]
    fn names_travel_in_both_forms() {
        check(
            "UPJSK_202611_1370300021_11_1370200015_43_20261201090000.CSV",
            "attachment; filename=\"UPJSK_202611_1370300021_11_1370200015_43_20261201090000.CSV\"; \
             filename*=UTF-8''UPJSK_202611_1370300021_11_1370200015_43_20261201090000.CSV",
        );
        check(
            "報告 1.pdf",
            "attachment; filename=\"__ 1.pdf\"; filename*=UTF-8''%E5%A0%B1%E5%91%8A%201.pdf",
        );
        check(
            "50%.txt",
            "attachment; filename=\"50_.txt\"; filename*=UTF-8''50%25.txt",
        );
    }

    #[test]
    fn names_cannot_leave_the_header_or_the_folder() {
        for (name, safe) in [
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a\"; filename=\"b.exe", "a_; filename=_b.exe"),
            ("a\r\nSet-Cookie: b", "a__Set-Cookie_ b"),
            ("C:\\autoexec.bat", "C__autoexec.bat"),
            ("report\u{202e}fdp.exe", "report_fdp.exe"),
            ("...", "file"),
            ("con.CSV", "_con.CSV"),
            ("LPT1", "_LPT1"),
            ("CONTACT.pdf", "CONTACT.pdf"),
            ("COM10.pdf", "COM10.pdf"),
            ("", "file"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
        assert!(safe_name(&"あ".repeat(200)).len() <= NAME_BYTES_MAX);
    }

    #[test]
    fn an_archive_holds_the_files_byte_for_byte() {
        let files = vec![
            ("一.CSV".to_owned(), vec![0x81, 0x40, 0x0d]),
            ("b.pdf".to_owned(), vec![0; 70_000]),
        ];
        let bytes = zip_files(&files).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for (index, (name, contents)) in files.iter().enumerate() {
            let mut entry = archive.by_index(index).unwrap();
            let mut read = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut read).unwrap();
            assert_eq!((entry.name(), &read), (name.as_str(), contents));
        }
    }
}
