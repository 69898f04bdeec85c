//! Looks through one file and says what could be repaired.
//!
//! Repairs that are the same at many places (the same value in the same item, quotes missing throughout) become
//! one repair with many lines, so that a person reads a list and not a thousand lines.

use std::collections::BTreeMap;

use super::characters::{OwnForms, Permitted, Replacement, permit};
use super::source::{Charset, Source, is_well_quoted, name_of, quote, right_name};
use super::{Proposal, Repair, RepairId, RepairKind, UnknownCharacter, number};
use crate::csv::{LineEnd, Record, ShapeProblem};
use crate::field;
use crate::file_check::has_titles_only;
use crate::layout::Column;
use crate::report::Input;

/// Repairs with the same key are one: the kind, the number of the item, and the value where it matters.
type Key = (RepairKind, u16, String);

struct Draft {
    column: Option<&'static Column>,
    lines: Vec<u32>,
    before: String,
    after: String,
    replacements: Vec<Replacement>,
}

struct FileProposal<'a> {
    source: &'a Source<'a>,
    own: &'a OwnForms,
    drafts: BTreeMap<Key, Draft>,
    unknown: Vec<(u32, Option<&'static Column>, String)>,
    seen_record: bool,
    /// Whether all records have the same number of fields.
    even: bool,
}

/// Adds the repairs of `input` to `proposal`.
pub(super) fn propose_for_file(
    file: usize,
    input: Input<'_>,
    own: &OwnForms,
    proposal: &mut Proposal,
) {
    let mut drafts = BTreeMap::new();
    if let Some(source) = Source::new(input) {
        let mut found = FileProposal::new(&source, own);
        found.look();
        drafts = found.drafts;
        let unknown = found.unknown.into_iter();
        proposal
            .unknown_characters
            .extend(unknown.map(|(line, column, character)| UnknownCharacter {
                file,
                line,
                column,
                character,
            }));
    }
    let name = name_of(&input);
    if let Some(right) = right_name(name) {
        drafts.insert(
            (RepairKind::FileName, 0, String::new()),
            Draft::new(None, name.to_string(), right),
        );
    }
    let mut repairs: Vec<Repair> = drafts
        .into_iter()
        .map(|((kind, _, _), draft)| draft.into_repair(file, name, kind))
        .collect();
    repairs.sort_by_key(|repair| {
        (
            repair.kind,
            repair.line(),
            repair.column.map(|column| column.number),
        )
    });
    for repair in repairs {
        let id = free_id(repair.id, &proposal.repairs);
        proposal.repairs.push(Repair { id, ..repair });
    }
}

/// Two repairs of one proposal never share an id.
fn free_id(id: RepairId, taken: &[Repair]) -> RepairId {
    let mut id = id;
    while taken.iter().any(|repair| repair.id == id) {
        id = RepairId(id.0.wrapping_add(1));
    }
    id
}

impl Draft {
    fn new(column: Option<&'static Column>, before: String, after: String) -> Draft {
        Draft {
            column,
            lines: Vec::new(),
            before,
            after,
            replacements: Vec::new(),
        }
    }

    fn into_repair(self, file: usize, name: &str, kind: RepairKind) -> Repair {
        let number = self.column.map_or(0, |column| column.number).to_string();
        let facts = [name, kind.as_str(), &number, &self.before, &self.after];
        Repair {
            id: RepairId(hash(&facts, &self.lines)),
            file,
            kind,
            column: self.column,
            lines: self.lines,
            before: self.before,
            after: self.after,
            replacements: self.replacements,
        }
    }
}

