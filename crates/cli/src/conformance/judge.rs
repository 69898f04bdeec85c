//! Judges what was delivered for one pattern: the standard, the sets, the addresses, the facts, nothing foreign.
//!
//! Pure: names and bytes in, differences out. What is asked for is made anew from role, seed and month.

use standard::{Address, FileKind, FileReport, Input, Month, Report, SetReport, Stamp, read_file};

use super::difference::{ContentProblem, DeliveryProblem, Difference, Problem};
use super::file_set::{FileSet, KitFile};
use super::pattern::{Case, Question};
use super::records::compare_records;

/// A file of the vendor's software.
#[derive(Debug, Clone)]
pub(super) struct Delivered {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The name of the file with answers about an import.
pub(super) const ANSWERS: &str = "answers.txt";

/// More differences help nobody; the first ones explain the others.
const DIFFERENCES_MAX: usize = 100;

/// Compares what was delivered with the pattern. No difference that fails: passed.
pub(super) fn judge(case: &Case, delivered: &[Delivered]) -> Vec<Difference> {
    let (answers, files): (Vec<&Delivered>, Vec<&Delivered>) = delivered
        .iter()
        .partition(|file| !case.questions.is_empty() && file.name.eq_ignore_ascii_case(ANSWERS));
    let inputs: Vec<Input<'_>> = files
        .iter()
        .map(|file| Input {
            path: &file.name,
            bytes: &file.bytes,
        })
        .collect();
    let report = standard::check_files(&inputs);
    let mut differences = findings(&report);
    let delivery = Delivery {
        report: &report,
        files: &files,
    };
    differences.extend(delivery.sets(&case.expected));
    let text = answers.first().map_or(&[][..], |file| &file.bytes);
    differences.extend(wrong_answers(
        &case.questions,
        &String::from_utf8_lossy(text),
    ));
    limited(differences)
}

fn limited(mut differences: Vec<Difference>) -> Vec<Difference> {
    differences.sort_by_key(|difference| rank(&difference.problem));
    let count = differences.len().saturating_sub(DIFFERENCES_MAX);
    if count > 0 {
        let fails = differences[DIFFERENCES_MAX].problem.fails();
        differences.truncate(DIFFERENCES_MAX);
        if fails {
            differences.push(Difference::of(ContentProblem::More { count }));
        }
    }
    differences
}

/// What explains most comes first: breaches of the standard, then sets and files, then values; notes come last, so
/// that they never push anything out of the list.
fn rank(problem: &Problem) -> u8 {
    match problem {
        problem if !problem.fails() => 3,
        Problem::Standard(_) => 0,
        Problem::Delivery(_) => 1,
        Problem::Content(_) => 2,
    }
}

/// What the check of the standard says, information excepted.
fn findings(report: &Report) -> Vec<Difference> {
    let told = |file: &str, finding: &standard::Finding| {
        (finding.severity != standard::Severity::Information).then(|| {
            let file = finding.file.as_deref().unwrap_or(file);
            let problem = Problem::Standard(Box::new(finding.clone()));
            Difference::in_file(file, finding.line, problem)
        })
    };
    let files = report.files.iter().flat_map(|file| {
        file.findings
            .iter()
            .filter_map(|finding| told(&file.name, finding))
    });
    let sets = report.sets.iter().flat_map(|set| {
        // A finding about a set as a whole is told at its first file.
        let first = &report.files[set.files[0]].name;
        set.findings
            .iter()
            .filter_map(|finding| told(first, finding))
    });
    files.chain(sets).collect()
}

struct Delivery<'a> {
    report: &'a Report,
    files: &'a [&'a Delivered],
}

