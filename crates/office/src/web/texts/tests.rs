//! Both catalogues are complete, alike and used.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml::{Table, Value};

use super::*;

const SOURCES: [(&str, &str); 2] = [("ja", catalogue::JAPANESE), ("en", catalogue::ENGLISH)];

/// The forms of each text by its name, such as `frame.skip`.
fn entries(source: &str) -> BTreeMap<String, Vec<String>> {
    fn walk(prefix: &str, table: &Table, found: &mut BTreeMap<String, Vec<String>>) {
        for (name, value) in table {
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}.{name}")
            };
            match value {
                Value::String(text) => {
                    found.insert(path, vec![text.clone()]);
                }
                Value::Table(forms) if forms.contains_key("other") && forms.contains_key("one") => {
                    let forms = forms
                        .values()
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect();
                    found.insert(path, forms);
                }
                Value::Table(section) => walk(&path, section, found),
                other => panic!("{path} is no text: {other}"),
            }
        }
    }
    let mut found = BTreeMap::new();
    walk("", &source.parse().unwrap(), &mut found);
    found
}

#[test]
fn both_catalogues_have_every_text_and_no_other() {
    for (name, source) in SOURCES {
        if let Err(error) = toml::from_str::<Texts>(source) {
            panic!("{name}.toml: {error}");
        }
    }
    let [ja, en] = SOURCES.map(|(_, source)| entries(source));
    assert!(ja.keys().eq(en.keys()));
}

#[test]
fn every_folder_of_texts_is_part_of_the_catalogue() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/texts");
    for folder in fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        for (language, catalogue) in SOURCES {
            let text = fs::read_to_string(folder.join(format!("{language}.toml"))).unwrap();
            assert!(
                catalogue.contains(text.trim()),
                "{} is not in `catalogue!` of catalogue.rs",
                folder.display()
            );
        }
    }
}

#[test]
fn both_languages_fill_the_same_places() {
    let [ja, en] = SOURCES.map(|(_, source)| entries(source));
    for (name, forms) in &ja {
        for form in forms.iter().chain(&en[name]) {
            assert_eq!(places(form), places(&forms[0]), "{name}: {form}");
        }
    }
}

#[test]
fn no_text_is_empty_or_ends_in_a_space() {
    for (language, source) in SOURCES {
        for (name, forms) in entries(source) {
            for form in forms {
                assert!(
                    !form.is_empty() && form.trim() == form || name.ends_with("separator"),
                    "{language} {name}"
                );
            }
        }
    }
}

/// Words that the look rules out: they are technical, or blame, or shout.
#[test]
fn no_text_uses_words_that_the_look_rules_out() {
    for (name, forms) in entries(SOURCES[0].1) {
        for word in [
            "アップロード",
            "ダウンロード",
            "同期",
            "ハッシュ",
            "ユーザ",
            "エラーが発生",
            "！",
            "ください！",
        ] {
            assert!(
                forms.iter().all(|form| !form.contains(word)),
                "{name} says {word}"
            );
        }
    }
    for (name, forms) in entries(SOURCES[1].1) {
        for word in ["user", "upload", "download", "sync", "hash", "!"] {
            assert!(
                forms.iter().all(|form| !form.to_lowercase().contains(word)),
                "{name} says {word}"
            );
        }
    }
}

/// The compiler warns of a text that is never read; this finds it without looking
/// at warnings, and also one that only a test reads.
#[test]
fn every_text_is_used_by_a_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    let mut folders = vec![root.join("src/web"), root.join("web/templates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                sources.push_str(&fs::read_to_string(path).unwrap());
            } else if !path.ends_with("texts") {
                // The catalogue names every text, which is no use of it.
                folders.push(path);
            }
        }
    }
    for name in entries(SOURCES[0].1).keys() {
        let mut parts = name.rsplit('.');
        let text = parts.next().unwrap();
        if matches!(text, "title" | "explanation" | "remedy") && name.starts_with("failure.") {
            continue;
        }
        assert!(
            sources.contains(&format!(".{text}")) || sources.contains(&format!("{text}.")),
            "no page uses {name}"
        );
    }
}

#[test]
fn no_source_of_a_page_has_words_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/templates");
    for folder in [root.clone(), root.join("parts")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_file() {
                continue;
            }
            let template = fs::read_to_string(&path).unwrap();
            let words = visible(&template);
            assert!(words.is_empty(), "{} says {words:?}", path.display());
        }
    }
}

/// The letters of a template outside tags and placeholders.
fn visible(template: &str) -> Vec<String> {
    let mut rest = template;
    let mut text = String::new();
    while let Some(at) = rest.find(['<', '{']) {
        text.push_str(&rest[..at]);
        let end = match &rest[at..] {
            tail if tail.starts_with("{{") => tail.find("}}").map(|end| end + 2),
            tail if tail.starts_with("{%") => tail.find("%}").map(|end| end + 2),
            tail => tag_end(tail),
        };
        rest = &rest[at + end.unwrap_or(1)..];
        text.push(' ');
    }
    text.push_str(rest);
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(str::to_owned)
        .collect()
}

/// Where a tag ends; `>` inside a placeholder of an attribute does not end it.
fn tag_end(tail: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, character) in tail.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            '>' if depth == 0 => return Some(at + 1),
            _ => (),
        }
    }
    None
}

#[test]
fn a_number_decides_the_form() {
    let counted = Counted {
        one: "{n} file".to_owned(),
        other: "{n} files".to_owned(),
    };
    assert_eq!(counted.of(0), "0 files");
    assert_eq!(counted.of(1), "1 file");
    assert_eq!(counted.of(2), "2 files");
    assert_eq!(counted.sample("#"), "# files");
}

#[test]
fn a_catalogue_refuses_a_text_of_another_kind() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only whether it can be read is asked")]
    struct Kinds {
        text: Text,
        pattern: Pattern,
        counted: Counted,
    }
    let read = |text: &str, pattern: &str, counted: &str| {
        toml::from_str::<Kinds>(&format!(
            "text = {text:?}\npattern = {pattern:?}\ncounted = {counted}"
        ))
        .is_ok()
    };
    assert!(read("a", "{b}", "'{n}'"));
    assert!(!read("{a}", "{b}", "'{n}'"));
    assert!(!read("a", "b", "'{n}'"));
    assert!(!read("a", "{b}", "'n'"));
    assert!(!read("a", "{b}", "{ one = '{n}', other = '{n} {m}' }"));
}
