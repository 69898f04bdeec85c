//! Converting files of standard 3 to 4.1 and back, with a list of what changed.
//!
//! Fields are moved as bytes: quotes, characters and line ends of what is not changed stay
//! as they came. Nothing is judged; check the result with [`crate::check_files`].

use crate::address::ServiceKind;
use crate::csv::{Field, Record, ShapeProblem};
use crate::encoding;
use crate::file_kind::FileKind;
use crate::file_name::{FileName, NameProblem};
use crate::layout::{Column, Layout};
use crate::report::Input;
use crate::service_kind::is_prevention;
use crate::version3::kinds::{kinds_in_rows, one};
use crate::version3::{CSV_VERSION, FileName3, Form, form};

/// The value of item 1 in files of 4.1.
const CSV_VERSION_41: &str = "202407";

/// The value of item 1 in files of 4.0, which have the items of 4.1.
const CSV_VERSION_40: &str = "202504";

/// The largest count that standard 3 can hold in table 7.
const COUNT_DIGITS_MAX: usize = 2;

/// The service kinds for names of 4.1, as far as the caller knows them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kinds {
    /// The sender's.
    pub from: Option<ServiceKind>,
    /// The receiver's.
    pub to: Option<ServiceKind>,
}

/// A converted file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// The new name; `None` if the other standard has no such file.
    pub name: Option<String>,
    /// The new contents.
    pub bytes: Vec<u8>,
    /// What changed and what was lost, in the order of lines; the whole file first.
    pub changes: Vec<Change>,
}

/// Something that a conversion changed, lost, or could not give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Item 1 has the value of the other standard.
    Version {
        /// The records that were changed.
        records: u32,
        /// The new value.
        value: &'static str,
    },
    /// The name has a service kind that the old name lacked.
    KindAdded {
        /// Whether it is the sender's.
        sender: bool,
        /// The kind.
        kind: ServiceKind,
        /// Whether it was read from the records rather than given.
        from_rows: bool,
    },
    /// The name lost its service kinds.
    KindsLost {
        /// The sender's.
        from: ServiceKind,
        /// The receiver's.
        to: ServiceKind,
    },
    /// An item of 4.1 was added and is empty in every record.
    ItemAdded {
        /// The item.
        column: &'static Column,
    },
    /// Rented equipment needs a code in 4.1, and standard 3 has none.
    EquipmentCodeMissing {
        /// The line of the record.
        line: u32,
        /// The service code.
        service: String,
    },
    /// A care plan of 4.1 has a table 3, and standard 3 has none.
    NoTable3,
    /// A value of an item that standard 3 does not have.
    ValueLost {
        /// The line of the record.
        line: u32,
        /// The item, with its number in 4.1.
        column: &'static Column,
        /// The value.
        value: String,
    },
    /// A count has more digits than standard 3 takes. It stays as it is, because a shorter
    /// one would be wrong, and the receiver may refuse the file.
    CountTooLong {
        /// The line of the record.
        line: u32,
        /// The count.
        value: String,
    },
    /// Standard 3 has no such file, and the set is complete without it.
    FileLost {
        /// The kind of file.
        kind: FileKind,
    },
}

/// Why a file cannot be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConvertProblem {
    /// The name is none of the standard that is converted from.
    Name(NameProblem),
    /// The file is of the wanted standard already.
    SameVersion,
    /// Standard 3 has no files of this kind, and nothing that could stand for them.
    KindNotInVersion3(FileKind),
    /// Standard 3 has nothing of prevention, and the addresses show that the file belongs to it.
    PreventionNotInVersion3 {
        /// The service kind of the sender or receiver that shows it.
        kind: ServiceKind,
    },
    /// A service kind is neither given nor can be read from the records.
    ServiceKindUnknown {
        /// Whether it is the sender's.
        sender: bool,
    },
    /// Item 1 is not the value of the standard that the name is of.
    OtherVersion {
        /// The line of the record.
        line: u32,
        /// The value found.
        found: String,
    },
    /// A record has another number of fields than the form has items.
    FieldCount {
        /// The line of the record.
        line: u32,
        /// Fields found.
        found: usize,
        /// Items of the form.
        expected: usize,
    },
    /// Quotes are not closed or stand where none may.
    Quotes {
        /// The line of the record.
        line: u32,
    },
}

