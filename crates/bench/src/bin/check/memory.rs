//! The memory of a process that checks one large file from the disk.

use crate::rates::PIECE_SIZE_BYTES;
use crate::table06::Sample;
use anyhow::{Context, Result, ensure};
use standard::{FileChecker, join_files};
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Writes a file of `megabytes` to a temporary folder, has it checked, and removes it.
///
/// # Errors
///
/// No room on the disk, or the other process failed.
pub(crate) fn measure(sample: &Sample, megabytes: usize) -> Result<()> {
    let folder = tempfile::tempdir().context("a temporary folder")?;
    let path = folder.path().join(&sample.name);
    let mut file = BufWriter::new(File::create(&path)?);
    sample.write(&mut file, megabytes * 1_000_000)?;
    file.flush()?;
    drop(file);
    println!("one file of {megabytes} MB from the disk, in a process of its own:");
    let program = std::env::current_exe().context("the place of this program")?;
    let status = Command::new(program)
        .arg("--memory-of")
        .arg(&path)
        .status()?;
    ensure!(status.success(), "the check of the large file failed");
    Ok(())
}

/// Checks the file at `path` and prints time and memory of this process.
///
/// # Errors
///
/// The file cannot be read, or the system does not tell the memory.
pub(crate) fn print_figures(path: &Path) -> Result<()> {
    let start = Instant::now();
    let mut file = File::open(path)?;
    let mut checker = FileChecker::new(&path.to_string_lossy());
    let mut piece = vec![0; PIECE_SIZE_BYTES];
    loop {
        let size = file.read(&mut piece)?;
        if size == 0 {
            break;
        }
        checker.feed(&piece[..size]);
    }
    let report = join_files(vec![checker.finish()]);
    let seconds = start.elapsed().as_secs_f64();
    let (records, findings) = (report.files[0].records, report.files[0].findings.len());
    println!("  {records} records, {findings} findings in {seconds:.1} s");
    match peak_kibibytes() {
        Some(peak) => println!(
            "  memory at most          {:7.1} MB",
            peak as f64 * 1024.0 / 1e6
        ),
        None => println!("  memory not known: this system has no /proc/self/status"),
    }
    Ok(())
}

/// The most memory that was resident since the process began.
fn peak_kibibytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
