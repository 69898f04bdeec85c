//! The page that says of every row and rule of the standard how it is checked and which test
//! proves it: `docs/reference/standard-coverage.md`, made from the forms, the explanations of
//! the codes and the expectations of these tests.
//!
//! `UPDATE_EXPECT=1 cargo nextest run -p tsunagu-standard coverage` writes it anew. A code that no
//! test provokes, or a rule of [`statements`] whose code or test does not exist, fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use tsunagu_standard::FileKind;
use tsunagu_standard::finding::explain::{ItemWords, entries};
use tsunagu_standard::layout::{Layout, Need};
use tsunagu_standard::service_kind::{ALL, Role};

mod statements;

use statements::{Proof, SECTIONS};

const HEAD: &str = "\
<!-- Made by `UPDATE_EXPECT=1 cargo nextest run -p tsunagu-standard coverage`; do not edit. -->

# How the standard is covered

Every row of the forms and every rule of the standard 4.1 as we have it, with the code of the finding, how serious it
can be, and the test that proves it word for word; or why it cannot be checked. Causes and remedies of the codes are in
[findings.md](findings.md). Tests are in `crates/standard/tests/check`, named as file `::` case.

An item code (`T06-C15`) covers all that can be wrong with the value of one item: characters, length, form, code table,
being empty. All of these damages of every item, with the words of the findings, are in `crates/standard/tests/vectors/fields`
and come from one case, `fields.rs::every_damage_of_every_item_is_found_at_its_place`.
";

/// What the expectations of the tests show of one code.
#[derive(Default)]
struct Shown {
    severities: BTreeSet<&'static str>,
    items: BTreeSet<u16>,
    tests: BTreeSet<String>,
}

type ByCode = BTreeMap<String, Shown>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Reads the expectations (`error T06-C15 line 4 item 15`) in `text`; `test` names the case.
fn read_expectations(text: &str, file: &str, shown: &mut ByCode, functions: &mut BTreeSet<String>) {
    let mut test = file.to_string();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("fn ") {
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            test = format!("{file}::{name}");
            functions.insert(test.clone());
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let severity = match words.first() {
            Some(&"error") => "error",
            Some(&"warning") => "warning",
            Some(&"info") => "information",
            _ => continue,
        };
        let Some(code) = words.get(1).filter(|word| word.contains('-')) else {
            continue;
        };
        let shown = shown.entry(code.to_string()).or_default();
        shown.severities.insert(severity);
        shown.tests.insert(test.clone());
        if let Some(at) = words.iter().position(|&word| word == "item") {
            shown
                .items
                .extend(words.get(at + 1).and_then(|item| item.parse::<u16>().ok()));
        }
    }
}

fn read_folder(folder: &Path, base: &Path, shown: &mut ByCode, functions: &mut BTreeSet<String>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_folder(&path, base, shown, functions);
            continue;
        }
        let name = path
            .strip_prefix(base)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let text = std::fs::read_to_string(&path).unwrap();
        read_expectations(&text, &name, shown, functions);
    }
}

fn severities(shown: &Shown) -> String {
    let list: Vec<&str> = shown.severities.iter().copied().collect();
    list.join(", ")
}

/// A cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// One table for each form: its items, the rules that touch them, what comes of damage.
fn push_forms(page: &mut String, rules: &ByCode) {
    let mut done = BTreeSet::new();
    for kind in FileKind::ALL {
        let Some(layout) = kind.layout() else {
            continue;
        };
        if !done.insert(layout.prefix) {
            continue;
        }
        let kinds: Vec<&str> = FileKind::ALL
            .iter()
            .filter(|other| {
                other
                    .layout()
                    .is_some_and(|form| form.prefix == layout.prefix)
            })
            .map(|other| other.as_str())
            .collect();
        let mut vectors = ByCode::new();
        for kind in &kinds {
            let path = root().join(format!("tests/vectors/fields/{kind}.txt"));
            let text = std::fs::read_to_string(path).unwrap();
            read_expectations(&text, kind, &mut vectors, &mut BTreeSet::new());
        }
        let names = kinds.join(", ");
        writeln!(
            page,
            "\n### {names}: {} ({})\n",
            layout.name_ja, layout.name_en
        )
        .unwrap();
        page.push_str(
            "| Item | 項目 | Form and length | Needed | Rules | Code | Severity | Vectors |\n",
        );
        page.push_str("|---|---|---|---|---|---|---|---|\n");
        push_items(page, layout, &kinds, &vectors, rules);
    }
}

fn push_items(
    page: &mut String,
    layout: &'static Layout,
    kinds: &[&str],
    vectors: &ByCode,
    rules: &ByCode,
) {
    for column in layout.columns {
        let number = column.number;
        let code = format!("{}-C{number:02}", layout.prefix);
        let shown = vectors
            .get(&code)
            .unwrap_or_else(|| panic!("no damage provokes {code}"));
        let begin = format!("{}-R", layout.prefix);
        let touching: Vec<&str> = rules
            .iter()
            .filter(|(rule, shown)| rule.starts_with(&begin) && shown.items.contains(&number))
            .map(|(rule, _)| rule.as_str())
            .collect();
        let condition = statements::condition(layout.prefix, number);
        if column.need == Need::Conditional {
            assert!(
                condition.is_some(),
                "{code} depends on other items; say in statements.rs how"
            );
        }
        let rules = match (touching.is_empty(), condition) {
            (_, Some(condition)) if touching.is_empty() => condition.to_string(),
            (false, Some(condition)) => format!("{}; {condition}", touching.join(", ")),
            (false, None) => touching.join(", "),
            _ => "–".to_string(),
        };
        let words = ItemWords::en(layout, column);
        let vectors: Vec<String> = kinds.iter().map(|kind| format!("{kind}.txt")).collect();
        writeln!(
            page,
            "| {number} | {} `{}` | {} | {} | {rules} | {code} | {} | {} |",
            cell(column.name_ja),
            column.id,
            cell(&words.form),
            words.need,
            severities(shown),
            vectors.join(", "),
        )
        .unwrap();
    }
}

