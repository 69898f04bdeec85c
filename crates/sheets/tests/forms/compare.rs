//! What changed against the version before: boxes, rows, days and hours, with their list.

use crate::build::{File, Items, check_sheets, draw, file, show};
use expect_test::expect;
use tsunagu_sheets::{Change, Language, Sheet, compare_sheet, compare_sheets};

/// Compares the only sheet of `now` with the only one of `before`.
fn compare(now: &[File], before: &[File]) -> (Sheet, Vec<Change>) {
    let (now, before) = (draw(now).remove(0), draw(before).remove(0));
    compare_sheet(now, &before)
}

/// The list of changes, one per line.
fn said(changes: &[Change]) -> String {
    let read = |language: Language| {
        let line = |change: &Change| {
            let texts =
                [&change.place, &change.before, &change.now].map(|text| text.read(language));
            format!("{} | {} | {}\n", texts[0], texts[1], texts[2])
        };
        changes.iter().map(line).collect::<String>()
    };
    // Line ends stay as a record has them; the texts beside the tests have the short ones.
    format!("{}{}", read(Language::Japanese), read(Language::English)).replace("\r\n", "\n")
}

/// A ticket with a planned or actual visit on each of `days`, `(day, start, service code)`.
fn visits(name: &str, days: &[(&str, &str, &str)]) -> File {
    let rows: Vec<Vec<(&str, &str)>> = days
        .iter()
        .map(|(day, start, code)| {
            vec![
                ("created_date", "20260925"),
                ("target_month", "202610"),
                ("care_office_number", "1370200015"),
                ("service_date", day),
                ("start_time", start),
                ("end_time", "1100"),
                ("service_count", "1"),
                ("service_code", code),
                ("service_office_number", "1370300021"),
                ("service_office_name", "ひだまり訪問介護"),
            ]
        })
        .collect();
    let rows: Vec<Items<'_>> = rows.iter().map(Vec::as_slice).collect();
    file(name, &rows)
}

const PLAN_BEFORE: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20260925101800.CSV";
const PLAN_NOW: &str = "UPPLAN_202610_1370200015_43_1370300021_11_20261002000500.CSV";
const ACTUAL_BEFORE: &str = "UPJSK_202610_1370300021_11_1370200015_43_20261101083000.CSV";
const ACTUAL_NOW: &str = "UPJSK_202610_1370300021_11_1370200015_43_20261103083000.CSV";

