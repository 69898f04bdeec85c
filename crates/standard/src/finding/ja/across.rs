//! Words about records of one client that contradict each other, in Japanese.

use super::{found, item, words};
use crate::finding::{AmountProblem, Finding, LimitProblem, NumberProblem, Text, TicketProblem};

const AGAIN: &str = "介護ソフトで計算し直し、出力し直してください。計算方法の違いで正しい場合は、そのままで構いません";
const TOGETHER: &str = "利用票（第6表）と別表（第7表）を、介護ソフトから一緒に出力し直してください";
const LIMIT: &str = "認定と限度額が最新か確かめ、利用票の一式を出力し直してください";

pub(super) fn amounts(problem: &AmountProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        AmountProblem::Subtotal { code, sum } => words(
            format!("小計（{code}）の{item}の{found}が、同じ種類の行の合計{sum}と違います"),
            format!("小計は同じ種類の行の合計（{sum}）"),
            AGAIN,
        ),
        AmountProblem::GrandTotal { sum } => words(
            format!("全合計の{item}の{found}が、この利用者の行の合計{sum}と違います"),
            format!("全合計は行の合計（{sum}）"),
            AGAIN,
        ),
        AmountProblem::Product { units, count } => words(
            format!("{item}の{found}が、単位数{units}×回数{count}と違います"),
            format!("単位数×回数（{}）", units * count),
            AGAIN,
        ),
        AmountProblem::Division { above, units } => words(
            format!(
                "「{}」と{item}の{found}を足しても{units}になりません",
                above.name_ja
            ),
            format!("「{}」と{item}の合計が{units}", above.name_ja),
            AGAIN,
        ),
        AmountProblem::Days { sum } => words(
            format!("{item}の{found}が、前月までと当月の日数の合計{sum}と違います"),
            format!("前月までの利用日数＋当月の計画利用日数（{sum}）"),
            AGAIN,
        ),
        AmountProblem::NoLineOver30 { kind } => words(
            format!("30日超過分の小計（{kind}ZZZZ）があるのに、30日超の行がありません"),
            "30日超過分の小計は、30日超区分が1の行があるときだけ",
            AGAIN,
        ),
    }
}

pub(super) fn tables(problem: &TicketProblem, finding: &Finding) -> Text {
    let found = found(finding);
    match problem {
        TicketProblem::NotInStatement { office } => words(
            format!("事業所{office}のサービス{found}が、別表（第7表）にありません"),
            "第6表と第7表には、同じ利用者の同じサービス",
            TOGETHER,
        ),
        TicketProblem::NotInTicket { office } => words(
            format!("事業所{office}のサービス{found}が、利用票（第6表）にありません"),
            "第6表と第7表には、同じ利用者の同じサービス",
            TOGETHER,
        ),
        TicketProblem::Count { ticket } => words(
            format!("回数{found}が、利用票（第6表）の合計{ticket}回と違います"),
            format!("第6表と同じ回数（{ticket}）"),
            TOGETHER,
        ),
        TicketProblem::Units { ticket } => words(
            format!("単位数{found}が、利用票（第6表）の{ticket}と違います"),
            format!("第6表と同じ単位数（{ticket}）"),
            TOGETHER,
        ),
        TicketProblem::Satellite { ticket } if ticket.is_empty() => words(
            format!("サテライト枝番{found}が、利用票（第6表）にはありません"),
            "枝番の付け方は第6表と同じ",
            TOGETHER,
        ),
        TicketProblem::Satellite { ticket } => words(
            format!("サテライト枝番{found}が、利用票（第6表）の「{ticket}」と違います"),
            "枝番の付け方は第6表と同じ",
            TOGETHER,
        ),
        TicketProblem::Over30 { ticket: true } => words(
            "利用票（第6表）には30日超の行があるのに、この行は非該当です",
            "30日超区分は第6表と同じ",
            TOGETHER,
        ),
        TicketProblem::Over30 { ticket: false } => words(
            "この行は30日超に該当するのに、利用票（第6表）に30日超の行がありません",
            "30日超区分は第6表と同じ",
            TOGETHER,
        ),
    }
}

pub(super) fn limits(problem: &LimitProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        LimitProblem::AboveLimit { limit } => words(
            format!("{item}の{found}が、利用者補足情報の限度額{limit}を超えています"),
            format!("限度額{limit}以下。超える分は「区分支給限度基準超単位数」"),
            LIMIT,
        ),
        LimitProblem::Excess { limit, expected } => words(
            format!("{item}の{found}が、限度額{limit}を超える分（{expected}）と違います"),
            format!("給付管理単位数のうち限度額を超える分（{expected}）"),
            LIMIT,
        ),
        LimitProblem::KindTotal { kind, sum } => words(
            format!("種類{kind}の{item}の{found}が、別表（第7表）の合計{sum}と違います"),
            format!("第7表の同じ種類の給付管理単位数の合計（{sum}）"),
            LIMIT,
        ),
        LimitProblem::KindExcess { expected } => words(
            format!("{item}の{found}が、合計と限度額の差（{expected}）と違います"),
            format!("合計単位数のうち限度額を超える分（{expected}）"),
            LIMIT,
        ),
        LimitProblem::AllKindsExcess { sum } => words(
            format!("{item}の{found}が、各枠の限度超単位数の合計{sum}と違います"),
            format!("各枠の限度超単位数の合計（{sum}）"),
            LIMIT,
        ),
        LimitProblem::OutsidePeriod { start, end } => words(
            format!("{item}の{found}が、利用者補足情報の限度額適用期間（{start}～{end}）の外です"),
            "限度額適用期間の中の日付",
            LIMIT,
        ),
    }
}

pub(super) fn numbers(problem: &NumberProblem, finding: &Finding) -> Text {
    let (item, found) = (item(finding), found(finding));
    match problem {
        NumberProblem::DetailNumber { other } => words(
            format!(
                "{other}行目と同じサービスコード・単位数の別の用具なのに、{item}が同じ{found}です"
            ),
            "同じサービスコード・同じ単位数の用具が複数あるときは、1からの連番",
            "介護ソフトから出力し直してください。続く場合は、介護ソフトの会社に伝えてください",
        ),
        NumberProblem::RepeatedText {
            first,
            number,
            same: true,
        } => words(
            format!(
                "同じ「{}」の{first}行目にある{item}を、もう一度書いています",
                number.name_ja
            ),
            format!("同じ「{}」の2行目以降は、番号以外は空", number.name_ja),
            "そのまま送れますが、介護ソフトの会社に伝えてください",
        ),
        NumberProblem::RepeatedText {
            first,
            number,
            same: false,
        } => words(
            format!(
                "同じ「{}」の{first}行目と違う{item}があります",
                number.name_ja
            ),
            format!("同じ「{}」の2行目以降は、番号以外は空", number.name_ja),
            "別の内容なら別の番号を付けてください。同じ内容なら空にし、出力し直してください",
        ),
        NumberProblem::NumberOrder => words(
            format!("{item}の{found}が、前の行より小さい番号です"),
            "課題・援助目標・援助内容の番号の順",
            "受け取る側が番号順に並べるので、そのままで構いません",
        ),
    }
}
