//! サービス利用票別表（第7表）: statement of services, table 7 (UPSIKYU).
//!
//! `COLUMNS` follows the order of the standard, so item 15 is the entry numbered 15.
//! The rules that compare items of one record come after it, in the order of their codes.

use crate::codes;
use crate::field::is_subtotal;
use crate::finding::{AmountProblem, Severity, TotalProblem};
use crate::layout::Kind::*;
use crate::layout::{Column, Key, Layout, Whole, columns};
use crate::record::RecordView;
use crate::rules::equipment_codes;
use crate::statement::number;

/// The form.
pub static LAYOUT: Layout = Layout {
    prefix: "T07",
    name_ja: "サービス利用票別表（第7表）",
    name_en: "statement of services, table 7",
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
    6, service_office_name, "サービス事業所名", "service office name", FreeText, Optional;
    7, service_office_number, "サービス事業所コード", "service office number", OfficeNumber, Required;
    8, satellite_no, "サテライト枝番", "satellite number", Alphanumeric(2), Conditional;
    9, service_code, "サービスコード", "service code", StatementCode, Required;
    10, tais_code, "TAISコード", "TAIS code", EquipmentCode, Conditional;
    11, equipment_notification_code, "福祉用具届出コード", "equipment notification code", EquipmentCode, Conditional;
    12, equipment_name, "用具名称（機種名）", "equipment name", FreeText, Optional;
    13, units, "単位数", "units", Integer(Whole::digits(6).signed()), Required;
    14, discounted_rate, "割引後率", "discounted rate", Integer(Whole::digits(5)), Optional;
    15, discounted_units, "割引後単位数", "discounted units", Integer(Whole::digits(6).signed()), Optional;
    16, count, "回数／日数", "count or days", Integer(Whole::digits(3)), Required;
    // The print may mean 6 digits: its lengths stand apart from the names (A6).
    17, service_units, "サービス単位金額", "service units", Integer(Whole::digits(5).signed().doubtful_to(6, Severity::Warning)), Optional;
    18, benefit_management_units, "給付管理単位数", "benefit management units", Integer(Whole::digits(6).signed()), Optional;
    19, kind_limit_excess_units, "種類支給限度基準超単位数", "kind limit excess units", Integer(Whole::digits(6).signed()), Optional;
    20, kind_limit_within_units, "種類支給限度基準内単位数", "kind limit within units", Integer(Whole::digits(6).signed()), Optional;
    21, category_limit_excess_units, "区分支給限度基準超単位数", "category limit excess units", Integer(Whole::digits(6).signed()), Optional;
    22, category_limit_within_units, "区分支給限度基準内単位数", "category limit within units", Integer(Whole::digits(6).signed()), Optional;
    23, unit_price, "単位数単価", "unit price", Decimal, Optional;
    24, total_cost_insured, "費用総額保険／事業対象分", "total cost (insured)", Integer(Whole::digits(6).signed()), Optional;
    25, benefit_rate, "給付率", "benefit rate", Integer(Whole::digits(6)), Optional;
    26, insurance_claim_amount, "保険／事業費請求額", "insurance claim amount", Integer(Whole::digits(6).signed()), Optional;
    27, fixed_copay_unit_price, "定額利用者負担単価金額", "fixed copayment", Integer(Whole::digits(6)), Optional;
    28, copay_insured, "利用者負担保険／事業対象分", "copayment (insured)", Integer(Whole::digits(6).signed()), Optional;
    29, copay_full, "利用者負担（全額負担分）", "copayment (paid in full)", Integer(Whole::digits(6).signed()), Optional;
    // The print says 2 digits, the history of the standard 5 (A1).
    30, days_until_prev_month, "前月までの利用日数", "days until previous month", Integer(Whole::digits(2).doubtful_to(5, Severity::Information)), Optional;
    31, days_planned_this_month, "当月の計画利用日数", "days planned this month", Integer(Whole::digits(2)), Optional;
    32, days_cumulative, "累積利用日数", "days cumulative", Integer(Whole::digits(5)), Optional;
    33, over_30_days, "３０日超区分", "over 30 days", Code(&codes::APPLIES), Required;
    // Which of items 34 to 36 has the fixed value is doubtful, so another is a warning (A7).
    34, office_number_fixed, "事業所コード", "office number (fixed)", FixedNines, Optional;
    35, input_operator_code, "入力者コード", "operator code", Alphanumeric(10), Optional;
    36, updater_office_number, "更新業者コード", "updater office number", OfficeNumber, Optional;
    37, identifier_unused, "識別子", "identifier (unused)", Unused, Optional;
};

