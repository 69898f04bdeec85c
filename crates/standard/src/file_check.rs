//! The check of one file, record by record.
//!
//! What is kept from record to record is small: counts, the values that may not
//! change, hashes against repetition, and the clients. Sums and history are not
//! looked at. A record whose shape is wrong gets that one finding and no others,
//! because its items would be shifted.

use crate::calendar::Month;
use crate::csv::{Field, Record, ShapeProblem};
use crate::field::{self, RightValues};
use crate::file_kind::FileKind;
use crate::file_name::FileName;
use crate::finding::{
    CountHint, FieldProblem, FileProblem, Finding, Problem, Severity, VersionProblem,
};
use crate::layout::Layout;
use crate::lines::Lines;
use crate::links::Links;
use crate::name_check::{NameExpectation, expectations};
use crate::record::{Charset, RecordView, show};
use crate::report::FINDINGS_MAX;
use crate::shape::ShapeCounts;
use crate::ticket::client_of;
use crate::version3::{self, Form};

mod seen;
mod torn;

use seen::Seen;
pub(crate) use torn::torn_item;
use torn::{cut_item, ends_in_commas};

/// What the check of a file gives back.
pub(crate) struct FileResult {
    pub(crate) version: Option<String>,
    pub(crate) records: u32,
    pub(crate) findings: Vec<Finding>,
    pub(crate) links: Links,
}

/// The check of one file. The bytes come with each record, so that no more of a file than
/// one piece need be in memory; [`crate::checker`] reads the pieces.
pub(crate) struct FileCheck {
    kind: FileKind,
    layout: &'static Layout,
    /// Set when `layout` is of standard 3; see [`crate::version3`].
    version3: Option<&'static Form>,
    name: Option<FileName>,
    charset: Charset,
    findings: Vec<Finding>,
    /// The worst finding that was not listed any more.
    unlisted: Option<Severity>,
    records: u32,
    version: Option<String>,
    last_version: Vec<u8>,
    good_version: Vec<u8>,
    right: RightValues,
    expectations: Vec<NameExpectation>,
    shape: ShapeCounts,
    /// The line of the last record of which every item was checked.
    checked_line: u32,
    empty_lines: Vec<u32>,
    seen: Seen,
    keys: Seen,
    links: Links,
    lines: Lines,
}

impl FileCheck {
    /// Of a file of `kind`; `name` is given if the name is right.
    pub(crate) fn new(
        kind: FileKind,
        layout: &'static Layout,
        name: Option<FileName>,
        charset: Charset,
    ) -> FileCheck {
        FileCheck {
            kind,
            layout,
            version3: version3::form_of_layout(layout),
            name,
            charset,
            findings: Vec::new(),
            unlisted: None,
            records: 0,
            version: None,
            last_version: Vec::new(),
            good_version: Vec::new(),
            right: RightValues::default(),
            expectations: name.as_ref().map(expectations).unwrap_or_default(),
            shape: ShapeCounts::new(layout),
            checked_line: 0,
            empty_lines: Vec::new(),
            seen: Seen::default(),
            keys: Seen::default(),
            links: Links::default(),
            lines: Lines::default(),
        }
    }

    /// Checks `record`, whose fields are ranges of `file`.
    pub(crate) fn record(&mut self, file: &[u8], record: &Record) {
        self.shape.count_line_end(record);
        if record.fields.len() == 1 && record.fields[0].raw.is_empty() {
            self.empty_lines.push(record.line);
            return;
        }
        if record.fields.iter().all(|field| field.raw.is_empty()) {
            return self.push_file(FileProblem::BlankRecord, Some(record.line), None, None);
        }
        for line in std::mem::take(&mut self.empty_lines) {
            self.push_file(
                FileProblem::EmptyLine { last: false },
                Some(line),
                None,
                None,
            );
        }
        if self.records == 0 && self.is_header(file, record) {
            let found = show(file, &record.fields[0], self.charset);
            return self.push_file(
                FileProblem::HeaderLine,
                Some(record.line),
                None,
                Some(found),
            );
        }
        self.records += 1;
        if self.has_wrong_shape(file, record) {
            self.links.skip();
            self.lines.skip();
            return;
        }
        // What was not looked at in the record before is not left out in this one.
        let changed = record
            .changed
            .filter(|_| self.checked_line + 1 == record.line);
        self.checked_line = record.line;
        self.shape.count_quotes(record, changed.is_some());
        let widened = self.version3.map(|form| form.widen(record));
        let record = widened.as_ref().unwrap_or(record);
        let layout = self.version3.map_or(self.layout, |form| form.wide);
        let name = self.name;
        let mut view = RecordView::new(file, record, layout, name.as_ref(), self.charset);
        field::check_fields(
            &mut view,
            &mut self.right,
            changed.filter(|_| widened.is_none()),
        );
        (layout.rules)(&mut view);
        self.check_version(&mut view);
        for expectation in &mut self.expectations {
            expectation.check(&mut view);
        }
        view.client = client_of(&view);
        self.lines.record(&mut view, self.kind);
        self.remember(file, &view);
        let mut findings = view.findings;
        findings.sort_by_key(|finding| finding.item);
        for finding in findings {
            self.push_wide(finding);
        }
    }

