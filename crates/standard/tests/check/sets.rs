//! Findings about sets, word for word, and which set files are.

use expect_test::{Expect, expect};
use tsunagu_standard::FileKind;

use crate::data::{CARE_PLAN, TestFile, check, set_of, sets};
use crate::shown;

mod later;

#[track_caller]
fn compare(files: &[TestFile], expected: Expect) {
    let report = check(files);
    let shown = shown::all(&report).into_iter().map(shown::full);
    expected.assert_eq(&shown.collect::<String>());
}

/// The same file from and to other addresses.
fn readdressed(files: &[TestFile], from: &str, to: &str) -> Vec<TestFile> {
    let mut files = files.to_vec();
    for file in &mut files {
        let stamp = file.name.rsplit('_').next().unwrap();
        let head = match file.kind.has_month() {
            true => file.name.split('_').take(2).collect::<Vec<_>>().join("_"),
            false => file.kind.to_string(),
        };
        file.name = format!("{head}_{from}_{to}_{stamp}");
    }
    files
}

#[test]
fn every_permitted_set_is_recognised() {
    let mut shown = String::new();
    for set in sets() {
        let report = check(&set);
        shown += &format!("{} {}\n", report.sets[0].set.unwrap(), set[0].name);
    }
    expect![[r#"
        K1 UP1KYO_1370200015_43_1370300021_11_20260925101500.CSV
        K2 UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV
        K3 DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
        K4 DLTPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV
        K5 UPJSK_202610_1370300021_11_1370200015_43_20261101083000.CSV
        K6 DLTJSK_202610_1370300021_11_1370200015_43_20261101083000.CSV
        Y2 UPYOBO_1300500046_46_1370300021_A2_20260925102500.CSV
        Y5 DLTKIHON_1300500046_46_1370300021_A2_20260925102500.CSV
        Y6 DLTYOBO_1300500046_46_1370300021_A2_20260925102500.CSV
    "#]]
    .assert_eq(&shown);
}

#[test]
fn prevention_is_told_from_care_by_addresses() {
    let mut shown = String::new();
    for (kind, from, to) in [
        (FileKind::UpPlan, "1370200015_43", "1370300021_11"),
        (FileKind::UpPlan, "1370200015_43", "1370300021_A2"),
        (FileKind::UpPlan, "1370200015_43", "1370300021_63"),
        (FileKind::UpPlan, "1300500046_46", "1370300021_A2"),
        (FileKind::UpPlan, "1370200015_43", "1300500046_46"),
        (FileKind::UpJsk, "1370300021_11", "1370200015_43"),
        (FileKind::UpJsk, "1370300021_A6", "1370200015_43"),
        (FileKind::UpJsk, "1370200015_43", "1300500046_AF"),
        (FileKind::DltPlan, "1300500046_AF", "1370300021_A2"),
        (FileKind::DltJsk, "1370300021_A6", "1300500046_AF"),
    ] {
        let report = check(&readdressed(&set_of(kind), from, to));
        let errors: Vec<String> = report.sets[0].findings.iter().map(shown::head).collect();
        shown += &format!(
            "{kind} {from} {to}: {} {errors:?}\n",
            report.sets[0].set.unwrap()
        );
    }
    expect![[r#"
        UPPLAN 1370200015_43 1370300021_11: K2 []
        UPPLAN 1370200015_43 1370300021_A2: Y4 []
        UPPLAN 1370200015_43 1370300021_63: Y4 []
        UPPLAN 1300500046_46 1370300021_A2: Y4 []
        UPPLAN 1370200015_43 1300500046_46: Y4 []
        UPJSK 1370300021_11 1370200015_43: K5 []
        UPJSK 1370300021_A6 1370200015_43: Y8 []
        UPJSK 1370200015_43 1300500046_AF: Y8 []
        DLTPLAN 1300500046_AF 1370300021_A2: Y7 []
        DLTJSK 1370300021_A6 1300500046_AF: Y9 []
    "#]]
    .assert_eq(&shown);
}

#[test]
fn set_01_missing_file() {
    let mut set = set_of(FileKind::UpPlan);
    set.remove(1);
    compare(
        &set,
        expect![[r#"
            error SET-01
              一緒に送るサービス利用票別表（第7表）（UPSIKYU）がありません
              = 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
              > 足りないファイルも一緒に出力し、まとめて送ってください
              the statement of services, table 7 (UPSIKYU), which belongs to the set, is missing
              = a combination of files listed in the standard, all with one stamp
              > export the missing file as well and send them together
        "#]],
    );
    let mut set = set_of(FileKind::UpYobo);
    set.retain(|file| file.kind != FileKind::UpKihonSub1);
    compare(
        &set,
        expect![[r#"
            warning SET-01
              一緒に送る利用者基本情報 別表1（1日の生活）（UPKIHON_SUB1）がありません
              = 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
              > 足りないファイルも一緒に出力し、まとめて送ってください
              the basic information, sub-table 1 (one day of life) (UPKIHON_SUB1), which belongs to the set, is missing
              = a combination of files listed in the standard, all with one stamp
              > export the missing file as well and send them together
        "#]],
    );
}

#[test]
fn set_02_superfluous_file() {
    let mut set = set_of(FileKind::UpPlan);
    let mut other = set_of(FileKind::DltPlan);
    set.append(&mut other);
    compare(
        &set,
        expect![[r#"
        error SET-02 file DLTPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV
          サービス利用票 予定の削除（DLTPLAN）は、この組み合わせでは送れません
          = 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
          > このファイルは別に出力し、別のファイル連番で送ってください
          the deletion of planned services (DLTPLAN) cannot be sent in this set
          = a combination of files listed in the standard, all with one stamp
          > export this file separately and send it with a stamp of its own
    "#]],
    );
}

#[test]
fn set_03_other_stamp() {
    let mut set = set_of(FileKind::UpPlan);
    set[2].name = set[2].name.replace("101800", "101801");
    compare(
        &set,
        expect![[r#"
            error SET-01
              一緒に送る利用者補足情報（UPHOSOKU）がありません
              = 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
              > 足りないファイルも一緒に出力し、まとめて送ってください
              the client supplement (UPHOSOKU), which belongs to the set, is missing
              = a combination of files listed in the standard, all with one stamp
              > export the missing file as well and send them together
            warning SET-03
              一組のファイルのファイル連番が分かれています（もう一方は20260925101801）
              = 一緒に送るファイルのファイル連番は同じ
              > 一緒に送るファイルを、介護ソフトから一度に出力し直してください
              the files of one set have two stamps (the other is 20260925101801)
              = one stamp for files that are sent together
              > export the files of the set again in one go
            error SET-01
              一緒に送るサービス利用票（第6表）予定（UPPLAN）がありません
              = 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
              > 足りないファイルも一緒に出力し、まとめて送ってください
              the planned services, table 6 (UPPLAN), which belongs to the set, is missing
              = a combination of files listed in the standard, all with one stamp
              > export the missing file as well and send them together
            error SET-01
              一緒に送るサービス利用票別表（第7表）（UPSIKYU）がありません
              = 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
              > 足りないファイルも一緒に出力し、まとめて送ってください
              the statement of services, table 7 (UPSIKYU), which belongs to the set, is missing
              = a combination of files listed in the standard, all with one stamp
              > export the missing file as well and send them together
        "#]],
    );
}

#[test]
fn set_04_same_name() {
    let mut set = set_of(FileKind::Dlt1Kyo);
    set.push(set[0].clone());
    compare(
        &set,
        expect![[r#"
        warning SET-04 file DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
          同じファイルが2回指定されています
          = ファイルは1回だけ
          > 片方を取り除いてください
          the same file is given twice
          = each file once
          > leave one of them out
    "#]],
    );
    set[1].records.pop();
    compare(
        &set,
        expect![[r#"
        error SET-04 file DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV
          同じ名前で内容の違うファイルがあります
          = ファイル名ごとに1つのファイル
          > 正しい方だけを残してください
          two files have the same name and different contents
          = one file for each name
          > keep the right one of them
    "#]],
    );
}

#[test]
fn set_05_sender_role() {
    let set = set_of(FileKind::UpPlan);
    compare(
        &readdressed(&set[..1], "1370200015_11", "1370300021_11"),
        expect![[r#"
            error SET-01
              一緒に送るサービス利用票別表（第7表）（UPSIKYU）がありません
              = 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
              > 足りないファイルも一緒に出力し、まとめて送ってください
              the statement of services, table 7 (UPSIKYU), which belongs to the set, is missing
              = a combination of files listed in the standard, all with one stamp
              > export the missing file as well and send them together
            error SET-01
              一緒に送る利用者補足情報（UPHOSOKU）がありません
              = 標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）
              > 足りないファイルも一緒に出力し、まとめて送ってください
              the client supplement (UPHOSOKU), which belongs to the set, is missing
              = a combination of files listed in the standard, all with one stamp
              > export the missing file as well and send them together
            error SET-05
              送信元のサービス種類はサービス利用票（第6表）予定（UPPLAN）を送る側ではありません
              = 計画は居宅介護支援事業所・地域包括支援センターなどから
              > 送信元の事業所番号とサービス種類コードを確かめ、出力し直してください
              the sender's service kind does not send the planned services, table 6 (UPPLAN)
              = plans from care managers or support centres
              > check the sender's office number and service kind, and export again
        "#]],
    );
    let set = set_of(FileKind::UpJsk);
    compare(
        &readdressed(&set, "1370300021_43", "1370200015_11"),
        expect![[r#"
            warning SET-05
              送信元のサービス種類はサービス利用票（第6表）実績（UPJSK）を送る側ではありません
              = 実績はサービス事業所から居宅介護支援事業所などへ
              > 送信元と送信先のサービス種類コードが逆になっていないか確かめてください
              the sender's service kind does not send the actual services, table 6 (UPJSK)
              = actual services from the service office to the care manager
              > check whether the service kinds of sender and receiver are exchanged
        "#]],
    );
}

#[test]
fn set_06_receiver_role() {
    let set = set_of(FileKind::Dlt1Kyo);
    compare(
        &readdressed(&set, "1370200015_43", "1370300021_43"),
        expect![[r#"
            error SET-06
              送信先のサービス種類は居宅サービス計画書の削除（DLT1KYO）を受け取る側ではありません
              = 計画はサービス事業所へ、実績は居宅介護支援事業所・地域包括支援センターなどへ
              > 送信先の事業所番号とサービス種類コードを確かめ、出力し直してください
              the receiver's service kind does not receive the deletion of a care plan (DLT1KYO)
              = plans to service offices, actual services to care managers or support centres
              > check the receiver's office number and service kind, and export again
        "#]],
    );
    let set = set_of(FileKind::DltPlan);
    compare(
        &readdressed(&set, "1370200015_43", "1370300021_43"),
        expect![[r#"
            warning SET-06
              送信先のサービス種類はサービス利用票 予定の削除（DLTPLAN）を受け取る側ではありません
              = 計画はサービス事業所へ、実績は居宅介護支援事業所・地域包括支援センターなどへ
              > 送信先の事業所番号とサービス種類コードを確かめ、出力し直してください
              the receiver's service kind does not receive the deletion of planned services (DLTPLAN)
              = plans to service offices, actual services to care managers or support centres
              > check the receiver's office number and service kind, and export again
        "#]],
    );
    let set = set_of(FileKind::DltJsk);
    compare(
        &readdressed(&set, "1370300021_11", "1370200015_13"),
        expect![[r#"
            error SET-06
              送信先のサービス種類はサービス利用票 実績の削除（DLTJSK）を受け取る側ではありません
              = 計画はサービス事業所へ、実績は居宅介護支援事業所・地域包括支援センターなどへ
              > 送信先の事業所番号とサービス種類コードを確かめ、出力し直してください
              the receiver's service kind does not receive the deletion of actual services (DLTJSK)
              = plans to service offices, actual services to care managers or support centres
              > check the receiver's office number and service kind, and export again
        "#]],
    );
}

#[test]
fn set_07_other_month() {
    let mut set = set_of(FileKind::UpPlan);
    set[2] = set_of(FileKind::Up1Kyo).remove(3);
    set[2].name = set[2].name.replace("101500", "101800");
    compare(
        &set,
        expect![[r#"
            error SET-07 file UPHOSOKU_000000_1370200015_43_1370300021_11_20260925101800.CSV
              一組のファイルの年月が違います
              = この組のファイルの年月はどれも202610
              > 同じ月のファイルをまとめて出力し直してください
              the files of one set are for different months
              = the month 202610 in all files of the set
              > export the files of the same month together again
        "#]],
    );
    let mut set = set_of(FileKind::Up1Kyo);
    set[3] = set_of(FileKind::UpPlan).remove(2);
    set[3].name = set[3].name.replace("101800", "101500");
    compare(
        &set,
        expect![[r#"
        error SET-07 file UPHOSOKU_202610_1370200015_43_1370300021_11_20260925101500.CSV
          一組のファイルの年月が違います
          = 計画書に付ける利用者補足情報の年月は000000
          > 同じ月のファイルをまとめて出力し直してください
          the files of one set are for different months
          = the month 000000 for the supplement of a care plan
          > export the files of the same month together again
    "#]],
    );
}

/// What is superfluous is not told again for its month.
#[test]
fn a_care_plan_and_a_ticket_of_one_stamp_are_told_apart_once() {
    let mut files = set_of(FileKind::Up1Kyo);
    for mut file in set_of(FileKind::UpPlan) {
        file.name = file.name.replace("101800", "101500");
        files.push(file);
    }
    let report = check(&files);
    let heads = shown::all(&report).into_iter().map(shown::head);
    expect![[r#"
        error SET-02 file UPPLAN_202610_1370200015_43_1370300021_11_20260925101500.CSV
        error SET-02 file UPSIKYU_202610_1370200015_43_1370300021_11_20260925101500.CSV
        error SET-07 file UPHOSOKU_202610_1370200015_43_1370300021_11_20260925101500.CSV
    "#]]
    .assert_eq(&heads.map(|head| head + "\n").collect::<String>());
}

#[test]
fn set_08_and_09_records_without_counterpart() {
    let mut set = set_of(FileKind::Up1Kyo);
    set[0].records[1][2] = "0000000999".to_string();
    compare(
        &set,
        expect![[r#"
            warning SET-09 line 12 item 3
              12行目 項目3「被保険者番号」: 「被保険者番号」が「0000000999」の利用者のデータが、居宅サービス計画書（第2表）（UP2KYO）にありません
              = 保険者番号・被保険者番号・日付（年月）が同じデータ
              > この利用者の分も出力したか、番号や日付が正しいか確かめ、一組のファイルを出力し直してください
              line 12, item 3 (insured number): there is no record of the client with insured number "0000000999" in the care plan, table 2 (UP2KYO)
              = a record of the same insurer, insured person and date (month)
              > check whether this client was exported in all files, and the numbers and dates, and export the whole set again
            error SET-09 line 12 item 3
              12行目 項目3「被保険者番号」: 「被保険者番号」が「0000000999」の利用者のデータが、利用者補足情報（UPHOSOKU）にありません
              = 保険者番号・被保険者番号・日付（年月）が同じデータ
              > この利用者の分も出力したか、番号や日付が正しいか確かめ、一組のファイルを出力し直してください
              line 12, item 3 (insured number): there is no record of the client with insured number "0000000999" in the client supplement (UPHOSOKU)
              = a record of the same insurer, insured person and date (month)
              > check whether this client was exported in all files, and the numbers and dates, and export the whole set again
            error SET-08 line 12 item 3
              12行目 項目3「被保険者番号」: 「被保険者番号」が「H000000456」の利用者のデータが、居宅サービス計画書（第1表）（UP1KYO）にありません
              = 保険者番号・被保険者番号・日付（年月）が同じデータ
              > 番号や日付が正しいか確かめ、一組のファイルを出力し直してください
              line 12, item 3 (insured number): there is no record of the client with insured number "H000000456" in the care plan, table 1 (UP1KYO)
              = a record of the same insurer, insured person and date (month)
              > check the numbers and dates, and export the whole set again
            error SET-08 line 5 item 3
              5行目 項目3「被保険者番号」: 「被保険者番号」が「H000000456」の利用者のデータが、居宅サービス計画書（第1表）（UP1KYO）にありません
              = 保険者番号・被保険者番号・日付（年月）が同じデータ
              > 番号や日付が正しいか確かめ、一組のファイルを出力し直してください
              line 5, item 3 (insured number): there is no record of the client with insured number "H000000456" in the care plan, table 1 (UP1KYO)
              = a record of the same insurer, insured person and date (month)
              > check the numbers and dates, and export the whole set again
            error SET-08 line 6 item 3
              6行目 項目3「被保険者番号」: 「被保険者番号」が「H000000456」の利用者のデータが、居宅サービス計画書（第1表）（UP1KYO）にありません
              = 保険者番号・被保険者番号・日付（年月）が同じデータ
              > 番号や日付が正しいか確かめ、一組のファイルを出力し直してください
              line 6, item 3 (insured number): there is no record of the client with insured number "H000000456" in the care plan, table 1 (UP1KYO)
              = a record of the same insurer, insured person and date (month)
              > check the numbers and dates, and export the whole set again
        "#]],
    );
}

#[test]
fn set_08_names_the_item_that_differs() {
    let mut set = set_of(FileKind::Up1Kyo);
    set[1].records[1][4] = "20260916".to_string();
    compare(
        &set,
        expect![[r#"
            warning SET-09 line 12 item 14
              12行目 項目14「居宅サービス計画作成（変更）日」: この利用者の、「居宅サービス計画作成（変更）日」が「20260915」のデータが、居宅サービス計画書（第2表）（UP2KYO）にありません
              = 保険者番号・被保険者番号・日付（年月）が同じデータ
              > この利用者の分も出力したか、番号や日付が正しいか確かめ、一組のファイルを出力し直してください
              line 12, item 14 (care plan date): there is no record of this client with care plan date "20260915" in the care plan, table 2 (UP2KYO)
              = a record of the same insurer, insured person and date (month)
              > check whether this client was exported in all files, and the numbers and dates, and export the whole set again
            error SET-08 line 12 item 5
              12行目 項目5「居宅サービス計画作成（変更）日」: この利用者の、「居宅サービス計画作成（変更）日」が「20260916」のデータが、居宅サービス計画書（第1表）（UP1KYO）にありません
              = 保険者番号・被保険者番号・日付（年月）が同じデータ
              > 番号や日付が正しいか確かめ、一組のファイルを出力し直してください
              line 12, item 5 (care plan date): there is no record of this client with care plan date "20260916" in the care plan, table 1 (UP1KYO)
              = a record of the same insurer, insured person and date (month)
              > check the numbers and dates, and export the whole set again
        "#]],
    );
    let mut set = set_of(FileKind::Up1Kyo);
    set[3].records[1][1] = "131060".to_string();
    compare(
        &set,
        expect![[r#"
            error SET-09 line 12 item 2
              12行目 項目2「保険者番号」: この利用者の、「保険者番号」が「131059」のデータが、利用者補足情報（UPHOSOKU）にありません
              = 保険者番号・被保険者番号・日付（年月）が同じデータ
              > この利用者の分も出力したか、番号や日付が正しいか確かめ、一組のファイルを出力し直してください
              line 12, item 2 (insurer number): there is no record of this client with insurer number "131059" in the client supplement (UPHOSOKU)
              = a record of the same insurer, insured person and date (month)
              > check whether this client was exported in all files, and the numbers and dates, and export the whole set again
            error SET-08 line 6 item 2
              6行目 項目2「保険者番号」: この利用者の、「保険者番号」が「131060」のデータが、居宅サービス計画書（第1表）（UP1KYO）にありません
              = 保険者番号・被保険者番号・日付（年月）が同じデータ
              > 番号や日付が正しいか確かめ、一組のファイルを出力し直してください
              line 6, item 2 (insurer number): there is no record of this client with insurer number "131060" in the care plan, table 1 (UP1KYO)
              = a record of the same insurer, insured person and date (month)
              > check the numbers and dates, and export the whole set again
        "#]],
    );
}

#[test]
fn set_10_picture_missing() {
    let mut set = set_of(FileKind::UpYobo);
    set.pop();
    compare(
        &set,
        expect![[r#"
            warning SET-10 line 33 item 62
              33行目 項目62「家族構成 画像ファイル名」: 画像ファイル「UPKIHON_IMAGE_1300500046_46_1370300021_A2_20260925102500_0002.jpg」がありません
              = 項目62に書いた画像ファイルを一緒に送る
              > 画像ファイルも一緒に指定してください
              line 33, item 62 (family image file name): the picture "UPKIHON_IMAGE_1300500046_46_1370300021_A2_20260925102500_0002.jpg" is not there
              = the picture named in item 62 sent with the file
              > give the picture file as well
        "#]],
    );
}

#[test]
fn set_11_picture_unnamed() {
    let mut set = set_of(FileKind::UpYobo);
    set[2].records[1][61] = String::new();
    compare(
        &set,
        expect![[r#"
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
fn files_of_one_sender_and_stamp_to_two_receivers_are_two_sets() {
    let mut set = set_of(FileKind::Dlt1Kyo);
    let mut other = set[0].clone();
    other.name = format!("DLT1KYO_{CARE_PLAN}.CSV").replace("1370300021_11", "1370400037_13");
    set.insert(0, other);
    let report = check(&set);
    let sets: Vec<_> = report
        .sets
        .iter()
        .map(|set| (set.to.to_string(), set.files.clone()))
        .collect();
    assert_eq!(
        sets,
        [
            ("1370300021-11".to_string(), vec![1]),
            ("1370400037-13".to_string(), vec![0])
        ]
    );
    assert!(shown::all(&report).is_empty());
}
