//! Sets of standard 3: files of one sender, one receiver and one stamp.
//!
//! The list is that of 4.1 for care management without table 3. Findings stand with the
//! first file of a set, since a set of standard 3 has no address to report it under.

use std::collections::BTreeMap;

use crate::address::OfficeNumber;
use crate::calendar::Stamp;
use crate::file_kind::FileKind::{
    self, Dlt1Kyo, DltJsk, DltPlan, Up1Kyo, Up2Kyo, UpHosoku, UpJsk, UpPlan, UpSikyu,
};
use crate::file_set::check_links;
use crate::finding::{Finding, SetProblem, Severity};
use crate::links::Links;
use crate::report::FileReport;

/// The permitted sets.
const PATTERNS: [&[FileKind]; 6] = [
    &[Up1Kyo, Up2Kyo, UpHosoku],
    &[UpPlan, UpSikyu, UpHosoku],
    &[Dlt1Kyo],
    &[DltPlan],
    &[UpJsk],
    &[DltJsk],
];

/// Checks the sets that the files of standard 3 among `files` form.
pub(crate) fn check_sets(files: &mut [FileReport], links: &[Links]) {
    let mut groups: BTreeMap<(Stamp, OfficeNumber, OfficeNumber), Vec<usize>> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        if let Some(name) = file.version3 {
            let group = groups.entry((name.stamp, name.from, name.to));
            group.or_default().push(index);
        }
    }
    for members in groups.values() {
        check_set(files, members);
        // The links are those of 4.1, which look at names; nothing else may see these names.
        for &index in members {
            files[index].file_name = files[index].version3.map(|name| name.without_kinds());
        }
        check_links(files, links, members);
        for &index in members {
            files[index].file_name = None;
        }
    }
}

fn check_set(files: &mut [FileReport], members: &[usize]) {
    let kinds: Vec<FileKind> = members
        .iter()
        .filter_map(|&index| files[index].kind)
        .collect();
    let pattern = nearest(&kinds);
    for &kind in pattern.iter().filter(|kind| !kinds.contains(kind)) {
        push(
            files,
            members[0],
            SetProblem::MissingFile {
                kind,
                misnamed: None,
            },
        );
    }
    let care_plan = pattern.contains(&Up1Kyo);
    let month = members
        .iter()
        .filter_map(|&index| files[index].version3)
        .find(|name| name.kind == UpPlan)
        .and_then(|name| name.month);
    for (place, &index) in members.iter().enumerate() {
        let Some(name) = files[index].version3 else {
            continue;
        };
        if !pattern.contains(&name.kind) {
            push(
                files,
                index,
                SetProblem::SuperfluousFile { kind: name.kind },
            );
        } else if kinds[..place].contains(&name.kind) {
            push(files, index, SetProblem::SameName { same_bytes: false });
        }
        let expected = if care_plan { None } else { month };
        let compared = name.kind.has_month() && (care_plan || month.is_some());
        if compared && name.month != expected {
            let expected = expected.map(|month| month.to_string());
            push(files, index, SetProblem::OtherMonth { expected });
        }
    }
}

/// The permitted set with the fewest files missing and superfluous.
fn nearest(kinds: &[FileKind]) -> &'static [FileKind] {
    let faults = |pattern: &&&[FileKind]| {
        let missing = pattern.iter().filter(|kind| !kinds.contains(kind)).count();
        missing + kinds.iter().filter(|kind| !pattern.contains(kind)).count()
    };
    PATTERNS
        .iter()
        .min_by_key(faults)
        .expect("the list of sets is not empty")
}

fn push(files: &mut [FileReport], index: usize, problem: SetProblem) {
    let mut finding = Finding::new(Severity::Error, problem.code(), problem);
    finding.file = Some(files[index].name.clone());
    files[index].findings.push(finding);
}
