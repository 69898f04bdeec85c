//! Every decision page is in the index with its own first line, so that the index can be read instead of the folder.
//!
//! Not obvious: the index repeats the titles; a page that is retitled is found here.

use super::Finding;
use crate::tree::Tree;

const FOLDER: &str = "docs/internals/decisions/";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let index_path = format!("{FOLDER}README.md");
    let Some(index) = tree.file(&index_path) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for page in tree
        .files()
        .filter(|file| file.path.starts_with(FOLDER) && file.path != index_path)
    {
        let name = page.path.trim_start_matches(FOLDER);
        let title = page
            .text
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches('#')
            .trim();
        let line = format!("- [{}]({name}): {title}", name.trim_end_matches(".md"));
        if !index.text.lines().any(|other| other == line) {
            findings.push(Finding {
                path: index_path.clone(),
                line: 0,
                rule: "decision",
                message: format!("the index lacks the line `{line}`"),
                remedy: "add it, or mend it after a page was renamed",
            });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    #[test]
    fn each_page_is_in_the_index() {
        let index = |text: &'static str| ("docs/internals/decisions/README.md", text);
        let page = (
            "docs/internals/decisions/one-writer.md",
            "# One thread writes\n\nContext: …",
        );
        let good = index("# Decisions\n- [one-writer](one-writer.md): One thread writes\n");
        assert!(check(&Tree::from_files(&[good, page])).is_empty());
        let bad = index("# Decisions\n- [one-writer](one-writer.md): Something else\n");
        assert_eq!(check(&Tree::from_files(&[bad, page])).len(), 1);
    }
}
