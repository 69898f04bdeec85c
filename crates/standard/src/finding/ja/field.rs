//! Words about the value of one item, in Japanese.

use super::{found, item, words};
use crate::encoding::CharacterProblem;
use crate::finding::{FieldProblem, Finding, Severity, Text, VersionProblem};
use crate::layout::{Column, Kind};

const CORRECT: &str = "介護ソフトで正しい値に直し、出力し直してください";
const ENTER: &str = "介護ソフトで値を入力し、出力し直してください";
const UPDATE: &str = "介護ソフトを4.1版（CSVバージョン202407）に更新し、出力し直してください";
const SPREADSHEET: &str = "表計算ソフトで保存し直すと、番号・日付・時刻がこの形に変わります。介護ソフトから出力したファイルを使ってください";
const EXPORT: &str =
    "介護ソフトから出力し直してください。続く場合は、介護ソフトの会社に伝えてください";
const ZEROS: &str = "先頭の0が落ちているようです。表計算ソフトで保存し直さず、介護ソフトから出力したファイルを使ってください";

pub(super) fn text(problem: &FieldProblem, finding: &Finding) -> Text {
    let kind = finding.column.map(expected_of).unwrap_or_default();
    words(
        message(problem, &item(finding), &found(finding)),
        expected(problem, kind),
        remedy(problem, finding),
    )
}

fn message(problem: &FieldProblem, item: &str, found: &str) -> String {
    match problem {
        FieldProblem::Missing => format!("{item}が空です"),
        FieldProblem::MissingBecause { other, value } => {
            let value = with_meaning(other, value);
            format!("「{}」が{value}なのに、{item}が空です", other.name_ja)
        }
        FieldProblem::Character { problem, number } => {
            format!("{item}の{number}文字目に{}があります", character(*problem))
        }
        FieldProblem::Utf8 => format!("{item}の文字コードだけがUTF-8です"),
        FieldProblem::Length { found: length, .. } => format!("{item}の{found}は{length}桁です"),
        FieldProblem::WrongCharacters { character, .. } => {
            format!("{item}の{found}に使えない文字「{character}」があります")
        }
        FieldProblem::NoDate => format!("{item}の{found}は実在する日付ではありません"),
        FieldProblem::BornLater => format!("{item}の{found}がファイルの作成日より後です"),
        FieldProblem::NoMonth => format!("{item}の{found}は実在する年月ではありません"),
        FieldProblem::NoTime => format!("{item}の{found}は正しい時刻ではありません"),
        FieldProblem::Midnight => format!("{item}が2400です"),
        FieldProblem::NoInteger => format!("{item}の{found}は整数ではありません"),
        FieldProblem::Negative => format!("{item}の{found}は負の数です"),
        FieldProblem::TooSmall => format!("{item}の{found}は小さすぎます"),
        FieldProblem::NoDecimal => format!("{item}の{found}は整数2桁・小数2桁の形ではありません"),
        FieldProblem::NotInTable { .. } => {
            format!("{item}の{found}は決められたコードではありません")
        }
        FieldProblem::WrongForm => format!("{item}の{found}は決められた形ではありません"),
        FieldProblem::NotFixed => format!("{item}の{found}は決められた値と違います"),
        FieldProblem::Used => format!("使用しない項目{item}に値{found}があります"),
        FieldProblem::Version(problem) => version(*problem, found),
        FieldProblem::ServiceKindUnknown => format!("{item}の{found}のサービス種類は存在しません"),
        FieldProblem::ServiceKindNotExchanged { name_ja, .. } => {
            format!("{item}の{found}は連携対象外のサービス（{name_ja}）です")
        }
        FieldProblem::ServiceKindOfPlanner => {
            format!("{item}の{found}は計画を作る側のサービス種類（43・46・AF）です")
        }
        FieldProblem::TotalInTicket => {
            format!("{item}の{found}は第7表の小計・合計のコードです")
        }
        FieldProblem::Unquoted { records } => {
            format!("{item}が引用符「\"」で囲まれていません（{records}件）")
        }
        FieldProblem::Quoted { records } => {
            format!("フリーテキストではない{item}が引用符「\"」で囲まれています（{records}件）")
        }
        FieldProblem::DiffersFromName { name } => {
            format!("{item}の{found}がファイル名の「{name}」と違います")
        }
        FieldProblem::NoPictureName => {
            format!("{item}の{found}は画像のファイル名ではありません")
        }
    }
}

