//! サービス利用票 予定の削除: deletion of planned services (DLTPLAN), as a typed record.
//!
//! The fields are the items of [`crate::tables::delete_planned`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Month;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of DLTPLAN: deletion of planned services (standard 4.1, layout of サービス利用票 予定の削除).
    DeletePlannedRecord, DeletePlannedRequired, crate::tables::delete_planned::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 削除対象年月 (target month): `YYYYMM`.
        target_month: Month,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 削除対象年月 (target month): `YYYYMM`.
        target_month: Month,
    }
    empty {}
}
