//! What the tests with real offices share: a hub, three offices, a month of sample files, and looks into their states.
//!
//! States are asked from `office status --json`, files from folders that the program wrote. Easily got wrong: ids are the
//! sender's, and both sides' status show the same one.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use testkit::{HubProgram, OfficeProgram, SampleMonth};

/// The index of the care-management office in [`Month::offices`]; service offices follow.
pub(crate) const CARE: usize = 0;

/// A hub with the offices of a sample month, each with one terminal.
pub(crate) struct Month {
    pub(crate) hub: HubProgram,
    pub(crate) sample: SampleMonth,
    pub(crate) offices: Vec<OfficeProgram>,
}

impl Month {
    /// Three offices with so many clients; `hub_url` is where the offices look for the hub.
    pub(crate) fn new(seed: u64, clients: u32) -> Result<Month> {
        Month::over(seed, clients, |hub| Ok(hub.url().to_owned()))
    }

    /// The same, with offices that reach the hub under another address.
    pub(crate) fn over(
        seed: u64,
        clients: u32,
        address: impl FnOnce(&HubProgram) -> Result<String>,
    ) -> Result<Month> {
        let hub = HubProgram::start()?;
        let sample = SampleMonth::write(seed, 2, clients)?;
        let url = address(&hub)?;
        let mut offices = Vec::new();
        for office in sample.offices() {
            let services: Vec<&str> = office.services.iter().map(String::as_str).collect();
            let code = hub.admit_office(&office.number, &office.name, &services)?;
            offices.push(OfficeProgram::enrol_at(&url, &office.number, &code)?);
        }
        Ok(Month {
            hub,
            sample,
            offices,
        })
    }

    /// The sample files of one kind that an office sends.
    pub(crate) fn files(&self, office: usize, kind: &str) -> Result<Vec<PathBuf>> {
        self.sample.files(self.offices[office].number(), kind)
    }

    /// All that the care-management office sends: plans and tickets for both service offices.
    pub(crate) fn outward_files(&self) -> Result<Vec<PathBuf>> {
        let mut files = self.files(CARE, "plan")?;
        files.extend(self.files(CARE, "ticket")?);
        Ok(files)
    }
}

/// Ids and states of one list (`sent` or `received`) of an office. An id that is listed twice is an error.
pub(crate) fn states(office: &OfficeProgram, list: &str) -> Result<BTreeMap<String, String>> {
    let status = office.status()?;
    let rows = status[list]
        .as_array()
        .with_context(|| format!("no list `{list}`"))?;
    let mut states = BTreeMap::new();
    for row in rows {
        let field = |name: &str| {
            row[name]
                .as_str()
                .map(str::to_owned)
                .with_context(|| format!("no `{name}` in {row}"))
        };
        let before = states.insert(field("id")?, field("state")?);
        ensure!(before.is_none(), "shown twice: {row}");
    }
    Ok(states)
}

/// Whether all of `states` are `state`, and there are so many.
pub(crate) fn all_are(states: &BTreeMap<String, String>, count: usize, state: &str) -> bool {
    states.len() == count && states.values().all(|other| other == state)
}

/// Writes what an office received into a fresh folder and compares it with what was sent, byte for byte.
pub(crate) fn compare_received(office: &OfficeProgram, sent: &[PathBuf]) -> Result<()> {
    let out = tempfile::tempdir().context("a folder for received files")?;
    for id in states(office, "received")?.keys() {
        let folder = out.path().to_string_lossy().into_owned();
        office
            .command("office open", ["--out", &folder, id])?
            .success()?;
    }
    let received = files_under(out.path())?;
    ensure!(
        received.len() == sent.len(),
        "{} files were sent, {} came",
        sent.len(),
        received.len()
    );
    for path in sent {
        let name = path.file_name();
        let copy = received
            .iter()
            .find(|other| other.file_name() == name)
            .with_context(|| format!("lost: {name:?}"))?;
        ensure!(
            std::fs::read(path)? == std::fs::read(copy)?,
            "changed: {name:?}"
        );
    }
    Ok(())
}

/// The files among `files` that are addressed to an office, by the receiver in their names.
pub(crate) fn addressed_to(files: &[PathBuf], number: &str) -> Vec<PathBuf> {
    let is_for = |path: &&PathBuf| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        name.rsplit('_').nth(2) == Some(number)
    };
    files.iter().filter(is_for).cloned().collect()
}

/// All files below a folder.
fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