    fn is_header(&self, file: &[u8], record: &Record) -> bool {
        let names = record
            .fields
            .iter()
            .zip(self.layout.columns)
            .filter(|(field, column)| {
                show(file, field, self.charset).trim_matches(['\u{feff}', ' ']) == column.name_ja
            });
        let first = show(file, &record.fields[0], self.charset);
        names.count() >= 2
            || first == self.layout.columns[0].name_ja
            || has_titles_only(file, record)
    }

    fn has_wrong_shape(&mut self, file: &[u8], record: &Record) -> bool {
        let line = Some(record.line);
        if let Some((index, problem)) = record.problem {
            let found = show(file, &record.fields[index], self.charset);
            let item = (index < self.layout.columns.len()).then_some(index as u16 + 1);
            let problem = match problem {
                ShapeProblem::StrayQuote => FileProblem::StrayQuote,
                ShapeProblem::TextAfterQuote => FileProblem::TextAfterQuote,
                ShapeProblem::UnclosedQuote { line } => FileProblem::UnclosedQuote { opened: line },
            };
            self.push_file(problem, line, item, Some(found));
            return true;
        }
        let (found, expected) = (record.fields.len(), self.layout.columns.len());
        if found != expected {
            let torn = torn_item(file, &record.fields, self.layout);
            let cut = cut_item(file, &record.fields, self.layout);
            let hint = match (torn, cut) {
                _ if self.is_count_of_other_version(found) => Some(match self.version3 {
                    Some(_) => CountHint::Version41,
                    None => CountHint::Version3,
                }),
                _ if ends_in_commas(file, &record.fields, self.layout) => {
                    Some(CountHint::TrailingComma)
                }
                (Some(_), _) => Some(CountHint::Comma),
                (None, Some(_)) => Some(CountHint::LineBreak),
                (None, None) => None,
            };
            let problem = FileProblem::FieldCount {
                found,
                expected,
                hint,
            };
            let item = torn
                .or(cut)
                .filter(|_| hint != Some(CountHint::TrailingComma));
            self.push_file(problem, line, item, Some(found.to_string()));
        }
        found != expected
    }

    /// Whether a record with `found` fields is one of the other of standard 3 and 4.1.
    fn is_count_of_other_version(&self, found: usize) -> bool {
        let other = match self.version3 {
            Some(form) => Some(form.wide),
            None => version3::layout(self.kind),
        };
        other.is_some_and(|layout| layout.columns.len() == found)
    }

    /// Another version than the first right one, in a file that may have only one.
    fn check_version(&mut self, view: &mut RecordView<'_>) {
        let value = view.value(1);
        if self.records == 1 {
            self.version = Some(view.shown(1)).filter(|version| !version.is_empty());
        }
        let good = !value.is_empty() && !view.is_wrong(1);
        let month = view.name.and_then(|name| name.month);
        if self.records == 1 && value == field::VERSION && month.is_some_and(is_before_version) {
            // Offices changed over at different times, so this is a warning (doubt B13).
            let problem = FieldProblem::Version(VersionProblem::TooEarly);
            view.push_field(Severity::Warning, 1, problem);
        }
        if self.records > 1 && value == self.last_version {
            // A file in which every record has the same wrong version says so once.
            view.findings.retain(|finding| {
                !matches!(finding.problem, Problem::Field(FieldProblem::Version(_)))
            });
        } else if good && !self.good_version.is_empty() && value != self.good_version {
            view.findings.retain(|finding| finding.item != Some(1));
            view.push_field(
                Severity::Error,
                1,
                FieldProblem::Version(VersionProblem::Mixed),
            );
        }
        value.clone_into(&mut self.last_version);
        if good && self.good_version.is_empty() {
            value.clone_into(&mut self.good_version);
        }
    }

    fn remember(&mut self, file: &[u8], view: &RecordView<'_>) {
        self.links.record(view, self.kind);
        let line = view.record.line;
        let end = view
            .record
            .fields
            .last()
            .map_or(view.record.start, |field| field.raw.end);
        let bytes = &file[view.record.start..end];
        if !has_unique_key(self.kind) {
            if self.seen.note(bytes, line) {
                self.report_repeated();
            }
        } else if let Some(first) = self.seen.line_of(bytes, line) {
            self.push_repeated(line, first);
        } else {
            let key = self.layout.key;
            let values = [key.insurer, key.insured, key.date].map(|number| view.valid(number));
            let [Some(insurer), Some(insured), Some(date)] = values else {
                return;
            };
            let bytes = [insurer, insured, date].concat();
            if let Some(first) = self.keys.line_of(&bytes, line) {
                self.push_file(FileProblem::RepeatedKey { first }, Some(line), None, None);
            }
        }
    }

