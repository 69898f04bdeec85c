//! What `tsunagu check` and its neighbours do with odd paths and outputs, and what their exit codes promise:
//! `docs/internals/decisions/check-exit-codes.md`.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::{DELETION, folder, run, write};

const WARNING: &[u8] = b"202504,131059,0000000123,20260915\r\n";
const ERROR: &[u8] = b"202407,31059,0000000123,20260915\r\n";

#[track_caller]
fn status(output: &Output) -> i32 {
    output.status.code().expect("not ended by a signal")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn fail_on_says_which_severity_fails() {
    let folder = folder();
    let code = |bytes: &[u8], arguments: &[&str]| {
        write(folder.path(), DELETION, bytes);
        let arguments = [&["check", "."], arguments].concat();
        status(&run(folder.path(), &arguments))
    };
    for (bytes, default, warning) in [
        (b"202407,131059,0000000123,20260915\r\n".as_slice(), 0, 0),
        (WARNING, 0, 1),
        (ERROR, 1, 1),
    ] {
        assert_eq!(code(bytes, &[]), default);
        assert_eq!(code(bytes, &["--fail-on", "error"]), default);
        assert_eq!(code(bytes, &["--fail-on", "warning"]), warning);
        assert_eq!(code(bytes, &["--fail-on", "warning", "--json"]), warning);
    }
    // Line ends of LF are information, which fails nobody.
    let information = b"202407,131059,0000000123,20260915\n";
    assert_eq!(code(information, &["--fail-on", "warning"]), 0);
    assert_eq!(code(information, &["--fail-on", "info"]), 2);
    let help = text(&run(folder.path(), &["check", "--help"]).stdout);
    assert!(
        help.contains("1 an error (with --fail-on warning: or a warning)"),
        "{help}"
    );
}

#[test]
fn nothing_to_check_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "空 の フォルダ/.hidden", b"");
    for arguments in [
        ["check", "空 の フォルダ"].as_slice(),
        &["check", "--json", "空 の フォルダ"],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!((status(&output), text(&output.stdout).as_str()), (2, ""));
        assert_eq!(
            text(&output.stderr),
            "ファイルがひとつもありません\nファイルやフォルダの場所を確かめてください\n"
        );
    }
    for arguments in [
        ["show", "空 の フォルダ"].as_slice(),
        &["repair", "--out", "never", "空 の フォルダ"],
        &[
            "convert",
            "--to",
            "json",
            "--out",
            "never",
            "空 の フォルダ",
        ],
        &[
            "reconcile",
            "--planned",
            "空 の フォルダ",
            "--actual",
            "空 の フォルダ",
        ],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!((status(&output), text(&output.stdout).as_str()), (2, ""));
        assert!(text(&output.stderr).starts_with("ファイルがひとつもありません"));
    }
    assert!(!folder.path().join("never").exists());
    assert!(!folder.path().join("never-report").exists());
}

#[test]
fn spaces_japanese_and_the_same_file_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = format!("10月 送信分/居宅 A/{DELETION}");
    write(folder.path(), &path, ERROR);
    let output = run(folder.path(), &["check", "10月 送信分", &path]);
    assert_eq!(status(&output), 1);
    assert_eq!(text(&output.stdout).matches("SET-04").count(), 1);
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_in_circles_and_broken_ones_are_named() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    symlink(".", folder.path().join("circle")).unwrap();
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(status(&output), 0);
    assert_eq!(text(&output.stdout).matches("送信単位").count(), 1);
    symlink("nowhere", folder.path().join("broken.CSV")).unwrap();
    for arguments in [
        ["check", "."].as_slice(),
        &["show", "."],
        &["repair", "--out", "../never", "."],
        &["convert", "--to", "json", "--out", "../never", "."],
        &["reconcile", "--planned", ".", "--actual", "."],
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        let words = text(&output.stderr);
        assert!(words.contains("broken.CSV"), "{arguments:?}: {words}");
    }
    assert!(!folder.path().join("../never").exists());
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_findings() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    // 提供票 in Shift JIS, as an old archive unpacks it.
    let name = OsStr::from_bytes(b"\x92\xf1\x8b\x9f\x95[.CSV");
    fs::write(folder.path().join(name), ERROR).unwrap();
    let output = run(folder.path(), &["check", "--json", "."]);
    assert_eq!(status(&output), 1);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["files"][0]["findings"][0]["code"], "NAM-01");
}

/// A name with a line break and a sequence that colours a terminal.
#[cfg(unix)]
#[test]
fn names_do_not_steer_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a\u{1b}[31m\nファイル1個を検査しました。エラー0件、注意0件。.CSV";
    fs::write(folder.path().join(name), ERROR).unwrap();
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(status(&output), 1);
    let printed = text(&output.stdout);
    assert!(!printed.contains('\u{1b}'), "{printed}");
    let pretended = printed
        .lines()
        .filter(|line| line.starts_with("ファイル1個"));
    assert_eq!(pretended.count(), 1, "{printed}");
}

