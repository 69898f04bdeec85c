//! Building for `x86_64-pc-windows-gnu` with the compiler of Debian, which can build the standard
//! library for it from source. rustup's own compiler can do the same only on a machine that may fetch it.

use super::Built;
use anyhow::{Context, Result, bail, ensure};
use std::path::Path;
use std::process::Command;

/// The compiler and its cargo; rustup's are found first in the path, so these are named in full.
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";

/// The linker for Windows.
pub(super) const LINKER: &str = "x86_64-w64-mingw32-gcc";

const TARGET: &str = "x86_64-pc-windows-gnu";

/// The packages of Debian and Ubuntu that all of this needs; `./test --windows` installs them.
pub(super) const PACKAGES: &str =
    "rustc-web cargo-web rust-web-src gcc-mingw-w64-x86-64-win32 mingw-w64-x86-64-dev wine wine64";

/// Builds the office's programs, and the hub's for the trial, in a build folder of their own.
///
/// # Errors
///
/// A tool that is missing, or what the compiler says (it has printed it).
pub(super) fn build_programs(root: &Path, release: bool) -> Result<Built> {
    for tool in [RUSTC, CARGO] {
        ensure!(
            Path::new(tool).is_file(),
            "{tool} is missing: apt-get install {PACKAGES}"
        );
    }
    let work = root.join("target").join("windows");
    let mut command = Command::new(CARGO);
    command
        .args([
            "build",
            "--locked",
            "-Zbuild-std=std,panic_unwind",
            "--target",
            TARGET,
        ])
        .args([
            "--package",
            "tsunagu-cli",
            "--package",
            "tsunagu-hub",
            "--bins",
        ])
        .current_dir(root)
        // The compiler is a stable one; building the standard library is not a stable thing to do.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", RUSTC)
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", LINKER)
        .env("CARGO_TARGET_DIR", &work)
        // Those of the cargo that runs this program lead to another compiler.
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("RUSTC_WRAPPER");
    if release {
        command.arg("--release");
    }
    let status = command.status().context("cargo could not be started")?;
    if !status.success() {
        bail!("the programs for Windows could not be built; needed: {PACKAGES}");
    }
    let profile = if release { "release" } else { "debug" };
    Ok(Built {
        folder: work.join(TARGET).join(profile),
        work,
    })
}

/// Compiles a small C program or library for the trial.
pub(super) fn compile_c(root: &Path, source: &str, options: &[&str], to: &Path) -> Result<()> {
    let status = Command::new(LINKER)
        .args(options)
        .arg("-o")
        .arg(to)
        .arg(root.join("xtask/windows").join(source))
        .args(["-ladvapi32"])
        .status()
        .with_context(|| format!("{LINKER} is missing: apt-get install {PACKAGES}"))?;
    ensure!(status.success(), "{source} could not be compiled");
    Ok(())
}
