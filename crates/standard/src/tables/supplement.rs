//! 利用者補足情報: client supplement (UPHOSOKU).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::codes;
use crate::finding::{LimitProblem, RuleProblem, Severity};
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, Whole, columns};
use crate::record::RecordView;
use crate::rules::dates_in_order;
use crate::statement::number;

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "HOS",
    name_ja: "利用者補足情報",
    name_en: "client supplement",
    columns: COLUMNS,
    rules,
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
    4, care_plan_date, "居宅サービス計画作成（変更）日", "care plan date", DateOrZeros, Required;
    // The marks of items 5 to 8 are assigned by their number; without a reading a file can
    // still be imported, so an empty one is a warning (A4).
    5, user_name_kana, "利用者氏名フリガナ", "client name kana", FreeText, Expected;
    6, user_name, "利用者氏名", "client name", FreeText, Required;
    7, user_sex, "利用者性別", "client sex", Code(&codes::SEX), Required;
    8, user_birth_date, "利用者生年月日", "client birth date", BirthDate, Required;
    9, user_postal_code, "利用者郵便番号", "client postal code", Postal, Optional;
    10, user_address1, "利用者住所１", "client address 1", FreeText, Optional;
    11, user_address2, "利用者住所２", "client address 2", FreeText, Optional;
    12, user_phone, "利用者電話番号", "client phone", Phone, Optional;
    13, certification_date, "認定日", "certification date", Date, Optional;
    14, limit_period_start_date, "限度額適用開始年月日", "limit period start date", Date, Optional;
    15, limit_period_end_date, "限度額適用終了年月日", "limit period end date", Date, Optional;
    16, certification_status, "認定状況区分", "certification status", Code(&codes::CERTIFICATION_STATUS), Optional;
    17, care_level_change_date, "要介護状態変更日", "care level change date", Date, Optional;
    18, care_level, "要介護状態区分", "care level", Code(&codes::CARE_LEVEL), Optional;
    19, category_limit_units, "区分支給限度基準額", "limit of the care level", Integer(Whole::digits(7)), Optional;
    20, kind_limit1_service_kind, "１サービス種類コード", "service kind of limit 1", ServiceKind, Optional;
    21, kind_limit1_limit_units, "１支給限度基準額", "limit 1", Integer(Whole::digits(7)), Optional;
    22, kind_limit1_total_units, "１合計単位数", "total of limit 1", Integer(Whole::digits(7)), Optional;
    23, kind_limit1_excess_units, "１限度超単位数", "excess of limit 1", Integer(Whole::digits(7)), Optional;
    24, kind_limit2_service_kind, "２サービス種類コード", "service kind of limit 2", ServiceKind, Optional;
    25, kind_limit2_limit_units, "２支給限度基準額", "limit 2", Integer(Whole::digits(7)), Optional;
    26, kind_limit2_total_units, "２合計単位数", "total of limit 2", Integer(Whole::digits(7)), Optional;
    27, kind_limit2_excess_units, "２限度超単位数", "excess of limit 2", Integer(Whole::digits(7)), Optional;
    28, kind_limit3_service_kind, "３サービス種類コード", "service kind of limit 3", ServiceKind, Optional;
    29, kind_limit3_limit_units, "３支給限度基準額", "limit 3", Integer(Whole::digits(7)), Optional;
    30, kind_limit3_total_units, "３合計単位数", "total of limit 3", Integer(Whole::digits(7)), Optional;
    31, kind_limit3_excess_units, "３限度超単位数", "excess of limit 3", Integer(Whole::digits(7)), Optional;
    32, kind_limit4_service_kind, "４サービス種類コード", "service kind of limit 4", ServiceKind, Optional;
    33, kind_limit4_limit_units, "４支給限度基準額", "limit 4", Integer(Whole::digits(7)), Optional;
    34, kind_limit4_total_units, "４合計単位数", "total of limit 4", Integer(Whole::digits(7)), Optional;
    35, kind_limit4_excess_units, "４限度超単位数", "excess of limit 4", Integer(Whole::digits(7)), Optional;
    36, kind_limit5_service_kind, "５サービス種類コード", "service kind of limit 5", ServiceKind, Optional;
    37, kind_limit5_limit_units, "５支給限度基準額", "limit 5", Integer(Whole::digits(7)), Optional;
    38, kind_limit5_total_units, "５合計単位数", "total of limit 5", Integer(Whole::digits(7)), Optional;
    39, kind_limit5_excess_units, "５限度超単位数", "excess of limit 5", Integer(Whole::digits(7)), Optional;
    40, kind_limit6_service_kind, "６サービス種類コード", "service kind of limit 6", ServiceKind, Optional;
    41, kind_limit6_limit_units, "６支給限度基準額", "limit 6", Integer(Whole::digits(7)), Optional;
    42, kind_limit6_total_units, "６合計単位数", "total of limit 6", Integer(Whole::digits(7)), Optional;
    43, kind_limit6_excess_units, "６限度超単位数", "excess of limit 6", Integer(Whole::digits(7)), Optional;
    44, kind_limit7_service_kind, "７サービス種類コード", "service kind of limit 7", ServiceKind, Optional;
    45, kind_limit7_limit_units, "７支給限度基準額", "limit 7", Integer(Whole::digits(7)), Optional;
    46, kind_limit7_total_units, "７合計単位数", "total of limit 7", Integer(Whole::digits(7)), Optional;
    47, kind_limit7_excess_units, "７限度超単位数", "excess of limit 7", Integer(Whole::digits(7)), Optional;
    48, kind_limit8_service_kind, "８サービス種類コード", "service kind of limit 8", ServiceKind, Optional;
    49, kind_limit8_limit_units, "８支給限度基準額", "limit 8", Integer(Whole::digits(7)), Optional;
    50, kind_limit8_total_units, "８合計単位数", "total of limit 8", Integer(Whole::digits(7)), Optional;
    51, kind_limit8_excess_units, "８限度超単位数", "excess of limit 8", Integer(Whole::digits(7)), Optional;
    52, kind_limit9_service_kind, "９サービス種類コード", "service kind of limit 9", ServiceKind, Optional;
    53, kind_limit9_limit_units, "９支給限度基準額", "limit 9", Integer(Whole::digits(7)), Optional;
    54, kind_limit9_total_units, "９合計単位数", "total of limit 9", Integer(Whole::digits(7)), Optional;
    55, kind_limit9_excess_units, "９限度超単位数", "excess of limit 9", Integer(Whole::digits(7)), Optional;
    56, kind_limit_excess_units_total, "合計限度超単位数", "excess of all limits", Integer(Whole::digits(7)), Optional;
    57, short_stay_days_until_prev_month, "入所前月迄利用日数", "short stay days until previous month", Integer(Whole::digits(5)), Optional;
    58, short_stay_days_cumulative, "入所累積利用日数", "short stay days cumulative", Integer(Whole::digits(5)), Optional;
    59, previous_care_level, "前回要介護状態区分", "previous care level", Code(&codes::CARE_LEVEL), Optional;
    60, consent_receiver_office_number, "同意書受付業者", "consent receiver office number", OfficeNumber, Optional;
    61, updater_office_number, "更新業者コード", "updater office number", OfficeNumber, Optional;
    62, identifier_unused, "識別子", "identifier (unused)", Unused, Optional;
    63, target_month, "対象年月", "target month", MonthOrZeros, Required;
};

