//! サービス利用票（第6表）: services, table 6 (UPPLAN).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::codes;
use crate::finding::Severity;
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, Whole, columns};

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "T06",
    name_ja: "サービス利用票（第6表）",
    name_en: "services, table 6",
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
    4, created_date, "作成年月日", "created date", Date, Required;
    5, target_month, "対象年月", "target month", Month, Required;
    6, care_office_number, "プラン担当業者コード", "care office number", OfficeNumber, Expected;
    7, care_manager_name, "プラン担当者名", "care manager name", FreeText, Expected;
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
    19, detail_no, "明細判別コード", "detail number", Integer(Whole::digits(2).from_one().doubtful_to(9, Severity::Warning)), Conditional;
    20, service_office_number, "サービス事業者コード", "service office number", OfficeNumber, Required;
    21, service_office_name, "サービス事業所名", "service office name", FreeText, Optional;
    22, satellite_no, "サテライト枝番", "satellite number", Alphanumeric(2), Conditional;
    23, over_30_days, "３０日超区分", "over 30 days", Code(&codes::APPLIES), Required;
    24, updater_office_number, "更新業者コード", "updater office number", OfficeNumber, Optional;
    25, identifier_unused, "識別子", "identifier (unused)", Unused, Optional;
};
