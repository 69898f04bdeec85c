//! Sets: which files are sent together, by whom, and whether they fit together.
//!
//! Files of one sender, one receiver and one stamp form a set, which must be one
//! of those that the standard lists (clauses 2.4 and 3.4). Findings that have a
//! line go to the file; what concerns the set as a whole stays with the set.

use std::collections::BTreeMap;
use std::fmt;

use crate::address::Address;
use crate::calendar::Stamp;
use crate::file_kind::FileKind;
use crate::finding::{Finding, SetProblem, Severity};
use crate::links::Links;
use crate::report::{FileReport, SetReport};
use crate::service_kind;

mod link;
pub(crate) use link::check_links;
mod order;
mod role;
mod ticket;

/// A permitted set of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetKind {
    /// Care plan: tables 1 to 3 and supplement.
    K1,
    /// Ticket: planned services, statement and supplement.
    K2,
    /// Deletion of a care plan.
    K3,
    /// Deletion of planned services.
    K4,
    /// Actual services.
    K5,
    /// Deletion of actual services.
    K6,
    /// Prevention: basic information.
    Y1,
    /// Prevention: plan and basic information.
    Y2,
    /// Prevention: plan.
    Y3,
    /// Prevention: ticket.
    Y4,
    /// Prevention: deletion of basic information.
    Y5,
    /// Prevention: deletion of a plan.
    Y6,
    /// Prevention: deletion of planned services.
    Y7,
    /// Prevention: actual services.
    Y8,
    /// Prevention: deletion of actual services.
    Y9,
}

/// One entry of the standard's list.
struct Pattern {
    set: SetKind,
    prevention: bool,
    /// Must be there.
    required: &'static [FileKind],
    /// Should be there; whether a sub-table without lines may be left out is not written.
    expected: &'static [FileKind],
    /// May be there.
    optional: &'static [FileKind],
}

use FileKind::{
    Dlt1Kyo, DltJsk, DltKihon, DltPlan, DltYobo, Up1Kyo, Up2Kyo, Up3Kyo, UpHosoku, UpJsk, UpKihon,
    UpKihonImage, UpKihonSub1, UpKihonSub2, UpPlan, UpSikyu, UpYobo, UpYoboSub,
};

const fn alone(set: SetKind, prevention: bool, required: &'static [FileKind]) -> Pattern {
    Pattern {
        set,
        prevention,
        required,
        expected: &[],
        optional: &[],
    }
}

/// The permitted sets. Care and prevention have the same ticket and actual files: the
/// addresses decide which of the two a set is.
const PATTERNS: &[Pattern] = &[
    alone(SetKind::K1, false, &[Up1Kyo, Up2Kyo, Up3Kyo, UpHosoku]),
    alone(SetKind::K2, false, &[UpPlan, UpSikyu, UpHosoku]),
    alone(SetKind::K3, false, &[Dlt1Kyo]),
    alone(SetKind::K4, false, &[DltPlan]),
    alone(SetKind::K5, false, &[UpJsk]),
    alone(SetKind::K6, false, &[DltJsk]),
    Pattern {
        set: SetKind::Y1,
        prevention: true,
        required: &[UpKihon],
        expected: &[UpKihonSub1, UpKihonSub2],
        optional: &[UpKihonImage],
    },
    Pattern {
        set: SetKind::Y2,
        prevention: true,
        required: &[UpYobo, UpKihon],
        expected: &[UpYoboSub, UpKihonSub1, UpKihonSub2],
        optional: &[UpKihonImage],
    },
    Pattern {
        set: SetKind::Y3,
        prevention: true,
        required: &[UpYobo],
        expected: &[UpYoboSub],
        optional: &[],
    },
    alone(SetKind::Y4, true, &[UpPlan, UpSikyu, UpHosoku]),
    alone(SetKind::Y5, true, &[DltKihon]),
    alone(SetKind::Y6, true, &[DltYobo]),
    alone(SetKind::Y7, true, &[DltPlan]),
    alone(SetKind::Y8, true, &[UpJsk]),
    alone(SetKind::Y9, true, &[DltJsk]),
];

