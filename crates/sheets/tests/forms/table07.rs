//! Table 7: lines, subtotals of each sort, the grand total, limits by kind.

use crate::build::{File, Items, check_page, check_text, file};
use expect_test::expect;

const STATEMENT: &str = "UPSIKYU_202610_1370200015_43_1370300021_11_20260925101800.CSV";
const SUPPLEMENT: &str = "UPHOSOKU_202610_1370200015_43_1370300021_11_20260925101800.CSV";

fn files() -> Vec<File> {
    let month = [("created_date", "20260925"), ("target_month", "202610")];
    let office = [
        ("service_office_name", "ひだまり訪問介護"),
        ("service_office_number", "1370300021"),
    ];
    let row = |items: Items<'static>| [&month[..], &office[..], items].concat();
    let total = [
        &month[..],
        &[
            ("service_code", "999999"),
            ("service_office_name", "合計"),
            ("service_office_number", "9999999999"),
            ("units", "0"),
            ("count", "0"),
            ("service_units", "2440"),
            ("copay_insured", "2782"),
        ],
    ]
    .concat();
    let rows = [
        total,
        row(&[
            ("service_code", "111111"),
            ("units", "244"),
            ("discounted_rate", "90"),
            ("discounted_units", "220"),
            ("count", "10"),
            ("service_units", "2440"),
            ("benefit_management_units", "2440"),
            ("unit_price", "11.40"),
            ("total_cost_insured", "27816"),
            ("benefit_rate", "90"),
            ("insurance_claim_amount", "25034"),
            ("copay_insured", "2782"),
            ("copay_full", "0"),
            ("over_30_days", "1"),
            ("days_until_prev_month", "12"),
            ("days_planned_this_month", "3"),
            ("days_cumulative", "15"),
        ]),
        row(&[
            ("service_code", "11AAAA"),
            ("units", "0"),
            ("count", "10"),
            ("service_units", "2440"),
        ]),
        row(&[
            ("service_code", "11EEEE"),
            ("units", "0"),
            ("count", "0"),
            ("service_units", "0"),
        ]),
        row(&[
            ("service_code", "11ZZZZ"),
            ("units", "0"),
            ("count", "0"),
            ("service_units", "100"),
        ]),
    ];
    let rows: Vec<Items<'_>> = rows.iter().map(Vec::as_slice).collect();
    let supplement = file(
        SUPPLEMENT,
        &[&[
            ("target_month", "202610"),
            ("user_name", "高瀬 ミツ"),
            ("kind_limit1_service_kind", "11"),
            ("kind_limit1_limit_units", "12000"),
            ("kind_limit1_total_units", "13000"),
            ("kind_limit1_excess_units", "1000"),
            ("kind_limit_excess_units_total", "1000"),
        ]],
    );
    vec![file(STATEMENT, &rows), supplement]
}

#[test]
fn sums_are_named_and_the_total_is_last() {
    check_text(
        &files(),
        expect![[r#"
            ====================================================================================================
            高瀬 ミツ 様　令和8年10月分　サービス利用票別表
            第7表
            ====================================================================================================
            作成年月日: 令和8年9月25日   保険者番号: 131059   被保険者番号: 1913070797   利用者氏名: 高瀬 ミツ

            [区分支給限度管理・利用者負担計算]
            - 事業所: ひだまり訪問介護 / 1370300021   サービス: 訪問介護 / 111111 / 30日超   単位数: 244
              割引後率％: 90   割引後単位数: 220   回数: 10   サービス単位／金額: 2,440   給付管理単位数: 2,440
              単位数単価: 11.40   費用総額（保険／事業対象分）: 27,816   給付率（％）: 90
              保険／事業費請求額: 25,034   利用者負担（保険／事業対象分）: 2,782   利用者負担（全額負担分）: 0
            - 事業所: ひだまり訪問介護 / 1370300021   サービス: 訪問介護 小計 / 11AAAA   回数: 10
              サービス単位／金額: 2,440
            - 事業所: ひだまり訪問介護 / 1370300021   サービス: 訪問介護 小計（区分支給限度対象外） / 11EEEE
              サービス単位／金額: 0
            - 事業所: ひだまり訪問介護 / 1370300021   サービス: 訪問介護 小計（30日超過分） / 11ZZZZ
              サービス単位／金額: 100
            - 事業所: 合計   サービス単位／金額: 2,440   利用者負担（保険／事業対象分）: 2,782

            [種類別支給限度管理]
            サービス種類    種類支給限度基準額（単位）  合計単位数  限度を超える単位数
            --------------  --------------------------  ----------  ------------------
            訪問介護（11）                      12,000      13,000               1,000

            要介護認定期間中の短期入所利用日数   前月までの利用日数: 12日   当月の計画利用日数: 3日
            累積利用日数: 15日

            ====================================================================================================
            高瀬 ミツ 様　利用者補足情報
            補足情報
            ====================================================================================================
            保険者番号: 131059   被保険者番号: 1913070797   計画作成（変更）日・対象年月: 令和8年10月
            利用者氏名: 高瀬 ミツ
            種類別の限度を超える単位数の合計: 1,000

            [種類別支給限度管理]
            サービス種類    種類支給限度基準額（単位）  合計単位数  限度を超える単位数
            --------------  --------------------------  ----------  ------------------
            訪問介護（11）                      12,000      13,000               1,000

        "#]],
    );
    check_page(&files(), "table07.html");
}
