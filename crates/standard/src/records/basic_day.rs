//! 利用者基本情報 別表1: basic information, one day of life (UPKIHON_SUB1), as a typed record.
//!
//! The fields are the items of [`crate::tables::basic_day`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Day;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of UPKIHON_SUB1: basic information, one day of life (standard 4.1, layout of 利用者基本情報 別表1).
    BasicDayRecord, BasicDayRequired, crate::tables::basic_day::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 相談日 (consultation date): `YYYYMMDD`.
        consultation_date: Day,
        /// Item 5, 時間 (time): free text.
        time_text: Option<String>,
        /// Item 6, 本人の生活状況 (client's life): free text.
        user_life: Option<String>,
        /// Item 7, 介護者・家族の生活状況 (family's life): free text.
        caregiver_life: Option<String>,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 相談日 (consultation date): `YYYYMMDD`.
        consultation_date: Day,
    }
    empty {
        time_text,
        user_life,
        caregiver_life,
    }
}