/// Every code that is no item, from the explanations.
fn push_codes(page: &mut String, rules: &ByCode) {
    page.push_str("\n## Names, files, sets and rules across items\n\n");
    page.push_str("| Code | What is wrong | Clause | Severity | Tests |\n|---|---|---|---|---|\n");
    for entry in entries() {
        let shown = rules
            .get(entry.code)
            .unwrap_or_else(|| panic!("no test provokes {} word for word", entry.code));
        let tests: Vec<String> = shown
            .tests
            .iter()
            .take(3)
            .map(|test| format!("`{test}`"))
            .collect();
        writeln!(
            page,
            "| {} | {} | {} | {} | {} |",
            entry.code,
            cell(entry.cause.en),
            cell(entry.clause.ja),
            severities(shown),
            tests.join(" "),
        )
        .unwrap();
    }
}

/// The statements of the standard outside the forms.
fn push_statements(page: &mut String, rules: &ByCode, functions: &BTreeSet<String>) {
    for (title, statements) in SECTIONS {
        writeln!(
            page,
            "\n### {title}\n\n| Rule | Code or reason | Severity | Tests |\n|---|---|---|---|"
        )
        .unwrap();
        for (rule, proof) in *statements {
            let (what, severity, tests) = match proof {
                Proof::Codes(codes) => proof_by_codes(codes, rules),
                Proof::Cases(what, cases) => {
                    for case in *cases {
                        assert!(functions.contains(*case), "there is no test {case}");
                    }
                    let cases: Vec<String> = cases.iter().map(|case| format!("`{case}`")).collect();
                    (what.to_string(), "–".to_string(), cases.join(" "))
                }
                Proof::Reason(reason) => (
                    format!("not checkable: {reason}"),
                    "–".to_string(),
                    "–".to_string(),
                ),
            };
            writeln!(
                page,
                "| {} | {} | {severity} | {tests} |",
                cell(rule),
                cell(&what)
            )
            .unwrap();
        }
    }
}

fn proof_by_codes(codes: &[&str], rules: &ByCode) -> (String, String, String) {
    let (mut levels, mut tests) = (BTreeSet::new(), BTreeSet::new());
    for code in codes {
        let shown = rules
            .get(*code)
            .unwrap_or_else(|| panic!("no test provokes {code}"));
        levels.extend(shown.severities.iter().copied());
        tests.extend(shown.tests.first().map(|test| format!("`{test}`")));
    }
    let levels: Vec<&str> = levels.into_iter().collect();
    let tests: Vec<String> = tests.into_iter().collect();
    (codes.join(", "), levels.join(", "), tests.join(" "))
}

fn push_service_kinds(page: &mut String) {
    page.push_str("\n## Service kinds\n\nAn unknown kind is NAM-15 in a name and an error of the item in a record; one that is not exchanged NAM-16 and an error\n");
    page.push_str("of the item; a planner's kind in a row of services an error of the item. Proved by `names.rs` and the vectors.\n\n");
    page.push_str("| Kind | Name | In the exchange |\n|---|---|---|\n");
    for facts in ALL {
        let role = match facts.role {
            Role::CareManager => "plans; sends plans and tickets, receives actuals",
            Role::SupportCentre => "plans prevention; sends and receives",
            Role::Service => "service; receives plans and tickets, sends actuals",
            Role::ServiceWithCareManager => "service that plans as well; either side",
            Role::OutOfScope => "not exchanged",
        };
        writeln!(page, "| {} | {} | {role} |", facts.code, facts.name_ja).unwrap();
    }
}

#[test]
fn coverage_page_is_up_to_date() {
    let (mut rules, mut functions) = (ByCode::new(), BTreeSet::new());
    let checks = root().join("tests/check");
    read_folder(&checks, &checks, &mut rules, &mut functions);
    let mut vectors = ByCode::new();
    let fields = root().join("tests/vectors/fields");
    read_folder(&fields, &fields, &mut vectors, &mut BTreeSet::new());
    for (code, shown) in vectors.into_iter().filter(|(code, _)| code.contains("-C")) {
        let known = rules.entry(code).or_default();
        known.severities.extend(shown.severities);
        known.tests.extend(shown.tests);
    }
    let mut page = HEAD.to_string();
    page.push_str("\n## Rules outside the forms\n");
    push_statements(&mut page, &rules, &functions);
    push_codes(&mut page, &rules);
    push_service_kinds(&mut page);
    page.push_str("\n## Forms\n");
    push_forms(&mut page, &rules);
    expect_file![root().join("../../docs/reference/standard-coverage.md")].assert_eq(&page);
}
