//! Printing: sheets as one page of HTML that needs nothing else, and that page as a PDF.
//!
//! The PDF is made by the browser that is on the machine anyway (Edge on every Windows PC), so
//! that paper, PDF and screen show the same form and no second program has to draw it. Not here:
//! what the forms look like (`sheets`). What a reader would get wrong: the browser that prints is
//! a process of its own with an empty profile; the one in which somebody works is not touched.

mod browser;
mod page;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

pub use browser::{BROWSER_VARIABLE, find_browser};
pub use page::print_page;

use crate::error_code::ErrorCode;

/// Longest time that one print may take. A cold start on a PC of ten years takes ten seconds, the
/// forms of a whole office (some 500 pages) a minute; a machine that has other work takes its time.
const PRINT_TIME_MAX: Duration = Duration::from_secs(300);

/// How often the browser is asked whether it has finished.
const LOOK_INTERVAL: Duration = Duration::from_millis(50);

/// One print at a time: each is a browser with some hundred megabytes of memory.
static PRINTING: Mutex<()> = Mutex::new(());

/// Prints `html`, a page of [`print_page`], into a PDF and gives back its bytes.
///
/// Blocks for one to some ten seconds. The page lies in a folder of its own that only this user
/// reads, and is erased before this returns; the browser cannot reach any other machine.
///
/// # Errors
///
/// [`PrintError`]. Nothing is left behind then.
pub fn print_pdf(html: &str) -> Result<Vec<u8>, PrintError> {
    let browser = find_browser().ok_or(PrintError::NoBrowser)?;
    print_with(&browser, html)
}

fn print_with(browser: &Path, html: &str) -> Result<Vec<u8>, PrintError> {
    let _one = PRINTING.lock().unwrap_or_else(PoisonError::into_inner);
    // `tempfile` makes the folder for this user alone.
    let folder = tempfile::tempdir().map_err(PrintError::Folder)?;
    let page = folder.path().join("page.html");
    let pdf = folder.path().join("page.pdf");
    fs::write(&page, html).map_err(PrintError::Folder)?;
    let printed = run(browser, folder.path(), &page, &pdf);
    // On Windows the folder of a browser that has just ended may resist for a moment; what people
    // wrote must not stay in it.
    let _ = fs::remove_file(&page);
    let _ = fs::remove_file(&pdf);
    printed
}

fn run(browser: &Path, folder: &Path, page: &Path, pdf: &Path) -> Result<Vec<u8>, PrintError> {
    let child = command(browser, folder, page, pdf)
        .spawn()
        .map_err(|source| PrintError::NotStarted {
            browser: browser.to_owned(),
            source,
        })?;
    let failed = |status: Option<ExitStatus>| PrintError::NotPrinted {
        browser: browser.to_owned(),
        status,
    };
    let status = wait(child)?.ok_or_else(|| failed(None))?;
    let bytes = fs::read(pdf).map_err(|_| failed(Some(status)))?;
    // A PDF ends with this mark: one that was cut off has none.
    let tail = &bytes[bytes.len().saturating_sub(32)..];
    let whole = bytes.starts_with(b"%PDF-") && tail.windows(5).any(|word| word == b"%%EOF");
    match whole {
        true => Ok(bytes),
        false => Err(failed(Some(status))),
    }
}

/// The browser with an empty profile in `folder`, without a window and without a network.
fn command(browser: &Path, folder: &Path, page: &Path, pdf: &Path) -> Command {
    let with = |name: &str, path: &Path| {
        let mut argument = std::ffi::OsString::from(name);
        argument.push(path);
        argument
    };
    let mut command = Command::new(browser);
    command
        .args([
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-extensions",
            "--disable-sync",
            "--disable-background-networking",
            "--disable-component-update",
            // Every name of another machine is unknown to it: forms of care never leave.
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--no-pdf-header-footer",
        ])
        .arg(with("--user-data-dir=", &folder.join("profile")))
        .arg(with("--print-to-pdf=", pdf))
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if runs_as_root() {
        // Chromium refuses to run as root otherwise. The page is our own and may run nothing.
        command.arg("--no-sandbox");
    }
    command
}

/// Whether this program is root on a Unix, as in a container; never on Windows.
fn runs_as_root() -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
    }
    #[cfg(not(unix))]
    false
}

/// How the browser ended; `None` when it did not within the time, after it was stopped.
fn wait(mut child: Child) -> Result<Option<ExitStatus>, PrintError> {
    let looks = PRINT_TIME_MAX.as_millis() / LOOK_INTERVAL.as_millis();
    for _ in 0..looks {
        if let Some(status) = child.try_wait().map_err(PrintError::Folder)? {
            return Ok(Some(status));
        }
        thread::sleep(LOOK_INTERVAL);
    }
    // Either may fail because it has just ended, which is the same to us.
    let _ = child.kill();
    let _ = child.wait();
    Ok(None)
}

/// Why there is no PDF, in the order of the steps.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// No browser that can print was found on this machine.
    #[error("no browser that can print was found")]
    NoBrowser,
    /// The page cannot be laid down for the browser.
    #[error("the page cannot be written for the browser")]
    Folder(#[source] io::Error),
    /// The browser is there but does not start.
    #[error("{} does not start", browser.display())]
    NotStarted {
        /// Its program.
        browser: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The browser ended without a whole PDF, or took too long.
    #[error("{} made no PDF", browser.display())]
    NotPrinted {
        /// Its program.
        browser: PathBuf,
        /// How it ended; `None` when it was stopped because it took too long.
        status: Option<ExitStatus>,
    },
}

impl From<&PrintError> for ErrorCode {
    fn from(error: &PrintError) -> ErrorCode {
        match error {
            PrintError::NoBrowser => ErrorCode::NoBrowserToPrint,
            PrintError::Folder(_)
            | PrintError::NotStarted { .. }
            | PrintError::NotPrinted { .. } => ErrorCode::NotPrinted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_is_no_browser_gives_no_pdf() {
        let missing = print_with(Path::new("/nowhere/browser"), "x").unwrap_err();
        assert!(
            matches!(missing, PrintError::NotStarted { .. }),
            "{missing:?}"
        );
        assert_eq!(ErrorCode::from(&missing).code(), "OFF-892");
        assert_eq!(ErrorCode::from(&PrintError::NoBrowser).code(), "OFF-891");
        // A program that ends well and prints nothing: this very test program, asked for its list.
        let other = std::env::current_exe().unwrap();
        let silent = print_with(&other, "x").unwrap_err();
        assert!(
            matches!(
                silent,
                PrintError::NotPrinted {
                    status: Some(_),
                    ..
                }
            ),
            "{silent:?}"
        );
    }
}
