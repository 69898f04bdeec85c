//! Links between the files of a set: every record has its counterpart
//! (clauses 2.3 and 3.3 of the standard), and every picture its record.

use std::collections::HashSet;

use crate::file_kind::FileKind;
use crate::file_name::FileName;
use crate::finding::{Finding, SetProblem, Severity};
use crate::layout::Key;
use crate::links::{LinkKey, Links, Place};
use crate::report::{FINDINGS_MAX, FileReport};
use crate::ticket::Client;

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
            let problem = SetProblem::Orphan {
                parent: parent_kind,
            };
            let (own, other) = (&links[child], &links[parent]);
            push_missing(&mut files[child], Severity::Error, own, other, &problem);
        }
        if !links[child].broken && need != Need::Optional {
            let severity = if need == Need::Required {
                Severity::Error
            } else {
                Severity::Warning
            };
            let problem = SetProblem::Childless { child: child_kind };
            let (own, other) = (&links[parent], &links[child]);
            push_missing(&mut files[parent], severity, own, other, &problem);
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

/// Says of each key of `own` that `other` lacks that it has no counterpart.
fn push_missing(
    file: &mut FileReport,
    severity: Severity,
    own: &Links,
    other: &Links,
    problem: &SetProblem,
) {
    let Some(layout) = file.kind.and_then(FileKind::layout) else {
        return;
    };
    let keys = own.keys.entries().iter();
    let missing: Vec<_> = keys
        .filter(|(key, _)| other.keys.index_of(key).is_none())
        .take(FINDINGS_MAX + 1)
        .collect();
    if missing.is_empty() {
        return;
    }
    let near = NearKeys::of(other);
    let findings = missing.into_iter().map(|(key, place)| {
        let item = near.differing_item(layout.key, key, *place);
        let (insurer, insured) = key.client().numbers();
        let value = if item == layout.key.insurer {
            insurer.to_vec()
        } else if item == layout.key.insured {
            insured.to_vec()
        } else {
            key.date()
        };
        let found = String::from_utf8_lossy(&value).into_owned();
        let finding = Finding::new(severity, problem.code(), problem.clone()).with_found(found);
        finding.at(place.line, layout.column(item))
    });
    file.add_compared(findings.collect());
}

/// The keys of a file without their date, and without their insurer.
struct NearKeys {
    clients: HashSet<Client>,
    dates: HashSet<([u8; 10], Vec<u8>)>,
}

impl NearKeys {
    fn of(links: &Links) -> NearKeys {
        let keys = || links.keys.entries().iter().map(|(key, _)| key);
        NearKeys {
            clients: keys().map(LinkKey::client).collect(),
            dates: keys()
                .map(|key| (key.client().numbers().1, key.date()))
                .collect(),
        }
    }

    /// The item that keeps a record from its counterpart: the only one that differs from a
    /// key of the other file, else the insured number.
    fn differing_item(&self, items: Key, key: &LinkKey, place: Place) -> u16 {
        let (_, insured) = key.client().numbers();
        if self.clients.contains(&key.client()) {
            place.date_item
        } else if self.dates.contains(&(insured, key.date())) {
            items.insurer
        } else {
            items.insured
        }
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
                files[index].add_compared(vec![finding]);
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
