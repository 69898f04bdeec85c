//! サービス利用票（第6表）: services, table 6 (UPPLAN).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::calendar::Month;
use crate::codes;
use crate::finding::{OrderProblem, RuleProblem, Severity};
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, Whole, columns};
use crate::record::RecordView;
use crate::rules::{equipment_codes, times_in_order};

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "T06",
    name_ja: "サービス利用票（第6表）",
    name_en: "services, table 6",
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
    4, created_date, "作成年月日", "created date", Date, Required;
    5, target_month, "対象年月", "target month", Month, Required;
    // The print has seven marks for items 1 to 8 and does not show which lacks one, so that
    // empty items 6 to 8 are warnings (doubt A2).
    6, care_office_number, "プラン担当業者コード", "care office number", OfficeNumber, Expected;
    7, care_manager_name, "プラン担当者名", "care manager name", FreeText, Expected;
    // Reduced services (共生型) may subtract, so a negative number is information (A18).
    8, units, "単位数", "units", Integer(Whole::digits(6).signed()), Expected;
    9, short_stay_days_until_prev_month, "前月までの短期入所利用日数", "short stay days until previous month", Integer(Whole::digits(5)), Optional;
    10, service_date, "サービス利用日", "service date", Date, Required;
    11, proration_days, "日割対象日", "proration days", ProrationDays, Conditional;
    12, start_time, "サービス開始時刻", "start time", ServiceTime, Required;
    13, end_time, "サービス終了時刻", "end time", ServiceTime, Required;
    14, service_count, "サービス回数", "service count", Integer(Whole::digits(2)), Required;
    15, service_code, "サービスコード", "service code", ServiceCode, Required;
    16, tais_code, "TAISコード", "TAIS code", EquipmentCode, Conditional;
    17, equipment_notification_code, "福祉用具届出コード", "equipment notification code", EquipmentCode, Conditional;
    18, equipment_name, "用具名称（機種名）", "equipment name", FreeText, Optional;
    // The print has no length; every program we know writes two digits at most (A3).
    19, detail_no, "明細判別コード", "detail number", Integer(Whole::digits(2).from_one().doubtful_to(9, Severity::Warning)), Conditional;
    20, service_office_number, "サービス事業者コード", "service office number", OfficeNumber, Required;
    21, service_office_name, "サービス事業所名", "service office name", FreeText, Optional;
    22, satellite_no, "サテライト枝番", "satellite number", Alphanumeric(2), Conditional;
    23, over_30_days, "３０日超区分", "over 30 days", Code(&codes::APPLIES), Required;
    24, updater_office_number, "更新業者コード", "updater office number", OfficeNumber, Optional;
    25, identifier_unused, "識別子", "identifier (unused)", Unused, Optional;
};

/// R01: both times or none are 9999. R02: the end is not before the start. R03: the service
/// date lies in the month. R04 to R06: codes of rented equipment. R07: no proration day
/// beyond the month. R08: item 19 numbers lines of rented equipment only. R09 and R12 compare
/// lines: see [`crate::lines`]. R10 and R11 compare files: see [`crate::file_set`].
fn rules(view: &mut RecordView<'_>) {
    half_time(view);
    times_in_order(view, 2, 12, 13);
    service_date(view);
    equipment_codes(view, 4, 15, 16, 17);
    proration(view);
    let rental = view
        .valid(15)
        .map(|code| code.starts_with(b"17") || code.starts_with(b"67"));
    if rental == Some(false) && view.valid(19).is_some() {
        view.push_rule(
            Severity::Warning,
            8,
            19,
            RuleProblem::EquipmentItemElsewhere,
        );
    }
}

/// 9999 stands for a service without a time. Whether one side alone may have it is not written.
fn half_time(view: &mut RecordView<'_>) {
    let (Some(start), Some(end)) = (view.valid(12), view.valid(13)) else {
        return;
    };
    if (start == b"9999") != (end == b"9999") {
        let number = if start == b"9999" { 12 } else { 13 };
        view.push_rule(Severity::Warning, 1, number, OrderProblem::HalfTime);
    }
}

fn service_date(view: &mut RecordView<'_>) {
    let (Some(month), Some(date)) = (view.valid(5), view.valid(10)) else {
        return;
    };
    if !date.starts_with(month) {
        let month = view.shown(5);
        view.push_rule(Severity::Error, 3, 10, OrderProblem::OutsideMonth { month });
    }
}

fn proration(view: &mut RecordView<'_>) {
    let (Some(month), Some(flags)) = (view.valid(5), view.valid(11)) else {
        return;
    };
    let Some(month) = Month::from_bytes(month) else {
        return;
    };
    let days = month.days();
    let beyond = (days + 1..=31).find(|&day| flags[usize::from(day) - 1] == b'1');
    if let Some(day) = beyond {
        view.push_rule(
            Severity::Error,
            7,
            11,
            OrderProblem::DayBeyondMonth { day, days },
        );
    }
}
