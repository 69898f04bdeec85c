//! 利用者補足情報: client supplement (UPHOSOKU), as a typed record.
//!
//! The fields are the items of [`crate::tables::supplement`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::address::{OfficeNumber, ServiceKind};
use crate::calendar::{Day, Month};
use crate::records::codes;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber, Number, OrZeros};

record! {
    /// One record of UPHOSOKU: client supplement (standard 4.1, layout of 利用者補足情報).
    SupplementRecord, SupplementRequired, crate::tables::supplement::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`, or `00000000` in a supplement of tables 6 and 7.
        care_plan_date: OrZeros<Day>,
        /// Item 5, 利用者氏名フリガナ (client name kana): free text.
        user_name_kana: Option<String>,
        /// Item 6, 利用者氏名 (client name): free text.
        user_name: String,
        /// Item 7, 利用者性別 (client sex): a code of 1 character.
        user_sex: codes::Sex,
        /// Item 8, 利用者生年月日 (client birth date): `YYYYMMDD`.
        user_birth_date: Day,
        /// Item 9, 利用者郵便番号 (client postal code): `999-9999`.
        user_postal_code: Option<String>,
        /// Item 10, 利用者住所１ (client address 1): free text.
        user_address1: Option<String>,
        /// Item 11, 利用者住所２ (client address 2): free text.
        user_address2: Option<String>,
        /// Item 12, 利用者電話番号 (client phone): at most 15 characters.
        user_phone: Option<String>,
        /// Item 13, 認定日 (certification date): `YYYYMMDD`.
        certification_date: Option<Day>,
        /// Item 14, 限度額適用開始年月日 (limit period start date): `YYYYMMDD`.
        limit_period_start_date: Option<Day>,
        /// Item 15, 限度額適用終了年月日 (limit period end date): `YYYYMMDD`.
        limit_period_end_date: Option<Day>,
        /// Item 16, 認定状況区分 (certification status): a code of 1 character.
        certification_status: Option<codes::CertificationStatus>,
        /// Item 17, 要介護状態変更日 (care level change date): `YYYYMMDD`.
        care_level_change_date: Option<Day>,
        /// Item 18, 要介護状態区分 (care level): a code of 2 characters.
        care_level: Option<codes::CareLevel>,
        /// Item 19, 区分支給限度基準額 (limit of the care level): a whole number of at most 7 digits.
        category_limit_units: Option<Number>,
        /// Item 20, １サービス種類コード (service kind of limit 1): a service kind code, 2 characters.
        kind_limit1_service_kind: Option<ServiceKind>,
        /// Item 21, １支給限度基準額 (limit 1): a whole number of at most 7 digits.
        kind_limit1_limit_units: Option<Number>,
        /// Item 22, １合計単位数 (total of limit 1): a whole number of at most 7 digits.
        kind_limit1_total_units: Option<Number>,
        /// Item 23, １限度超単位数 (excess of limit 1): a whole number of at most 7 digits.
        kind_limit1_excess_units: Option<Number>,
        /// Item 24, ２サービス種類コード (service kind of limit 2): a service kind code, 2 characters.
        kind_limit2_service_kind: Option<ServiceKind>,
        /// Item 25, ２支給限度基準額 (limit 2): a whole number of at most 7 digits.
        kind_limit2_limit_units: Option<Number>,
        /// Item 26, ２合計単位数 (total of limit 2): a whole number of at most 7 digits.
        kind_limit2_total_units: Option<Number>,
        /// Item 27, ２限度超単位数 (excess of limit 2): a whole number of at most 7 digits.
        kind_limit2_excess_units: Option<Number>,
        /// Item 28, ３サービス種類コード (service kind of limit 3): a service kind code, 2 characters.
        kind_limit3_service_kind: Option<ServiceKind>,
        /// Item 29, ３支給限度基準額 (limit 3): a whole number of at most 7 digits.
        kind_limit3_limit_units: Option<Number>,
        /// Item 30, ３合計単位数 (total of limit 3): a whole number of at most 7 digits.
        kind_limit3_total_units: Option<Number>,
        /// Item 31, ３限度超単位数 (excess of limit 3): a whole number of at most 7 digits.
        kind_limit3_excess_units: Option<Number>,
        /// Item 32, ４サービス種類コード (service kind of limit 4): a service kind code, 2 characters.
        kind_limit4_service_kind: Option<ServiceKind>,
        /// Item 33, ４支給限度基準額 (limit 4): a whole number of at most 7 digits.
        kind_limit4_limit_units: Option<Number>,
        /// Item 34, ４合計単位数 (total of limit 4): a whole number of at most 7 digits.
        kind_limit4_total_units: Option<Number>,
        /// Item 35, ４限度超単位数 (excess of limit 4): a whole number of at most 7 digits.
        kind_limit4_excess_units: Option<Number>,
        /// Item 36, ５サービス種類コード (service kind of limit 5): a service kind code, 2 characters.
        kind_limit5_service_kind: Option<ServiceKind>,
        /// Item 37, ５支給限度基準額 (limit 5): a whole number of at most 7 digits.
        kind_limit5_limit_units: Option<Number>,
        /// Item 38, ５合計単位数 (total of limit 5): a whole number of at most 7 digits.
        kind_limit5_total_units: Option<Number>,
        /// Item 39, ５限度超単位数 (excess of limit 5): a whole number of at most 7 digits.
        kind_limit5_excess_units: Option<Number>,
        /// Item 40, ６サービス種類コード (service kind of limit 6): a service kind code, 2 characters.
        kind_limit6_service_kind: Option<ServiceKind>,
        /// Item 41, ６支給限度基準額 (limit 6): a whole number of at most 7 digits.
        kind_limit6_limit_units: Option<Number>,
        /// Item 42, ６合計単位数 (total of limit 6): a whole number of at most 7 digits.
        kind_limit6_total_units: Option<Number>,
        /// Item 43, ６限度超単位数 (excess of limit 6): a whole number of at most 7 digits.
        kind_limit6_excess_units: Option<Number>,
        /// Item 44, ７サービス種類コード (service kind of limit 7): a service kind code, 2 characters.
        kind_limit7_service_kind: Option<ServiceKind>,
        /// Item 45, ７支給限度基準額 (limit 7): a whole number of at most 7 digits.
        kind_limit7_limit_units: Option<Number>,
        /// Item 46, ７合計単位数 (total of limit 7): a whole number of at most 7 digits.
        kind_limit7_total_units: Option<Number>,
        /// Item 47, ７限度超単位数 (excess of limit 7): a whole number of at most 7 digits.
        kind_limit7_excess_units: Option<Number>,
        /// Item 48, ８サービス種類コード (service kind of limit 8): a service kind code, 2 characters.
        kind_limit8_service_kind: Option<ServiceKind>,
        /// Item 49, ８支給限度基準額 (limit 8): a whole number of at most 7 digits.
        kind_limit8_limit_units: Option<Number>,
        /// Item 50, ８合計単位数 (total of limit 8): a whole number of at most 7 digits.
        kind_limit8_total_units: Option<Number>,
        /// Item 51, ８限度超単位数 (excess of limit 8): a whole number of at most 7 digits.
        kind_limit8_excess_units: Option<Number>,
        /// Item 52, ９サービス種類コード (service kind of limit 9): a service kind code, 2 characters.
        kind_limit9_service_kind: Option<ServiceKind>,
        /// Item 53, ９支給限度基準額 (limit 9): a whole number of at most 7 digits.
        kind_limit9_limit_units: Option<Number>,
        /// Item 54, ９合計単位数 (total of limit 9): a whole number of at most 7 digits.
        kind_limit9_total_units: Option<Number>,
        /// Item 55, ９限度超単位数 (excess of limit 9): a whole number of at most 7 digits.
        kind_limit9_excess_units: Option<Number>,
        /// Item 56, 合計限度超単位数 (excess of all limits): a whole number of at most 7 digits.
        kind_limit_excess_units_total: Option<Number>,
        /// Item 57, 入所前月迄利用日数 (short stay days until previous month): a whole number of at most 5 digits.
        short_stay_days_until_prev_month: Option<Number>,
        /// Item 58, 入所累積利用日数 (short stay days cumulative): a whole number of at most 5 digits.
        short_stay_days_cumulative: Option<Number>,
        /// Item 59, 前回要介護状態区分 (previous care level): a code of 2 characters.
        previous_care_level: Option<codes::CareLevel>,
        /// Item 60, 同意書受付業者 (consent receiver office number): 10 characters of `0-9` and `A-Z`.
        consent_receiver_office_number: Option<OfficeNumber>,
        /// Item 61, 更新業者コード (updater office number): 10 characters of `0-9` and `A-Z`.
        updater_office_number: Option<OfficeNumber>,
        /// Item 62, 識別子 (identifier (unused)): not used, leave it empty.
        identifier_unused: Option<String>,
        /// Item 63, 対象年月 (target month): `YYYYMM`, or `000000` in a supplement of a care plan.
        target_month: OrZeros<Month>,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`, or `00000000` in a supplement of tables 6 and 7.
        care_plan_date: OrZeros<Day>,
        /// Item 6, 利用者氏名 (client name): free text.
        user_name: String,
        /// Item 7, 利用者性別 (client sex): a code of 1 character.
        user_sex: codes::Sex,
        /// Item 8, 利用者生年月日 (client birth date): `YYYYMMDD`.
        user_birth_date: Day,
        /// Item 63, 対象年月 (target month): `YYYYMM`, or `000000` in a supplement of a care plan.
        target_month: OrZeros<Month>,
    }
    empty {
        user_name_kana,
        user_postal_code,
        user_address1,
        user_address2,
        user_phone,
        certification_date,
        limit_period_start_date,
        limit_period_end_date,
        certification_status,
        care_level_change_date,
        care_level,
        category_limit_units,
        kind_limit1_service_kind,
        kind_limit1_limit_units,
        kind_limit1_total_units,
        kind_limit1_excess_units,
        kind_limit2_service_kind,
        kind_limit2_limit_units,
        kind_limit2_total_units,
        kind_limit2_excess_units,
        kind_limit3_service_kind,
        kind_limit3_limit_units,
        kind_limit3_total_units,
        kind_limit3_excess_units,
        kind_limit4_service_kind,
        kind_limit4_limit_units,
        kind_limit4_total_units,
        kind_limit4_excess_units,
        kind_limit5_service_kind,
        kind_limit5_limit_units,
        kind_limit5_total_units,
        kind_limit5_excess_units,
        kind_limit6_service_kind,
        kind_limit6_limit_units,
        kind_limit6_total_units,
        kind_limit6_excess_units,
        kind_limit7_service_kind,
        kind_limit7_limit_units,
        kind_limit7_total_units,
        kind_limit7_excess_units,
        kind_limit8_service_kind,
        kind_limit8_limit_units,
        kind_limit8_total_units,
        kind_limit8_excess_units,
        kind_limit9_service_kind,
        kind_limit9_limit_units,
        kind_limit9_total_units,
        kind_limit9_excess_units,
        kind_limit_excess_units_total,
        short_stay_days_until_prev_month,
        short_stay_days_cumulative,
        previous_care_level,
        consent_receiver_office_number,
        updater_office_number,
        identifier_unused,
    }
}
