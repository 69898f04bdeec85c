//! The pictures of the guide: taken by browser tests, copied into `docs/guide/images`.
//!
//! The tests are those of `e2e/tests/browser/guide_pictures.rs`, which leave `guide-NAME.png` below the build folder. Copied
//! is what a page of the guide shows, and nothing else. Not obvious: the names come from the pages and not from the list in
//! the office's program, because that does not build before each picture that it names is there.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the guide lies, with a folder for each further language.
const GUIDE: &str = "docs/guide";

/// What the tests put before the name of a picture of the guide.
const MARK: &str = "guide-";

/// The guide is read on poor lines; a picture of one window has no need of more.
const PICTURE_BYTES_MAX: u64 = 250_000;

/// The tests that take the pictures, with the programs that they start.
const TESTS: &[&str] = &[
    "nextest",
    "run",
    "--locked",
    "--no-fail-fast",
    "--package",
    "tsunagu-cli",
    "--package",
    "tsunagu-hub",
    "--package",
    "tsunagu-e2e",
    "--filterset",
    "package(tsunagu-e2e) & (test(guide_pictures::) | test(licence::) | test(applying::))",
];

/// Takes all pictures anew and copies those that the guide shows; `Ok(false)` when a test failed, or a picture is missing or
/// too large.
///
/// # Errors
///
/// When cargo cannot be started, or a file cannot be read or written.
pub(crate) fn run_guide_pictures(root: &Path) -> Result<bool> {
    let shown = shown_pictures(&root.join(GUIDE))?;
    let taken = build_folder(root).join("screenshots");
    // What an earlier run left must not pass for new.
    for name in marked(&taken)? {
        fs::remove_file(picture(&taken, &name)).context("removing an old picture")?;
    }
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let passed = Command::new(cargo)
        .args(TESTS)
        .current_dir(root)
        .stdin(Stdio::null())
        .status()
        .context("cargo could not be started")?
        .success();
    if !passed {
        println!("no picture was copied: see why a test failed");
        return Ok(false);
    }
    let mut complete = true;
    let images = root.join(GUIDE).join("images");
    for name in &shown {
        let from = picture(&taken, name);
        if !from.is_file() {
            println!("{name}: a page of the guide shows it, but no test takes it");
            complete = false;
            continue;
        }
        let to = images.join(format!("{name}.png"));
        let bytes = fs::copy(&from, &to).with_context(|| format!("writing {}", to.display()))?;
        complete &= bytes <= PICTURE_BYTES_MAX;
        println!("{name}: {} KB{}", bytes / 1000, size_words(bytes));
    }
    for name in marked(&taken)?.difference(&shown) {
        println!("{name}: taken, but no page of the guide shows it");
    }
    Ok(complete)
}

fn size_words(bytes: u64) -> &'static str {
    match bytes > PICTURE_BYTES_MAX {
        true => ", too large: show less in it",
        false => "",
    }
}

/// Where cargo builds.
fn build_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

fn picture(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{MARK}{name}.png"))
}

/// The names of the pictures that the tests left.
fn marked(folder: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    if !folder.is_dir() {
        return Ok(names);
    }
    for entry in fs::read_dir(folder).context("reading the folder of pictures")? {
        let file = entry.context("reading the folder of pictures")?.file_name();
        let file = file.to_string_lossy();
        let name = file
            .strip_prefix(MARK)
            .and_then(|name| name.strip_suffix(".png"));
        names.extend(name.map(str::to_owned));
    }
    Ok(names)
}

/// The names of the pictures that the pages below `folder` show.
fn shown_pictures(folder: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry.context("reading the guide")?.path();
        if path.is_dir() {
            names.extend(shown_pictures(&path)?);
        } else if path.extension().is_some_and(|end| end == "md") {
            let page =
                fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            names.extend(names_in(&page).map(str::to_owned));
        }
    }
    Ok(names)
}

/// The names behind `images/` on one page.
fn names_in(page: &str) -> impl Iterator<Item = &str> {
    let ends = page.split("images/").skip(1);
    ends.filter_map(|rest| rest.split(')').next()?.strip_suffix(".png"))
}

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn pictures_are_found_wherever_a_page_shows_them() {
        let page = "![受信](images/inbox.png)\n\n1. x\n   ![y](../images/first-setup.png) images/ [z](page.md)";
        let names: Vec<&str> = names_in(page).collect();
        assert_eq!(names, ["inbox", "first-setup"]);
    }
}
