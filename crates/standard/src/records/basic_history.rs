//! 利用者基本情報 別表2: basic information, illnesses (UPKIHON_SUB2), as a typed record.
//!
//! The fields are the items of [`crate::tables::basic_history`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Day;
use crate::records::codes;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of UPKIHON_SUB2: basic information, illnesses (standard 4.1, layout of 利用者基本情報 別表2).
    BasicHistoryRecord, BasicHistoryRequired, crate::tables::basic_history::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 相談日 (consultation date): `YYYYMMDD`.
        consultation_date: Day,
        /// Item 5, 年月日 (date): free text.
        date_text: Option<String>,
        /// Item 6, 病名 (disease name): free text.
        disease_name: Option<String>,
        /// Item 7, 医療機関・医師名 (medical institution): free text.
        medical_institution: Option<String>,
        /// Item 8, 主治医・意見作成者フラグ (attending doctor flag): a code of 1 character.
        attending_doctor_flag: Option<codes::Doctor>,
        /// Item 9, 医療機関・医師電話番号 (medical institution phone): at most 15 characters.
        medical_institution_phone: Option<String>,
        /// Item 10, 経過 (progress): a code of 2 characters.
        progress: Option<codes::Progress>,
        /// Item 11, 治療中の内容 (treatment content): free text.
        treatment_content: Option<String>,
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
        date_text,
        disease_name,
        medical_institution,
        attending_doctor_flag,
        medical_institution_phone,
        progress,
        treatment_content,
    }
}
