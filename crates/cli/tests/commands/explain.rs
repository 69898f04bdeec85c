//! `tsunagu explain`, word for word: a rule, an item, an item of codes, and a code that does not exist.

use expect_test::{Expect, expect};

use super::{run, transcript};

#[track_caller]
fn check(language: &str, codes: &[&str], expected: Expect) {
    let arguments: Vec<&str> = ["explain"].iter().chain(codes).copied().collect();
    let output = run(language, &arguments);
    expected.assert_eq(&transcript(&output, std::path::Path::new("/nowhere")));
}

#[test]
fn rule_and_file_in_both_languages() {
    check(
        "ja",
        &["T06-R03", "enc-01"],
        expect![[r#"
            T06-R03
              原因: サービス利用日が対象年月の中にありません
              対処: 日付を確かめてください。ほかの月の分なら、その月のファイルとして別に出力してください
              標準仕様: 別紙 第6表 レイアウト
              誤りの例: 対象年月 202610、利用日 20261101
              正しい例: 対象年月 202610、利用日 20261031
            ENC-01
              原因: 文字コードがUTF-8です。標準仕様はシフトJIS（MS932）です
              対処: 介護ソフトの出力設定をシフトJISにするか、tsunagu repair で変換してください
              標準仕様: 仕様書 4.3
              誤りの例: E6 94 AF（支 UTF-8）
              正しい例: 8E 78（支 MS932）
            exit 0"#]],
    );
    check(
        "en",
        &["T06-R03", "enc-01"],
        expect![[r#"
            T06-R03
              cause: the service date lies outside the month
              remedy: check the date; if it belongs to another month, export it in a file of that month
              clause: layout of table 6
              wrong: 対象年月 202610、利用日 20261101
              right: 対象年月 202610、利用日 20261031
            ENC-01
              cause: the file is UTF-8; the standard is Shift JIS (MS932)
              remedy: set the export of the care software to Shift JIS, or convert with tsunagu repair
              clause: specification, 4.3
              wrong: E6 94 AF（支 UTF-8）
              right: 8E 78（支 MS932）
            exit 0"#]],
    );
}

#[test]
fn item_with_its_form_and_need() {
    check(
        "ja",
        &["T06-C15"],
        expect![[r#"
            T06-C15
              帳票: サービス利用票（第6表） (UPPLAN, UPJSK)
              項目: 項目15「サービスコード」
              要否: 必須（空はエラー）
              形: サービスコード6桁（連携対象の種類2桁と項目4桁）
              原因: 値が空か、上の形と違います。くわしくは tsunagu check の指摘に書かれています
              対処: 介護ソフトでこの項目を直し、出力し直してください。半角・全角や先頭の0は tsunagu repair で直せることがあります
              標準仕様: 別紙 サービス利用票（第6表） レイアウト 項目15
              誤りの例: 999999
              正しい例: 111111
            exit 0"#]],
    );
    check(
        "en",
        &["T06-C15"],
        expect![[r#"
        T06-C15
          form: services, table 6 (UPPLAN, UPJSK)
          item: item 15 (service code)
          needed: required (empty is an error)
          form of the value: a service code of 6 characters (2 of a kind that is exchanged, 4 of the item)
          cause: the value is missing or of another form; the finding of tsunagu check says which
          remedy: correct the item in the care software and export again; tsunagu repair knows width of digits and lost zeros
          clause: layout of services, table 6, item 15
          wrong: 999999
          right: 111111
        exit 0"#]],
    );
}

#[test]
fn item_with_its_codes() {
    check(
        "ja",
        &["T06-C23"],
        expect![[r#"
            T06-C23
              帳票: サービス利用票（第6表） (UPPLAN, UPJSK)
              項目: 項目23「３０日超区分」
              要否: 必須（空はエラー）
              コード:
                1  該当
                0  非該当
              原因: 値が空か、上の形と違います。くわしくは tsunagu check の指摘に書かれています
              対処: 介護ソフトでこの項目を直し、出力し直してください。半角・全角や先頭の0は tsunagu repair で直せることがあります
              標準仕様: 別紙 サービス利用票（第6表） レイアウト 項目23
              誤りの例: 99
              正しい例: 1
            exit 0"#]],
    );
    check(
        "en",
        &["T06-C23"],
        expect![[r#"
        T06-C23
          form: services, table 6 (UPPLAN, UPJSK)
          item: item 23 (over 30 days)
          needed: required (empty is an error)
          codes:
            1  applies
            0  does not apply
          cause: the value is missing or of another form; the finding of tsunagu check says which
          remedy: correct the item in the care software and export again; tsunagu repair knows width of digits and lost zeros
          clause: layout of services, table 6, item 23
          wrong: 99
          right: 1
        exit 0"#]],
    );
}

#[test]
fn code_that_does_not_exist_gets_suggestions() {
    check(
        "ja",
        &["T6-C15"],
        expect![[r#"
        「T6-C15」という番号はありません
          近い番号: T06-C15, T01-C15, T02-C15, T06-C05, T06-C10
        exit 2"#]],
    );
    check(
        "en",
        &["nonsense"],
        expect![[r#"
        there is no code nonsense
          give a code from tsunagu check, such as T06-C15, T06-R03 or NAM-01
        exit 2"#]],
    );
}

#[test]
fn help() {
    check(
        "en",
        &["--help"],
        expect![[r#"
        Explain a code of a finding, or an item of a form. 指摘の説明

        Usage: tsunagu explain [OPTIONS] <CODE>...

        Arguments:
          <CODE>...  Codes of findings: of an item (T06-C15), a rule (T06-R03) or a file (NAM-01)

        Options:
              --lang <LANG>  Language of messages; also TSUNAGU_LANG [default: ja] [possible values: ja, en]
          -h, --help         Print help
        exit 0"#]],
    );
}
