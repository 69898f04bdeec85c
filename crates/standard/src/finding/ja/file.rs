//! Words about whole files and the shape of records, in Japanese.

use super::words;
use crate::finding::{CountHint, FileProblem, Finding, Text};

const EXPORT_AGAIN: &str = "介護ソフトから出力し直してください";
const RAW: &str = "表計算ソフトなどで保存し直したファイルなら、出力したままのファイルを使ってください。出力したままなら、介護ソフトの会社に伝えてください";
const DO_NOT_EDIT: &str = "表計算ソフトなどで編集・保存した場合は元に戻し、介護ソフトから出力したファイルを使ってください";
const SET_SHIFT_JIS: &str = "介護ソフトの出力設定をシフトJISにして、出力し直してください";

pub(super) fn text(problem: &FileProblem, _finding: &Finding) -> Text {
    words(message(problem), expected(problem), remedy(problem))
}

fn message(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Utf8 { mark: true } => "文字コードがUTF-8（BOM付き）です".to_string(),
        FileProblem::Utf8 { mark: false } => "文字コードがUTF-8です".to_string(),
        FileProblem::Utf16 => "文字コードがUTF-16です".to_string(),
        FileProblem::StrayQuote => {
            "引用符で始まっていない項目の途中に引用符「\"」があります".to_string()
        }
        FileProblem::TextAfterQuote => "閉じの引用符「\"」の後に文字が続いています".to_string(),
        FileProblem::UnclosedQuote { opened } => {
            format!("{opened}行目で始まる引用符「\"」が閉じられていません")
        }
        FileProblem::RecordTooLong { mebibytes_max } => {
            format!("1件のデータが{mebibytes_max}MBを超えています。ここから後は検査していません")
        }
        FileProblem::FieldCount { found, hint, .. } => {
            let hint = match hint {
                None => "",
                Some(CountHint::Version3) => "（旧版（第3版）の項目数です）",
                Some(CountHint::Version41) => "（4.1版の項目数ですが、ファイル名は旧版です）",
                Some(CountHint::Comma) => "（この項目の中にカンマがあるようです）",
                Some(CountHint::LineBreak) => "（この項目の中に改行があるようです）",
                Some(CountHint::TrailingComma) => "（行の最後に余分なカンマがあります）",
            };
            format!("項目の数が{found}個です{hint}")
        }
        FileProblem::HeaderLine => "1行目が項目名の見出しになっています".to_string(),
        FileProblem::EmptyLine { last: true } => "ファイルの最後に空の行があります".to_string(),
        FileProblem::EmptyLine { last: false } => "途中に空の行があります".to_string(),
        FileProblem::BlankRecord => "カンマだけで、値のない行があります".to_string(),
        FileProblem::OtherLineEnd {
            carriage_return: true,
        } => "行の終わりの改行がCRだけです".to_string(),
        FileProblem::OtherLineEnd {
            carriage_return: false,
        } => "行の終わりの改行がLFだけです".to_string(),
        FileProblem::MixedLineEnds => {
            "行の終わりの改行の種類（CRLF・LF・CR）が混ざっています".to_string()
        }
        FileProblem::NoFinalLineEnd => "最後の行の終わりに改行がありません".to_string(),
        FileProblem::NoRecords { .. } => "データが1件もありません".to_string(),
        FileProblem::RepeatedRecord { first } => format!("{first}行目とまったく同じ内容の行です"),
        FileProblem::RepeatedKey { first } => {
            format!("{first}行目と同じ利用者・同じ日付（年月）のデータです")
        }
        FileProblem::NotJpeg => "画像がJPEG形式ではありません".to_string(),
        FileProblem::NotCsv(format) => {
            format!("名前はCSVですが、中身は{format}です")
        }
        FileProblem::MoreFindings { listed } => {
            format!("指摘が多いため、{listed}件だけを表示しています")
        }
        FileProblem::NotCompared => {
            "データがとても多いため、行どうし・ファイルどうしの突き合わせを一部省きました"
                .to_string()
        }
    }
}

