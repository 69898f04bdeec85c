//! The explanation beside a rejected file: what, where, what to do, in both languages.
//!
//! It stays in the office's own folder, so it may quote the file as the findings do.
//! The words of codes are in `error_code.rs`, those of findings in `standard`.

use std::fmt::Write as _;

use standard::finding::{Finding, Severity, en, ja};
use standard::{FileReport, Report};

use crate::drafts::{DraftProblem, DuplicateDraft};
use crate::error_code::{ErrorCode, Language};
use crate::outbox::SentState;

/// Findings listed per file; more do not help a person.
const FINDINGS_MAX: usize = 100;

/// What is likely when a rejected file ends in the middle of a line.
const CUT_JA: &str = "\n最後の行が途中で終わっています。書き出しの途中だったおそれがあります。\n介護ソフトから、もう一度出力してください。\n";
const CUT_EN: &str = "\nThe last line is not complete. The file may have been taken while it was still being written.\nExport it from the care software once more.\n";

/// Why a file was rejected.
pub(super) struct Reason<'a> {
    pub code: ErrorCode,
    pub problem: Option<&'a DraftProblem>,
    pub report: Option<&'a Report>,
    pub earlier: Option<&'a DuplicateDraft>,
}

impl Reason<'_> {
    pub(super) fn plain(code: ErrorCode) -> Reason<'static> {
        Reason {
            code,
            problem: None,
            report: None,
            earlier: None,
        }
    }

    /// The errors of the file itself and of its set.
    fn errors(&self, name: &str) -> Vec<&Finding> {
        let Some(report) = self.report else {
            return Vec::new();
        };
        let own = report.files.iter().filter(|file| file.name == name);
        let own = own.flat_map(|file: &FileReport| &file.findings);
        let sets = report.sets.iter().flat_map(|set| &set.findings);
        own.chain(sets)
            .filter(|finding| finding.severity == Severity::Error)
            .collect()
    }

    /// Other files of the set that have errors.
    fn others(&self, name: &str) -> Vec<&str> {
        let files = self.report.map_or(&[][..], |report| &report.files);
        let has_errors = |file: &&FileReport| {
            let is_error = |finding: &Finding| finding.severity == Severity::Error;
            file.name != name && file.findings.iter().any(is_error)
        };
        let others = files.iter().filter(has_errors);
        others.map(|file| file.name.as_str()).collect()
    }
}

/// The text of the explanation. `time` is that of Japan; `cut` tells that the last line has no end.
pub(super) fn explanation(name: &str, time: &str, reason: &Reason<'_>, cut: bool) -> String {
    let mut text = String::new();
    for language in [Language::Japanese, Language::English] {
        if language == Language::English {
            text.push_str("\n----------------------------------------\n\n");
        }
        part(&mut text, name, time, reason, language);
        if cut {
            text.push_str(match language {
                Language::Japanese => CUT_JA,
                Language::English => CUT_EN,
            });
        }
    }
    text
}

fn part(text: &mut String, name: &str, time: &str, reason: &Reason<'_>, language: Language) {
    let choose = |ja: &'static str, en: &'static str| match language {
        Language::Japanese => ja,
        Language::English => en,
    };
    let code = reason.code;
    // Writing into a String cannot fail.
    let _ = writeln!(
        text,
        "{}",
        choose(
            "このファイルは送信していません。",
            "This file was not sent."
        )
    );
    let _ = writeln!(text, "{}: {name}", choose("ファイル", "File"));
    let _ = writeln!(
        text,
        "{}: {time}",
        choose("日時（日本時間）", "Time (Japan)")
    );
    let _ = writeln!(text, "\n{} {}", code.code(), code.title(language));
    let facts = reason
        .problem
        .filter(|_| code == ErrorCode::SenderIsNotThisOffice);
    if let Some(DraftProblem {
        found: Some(found),
        expected: Some(expected),
        ..
    }) = facts
    {
        let _ = writeln!(text, "  {}: {found}", choose("ファイル名", "In the name"));
        let _ = writeln!(
            text,
            "  {}: {expected}",
            choose("この事業所", "This office")
        );
    }
    if let Some(earlier) = reason.earlier {
        let _ = writeln!(
            text,
            "  {}: {} ({})",
            choose("前のデータ", "Earlier bundle"),
            earlier.id,
            state_word(earlier.state, language)
        );
    }
    let _ = writeln!(
        text,
        "{}: {}",
        choose("対処", "What to do"),
        code.remedy(language)
    );
    findings(text, &reason.errors(name), language);
    for other in reason.others(name) {
        let _ = writeln!(
            text,
            "\n{}: {other}",
            choose("同じ組の誤りのあるファイル", "File of the set with errors")
        );
    }
}

fn findings(text: &mut String, errors: &[&Finding], language: Language) {
    for finding in errors.iter().take(FINDINGS_MAX) {
        let (words, line, expected, remedy) = match language {
            Language::Japanese => {
                let line = finding.line.map(|line| format!(" {line}行目"));
                (ja::text(finding), line, "正しい形", "直し方")
            }
            Language::English => {
                let line = finding.line.map(|line| format!(" line {line}"));
                (en::text(finding), line, "Expected", "To correct it")
            }
        };
        let _ = writeln!(
            text,
            "\n{}{}: {}",
            finding.code,
            line.unwrap_or_default(),
            words.message
        );
        let _ = writeln!(text, "  {expected}: {}", words.expected);
        let _ = writeln!(text, "  {remedy}: {}", words.remedy);
    }
    let more = errors.len().saturating_sub(FINDINGS_MAX);
    if more > 0 {
        let _ = match language {
            Language::Japanese => writeln!(text, "\nほかに{more}件"),
            Language::English => writeln!(text, "\nand {more} more"),
        };
    }
}

fn state_word(state: SentState, language: Language) -> &'static str {
    match (state, language) {
        (SentState::Draft, Language::Japanese) => "下書き",
        (SentState::Draft, Language::English) => "draft",
        (_, Language::Japanese) => "送信済み",
        (_, Language::English) => "sent",
    }
}

/// The notice beside a bundle that was laid out and then withdrawn.
pub(super) fn notice(files: &[&str], sender: &str, time: &str) -> String {
    let code = ErrorCode::WithdrawnBySender;
    let mut text = String::new();
    for (language, from, at) in [
        (Language::Japanese, "送信元", "日時（日本時間）"),
        (Language::English, "Sender", "Time (Japan)"),
    ] {
        if language == Language::English {
            text.push_str("\n----------------------------------------\n\n");
        }
        let _ = writeln!(text, "{} {}", code.code(), code.title(language));
        let _ = writeln!(text, "{}", code.remedy(language));
        let _ = writeln!(text, "{from}: {sender}");
        let _ = writeln!(text, "{at}: {time}");
        for file in files {
            let _ = writeln!(text, "  {file}");
        }
    }
    text
}
