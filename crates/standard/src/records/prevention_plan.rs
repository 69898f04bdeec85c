//! 介護予防サービス・支援計画書 別表: prevention service plan, support plan (UPYOBO_SUB), as a typed record.
//!
//! The fields are the items of [`crate::tables::prevention_plan`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::calendar::Day;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of UPYOBO_SUB: prevention service plan, support plan (standard 4.1, layout of 介護予防サービス・支援計画書 別表).
    PreventionPlanRecord, PreventionPlanRequired, crate::tables::prevention_plan::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 計画作成(変更)日 (plan date): `YYYYMMDD`.
        plan_date: Day,
        /// Item 5, 課題ＮＯ (issue number): a number of at most 2 characters.
        issue_no: Option<String>,
        /// Item 6, 総合的課題 (overall issue): free text.
        overall_issue: Option<String>,
        /// Item 7, 課題に対する目標と具体策の提案 (goal proposal): free text.
        goal_proposal: Option<String>,
        /// Item 8, 具体策についての意向本人・家族 (proposal intention): free text.
        proposal_intention: Option<String>,
        /// Item 9, 目標 (goal): free text.
        goal: Option<String>,
        /// Item 10, 支援計画ＮＯ (support plan number): a number of at most 2 characters.
        support_plan_no: Option<String>,
        /// Item 11, 【支援計画】目標についての支援のポイント (support point): free text.
        support_point: Option<String>,
        /// Item 12, 【支援計画】本人等のセルフケアや家族の支援、インフォーマルサービス（民間サービス） (self care and informal): free text.
        self_care_and_informal: Option<String>,
        /// Item 13, 【支援計画】介護保険サービス又は地域支援事業（総合事業のサービス） (insured service): free text.
        insured_service: Option<String>,
        /// Item 14, 利用サービスＮＯ (service number): a number of at most 2 characters.
        service_no: Option<String>,
        /// Item 15, 【利用サービス】サービス種別 (service type): free text.
        service_type: Option<String>,
        /// Item 16, 【利用サービス】事業所(利用先) (service provider): free text.
        service_provider: Option<String>,
        /// Item 17, 【利用サービス】期間 (service period): free text.
        service_period: Option<String>,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 計画作成(変更)日 (plan date): `YYYYMMDD`.
        plan_date: Day,
    }
    empty {
        issue_no,
        overall_issue,
        goal_proposal,
        proposal_intention,
        goal,
        support_plan_no,
        support_point,
        self_care_and_informal,
        insured_service,
        service_no,
        service_type,
        service_provider,
        service_period,
    }
}