fn expected(problem: &FileProblem) -> String {
    let text = match problem {
        FileProblem::Utf8 { .. } | FileProblem::Utf16 => "文字コードはシフトJIS（MS932）",
        FileProblem::StrayQuote => {
            "フリーテキストは全体を「\"」で囲み、中の「\"」は「\"\"」と重ねる"
        }
        FileProblem::TextAfterQuote => {
            "フリーテキストの中の「\"」は「\"\"」と重ね、閉じの「\"」の次はカンマか改行"
        }
        FileProblem::UnclosedQuote { .. } => "フリーテキストの最後に閉じの「\"」",
        FileProblem::RecordTooLong { .. } => "1件のデータは長くても数千文字",
        FileProblem::FieldCount {
            expected,
            hint: Some(CountHint::Comma | CountHint::LineBreak),
            ..
        } => {
            return format!("項目の数は{expected}個。カンマや改行のある文章は全体を「\"」で囲む");
        }
        FileProblem::FieldCount { expected, .. } => return format!("項目の数は{expected}個"),
        FileProblem::HeaderLine => "見出しのないCSV（1行目からデータ）",
        FileProblem::EmptyLine { .. } | FileProblem::BlankRecord => "空の行のないCSV",
        FileProblem::OtherLineEnd { .. } => "標準仕様に定めはないが、改行はCRLFが通例",
        FileProblem::MixedLineEnds => "改行の種類はファイル全体で同じ",
        FileProblem::NoFinalLineEnd => "標準仕様に定めはないが、最後の行にも改行を付けるのが通例",
        FileProblem::NoRecords { sub_table: false } => "1件以上のデータ",
        FileProblem::NoRecords { sub_table: true } => {
            "1件以上のデータ（別表の行がないときにファイルを省くかどうかは、標準仕様に定めがない）"
        }
        FileProblem::RepeatedRecord { .. } => "同じ行は1回だけ",
        FileProblem::RepeatedKey { .. } => "利用者と日付（年月）の組み合わせごとに1件",
        FileProblem::NotJpeg => "JPEG形式の画像（.jpg）",
        FileProblem::NotCsv(_) => "介護ソフトが出力したCSV",
        FileProblem::MoreFindings { .. } => "",
        FileProblem::NotCompared => "一度に送れる大きさ（10MB）までのファイル",
    };
    text.to_string()
}

fn remedy(problem: &FileProblem) -> &'static str {
    match problem {
        FileProblem::Utf8 { .. } | FileProblem::Utf16 => SET_SHIFT_JIS,
        FileProblem::StrayQuote
        | FileProblem::TextAfterQuote
        | FileProblem::OtherLineEnd {
            carriage_return: true,
        } => EXPORT_AGAIN,
        FileProblem::RecordTooLong { .. } => {
            "この行に閉じていない「\"」がないか確かめ、介護ソフトから出力し直してください"
        }
        FileProblem::UnclosedQuote { .. } => {
            "ファイルが途中で切れていないか確かめ、介護ソフトから出力し直してください"
        }
        FileProblem::FieldCount {
            hint: Some(CountHint::Version3),
            ..
        } => "介護ソフトを4.1版（CSVバージョン202407）に更新し、出力し直してください",
        FileProblem::FieldCount {
            hint: Some(CountHint::Version41),
            ..
        } => "ファイル名を変えていないか確かめ、出力したときの名前に戻してください",
        FileProblem::FieldCount { .. } => RAW,
        FileProblem::EmptyLine { .. } | FileProblem::BlankRecord | FileProblem::MixedLineEnds => {
            DO_NOT_EDIT
        }
        FileProblem::HeaderLine => {
            "介護ソフトの出力設定で見出し行を付けないようにするか、見出しの行を取り除いてください"
        }
        FileProblem::OtherLineEnd {
            carriage_return: false,
        } => "そのままで構いません。受け取る側で読めないときは、改行をCRLFにしてください",
        FileProblem::NoFinalLineEnd => {
            "ファイルが途中で切れていないか確かめてください。切れていなければ、そのままで構いません"
        }
        FileProblem::NoRecords { sub_table: true } => {
            "この利用者の別表に書くことがなければ、そのままで構いません"
        }
        FileProblem::NoRecords { sub_table: false } => {
            "送る利用者を選んでいるか確かめ、介護ソフトから出力し直してください"
        }
        FileProblem::RepeatedRecord { .. } => {
            "二重に登録されていないか、介護ソフトで確かめてください"
        }
        FileProblem::RepeatedKey { .. } => {
            "二重に登録されていないか、介護ソフトで確かめて出力し直してください"
        }
        FileProblem::NotCsv(_) => {
            "名前を変えたファイルや、ブラウザーで保存し損ねたファイルでないか確かめ、介護ソフトから出力し直してください"
        }
        FileProblem::NotJpeg => "画像をJPEG形式で保存し直してください",
        FileProblem::MoreFindings { .. } => "表示された指摘を直してから、もう一度検査してください",
        FileProblem::NotCompared => {
            "利用者を分けて出力し直すと、すべて突き合わせられます。1行ごとの検査は済んでいます"
        }
    }
}
