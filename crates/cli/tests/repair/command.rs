//! The command: what it prints, writes, refuses, and how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use expect_test::{Expect, expect};

const DELETION: &str = "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV";
const RIGHT: &[u8] = b"202407,131059,0000000123,20260915\r\n";

fn run(folder: &Path, language: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .current_dir(folder)
        .args(arguments)
        .env("TSUNAGU_LANG", language)
        .env("COLUMNS", "100")
        .output()
        .unwrap()
}

/// Standard output, standard error and how it ended.
#[track_caller]
fn check(folder: &Path, language: &str, arguments: &[&str], expected: Expect) {
    let output = run(folder, language, arguments);
    let said = [output.stdout, output.stderr].concat();
    let code = output.status.code().unwrap();
    expected.assert_eq(&format!(
        "{}exit {code}\n",
        String::from_utf8(said).unwrap()
    ));
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).unwrap()
}

#[test]
fn safe_repairs_are_applied_and_the_rest_waits() {
    let lower = format!("a/{}", DELETION.to_lowercase());
    let folder = folder(&[
        (&lower, b"202407,31059,123,20260915\n"),
        ("memo.txt", b"hello"),
    ]);
    check(
        folder.path(),
        "ja",
        &["repair", "in", "--out", "out"],
        expect![[r#"
            in/a/dlt1kyo_1370200015_43_1370300021_11_20260925101500.csv
              [6a1bd93e] 適用  ファイル名を標準仕様の字に直す
                  dlt1kyo_1370200015_43_1370300021_11_20260925101500.csv → DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
                  理由: 標準仕様のファイル名は半角の大文字です。名前の意味は変わりません
              [81c31717] 適用  1行目  行の終わりの改行をCRLFにする
                  LF → CRLF
                  理由: 受け取る側のソフトはCRLFを前提にしています。項目の中の改行は変えません
              [2d0ca82f] 要確認・適用しない  1行目 項目2「保険者番号」  「保険者番号」の先頭の0を補う
                  31059 → 031059
                  理由: 桁数の決まった番号の先頭の0が、表計算ソフトなどで落ちたようです。番号が正しいか確かめてください
              [1cee3d40] 要確認・適用しない  1行目 項目3「被保険者番号」  「被保険者番号」の先頭の0を補う
                  123 → 0000000123
                  理由: 桁数の決まった番号の先頭の0が、表計算ソフトなどで落ちたようです。番号が正しいか確かめてください
            in/memo.txt
              修復はありません
            修復2件を適用しました（ファイル2個のうち1個が変わりました）。検査のエラーは2件から2件になりました。
            要確認の修復が2件残っています。内容を確かめて、--confirm 番号 か --confirm-all を付け、別の --out でもう一度実行してください。
            残っている指摘:
            a/DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
              エラー D01-C02  1行目 項目2「保険者番号」  「保険者番号」の「31059」は5桁です
                  標準仕様: 半角数字6桁
                  対処: 先頭の0が落ちているようです。表計算ソフトで保存し直さず、介護ソフトから出力したファイルを使ってください
              エラー D01-C03  1行目 項目3「被保険者番号」  「被保険者番号」の「123」は3桁です
                  標準仕様: 半角数字10桁（生活保護単独は H と数字9桁）
                  対処: 先頭の0が落ちているようです。表計算ソフトで保存し直さず、介護ソフトから出力したファイルを使ってください
            修復の記録: out-report/repair-report.txt
            exit 1
        "#]],
    );
    let written = read(folder.path(), &format!("out/a/{DELETION}"));
    assert_eq!(written, b"202407,31059,123,20260915\r\n");
    assert_eq!(read(folder.path(), "out/memo.txt"), b"hello");
    assert_eq!(
        read(folder.path(), &format!("in/{lower}")),
        b"202407,31059,123,20260915\n"
    );
    let report = String::from_utf8(read(folder.path(), "out-report/repair-report.txt")).unwrap();
    assert!(
        report.contains("要確認・適用しない") && report.contains("残っている指摘"),
        "{report}"
    );
}

#[test]
fn confirmed_repairs_are_applied() {
    let folder = folder(&[(DELETION, b"202410,131059,123,20260915\r\n")]);
    check(
        folder.path(),
        "en",
        &["repair", "in", "--out", "out"],
        expect![[r#"
            in/DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
              [4e0532ca] needs confirmation, not applied  line 1, item 1 (CSV version)  change CSV version 202410 to 202407
                  202410 → 202407
                  why: 202410 is the month in which 4.1 was published; look whether the other items are those of 4.1 too
              [2d183320] needs confirmation, not applied  line 1, item 3 (insured number)  put back the leading zeros of insured number
                  123 → 0000000123
                  why: a spreadsheet seems to have dropped the leading zeros of a number of fixed length; look whether the number is right
            applied 0 repairs (changed 0 of 1 file); errors of the check: 2 before, 2 now
            2 repairs left for confirmation: look at them, then run again with --confirm ID or --confirm-all and another --out
            what is left:
            DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
              error D01-C01  line 1, item 1 (CSV version)  CSV version "202410" is the month in which 4.1 was published, not a version
                  expected: 202407
                  remedy: update the care software to 4.1 (CSV version 202407) and export again
              error D01-C03  line 1, item 3 (insured number)  insured number "123" has 3 characters
                  expected: 10 digits (H and 9 digits for public assistance alone)
                  remedy: leading zeros seem to be lost: do not save the file in a spreadsheet, use it as the care software exported it
            record of the repair: out-report/repair-report.txt
            exit 1
        "#]],
    );
    let json = run(
        folder.path(),
        "en",
        &["repair", "in", "--out", "listed", "--json"],
    )
    .stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let id = |kind: &str| {
        let repairs = json["repairs"].as_array().unwrap();
        let one = repairs
            .iter()
            .find(|repair| repair["kind"] == kind)
            .unwrap();
        one["id"].as_str().unwrap().to_owned()
    };
    let zeros = id("leading-zeros");
    let one = run(
        folder.path(),
        "en",
        &["repair", "in", "--out", "one", "--confirm", &zeros],
    );
    assert_eq!(one.status.code(), Some(1));
    assert_eq!(
        read(folder.path(), &format!("one/{DELETION}")),
        b"202410,131059,0000000123,20260915\r\n"
    );
    let version = id("version");
    let both = [
        "repair",
        "in",
        "--out",
        "both",
        "--confirm",
        &zeros,
        "--confirm",
        &version,
    ];
    assert_eq!(run(folder.path(), "en", &both).status.code(), Some(0));
    let all = run(
        folder.path(),
        "en",
        &["repair", "in", "--out", "all", "--confirm-all"],
    );
    assert_eq!(
        all.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&all.stdout)
    );
    for out in ["both", "all"] {
        assert_eq!(read(folder.path(), &format!("{out}/{DELETION}")), RIGHT);
    }
}

#[test]
fn json_is_the_promised_document() {
    let folder = folder(&[(DELETION, b"202407,31059,0000000123,20260915\r\n")]);
    check(
        folder.path(),
        "en",
        &["repair", "--json", "in", "--out", "out"],
        expect![[r#"
            {
              "applied": 0,
              "waiting": 1,
              "errors_before": 1,
              "errors_after": 1,
              "files": [
                {
                  "path": "in/DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV",
                  "out": "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV",
                  "changed": false
                }
              ],
              "repairs": [
                {
                  "id": "0756840f",
                  "path": "in/DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV",
                  "kind": "leading-zeros",
                  "lines": [
                    1
                  ],
                  "item": 2,
                  "before": "31059",
                  "after": "031059",
                  "replacements": [],
                  "needs_confirmation": true,
                  "applied": false,
                  "what": "put back the leading zeros of insurer number",
                  "why": "a spreadsheet seems to have dropped the leading zeros of a number of fixed length; look whether the number is right"
                }
              ],
              "unknown_characters": [],
              "left": [
                {
                  "severity": "error",
                  "code": "D01-C02",
                  "line": 1,
                  "item": 2,
                  "found": "31059",
                  "expected": "6 digits",
                  "message": "insurer number \"31059\" has 5 characters",
                  "remedy": "leading zeros seem to be lost: do not save the file in a spreadsheet, use it as the care software exported it",
                  "file": "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV"
                }
              ]
            }
            exit 1
        "#]],
    );
    let written: serde_json::Value =
        serde_json::from_slice(&read(folder.path(), "out-report/repair-report.json")).unwrap();
    assert_eq!(written["waiting"], 1);
}

#[test]
fn characters_are_listed_with_their_originals() {
    let name = "UPKIHON_SUB2_1370200015_46_1370300021_11_20260925101500.CSV";
    let text = "202407,131059,0000000123,20260915,\"1\",\"20200401\",,\"𠮷田☎医院\",,,\r\n";
    let folder = folder(&[(name, text.as_bytes())]);
    let output = run(folder.path(), "ja", &["repair", "in", "--out", "out"]);
    let said = String::from_utf8(output.stdout).unwrap();
    for words in [
        "UTF-8 → MS932",
        "「𠮷」→「吉」（異体字）",
        "「☎」→「電話」（記号の言い換え）",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
}

#[test]
fn character_without_a_form_needs_the_offices_own_table() {
    let name = "UPKIHON_SUB2_1370200015_46_1370300021_11_20260925101500.CSV";
    let text = "202407,131059,0000000123,20260915,\"1\",\"20200401\",,\"𩸽医院\",,,\r\n";
    let folder = folder(&[(name, text.as_bytes())]);
    let output = run(folder.path(), "ja", &["repair", "in", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("「𩸽」は置き換える文字が決まっていません"),
        "{said}"
    );
    assert_eq!(read(folder.path(), &format!("out/{name}")), text.as_bytes());
    fs::write(folder.path().join("own.txt"), "𩸽 ほっけ\n").unwrap();
    run(
        folder.path(),
        "ja",
        &["repair", "in", "--out", "own", "--characters", "own.txt"],
    );
    let repaired = standard::encoding::decode_lossy(&read(folder.path(), &format!("own/{name}")));
    assert_eq!(repaired, text.replace('𩸽', "ほっけ"));
    fs::write(folder.path().join("bad.txt"), "F040 𠮷\n").unwrap();
    check(
        folder.path(),
        "ja",
        &["repair", "in", "--out", "bad", "--characters", "bad.txt"],
        expect![[r#"
            bad.txt: 1行目を読めません。「F040 吉」のように、文字、空白、MS932にある文字の順に書いてください
            exit 2
        "#]],
    );
}

#[test]
fn nothing_is_ever_overwritten() {
    let folder = folder(&[(DELETION, RIGHT)]);
    check(
        folder.path(),
        "ja",
        &["repair", "in", "--out", "in"],
        expect![[r#"
            in/DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV は既にあるか、2つのファイルの行き先です。上書きしません。空のフォルダを --out に指定してください
            exit 2
        "#]],
    );
    assert_eq!(fs::read_dir(folder.path().join("in")).unwrap().count(), 1);
    fs::write(
        folder.path().join("in").join(DELETION.to_lowercase()),
        RIGHT,
    )
    .unwrap();
    check(
        folder.path(),
        "en",
        &["repair", "in", "--out", "out"],
        expect![[r#"
            out/DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV exists already or is where two files would go; nothing is overwritten: give an empty folder as --out
            exit 2
        "#]],
    );
    assert!(!folder.path().join("out").exists());
}

#[test]
fn right_files_are_copied_and_it_ends_with_0() {
    let folder = folder(&[(DELETION, RIGHT)]);
    check(
        folder.path(),
        "ja",
        &["repair", &format!("in/{DELETION}"), "--out", "out"],
        expect![[r#"
            in/DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
              修復はありません
            修復0件を適用しました（ファイル1個のうち0個が変わりました）。検査のエラーは0件から0件になりました。
            修復の記録: out-report/repair-report.txt
            exit 0
        "#]],
    );
    assert_eq!(read(folder.path(), &format!("out/{DELETION}")), RIGHT);
}

#[test]
fn what_cannot_run_ends_with_2() {
    let folder = folder(&[(DELETION, RIGHT)]);
    check(
        folder.path(),
        "ja",
        &["repair", "nothing", "--out", "out"],
        expect![[r#"
            nothing: OFF-117 ファイルを読めません。
              パスと権限を確かめてください。
            exit 2
        "#]],
    );
    check(
        folder.path(),
        "en",
        &["repair", "in", "--out", "out", "--confirm", "00000000"],
        expect![[r#"
            there is no repair with this id: 00000000
            exit 2
        "#]],
    );
    assert!(!folder.path().join("out").exists());
}

#[test]
fn help() {
    check(
        folder(&[]).path(),
        "en",
        &["repair", "--help"],
        expect![[r#"
            Repair files in copies, each step listed. 修復

            Usage: tsunagu repair [OPTIONS] --out <DIR> <PATH>...

            Arguments:
              <PATH>...  Files, or folders with all files below them

            Options:
                  --lang <LANG>        Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
                  --out <DIR>          Folder for the repaired files; nothing in it is overwritten
                  --confirm <ID>       Confirm a repair by the id in the list; may be given several times
                  --confirm-all        Confirm every repair in the list
                  --characters <FILE>  The office's own table for characters: lines such as "F040 吉", in UTF-8
                  --json               Print one JSON document instead of text
              -h, --help               Print help

            Exit status: 0 all repaired and no error left, 1 something is left, 2 could not run
            終了コード: 0 すべて修復しエラーなし、1 残りあり、2 実行できない
            exit 0
        "#]],
    );
}
