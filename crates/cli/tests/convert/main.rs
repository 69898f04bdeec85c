//! `tsunagu convert` as a program: what it lists, what it writes, and its exit status.
//!
//! The conversions themselves are tested in the `standard` crate; here whole sample months go there and back.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use expect_test::{Expect, expect};

const PLAN: &str = "UPPLAN_202403_1370200015_1370300021_20240325101500.CSV";
const LINE: &[u8] = b"202208,131059,0000000123,20240325,202403,1370200015,\"a\",250,,20240301,,0900,1000,1,111111,,1370300021,\"\",,0,1370200015,\r\n";

/// Runs the program in `folder`, where paths are short and the same on every machine.
fn run(folder: &Path, words: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .current_dir(folder)
        .env_remove("TSUNAGU_LANG")
        .env("COLUMNS", "100")
        .args(words.split_whitespace())
        .output()
        .unwrap()
}

#[track_caller]
fn check(folder: &Path, words: &str, expected: Expect) {
    let output = run(folder, words);
    expected.assert_eq(&format!(
        "{}{}exit {}",
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
        output.status.code().unwrap()
    ));
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// The files below `folder` by their names; two folders have different names.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                assert!(files.insert(name, std::fs::read(path).unwrap()).is_none());
            }
        }
    }
    files
}

