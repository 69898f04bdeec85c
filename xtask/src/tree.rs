//! The files that tidy looks at: what git tracks, and what it would track.
//!
//! Deliberately not the file system as it lies there: build output and ignored files are no business of tidy.
//! Not obvious: [`Tree::from_files`] makes a tree out of nothing, so that each rule is tested on made-up input.

use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// A set of files with their contents, paths relative to the workspace with `/` between the parts.
pub(crate) struct Tree {
    files: Vec<TreeFile>,
}

/// One file of the tree. Files that are not UTF-8 have an empty text and `is_text` false.
pub(crate) struct TreeFile {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) is_text: bool,
}

impl Tree {
    /// Reads all files that git tracks or would track (not ignored) under `root`.
    ///
    /// # Errors
    ///
    /// When git cannot be run or `root` is not inside a git work tree.
    pub(crate) fn read(root: &Path) -> Result<Tree> {
        let output = Command::new("git")
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .current_dir(root)
            .output()
            .context("tidy asks git for the list of files: install git")?;
        if !output.status.success() {
            bail!(
                "git ls-files failed: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        let names = String::from_utf8(output.stdout).context("a file name is not UTF-8")?;
        let mut files = Vec::new();
        for name in names.split('\0').filter(|name| !name.is_empty()) {
            // A file that was just deleted is still listed until the deletion is staged.
            let Ok(bytes) = std::fs::read(root.join(name)) else {
                continue;
            };
            let text = String::from_utf8(bytes).ok();
            files.push(TreeFile {
                path: name.to_owned(),
                is_text: text.is_some(),
                text: text.unwrap_or_default(),
            });
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|a, b| a.path == b.path);
        Ok(Tree { files })
    }

    /// A tree of made-up files.
    #[cfg(test)]
    pub(crate) fn from_files(files: &[(&str, &str)]) -> Tree {
        let files = files
            .iter()
            .map(|(path, text)| TreeFile {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
                is_text: true,
            })
            .collect();
        Tree { files }
    }

    /// All files, in the order of their paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = &TreeFile> {
        self.files.iter()
    }

    /// The Rust sources.
    pub(crate) fn rust_files(&self) -> impl Iterator<Item = &TreeFile> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }

    /// The file at `path`, if it is in the tree.
    pub(crate) fn file(&self, path: &str) -> Option<&TreeFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether `path` is a file of the tree or a folder that holds one.
    pub(crate) fn has_path(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.files
            .iter()
            .any(|file| file.path == path || file.path.starts_with(&folder))
    }
}
