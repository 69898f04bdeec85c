//! 利用者基本情報の削除: deletion of basic information (DLTKIHON), as a typed record.
//!
//! The fields are the items of [`crate::tables::delete_basic`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Day;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of DLTKIHON: deletion of basic information (standard 4.1, layout of 利用者基本情報の削除).
    DeleteBasicRecord, DeleteBasicRequired, crate::tables::delete_basic::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 相談日 (consultation date): `YYYYMMDD`.
        consultation_date: Day,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 相談日 (consultation date): `YYYYMMDD`.
        consultation_date: Day,
    }
    empty {}
}
