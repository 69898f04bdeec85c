//! Findings about whole files and the shape of records, word for word.

use expect_test::{Expect, expect};
use tsunagu_standard::encoding::encode;
use tsunagu_standard::{FileKind, Input, check_files};

use crate::data::{ACTUAL, CARE_PLAN, PREVENTION, set_of};
use crate::shown;

pub(crate) const RECORD: &str = "202407,131059,0000000123,20260915";
pub(crate) const OTHER: &str = "202407,131059,0000000124,20260915";

/// Checks a file with deletions of care plans.
#[track_caller]
pub(crate) fn check(contents: &str, expected: Expect) {
    check_bytes(
        &format!("DLT1KYO_{CARE_PLAN}.CSV"),
        &encode(contents).unwrap(),
        expected,
    );
}

#[track_caller]
pub(crate) fn check_bytes(name: &str, bytes: &[u8], expected: Expect) {
    let report = check_files(&[Input { path: name, bytes }]);
    let findings = &report.files[0].findings;
    expected.assert_eq(&findings.iter().map(shown::full).collect::<String>());
}

/// A sub-table with free text: time, life of the client, life of the family.
#[track_caller]
pub(crate) fn check_text(texts: &str, expected: Expect) {
    let contents = format!("{RECORD},\"6:00\",\"\",\"\"\r\n{OTHER},{texts}\r\n");
    check_bytes(
        &format!("UPKIHON_SUB1_{PREVENTION}.CSV"),
        &encode(&contents).unwrap(),
        expected,
    );
}

