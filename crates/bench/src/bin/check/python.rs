//! A part of the same rules in Python, on the same records.

use crate::table06::Sample;
use anyhow::{Context, Result, ensure};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::Command;

/// Python is given less: it needs seconds for what the check does at once.
const MEGABYTES: usize = 16;

const SCRIPT: &str = include_str!("../../../python/check_subset.py");

/// Prints the rate of the Python check and how many times as fast `rate` (MB/s) is.
///
/// # Errors
///
/// When Python runs and fails, or finds something in the sample.
pub(crate) fn measure(sample: &Sample, rate: f64) -> Result<()> {
    println!("a part of the same rules in Python (csv and cp932 of its standard library):");
    let known = Command::new("python3").arg("--version").output();
    if !known.is_ok_and(|output| output.status.success()) {
        println!("  not measured: no python3 on this machine");
        return Ok(());
    }
    let folder = tempfile::tempdir().context("a temporary folder")?;
    let script = folder.path().join("check_subset.py");
    std::fs::write(&script, SCRIPT)?;
    let path = folder.path().join(&sample.name);
    let mut file = BufWriter::new(File::create(&path)?);
    let records = sample.write(&mut file, MEGABYTES * 1_000_000)?;
    file.flush()?;
    let output = Command::new("python3").arg(&script).arg(&path).output()?;
    ensure!(
        output.status.success(),
        "the Python check failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let line = String::from_utf8(output.stdout)?;
    let words: Vec<&str> = line.split_whitespace().collect();
    let [version, read, findings, seconds] = words.as_slice() else {
        anyhow::bail!("the Python check printed {line:?}")
    };
    let seconds: f64 = seconds.parse()?;
    ensure!(
        read.parse() == Ok(records),
        "Python read {read} of {records} records"
    );
    ensure!(
        *findings == "0",
        "Python found {findings} errors in the sample"
    );
    let size_bytes = std::fs::metadata(&path)?.len();
    let slow = size_bytes as f64 / seconds / 1e6;
    println!(
        "  Python {version}: {slow:.1} MB/s; our check of all rules is {:.0} times as fast",
        rate / slow
    );
    Ok(())
}