impl Pattern {
    fn contains(&self, kind: FileKind) -> bool {
        [self.required, self.expected, self.optional]
            .iter()
            .any(|list| list.contains(&kind))
    }

    /// Required kinds that are not there, and kinds there that do not belong.
    fn faults(&self, kinds: &[FileKind]) -> usize {
        let missing = self
            .required
            .iter()
            .filter(|kind| !kinds.contains(kind))
            .count();
        let superfluous = kinds.iter().filter(|kind| !self.contains(**kind)).count();
        missing + superfluous
    }
}

type Group = (Stamp, Address, Address);

/// Groups the files of `files` into sets and checks them; findings with a line go to the files.
pub(crate) fn check_sets(files: &mut [FileReport], links: &[Links]) -> Vec<SetReport> {
    let mut groups: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        if let Some(name) = &file.file_name {
            groups
                .entry((name.stamp, name.from, name.to))
                .or_default()
                .push(index);
        }
    }
    let mut sets: Vec<SetReport> = groups
        .into_iter()
        .map(|((stamp, from, to), members)| check_set(links, files, stamp, from, to, members))
        .collect();
    for set in &sets {
        check_links(files, links, &set.files);
        ticket::check_ticket(files, links, &set.files);
    }
    order::find_later_sets(files, links, &mut sets);
    find_split_sets(files, &mut sets);
    sets
}

fn check_set(
    links: &[Links],
    files: &[FileReport],
    stamp: Stamp,
    from: Address,
    to: Address,
    members: Vec<usize>,
) -> SetReport {
    let kinds = kinds_of(files, &members);
    let pattern = nearest(&kinds, is_prevention(from, to, &kinds));
    let mut set = SetReport {
        set: None,
        stamp,
        from,
        to,
        files: members,
        findings: Vec::new(),
    };
    if pattern.faults(&kinds) == 0 {
        set.set = Some(pattern.set);
    }
    let demanded = [
        (Severity::Error, pattern.required),
        (Severity::Warning, pattern.expected),
    ];
    for (severity, list) in demanded {
        for &kind in list.iter().filter(|kind| !kinds.contains(kind)) {
            let misnamed = misnamed(files, kind);
            set.push(severity, None, SetProblem::MissingFile { kind, misnamed });
        }
    }
    for index in set.files.clone() {
        let Some(name) = &files[index].file_name else {
            continue;
        };
        if !pattern.contains(name.kind) {
            let file = Some(files[index].name.clone());
            set.push(
                Severity::Error,
                file,
                SetProblem::SuperfluousFile { kind: name.kind },
            );
        }
    }
    check_repeated_names(links, files, &mut set);
    check_months(files, pattern, &mut set);
    role::check_roles(&kinds, &mut set);
    set
}

/// The only file of `kind` whose name cannot be read: where a set lacks such a file, it is likely the one. Of several
/// none is named, since a wrong hint costs a care worker more than none.
fn misnamed(files: &[FileReport], kind: FileKind) -> Option<String> {
    let mut found = files
        .iter()
        .filter(|file| file.kind == Some(kind) && file.file_name.is_none());
    let first = found.next()?;
    let only = found.next().is_none();
    only.then(|| first.name.clone())
}

fn kinds_of(files: &[FileReport], members: &[usize]) -> Vec<FileKind> {
    let mut kinds: Vec<FileKind> = members
        .iter()
        .filter_map(|&index| files[index].file_name.map(|name| name.kind))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Care (K) or prevention (Y). The standard lists the same files for both and does not say
/// how to tell them apart. Forms of prevention belong to it alone; a support centre (46, AF)
/// takes part in nothing else; and services of prevention or of the municipal programme
/// are planned in no care plan.
fn is_prevention(from: Address, to: Address, kinds: &[FileKind]) -> bool {
    let forms = [
        UpKihon,
        UpKihonSub1,
        UpKihonSub2,
        UpKihonImage,
        DltKihon,
        UpYobo,
        UpYoboSub,
        DltYobo,
    ];
    if kinds.iter().any(|kind| forms.contains(kind)) {
        return true;
    }
    [from, to]
        .iter()
        .any(|address| service_kind::is_prevention(address.service))
}

/// The permitted set that `kinds` come nearest to: the fewest faults, then the first.
fn nearest(kinds: &[FileKind], prevention: bool) -> &'static Pattern {
    let faults = |pattern: &&Pattern| {
        (
            pattern.faults(kinds),
            usize::from(pattern.prevention != prevention),
        )
    };
    PATTERNS
        .iter()
        .min_by_key(faults)
        .expect("the list of sets is not empty")
}