    fn report_repeated(&mut self) {
        for (line, first) in self.seen.repeated() {
            self.push_repeated(line, first);
        }
    }

    fn push_repeated(&mut self, line: u32, first: u32) {
        let problem = FileProblem::RepeatedRecord { first };
        self.push_file(problem, Some(line), None, None);
    }

    /// Reports a file of UTF-8 at its first character outside ASCII.
    pub(crate) fn report_utf8(&mut self, file: &[u8], record: &Record) -> bool {
        let other = |field: &Field| !file[field.raw.clone()].is_ascii();
        let Some(index) = record.fields.iter().position(other) else {
            return false;
        };
        let found = show(file, &record.fields[index], self.charset);
        let item = (index < self.layout.columns.len()).then_some(index as u16 + 1);
        self.push_file(
            FileProblem::Utf8 { mark: false },
            Some(record.line),
            item,
            Some(found),
        );
        true
    }

    /// Nothing of the file can be read, so nothing can be said to be missing in it.
    pub(crate) fn skip_all(&mut self) {
        self.links.skip();
        self.lines.skip();
    }

    pub(crate) fn charset(&self) -> Charset {
        self.charset
    }

    /// The record that begins on `line` is not read to its end, nor anything behind it.
    pub(crate) fn stop_at_long_record(&mut self, line: u32) {
        let mebibytes_max = crate::checker::RECORD_SIZE_BYTES_MAX >> 20;
        let problem = FileProblem::RecordTooLong { mebibytes_max };
        self.records += 1;
        self.links.skip();
        self.lines.skip();
        self.push_file(problem, Some(line), None, None);
    }

    /// Ends the file; `last` is its last byte.
    pub(crate) fn finish(&mut self, last: Option<u8>) {
        self.report_repeated();
        for line in std::mem::take(&mut self.empty_lines) {
            self.push_file(
                FileProblem::EmptyLine { last: true },
                Some(line),
                None,
                None,
            );
        }
        if self.records == 0 {
            let sub_table = self.kind.is_sub_table();
            // What is missing in other files is missing because of this.
            self.links.skip();
            self.push_file(FileProblem::NoRecords { sub_table }, None, None, None);
        }
        for finding in self.shape.finish(last) {
            self.push(finding);
        }
        let full = [self.lines.is_full(), self.links.is_full()].contains(&true);
        if full || self.seen.is_full() || self.keys.is_full() {
            self.push_file(FileProblem::NotCompared, None, None, None);
        }
        let mut findings = Vec::new();
        std::mem::take(&mut self.lines).finish(self.name.as_ref(), &mut findings);
        for finding in findings {
            self.push_wide(finding);
        }
    }

    pub(crate) fn push_file(
        &mut self,
        problem: FileProblem,
        line: Option<u32>,
        item: Option<u16>,
        found: Option<String>,
    ) {
        let mut finding = Finding::of_file(problem);
        finding.line = line;
        finding.item = item;
        finding.column = item.map(|number| self.layout.column(number));
        finding.found = found;
        self.push(finding);
    }

    /// Adds a finding whose item has the number of 4.1.
    fn push_wide(&mut self, finding: Finding) {
        let narrowed = match self.version3 {
            Some(form) => form.narrow(finding),
            None => Some(finding),
        };
        if let Some(finding) = narrowed {
            self.push(finding);
        }
    }

    fn push(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        } else {
            let worst = self
                .unlisted
                .map_or(finding.severity, |other| other.min(finding.severity));
            self.unlisted = Some(worst);
        }
    }

    /// What was found.
    pub(crate) fn result(mut self) -> FileResult {
        self.findings
            .sort_by_key(|finding| (finding.line, finding.item));
        self.findings
            .extend(self.unlisted.map(Finding::of_unlisted));
        FileResult {
            version: self.version,
            records: self.records,
            findings: self.findings,
            links: self.links,
        }
    }
}

/// Whether the first three fields are words without a digit, as the titles of any program are:
/// version and numbers of insurer and insured person consist of digits.
pub(crate) fn has_titles_only(file: &[u8], record: &Record) -> bool {
    let title = |field: &Field| {
        let content = field.content(file);
        !content.is_empty() && !content.iter().any(u8::is_ascii_digit)
    };
    record.fields.len() >= 3 && record.fields[..3].iter().all(title)
}

/// Version 4.1 applies to services from April 2025.
fn is_before_version(month: Month) -> bool {
    Month::new(2025, 4).is_some_and(|first| month < first)
}

/// Forms with one record for each key; the other forms have several lines for a client.
fn has_unique_key(kind: FileKind) -> bool {
    matches!(
        kind,
        FileKind::Up1Kyo | FileKind::UpHosoku | FileKind::UpKihon | FileKind::UpYobo
    )
}
