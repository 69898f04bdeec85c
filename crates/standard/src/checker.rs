//! The check of one file that is read piece by piece.
//!
//! What is in memory at a time: the pieces given since the last record began, and what the
//! rules remember, all of it bounded. [`crate::check_files`] is made of the same parts, so
//! both give the same findings. Not here: the comparison of files, [`crate::join_files`].
//!
//! Easily got wrong: nothing is judged before [`HEAD_SIZE_BYTES`] have come or the file has
//! ended, because the character set and the sort of an attachment are told by the beginning.

use crate::check::{Contents, JPEG_START, judge_name, unknown_name};
use crate::csv::{Record, Scanner};
use crate::document::UTF8_MARK;
use crate::encoding;
use crate::file_check::FileCheck;
use crate::file_name::NameProblem;
use crate::finding::{FileProblem, Finding};
use crate::hash::PieceHasher;
use crate::links::Links;
use crate::record::Charset;
use crate::report::FileReport;

/// So much of the beginning tells the character set: a file whose first mebibyte is ASCII is
/// judged as MS932. Larger than any file that fits in a bundle with others.
pub const HEAD_SIZE_BYTES: usize = 1 << 20;

/// No record of the standard comes near it: free text is a few thousand characters. What is
/// longer is no CSV, or a quote that was never closed.
pub const RECORD_SIZE_BYTES_MAX: usize = 4 << 20;

/// A large piece is taken in parts of this size, so that little is held twice.
const PART_SIZE_BYTES: usize = 1 << 18;

/// Checks one file from its pieces.
///
/// ```
/// use tsunagu_standard::{FileChecker, join_files};
///
/// let mut checker = FileChecker::new("DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV");
/// for piece in [b"202407,131059,00000".as_slice(), b"00123,20260231\r\n"] {
///     checker.feed(piece);
/// }
/// let report = join_files(vec![checker.finish()]);
/// assert_eq!(report.files[0].findings[0].code.to_string(), "D01-C04");
/// ```
pub struct FileChecker {
    report: FileReport,
    problem: Option<NameProblem>,
    contents: Contents,
    /// Set when the head has been judged, if there are records to read.
    records: Option<Records>,
    begun: bool,
    /// The head; later what belongs to a record that is not complete yet.
    pending: Vec<u8>,
    last: Option<u8>,
    size_bytes: u64,
    hasher: PieceHasher,
}

/// A file that was checked by itself; [`crate::join_files`] makes a report of some.
pub struct CheckedFile {
    pub(crate) report: FileReport,
    pub(crate) links: Links,
}

impl CheckedFile {
    /// What was found so far: everything but the comparison with other files.
    pub fn report(&self) -> &FileReport {
        &self.report
    }
}

impl FileChecker {
    /// Begins with the name, which is the last part of `path`.
    pub fn new(path: &str) -> FileChecker {
        let (report, problem, contents) = judge_name(path);
        FileChecker {
            report,
            problem,
            contents,
            records: None,
            begun: false,
            pending: Vec::new(),
            last: None,
            size_bytes: 0,
            hasher: PieceHasher::default(),
        }
    }

    /// Takes the next piece of the file, of any size.
    pub fn feed(&mut self, piece: &[u8]) {
        for part in piece.chunks(PART_SIZE_BYTES) {
            self.hasher.update(part);
            self.size_bytes += part.len() as u64;
            self.last = part.last().copied();
            self.take(part);
        }
    }

    /// Ends the file.
    pub fn finish(mut self) -> CheckedFile {
        if !self.begun {
            self.begin(true);
        }
        let mut links = Links::default();
        if let Some(mut records) = self.records {
            records.read(&mut self.pending, true);
            let result = records.finish(self.last);
            self.report.version = result.version;
            self.report.records = result.records;
            self.report.findings.extend(result.findings);
            links = result.links;
        }
        links.contents.size_bytes = self.size_bytes;
        links.contents.hash = self.hasher.finish();
        CheckedFile {
            report: self.report,
            links,
        }
    }

    fn take(&mut self, part: &[u8]) {
        if !self.begun {
            self.pending.extend_from_slice(part);
            if self.pending.len() >= HEAD_SIZE_BYTES {
                self.begin(false);
            }
        } else if let Some(records) = &mut self.records {
            self.pending.extend_from_slice(part);
            records.read(&mut self.pending, false);
        }
    }

