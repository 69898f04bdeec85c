//! Findings of the check and codes of the office in words.
//!
//! The words of findings belong to `standard`, those of codes to `error_code.rs`;
//! here they get their place on a page: what, where, what was found, what was
//! expected, what to do. What a reader would get wrong: a page shows at most
//! [`SHOWN_MAX`] findings of a file; a file with one wrong column would otherwise
//! fill a hundred screens.

use standard::finding::{Finding, Severity};

use super::texts::{Language, texts};
use super::words::Status;
use crate::error_code::text_of;
use crate::outbox::FileRow;

/// Findings of one file that a page shows.
pub(crate) const SHOWN_MAX: usize = 20;

/// One line of a finding.
pub(crate) struct Fact {
    pub(crate) name: &'static str,
    pub(crate) text: String,
    /// Whether it is a value as it stands in the file.
    pub(crate) value_box: bool,
}

impl Fact {
    /// A line of words.
    pub(crate) fn new(name: &'static str, text: impl Into<String>) -> Fact {
        Fact {
            name,
            text: text.into(),
            value_box: false,
        }
    }
}

/// A finding as a page shows it.
pub(crate) struct FindingWords {
    pub(crate) class: &'static str,
    pub(crate) status: &'static str,
    pub(crate) word: &'static str,
    pub(crate) message: String,
    pub(crate) facts: Vec<Fact>,
}

/// A finding of the check in the file that holds the form `form`.
pub(crate) fn finding_words(language: Language, form: &str, finding: &Finding) -> FindingWords {
    let words = &texts(language).finding;
    let text = match language {
        Language::Japanese => standard::finding::ja::text(finding),
        Language::English => standard::finding::en::text(finding),
    };
    let mut place = vec![form.to_owned()];
    place.extend(finding.line.map(|line| words.line.of(line.into())));
    if let Some(column) = finding.column {
        let name = match language {
            Language::Japanese => column.name_ja,
            Language::English => column.name_en,
        };
        place.push(
            words
                .item
                .with(&[("number", &column.number), ("name", &name)]),
        );
    }
    let mut facts = vec![Fact::new(words.place.as_str(), place.join("\u{3000}"))];
    if let Some(found) = &finding.found {
        facts.push(Fact {
            name: words.found.as_str(),
            text: found.clone(),
            value_box: true,
        });
    }
    for (name, line) in [
        (&words.expected, text.expected),
        (&words.remedy, text.remedy),
    ] {
        if !line.is_empty() {
            facts.push(Fact::new(name.as_str(), line));
        }
    }
    facts.push(Fact::new(words.code.as_str(), finding.code.to_string()));
    let (class, status, word) = match finding.severity {
        Severity::Error => ("finding-error", "status-failed", &words.error),
        Severity::Warning => ("finding-warning", "status-warning", &words.warning),
        Severity::Information => ("finding-information", "status-part", &words.information),
    };
    FindingWords {
        class,
        status,
        word: word.as_str(),
        message: text.message,
        facts,
    }
}

/// The worst findings of a file first, at most [`SHOWN_MAX`], and how many more
/// there are.
pub(crate) fn of_file(
    language: Language,
    form: &str,
    findings: &[Finding],
) -> (Vec<FindingWords>, Option<String>) {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| finding.severity);
    let shown = sorted
        .iter()
        .take(SHOWN_MAX)
        .map(|finding| finding_words(language, form, finding))
        .collect();
    let more = u64::try_from(sorted.len().saturating_sub(SHOWN_MAX)).unwrap_or(u64::MAX);
    (
        shown,
        (more > 0).then(|| texts(language).finding.more.of(more)),
    )
}

/// Reason, remedy and number of a code of the office or the hub.
pub(crate) fn code_facts(language: Language, code: &str) -> Vec<Fact> {
    let words = &texts(language).finding;
    let mut facts = Vec::new();
    if let Some(text) = text_of(code, language) {
        facts.push(Fact::new(words.reason.as_str(), text.title));
        facts.push(Fact::new(words.remedy.as_str(), text.remedy));
    }
    facts.push(Fact::new(words.code.as_str(), code));
    facts
}

/// A code of the office or the hub as a finding, with facts of the case.
pub(crate) fn code_words(language: Language, code: &str, mut facts: Vec<Fact>) -> FindingWords {
    let words = &texts(language).finding;
    let text = text_of(code, language);
    let message = text
        .as_ref()
        .map_or_else(|| code.to_owned(), |text| text.title.clone());
    if let Some(text) = text {
        facts.push(Fact::new(words.remedy.as_str(), text.remedy));
    }
    facts.push(Fact::new(words.code.as_str(), code));
    FindingWords {
        class: "finding-error",
        status: "status-failed",
        word: words.error.as_str(),
        message,
        facts,
    }
}

/// Something that a form says without a code: what is wrong with it, and what to do.
pub(crate) fn plain(language: Language, message: &str, remedy: &str) -> FindingWords {
    let words = &texts(language).finding;
    FindingWords {
        class: "finding-error",
        status: "status-failed",
        word: words.error.as_str(),
        message: message.to_owned(),
        facts: vec![Fact::new(words.remedy.as_str(), remedy)],
    }
}

/// The result of checking the files of a bundle again.
pub(crate) struct CheckWords {
    pub(crate) status: Status,
    pub(crate) findings: Vec<FindingWords>,
}

/// Checks the standard files of a bundle and says what was found; `history` is what the office's
/// own history says of them. Takes time with
/// large files: to be called where blocking is allowed.
pub(crate) fn check(
    language: Language,
    files: &[FileRow],
    contents: &[(String, Vec<u8>)],
    history: &[Finding],
) -> CheckWords {
    let words = &texts(language).received;
    let inputs: Vec<standard::Input<'_>> = files
        .iter()
        .zip(contents)
        .filter(|(file, _)| file.standard)
        .map(|(file, (_, bytes))| standard::Input {
            path: &file.name,
            bytes,
        })
        .collect();
    if inputs.is_empty() {
        let status = Status::new("status-none", &words.check_nothing);
        return CheckWords {
            status,
            findings: Vec::new(),
        };
    }
    let report = standard::check_files(&inputs);
    let (errors, warnings) = (report.errors(), report.warnings());
    let status = match (errors, warnings) {
        (0, 0) => Status::new("status-done", &words.check_done),
        (0, warnings) => Status::new("status-warning", words.check_warned.of(warnings as u64)),
        (errors, warnings) => Status::new(
            "status-failed",
            words
                .check_found
                .with(&[("errors", &errors), ("warnings", &warnings)]),
        ),
    };
    let mut findings = Vec::new();
    for file in &report.files {
        let form = super::words::form_words(language, &file.name);
        findings.extend(of_file(language, &form, &file.findings).0);
    }
    for set in &report.sets {
        findings.extend(
            of_file(
                language,
                texts(language).finding.set.as_str(),
                &set.findings,
            )
            .0,
        );
    }
    let set = texts(language).finding.set.as_str();
    findings.extend(of_file(language, set, history).0);
    CheckWords { status, findings }
}
