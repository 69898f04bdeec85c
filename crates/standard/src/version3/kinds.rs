//! Service kinds that the records of standard 3 show although the names do not.
//!
//! A plan has lines of the receiving office, actuals have lines of the sending one. If all
//! of them are of one kind, that is the kind of the address; an office with several kinds
//! in a set must be asked. The kind of the care manager stands in no record.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::{OfficeNumber, ServiceKind};
use crate::calendar::Stamp;
use crate::csv::{Record, scan_file};
use crate::field::is_subtotal;
use crate::file_kind::FileKind;
use crate::file_name::NameProblem;
use crate::report::Input;
use crate::version3::convert::text;
use crate::version3::{FileName3, form};

/// The kinds seen in the records of one set.
#[derive(Debug, Default)]
pub(super) struct SeenKinds {
    pub(super) from: BTreeSet<ServiceKind>,
    pub(super) to: BTreeSet<ServiceKind>,
}

/// The kind if there is one only.
pub(super) fn one(kinds: &BTreeSet<ServiceKind>) -> Option<ServiceKind> {
    kinds.first().copied().filter(|_| kinds.len() == 1)
}

/// What the records show, for each sender, receiver and stamp.
pub(super) fn kinds_in_rows(
    inputs: &[Input<'_>],
    names: &[Result<FileName3, NameProblem>],
) -> BTreeMap<(Stamp, OfficeNumber, OfficeNumber), SeenKinds> {
    let mut seen: BTreeMap<_, SeenKinds> = BTreeMap::new();
    for (input, name) in inputs.iter().zip(names) {
        let Ok(name) = name else { continue };
        let set = seen.entry((name.stamp, name.from, name.to)).or_default();
        match name.kind {
            FileKind::UpPlan | FileKind::UpSikyu => {
                collect(input.bytes, *name, name.to, &mut set.to)
            }
            FileKind::UpJsk | FileKind::DltJsk => {
                collect(input.bytes, *name, name.from, &mut set.from);
            }
            _ => (),
        }
    }
    seen
}

/// Collects the kinds of the lines of `office`.
fn collect(file: &[u8], name: FileName3, office: OfficeNumber, kinds: &mut BTreeSet<ServiceKind>) {
    let Some(form) = form(name.kind) else { return };
    let item = |ids: [&str; 2]| {
        let column = form.layout.columns.iter().find(|c| ids.contains(&c.id));
        column.map(|column| usize::from(column.number) - 1)
    };
    let code = item(["service_code", "service_kind"]);
    let (Some(code), Some(number)) = (code, item(["service_office_number", ""])) else {
        return;
    };
    let mut scanner = scan_file(file).1;
    let mut record = Record::default();
    while scanner.read(&mut record) {
        let (Some(code), Some(number)) = (record.fields.get(code), record.fields.get(number))
        else {
            continue;
        };
        let (code, number) = (text(file, code), text(file, number));
        let line = number == office.as_str() && !is_subtotal(code.as_bytes());
        let kind = code.get(..2).and_then(|kind| kind.parse().ok());
        if let Some(kind) = kind.filter(|_| line) {
            kinds.insert(kind);
        }
    }
}
