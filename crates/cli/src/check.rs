//! `tsunagu check`: reads files or folders, checks them against the standard and prints the findings.
//!
//! Folders are walked with their names sorted, so two runs print the same. Everything found in a folder is
//! checked, hidden files excepted: a file with another name is a finding, not something to skip. The JSON is a
//! stable document of its own, made here and not by the `standard` crate.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use office::error_code::Language;
use serde::Serialize;
use standard::finding::{en, ja};
use standard::{Address, FileReport, Finding, Input, Report, SetReport, Severity, Text};

/// Checks files of the care-plan data standard 4.1 and explains what is wrong.
///
/// Exits with 0 when there is no error (warnings and information may be printed), with 1 when there is an error,
/// and with 2 when a path could not be read.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// Print one JSON document instead of text.
    #[arg(long)]
    json: bool,
    /// Files, or folders whose files are all checked.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// Checks the files and prints the result.
///
/// # Errors
///
/// A path that could not be read, or standard output that could not be written.
pub(crate) fn run(args: CheckArgs, language: Language) -> anyhow::Result<ExitCode> {
    let mut files = Vec::new();
    for path in &args.paths {
        if let Err((path, error)) = collect(path, &mut files) {
            return Ok(unreadable(&path, &error, language));
        }
    }
    let paths: Vec<String> = files
        .iter()
        .map(|(path, _)| path.to_string_lossy().into_owned())
        .collect();
    let inputs: Vec<Input<'_>> = paths
        .iter()
        .zip(&files)
        .map(|(path, (_, bytes))| Input { path, bytes })
        .collect();
    let report = standard::check_files(&inputs);
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer_pretty(&mut out, &ReportJson::new(&report, language))?;
        writeln!(out)?;
    } else {
        print_report(&mut out, &report, language)?;
    }
    out.flush()?;
    Ok(if report.errors() > 0 {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

type Unreadable = (PathBuf, io::Error);

/// Reads `path`, or every file below it in the order of names.
fn collect(path: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) -> Result<(), Unreadable> {
    let failed = |error| (path.to_path_buf(), error);
    if !fs::metadata(path).map_err(failed)?.is_dir() {
        files.push((path.to_path_buf(), fs::read(path).map_err(failed)?));
        return Ok(());
    }
    let entries: Result<Vec<fs::DirEntry>, io::Error> =
        fs::read_dir(path).map_err(failed)?.collect();
    let mut children: Vec<PathBuf> = entries
        .map_err(failed)?
        .into_iter()
        .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
        .map(|entry| entry.path())
        .collect();
    children.sort();
    children.iter().try_for_each(|child| collect(child, files))
}

#[allow(clippy::print_stderr)] // What could not run is told on standard error, so that JSON on standard output stays JSON.
fn unreadable(path: &Path, error: &io::Error, language: Language) -> ExitCode {
    let path = path.display();
    match language {
        Language::Japanese => {
            eprintln!("{path} を読めません（{error}）\nファイルやフォルダの場所を確かめてください")
        }
        Language::English => {
            eprintln!("cannot read {path} ({error})\ncheck the place of the file or folder")
        }
    }
    ExitCode::from(2)
}

fn words(finding: &Finding, language: Language) -> Text {
    match language {
        Language::Japanese => ja::text(finding),
        Language::English => en::text(finding),
    }
}

fn print_report(out: &mut impl Write, report: &Report, language: Language) -> io::Result<()> {
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
    let (files, errors, warnings) = (report.files.len(), report.errors(), report.warnings());
    match language {
        Language::Japanese => {
            writeln!(
                out,
                "ファイル{files}個を検査しました。エラー{errors}件、警告{warnings}件。"
            )
        }
        Language::English => {
            writeln!(
                out,
                "checked {files} files: {errors} errors, {warnings} warnings"
            )
        }
    }
}

fn file_heading(file: &FileReport, language: Language) -> String {
    let (path, records) = (&file.path, file.records);
    match (language, file.kind) {
        (Language::Japanese, Some(kind)) => format!("{path}  {} {records}件", kind.name_ja()),
        (Language::English, Some(kind)) => {
            format!("{path}  {}, {}", kind.name_en(), counted((records as usize, "record")))
        },
        (_, None) => path.clone(),
    }
}

fn set_heading(set: &SetReport, language: Language) -> String {
    let (from, to, stamp) = (set.from, set.to, set.stamp);
    let files = set.files.len();
    match (language, set.set) {
        (Language::Japanese, Some(kind)) => {
            format!("送信単位 {kind}  {from} → {to}  連番 {stamp}  ファイル{files}個")
        }
        (Language::Japanese, None) => {
            format!("送信単位になりません  {from} → {to}  連番 {stamp}  ファイル{files}個")
        }
        (Language::English, Some(kind)) => {
            format!("set {kind}  {from} to {to}  stamp {stamp}  {files} files")
        }
        (Language::English, None) => {
            format!("no permitted set  {from} to {to}  stamp {stamp}  {files} files")
        }
    }
}

fn print_finding(out: &mut impl Write, finding: &Finding, language: Language) -> io::Result<()> {
    let text = words(finding, language);
    let (severity, place, expected, remedy) = match language {
        Language::Japanese => (
            severity_ja(finding.severity),
            ja::place(finding),
            "標準仕様",
            "対応",
        ),
        Language::English => (
            severity_en(finding.severity),
            en::place(finding),
            "expected",
            "remedy",
        ),
    };
    let place = match &finding.file {
        Some(name) => name.clone(),
        None => place,
    };
    let separator = if place.is_empty() { "" } else { "  " };
    writeln!(
        out,
        "  {severity} {}  {place}{separator}{}",
        finding.code, text.message
    )?;
    if !text.expected.is_empty() {
        writeln!(out, "      {expected}: {}", text.expected)?;
    }
    writeln!(out, "      {remedy}: {}", text.remedy)
}

/// `1 file`, `2 files`.
fn counted((number, noun): (usize, &str)) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

fn severity_ja(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "エラー",
        Severity::Warning => "警告",
        Severity::Information => "情報",
    }
}

fn severity_en(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "info",
    }
}

