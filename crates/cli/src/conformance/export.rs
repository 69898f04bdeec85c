//! `tsunagu conformance export`: writes the kit of a role.
//!
//! `DIR/kit.json` says what the kit was made from; `DIR/patterns/ID/` has what to do; the files that the vendor's
//! software makes go to `DIR/produced/ID/`. Files that are there already are written over, others are left alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use office::error_code::Language;
use standard::Month;

use super::describe::{pattern_json, readme, sheets_page, sheets_text};
use super::file_set::{FileSet, stamp};
use super::judge::ANSWERS;
use super::kit_file::KitJson;
use super::pattern::{Case, Pattern, patterns};
use super::world::{Kit, Role};
use crate::message::{PathProblem, choose, say};

/// Write the kit of a role: for each pattern what to enter or import, the forms as they must look, and what to produce.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// Whose software is tested; also 居宅, サービス, 包括
    #[arg(long, value_enum)]
    role: Role,
    /// Folder to write into; made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Chooses clients and days; the same number gives the same kit
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Month in which services are given [default: the month of today]
    #[arg(long, value_name = "YYYYMM", value_parser = month)]
    month: Option<Month>,
}

/// Years that leave room for births before and the next leap year after.
const YEARS: std::ops::RangeInclusive<i16> = 2020..=2090;

fn month(text: &str) -> Result<Month, String> {
    Month::from_bytes(text.as_bytes())
        .filter(|month| YEARS.contains(&month.year()))
        .ok_or_else(|| "not a month YYYYMM from 2020 to 2090".to_owned())
}

pub(super) fn run(args: &ExportArgs, today: Month, language: Language) -> anyhow::Result<ExitCode> {
    let kit = Kit {
        role: args.role,
        seed: args.seed,
        month: args.month.unwrap_or(today),
    };
    let mut written = 0;
    for pattern in patterns(kit.role) {
        write_pattern(&args.out, kit, pattern)?;
        written += 1;
    }
    let json = serde_json::to_vec_pretty(&KitJson::of(kit))?;
    write(&args.out.join("kit.json"), &json)?;
    let out = args.out.display();
    match language {
        Language::Japanese => say!(
            "{}用のパターン{written}個を {out} に作成しました。\n作った出力は {out}/produced/<パターン番号>/ に入れ、tsunagu conformance check {out} で判定します。",
            kit.role.name_ja()
        ),
        Language::English => say!(
            "wrote {written} patterns for a {} to {out}\nput the files of your software into {out}/produced/<pattern>/ and run tsunagu conformance check {out}",
            kit.role.name_en()
        ),
    }
    Ok(ExitCode::SUCCESS)
}

fn write_pattern(out: &Path, kit: Kit, pattern: &Pattern) -> anyhow::Result<()> {
    let case = pattern.case(kit);
    let folder = out.join("patterns").join(pattern.id);
    for (language, tag) in [(Language::Japanese, "ja"), (Language::English, "en")] {
        let text = readme(kit, pattern, &case, language);
        write(&folder.join(format!("README.{tag}.md")), text.as_bytes())?;
        let sets = shown_sets(kit, &case);
        let title = choose(language, pattern.theme.name_ja, pattern.theme.name_en);
        let page = sheets_page(&format!("{} {title}", pattern.id), &sets, language);
        write(&folder.join(format!("sheets.{tag}.html")), page.as_bytes())?;
        let text = sheets_text(&sets, language);
        write(&folder.join(format!("sheets.{tag}.txt")), text.as_bytes())?;
    }
    for (index, set) in case.input.iter().enumerate() {
        for file in &set.files {
            let name = set.name(file, stamp(kit.month, index));
            write(&folder.join("input").join(name), &file.bytes())?;
        }
    }
    let json = serde_json::to_vec_pretty(&pattern_json(kit, pattern, &case))?;
    write(&folder.join("pattern.json"), &json)?;
    let produced = out.join("produced").join(pattern.id);
    make(&produced)?;
    if case.questions.is_empty() {
        return Ok(());
    }
    // The form to fill in stands beside the pattern: an untouched copy must not look delivered.
    let form: String = case
        .questions
        .iter()
        .map(|question| format!("{}: \r\n", question.id))
        .collect();
    Ok(write(&folder.join(ANSWERS), form.as_bytes())?)
}

/// What is drawn: what is read and what must be written, together, so that names stand on every form and actuals
/// beside their plan.
fn shown_sets(kit: Kit, case: &Case) -> Vec<(FileSet, standard::Stamp)> {
    let stamped = |(index, set): (usize, &FileSet)| (set.clone(), stamp(kit.month, index));
    let sets = case.input.iter().chain(&case.expected);
    sets.enumerate().map(stamped).collect()
}

fn make(folder: &Path) -> Result<(), PathProblem> {
    fs::create_dir_all(folder).map_err(|_| PathProblem::CannotWrite(folder.to_owned()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), PathProblem> {
    path.parent().map_or(Ok(()), make)?;
    fs::write(path, bytes).map_err(|_| PathProblem::CannotWrite(path.to_owned()))
}