    /// Judges what the beginning tells; `whole` when it is all there is.
    fn begin(&mut self, whole: bool) {
        self.begun = true;
        let head = self.pending.as_slice();
        if let Some(problem) = self.problem.take() {
            let finding = unknown_name(head, &self.report.name, problem);
            self.report.findings.push(finding);
        }
        match self.contents {
            Contents::Records(kind, layout, name) => {
                let mut check = FileCheck::new(kind, layout, name, charset(head, whole));
                let (marked, unreadable) = check_mark(&mut check, head);
                let place = if marked { UTF8_MARK.len() } else { 0 };
                self.pending.drain(..place);
                self.records = Some(Records {
                    check,
                    record: Record::default(),
                    line: 1,
                    utf8_reported: marked,
                    stopped: unreadable,
                    unreadable,
                });
            }
            Contents::Picture if !head.starts_with(JPEG_START) => {
                let finding = Finding::of_file(FileProblem::NotJpeg);
                self.report.findings.push(finding);
            }
            Contents::Picture | Contents::Other => (),
        }
        if self.records.is_none() {
            self.pending = Vec::new();
        }
    }
}

/// Reports marks of other character sets: whether there is that of UTF-8, and whether
/// nothing can be read.
fn check_mark(check: &mut FileCheck, head: &[u8]) -> (bool, bool) {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        check.push_file(FileProblem::Utf16, None, None, None);
        check.skip_all();
        return (false, true);
    }
    if let Some(format) = other_format(head) {
        check.push_file(FileProblem::NotCsv(format), None, None, None);
        check.skip_all();
        return (false, true);
    }
    let marked = head.starts_with(UTF8_MARK);
    if marked {
        check.push_file(FileProblem::Utf8 { mark: true }, Some(1), None, None);
    }
    (marked, false)
}

/// What people rename to .CSV, or what a browser saves when a login has run out.
fn other_format(head: &[u8]) -> Option<&'static str> {
    let starts: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "Excel/ZIP"),
        (b"\xd0\xcf\x11\xe0", "Excel"),
        (b"%PDF-", "PDF"),
        (b"<", "HTML/XML"),
        (JPEG_START, "JPEG"),
    ];
    let found = starts.iter().find(|(start, _)| head.starts_with(start));
    found.map(|(_, format)| *format)
}

fn charset(head: &[u8], whole: bool) -> Charset {
    let (marked, text) = match head.strip_prefix(UTF8_MARK) {
        Some(text) => (true, text),
        None => (false, head),
    };
    let text = if whole { text } else { without_cut(text) };
    if encoding::is_japanese_utf8(text) || marked && text.is_ascii() {
        Charset::Utf8
    } else {
        Charset::Ms932
    }
}

/// Without the part of a character of UTF-8 at the end, which the next piece completes.
fn without_cut(head: &[u8]) -> &[u8] {
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() => &head[..error.valid_up_to()],
        _ => head,
    }
}

/// The records of a file whose head has been judged.
struct Records {
    check: FileCheck,
    record: Record,
    /// The line of the first byte that has not been read.
    line: u32,
    utf8_reported: bool,
    /// Nothing more is read.
    stopped: bool,
    /// Nothing was read at all.
    unreadable: bool,
}

impl Records {
    /// Checks the records that `pending` certainly holds, all of them when it is the `end` of
    /// the file, and takes them away.
    fn read(&mut self, pending: &mut Vec<u8>, end: bool) {
        let mut scanner = Scanner::resume(pending, 0, self.line);
        while !self.stopped {
            if !scanner.read_after(&mut self.record, end) {
                break;
            }
            if self.check.charset() == Charset::Utf8 && !self.utf8_reported {
                self.utf8_reported = self.check.report_utf8(pending, &self.record);
            }
            self.check.record(pending, &self.record);
        }
        let (place, line) = scanner.place();
        self.line = line;
        pending.drain(..place);
        if pending.len() > RECORD_SIZE_BYTES_MAX && !self.stopped {
            self.stopped = true;
            self.check.stop_at_long_record(line);
        }
        if self.stopped {
            pending.clear();
        }
    }

    fn finish(mut self, last: Option<u8>) -> crate::file_check::FileResult {
        if !self.unreadable {
            // Nobody is told how a file ends that was not read to its end.
            self.check.finish(last.filter(|_| !self.stopped));
        }
        self.check.result()
    }
}

#[cfg(test)]
mod tests;
