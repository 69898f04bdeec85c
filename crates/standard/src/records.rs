//! Typed records: one struct for each form, with a field for each item.
//!
//! For programs that make or use the data, such as care software. [`read_records`] takes
//! them from a [`Document`], [`write_records`] makes a file of them; `from_fields` and
//! `to_fields` of [`Record`] do the same with texts. Writing what was read gives the same
//! characters; quotes and line ends become those of [`crate::write_file`].
//!
//! A record is only as right as its items: what holds between items, records and files is
//! found by [`crate::check_files`], so check the files that you have made. Files of standard 3
//! have no structs of their own: convert them first with [`crate::version3`].
//! `examples/make_ticket.rs` shows the whole way.

use std::fmt;

use crate::csv::LineEnd;
use crate::document::{self, Document, DocumentRecord};
use crate::encoding;
use crate::field;
use crate::file_kind::FileKind;
use crate::finding::{Code, Finding, Severity, en};
use crate::layout::{Column, Layout};
use crate::record::Charset;
use value::FieldValue;

mod basic;
mod basic_day;
mod basic_history;
mod code_enum;
pub mod codes;
mod delete_actual;
mod delete_basic;
mod delete_care_plan;
mod delete_planned;
mod delete_prevention;
mod prevention;
mod prevention_plan;
mod supplement;
mod table01;
mod table02;
mod table03;
mod table06;
mod table07;
pub mod value;

pub use basic::{BasicRecord, BasicRequired};
pub use basic_day::{BasicDayRecord, BasicDayRequired};
pub use basic_history::{BasicHistoryRecord, BasicHistoryRequired};
pub use delete_actual::{DeleteActualRecord, DeleteActualRequired};
pub use delete_basic::{DeleteBasicRecord, DeleteBasicRequired};
pub use delete_care_plan::{DeleteCarePlanRecord, DeleteCarePlanRequired};
pub use delete_planned::{DeletePlannedRecord, DeletePlannedRequired};
pub use delete_prevention::{DeletePreventionRecord, DeletePreventionRequired};
pub use prevention::{PreventionRecord, PreventionRequired};
pub use prevention_plan::{PreventionPlanRecord, PreventionPlanRequired};
pub use supplement::{SupplementRecord, SupplementRequired};
pub use table01::{Table01Record, Table01Required};
pub use table02::{Table02Record, Table02Required};
pub use table03::{Table03Record, Table03Required};
pub use table06::{Table06Record, Table06Required};
pub use table07::{Table07Record, Table07Required};

/// A record of one form. Implemented by the structs of this module and by nothing else.
pub trait Record: Sized + sealed::Sealed {
    /// The ids of the items in the order of the form, which are the names of the fields.
    const IDS: &'static [&'static str];

    /// The form.
    fn layout() -> &'static Layout;

    /// Makes a record of the texts of its items, in the order of the form.
    ///
    /// # Errors
    ///
    /// The first item with an error, as [`crate::check_files`] would find it. Values that
    /// are only warned of are taken, and an empty item that should have a value is `None`.
    fn from_fields(fields: &[String]) -> Result<Self, RecordError>;

    /// The texts of the items, in the order of the form; an empty item is an empty text.
    fn to_fields(&self) -> Vec<String>;
}

mod sealed {
    pub trait Sealed {}
}

/// Why records cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// The number of the record, counted from 1; `None` if there is but one.
    pub record: Option<usize>,
    /// What is wrong.
    pub problem: RecordProblem,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordProblem {
    /// The kind of file has records of another form, or none.
    OtherForm(FileKind),
    /// The record has another number of fields than the form has items.
    FieldCount {
        /// Fields found.
        found: usize,
        /// Items of the form.
        expected: usize,
    },
    /// An item has a character that MS932 lacks.
    Character {
        /// The number of the item, counted from 1.
        item: u16,
        /// The character.
        character: char,
    },
    /// An item has an error; the finding says which, with its words in both languages.
    Item(Box<Finding>),
}

