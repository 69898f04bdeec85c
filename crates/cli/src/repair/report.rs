//! What `tsunagu repair` says: the list of repairs, what was done, and what is left; as text and as JSON.
//!
//! The same text goes to the screen and into the report beside the files. It quotes values, so it stays in the office.

use std::fmt::Write;
use std::path::PathBuf;

use office::error_code::Language;
use serde::Serialize;
use standard::repair::{Proposal, Repair, RepairKind, en, ja, readable};
use standard::{Input, Report, Severity};

use crate::check::text::{counted, print_finding};
use crate::message::choose;
use office::check_document::FindingJson;

/// A value is shown with at most so many characters; the JSON report has it whole.
const SHOWN_CHARACTERS_MAX: usize = 40;

/// What becomes of one file.
pub(super) struct Outcome {
    pub(super) path: String,
    pub(super) target: PathBuf,
    pub(super) target_text: String,
    pub(super) bytes: Vec<u8>,
    pub(super) changed: bool,
}

impl Outcome {
    /// The repaired file, to be checked again.
    pub(super) fn input(&self) -> Input<'_> {
        Input {
            path: &self.target_text,
            bytes: &self.bytes,
        }
    }
}

/// Everything that is to be said.
pub(super) struct RepairReport<'a> {
    pub(super) before: Report,
    pub(super) after: Report,
    pub(super) proposal: &'a Proposal,
    pub(super) is_applied: &'a dyn Fn(&Repair) -> bool,
    pub(super) outcomes: &'a [Outcome],
    pub(super) language: Language,
}

