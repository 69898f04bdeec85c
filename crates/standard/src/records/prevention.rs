//! 介護予防サービス・支援計画書: prevention service plan (UPYOBO), as a typed record.
//!
//! The fields are the items of [`crate::tables::prevention`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Day;
use crate::records::codes;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of UPYOBO: prevention service plan (standard 4.1, layout of 介護予防サービス・支援計画書).
    PreventionRecord, PreventionRequired, crate::tables::prevention::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 計画作成(変更)日 (plan date): `YYYYMMDD`.
        plan_date: Day,
        /// Item 5, 計画種類 (plan type): a code of 1 character.
        plan_type: codes::PlanType,
        /// Item 6, 委託の有無 (outsourced): a code of 1 character.
        outsourced: Option<codes::Outsourced>,
        /// Item 7, 整理番号 (reference number): free text.
        reference_number: Option<String>,
        /// Item 8, 利用者名 (client name): free text.
        user_name: String,
        /// Item 9, 認定年月日 (certification date): `YYYYMMDD`.
        certification_date: Option<Day>,
        /// Item 10, 認定有効期間開始日 (certification start date): `YYYYMMDD`.
        certification_start_date: Option<Day>,
        /// Item 11, 認定有効期間終了日 (certification end date): `YYYYMMDD`.
        certification_end_date: Option<Day>,
        /// Item 12, 計画書区分 (plan category): a code of 2 characters.
        plan_category: Option<codes::PlanCategory>,
        /// Item 13, 認定状況区分 (certification status): a code of 1 character.
        certification_status: Option<codes::CertificationStatus>,
        /// Item 14, 要支援状態区分 (support level): a code of 1 character.
        support_level: Option<codes::SupportLevel>,
        /// Item 15, 計画作成者氏名（地域包括支援センター担当者名） (planner name center): free text.
        planner_name_center: Option<String>,
        /// Item 16, 計画作成者氏名（担当介護支援専門員名） (planner name care manager): free text.
        planner_name_care_manager: Option<String>,
        /// Item 17, 計画作成者事業者・事業所名 (planner office name): free text.
        planner_office_name: Option<String>,
        /// Item 18, 計画作成者事業者・事業所住所 (planner office address): free text.
        planner_office_address: Option<String>,
        /// Item 19, 計画作成者事業者・事業所電話番号 (planner office phone): at most 15 characters.
        planner_office_phone: Option<String>,
        /// Item 20, 初回作成日 (first plan date): `YYYYMMDD`.
        first_plan_date: Option<Day>,
        /// Item 21, 担当地域包括支援センター (support center name): free text.
        support_center_name: Option<String>,
        /// Item 22, 目標とする生活(1日) (goal life day): free text.
        goal_life_day: Option<String>,
        /// Item 23, 目標とする生活(1年) (goal life year): free text.
        goal_life_year: Option<String>,
        /// Item 24, 【運動・移動】現在の状況 (mobility current state): free text.
        mobility_current_state: Option<String>,
        /// Item 25, 【運動・移動】本人・家族の意欲・意向 (mobility intention): free text.
        mobility_intention: Option<String>,
        /// Item 26, 【運動・移動】領域における課題の有無 (mobility has issue): a code of 1 character.
        mobility_has_issue: Option<codes::Present>,
        /// Item 27, 【運動・移動】領域における課題（背景・原因） (mobility issue): free text.
        mobility_issue: Option<String>,
        /// Item 28, 【日常生活(家庭生活)】現在の状況 (daily living current state): free text.
        daily_living_current_state: Option<String>,
        /// Item 29, 【日常生活(家庭生活)】本人・家族の意欲・意向 (daily living intention): free text.
        daily_living_intention: Option<String>,
        /// Item 30, 【日常生活(家庭生活)】領域における課題の有無 (daily living has issue): a code of 1 character.
        daily_living_has_issue: Option<codes::Present>,
        /// Item 31, 【日常生活(家庭生活)】領域における課題（背景・原因） (daily living issue): free text.
        daily_living_issue: Option<String>,
        /// Item 32, 【社会参加、対人関係・コミュニケーション】現在の状況 (social current state): free text.
        social_current_state: Option<String>,
        /// Item 33, 【社会参加、対人関係・コミュニケーション】本人・家族の意欲・意向 (social intention): free text.
        social_intention: Option<String>,
        /// Item 34, 【社会参加、対人関係・コミュニケーション】領域における課題の有無 (social has issue): a code of 1 character.
        social_has_issue: Option<codes::Present>,
        /// Item 35, 【社会参加、対人関係・コミュニケーション】領域における課題（背景・原因） (social issue): free text.
        social_issue: Option<String>,
        /// Item 36, 【健康管理】現在の状況 (health current state): free text.
        health_current_state: Option<String>,
        /// Item 37, 【健康管理】本人・家族の意欲・意向 (health intention): free text.
        health_intention: Option<String>,
        /// Item 38, 【健康管理】領域における課題の有無 (health has issue): a code of 1 character.
        health_has_issue: Option<codes::Present>,
        /// Item 39, 【健康管理】領域における課題（背景・原因） (health issue): free text.
        health_issue: Option<String>,
        /// Item 40, 健康状態の留意点 (health notes): free text.
        health_notes: Option<String>,
        /// Item 41, 妥当な支援の実施に向けた方針 (support policy): free text.
        support_policy: Option<String>,
        /// Item 42, 総合的な方針 (overall policy): free text.
        overall_policy: Option<String>,
        /// Item 43, 基本チェックリストの該当数(運動不足) (checklist count exercise): a number of 1 digit.
        checklist_count_exercise: Option<String>,
        /// Item 44, 基本チェックリストの該当数(栄養改善) (checklist count nutrition): a number of 1 digit.
        checklist_count_nutrition: Option<String>,
        /// Item 45, 基本チェックリストの該当数(口腔内ケア) (checklist count oral care): a number of 1 digit.
        checklist_count_oral_care: Option<String>,
        /// Item 46, 基本チェックリストの該当数(閉じこもり予防) (checklist count homebound): a number of 1 digit.
        checklist_count_homebound: Option<String>,
        /// Item 47, 基本チェックリストの該当数(物忘れ予防) (checklist count forgetfulness): a number of 1 digit.
        checklist_count_forgetfulness: Option<String>,
        /// Item 48, 基本チェックリストの該当数(うつ予防) (checklist count depression): a number of 1 digit.
        checklist_count_depression: Option<String>,
        /// Item 49, 事業プログラムの要否(運動不足) (program needed exercise): a code of 1 character.
        program_needed_exercise: Option<codes::Needed>,
        /// Item 50, 事業プログラムの要否(栄養改善) (program needed nutrition): a code of 1 character.
        program_needed_nutrition: Option<codes::Needed>,
        /// Item 51, 事業プログラムの要否(口腔内ケア) (program needed oral care): a code of 1 character.
        program_needed_oral_care: Option<codes::Needed>,
        /// Item 52, 事業プログラムの要否(閉じこもり予防) (program needed homebound): a code of 1 character.
        program_needed_homebound: Option<codes::Needed>,
        /// Item 53, 事業プログラムの要否(物忘れ予防) (program needed forgetfulness): a code of 1 character.
        program_needed_forgetfulness: Option<codes::Needed>,
        /// Item 54, 事業プログラムの要否(うつ予防) (program needed depression): a code of 1 character.
        program_needed_depression: Option<codes::Needed>,
        /// Item 55, 地域包括支援センター意見 (support center opinion): free text.
        support_center_opinion: Option<String>,
        /// Item 56, 同意日 (consent date): `YYYYMMDD`.
        consent_date: Option<Day>,
        /// Item 57, 同意者氏名 (consenter name): free text.
        consenter_name: Option<String>,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 計画作成(変更)日 (plan date): `YYYYMMDD`.
        plan_date: Day,
        /// Item 5, 計画種類 (plan type): a code of 1 character.
        plan_type: codes::PlanType,
        /// Item 8, 利用者名 (client name): free text.
        user_name: String,
    }
    empty {
        outsourced,
        reference_number,
        certification_date,
        certification_start_date,
        certification_end_date,
        plan_category,
        certification_status,
        support_level,
        planner_name_center,
        planner_name_care_manager,
        planner_office_name,
        planner_office_address,
        planner_office_phone,
        first_plan_date,
        support_center_name,
        goal_life_day,
        goal_life_year,
        mobility_current_state,
        mobility_intention,
        mobility_has_issue,
        mobility_issue,
        daily_living_current_state,
        daily_living_intention,
        daily_living_has_issue,
        daily_living_issue,
        social_current_state,
        social_intention,
        social_has_issue,
        social_issue,
        health_current_state,
        health_intention,
        health_has_issue,
        health_issue,
        health_notes,
        support_policy,
        overall_policy,
        checklist_count_exercise,
        checklist_count_nutrition,
        checklist_count_oral_care,
        checklist_count_homebound,
        checklist_count_forgetfulness,
        checklist_count_depression,
        program_needed_exercise,
        program_needed_nutrition,
        program_needed_oral_care,
        program_needed_homebound,
        program_needed_forgetfulness,
        program_needed_depression,
        support_center_opinion,
        consent_date,
        consenter_name,
    }
}
