//! The stage of the demo: a hub, three offices, sample files; and the commands that the steps use on them.
//!
//! What is true is asked from the programs (`status --json`, files that they wrote), never remembered here.

use super::programs::{Programs, Ran, Running};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// One of the three offices.
pub(super) struct DemoOffice {
    pub(super) number: String,
    pub(super) name: String,
    pub(super) service: String,
}

/// Everything that the steps share.
pub(super) struct Scene {
    pub(super) programs: Programs,
    folder: PathBuf,
    pub(super) hub: Option<Running>,
    /// The care-management office first, then the two service offices.
    pub(super) offices: Vec<DemoOffice>,
}

impl Scene {
    pub(super) fn new(programs: Programs, folder: &Path) -> Scene {
        Scene {
            programs,
            folder: folder.to_owned(),
            hub: None,
            offices: Vec::new(),
        }
    }

    /// The hub's folder.
    pub(super) fn hub_folder(&self) -> PathBuf {
        self.folder.join("hub")
    }

    /// The folder of one office's terminal.
    pub(super) fn office_folder(&self, office: usize) -> PathBuf {
        self.folder.join(&self.offices[office].number)
    }

    /// The folder into which an office writes what it received.
    pub(super) fn received_folder(&self, office: usize) -> PathBuf {
        self.folder
            .join("received")
            .join(&self.offices[office].number)
    }

    /// The folder of all sample files.
    pub(super) fn sample_folder(&self) -> PathBuf {
        self.folder.join("sample")
    }

    /// The sample files of one kind that one office sends, by name.
    pub(super) fn sample_files(&self, office: usize, batch: &str) -> Result<Vec<PathBuf>> {
        files_in(
            &self
                .sample_folder()
                .join(&self.offices[office].number)
                .join(batch),
        )
    }

    /// Another folder of the demo.
    pub(super) fn side_folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Runs a command of the operator, such as `application approve`.
    pub(super) fn hub_command<S: AsRef<OsStr>>(
        &self,
        words: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Ran> {
        self.programs.run(
            "tsunagu-hub",
            command_line(words, &self.hub_folder(), arguments),
        )
    }

    /// Runs a command of an office, such as `office send`.
    pub(super) fn office_command<S: AsRef<OsStr>>(
        &self,
        office: usize,
        words: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Result<Ran> {
        self.programs.run(
            "tsunagu",
            command_line(words, &self.office_folder(office), arguments),
        )
    }

    /// Starts the hub; `listen` is `127.0.0.1:0` for any free port.
    pub(super) fn start_hub(&mut self, listen: &str) -> Result<()> {
        let arguments = command_line("run", &self.hub_folder(), ["--listen", listen]);
        self.hub = Some(
            self.programs
                .start("tsunagu-hub", &arguments, &self.hub_folder())?,
        );
        Ok(())
    }

    /// The hub's address while it runs.
    pub(super) fn hub_address(&self) -> Result<String> {
        Ok(self
            .hub
            .as_ref()
            .context("the hub does not run")?
            .address
            .clone())
    }

    /// Starts an office with its pages on a free port.
    pub(super) fn start_office(&self, office: usize) -> Result<Running> {
        let folder = self.office_folder(office);
        let arguments = command_line("office run", &folder, ["--listen", "127.0.0.1:0"]);
        self.programs.start("tsunagu", &arguments, &folder)
    }

    /// What an office knows of its bundles: `sent` and `received` of `status --json`.
    pub(super) fn bundles(&self, office: usize, list: &str) -> Result<Vec<Value>> {
        let status = self
            .office_command(office, "office status", ["--json"])?
            .success()?
            .json()?;
        let bundles = status[list]
            .as_array()
            .with_context(|| format!("no list `{list}` in {status}"))?;
        Ok(bundles.clone())
    }

    /// The office's name with its number, as it stands on every screen.
    pub(super) fn office_words(&self, office: usize) -> String {
        let office = &self.offices[office];
        format!("{}（{}-{}）", office.name, office.number, office.service)
    }
}

/// The words of a command, its folder, and the rest.
fn command_line<S: AsRef<OsStr>>(
    words: &str,
    folder: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Vec<OsString> {
    let mut all: Vec<OsString> = words.split(' ').map(OsString::from).collect();
    all.push("--dir".into());
    all.push(folder.into());
    all.extend(
        arguments
            .into_iter()
            .map(|argument| argument.as_ref().to_owned()),
    );
    all
}

/// The files directly in a folder, by name.
pub(super) fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
    {
        let path = entry.context("reading a folder")?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// All files under a folder, at any depth.
pub(super) fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files_in(folder)?;
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
    {
        let path = entry.context("reading a folder")?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        }
    }
    Ok(files)
}

/// Holds when every file of `sent` lies somewhere under `received` with the same bytes, once and nothing else beside.
pub(super) fn ensure_same_files(sent: &[PathBuf], received: &Path) -> Result<u64> {
    let arrived = files_under(received)?;
    let mut bytes = 0;
    for path in sent {
        let name = path.file_name();
        let twins: Vec<&PathBuf> = arrived
            .iter()
            .filter(|other| other.file_name() == name)
            .collect();
        ensure!(
            twins.len() == 1,
            "{} arrived {} times",
            path.display(),
            twins.len()
        );
        let (original, copy) = (read(path)?, read(twins[0])?);
        ensure!(
            original == copy,
            "{} differs from {}",
            twins[0].display(),
            path.display()
        );
        bytes += original.len() as u64;
    }
    let standard = arrived
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "CSV"))
        .count();
    ensure!(
        standard == sent.len(),
        "{standard} files arrived, {} were sent",
        sent.len()
    );
    Ok(bytes)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("reading {}", path.display()))
}

/// Copies a folder with everything in it; `to` must not be there.
pub(super) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("making {}", to.display()))?;
    for entry in std::fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let path = entry.context("reading a folder")?.path();
        let target = to.join(path.file_name().context("a file without a name")?);
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            std::fs::copy(&path, &target).with_context(|| format!("copying {}", path.display()))?;
        }
    }
    Ok(())
}
