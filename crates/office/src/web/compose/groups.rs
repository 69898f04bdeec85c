//! The files of a pile in groups: by addressee and stamp, with what was found in each.
//!
//! What a reader would get wrong: a file that goes to everyone stands in several groups.

use std::collections::BTreeMap;

use protocol::{Address, OfficeNumber};
use standard::{FileName, Stamp};

use super::page::Choosable;
use crate::drafts::{AttachmentPlace, DraftProblem, is_standard_candidate};
use crate::error_code::ErrorCode;
use crate::outbox::{Partner, SentState};
use crate::piles::{PileBundle, PileFile, PilePlan};
use crate::web::findings::{self, Fact, FindingWords};
use crate::web::texts::{Language, texts};
use crate::web::words::{Contents, OfficeWords, Status, form_words, size_words};

/// What gives files and offices their words.
pub(super) struct Named<'a> {
    pub(super) language: Language,
    pub(super) names: &'a BTreeMap<OfficeNumber, Option<String>>,
    /// The addresses that may be chosen for an attachment.
    pub(super) known: &'a [(Address, String)],
}

/// Files that go together, or stay together.
pub(super) struct Group {
    pub(super) number: String,
    pub(super) office: Option<OfficeWords>,
    pub(super) contents: Option<Contents>,
    /// The bundle's key; empty for what stays.
    pub(super) key: String,
    /// What the check mark of the group sends: key and digest.
    pub(super) value: String,
    pub(super) status: Status,
    pub(super) message: String,
    /// What was done to keep the limits.
    pub(super) split: Option<String>,
    pub(super) files: Vec<FileLine>,
    /// What is wrong with all of them together.
    pub(super) findings: Vec<FindingWords>,
    /// The button that takes all of them out.
    pub(super) remove_all: String,
}

/// One file with what was found in it.
pub(super) struct FileLine {
    pub(super) number: i64,
    pub(super) form: String,
    pub(super) name: String,
    pub(super) size: String,
    pub(super) standard: bool,
    pub(super) findings: Vec<FindingWords>,
    pub(super) more: Option<String>,
    pub(super) places: Vec<Choosable>,
    pub(super) place_label: String,
    pub(super) remove_label: String,
    pub(super) replace_label: String,
}

/// One line of the table before the button 送信する.
pub(super) struct Row {
    pub(super) office: Option<OfficeWords>,
    pub(super) what: String,
    pub(super) facts: String,
    pub(super) status: Status,
}

/// What stays, and what can be sent.
pub(super) fn groups(named: &Named<'_>, plan: &PilePlan) -> (Vec<Group>, Vec<Group>) {
    let (wanted, repeated): (Vec<_>, Vec<_>) = plan
        .bundles
        .iter()
        .partition(|bundle| plan.is_wanted(bundle));
    let mut ready: Vec<Group> = wanted
        .iter()
        .map(|bundle| bundle_group(named, plan, bundle))
        .collect();
    let mut stopped = stopped_groups(named, plan);
    for bundle in repeated {
        let mut group = bundle_group(named, plan, bundle);
        let words = &texts(named.language).compose;
        group.status = Status::new("status-warning", &words.repeated_bundle);
        group.key = String::new();
        group
            .findings
            .insert(0, before_words(named.language, bundle));
        stopped.push(group);
    }
    for (index, group) in stopped.iter_mut().chain(&mut ready).enumerate() {
        let words = &texts(named.language).confirm;
        group.number = words.address.of(index as u64 + 1);
    }
    (stopped, ready)
}

fn bundle_group(named: &Named<'_>, plan: &PilePlan, bundle: &PileBundle) -> Group {
    let words = &texts(named.language).compose;
    let files = plan.pile.files.iter();
    let files: Vec<&PileFile> = files
        .filter(|file| bundle.files.contains(&file.number))
        .collect();
    let split = (bundle.part > 1).then(|| words.split.of(u64::from(bundle.part)));
    Group {
        number: String::new(),
        office: Some(office_words(named, bundle.to)),
        contents: Some(Contents::planned(named.language, bundle)),
        key: bundle.key.clone(),
        value: format!("{} {}", bundle.key, bundle.digest),
        status: Status::new("status-done", &texts(named.language).confirm.ready),
        message: plan
            .pile
            .messages
            .get(&bundle.key)
            .cloned()
            .unwrap_or_default(),
        split,
        remove_all: remove_all(&files),
        files: files
            .iter()
            .map(|file| file_line(named, plan, file, &[]))
            .collect(),
        findings: set_findings(named.language, plan, &bundle.files),
    }
}

