//! Words about the files of a set, in Japanese.

use super::{found, item, words};
use crate::file_kind::FileKind;
use crate::finding::is_insured_number;
use crate::finding::{Finding, SetProblem, Text};

pub(super) fn text(problem: &SetProblem, finding: &Finding) -> Text {
    words(
        message(problem, finding),
        expected(problem),
        remedy(problem),
    )
}

fn named(kind: FileKind) -> String {
    format!("{}（{kind}）", kind.name_ja())
}

fn message(problem: &SetProblem, finding: &Finding) -> String {
    let (item, found) = (item(finding), found(finding));
    match problem {
        SetProblem::MissingFile {
            kind,
            misnamed: None,
        } => format!("一緒に送る{}がありません", named(*kind)),
        SetProblem::MissingFile {
            kind,
            misnamed: Some(name),
        } => format!(
            "一緒に送る{}がありません（名前に誤りのある「{name}」がそれかもしれません）",
            named(*kind)
        ),
        SetProblem::SuperfluousFile { kind } => {
            format!("{}は、この組み合わせでは送れません", named(*kind))
        }
        SetProblem::OtherStamp { stamp } => {
            format!("一組のファイルのファイル連番が分かれています（もう一方は{stamp}）")
        }
        SetProblem::SameName { same_bytes: true } => {
            "同じファイルが2回指定されています".to_string()
        }
        SetProblem::SameName { same_bytes: false } => {
            "同じ名前で内容の違うファイルがあります".to_string()
        }
        SetProblem::SenderRole { kind, .. } => {
            format!(
                "送信元のサービス種類は{}を送る側ではありません",
                named(*kind)
            )
        }
        SetProblem::ReceiverRole { kind } => {
            format!(
                "送信先のサービス種類は{}を受け取る側ではありません",
                named(*kind)
            )
        }
        SetProblem::OtherMonth { .. } => "一組のファイルの年月が違います".to_string(),
        SetProblem::Orphan { parent: other } | SetProblem::Childless { child: other } => {
            let other = named(*other);
            // Others may have the same insurer or date, so that only with the client it is true.
            match finding.column.is_some_and(is_insured_number) {
                true => format!("{item}が{found}の利用者のデータが、{other}にありません"),
                false => format!("この利用者の、{item}が{found}のデータが、{other}にありません"),
            }
        }
        SetProblem::PictureMissing => format!("画像ファイル{found}がありません"),
        SetProblem::PictureUnnamed => {
            "この画像の名前が利用者基本情報（項目62）にありません".to_string()
        }
        SetProblem::Later {
            stamp,
            deletes: true,
        } => format!("このデータは、後のファイル連番{stamp}の削除データで消されます"),
        SetProblem::Later {
            stamp,
            deletes: false,
        } => format!("このデータは、後のファイル連番{stamp}のデータで置き換えられます"),
        SetProblem::NothingToDelete { kind } => format!(
            "この利用者の{}を、この送信先へ送った記録がありません",
            kind.name_ja()
        ),
    }
}

fn expected(problem: &SetProblem) -> String {
    let text = match problem {
        SetProblem::MissingFile { .. } | SetProblem::SuperfluousFile { .. } => {
            "標準仕様で決められたファイルの組み合わせ（ファイル連番が同じ）"
        }
        SetProblem::OtherStamp { .. } => "一緒に送るファイルのファイル連番は同じ",
        SetProblem::SameName { same_bytes: true } => "ファイルは1回だけ",
        SetProblem::SameName { same_bytes: false } => "ファイル名ごとに1つのファイル",
        SetProblem::SenderRole { reversed: true, .. } => {
            "実績はサービス事業所から居宅介護支援事業所などへ"
        }
        SetProblem::SenderRole {
            reversed: false, ..
        } => "計画は居宅介護支援事業所・地域包括支援センターなどから",
        SetProblem::ReceiverRole { .. } => {
            "計画はサービス事業所へ、実績は居宅介護支援事業所・地域包括支援センターなどへ"
        }
        SetProblem::OtherMonth {
            expected: Some(month),
        } => return format!("この組のファイルの年月はどれも{month}"),
        SetProblem::OtherMonth { expected: None } => "計画書に付ける利用者補足情報の年月は000000",
        SetProblem::Orphan { .. } | SetProblem::Childless { .. } => {
            "保険者番号・被保険者番号・日付（年月）が同じデータ"
        }
        SetProblem::PictureMissing => "項目62に書いた画像ファイルを一緒に送る",
        SetProblem::PictureUnnamed => "利用者基本情報の項目62に画像ファイル名",
        SetProblem::Later { .. } => "受け取る側は、ファイル連番の順に取り込む",
        SetProblem::NothingToDelete { .. } => {
            "同じ利用者・同じ日付（年月）で、先に送ったデータを削除する"
        }
    };
    text.to_string()
}

fn remedy(problem: &SetProblem) -> &'static str {
    match problem {
        SetProblem::MissingFile {
            misnamed: Some(_), ..
        } => "そのファイルの名前を先に直し、もう一度検査してください",
        SetProblem::MissingFile { misnamed: None, .. } => {
            "足りないファイルも一緒に出力し、まとめて送ってください"
        }
        SetProblem::SuperfluousFile { .. } => {
            "このファイルは別に出力し、別のファイル連番で送ってください"
        }
        SetProblem::OtherStamp { .. } => {
            "一緒に送るファイルを、介護ソフトから一度に出力し直してください"
        }
        SetProblem::SameName { same_bytes: true } => "片方を取り除いてください",
        SetProblem::SameName { same_bytes: false } => "正しい方だけを残してください",
        SetProblem::SenderRole { reversed: true, .. } => {
            "送信元と送信先のサービス種類コードが逆になっていないか確かめてください"
        }
        SetProblem::SenderRole {
            reversed: false, ..
        } => "送信元の事業所番号とサービス種類コードを確かめ、出力し直してください",
        SetProblem::ReceiverRole { .. } => {
            "送信先の事業所番号とサービス種類コードを確かめ、出力し直してください"
        }
        SetProblem::OtherMonth { .. } => "同じ月のファイルをまとめて出力し直してください",
        SetProblem::Childless { .. } => {
            "この利用者の分も出力したか、番号や日付が正しいか確かめ、一組のファイルを出力し直してください"
        }
        SetProblem::Orphan { .. } => {
            "番号や日付が正しいか確かめ、一組のファイルを出力し直してください"
        }
        SetProblem::PictureMissing => "画像ファイルも一緒に指定してください",
        SetProblem::Later { .. } => "両方とも送るつもりなら、そのままで構いません",
        SetProblem::NothingToDelete { .. } => {
            "利用者と日付（年月）を確かめてください。ほかの方法で送ったデータの削除なら、そのままで構いません"
        }
        SetProblem::PictureUnnamed => "介護ソフトから利用者基本情報と画像を出力し直してください",
    }
}