fn check_repeated_names(links: &[Links], files: &[FileReport], set: &mut SetReport) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for index in set.files.clone() {
        let Some(name) = &files[index].file_name else {
            continue;
        };
        match seen.get(&name.to_string()) {
            Some(&first) => {
                let same_bytes = links[first].contents == links[index].contents;
                let severity = if same_bytes {
                    Severity::Warning
                } else {
                    Severity::Error
                };
                let file = Some(files[index].name.clone());
                set.push(severity, file, SetProblem::SameName { same_bytes });
            }
            None => {
                seen.insert(name.to_string(), index);
            }
        }
    }
}

/// A care plan has the supplement of month 000000; a ticket has one month in all its files.
/// What does not belong to the set at all is told as that.
fn check_months(files: &[FileReport], pattern: &Pattern, set: &mut SetReport) {
    let names: Vec<_> = set
        .files
        .iter()
        .filter_map(|&index| files[index].file_name)
        .collect();
    let main = names
        .iter()
        .find(|name| matches!(name.kind, Up1Kyo | UpPlan) && pattern.contains(name.kind));
    let Some(main) = main else { return };
    for index in set.files.clone() {
        let Some(name) = files[index].file_name else {
            continue;
        };
        if pattern.contains(name.kind) && name.kind.has_month() && name.month != main.month {
            let expected = main.month.map(|month| month.to_string());
            let file = Some(files[index].name.clone());
            set.push(Severity::Error, file, SetProblem::OtherMonth { expected });
        }
    }
}

/// Files of one sender and receiver that form a set only together have been given two stamps.
fn find_split_sets(files: &[FileReport], sets: &mut [SetReport]) {
    for first in 0..sets.len() {
        for second in first + 1..sets.len() {
            let (a, b) = (&sets[first], &sets[second]);
            if (a.from, a.to) != (b.from, b.to) || a.set.is_some() || b.set.is_some() {
                continue;
            }
            let members: Vec<usize> = a.files.iter().chain(&b.files).copied().collect();
            let kinds = kinds_of(files, &members);
            let pattern = nearest(&kinds, is_prevention(a.from, a.to, &kinds));
            if pattern.faults(&kinds) == 0 && kinds.len() == members.len() {
                let stamp = b.stamp.to_string();
                sets[first].push(Severity::Warning, None, SetProblem::OtherStamp { stamp });
            }
        }
    }
}

impl SetReport {
    fn push(&mut self, severity: Severity, file: Option<String>, problem: SetProblem) {
        let mut finding = Finding::new(severity, problem.code(), problem);
        finding.file = file;
        self.findings.push(finding);
    }
}

impl SetKind {
    /// `K1` to `Y9`.
    pub fn as_str(self) -> &'static str {
        match self {
            SetKind::K1 => "K1",
            SetKind::K2 => "K2",
            SetKind::K3 => "K3",
            SetKind::K4 => "K4",
            SetKind::K5 => "K5",
            SetKind::K6 => "K6",
            SetKind::Y1 => "Y1",
            SetKind::Y2 => "Y2",
            SetKind::Y3 => "Y3",
            SetKind::Y4 => "Y4",
            SetKind::Y5 => "Y5",
            SetKind::Y6 => "Y6",
            SetKind::Y7 => "Y7",
            SetKind::Y8 => "Y8",
            SetKind::Y9 => "Y9",
        }
    }
}

impl fmt::Display for SetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
