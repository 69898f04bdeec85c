//! Reference pages made from the code: checked in, and compared by `cargo xtask ci`.
//!
//! The pages are printed by an example program of `testkit`, which may use the product's crates; this crate only runs it
//! and writes or compares files. Not obvious: a page that was edited by hand is overwritten; change the code's texts.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// Where the pages stand; everything in it that begins with [`MARK`] belongs to this command.
const FOLDER: &str = "docs/reference";

/// The first line of every page made here, so that a reader does not edit it.
const MARK: &str = "<!-- Made by `cargo xtask generate-docs`; do not edit. -->";

/// Writes the pages, or with `only_check` compares them and names those that differ (`Ok(false)`).
///
/// # Errors
///
/// When the program that prints the pages does not build or run, or a page cannot be written.
pub(crate) fn run_generate_docs(root: &Path, only_check: bool) -> Result<bool> {
    let made = tempfile::tempdir().context("a temporary folder for the pages")?;
    print_pages(root, made.path())?;
    let mut up_to_date = true;
    let mut names = Vec::new();
    for entry in std::fs::read_dir(made.path()).context("reading the new pages")? {
        let entry = entry.context("reading the new pages")?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let made = std::fs::read_to_string(entry.path()).context("reading a new page")?;
        // JSON has no comments, so such a page goes without the mark.
        let text = match name.ends_with(".json") {
            true => made,
            false => format!("{MARK}\n\n{made}"),
        };
        let target = root.join(FOLDER).join(&name);
        if std::fs::read_to_string(&target).ok().as_deref() != Some(text.as_str()) {
            up_to_date = false;
            if only_check {
                println!(
                    "{FOLDER}/{name}: differs from the code\n    remedy: cargo xtask generate-docs"
                );
            } else {
                std::fs::create_dir_all(root.join(FOLDER))
                    .context("making the folder of the pages")?;
                std::fs::write(&target, text)
                    .with_context(|| format!("writing {FOLDER}/{name}"))?;
                println!("{FOLDER}/{name}: written");
            }
        }
        names.push(name);
    }
    up_to_date &= remove_stale_pages(root, &names, only_check)?;
    if up_to_date {
        println!("{FOLDER}: {} pages, all as the code says", names.len());
    }
    Ok(up_to_date || !only_check)
}

fn print_pages(root: &Path, folder: &Path) -> Result<()> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--locked",
            "--package",
            "tsunagu-testkit",
            "--example",
            "reference_pages",
            "--",
        ])
        .arg(folder)
        .current_dir(root)
        .status()
        .context("cargo could not be started")?;
    if !status.success() {
        bail!("the example `reference_pages` of testkit failed");
    }
    Ok(())
}

/// Pages with our mark that are not made any more.
fn remove_stale_pages(root: &Path, made: &[String], only_check: bool) -> Result<bool> {
    let mut none_stale = true;
    let Ok(entries) = std::fs::read_dir(root.join(FOLDER)) else {
        return Ok(true);
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_ours =
            std::fs::read_to_string(entry.path()).is_ok_and(|text| text.starts_with(MARK));
        if is_ours && !made.contains(&name) {
            none_stale = false;
            if only_check {
                println!(
                    "{FOLDER}/{name}: is not made any more\n    remedy: cargo xtask generate-docs"
                );
            } else {
                std::fs::remove_file(entry.path())
                    .with_context(|| format!("removing {FOLDER}/{name}"))?;
                println!("{FOLDER}/{name}: removed");
            }
        }
    }
    Ok(none_stale)
}
