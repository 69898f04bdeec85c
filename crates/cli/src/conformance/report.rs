//! The report of a judgement: `report.json`, and the same as a page.
//!
//! The JSON is what is signed; the page is for reading and printing. Texts of records stand in it, so it belongs to
//! the vendor and to nobody else; in a kit all of them are invented.

use office::error_code::Language;
use protocol::digest::Digest;
use serde::{Deserialize, Serialize};

use super::difference::{Difference, Words};
use super::judge::{Delivered, judge};
use super::kit_file::{KitJson, STANDARD, program, rules_digest};
use super::page::{escaped, page};
use super::pattern::{Pattern, patterns};
use super::world::{Kit, Role};
use crate::message::choose;

/// Begins every report.
pub(super) const TYPE: &str = "tsunagu.conformance.report.1";

/// How a pattern came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Passed,
    Failed,
    NotDelivered,
}

impl Outcome {
    fn class(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::NotDelivered => "not_delivered",
        }
    }

    pub(super) fn words(self, language: Language) -> &'static str {
        match self {
            Outcome::Passed => choose(language, "合格", "passed"),
            Outcome::Failed => choose(language, "不合格", "failed"),
            Outcome::NotDelivered => choose(language, "未提出", "not delivered"),
        }
    }
}

/// `report.json`.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    #[serde(rename = "type")]
    kind: &'static str,
    program: String,
    standard: &'static str,
    /// See [`rules_digest`].
    rules_sha256: Digest,
    patterns_sha256: Digest,
    pub(super) role: Role,
    seed: u64,
    month: String,
    judged_at: String,
    /// The SHA-256 of the certificate that signs `report.p7s`; none for an unsigned report.
    pub(super) signer_certificate_sha256: Option<Digest>,
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) not_delivered: usize,
    pub(super) patterns: Vec<PatternReport>,
}

/// One pattern of a report.
#[derive(Debug, Serialize)]
pub(super) struct PatternReport {
    pub(super) id: &'static str,
    pub(super) name_ja: &'static str,
    pub(super) name_en: &'static str,
    pub(super) result: Outcome,
    files: Vec<JudgedFile>,
    pub(super) differences: Vec<DifferenceJson>,
}

#[derive(Debug, Serialize)]
struct JudgedFile {
    name: String,
    size_bytes: usize,
    sha256: Digest,
}

/// A difference, or a warning of the standard, which fails nobody.
#[derive(Debug, Serialize)]
pub(super) struct DifferenceJson {
    pub(super) code: String,
    pub(super) fails: bool,
    file: String,
    line: Option<u32>,
    pub(super) ja: Words,
    pub(super) en: Words,
}

impl DifferenceJson {
    fn of(difference: &Difference) -> DifferenceJson {
        DifferenceJson {
            code: difference.problem.code(),
            fails: difference.problem.fails(),
            file: difference.file.clone(),
            line: difference.line,
            ja: difference.ja(),
            en: difference.en(),
        }
    }

    pub(super) fn words(&self, language: Language) -> &Words {
        match language {
            Language::Japanese => &self.ja,
            Language::English => &self.en,
        }
    }
}

/// Judges all patterns of the kit. `delivered` gives the files of a pattern; empty is "not delivered".
///
/// `judged_at` is the time of judging, RFC 3339.
pub(super) fn judge_kit(
    kit: Kit,
    judged_at: String,
    signer: Option<Digest>,
    mut delivered: impl FnMut(&str) -> anyhow::Result<Vec<Delivered>>,
) -> anyhow::Result<Report> {
    let mut reports = Vec::new();
    for pattern in patterns(kit.role) {
        reports.push(judge_pattern(kit, pattern, &delivered(pattern.id)?));
    }
    let count = |outcome| reports.iter().filter(|one| one.result == outcome).count();
    Ok(Report {
        kind: TYPE,
        program: program(),
        standard: STANDARD,
        rules_sha256: rules_digest(),
        patterns_sha256: KitJson::of(kit).patterns_sha256,
        role: kit.role,
        seed: kit.seed,
        month: kit.month.to_string(),
        judged_at,
        signer_certificate_sha256: signer,
        passed: count(Outcome::Passed),
        failed: count(Outcome::Failed),
        not_delivered: count(Outcome::NotDelivered),
        patterns: reports,
    })
}

fn judge_pattern(kit: Kit, pattern: &Pattern, delivered: &[Delivered]) -> PatternReport {
    let differences = match delivered {
        [] => Vec::new(),
        files => judge(&pattern.case(kit), files),
    };
    let differences: Vec<DifferenceJson> = differences.iter().map(DifferenceJson::of).collect();
    let result = match delivered {
        [] => Outcome::NotDelivered,
        _ if differences.iter().any(|one| one.fails) => Outcome::Failed,
        _ => Outcome::Passed,
    };
    let files = delivered.iter().map(|file| JudgedFile {
        name: file.name.clone(),
        size_bytes: file.bytes.len(),
        sha256: Digest::of(&file.bytes),
    });
    PatternReport {
        id: pattern.id,
        name_ja: pattern.theme.name_ja,
        name_en: pattern.theme.name_en,
        result,
        files: files.collect(),
        differences,
    }
}

