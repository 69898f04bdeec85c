//! 介護予防サービス・支援計画書 別表: prevention service plan, sub-table (UPYOBO_SUB).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! Its items stand alone; R01 and R02 compare lines: see [`crate::lines`].

use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, columns};
use crate::record::no_rules;

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "YBS",
    name_ja: "介護予防サービス・支援計画書 別表",
    name_en: "prevention service plan, sub-table",
    columns: COLUMNS,
    rules: no_rules,
    key: Key {
        insurer: 2,
        insured: 3,
        date: 4,
    },
};

/// The items. A test in `tables.rs` checks that their numbers have no gap.
#[rustfmt::skip]
const COLUMNS: &[Column] = columns! {
    1, csv_version, "CSVバージョン", "CSV version", Version, Required;
    2, insurer_number, "保険者番号", "insurer number", InsurerNumber, Required;
    3, insured_number, "被保険者番号", "insured number", InsuredNumber, Required;
    4, plan_date, "計画作成(変更)日", "plan date", Date, Required;
    // Items 5, 10 and 14 are free text by their form and numbers by their length (A10).
    5, issue_no, "課題ＮＯ", "issue number", LineNumber, Optional;
    6, overall_issue, "総合的課題", "overall issue", FreeText, Optional;
    7, goal_proposal, "課題に対する目標と具体策の提案", "goal proposal", FreeText, Optional;
    8, proposal_intention, "具体策についての意向本人・家族", "proposal intention", FreeText, Optional;
    9, goal, "目標", "goal", FreeText, Optional;
    10, support_plan_no, "支援計画ＮＯ", "support plan number", LineNumber, Optional;
    11, support_point, "【支援計画】目標についての支援のポイント", "support point", FreeText, Optional;
    12, self_care_and_informal, "【支援計画】本人等のセルフケアや家族の支援、インフォーマルサービス（民間サービス）", "self care and informal", FreeText, Optional;
    13, insured_service, "【支援計画】介護保険サービス又は地域支援事業（総合事業のサービス）", "insured service", FreeText, Optional;
    14, service_no, "利用サービスＮＯ", "service number", LineNumber, Optional;
    15, service_type, "【利用サービス】サービス種別", "service type", FreeText, Optional;
    16, service_provider, "【利用サービス】事業所(利用先)", "service provider", FreeText, Optional;
    17, service_period, "【利用サービス】期間", "service period", FreeText, Optional;
};
