//! The texts of the screens: `ja.toml` and `en.toml` beside each other say the same things.
//!
//! Same keys, no empty text, the same `{places}` to fill in. Whether a translation is right, a reader must judge. Not
//! obvious: English has a form for one and a form for other numbers (`key.one`, `key.other`), Japanese needs only one;
//! both count as the text `key`, and only the form for other numbers must fill in what the translation does.

use super::Finding;
use crate::tree::{Tree, TreeFile};
use std::collections::BTreeMap;
use std::collections::BTreeSet;

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for japanese in tree.files().filter(|file| file.path.ends_with("/ja.toml")) {
        let english_path = japanese.path.replace("/ja.toml", "/en.toml");
        match tree.file(&english_path) {
            Some(english) => findings.extend(compare(japanese, english)),
            None => findings.push(finding(
                &japanese.path,
                format!("`{english_path}` is missing"),
            )),
        }
    }
    for english in tree.files().filter(|file| file.path.ends_with("/en.toml")) {
        let japanese_path = english.path.replace("/en.toml", "/ja.toml");
        if tree.file(&japanese_path).is_none() {
            findings.push(finding(
                &english.path,
                format!("`{japanese_path}` is missing"),
            ));
        }
    }
    findings
}

fn compare(japanese: &TreeFile, english: &TreeFile) -> Vec<Finding> {
    let (ja, en) = match (read(japanese), read(english)) {
        (Ok(ja), Ok(en)) => (ja, en),
        (Err(finding), _) | (_, Err(finding)) => return vec![finding],
    };
    let mut findings = Vec::new();
    for (file, other_file, texts, others) in
        [(japanese, english, &ja, &en), (english, japanese, &en, &ja)]
    {
        for (key, text) in texts {
            if text.trim().is_empty() {
                findings.push(finding(&file.path, format!("`{key}` is empty")));
            }
            match others.get(key) {
                None => findings.push(finding(&other_file.path, format!("`{key}` is missing"))),
                Some(other) if places(other) != places(text) && file.path == japanese.path => {
                    findings.push(finding(
                        &file.path,
                        format!("`{key}` does not fill in what its translation does"),
                    ));
                }
                Some(_) => (),
            }
        }
    }
    findings
}

fn read(file: &TreeFile) -> Result<BTreeMap<String, String>, Finding> {
    let table: toml::Table = file.text.parse().map_err(|error: toml::de::Error| {
        finding(&file.path, format!("not TOML: {}", error.message()))
    })?;
    let mut texts = BTreeMap::new();
    collect("", &toml::Value::Table(table), &mut texts);
    Ok(texts)
}

fn collect(prefix: &str, value: &toml::Value, texts: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(table) if is_plural(table) => {
            for (form, value) in table {
                // An empty form is found like any empty text.
                let text = value.as_str().unwrap_or_default();
                if form == "other" || text.trim().is_empty() {
                    texts.insert(prefix.to_owned(), text.to_owned());
                }
            }
        }
        toml::Value::Table(table) => {
            for (key, value) in table {
                let path = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                collect(&path, value, texts);
            }
        }
        toml::Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                collect(&format!("{prefix}[{index}]"), value, texts);
            }
        }
        toml::Value::String(text) => {
            texts.insert(prefix.to_owned(), text.clone());
        }
        other => {
            texts.insert(prefix.to_owned(), other.to_string());
        }
    }
}

/// One text in the form for one and the form for other numbers.
fn is_plural(table: &toml::Table) -> bool {
    table.len() == 2 && table.contains_key("one") && table.contains_key("other")
}

/// The names in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

fn finding(path: &str, message: String) -> Finding {
    Finding {
        path: path.to_owned(),
        line: 0,
        rule: "catalogue",
        message,
        remedy: "give every text in Japanese and in English, under the same key with the same {places}",
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    #[track_caller]
    fn messages(ja: &str, en: &str) -> Vec<String> {
        let tree = Tree::from_files(&[("web/texts/ja.toml", ja), ("web/texts/en.toml", en)]);
        check(&tree)
            .into_iter()
            .map(|finding| {
                finding
                    .to_string()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert!(messages("[a]\nb = \"受信 {count}\"", "[a]\nb = \"{count} received\"").is_empty());
        assert_eq!(
            messages("[a]\nb = \"受信\"\nc = \"\"", "[a]\nc = \"x\"\nd = \"y\""),
            [
                "web/texts/en.toml: catalogue: `a.b` is missing",
                "web/texts/ja.toml: catalogue: `a.c` is empty",
                "web/texts/ja.toml: catalogue: `a.d` is missing",
            ]
        );
        assert_eq!(
            messages("b = \"{count} 件\"", "b = \"{number}\""),
            ["web/texts/ja.toml: catalogue: `b` does not fill in what its translation does"]
        );
    }

    #[test]
    fn a_language_may_have_a_form_for_one() {
        let forms = "[a]\none = \"one bundle\"\nother = \"{count} bundles\"";
        assert!(messages("a = \"{count} 件\"", forms).is_empty());
        assert_eq!(messages("a = \"件\"", forms).len(), 1);
    }

    #[test]
    fn a_catalogue_without_its_twin_is_found() {
        let tree = Tree::from_files(&[("web/ja.toml", "a = \"x\"")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
