//! Table 3: services of the week, activities, and what is not weekly or has no time.

use crate::build::{File, Items, check_page, check_text, file};
use expect_test::expect;

const WEEK: &str = "UP3KYO_1370200015_43_1370300021_11_20260925101500.CSV";

fn files() -> Vec<File> {
    let plan = [("created_date", "20260922"), ("care_plan_date", "20260922")];
    let row = |items: Items<'static>| [&plan[..], items].concat();
    let service = |what, day, start, end| {
        vec![
            plan[0],
            plan[1],
            ("service_content", what),
            ("weekday", day),
            ("service_start_time", start),
            ("service_end_time", end),
        ]
    };
    let rows = [
        service("訪問介護", "1", "1000", "1100"),
        service("訪問介護", "4", "1000", "1100"),
        service("訪問看護", "4", "1030", "1130"),
        service("夜間の見守り", "7", "2200", "0600"),
        row(&[
            ("daily_activity", "起床"),
            ("activity_start_time", "0630"),
            ("activity_end_time", "0630"),
        ]),
        row(&[
            ("daily_activity", "昼寝"),
            ("activity_start_time", "1300"),
            ("activity_end_time", "1430"),
        ]),
        row(&[("non_weekly_service", "通院（月1回）\r\n福祉用具貸与")]),
        service("配食", "", "1200", "1230"),
        service("掃除", "2", "", ""),
    ];
    let rows: Vec<Items<'_>> = rows.iter().map(Vec::as_slice).collect();
    vec![file(WEEK, &rows)]
}

#[test]
fn the_week_shows_what_has_a_day_and_a_time_and_lists_the_rest() {
    check_text(
        &files(),
        expect![[r#"
            ====================================================================================================
            被保険者番号 1913070797　週間サービス計画表
            第3表
            ====================================================================================================
            保険者番号: 131059   被保険者番号: 1913070797   計画作成（変更）日: 令和8年9月22日
            作成年月日: 令和8年9月22日

                          月  火  水  木  金  土  日
            10:00〜11:00  *   .   .   *   .   .   .   訪問介護
            10:30〜11:30  .   .   .   *   .   .   .   訪問看護
            22:00〜6:00   .   .   .   .   .   .   *   夜間の見守り
            [主な日常生活上の活動]
            6:30          起床
            13:00〜14:30  昼寝

            週単位以外のサービス:
                通院（月1回）
                福祉用具貸与

            [この表に置けない行（日付・時刻・回数などが読めません）]
            行  内容
            --  --------------------------------------------------------------
            9   202407,131059,1913070797,20260922,20260922,配食,,1200,1230,,,,
            10  202407,131059,1913070797,20260922,20260922,掃除,2,,,,,,

        "#]],
    );
    check_page(&files(), "table03.html");
}
