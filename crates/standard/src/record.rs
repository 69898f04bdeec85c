//! One record under check: its values, which items were already found wrong, and
//! where new findings go.
//!
//! Rules across items ask [`RecordView::valid`], so a rule never repeats what the
//! check of an item has said already.

use crate::csv::{Field, Record};
use crate::encoding;
use crate::file_name::FileName;
use crate::finding::{Code, FieldProblem, Finding, Problem, Severity};
use crate::layout::{Column, Layout};
use crate::ticket::Client;

/// The rules of a form that compare the items of one record.
pub type RecordRules = fn(&mut RecordView<'_>);

/// A form whose items stand alone has no rule.
pub fn no_rules(_: &mut RecordView<'_>) {}

/// The value shown in a finding has at most so many characters: enough to recognise it.
const FOUND_CHARACTERS_MAX: usize = 60;

/// How the bytes of a file are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Charset {
    /// As the standard says.
    Ms932,
    /// Wrong, but known: characters are not judged again in each item.
    Utf8,
}

/// One record under check.
pub struct RecordView<'a> {
    pub(crate) file: &'a [u8],
    pub(crate) record: &'a Record,
    pub(crate) layout: &'static Layout,
    pub(crate) name: Option<&'a FileName>,
    pub(crate) charset: Charset,
    pub(crate) findings: Vec<Finding>,
    /// The client, once the items have been checked and if both numbers are right.
    pub(crate) client: Option<Client>,
    /// Bit `n` is set when item `n` has an error.
    wrong: u128,
}

impl<'a> RecordView<'a> {
    pub(crate) fn new(
        file: &'a [u8],
        record: &'a Record,
        layout: &'static Layout,
        name: Option<&'a FileName>,
        charset: Charset,
    ) -> RecordView<'a> {
        RecordView {
            file,
            record,
            layout,
            name,
            charset,
            findings: Vec::new(),
            client: None,
            wrong: 0,
        }
    }

    /// The field of item `number`; the record has been found to have every item.
    pub(crate) fn field(&self, number: u16) -> &'a Field {
        &self.record.fields[usize::from(number) - 1]
    }

    /// The bytes of item `number` without its quotes.
    #[inline]
    pub fn value(&self, number: u16) -> &'a [u8] {
        self.field(number).content(self.file)
    }

    /// The bytes of item `number` if it has a value and no error was found in it.
    #[inline]
    pub fn valid(&self, number: u16) -> Option<&'a [u8]> {
        let value = self.value(number);
        (!value.is_empty() && !self.is_wrong(number)).then_some(value)
    }

    /// Whether an error was found in item `number`.
    pub fn is_wrong(&self, number: u16) -> bool {
        self.wrong & (1 << number) != 0
    }

    /// Adds a finding about the value of item `number`.
    pub(crate) fn push_field(&mut self, severity: Severity, number: u16, problem: FieldProblem) {
        let column = self.layout.column(number);
        self.push(
            severity,
            Code::item(self.layout, number),
            column,
            Problem::Field(problem),
        );
    }

    /// Adds a finding of rule `rule`, placed at item `number`.
    pub fn push_rule(
        &mut self,
        severity: Severity,
        rule: u16,
        number: u16,
        problem: impl Into<Problem>,
    ) {
        let column = self.layout.column(number);
        self.push(
            severity,
            Code::rule(self.layout, rule),
            column,
            problem.into(),
        );
    }

    fn push(&mut self, severity: Severity, code: Code, column: &'static Column, problem: Problem) {
        if severity == Severity::Error {
            self.wrong |= 1 << column.number;
        }
        let found = self.shown(column.number);
        let finding = Finding::new(severity, code, problem).with_found(found);
        self.findings.push(finding.at(self.record.line, column));
    }

    /// Item `number` as text.
    pub(crate) fn shown_whole(&self, number: u16) -> String {
        text_of(self.file, self.field(number), self.charset)
    }

    /// Item `number` as people read it, shortened.
    pub(crate) fn shown(&self, number: u16) -> String {
        show(self.file, self.field(number), self.charset)
    }
}

/// A field as people read it, shortened.
pub(crate) fn show(file: &[u8], field: &Field, charset: Charset) -> String {
    let text = text_of(file, field, charset);
    match text.char_indices().nth(FOUND_CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn text_of(file: &[u8], field: &Field, charset: Charset) -> String {
    let content = field.content(file);
    let text = match charset {
        Charset::Ms932 => encoding::decode_lossy(content),
        Charset::Utf8 => String::from_utf8_lossy(content).into_owned(),
    };
    if field.doubled {
        text.replace("\"\"", "\"")
    } else {
        text
    }
}