/// R01 to R03 compare lines of one client: see [`crate::statement`]. R04: the grand total
/// belongs to office 9999999999. R05: no other line does. R06 to R07: what a total must leave
/// 0 or empty. R08 to R10: codes of rented equipment. R11, R13, R16: sums, see there as well.
/// R12: item 17 is units by count. R14: units are divided into those above and within a limit.
/// R15: days add up. R17 to R22 compare other tables: see [`crate::file_set`].
fn rules(view: &mut RecordView<'_>) {
    let Some(code) = view.valid(9) else { return };
    let grand = code == b"999999";
    let total = grand || is_subtotal(code);
    if let Some(office) = view.valid(7) {
        let nines = office == b"9999999999";
        // How a subtotal writes its office is not said, so it may have either.
        if grand && !nines {
            view.push_rule(Severity::Error, 4, 7, TotalProblem::TotalOffice);
        } else if !total && nines {
            view.push_rule(Severity::Error, 5, 7, TotalProblem::OfficeOfTotal);
        }
    }
    divided(view);
    days(view);
    if !total {
        product(view);
        return equipment_codes(view, 8, 9, 10, 11);
    }
    if view
        .valid(13)
        .is_some_and(|units| units.iter().any(|&digit| digit != b'0'))
    {
        view.push_rule(Severity::Error, 6, 13, TotalProblem::TotalUnits);
    }
    for number in [14, 15] {
        if view.valid(number).is_some() {
            view.push_rule(Severity::Error, 7, number, TotalProblem::TotalNotEmpty);
        }
    }
}

/// The standard names item 17 and does not say how it is computed, so another value is a warning.
fn product(view: &mut RecordView<'_>) {
    let reduced = number(view, 15).or_else(|| number(view, 13));
    let (Some(units), Some(count), Some(found)) = (reduced, number(view, 16), number(view, 17))
    else {
        return;
    };
    if units * count != found {
        let problem = AmountProblem::Product { units, count };
        view.push_rule(Severity::Warning, 12, 17, problem);
    }
}

/// First the limit of the service kind takes its part, then the limit of the care level. Large
/// day-care centres are counted in other units, so that a difference is a warning.
fn divided(view: &mut RecordView<'_>) {
    let [managed, kind_above, kind_within, above, within] =
        [18, 19, 20, 21, 22].map(|item| number(view, item));
    if let (Some(units), Some(first), Some(second)) = (managed, kind_above, kind_within)
        && first + second != units
    {
        let above = view.layout.column(19);
        let problem = AmountProblem::Division { above, units };
        return view.push_rule(Severity::Warning, 14, 20, problem);
    }
    let left = kind_within.or(managed.map(|managed| managed - kind_above.unwrap_or(0)));
    if let (Some(units), Some(first), Some(second)) = (left, above, within)
        && first + second != units
    {
        let above = view.layout.column(21);
        let problem = AmountProblem::Division { above, units };
        view.push_rule(Severity::Warning, 14, 22, problem);
    }
}

fn days(view: &mut RecordView<'_>) {
    let [before, now, together] = [30, 31, 32].map(|item| number(view, item));
    if let (Some(before), Some(now), Some(together)) = (before, now, together)
        && before + now != together
    {
        let sum = before + now;
        view.push_rule(Severity::Warning, 15, 32, AmountProblem::Days { sum });
    }
}
