//! 利用者基本情報 別表1: basic information, sub-table 1 (UPKIHON_SUB1).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! Its items stand alone: there are no rules across them.

use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, columns};
use crate::record::no_rules;

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "KS1",
    name_ja: "利用者基本情報 別表1",
    name_en: "basic information, sub-table 1",
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
    5, time_text, "時間", "time", FreeText, Optional;
    6, user_life, "本人の生活状況", "client's life", FreeText, Optional;
    7, caregiver_life, "介護者・家族の生活状況", "family's life", FreeText, Optional;
};
