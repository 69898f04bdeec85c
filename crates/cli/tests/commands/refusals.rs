//! What each command says and how it ends when it cannot do its work.

use expect_test::{Expect, expect};

use super::{run, transcript};

/// Runs with `DIR` standing for a fresh folder.
#[track_caller]
fn check(language: &str, words: &str, expected: Expect) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_str().unwrap().to_owned();
    let words = words.replace("DIR", &path);
    let arguments: Vec<&str> = words.split_whitespace().collect();
    let output = run(language, &arguments);
    expected.assert_eq(&transcript(&output, dir.path()));
}

#[test]
fn every_office_command_says_that_there_is_no_office() {
    let id = "01a20040-1cc0-7fff-bfff-ffffffffffff";
    for words in [
        "office send --dir DIR/x DIR".to_owned(),
        "office receive --dir DIR/x".to_owned(),
        format!("office open --dir DIR/x {id}"),
        "office status --dir DIR/x --json".to_owned(),
        "office run --dir DIR/x".to_owned(),
        "office drafts list --dir DIR/x".to_owned(),
        "office drafts send --dir DIR/x --all".to_owned(),
        format!("office drafts discard --dir DIR/x {id}"),
        format!("office withdraw --dir DIR/x {id}"),
        "office partner list --dir DIR/x".to_owned(),
        "office staff list --dir DIR/x".to_owned(),
        "office staff reset --dir DIR/x sato".to_owned(),
        "evidence export --dir DIR/x --out DIR/y".to_owned(),
    ] {
        check(
            "en",
            &words,
            expect![[r#"
                DIR/x: OFF-501 There is no office in this folder.
                  Enrol one with tsunagu office init.
                exit 2"#]],
        );
    }
}

#[test]
fn messages_are_japanese_unless_asked_otherwise() {
    check(
        "",
        "office status --dir DIR",
        expect![[r#"
            DIR: OFF-501 このフォルダには事業所が登録されていません。
              tsunagu office init で登録してください。
            exit 2"#]],
    );
    check(
        "",
        "--lang en office status --dir DIR",
        expect![[r#"
            DIR: OFF-501 There is no office in this folder.
              Enrol one with tsunagu office init.
            exit 2"#]],
    );
    check(
        "en",
        "office status --dir DIR --lang ja",
        expect![[r#"
            DIR: OFF-501 このフォルダには事業所が登録されていません。
              tsunagu office init で登録してください。
            exit 2"#]],
    );
}

#[test]
fn init_checks_code_and_address_before_it_connects() {
    check(
        "en",
        "office init --dir DIR --hub https://localhost:1 --code ABCDE",
        expect![[r#"
            a code has 35 characters, not 5
            DIR: OFF-503 The enrolment code is not right.
              Type the 7 groups of 5 characters again.
            exit 2"#]],
    );
}

#[test]
fn evidence_that_is_not_there_cannot_be_verified() {
    check(
        "en",
        "evidence verify DIR",
        expect![[r#"
        found no signed document: OFF-601 Files of the evidence are missing.
          Name the evidence folder as it was exported.
        exit 2"#]],
    );
}
