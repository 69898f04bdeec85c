//! Rules of care plans, supplements and prevention.

use expect_test::expect;
use tsunagu_standard::FileKind;

use super::{change, check, compare};
use crate::data::set_of;

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
    check(
        FileKind::Up1Kyo,
        &[(15, "20260916")],
        expect![[r#"
        warning T01-R02 line 12 item 14
          12行目 項目14「居宅サービス計画作成（変更）日」: 「居宅サービス計画作成（変更）日」の「20260915」が「初回居宅サービス計画作成日」より前の日付です
          = 「初回居宅サービス計画作成日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 12, item 14 (care plan date): care plan date "20260915" lies before first care plan date
          = a date not before first care plan date
          > correct the value in the care software and export again
    "#]],
    );
}

#[test]
fn t01_c26_other_reason() {
    check(
        FileKind::Up1Kyo,
        &[(25, "3"), (26, "")],
        expect![[r#"
            warning T01-C26 line 12 item 26
              12行目 項目26「その他理由」: 「生活援助中心型の算定理由」が3（その他）なのに、「その他理由」が空です
              = 「生活援助中心型の算定理由」が3（その他）のときは内容を記入
              > 介護ソフトで値を入力し、出力し直してください
              line 12, item 26 (other housework reason): other housework reason is empty although housework reason is 3 (other)
              = an explanation when housework reason is 3 (other)
              > enter the value in the care software and export again
        "#]],
    );
}

#[test]
fn t02_r01_goal_without_issue() {
    check(
        FileKind::Up2Kyo,
        &[(6, "")],
        expect![[r#"
        warning T02-R01 line 12 item 6
          12行目 項目6「課題ＮＯ」: 「援助目標ＮＯ」があるのに、「課題ＮＯ」が空です
          = 「援助目標ＮＯ」と「課題ＮＯ」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 12, item 6 (issue number): goal number is given but issue number is empty
          = goal number and issue number together
          > enter the missing item in the care software and export again
    "#]],
    );
}

#[test]
fn t02_r02_support_without_goal() {
    check(
        FileKind::Up2Kyo,
        &[(8, "")],
        expect![[r#"
        warning T02-R02 line 12 item 8
          12行目 項目8「援助目標ＮＯ」: 「援助内容ＮＯ」があるのに、「援助目標ＮＯ」が空です
          = 「援助内容ＮＯ」と「援助目標ＮＯ」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 12, item 8 (goal number): support number is given but goal number is empty
          = support number and goal number together
          > enter the missing item in the care software and export again
    "#]],
    );
}

#[test]
fn t03_r01_weekly_service_is_complete() {
    check(
        FileKind::Up3Kyo,
        &[(7, "")],
        expect![[r#"
        warning T03-R01 line 5 item 7
          5行目 項目7「曜日」: 「介護サービス内容」があるのに、「曜日」が空です
          = 「介護サービス内容」と「曜日」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 5, item 7 (weekday): service content is given but weekday is empty
          = service content and weekday together
          > enter the missing item in the care software and export again
    "#]],
    );
    check(
        FileKind::Up3Kyo,
        &[(6, ""), (7, ""), (8, ""), (9, "")],
        expect![],
    );
}

#[test]
fn t03_r02_activity_is_complete() {
    check(
        FileKind::Up3Kyo,
        &[(12, "")],
        expect![[r#"
        warning T03-R02 line 5 item 12
          5行目 項目12「終了時間」: 「主な日常生活上の活動」があるのに、「終了時間」が空です
          = 「主な日常生活上の活動」と「終了時間」は一緒に記入
          > 介護ソフトで足りない項目を入力し、出力し直してください
          line 5, item 12 (activity end time): daily activity is given but activity end time is empty
          = daily activity and activity end time together
          > enter the missing item in the care software and export again
    "#]],
    );
}

#[test]
fn t03_r03_and_r04_times() {
    check(
        FileKind::Up3Kyo,
        &[(9, "0929"), (12, "0800")],
        expect![[r#"
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
    "#]],
    );
}

#[test]
fn hos_r01_variant() {
    let mut set = set_of(FileKind::Up1Kyo);
    change(&mut set[3], 1, &[(4, "00000000"), (63, "202610")]);
    compare(
        &set,
        expect![[r#"
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
    "#]],
    );
    let mut set = set_of(FileKind::UpPlan);
    change(&mut set[2], 1, &[(4, "20260915"), (63, "000000")]);
    compare(
        &set,
        expect![[r#"
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
    "#]],
    );
}

#[test]
fn hos_r02_limit_period() {
    check(
        FileKind::UpHosoku,
        &[(15, "20260914")],
        expect![[r#"
        error HOS-R02 line 6 item 15
          6行目 項目15「限度額適用終了年月日」: 「限度額適用終了年月日」の「20260914」が「限度額適用開始年月日」より前の日付です
          = 「限度額適用開始年月日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 6, item 15 (limit period end date): limit period end date "20260914" lies before limit period start date
          = a date not before limit period start date
          > correct the value in the care software and export again
    "#]],
    );
}

#[test]
fn hos_r03_to_r06_frames() {
    check(
        FileKind::UpHosoku,
        &[(20, "")],
        expect![[r#"
            error HOS-R03 line 6 item 20
              6行目 項目20「１サービス種類コード」: 「１支給限度基準額」があるのに、「１サービス種類コード」が空です
              = 「１支給限度基準額」と「１サービス種類コード」は一緒に記入
              > 介護ソフトで足りない項目を入力し、出力し直してください
              line 6, item 20 (service kind of limit 1): limit 1 is given but service kind of limit 1 is empty
              = limit 1 and service kind of limit 1 together
              > enter the missing item in the care software and export again
        "#]],
    );
    check(
        FileKind::UpHosoku,
        &[(25, "")],
        expect![[r#"
            warning HOS-R04 line 6 item 25
              6行目 項目25「２支給限度基準額」: 「２サービス種類コード」があるのに、「２支給限度基準額」が空です
              = 「２サービス種類コード」と「２支給限度基準額」は一緒に記入
              > 介護ソフトで足りない項目を入力し、出力し直してください
              line 6, item 25 (limit 2): service kind of limit 2 is given but limit 2 is empty
              = service kind of limit 2 and limit 2 together
              > enter the missing item in the care software and export again
        "#]],
    );
    check(
        FileKind::UpHosoku,
        &[(24, ""), (25, ""), (26, ""), (27, "")],
        expect![[r#"
            error HOS-R05 line 6 item 24
              6行目 項目24「２サービス種類コード」: 「２サービス種類コード」の枠が空のまま、後の枠が使われています
              = 種類別の限度額は1枠から順に詰めて設定
              > 介護ソフトで正しい値に直し、出力し直してください
              line 6, item 24 (service kind of limit 2): the frame of service kind of limit 2 is empty while a later one is used
              = limits by service kind from frame 1 on without gaps
              > correct the value in the care software and export again
        "#]],
    );
    check(
        FileKind::UpHosoku,
        &[(52, "23")],
        expect![[r#"
            warning HOS-R06 line 6 item 52
              6行目 項目52「９サービス種類コード」: 「９サービス種類コード」の「23」は短期入所療養介護なのに、22になっていません
              = 種類別の限度額では、短期入所療養介護は種類を問わず22
              > 介護ソフトで正しい値に直し、出力し直してください
              line 6, item 52 (service kind of limit 9): service kind of limit 9 "23" is a short stay in a medical facility, but not written as 22
              = 22 in limits by service kind for short stays in medical facilities of any kind
              > correct the value in the care software and export again
        "#]],
    );
}

#[test]
fn kih_rules() {
    check(
        FileKind::UpKihon,
        &[(25, "20260914")],
        expect![[r#"
        error KIH-R01 line 33 item 25
          33行目 項目25「認定有効期間終了日」: 「認定有効期間終了日」の「20260914」が「認定有効期限開始日」より前の日付です
          = 「認定有効期限開始日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 33, item 25 (certification end date): certification end date "20260914" lies before certification start date
          = a date not before certification start date
          > correct the value in the care software and export again
    "#]],
    );
    check(
        FileKind::UpKihon,
        &[(11, "20260916")],
        expect![[r#"
        warning KIH-R02 line 33 item 4
          33行目 項目4「相談日」: 「相談日」の「20260915」が「前回相談日」より前の日付です
          = 「前回相談日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 33, item 4 (consultation date): consultation date "20260915" lies before previous consultation date
          = a date not before previous consultation date
          > correct the value in the care software and export again
    "#]],
    );
    check(
        FileKind::UpKihon,
        &[(9, ""), (13, "")],
        expect![[r#"
            error KIH-C09 line 33 item 9
              33行目 項目9「相談方法(その他の内容)」: 「相談方法」が03（その他）なのに、「相談方法(その他の内容)」が空です
              = 「相談方法」が03（その他）のときは内容を記入
              > 介護ソフトで値を入力し、出力し直してください
              line 33, item 9 (other consultation method): other consultation method is empty although consultation method is 03 (other)
              = an explanation when consultation method is 03 (other)
              > enter the value in the care software and export again
            error KIH-C13 line 33 item 13
              33行目 項目13「利用者の現況(状況補足)」: 「利用者の現況」が02（入院又は入所中）なのに、「利用者の現況(状況補足)」が空です
              = 「利用者の現況」が02（入院又は入所中）のときは内容を記入
              > 介護ソフトで値を入力し、出力し直してください
              line 33, item 13 (note on the client's state): note on the client's state is empty although client's state is 02 (in hospital or a facility)
              = an explanation when client's state is 02 (in hospital or a facility)
              > enter the value in the care software and export again
        "#]],
    );
    check(
        FileKind::UpKihon,
        &[(62, "family.jpg")],
        expect![[r#"
            warning KIH-C62 line 33 item 62
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
        "#]],
    );
}

#[test]
fn yob_rules() {
    check(
        FileKind::UpYobo,
        &[(11, "20260914")],
        expect![[r#"
        error YOB-R01 line 28 item 11
          28行目 項目11「認定有効期間終了日」: 「認定有効期間終了日」の「20260914」が「認定有効期間開始日」より前の日付です
          = 「認定有効期間開始日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 28, item 11 (certification end date): certification end date "20260914" lies before certification start date
          = a date not before certification start date
          > correct the value in the care software and export again
    "#]],
    );
    check(
        FileKind::UpYobo,
        &[(20, "20260916")],
        expect![[r#"
        warning YOB-R02 line 28 item 4
          28行目 項目4「計画作成(変更)日」: 「計画作成(変更)日」の「20260915」が「初回作成日」より前の日付です
          = 「初回作成日」以後の日付
          > 介護ソフトで正しい値に直し、出力し直してください
          line 28, item 4 (plan date): plan date "20260915" lies before first plan date
          = a date not before first plan date
          > correct the value in the care software and export again
    "#]],
    );
}
