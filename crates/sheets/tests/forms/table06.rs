//! Table 6: lines, days, plan and actual, and records that have no place in the month.

use crate::build::{File, Items, check_page, check_text, draw, file, text};
use expect_test::expect;
use tsunagu_sheets::{Language, Sheet};

const PLAN: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";
const SUPPLEMENT: &str = "UPHOSOKU_202610_1370200015_43_1370300021_11_20260925101800.CSV";
const ACTUAL: &str = "UPJSK_202610_1370300021_11_1370200015_43_20261101083000.CSV";

/// A visit on `day` with further items.
fn visit<'a>(day: &'a str, further: Items<'a>) -> Vec<(&'a str, &'a str)> {
    let mut items = further.to_vec();
    let usual = [
        ("created_date", "20260925"),
        ("target_month", "202610"),
        ("care_office_number", "1370200015"),
        ("care_manager_name", "介護 太郎"),
        ("units", "244"),
        ("service_date", day),
        ("start_time", "0930"),
        ("end_time", "1000"),
        ("service_count", "1"),
        ("service_code", "111111"),
        ("service_office_number", "1370300021"),
        ("service_office_name", "ひだまり訪問介護ステーション"),
        ("over_30_days", "0"),
    ];
    for item in usual {
        if !items.iter().any(|(id, _)| *id == item.0) {
            items.push(item);
        }
    }
    items
}

fn records(name: &str, visits: &[Vec<(&str, &str)>]) -> File {
    let records: Vec<Items<'_>> = visits.iter().map(Vec::as_slice).collect();
    file(name, &records)
}

fn supplement() -> File {
    file(
        SUPPLEMENT,
        &[&[
            ("care_plan_date", "00000000"),
            ("target_month", "202610"),
            ("user_name", "高瀬 ミツ"),
            ("user_name_kana", "タカセ ミツ"),
            ("user_sex", "2"),
            ("user_birth_date", "19370503"),
            ("care_level", "23"),
            ("certification_status", "2"),
            ("certification_date", "20260401"),
            ("category_limit_units", "27048"),
            ("limit_period_start_date", "20260401"),
            ("limit_period_end_date", "20270331"),
            ("short_stay_days_until_prev_month", "5"),
        ]],
    )
}

fn ticket_files() -> Vec<File> {
    let bed: Items<'_> = &[
        ("start_time", "9999"),
        ("end_time", "9999"),
        ("service_code", "171003"),
        ("units", "1300"),
        ("tais_code", "00001-000010"),
        ("equipment_name", "特殊寝台"),
        ("service_office_number", "1370500043"),
        ("service_office_name", "つなぐ福祉用具"),
    ];
    let plan = records(
        PLAN,
        &[
            visit("20261001", &[]),
            visit("20261001", bed),
            visit("20261005", &[]),
            visit("20261012", &[("service_count", "2")]),
        ],
    );
    let actual = records(
        ACTUAL,
        &[
            visit("20261001", &[]),
            visit("20261006", &[("units", "0")]),
            visit("20261012", &[("start_time", "1000"), ("end_time", "1030")]),
        ],
    );
    vec![plan, supplement(), actual]
}

