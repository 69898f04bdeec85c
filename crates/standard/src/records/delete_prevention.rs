//! 介護予防サービス・支援計画書の削除: deletion of a prevention service plan (DLTYOBO), as a typed record.
//!
//! The fields are the items of [`crate::tables::delete_prevention`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Day;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of DLTYOBO: deletion of a prevention service plan (standard 4.1, layout of 介護予防サービス・支援計画書の削除).
    DeletePreventionRecord, DeletePreventionRequired, crate::tables::delete_prevention::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 計画作成(変更)日 (plan date): `YYYYMMDD`.
        plan_date: Day,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 計画作成(変更)日 (plan date): `YYYYMMDD`.
        plan_date: Day,
    }
    empty {}
}
