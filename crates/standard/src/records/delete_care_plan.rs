//! 居宅サービス計画書の削除: deletion of a care plan (DLT1KYO), as a typed record.
//!
//! The fields are the items of [`crate::tables::delete_care_plan`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Day;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of DLT1KYO: deletion of a care plan (standard 4.1, layout of 居宅サービス計画書の削除).
    DeleteCarePlanRecord, DeleteCarePlanRequired, crate::tables::delete_care_plan::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`.
        care_plan_date: Day,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`.
        care_plan_date: Day,
    }
    empty {}
}
