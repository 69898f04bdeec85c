//! Wine with a folder of its own, as a fresh Windows machine of one user.

use super::build::{PACKAGES, compile_c};
use anyhow::{Context, Result, ensure};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where Debian keeps the program itself; `wine` in the path is a script around it.
pub(crate) const WINE: &str = "/usr/lib/wine/wine64";
const SERVER: &str = "/usr/lib/wine/wineserver64";

/// A machine of Wine.
pub(super) struct Wine {
    prefix: PathBuf,
    /// Programs for the trial only.
    pub(super) tools: PathBuf,
}

impl Wine {
    /// Makes the machine anew, with what Wine 8 lacks (see `process_prng.c`).
    ///
    /// # Errors
    ///
    /// When Wine is missing or does not start.
    pub(super) fn prepare(root: &Path, work: &Path) -> Result<Wine> {
        ensure!(
            Path::new(WINE).is_file(),
            "{WINE} is missing: apt-get install {PACKAGES}"
        );
        let wine = Wine {
            prefix: work.join("wine"),
            tools: work.join("tools"),
        };
        if wine.prefix.exists() {
            wine.end()?;
            std::fs::remove_dir_all(&wine.prefix).context("removing the machine of Wine")?;
        }
        std::fs::create_dir_all(&wine.tools).context("a folder for tools")?;
        let status = wine
            .command("wineboot")
            .arg("--init")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .context("starting Wine")?;
        ensure!(status.success(), "Wine could not make its machine");
        let library = wine
            .prefix
            .join("drive_c/windows/system32/bcryptprimitives.dll");
        compile_c(root, "process_prng.c", &["-shared"], &library)?;
        let holder = wine.tools.join("hold_file.exe");
        compile_c(root, "hold_file.c", &["-municode"], &holder)?;
        Ok(wine)
    }

    /// What every program of this machine needs to know.
    pub(super) fn environment(&self) -> Vec<(OsString, OsString)> {
        let fixed = [
            ("WINEDEBUG", "-all"),
            // No window is ever shown, and nothing asks to install a browser engine.
            ("WINEDLLOVERRIDES", "mscoree,mshtml,winemenubuilder.exe="),
            // The machine stands in Los Angeles; the program works in Japan's time all the same.
            ("TZ", "America/Los_Angeles"),
        ];
        let mut all: Vec<(OsString, OsString)> = fixed
            .iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect();
        all.push(("WINEPREFIX".into(), self.prefix.clone().into_os_string()));
        all
    }

    /// A program of this machine, without a console.
    pub(super) fn command(&self, program: impl Into<OsString>) -> Command {
        let mut command = Command::new(WINE);
        command
            .arg(program.into())
            .envs(self.environment())
            .env_remove("DISPLAY")
            .stdin(Stdio::null());
        command
    }

    /// The folder of the user's own data.
    ///
    /// # Errors
    ///
    /// When there is no user, which would be a fault of Wine.
    pub(super) fn local_app_data(&self) -> Result<PathBuf> {
        let users = self.prefix.join("drive_c/users");
        for user in std::fs::read_dir(&users).context("the users of Wine")? {
            let local = user.context("a user of Wine")?.path().join("AppData/Local");
            if local.is_dir() && !local.starts_with(users.join("Public")) {
                return Ok(local);
            }
        }
        anyhow::bail!("Wine has no user")
    }

    /// Ends every program of this machine.
    ///
    /// # Errors
    ///
    /// When Wine's own server is missing.
    pub(super) fn end(&self) -> Result<()> {
        // It fails when nothing runs, which is as good.
        let _ = Command::new(SERVER)
            .arg("-k")
            .envs(self.environment())
            .stderr(Stdio::null())
            .status()
            .context("ending Wine")?;
        Ok(())
    }
}

/// A path of this machine as Windows programs read it: Wine shows `/` as drive Z.
pub(crate) fn for_windows(path: &Path) -> OsString {
    match path.to_str() {
        Some(text) if text.starts_with('/') => format!("Z:{}", text.replace('/', "\\")).into(),
        _ => path.as_os_str().to_owned(),
    }
}