/// Only what the look does not have.
const STYLE: &str = "\
.report { max-inline-size: 64rem; margin-inline: auto; }
.report h1 { margin-block-end: var(--space-4); }
.report dl { display: grid; grid-template-columns: 12rem 1fr; gap: var(--space-1) var(--space-4); }
.report .difference dl { grid-template-columns: 6rem 1fr; margin-block-start: var(--space-2); }
.report .difference dl + dl { color: var(--ink-soft); font-size: var(--text-s); }
.report dt { color: var(--ink-soft); }
.report .passed { color: var(--done); }
.report .failed { color: var(--error); }
.report .not_delivered { color: var(--warning); }
.report .difference { border-block-start: 1px solid var(--line); padding-block: var(--space-3); }
.report .hash { font-family: var(--font-number); font-size: var(--text-s); word-break: break-all; }
@media print { .report .difference, .report tr { break-inside: avoid; } }
";

impl Report {
    /// The report as a page in `language`; differences stand in both.
    pub(super) fn page(&self, language: Language) -> String {
        let title = choose(language, "適合判定の結果", "Conformance report");
        let mut body = format!("<div class=\"report\">\n<h1>{title}</h1>\n");
        body.push_str(&self.head(language));
        body.push_str(&self.overview(language));
        let said = |one: &&PatternReport| !one.files.is_empty();
        for pattern in self.patterns.iter().filter(said) {
            pattern.push_section(&mut body, language);
        }
        body.push_str("</div>\n");
        page(
            language,
            &format!("{title} | Tsunagu"),
            STYLE,
            "report-page",
            &body,
        )
    }

    /// One line for each pattern.
    fn overview(&self, language: Language) -> String {
        let rows: String = self
            .patterns
            .iter()
            .map(|one| {
                format!(
                    "<tr><td>{}</td><td>{}</td><td class=\"{}\">{}</td></tr>\n",
                    one.id,
                    choose(language, one.name_ja, one.name_en),
                    one.result.class(),
                    one.result.words(language),
                )
            })
            .collect();
        format!(
            "<section class=\"section section-flush\"><table class=\"data-table\"><tbody>\n{rows}</tbody></table></section>\n"
        )
    }

    fn head(&self, language: Language) -> String {
        let say = |ja, en| choose(language, ja, en);
        let role = say(self.role.name_ja(), self.role.name_en());
        let signed = match self.signer_certificate_sha256 {
            Some(digest) => format!(
                "{} <span class=\"hash\">{digest}</span>",
                say("あり（report.p7s）証明書", "yes (report.p7s), certificate")
            ),
            None => say("なし", "none: this report is unsigned").to_owned(),
        };
        let result = format!(
            "{} {} / {} {} / {} {}",
            Outcome::Passed.words(language),
            self.passed,
            Outcome::Failed.words(language),
            self.failed,
            Outcome::NotDelivered.words(language),
            self.not_delivered,
        );
        let hash = |digest: Digest| format!("<span class=\"hash\">{digest}</span>");
        let rows = [
            (say("結果", "result"), result),
            (say("対象", "role"), role.to_owned()),
            (say("判定日時", "judged at"), self.judged_at.clone()),
            (say("署名", "signature"), signed),
            (say("標準仕様", "standard"), self.standard.to_owned()),
            (say("プログラム", "program"), self.program.clone()),
            (
                say("規則表のSHA-256", "SHA-256 of the rule tables"),
                hash(self.rules_sha256),
            ),
            (
                say("パターンのSHA-256", "SHA-256 of the patterns"),
                hash(self.patterns_sha256),
            ),
            (
                say("種・対象年月", "seed, month"),
                format!("{} / {}", self.seed, self.month),
            ),
        ];
        let rows: String = rows
            .iter()
            .map(|(name, value)| format!("<dt>{name}</dt><dd>{value}</dd>\n"))
            .collect();
        format!("<section class=\"section\"><dl>\n{rows}</dl></section>\n")
    }
}

impl PatternReport {
    fn push_section(&self, body: &mut String, language: Language) {
        let class = self.result.class();
        body.push_str(&format!(
            "<section class=\"section\"><h2>{} {} <span class=\"{class}\">{}</span></h2>\n",
            self.id,
            choose(language, self.name_ja, self.name_en),
            self.result.words(language),
        ));
        for difference in &self.differences {
            push_difference(body, difference, language);
        }
        for file in &self.files {
            body.push_str(&format!(
                "<p class=\"small soft\">{} <span class=\"hash\">{}</span></p>\n",
                escaped(&file.name),
                file.sha256
            ));
        }
        body.push_str("</section>\n");
    }
}

fn push_difference(body: &mut String, difference: &DifferenceJson, language: Language) {
    let note = match difference.fails {
        true => choose(language, "違い", "difference"),
        false => choose(
            language,
            "注意（合否に関係しません）",
            "note (fails nobody)",
        ),
    };
    body.push_str(&format!(
        "<div class=\"difference\"><p class=\"small soft\">{note}</p>\n"
    ));
    let sides = [
        (&difference.ja, ["場所", "出力", "期待", "対処"]),
        (&difference.en, ["where", "found", "expected", "what to do"]),
    ];
    for (words, names) in sides {
        let values = [&words.place, &words.found, &words.expected, &words.remedy];
        body.push_str("<dl>\n");
        for (name, value) in names
            .iter()
            .zip(values)
            .filter(|(_, value)| !value.is_empty())
        {
            body.push_str(&format!("<dt>{name}</dt><dd>{}</dd>\n", escaped(value)));
        }
        body.push_str("</dl>\n");
    }
    body.push_str("</div>\n");
}
