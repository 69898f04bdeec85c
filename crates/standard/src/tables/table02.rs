//! 居宅サービス計画書（第2表）: care plan, table 2 (UP2KYO).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::codes;
use crate::finding::{RuleProblem, Severity};
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, Whole, columns};
use crate::record::RecordView;

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "T02",
    name_ja: "居宅サービス計画書（第2表）",
    name_en: "care plan, table 2",
    columns: COLUMNS,
    rules,
    key: Key {
        insurer: 2,
        insured: 3,
        date: 5,
    },
};

/// The items. A test in `tables.rs` checks that their numbers have no gap.
#[rustfmt::skip]
const COLUMNS: &[Column] = columns! {
    1, csv_version, "CSVバージョン", "CSV version", Version, Required;
    2, insurer_number, "保険者番号", "insurer number", InsurerNumber, Required;
    3, insured_number, "被保険者番号", "insured number", InsuredNumber, Required;
    4, created_date, "居宅計画書作成年月日", "created date", Date, Required;
    5, care_plan_date, "居宅サービス計画作成（変更）日", "care plan date", Date, Required;
    6, issue_no, "課題ＮＯ", "issue number", Integer(Whole::digits(2).from_one()), Optional;
    7, issue, "課題", "issue", FreeText, Optional;
    8, goal_no, "援助目標ＮＯ", "goal number", Integer(Whole::digits(2).from_one()), Optional;
    9, long_term_goal, "長期目標", "long term goal", FreeText, Optional;
    10, short_term_goal, "短期目標", "short term goal", FreeText, Optional;
    11, long_term_period, "長期期間", "long term period", FreeText, Optional;
    12, short_term_period, "短期期間", "short term period", FreeText, Optional;
    13, support_no, "援助内容ＮＯ", "support number", Integer(Whole::digits(2).from_one()), Optional;
    14, service_content, "サービス内容", "service content", FreeText, Optional;
    15, insurance_covered, "保険対象区分", "insurance covered", Code(&codes::INSURANCE_COVERED), Optional;
    16, service_type, "サービス種別", "service type", FreeText, Optional;
    17, service_office_number, "サービス事業者コード", "service office number", OfficeNumber, Optional;
    18, service_office_name, "サービス事業所名", "service office name", FreeText, Optional;
    19, frequency, "頻度", "frequency", FreeText, Optional;
    20, period, "実施期間", "period", FreeText, Optional;
    21, updater_office_number, "更新業者コード", "updater office number", OfficeNumber, Optional;
    22, identifier_unused, "識別子", "identifier (unused)", Unused, Optional;
};

/// R01: a goal belongs to an issue. R02: a support belongs to a goal. Receivers sort by the
/// three numbers, so a missing one moves the line; the standard does not forbid it.
/// R03 compares lines: see [`crate::lines`].
fn rules(view: &mut RecordView<'_>) {
    for (rule, upper, lower) in [(1, 6, 8), (2, 8, 13)] {
        if !view.value(lower).is_empty() && view.value(upper).is_empty() {
            let given = view.layout.column(lower);
            view.push_rule(
                Severity::Warning,
                rule,
                upper,
                RuleProblem::Incomplete { given },
            );
        }
    }
}
