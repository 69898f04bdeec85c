//! Where things lie that are not part of the project: programs of the system, the checker of access, pictures.
//!
//! Easily got wrong: a missing tool is a failure with the command that brings it, never a test that is quietly left out.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// What `./test` installs under the build folder; the same version as there.
const AXE: &str = "axe/node_modules/axe-core/axe.min.js";

/// The build folder, `target` unless `CARGO_TARGET_DIR` says otherwise.
///
/// # Errors
///
/// When this program does not lie in a build folder.
pub fn target_folder() -> Result<PathBuf> {
    let test = std::env::current_exe().context("where this test lies")?;
    // target/<profile>/deps/<test>
    let folder = test.ancestors().nth(3).map(Path::to_path_buf);
    folder.with_context(|| format!("{} lies in no build folder", test.display()))
}

/// A program of the system by its name.
///
/// # Errors
///
/// When it is not on the path; the message names the package.
pub(crate) fn system_program(name: &str, package: &str) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    for folder in std::env::split_paths(&path) {
        let program = folder.join(name);
        if program.is_file() {
            return Ok(program);
        }
    }
    bail!("`{name}` is not installed; run ./test, or install the package {package}")
}

/// The source of axe-core, which judges pages by the rules of WCAG.
///
/// # Errors
///
/// When it was not installed; the message says how.
pub(crate) fn axe_source() -> Result<String> {
    let path = target_folder()?.join(AXE);
    std::fs::read_to_string(&path).with_context(|| {
        format!(
            "axe-core is missing at {}; run ./test, which installs it",
            path.display()
        )
    })
}
