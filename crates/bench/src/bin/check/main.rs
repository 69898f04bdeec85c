//! How fast files are checked, and in how much memory, beside two yardsticks of the same run: decoding and splitting the
//! same bytes without judging anything, and a part of the same rules in Python.
//!
//! Prints figures and judges nothing. Easily got wrong: memory is measured in a process of its own (this program again,
//! with `--memory-of`), because what the other measurements allocate would count too.

#![allow(clippy::print_stdout)]

mod many;
mod memory;
mod python;
mod rates;
mod table06;

use anyhow::Result;
use clap::Parser;
use std::path::PathBuf;

/// A bundle has no more, so this is the largest file that an office can send.
const SENDABLE_MEGABYTES: usize = 10;

/// Measures the check of files.
#[derive(Parser)]
struct Arguments {
    /// Millions of bytes of table 6 whose check is timed.
    #[arg(long, default_value_t = 64)]
    megabytes: usize,
    /// Runs of each measurement; the best counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Millions of bytes of the file whose check is watched for memory.
    #[arg(long, default_value_t = 1000)]
    file_megabytes: usize,
    /// Small files that are checked at once.
    #[arg(long, default_value_t = 1000)]
    small_files: usize,
    /// The Python that runs the yardsticks; one that has pandas runs both.
    #[arg(long, default_value = "python3")]
    python: PathBuf,
    /// Checks this one file from the disk and prints its figures; the program calls itself so.
    #[arg(long, hide = true)]
    memory_of: Option<PathBuf>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(path) = arguments.memory_of {
        return memory::print_figures(&path);
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    println!(
        "{threads} processors; times are of the wall clock unless said otherwise, MB are 1,000,000 bytes"
    );
    let sample = table06::Sample::new();
    rates::measure(&sample, SENDABLE_MEGABYTES, arguments.runs)?;
    let rate = rates::measure(&sample, arguments.megabytes, arguments.runs)?;
    memory::measure(&sample, arguments.file_megabytes)?;
    many::measure(arguments.small_files, threads, arguments.runs)?;
    python::measure(&sample, rate, &arguments.python)
}
