//! 週間サービス計画表（第3表）: weekly plan, table 3 (UP3KYO).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::codes;
use crate::finding::{RuleProblem, Severity};
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, columns};
use crate::record::RecordView;
use crate::rules::times_in_order;

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "T03",
    name_ja: "週間サービス計画表（第3表）",
    name_en: "weekly plan, table 3",
    columns: COLUMNS,
    rules,
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

/// R01: a weekly service has content, day and both times. R02: an activity has both times.
/// R03 and R04: the end is not before the start.
fn rules(view: &mut RecordView<'_>) {
    together(view, 1, &[6, 7, 8, 9]);
    together(view, 2, &[10, 11, 12]);
    times_in_order(view, 3, 8, 9);
    times_in_order(view, 4, 11, 12);
}

/// Reports the first empty item of a group in which another item is given.
fn together(view: &mut RecordView<'_>, rule: u16, items: &[u16]) {
    let given = items.iter().find(|&&item| !view.value(item).is_empty());
    let empty = items.iter().find(|&&item| view.value(item).is_empty());
    if let (Some(&given), Some(&empty)) = (given, empty) {
        let given = view.layout.column(given);
        view.push_rule(
            Severity::Warning,
            rule,
            empty,
            RuleProblem::Incomplete { given },
        );
    }
}
