//! What `tsunagu check` prints for people: findings under their file, then what they come to and where to begin.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use office::error_code::Language;
use standard::finding::{en, ja};
use standard::{FileReport, Finding, Report, SetReport, Severity, Text};

use crate::message::choose;

/// So many kinds of errors are named under "what to do first"; a longer list is no beginning.
const FIRST_MAX: usize = 3;

/// The words of a finding.
pub(crate) fn words(finding: &Finding, language: Language) -> Text {
    match language {
        Language::Japanese => ja::text(finding),
        Language::English => en::text(finding),
    }
}

/// Where a finding is within its file; empty for the whole file.
pub(crate) fn place(finding: &Finding, language: Language) -> String {
    match language {
        Language::Japanese => ja::place(finding),
        Language::English => en::place(finding),
    }
}

/// A name as one visible line: a file may be called anything, and a control character in its name must neither
/// steer the terminal nor look like a line of this program.
fn visible(text: &str) -> Cow<'_, str> {
    match text.contains(char::is_control) {
        true => text.replace(char::is_control, "\u{fffd}").into(),
        false => text.into(),
    }
}

/// Prints everything. `repairable` says that a repair is known for something.
pub(crate) fn print_report(
    out: &mut impl Write,
    report: &Report,
    repairable: bool,
    language: Language,
) -> io::Result<()> {
    for file in &report.files {
        writeln!(out, "{}", file_heading(file, language))?;
        for finding in &file.findings {
            print_finding(out, finding, language)?;
        }
    }
    for set in &report.sets {
        writeln!(out, "{}", set_heading(set, language))?;
        for finding in &set.findings {
            print_finding(out, finding, language)?;
        }
    }
    writeln!(out, "{}", totals(report, language))?;
    print_first_steps(out, report, repairable, language)
}

