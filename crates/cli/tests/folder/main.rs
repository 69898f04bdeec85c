//! `tsunagu office folder`: help word for word, and what is refused before any folder is
//! touched. What folders do is tested in `office`.

#![allow(clippy::unwrap_used)]

use std::process::{Command, Output};

use expect_test::{Expect, expect};

fn tsunagu(words: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .args(words.split_whitespace())
        .env_remove("TSUNAGU_LANG")
        .output()
        .unwrap()
}

#[track_caller]
fn help(words: &str, expected: Expect) {
    let output = tsunagu(&format!("office folder {words} --help"));
    assert_eq!(output.status.code(), Some(0));
    expected.assert_eq(&String::from_utf8(output.stdout).unwrap());
}

#[test]
fn help_of_every_command() {
    help(
        "",
        expect![[r#"
        Folders shared with the care software. 連携フォルダ

        Usage: tsunagu office folder [OPTIONS] <COMMAND>

        Commands:
          out      Watch a folder for files to send. 送信フォルダの登録
          in       Lay received files into a folder. 受信フォルダの登録
          list     List the folders and how they stand. 登録フォルダ一覧
          remove   Watch a folder no longer; its files stay. 登録の解除
          confirm  Say that the care software has imported bundles that it left in the folder. 取込済みの記録
          help     Print this message or the help of the given subcommand(s)

        Options:
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
    help(
        "out",
        expect![[r#"
        Watch a folder for files to send. 送信フォルダの登録

        Usage: tsunagu office folder out [OPTIONS] --dir <DIR> [PATH]

        Arguments:
          [PATH]  The folder that the care software writes to

        Options:
              --dir <DIR>       Folder of the office
              --lang <LANG>     Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --mode <MODE>...  What becomes of complete file sets: draft, send, or at HH:MM (time in Japan) [default: draft]
          -h, --help            Print help
    "#]],
    );
    help(
        "in",
        expect![[r#"
        Lay received files into a folder. 受信フォルダの登録

        Usage: tsunagu office folder in [OPTIONS] --dir <DIR> <PATH>

        Arguments:
          <PATH>  The folder that the care software reads

        Options:
              --dir <DIR>        Folder of the office
              --lang <LANG>      Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --layout <LAYOUT>  flat: all files side by side; partner: PARTNER/STAMP_ID/FILE [default: flat] [possible values: flat, partner]
          -h, --help             Print help
    "#]],
    );
    help(
        "list",
        expect![[r#"
        List the folders and how they stand. 登録フォルダ一覧

        Usage: tsunagu office folder list [OPTIONS] --dir <DIR>

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
              --json         Print one JSON document
          -h, --help         Print help
    "#]],
    );
    help(
        "remove",
        expect![[r#"
        Watch a folder no longer; its files stay. 登録の解除

        Usage: tsunagu office folder remove [OPTIONS] --dir <DIR> <PATH>

        Arguments:
          <PATH>  The registered folder

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
    help(
        "confirm",
        expect![[r#"
        Say that the care software has imported bundles that it left in the folder. 取込済みの記録

        Usage: tsunagu office folder confirm [OPTIONS] --dir <DIR> <ID>...

        Arguments:
          <ID>...  The bundles: their ids, or OFFICE-ID

        Options:
              --dir <DIR>    Folder of the office
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
    "#]],
    );
}

#[test]
fn a_mode_that_is_none_is_refused_in_both_languages() {
    #[track_caller]
    fn check(words: &str, expected: &str) {
        let dir = tempfile::tempdir().unwrap();
        let words = words.replace("DIR", dir.path().to_str().unwrap());
        let output = tsunagu(&words);
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            expected,
            "{words}"
        );
    }
    let japanese =
        "フォルダと --mode draft、--mode send、--mode at 時:分 のどれかを指定してください。\n";
    check("office folder out --dir DIR DIR --mode now", japanese);
    check("office folder out --dir DIR DIR --mode at 24:00", japanese);
    check("office folder out --dir DIR --mode draft", japanese);
    check(
        "--lang en office folder out --dir DIR DIR --mode at",
        "give one folder, and --mode draft, --mode send or --mode at HH:MM\n",
    );
}

#[test]
fn without_an_office_there_are_no_folders() {
    for command in ["out", "in", "remove"] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().to_str().unwrap();
        let output = tsunagu(&format!(
            "--lang en office folder {command} --dir {path} {path}"
        ));
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            format!(
                "{path}: OFF-501 There is no office in this folder.\n  Enrol one with tsunagu office init.\n"
            )
        );
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().count(),
            0,
            "{command}"
        );
    }
}
