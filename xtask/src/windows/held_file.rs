//! A file that care software still writes: on Windows nobody else can even open it. It must be left
//! where it is and looked at again, not taken for a broken one.

use super::Built;
use super::start::wait;
use super::wine::{Wine, for_windows};
use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Duration;

/// The name that the half-written file has; it is one of the standard.
const NAME: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";

/// How long it is held: several looks at the folder.
const HELD: Duration = Duration::from_secs(10);

/// Lets the care-management office of the demo watch a folder, and holds a file in it.
///
/// # Errors
///
/// When the file was touched while it was held, or not looked at afterwards.
pub(super) fn try_held_file(wine: &Wine, built: &Built) -> Result<()> {
    let office = built.work.join("demo").join("1370200015");
    let folder = built.work.join("demo").join("out-folder");
    std::fs::create_dir_all(&folder).context("a folder for the care software")?;
    let program = for_windows(&built.exe("tsunagu"));
    let dir = for_windows(&office);
    let registered = wine
        .command(program.clone())
        .args(["office", "folder", "out", "--dir"])
        .args([dir.clone(), for_windows(&folder)])
        .output()
        .context("registering a folder")?;
    ensure!(
        registered.status.success(),
        "the folder was not registered: {}",
        String::from_utf8_lossy(&registered.stderr)
    );
    let mut running = Ended(
        wine.command(program)
            .args(["office", "run", "--dir"])
            .arg(dir)
            .spawn()
            .context("starting the office")?,
    );
    let file = folder.join(NAME);
    let release = built.work.join("demo").join("release");
    let holder = for_windows(&wine.tools.join("hold_file.exe"));
    let paths: [OsString; 2] = [for_windows(&file), for_windows(&release)];
    let mut holder = Ended(
        wine.command(holder)
            .args(paths)
            .spawn()
            .context("holding")?,
    );
    wait("the held file", || file.exists().then_some(()))?;
    std::thread::sleep(HELD);
    ensure!(
        file.exists() && copies(&folder)? == vec![file.clone()],
        "the file was touched while it was written: {:?}",
        copies(&folder)?
    );
    std::fs::write(&release, b"").context("letting go")?;
    holder.0.wait().context("waiting for the holder")?;
    wait("the look at the file", || (!file.exists()).then_some(()))?;
    let aside = copies(&folder)?;
    ensure!(aside.len() == 1, "the file does not lie aside: {aside:?}");
    println!("a file that is still written is left alone, then looked at");
    if running
        .0
        .try_wait()
        .context("asking about the office")?
        .is_some()
    {
        bail!("the office ended by itself");
    }
    Ok(())
}

/// Where files of this name lie below the folder.
fn copies(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).context("looking into the folder")? {
            let path = entry.context("looking into the folder")?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == NAME) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

/// A program that ends with this value.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // What is gone already cannot be killed; that is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