/// How much was checked and found.
pub(crate) fn totals(report: &Report, language: Language) -> String {
    let (files, errors, warnings) = (report.files.len(), report.errors(), report.warnings());
    match language {
        Language::Japanese => {
            format!("ファイル{files}個を検査しました。エラー{errors}件、注意{warnings}件。")
        }
        Language::English => format!(
            "checked {}: {}, {}",
            counted(files, "file"),
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    }
}

fn print_first_steps(
    out: &mut impl Write,
    report: &Report,
    repairable: bool,
    language: Language,
) -> io::Result<()> {
    let steps = first_steps(report, language);
    if !steps.is_empty() {
        writeln!(
            out,
            "{}",
            choose(language, "まず直すもの:", "what to do first:")
        )?;
    }
    for (step, number) in steps.iter().zip(1..) {
        writeln!(out, "  {number}. {step}")?;
    }
    if repairable {
        writeln!(out, "{}", choose(language, REPAIR_JA, REPAIR_EN))?;
    }
    Ok(())
}

pub(crate) const REPAIR_JA: &str = "自動で直せるものがあります。tsunagu repair で修復案を確かめられます（元のファイルは変わりません）。";
pub(crate) const REPAIR_EN: &str =
    "some of this can be repaired: tsunagu repair lists how, and changes no file of yours";

/// The kinds of errors to begin with: those that hide or cause others come first (names, characters, shape), then
/// the most frequent. Each with its count and its remedy.
pub(crate) fn first_steps(report: &Report, language: Language) -> Vec<String> {
    let mut kinds: BTreeMap<(u8, String), (usize, usize, &Finding)> = BTreeMap::new();
    let files = report.files.iter().map(|file| &file.findings);
    let sets = report.sets.iter().map(|set| &set.findings);
    for findings in files.chain(sets) {
        let mut seen = Vec::new();
        for finding in findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
        {
            let code = finding.code.to_string();
            let key = (rank(&code), code);
            let entry = kinds.entry(key.clone()).or_insert((0, 0, finding));
            entry.0 += 1;
            if !seen.contains(&key) {
                entry.1 += 1;
                seen.push(key);
            }
        }
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by(|((rank_a, code_a), a), ((rank_b, code_b), b)| {
        (rank_a, std::cmp::Reverse(a.0), code_a).cmp(&(rank_b, std::cmp::Reverse(b.0), code_b))
    });
    kinds
        .iter()
        .take(FIRST_MAX)
        .map(|((_, code), (findings, groups, finding))| {
            step(code, *findings, *groups, finding, language)
        })
        .collect()
}

fn step(
    code: &str,
    findings: usize,
    groups: usize,
    finding: &Finding,
    language: Language,
) -> String {
    let mut text = words(finding, language);
    text.message = visible(&text.message).into_owned();
    match (language, findings) {
        (Language::Japanese, 1) => format!("{code} {} → {}", text.message, text.remedy),
        (Language::Japanese, _) => format!(
            "{code} {} など{findings}件（ファイルか送信単位{groups}個） → {}",
            text.message, text.remedy
        ),
        (Language::English, 1) => format!("{code} {}: {}", text.message, text.remedy),
        (Language::English, _) => format!(
            "{code} {} and {} more (in {}): {}",
            text.message,
            findings - 1,
            counted(groups, "file or set"),
            text.remedy
        ),
    }
}

/// The lower, the earlier: a wrong name or character set makes everything behind it doubtful.
fn rank(code: &str) -> u8 {
    match code.split('-').next() {
        Some("NAM") => 0,
        Some("ENC") => 1,
        Some("CSV") => 2,
        Some("FIL") => 3,
        Some("SET") => 6,
        _ if code.ends_with("-C01") => 4,
        _ => 5,
    }
}

/// `a.CSV  サービス利用票… 39件`.
pub(crate) fn file_heading(file: &FileReport, language: Language) -> String {
    let (path, records) = (visible(&file.path), file.records);
    match (language, file.kind) {
        (Language::Japanese, Some(kind)) => format!("{path}  {} {records}件", kind.name_ja()),
        (Language::English, Some(kind)) => {
            let records = counted(records as usize, "record");
            format!("{path}  {}, {records}", kind.name_en())
        }
        (_, None) => path.into_owned(),
    }
}

/// Which set, from whom to whom.
pub(crate) fn set_heading(set: &SetReport, language: Language) -> String {
    let (from, to, stamp) = (set.from, set.to, set.stamp);
    let files = set.files.len();
    let english = counted(files, "file");
    match (language, set.set) {
        (Language::Japanese, Some(kind)) => {
            format!("送信単位 {kind}  {from} → {to}  連番 {stamp}  ファイル{files}個")
        }
        (Language::Japanese, None) => {
            format!("送信単位になりません  {from} → {to}  連番 {stamp}  ファイル{files}個")
        }
        (Language::English, Some(kind)) => {
            format!("set {kind}  {from} to {to}  stamp {stamp}  {english}")
        }
        (Language::English, None) => {
            format!("no permitted set  {from} to {to}  stamp {stamp}  {english}")
        }
    }
}

/// One finding: what and where, what the standard expects, what to do.
pub(crate) fn print_finding(
    out: &mut impl Write,
    finding: &Finding,
    language: Language,
) -> io::Result<()> {
    let text = words(finding, language);
    let severity = severity(finding.severity, language);
    let place = match &finding.file {
        Some(name) => name.clone(),
        None => place(finding, language),
    };
    let separator = if place.is_empty() { "" } else { "  " };
    writeln!(
        out,
        "  {severity} {}  {}{separator}{}",
        finding.code,
        visible(&place),
        visible(&text.message)
    )?;
    if !text.expected.is_empty() {
        let expected = choose(language, "標準仕様", "expected");
        writeln!(out, "      {expected}: {}", text.expected)?;
    }
    let remedy = choose(language, "対処", "remedy");
    writeln!(out, "      {remedy}: {}", text.remedy)
}

/// `1 file`, `2 files`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// The word for people.
pub(crate) fn severity(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Japanese) => "エラー",
        (Severity::Warning, Language::Japanese) => "注意",
        (Severity::Information, Language::Japanese) => "情報",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Information, Language::English) => "info",
    }
}