impl RepairReport<'_> {
    /// Every repair is applied, every character has a form, and no error is left.
    pub(super) fn is_complete(&self) -> bool {
        self.waiting() == 0
            && self.proposal.unknown_characters.is_empty()
            && self.after.errors() == 0
    }

    fn applied(&self) -> usize {
        self.proposal
            .repairs
            .iter()
            .filter(|repair| (self.is_applied)(repair))
            .count()
    }

    fn waiting(&self) -> usize {
        self.proposal.repairs.len() - self.applied()
    }

    /// The repairs of each file, before any is applied.
    pub(super) fn list(&self) -> String {
        let mut text = String::new();
        for (file, outcome) in self.outcomes.iter().enumerate() {
            let repairs = self
                .proposal
                .repairs
                .iter()
                .filter(|repair| repair.file == file);
            let unknown = self
                .proposal
                .unknown_characters
                .iter()
                .filter(|one| one.file == file);
            let repairs: Vec<&Repair> = repairs.collect();
            let mut lines: String = repairs.iter().map(|repair| self.repair(repair)).collect();
            for one in unknown {
                let place = self.place(&[one.line], one.column);
                let words = choose(
                    self.language,
                    "は置き換える文字が決まっていません。介護ソフトで別の文字に直すか、--characters で置き換え表を渡してください",
                    "has no permitted form: correct it in your care software, or give your own table with --characters",
                );
                let _ = writeln!(lines, "  ×  {place}  「{}」{words}", one.character);
            }
            if lines.is_empty() {
                lines = format!(
                    "  {}\n",
                    choose(self.language, "修復はありません", "nothing to repair")
                );
            }
            let _ = write!(text, "{}\n{lines}", outcome.path);
        }
        text
    }

    fn repair(&self, repair: &Repair) -> String {
        let words = match self.language {
            Language::Japanese => ja::text(repair),
            Language::English => en::text(repair),
        };
        let state = match ((self.is_applied)(repair), repair.needs_confirmation()) {
            (true, false) => choose(self.language, "適用", "apply"),
            (true, true) => choose(self.language, "確認済み・適用", "confirmed, apply"),
            (false, _) => choose(
                self.language,
                "要確認・適用しない",
                "needs confirmation, not applied",
            ),
        };
        let place = self.place(&repair.lines, repair.column);
        let gap = if place.is_empty() { "" } else { "  " };
        let nothing = choose(self.language, "（なし）", "(nothing)");
        let mut text = format!(
            "  [{}] {state}  {place}{gap}{}\n      {} → {}\n",
            repair.id,
            words.what,
            shown(&repair.before, nothing, repair.kind),
            shown(&repair.after, nothing, repair.kind)
        );
        for one in &repair.replacements {
            let replaced = match self.language {
                Language::Japanese => ja::replacement(one),
                Language::English => en::replacement(one),
            };
            let _ = writeln!(text, "      {replaced}");
        }
        let why = choose(self.language, "理由", "why");
        let _ = writeln!(text, "      {why}: {}", words.why);
        text
    }

    /// `3行目ほか11件 項目2「保険者番号」`.
    fn place(&self, lines: &[u32], column: Option<&'static standard::layout::Column>) -> String {
        let line = match (lines, self.language) {
            ([], _) => None,
            ([line], Language::Japanese) => Some(format!("{line}行目")),
            ([line], Language::English) => Some(format!("line {line}")),
            ([line, rest @ ..], Language::Japanese) => {
                Some(format!("{line}行目ほか{}件", rest.len()))
            }
            ([line, rest @ ..], Language::English) => {
                Some(format!("line {line} and {} more", rest.len()))
            }
        };
        let item = column.map(|column| match self.language {
            Language::Japanese => format!("項目{}「{}」", column.number, column.name_ja),
            Language::English => format!("item {} ({})", column.number, column.name_en),
        });
        let separator = choose(self.language, " ", ", ");
        [line, item]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(separator)
    }

    /// What was done and what is left.
    pub(super) fn result(&self) -> String {
        let mut text = String::new();
        let changed = self
            .outcomes
            .iter()
            .filter(|outcome| outcome.changed)
            .count();
        let (applied, waiting) = (self.applied(), self.waiting());
        let (before, after) = (self.before.errors(), self.after.errors());
        let copies = self.outcomes.len();
        let _ = match self.language {
            Language::Japanese => writeln!(
                text,
                "修復{applied}件を適用しました（ファイル{copies}個のうち{changed}個が変わりました）。検査のエラーは{before}件から{after}件になりました。"
            ),
            Language::English => writeln!(
                text,
                "applied {} (changed {changed} of {}); errors of the check: {before} before, {after} now",
                counted(applied, "repair"),
                counted(copies, "file")
            ),
        };
        if waiting > 0 {
            let _ = match self.language {
                Language::Japanese => writeln!(
                    text,
                    "要確認の修復が{waiting}件残っています。内容を確かめて、--confirm 番号 か --confirm-all を付け、別の --out でもう一度実行してください。"
                ),
                Language::English => writeln!(
                    text,
                    "{} left for confirmation: look at them, then run again with --confirm ID or --confirm-all and another --out",
                    counted(waiting, "repair")
                ),
            };
        }
        self.push_left(&mut text);
        text
    }

    /// The errors and warnings that are left, under their files.
    fn push_left(&self, text: &mut String) {
        let heading = choose(self.language, "残っている指摘:", "what is left:");
        let files = self
            .after
            .files
            .iter()
            .map(|file| (file.path.clone(), &file.findings));
        let sets = self.after.sets.iter().map(|set| {
            (
                crate::check::text::set_heading(set, self.language),
                &set.findings,
            )
        });
        let mut lines = Vec::new();
        for (name, findings) in files.chain(sets) {
            let serious = findings
                .iter()
                .filter(|one| one.severity != Severity::Information);
            let serious: Vec<_> = serious.collect();
            if !serious.is_empty() {
                lines.extend_from_slice(format!("{name}\n").as_bytes());
            }
            for finding in serious {
                // Writing to memory cannot fail.
                let _ = print_finding(&mut lines, finding, self.language);
            }
        }
        if !lines.is_empty() {
            let _ = writeln!(
                text,
                "{heading}\n{}",
                String::from_utf8_lossy(&lines).trim_end()
            );
        }
    }

    /// The document of `--json`, also written beside the files.
    pub(super) fn json(&self) -> RepairJson<'_> {
        let left = self.after.files.iter().flat_map(|file| {
            let serious = file
                .findings
                .iter()
                .filter(|one| one.severity != Severity::Information);
            serious.map(|finding| LeftJson {
                finding: FindingJson::new(finding, self.language),
                file: Some(&file.path),
            })
        });
        let left_in_sets = self.after.sets.iter().flat_map(|set| &set.findings);
        let left_in_sets = left_in_sets
            .filter(|one| one.severity != Severity::Information)
            .map(|finding| LeftJson {
                finding: FindingJson::new(finding, self.language),
                file: finding.file.as_deref(),
            });
        RepairJson {
            applied: self.applied(),
            waiting: self.waiting(),
            errors_before: self.before.errors(),
            errors_after: self.after.errors(),
            files: self.outcomes.iter().map(FileJson::new).collect(),
            repairs: self
                .proposal
                .repairs
                .iter()
                .map(|repair| self.repair_json(repair))
                .collect(),
            unknown_characters: self
                .proposal
                .unknown_characters
                .iter()
                .map(|one| UnknownJson {
                    path: &self.outcomes[one.file].path,
                    line: one.line,
                    item: one.column.map(|column| column.number),
                    character: &one.character,
                })
                .collect(),
            left: left.chain(left_in_sets).collect(),
        }
    }

    fn repair_json<'a>(&'a self, repair: &'a Repair) -> RepairOneJson<'a> {
        let words = match self.language {
            Language::Japanese => ja::text(repair),
            Language::English => en::text(repair),
        };
        let replacements = repair.replacements.iter().map(|one| ReplacementJson {
            character: &one.character,
            form: &one.form,
        });
        RepairOneJson {
            id: repair.id.to_string(),
            path: &self.outcomes[repair.file].path,
            kind: repair.kind.as_str(),
            lines: &repair.lines,
            item: repair.column.map(|column| column.number),
            before: &repair.before,
            after: &repair.after,
            replacements: replacements.collect(),
            needs_confirmation: repair.needs_confirmation(),
            applied: (self.is_applied)(repair),
            what: words.what,
            why: words.why,
        }
    }
}

