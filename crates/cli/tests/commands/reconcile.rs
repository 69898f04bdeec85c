//! `tsunagu reconcile` over a month of samples and over single files.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect;
use serde_json::Value;

use super::{run, transcript, tsunagu};

/// A month of samples; gives the folders of tickets and of actuals.
fn samples(dir: &Path) -> (Vec<String>, Vec<String>) {
    let out = dir.to_str().unwrap();
    let made = tsunagu(&[
        "sample",
        "--out",
        out,
        "--seed",
        "7",
        "--offices",
        "3",
        "--clients",
        "12",
        "--month",
        "202610",
    ]);
    assert_eq!(made.status.code(), Some(0));
    let below = |batch: &str| -> Vec<String> {
        let mut found: Vec<String> = fs::read_dir(dir)
            .unwrap()
            .map(|sender| sender.unwrap().path().join(batch))
            .filter(|folder| folder.is_dir())
            .map(|folder| folder.to_str().unwrap().to_owned())
            .collect();
        found.sort();
        found
    };
    (below("ticket"), below("actual"))
}

fn arguments<'a>(more: &[&'a str], planned: &'a [String], actual: &'a [String]) -> Vec<&'a str> {
    let mut all = vec!["reconcile"];
    all.extend(more);
    all.push("--planned");
    all.extend(planned.iter().map(String::as_str));
    all.push("--actual");
    all.extend(actual.iter().map(String::as_str));
    all
}

#[test]
fn a_month_of_samples_as_one_document() {
    let dir = tempfile::tempdir().unwrap();
    let (planned, actual) = samples(dir.path());
    let output = tsunagu(&arguments(&["--json"], &planned, &actual));
    assert_eq!(output.status.code(), Some(1));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let clients = document["clients"].as_array().unwrap();
    assert!(!clients.is_empty());
    let sum = |name: &str| -> usize {
        clients
            .iter()
            .map(|client| client[name].as_array().unwrap().len())
            .sum()
    };
    assert_eq!(document["differences"], sum("differences"));
    assert_eq!(document["risks"], sum("risks"));
    assert_eq!(document["unread"], Value::Array(Vec::new()));
    for client in clients {
        assert_eq!(client["month"], "202610");
        assert!(client["name"].is_string(), "{client}");
        for difference in client["differences"].as_array().unwrap() {
            let text = difference["message"].as_str().unwrap();
            assert!(difference["code"].as_str().unwrap().starts_with("REC-1"));
            assert!(text.is_ascii() || text.contains('–'), "{text}");
        }
    }
}

#[test]
fn the_document_says_the_same_in_both_languages_but_for_words() {
    let dir = tempfile::tempdir().unwrap();
    let (planned, actual) = samples(dir.path());
    let read = |language| -> Value {
        let output = run(language, &arguments(&["--json"], &planned, &actual));
        let mut document = serde_json::from_slice(&output.stdout).unwrap();
        take_words(&mut document);
        document
    };
    assert_eq!(read("ja"), read("en"));
}

fn take_words(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("message");
            fields.remove("remedy");
            fields.values_mut().for_each(take_words);
        }
        Value::Array(values) => values.iter_mut().for_each(take_words),
        _ => (),
    }
}

/// One client of the examples, of whose four planned visits the last comes a day late.
fn one_difference(dir: &Path) -> (PathBuf, PathBuf) {
    const RECORD: &str = "202407,131059,0000000123,20260925,202610,1370200015,\"A\",387,,202610DD,,0900,1000,1,111111,,,,,1370300021,\"B\",,0,1370200015,\r\n";
    let write = |name: &str, days: &[&str]| {
        let path = dir.join(name);
        let text: String = days.iter().map(|day| RECORD.replace("DD", day)).collect();
        fs::write(&path, text).unwrap();
        path
    };
    (
        write(
            "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV",
            &["05", "12", "19", "26"],
        ),
        write(
            "UPJSK_202610_1370300021_11_1370200015_43_20261101083000.CSV",
            &["05", "12", "19", "27"],
        ),
    )
}

#[test]
fn a_difference_is_said_in_words_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let (plan, actual) = one_difference(dir.path());
    let (plan, actual) = (plan.to_str().unwrap(), actual.to_str().unwrap());
    let said = |language, actual| {
        let output = run(
            language,
            &["reconcile", "--planned", plan, "--actual", actual],
        );
        transcript(&output, dir.path())
    };
    expect![[r#"
        202610 131059-0000000123
          REC-103 移 訪問介護 111111は、26日 9:00〜10:00の予定を27日 9:00〜10:00に行っています
              振り替えであれば実績どおりにします。日付の間違いであれば、サービス事業所に知らせてください。
        1人のうち 0人が予定どおりです
        exit 1"#]].assert_eq(&said("ja", actual));
    expect![[r#"
        202610 131059-0000000123
          REC-103 → home visit 111111 planned for day 26, 9:00–10:00 was given on day 27, 9:00–10:00
              If it was moved, take the actual. If the date is a mistake, tell the service office.
        0 of 1 clients as planned
        exit 1"#]]
    .assert_eq(&said("en", actual));
    let missing = dir.path().join("missing");
    expect![[r#"
        DIR/missing: OFF-117 The file cannot be read.
          Check the path and the permissions.
        exit 2"#]]
    .assert_eq(&said("en", missing.to_str().unwrap()));
}

#[test]
fn as_planned_exits_with_0() {
    let dir = tempfile::tempdir().unwrap();
    let (plan, _) = one_difference(dir.path());
    let actual = dir
        .path()
        .join("UPJSK_202610_1370300021_11_1370200015_43_20261101083000.CSV");
    fs::copy(&plan, &actual).unwrap();
    let output = tsunagu(&[
        "reconcile",
        "--planned",
        plan.to_str().unwrap(),
        "--actual",
        actual.to_str().unwrap(),
    ]);
    expect![[r#"
        1 of 1 clients as planned
        exit 0"#]]
    .assert_eq(&transcript(&output, dir.path()));
}
