//! The ZIP that an office unpacks: programs, how to start, licences.

use super::Built;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What everything in the ZIP is below.
const FOLDER: &str = "tsunagu";

/// Packs the ZIP anew.
///
/// # Errors
///
/// When a tool is missing or a file cannot be written.
pub(super) fn pack(root: &Path, built: &Built, zip: &Path) -> Result<()> {
    let stage = built.work.join("zip");
    let folder = stage.join(FOLDER);
    if stage.exists() {
        fs::remove_dir_all(&stage).context("removing an earlier folder")?;
    }
    fs::create_dir_all(&folder).context("a folder for the ZIP")?;
    for program in ["tsunagu", "tsunagu-start"] {
        let to = folder.join(format!("{program}.exe"));
        let status = Command::new("x86_64-w64-mingw32-strip")
            .arg("-o")
            .args([&to, &built.exe(program)])
            .status()
            .context("x86_64-w64-mingw32-strip could not be started")?;
        ensure!(status.success(), "{program}.exe could not be stripped");
    }
    for (name, to) in [
        ("README.ja.txt", "よみかた.txt"),
        ("README.en.txt", "README.txt"),
    ] {
        let text = fs::read_to_string(root.join("xtask/windows").join(name))
            .with_context(|| format!("reading {name}"))?;
        fs::write(folder.join(to), for_notepad(&text)).with_context(|| format!("writing {to}"))?;
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let text =
            fs::read_to_string(root.join(name)).with_context(|| format!("reading {name}"))?;
        let to = folder.join(format!("{name}.txt"));
        fs::write(to, for_notepad(&text)).with_context(|| format!("writing {name}"))?;
    }
    fs::write(
        folder.join("LICENSES-OF-PARTS.txt"),
        for_notepad(&licences(root)?),
    )
    .context("writing the licences of the parts")?;
    if zip.exists() {
        fs::remove_file(zip).context("removing an earlier ZIP")?;
    }
    let zip = std::path::absolute(zip).context("the path of the ZIP")?;
    let status = Command::new("zip")
        .args(["--quiet", "--recurse-paths"])
        .arg(&zip)
        .arg(FOLDER)
        .current_dir(&stage)
        .status()
        .context("zip is missing: apt-get install zip")?;
    ensure!(status.success(), "the ZIP could not be written");
    Ok(())
}

/// Every Notepad reads it: a mark at the beginning says UTF-8, lines end as on Windows.
fn for_notepad(text: &str) -> String {
    format!(
        "\u{feff}{}",
        text.replace("\r\n", "\n").replace('\n', "\r\n")
    )
}

/// The licences of everything that is linked into the programs, with their texts where their authors
/// ship them.
fn licences(root: &Path) -> Result<String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(["--filter-platform", "x86_64-pc-windows-gnu"])
        .current_dir(root)
        .output()
        .context("cargo could not be started")?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("asking cargo for the parts")?;
    let mut parts = BTreeMap::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        // Our own crates have no source.
        if package["source"].is_null() {
            continue;
        }
        let text = |name: &str| package[name].as_str().unwrap_or_default();
        let head = format!("{} {} — {}", text("name"), text("version"), text("license"));
        let folder = Path::new(text("manifest_path")).parent();
        parts.insert(head, folder.map(licence_texts).unwrap_or_default());
    }
    ensure!(!parts.is_empty(), "cargo names no parts");
    let mut all = String::new();
    for (head, texts) in parts {
        all.push_str(&format!(
            "{}\n{head}\n{}\n{texts}\n",
            "=".repeat(72),
            "=".repeat(72)
        ));
    }
    Ok(all)
}

fn licence_texts(folder: &Path) -> String {
    let mut names: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().to_uppercase());
            name.is_some_and(|name| {
                ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT"]
                    .iter()
                    .any(|word| name.starts_with(word))
            })
        })
        .collect();
    names.sort();
    names
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect::<Vec<_>>()
        .join("\n")
}
