//! The check of one file, record by record.
//!
//! What is kept from record to record is small: counts, the values that may not
//! change, hashes against repetition, and the clients. Sums and history are not
//! looked at. A record whose shape is wrong gets that one finding and no others,
//! because its items would be shifted.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::calendar::Month;
use crate::csv::{Field, Record, Scanner, ShapeProblem};
use crate::document::UTF8_MARK;
use crate::encoding;
use crate::field;
use crate::file_kind::FileKind;
use crate::file_name::FileName;
use crate::finding::{
    Code, FieldProblem, FileProblem, Finding, Problem, Severity, TotalProblem, VersionProblem,
};
use crate::layout::{Column, Layout};
use crate::links::Links;
use crate::name_check::{NameExpectation, expectations};
use crate::record::{Charset, RecordView, show};
use crate::service_kind::{self, Role};
use crate::shape::ShapeCounts;
use crate::statement::Statement;
use crate::version3::{self, Form};

/// At most so many findings are listed for one file: more help nobody, and a file of
/// a million wrong records must not fill the memory.
pub(crate) const FINDINGS_MAX: usize = 10_000;

/// At most so many records are remembered to find repetitions (16 MB).
const REMEMBERED_MAX: usize = 1_000_000;

/// What the check of a file gives back.
pub(crate) struct FileResult {
    pub(crate) version: Option<String>,
    pub(crate) records: u32,
    pub(crate) findings: Vec<Finding>,
    pub(crate) links: Links,
}

struct FileCheck<'a> {
    file: &'a [u8],
    kind: FileKind,
    layout: &'static Layout,
    /// Set when `layout` is of standard 3; see [`crate::version3`].
    version3: Option<&'static Form>,
    name: Option<&'a FileName>,
    charset: Charset,
    findings: Vec<Finding>,
    /// The worst finding that was not listed any more.
    unlisted: Option<Severity>,
    records: u32,
    version: Option<String>,
    last_version: Vec<u8>,
    good_version: Vec<u8>,
    expectations: Vec<NameExpectation>,
    shape: ShapeCounts,
    empty_lines: Vec<u32>,
    seen: HashMap<u64, u32>,
    keys: HashMap<u64, u32>,
    links: Links,
    statement: Statement,
    /// For each client of table 6: the first line, and whether the receiver has a line.
    received: Vec<(u32, bool)>,
    clients: HashMap<Vec<u8>, usize>,
}

/// Checks the contents of a file of `kind`; `name` is given if the name is right.
pub(crate) fn check_contents(
    file: &[u8],
    kind: FileKind,
    layout: &'static Layout,
    name: Option<&FileName>,
) -> FileResult {
    let mut check = FileCheck::new(file, kind, layout, name);
    if file.starts_with(b"\xff\xfe") || file.starts_with(b"\xfe\xff") {
        check.push_file(FileProblem::Utf16, None, None, None);
        return check.result();
    }
    let marked = file.starts_with(UTF8_MARK);
    let start = if marked { UTF8_MARK.len() } else { 0 };
    if marked {
        check.push_file(FileProblem::Utf8 { mark: true }, Some(1), None, None);
    }
    if encoding::is_japanese_utf8(&file[start..]) || marked && file[start..].is_ascii() {
        check.charset = Charset::Utf8;
    }
    let mut scanner = Scanner::new(file, start);
    let mut record = Record::default();
    let mut utf8_reported = marked;
    while scanner.read(&mut record) {
        if check.charset == Charset::Utf8 && !utf8_reported {
            utf8_reported = check.report_utf8(&record);
        }
        check.record(&record);
    }
    check.finish();
    check.result()
}

