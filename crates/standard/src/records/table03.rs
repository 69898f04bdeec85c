//! 週間サービス計画表（第3表）: weekly plan, table 3 (UP3KYO), as a typed record.
//!
//! The fields are the items of [`crate::tables::table03`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Day;
use crate::records::codes;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber, Time};

record! {
    /// One record of UP3KYO: weekly plan, table 3 (standard 4.1, layout of 週間サービス計画表（第3表）).
    Table03Record, Table03Required, crate::tables::table03::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 週間サービス計画表作成年月日 (created date): `YYYYMMDD`.
        created_date: Day,
        /// Item 5, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`.
        care_plan_date: Day,
        /// Item 6, 介護サービス内容 (service content): free text.
        service_content: Option<String>,
        /// Item 7, 曜日 (weekday): a code of 1 character.
        weekday: Option<codes::Weekday>,
        /// Item 8, 開始時間 (service start time): `HHMM`.
        service_start_time: Option<Time>,
        /// Item 9, 終了時間 (service end time): `HHMM`.
        service_end_time: Option<Time>,
        /// Item 10, 主な日常生活上の活動 (daily activity): free text.
        daily_activity: Option<String>,
        /// Item 11, 開始時間 (activity start time): `HHMM`.
        activity_start_time: Option<Time>,
        /// Item 12, 終了時間 (activity end time): `HHMM`.
        activity_end_time: Option<Time>,
        /// Item 13, 週単位以外のサービス (non weekly service): free text.
        non_weekly_service: Option<String>,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 週間サービス計画表作成年月日 (created date): `YYYYMMDD`.
        created_date: Day,
        /// Item 5, 居宅サービス計画作成（変更）日 (care plan date): `YYYYMMDD`.
        care_plan_date: Day,
    }
    empty {
        service_content,
        weekday,
        service_start_time,
        service_end_time,
        daily_activity,
        activity_start_time,
        activity_end_time,
        non_weekly_service,
    }
}
