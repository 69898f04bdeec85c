//! Deletions in words: what, of when, for whom, and what goes with it.

use crate::build::{Items, check_page, check_text, draw, file};
use expect_test::expect;
use tsunagu_sheets::Language;

const DATED: [(&str, &str, &str); 3] = [
    (
        "DLT1KYO_1370200015_43_1370300021_11_20260925101500.CSV",
        "care_plan_date",
        "20260922",
    ),
    (
        "DLTKIHON_1300500046_46_1370300021_A2_20260925101500.CSV",
        "consultation_date",
        "20260901",
    ),
    (
        "DLTYOBO_1300500046_46_1370300021_A2_20260925101500.CSV",
        "plan_date",
        "20260915",
    ),
];

#[test]
fn a_deletion_says_what_vanishes() {
    let plan = file(
        "DLTPLAN_202610_1370200015_43_1370300021_11_20260925101500.CSV",
        &[&[("target_month", "202610")]],
    );
    check_text(
        &[plan],
        expect![[r#"
        ====================================================================================================
        被保険者番号 1913070797　サービス利用票 予定の削除
        削除
        ====================================================================================================
        保険者番号: 131059   被保険者番号: 1913070797

        令和8年10月のサービス利用票（第6表）の予定と、その別表（第7表）を削除するデータです。

        [削除するもの]
        行  対象
        --  -----------
        1   令和8年10月

    "#]],
    );
    let sentences: Vec<String> = DATED
        .iter()
        .map(|(name, id, date)| {
            let items: Items<'_> = &[(id, date)];
            let sheets = draw(&[file(name, &[items])]);
            let text = |language| sheets[0].to_text(language);
            let sentence = |text: String, end: &str| {
                text.lines()
                    .find(|line| line.ends_with(end))
                    .unwrap()
                    .to_owned()
            };
            format!(
                "{}\n{}",
                sentence(text(Language::Japanese), "削除するデータです。"),
                sentence(
                    text(Language::English),
                    &format!("{}-{}-{}.", &date[..4], &date[4..6], &date[6..])
                ),
            )
        })
        .collect();
    expect![[r#"
        令和8年9月22日の居宅サービス計画書（第1表）と、その第2表・第3表を削除するデータです。
        These data delete the care plan (table 1) with its tables 2 and 3 of 2026-09-22.
        令和8年9月1日の利用者基本情報と、その別表1・別表2・家族構成の画像を削除するデータです。
        These data delete the basic information with its sub-tables and picture of 2026-09-01.
        令和8年9月15日の介護予防サービス・支援計画書と、その別表を削除するデータです。
        These data delete the prevention service plan with its sub-table of 2026-09-15."#]]
    .assert_eq(&sentences.join("\n"));
}

#[test]
fn a_deletion_of_actuals_names_office_and_kind() {
    let actual = [
        &[
            ("target_month", "202610"),
            ("service_office_number", "1370300021"),
            ("service_kind", "11"),
        ][..],
        &[
            ("target_month", "202610"),
            ("service_office_number", "1370300021"),
            ("service_kind", "A2"),
        ],
    ];
    let files = [file(
        "DLTJSK_202610_1370300021_11_1370200015_43_20261101101500.CSV",
        &actual,
    )];
    check_text(
        &files,
        expect![[r#"
            ====================================================================================================
            被保険者番号 1913070797　サービス利用票 実績の削除
            削除
            ====================================================================================================
            保険者番号: 131059   被保険者番号: 1913070797

            令和8年10月のサービス利用票（第6表）の実績のうち、下の事業所とサービス種類の分を削除するデータです。

            [削除するもの]
            行  対象         サービス事業所  サービス種類
            --  -----------  --------------  ----------------------------
            1   令和8年10月  1370300021      訪問介護（11）
            2   令和8年10月  1370300021      訪問型サービス（独自）（A2）

        "#]],
    );
    check_page(&files, "deletion.html");
}