impl<'a> FileCheck<'a> {
    fn new(
        file: &'a [u8],
        kind: FileKind,
        layout: &'static Layout,
        name: Option<&'a FileName>,
    ) -> FileCheck<'a> {
        FileCheck {
            file,
            kind,
            layout,
            version3: version3::form_of_layout(layout),
            name,
            charset: Charset::Ms932,
            findings: Vec::new(),
            unlisted: None,
            records: 0,
            version: None,
            last_version: Vec::new(),
            good_version: Vec::new(),
            expectations: name.map(expectations).unwrap_or_default(),
            shape: ShapeCounts::new(layout),
            empty_lines: Vec::new(),
            seen: HashMap::new(),
            keys: HashMap::new(),
            links: Links::default(),
            statement: Statement::default(),
            received: Vec::new(),
            clients: HashMap::new(),
        }
    }

    fn record(&mut self, record: &Record) {
        self.shape.count_line_end(record);
        if record.fields.len() == 1 && record.fields[0].raw.is_empty() {
            self.empty_lines.push(record.line);
            return;
        }
        for line in std::mem::take(&mut self.empty_lines) {
            self.push_file(
                FileProblem::EmptyLine { last: false },
                Some(line),
                None,
                None,
            );
        }
        if self.records == 0 && self.is_header(record) {
            let found = show(self.file, &record.fields[0], self.charset);
            return self.push_file(
                FileProblem::HeaderLine,
                Some(record.line),
                None,
                Some(found),
            );
        }
        self.records += 1;
        if self.has_wrong_shape(record) {
            self.links.broken = true;
            self.statement.skip();
            return;
        }
        self.shape.count_quotes(record);
        let widened = self.version3.map(|form| form.widen(record));
        let record = widened.as_ref().unwrap_or(record);
        let layout = self.version3.map_or(self.layout, |form| form.wide);
        let mut view = RecordView::new(self.file, record, layout, self.name, self.charset);
        field::check_fields(&mut view);
        (layout.rules)(&mut view);
        self.check_version(&mut view);
        for expectation in &mut self.expectations {
            expectation.check(&mut view);
        }
        self.remember(&view);
        let mut findings = view.findings;
        findings.sort_by_key(|finding| finding.item);
        for finding in findings {
            self.push_wide(finding);
        }
    }

    fn is_header(&self, record: &Record) -> bool {
        let names = record
            .fields
            .iter()
            .zip(self.layout.columns)
            .filter(|(field, column)| {
                show(self.file, field, self.charset).trim_matches(['\u{feff}', ' '])
                    == column.name_ja
            });
        let first = show(self.file, &record.fields[0], self.charset);
        names.count() >= 2 || first == self.layout.columns[0].name_ja
    }

    fn has_wrong_shape(&mut self, record: &Record) -> bool {
        let line = Some(record.line);
        if let Some((index, problem)) = record.problem {
            let found = show(self.file, &record.fields[index], self.charset);
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
            let version_3 = matches!(
                (self.kind, found),
                (FileKind::UpPlan | FileKind::UpJsk, 22) | (FileKind::UpSikyu, 34)
            );
            let torn = torn_item(self.file, &record.fields, self.layout);
            let comma = torn.is_some();
            let torn = torn.or_else(|| cut_item(self.file, &record.fields, self.layout));
            let problem = FileProblem::FieldCount {
                found,
                expected,
                version_3,
                comma,
            };
            self.push_file(problem, line, torn, Some(found.to_string()));
        }
        found != expected
    }

    /// Another version than the one before, in a file that may have only one.
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
        self.last_version = value.to_vec();
        if good {
            self.good_version = value.to_vec();
        }
    }

    fn remember(&mut self, view: &RecordView<'_>) {
        self.links.record(view, self.kind);
        if self.kind == FileKind::UpSikyu {
            self.statement.record(view);
        }
        if self.kind == FileKind::UpPlan {
            self.count_receiver(view);
        }
        let line = view.record.line;
        let end = view
            .record
            .fields
            .last()
            .map_or(view.record.start, |field| field.raw.end);
        let bytes = &self.file[view.record.start..end];
        if let Some(first) = remember(&mut self.seen, bytes, line) {
            return self.push_file(
                FileProblem::RepeatedRecord { first },
                Some(line),
                None,
                None,
            );
        }
        if has_unique_key(self.kind) {
            let key = self.layout.key;
            let values = [key.insurer, key.insured, key.date].map(|number| view.valid(number));
            let [Some(insurer), Some(insured), Some(date)] = values else {
                return;
            };
            let bytes = [insurer, insured, date].concat();
            if let Some(first) = remember(&mut self.keys, &bytes, line) {
                self.push_file(FileProblem::RepeatedKey { first }, Some(line), None, None);
            }
        }
    }

    /// A ticket is sent only for clients who have a service of the receiver.
    fn count_receiver(&mut self, view: &RecordView<'_>) {
        let Some(to) = view.name.map(|name| name.to) else {
            return;
        };
        let (Some(insurer), Some(insured)) = (view.valid(2), view.valid(3)) else {
            return;
        };
        let key = [insurer, insured].concat();
        let next = self.received.len();
        let index = *self.clients.entry(key).or_insert(next);
        if index == next {
            self.received.push((view.record.line, false));
        }
        let own_kind = view.value(15).starts_with(to.service.as_str().as_bytes());
        let own_office = view.value(20) == to.office.as_str().as_bytes();
        // A wrong office or code may be the receiver's.
        let unknown = view.is_wrong(15) || view.is_wrong(20);
        self.received[index].1 |= own_kind && own_office || unknown;
    }

    /// Reports a file of UTF-8 at its first character outside ASCII.
    fn report_utf8(&mut self, record: &Record) -> bool {
        let other = |field: &Field| !self.file[field.raw.clone()].is_ascii();
        let Some(index) = record.fields.iter().position(other) else {
            return false;
        };
        let found = show(self.file, &record.fields[index], self.charset);
        let item = (index < self.layout.columns.len()).then_some(index as u16 + 1);
        self.push_file(
            FileProblem::Utf8 { mark: false },
            Some(record.line),
            item,
            Some(found),
        );
        true
    }

    fn finish(&mut self) {
        for line in std::mem::take(&mut self.empty_lines) {
            self.push_file(
                FileProblem::EmptyLine { last: true },
                Some(line),
                None,
                None,
            );
        }
        if self.records == 0 {
            self.push_file(FileProblem::NoRecords, None, None, None);
        }
        for finding in self.shape.finish(self.file) {
            self.push(finding);
        }
        let mut findings = Vec::new();
        std::mem::take(&mut self.statement).finish(&mut findings);
        self.finish_receiver(&mut findings);
        for finding in findings {
            self.push_wide(finding);
        }
    }

    fn finish_receiver(&self, findings: &mut Vec<Finding>) {
        let Some(to) = self.name.map(|name| name.to) else {
            return;
        };
        let role = service_kind::find(to.service).map(|facts| facts.role);
        if !matches!(role, Some(Role::Service | Role::ServiceWithCareManager)) {
            return;
        }
        for &(line, received) in &self.received {
            if !received {
                let problem = TotalProblem::NoLineOfReceiver {
                    receiver: to.to_string(),
                };
                let code = Code::rule(self.layout, 9);
                let finding = Finding::new(Severity::Warning, code, problem);
                findings.push(finding.at(line, self.layout.column(20)));
            }
        }
    }

    fn push_file(
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

    fn result(mut self) -> FileResult {
        self.findings
            .sort_by_key(|finding| (finding.line, finding.item));
        if let Some(severity) = self.unlisted {
            let problem = FileProblem::MoreFindings {
                listed: FINDINGS_MAX,
            };
            let mut finding = Finding::of_file(problem);
            finding.severity = severity;
            self.findings.push(finding);
        }
        FileResult {
            version: self.version,
            records: self.records,
            findings: self.findings,
            links: self.links,
        }
    }
}