fn remove_all(files: &[&PileFile]) -> String {
    let numbers: Vec<String> = files.iter().map(|file| file.number.to_string()).collect();
    format!("remove:{}", numbers.join(","))
}

/// To whom a file goes and with which stamp, where its name says it.
type Addressee = Option<(Address, Stamp)>;

/// Files that are in no bundle, or that have a problem: by addressee and stamp in their
/// names, the others last.
fn stopped_groups(named: &Named<'_>, plan: &PilePlan) -> Vec<Group> {
    let bundled = |number: i64| {
        plan.bundles
            .iter()
            .any(|bundle| bundle.files.contains(&number))
    };
    let problems = |file: &PileFile| -> Vec<&DraftProblem> {
        let all = plan.problems.iter();
        all.filter(|problem| problem.path.as_deref() == Some(&file.name))
            .collect()
    };
    let mut found: Vec<(Addressee, Vec<&PileFile>)> = Vec::new();
    for file in &plan.pile.files {
        if bundled(file.number) && problems(file).is_empty() {
            continue;
        }
        let to = addressee(&file.name);
        match found.iter_mut().find(|(known, _)| *known == to) {
            Some((_, files)) => files.push(file),
            None => found.push((to, vec![file])),
        }
    }
    found.sort_by_key(|(to, _)| to.is_none());
    let words = &texts(named.language).confirm;
    let one = |(to, files): (Addressee, Vec<&PileFile>)| {
        let numbers: Vec<i64> = files.iter().map(|file| file.number).collect();
        Group {
            number: String::new(),
            office: to.map(|(to, _)| office_words(named, to)),
            contents: None,
            key: String::new(),
            value: String::new(),
            status: Status::new("status-failed", &words.stopped),
            message: String::new(),
            split: None,
            remove_all: remove_all(&files),
            findings: set_findings(named.language, plan, &numbers),
            files: files
                .iter()
                .map(|file| file_line(named, plan, file, &problems(file)))
                .collect(),
        }
    };
    found.into_iter().map(one).collect()
}

/// The address and stamp in the name of a file of the standard.
fn addressee(name: &str) -> Addressee {
    let name = FileName::parse(name).ok()?;
    let to = format!("{}-{}", name.to.office.as_str(), name.to.service.as_str());
    Some((to.parse().ok()?, name.stamp))
}

fn office_words(named: &Named<'_>, to: Address) -> OfficeWords {
    let partner = Partner {
        number: to.office,
        name: named.names.get(&to.office).cloned().flatten(),
        service: to.service,
    };
    OfficeWords::of(named.language, &partner)
}

/// What was found in the sets whose first file is among `files`.
fn set_findings(language: Language, plan: &PilePlan, files: &[i64]) -> Vec<FindingWords> {
    let first_of = |set: &&standard::report::SetReport| {
        let first = set.files.first().and_then(|index| plan.checked.get(*index));
        first.is_some_and(|number| files.contains(number))
    };
    let form = texts(language).finding.set.as_str();
    let sets = plan.report.sets.iter().filter(first_of);
    sets.flat_map(|set| findings::of_file(language, form, &set.findings).0)
        .collect()
}

fn file_line(
    named: &Named<'_>,
    plan: &PilePlan,
    file: &PileFile,
    problems: &[&DraftProblem],
) -> FileLine {
    let language = named.language;
    let words = &texts(language).compose;
    let form = form_words(language, &file.name);
    let checked = plan
        .checked
        .iter()
        .position(|number| *number == file.number);
    let (mut shown, mut more) = match checked.and_then(|index| plan.report.files.get(index)) {
        Some(report) => findings::of_file(language, &form, &report.findings),
        None => (Vec::new(), None),
    };
    for problem in problems {
        match problem.code {
            // The findings say it better.
            ErrorCode::FileHasErrors if !shown.is_empty() => (),
            // Nothing is wrong with this file; it stays behind with its set.
            ErrorCode::SetHasErrors => {
                more = more.or_else(|| Some(problem.code.title(language).to_owned()));
            }
            ErrorCode::AttachmentReceiverUnclear => shown.insert(0, choose_words(language)),
            code => shown.insert(0, problem_words(language, code, problem)),
        }
    }
    let standard = is_standard_candidate(&file.name);
    let label = [("file", &file.name as &dyn std::fmt::Display)];
    FileLine {
        number: file.number,
        size: size_words(language, file.size_bytes),
        standard,
        findings: shown,
        more,
        places: if standard {
            Vec::new()
        } else {
            places(named, plan, file)
        },
        place_label: words.place_label.with(&label),
        remove_label: words.remove_label.with(&label),
        replace_label: words.replace_label.with(&label),
        name: file.name.clone(),
        form,
    }
}