/// The document of `--json`. Its fields are a promise to scripts.
#[derive(Serialize)]
struct ReportJson<'a> {
    errors: usize,
    warnings: usize,
    files: Vec<FileJson<'a>>,
    bundles: Vec<BundleJson<'a>>,
}

#[derive(Serialize)]
struct FileJson<'a> {
    path: &'a str,
    name: &'a str,
    kind: Option<&'static str>,
    version: Option<&'a str>,
    month: Option<String>,
    from: Option<AddressJson>,
    to: Option<AddressJson>,
    stamp: Option<String>,
    records: u32,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct BundleJson<'a> {
    set: Option<&'static str>,
    stamp: String,
    from: AddressJson,
    to: AddressJson,
    files: Vec<&'a str>,
    findings: Vec<SetFindingJson<'a>>,
}

#[derive(Serialize)]
struct AddressJson {
    office: String,
    service: String,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    severity: &'static str,
    code: String,
    line: Option<u32>,
    item: Option<u16>,
    /// Empty where there is no value to show.
    found: &'a str,
    expected: String,
    message: String,
    remedy: String,
}

/// A finding about a set: like one about a file, with the name of the file it concerns.
#[derive(Serialize)]
struct SetFindingJson<'a> {
    #[serde(flatten)]
    finding: FindingJson<'a>,
    file: Option<&'a str>,
}

impl<'a> ReportJson<'a> {
    fn new(report: &'a Report, language: Language) -> ReportJson<'a> {
        ReportJson {
            errors: report.errors(),
            warnings: report.warnings(),
            files: report
                .files
                .iter()
                .map(|file| FileJson::new(file, language))
                .collect(),
            bundles: report
                .sets
                .iter()
                .map(|set| BundleJson::new(set, report, language))
                .collect(),
        }
    }
}

impl<'a> FileJson<'a> {
    fn new(file: &'a FileReport, language: Language) -> FileJson<'a> {
        let name = file.file_name.as_ref();
        FileJson {
            path: &file.path,
            name: &file.name,
            kind: file.kind.map(|kind| kind.as_str()),
            version: file.version.as_deref(),
            month: name
                .and_then(|name| name.month)
                .map(|month| month.to_string()),
            from: name.map(|name| AddressJson::new(name.from)),
            to: name.map(|name| AddressJson::new(name.to)),
            stamp: name.map(|name| name.stamp.to_string()),
            records: file.records,
            findings: file
                .findings
                .iter()
                .map(|finding| FindingJson::new(finding, language))
                .collect(),
        }
    }
}

impl<'a> BundleJson<'a> {
    fn new(set: &'a SetReport, report: &'a Report, language: Language) -> BundleJson<'a> {
        let findings = set.findings.iter().map(|finding| SetFindingJson {
            finding: FindingJson::new(finding, language),
            file: finding.file.as_deref(),
        });
        BundleJson {
            set: set.set.map(|kind| kind.as_str()),
            stamp: set.stamp.to_string(),
            from: AddressJson::new(set.from),
            to: AddressJson::new(set.to),
            files: set
                .files
                .iter()
                .map(|&index| report.files[index].name.as_str())
                .collect(),
            findings: findings.collect(),
        }
    }
}

impl AddressJson {
    fn new(address: Address) -> AddressJson {
        AddressJson {
            office: address.office.to_string(),
            service: address.service.to_string(),
        }
    }
}

impl<'a> FindingJson<'a> {
    fn new(finding: &'a Finding, language: Language) -> FindingJson<'a> {
        let text = words(finding, language);
        FindingJson {
            severity: finding.severity.as_str(),
            code: finding.code.to_string(),
            line: finding.line,
            item: finding.item,
            found: finding.found.as_deref().unwrap_or(""),
            expected: text.expected,
            message: text.message,
            remedy: text.remedy,
        }
    }
}
