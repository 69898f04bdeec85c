//! A month of made-up offices and clients in a folder, as `tsunagu sample` writes it.
//!
//! Easily got wrong: an office's folders hold what that office *sends*; the same files are what others receive.

use crate::programs::run_program;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The written month; its folder vanishes with it.
pub struct SampleMonth {
    folder: TempDir,
    offices: Vec<SampleOffice>,
}

/// One office of the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleOffice {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its service kinds.
    pub services: Vec<String>,
}

impl SampleMonth {
    /// Writes the month 2026-10 from `seed`, with so many service offices and clients.
    ///
    /// # Errors
    ///
    /// When the command fails or its list of offices cannot be read.
    pub fn write(seed: u64, offices: u32, clients: u32) -> Result<SampleMonth> {
        let folder = tempfile::Builder::new()
            .prefix("tsunagu-sample-")
            .tempdir()
            .context("a folder for samples")?;
        let (seed, offices, clients) = (seed.to_string(), offices.to_string(), clients.to_string());
        let out = folder.path().to_string_lossy().into_owned();
        run_program(
            "tsunagu",
            [
                "sample",
                "--out",
                &out,
                "--seed",
                &seed,
                "--offices",
                &offices,
                "--clients",
                &clients,
                "--month",
                "202610",
            ],
        )?
        .success()?;
        let offices = read_offices(&folder.path().join("offices.json"))?;
        Ok(SampleMonth { folder, offices })
    }

    /// The offices, the care-management office first.
    pub fn offices(&self) -> &[SampleOffice] {
        &self.offices
    }

    /// The folder of one office's files of one kind, such as `tickets`.
    pub fn folder(&self, number: &str, kind: &str) -> PathBuf {
        self.folder.path().join(number).join(kind)
    }

    /// The files of one kind that one office sends, by name.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn files(&self, number: &str, kind: &str) -> Result<Vec<PathBuf>> {
        let folder = self.folder(number, kind);
        let mut files = Vec::new();
        for entry in
            std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?
        {
            files.push(entry.context("reading a folder of samples")?.path());
        }
        files.sort();
        Ok(files)
    }
}

fn read_offices(path: &Path) -> Result<Vec<SampleOffice>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let json: serde_json::Value =
        serde_json::from_str(&text).context("the list of sample offices")?;
    let list = json
        .as_array()
        .context("the list of sample offices is no list")?;
    let mut offices = Vec::new();
    for office in list {
        let field = |name: &str| {
            office[name]
                .as_str()
                .map(str::to_owned)
                .with_context(|| format!("a sample office without `{name}`"))
        };
        let services = office["services"]
            .as_array()
            .context("a sample office without `services`")?;
        offices.push(SampleOffice {
            number: field("number")?,
            name: field("name")?,
            services: services
                .iter()
                .filter_map(|kind| kind.as_str().map(str::to_owned))
                .collect(),
        });
    }
    Ok(offices)
}