fn problem_words(language: Language, code: ErrorCode, problem: &DraftProblem) -> FindingWords {
    let words = &texts(language).confirm;
    let facts = [
        (&words.problem_found, problem.found.clone()),
        (&words.problem_expected, problem.expected.clone()),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(name, text)| Some(Fact::new(name.as_str(), text?)));
    findings::code_words(language, code.code(), facts.collect())
}

/// An attachment whose receiver nobody chose: no mistake, only a question.
fn choose_words(language: Language) -> FindingWords {
    let words = &texts(language).compose;
    FindingWords {
        class: "finding-warning",
        status: "status-warning",
        word: texts(language).finding.warning.as_str(),
        message: words.choose_place.to_string(),
        facts: vec![Fact::new(
            texts(language).finding.remedy.as_str(),
            words.choose_place_how.as_str(),
        )],
    }
}

/// What was sent before, or lies among the drafts.
fn before_words(language: Language, bundle: &PileBundle) -> FindingWords {
    let words = &texts(language).confirm;
    let draft = matches!(bundle.before, Some((_, SentState::Draft)));
    FindingWords {
        class: "finding-warning",
        status: "status-warning",
        word: texts(language).finding.warning.as_str(),
        message: if draft {
            &words.duplicate_draft
        } else {
            &words.duplicate
        }
        .to_string(),
        facts: vec![Fact::new(
            texts(language).finding.remedy.as_str(),
            words.duplicate_remedy.as_str(),
        )],
    }
}

/// Where an attachment may go: the receivers of this pile first, then all others.
fn places(named: &Named<'_>, plan: &PilePlan, file: &PileFile) -> Vec<Choosable> {
    let words = &texts(named.language).compose;
    let mut here: Vec<Address> = plan.bundles.iter().map(|bundle| bundle.to).collect();
    here.extend(
        plan.pile
            .files
            .iter()
            .filter_map(|file| Some(addressee(&file.name)?.0)),
    );
    here.extend(match file.place {
        Some(AttachmentPlace::To(to)) => Some(to),
        _ => None,
    });
    here.sort();
    here.dedup();
    let mut found = vec![
        Choosable {
            value: String::new(),
            words: words.place_open.to_string(),
            chosen: file.place.is_none(),
        },
        Choosable {
            value: "all".to_owned(),
            words: words.place_all.to_string(),
            chosen: file.place == Some(AttachmentPlace::Everyone),
        },
    ];
    let line = |to: Address, words: String| Choosable {
        value: to.to_string(),
        words,
        chosen: file.place == Some(AttachmentPlace::To(to)),
    };
    found.extend(
        here.iter()
            .map(|to| line(*to, office_words(named, *to).in_line())),
    );
    let others = named.known.iter().filter(|(to, _)| !here.contains(to));
    found.extend(others.map(|(to, words)| line(*to, words.clone())));
    found
}

/// The table of what will be done.
pub(super) fn rows(language: Language, ready: &[Group], stopped: &[Group]) -> Vec<Row> {
    let words = &texts(language).compose;
    let row = |group: &Group, status| Row {
        office: group.office.clone(),
        what: match &group.contents {
            Some(contents) => contents.title.clone(),
            None => words.some_files.of(group.files.len() as u64),
        },
        facts: group
            .contents
            .as_ref()
            .map(|contents| contents.facts.clone())
            .unwrap_or_default(),
        status,
    };
    let sent = ready
        .iter()
        .map(|group| row(group, Status::new("status-done", &words.row_send)));
    let kept = stopped
        .iter()
        .map(|group| row(group, Status::new("status-failed", &words.row_stay)));
    sent.chain(kept).collect()
}