/// R01: items 4 and 63 are of one variant: a care plan (date, 000000) or a ticket (00000000,
/// month). R02: the limit period ends after it begins. R03 to R06: the nine frames of limits.
/// R07 compares their totals with table 7: see [`crate::file_set`]. R08 and R09: their excess.
fn rules(view: &mut RecordView<'_>) {
    variant(view);
    dates_in_order(view, Severity::Error, 2, 14, 15);
    let mut gap = None;
    for first in (20..=52).step_by(4) {
        // A wrong value may stand in the wrong item, so its frame proves nothing.
        if (first..first + 4).any(|number| view.is_wrong(number)) {
            continue;
        }
        let used = (first..first + 4).any(|number| !view.value(number).is_empty());
        match gap {
            None if !used => gap = Some(first),
            Some(empty) if used => {
                view.push_rule(Severity::Error, 5, empty, RuleProblem::FrameGap);
                gap = None;
            }
            _ => (),
        }
        if used {
            frame(view, first);
        }
    }
    excess_of_frames(view);
}

/// The standard names the amounts and not their arithmetic, so a difference is a warning.
fn excess_of_frames(view: &mut RecordView<'_>) {
    let mut sum = None;
    for first in (20..=52).step_by(4) {
        let [limit, total, excess] = [1, 2, 3].map(|place| number(view, first + place));
        sum = match (sum, excess) {
            (Some(sum), Some(excess)) => Some(sum + excess),
            (sum, excess) => sum.or(excess),
        };
        if let (Some(limit), Some(total), Some(excess)) = (limit, total, excess) {
            let expected = (total - limit).max(0);
            if excess != expected {
                let problem = LimitProblem::KindExcess { expected };
                view.push_rule(Severity::Warning, 8, first + 3, problem);
            }
        }
    }
    if let (Some(sum), Some(all)) = (sum, number(view, 56))
        && sum != all
    {
        let problem = LimitProblem::AllKindsExcess { sum };
        view.push_rule(Severity::Warning, 9, 56, problem);
    }
}

/// The name of the file decides the variant; without it the month of item 63 does.
fn variant(view: &mut RecordView<'_>) {
    let (Some(date), Some(month)) = (view.valid(4), view.valid(63)) else {
        return;
    };
    let care_plan = match view.name {
        Some(name) => name.month.is_none(),
        None => month == b"000000",
    };
    if (date == b"00000000") == care_plan {
        view.push_rule(
            Severity::Error,
            1,
            4,
            RuleProblem::SupplementVariant { care_plan },
        );
    }
    if (month == b"000000") != care_plan {
        view.push_rule(
            Severity::Error,
            1,
            63,
            RuleProblem::SupplementVariant { care_plan },
        );
    }
}

/// One frame: kind, limit, total and excess. Short stays in medical facilities are
/// limited together, under 22.
fn frame(view: &mut RecordView<'_>, first: u16) {
    if view.value(first).is_empty() {
        let number = (first..first + 4).find(|&number| !view.value(number).is_empty());
        let given = view.layout.column(number.unwrap_or(first));
        return view.push_rule(Severity::Error, 3, first, RuleProblem::Incomplete { given });
    }
    if view.value(first + 1).is_empty() {
        let given = view.layout.column(first);
        view.push_rule(
            Severity::Warning,
            4,
            first + 1,
            RuleProblem::Incomplete { given },
        );
    }
    if matches!(view.valid(first), Some(b"23" | b"2A")) {
        view.push_rule(Severity::Warning, 6, first, RuleProblem::LimitKindNot22);
    }
}
