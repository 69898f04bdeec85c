//! Differences and risks in Japanese.

use super::{Sentence, flat_days, grouped_units, span};
use crate::result::{DifferenceKind, RiskKind};
use crate::service::Occurrence;
use standard::ServiceKind;
use standard::service_kind::find;

/// `12日 9:00〜10:00`, or the day alone.
fn when(one: &Occurrence) -> String {
    match span(one.times, "〜") {
        Some(span) => format!("{}日 {span}", one.day),
        None => format!("{}日", one.day),
    }
}

fn time(one: &Occurrence) -> String {
    span(one.times, "〜").unwrap_or_else(|| "時刻なし".to_owned())
}

/// `訪問介護 111211`: the files have no names of services.
fn service(one: &Occurrence) -> String {
    let code = code(one.code.as_str());
    match &one.equipment {
        Some(aid) => format!("{code}（{}）", aid.code),
        None => code,
    }
}

fn code(code: &str) -> String {
    match ServiceKind::from_bytes(&code.as_bytes()[..2]).and_then(find) {
        Some(kind) => format!("{} {code}", kind.name_ja),
        None => code.to_owned(),
    }
}

pub(super) fn difference(kind: &DifferenceKind) -> Sentence {
    Sentence {
        what: what_differs(kind),
        remedy: remedy_of(kind),
    }
}

fn what_differs(kind: &DifferenceKind) -> String {
    match kind {
        DifferenceKind::NotGiven { planned } => {
            format!("{} {}は、行われていません", when(planned), service(planned))
        }
        DifferenceKind::NotPlanned { actual } => {
            format!("{} {}は、予定にありません", when(actual), service(actual))
        }
        DifferenceKind::OtherDay { planned, actual } => format!(
            "{}は、{}の予定を{}に行っています",
            service(planned),
            when(planned),
            when(actual)
        ),
        DifferenceKind::OtherTime { planned, actual } => format!(
            "{}日 {}は、予定{}を{}に行っています",
            planned.day,
            service(planned),
            time(planned),
            time(actual)
        ),
        DifferenceKind::OtherService { planned, actual } => format!(
            "{} 予定の{}のかわりに、{}を行っています",
            when(planned),
            service(planned),
            service(actual)
        ),
        DifferenceKind::OtherCount { planned, actual } => format!(
            "{} {}は、予定{}回のところ{}回です",
            when(planned),
            service(planned),
            planned.count,
            actual.count
        ),
        DifferenceKind::OtherProration { planned, actual } => format!(
            "{}の日割りの対象日が、予定は{}、実績は{}です",
            service(planned),
            flat_days(planned, "・").map_or("月ぎめ".to_owned(), |days| days + "日"),
            flat_days(actual, "・").map_or("月ぎめ".to_owned(), |days| days + "日"),
        ),
        DifferenceKind::OtherUnits {
            code: service,
            planned,
            actual,
            records,
        } => format!(
            "{}の単位数が、予定は{}、実績は{}です（{records}件）",
            code(service.as_str()),
            grouped_units(*planned),
            grouped_units(*actual)
        ),
        DifferenceKind::NothingGiven { planned } => {
            format!("予定{planned}回に対して、届いた実績にこの利用者がいません")
        }
    }
}

fn remedy_of(kind: &DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::NotGiven { .. } => {
            "休みや中止であれば実績どおりにします。もれであれば、サービス事業所に実績の送り直しを頼んでください。"
        }
        DifferenceKind::NotPlanned { .. } => {
            "合意した追加であれば、計画を直して実績どおりにします。覚えがなければ、サービス事業所に確かめてください。"
        }
        DifferenceKind::OtherDay { .. } => {
            "振り替えであれば実績どおりにします。日付の間違いであれば、サービス事業所に知らせてください。"
        }
        DifferenceKind::OtherTime { .. } => {
            "時間の変更であれば実績どおりにします。サービスコードに合う時間か確かめてください。"
        }
        DifferenceKind::OtherService { .. } => {
            "内容の変更に合意していれば計画を直します。していなければ、サービス事業所に確かめてください。"
        }
        DifferenceKind::OtherCount { .. } => "回数が正しいか、サービス事業所に確かめてください。",
        DifferenceKind::OtherProration { .. } => "利用の開始日・終了日が正しいか確かめてください。",
        DifferenceKind::OtherUnits { .. } => {
            "割引や体制の届出が変わっていないか確かめ、計画と給付管理票の単位数を合わせてください。"
        }
        DifferenceKind::NothingGiven { .. } => {
            "入院や休みであれば実績なしにします。そうでなければ、サービス事業所に実績を頼んでください。"
        }
    }
}

pub(super) fn risk(kind: &RiskKind) -> Sentence {
    let (what, remedy) = match kind {
        RiskKind::ClientNotPlanned {
            other_insurer: None,
        } => (
            "この月の予定にない利用者の実績です".to_owned(),
            "この事業所の利用者か、予定を送ったかを確かめてください。給付管理票がない請求は返戻になります。",
        ),
        RiskKind::ClientNotPlanned {
            other_insurer: Some(insurer),
        } => (
            format!("予定では、同じ被保険者番号の保険者番号が{insurer}です"),
            "保険証で保険者番号を確かめ、違うほうを直してください。",
        ),
        RiskKind::OfficeNotPlanned => (
            "この事業所のこの種類のサービスは、予定にありません".to_owned(),
            "給付管理票に載らない請求は返戻になります。計画に加えるか、サービス事業所に確かめてください。",
        ),
        RiskKind::UnitsAbovePlan { planned, actual } => (
            format!(
                "単位数が、予定の{}を超えて{}になっています",
                grouped_units(*planned),
                grouped_units(*actual)
            ),
            "給付管理票の計画単位数を超える分は支払われません。計画を実績に合わせるか、実績を確かめてください。",
        ),
        RiskKind::AboveLimit {
            limit,
            planned,
            actual,
        } => (
            format!(
                "区分支給限度基準額{}単位を、実績が超えています（予定{}、実績{}）",
                grouped_units(*limit),
                grouped_units(*planned),
                grouped_units(*actual)
            ),
            "超えた分は全額が利用者の負担です。どの事業所の分を超過とするか決め、別表を直してください。",
        ),
        RiskKind::AdditionAlone {
            code: addition,
            base,
            days,
        } => {
            let days: Vec<String> = days.iter().map(u8::to_string).collect();
            (
                format!(
                    "{}日の加算{addition}に、いっしょに予定した{}がありません",
                    days.join("・"),
                    code(base.as_str())
                ),
                "加算だけの請求は返戻になります。サービス事業所に、実績を直して送り直すよう頼んでください。",
            )
        }
    };
    Sentence { what, remedy }
}
