//! サービス利用票別表（第7表）: statement of services, table 7 (UPSIKYU), as a typed record.
//!
//! The fields are the items of [`crate::tables::table07`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::address::OfficeNumber;
use crate::calendar::{Day, Month};
use crate::records::codes;
use crate::records::record;
use crate::records::value::{
    CsvVersion, InsuredNumber, InsurerNumber, Number, StatementCode, UnitPrice,
};

record! {
    /// One record of UPSIKYU: statement of services, table 7 (standard 4.1, layout of サービス利用票別表（第7表）).
    Table07Record, Table07Required, crate::tables::table07::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 作成年月日 (created date): `YYYYMMDD`.
        created_date: Day,
        /// Item 5, 対象年月 (target month): `YYYYMM`.
        target_month: Month,
        /// Item 6, サービス事業所名 (service office name): free text.
        service_office_name: Option<String>,
        /// Item 7, サービス事業所コード (service office number): 10 characters of `0-9` and `A-Z`.
        service_office_number: OfficeNumber,
        /// Item 8, サテライト枝番 (satellite number): at most 2 letters and digits.
        satellite_no: Option<String>,
        /// Item 9, サービスコード (service code): a service code, a subtotal or the grand total.
        service_code: StatementCode,
        /// Item 10, TAISコード (TAIS code): `99999-999999`.
        tais_code: Option<String>,
        /// Item 11, 福祉用具届出コード (equipment notification code): `99999-999999`.
        equipment_notification_code: Option<String>,
        /// Item 12, 用具名称（機種名） (equipment name): free text.
        equipment_name: Option<String>,
        /// Item 13, 単位数 (units): a whole number of at most 6 digits; may be negative.
        units: Number,
        /// Item 14, 割引後率 (discounted rate): a whole number of at most 5 digits.
        discounted_rate: Option<Number>,
        /// Item 15, 割引後単位数 (discounted units): a whole number of at most 6 digits; may be negative.
        discounted_units: Option<Number>,
        /// Item 16, 回数／日数 (count or days): a whole number of at most 3 digits.
        count: Number,
        /// Item 17, サービス単位金額 (service units): a whole number of at most 5 digits (6 are doubtful, not wrong); may be negative.
        service_units: Option<Number>,
        /// Item 18, 給付管理単位数 (benefit management units): a whole number of at most 6 digits; may be negative.
        benefit_management_units: Option<Number>,
        /// Item 19, 種類支給限度基準超単位数 (kind limit excess units): a whole number of at most 6 digits; may be negative.
        kind_limit_excess_units: Option<Number>,
        /// Item 20, 種類支給限度基準内単位数 (kind limit within units): a whole number of at most 6 digits; may be negative.
        kind_limit_within_units: Option<Number>,
        /// Item 21, 区分支給限度基準超単位数 (category limit excess units): a whole number of at most 6 digits; may be negative.
        category_limit_excess_units: Option<Number>,
        /// Item 22, 区分支給限度基準内単位数 (category limit within units): a whole number of at most 6 digits; may be negative.
        category_limit_within_units: Option<Number>,
        /// Item 23, 単位数単価 (unit price): yen, `99.99`.
        unit_price: Option<UnitPrice>,
        /// Item 24, 費用総額保険／事業対象分 (total cost (insured)): a whole number of at most 6 digits; may be negative.
        total_cost_insured: Option<Number>,
        /// Item 25, 給付率 (benefit rate): a whole number of at most 6 digits.
        benefit_rate: Option<Number>,
        /// Item 26, 保険／事業費請求額 (insurance claim amount): a whole number of at most 6 digits; may be negative.
        insurance_claim_amount: Option<Number>,
        /// Item 27, 定額利用者負担単価金額 (fixed copayment): a whole number of at most 6 digits.
        fixed_copay_unit_price: Option<Number>,
        /// Item 28, 利用者負担保険／事業対象分 (copayment (insured)): a whole number of at most 6 digits; may be negative.
        copay_insured: Option<Number>,
        /// Item 29, 利用者負担（全額負担分） (copayment (paid in full)): a whole number of at most 6 digits; may be negative.
        copay_full: Option<Number>,
        /// Item 30, 前月までの利用日数 (days until previous month): a whole number of at most 2 digits (5 are doubtful, not wrong).
        days_until_prev_month: Option<Number>,
        /// Item 31, 当月の計画利用日数 (days planned this month): a whole number of at most 2 digits.
        days_planned_this_month: Option<Number>,
        /// Item 32, 累積利用日数 (days cumulative): a whole number of at most 5 digits.
        days_cumulative: Option<Number>,
        /// Item 33, ３０日超区分 (over 30 days): a code of 1 character.
        over_30_days: codes::Applies,
        /// Item 34, 事業所コード (office number (fixed)): `9999999999`.
        office_number_fixed: Option<String>,
        /// Item 35, 入力者コード (operator code): at most 10 letters and digits.
        input_operator_code: Option<String>,
        /// Item 36, 更新業者コード (updater office number): 10 characters of `0-9` and `A-Z`.
        updater_office_number: Option<OfficeNumber>,
        /// Item 37, 識別子 (identifier (unused)): not used, leave it empty.
        identifier_unused: Option<String>,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 作成年月日 (created date): `YYYYMMDD`.
        created_date: Day,
        /// Item 5, 対象年月 (target month): `YYYYMM`.
        target_month: Month,
        /// Item 7, サービス事業所コード (service office number): 10 characters of `0-9` and `A-Z`.
        service_office_number: OfficeNumber,
        /// Item 9, サービスコード (service code): a service code, a subtotal or the grand total.
        service_code: StatementCode,
        /// Item 13, 単位数 (units): a whole number of at most 6 digits; may be negative.
        units: Number,
        /// Item 16, 回数／日数 (count or days): a whole number of at most 3 digits.
        count: Number,
        /// Item 33, ３０日超区分 (over 30 days): a code of 1 character.
        over_30_days: codes::Applies,
    }
    empty {
        service_office_name,
        satellite_no,
        tais_code,
        equipment_notification_code,
        equipment_name,
        discounted_rate,
        discounted_units,
        service_units,
        benefit_management_units,
        kind_limit_excess_units,
        kind_limit_within_units,
        category_limit_excess_units,
        category_limit_within_units,
        unit_price,
        total_cost_insured,
        benefit_rate,
        insurance_claim_amount,
        fixed_copay_unit_price,
        copay_insured,
        copay_full,
        days_until_prev_month,
        days_planned_this_month,
        days_cumulative,
        office_number_fixed,
        input_operator_code,
        updater_office_number,
        identifier_unused,
    }
}
