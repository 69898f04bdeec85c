//! The words of conversions, in both languages.

use crate::version3::{Change, ConvertProblem};

impl Change {
    /// Whether something of the file is not in the new one, or does not fit there.
    pub fn is_loss(&self) -> bool {
        match self {
            Change::KindsLost { .. }
            | Change::ValueLost { .. }
            | Change::CountTooLong { .. }
            | Change::FileLost { .. } => true,
            Change::Version { .. }
            | Change::KindAdded { .. }
            | Change::ItemAdded { .. }
            | Change::EquipmentCodeMissing { .. }
            | Change::NoTable3 => false,
        }
    }

    /// Whether the new file will not pass a check until a person has added or corrected something.
    pub fn needs_correction(&self) -> bool {
        matches!(
            self,
            Change::EquipmentCodeMissing { .. } | Change::CountTooLong { .. }
        )
    }

    /// The change in Japanese.
    pub fn text_ja(&self) -> String {
        match self {
            Change::Version { records, value } => {
                format!("CSVバージョンを{value}に変えました（{records}件）")
            }
            Change::KindAdded {
                sender,
                kind,
                from_rows,
            } => {
                let side = if *sender { "送信元" } else { "送信先" };
                let source = if *from_rows { "明細から判断" } else { "指定" };
                format!("ファイル名に{side}のサービス種類コード{kind}を加えました（{source}）")
            }
            Change::KindsLost { from, to } => {
                format!("ファイル名からサービス種類コードがなくなりました（送信元{from}、送信先{to}）")
            }
            Change::ItemAdded { column } => format!(
                "項目{}「{}」を空で加えました",
                column.number, column.name_ja
            ),
            Change::EquipmentCodeMissing { line, service } => format!(
                "{line}行目: 福祉用具貸与（{service}）には TAISコードか福祉用具届出コードが必要です。第3版にはないので、介護ソフトで入力してください"
            ),
            Change::NoTable3 => {
                "4.1版の計画書には第3表（UP3KYO）も必要です。第3版にはないので、介護ソフトから出力してください".to_string()
            }
            Change::ValueLost {
                line,
                column,
                value,
            } => format!(
                "{line}行目: 項目{}「{}」の「{value}」は第3版に項目がなく、失われました",
                column.number, column.name_ja
            ),
            Change::CountTooLong { line, value } => format!(
                "{line}行目: 回数／日数「{value}」は第3版の2桁に収まりません。そのまま残したので、受け取る側で取り込めないことがあります"
            ),
            Change::FileLost { kind } => format!(
                "{}（{kind}）は第3版にないので、作成しませんでした",
                kind.name_ja()
            ),
        }
    }

    /// The change in English.
    pub fn text_en(&self) -> String {
        match self {
            Change::Version { records, value } => {
                format!("CSV version changed to {value} (records: {records})")
            }
            Change::KindAdded {
                sender,
                kind,
                from_rows,
            } => {
                let side = if *sender { "sender" } else { "receiver" };
                let source = if *from_rows { "read from the lines" } else { "given" };
                format!("{side}'s service kind {kind} added to the file name ({source})")
            }
            Change::KindsLost { from, to } => {
                format!("service kinds lost from the file name (sender {from}, receiver {to})")
            }
            Change::ItemAdded { column } => {
                format!("item {} ({}) added, empty", column.number, column.name_en)
            }
            Change::EquipmentCodeMissing { line, service } => format!(
                "line {line}: equipment rental ({service}) needs a TAIS code or the code of notified equipment; standard 3 has none, enter it in the care software"
            ),
            Change::NoTable3 => {
                "a care plan of 4.1 needs table 3 (UP3KYO) too; standard 3 has none, export it from the care software".to_string()
            }
            Change::ValueLost {
                line,
                column,
                value,
            } => format!(
                "line {line}: item {} ({}) \"{value}\" is lost, standard 3 has no such item",
                column.number, column.name_en
            ),
            Change::CountTooLong { line, value } => format!(
                "line {line}: count \"{value}\" does not fit into the 2 digits of standard 3; it was left as it is, and the receiver may refuse it"
            ),
            Change::FileLost { kind } => {
                format!("{kind} ({}) not written, standard 3 has no such file", kind.name_en())
            }
        }
    }
}

impl ConvertProblem {
    /// The problem in Japanese.
    pub fn text_ja(&self) -> String {
        match self {
            ConvertProblem::Name(_) => "変換できる標準仕様のファイル名ではありません".to_string(),
            ConvertProblem::SameVersion => "すでにその版のファイルです".to_string(),
            ConvertProblem::KindNotInVersion3(kind) => {
                format!("{}（{kind}）は第3版にありません", kind.name_ja())
            }
            ConvertProblem::PreventionNotInVersion3 { kind } => {
                format!("サービス種類{kind}は介護予防のもので、第3版では連携できません")
            }
            ConvertProblem::ServiceKindUnknown { sender: true } => {
                "送信元のサービス種類が分かりません。--from-kind で指定してください".to_string()
            }
            ConvertProblem::ServiceKindUnknown { sender: false } => {
                "送信先のサービス種類が分かりません。--to-kind で指定してください".to_string()
            }
            ConvertProblem::OtherVersion { line, found } => {
                format!("{line}行目: CSVバージョン「{found}」がファイル名の版と合いません")
            }
            ConvertProblem::FieldCount {
                line,
                found,
                expected,
            } => format!("{line}行目: 項目が{found}個です（{expected}個のはず）"),
            ConvertProblem::Quotes { line } => {
                format!("{line}行目: 引用符（\"）の使い方が正しくありません")
            }
        }
    }

    /// The problem in English.
    pub fn text_en(&self) -> String {
        match self {
            ConvertProblem::Name(_) => {
                "not a file name of a standard that can be converted".to_string()
            }
            ConvertProblem::SameVersion => "a file of that version already".to_string(),
            ConvertProblem::KindNotInVersion3(kind) => {
                format!("standard 3 has no {kind} ({})", kind.name_en())
            }
            ConvertProblem::PreventionNotInVersion3 { kind } => {
                format!("service kind {kind} is of prevention, which standard 3 does not exchange")
            }
            ConvertProblem::ServiceKindUnknown { sender: true } => {
                "the sender's service kind is not known, give it with --from-kind".to_string()
            }
            ConvertProblem::ServiceKindUnknown { sender: false } => {
                "the receiver's service kind is not known, give it with --to-kind".to_string()
            }
            ConvertProblem::OtherVersion { line, found } => {
                format!("line {line}: CSV version \"{found}\" is not that of the file name")
            }
            ConvertProblem::FieldCount {
                line,
                found,
                expected,
            } => format!("line {line}: {found} fields, expected {expected}"),
            ConvertProblem::Quotes { line } => format!("line {line}: quotes out of place"),
        }
    }
}