/// A value on one line, shortened; a name is shown whole, for it may differ at its end.
fn shown(value: &str, nothing: &str, kind: RepairKind) -> String {
    match value {
        "" => return nothing.to_string(),
        name if kind == RepairKind::FileName => return name.to_string(),
        _ => (),
    }
    let line = readable(value)
        .replace("\r\n", "⏎")
        .replace(['\r', '\n'], "⏎");
    match line.char_indices().nth(SHOWN_CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// The document of `--json`. Its fields are a promise to scripts.
#[derive(Serialize)]
pub(super) struct RepairJson<'a> {
    applied: usize,
    waiting: usize,
    errors_before: usize,
    errors_after: usize,
    files: Vec<FileJson<'a>>,
    repairs: Vec<RepairOneJson<'a>>,
    unknown_characters: Vec<UnknownJson<'a>>,
    left: Vec<LeftJson<'a>>,
}

#[derive(Serialize)]
struct FileJson<'a> {
    path: &'a str,
    /// Below the folder of `--out`.
    out: &'a str,
    changed: bool,
}

#[derive(Serialize)]
struct RepairOneJson<'a> {
    id: String,
    path: &'a str,
    kind: &'static str,
    lines: &'a [u32],
    item: Option<u16>,
    before: &'a str,
    after: &'a str,
    replacements: Vec<ReplacementJson<'a>>,
    needs_confirmation: bool,
    applied: bool,
    what: String,
    why: String,
}

#[derive(Serialize)]
struct ReplacementJson<'a> {
    character: &'a str,
    form: &'a str,
}

#[derive(Serialize)]
struct UnknownJson<'a> {
    path: &'a str,
    line: u32,
    item: Option<u16>,
    character: &'a str,
}

#[derive(Serialize)]
struct LeftJson<'a> {
    #[serde(flatten)]
    finding: FindingJson<'a>,
    file: Option<&'a str>,
}

impl<'a> FileJson<'a> {
    fn new(outcome: &'a Outcome) -> FileJson<'a> {
        FileJson {
            path: &outcome.path,
            out: &outcome.target_text,
            changed: outcome.changed,
        }
    }
}