/// What is expected: what the item takes, unless the problem is about something else.
fn expected(problem: &FieldProblem, kind: String) -> String {
    match problem {
        FieldProblem::MissingBecause { other, value } => {
            let value = with_meaning(other, value);
            format!("「{}」が{value}のときは内容を記入", other.name_ja)
        }
        FieldProblem::Character { .. } | FieldProblem::Utf8 => {
            "シフトJIS（MS932）の文字だけ。外字は使えない".to_string()
        }
        FieldProblem::Version(VersionProblem::TooEarly) => {
            "2025年3月までのサービスは、そのときのバージョン".to_string()
        }
        FieldProblem::Version(VersionProblem::Mixed) => {
            "1つのファイルに1つのバージョン（202407）".to_string()
        }
        FieldProblem::ServiceKindNotExchanged { .. } => "連携対象のサービスの行だけ".to_string(),
        FieldProblem::Unquoted { .. } => "フリーテキストは「\"」で囲む".to_string(),
        FieldProblem::Quoted { .. } => {
            "「\"」で囲むのはフリーテキストだけ（囲んでも読める）".to_string()
        }
        FieldProblem::DiffersFromName { name } => format!("ファイル名と同じ「{name}」"),
        FieldProblem::Missing
        | FieldProblem::Length { .. }
        | FieldProblem::WrongCharacters { .. }
        | FieldProblem::NoDate
        | FieldProblem::BornLater
        | FieldProblem::NoMonth
        | FieldProblem::NoTime
        | FieldProblem::Midnight
        | FieldProblem::NoInteger
        | FieldProblem::Negative
        | FieldProblem::TooSmall
        | FieldProblem::NoDecimal
        | FieldProblem::NotInTable { .. }
        | FieldProblem::WrongForm
        | FieldProblem::NotFixed
        | FieldProblem::Used
        | FieldProblem::Version(
            VersionProblem::Version40
            | VersionProblem::Version3
            | VersionProblem::NotVersion3
            | VersionProblem::Older
            | VersionProblem::Publication
            | VersionProblem::Unknown,
        )
        | FieldProblem::ServiceKindUnknown
        | FieldProblem::ServiceKindOfPlanner
        | FieldProblem::TotalInTicket
        | FieldProblem::NoPictureName => kind,
    }
}

fn remedy(problem: &FieldProblem, finding: &Finding) -> String {
    let severity = finding.severity;
    let remedy = match problem {
        FieldProblem::Missing | FieldProblem::MissingBecause { .. } => ENTER,
        FieldProblem::Character { .. } => {
            "介護ソフトで別の文字（常用の字やかな）に置き換え、出力し直してください"
        }
        FieldProblem::Utf8 => "介護ソフトで入力し直し、出力し直してください",
        FieldProblem::Length {
            zeros_lost: true, ..
        } => ZEROS,
        FieldProblem::NotInTable {
            zeros_lost: Some(code),
        } => return format!("「{code}」の{ZEROS}"),
        FieldProblem::WrongCharacters {
            full_width: true, ..
        } => "半角で入力し直し、出力し直してください",
        FieldProblem::WrongCharacters { .. } if finding.is_of_spreadsheet() => SPREADSHEET,
        FieldProblem::Midnight => "受け取る側で読めるか確かめるか、0000か2359にしてください",
        FieldProblem::Negative if severity == Severity::Error => CORRECT,
        FieldProblem::Negative => {
            "共生型の減算などで正しければ、そのままで構いません。違う場合は直してください"
        }
        FieldProblem::Used | FieldProblem::NotFixed => EXPORT,
        FieldProblem::Version(VersionProblem::TooEarly) => {
            "年月が正しいか確かめてください。正しければ、受け取る側で読めるか確かめてください"
        }
        FieldProblem::Version(VersionProblem::Mixed) => {
            "別々に出力したファイルをつなぎ合わせていないか確かめ、介護ソフトから出力し直してください"
        }
        FieldProblem::Version(_) => UPDATE,
        FieldProblem::ServiceKindNotExchanged { .. } => {
            "この行を出力しないでください。このサービスの分は別の方法で送ってください"
        }
        FieldProblem::TotalInTicket => "第6表には小計・合計の行を出力しないでください",
        FieldProblem::Unquoted { .. } => {
            "送れますが、受け取る側で読めないことがあります。介護ソフトを最新の版にし、続く場合は介護ソフトの会社に伝えてください"
        }
        FieldProblem::Quoted { .. } => "そのままで構いません",
        FieldProblem::DiffersFromName { .. } if severity == Severity::Warning => {
            "ファイル名とデータを確かめてください。どちらも正しければ、そのままで構いません"
        }
        FieldProblem::DiffersFromName { .. } => {
            "ファイル名かデータのどちらが正しいか確かめ、出力し直してください"
        }
        FieldProblem::Length {
            zeros_lost: false, ..
        }
        | FieldProblem::NotInTable { zeros_lost: None }
        | FieldProblem::WrongCharacters {
            full_width: false, ..
        }
        | FieldProblem::NoDate
        | FieldProblem::BornLater
        | FieldProblem::NoMonth
        | FieldProblem::NoTime
        | FieldProblem::NoInteger
        | FieldProblem::TooSmall
        | FieldProblem::NoDecimal
        | FieldProblem::WrongForm
        | FieldProblem::ServiceKindUnknown
        | FieldProblem::ServiceKindOfPlanner
        | FieldProblem::NoPictureName => CORRECT,
    };
    remedy.to_string()
}

