//! 居宅サービス計画書（第1表）: care plan, table 1 (UP1KYO).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::codes;
use crate::finding::Severity;
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, columns};
use crate::record::RecordView;
use crate::rules::{dates_in_order, needed_when};

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "T01",
    name_ja: "居宅サービス計画書（第1表）",
    name_en: "care plan, table 1",
    columns: COLUMNS,
    rules,
    key: Key {
        insurer: 2,
        insured: 3,
        date: 14,
    },
};

/// The items. A test in `tables.rs` checks that their numbers have no gap.
#[rustfmt::skip]
const COLUMNS: &[Column] = columns! {
    1, csv_version, "CSVバージョン", "CSV version", Version, Required;
    2, insurer_number, "保険者番号", "insurer number", InsurerNumber, Required;
    3, insured_number, "被保険者番号", "insured number", InsuredNumber, Required;
    4, created_date, "作成年月日", "created date", Date, Required;
    5, user_postal_code, "利用者郵便番号", "client postal code", Postal, Optional;
    6, user_address1, "利用者住所１", "client address 1", FreeText, Optional;
    7, user_address2, "利用者住所２", "client address 2", FreeText, Optional;
    8, care_manager_name, "居宅サービス計画作成者氏名", "care manager name", FreeText, Required;
    9, care_office_name, "介護支援事業者名", "care office name", FreeText, Required;
    10, care_office_postal_code, "介護支援事業者郵便番号", "care office postal code", Postal, Optional;
    11, care_office_address1, "介護支援事業者住所１", "care office address 1", FreeText, Optional;
    12, care_office_address2, "介護支援事業者住所２", "care office address 2", FreeText, Optional;
    13, care_office_number, "介護支援事業者コード", "care office number", OfficeNumber, Required;
    14, care_plan_date, "居宅サービス計画作成（変更）日", "care plan date", Date, Required;
    15, first_care_plan_date, "初回居宅サービス計画作成日", "first care plan date", Date, Required;
    16, plan_category, "計画書区分", "plan category", Code(&codes::PLAN_CATEGORY), Optional;
    17, certification_status, "認定状況区分", "certification status", Code(&codes::CERTIFICATION_STATUS), Optional;
    18, certification_date, "認定日", "certification date", Date, Optional;
    19, certification_start_date, "認定有効期間開始日", "certification start date", Date, Optional;
    20, certification_end_date, "認定有効期間終了日", "certification end date", Date, Optional;
    21, care_level, "要介護状態区分", "care level", Code(&codes::CARE_LEVEL), Optional;
    22, intention_and_assessment, "利用者及び家族の生活に対する意向を踏まえた課題分析の結果", "intention and assessment", FreeText, Optional;
    23, review_board_opinion, "介護認定審査会の意見及びサービスの種類の指定", "review board opinion", FreeText, Optional;
    24, support_policy, "総合的な援助の方針", "support policy", FreeText, Optional;
    25, housework_reason, "生活援助中心型の算定理由", "housework reason", Code(&codes::HOUSEWORK_REASON), Optional;
    26, housework_reason_other, "その他理由", "other housework reason", FreeText, Optional;
    27, updater_office_number, "更新業者コード", "updater office number", OfficeNumber, Optional;
    28, identifier_unused, "識別子", "identifier (unused)", Unused, Optional;
};

/// R01: the certified period ends after it begins. R02: the first plan is not later than this
/// one. Item 26 explains the reason 3 of item 25; the standard does not say that it must.
fn rules(view: &mut RecordView<'_>) {
    dates_in_order(view, Severity::Error, 1, 19, 20);
    dates_in_order(view, Severity::Warning, 2, 15, 14);
    needed_when(view, Severity::Warning, 26, 25, "3");
}
