//! サービス利用票（第6表）: services, table 6 (UPPLAN and UPJSK), as a typed record.
//!
//! The fields are the items of [`crate::tables::table06`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::address::OfficeNumber;
use crate::calendar::{Day, Month};
use crate::records::codes;
use crate::records::record;
use crate::records::value::{
    CsvVersion, InsuredNumber, InsurerNumber, Number, ProrationDays, ServiceCode, ServiceTime,
};

record! {
    /// One record of UPPLAN and UPJSK: services, table 6 (standard 4.1, layout of サービス利用票（第6表）).
    Table06Record, Table06Required, crate::tables::table06::LAYOUT {
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
        /// Item 6, プラン担当業者コード (care office number): 10 characters of `0-9` and `A-Z`.
        care_office_number: Option<OfficeNumber>,
        /// Item 7, プラン担当者名 (care manager name): free text.
        care_manager_name: Option<String>,
        /// Item 8, 単位数 (units): a whole number of at most 6 digits; may be negative.
        units: Option<Number>,
        /// Item 9, 前月までの短期入所利用日数 (short stay days until previous month): a whole number of at most 5 digits.
        short_stay_days_until_prev_month: Option<Number>,
        /// Item 10, サービス利用日 (service date): `YYYYMMDD`.
        service_date: Day,
        /// Item 11, 日割対象日 (proration days): 31 flags, one for each day.
        proration_days: Option<ProrationDays>,
        /// Item 12, サービス開始時刻 (start time): `HHMM`, or `9999` for a service without a time.
        start_time: ServiceTime,
        /// Item 13, サービス終了時刻 (end time): `HHMM`, or `9999` for a service without a time.
        end_time: ServiceTime,
        /// Item 14, サービス回数 (service count): a whole number of at most 2 digits.
        service_count: Number,
        /// Item 15, サービスコード (service code): service kind and 4 characters.
        service_code: ServiceCode,
        /// Item 16, TAISコード (TAIS code): `99999-999999`.
        tais_code: Option<String>,
        /// Item 17, 福祉用具届出コード (equipment notification code): `99999-999999`.
        equipment_notification_code: Option<String>,
        /// Item 18, 用具名称（機種名） (equipment name): free text.
        equipment_name: Option<String>,
        /// Item 19, 明細判別コード (detail number): a whole number of at most 2 digits, from 1 (9 are doubtful, not wrong).
        detail_no: Option<Number>,
        /// Item 20, サービス事業者コード (service office number): 10 characters of `0-9` and `A-Z`.
        service_office_number: OfficeNumber,
        /// Item 21, サービス事業所名 (service office name): free text.
        service_office_name: Option<String>,
        /// Item 22, サテライト枝番 (satellite number): at most 2 letters and digits.
        satellite_no: Option<String>,
        /// Item 23, ３０日超区分 (over 30 days): a code of 1 character.
        over_30_days: codes::Applies,
        /// Item 24, 更新業者コード (updater office number): 10 characters of `0-9` and `A-Z`.
        updater_office_number: Option<OfficeNumber>,
        /// Item 25, 識別子 (identifier (unused)): not used, leave it empty.
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
        /// Item 10, サービス利用日 (service date): `YYYYMMDD`.
        service_date: Day,
        /// Item 12, サービス開始時刻 (start time): `HHMM`, or `9999` for a service without a time.
        start_time: ServiceTime,
        /// Item 13, サービス終了時刻 (end time): `HHMM`, or `9999` for a service without a time.
        end_time: ServiceTime,
        /// Item 14, サービス回数 (service count): a whole number of at most 2 digits.
        service_count: Number,
        /// Item 15, サービスコード (service code): service kind and 4 characters.
        service_code: ServiceCode,
        /// Item 20, サービス事業者コード (service office number): 10 characters of `0-9` and `A-Z`.
        service_office_number: OfficeNumber,
        /// Item 23, ３０日超区分 (over 30 days): a code of 1 character.
        over_30_days: codes::Applies,
    }
    empty {
        care_office_number,
        care_manager_name,
        units,
        short_stay_days_until_prev_month,
        proration_days,
        tais_code,
        equipment_notification_code,
        equipment_name,
        detail_no,
        service_office_name,
        satellite_no,
        updater_office_number,
        identifier_unused,
    }
}
