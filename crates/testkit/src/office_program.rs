//! One terminal of an office of one test: its folder and its commands, each a process of its own.
//!
//! Easily got wrong: two terminals of one office are two values here, each with a folder and keys of its own.

use crate::hub_program::HubProgram;
use crate::programs::{Ran, program_path, run_program};
use anyhow::{Context, Result};
use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A terminal with a folder that vanishes.
pub struct OfficeProgram {
    /// Vanishes with everything in it.
    outer: TempDir,
    /// Inside it; the program makes it.
    folder: PathBuf,
    number: String,
}

impl OfficeProgram {
    /// Makes a terminal of an office that the hub does not know yet.
    ///
    /// # Errors
    ///
    /// When a command of the hub or of the office fails.
    pub fn join(
        hub: &HubProgram,
        number: &str,
        name: &str,
        services: &[&str],
    ) -> Result<OfficeProgram> {
        let code = hub.admit_office(number, name, services)?;
        OfficeProgram::enrol(hub, number, &code)
    }

    /// Makes a terminal with an enrolment code.
    ///
    /// # Errors
    ///
    /// When the office's command fails.
    pub fn enrol(hub: &HubProgram, number: &str, code: &str) -> Result<OfficeProgram> {
        OfficeProgram::enrol_at(hub.url(), number, code)
    }

    /// Makes a terminal that looks for the hub at `url`, which may be a relay.
    ///
    /// # Errors
    ///
    /// When the office's command fails.
    pub fn enrol_at(url: &str, number: &str, code: &str) -> Result<OfficeProgram> {
        let outer = tempfile::Builder::new()
            .prefix("tsunagu-office-")
            .tempdir()
            .context("a folder for an office")?;
        let office = OfficeProgram {
            folder: outer.path().join("office"),
            outer,
            number: number.to_owned(),
        };
        office
            .command("office init", ["--hub", url, "--code", code])?
            .success()?;
        Ok(office)
    }

    /// The office's number.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The terminal's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs a command such as `office send` in this terminal's folder, to its end.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn command<S: AsRef<OsStr>>(
        &self,
        words: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Ran> {
        run_program("tsunagu", self.arguments(words, arguments))
    }

    /// Starts a command and lets it run.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn start<S: AsRef<OsStr>>(
        &self,
        words: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Background> {
        self.start_in(words, arguments, [("TSUNAGU_LANG", "en")])
    }

    /// As [`OfficeProgram::start`], with variables of the environment.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn start_in<S: AsRef<OsStr>, V: AsRef<OsStr>>(
        &self,
        words: &str,
        arguments: impl IntoIterator<Item = S>,
        environment: impl IntoIterator<Item = (&'static str, V)>,
    ) -> Result<Background> {
        let log_path = self.outer.path().join("test.log");
        let log = File::options()
            .create(true)
            .append(true)
            .open(&log_path)
            .context("opening a log")?;
        let child = Command::new(program_path("tsunagu")?)
            .args(self.arguments(words, arguments))
            .env("TSUNAGU_LANG", "en")
            .envs(environment)
            .stdin(Stdio::null())
            .stdout(log.try_clone().context("the log")?)
            .stderr(log)
            .spawn()
            .context("starting an office")?;
        Ok(Background { child, log_path })
    }

    /// What `office status --json` prints.
    ///
    /// # Errors
    ///
    /// When the command fails or prints no JSON.
    pub fn status(&self) -> Result<Value> {
        self.command("office status", ["--json"])?.success()?.json()
    }

    fn arguments<S: AsRef<OsStr>>(
        &self,
        words: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Vec<OsString> {
        let mut all: Vec<OsString> = words.split(' ').map(Into::into).collect();
        all.push("--dir".into());
        all.push(self.folder.as_os_str().to_owned());
        all.extend(
            arguments
                .into_iter()
                .map(|argument| argument.as_ref().to_owned()),
        );
        all
    }
}

/// A command that runs until it ends by itself or is killed; killed when dropped.
pub struct Background {
    child: Child,
    log_path: PathBuf,
}

impl Background {
    /// Kills it with SIGKILL and waits until it is gone.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn kill(mut self) -> Result<()> {
        self.end()
    }

    /// Whether it still runs.
    ///
    /// # Errors
    ///
    /// When the system cannot say.
    pub fn is_running(&mut self) -> Result<bool> {
        Ok(self
            .child
            .try_wait()
            .context("asking about a process")?
            .is_none())
    }

    /// What it printed so far.
    ///
    /// # Errors
    ///
    /// When the log cannot be read.
    pub fn log(&self) -> Result<String> {
        std::fs::read_to_string(&self.log_path).context("reading a log")
    }

    fn end(&mut self) -> Result<()> {
        self.child.kill().context("killing an office")?;
        self.child.wait().context("waiting for a killed office")?;
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // A process that is gone already cannot be killed; that is what is wanted.
        let _ = self.end();
    }
}