/// FNV-1a over the facts of a repair. It is not against attackers: the person who confirms owns the file.
fn hash(facts: &[&str], lines: &[u32]) -> u32 {
    let texts = facts.iter().flat_map(|fact| fact.bytes().chain([0]));
    let numbers = lines.iter().flat_map(|line| line.to_be_bytes());
    texts.chain(numbers).fold(0x811c_9dc5, |hash: u32, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

impl<'a> FileProposal<'a> {
    fn new(source: &'a Source<'a>, own: &'a OwnForms) -> FileProposal<'a> {
        let mut counts = source
            .records
            .iter()
            .filter(|record| !source.is_blank(record))
            .map(|record| record.fields.len());
        let first = counts.next();
        FileProposal {
            source,
            own,
            drafts: BTreeMap::new(),
            unknown: Vec::new(),
            seen_record: false,
            even: counts.all(|count| Some(count) == first),
        }
    }

    fn look(&mut self) {
        let source = self.source;
        for record in &source.records {
            if source.is_blank(record) {
                self.add(RepairKind::BlankLines, None, "", record.line, blank(record));
            } else if !self.seen_record && self.is_header(record) {
                self.seen_record = true;
                let names = source.text(record, 0).unwrap_or_default();
                self.add(
                    RepairKind::HeaderLine,
                    None,
                    "",
                    record.line,
                    (names + ",…", String::new()),
                );
            } else {
                self.seen_record = true;
                self.look_at_record(record);
            }
        }
        self.line_ends();
        self.charset();
    }

    fn look_at_record(&mut self, record: &Record) {
        let columns = self.source.layout.columns;
        let extra = self.has_extra_fields(record);
        if extra {
            let counts = (record.fields.len().to_string(), columns.len().to_string());
            self.add(RepairKind::ExtraFields, None, "", record.line, counts);
        }
        let whole = extra || record.fields.len() == columns.len();
        if !whole {
            self.torn_text(record);
        }
        for index in 0..record.fields.len() {
            let column = columns.get(index).filter(|_| whole);
            self.characters(record, index, column);
            if let Some(column) = column {
                self.quotes(record, index, column);
                self.number(record, index, column);
            }
        }
    }

    /// The names of items, as the check finds them.
    fn is_header(&self, record: &Record) -> bool {
        let text = |index| self.source.text(record, index).unwrap_or_default();
        let columns = self.source.layout.columns;
        let names = (0..record.fields.len().min(columns.len()))
            .filter(|&index| text(index).trim() == columns[index].name_ja);
        names.count() >= 2
            || text(0) == columns[0].name_ja
            || has_titles_only(self.source.bytes, record)
    }

    /// Empty fields after the last item, when nothing else could have shifted the items: every other item takes
    /// its value, and either free text is in quotes or all records of the file have the same number of fields.
    fn has_extra_fields(&self, record: &Record) -> bool {
        let columns = self.source.layout.columns;
        if record.fields.len() <= columns.len() || record.problem.is_some() {
            return false;
        }
        let (fields, extra) = record.fields.split_at(columns.len());
        let bare = |(field, column): (&crate::csv::Field, &Column)| {
            column.is_text() && !field.quoted && !field.raw.is_empty()
        };
        let fits = |(index, column): (usize, &'static Column)| {
            column.is_text()
                || field::fits(self.source.bytes, &fields[index], column)
                || self
                    .source
                    .text(record, index)
                    .is_some_and(|text| number::right_value(&text, column).is_some())
        };
        extra.iter().all(|field| field.raw.is_empty())
            && columns.iter().enumerate().all(fits)
            && (self.even || !fields.iter().zip(columns).any(bare))
    }

    /// Free text without quotes and with commas, when only one item can have been torn.
    fn torn_text(&mut self, record: &Record) {
        let layout = self.source.layout;
        let Some(number) = crate::file_check::torn_item(self.source.bytes, &record.fields, layout)
        else {
            return;
        };
        let column = layout.column(number);
        let first = usize::from(number) - 1;
        let last = first + record.fields.len() - layout.columns.len();
        let quoted = record.fields[first..=last].iter().any(|field| field.quoted);
        if !column.is_text() || quoted || record.problem.is_some() {
            return;
        }
        let parts: Option<Vec<String>> = (first..=last)
            .map(|index| self.source.text(record, index))
            .collect();
        if let Some(parts) = parts {
            let text = parts.join(",");
            let key = text.clone();
            let after = quote(&text);
            self.add(
                RepairKind::TornText,
                Some(column),
                &key,
                record.line,
                (text, after),
            );
        }
    }

    fn characters(&mut self, record: &Record, index: usize, column: Option<&'static Column>) {
        let Some(text) = self
            .source
            .text(record, index)
            .filter(|text| !text.is_ascii())
        else {
            return;
        };
        let Permitted {
            text: after,
            replacements,
            missing,
        } = permit(&text, self.own);
        if !missing.is_empty() {
            let unknown = missing
                .into_iter()
                .map(|character| (record.line, column, character));
            self.unknown.extend(unknown);
        } else if after != text || self.is_utf8_field(record, index) {
            let key = text.clone();
            self.add(
                RepairKind::Characters,
                column,
                &key,
                record.line,
                (text, after),
            );
            let number = column.map_or(0, |column| column.number);
            if let Some(draft) = self.drafts.get_mut(&(RepairKind::Characters, number, key)) {
                draft.replacements = replacements;
            }
        }
    }

    fn is_utf8_field(&self, record: &Record, index: usize) -> bool {
        let raw = &self.source.bytes[record.fields[index].raw.clone()];
        self.source.charset == Charset::Ms932 && crate::encoding::is_japanese_utf8(raw)
    }

    fn quotes(&mut self, record: &Record, index: usize, column: &'static Column) {
        let field = &record.fields[index];
        let stray = matches!(record.problem, Some((at, ShapeProblem::StrayQuote)) if at == index);
        let bare = !field.quoted && !field.raw.is_empty();
        if !column.is_text() || !bare || record.problem.is_some() && !stray {
            return;
        }
        if let Some(text) = self.source.text(record, index) {
            let after = quote(&text);
            self.add(
                RepairKind::Quotes,
                Some(column),
                "",
                record.line,
                (text, after),
            );
        }
    }

    fn number(&mut self, record: &Record, index: usize, column: &'static Column) {
        let broken = record.fields[index].quoted && !is_well_quoted(record, index);
        let text = self.source.text(record, index).filter(|_| !broken);
        let right = text.and_then(|text| {
            number::right_value(&text, column).map(|(kind, after)| (kind, text, after))
        });
        if let Some((kind, before, after)) = right {
            let key = before.clone();
            self.add(kind, Some(column), &key, record.line, (before, after));
        }
    }

    /// LF and CR alone, unless one of them may be a line break of free text that has lost its quotes.
    fn line_ends(&mut self) {
        let columns = self.source.layout.columns.len();
        let is_other = |record: &&Record| matches!(record.end, Some(LineEnd::Lf | LineEnd::Cr));
        let others: Vec<&Record> = self.source.records.iter().filter(is_other).collect();
        let cut = |record: &&Record| {
            !self.source.is_blank(record) && record.fields.len() < columns
                || record.problem.is_some()
        };
        if others.is_empty() || self.source.records.iter().any(|record| cut(&record)) {
            return;
        }
        let carriage_return = others.iter().any(|record| record.end == Some(LineEnd::Cr));
        let before = if carriage_return { "CR" } else { "LF" };
        for record in others {
            let words = (before.to_string(), "CRLF".to_string());
            self.add(RepairKind::LineEnds, None, "", record.line, words);
        }
    }

    /// The whole file can be written in MS932 only if every character of it can.
    fn charset(&mut self) {
        let ms932 = "MS932".to_string();
        match (self.source.charset, self.source.marked) {
            (Charset::Utf8, _) if !self.unknown.is_empty() => {
                self.drafts
                    .retain(|(kind, _, _), _| *kind != RepairKind::Characters);
            }
            (Charset::Utf8, marked) => {
                let before = if marked { "UTF-8 (BOM)" } else { "UTF-8" };
                let draft = Draft::new(None, before.to_string(), ms932);
                self.drafts
                    .insert((RepairKind::Utf8, 0, String::new()), draft);
            }
            (Charset::Ms932, true) => {
                let draft = Draft::new(None, "EF BB BF".to_string(), String::new());
                self.drafts
                    .insert((RepairKind::ByteOrderMark, 0, String::new()), draft);
            }
            (Charset::Ms932, false) => (),
        }
    }

    fn add(
        &mut self,
        kind: RepairKind,
        column: Option<&'static Column>,
        value: &str,
        line: u32,
        (before, after): (String, String),
    ) {
        let number = column.map_or(0, |column| column.number);
        let draft = self
            .drafts
            .entry((kind, number, value.to_string()))
            .or_insert_with(|| Draft::new(column, before, after));
        if draft.lines.last() != Some(&line) {
            draft.lines.push(line);
        }
    }
}

/// A blank line and nothing.
fn blank(record: &Record) -> (String, String) {
    (",".repeat(record.fields.len() - 1), String::new())
}
