//! The words of differences in Japanese.

use standard::finding::ja;

use super::{ContentProblem, DeliveryProblem, Difference, Problem, Words, shown};

/// Where, found, expected, what to do.
type Parts = (String, String, String, String);

/// The words of `difference`.
pub(super) fn words(difference: &Difference) -> Words {
    let file = &difference.file;
    let line = difference
        .line
        .map_or(String::new(), |line| format!(" {line}行目"));
    let place = format!("{file}{line}");
    let (place, found, expected, remedy) = match &difference.problem {
        Problem::Standard(finding) => {
            let text = ja::text(finding);
            let place = format!("{file} {}", ja::place(finding));
            (place, text.message, text.expected, text.remedy)
        }
        Problem::Delivery(problem) => delivery(problem, file, place),
        Problem::Content(problem) => content(problem, place),
    };
    Words {
        place: place.trim().to_owned(),
        found,
        expected,
        remedy,
    }
}

fn delivery(problem: &DeliveryProblem, file: &str, place: String) -> Parts {
    match problem {
        DeliveryProblem::SetMissing { kind, from, to } => (
            format!("{from} → {to}"),
            "ありません".to_owned(),
            format!("{} を含む送信単位", kind.name_ja()),
            "入力例のとおり入力し、この送信先への出力を行ってください".to_owned(),
        ),
        DeliveryProblem::SetForeign { from, to } => (
            format!("{from} → {to} {}", file),
            "このパターンにない送信単位です".to_owned(),
            "パターンで求めた送信単位だけ".to_owned(),
            "出力する利用者・事業所の選択を確かめてください。1組にまとめる指示のときは1組で出力してください".to_owned(),
        ),
        DeliveryProblem::FileMissing { kind } => (
            place,
            "ありません".to_owned(),
            format!("{}（{kind}）", kind.name_ja()),
            "同じ連番の1組として出力してください".to_owned(),
        ),
        DeliveryProblem::FileForeign => (
            place,
            "このパターンにないファイルです".to_owned(),
            "パターンで求めたファイルだけ".to_owned(),
            "フォルダから取り除くか、出力の設定を確かめてください".to_owned(),
        ),
        DeliveryProblem::WrongAddress { found, expected } => (
            place,
            found.clone(),
            expected.clone(),
            "送信元・送信先の事業所番号とサービス種類の登録を確かめてください".to_owned(),
        ),
        DeliveryProblem::WrongMonth { found, expected } => (
            format!("{place} 対象年月"),
            found.clone(),
            expected.clone(),
            "出力する月を確かめてください".to_owned(),
        ),
        DeliveryProblem::Order { found, before } => (
            format!("{place} 連番"),
            found.clone(),
            format!("{before} より後"),
            "パターンの順に出力し、連番に出力時刻を入れてください".to_owned(),
        ),
    }
}

fn content(problem: &ContentProblem, place: String) -> Parts {
    match problem {
        ContentProblem::Value { fact, found, client } => (
            format!("{place} 被保険者番号{client} 項目{}「{}」", fact.column.number, fact.column.name_ja),
            shown(found, "（空）"),
            shown(&fact.expected, "（空）"),
            "入力した値か、介護ソフトの出力処理を確かめてください".to_owned(),
        ),
        ContentProblem::RecordMissing { record } => (
            place,
            "ありません".to_owned(),
            record.ja.clone(),
            "入力漏れか、出力されない条件がないか確かめてください".to_owned(),
        ),
        ContentProblem::RecordForeign { record } => (
            place,
            record.ja.clone(),
            "この内容の行はありません".to_owned(),
            "パターンにない利用者やサービスが混ざっていないか確かめてください".to_owned(),
        ),
        ContentProblem::Answer { question, found } => (
            format!("answers.txt {} {}", question.id, question.ja),
            shown(found, "（答えがありません）"),
            // The kit keeps one word for all ways to say no.
            match question.answer.as_str() {
                "no" => "ない".to_owned(),
                answer => answer.to_owned(),
            },
            "連番の順に取り込み、画面の値を answers.txt に書いてください。違うときは取込処理を確かめてください".to_owned(),
        ),
        ContentProblem::More { count } => (
            String::new(),
            format!("ほかに{count}件"),
            String::new(),
            "上の違いを直してから、もう一度判定してください".to_owned(),
        ),
    }
}