/// Version 4.1 applies to services from April 2025.
fn is_before_version(month: Month) -> bool {
    Month::new(2025, 4).is_some_and(|first| month < first)
}

/// The item that a comma without quotes has torn into several fields: the only one after
/// which the other fields fit their items. `None` if that cannot be told.
fn torn_item(file: &[u8], fields: &[Field], layout: &Layout) -> Option<u16> {
    let columns = layout.columns;
    let extra = fields
        .len()
        .checked_sub(columns.len())
        .filter(|&extra| extra > 0)?;
    let fits = |field: &Field, column: &Column| field::fits(file, field, column);
    let before = fields
        .iter()
        .zip(columns)
        .take_while(|(field, column)| fits(field, column));
    let after = fields.iter().rev().zip(columns.iter().rev());
    let after = after
        .take_while(|(field, column)| fits(field, column))
        .count();
    let first = (columns.len() - 1).saturating_sub(after);
    let candidates: Vec<usize> = (first..=before.count().min(columns.len() - 1))
        .filter(|&index| {
            fields[index..=index + extra]
                .iter()
                .all(|field| !field.raw.is_empty())
        })
        .collect();
    // Between numbers, 1,234 is more likely one number than 234 and the next are.
    let thousands = |&index: &usize| {
        fields[index..=index + extra]
            .iter()
            .enumerate()
            .all(|(place, field)| {
                let part = &file[field.raw.clone()];
                let length = if place == 0 { 1..=3 } else { 3..=3 };
                length.contains(&part.len()) && part.iter().all(u8::is_ascii_digit)
            })
    };
    let numbers: Vec<usize> = candidates.iter().copied().filter(thousands).collect();
    match (candidates.as_slice(), numbers.as_slice()) {
        ([index], _) | (_, [index]) => Some(*index as u16 + 1),
        _ => None,
    }
}

/// The free text without quotes at whose line break a record ends too early: everything
/// before it fits its item.
fn cut_item(file: &[u8], fields: &[Field], layout: &Layout) -> Option<u16> {
    let (last, before) = fields.split_last()?;
    let column = layout.columns[..layout.columns.len() - 1].get(before.len())?;
    let all_fit = before
        .iter()
        .zip(layout.columns)
        .all(|(a, b)| field::fits(file, a, b));
    (all_fit && column.is_text() && !field::fits(file, last, column)).then_some(column.number)
}

/// Forms with one record for each key; the other forms have several lines for a client.
fn has_unique_key(kind: FileKind) -> bool {
    matches!(
        kind,
        FileKind::Up1Kyo | FileKind::UpHosoku | FileKind::UpKihon | FileKind::UpYobo
    )
}

/// The line on which the same bytes were seen before.
fn remember(seen: &mut HashMap<u64, u32>, bytes: &[u8], line: u32) -> Option<u32> {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let hash = hasher.finish();
    match seen.get(&hash) {
        Some(&first) => Some(first),
        None => {
            if seen.len() < REMEMBERED_MAX {
                seen.insert(hash, line);
            }
            None
        }
    }
}
