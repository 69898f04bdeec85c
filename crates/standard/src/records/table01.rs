//! 居宅サービス計画書（第1表）: care plan, table 1 (UP1KYO), as a typed record.
//!
//! The fields are the items of [`crate::tables::table01`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::address::OfficeNumber;
use crate::calendar::Day;
use crate::records::codes;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of UP1KYO: care plan, table 1 (standard 4.1, layout of 居宅サービス計画書（第1表）).
    Table01Record, Table01Required, crate::tables::table01::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 作成年月日 (created date): `YYYYMMDD`.
        created_date: Day,
        /// Item 5, 利用者郵便番号 (client postal code): `999-9999`.
        user_postal_code: Option<String>,
        /// Item 6, 利用者住所１ (client address 1): free text.
        user_address1: Option<String>,
        /// Item 7, 利用者住所２ (client address 2): free text.
        user_address2: Option<String>,
        /// Item 8, 居宅サービス計画作成者氏名 (care manager name): free text.
        care_manager_name: String,
        /// Item 9, 介護支援事業者名 (care office name): free text.
        care_office_name: String,
        /// Item 10, 介護支援事業者郵便番号 (care office postal code): `999-9999`.
        care_office_postal_code: Option<String>,
        /// Item 11, 介護支援事業者住所１ (care office address 1): free text.
        care_office_address1: Option<String>,
        /// Item 12, 介護支援事業者住所２ (care office address 2): free text.
        care_office_address2: Option<String>,
        /// Item 13, 介護支援事業者コード (care office number): 10 characters of `0-9` and `A-Z`.
        care_office_number: OfficeNumber,
        /// Item 14, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`.
        care_plan_date: Day,
        /// Item 15, 初回居宅サービス計画作成日 (first care plan date): `YYYYMMDD`.
        first_care_plan_date: Day,
        /// Item 16, 計画書区分 (plan category): a code of 2 characters.
        plan_category: Option<codes::PlanCategory>,
        /// Item 17, 認定状況区分 (certification status): a code of 1 character.
        certification_status: Option<codes::CertificationStatus>,
        /// Item 18, 認定日 (certification date): `YYYYMMDD`.
        certification_date: Option<Day>,
        /// Item 19, 認定有効期間開始日 (certification start date): `YYYYMMDD`.
        certification_start_date: Option<Day>,
        /// Item 20, 認定有効期間終了日 (certification end date): `YYYYMMDD`.
        certification_end_date: Option<Day>,
        /// Item 21, 要介護状態区分 (care level): a code of 2 characters.
        care_level: Option<codes::CareLevel>,
        /// Item 22, 利用者及び家族の生活に対する意向を踏まえた課題分析の結果 (intention and assessment): free text.
        intention_and_assessment: Option<String>,
        /// Item 23, 介護認定審査会の意見及びサービスの種類の指定 (review board opinion): free text.
        review_board_opinion: Option<String>,
        /// Item 24, 総合的な援助の方針 (support policy): free text.
        support_policy: Option<String>,
        /// Item 25, 生活援助中心型の算定理由 (housework reason): a code of 1 character.
        housework_reason: Option<codes::HouseworkReason>,
        /// Item 26, その他理由 (other housework reason): free text.
        housework_reason_other: Option<String>,
        /// Item 27, 更新業者コード (updater office number): 10 characters of `0-9` and `A-Z`.
        updater_office_number: Option<OfficeNumber>,
        /// Item 28, 識別子 (identifier (unused)): not used, leave it empty.
        identifier_unused: Option<String>,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 作成年月日 (created date): `YYYYMMDD`.
        created_date: Day,
        /// Item 8, 居宅サービス計画作成者氏名 (care manager name): free text.
        care_manager_name: String,
        /// Item 9, 介護支援事業者名 (care office name): free text.
        care_office_name: String,
        /// Item 13, 介護支援事業者コード (care office number): 10 characters of `0-9` and `A-Z`.
        care_office_number: OfficeNumber,
        /// Item 14, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`.
        care_plan_date: Day,
        /// Item 15, 初回居宅サービス計画作成日 (first care plan date): `YYYYMMDD`.
        first_care_plan_date: Day,
    }
    empty {
        user_postal_code,
        user_address1,
        user_address2,
        care_office_postal_code,
        care_office_address1,
        care_office_address2,
        plan_category,
        certification_status,
        certification_date,
        certification_start_date,
        certification_end_date,
        care_level,
        intention_and_assessment,
        review_board_opinion,
        support_policy,
        housework_reason,
        housework_reason_other,
        updater_office_number,
        identifier_unused,
    }
}
