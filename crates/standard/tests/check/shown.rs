//! How findings are shown in expectations: one block for each, in both languages.

use std::fmt::Write;

use tsunagu_standard::finding::{en, ja};
use tsunagu_standard::{Finding, Report};

/// `error T06-C15 line 4 item 15` and the place and words in both languages.
pub(crate) fn full(finding: &Finding) -> String {
    let mut shown = head(finding);
    let (japanese, english) = (ja::text(finding), en::text(finding));
    let mut line = |place: String, text: tsunagu_standard::Text| {
        let place = if place.is_empty() {
            String::new()
        } else {
            format!("{place}: ")
        };
        writeln!(shown, "\n  {place}{}", text.message).unwrap();
        writeln!(shown, "  = {}", text.expected).unwrap();
        write!(shown, "  > {}", text.remedy).unwrap();
    };
    line(ja::place(finding), japanese);
    line(en::place(finding), english);
    shown + "\n"
}

pub(crate) fn head(finding: &Finding) -> String {
    let mut shown = format!("{} {}", finding.severity.as_str(), finding.code);
    if let Some(line) = finding.line {
        write!(shown, " line {line}").unwrap();
    }
    if let Some(item) = finding.item {
        write!(shown, " item {item}").unwrap();
    }
    if let Some(file) = &finding.file {
        write!(shown, " file {file}").unwrap();
    }
    shown
}

/// All findings of files and sets.
pub(crate) fn all(report: &Report) -> Vec<&Finding> {
    let files = report.files.iter().flat_map(|file| &file.findings);
    files
        .chain(report.sets.iter().flat_map(|set| &set.findings))
        .collect()
}
