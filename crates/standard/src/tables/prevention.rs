//! 介護予防サービス・支援計画書: prevention service plan (UPYOBO).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::codes;
use crate::finding::Severity;
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, Whole, columns};
use crate::record::RecordView;
use crate::rules::dates_in_order;

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "YOB",
    name_ja: "介護予防サービス・支援計画書",
    name_en: "prevention service plan",
    columns: COLUMNS,
    rules,
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
    5, plan_type, "計画種類", "plan type", Code(&codes::PLAN_TYPE), Required;
    // Required is empty and necessary is marked, without a word on the difference (A8).
    6, outsourced, "委託の有無", "outsourced", Code(&codes::OUTSOURCED), Expected;
    7, reference_number, "整理番号", "reference number", FreeText, Optional;
    8, user_name, "利用者名", "client name", FreeText, Required;
    9, certification_date, "認定年月日", "certification date", Date, Optional;
    10, certification_start_date, "認定有効期間開始日", "certification start date", Date, Optional;
    11, certification_end_date, "認定有効期間終了日", "certification end date", Date, Optional;
    12, plan_category, "計画書区分", "plan category", Code(&codes::PLAN_CATEGORY), Optional;
    13, certification_status, "認定状況区分", "certification status", Code(&codes::CERTIFICATION_STATUS), Optional;
    14, support_level, "要支援状態区分", "support level", Code(&codes::SUPPORT_LEVEL), Optional;
    15, planner_name_center, "計画作成者氏名（地域包括支援センター担当者名）", "planner name center", FreeText, Optional;
    16, planner_name_care_manager, "計画作成者氏名（担当介護支援専門員名）", "planner name care manager", FreeText, Optional;
    17, planner_office_name, "計画作成者事業者・事業所名", "planner office name", FreeText, Optional;
    18, planner_office_address, "計画作成者事業者・事業所住所", "planner office address", FreeText, Optional;
    19, planner_office_phone, "計画作成者事業者・事業所電話番号", "planner office phone", Phone, Optional;
    20, first_plan_date, "初回作成日", "first plan date", Date, Optional;
    21, support_center_name, "担当地域包括支援センター", "support center name", FreeText, Optional;
    22, goal_life_day, "目標とする生活(1日)", "goal life day", FreeText, Optional;
    23, goal_life_year, "目標とする生活(1年)", "goal life year", FreeText, Optional;
    24, mobility_current_state, "【運動・移動】現在の状況", "mobility current state", FreeText, Optional;
    25, mobility_intention, "【運動・移動】本人・家族の意欲・意向", "mobility intention", FreeText, Optional;
    26, mobility_has_issue, "【運動・移動】領域における課題の有無", "mobility has issue", Code(&codes::PRESENT), Optional;
    27, mobility_issue, "【運動・移動】領域における課題（背景・原因）", "mobility issue", FreeText, Optional;
    28, daily_living_current_state, "【日常生活(家庭生活)】現在の状況", "daily living current state", FreeText, Optional;
    29, daily_living_intention, "【日常生活(家庭生活)】本人・家族の意欲・意向", "daily living intention", FreeText, Optional;
    30, daily_living_has_issue, "【日常生活(家庭生活)】領域における課題の有無", "daily living has issue", Code(&codes::PRESENT), Optional;
    31, daily_living_issue, "【日常生活(家庭生活)】領域における課題（背景・原因）", "daily living issue", FreeText, Optional;
    32, social_current_state, "【社会参加、対人関係・コミュニケーション】現在の状況", "social current state", FreeText, Optional;
    33, social_intention, "【社会参加、対人関係・コミュニケーション】本人・家族の意欲・意向", "social intention", FreeText, Optional;
    34, social_has_issue, "【社会参加、対人関係・コミュニケーション】領域における課題の有無", "social has issue", Code(&codes::PRESENT), Optional;
    35, social_issue, "【社会参加、対人関係・コミュニケーション】領域における課題（背景・原因）", "social issue", FreeText, Optional;
    36, health_current_state, "【健康管理】現在の状況", "health current state", FreeText, Optional;
    37, health_intention, "【健康管理】本人・家族の意欲・意向", "health intention", FreeText, Optional;
    38, health_has_issue, "【健康管理】領域における課題の有無", "health has issue", Code(&codes::PRESENT), Optional;
    39, health_issue, "【健康管理】領域における課題（背景・原因）", "health issue", FreeText, Optional;
    40, health_notes, "健康状態の留意点", "health notes", FreeText, Optional;
    41, support_policy, "妥当な支援の実施に向けた方針", "support policy", FreeText, Optional;
    42, overall_policy, "総合的な方針", "overall policy", FreeText, Optional;
    // The print shows no form for items 43 to 48; they are read as counts of answers (A9).
    43, checklist_count_exercise, "基本チェックリストの該当数(運動不足)", "checklist count exercise", Integer(Whole::digits(1).open()), Optional;
    44, checklist_count_nutrition, "基本チェックリストの該当数(栄養改善)", "checklist count nutrition", Integer(Whole::digits(1).open()), Optional;
    45, checklist_count_oral_care, "基本チェックリストの該当数(口腔内ケア)", "checklist count oral care", Integer(Whole::digits(1).open()), Optional;
    46, checklist_count_homebound, "基本チェックリストの該当数(閉じこもり予防)", "checklist count homebound", Integer(Whole::digits(1).open()), Optional;
    47, checklist_count_forgetfulness, "基本チェックリストの該当数(物忘れ予防)", "checklist count forgetfulness", Integer(Whole::digits(1).open()), Optional;
    48, checklist_count_depression, "基本チェックリストの該当数(うつ予防)", "checklist count depression", Integer(Whole::digits(1).open()), Optional;
    49, program_needed_exercise, "事業プログラムの要否(運動不足)", "program needed exercise", Code(&codes::NEEDED), Optional;
    50, program_needed_nutrition, "事業プログラムの要否(栄養改善)", "program needed nutrition", Code(&codes::NEEDED), Optional;
    51, program_needed_oral_care, "事業プログラムの要否(口腔内ケア)", "program needed oral care", Code(&codes::NEEDED), Optional;
    52, program_needed_homebound, "事業プログラムの要否(閉じこもり予防)", "program needed homebound", Code(&codes::NEEDED), Optional;
    53, program_needed_forgetfulness, "事業プログラムの要否(物忘れ予防)", "program needed forgetfulness", Code(&codes::NEEDED), Optional;
    54, program_needed_depression, "事業プログラムの要否(うつ予防)", "program needed depression", Code(&codes::NEEDED), Optional;
    55, support_center_opinion, "地域包括支援センター意見", "support center opinion", FreeText, Optional;
    56, consent_date, "同意日", "consent date", Date, Optional;
    57, consenter_name, "同意者氏名", "consenter name", FreeText, Optional;
};

/// R01: the certified period ends after it begins. R02: the first plan is not later than this one.
fn rules(view: &mut RecordView<'_>) {
    dates_in_order(view, Severity::Error, 1, 10, 11);
    dates_in_order(view, Severity::Warning, 2, 20, 4);
}
