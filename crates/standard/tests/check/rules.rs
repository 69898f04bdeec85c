//! Findings about items and lines against each other, word for word.

use expect_test::{Expect, expect};
use tsunagu_standard::{FileKind, Severity};

use crate::data::{TestFile, set_of, sets};
use crate::shown;

/// Changes items of the last record of the file of `kind` and compares the findings.
#[track_caller]
fn check(kind: FileKind, changes: &[(u16, &str)], expected: Expect) {
    let mut set = set_with(kind);
    let file = set.iter_mut().find(|file| file.kind == kind).unwrap();
    let record = if kind == FileKind::UpSikyu {
        2
    } else {
        file.records.len() - 1
    };
    change(file, record, changes);
    compare(&set, expected);
}

fn set_with(kind: FileKind) -> Vec<TestFile> {
    sets()
        .into_iter()
        .find(|set| set.iter().any(|file| file.kind == kind))
        .unwrap()
}

fn change(file: &mut TestFile, record: usize, changes: &[(u16, &str)]) {
    for (number, text) in changes {
        file.records[record][usize::from(*number) - 1] = text.to_string();
    }
}

#[track_caller]
fn compare(set: &[TestFile], expected: Expect) {
    let report = crate::data::check(set);
    expected.assert_eq(
        &shown::all(&report)
            .into_iter()
            .map(shown::full)
            .collect::<String>(),
    );
}