/// Converts files of standard 3 to 4.1, each by itself; the results are in the order of `inputs`.
///
/// The service kinds of 4.1 names are those of `kinds`; what is missing there is taken
/// from the records of the files of one set if they show one kind only.
pub fn to_version_41(inputs: &[Input<'_>], kinds: Kinds) -> Vec<Result<Converted, ConvertProblem>> {
    let names: Vec<Result<FileName3, NameProblem>> = inputs
        .iter()
        .map(|input| FileName3::parse(name_of(input)))
        .collect();
    let seen = kinds_in_rows(inputs, &names);
    inputs
        .iter()
        .zip(&names)
        .map(|(input, name)| match name {
            Err(_) if FileName::parse(name_of(input)).is_ok() => Err(ConvertProblem::SameVersion),
            Err(problem) => Err(ConvertProblem::Name(problem.clone())),
            Ok(name) => {
                let rows = seen.get(&(name.stamp, name.from, name.to));
                let from = (kinds.from, rows.and_then(|rows| one(&rows.from)));
                let to = (kinds.to, rows.and_then(|rows| one(&rows.to)));
                upgrade(input, *name, from, to)
            }
        })
        .collect()
}

type GivenOrSeen = (Option<ServiceKind>, Option<ServiceKind>);

fn upgrade(
    input: &Input<'_>,
    name: FileName3,
    from: GivenOrSeen,
    to: GivenOrSeen,
) -> Result<Converted, ConvertProblem> {
    let form = form(name.kind).ok_or(ConvertProblem::KindNotInVersion3(name.kind))?;
    let mut changes = Vec::new();
    let mut kind = |sender: bool, (given, seen): GivenOrSeen| {
        let kind = given
            .or(seen)
            .ok_or(ConvertProblem::ServiceKindUnknown { sender })?;
        let from_rows = given.is_none();
        changes.push(Change::KindAdded {
            sender,
            kind,
            from_rows,
        });
        Ok(kind)
    };
    let (from, to) = (kind(true, from)?, kind(false, to)?);
    let mut missing = Vec::new();
    let (bytes, records) = rewrite(
        input.bytes,
        form.layout,
        |value| (value == CSV_VERSION).then_some(CSV_VERSION_41),
        |record, fields| {
            if let Some(service) = rented(input.bytes, record, form.layout) {
                let line = record.line;
                missing.push(Change::EquipmentCodeMissing { line, service });
            }
            for &number in &form.added {
                fields.insert(usize::from(number) - 1, &[]);
            }
        },
    )?;
    changes.push(Change::Version {
        records,
        value: CSV_VERSION_41,
    });
    for &number in &form.added {
        let column = columns_of(form, number);
        changes.push(Change::ItemAdded { column });
    }
    if name.kind == FileKind::Up1Kyo {
        changes.push(Change::NoTable3);
    }
    changes.append(&mut missing);
    Ok(Converted {
        name: Some(name.with_kinds(from, to).to_string()),
        bytes,
        changes,
    })
}

/// Converts a file of 4.1 to standard 3.
///
/// # Errors
///
/// What cannot be converted at all. Values that standard 3 has no place for are
/// [`Change`]s: ask [`Change::is_loss`].
pub fn to_version_3(input: &Input<'_>) -> Result<Converted, ConvertProblem> {
    let name = match FileName::parse(name_of(input)) {
        Ok(name) => name,
        Err(NameProblem::Version3) => return Err(ConvertProblem::SameVersion),
        Err(problem) => return Err(ConvertProblem::Name(problem)),
    };
    if name.kind == FileKind::Up3Kyo {
        return Ok(Converted {
            name: None,
            bytes: Vec::new(),
            changes: vec![Change::FileLost { kind: name.kind }],
        });
    }
    let form = form(name.kind).ok_or(ConvertProblem::KindNotInVersion3(name.kind))?;
    let mut kinds = [name.from.service, name.to.service].into_iter();
    if let Some(kind) = kinds.find(|kind| is_prevention(*kind)) {
        return Err(ConvertProblem::PreventionNotInVersion3 { kind });
    }
    let layout = form.wide;
    let mut lost = Vec::new();
    let (bytes, records) = rewrite(
        input.bytes,
        layout,
        |value| matches!(value, CSV_VERSION_41 | CSV_VERSION_40).then_some(CSV_VERSION),
        |record, fields| {
            for &number in form.added.iter().rev() {
                fields.remove(usize::from(number) - 1);
            }
            find_losses(input.bytes, record, form, &mut lost);
        },
    )?;
    let (from, to) = (name.from.service, name.to.service);
    let version = Change::Version {
        records,
        value: CSV_VERSION,
    };
    let mut changes = vec![Change::KindsLost { from, to }, version];
    changes.append(&mut lost);
    Ok(Converted {
        name: Some(FileName3::from(name).to_string()),
        bytes,
        changes,
    })
}

fn find_losses(file: &[u8], record: &Record, form: &Form, lost: &mut Vec<Change>) {
    let line = record.line;
    for column in form.wide.columns {
        let value = text(file, &record.fields[usize::from(column.number) - 1]);
        if form.added.contains(&column.number) && !value.is_empty() {
            let column = columns_of(form, column.number);
            lost.push(Change::ValueLost {
                line,
                column,
                value,
            });
        } else if column.id == "count" && value.len() > COUNT_DIGITS_MAX {
            lost.push(Change::CountTooLong { line, value });
        }
    }
}

fn columns_of(form: &Form, number: u16) -> &'static Column {
    form.wide.column(number)
}

