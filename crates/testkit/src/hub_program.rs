//! A hub of one test: its folder, its process, and the operator's commands.
//!
//! Easily got wrong: a hub that was killed comes back on the same port, since the offices keep its address.

use crate::programs::{Ran, program_path, run_program};
use crate::wait::wait_for;
use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A hub with a folder that vanishes; killed when dropped.
pub struct HubProgram {
    /// Vanishes with everything in it.
    outer: TempDir,
    /// Inside it; the program makes it.
    folder: PathBuf,
    child: Option<Child>,
    url: String,
}

impl HubProgram {
    /// Makes a new hub (authority, keys, database) and starts it on a free port of this machine.
    ///
    /// # Errors
    ///
    /// When a command fails or the hub does not say its address in time.
    pub fn start() -> Result<HubProgram> {
        let outer = tempfile::Builder::new()
            .prefix("tsunagu-hub-")
            .tempdir()
            .context("a folder for the hub")?;
        let mut hub = HubProgram {
            folder: outer.path().join("hub"),
            outer,
            child: None,
            url: String::new(),
        };
        hub.command("init", ["--name", "Test hub", "--host", "localhost"])?
            .success()?;
        hub.run("127.0.0.1:0")?;
        Ok(hub)
    }

    /// Where it answers, such as `https://localhost:40123`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its process id while it runs.
    pub fn process_id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Kills it with SIGKILL: no handler runs, nothing is flushed.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().context("killing the hub")?;
            child.wait().context("waiting for the killed hub")?;
        }
        Ok(())
    }

    /// Starts it again on the port that it had.
    ///
    /// # Errors
    ///
    /// As [`HubProgram::start`].
    pub fn restart(&mut self) -> Result<()> {
        self.kill()?;
        let port = self.url.rsplit(':').next().unwrap_or("0").to_owned();
        self.run(&format!("127.0.0.1:{port}"))
    }

    /// Runs one of the operator's commands, such as `certificate revoke`, on this hub's folder.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub fn command<S: AsRef<OsStr>>(
        &self,
        words: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Ran> {
        let mut all: Vec<std::ffi::OsString> = words.split(' ').map(Into::into).collect();
        all.push("--dir".into());
        all.push(self.folder.as_os_str().to_owned());
        all.extend(
            arguments
                .into_iter()
                .map(|argument| argument.as_ref().to_owned()),
        );
        run_program("tsunagu-hub", all)
    }

    /// Changes a setting of `hub.toml`, such as `licence_months`, and starts the hub again with it.
    ///
    /// # Errors
    ///
    /// When the file has no such setting, or as [`HubProgram::restart`].
    pub fn set(&mut self, setting: &str, value: u32) -> Result<()> {
        let path = self.folder.join("hub.toml");
        let text = std::fs::read_to_string(&path).context("reading the hub's settings")?;
        let begin = format!("{setting} = ");
        anyhow::ensure!(
            text.lines().any(|line| line.starts_with(&begin)),
            "no setting {setting}"
        );
        let lines = text.lines().map(|line| match line.starts_with(&begin) {
            true => format!("{begin}{value}\n"),
            false => format!("{line}\n"),
        });
        std::fs::write(&path, lines.collect::<String>()).context("writing the hub's settings")?;
        self.restart()
    }

    /// Makes an office known and returns an enrolment code for its first terminal.
    ///
    /// # Errors
    ///
    /// When a command fails.
    pub fn admit_office(&self, number: &str, name: &str, services: &[&str]) -> Result<String> {
        let mut arguments = vec!["--office", number, "--name", name];
        for service in services {
            arguments.extend(["--service", service]);
        }
        self.command("application add", arguments)?.success()?;
        let approved = self
            .command("application approve", ["--office", number, "--json"])?
            .success()?;
        code_of(&approved)
    }

    /// Another enrolment code, for another terminal of an office that is known.
    ///
    /// # Errors
    ///
    /// When the command fails.
    pub fn another_code(&self, number: &str) -> Result<String> {
        let created = self
            .command("enrolment create", ["--office", number, "--json"])?
            .success()?;
        code_of(&created)
    }

    /// What the hub wrote to its log so far.
    ///
    /// # Errors
    ///
    /// When the log cannot be read.
    pub fn log(&self) -> Result<String> {
        std::fs::read_to_string(self.log_path()).context("reading the hub's log")
    }

    fn log_path(&self) -> PathBuf {
        self.outer.path().join("test.log")
    }

    fn run(&mut self, listen: &str) -> Result<()> {
        let address_file = self.folder.join("address");
        if address_file.exists() {
            std::fs::remove_file(&address_file).context("removing the address of the last run")?;
        }
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log_path())
            .context("opening the hub's log")?;
        let mut child = Command::new(program_path("tsunagu-hub")?)
            .arg("run")
            .arg("--dir")
            .arg(&self.folder)
            .args(["--listen", listen])
            .stdin(Stdio::null())
            .stdout(log.try_clone().context("the hub's log")?)
            .stderr(log)
            .spawn()
            .context("starting the hub")?;
        let address = wait_for("the hub's address file", || {
            if let Some(status) = child.try_wait().context("asking about the hub's process")? {
                anyhow::bail!("the hub ended with {status}:\n{}", self.log()?);
            }
            let text = std::fs::read_to_string(&address_file).unwrap_or_default();
            Ok(text
                .trim()
                .starts_with("https://")
                .then(|| text.trim().to_owned()))
        });
        self.child = Some(child);
        self.url = address?;
        Ok(())
    }
}

impl Drop for HubProgram {
    fn drop(&mut self) {
        // A test that already failed has its own message; nothing is gained by a second one here.
        let _ = self.kill();
    }
}

fn code_of(printed: &Ran) -> Result<String> {
    let json = printed.json()?;
    let code = json["code"]
        .as_str()
        .with_context(|| format!("no enrolment code in {json}"))?;
    Ok(code.to_owned())
}
