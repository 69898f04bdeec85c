//! Building the two programs, running their commands, and keeping some running in the background.
//!
//! Easily got wrong: programs that were started here end with this value (SIGKILL), so a demo that fails half-way leaves
//! nothing running behind.

use crate::windows::wine::{self, for_windows};
use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long the demo waits for a program to say where it answers. A first start takes below a second; the rest is for
/// machines that are busy.
const START_SECONDS_MAX: u64 = 60;

/// The two programs, built.
#[derive(Clone)]
pub(crate) struct Programs {
    folder: PathBuf,
    language: &'static str,
    /// The variables for Wine, when the programs are those for Windows.
    wine: Option<Vec<(OsString, OsString)>>,
}

/// How a command ended and what it printed.
pub(super) struct Ran {
    pub(super) status: Option<i32>,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Programs {
    /// Builds both programs of the workspace at `root` in the development profile.
    ///
    /// # Errors
    ///
    /// When cargo fails; it has printed why.
    pub(super) fn build(root: &Path, language: &'static str) -> Result<Programs> {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let status = Command::new(&cargo)
            .args([
                "build",
                "--locked",
                "--package",
                "tsunagu-cli",
                "--package",
                "tsunagu-hub",
            ])
            .current_dir(root)
            .status()
            .context("cargo could not be started")?;
        if !status.success() {
            bail!("the programs could not be built");
        }
        let output = Command::new(&cargo)
            .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
            .current_dir(root)
            .output()
            .context("cargo could not be started")?;
        let metadata: serde_json::Value =
            serde_json::from_slice(&output.stdout).context("asking cargo for the build folder")?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo names no build folder")?;
        Ok(Programs {
            folder: Path::new(target).join("debug"),
            language,
            wine: None,
        })
    }

    /// The programs for Windows in `folder`, which Wine runs in this environment.
    pub(crate) fn under_wine(folder: &Path, environment: Vec<(OsString, OsString)>) -> Programs {
        Programs {
            folder: folder.to_owned(),
            language: "ja",
            wine: Some(environment),
        }
    }

    /// The size of a program's file in bytes.
    pub(super) fn size_bytes(&self, program: &str) -> Result<u64> {
        let path = self.path(program);
        Ok(std::fs::metadata(&path)
            .with_context(|| format!("looking at {}", path.display()))?
            .len())
    }

    /// Runs `tsunagu` or `tsunagu-hub` to its end, whatever that end is.
    pub(super) fn run<S: AsRef<OsStr>>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Ran> {
        let output = self
            .command(program, arguments)
            .output()
            .with_context(|| format!("starting {program}"))?;
        Ok(Ran {
            status: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Starts `run` of a program, and waits until it has written the address at which it answers.
    pub(super) fn start(
        &self,
        program: &str,
        arguments: &[OsString],
        folder: &Path,
    ) -> Result<Running> {
        let address_file = folder.join("address");
        if address_file.exists() {
            std::fs::remove_file(&address_file)
                .context("removing the address of an earlier run")?;
        }
        let log_path = folder.join("demo.log");
        let log = File::options()
            .create(true)
            .append(true)
            .open(&log_path)
            .context("opening a log")?;
        let child = self
            .command(program, arguments)
            .stdout(log.try_clone().context("opening a log")?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("starting {program}"))?;
        let mut running = Running {
            child,
            address: String::new(),
        };
        let start = Instant::now();
        loop {
            let address = std::fs::read_to_string(&address_file).unwrap_or_default();
            if address.trim().starts_with("http") {
                address.trim().clone_into(&mut running.address);
                return Ok(running);
            }
            let ended = running.child.try_wait().context("asking about a process")?;
            if ended.is_some() || start.elapsed() > Duration::from_secs(START_SECONDS_MAX) {
                let log = std::fs::read_to_string(&log_path).unwrap_or_default();
                bail!("{program} did not say where it answers; its log:\n{log}");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn command<S: AsRef<OsStr>>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let path = self.path(program);
        let mut command = match &self.wine {
            None => {
                let mut command = Command::new(path);
                command.args(arguments);
                command
            }
            Some(environment) => {
                let mut command = Command::new(wine::WINE);
                let paths = arguments
                    .into_iter()
                    .map(|path| for_windows(path.as_ref().as_ref()));
                command
                    .arg(for_windows(&path))
                    .args(paths)
                    .envs(environment.iter().cloned());
                command
            }
        };
        command
            .env("TSUNAGU_LANG", self.language)
            .stdin(Stdio::null());
        command
    }

    fn path(&self, program: &str) -> PathBuf {
        let suffix = match self.wine {
            Some(_) => ".exe",
            None => std::env::consts::EXE_SUFFIX,
        };
        self.folder.join(format!("{program}{suffix}"))
    }
}

impl Ran {
    /// The output of a command that must end with 0.
    pub(super) fn success(self) -> Result<Ran> {
        self.ended_with(0)
    }

    /// The output of a command that must end with `status`.
    pub(super) fn ended_with(self, status: i32) -> Result<Ran> {
        if self.status != Some(status) {
            bail!(
                "ended with {:?}, not {status}\n{}{}",
                self.status,
                self.stdout,
                self.stderr
            );
        }
        Ok(self)
    }

    /// Standard output as JSON.
    pub(super) fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_str(&self.stdout)
            .with_context(|| format!("no JSON: {}{}", self.stdout, self.stderr))
    }
}

/// A program that runs in the background; killed when dropped.
pub(super) struct Running {
    child: Child,
    pub(super) address: String,
}

impl Running {
    /// Kills it (SIGKILL) and waits until it is gone.
    pub(super) fn kill(mut self) -> Result<()> {
        self.end()
    }

    /// Waits until it ends by itself.
    pub(super) fn wait(&mut self) -> Result<()> {
        self.child.wait().context("waiting for a program")?;
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        self.child.kill().context("killing a program")?;
        self.child.wait().context("waiting for a killed program")?;
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // What is gone already cannot be killed; that is what is wanted.
        let _ = self.end();
    }
}
