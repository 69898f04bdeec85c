//! Everything that must hold before a change lands, in one command.
//!
//! All steps run even when an early one fails, so that one run shows all that is wrong; the tests come last, so that
//! their closing lines are the last thing on the screen. Not obvious: `cargo deny` looks only at what is on this machine
//! (no advisory database is fetched), and is left out with a word when it is not installed.

use crate::local_interface::{schemathesis, try_local_interface};
use crate::reference;
use crate::tidy;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How a step ended.
enum Outcome {
    Passed,
    Failed,
    LeftOut(&'static str),
}

/// Runs all steps and prints a summary; `Ok(false)` when one failed.
///
/// # Errors
///
/// When a tool cannot be started at all.
pub(crate) fn run_ci(root: &Path) -> Result<bool> {
    let mut steps: Vec<(&str, Outcome, Duration)> = Vec::new();
    let mut step = |name: &'static str, run: &mut dyn FnMut() -> Result<Outcome>| -> Result<()> {
        println!("── {name}");
        let start = Instant::now();
        let outcome = run().with_context(|| format!("step `{name}`"))?;
        steps.push((name, outcome, start.elapsed()));
        Ok(())
    };
    step("format", &mut || cargo(root, &["fmt", "--all", "--check"]))?;
    step("tidy", &mut || Ok(outcome(tidy::run_tidy(root)?)))?;
    step("licences", &mut || licences(root))?;
    step("lints", &mut || {
        cargo(
            root,
            &[
                "clippy",
                "--locked",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
        )
    })?;
    // The tests across programs start the two programs, so these are built first.
    step("programs", &mut || {
        cargo(root, &["build", "--locked", "--workspace", "--all-targets"])
    })?;
    step("reference pages", &mut || {
        Ok(outcome(reference::run_generate_docs(root, true)?))
    })?;
    step("local interface", &mut || {
        Ok(match schemathesis(root) {
            Some(stranger) => outcome(try_local_interface(root, &stranger)?),
            None => Outcome::LeftOut("left out: ./test could not install schemathesis"),
        })
    })?;
    step("examples in the documents", &mut || {
        cargo(
            root,
            &["test", "--quiet", "--locked", "--workspace", "--doc"],
        )
    })?;
    step("tests", &mut || {
        cargo(
            root,
            &[
                "nextest",
                "run",
                "--locked",
                "--workspace",
                "--no-fail-fast",
            ],
        )
    })?;
    Ok(summarise(&steps))
}

fn summarise(steps: &[(&str, Outcome, Duration)]) -> bool {
    println!("── summary");
    let mut all_passed = true;
    for (name, outcome, time) in steps {
        let word = match outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::LeftOut(why) => why,
        };
        all_passed &= !matches!(outcome, Outcome::Failed);
        println!("{:>7.1} s  {name}: {word}", time.as_secs_f64());
    }
    all_passed
}

fn outcome(passed: bool) -> Outcome {
    if passed {
        Outcome::Passed
    } else {
        Outcome::Failed
    }
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<Outcome> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo)
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::null())
        .status()
        .context("cargo could not be started")?;
    Ok(outcome(status.success()))
}

/// Licences, duplicate versions and sources; advisories need a database from the network and are left out.
fn licences(root: &Path) -> Result<Outcome> {
    let installed = Command::new("cargo-deny")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !installed {
        return Ok(Outcome::LeftOut(
            "left out: cargo-deny is not installed (cargo install --locked cargo-deny)",
        ));
    }
    cargo(
        root,
        &["deny", "--offline", "check", "licenses", "bans", "sources"],
    )
}
