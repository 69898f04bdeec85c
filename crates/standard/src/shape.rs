//! Quotes and line ends of a whole file: counted, and reported once.
//!
//! A program that quotes every item, or ends lines its own way, does so a
//! thousand times; one finding with the number says as much as a thousand.

use crate::csv::{LineEnd, Record};
use crate::finding::{Code, FieldProblem, FileProblem, Finding, Severity};
use crate::layout::{Kind, Layout};

/// What was counted so far.
#[derive(Debug)]
pub(crate) struct ShapeCounts {
    layout: &'static Layout,
    /// For each item: whether it has quotes, if that is not free, and the first line and the
    /// number of records with wrong quotes.
    quotes: Vec<(Option<bool>, u32, u32)>,
    /// How many lines end with CR LF, LF, CR.
    line_ends: [u32; 3],
    mixed_line: Option<u32>,
    /// The record before had wrong quotes.
    quotes_wrong: bool,
}

impl ShapeCounts {
    pub(crate) fn new(layout: &'static Layout) -> ShapeCounts {
        let expected = layout.columns.iter().map(|column| match column.kind {
            Kind::LineNumber => None,
            _ => Some(column.is_text()),
        });
        let quotes = expected.map(|quoted| (quoted, 0, 0)).collect();
        ShapeCounts {
            layout,
            quotes,
            line_ends: [0; 3],
            mixed_line: None,
            quotes_wrong: false,
        }
    }

    /// Counts the line end of every line, empty or not.
    pub(crate) fn count_line_end(&mut self, record: &Record) {
        let index = match record.end {
            Some(LineEnd::CrLf) => 0,
            Some(LineEnd::Lf) => 1,
            Some(LineEnd::Cr) => 2,
            Some(LineEnd::Missing) | None => return,
        };
        let counted: u32 = self.line_ends.iter().sum();
        if counted > self.line_ends[index] && self.mixed_line.is_none() {
            self.mixed_line = Some(record.line);
        }
        self.line_ends[index] += 1;
    }

    /// Counts free text without quotes and quotes around anything else. Numbers of lines are
    /// free text by the letter and numbers by their meaning, so they may have quotes or not.
    /// `same_shape` says that the record before has its quotes at the same places.
    pub(crate) fn count_quotes(&mut self, record: &Record, same_shape: bool) {
        if same_shape && !self.quotes_wrong {
            return;
        }
        self.quotes_wrong = false;
        for (field, (expected, line, count)) in record.fields.iter().zip(&mut self.quotes) {
            let other = expected.is_some_and(|quoted| quoted != field.quoted);
            if other && !field.raw.is_empty() {
                *line = if *count == 0 { record.line } else { *line };
                *count += 1;
                self.quotes_wrong = true;
            }
        }
    }

    /// The findings about the whole of a file that ends with the byte `last`.
    pub(crate) fn finish(&self, last: Option<u8>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (column, &(_, line, records)) in self.layout.columns.iter().zip(&self.quotes) {
            if records > 0 {
                let (severity, problem) = if column.is_text() {
                    (Severity::Warning, FieldProblem::Unquoted { records })
                } else {
                    (Severity::Information, FieldProblem::Quoted { records })
                };
                let code = Code::item(self.layout, column.number);
                findings.push(Finding::new(severity, code, problem).at(line, column));
            }
        }
        let [crlf, lf, cr] = self.line_ends;
        if let Some(line) = self.mixed_line {
            let mut finding = Finding::of_file(FileProblem::MixedLineEnds);
            finding.line = Some(line);
            findings.push(finding);
        } else if crlf == 0 && lf + cr > 0 {
            let problem = FileProblem::OtherLineEnd {
                carriage_return: cr > 0,
            };
            findings.push(Finding::of_file(problem));
        }
        if last.is_some_and(|last| !matches!(last, b'\n' | b'\r')) {
            findings.push(Finding::of_file(FileProblem::NoFinalLineEnd));
        }
        findings
    }
}
