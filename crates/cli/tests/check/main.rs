//! `tsunagu check` as a program: what it prints, the JSON that scripts read, and its exit status.
//!
//! Only the frame is tested here; every finding has its test in the `standard` crate.

#![allow(clippy::unwrap_used)]

mod paths;
mod version3;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use expect_test::{Expect, expect};

const DELETION: &str = "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV";
const TICKET: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";

/// Runs the program in `folder`, where paths are short and the same on every machine.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .current_dir(folder)
        .env_remove("TSUNAGU_LANG")
        .args(arguments)
        .output()
        .unwrap()
}

#[track_caller]
fn check(folder: &Path, arguments: &[&str], status: i32, stdout: Expect) {
    let output = run(folder, arguments);
    stdout.assert_eq(&String::from_utf8(output.stdout).unwrap());
    assert_eq!(
        output.status.code(),
        Some(status),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A folder with a right deletion of a care plan.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        DELETION,
        b"202407,131059,0000000123,20260915\r\n",
    );
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn right_file_exits_with_0() {
    check(
        folder().path(),
        &["check", DELETION],
        0,
        expect![[r#"
            DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV  居宅サービス計画書の削除 1件
            送信単位 K3  1370200015-43 → 1370300021-11  連番 20260925101500  ファイル1個
            ファイル1個を検査しました。エラー0件、注意0件。
        "#]],
    );
}

#[test]
fn warning_alone_exits_with_0() {
    let folder = folder();
    write(
        folder.path(),
        DELETION,
        b"202504,131059,0000000123,20260915\r\n",
    );
    check(
        folder.path(),
        &["check", "."],
        0,
        expect![[r#"
            ./DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV  居宅サービス計画書の削除 1件
              注意 D01-C01  1行目 項目1「CSVバージョン」  CSVバージョン「202504」は第4.0版の値で、4.1版で202407に変わりました
                  標準仕様: 202407
                  対処: 介護ソフトを4.1版（CSVバージョン202407）に更新し、出力し直してください
            送信単位 K3  1370200015-43 → 1370300021-11  連番 20260925101500  ファイル1個
            ファイル1個を検査しました。エラー0件、注意1件。
        "#]],
    );
}

#[test]
fn errors_are_grouped_by_file_and_exit_with_1() {
    let folder = folder();
    write(
        folder.path(),
        DELETION,
        b"202407,31059,0000000123,20260231\r\n",
    );
    write(folder.path(), "b/memo.txt", b"hello");
    write(folder.path(), "b/plan.CSV", b"202407,131059");
    write(folder.path(), &format!("a/{TICKET}"), b"");
    check(
        folder.path(),
        &["check", "."],
        1,
        expect![[r#"
            ./DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV  居宅サービス計画書の削除 1件
              エラー D01-C02  1行目 項目2「保険者番号」  「保険者番号」の「31059」は5桁です
                  標準仕様: 半角数字6桁
                  対処: 先頭の0が落ちているようです。表計算ソフトで保存し直さず、介護ソフトから出力したファイルを使ってください
              エラー D01-C04  1行目 項目4「居宅サービス計画作成（変更）日」  「居宅サービス計画作成（変更）日」の「20260231」は実在する日付ではありません
                  標準仕様: 実在する日付 YYYYMMDD
                  対処: 介護ソフトで正しい値に直し、出力し直してください
            ./a/UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV  サービス利用票（第6表）予定 0件
              エラー FIL-01  データが1件もありません
                  標準仕様: 1件以上のデータ
                  対処: 送る利用者を選んでいるか確かめ、介護ソフトから出力し直してください
            ./b/memo.txt
              情報 NAM-14  標準仕様のファイル名ではありません（TXTの添付ファイルとして扱えます）
                  標準仕様: 標準仕様のファイルは UPPLAN_… などで始まる名前
                  対処: 添付ファイルとして送る場合は、そのままで構いません
            ./b/plan.CSV
              エラー NAM-01  ファイル名「plan.CSV」は標準仕様の名前ではありません
                  標準仕様: UP1KYO、UPPLAN、UPJSK など標準仕様で決められた文字で始まる名前
                  対処: 送るファイルを確かめてください。名前を変えた場合は、出力したときの名前に戻してください
            送信単位 K3  1370200015-43 → 1370300021-11  連番 20260925101500  ファイル1個
            送信単位になりません  1370200015-43 → 1370300021-11  連番 20260925101800  ファイル1個
              エラー SET-01  一緒に送るサービス利用票別表（第7表）（UPSIKYU）がありません
                  標準仕様: 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
                  対処: 足りないファイルも一緒に出力し、まとめて送ってください
              エラー SET-01  一緒に送る利用者補足情報（UPHOSOKU）がありません
                  標準仕様: 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
                  対処: 足りないファイルも一緒に出力し、まとめて送ってください
            ファイル4個を検査しました。エラー6件、注意0件。
            まず直すもの:
              1. NAM-01 ファイル名「plan.CSV」は標準仕様の名前ではありません → 送るファイルを確かめてください。名前を変えた場合は、出力したときの名前に戻してください
              2. FIL-01 データが1件もありません → 送る利用者を選んでいるか確かめ、介護ソフトから出力し直してください
              3. D01-C02 「保険者番号」の「31059」は5桁です → 先頭の0が落ちているようです。表計算ソフトで保存し直さず、介護ソフトから出力したファイルを使ってください
            自動で直せるものがあります。tsunagu repair で修復案を確かめられます（元のファイルは変わりません）。
        "#]],
    );
    check(
        folder.path(),
        &["--lang", "en", "check", "."],
        1,
        expect![[r#"
            ./DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV  deletion of a care plan, 1 record
              error D01-C02  line 1, item 2 (insurer number)  insurer number "31059" has 5 characters
                  expected: 6 digits
                  remedy: leading zeros seem to be lost: do not save the file in a spreadsheet, use it as the care software exported it
              error D01-C04  line 1, item 4 (care plan date)  care plan date "20260231" is not a date that exists
                  expected: a date YYYYMMDD that exists
                  remedy: correct the value in the care software and export again
            ./a/UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV  planned services, table 6, 0 records
              error FIL-01  the file has no record
                  expected: at least one record
                  remedy: check whether clients were selected, and export again
            ./b/memo.txt
              info NAM-14  not a file name of the standard (a TXT file can be sent as an attachment)
                  expected: a file of the standard has a name that begins with UPPLAN_ or the like
                  remedy: to send it as an attachment, leave it as it is
            ./b/plan.CSV
              error NAM-01  "plan.CSV" is not a file name of the standard
                  expected: a name that begins with UP1KYO, UPPLAN, UPJSK or another prefix of the standard
                  remedy: check which file you want to send; if it was renamed, restore the exported name
            set K3  1370200015-43 to 1370300021-11  stamp 20260925101500  1 file
            no permitted set  1370200015-43 to 1370300021-11  stamp 20260925101800  1 file
              error SET-01  the statement of services, table 7 (UPSIKYU), which belongs to the set, is missing
                  expected: a combination of files listed in the standard, all with one stamp
                  remedy: export the missing file as well and send them together
              error SET-01  the client supplement (UPHOSOKU), which belongs to the set, is missing
                  expected: a combination of files listed in the standard, all with one stamp
                  remedy: export the missing file as well and send them together
            checked 4 files: 6 errors, 0 warnings
            what to do first:
              1. NAM-01 "plan.CSV" is not a file name of the standard: check which file you want to send; if it was renamed, restore the exported name
              2. FIL-01 the file has no record: check whether clients were selected, and export again
              3. D01-C02 insurer number "31059" has 5 characters: leading zeros seem to be lost: do not save the file in a spreadsheet, use it as the care software exported it
            some of this can be repaired: tsunagu repair lists how, and changes no file of yours
        "#]],
    );
}

#[test]
fn json_is_the_promised_document() {
    let folder = folder();
    write(
        folder.path(),
        DELETION,
        b"202407,31059,0000000123,20260915\r\n",
    );
    write(folder.path(), TICKET, b"");
    check(
        folder.path(),
        &["check", "--json", "--lang", "en", "."],
        1,
        expect![[r#"
        {
          "errors": 4,
          "warnings": 0,
          "files": [
            {
              "path": "./DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV",
              "name": "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV",
              "kind": "DLT1KYO",
              "version": "202407",
              "month": null,
              "from": {
                "office": "1370200015",
                "service": "43"
              },
              "to": {
                "office": "1370300021",
                "service": "11"
              },
              "stamp": "20260925101500",
              "records": 1,
              "findings": [
                {
                  "severity": "error",
                  "code": "D01-C02",
                  "line": 1,
                  "item": 2,
                  "found": "31059",
                  "expected": "6 digits",
                  "message": "insurer number \"31059\" has 5 characters",
                  "remedy": "leading zeros seem to be lost: do not save the file in a spreadsheet, use it as the care software exported it"
                }
              ]
            },
            {
              "path": "./UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV",
              "name": "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV",
              "kind": "UPPLAN",
              "version": null,
              "month": "202610",
              "from": {
                "office": "1370200015",
                "service": "43"
              },
              "to": {
                "office": "1370300021",
                "service": "11"
              },
              "stamp": "20260925101800",
              "records": 0,
              "findings": [
                {
                  "severity": "error",
                  "code": "FIL-01",
                  "line": null,
                  "item": null,
                  "found": "",
                  "expected": "at least one record",
                  "message": "the file has no record",
                  "remedy": "check whether clients were selected, and export again"
                }
              ]
            }
          ],
          "bundles": [
            {
              "set": "K3",
              "stamp": "20260925101500",
              "from": {
                "office": "1370200015",
                "service": "43"
              },
              "to": {
                "office": "1370300021",
                "service": "11"
              },
              "files": [
                "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV"
              ],
              "findings": []
            },
            {
              "set": null,
              "stamp": "20260925101800",
              "from": {
                "office": "1370200015",
                "service": "43"
              },
              "to": {
                "office": "1370300021",
                "service": "11"
              },
              "files": [
                "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV"
              ],
              "findings": [
                {
                  "severity": "error",
                  "code": "SET-01",
                  "line": null,
                  "item": null,
                  "found": "",
                  "expected": "a combination of files listed in the standard, all with one stamp",
                  "message": "the statement of services, table 7 (UPSIKYU), which belongs to the set, is missing",
                  "remedy": "export the missing file as well and send them together",
                  "file": null
                },
                {
                  "severity": "error",
                  "code": "SET-01",
                  "line": null,
                  "item": null,
                  "found": "",
                  "expected": "a combination of files listed in the standard, all with one stamp",
                  "message": "the client supplement (UPHOSOKU), which belongs to the set, is missing",
                  "remedy": "export the missing file as well and send them together",
                  "file": null
                }
              ]
            }
          ]
        }
    "#]],
    );
}

#[test]
fn json_has_null_where_a_name_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "memo.pdf", b"%PDF-1.7");
    check(
        folder.path(),
        &["check", "--json", "memo.pdf"],
        0,
        expect![[r#"
        {
          "errors": 0,
          "warnings": 0,
          "files": [
            {
              "path": "memo.pdf",
              "name": "memo.pdf",
              "kind": null,
              "version": null,
              "month": null,
              "from": null,
              "to": null,
              "stamp": null,
              "records": 0,
              "findings": [
                {
                  "severity": "info",
                  "code": "NAM-14",
                  "line": null,
                  "item": null,
                  "found": "memo.pdf",
                  "expected": "標準仕様のファイルは UPPLAN_… などで始まる名前",
                  "message": "標準仕様のファイル名ではありません（PDFの添付ファイルとして扱えます）",
                  "remedy": "添付ファイルとして送る場合は、そのままで構いません"
                }
              ]
            }
          ],
          "bundles": []
        }
    "#]],
    );
}

#[test]
fn folders_are_walked_in_the_order_of_names_without_hidden_files() {
    let folder = folder();
    for name in [
        "c/1.txt",
        "a/2.txt",
        "a/1.txt",
        ".hidden/x.txt",
        ".DS_Store",
    ] {
        write(folder.path(), name, b"memo");
    }
    let output = run(folder.path(), &["check", "--json", "."]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let files = document["files"].as_array().unwrap();
    let names: Vec<&str> = files
        .iter()
        .map(|file| file["path"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            &format!("./{DELETION}"),
            "./a/1.txt",
            "./a/2.txt",
            "./c/1.txt"
        ]
    );
}

#[test]
fn unreadable_path_exits_with_2_and_prints_no_document() {
    let folder = folder();
    for (language, words) in [
        ("ja", "nothing を読めません"),
        ("en", "cannot read nothing"),
    ] {
        let output = run(
            folder.path(),
            &["--lang", language, "check", "--json", DELETION, "nothing"],
        );
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains(words), "{stderr}");
    }
    assert_eq!(run(folder.path(), &["check"]).status.code(), Some(2));
}

#[test]
fn help_says_what_the_exit_status_means() {
    check(
        folder().path(),
        &["check", "--help"],
        0,
        expect![[r#"
            Check files against the standard. 標準仕様の検査

            Usage: tsunagu check [OPTIONS] <PATH>...

            Arguments:
              <PATH>...  Files, or folders whose files are all checked

            Options:
                  --json                Print one JSON document instead of text
                  --lang <LANG>         Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
                  --html <FILE>         Also write a page to read and print: each finding with its record
                  --fail-on <SEVERITY>  The least serious finding for which the command exits with 1 [default: error] [possible values: error, warning]
              -h, --help                Print help

            Exit status: 0 no error, 1 an error (with --fail-on warning: or a warning), 2 could not run, as when a path cannot be read or has no file
            終了コード: 0 エラーなし、1 エラーあり（--fail-on warning では注意も）、2 検査できない
        "#]],
    );
}

/// A ticket whose second item lacks a digit, whose name has a tag in it, and whose time does not exist.
const WRONG_TICKET: &[u8] = b"202407,31059,0000000123,20260925,202610,1370200015,\"<b>&\",000245,,20261001,,2561,0930,1,111111,,,,,1370300021,\"\",,1,,\r\n";

#[test]
fn page_lays_out_the_record_and_marks_the_field_by_word() {
    let folder = folder();
    write(folder.path(), TICKET, WRONG_TICKET);
    let output = run(folder.path(), &["check", "--html", "page.html", TICKET]);
    assert_eq!(output.status.code(), Some(1));
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    for part in [
        "<h1>検査の結果</h1>",
        "<h2>まず直すもの</h2>\n<ol class=\"first-steps\">",
        "このままでは送れません。",
        "<a href=\"#file-0\">",
        "1行目のデータ",
        "<li class=\"item-error\"><span class=\"item-name\"><span class=\"number\">2</span> 保険者番号<b class=\"item-mark\">エラー</b></span><span class=\"item-value\">31059</span></li>",
        "<span class=\"item-value\">&lt;b&gt;&amp;</span>",
        "<span class=\"item-value\"><i>（空）</i></span>",
    ] {
        assert!(page.contains(part), "{part} is missing in {page}");
    }
    for elsewhere in [
        "http://", "https://", "<script", "<link", "url(", "@import", "src=\"", "<b>&",
    ] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
}

#[test]
fn page_that_cannot_be_written_exits_with_2() {
    let folder = folder();
    for (language, words) in [("ja", "に書けません"), ("en", "cannot be written")] {
        let arguments = [
            "--lang",
            language,
            "check",
            "--html",
            "no/such/page.html",
            DELETION,
        ];
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8(output.stderr).unwrap().contains(words));
    }
}
