//! Words about file names, in Japanese.

use super::{found, words};
use crate::file_name::{NameProblem, PartProblem};
use crate::finding::{Finding, NameFinding, Text};

const RENAME: &str = "ファイル名を直すか、介護ソフトから出力し直してください";

pub(super) fn text(problem: &NameFinding, finding: &Finding) -> Text {
    match problem {
        NameFinding::Shape(problem) => shape(problem, finding),
        NameFinding::LowerCase { upper } => words(
            "ファイル名に英小文字があります（大文字として読みました）",
            format!("大文字の名前 {upper}"),
            "このまま送れます。相手のソフトが読めないときは、大文字に直してください",
        ),
        NameFinding::Attachment(format) => words(
            format!("標準仕様のファイル名ではありません（{format}の添付ファイルとして扱えます）"),
            "標準仕様のファイルは UPPLAN_… などで始まる名前",
            "添付ファイルとして送る場合は、そのままで構いません",
        ),
        NameFinding::Archive => words(
            format!(
                "{}はZIPファイルです。中のファイルは検査していません",
                found(finding)
            ),
            "標準仕様のCSVファイル、または画像",
            "ZIPファイルを展開し、中のファイルを指定してください",
        ),
        NameFinding::ServiceKindUnknown { sender } => words(
            format!(
                "{}のサービス種類コード{}は存在しません",
                side(*sender),
                found(finding)
            ),
            "サービス種類コード2桁（例: 43、11、A2）",
            RENAME,
        ),
        NameFinding::ServiceKindNotExchanged {
            sender, name_ja, ..
        } => words(
            format!(
                "{}のサービス種類{}（{name_ja}）はデータ連携の対象外です",
                side(*sender),
                found(finding)
            ),
            "連携対象のサービス種類コード",
            "このサービスの分は、データ連携以外の方法で送ってください",
        ),
    }
}

fn side(sender: bool) -> &'static str {
    if sender { "送信元" } else { "送信先" }
}

fn shape(problem: &NameProblem, finding: &Finding) -> Text {
    match problem {
        NameProblem::UnknownPrefix => words(
            format!("ファイル名{}は標準仕様の名前ではありません", found(finding)),
            "UP1KYO、UPPLAN、UPJSK など標準仕様で決められた文字で始まる名前",
            "送るファイルを確かめてください。名前を変えた場合は、出力したときの名前に戻してください",
        ),
        NameProblem::FullWidth { half_width } => words(
            "ファイル名に全角の英数字や記号があります",
            format!("半角の名前 {half_width}"),
            "ファイル名を半角に直してください",
        ),
        NameProblem::Extension { found, expected } => words(
            format!("拡張子「{found}」は、このファイルの種類の拡張子ではありません"),
            format!("拡張子 {expected}"),
            "別の形式で保存し直していないか確かめ、介護ソフトから出力し直してください",
        ),
        NameProblem::Version3 => words(
            "旧版（第3版以前）のファイル名です（サービス種類コードがありません）。連携できるのは4.1版です",
            "4.1版の名前（事業所番号の後にサービス種類コード2桁が付く）",
            "介護ソフトを4.1版（CSVバージョン202407）に更新して出力し直すか、tsunagu convert --to 4.1 で変換してください",
        ),
        NameProblem::Version40 => words(
            "第4.0版のファイル名です。サービス種類コードが3桁です",
            "4.1版の名前（サービス種類コードは2桁）",
            "介護ソフトを4.1版（CSVバージョン202407）に更新し、出力し直してください",
        ),
        NameProblem::Part(problem) => part(problem),
    }
}

fn part(problem: &PartProblem) -> Text {
    match problem {
        PartProblem::Count { expected, found } => words(
            format!("ファイル名を「_」で区切った部分が{found}個です"),
            format!("「_」で区切って{expected}個の部分"),
            RENAME,
        ),
        PartProblem::Month { found } => words(
            format!("ファイル名の年月「{found}」は実在する年月ではありません"),
            "年月 YYYYMM（例: 202610）",
            RENAME,
        ),
        PartProblem::Office { found, sender } => words(
            format!(
                "{}の事業所番号「{found}」が10桁の半角英数字ではありません（{}桁）",
                side(*sender),
                found.chars().count()
            ),
            "事業所番号10桁（半角の数字と英大文字）",
            "先頭の0が落ちていないか確かめ、ファイル名を直してください",
        ),
        PartProblem::Service { found, sender } => words(
            format!(
                "{}のサービス種類コード「{found}」が2桁の半角英数字ではありません",
                side(*sender)
            ),
            "サービス種類コード2桁（例: 43、11、A2）",
            RENAME,
        ),
        PartProblem::StampShape { found } => words(
            format!("ファイル連番「{found}」が14桁の数字ではありません"),
            "作成日時 YYYYMMDDHHMMSS の14桁",
            "「 (1)」や「コピー」などが付いていれば取り除き、ファイル名を出力したときの名前に戻してください",
        ),
        PartProblem::StampTime { found } => words(
            format!("ファイル連番「{found}」は実在する日時ではありません"),
            "作成日時 YYYYMMDDHHMMSS の14桁",
            RENAME,
        ),
        PartProblem::Branch { found } => words(
            format!("画像の枝番「{found}」が4桁の数字ではありません"),
            "枝番4桁（例: 0001）",
            RENAME,
        ),
    }
}
