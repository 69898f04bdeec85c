//! `--help` of the commands about terminals, word for word.

use expect_test::{Expect, expect};

use super::tsunagu;

#[track_caller]
fn check(words: &str, expected: Expect) {
    let mut arguments: Vec<&str> = words.split_whitespace().collect();
    arguments.push("--help");
    let output = tsunagu(&arguments);
    assert_eq!(output.status.code(), Some(0));
    expected.assert_eq(&String::from_utf8(output.stdout).unwrap());
}

#[test]
fn office_join_help() {
    check(
        "office join",
        expect![[r#"
        Join an office that has terminals already. 端末の追加

        Usage: tsunagu office join [OPTIONS] --dir <DIR>

        Options:
              --dir <DIR>        Folder of the office
              --lang <LANG>      Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --digits <DIGITS>  The six digits that the other terminal shows
          -h, --help             Print help
    "#]],
    );
}

#[test]
fn office_restore_help() {
    check(
        "office restore",
        expect![[r#"
        Restore an office that lost all its terminals. 復旧

        Usage: tsunagu office restore [OPTIONS] --dir <DIR> --recovery <CODE>

        Options:
              --dir <DIR>        Folder of the office
              --lang <LANG>      Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --recovery <CODE>  The code of the newest recovery sheet, 7 groups of 5 characters
          -h, --help             Print help
    "#]],
    );
}

#[test]
fn office_terminals_help() {
    check(
        "office terminals",
        expect![[r#"
        The terminals of the office, codes, recovery sheet. 端末

        Usage: tsunagu office terminals [OPTIONS] <COMMAND>

        Commands:
          list     List the terminals of the office. 端末一覧
          code     Make an enrolment code for a further terminal. 登録コードの発行
          check    Show the six digits of a terminal that asks to join. 数字の表示
          approve  Approve a terminal after comparing the digits. 承認
          rename   Give a terminal another name. 名前の変更
          remove   Remove a terminal; the hub refuses it from then on. 端末を外す
          sheet    Make a new recovery sheet and print its code; earlier sheets become worthless. 復旧シート
          help     Print this message or the help of the given subcommand(s)

        Options:
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_terminals_list_help() {
    check(
        "office terminals list",
        expect![[r#"
        List the terminals of the office. 端末一覧

        Usage: tsunagu office terminals list [OPTIONS] --dir <DIR>

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --json         One JSON document
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_terminals_code_help() {
    check(
        "office terminals code",
        expect![[r#"
        Make an enrolment code for a further terminal. 登録コードの発行

        Usage: tsunagu office terminals code [OPTIONS] --dir <DIR>

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_terminals_check_help() {
    check(
        "office terminals check",
        expect![[r#"
        Show the six digits of a terminal that asks to join. 数字の表示

        Usage: tsunagu office terminals check [OPTIONS] --dir <DIR> <TERMINAL>

        Arguments:
          <TERMINAL>  The terminal, as `list` shows it

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_terminals_approve_help() {
    check(
        "office terminals approve",
        expect![[r#"
        Approve a terminal after comparing the digits. 承認

        Usage: tsunagu office terminals approve [OPTIONS] --dir <DIR> --digits <DIGITS> <TERMINAL>

        Arguments:
          <TERMINAL>  The terminal, as `list` shows it

        Options:
              --dir <DIR>        Folder of the office
              --lang <LANG>      Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --digits <DIGITS>  The six digits that the new terminal shows
          -h, --help             Print help
    "#]],
    );
}

#[test]
fn office_terminals_rename_help() {
    check(
        "office terminals rename",
        expect![[r#"
        Give a terminal another name. 名前の変更

        Usage: tsunagu office terminals rename [OPTIONS] --dir <DIR> --name <NAME> <TERMINAL>

        Arguments:
          <TERMINAL>  The terminal, as `list` shows it

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --name <NAME>  The new name
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_terminals_remove_help() {
    check(
        "office terminals remove",
        expect![[r#"
        Remove a terminal; the hub refuses it from then on. 端末を外す

        Usage: tsunagu office terminals remove [OPTIONS] --dir <DIR> <TERMINAL>

        Arguments:
          <TERMINAL>  The terminal, as `list` shows it

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn office_terminals_sheet_help() {
    check(
        "office terminals sheet",
        expect![[r#"
        Make a new recovery sheet and print its code; earlier sheets become worthless. 復旧シート

        Usage: tsunagu office terminals sheet [OPTIONS] --dir <DIR>

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
}