#[test]
fn t01_r01_certified_period() {
    check(
        FileKind::Up1Kyo,
        &[(19, "20260401"), (20, "20260331")],
        expect![[r#"
            error T01-R01 line 12 item 20
              12行目 項目20「認定有効期間終了日」: 「認定有効期間終了日」の「20260331」が「認定有効期間開始日」より前の日付です
              = 「認定有効期間開始日」以後の日付
              > 介護ソフトで正しい値に直し、出力し直してください
              line 12, item 20 (certification end date): certification end date "20260331" lies before certification start date
              = a date not before certification start date
              > correct the value in the care software and export again
        "#]],
    );
}

#[test]
fn t01_r02_first_plan() {
    check(FileKind::Up1Kyo, &[(15, "20260916")], expect![[r#"
        warning T01-R02 line 12 item 14
          12行目 項目14「居宅サービス計画作成（変更）日」: 「居宅サービス計画作成（変更）日」の「20260915」が「初回居宅サービス計画作成日」より前の日付です
          = 「初回居宅サービス計画作成日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 12, item 14 (care plan date): care plan date "20260915" lies before first care plan date
          = a date not before first care plan date
          > correct the value in the care software and export again
    "#]]);
}

#[test]
fn t01_c26_other_reason() {
    check(FileKind::Up1Kyo, &[(25, "3"), (26, "")], expect![[r#"
        warning T01-C26 line 12 item 26
          12行目 項目26「その他理由」: 「生活援助中心型の算定理由」が3なのに、「その他理由」が空です
          = 「生活援助中心型の算定理由」が3のときは内容を記入
          > 介護ソフトで値を入力し、出力し直してください
          line 12, item 26 (housework reason other): housework reason other is empty although housework reason is 3
          = an explanation when housework reason is 3
          > enter the value in the care software and export again
    "#]]);
}

#[test]
fn t02_r01_goal_without_issue() {
    check(FileKind::Up2Kyo, &[(6, "")], expect![[r#"
        warning T02-R01 line 12 item 6
          12行目 項目6「課題ＮＯ」: 「援助目標ＮＯ」があるのに、「課題ＮＯ」が空です
          = 「援助目標ＮＯ」と「課題ＮＯ」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 12, item 6 (issue number): goal number is given but issue number is empty
          = goal number and issue number together
          > enter the missing item in the care software and export again
    "#]]);
}

#[test]
fn t02_r02_support_without_goal() {
    check(FileKind::Up2Kyo, &[(8, "")], expect![[r#"
        warning T02-R02 line 12 item 8
          12行目 項目8「援助目標ＮＯ」: 「援助内容ＮＯ」があるのに、「援助目標ＮＯ」が空です
          = 「援助内容ＮＯ」と「援助目標ＮＯ」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 12, item 8 (goal number): support number is given but goal number is empty
          = support number and goal number together
          > enter the missing item in the care software and export again
    "#]]);
}

#[test]
fn t03_r01_weekly_service_is_complete() {
    check(FileKind::Up3Kyo, &[(7, "")], expect![[r#"
        warning T03-R01 line 5 item 7
          5行目 項目7「曜日」: 「介護サービス内容」があるのに、「曜日」が空です
          = 「介護サービス内容」と「曜日」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 5, item 7 (weekday): service content is given but weekday is empty
          = service content and weekday together
          > enter the missing item in the care software and export again
    "#]]);
    check(
        FileKind::Up3Kyo,
        &[(6, ""), (7, ""), (8, ""), (9, "")],
        expect![],
    );
}

#[test]
fn t03_r02_activity_is_complete() {
    check(FileKind::Up3Kyo, &[(12, "")], expect![[r#"
        warning T03-R02 line 5 item 12
          5行目 項目12「終了時間」: 「主な日常生活上の活動」があるのに、「終了時間」が空です
          = 「主な日常生活上の活動」と「終了時間」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 5, item 12 (activity end time): daily activity is given but activity end time is empty
          = daily activity and activity end time together
          > enter the missing item in the care software and export again
    "#]]);
}

#[test]
fn t03_r03_and_r04_times() {
    check(FileKind::Up3Kyo, &[(9, "0929"), (12, "0800")], expect![[r#"
        warning T03-R03 line 5 item 9
          5行目 項目9「終了時間」: 「終了時間」の「0929」が開始の「0930」より前です
          = 開始以後の時刻
          > 日をまたぐサービスで正しければ、そのままで構いません。違う場合は直してください
          line 5, item 9 (service end time): service end time "0929" lies before the start "0930"
          = a time not before the start
          > if the service goes past midnight, leave it as it is; otherwise correct it
        warning T03-R04 line 5 item 12
          5行目 項目12「終了時間」: 「終了時間」の「0800」が開始の「0930」より前です
          = 開始以後の時刻
          > 日をまたぐサービスで正しければ、そのままで構いません。違う場合は直してください
          line 5, item 12 (activity end time): activity end time "0800" lies before the start "0930"
          = a time not before the start
          > if the service goes past midnight, leave it as it is; otherwise correct it
    "#]]);
}

#[test]
fn t06_r01_half_time() {
    check(FileKind::UpPlan, &[(12, "9999")], expect![[r#"
        warning T06-R01 line 6 item 12
          6行目 項目12「サービス開始時刻」: 開始と終了の片方だけが9999（時間なし）です
          = 時間のないサービスは開始も終了も9999
          > 介護ソフトで正しい値に直し、出力し直してください
          line 6, item 12 (start time): only one of start and end is 9999 (no time)
          = both start and end 9999 for a service without a time
          > correct the value in the care software and export again
    "#]]);
    check(FileKind::UpPlan, &[(12, "9999"), (13, "9999")], expect![]);
}

#[test]
fn t06_r02_time_order() {
    check(FileKind::UpPlan, &[(12, "1001")], expect![[r#"
        warning T06-R02 line 6 item 13
          6行目 項目13「サービス終了時刻」: 「サービス終了時刻」の「1000」が開始の「1001」より前です
          = 開始以後の時刻
          > 日をまたぐサービスで正しければ、そのままで構いません。違う場合は直してください
          line 6, item 13 (end time): end time "1000" lies before the start "1001"
          = a time not before the start
          > if the service goes past midnight, leave it as it is; otherwise correct it
    "#]]);
}

#[test]
fn t06_r03_outside_month() {
    check(FileKind::UpJsk, &[(10, "20261101")], expect![[r#"
        error T06-R03 line 5 item 10
          5行目 項目10「サービス利用日」: 「サービス利用日」の「20261101」が対象年月「202610」の日付ではありません
          = 対象年月「202610」の中の日付
          > 1つのファイルには1か月分だけを入れ、他の月の分は別のファイルにしてください
          line 5, item 10 (service date): service date "20261101" is not in the month "202610"
          = a date in the month "202610"
          > put one month into a file, and other months into files of their own
    "#]]);
}

#[test]
fn t06_r04_equipment_code_missing() {
    check(FileKind::UpPlan, &[(16, "")], expect![[r#"
        error T06-R04 line 6 item 16
          6行目 項目16「TAISコード」: 福祉用具貸与（17・67）なのに、TAISコードも福祉用具届出コードも空です
          = 福祉用具貸与の行にはTAISコードか福祉用具届出コードのどちらか
          > 介護ソフトで用具のコードを入力し、出力し直してください
          line 6, item 16 (TAIS code): equipment rental (17, 67) has neither a TAIS code nor an equipment notification code
          = one of the two codes in every line of equipment rental
          > enter the code of the equipment in the care software and export again
    "#]]);
    check(
        FileKind::UpPlan,
        &[(16, ""), (17, "00001-000010")],
        expect![],
    );
}

#[test]
fn t06_r05_equipment_code_elsewhere() {
    check(FileKind::UpJsk, &[(16, "00001-000010")], expect![[r#"
        warning T06-R05 line 5 item 16
          5行目 項目16「TAISコード」: 福祉用具貸与（17・67）ではない行の「TAISコード」に値「00001-000010」があります
          = 福祉用具貸与ではない行では空
          > 介護ソフトで正しい値に直し、出力し直してください
          line 5, item 16 (TAIS code): TAIS code is "00001-000010" in a line that is not equipment rental (17, 67)
          = nothing in lines that are not equipment rental
          > correct the value in the care software and export again
    "#]]);
}

#[test]
fn t06_r06_equipment_code_twice() {
    check(FileKind::UpPlan, &[(17, "00001-000010")], expect![[r#"
        info T06-R06 line 6 item 17
          6行目 項目17「福祉用具届出コード」: TAISコードと福祉用具届出コードの両方があります
          = TAISコードのない用具だけ福祉用具届出コード
          > TAISコードがある用具なら、福祉用具届出コードは空にしてください
          line 6, item 17 (equipment notification code): both a TAIS code and an equipment notification code are given
          = an equipment notification code only for equipment without a TAIS code
          > if the equipment has a TAIS code, leave the other item empty
    "#]]);
}

#[test]
fn t06_r07_day_beyond_month() {
    let mut set = set_of(FileKind::UpJsk);
    set[0].name = set[0].name.replace("202610", "202611");
    for record in 0..2 {
        change(&mut set[0], record, &[(5, "202611"), (10, "20261105")]);
    }
    change(&mut set[0], 1, &[(11, "1111111111111111111111111111111")]);
    compare(&set, expect![[r#"
        error T06-R07 line 5 item 11
          5行目 項目11「日割対象日」: 「日割対象日」で、対象年月にない31日が1になっています
          = 対象年月は30日まで。後の日は0
          > 介護ソフトで正しい値に直し、出力し直してください
          line 5, item 11 (proration days): proration days has 1 for day 31, which the month does not have
          = the month has 30 days; 0 for the days after
          > correct the value in the care software and export again
    "#]]);
}

#[test]
fn t06_r08_detail_number_elsewhere() {
    check(FileKind::UpJsk, &[(19, "1")], expect![[r#"
        warning T06-R08 line 5 item 19
          5行目 項目19「明細判別コード」: 福祉用具貸与（17・67）ではない行の「明細判別コード」に値「1」があります
          = 福祉用具貸与ではない行では空
          > 介護ソフトで正しい値に直し、出力し直してください
          line 5, item 19 (detail number): detail number is "1" in a line that is not equipment rental (17, 67)
          = nothing in lines that are not equipment rental
          > correct the value in the care software and export again
    "#]]);
}

#[test]
fn t06_r09_no_line_of_receiver() {
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[0], 1, &[(20, "1370400037")]);
    compare(&set, expect![[r#"
        warning T06-R09 line 5 item 20
          5行目 項目20「サービス事業者コード」: この利用者に送信先（1370300021-11）のサービスの行がありません
          = 送信先に関係する利用者だけを送る
          > 送信先か利用者の選び方を確かめ、出力し直してください
          line 5, item 20 (service office number): this client has no line of the receiver (1370300021-11)
          = only clients who have a service of the receiver
          > check the receiver and the selection of clients, and export again
    "#]]);
}

#[test]
fn t06_differs_from_the_name() {
    check(FileKind::UpPlan, &[(6, "1370900099")], expect![[r#"
        warning T06-C06 line 6 item 6
          6行目 項目6「プラン担当業者コード」: 「プラン担当業者コード」の「1370900099」がファイル名の「1370200015」と違います
          = ファイル名と同じ「1370200015」
          > ファイル名かデータのどちらが正しいか確かめ、出力し直してください
          line 6, item 6 (care office number): care office number "1370900099" differs from "1370200015" in the file name
          = "1370200015" as in the file name
          > check whether the file name or the data is right, and export again
    "#]]);
    check(
        FileKind::UpJsk,
        &[(6, "1370900099"), (15, "131111"), (20, "1370400037")],
        expect![[r#"
            warning T06-C06 line 5 item 6
              5行目 項目6「プラン担当業者コード」: 「プラン担当業者コード」の「1370900099」がファイル名の「1370200015」と違います
              = ファイル名と同じ「1370200015」
              > ファイル名かデータのどちらが正しいか確かめ、出力し直してください
              line 5, item 6 (care office number): care office number "1370900099" differs from "1370200015" in the file name
              = "1370200015" as in the file name
              > check whether the file name or the data is right, and export again
            warning T06-C15 line 5 item 15
              5行目 項目15「サービスコード」: 「サービスコード」の「131111」がファイル名の「11」と違います
              = ファイル名と同じ「11」
              > ファイル名かデータのどちらが正しいか確かめ、出力し直してください
              line 5, item 15 (service code): service code "131111" differs from "11" in the file name
              = "11" as in the file name
              > check whether the file name or the data is right, and export again
            warning T06-C20 line 5 item 20
              5行目 項目20「サービス事業者コード」: 「サービス事業者コード」の「1370400037」がファイル名の「1370300021」と違います
              = ファイル名と同じ「1370300021」
              > ファイル名かデータのどちらが正しいか確かめ、出力し直してください
              line 5, item 20 (service office number): service office number "1370400037" differs from "1370300021" in the file name
              = "1370300021" as in the file name
              > check whether the file name or the data is right, and export again
        "#]],
    );
}

#[test]
fn t07_r01_no_grand_total() {
    let mut set = set_of(FileKind::UpPlan);
    set[1].records.pop();
    compare(&set, expect![[r#"
        error T07-R01 line 6 item 9
          6行目 項目9「サービスコード」: この利用者に全合計の行（サービスコード999999）がありません
          = 利用者ごとに全合計の行が1つ
          > 介護ソフトから第7表を出力し直してください
          line 6, item 9 (service code): this client has no line with the grand total (service code 999999)
          = one line with the grand total for each client
          > export table 7 again from the care software
    "#]]);
}

#[test]
fn t07_r02_no_subtotal() {
    let mut set = set_of(FileKind::UpPlan);
    let mut line = set[1].records[2].clone();
    line[12] = "300".to_string();
    set[1].records.insert(3, line.clone());
    compare(&set, expect![[r#"
        error T07-R02 line 6 item 9
          6行目 項目9「サービスコード」: この利用者のサービス種類17は2行あるのに、小計の行がありません
          = 同じ種類が2行以上のときは小計の行（サービスコード17AAAA）
          > 介護ソフトから第7表を出力し直してください
          line 6, item 9 (service code): this client has 2 lines of service kind 17 but no subtotal
          = a subtotal (service code 17AAAA) for two lines or more of a kind
          > export table 7 again from the care software
    "#]]);
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
    compare(&set, expect![]);
}

#[test]
fn t07_r03_second_grand_total() {
    let mut set = set_of(FileKind::UpPlan);
    let mut total = set[1].records[3].clone();
    total[15] = "2".to_string();
    set[1].records.push(total);
    compare(&set, expect![[r#"
        warning T07-R03 line 8 item 9
          8行目 項目9「サービスコード」: この利用者の全合計の行（999999）が7行目にもあります
          = 利用者ごとに全合計の行が1つ
          > 介護ソフトから第7表を出力し直してください
          line 8, item 9 (service code): this client has another grand total (999999) on line 7
          = one line with the grand total for each client
          > export table 7 again from the care software
    "#]]);
}

#[test]
fn t07_r04_to_r07_totals() {
    let mut set = set_of(FileKind::UpPlan);
    change(
        &mut set[1],
        3,
        &[(7, "1370300021"), (13, "5"), (14, "1"), (15, "1")],
    );
    compare(&set, expect![[r#"
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
    "#]]);
    check(FileKind::UpSikyu, &[(7, "9999999999")], expect![[r#"
        error T07-R05 line 6 item 7
          6行目 項目7「サービス事業所コード」: 全合計ではない行のサービス事業所コードが9999999999です
          = サービス事業所の番号10桁
          > 介護ソフトで正しい値に直し、出力し直してください
          line 6, item 7 (service office number): the service office number is 9999999999 in a line that is not the grand total
          = the service office's number of 10 characters
          > correct the value in the care software and export again
    "#]]);
}

#[test]
fn t07_r08_to_r10_equipment() {
    check(FileKind::UpSikyu, &[(10, "")], expect![[r#"
        error T07-R08 line 6 item 10
          6行目 項目10「TAISコード」: 福祉用具貸与（17・67）なのに、TAISコードも福祉用具届出コードも空です
          = 福祉用具貸与の行にはTAISコードか福祉用具届出コードのどちらか
          > 介護ソフトで用具のコードを入力し、出力し直してください
          line 6, item 10 (TAIS code): equipment rental (17, 67) has neither a TAIS code nor an equipment notification code
          = one of the two codes in every line of equipment rental
          > enter the code of the equipment in the care software and export again
    "#]]);
    check(FileKind::UpSikyu, &[(11, "00001-000010")], expect![[r#"
        info T07-R10 line 6 item 11
          6行目 項目11「福祉用具届出コード」: TAISコードと福祉用具届出コードの両方があります
          = TAISコードのない用具だけ福祉用具届出コード
          > TAISコードがある用具なら、福祉用具届出コードは空にしてください
          line 6, item 11 (equipment notification code): both a TAIS code and an equipment notification code are given
          = an equipment notification code only for equipment without a TAIS code
          > if the equipment has a TAIS code, leave the other item empty
    "#]]);
    check(FileKind::UpSikyu, &[(9, "111111")], expect![[r#"
        warning T07-R09 line 6 item 10
          6行目 項目10「TAISコード」: 福祉用具貸与（17・67）ではない行の「TAISコード」に値「00001-000010」があります
          = 福祉用具貸与ではない行では空
          > 介護ソフトで正しい値に直し、出力し直してください
          line 6, item 10 (TAIS code): TAIS code is "00001-000010" in a line that is not equipment rental (17, 67)
          = nothing in lines that are not equipment rental
          > correct the value in the care software and export again
    "#]]);
}

#[test]
fn hos_r01_variant() {
    let mut set = set_of(FileKind::Up1Kyo);
    change(&mut set[3], 1, &[(4, "00000000"), (63, "202610")]);
    compare(&set, expect![[r#"
        error HOS-R01 line 6 item 4
          6行目 項目4「居宅サービス計画作成（変更）日」: 「居宅サービス計画作成（変更）日」の「00000000」が、この利用者補足情報の種類と合いません
          = 計画書に紐づくときは、対象年月は000000、作成（変更）日は計画書の日付
          > 計画書と利用票のどちらに付けるか確かめ、介護ソフトから出力し直してください
          line 6, item 4 (care plan date): care plan date "00000000" does not fit this sort of client supplement
          = with a care plan: target month 000000 and the date of the plan
          > check whether it belongs to a care plan or a ticket, and export again
        error HOS-R01 line 6 item 63
          6行目 項目63「対象年月」: 「対象年月」の「202610」が、この利用者補足情報の種類と合いません
          = 計画書に紐づくときは、対象年月は000000、作成（変更）日は計画書の日付
          > 計画書と利用票のどちらに付けるか確かめ、介護ソフトから出力し直してください
          line 6, item 63 (target month): target month "202610" does not fit this sort of client supplement
          = with a care plan: target month 000000 and the date of the plan
          > check whether it belongs to a care plan or a ticket, and export again
    "#]]);
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[2], 1, &[(4, "20260915"), (63, "000000")]);
    compare(&set, expect![[r#"
        error HOS-R01 line 6 item 4
          6行目 項目4「居宅サービス計画作成（変更）日」: 「居宅サービス計画作成（変更）日」の「20260915」が、この利用者補足情報の種類と合いません
          = 6表・7表に紐づくときは、対象年月はその年月、作成（変更）日は00000000
          > 計画書と利用票のどちらに付けるか確かめ、介護ソフトから出力し直してください
          line 6, item 4 (care plan date): care plan date "20260915" does not fit this sort of client supplement
          = with tables 6 and 7: the target month and the date 00000000
          > check whether it belongs to a care plan or a ticket, and export again
        error HOS-R01 line 6 item 63
          6行目 項目63「対象年月」: 「対象年月」の「000000」が、この利用者補足情報の種類と合いません
          = 6表・7表に紐づくときは、対象年月はその年月、作成（変更）日は00000000
          > 計画書と利用票のどちらに付けるか確かめ、介護ソフトから出力し直してください
          line 6, item 63 (target month): target month "000000" does not fit this sort of client supplement
          = with tables 6 and 7: the target month and the date 00000000
          > check whether it belongs to a care plan or a ticket, and export again
    "#]]);
}

#[test]
fn hos_r02_limit_period() {
    check(FileKind::UpHosoku, &[(15, "20260914")], expect![[r#"
        error HOS-R02 line 6 item 15
          6行目 項目15「限度額適用終了年月日」: 「限度額適用終了年月日」の「20260914」が「限度額適用開始年月日」より前の日付です
          = 「限度額適用開始年月日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 6, item 15 (limit period end date): limit period end date "20260914" lies before limit period start date
          = a date not before limit period start date
          > correct the value in the care software and export again
    "#]]);
}

#[test]
fn hos_r03_to_r06_frames() {
    check(FileKind::UpHosoku, &[(20, "")], expect![[r#"
        error HOS-R03 line 6 item 20
          6行目 項目20「１サービス種類コード」: 「１支給限度基準額」があるのに、「１サービス種類コード」が空です
          = 「１支給限度基準額」と「１サービス種類コード」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 6, item 20 (kind limit 1 service kind): kind limit 1 limit units is given but kind limit 1 service kind is empty
          = kind limit 1 limit units and kind limit 1 service kind together
          > enter the missing item in the care software and export again
    "#]]);
    check(FileKind::UpHosoku, &[(25, "")], expect![[r#"
        warning HOS-R04 line 6 item 25
          6行目 項目25「２支給限度基準額」: 「２サービス種類コード」があるのに、「２支給限度基準額」が空です
          = 「２サービス種類コード」と「２支給限度基準額」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 6, item 25 (kind limit 2 limit units): kind limit 2 service kind is given but kind limit 2 limit units is empty
          = kind limit 2 service kind and kind limit 2 limit units together
          > enter the missing item in the care software and export again
    "#]]);
    check(
        FileKind::UpHosoku,
        &[(24, ""), (25, ""), (26, ""), (27, "")],
        expect![[r#"
            error HOS-R05 line 6 item 24
              6行目 項目24「２サービス種類コード」: 「２サービス種類コード」の枠が空のまま、後の枠が使われています
              = 種類別の限度額は1枠から順に詰めて設定
              > 介護ソフトで正しい値に直し、出力し直してください
              line 6, item 24 (kind limit 2 service kind): the frame of kind limit 2 service kind is empty while a later one is used
              = limits by service kind from frame 1 on without gaps
              > correct the value in the care software and export again
        "#]],
    );
    check(FileKind::UpHosoku, &[(52, "23")], expect![[r#"
        warning HOS-R06 line 6 item 52
          6行目 項目52「９サービス種類コード」: 「９サービス種類コード」の「23」は短期入所療養介護です
          = 短期入所療養介護は種類を問わず22
          > 介護ソフトで正しい値に直し、出力し直してください
          line 6, item 52 (kind limit 9 service kind): kind limit 9 service kind "23" is a short stay in a medical facility
          = 22 for short stays in medical facilities of any kind
          > correct the value in the care software and export again
    "#]]);
}

#[test]
fn kih_rules() {
    check(FileKind::UpKihon, &[(25, "20260914")], expect![[r#"
        error KIH-R01 line 33 item 25
          33行目 項目25「認定有効期間終了日」: 「認定有効期間終了日」の「20260914」が「認定有効期限開始日」より前の日付です
          = 「認定有効期限開始日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 33, item 25 (certification end date): certification end date "20260914" lies before certification start date
          = a date not before certification start date
          > correct the value in the care software and export again
    "#]]);
    check(FileKind::UpKihon, &[(11, "20260916")], expect![[r#"
        warning KIH-R02 line 33 item 4
          33行目 項目4「相談日」: 「相談日」の「20260915」が「前回相談日」より前の日付です
          = 「前回相談日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 33, item 4 (consultation date): consultation date "20260915" lies before previous consultation date
          = a date not before previous consultation date
          > correct the value in the care software and export again
    "#]]);
    check(FileKind::UpKihon, &[(9, ""), (13, "")], expect![[r#"
        error KIH-C09 line 33 item 9
          33行目 項目9「相談方法(その他の内容)」: 「相談方法」が03なのに、「相談方法(その他の内容)」が空です
          = 「相談方法」が03のときは内容を記入
          > 介護ソフトで値を入力し、出力し直してください
          line 33, item 9 (consultation method other): consultation method other is empty although consultation method is 03
          = an explanation when consultation method is 03
          > enter the value in the care software and export again
        error KIH-C13 line 33 item 13
          33行目 項目13「利用者の現況(状況補足)」: 「利用者の現況」が02なのに、「利用者の現況(状況補足)」が空です
          = 「利用者の現況」が02のときは内容を記入
          > 介護ソフトで値を入力し、出力し直してください
          line 33, item 13 (client current state note): client current state note is empty although client current state is 02
          = an explanation when client current state is 02
          > enter the value in the care software and export again
    "#]]);
    check(FileKind::UpKihon, &[(62, "family.jpg")], expect![[r#"
        error KIH-C62 line 33 item 62
          33行目 項目62「家族構成 画像ファイル名」: 「家族構成 画像ファイル名」の「family.jpg」は画像のファイル名ではありません
          = UPKIHON_IMAGE_…_枝番4桁.jpg
          > 介護ソフトで正しい値に直し、出力し直してください
          line 33, item 62 (family image file name): family image file name "family.jpg" is not the name of a picture
          = UPKIHON_IMAGE_… and a branch number of 4 digits, .jpg
          > correct the value in the care software and export again
        error SET-11
          この画像の名前が利用者基本情報（項目62）にありません
          = 利用者基本情報の項目62に画像ファイル名
          > 介護ソフトから利用者基本情報と画像を出力し直してください
          no record of the basic information names this picture (item 62)
          = the name of the picture in item 62 of the basic information
          > export the basic information and its pictures again
    "#]]);
}

#[test]
fn yob_rules() {
    check(FileKind::UpYobo, &[(11, "20260914")], expect![[r#"
        error YOB-R01 line 28 item 11
          28行目 項目11「認定有効期間終了日」: 「認定有効期間終了日」の「20260914」が「認定有効期間開始日」より前の日付です
          = 「認定有効期間開始日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 28, item 11 (certification end date): certification end date "20260914" lies before certification start date
          = a date not before certification start date
          > correct the value in the care software and export again
    "#]]);
    check(FileKind::UpYobo, &[(20, "20260916")], expect![[r#"
        warning YOB-R02 line 28 item 4
          28行目 項目4「計画作成(変更)日」: 「計画作成(変更)日」の「20260915」が「初回作成日」より前の日付です
          = 「初回作成日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 28, item 4 (plan date): plan date "20260915" lies before first plan date
          = a date not before first plan date
          > correct the value in the care software and export again
    "#]]);
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