#[test]
fn help() {
    check(
        tempfile::tempdir().unwrap().path(),
        "convert --help",
        expect![[r#"
            Convert files between versions, and to JSON and back. 版の変換と JSON

            Usage: tsunagu convert [OPTIONS] --to <FORM> --out <DIR> <PATH>...

            Arguments:
              <PATH>...  Files, or folders with all files below them

            Options:
                  --lang <LANG>     Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
                  --to <FORM>       What to make: files of standard 4.1 or 3, JSON of files, or files of JSON [possible values: 4.1, 3, json, csv]
                  --from-kind <KK>  Service kind of the sender, for names of 4.1 (for example 43)
                  --to-kind <KK>    Service kind of the receiver, for names of 4.1 (for example 11)
                  --out <DIR>       Folder to write into; made if it is not there. Nothing in it is written over
              -h, --help            Print help

            Exit status: 0 converted, 1 a file could not be converted or needs a correction, 2 could not run
            終了コード: 0 変換した、1 変換できないか修正が要るファイルあり、2 実行できない
            exit 0"#]],
    );
}

#[test]
fn a_plan_of_standard_3_becomes_one_of_41() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &format!("in/{PLAN}"), LINE);
    write(folder.path(), "in/memo.txt", b"hello");
    check(
        folder.path(),
        "convert --to 4.1 --from-kind 43 --out out in",
        expect![[r#"
            in/UPPLAN_202403_1370200015_1370300021_20240325101500.CSV → out/UPPLAN_202403_1370200015_43_1370300021_11_20240325101500.CSV
              変更: ファイル名に送信元のサービス種類コード43を加えました（指定）
              変更: ファイル名に送信先のサービス種類コード11を加えました（明細から判断）
              変更: CSVバージョンを202407に変えました（1件）
              変更: 項目16「TAISコード」を空で加えました
              変更: 項目17「福祉用具届出コード」を空で加えました
              変更: 項目18「用具名称（機種名）」を空で加えました
            ファイル1個を変換しました。失われた情報0件、要修正0件、変換できないファイル0個、対象外1個。
            in/memo.txt: 対象外: 変換できる標準仕様のファイル名ではありません
            exit 0"#]],
    );
    // Nothing is written over.
    check(
        folder.path(),
        "--lang en convert --to 4.1 --from-kind 43 --to-kind 15 --out out in",
        expect![[r#"
            in/UPPLAN_202403_1370200015_1370300021_20240325101500.CSV → out/UPPLAN_202403_1370200015_43_1370300021_15_20240325101500.CSV
              changed: sender's service kind 43 added to the file name (given)
              changed: receiver's service kind 15 added to the file name (given)
              changed: CSV version changed to 202407 (records: 1)
              changed: item 16 (TAIS code) added, empty
              changed: item 17 (equipment notification code) added, empty
              changed: item 18 (equipment name) added, empty
            files converted: 1; lost: 0; to correct: 0; not converted: 0; left: 1
            in/memo.txt: left: not a file name of a standard that can be converted
            exit 0"#]],
    );
    check(
        folder.path(),
        "--lang en convert --to 4.1 --from-kind 43 --out out in",
        expect![[r#"
            files converted: 0; lost: 0; to correct: 0; not converted: 1; left: 1
            in/UPPLAN_202403_1370200015_1370300021_20240325101500.CSV: not written, a file of this name is there already: out/UPPLAN_202403_1370200015_43_1370300021_11_20240325101500.CSV
            in/memo.txt: left: not a file name of a standard that can be converted
            exit 1"#]],
    );
}

/// The boxes of a form are filled from the same items, whichever standard the file is of.
#[test]
fn forms_of_standard_3_are_drawn_like_those_of_41() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &format!("in/{PLAN}"), LINE);
    run(
        folder.path(),
        "convert --to 4.1 --from-kind 43 --out out in",
    );
    let [old, new] = ["show in", "show out"].map(|words| {
        let text = String::from_utf8(run(folder.path(), words).stdout).unwrap();
        // Only names of 4.1 tell the service that the ticket is for.
        let lines = text
            .lines()
            .filter(|line| !line.starts_with("このデータの宛先"));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    });
    assert!(old.contains("9:00〜10:00   訪問介護 111111  250単位   1370300021"));
    assert_eq!(old, new);
}

#[test]
fn what_is_missing_or_wrong_is_said() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &format!("in/{PLAN}"), LINE);
    check(
        folder.path(),
        "convert --to 4.1 --out out in",
        expect![[r#"
        ファイル0個を変換しました。失われた情報0件、要修正0件、変換できないファイル1個、対象外0個。
        in/UPPLAN_202403_1370200015_1370300021_20240325101500.CSV: 変換できません: 送信元のサービス種類が分かりません。--from-kind で指定してください
        exit 1"#]],
    );
    check(
        folder.path(),
        "--lang en convert --to 4.1 --from-kind 99 --out out in",
        expect![[r#"
            error: invalid value '99' for '--from-kind <KK>': no service kind of the standard (two characters such as 43)

            For more information, try '--help'.
            exit 2"#]],
    );
    check(
        folder.path(),
        "convert --to json --from-kind 43 --out out in",
        expect![[r#"
            tsunagu: --from-kind と --to-kind は --to 4.1 のときだけ使えます
            exit 2"#]],
    );
    check(
        folder.path(),
        "convert --to 3 --out out nowhere",
        expect![[r#"
        nowhere: OFF-117 ファイルを読めません。
          パスと権限を確かめてください。
        exit 2"#]],
    );
    write(folder.path(), "in/a.json", b"{}");
    check(
        folder.path(),
        "convert --to csv --out out in",
        expect![[r#"
        ファイル0個を変換しました。失われた情報0件、要修正0件、変換できないファイル1個、対象外1個。
        in/UPPLAN_202403_1370200015_1370300021_20240325101500.CSV: 対象外: JSON のファイルではありません
        in/a.json: 変換できません: 1行2桁: この形の JSON として読めません（missing field `format` at line 1 column 2）
        exit 1"#]],
    );
}

#[test]
fn losses_on_the_way_to_standard_3_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let tail = "1370200015_43_1370300021_17_20260925101800.CSV";
    let line = b"202407,131059,0000000123,20260925,202610,1370200015,\"a\",500,,20261001,,9999,9999,1,171003,00001-000010,,\"bed\",1,1370300021,\"\",,0,,\r\n";
    write(folder.path(), &format!("in/UPPLAN_202610_{tail}"), line);
    write(folder.path(), &format!("in/UP3KYO_{tail}"), b"");
    write(folder.path(), &format!("in/UPKIHON_{tail}"), b"");
    check(
        folder.path(),
        "--lang en convert --to 3 --out out in",
        expect![[r#"
            in/UP3KYO_1370200015_43_1370300021_17_20260925101800.CSV
              lost: UP3KYO (weekly plan, table 3) not written, standard 3 has no such file
            in/UPPLAN_202610_1370200015_43_1370300021_17_20260925101800.CSV → out/UPPLAN_202610_1370200015_1370300021_20260925101800.CSV
              lost: service kinds lost from the file name (sender 43, receiver 17)
              changed: CSV version changed to 202208 (records: 1)
              lost: line 1: item 16 (TAIS code) "00001-000010" is lost, standard 3 has no such item
              lost: line 1: item 18 (equipment name) "bed" is lost, standard 3 has no such item
            files converted: 1; lost: 4; to correct: 0; not converted: 1; left: 0
            in/UPKIHON_1370200015_43_1370300021_17_20260925101800.CSV: not converted: standard 3 has no UPKIHON (basic information on clients)
            exit 1"#]],
    );
    check(
        folder.path(),
        "--lang en convert --to 4.1 --from-kind 43 --out back out",
        expect![[r#"
            out/UPPLAN_202610_1370200015_1370300021_20260925101800.CSV → back/UPPLAN_202610_1370200015_43_1370300021_17_20260925101800.CSV
              changed: sender's service kind 43 added to the file name (given)
              changed: receiver's service kind 17 added to the file name (read from the lines)
              changed: CSV version changed to 202407 (records: 1)
              changed: item 16 (TAIS code) added, empty
              changed: item 17 (equipment notification code) added, empty
              changed: item 18 (equipment name) added, empty
              correct: line 1: equipment rental (171003) needs a TAIS code or the code of notified equipment; standard 3 has none, enter it in the care software
            files converted: 1; lost: 0; to correct: 1; not converted: 0; left: 0
            exit 1"#]],
    );
}

/// Every file of a sample month becomes JSON and the same file again.
#[test]
fn sample_months_go_to_json_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let sample = "sample --out month --seed 7 --offices 4 --clients 12 --month 202610";
    assert!(run(folder.path(), sample).status.success());
    let files = contents(&folder.path().join("month"));
    assert_eq!(
        run(folder.path(), "convert --to json --out json month")
            .status
            .code(),
        // Pictures of families have no JSON.
        Some(i32::from(files.keys().any(|name| name.ends_with("jpg"))))
    );
    assert!(
        run(folder.path(), "convert --to csv --out csv json")
            .status
            .success()
    );
    let records: BTreeMap<_, _> = files
        .into_iter()
        .filter(|(name, _)| name.ends_with(".CSV"))
        .collect();
    assert!(records.len() > 20, "{}", records.len());
    assert_eq!(contents(&folder.path().join("csv")), records);
}

/// The files of a sample month that standard 3 has are right there.
#[test]
fn sample_months_are_right_in_standard_3() {
    let folder = tempfile::tempdir().unwrap();
    let sample = "sample --out month --seed 7 --offices 3 --clients 6 --month 202610";
    assert!(run(folder.path(), sample).status.success());
    run(folder.path(), "convert --to 3 --out old month");
    let old = contents(&folder.path().join("old"));
    assert!(old.len() > 5, "{}", old.len());
    let checked = run(folder.path(), "check old");
    assert_eq!(
        checked.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&checked.stdout)
    );
}
