//! Words about items and lines against each other, in Japanese.

use super::{found, item, words};
use crate::finding::{Finding, OrderProblem, RuleProblem, Text, TotalProblem};

const CORRECT: &str = "介護ソフトで正しい値に直し、出力し直してください";
const ADD_TOTAL: &str = "介護ソフトから第7表を出力し直してください";

pub(super) fn order(problem: &OrderProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        OrderProblem::Dates { earlier } => words(
            format!("{item}の{found}が「{}」より前の日付です", earlier.name_ja),
            format!("「{}」以後の日付", earlier.name_ja),
            CORRECT,
        ),
        OrderProblem::Times { start } => words(
            format!("{item}の{found}が開始の「{start}」より前です"),
            "開始以後の時刻",
            "日をまたぐサービスで正しければ、そのままで構いません。違う場合は直してください",
        ),
        OrderProblem::HalfTime => words(
            "開始と終了の片方だけが9999（時間なし）です",
            "時間のないサービスは開始も終了も9999",
            CORRECT,
        ),
        OrderProblem::OutsideMonth { month } => words(
            format!("{item}の{found}が対象年月「{month}」の日付ではありません"),
            format!("対象年月「{month}」の中の日付"),
            "日付を確かめてください。ほかの月の分なら、その月のファイルとして別に出力してください",
        ),
        OrderProblem::DayBeyondMonth { day, days } => words(
            format!("{item}で、対象年月にない{day}日が1になっています"),
            format!("対象年月は{days}日まで。後の日は0"),
            CORRECT,
        ),
    }
}

pub(super) fn rule(problem: &RuleProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        RuleProblem::EquipmentCodeMissing => words(
            "福祉用具貸与（17・67）なのに、TAISコードも福祉用具届出コードも空です",
            "福祉用具貸与の行にはTAISコードか福祉用具届出コードのどちらか",
            "介護ソフトで用具のコードを入力し、出力し直してください",
        ),
        RuleProblem::EquipmentItemElsewhere => words(
            format!("福祉用具貸与（17・67）ではない行の{item}に値{found}があります"),
            "福祉用具貸与ではない行では空",
            CORRECT,
        ),
        RuleProblem::EquipmentCodeTwice => words(
            "TAISコードと福祉用具届出コードの両方があります",
            "TAISコードのない用具だけ福祉用具届出コード",
            "TAISコードがある用具なら、福祉用具届出コードは空にしてください",
        ),
        RuleProblem::Incomplete { given } => words(
            format!("「{}」があるのに、{item}が空です", given.name_ja),
            format!("「{}」と{item}は一緒に記入", given.name_ja),
            "介護ソフトで足りない項目を入力し、出力し直してください",
        ),
        RuleProblem::FrameGap => words(
            format!("{item}の枠が空のまま、後の枠が使われています"),
            "種類別の限度額は1枠から順に詰めて設定",
            CORRECT,
        ),
        RuleProblem::LimitKindNot22 => words(
            format!("{item}の{found}は短期入所療養介護なのに、22になっていません"),
            "種類別の限度額では、短期入所療養介護は種類を問わず22",
            CORRECT,
        ),
        RuleProblem::SupplementVariant { care_plan } => words(
            format!("{item}の{found}が、この利用者補足情報の種類と合いません"),
            if *care_plan {
                "計画書に紐づくときは、対象年月は000000、作成（変更）日は計画書の日付"
            } else {
                "6表・7表に紐づくときは、対象年月はその年月、作成（変更）日は00000000"
            },
            "計画書と利用票のどちらに付けるか確かめ、介護ソフトから出力し直してください",
        ),
    }
}

pub(super) fn total(problem: &TotalProblem, finding: &Finding) -> Text {
    let found = found(finding);
    match problem {
        TotalProblem::NoGrandTotal => words(
            "この利用者に全合計の行（サービスコード999999）がありません",
            "利用者ごとに全合計の行が1つ",
            ADD_TOTAL,
        ),
        TotalProblem::SecondGrandTotal { first } => words(
            format!("この利用者の全合計の行（999999）が{first}行目にもあります"),
            "利用者ごとに全合計の行が1つ",
            ADD_TOTAL,
        ),
        TotalProblem::NoSubtotal { kind, lines } => words(
            format!("この利用者のサービス種類{kind}は{lines}行あるのに、小計の行がありません"),
            format!("同じ種類が2行以上のときは小計の行（サービスコード{kind}AAAA）"),
            ADD_TOTAL,
        ),
        TotalProblem::TotalOffice => words(
            format!("全合計の行のサービス事業所コードが{found}です"),
            "全合計の行は9999999999",
            ADD_TOTAL,
        ),
        TotalProblem::OfficeOfTotal => words(
            "全合計ではない行のサービス事業所コードが9999999999です",
            "サービス事業所の番号10桁",
            CORRECT,
        ),
        TotalProblem::TotalUnits => words(
            format!("小計・全合計の行の単位数が{found}です"),
            "小計・全合計の行の単位数は0",
            ADD_TOTAL,
        ),
        TotalProblem::TotalNotEmpty => words(
            format!("小計・全合計の行の{}に値{found}があります", item(finding)),
            "小計・全合計の行では空",
            ADD_TOTAL,
        ),
        TotalProblem::NoLineOfReceiver { receiver } => words(
            format!("この利用者に送信先（{receiver}）のサービスの行がありません"),
            "送信先に関係する利用者だけを送る",
            "送信先か利用者の選び方を確かめ、出力し直してください",
        ),
    }
}
