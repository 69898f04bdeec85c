//! The page of `tsunagu check --html`: findings under their file, each record with its items laid out.
//!
//! One page with its styles in it, for reading and printing. It loads nothing and runs nothing, whatever a record
//! holds. It shows personal data, as the files do, so it belongs to the office alone. A field is marked by a frame
//! and a word, so that it can be found in print and without colours.

use office::error_code::Language;
use standard::{FileReport, Finding, Input, Report, SetReport, Severity};

mod record;

use super::text;
use crate::message::choose;
use record::Records;

/// More records of one file help nobody; the text output and the JSON have all findings.
const RECORDS_MAX: usize = 100;

const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
const LOOK: &str = include_str!("../../../office/web/styles/tsunagu.css");
const STYLE: &str = include_str!("report.css");

/// The whole page.
pub(super) fn page(
    inputs: &[Input<'_>],
    report: &Report,
    repairable: bool,
    language: Language,
) -> String {
    let (tag, title) = match language {
        Language::Japanese => ("ja", "検査の結果 ｜ Tsunagu つなぐ"),
        Language::English => ("en", "Result of the check | Tsunagu"),
    };
    let files: String = report
        .files
        .iter()
        .zip(inputs)
        .enumerate()
        .filter(|(_, (file, _))| !file.findings.is_empty())
        .map(|(index, (file, input))| file_section(index, file, *input, language))
        .collect();
    let sets: String = report
        .sets
        .iter()
        .filter(|set| !set.findings.is_empty())
        .map(|set| set_section(set, language))
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{LOOK}\n{STYLE}</style>\n</head>\n<body class=\"check-page\">\n<main>\n\
         {}{}{files}{sets}</main>\n</body>\n</html>\n",
        head(report, repairable, language),
        overview(report, language),
    )
}

fn head(report: &Report, repairable: bool, language: Language) -> String {
    let title = choose(language, "検査の結果", "Result of the check");
    let totals = text::totals(report, language);
    let mut html = format!(
        "<div class=\"page-head\"><div><h1>{title}</h1><p>{}</p><p class=\"strong\">{}</p></div></div>\n",
        escape(&totals),
        state(report, language)
    );
    let steps = text::first_steps(report, language);
    if steps.is_empty() && !repairable {
        return html;
    }
    let first = choose(language, "まず直すもの", "What to do first");
    html += &format!("<section class=\"section\"><h2>{first}</h2>\n<ol class=\"first-steps\">");
    for step in steps {
        html += &format!("<li>{}</li>", escape(&step));
    }
    html += "</ol>";
    if repairable {
        html += &format!(
            "<p>{}</p>",
            choose(language, text::REPAIR_JA, text::REPAIR_EN)
        );
    }
    html + "</section>\n"
}

/// What this means for whoever wants to send the files.
fn state(report: &Report, language: Language) -> &'static str {
    let is_old = |file: &FileReport| file.version3.is_some();
    match (report.errors(), report.warnings()) {
        (0, _) if report.files.iter().any(is_old) => choose(
            language,
            "旧版（第3版）のファイルは送れません。4.1版で出力し直すか、tsunagu convert で変換してください。",
            "Files of standard 3 cannot be sent: export them in 4.1, or convert them with tsunagu convert.",
        ),
        (0, 0) => choose(
            language,
            "このまま送れます。",
            "The files can be sent as they are.",
        ),
        (0, _) => choose(
            language,
            "送れます。注意を読み、間違いがあれば直してから送ってください。",
            "The files can be sent. Read the warnings, and correct what is wrong before you send.",
        ),
        _ => choose(
            language,
            "エラーがあるので、このままでは送れません。直して、もう一度検査してください。",
            "There are errors: the files cannot be sent like this. Correct them and check again.",
        ),
    }
}

/// Every file with its counts, so that a file without findings is seen to have been checked.
fn overview(report: &Report, language: Language) -> String {
    let heads = match language {
        Language::Japanese => ["ファイル", "種類", "件数", "エラー", "注意", "情報"],
        Language::English => [
            "File",
            "Kind",
            "Records",
            "Errors",
            "Warnings",
            "Information",
        ],
    };
    let heads: String = heads
        .iter()
        .map(|head| format!("<th scope=\"col\">{head}</th>"))
        .collect();
    let rows: String = report
        .files
        .iter()
        .enumerate()
        .map(|(index, file)| overview_row(index, file, language))
        .collect();
    format!(
        "<section class=\"section section-flush\"><div class=\"scroll\"><table class=\"data-table\">\
         <thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div></section>\n"
    )
}

