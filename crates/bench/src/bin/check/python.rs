//! A part of the same rules in Python, on the same records: record by record with its standard library, and column by
//! column with pandas. Easily got wrong: pandas may be in another Python than the first one on the path (`--python`).

use crate::table06::Sample;
use anyhow::{Context, Result, ensure};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

/// Python is given less: it needs seconds for what the check does at once.
const MEGABYTES: usize = 16;

/// What the scripts are called, the words that ask whether this Python can run one, the script.
const WAYS: [(&str, &str, &str); 2] = [
    (
        "csv and cp932 of the standard library, Python",
        "import csv",
        include_str!("../../../python/check_subset.py"),
    ),
    (
        "pandas",
        "import pandas",
        include_str!("../../../python/check_subset_pandas.py"),
    ),
];

/// Prints the rates of the Python checks and how many times as fast `rate` (MB/s) is.
///
/// # Errors
///
/// When Python runs and fails, or finds something in the sample.
pub(crate) fn measure(sample: &Sample, rate: f64, python: &Path) -> Result<()> {
    println!("a part of the same rules in Python:");
    let folder = tempfile::tempdir().context("a temporary folder")?;
    let path = folder.path().join(&sample.name);
    let mut file = BufWriter::new(File::create(&path)?);
    let records = sample.write(&mut file, MEGABYTES * 1_000_000)?;
    file.flush()?;
    for (name, asks, script) in WAYS {
        let known = Command::new(python).args(["-c", asks]).output();
        if !known.is_ok_and(|output| output.status.success()) {
            println!("  {name}: not measured, `{}` has it not", python.display());
            continue;
        }
        let (version, slow) = run(python, script, &path, records)?;
        println!(
            "  {name} {version}: {slow:.1} MB/s; our check of all rules is {:.0} times as fast",
            rate / slow
        );
    }
    Ok(())
}

/// The version that the script prints, and its rate in MB/s.
fn run(python: &Path, script: &str, path: &Path, records: u32) -> Result<(String, f64)> {
    let output = Command::new(python)
        .args(["-c", script])
        .arg(path)
        .output()?;
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
    let size_bytes = std::fs::metadata(path)?.len();
    Ok(((*version).to_owned(), size_bytes as f64 / seconds / 1e6))
}