impl Delivery<'_> {
    /// Finds the delivered set for each expected one; what is left over is foreign.
    fn sets(&self, expected: &[FileSet]) -> Vec<Difference> {
        let mut differences = Vec::new();
        let mut free: Vec<&SetReport> = self.report.sets.iter().collect();
        let mut before: Option<(Stamp, Option<Month>)> = None;
        for set in expected {
            let found = self.find(set, &free);
            let Some(found) = found else {
                differences.push(Difference::of(DeliveryProblem::SetMissing {
                    kind: set.files[0].kind,
                    from: set.from,
                    to: set.to,
                }));
                continue;
            };
            free.retain(|other| !std::ptr::eq(*other, found));
            let first = &self.report.files[found.files[0]].name;
            let month = set.files[0].month;
            differences.extend(out_of_order(found.stamp, month, before, first));
            before = Some((found.stamp, month));
            differences.extend(self.addresses(set, found, first));
            differences.extend(self.set(set, found));
        }
        for set in free {
            let first = &self.report.files[set.files[0]].name;
            let (from, to) = (set.from, set.to);
            let problem = DeliveryProblem::SetForeign { from, to };
            differences.push(Difference::in_file(first, None, problem));
        }
        let grouped = |file: &&FileReport| file.file_name.is_none();
        for file in self.report.files.iter().filter(grouped) {
            differences.push(Difference::in_file(
                &file.name,
                None,
                DeliveryProblem::FileForeign,
            ));
        }
        differences
    }

    /// The set with the most of: right addresses, right month, right kinds; of equals the one with the older stamp.
    fn find<'s>(&self, set: &FileSet, free: &[&'s SetReport]) -> Option<&'s SetReport> {
        let leading = set.files[0].kind;
        let month = set.files[0].month;
        let candidates = free
            .iter()
            .copied()
            .filter(|found| self.members(found).any(|(_, kind, _)| kind == leading));
        let fit = |found: &SetReport| {
            let kinds: Vec<FileKind> = self.members(found).map(|(_, kind, _)| kind).collect();
            let known = kinds.iter().all(|kind| set.kinds().contains(kind));
            let months = self
                .members(found)
                .any(|(_, kind, m)| kind == leading && m == month);
            let address = (found.from, found.to) == (set.from, set.to);
            u8::from(address) * 4 + u8::from(months) * 2 + u8::from(known)
        };
        let mut best: Option<&SetReport> = None;
        for found in candidates {
            if best.is_none_or(|best| fit(found) > fit(best)) {
                best = Some(found);
            }
        }
        best
    }

    fn members<'s>(
        &'s self,
        set: &'s SetReport,
    ) -> impl Iterator<Item = (usize, FileKind, Option<Month>)> + 's {
        set.files.iter().filter_map(|&index| {
            let name = self.report.files[index].file_name?;
            Some((index, name.kind, name.month))
        })
    }

    fn addresses(&self, set: &FileSet, found: &SetReport, file: &str) -> Option<Difference> {
        let shown = |from: Address, to: Address| format!("{from} → {to}");
        let problem = DeliveryProblem::WrongAddress {
            found: shown(found.from, found.to),
            expected: shown(set.from, set.to),
        };
        ((found.from, found.to) != (set.from, set.to))
            .then(|| Difference::in_file(file, None, problem))
    }

    fn set(&self, expected: &FileSet, found: &SetReport) -> Vec<Difference> {
        let mut differences = Vec::new();
        let members: Vec<(usize, FileKind, Option<Month>)> = self.members(found).collect();
        for file in &expected.files {
            match members.iter().find(|(_, kind, _)| *kind == file.kind) {
                Some((index, _, month)) => {
                    differences.extend(self.file(file, *index, *month));
                }
                None => {
                    let kind = file.kind;
                    differences.push(Difference::of(DeliveryProblem::FileMissing { kind }));
                }
            }
        }
        let asked = expected.kinds();
        for (index, kind, _) in &members {
            let again = members.iter().filter(|(_, other, _)| other == kind).count() > 1;
            let first = members.iter().find(|(_, other, _)| other == kind);
            if !asked.contains(kind) || (again && first.is_some_and(|(one, ..)| one != index)) {
                let name = &self.report.files[*index].name;
                differences.push(Difference::in_file(
                    name,
                    None,
                    DeliveryProblem::FileForeign,
                ));
            }
        }
        differences
    }

    fn file(&self, expected: &KitFile, index: usize, month: Option<Month>) -> Vec<Difference> {
        let file = self.files[index];
        let mut differences = Vec::new();
        if month != expected.month {
            let shown = |month: Option<Month>| month.map_or("000000".to_owned(), |m| m.to_string());
            let problem = DeliveryProblem::WrongMonth {
                found: shown(month),
                expected: shown(expected.month),
            };
            differences.push(Difference::in_file(&file.name, None, problem));
        }
        let document = read_file(&file.bytes, expected.kind);
        let records: Vec<(u32, Vec<String>)> = document
            .records()
            .iter()
            .map(|record| (record.line, document.texts(record)))
            // Empty lines are no records; the check of the standard knows them too.
            .filter(|(_, texts)| texts.iter().any(|text| !text.is_empty()))
            .collect();
        differences.extend(compare_records(expected, &file.name, &records));
        differences
    }
}

/// Sets of one month come one after the other; different months may come in any order.
fn out_of_order(
    stamp: Stamp,
    month: Option<Month>,
    before: Option<(Stamp, Option<Month>)>,
    file: &str,
) -> Option<Difference> {
    let (before, other) = before?;
    let apart = month.is_some() && other.is_some() && month != other;
    (stamp <= before && !apart).then(|| {
        let problem = DeliveryProblem::Order {
            found: stamp.to_string(),
            before: before.to_string(),
        };
        Difference::in_file(file, None, problem)
    })
}

/// Answers are lines `Q1: value`; a full-width colon and digits are as good.
fn wrong_answers(questions: &[Question], text: &str) -> Vec<Difference> {
    let answer = |id: &str| {
        text.trim_start_matches('\u{feff}')
            .lines()
            .find_map(|line| {
                let (name, value) = line.split_once([':', '：'])?;
                (name.trim() == id).then(|| value.trim().to_owned())
            })
    };
    questions
        .iter()
        .filter_map(|question| {
            let found = answer(question.id).unwrap_or_default();
            (plain(&found) != plain(&question.answer)).then(|| {
                let question = Box::new(question.clone());
                Difference::in_file(ANSWERS, None, ContentProblem::Answer { question, found })
            })
        })
        .collect()
}

/// Full-width digits as half-width ones, and the ways to say no as one. Other texts stay as they are.
fn plain(answer: &str) -> String {
    if ["ない", "なし", "無", "無し", "いいえ", "No", "NO", "no"].contains(&answer) {
        return "no".to_owned();
    }
    let half = |c: char| match c {
        '０'..='９' => char::from(b'0' + (u32::from(c) - u32::from('０')) as u8),
        other => other,
    };
    answer.chars().map(half).collect()
}
