//! `tsunagu show`: draws files of the standard as the forms that people know.
//!
//! Text goes to standard output; `--html` writes one page with everything in it, styles too, that a
//! browser shows and prints on A4 landscape without asking any other machine; `--pdf` lets the
//! browser of this machine print that page. Nothing is checked here: a file with errors is drawn as
//! far as it can be read. Files that are no forms are named on
//! standard error, so that nobody takes the pages for the whole folder.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use office::ErrorCode;
use office::error_code::Language;
use office::print::{PrintError, print_page, print_pdf};
use sheets::{OfficeNames, SetFile, Sheet, compare_sheets};
use standard::version3::{Kinds, to_version_41};
use standard::{Document, FileKind, FileName, Input, read_file};

use crate::check::unwritten;
use crate::files::{self, PageProblem, Unreadable};
use crate::message::{COULD_NOT_RUN, REFUSED, choose, fail, no_files, printed};

/// Stands at the end of the help, which shows no more than the first line on each command.
const EXIT_CODES: &str = "Exit status: 0 shown, 1 no file is a form, 2 could not run\n終了コード: 0 表示した、1 帳票がない、2 実行できない";

/// Shows plans, tickets, statements and the other forms as on paper.
///
/// Files of several sets may be given at once: actuals stand beside the plan of the same client and
/// month, and names are taken from whichever file has them. Exits with 1 when no file is a form.
#[derive(Debug, clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct ShowArgs {
    /// Write one HTML page, ready for printing.
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    html: Option<PathBuf>,
    /// Write a PDF, printed by the Edge, Chrome or Chromium of this machine; another browser is named by
    /// TSUNAGU_BROWSER.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "html"])]
    pdf: Option<PathBuf>,
    /// Print text (the default).
    #[arg(long)]
    text: bool,
    /// Files or folders of the version before: what changed is marked and listed. May be given several times.
    #[arg(long, value_name = "PATH")]
    before: Vec<PathBuf>,
    /// Files, or folders whose files are all shown.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// Draws the files.
///
/// # Errors
///
/// Standard output that could not be written.
pub(crate) fn run(args: &ShowArgs, language: Language) -> anyhow::Result<ExitCode> {
    let drawn = read_and_draw(&args.paths, language).and_then(|sheets| {
        let before = match args.before.is_empty() {
            true => Vec::new(),
            false => read_and_draw(&args.before, language)?,
        };
        Ok(compare_sheets(sheets, &before))
    });
    let sheets = match drawn {
        Ok(sheets) => sheets,
        Err(exit) => return Ok(exit),
    };
    if sheets.is_empty() {
        eprintln!(
            "{}",
            choose(language, "表示できる帳票がありません", "no form to show")
        );
        return Ok(ExitCode::from(REFUSED));
    }
    match (&args.html, &args.pdf) {
        (Some(path), _) => {
            let page = print_page(&sheets, language);
            Ok(write_result(path, page.as_bytes(), language))
        }
        (None, Some(path)) => Ok(write_pdf(path, &sheets, language)),
        (None, None) => print_text(&sheets, language),
    }
}

/// The sheets of the files; names those that are no forms. The exit code when a path cannot be read.
fn read_and_draw(paths: &[PathBuf], language: Language) -> Result<Vec<Sheet>, ExitCode> {
    let inputs = files::read_files(paths).map_err(|Unreadable { path, .. }| {
        let code = ErrorCode::PathUnreadable.code();
        fail(code, Some(&path.display()), language, COULD_NOT_RUN)
    })?;
    if inputs.is_empty() {
        return Err(no_files(language));
    }
    let (forms, others): (Vec<_>, Vec<_>) = inputs
        .iter()
        .map(|input| form(&input.path, &input.bytes))
        .partition(Result::is_ok);
    let forms: Vec<(String, Document)> = forms.into_iter().flatten().collect();
    for other in others.into_iter().filter_map(Result::err) {
        eprintln!(
            "{}: {other}",
            choose(
                language,
                "帳票ではないので表示しません",
                "not shown, no form"
            )
        );
    }
    Ok(draw(&forms))
}

/// The name of a file and its records; its path when it has none.
///
/// The kind is the prefix of the name, so that a file of which only the name is wrong is shown too.
fn form(path: &str, bytes: &[u8]) -> Result<(String, Document), String> {
    let name = Path::new(path)
        .file_name()
        .map_or(path.into(), |name| name.to_string_lossy());
    let kind = match FileName::parse(&name) {
        Ok(parsed) => Some(parsed.kind),
        Err(_) => FileKind::of_stem(name.split('.').next().unwrap_or_default()),
    };
    match kind.filter(|kind| kind.layout().is_some()) {
        Some(kind) => {
            let bytes = in_version_41(&name, bytes);
            Ok((name.into_owned(), read_file(&bytes, kind)))
        }
        None => Err(path.to_owned()),
    }
}

