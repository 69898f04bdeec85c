//! Rules of tables 6 and 7.

use expect_test::expect;
use tsunagu_standard::{FileKind, Severity};

use super::{change, check, compare};
use crate::data::set_of;
use crate::shown;

#[test]
fn t06_r01_half_time() {
    check(
        FileKind::UpPlan,
        &[(12, "9999")],
        expect![[r#"
        warning T06-R01 line 6 item 12
          6行目 項目12「サービス開始時刻」: 開始と終了の片方だけが9999（時間なし）です
          = 時間のないサービスは開始も終了も9999
          > 介護ソフトで正しい値に直し、出力し直してください
          line 6, item 12 (start time): only one of start and end is 9999 (no time)
          = both start and end 9999 for a service without a time
          > correct the value in the care software and export again
    "#]],
    );
    check(FileKind::UpPlan, &[(12, "9999"), (13, "9999")], expect![]);
}

#[test]
fn t06_r02_time_order() {
    check(
        FileKind::UpPlan,
        &[(12, "1001")],
        expect![[r#"
        warning T06-R02 line 6 item 13
          6行目 項目13「サービス終了時刻」: 「サービス終了時刻」の「1000」が開始の「1001」より前です
          = 開始以後の時刻
          > 日をまたぐサービスで正しければ、そのままで構いません。違う場合は直してください
          line 6, item 13 (end time): end time "1000" lies before the start "1001"
          = a time not before the start
          > if the service goes past midnight, leave it as it is; otherwise correct it
    "#]],
    );
}

#[test]
fn t06_r03_outside_month() {
    check(
        FileKind::UpJsk,
        &[(10, "20261101")],
        expect![[r#"
            error T06-R03 line 5 item 10
              5行目 項目10「サービス利用日」: 「サービス利用日」の「20261101」が対象年月「202610」の日付ではありません
              = 対象年月「202610」の中の日付
              > 日付を確かめてください。ほかの月の分なら、その月のファイルとして別に出力してください
              line 5, item 10 (service date): service date "20261101" is not in the month "202610"
              = a date in the month "202610"
              > check the date; if it belongs to another month, export it in a file of that month
        "#]],
    );
}

#[test]
fn t06_r04_equipment_code_missing() {
    check(
        FileKind::UpPlan,
        &[(16, "")],
        expect![[r#"
        error T06-R04 line 6 item 16
          6行目 項目16「TAISコード」: 福祉用具貸与（17・67）なのに、TAISコードも福祉用具届出コードも空です
          = 福祉用具貸与の行にはTAISコードか福祉用具届出コードのどちらか
          > 介護ソフトで用具のコードを入力し、出力し直してください
          line 6, item 16 (TAIS code): equipment rental (17, 67) has neither a TAIS code nor an equipment notification code
          = one of the two codes in every line of equipment rental
          > enter the code of the equipment in the care software and export again
    "#]],
    );
    check(
        FileKind::UpPlan,
        &[(16, ""), (17, "00001-000010")],
        expect![],
    );
}

#[test]
fn t06_r05_equipment_code_elsewhere() {
    check(
        FileKind::UpJsk,
        &[(16, "00001-000010")],
        expect![[r#"
        warning T06-R05 line 5 item 16
          5行目 項目16「TAISコード」: 福祉用具貸与（17・67）ではない行の「TAISコード」に値「00001-000010」があります
          = 福祉用具貸与ではない行では空
          > 介護ソフトで正しい値に直し、出力し直してください
          line 5, item 16 (TAIS code): TAIS code is "00001-000010" in a line that is not equipment rental (17, 67)
          = nothing in lines that are not equipment rental
          > correct the value in the care software and export again
    "#]],
    );
}

#[test]
fn t06_r06_equipment_code_twice() {
    check(
        FileKind::UpPlan,
        &[(17, "00001-000010")],
        expect![[r#"
        info T06-R06 line 6 item 17
          6行目 項目17「福祉用具届出コード」: TAISコードと福祉用具届出コードの両方があります
          = TAISコードのない用具だけ福祉用具届出コード
          > TAISコードがある用具なら、福祉用具届出コードは空にしてください
          line 6, item 17 (equipment notification code): both a TAIS code and an equipment notification code are given
          = an equipment notification code only for equipment without a TAIS code
          > if the equipment has a TAIS code, leave the other item empty
    "#]],
    );
}

#[test]
fn t06_r07_day_beyond_month() {
    let mut set = set_of(FileKind::UpJsk);
    set[0].name = set[0].name.replace("202610", "202611");
    for record in 0..2 {
        change(&mut set[0], record, &[(5, "202611"), (10, "20261105")]);
    }
    change(&mut set[0], 1, &[(11, "1111111111111111111111111111111")]);
    compare(
        &set,
        expect![[r#"
        error T06-R07 line 5 item 11
          5行目 項目11「日割対象日」: 「日割対象日」で、対象年月にない31日が1になっています
          = 対象年月は30日まで。後の日は0
          > 介護ソフトで正しい値に直し、出力し直してください
          line 5, item 11 (proration days): proration days has 1 for day 31, which the month does not have
          = the month has 30 days; 0 for the days after
          > correct the value in the care software and export again
    "#]],
    );
}

#[test]
fn t06_r08_detail_number_elsewhere() {
    check(
        FileKind::UpJsk,
        &[(19, "1")],
        expect![[r#"
        warning T06-R08 line 5 item 19
          5行目 項目19「明細判別コード」: 福祉用具貸与（17・67）ではない行の「明細判別コード」に値「1」があります
          = 福祉用具貸与ではない行では空
          > 介護ソフトで正しい値に直し、出力し直してください
          line 5, item 19 (detail number): detail number is "1" in a line that is not equipment rental (17, 67)
          = nothing in lines that are not equipment rental
          > correct the value in the care software and export again
    "#]],
    );
}

#[test]
fn t06_r09_no_line_of_receiver() {
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[0], 1, &[(20, "1370400037")]);
    compare(
        &set,
        expect![[r#"
        warning T06-R09 line 5 item 20
          5行目 項目20「サービス事業者コード」: この利用者に送信先（1370300021-11）のサービスの行がありません
          = 送信先に関係する利用者だけを送る
          > 送信先か利用者の選び方を確かめ、出力し直してください
          line 5, item 20 (service office number): this client has no line of the receiver (1370300021-11)
          = only clients who have a service of the receiver
          > check the receiver and the selection of clients, and export again
    "#]],
    );
}

#[test]
fn t06_differs_from_the_name() {
    check(
        FileKind::UpPlan,
        &[(6, "1370900099")],
        expect![[r#"
            warning T06-C06 line 6 item 6
              6行目 項目6「プラン担当業者コード」: 「プラン担当業者コード」の「1370900099」がファイル名の「1370200015」と違います
              = ファイル名と同じ「1370200015」
              > ファイル名とデータを確かめてください。どちらも正しければ、そのままで構いません
              line 6, item 6 (care office number): care office number "1370900099" differs from "1370200015" in the file name
              = "1370200015" as in the file name
              > check the file name and the data; if both are right, leave them as they are
        "#]],
    );
    check(
        FileKind::UpJsk,
        &[(6, "1370900099"), (15, "131111"), (20, "1370400037")],
        expect![[r#"
            warning T06-C06 line 5 item 6
              5行目 項目6「プラン担当業者コード」: 「プラン担当業者コード」の「1370900099」がファイル名の「1370200015」と違います
              = ファイル名と同じ「1370200015」
              > ファイル名とデータを確かめてください。どちらも正しければ、そのままで構いません
              line 5, item 6 (care office number): care office number "1370900099" differs from "1370200015" in the file name
              = "1370200015" as in the file name
              > check the file name and the data; if both are right, leave them as they are
            warning T06-C15 line 5 item 15
              5行目 項目15「サービスコード」: 「サービスコード」の「131111」がファイル名の「11」と違います
              = ファイル名と同じ「11」
              > ファイル名とデータを確かめてください。どちらも正しければ、そのままで構いません
              line 5, item 15 (service code): service code "131111" differs from "11" in the file name
              = "11" as in the file name
              > check the file name and the data; if both are right, leave them as they are
            warning T06-C20 line 5 item 20
              5行目 項目20「サービス事業者コード」: 「サービス事業者コード」の「1370400037」がファイル名の「1370300021」と違います
              = ファイル名と同じ「1370300021」
              > ファイル名とデータを確かめてください。どちらも正しければ、そのままで構いません
              line 5, item 20 (service office number): service office number "1370400037" differs from "1370300021" in the file name
              = "1370300021" as in the file name
              > check the file name and the data; if both are right, leave them as they are
        "#]],
    );
}

#[test]
fn t07_r01_no_grand_total() {
    let mut set = set_of(FileKind::UpPlan);
    set[1].records.pop();
    compare(
        &set,
        expect![[r#"
        error T07-R01 line 6 item 9
          6行目 項目9「サービスコード」: この利用者に全合計の行（サービスコード999999）がありません
          = 利用者ごとに全合計の行が1つ
          > 介護ソフトから第7表を出力し直してください
          line 6, item 9 (service code): this client has no line with the grand total (service code 999999)
          = one line with the grand total for each client
          > export table 7 again from the care software
    "#]],
    );
}

#[test]
fn t07_r02_no_subtotal() {
    let mut set = set_of(FileKind::UpPlan);
    let mut line = set[1].records[2].clone();
    line[12] = "300".to_string();
    set[1].records.insert(3, line.clone());
    compare(
        &set,
        expect![[r#"
            error T07-R02 line 6 item 9
              6行目 項目9「サービスコード」: この利用者のサービス種類17は2行あるのに、小計の行がありません
              = 同じ種類が2行以上のときは小計の行（サービスコード17AAAA）
              > 介護ソフトから第7表を出力し直してください
              line 6, item 9 (service code): this client has 2 lines of service kind 17 but no subtotal
              = a subtotal (service code 17AAAA) for two lines or more of a kind
              > export table 7 again from the care software
            warning T07-R13 line 8 item 17
              8行目 項目17「サービス単位金額」: 全合計の「サービス単位金額」の「1」が、この利用者の行の合計2と違います
              = 全合計は行の合計（2）
              > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
              line 8, item 17 (service units): service units of the grand total is "1", but the lines of the client come to 2
              = the sum of the lines (2)
              > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
            warning HOS-R07 line 6 item 22
              6行目 項目22「１合計単位数」: 種類17の「１合計単位数」の「1」が、別表（第7表）の合計2と違います
              = 第7表の同じ種類の給付管理単位数の合計（2）
              > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
              line 6, item 22 (total of limit 1): total of limit 1 of kind 17 is "1", in table 7 the kind comes to 2
              = the benefit management units of the kind in table 7 (2)
              > check whether certification and limit are up to date, and export the ticket again
        "#]],
    );
    for (number, text) in [
        (9, "17AAAA"),
        (10, ""),
        (12, ""),
        (13, "0"),
        (14, ""),
        (15, ""),
    ] {
        line[number - 1] = text.to_string();
    }
    set[1].records.insert(4, line);
    compare(
        &set,
        expect![[r#"
        warning T07-R11 line 8 item 17
          8行目 項目17「サービス単位金額」: 小計（17AAAA）の「サービス単位金額」の「1」が、同じ種類の行の合計2と違います
          = 小計は同じ種類の行の合計（2）
          > 介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません
          line 8, item 17 (service units): service units of the subtotal (17AAAA) is "1", but the lines of the kind come to 2
          = the sum of the lines of the kind (2)
          > calculate and export again in the care software; if it is right by another way of calculating, leave it as it is
        warning HOS-R07 line 6 item 22
          6行目 項目22「１合計単位数」: 種類17の「１合計単位数」の「1」が、別表（第7表）の合計2と違います
          = 第7表の同じ種類の給付管理単位数の合計（2）
          > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
          line 6, item 22 (total of limit 1): total of limit 1 of kind 17 is "1", in table 7 the kind comes to 2
          = the benefit management units of the kind in table 7 (2)
          > check whether certification and limit are up to date, and export the ticket again
    "#]],
    );
}

#[test]
fn t07_r03_second_grand_total() {
    let mut set = set_of(FileKind::UpPlan);
    let mut total = set[1].records[3].clone();
    total[15] = "2".to_string();
    set[1].records.push(total);
    compare(
        &set,
        expect![[r#"
        warning T07-R03 line 8 item 9
          8行目 項目9「サービスコード」: この利用者の全合計の行（999999）が7行目にもあります
          = 利用者ごとに全合計の行が1つ
          > 介護ソフトから第7表を出力し直してください
          line 8, item 9 (service code): this client has another grand total (999999) on line 7
          = one line with the grand total for each client
          > export table 7 again from the care software
    "#]],
    );
}

#[test]
fn t07_r04_to_r07_totals() {
    let mut set = set_of(FileKind::UpPlan);
    change(
        &mut set[1],
        3,
        &[(7, "1370300021"), (13, "5"), (14, "1"), (15, "1")],
    );
    compare(
        &set,
        expect![[r#"
        error T07-R04 line 7 item 7
          7行目 項目7「サービス事業所コード」: 全合計の行のサービス事業所コードが「1370300021」です
          = 全合計の行は9999999999
          > 介護ソフトから第7表を出力し直してください
          line 7, item 7 (service office number): the service office number of the grand total is "1370300021"
          = 9999999999 in the line of the grand total
          > export table 7 again from the care software
        error T07-R06 line 7 item 13
          7行目 項目13「単位数」: 小計・全合計の行の単位数が「5」です
          = 小計・全合計の行の単位数は0
          > 介護ソフトから第7表を出力し直してください
          line 7, item 13 (units): the units of a subtotal or grand total are "5"
          = units 0 in lines of subtotals and the grand total
          > export table 7 again from the care software
        error T07-R07 line 7 item 14
          7行目 項目14「割引後率」: 小計・全合計の行の「割引後率」に値「1」があります
          = 小計・全合計の行では空
          > 介護ソフトから第7表を出力し直してください
          line 7, item 14 (discounted rate): discounted rate is "1" in a subtotal or grand total
          = nothing in lines of subtotals and the grand total
          > export table 7 again from the care software
        error T07-R07 line 7 item 15
          7行目 項目15「割引後単位数」: 小計・全合計の行の「割引後単位数」に値「1」があります
          = 小計・全合計の行では空
          > 介護ソフトから第7表を出力し直してください
          line 7, item 15 (discounted units): discounted units is "1" in a subtotal or grand total
          = nothing in lines of subtotals and the grand total
          > export table 7 again from the care software
    "#]],
    );
    check(
        FileKind::UpSikyu,
        &[(7, "9999999999")],
        expect![[r#"
        error T07-R05 line 6 item 7
          6行目 項目7「サービス事業所コード」: 全合計ではない行のサービス事業所コードが9999999999です
          = サービス事業所の番号10桁
          > 介護ソフトで正しい値に直し、出力し直してください
          line 6, item 7 (service office number): the service office number is 9999999999 in a line that is not the grand total
          = the service office's number of 10 characters
          > correct the value in the care software and export again
    "#]],
    );
}

#[test]
fn t07_r08_to_r10_equipment() {
    check(
        FileKind::UpSikyu,
        &[(10, "")],
        expect![[r#"
        error T07-R08 line 6 item 10
          6行目 項目10「TAISコード」: 福祉用具貸与（17・67）なのに、TAISコードも福祉用具届出コードも空です
          = 福祉用具貸与の行にはTAISコードか福祉用具届出コードのどちらか
          > 介護ソフトで用具のコードを入力し、出力し直してください
          line 6, item 10 (TAIS code): equipment rental (17, 67) has neither a TAIS code nor an equipment notification code
          = one of the two codes in every line of equipment rental
          > enter the code of the equipment in the care software and export again
    "#]],
    );
    check(
        FileKind::UpSikyu,
        &[(11, "00001-000010")],
        expect![[r#"
        info T07-R10 line 6 item 11
          6行目 項目11「福祉用具届出コード」: TAISコードと福祉用具届出コードの両方があります
          = TAISコードのない用具だけ福祉用具届出コード
          > TAISコードがある用具なら、福祉用具届出コードは空にしてください
          line 6, item 11 (equipment notification code): both a TAIS code and an equipment notification code are given
          = an equipment notification code only for equipment without a TAIS code
          > if the equipment has a TAIS code, leave the other item empty
    "#]],
    );
    check(
        FileKind::UpSikyu,
        &[(9, "111111")],
        expect![[r#"
            warning T06-R10 line 6 item 15
              6行目 項目15「サービスコード」: 事業所1370300021のサービス「171003」が、別表（第7表）にありません
              = 第6表と第7表には、同じ利用者の同じサービス
              > 利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください
              line 6, item 15 (service code): service "171003" of office 1370300021 is not in table 7
              = the same services of a client in tables 6 and 7
              > export tables 6 and 7 again together from the care software
            warning T07-R09 line 6 item 10
              6行目 項目10「TAISコード」: 福祉用具貸与（17・67）ではない行の「TAISコード」に値「00001-000010」があります
              = 福祉用具貸与ではない行では空
              > 介護ソフトで正しい値に直し、出力し直してください
              line 6, item 10 (TAIS code): TAIS code is "00001-000010" in a line that is not equipment rental (17, 67)
              = nothing in lines that are not equipment rental
              > correct the value in the care software and export again
            warning HOS-R07 line 6 item 22
              6行目 項目22「１合計単位数」: 種類17の「１合計単位数」の「1」が、別表（第7表）の合計0と違います
              = 第7表の同じ種類の給付管理単位数の合計（0）
              > 認定と限度額が最新か確かめ、利用票の一式を出力し直してください
              line 6, item 22 (total of limit 1): total of limit 1 of kind 17 is "1", in table 7 the kind comes to 0
              = the benefit management units of the kind in table 7 (0)
              > check whether certification and limit are up to date, and export the ticket again
        "#]],
    );
}

#[test]
fn rules_are_silent_about_items_that_are_wrong_already() {
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[0], 1, &[(5, "202613"), (12, "2460")]);
    let report = crate::data::check(&set);
    let errors: Vec<String> = shown::all(&report)
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(shown::head)
        .collect();
    assert_eq!(
        errors,
        [
            "error T06-C05 line 5 item 5",
            "error T06-C12 line 5 item 12"
        ]
    );
}
