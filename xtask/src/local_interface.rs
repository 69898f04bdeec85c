//! The local interface against its own description, by a stranger: schemathesis.
//!
//! A fixed number of cases from a fixed seed, so that a run is the same as the one before.
//! The stranger is a Python program that `./test` installs into `target/schemathesis`;
//! without it the step says so and is left out.

use anyhow::{Context, Result};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Cases for each URL: enough to meet each refusal, few enough for every run.
const CASES: &str = "20";

/// The beginning of all cases.
const SEED: &str = "1";

/// The stranger, if it was installed.
pub(crate) fn schemathesis(root: &Path) -> Option<PathBuf> {
    let program = root.join("target/schemathesis/bin/schemathesis");
    program.is_file().then_some(program)
}

/// Lets the stranger try every URL; `Ok(false)` when an answer was not as described.
///
/// # Errors
///
/// When a program cannot be started.
pub(crate) fn try_local_interface(root: &Path, stranger: &Path) -> Result<bool> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let example = [
        "run",
        "--quiet",
        "--locked",
        "--package",
        "tsunagu-office",
        "--example",
        "local_interface",
    ];
    let mut served = Command::new(cargo)
        .args(example)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("the example `local_interface` of the office")?;
    let output = served.stdout.take().context("its output")?;
    let mut lines = BufReader::new(output).lines();
    let mut line = || {
        lines
            .next()
            .context("it ended at once")?
            .context("its output")
    };
    let (address, key) = (line()?, line()?);
    let status = Command::new(stranger)
        .arg("run")
        .arg(format!("{address}/api/v1/openapi.json"))
        .args(["--url", &format!("{address}/api/v1")])
        .args(["--header", &format!("Authorization: Bearer {key}")])
        .args(["--seed", SEED, "--max-examples", CASES])
        .args(["--phases", "examples,coverage,fuzzing"])
        .args(["--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"])
        .current_dir(root)
        .stdin(Stdio::null())
        .status();
    // The end of its input ends the example.
    drop(served.stdin.take());
    served.wait().context("the end of the example")?;
    Ok(status.context("schemathesis")?.success())
}