fn character(problem: CharacterProblem) -> String {
    match problem {
        CharacterProblem::Gaiji(code) => format!("外字（{code:04X}）"),
        CharacterProblem::Unassigned(code) => format!("文字のないコード（{code:04X}）"),
        CharacterProblem::SingleByte(byte) => format!("使えないバイト（{byte:02X}）"),
        CharacterProblem::Truncated(byte) => format!("途中で切れた文字（{byte:02X}）"),
        CharacterProblem::Control(b'\t') => "タブ（09）".to_string(),
        CharacterProblem::Control(byte) => format!("制御文字（{byte:02X}）"),
    }
}

fn version(problem: VersionProblem, found: &str) -> String {
    match problem {
        VersionProblem::Version40 => {
            format!("CSVバージョン{found}は第4.0版の値で、4.1版で202407に変わりました")
        }
        VersionProblem::Version3 => format!("CSVバージョン{found}は第3版の値です"),
        VersionProblem::NotVersion3 => {
            format!("CSVバージョン{found}が、第3版のファイル名と合いません")
        }
        VersionProblem::Older => format!("CSVバージョン{found}は第2版以前の値です"),
        VersionProblem::Publication => {
            format!("CSVバージョン{found}は4.1版が出された年月で、バージョンの値ではありません")
        }
        VersionProblem::Unknown => format!("CSVバージョン{found}は標準仕様の値ではありません"),
        VersionProblem::Mixed => format!("CSVバージョン{found}がほかの行と違います"),
        VersionProblem::TooEarly => {
            format!(
                "CSVバージョン{found}は2025年4月のサービスからですが、ファイルの年月はそれより前です"
            )
        }
    }
}

/// `03（その他）`: a code with its meaning, so that nobody has to look it up.
fn with_meaning(column: &'static Column, value: &str) -> String {
    match column.kind {
        Kind::Code(table) => match table.find(value.as_bytes()) {
            Some(entry) => format!("{value}（{}）", entry.ja),
            None => value.to_string(),
        },
        _ => value.to_string(),
    }
}

/// What the standard expects of an item.
fn expected_of(column: &'static Column) -> String {
    match column.kind {
        Kind::Version => "202407".to_string(),
        Kind::Version3 => "202208".to_string(),
        Kind::InsurerNumber => "半角数字6桁".to_string(),
        Kind::InsuredNumber => "半角数字10桁（生活保護単独は H と数字9桁）".to_string(),
        Kind::OfficeNumber => "事業所番号10桁（半角の数字と英大文字）".to_string(),
        Kind::FixedNines => "9999999999".to_string(),
        Kind::Date => "実在する日付 YYYYMMDD".to_string(),
        Kind::BirthDate => "実在する日付 YYYYMMDD（ファイルの作成日まで）".to_string(),
        Kind::DateOrZeros => "実在する日付 YYYYMMDD（6表・7表に紐づくときは 00000000）".to_string(),
        Kind::Month => "実在する年月 YYYYMM".to_string(),
        Kind::MonthOrZeros => "実在する年月 YYYYMM（計画書に紐づくときは 000000）".to_string(),
        Kind::Time => "時刻 HHMM（0000〜2359）".to_string(),
        Kind::ServiceTime => "時刻 HHMM（0000〜2359。時間のないサービスは9999）".to_string(),
        Kind::Integer(bounds) if bounds.min > 0 => {
            format!("{}以上{}桁以内の整数", bounds.min, bounds.digits)
        }
        Kind::Integer(bounds) => format!("{}桁以内の整数", bounds.digits),
        Kind::Decimal => "整数2桁、小数点、小数2桁（例: 10.00）".to_string(),
        Kind::Code(table) => {
            let codes: Vec<String> = table
                .codes
                .iter()
                .map(|value| format!("{}:{}", value.code, value.ja))
                .collect();
            codes.join("、")
        }
        Kind::Alphanumeric(length_max) => format!("半角英数字{length_max}桁以内"),
        Kind::Short(length_max) => format!("{length_max}桁以内"),
        Kind::LineNumber => "2桁以内の番号".to_string(),
        Kind::ServiceKind => "連携対象のサービス種類コード2桁".to_string(),
        Kind::ServiceCode => "サービスコード6桁（連携対象の種類2桁と項目4桁）".to_string(),
        Kind::StatementCode => {
            "サービスコード6桁（小計は種類2桁とAAAA・EEEE・ZZZZ、全合計は999999）".to_string()
        }
        Kind::EquipmentCode => "半角12桁 99999-999999".to_string(),
        Kind::Postal => "郵便番号 999-9999（半角8桁）".to_string(),
        Kind::Phone => "半角15桁以内の電話番号".to_string(),
        Kind::ProrationDays => "0か1を31桁（1日から31日の順。算定する日が1）".to_string(),
        Kind::FreeText if column.id == "family_image_file_name" => {
            "UPKIHON_IMAGE_…_枝番4桁.jpg".to_string()
        }
        Kind::FreeText => "「\"」で囲んだ文字列".to_string(),
        Kind::Unused => "空".to_string(),
    }
}