/// Reads the records of `document`; empty lines are passed over.
///
/// # Errors
///
/// The first record that is of another shape or has an item with an error. To know all
/// that is wrong, ask [`crate::check_files`].
pub fn read_records<R: Record>(document: &Document) -> Result<Vec<R>, RecordError> {
    expect_form::<R>(document.kind())?;
    let empty = |record: &&DocumentRecord| document.is_empty_line(record);
    let records = document.records().iter().filter(|record| !empty(record));
    (1..)
        .zip(records)
        .map(|(number, record)| read_record(document, record).map_err(|error| error.of(number)))
        .collect()
}

fn read_record<R: Record>(document: &Document, record: &DocumentRecord) -> Result<R, RecordError> {
    let texts = document.texts(record);
    expect_count(R::layout(), texts.len())?;
    for column in R::layout().columns {
        // The bytes are judged, for the text shows what is not allowed in another form.
        let bytes = document.content(record, column.number).unwrap_or_default();
        judge(R::layout(), column, bytes).map_err(|finding| {
            let found = texts[usize::from(column.number) - 1].clone();
            RecordError::item(finding.at(record.line, column).with_found(found))
        })?;
    }
    R::from_fields(&texts)
}

/// Writes `records` as a file of `kind`: MS932, free text in quotes, CR LF.
///
/// # Errors
///
/// The first record with an item that has an error, or with a character that MS932 lacks.
pub fn write_records<R: Record>(kind: FileKind, records: &[R]) -> Result<Vec<u8>, RecordError> {
    expect_form::<R>(kind)?;
    let mut texts = Vec::with_capacity(records.len());
    for (record, number) in records.iter().zip(1..) {
        let fields = record.to_fields();
        judge_all(R::layout(), &fields).map_err(|error| error.of(number))?;
        texts.push(fields);
    }
    document::write_file(kind, &texts).map_err(|error| match error {
        document::WriteError::NoRecords(kind) => RecordProblem::OtherForm(kind).into(),
        document::WriteError::FieldCount {
            record,
            found,
            expected,
        } => RecordError::from(RecordProblem::FieldCount { found, expected }).of(record),
        document::WriteError::Character {
            record,
            item,
            character,
        } => RecordError::from(RecordProblem::Character { item, character }).of(record),
    })
}

fn expect_form<R: Record>(kind: FileKind) -> Result<(), RecordError> {
    match kind.layout() {
        Some(layout) if std::ptr::eq(layout, R::layout()) => Ok(()),
        _ => Err(RecordProblem::OtherForm(kind).into()),
    }
}

fn expect_count(layout: &Layout, found: usize) -> Result<(), RecordError> {
    let expected = layout.columns.len();
    if found == expected {
        Ok(())
    } else {
        Err(RecordProblem::FieldCount { found, expected }.into())
    }
}

/// Every item of `fields` against the form.
fn judge_all(layout: &'static Layout, fields: &[String]) -> Result<(), RecordError> {
    expect_count(layout, fields.len())?;
    for (text, column) in fields.iter().zip(layout.columns) {
        let bytes = encoding::encode(text).map_err(|error| RecordProblem::Character {
            item: column.number,
            character: error.character,
        })?;
        judge(layout, column, &bytes).map_err(|finding| {
            let mut finding = finding.with_found(text.clone());
            finding.item = Some(column.number);
            finding.column = Some(column);
            RecordError::item(finding)
        })?;
    }
    Ok(())
}

/// The error that a check finds in an item, if it finds one.
fn judge(
    layout: &'static Layout,
    column: &'static Column,
    bytes: &[u8],
) -> Result<(), Box<Finding>> {
    match field::check_value(bytes, column, Charset::Ms932, None) {
        Err((Severity::Error, problem)) => Err(Box::new(Finding::new(
            Severity::Error,
            Code::item(layout, column.number),
            problem,
        ))),
        _ => Ok(()),
    }
}

impl RecordError {
    fn item(finding: Finding) -> RecordError {
        RecordProblem::Item(Box::new(finding)).into()
    }

    fn of(mut self, record: usize) -> RecordError {
        self.record = Some(record);
        self
    }
}