/// The name of a file with findings leads to them.
fn overview_row(index: usize, file: &FileReport, language: Language) -> String {
    let name = escape(&file.name);
    let name = match file.findings.is_empty() {
        true => name,
        false => format!("<a href=\"#file-{index}\">{name}</a>"),
    };
    let count = |severity| {
        let same = |finding: &&Finding| finding.severity == severity;
        file.findings.iter().filter(same).count()
    };
    let cell = |severity, class: &str| match count(severity) {
        0 => "<td class=\"number\">0</td>".to_string(),
        number => format!("<td><span class=\"status {class}\">{number}</span></td>"),
    };
    format!(
        "<tr><th scope=\"row\" class=\"file-name\">{name}</th><td>{}</td><td class=\"number\">{}</td>{}{}{}</tr>\n",
        kind_name(file, language),
        file.records,
        cell(Severity::Error, "status-failed"),
        cell(Severity::Warning, "status-warning"),
        cell(Severity::Information, "status-waiting"),
    )
}

fn kind_name(file: &FileReport, language: Language) -> &'static str {
    match (file.kind, language) {
        (Some(kind), Language::Japanese) => kind.name_ja(),
        (Some(kind), Language::English) => kind.name_en(),
        (None, Language::Japanese) => "標準仕様の名前ではないファイル",
        (None, Language::English) => "no name of the standard",
    }
}

/// The findings of a file: those about the whole file, then record by record.
fn file_section(index: usize, file: &FileReport, input: Input<'_>, language: Language) -> String {
    let lines: Vec<u32> = lines_of(file);
    let shown = &lines[..lines.len().min(RECORDS_MAX)];
    let records = Records::read(input.bytes, file, shown);
    let mut html = format!(
        "<section class=\"section\" id=\"file-{index}\"><h2>{}</h2><p class=\"file-name\">{}</p>\n",
        kind_name(file, language),
        escape(&file.path)
    );
    for finding in file
        .findings
        .iter()
        .filter(|finding| finding.line.is_none())
    {
        html += &article(finding, language);
    }
    for &line in shown {
        let findings: Vec<&Finding> = file
            .findings
            .iter()
            .filter(|finding| finding.line == Some(line))
            .collect();
        let heading = match language {
            Language::Japanese => format!("{line}行目のデータ"),
            Language::English => format!("The record on line {line}"),
        };
        html += &format!("<section class=\"record\"><h3>{heading}</h3>\n");
        for finding in &findings {
            html += &article(finding, language);
        }
        html += &records.layout(line, &findings, language);
        html += "</section>\n";
    }
    if lines.len() > shown.len() {
        let rest = lines.len() - shown.len();
        let words = match language {
            Language::Japanese => format!(
                "ほかに{rest}件のデータに指摘があります。上のものを直してから、もう一度検査してください。"
            ),
            Language::English => {
                format!("{rest} more records have findings: correct those above, then check again.")
            }
        };
        html += &format!("<p>{words}</p>");
    }
    html + "</section>\n"
}

/// The lines with findings, in order.
fn lines_of(file: &FileReport) -> Vec<u32> {
    let mut lines: Vec<u32> = file
        .findings
        .iter()
        .filter_map(|finding| finding.line)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn set_section(set: &SetReport, language: Language) -> String {
    let heading = escape(&text::set_heading(set, language));
    let findings: String = set
        .findings
        .iter()
        .map(|finding| article(finding, language))
        .collect();
    format!("<section class=\"section\"><h2>{heading}</h2>\n{findings}</section>\n")
}

/// The class and mark of a severity: an error has a solid edge, a warning a double one, information a dashed one.
fn classes(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("finding-error", "status-failed"),
        Severity::Warning => ("finding-warning", "status-warning"),
        Severity::Information => ("finding-info", "status-waiting"),
    }
}

fn article(finding: &Finding, language: Language) -> String {
    let words = text::words(finding, language);
    let (class, status) = classes(finding.severity);
    let place = match &finding.file {
        Some(name) => name.clone(),
        None => text::place(finding, language),
    };
    let mut facts = row(choose(language, "内容", "Finding"), &escape(&words.message));
    if !words.expected.is_empty() {
        facts += &row(
            choose(language, "標準仕様", "Expected"),
            &escape(&words.expected),
        );
    }
    facts += &row(choose(language, "対処", "Remedy"), &escape(&words.remedy));
    format!(
        "<article class=\"finding {class}\"><h4><span class=\"status {status}\">{}</span>\
         <span class=\"number\">{}</span><span>{}</span></h4><dl>{facts}</dl></article>\n",
        text::severity(finding.severity, language),
        finding.code,
        escape(&place)
    )
}

fn row(name: &str, value: &str) -> String {
    format!("<dt>{name}</dt><dd>{value}</dd>")
}

/// Text as text: nothing of a record can become markup.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