#[test]
fn enc_01_utf8_is_told_once_where_it_begins() {
    let contents = format!("{RECORD},\"6:00\",\"\",\"\"\r\n{OTHER},\"6:00\",\"起床\",\"起床\"\r\n");
    check_bytes(
        &format!("UPKIHON_SUB1_{PREVENTION}.CSV"),
        contents.as_bytes(),
        expect![[r#"
            error ENC-01 line 2 item 6
              2行目 項目6「本人の生活状況」: 文字コードがUTF-8です
              = 文字コードはシフトJIS（MS932）
              > 介護ソフトの出力設定をシフトJISにして、出力し直してください
              line 2, item 6 (client's life): the file is UTF-8
              = Shift JIS (MS932)
              > set the export of the care software to Shift JIS and export again
        "#]],
    );
}

#[test]
fn enc_02_utf8_with_mark() {
    let contents = format!("\u{feff}{RECORD}\r\n");
    check_bytes(
        &format!("DLT1KYO_{CARE_PLAN}.CSV"),
        contents.as_bytes(),
        expect![[r#"
            error ENC-02 line 1
              1行目: 文字コードがUTF-8（BOM付き）です
              = 文字コードはシフトJIS（MS932）
              > 介護ソフトの出力設定をシフトJISにして、出力し直してください
              line 1: the file is UTF-8 (with byte order mark)
              = Shift JIS (MS932)
              > set the export of the care software to Shift JIS and export again
        "#]],
    );
}

#[test]
fn enc_03_utf16() {
    check_bytes(
        &format!("DLT1KYO_{CARE_PLAN}.CSV"),
        b"\xff\xfe2\x000\x00",
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
}

#[test]
fn a_tab_in_text_is_a_warning_and_hides_nothing_worse() {
    check_text(
        "\"6:00\",\"a\tb\",\"\"",
        expect![[r#"
        warning KS1-C06 line 2 item 6
          2行目 項目6「本人の生活状況」: 「本人の生活状況」の2文字目にタブ（09）があります
          = シフトJIS（MS932）の文字だけ。外字は使えない
          > 介護ソフトで別の文字（常用の字やかな）に置き換え、出力し直してください
          line 2, item 6 (client's life): character 2 of client's life is a tab (09)
          = only characters of Shift JIS (MS932), no user-defined characters
          > replace it by another character (a common one or kana) in the care software and export again
    "#]],
    );
    check_text(
        "\"6:00\",\"a\tb\u{1}\",\"\"",
        expect![[r#"
        error KS1-C06 line 2 item 6
          2行目 項目6「本人の生活状況」: 「本人の生活状況」の4文字目に制御文字（01）があります
          = シフトJIS（MS932）の文字だけ。外字は使えない
          > 介護ソフトで別の文字（常用の字やかな）に置き換え、出力し直してください
          line 2, item 6 (client's life): character 4 of client's life is a control character (01)
          = only characters of Shift JIS (MS932), no user-defined characters
          > replace it by another character (a common one or kana) in the care software and export again
    "#]],
    );
    check(
        "202407,131059,0000000123,2026091\t\r\n",
        expect![[r#"
        error D01-C04 line 1 item 4
          1行目 項目4「居宅サービス計画作成（変更）日」: 「居宅サービス計画作成（変更）日」の8文字目にタブ（09）があります
          = シフトJIS（MS932）の文字だけ。外字は使えない
          > 介護ソフトで別の文字（常用の字やかな）に置き換え、出力し直してください
          line 1, item 4 (care plan date): character 8 of care plan date is a tab (09)
          = only characters of Shift JIS (MS932), no user-defined characters
          > replace it by another character (a common one or kana) in the care software and export again
    "#]],
    );
}

#[test]
fn csv_01_stray_quote() {
    check_text(
        "\"6:00\",ab\"c,\"\"",
        expect![[r#"
            error CSV-01 line 2 item 6
              2行目 項目6「本人の生活状況」: 引用符で始まっていない項目の途中に引用符「"」があります
              = フリーテキストは全体を「"」で囲み、中の「"」は「""」と重ねる
              > 介護ソフトから出力し直してください
              line 2, item 6 (client's life): a quote stands inside an item that does not begin with one
              = free text in quotes as a whole, with every quote inside doubled
              > export the file again from the care software
        "#]],
    );
}

#[test]
fn csv_02_text_after_quote() {
    check_text(
        "\"6:00\",\"say \"yes\"\",\"\"",
        expect![[r#"
            error CSV-02 line 2 item 6
              2行目 項目6「本人の生活状況」: 閉じの引用符「"」の後に文字が続いています
              = フリーテキストの中の「"」は「""」と重ね、閉じの「"」の次はカンマか改行
              > 介護ソフトから出力し直してください
              line 2, item 6 (client's life): text follows a closing quote
              = quotes inside free text doubled, and a comma or line end after the closing quote
              > export the file again from the care software
        "#]],
    );
}

#[test]
fn csv_03_unclosed_quote() {
    check_text(
        "\"6:00\",\"one\r\ntwo,\"\"",
        expect![[r#"
            error CSV-03 line 2 item 6
              2行目 項目6「本人の生活状況」: 2行目で始まる引用符「"」が閉じられていません
              = フリーテキストの最後に閉じの「"」
              > ファイルが途中で切れていないか確かめ、介護ソフトから出力し直してください
              line 2, item 6 (client's life): the quote opened on line 2 is never closed
              = a closing quote at the end of free text
              > check whether the file was cut off, and export it again
        "#]],
    );
}

#[test]
fn csv_04_field_count() {
    check(
        &format!("{RECORD}\r\n{OTHER},\r\n"),
        expect![[r#"
            error CSV-04 line 2
              2行目: 項目の数が5個です（行の最後に余分なカンマがあります）
              = 項目の数は4個
              > 表計算ソフトなどで保存し直したファイルなら、出力したままのファイルを使ってください。出力したままなら、介護ソフトの会社に伝えてください
              line 2: the record has 5 items (nothing but commas follows the last item)
              = 4 items
              > if a spreadsheet or the like saved the file, use it as it was exported; if it is as exported, tell the maker of the care software
        "#]],
    );
    check(
        &format!("{RECORD}\r\n202407,131059\r\n"),
        expect![[r#"
            error CSV-04 line 2
              2行目: 項目の数が2個です
              = 項目の数は4個
              > 表計算ソフトなどで保存し直したファイルなら、出力したままのファイルを使ってください。出力したままなら、介護ソフトの会社に伝えてください
              line 2: the record has 2 items
              = 4 items
              > if a spreadsheet or the like saved the file, use it as it was exported; if it is as exported, tell the maker of the care software
        "#]],
    );
    let old = format!("{}\r\n", vec!["1"; 22].join(","));
    check_bytes(
        &format!("UPJSK_202610_{ACTUAL}.CSV"),
        old.as_bytes(),
        expect![[r#"
            error CSV-04 line 1
              1行目: 項目の数が22個です（旧版（第3版）の項目数です）
              = 項目の数は25個
              > 介護ソフトを4.1版（CSVバージョン202407）に更新し、出力し直してください
              line 1: the record has 22 items (as many as in standard 3)
              = 25 items
              > update the care software to 4.1 (CSV version 202407) and export again
        "#]],
    );
}

#[test]
fn csv_04_names_the_item_that_a_comma_tears() {
    let mut set = set_of(FileKind::UpJsk);
    for (item, raw) in [
        (8, &b"1,234"[..]),
        (10, b"2026,10,05"),
        (20, b"13703,00021"),
    ] {
        set[0] = set_of(FileKind::UpJsk)[0].damaged(1, item, raw);
        let report = crate::data::check(&set);
        let heads: Vec<String> = shown::all(&report).into_iter().map(shown::head).collect();
        let head = format!("error CSV-04 line 5 item {item}");
        assert!(heads.contains(&head), "{item} {heads:?}");
    }
    check_text(
        "\"6:00\",one, two,\"\"",
        expect![[r#"
            error CSV-04 line 2 item 6
              2行目 項目6「本人の生活状況」: 項目の数が8個です（この項目の中にカンマがあるようです）
              = 項目の数は7個。カンマや改行のある文章は全体を「"」で囲む
              > 表計算ソフトなどで保存し直したファイルなら、出力したままのファイルを使ってください。出力したままなら、介護ソフトの会社に伝えてください
              line 2, item 6 (client's life): the record has 8 items (this item seems to have a comma in it)
              = 7 items; text with commas or line breaks in quotes as a whole
              > if a spreadsheet or the like saved the file, use it as it was exported; if it is as exported, tell the maker of the care software
        "#]],
    );
}

#[test]
fn csv_04_names_the_text_that_a_line_break_cuts() {
    check_text(
        "\"6:00\",one\r\ntwo,\"\"",
        expect![[r#"
            error CSV-04 line 2 item 6
              2行目 項目6「本人の生活状況」: 項目の数が6個です（この項目の中に改行があるようです）
              = 項目の数は7個。カンマや改行のある文章は全体を「"」で囲む
              > 表計算ソフトなどで保存し直したファイルなら、出力したままのファイルを使ってください。出力したままなら、介護ソフトの会社に伝えてください
              line 2, item 6 (client's life): the record has 6 items (this item seems to have a line break in it)
              = 7 items; text with commas or line breaks in quotes as a whole
              > if a spreadsheet or the like saved the file, use it as it was exported; if it is as exported, tell the maker of the care software
            error CSV-04 line 3
              3行目: 項目の数が2個です
              = 項目の数は7個
              > 表計算ソフトなどで保存し直したファイルなら、出力したままのファイルを使ってください。出力したままなら、介護ソフトの会社に伝えてください
              line 3: the record has 2 items
              = 7 items
              > if a spreadsheet or the like saved the file, use it as it was exported; if it is as exported, tell the maker of the care software
        "#]],
    );
}

#[test]
fn csv_05_header_line() {
    check(
        &format!(
            "CSVバージョン,保険者番号,被保険者番号,居宅サービス計画作成（変更）日\r\n{RECORD}\r\n"
        ),
        expect![[r#"
            error CSV-05 line 1
              1行目: 1行目が項目名の見出しになっています
              = 見出しのないCSV（1行目からデータ）
              > 介護ソフトの出力設定で見出し行を付けないようにするか、見出しの行を取り除いてください
              line 1: the first line is a heading with the names of items
              = CSV without a heading: data from the first line
              > switch the heading off in the export of the care software, or remove the line
        "#]],
    );
}

/// Titles of the exporter's own are no names of items, and still no data.
#[test]
fn csv_05_titles_of_another_program() {
    check(
        &format!("version,insurer,\"insured\",date\r\n{RECORD}\r\n"),
        expect![[r#"
            error CSV-05 line 1
              1行目: 1行目が項目名の見出しになっています
              = 見出しのないCSV（1行目からデータ）
              > 介護ソフトの出力設定で見出し行を付けないようにするか、見出しの行を取り除いてください
              line 1: the first line is a heading with the names of items
              = CSV without a heading: data from the first line
              > switch the heading off in the export of the care software, or remove the line
        "#]],
    );
}

#[test]
fn csv_06_empty_line() {
    check(
        &format!("{RECORD}\r\n\r\n{OTHER}\r\n"),
        expect![[r#"
        error CSV-06 line 2
          2行目: 途中に空の行があります
          = 空の行のないCSV
          > 表計算ソフトなどで編集・保存した場合は元に戻し、介護ソフトから出力したファイルを使ってください
          line 2: an empty line between records
          = CSV without empty lines
          > if the file was edited or saved by a spreadsheet, use the file as the care software exported it
    "#]],
    );
    check(
        &format!("{RECORD}\r\n\r\n"),
        expect![[r#"
        warning CSV-06 line 2
          2行目: ファイルの最後に空の行があります
          = 空の行のないCSV
          > 表計算ソフトなどで編集・保存した場合は元に戻し、介護ソフトから出力したファイルを使ってください
          line 2: the file ends with an empty line
          = CSV without empty lines
          > if the file was edited or saved by a spreadsheet, use the file as the care software exported it
    "#]],
    );
}

#[test]
fn csv_07_other_line_end() {
    check(
        &format!("{RECORD}\n{OTHER}\n"),
        expect![[r#"
        info CSV-07
          行の終わりの改行がLFだけです
          = 標準仕様に定めはないが、改行はCRLFが通例
          > そのままで構いません。受け取る側で読めないときは、改行をCRLFにしてください
          the lines end with LF alone
          = CR LF is usual, though the standard does not say so
          > leave it as it is; if the receiver cannot read it, change the line ends to CR LF
    "#]],
    );
    check(
        &format!("{RECORD}\r{OTHER}\r"),
        expect![[r#"
        warning CSV-07
          行の終わりの改行がCRだけです
          = 標準仕様に定めはないが、改行はCRLFが通例
          > 介護ソフトから出力し直してください
          the lines end with CR alone
          = CR LF is usual, though the standard does not say so
          > export the file again from the care software
    "#]],
    );
}

#[test]
fn csv_08_mixed_line_ends() {
    check(
        &format!("{RECORD}\r\n{OTHER}\n"),
        expect![[r#"
        warning CSV-08 line 2
          2行目: 行の終わりの改行の種類（CRLF・LF・CR）が混ざっています
          = 改行の種類はファイル全体で同じ
          > 表計算ソフトなどで編集・保存した場合は元に戻し、介護ソフトから出力したファイルを使ってください
          line 2: the lines end in different ways (CR LF, LF, CR)
          = one sort of line end in the whole file
          > if the file was edited or saved by a spreadsheet, use the file as the care software exported it
    "#]],
    );
}

#[test]
fn csv_09_no_final_line_end() {
    check(
        RECORD,
        expect![[r#"
        info CSV-09
          最後の行の終わりに改行がありません
          = 標準仕様に定めはないが、最後の行にも改行を付けるのが通例
          > ファイルが途中で切れていないか確かめてください。切れていなければ、そのままで構いません
          the last line has no line end
          = a line end after the last line is usual, though the standard does not say so
          > check whether the file was cut off; if not, leave it as it is
    "#]],
    );
}

#[test]
fn fil_01_no_records() {
    check(
        "",
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

#[test]
fn fil_02_repeated_record() {
    check(
        &format!("{RECORD}\r\n{OTHER}\r\n{RECORD}\r\n"),
        expect![[r#"
        warning FIL-02 line 3
          3行目: 1行目とまったく同じ内容の行です
          = 同じ行は1回だけ
          > 二重に登録されていないか、介護ソフトで確かめてください
          line 3: the same record as on line 1
          = each record once
          > check in the care software whether it was entered twice
    "#]],
    );
}

#[test]
fn fil_03_repeated_key() {
    let mut set = set_of(FileKind::Up1Kyo);
    let mut again = set[0].records[1].clone();
    again[5] = "別の住所".to_string();
    set[0].records.push(again);
    let report = crate::data::check(&set);
    expect![[r#"
        error FIL-03 line 13
          13行目: 12行目と同じ利用者・同じ日付（年月）のデータです
          = 利用者と日付（年月）の組み合わせごとに1件
          > 二重に登録されていないか、介護ソフトで確かめて出力し直してください
          line 13: a record of the same client and date (month) as on line 12
          = one record for each client and date (month)
          > check in the care software whether it was entered twice, and export again
    "#]]
    .assert_eq(
        &shown::all(&report)
            .into_iter()
            .map(shown::full)
            .collect::<String>(),
    );
}

#[test]
fn fil_04_not_jpeg() {
    check_bytes(
        &format!("UPKIHON_IMAGE_{PREVENTION}_0001.jpg"),
        b"\x89PNG\r\n\x1a\n",
        expect![[r#"
            error FIL-04
              画像がJPEG形式ではありません
              = JPEG形式の画像（.jpg）
              > 画像をJPEG形式で保存し直してください
              the picture is not a JPEG
              = a JPEG picture (.jpg)
              > save the picture as a JPEG
            error SET-11
              この画像の名前が利用者基本情報（項目62）にありません
              = 利用者基本情報の項目62に画像ファイル名
              > 介護ソフトから利用者基本情報と画像を出力し直してください
              no record of the basic information names this picture (item 62)
              = the name of the picture in item 62 of the basic information
              > export the basic information and its pictures again
        "#]],
    );
}

#[test]
fn fil_05_more_findings_are_counted_not_listed() {
    let contents = "202407,131059,,\r\n".repeat(6_000);
    let name = format!("DLT1KYO_{CARE_PLAN}.CSV");
    let report = check_files(&[Input {
        path: &name,
        bytes: contents.as_bytes(),
    }]);
    let findings = &report.files[0].findings;
    assert_eq!(findings.len(), 10_001);
    expect![[r#"
        error FIL-05
          指摘が多いため、10000件だけを表示しています
          = 
          > 表示された指摘を直してから、もう一度検査してください
          there are more findings; only 10000 are shown
          = 
          > correct what is shown, then check again
    "#]]
    .assert_eq(&shown::full(findings.last().unwrap()));
}