#[test]
fn planned_and_actual_stand_below_each_other() {
    let sheets = draw(&ticket_files());
    let titles: Vec<String> = sheets
        .iter()
        .map(|sheet| sheet.heading(Language::Japanese))
        .collect();
    assert_eq!(
        titles,
        [
            "高瀬 ミツ 様　令和8年10月分　サービス利用票（兼居宅サービス計画）",
            "高瀬 ミツ 様　利用者補足情報"
        ],
        "the actual has no sheet of its own"
    );
    expect![[r#"
        ====================================================================================================
        高瀬 ミツ 様　令和8年10月分　サービス利用票（兼居宅サービス計画）
        認定済  第6表
        ====================================================================================================
        保険者番号: 131059   居宅介護支援事業者・担当者: 1370200015 / 介護 太郎   作成年月日: 令和8年9月25日
        被保険者番号: 1913070797   被保険者氏名: タカセ ミツ / 高瀬 ミツ   要介護状態区分: 要介護３
        生年月日: 昭和12年5月3日   性別: 女性   区分支給限度基準額: 27,048単位／月
        限度額適用期間: 令和8年4月1日から / 令和9年3月31日まで
        認定日: 令和8年4月1日   前月までの短期入所利用日数: 5日
        このデータの宛先: ひだまり訪問介護ステーション  1370300021  訪問介護

              1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
             木 金 土 日 月 火 水 木 金 土 日 月 火 水 木 金 土 日 月 火 水 木 金 土 日 月 火 水 木 金 土

        9:30〜10:00   訪問介護 111111  0・244単位   ひだまり訪問介護ステーション 1370300021
        予定4回 実績2回
        予定  1  .  .  .  1  .  .  .  .  .  .  2  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        実績  1  .  .  .  .  1  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .

        10:00〜10:30   訪問介護 111111  244単位   ひだまり訪問介護ステーション 1370300021   実績1回
        予定  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        実績  .  .  .  .  .  .  .  .  .  .  .  1  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .

        ―   福祉用具貸与 171003  1,300単位 特殊寝台 TAIS 00001-000010   つなぐ福祉用具 1370500043   予定1回
        予定  1  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        実績  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .

        実績: ひだまり訪問介護ステーション 1370300021（令和8年9月25日作成）

    "#]].assert_eq(&sheets[0].to_text(Language::Japanese));
    expect![[r#"
        ====================================================================================================
        高瀬 ミツ: Service ticket for 2026-10
        certified  Table 6
        ====================================================================================================
        Insurer number: 131059   Care office and manager: 1370200015 / 介護 太郎   Made on: 2026-09-25
        Insured number: 1913070797   Client: タカセ ミツ / 高瀬 ミツ   Care level: care 3
        Born: 1937-05-03   Sex: female   Limit per month: 27,048 units a month
        Limit applies: from 2026-04-01 / to 2027-03-31
        Certified on: 2026-04-01   Days of short stay until last month: 5
        These data go to: ひだまり訪問介護ステーション  1370300021  home visit

              1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
              T  F  S  S  M  T  W  T  F  S  S  M  T  W  T  F  S  S  M  T  W  T  F  S  S  M  T  W  T  F  S

        9:30-10:00   home visit 111111  0 or 244 units   ひだまり訪問介護ステーション 1370300021
        plan 4 done 2
        plan  1  .  .  .  1  .  .  .  .  .  .  2  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        done  1  .  .  .  .  1  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .

        10:00-10:30   home visit 111111  244 units   ひだまり訪問介護ステーション 1370300021   done 1
        plan  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        done  .  .  .  .  .  .  .  .  .  .  .  1  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .

        ―   equipment rental 171003  1,300 units 特殊寝台 TAIS 00001-000010   つなぐ福祉用具 1370500043
        plan 1
        plan  1  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
        done  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .

        Actual services: ひだまり訪問介護ステーション 1370300021, made on 2026-09-25

    "#]].assert_eq(&sheets[0].to_text(Language::English));
    check_page(&ticket_files(), "table06.html");
}

#[test]
fn an_actual_alone_has_no_row_of_the_plan() {
    check_text(
        &[records(ACTUAL, &[visit("20261006", &[])])],
        expect![[r#"
            ====================================================================================================
            被保険者番号 1913070797　令和8年10月分　サービス利用票（兼居宅サービス計画）
            第6表
            ====================================================================================================
            保険者番号: 131059   居宅介護支援事業者・担当者: 1370200015 / 介護 太郎   作成年月日: 令和8年9月25日
            被保険者番号: 1913070797
            このデータの宛先: 1370200015  居宅介護支援

                  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
                 木 金 土 日 月 火 水 木 金 土 日 月 火 水 木 金 土 日 月 火 水 木 金 土 日 月 火 水 木 金 土

            9:30〜10:00   訪問介護 111111  244単位   ひだまり訪問介護ステーション 1370300021   実績1回
            実績  .  .  .  .  .  1  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .

        "#]],
    );
}

#[test]
fn units_satellites_and_days_of_proration_are_shown() {
    let monthly: Items<'_> = &[
        ("service_code", "761111"),
        ("start_time", "9999"),
        ("end_time", "9999"),
        ("satellite_no", "01"),
        ("proration_days", "0000000000000001111111111111111"),
        ("over_30_days", "1"),
        ("units", "5446"),
    ];
    let text = text(
        &[records(PLAN, &[visit("20261016", monthly)])],
        Language::Japanese,
    );
    for expected in [
        "定期巡回・随時対応型訪問介護看護 761111  5,446単位 30日超",
        "ひだまり訪問介護ステーション 1370300021 サテライト 01",
        "日割  .  .  .  .  .  .  .  .  .  .  .  .  .  .  . ○ ○",
        "日割16回",
    ] {
        assert!(text.contains(expected), "{expected} is missing in\n{text}");
    }
}

#[test]
fn a_record_without_a_place_in_the_month_is_listed_with_its_line() {
    let wrong: [(&str, &str); 6] = [
        ("service_date", "20261101"),
        ("service_date", "20261032"),
        ("service_count", "two"),
        ("start_time", "2560"),
        ("proration_days", "01"),
        ("target_month", ""),
    ];
    for (id, value) in wrong {
        let items = [(id, value)];
        let bad = visit("20261002", &items);
        let sheets = draw(&[records(PLAN, &[visit("20261001", &[]), bad])]);
        let texts: Vec<String> = sheets
            .iter()
            .map(|sheet| sheet.to_text(Language::Japanese))
            .collect();
        let all = texts.concat();
        assert!(all.contains("この表に置けない行"), "{id} {value}\n{all}");
        assert!(
            all.contains("\n予定  2  202407,131059"),
            "{id} {value}\n{all}"
        );
    }
}

#[test]
fn a_ticket_of_prevention_has_its_title() {
    let supplement = file(
        SUPPLEMENT,
        &[&[
            ("target_month", "202610"),
            ("user_name", "高瀬 ミツ"),
            ("care_level", "12"),
        ]],
    );
    let sheets = draw(&[records(PLAN, &[visit("20261001", &[])]), supplement]);
    assert_eq!(
        sheets[0].title.read(Language::Japanese),
        "令和8年10月分　サービス利用票（兼居宅（介護予防）サービス計画）"
    );
}

#[test]
fn a_later_actual_stands_beside_the_plan_and_the_earlier_one_alone() {
    let later = "UPJSK_202610_1370300021_11_1370200015_43_20261102083000.CSV";
    let files = [
        records(ACTUAL, &[visit("20261006", &[])]),
        records(PLAN, &[visit("20261001", &[])]),
        records(later, &[visit("20261007", &[])]),
    ];
    let sheets = draw(&files);
    let names: Vec<&[String]> = sheets
        .iter()
        .map(|sheet: &Sheet| sheet.file_names.as_slice())
        .collect();
    assert_eq!(
        names,
        [
            &[ACTUAL.to_owned()][..],
            &[PLAN.to_owned(), later.to_owned()][..]
        ]
    );
}

#[test]
fn actuals_for_another_care_office_do_not_stand_beside_the_plan() {
    let other = "UPJSK_202610_1370300021_11_1370200099_43_20261101083000.CSV";
    let sheets = draw(&[
        records(PLAN, &[visit("20261001", &[])]),
        records(other, &[visit("20261006", &[])]),
    ]);
    assert_eq!(sheets.len(), 2);
}
