//! The office's program for Windows: built here, tried under Wine, and packed into a ZIP.
//!
//! Not part of the ordinary checks: it needs the compiler of Debian (`rustc-web`, with the source of
//! the standard library), a linker of MinGW, and Wine. What Wine cannot show stands in
//! `docs/internals/windows.md`. Not obvious: the same demo runs as everywhere, only the programs are
//! others (`Programs::under_wine`).

mod archive;
mod build;
mod held_file;
mod start;
pub(crate) mod wine;

use crate::demo::{self, Programs};
use anyhow::Result;
use std::path::{Path, PathBuf};

/// What `cargo xtask windows` is told.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Build the optimised program; the ZIP for customers is made of this one.
    #[arg(long)]
    release: bool,
    /// Only build and pack; nothing is tried under Wine.
    #[arg(long)]
    without_wine: bool,
    /// Where the ZIP is written [default: target/windows/tsunagu-windows.zip].
    #[arg(long, value_name = "FILE")]
    zip: Option<PathBuf>,
}

/// Builds, tries and packs; `Ok(true)` when all of it held.
///
/// # Errors
///
/// The first thing that did not hold, with what was found.
pub(crate) fn run_windows(root: &Path, options: &Options) -> Result<bool> {
    let built = build::build_programs(root, options.release)?;
    if !options.without_wine {
        let wine = wine::Wine::prepare(root, &built.work)?;
        demo::play_once(&wine.programs(&built), &built.work.join("demo"))?;
        start::try_start(&wine, &built)?;
        held_file::try_held_file(&wine, &built)?;
        wine.end()?;
    }
    let default = built.work.join("tsunagu-windows.zip");
    let zip = options.zip.as_ref().unwrap_or(&default);
    archive::pack(root, &built, zip)?;
    println!("{}", zip.display());
    Ok(true)
}

/// The programs for Windows.
pub(crate) struct Built {
    /// Where the `.exe` files lie.
    folder: PathBuf,
    /// A folder for everything else, kept between runs.
    work: PathBuf,
}

impl Built {
    fn exe(&self, program: &str) -> PathBuf {
        self.folder.join(format!("{program}.exe"))
    }
}

impl wine::Wine {
    /// The programs as the demo runs them.
    fn programs(&self, built: &Built) -> Programs {
        Programs::under_wine(&built.folder, self.environment())
    }
}