/// The contents with the items of 4.1: those of standard 3 would stand in the wrong boxes.
///
/// A file that cannot be converted is drawn as it is, as far as it can be read.
fn in_version_41<'a>(name: &str, bytes: &'a [u8]) -> Cow<'a, [u8]> {
    // The name of the result is not used, so any service kinds will do.
    let kind = "43".parse().ok();
    let kinds = Kinds {
        from: kind,
        to: kind,
    };
    let input = Input { path: name, bytes };
    match to_version_41(&[input], kinds).pop() {
        Some(Ok(converted)) => Cow::Owned(converted.bytes),
        _ => Cow::Borrowed(bytes),
    }
}

fn draw(forms: &[(String, Document)]) -> Vec<Sheet> {
    let files: Vec<SetFile<'_>> = forms
        .iter()
        .map(|(file_name, document)| SetFile {
            file_name,
            document,
        })
        .collect();
    sheets::draw_set(&files, &OfficeNames::new())
}

fn print_text(sheets: &[Sheet], language: Language) -> anyhow::Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = sheets
        .iter()
        .try_for_each(|sheet| out.write_all(sheet.to_text(form_language(language)).as_bytes()))
        .and_then(|()| out.flush());
    printed(result)?;
    Ok(ExitCode::SUCCESS)
}

fn write_pdf(path: &Path, sheets: &[Sheet], language: Language) -> ExitCode {
    match print_pdf(&print_page(sheets, language)) {
        Ok(pdf) => write_result(path, &pdf, language),
        Err(err) => {
            let code = ErrorCode::from(&err).code();
            let browser: Option<&dyn std::fmt::Display> = match &err {
                PrintError::NoBrowser => None,
                _ => Some(&err),
            };
            fail(code, browser, language, COULD_NOT_RUN)
        }
    }
}

fn write_result(path: &Path, bytes: &[u8], language: Language) -> ExitCode {
    match files::write_page(path, bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(PageProblem::CannotWrite(_)) => {
            let code = ErrorCode::CannotWriteFolder.code();
            fail(code, Some(&path.display()), language, COULD_NOT_RUN)
        }
        Err(problem) => unwritten(path, &problem, language),
    }
}

fn form_language(language: Language) -> sheets::Language {
    match language {
        Language::Japanese => sheets::Language::Japanese,
        Language::English => sheets::Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DELETION: &str = "DLTPLAN_202610_1370200015_43_1370300021_11_20260925101500.CSV";
    const RECORD: &[u8] = b"202407,131059,1913070797,202610\r\n";

    fn show(paths: &[PathBuf], html: Option<PathBuf>) -> ExitCode {
        let args = ShowArgs {
            html,
            pdf: None,
            text: false,
            before: Vec::new(),
            paths: paths.to_vec(),
        };
        run(&args, Language::Japanese).unwrap()
    }

    #[test]
    fn a_folder_becomes_one_page_without_anything_from_elsewhere() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(DELETION), RECORD).unwrap();
        std::fs::write(dir.path().join("memo.txt"), "x").unwrap();
        let page = dir.path().join("page.html");
        assert_eq!(
            show(&[dir.path().to_owned()], Some(page.clone())),
            ExitCode::SUCCESS
        );
        let html = std::fs::read_to_string(page).unwrap();
        assert!(
            html.contains("<h2>サービス利用票 予定の削除</h2>"),
            "{html}"
        );
        for elsewhere in [
            "http://", "https://", "<script", "<link", "url(", "@import", "src=\"",
        ] {
            assert!(!html.contains(elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn what_is_no_form_or_cannot_be_read_has_its_exit_code() {
        let dir = tempfile::tempdir().unwrap();
        let memo = dir.path().join("memo.txt");
        std::fs::write(&memo, "x").unwrap();
        assert_eq!(show(&[memo], None), ExitCode::from(REFUSED));
        assert_eq!(
            show(&[dir.path().join("missing")], None),
            ExitCode::from(COULD_NOT_RUN)
        );
        let file = dir.path().join(DELETION);
        std::fs::write(&file, RECORD).unwrap();
        let nowhere = dir.path().join("missing").join("page.html");
        assert_eq!(show(&[file], Some(nowhere)), ExitCode::from(COULD_NOT_RUN));
    }

    #[test]
    fn a_file_with_a_wrong_name_is_shown_by_its_prefix() {
        let (name, document) = form("some/dltplan_202610.csv", RECORD).unwrap();
        assert_eq!(
            (name.as_str(), document.kind()),
            ("dltplan_202610.csv", FileKind::DltPlan)
        );
        let picture = "UPKIHON_IMAGE_1300500046_46_1370300021_A2_20260925102500_0001.jpg";
        assert_eq!(form(picture, b"").unwrap_err(), picture);
    }
}
