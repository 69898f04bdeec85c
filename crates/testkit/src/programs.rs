//! Finding the two programs beside the running test, and running one command to its end.
//!
//! Easily got wrong: a test executable lies in `target/<profile>/deps`, the programs one folder above it.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The path of `tsunagu` or `tsunagu-hub` as built beside this test.
///
/// # Errors
///
/// When the program is not there; the message says how to build it.
pub fn program_path(name: &str) -> Result<PathBuf> {
    let test = std::env::current_exe().context("where this test lies")?;
    for folder in test.ancestors().skip(1).take(2) {
        let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        if path.is_file() {
            return Ok(path);
        }
    }
    bail!(
        "the program `{name}` is not built beside {}; run: cargo build --workspace --bins",
        test.display()
    )
}

/// What a command that has ended printed, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// The exit status; nothing when a signal ended it.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Ran {
    /// Returns the output of a command that ended with 0.
    ///
    /// # Errors
    ///
    /// For every other end, with all that was printed.
    pub fn success(self) -> Result<Ran> {
        if self.status != Some(0) {
            bail!(
                "ended with {:?}\n--- stdout\n{}\n--- stderr\n{}",
                self.status,
                self.stdout,
                self.stderr
            );
        }
        Ok(self)
    }

    /// Standard output as JSON.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_str(&self.stdout)
            .with_context(|| format!("no JSON:\n{}\n--- stderr\n{}", self.stdout, self.stderr))
    }
}

/// Runs a program to its end, in English, without a terminal.
///
/// # Errors
///
/// When it cannot be started; how it ended is in [`Ran`].
pub fn run_program<S: AsRef<OsStr>>(
    name: &str,
    arguments: impl IntoIterator<Item = S>,
) -> Result<Ran> {
    let output = Command::new(program_path(name)?)
        .args(arguments)
        .env("TSUNAGU_LANG", "en")
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("starting {name}"))?;
    Ok(Ran {
        status: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}
