//! 週間サービス計画表（第3表）: weekly plan, table 3 (UP3KYO).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::codes;
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, columns};

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "T03",
    name_ja: "週間サービス計画表（第3表）",
    name_en: "weekly plan, table 3",
    columns: COLUMNS,
    rules: None,
    key: Key {
        insurer: 2,
        insured: 3,
        date: 5,
    },
};

/// The items. A test in `tables.rs` checks that their numbers have no gap.
#[rustfmt::skip]
const COLUMNS: &[Column] = columns! {
    1, csv_version, "CSVバージョン", "CSV version", Version, Required;
    2, insurer_number, "保険者番号", "insurer number", InsurerNumber, Required;
    3, insured_number, "被保険者番号", "insured number", InsuredNumber, Required;
    4, created_date, "週間サービス計画表作成年月日", "created date", Date, Required;
    5, care_plan_date, "居宅サービス計画作成（変更）日", "care plan date", Date, Required;
    6, service_content, "介護サービス内容", "service content", FreeText, Optional;
    7, weekday, "曜日", "weekday", Code(&codes::WEEKDAY), Optional;
    8, service_start_time, "開始時間", "service start time", Time, Optional;
    9, service_end_time, "終了時間", "service end time", Time, Optional;
    10, daily_activity, "主な日常生活上の活動", "daily activity", FreeText, Optional;
    11, activity_start_time, "開始時間", "activity start time", Time, Optional;
    12, activity_end_time, "終了時間", "activity end time", Time, Optional;
    13, non_weekly_service, "週単位以外のサービス", "non weekly service", FreeText, Optional;
};