/// The last part of the path.
pub(super) fn name_of<'a>(input: &Input<'a>) -> &'a str {
    input.path.rsplit(['/', '\\']).next().unwrap_or(input.path)
}

pub(super) fn text(file: &[u8], field: &Field) -> String {
    let text = encoding::decode_lossy(field.content(file));
    if field.doubled {
        text.replace("\"\"", "\"")
    } else {
        text
    }
}

/// The service code of a line of rented equipment (17, 67) that is no total.
fn rented(file: &[u8], record: &Record, layout: &Layout) -> Option<String> {
    let column = layout.columns.iter().find(|c| c.id == "service_code")?;
    let code = text(file, &record.fields[usize::from(column.number) - 1]);
    let rental = code.starts_with("17") || code.starts_with("67");
    (rental && !crate::field::is_subtotal(code.as_bytes())).then_some(code)
}

/// Writes `file` anew with another version value and what `change` makes of the fields of
/// each record; returns the number of records too.
fn rewrite(
    file: &[u8],
    layout: &Layout,
    version: impl Fn(&str) -> Option<&'static str>,
    mut change: impl FnMut(&Record, &mut Vec<&[u8]>),
) -> Result<(Vec<u8>, u32), ConvertProblem> {
    let mut bytes = Vec::with_capacity(file.len() + file.len() / 32);
    let mut records = 0;
    let (mark, mut scanner) = crate::csv::scan_file(file);
    bytes.extend_from_slice(mark);
    let mut record = Record::default();
    while scanner.read(&mut record) {
        let line = record.line;
        let end = record.end.map_or(&b""[..], |end| end.bytes());
        if record.fields.len() == 1 && record.fields[0].raw.is_empty() {
            bytes.extend_from_slice(end);
            continue;
        }
        check_shape(&record, layout)?;
        let found = text(file, &record.fields[0]);
        let value = version(&found).ok_or(ConvertProblem::OtherVersion { line, found })?;
        let quoted = format!("\"{value}\"");
        let mut fields: Vec<&[u8]> = record
            .fields
            .iter()
            .map(|field| &file[field.raw.clone()])
            .collect();
        fields[0] = if record.fields[0].quoted {
            quoted.as_bytes()
        } else {
            value.as_bytes()
        };
        change(&record, &mut fields);
        bytes.extend_from_slice(&fields.join(&b','));
        bytes.extend_from_slice(end);
        records += 1;
    }
    Ok((bytes, records))
}

fn check_shape(record: &Record, layout: &Layout) -> Result<(), ConvertProblem> {
    let (found, expected) = (record.fields.len(), layout.columns.len());
    let line = record.line;
    match record.problem {
        Some((_, ShapeProblem::UnclosedQuote { line })) => Err(ConvertProblem::Quotes { line }),
        Some(_) => Err(ConvertProblem::Quotes { line }),
        None if found != expected => Err(ConvertProblem::FieldCount {
            line,
            found,
            expected,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
