//! Checking a pile of files: each by itself, then the sets that they form.
//!
//! Never fails: what cannot be read is a finding. Files are not looked up
//! anywhere; the caller has read them.

use crate::document::UTF8_MARK;
use crate::encoding;
use crate::file_check::check_contents;
use crate::file_kind::FileKind;
use crate::file_name::{FileName, NameProblem, split_extension};
use crate::file_set::check_sets;
use crate::finding::{FileProblem, Finding, NameFinding, Severity};
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
    let (mut files, links): (Vec<FileReport>, Vec<Links>) =
        inputs.iter().map(|input| check_file(*input)).unzip();
    let sets = check_sets(inputs, &mut files, &links);
    version3::check_sets(&mut files, &links);
    Report { files, sets }
}

fn check_file(input: Input<'_>) -> (FileReport, Links) {
    let name = input.path.rsplit(['/', '\\']).next().unwrap_or(input.path);
    let mut report = FileReport {
        path: input.path.to_string(),
        name: name.to_string(),
        kind: None,
        file_name: None,
        version3: None,
        version: None,
        records: 0,
        findings: Vec::new(),
    };
    let mut readable = true;
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
                report.version3 = parse_version_3(input, name, &mut report.findings);
                readable = report.version3.is_some();
            } else {
                report.findings.push(unknown_name(input, name, problem));
            }
        }
    }
    let Some(kind) = report.kind.filter(|_| readable) else {
        return (report, Links::default());
    };
    let Some(layout) = kind.layout() else {
        if !input.bytes.starts_with(JPEG_START) {
            report.findings.push(Finding::of_file(FileProblem::NotJpeg));
        }
        return (report, Links::default());
    };
    let name = report.version3.map(FileName3::without_kinds);
    let layout = name.map_or(Some(layout), |name| version3::layout(name.kind));
    let Some(layout) = layout else {
        return (report, Links::default());
    };
    let name = report.file_name.or(name);
    let result = check_contents(input.bytes, kind, layout, name.as_ref());
    report.version = result.version;
    report.records = result.records;
    report.findings.extend(result.findings);
    (report, result.links)
}

/// The parts of a name of standard 3, of which a person is told that it cannot be exchanged.
fn parse_version_3(input: Input<'_>, name: &str, findings: &mut Vec<Finding>) -> Option<FileName3> {
    match FileName3::parse(name) {
        Ok(parsed) => {
            let problem = NameFinding::Shape(NameProblem::Version3);
            findings.push(name_finding(Severity::Warning, problem, name.to_string()));
            Some(parsed)
        }
        Err(problem) => {
            findings.push(unknown_name(input, name, problem));
            None
        }
    }
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

/// A name that is none of the standard: an attachment if the contents may be one.
fn unknown_name(input: Input<'_>, name: &str, problem: NameProblem) -> Finding {
    let other = matches!(
        problem,
        NameProblem::UnknownPrefix | NameProblem::Extension { .. }
    );
    match attachment_format(input.bytes, name) {
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

const JPEG_START: &[u8] = b"\xff\xd8\xff";

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
    std::str::from_utf8(bytes).is_ok() || encoding::find_bad_character(&without_tabs).is_none()
}
