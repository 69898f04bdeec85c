//! A hub and three offices on this machine, with sample data, step by step.
use anyhow::{Result, bail};
use std::path::Path;

/// What the demo is told on the command line.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Exit after the last step instead of leaving the pages open.
    #[arg(long)]
    once: bool,
}

pub(crate) fn run_demo(_root: &Path, _options: &Options) -> Result<bool> {
    bail!("not yet")
}
