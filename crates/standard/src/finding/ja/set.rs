//! Words about the files of a set, in Japanese.

use super::{found, item, words};
use crate::finding::{Finding, SetProblem, Text};

const COMBINATION: &str = "標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）";
const SAME_KEY: &str = "保険者番号・被保険者番号・日付（年月）が同じデータ";
const CHECK_KEYS: &str = "番号や日付が正しいか確かめ、一組のファイルを出力し直してください";

pub(super) fn text(problem: &SetProblem, finding: &Finding) -> Text {
    match problem {
        SetProblem::MissingFile { kind } => words(
            format!("一緒に送る{}（{kind}）がありません", kind.name_ja()),
            COMBINATION,
            "足りないファイルも一緒に出力し、まとめて送ってください",
        ),
        SetProblem::SuperfluousFile { kind } => words(
            format!(
                "{}（{kind}）は、この組み合わせでは送れません",
                kind.name_ja()
            ),
            COMBINATION,
            "このファイルは別に出力し、別のファイル連番で送ってください",
        ),
        SetProblem::OtherStamp { stamp } => words(
            format!("一組のファイルのファイル連番が分かれています（もう一方は{stamp}）"),
            "一緒に送るファイルのファイル連番は同じ",
            "一緒に送るファイルを、介護ソフトから一度に出力し直してください",
        ),
        SetProblem::SameName { same_bytes: true } => words(
            "同じファイルが2回指定されています",
            "ファイルは1回だけ",
            "片方を取り除いてください",
        ),
        SetProblem::SameName { same_bytes: false } => words(
            "同じ名前で内容の違うファイルがあります",
            "ファイル名ごとに1つのファイル",
            "正しい方だけを残してください",
        ),
        SetProblem::SenderRole {
            kind,
            reversed: true,
        } => words(
            format!(
                "送信元のサービス種類は{}（{kind}）を送る側ではありません",
                kind.name_ja()
            ),
            "実績はサービス事業所から居宅介護支援事業所などへ",
            "送信元と送信先のサービス種類コードが逆になっていないか確かめてください",
        ),
        SetProblem::SenderRole {
            kind,
            reversed: false,
        } => words(
            format!(
                "送信元のサービス種類は{}（{kind}）を送る側ではありません",
                kind.name_ja()
            ),
            "計画は居宅介護支援事業所・地域包括支援センターなどから",
            "送信元の事業所番号とサービス種類コードを確かめ、出力し直してください",
        ),
        SetProblem::ReceiverRole { kind } => words(
            format!(
                "送信先のサービス種類は{}（{kind}）を受け取る側ではありません",
                kind.name_ja()
            ),
            "計画はサービス事業所へ、実績は居宅介護支援事業所・地域包括支援センターなどへ",
            "送信先の事業所番号とサービス種類コードを確かめ、出力し直してください",
        ),
        SetProblem::OtherMonth { expected } => words(
            "一組のファイルの年月が違います",
            match expected {
                Some(month) => format!("年月は{month}"),
                None => "計画書に付ける利用者補足情報の年月は000000".to_string(),
            },
            "同じ月のファイルをまとめて出力し直してください",
        ),
        SetProblem::Orphan { parent } => words(
            no_record(finding, parent.name_ja(), parent.as_str()),
            SAME_KEY,
            CHECK_KEYS,
        ),
        SetProblem::Childless { child } => words(
            no_record(finding, child.name_ja(), child.as_str()),
            SAME_KEY,
            CHECK_KEYS,
        ),
        SetProblem::PictureMissing => words(
            format!("画像ファイル{}がありません", found(finding)),
            "項目62に書いた画像ファイルを一緒に送る",
            "画像ファイルも一緒に指定してください",
        ),
        SetProblem::PictureUnnamed => words(
            "この画像の名前が利用者基本情報（項目62）にありません",
            "利用者基本情報の項目62に画像ファイル名",
            "介護ソフトから利用者基本情報と画像を出力し直してください",
        ),
    }
}

fn no_record(finding: &Finding, name: &str, kind: &str) -> String {
    format!(
        "{}の{}に対応するデータが{name}（{kind}）にありません",
        item(finding),
        found(finding)
    )
}
