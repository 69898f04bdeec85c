//! Checking a pile of files: each by itself, then the sets that they form. One file, piece by
//! piece, is checked by [`crate::checker`]; here is what its name tells.
//!
//! Never fails: what cannot be read is a finding. Files are not looked up
//! anywhere; the caller has read them.

use crate::checker::{CheckedFile, FileChecker};
use crate::document::UTF8_MARK;
use crate::encoding::{self, CharacterProblem};
use crate::file_kind::FileKind;
use crate::file_name::{FileName, NameProblem, split_extension};
use crate::file_set::check_sets;
use crate::finding::{Finding, NameFinding, Severity};
use crate::layout::Layout;
use crate::links::Links;
use crate::name_check::{check_letters, check_service_kinds, name_finding};
use crate::report::{FileReport, Input, Report};
use crate::version3::{self, FileName3};

/// Checks `inputs` against the standard 4.1 and returns every finding.
///
/// The files of the report are in the order of `inputs`; the result depends on
/// nothing else. A file whose name is wrong is still checked by the kind with
/// which its name begins.
///
/// ```
/// use tsunagu_standard::{Input, check_files, finding::en};
///
/// let path = "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV";
/// let bytes = b"202407,131059,0000000123,20260231\r\n";
/// let report = check_files(&[Input { path, bytes }]);
///
/// let finding = &report.files[0].findings[0];
/// assert_eq!((finding.code.to_string().as_str(), finding.line), ("D01-C04", Some(1)));
/// assert_eq!(en::text(finding).message, "care plan date \"20260231\" is not a date that exists");
/// ```
pub fn check_files(inputs: &[Input<'_>]) -> Report {
    let files = inputs.iter().map(|input| {
        let mut checker = FileChecker::new(input.path);
        checker.feed(input.bytes);
        checker.finish()
    });
    join_files(files.collect())
}

/// Checks the sets that files, checked each by itself, form together.
///
/// The files of the report are in the order of `files`; nothing else matters, so they may
/// have been checked at the same time. See [`check_files`] for files that are in memory.
pub fn join_files(files: Vec<CheckedFile>) -> Report {
    let (mut files, links): (Vec<FileReport>, Vec<Links>) = files
        .into_iter()
        .map(|file| (file.report, file.links))
        .unzip();
    let sets = check_sets(&mut files, &links);
    version3::check_sets(&mut files, &links);
    Report { files, sets }
}

/// What the name of a file tells of how to judge its contents.
pub(crate) enum Contents {
    /// Records of this form; the name is given if it is right.
    Records(FileKind, &'static Layout, Option<FileName>),
    /// A picture.
    Picture,
    /// Nothing to judge.
    Other,
}

/// Judges the name of `path`. A problem is given back where the contents decide how
/// serious it is; see [`unknown_name`].
pub(crate) fn judge_name(path: &str) -> (FileReport, Option<NameProblem>, Contents) {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let mut report = FileReport {
        path: path.to_string(),
        name: name.to_string(),
        kind: None,
        file_name: None,
        version3: None,
        version: None,
        records: 0,
        findings: Vec::new(),
    };
    let mut readable = true;
    let mut unknown = None;
    match FileName::parse(name) {
        Ok(file_name) => {
            report.findings = check_service_kinds(&file_name);
            report.findings.extend(check_letters(&file_name, name));
            report.kind = Some(file_name.kind);
            report.file_name = Some(file_name);
        }
        Err(problem) => {
            report.kind = kind_meant(name, &problem);
            if problem == NameProblem::Version3 {
                // Files of standard 3 are judged by its own forms; older ones only named.
                match FileName3::parse(name) {
                    Ok(parsed) => {
                        report.findings.push(version_3_name(name));
                        report.version3 = Some(parsed);
                    }
                    Err(problem) => unknown = Some(problem),
                }
                readable = report.version3.is_some();
            } else {
                unknown = Some(problem);
            }
        }
    }
    let contents = match report.kind.filter(|_| readable) {
        None => Contents::Other,
        Some(kind) => contents_of(kind, &report),
    };
    (report, unknown, contents)
}

fn contents_of(kind: FileKind, report: &FileReport) -> Contents {
    let Some(layout) = kind.layout() else {
        return Contents::Picture;
    };
    let name = report.version3.map(FileName3::without_kinds);
    match name.map_or(Some(layout), |name| version3::layout(name.kind)) {
        Some(layout) => Contents::Records(kind, layout, report.file_name.or(name)),
        None => Contents::Other,
    }
}

/// A person is told that a file of standard 3 cannot be exchanged.
fn version_3_name(name: &str) -> Finding {
    let problem = NameFinding::Shape(NameProblem::Version3);
    name_finding(Severity::Warning, problem, name.to_string())
}

/// The kind of a file whose name is wrong, if its name begins with one.
fn kind_meant(name: &str, problem: &NameProblem) -> Option<FileKind> {
    match problem {
        NameProblem::FullWidth { half_width } => FileKind::of_stem(split_extension(half_width).0),
        // A PDF that is called UPPLAN is no table 6.
        NameProblem::Extension { .. } => None,
        _ => FileKind::of_stem(split_extension(name).0),
    }
}

/// A name that is none of the standard: an attachment if the contents, of which `head` is the
/// beginning, may be one.
pub(crate) fn unknown_name(head: &[u8], name: &str, problem: NameProblem) -> Finding {
    let other = matches!(
        problem,
        NameProblem::UnknownPrefix | NameProblem::Extension { .. }
    );
    if other && is_archive(head, name) {
        return name_finding(Severity::Error, NameFinding::Archive, name.to_string());
    }
    match attachment_format(head, name) {
        Some(format) if other => {
            let problem = NameFinding::Attachment(format);
            name_finding(Severity::Information, problem, name.to_string())
        }
        _ => name_finding(
            Severity::Error,
            NameFinding::Shape(problem),
            name.to_string(),
        ),
    }
}

/// Whether it is a ZIP. Spreadsheets are such archives too, and a name with their extension says more.
fn is_archive(head: &[u8], name: &str) -> bool {
    split_extension(name).1.eq_ignore_ascii_case("zip") && head.starts_with(b"PK")
}

pub(crate) const JPEG_START: &[u8] = b"\xff\xd8\xff";

/// The format of contents that may be attached.
///
/// The contents decide, not the extension; but a CSV file, or records under another
/// extension, are taken for a file of the standard whose name was changed.
fn attachment_format(bytes: &[u8], name: &str) -> Option<&'static str> {
    let is = |start: &[u8]| bytes.starts_with(start);
    if split_extension(name).1.eq_ignore_ascii_case("csv") {
        None
    } else if is(b"%PDF-") {
        Some("PDF")
    } else if is(JPEG_START) {
        Some("JPEG")
    } else if is(b"GIF87a") || is(b"GIF89a") {
        Some("GIF")
    } else if is(b"\x89PNG\r\n\x1a\n") {
        Some("PNG")
    } else if is_text(bytes) && !looks_like_records(bytes) {
        Some("TXT")
    } else {
        None
    }
}

/// Whether `bytes` begin like every record of the standard: a version, an insurer.
fn looks_like_records(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    let mut fields = bytes.split(|&byte| byte == b',').take(2);
    let six_digits = |field: &[u8]| {
        let field = field.strip_prefix(b"\"").unwrap_or(field);
        field
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
            == 6
    };
    fields.next().is_some_and(six_digits) && fields.next().is_some_and(six_digits)
}

/// Text in either character set; tabs are common in notes.
fn is_text(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    let control = |&byte: &u8| byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n');
    if bytes.iter().any(control) {
        return false;
    }
    let without_tabs: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|&byte| byte != b'\t')
        .collect();
    // A character that is cut at the end is completed by what follows the head.
    let utf8 = std::str::from_utf8(bytes);
    let ms932 = encoding::find_bad_character(&without_tabs);
    utf8.map_or_else(|error| error.error_len().is_none(), |_| true)
        || ms932.is_none_or(|bad| matches!(bad.problem, CharacterProblem::Truncated(_)))
}
