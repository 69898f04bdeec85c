//! Links between the files of a set: every record has its counterpart
//! (clauses 2.3 and 3.3 of the standard), and every picture its record.

use crate::file_kind::FileKind;
use crate::file_name::FileName;
use crate::finding::{Finding, SetProblem, Severity};
use crate::layout::Key;
use crate::links::{LinkKey, Links, Place};
use crate::report::FileReport;

/// What a record of the parent needs among the children.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// The standard asks for one.
    Required,
    /// There should be one; a client without lines is possible.
    Expected,
    /// There may be none.
    Optional,
}

/// Parent, child, and whether a parent's record needs one of the child.
const LINKS: &[(FileKind, FileKind, Need)] = &[
    (FileKind::Up1Kyo, FileKind::Up2Kyo, Need::Expected),
    (FileKind::Up1Kyo, FileKind::Up3Kyo, Need::Optional),
    (FileKind::Up1Kyo, FileKind::UpHosoku, Need::Required),
    (FileKind::UpPlan, FileKind::UpSikyu, Need::Required),
    (FileKind::UpPlan, FileKind::UpHosoku, Need::Required),
    (FileKind::UpKihon, FileKind::UpKihonSub1, Need::Optional),
    (FileKind::UpKihon, FileKind::UpKihonSub2, Need::Optional),
    (FileKind::UpYobo, FileKind::UpYoboSub, Need::Expected),
];

/// Compares the files `members` of one set.
pub(crate) fn check_links(files: &mut [FileReport], links: &[Links], members: &[usize]) {
    for &(parent_kind, child_kind, need) in LINKS {
        let find = |kind| {
            members
                .iter()
                .copied()
                .find(|&index| kind_of(files, index) == Some(kind))
        };
        let (Some(parent), Some(child)) = (find(parent_kind), find(child_kind)) else {
            continue;
        };
        if !same_variant(&files[parent], &files[child]) {
            continue;
        }
        // A key that is wrong has been reported; its counterpart is not missing.
        if !links[parent].broken {
            for (key, place) in &links[child].keys {
                if !links[parent].places.contains_key(key) {
                    let problem = SetProblem::Orphan {
                        parent: parent_kind,
                    };
                    push(
                        &mut files[child],
                        Severity::Error,
                        key,
                        *place,
                        &links[parent],
                        problem,
                    );
                }
            }
        }
        if !links[child].broken && need != Need::Optional {
            let severity = if need == Need::Required {
                Severity::Error
            } else {
                Severity::Warning
            };
            for (key, place) in &links[parent].keys {
                if !links[child].places.contains_key(key) {
                    let problem = SetProblem::Childless { child: child_kind };
                    push(
                        &mut files[parent],
                        severity,
                        key,
                        *place,
                        &links[child],
                        problem,
                    );
                }
            }
        }
    }
    check_pictures(files, links, members);
}

/// Whether the months in the names agree; if not, every record would lack its counterpart
/// and the one finding about the set says it all.
fn same_variant(parent: &FileReport, child: &FileReport) -> bool {
    match (parent.file_name, child.file_name) {
        (Some(parent), Some(child)) if child.kind.has_month() => parent.month == child.month,
        _ => true,
    }
}

fn kind_of(files: &[FileReport], index: usize) -> Option<FileKind> {
    files[index].file_name.map(|name| name.kind)
}

fn push(
    file: &mut FileReport,
    severity: Severity,
    key: &LinkKey,
    place: Place,
    other: &Links,
    problem: SetProblem,
) {
    let Some(layout) = file.kind.and_then(FileKind::layout) else {
        return;
    };
    let item = differing_item(layout.key, key, place, other);
    let value = if item == layout.key.insurer {
        &key.insurer
    } else if item == layout.key.insured {
        &key.insured
    } else {
        &key.date
    };
    let found = String::from_utf8_lossy(value).into_owned();
    let finding = Finding::new(severity, problem.code(), problem).with_found(found);
    file.findings
        .push(finding.at(place.line, layout.column(item)));
    file.findings
        .sort_by_key(|finding| (finding.line, finding.item));
}

/// The item that keeps a record from its counterpart: the only one that differs from a
/// key of the other file, else the insured number.
fn differing_item(items: Key, key: &LinkKey, place: Place, other: &Links) -> u16 {
    let mut others = other.keys.iter().map(|(key, _)| key);
    let same = |a: &LinkKey| {
        (
            a.insurer == key.insurer,
            a.insured == key.insured,
            a.date == key.date,
        )
    };
    if others.clone().any(|a| same(a) == (true, true, false)) {
        place.date_item
    } else if others.any(|a| same(a) == (false, true, true)) {
        items.insurer
    } else {
        items.insured
    }
}

/// Pictures are named in item 62 of the basic information, one for each record.
fn check_pictures(files: &mut [FileReport], links: &[Links], members: &[usize]) {
    let pictures: Vec<(usize, FileName)> = members
        .iter()
        .filter_map(|&index| Some((index, files[index].file_name?)))
        .filter(|(_, name)| name.kind == FileKind::UpKihonImage)
        .collect();
    let mut named = Vec::new();
    for &index in members {
        for (text, line) in &links[index].pictures {
            let Ok(name) = FileName::parse(text) else {
                continue;
            };
            named.push(name);
            if !pictures.iter().any(|(_, picture)| *picture == name) {
                let layout = &crate::tables::basic::LAYOUT;
                let problem = SetProblem::PictureMissing;
                // Clause 3.4 leaves open whether a picture must come with its record.
                let finding = Finding::new(Severity::Warning, problem.code(), problem)
                    .with_found(text.clone())
                    .at(*line, layout.column(62));
                files[index].findings.push(finding);
                files[index]
                    .findings
                    .sort_by_key(|finding| (finding.line, finding.item));
            }
        }
    }
    for (index, picture) in pictures {
        if !named.contains(&picture) {
            let problem = SetProblem::PictureUnnamed;
            let finding = Finding::new(Severity::Error, problem.code(), problem);
            files[index].findings.push(finding);
        }
    }
}
