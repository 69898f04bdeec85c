//! サービス利用票 実績の削除: deletion of actual services (DLTJSK), as a typed record.
//!
//! The fields are the items of [`crate::tables::delete_actual`] in their order; what a value may be is said
//! there, and a test in `records.rs` compares the two. An item that may be empty is an `Option`.

use crate::address::{OfficeNumber, ServiceKind};
use crate::calendar::Month;
use crate::records::record;
use crate::records::value::{CsvVersion, InsuredNumber, InsurerNumber};

record! {
    /// One record of DLTJSK: deletion of actual services (standard 4.1, layout of サービス利用票 実績の削除).
    DeleteActualRecord, DeleteActualRequired, crate::tables::delete_actual::LAYOUT {
        /// Item 1, CSVバージョン (CSV version): `202407`.
        csv_version: CsvVersion,
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 削除対象年月 (target month): `YYYYMM`.
        target_month: Month,
        /// Item 5, サービス事業者コード (service office number): 10 characters of `0-9` and `A-Z`.
        service_office_number: OfficeNumber,
        /// Item 6, サービス種類コード (service kind): a service kind code, 2 characters.
        service_kind: ServiceKind,
    }
    required {
        /// Item 2, 保険者番号 (insurer number): 6 digits.
        insurer_number: InsurerNumber,
        /// Item 3, 被保険者番号 (insured number): 10 digits, or `H` and 9 digits.
        insured_number: InsuredNumber,
        /// Item 4, 削除対象年月 (target month): `YYYYMM`.
        target_month: Month,
        /// Item 5, サービス事業者コード (service office number): 10 characters of `0-9` and `A-Z`.
        service_office_number: OfficeNumber,
        /// Item 6, サービス種類コード (service kind): a service kind code, 2 characters.
        service_kind: ServiceKind,
    }
    empty {}
}
