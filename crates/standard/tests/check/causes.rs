//! One mistake is told once and by its cause: what follows from it is no finding of its own.

use expect_test::{Expect, expect};
use tsunagu_standard::{FileKind, Input, check_files};

use crate::data::{PREVENTION, TICKET, TestFile, check, set_of};
use crate::shown;

#[track_caller]
fn compare(files: &[TestFile], expected: Expect) {
    let report = check(files);
    let shown = shown::all(&report).into_iter().map(shown::full);
    expected.assert_eq(&shown.collect::<String>());
}

/// The set of `kind` with other bytes in that file.
fn with_bytes(kind: FileKind, bytes: &[u8]) -> Vec<TestFile> {
    let mut set = set_of(kind);
    for file in set.iter_mut().filter(|file| file.kind == kind) {
        file.bytes = Some(bytes.to_vec());
    }
    set
}

#[test]
fn clients_are_not_missing_in_a_file_that_cannot_be_read() {
    compare(
        &with_bytes(FileKind::UpPlan, b"\xff\xfe2\x000\x00"),
        expect![[r#"
            error ENC-03
              文字コードがUTF-16です
              = 文字コードはシフトJIS（MS932）
              > 介護ソフトの出力設定をシフトJISにして、出力し直してください
              the file is UTF-16
              = Shift JIS (MS932)
              > set the export of the care software to Shift JIS and export again
        "#]],
    );
    compare(
        &with_bytes(FileKind::UpPlan, b""),
        expect![[r#"
        error FIL-01
          データが1件もありません
          = 1件以上のデータ
          > 送る利用者を選んでいるか確かめ、介護ソフトから出力し直してください
          the file has no record
          = at least one record
          > check whether clients were selected, and export again
    "#]],
    );
}

/// Whether a sub-table without lines is left out or sent empty is not written (doubts, C).
#[test]
fn fil_01_a_sub_table_may_have_nothing_to_say() {
    let mut set = set_of(FileKind::UpYobo);
    for file in set.iter_mut().filter(|file| file.kind.is_sub_table()) {
        file.bytes = Some(Vec::new());
    }
    compare(
        &set,
        expect![[r#"
        warning FIL-01
          データが1件もありません
          = 1件以上のデータ（別表の行がないときにファイルを省くかどうかは、標準仕様に定めがない）
          > この利用者の別表に書くことがなければ、そのままで構いません
          the file has no record
          = at least one record (the standard does not say whether a sub-table without lines is left out)
          > leave it as it is if the sub-table has nothing to say
        warning FIL-01
          データが1件もありません
          = 1件以上のデータ（別表の行がないときにファイルを省くかどうかは、標準仕様に定めがない）
          > この利用者の別表に書くことがなければ、そのままで構いません
          the file has no record
          = at least one record (the standard does not say whether a sub-table without lines is left out)
          > leave it as it is if the sub-table has nothing to say
        warning FIL-01
          データが1件もありません
          = 1件以上のデータ（別表の行がないときにファイルを省くかどうかは、標準仕様に定めがない）
          > この利用者の別表に書くことがなければ、そのままで構いません
          the file has no record
          = at least one record (the standard does not say whether a sub-table without lines is left out)
          > leave it as it is if the sub-table has nothing to say
    "#]],
    );
}

#[test]
fn set_01_names_the_file_whose_name_is_wrong() {
    let renamed = |names: &[(usize, &str)]| {
        let mut set = set_of(FileKind::UpPlan);
        for (index, name) in names {
            set[*index].name = (*name).to_string();
        }
        set
    };
    let copy = format!("UPSIKYU_202610_{TICKET} (1).CSV");
    compare(
        &renamed(&[(1, &copy)]),
        expect![[r#"
        error NAM-11
          ファイル連番「20260925101800 (1)」が14桁の数字ではありません
          = 作成日時 YYYYMMDDHHMMSS の14桁
          > 「 (1)」や「コピー」などが付いていれば取り除き、ファイル名を出力したときの名前に戻してください
          the stamp "20260925101800 (1)" is not 14 digits
          = the 14 digits of the time of export, YYYYMMDDHHMMSS
          > take out what was added, such as " (1)", and give the file the name it was exported with
        error SET-01
          一緒に送るサービス利用票別表（第7表）（UPSIKYU）がありません（名前に誤りのある「UPSIKYU_202610_1370200015_43_1370300021_11_20260925101800 (1).CSV」がそれかもしれません）
          = 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
          > そのファイルの名前を先に直し、もう一度検査してください
          the statement of services, table 7 (UPSIKYU), which belongs to the set, is missing ("UPSIKYU_202610_1370200015_43_1370300021_11_20260925101800 (1).CSV", whose name is wrong, may be it)
          = a combination of files listed in the standard, all with one stamp
          > correct the name of that file first, then check again
    "#]],
    );
    // Of two files nobody knows which is meant.
    let mut set = renamed(&[(1, &copy)]);
    set.push(TestFile {
        name: copy.replace("(1)", "(2)"),
        ..set[1].clone()
    });
    let report = check(&set);
    let words = tsunagu_standard::finding::ja::text(&report.sets[0].findings[0]);
    assert_eq!(
        words.message,
        "一緒に送るサービス利用票別表（第7表）（UPSIKYU）がありません"
    );
}

#[test]
fn csv_04_contents_of_4_1_under_a_name_of_standard_3() {
    let plan = set_of(FileKind::UpPlan).swap_remove(0);
    let bytes = plan.to_bytes();
    let path = "UPPLAN_202610_1370200015_1370300021_20260925101800.CSV";
    let report = check_files(&[Input {
        path,
        bytes: &bytes,
    }]);
    let first = report.files[0]
        .findings
        .iter()
        .find(|finding| finding.line.is_some());
    expect![[r#"
        error CSV-04 line 1
          1行目: 項目の数が25個です（4.1版の項目数ですが、ファイル名は旧版です）
          = 項目の数は22個
          > ファイル名を変えていないか確かめ、出力したときの名前に戻してください
          line 1: the record has 25 items (as many as in 4.1, but the name is of standard 3)
          = 22 items
          > check whether the file was renamed, and give it the name it was exported with
    "#]]
    .assert_eq(&shown::full(first.unwrap()));
}

#[test]
fn only_the_lines_of_another_version_are_told() {
    let lines = ["202407", "202504", "202504", "202407", "202504"];
    let records: Vec<String> = (lines.iter().zip(1..))
        .map(|(version, day)| format!("{version},131059,0000000123,2026090{day}\r\n"))
        .collect();
    let path = format!("DLTKIHON_{PREVENTION}.CSV");
    let report = check_files(&[Input {
        path: &path,
        bytes: records.concat().as_bytes(),
    }]);
    let shown: Vec<String> = report.files[0].findings.iter().map(shown::head).collect();
    assert_eq!(
        shown,
        ["error DKI-C01 line 2 item 1", "error DKI-C01 line 5 item 1"]
    );
}

/// Others may have the same insurer or the same date, so that the sentence must name the client.
#[test]
fn set_08_says_whose_record_is_missing() {
    let mut set = set_of(FileKind::Up1Kyo);
    for file in set.iter_mut().filter(|file| file.kind == FileKind::Up3Kyo) {
        file.records[0][4] = "20260916".to_string();
    }
    let report = check(&set);
    let found = shown::all(&report);
    let words: Vec<String> = found
        .iter()
        .map(|finding| tsunagu_standard::finding::ja::text(finding).message)
        .collect();
    expect!["この利用者の、「居宅サービス計画作成（変更）日」が「20260916」のデータが、居宅サービス計画書（第1表）（UP1KYO）にありません"].assert_eq(&words.join("\n"));
}

#[test]
fn csv_06_and_csv_04_are_traces_of_a_spreadsheet() {
    let records = |lines: &[&str]| lines.concat();
    let first = "202407,131059,0000000123,20260915\r\n";
    crate::files::check(
        &records(&[first, ",,,\r\n"]),
        expect![[r#"
        error CSV-06 line 2
          2行目: カンマだけで、値のない行があります
          = 空の行のないCSV
          > 表計算ソフトなどで編集・保存した場合は元に戻し、介護ソフトから出力したファイルを使ってください
          line 2: a line has nothing but commas
          = CSV without empty lines
          > if the file was edited or saved by a spreadsheet, use the file as the care software exported it
    "#]],
    );
    crate::files::check(
        "202407,131059,0000000123,20260915,\r\n",
        expect![[r#"
        error CSV-04 line 1
          1行目: 項目の数が5個です（行の最後に余分なカンマがあります）
          = 項目の数は4個
          > 表計算ソフトなどで保存し直したファイルなら、出力したままのファイルを使ってください。出力したままなら、介護ソフトの会社に伝えてください
          line 1: the record has 5 items (nothing but commas follows the last item)
          = 4 items
          > if a spreadsheet or the like saved the file, use it as it was exported; if it is as exported, tell the maker of the care software
    "#]],
    );
}

#[test]
fn fil_07_contents_of_another_format() {
    compare(
        &with_bytes(FileKind::UpPlan, b"PK\x03\x04\x14\0\x06\0,\"\r\n"),
        expect![[r#"
            error FIL-07
              名前はCSVですが、中身はExcel/ZIPです
              = 介護ソフトが出力したCSV
              > 名前を変えたファイルや、ブラウザーで保存し損ねたファイルでないか確かめ、介護ソフトから出力し直してください
              the name is that of a CSV file, but the contents are Excel/ZIP
              = the CSV file that the care software exported
              > check whether the file was renamed or badly saved by a browser, and export it again
        "#]],
    );
    for bytes in [&b"<!DOCTYPE html>"[..], b"%PDF-1.7", b"\xd0\xcf\x11\xe0"] {
        let report = check(&with_bytes(FileKind::UpPlan, bytes));
        let shown: Vec<String> = shown::all(&report).into_iter().map(shown::head).collect();
        assert_eq!(shown, ["error FIL-07"]);
    }
}

#[test]
fn what_a_spreadsheet_made_of_a_value_is_said() {
    let mut shown = String::new();
    for (item, value) in [
        (3, "1.23E+09"),
        (10, "2026/10/1"),
        (12, "9:00"),
        (20, "1.37E+09"),
        (10, "R8.10.1"),
        (3, "A"),
    ] {
        let mut set = set_of(FileKind::UpPlan);
        set[0].records[0][item - 1] = value.to_string();
        let report = check(&set);
        let finding = report.files[0].findings.iter();
        let finding = finding
            .clone()
            .find(|finding| finding.item == Some(item as u16));
        let words = tsunagu_standard::finding::ja::text(finding.unwrap());
        shown += &format!("{value}: {}\n", words.remedy);
    }
    expect![[r#"
        1.23E+09: 表計算ソフトで保存し直すと、番号・日付・時刻がこの形に変わります。介護ソフトから出力したファイルを使ってください
        2026/10/1: 表計算ソフトで保存し直すと、番号・日付・時刻がこの形に変わります。介護ソフトから出力したファイルを使ってください
        9:00: 表計算ソフトで保存し直すと、番号・日付・時刻がこの形に変わります。介護ソフトから出力したファイルを使ってください
        1.37E+09: 表計算ソフトで保存し直すと、番号・日付・時刻がこの形に変わります。介護ソフトから出力したファイルを使ってください
        R8.10.1: 介護ソフトで正しい値に直し、出力し直してください
        A: 介護ソフトで正しい値に直し、出力し直してください
    "#]].assert_eq(&shown);
}