/// Runs with standard output closed by its reader before anything is printed.
fn run_unread(folder: &Path, arguments: &[&str]) -> i32 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .current_dir(folder)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let words = text(&output.stderr);
    assert!(
        !words.contains("pipe") && !words.contains("panicked"),
        "{words}"
    );
    status(&output)
}

#[test]
fn a_reader_who_has_gone_changes_neither_work_nor_code() {
    let folder = folder();
    let path = folder.path();
    write(path, &format!("wrong/{DELETION}"), ERROR);
    for (code, arguments) in [
        (0, ["check", DELETION].as_slice()),
        (1, &["check", "wrong"]),
        (1, &["check", "--json", "wrong"]),
        (0, &["show", DELETION]),
        (2, &["explain", "NAM-01", "NAM-99"]),
        (0, &["sample", "--out", "sample", "--month", "202610"]),
        (0, &["convert", "--to", "json", "--out", "json", "sample"]),
        (0, &["repair", "--out", "copies", "sample"]),
        (
            0,
            &["conformance", "export", "--role", "kyotaku", "--out", "kit"],
        ),
        (1, &["conformance", "check", "kit"]),
        (1, &["conformance", "check", "--json", "kit"]),
    ] {
        assert_eq!(run_unread(path, arguments), code, "{arguments:?}");
    }
    let count = |folder: &str| fs::read_dir(path.join(folder)).unwrap().count();
    let files = run(path, &["check", "--json", "sample"]).stdout;
    let files: serde_json::Value = serde_json::from_slice(&files).unwrap();
    let standard = files["files"].as_array().unwrap().iter();
    let standard = standard.filter(|file| file["kind"].is_string()).count();
    assert_eq!(count("json"), standard);
    assert!(path.join("copies-report/repair-report.txt").exists());
    assert!(path.join("kit/report/report.json").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_both_languages() {
    let folder = folder();
    let full = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_tsunagu"))
            .current_dir(folder.path())
            .env_remove("TSUNAGU_LANG")
            .args(arguments)
            .stdout(
                fs::OpenOptions::new()
                    .write(true)
                    .open("/dev/full")
                    .unwrap(),
            )
            .output()
            .unwrap();
        (status(&output), text(&output.stderr))
    };
    for arguments in [
        ["check", "."].as_slice(),
        &["check", "--json", "."],
        &["show", "."],
    ] {
        let (code, words) = full(arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(
            words.starts_with("tsunagu: 結果を出力できません"),
            "{words}"
        );
    }
    let (_, words) = full(&["--lang", "en", "check", "."]);
    assert!(
        words.starts_with("tsunagu: the output cannot be written"),
        "{words}"
    );
    for arguments in [
        ["check", "--html", "/dev/full", "."].as_slice(),
        &["show", "--html", "/dev/full", "."],
    ] {
        let (code, words) = full(arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(words.contains("/dev/full"), "{words}");
    }
}

#[test]
fn places_that_cannot_be_written_are_named() {
    let folder = folder();
    write(folder.path(), "file", b"");
    for arguments in [
        ["check", "--html", "missing/page.html", "."].as_slice(),
        &["show", "--html", "missing/page.html", "."],
        &["sample", "--out", "file/below", "--month", "202610"],
        &[
            "conformance",
            "export",
            "--role",
            "kyotaku",
            "--out",
            "file/below",
        ],
        &["convert", "--to", "json", "--out", "file/below", "."],
    ] {
        let output = run(folder.path(), arguments);
        let words = text(&output.stderr);
        assert_eq!(status(&output), 2, "{arguments:?}: {words}");
        assert!(
            words.contains("missing/page.html") || words.contains("file/below"),
            "{words}"
        );
        assert!(!words.is_ascii(), "Japanese by default: {words}");
    }
}

/// `--html *.CSV` gives the name of a file of the office as that of the page.
#[test]
fn a_page_is_never_written_over_a_file_of_the_office() {
    let folder = folder();
    let before = fs::read(folder.path().join(DELETION)).unwrap();
    for command in ["check", "show"] {
        let output = run(folder.path(), &[command, "--html", DELETION, DELETION]);
        assert_eq!(status(&output), 2);
        let words = text(&output.stderr);
        assert!(words.contains("別のファイルがある"), "{words}");
        assert_eq!(fs::read(folder.path().join(DELETION)).unwrap(), before);
    }
    for _ in 0..2 {
        let output = run(folder.path(), &["check", "--html", "page.html", DELETION]);
        assert_eq!(status(&output), 0);
    }
}

/// A pipe can be read once only, and is checked like any file.
#[cfg(target_os = "linux")]
#[test]
fn a_pipe_is_checked_and_read_once() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tsunagu"))
        .args(["check", "/dev/stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all(b"202407,131059,0000000123,20260915\r\n")
        .unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 1);
    assert!(text(&output.stdout).contains("NAM-01"));
}
