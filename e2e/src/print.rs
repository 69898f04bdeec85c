//! Printing a page into a PDF, and reading the words of a PDF as another program sees them.
//!
//! Easily got wrong: the paper's size comes from the style sheet of the page, as it does when a person prints.

use crate::browser::Browser;
use crate::places::system_program;
use anyhow::{Context, Result, ensure};
use data_encoding::BASE64;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A page that was printed.
pub struct Printed {
    /// The PDF; it stays after the test, in `target/screenshots`, to be looked at.
    pub path: PathBuf,
    /// Its words, page by page, laid out as on paper.
    pub pages: Vec<String>,
}

impl Browser {
    /// Prints the page to `target/screenshots/NAME.pdf` and reads it with `pdftotext`.
    ///
    /// # Errors
    ///
    /// When printing or reading fails.
    pub fn print(&self, name: &str) -> Result<Printed> {
        let how = json!({"printBackground": true, "preferCSSPageSize": true});
        let printed = self.cdp("Page.printToPDF", &how)?;
        let data = printed["data"].as_str().context("a printed page")?;
        let bytes = BASE64.decode(data.as_bytes()).context("a printed page")?;
        let folder = crate::places::target_folder()?.join("screenshots");
        std::fs::create_dir_all(&folder).context("the folder of pictures")?;
        let path = folder.join(format!("{name}.pdf"));
        std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
        let pages = read_pdf(&path)?;
        Ok(Printed { path, pages })
    }
}

/// The words of a PDF, page by page, laid out as on paper.
///
/// # Errors
///
/// When it is no PDF.
pub fn read_pdf(path: &Path) -> Result<Vec<String>> {
    let read = Command::new(system_program("pdftotext", "poppler-utils")?)
        .arg("-layout")
        .arg(path)
        .arg("-")
        .output()
        .context("reading a PDF")?;
    ensure!(
        read.status.success(),
        "pdftotext: {}",
        String::from_utf8_lossy(&read.stderr)
    );
    let text = String::from_utf8(read.stdout).context("the words of a PDF")?;
    // Every page ends with a form feed.
    Ok(text.split_terminator('\u{c}').map(str::to_owned).collect())
}