#[test]
fn moved_added_and_removed_visits_are_marked_day_by_day() {
    let before = visits(
        PLAN_BEFORE,
        &[
            ("20261005", "0930", "111111"),
            ("20261012", "0930", "111111"),
            ("20261019", "0930", "111111"),
            ("20261020", "1000", "112222"),
        ],
    );
    let now = visits(
        PLAN_NOW,
        &[
            ("20261005", "0930", "111111"),
            ("20261013", "0930", "111111"),
            ("20261019", "0930", "111111"),
            ("20261021", "1000", "113333"),
        ],
    );
    let (sheet, changes) = compare(&[now], &[before]);
    expect![[r#"
        9:30〜11:00 訪問介護 111111 ひだまり訪問介護 / 予定 | 12日 1回、13日 なし | 12日 なし、13日 1回
        10:00〜11:00 訪問介護 113333 ひだまり訪問介護 / 予定 | 21日 なし | 21日 1回
        10:00〜11:00 訪問介護 112222 ひだまり訪問介護 / 行の削除 / 予定 | 20日 1回 | 
        9:30〜11:00 home visit 111111 ひだまり訪問介護 / plan | day 12: 1, day 13: none | day 12: none, day 13: 1
        10:00〜11:00 home visit 113333 ひだまり訪問介護 / plan | day 21: none | day 21: 1
        10:00〜11:00 home visit 112222 ひだまり訪問介護 / row removed / plan | day 20: 1 | 
    "#]].assert_eq(&said(&changes));
    check_sheets(std::slice::from_ref(&sheet), "compare.html");
    expect![[r#"
        ====================================================================================================
        被保険者番号 1913070797　令和8年10月分　サービス利用票（兼居宅サービス計画）
        第6表
        ====================================================================================================
        [変わったところ 3件（令和8年9月25日 10:18 の前のデータと比べて）]
        項目                                                        前                   今回
        ----------------------------------------------------------  -------------------  -------------------
        9:30〜11:00 訪問介護 111111 ひだまり訪問介護 / 予定         12日 1回、13日 なし  12日 なし、13日 1回
        10:00〜11:00 訪問介護 113333 ひだまり訪問介護 / 予定        21日 なし            21日 1回
        10:00〜11:00 訪問介護 112222 ひだまり訪問介護 / 行の削除 /  20日 1回             なし
        予定

        保険者番号: 131059   居宅介護支援事業者・担当者: 1370200015   作成年月日: 令和8年9月25日
        被保険者番号: 1913070797
        このデータの宛先: ひだまり訪問介護  1370300021  訪問介護

              1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
             木 金 土 日 月 火 水 木 金 土 日 月 火 水 木 金 土 日 月 火 水 木 金 土 日 月 火 水 木 金 土

        9:30〜11:00   訪問介護 111111   ひだまり訪問介護 1370300021   予定3回
        予定  .  .  .  .  1  .  .  .  .  .  .  .  1  .  .  .  .  .  1  .  .  .  .  .  .  .  .  .  .  .  .
        前                                     1  -

        10:00〜11:00   訪問介護 113333 （追加）   ひだまり訪問介護 1370300021   予定1回
        予定  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  1  .  .  .  .  .  .  .  .  .  .
        前                                                                -

    "#]].assert_eq(&show(&[sheet], Language::Japanese));
}

#[test]
fn other_units_are_a_change_of_the_same_line() {
    let plan = |stamp: &str, units: &str| {
        file(
            &format!("UPPLAN_202610_1370200015_43_1370300021_11_{stamp}.CSV"),
            &[&[
                ("target_month", "202610"),
                ("units", units),
                ("service_date", "20261005"),
                ("start_time", "0930"),
                ("end_time", "1000"),
                ("service_count", "1"),
                ("service_code", "111111"),
                ("service_office_number", "1370300021"),
            ]],
        )
    };
    let (_, changes) = compare(
        &[plan("20261002101500", "250")],
        &[plan("20260925101500", "244")],
    );
    expect![[r#"
        9:30〜10:00 訪問介護 111111 250単位 1370300021 / サービス内容 | 訪問介護
        111111 244単位 | 訪問介護
        111111 250単位
        9:30〜10:00 home visit 111111 250 units 1370300021 / service | home visit
        111111 244 units | home visit
        111111 250 units
    "#]]
    .assert_eq(&said(&changes));
}

#[test]
fn the_same_again_says_so() {
    let days = [("20261005", "0930", "111111")];
    let (sheet, changes) = compare(&[visits(PLAN_NOW, &days)], &[visits(PLAN_BEFORE, &days)]);
    assert!(changes.is_empty());
    let text = show(std::slice::from_ref(&sheet), Language::Japanese);
    assert!(
        text.contains(
            "変わったところ: ありません（令和8年9月25日 10:18 の前のデータと同じ内容です）"
        ),
        "{text}"
    );
    let text = show(&[sheet], Language::English);
    assert!(
        text.contains("What changed: nothing, it is the same as the version of 2026-09-25 10:18"),
        "{text}"
    );
}

#[test]
fn a_plan_beside_actuals_is_no_change_of_the_actuals() {
    let plan = [
        ("20261005", "0930", "111111"),
        ("20261012", "0930", "111111"),
    ];
    let before = [visits(ACTUAL_BEFORE, &plan[..1])];
    let now = [visits(PLAN_BEFORE, &plan), visits(ACTUAL_NOW, &plan)];
    let (_, changes) = compare(&now, &before);
    expect![[r#"
        9:30〜11:00 訪問介護 111111 ひだまり訪問介護 / 実績 | 12日 なし | 12日 1回
        9:30〜11:00 home visit 111111 ひだまり訪問介護 / done | day 12: none | day 12: 1
    "#]]
    .assert_eq(&said(&changes));
}

#[test]
fn boxes_and_rows_name_what_stood_there() {
    let plan = |stamp: &str, care: &str, wish: &str| {
        file(
            &format!("UP1KYO_1370200015_43_1370300021_11_{stamp}.CSV"),
            &[&[
                ("care_plan_date", "20260922"),
                ("care_level", care),
                ("intention_and_assessment", wish),
            ]],
        )
    };
    let (sheet, changes) = compare(
        &[plan(
            "20261002101500",
            "24",
            "家で暮らす。\r\n外にも出たい。",
        )],
        &[plan("20260925101500", "23", "家で暮らす。")],
    );
    expect![[r#"
        要介護状態区分 | 要介護３ | 要介護４
        利用者及び家族の生活に対する意向を踏まえた課題分析の結果 | 家で暮らす。 | 家で暮らす。
        外にも出たい。
        Care level | care 3 | care 4
        What the client and the family want, and the needs that follow | 家で暮らす。 | 家で暮らす。
        外にも出たい。
    "#]]
    .assert_eq(&said(&changes));
    let html = sheet.to_html(Language::Japanese);
    assert!(html.contains("<td class=\"free changed\""), "{html}");
    assert!(html.contains("<del>家で暮らす。</del>"), "{html}");

    let need =
        |no: &'static str, issue: &'static str, service: &'static str, often: &'static str| {
            vec![
                ("care_plan_date", "20260922"),
                ("issue_no", no),
                ("issue", issue),
                ("goal_no", "1"),
                ("long_term_goal", "家で暮らす"),
                ("support_no", "1"),
                ("service_content", service),
                ("frequency", often),
            ]
        };
    let table = |stamp: &str, rows: &[Vec<(&str, &str)>]| {
        let rows: Vec<Items<'_>> = rows.iter().map(Vec::as_slice).collect();
        file(
            &format!("UP2KYO_1370200015_43_1370300021_11_{stamp}.CSV"),
            &rows,
        )
    };
    let bath = need("1", "入浴を安全に", "入浴介助", "週2回");
    let (_, changes) = compare(
        &[table(
            "20261002101500",
            &[
                need("1", "入浴を安全に", "入浴介助", "週3回"),
                need("3", "人と話したい", "通所", "週1回"),
            ],
        )],
        &[table(
            "20260925101500",
            &[bath, need("2", "薬を忘れない", "服薬の確認", "毎日")],
        )],
    );
    expect![[r#"
        入浴を安全に 家で暮らす / 頻度 | 週2回 | 週3回
        人と話したい 家で暮らす / 行の追加 |  | 人と話したい、家で暮らす、通所、週1回
        薬を忘れない 家で暮らす / 行の削除 | 薬を忘れない、家で暮らす、服薬の確認、毎日 | 
        入浴を安全に 家で暮らす / How often | 週2回 | 週3回
        人と話したい 家で暮らす / row added |  | 人と話したい, 家で暮らす, 通所, 週1回
        薬を忘れない 家で暮らす / row removed | 薬を忘れない, 家で暮らす, 服薬の確認, 毎日 | 
    "#]]
    .assert_eq(&said(&changes));
}

#[test]
fn the_week_is_compared_day_by_day() {
    let week = |stamp: &str, entries: &[(&str, &str)]| {
        let rows: Vec<Vec<(&str, &str)>> = entries
            .iter()
            .map(|(day, start)| {
                vec![
                    ("care_plan_date", "20260922"),
                    ("service_content", "訪問介護"),
                    ("weekday", *day),
                    ("service_start_time", *start),
                    ("service_end_time", "1200"),
                ]
            })
            .collect();
        let rows: Vec<Items<'_>> = rows.iter().map(Vec::as_slice).collect();
        file(
            &format!("UP3KYO_1370200015_43_1370300021_11_{stamp}.CSV"),
            &rows,
        )
    };
    let (sheet, changes) = compare(
        &[week("20261002101500", &[("1", "1100"), ("3", "1000")])],
        &[week("20260925101500", &[("1", "1000"), ("3", "1000")])],
    );
    expect![[r#"
        月曜日 | 10:00〜12:00 訪問介護 | 11:00〜12:00 訪問介護
        Mon | 10:00〜12:00 訪問介護 | 11:00〜12:00 訪問介護
    "#]]
    .assert_eq(&said(&changes));
    let html = sheet.to_html(Language::English);
    assert_eq!(
        html.matches("<td class=\"service changed\"").count(),
        1,
        "{html}"
    );
}

#[test]
fn the_newest_version_before_counts_and_other_clients_do_not() {
    let at = |stamp: &str, day: &str| {
        visits(
            &format!("UPPLAN_202610_1370200015_43_1370300021_11_{stamp}.CSV"),
            &[(day, "0930", "111111")],
        )
    };
    let before: Vec<Sheet> = ["20260901101800", "20260925101800", "20260911101800"]
        .iter()
        .zip(["20261001", "20261005", "20261006"])
        .flat_map(|(stamp, day)| draw(&[at(stamp, day)]))
        .collect();
    let now = draw(&[at("20261002101800", "20261005")]);
    let text = show(&compare_sheets(now.clone(), &before), Language::Japanese);
    assert!(
        text.contains("令和8年9月25日 10:18 の前のデータと同じ内容です"),
        "{text}"
    );
    let mut others = before;
    for sheet in &mut others {
        sheet.client.as_mut().unwrap().insurer = "999999".to_owned();
    }
    assert_eq!(compare_sheets(now.clone(), &others), now);
}
