//! 介護予防サービス・支援計画書の削除: deletion of a prevention service plan (DLTYOBO).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! Its items stand alone: there are no rules across them.

use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, columns};
use crate::record::no_rules;

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "DYO",
    name_ja: "介護予防サービス・支援計画書の削除",
    name_en: "deletion of a prevention service plan",
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
    4, plan_date, "計画作成(変更)日", "plan date", Date, Required;
};
