//! Quotes, versions and names across a whole file.

use expect_test::expect;

use crate::data::{CARE_PLAN, TICKET};
use crate::files::{RECORD, check, check_bytes, check_text};

#[test]
fn quotes_are_told_once_for_each_item() {
    check_text(
        "6:00,起床,\"\"",
        expect![[r#"
            warning KS1-C05 line 2 item 5
              2行目 項目5「時間」: 「時間」が引用符「"」で囲まれていません（1件）
              = フリーテキストは「"」で囲む
              > 送れますが、受け取る側で読めないことがあります。介護ソフトを最新の版にし、続く場合は介護ソフトの会社に伝えてください
              line 2, item 5 (time): time is not in quotes (records: 1)
              = free text in quotes
              > it can be sent, but some receivers cannot read it: update the care software, and if it stays so, tell its maker
            warning KS1-C06 line 2 item 6
              2行目 項目6「本人の生活状況」: 「本人の生活状況」が引用符「"」で囲まれていません（1件）
              = フリーテキストは「"」で囲む
              > 送れますが、受け取る側で読めないことがあります。介護ソフトを最新の版にし、続く場合は介護ソフトの会社に伝えてください
              line 2, item 6 (client's life): client's life is not in quotes (records: 1)
              = free text in quotes
              > it can be sent, but some receivers cannot read it: update the care software, and if it stays so, tell its maker
        "#]],
    );
    check(
        "\"202407\",131059,0000000123,20260915\r\n\"202407\",131059,0000000124,20260915\r\n",
        expect![[r#"
            info D01-C01 line 1 item 1
              1行目 項目1「CSVバージョン」: フリーテキストではない「CSVバージョン」が引用符「"」で囲まれています（2件）
              = 「"」で囲むのはフリーテキストだけ（囲んでも読める）
              > そのままで構いません
              line 1, item 1 (CSV version): CSV version is in quotes though it is not free text (records: 2)
              = quotes around free text only (others can be read)
              > leave it as it is
        "#]],
    );
}

#[test]
fn half_width_kana_and_line_breaks_in_quotes_are_right() {
    check_text("\"6:00\",\"ｷｼｮｳ\r\n1,2\n3\",\"\"\"起床\"\"\"", expect![]);
}

#[test]
fn whole_file_of_one_wrong_version_says_so_once() {
    check(
        "202208,131059,0000000123,20260915\r\n202208,131059,0000000124,20260915\r\n",
        expect![[r#"
            error D01-C01 line 1 item 1
              1行目 項目1「CSVバージョン」: CSVバージョン「202208」は第3版の値です
              = 202407
              > 介護ソフトを4.1版（CSVバージョン202407）に更新し、出力し直してください
              line 1, item 1 (CSV version): CSV version "202208" is the value of standard 3
              = 202407
              > update the care software to 4.1 (CSV version 202407) and export again
        "#]],
    );
    check(
        "202504,131059,0000000123,20260915\r\n202504,131059,0000000124,20260915\r\n",
        expect![[r#"
            warning D01-C01 line 1 item 1
              1行目 項目1「CSVバージョン」: CSVバージョン「202504」は第4.0版の値で、4.1版で202407に変わりました
              = 202407
              > 介護ソフトを4.1版（CSVバージョン202407）に更新し、出力し直してください
              line 1, item 1 (CSV version): CSV version "202504" is the value of 4.0, which 4.1 changed to 202407
              = 202407
              > update the care software to 4.1 (CSV version 202407) and export again
        "#]],
    );
    check(
        "202407,131059,0000000123,20260915\r\n202504,131059,0000000124,20260915\r\n",
        expect![[r#"
            error D01-C01 line 2 item 1
              2行目 項目1「CSVバージョン」: CSVバージョン「202504」がほかの行と違います
              = 1つのファイルに1つのバージョン（202407）
              > 別々に出力したファイルをつなぎ合わせていないか確かめ、介護ソフトから出力し直してください
              line 2, item 1 (CSV version): CSV version "202504" differs from that of other lines
              = one version in one file (202407)
              > check whether files exported apart were joined by hand, and export again from the care software
        "#]],
    );
}

#[test]
fn file_of_a_name_with_known_beginning_is_still_checked() {
    let bytes = b"202407,131059,123,20260915\r\n";
    check_bytes(
        "DLT1KYO_1370200015_43_20260925101500.CSV",
        bytes,
        expect![[r#"
            error NAM-07
              ファイル名を「_」で区切った部分が4個です
              = 「_」で区切って6個の部分
              > ファイル名を直すか、介護ソフトから出力し直してください
              the file name has 4 parts between underscores
              = 6 parts between underscores
              > correct the file name or export the file again
            error D01-C03 line 1 item 3
              1行目 項目3「被保険者番号」: 「被保険者番号」の「123」は3桁です
              = 半角数字10桁（生活保護単独は H と数字9桁）
              > 先頭の0が落ちているようです。表計算ソフトで保存し直さず、介護ソフトから出力したファイルを使ってください
              line 1, item 3 (insured number): insured number "123" has 3 characters
              = 10 digits (H and 9 digits for public assistance alone)
              > leading zeros seem to be lost: do not save the file in a spreadsheet, use it as the care software exported it
        "#]],
    );
}

#[test]
fn version_before_its_time_is_a_warning() {
    let name = format!("DLTPLAN_202503_{TICKET}.CSV");
    check_bytes(
        &name,
        b"202407,131059,0000000123,202503\r\n",
        expect![[r#"
        warning D06-C01 line 1 item 1
          1行目 項目1「CSVバージョン」: CSVバージョン「202407」は2025年4月のサービスからですが、ファイルの年月はそれより前です
          = 2025年3月までのサービスは、そのときのバージョン
          > 年月が正しいか確かめてください。正しければ、受け取る側で読めるか確かめてください
          line 1, item 1 (CSV version): CSV version "202407" applies to services from April 2025, and the file is for a month before
          = the version of that time for services before April 2025
          > check the month; if it is right, ask whether the receiver can read it
    "#]],
    );
}

#[test]
fn csv_10_record_too_long() {
    let text = format!("{RECORD}\r\n{RECORD},\"{}", "a".repeat(5 << 20));
    check_bytes(
        &format!("DLT1KYO_{CARE_PLAN}.CSV"),
        text.as_bytes(),
        expect![[r#"
            error CSV-10 line 2
              2行目: 1件のデータが4MBを超えています。ここから後は検査していません
              = 1件のデータは長くても数千文字
              > この行に閉じていない「"」がないか確かめ、介護ソフトから出力し直してください
              line 2: the record is longer than 4 MiB; nothing from here on was checked
              = records of some thousand characters at most
              > look for a quote on this line that is never closed, and export the file again
        "#]],
    );
}

/// More clients than are compared in a deletion file, the shortest there is.
#[test]
fn fil_06_not_compared() {
    let lines = (0..100_100).map(|number| format!("202407,131059,{number:010},20260915\r\n"));
    let contents: String = lines.collect();
    let name = format!("DLT1KYO_{CARE_PLAN}.CSV");
    check_bytes(
        &name,
        contents.as_bytes(),
        expect![[r#"
        info FIL-06
          データがとても多いため、行どうし・ファイルどうしの突き合わせを一部省きました
          = 一度に送れる大きさ（10MB）までのファイル
          > 利用者を分けて出力し直すと、すべて突き合わせられます。1行ごとの検査は済んでいます
          the file is so large that some lines were not compared with other lines and files
          = a file that can be sent at once (10 MB)
          > export fewer clients at a time to have everything compared; each line by itself was checked
    "#]],
    );
}