impl From<RecordProblem> for RecordError {
    fn from(problem: RecordProblem) -> RecordError {
        RecordError {
            record: None,
            problem,
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(record) = self.record {
            write!(f, "record {record}: ")?;
        }
        match &self.problem {
            RecordProblem::OtherForm(kind) => write!(f, "{kind} has no records of this form"),
            RecordProblem::FieldCount { found, expected } => {
                write!(f, "{found} fields, the form has {expected} items")
            }
            RecordProblem::Character { item, character } => {
                let code = u32::from(*character);
                write!(f, "item {item}: MS932 has no U+{code:04X}")
            }
            RecordProblem::Item(finding) => {
                let item = finding.item.unwrap_or_default();
                let text = en::text(finding);
                write!(f, "item {item}: {} ({})", text.message, finding.code)
            }
        }
    }
}

impl std::error::Error for RecordError {}

/// Takes the values of a record one after another.
struct FieldReader<'a> {
    layout: &'static Layout,
    fields: &'a [String],
    next: usize,
}

impl<'a> FieldReader<'a> {
    fn new(layout: &'static Layout, fields: &'a [String]) -> Result<FieldReader<'a>, RecordError> {
        judge_all(layout, fields)?;
        Ok(FieldReader {
            layout,
            fields,
            next: 0,
        })
    }

    /// The value of the next item, which the check has found to be right.
    fn read<T: FieldValue>(&mut self) -> Result<T, RecordError> {
        let (text, column) = (&self.fields[self.next], &self.layout.columns[self.next]);
        self.next += 1;
        T::read_field(text).ok_or_else(|| {
            let code = Code::item(self.layout, column.number);
            let problem = crate::finding::FieldProblem::WrongForm;
            let mut finding = Finding::new(Severity::Error, code, problem);
            finding.item = Some(column.number);
            finding.column = Some(column);
            RecordError::item(finding.with_found(text.clone()))
        })
    }
}

impl Document {
    /// A line with nothing in it, which is no record.
    pub(crate) fn is_empty_line(&self, record: &DocumentRecord) -> bool {
        let fields = self.fields(record);
        fields.len() == 1 && fields[0].raw.is_empty() && record.end() != LineEnd::Missing
    }
}

/// A record as a struct: its name, the name of the struct of what it must have, its form,
/// its fields in the order of the form, those it must have and those that may be empty.
/// The compiler sees to it that the last two lists have each field once.
macro_rules! record {
    (
        $(#[$doc:meta])* $name:ident, $required:ident, $layout:path {
            $($(#[$field_doc:meta])* $id:ident: $type:ty,)*
        }
        required { $($(#[$needed_doc:meta])* $needed:ident: $needed_type:ty,)* }
        empty { $($empty:ident,)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name { $($(#[$field_doc])* pub $id: $type,)* }

        #[doc = concat!("The items that a [`", stringify!($name), "`] must have.")]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $required { $($(#[$needed_doc])* pub $needed: $needed_type,)* }

        impl $name {
            /// A record of the version in force with what it must have; all other items are empty.
            pub fn new(required: $required) -> $name {
                $name {
                    csv_version: crate::records::value::CsvVersion::default(),
                    $($needed: required.$needed,)*
                    $($empty: None,)*
                }
            }
        }

        impl crate::records::sealed::Sealed for $name {}

        impl crate::records::Record for $name {
            const IDS: &'static [&'static str] = &[$(stringify!($id),)*];

            fn layout() -> &'static crate::layout::Layout {
                &$layout
            }

            fn from_fields(fields: &[String]) -> Result<$name, crate::records::RecordError> {
                let mut reader = crate::records::FieldReader::new(&$layout, fields)?;
                Ok($name { $($id: reader.read()?,)* })
            }

            fn to_fields(&self) -> Vec<String> {
                use crate::records::value::FieldValue as _;
                vec![$(self.$id.write_field(),)*]
            }
        }
    };
}
pub(crate) use record;

#[cfg(test)]
mod tests;
