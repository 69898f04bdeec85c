//! Findings about file names, word for word.

use expect_test::{Expect, expect};
use tsunagu_standard::{Input, check_files};

use crate::data::{CARE_PLAN, PREVENTION, TICKET};
use crate::shown;

/// Checks a file with a record of a deletion and compares the findings about its name.
#[track_caller]
fn check(name: &str, expected: Expect) {
    check_bytes(name, b"202407,131059,0000000123,20260915\r\n", expected);
}

#[track_caller]
fn check_bytes(name: &str, bytes: &[u8], expected: Expect) {
    let report = check_files(&[Input { path: name, bytes }]);
    let findings = &report.files[0].findings;
    let names = findings
        .iter()
        .filter(|finding| finding.code.to_string().starts_with("NAM"));
    expected.assert_eq(&names.map(shown::full).collect::<String>());
}

#[test]
fn right_names_give_nothing() {
    check(&format!("DLT1KYO_{CARE_PLAN}.CSV"), expect![]);
    check(&format!("a/b\\DLT1KYO_{CARE_PLAN}.csv"), expect![]);
}

#[test]
fn nam_01_unknown_prefix() {
    check(
        "利用票.CSV",
        expect![[r#"
        error NAM-01
          ファイル名「利用票.CSV」は標準仕様の名前ではありません
          = UP1KYO、UPPLAN、UPJSK など標準仕様で決められた文字で始まる名前
          > 送るファイルを確かめてください。名前を変えた場合は、出力したときの名前に戻してください
          "利用票.CSV" is not a file name of the standard
          = a name that begins with UP1KYO, UPPLAN, UPJSK or another prefix of the standard
          > check which file you want to send; if it was renamed, restore the exported name
    "#]],
    );
    check_bytes(
        "plan.dat",
        b"202407,131059,\r\n",
        expect![[r#"
        error NAM-01
          ファイル名「plan.dat」は標準仕様の名前ではありません
          = UP1KYO、UPPLAN、UPJSK など標準仕様で決められた文字で始まる名前
          > 送るファイルを確かめてください。名前を変えた場合は、出力したときの名前に戻してください
          "plan.dat" is not a file name of the standard
          = a name that begins with UP1KYO, UPPLAN, UPJSK or another prefix of the standard
          > check which file you want to send; if it was renamed, restore the exported name
    "#]],
    );
    check_bytes(
        "picture.bin",
        b"\x00\x01",
        expect![[r#"
        error NAM-01
          ファイル名「picture.bin」は標準仕様の名前ではありません
          = UP1KYO、UPPLAN、UPJSK など標準仕様で決められた文字で始まる名前
          > 送るファイルを確かめてください。名前を変えた場合は、出力したときの名前に戻してください
          "picture.bin" is not a file name of the standard
          = a name that begins with UP1KYO, UPPLAN, UPJSK or another prefix of the standard
          > check which file you want to send; if it was renamed, restore the exported name
    "#]],
    );
}

#[test]
fn nam_02_full_width() {
    check(
        &format!("ＤＬＴ1KYO_{CARE_PLAN}.CSV"),
        expect![[r#"
        error NAM-02
          ファイル名に全角の英数字や記号があります
          = 半角の名前 DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
          > ファイル名を半角に直してください
          the file name has full-width letters, digits or signs
          = the half-width name DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
          > write the file name in half-width characters
    "#]],
    );
}

#[test]
fn nam_03_lower_case() {
    check(
        &format!("dlt1kyo_{CARE_PLAN}.csv"),
        expect![[r#"
            info NAM-03
              ファイル名に英小文字があります（大文字として読みました）
              = 大文字の名前 DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
              > このまま送れます。相手のソフトが読めないときは、大文字に直してください
              the file name has small letters, which are read as capitals
              = the name in capitals DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
              > it can be sent as it is; if the receiver's program cannot read it, write the name in capitals
        "#]],
    );
}

#[test]
fn nam_04_extension() {
    check(
        &format!("DLT1KYO_{CARE_PLAN}.xlsx"),
        expect![[r#"
        error NAM-04
          拡張子「xlsx」は、このファイルの種類の拡張子ではありません
          = 拡張子 .CSV
          > 別の形式で保存し直していないか確かめ、介護ソフトから出力し直してください
          the extension "xlsx" is not the one of this kind of file
          = the extension .CSV
          > check whether the file was saved in another format, and export it again
    "#]],
    );
}

#[test]
fn nam_05_version_3() {
    check(
        "DLT1KYO_1370200015_1370300021_20260925101500.CSV",
        expect![[r#"
            warning NAM-05
              旧版（第3版以前）のファイル名です（サービス種類コードがありません）。連携できるのは4.1版です
              = 4.1版の名前（事業所番号の後にサービス種類コード2桁が付く）
              > 介護ソフトを4.1版（CSVバージョン202407）に更新して出力し直すか、tsunagu convert --to 4.1 で変換してください
              a file name of standard 3 or older (it has no service kinds); only 4.1 is exchanged
              = a name of 4.1 (a service kind of 2 characters after each office number)
              > update the care software to 4.1 (CSV version 202407) and export again, or convert the file with tsunagu convert --to 4.1
        "#]],
    );
}

#[test]
fn nam_06_version_40() {
    check(
        "DLT1KYO_1370200015_043_1370300021_011_20260925101500.CSV",
        expect![[r#"
            error NAM-06
              第4.0版のファイル名です。サービス種類コードが3桁です
              = 4.1版の名前（サービス種類コードは2桁）
              > 介護ソフトを4.1版（CSVバージョン202407）に更新し、出力し直してください
              a file name of standard 4.0: its service kinds have 3 characters
              = a name of 4.1 (service kinds of 2 characters)
              > update the care software to 4.1 (CSV version 202407) and export again
        "#]],
    );
}

#[test]
fn nam_07_part_count() {
    check(
        "DLT1KYO_1370200015_43_20260925101500.CSV",
        expect![[r#"
        error NAM-07
          ファイル名を「_」で区切った部分が4個です
          = 「_」で区切って6個の部分
          > ファイル名を直すか、介護ソフトから出力し直してください
          the file name has 4 parts between underscores
          = 6 parts between underscores
          > correct the file name or export the file again
    "#]],
    );
    check(
        &format!("DLT1KYO_202610_{CARE_PLAN}.CSV"),
        expect![[r#"
        error NAM-07
          ファイル名を「_」で区切った部分が7個です
          = 「_」で区切って6個の部分
          > ファイル名を直すか、介護ソフトから出力し直してください
          the file name has 7 parts between underscores
          = 6 parts between underscores
          > correct the file name or export the file again
    "#]],
    );
}

#[test]
fn nam_08_month() {
    check(
        &format!("DLTPLAN_202613_{TICKET}.CSV"),
        expect![[r#"
        error NAM-08
          ファイル名の年月「202613」は実在する年月ではありません
          = 年月 YYYYMM（例: 202610）
          > ファイル名を直すか、介護ソフトから出力し直してください
          the month "202613" in the file name does not exist
          = a month YYYYMM (for example 202610)
          > correct the file name or export the file again
    "#]],
    );
}

#[test]
fn nam_09_office() {
    check(
        "DLT1KYO_370200015_43_1370300021_11_20260925101500.CSV",
        expect![[r#"
            error NAM-09
              送信元の事業所番号「370200015」が10桁の半角英数字ではありません（9桁）
              = 事業所番号10桁（半角の数字と英大文字）
              > 先頭の0が落ちていないか確かめ、ファイル名を直してください
              the sender's office number "370200015" is not 10 half-width characters (it has 9)
              = an office number of 10 characters (digits and capitals)
              > check whether a leading 0 was lost, and correct the file name
        "#]],
    );
}

#[test]
fn nam_10_service() {
    check(
        "DLT1KYO_1370200015_43_1370300021_1_20260925101500.CSV",
        expect![[r#"
            error NAM-10
              送信先のサービス種類コード「1」が2桁の半角英数字ではありません
              = サービス種類コード2桁（例: 43、11、A2）
              > ファイル名を直すか、介護ソフトから出力し直してください
              the receiver's service kind "1" is not 2 half-width characters
              = a service kind code of 2 characters (for example 43, 11, A2)
              > correct the file name or export the file again
        "#]],
    );
}

#[test]
fn nam_11_stamp_shape() {
    check(
        "DLT1KYO_1370200015_43_1370300021_11_202609251015.CSV",
        expect![[r#"
            error NAM-11
              ファイル連番「202609251015」が14桁の数字ではありません
              = 作成日時 YYYYMMDDHHMMSS の14桁
              > 「 (1)」や「コピー」などが付いていれば取り除き、ファイル名を出力したときの名前に戻してください
              the stamp "202609251015" is not 14 digits
              = the 14 digits of the time of export, YYYYMMDDHHMMSS
              > take out what was added, such as " (1)", and give the file the name it was exported with
        "#]],
    );
}

#[test]
fn nam_12_stamp_time() {
    check(
        "DLT1KYO_1370200015_43_1370300021_11_20260931101500.CSV",
        expect![[r#"
            error NAM-12
              ファイル連番「20260931101500」は実在する日時ではありません
              = 作成日時 YYYYMMDDHHMMSS の14桁
              > ファイル名を直すか、介護ソフトから出力し直してください
              the stamp "20260931101500" is not a date and time that exists
              = the 14 digits of the time of export, YYYYMMDDHHMMSS
              > correct the file name or export the file again
        "#]],
    );
}

#[test]
fn nam_13_branch() {
    check_bytes(
        &format!("UPKIHON_IMAGE_{PREVENTION}_1.jpg"),
        b"\xff\xd8\xff",
        expect![[r#"
            error NAM-13
              画像の枝番「1」が4桁の数字ではありません
              = 枝番4桁（例: 0001）
              > ファイル名を直すか、介護ソフトから出力し直してください
              the branch number "1" of the picture is not 4 digits
              = a branch number of 4 digits (for example 0001)
              > correct the file name or export the file again
        "#]],
    );
}

#[test]
fn nam_14_attachment() {
    check_bytes(
        "退院時サマリー.pdf",
        b"%PDF-1.7",
        expect![[r#"
        info NAM-14
          標準仕様のファイル名ではありません（PDFの添付ファイルとして扱えます）
          = 標準仕様のファイルは UPPLAN_… などで始まる名前
          > 添付ファイルとして送る場合は、そのままで構いません
          not a file name of the standard (a PDF file can be sent as an attachment)
          = a file of the standard has a name that begins with UPPLAN_ or the like
          > to send it as an attachment, leave it as it is
    "#]],
    );
    for (name, bytes) in [
        ("a.jpg", &b"\xff\xd8\xff\xe0"[..]),
        ("a.gif", b"GIF89a"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.txt", b"\x82\xa0\tb"),
        ("README.md", "覚え書き".as_bytes()),
    ] {
        let report = check_files(&[Input { path: name, bytes }]);
        assert_eq!(
            shown::head(&report.files[0].findings[0]),
            "info NAM-14",
            "{name}"
        );
    }
}

#[test]
fn nam_15_service_kind_unknown() {
    check(
        "DLT1KYO_1370200015_99_1370300021_11_20260925101500.CSV",
        expect![[r#"
            error NAM-15
              送信元のサービス種類コード「99」は存在しません
              = サービス種類コード2桁（例: 43、11、A2）
              > ファイル名を直すか、介護ソフトから出力し直してください
              the sender's service kind "99" does not exist
              = a service kind code of 2 characters (for example 43, 11, A2)
              > correct the file name or export the file again
        "#]],
    );
}

#[test]
fn nam_16_service_kind_not_exchanged() {
    check(
        "DLT1KYO_1370200015_43_1370300021_33_20260925101500.CSV",
        expect![[r#"
            error NAM-16
              送信先のサービス種類「33」（特定施設入居者生活介護）はデータ連携の対象外です
              = 連携対象のサービス種類コード
              > このサービスの分は、データ連携以外の方法で送ってください
              the receiver's service kind "33" (specified facility) is not exchanged by the standard
              = the code of a service kind that is exchanged
              > send what concerns this service in another way
        "#]],
    );
}

#[test]
fn nam_17_archive() {
    check_bytes(
        "10月分.zip",
        b"PK\x03\x04\x14\0",
        expect![[r#"
        error NAM-17
          「10月分.zip」はZIPファイルです。中のファイルは検査していません
          = 標準仕様のCSVファイル、または画像
          > ZIPファイルを展開し、中のファイルを指定してください
          "10月分.zip" is a ZIP file; the files in it were not checked
          = CSV files of the standard, or pictures
          > unpack the ZIP file and give the files in it
    "#]],
    );
    // An extension alone makes no archive.
    check_bytes(
        "10月分.zip",
        b"\0\x01",
        expect![[r#"
        error NAM-01
          ファイル名「10月分.zip」は標準仕様の名前ではありません
          = UP1KYO、UPPLAN、UPJSK など標準仕様で決められた文字で始まる名前
          > 送るファイルを確かめてください。名前を変えた場合は、出力したときの名前に戻してください
          "10月分.zip" is not a file name of the standard
          = a name that begins with UP1KYO, UPPLAN, UPJSK or another prefix of the standard
          > check which file you want to send; if it was renamed, restore the exported name
    "#]],
    );
}
