//! Table 2: order, and needs and goals that stand once.

use crate::build::{File, Items, check_page, check_text, file};
use expect_test::expect;

const NEEDS: &str = "UP2KYO_1370200015_43_1370300021_11_20260925101500.CSV";

fn files() -> Vec<File> {
    let plan = [("created_date", "20260922"), ("care_plan_date", "20260922")];
    let row = |items: Items<'static>| [&plan[..], items].concat();
    let rows = [
        row(&[
            ("issue_no", "2"),
            ("issue", "人と話したい"),
            ("goal_no", "1"),
            ("long_term_goal", "月に一度は出かける"),
            ("support_no", "1"),
            ("service_content", "家族が付き添う"),
            ("insurance_covered", "N"),
            ("service_type", "家族"),
            ("frequency", "月1回"),
        ]),
        row(&[
            ("issue_no", "1"),
            ("issue", "入浴を安全に行いたい"),
            ("goal_no", "1"),
            ("long_term_goal", "週2回入浴できる"),
            ("long_term_period", "R8.10～R9.3"),
            ("short_term_goal", "見守りで入浴できる"),
            ("short_term_period", "R8.10～R8.12"),
            ("support_no", "1"),
            ("service_content", "入浴介助"),
            ("insurance_covered", "Y"),
            ("service_type", "訪問介護"),
            ("service_office_number", "1370300021"),
            ("service_office_name", "ひだまり訪問介護ステーション"),
            ("frequency", "週2回"),
            ("period", "R8.10～R8.12"),
        ]),
        row(&[
            ("issue_no", "1"),
            ("goal_no", "1"),
            ("support_no", "2"),
            ("service_content", "着替えの見守り"),
            ("insurance_covered", "Y"),
            ("service_office_number", "1370300021"),
        ]),
        row(&[
            ("issue_no", "1"),
            ("issue", "入浴を安全に行いたい"),
            ("goal_no", "2"),
            ("long_term_goal", "湯につかる"),
            ("support_no", "1"),
            ("service_content", "手すりの貸与"),
        ]),
    ];
    let rows: Vec<Items<'_>> = rows.iter().map(Vec::as_slice).collect();
    vec![file(NEEDS, &rows)]
}

#[test]
fn needs_and_goals_stand_once_in_the_order_of_their_numbers() {
    check_text(
        &files(),
        expect![[r#"
            ====================================================================================================
            被保険者番号 1913070797　居宅サービス計画書（2）
            第2表
            ====================================================================================================
            保険者番号: 131059   被保険者番号: 1913070797   計画作成（変更）日: 令和8年9月22日
            作成年月日: 令和8年9月22日

            [課題・目標・援助内容]
            - 生活全般の解決すべき課題（ニーズ）: 入浴を安全に行いたい   長期目標: 週2回入浴できる
              （期間）: R8.10～R9.3   短期目標: 見守りで入浴できる   （期間）: R8.10～R8.12
              サービス内容: 入浴介助   保険給付※: ○   サービス種別: 訪問介護
              事業所: ひだまり訪問介護ステーション / 1370300021   頻度: 週2回   期間: R8.10～R8.12
            - サービス内容: 着替えの見守り   保険給付※: ○   事業所: ひだまり訪問介護ステーション / 1370300021
            - 長期目標: 湯につかる   サービス内容: 手すりの貸与
            - 生活全般の解決すべき課題（ニーズ）: 人と話したい   長期目標: 月に一度は出かける
              サービス内容: 家族が付き添う   保険給付※: 対象外   サービス種別: 家族   頻度: 月1回

            ※ 保険給付の欄の○は、保険給付の対象となるサービスです。

        "#]],
    );
    check_page(&files(), "table02.html");
}
