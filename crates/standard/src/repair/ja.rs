//! The words of repairs in Japanese, for people who work in care offices.

use super::{Reason, Repair, RepairKind, Replacement};

/// What is done, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairText {
    /// What is done, in a few words.
    pub what: String,
    /// Why.
    pub why: String,
}

/// The words of a repair.
pub fn text(repair: &Repair) -> RepairText {
    let item = repair
        .column
        .map_or(String::new(), |column| format!("「{}」", column.name_ja));
    let (what, why) = words(repair.kind, &item);
    RepairText {
        what,
        why: why.to_string(),
    }
}

fn words(kind: RepairKind, item: &str) -> (String, &'static str) {
    let (what, why) = match kind {
        RepairKind::FileName => (
            "ファイル名を標準仕様の字に直す",
            "標準仕様のファイル名は半角の大文字です。名前の意味は変わりません",
        ),
        RepairKind::Utf8 => (
            "文字コードをシフトJIS（MS932）に変える",
            "標準仕様の文字コードはシフトJIS（MS932）です。文字そのものは変わりません",
        ),
        RepairKind::ByteOrderMark => (
            "先頭の見えない印（BOM）を取り除く",
            "BOMがあると、受け取る側で1番目の項目が読めません",
        ),
        RepairKind::Characters => {
            return (
                format!("{item}の文字をMS932にある形に置き換える"),
                "外字やMS932にない文字は、有効な文字に置き換えて出力する決まりです（仕様書4.3）。元の文字は報告に残します",
            );
        }
        RepairKind::HeaderLine => (
            "項目名の見出し行を取り除く",
            "標準仕様のCSVは1行目からデータです",
        ),
        RepairKind::BlankLines => (
            "何も書かれていない行を取り除く",
            "空の行は、受け取る側でエラーになります",
        ),
        RepairKind::ExtraFields => (
            "行の最後の余分な空の項目を取り除く",
            "最後の項目の後にカンマがあると、項目の数が合いません",
        ),
        RepairKind::LineEnds => (
            "行の終わりの改行をCRLFにする",
            "受け取る側のソフトはCRLFを前提にしています。項目の中の改行は変えません",
        ),
        RepairKind::Quotes => {
            return (
                format!("{item}を引用符「\"」で囲む"),
                "フリーテキストは「\"」で囲む決まりです。文章は変わりません",
            );
        }
        RepairKind::TornText => {
            return (
                format!("カンマで分かれた{item}を1つに戻し、引用符「\"」で囲む"),
                "引用符がないため、文章の中のカンマで項目が分かれています。つなぎ方が正しいか確かめてください",
            );
        }
        RepairKind::Version => (
            "CSVバージョン202410を202407に直す",
            "202410は4.1版が出された年月です。ほかの項目も4.1版の並びか確かめてください",
        ),
        RepairKind::HalfWidth => {
            return (
                format!("{item}を半角に直し、余分な空白を取り除く"),
                "この項目は半角だけです。値が正しいか確かめてください",
            );
        }
        RepairKind::LeadingZeros => {
            return (
                format!("{item}の先頭の0を補う"),
                "桁数の決まった番号の先頭の0が、表計算ソフトなどで落ちたようです。番号が正しいか確かめてください",
            );
        }
    };
    (what.to_string(), why)
}

/// `「𠮷」→「吉」（異体字）`.
pub fn replacement(replacement: &Replacement) -> String {
    let form = match replacement.form.as_str() {
        "" => "なし".to_string(),
        form => format!("「{form}」"),
    };
    format!(
        "「{}」→{form}（{}）",
        replacement.character,
        reason(replacement.reason)
    )
}

/// Why one form stands for another.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::SameSign => "同じ記号の別の番号",
        Reason::Composed => "分かれた濁点・半濁点を1字に",
        Reason::Selector => "字形を選ぶ印で、文字ではない",
        Reason::Invisible => "見えない文字や幅の違う空白",
        Reason::PrintedForm => "同じ字の印刷標準字体などの違い",
        Reason::Variant => "異体字",
        Reason::Radical => "部首用の番号になっている同じ字",
        Reason::Symbol => "記号の言い換え",
        Reason::Own => "事業所の置き換え表",
    }
}
