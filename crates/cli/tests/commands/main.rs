//! The commands of `tsunagu` as processes: help word for word, refusals, exit codes.
//!
//! What needs a hub is tested with one in the tests across programs.

#![allow(clippy::unwrap_used)]

mod explain;
mod help;
mod help_terminals;
mod reconcile;
mod refusals;

use std::process::{Command, Output};

/// Runs the program in English.
fn tsunagu(arguments: &[&str]) -> Output {
    run("en", arguments)
}

fn run(language: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .args(arguments)
        .env("TSUNAGU_LANG", language)
        .env("COLUMNS", "100")
        .output()
        .unwrap()
}

/// Standard output, standard error and exit code as one text, with `dir` taken out.
fn transcript(output: &Output, dir: &std::path::Path) -> String {
    let text = format!(
        "{}{}exit {}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
        output.status.code().unwrap_or(-1)
    );
    text.replace(&dir.display().to_string(), "DIR")
}
