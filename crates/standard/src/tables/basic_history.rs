//! 利用者基本情報 別表2: basic information, sub-table 2 (UPKIHON_SUB2).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! Its items stand alone: there are no rules across them.

use crate::codes;
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, columns};
use crate::record::no_rules;

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "KS2",
    name_ja: "利用者基本情報 別表2",
    name_en: "basic information, sub-table 2",
    columns: COLUMNS,
    rules: no_rules,
    key: Key {
        insurer: 2,
        insured: 3,
        date: 4,
    },
};

/// The items. A test in `tables.rs` checks that their numbers have no gap.
#[rustfmt::skip]
const COLUMNS: &[Column] = columns! {
    1, csv_version, "CSVバージョン", "CSV version", Version, Required;
    2, insurer_number, "保険者番号", "insurer number", InsurerNumber, Required;
    3, insured_number, "被保険者番号", "insured number", InsuredNumber, Required;
    4, consultation_date, "相談日", "consultation date", Date, Required;
    5, date_text, "年月日", "date", FreeText, Optional;
    6, disease_name, "病名", "disease name", FreeText, Optional;
    7, medical_institution, "医療機関・医師名", "medical institution", FreeText, Optional;
    8, attending_doctor_flag, "主治医・意見作成者フラグ", "attending doctor flag", Code(&codes::DOCTOR), Optional;
    9, medical_institution_phone, "医療機関・医師電話番号", "medical institution phone", Phone, Optional;
    10, progress, "経過", "progress", Code(&codes::PROGRESS), Optional;
    11, treatment_content, "治療中の内容", "treatment content", FreeText, Optional;
};
