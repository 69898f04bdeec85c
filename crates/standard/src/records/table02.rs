//! 居宅サービス計画書（第2表）: care plan, table 2 (UP2KYO), as a typed record.
//!
//! The fields are the items of [`crate::tables::table02`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::address::OfficeNumber;
use crate::calendar::Day;
use crate::records::codes;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber, Number};

record! {
    /// One record of UP2KYO: care plan, table 2 (standard 4.1, layout of 居宅サービス計画書（第2表）).
    Table02Record, Table02Required, crate::tables::table02::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 居宅計画書作成年月日 (created date): `YYYYMMDD`.
        created_date: Day,
        /// Item 5, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`.
        care_plan_date: Day,
        /// Item 6, 課題ＮＯ (issue number): a whole number of at most 2 digits, from 1.
        issue_no: Option<Number>,
        /// Item 7, 課題 (issue): free text.
        issue: Option<String>,
        /// Item 8, 援助目標ＮＯ (goal number): a whole number of at most 2 digits, from 1.
        goal_no: Option<Number>,
        /// Item 9, 長期目標 (long term goal): free text.
        long_term_goal: Option<String>,
        /// Item 10, 短期目標 (short term goal): free text.
        short_term_goal: Option<String>,
        /// Item 11, 長期期間 (long term period): free text.
        long_term_period: Option<String>,
        /// Item 12, 短期期間 (short term period): free text.
        short_term_period: Option<String>,
        /// Item 13, 援助内容ＮＯ (support number): a whole number of at most 2 digits, from 1.
        support_no: Option<Number>,
        /// Item 14, サービス内容 (service content): free text.
        service_content: Option<String>,
        /// Item 15, 保険対象区分 (insurance covered): a code of 1 character.
        insurance_covered: Option<codes::InsuranceCovered>,
        /// Item 16, サービス種別 (service type): free text.
        service_type: Option<String>,
        /// Item 17, サービス事業者コード (service office number): 10 characters of `0-9` and `A-Z`.
        service_office_number: Option<OfficeNumber>,
        /// Item 18, サービス事業所名 (service office name): free text.
        service_office_name: Option<String>,
        /// Item 19, 頻度 (frequency): free text.
        frequency: Option<String>,
        /// Item 20, 実施期間 (period): free text.
        period: Option<String>,
        /// Item 21, 更新業者コード (updater office number): 10 characters of `0-9` and `A-Z`.
        updater_office_number: Option<OfficeNumber>,
        /// Item 22, 識別子 (identifier (unused)): not used, leave it empty.
        identifier_unused: Option<String>,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 居宅計画書作成年月日 (created date): `YYYYMMDD`.
        created_date: Day,
        /// Item 5, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`.
        care_plan_date: Day,
    }
    empty {
        issue_no,
        issue,
        goal_no,
        long_term_goal,
        short_term_goal,
        long_term_period,
        short_term_period,
        support_no,
        service_content,
        insurance_covered,
        service_type,
        service_office_number,
        service_office_name,
        frequency,
        period,
        updater_office_number,
        identifier_unused,
    }
}
