//! From records to what stands in a box of a form: choices, periods, people, figures with units.
//!
//! Everything here keeps an empty item empty. Which box it goes into is decided by the forms.

use crate::record::{Row, service_kind_name, unknown_code};
use crate::sheet::{Client, Content};
use crate::words::{Language, Words};
use standard::layout::Kind;

/// The parts of an office side by side.
pub(crate) fn one_line(content: Content) -> Content {
    match content {
        Content::Stack(contents) => Content::Line(contents),
        other => other,
    }
}

/// The name of a client with its reading above.
pub(crate) fn person(client: &Client) -> Content {
    Content::stack([
        Content::Small(Words::data(client.kana.as_str())),
        Content::Name(client.name.clone()),
    ])
}

/// 27,048単位／月.
pub(crate) fn units_per_month(supplement: Option<&Row>) -> Words {
    let units = supplement.map_or(Words::data(""), |row| row.words("category_limit_units"));
    suffixed(units.read(Language::Japanese), "単位／月", " units a month")
}

/// A period by its first and last day; empty when both are.
pub(crate) fn period(row: Option<&Row>, start: &str, end: &str) -> Content {
    let Some(row) = row.filter(|row| !(row.raw(start).is_empty() && row.raw(end).is_empty()))
    else {
        return Content::empty();
    };
    let part = |id: &str, ja: &str, en: &str| {
        let words = row.words(id);
        if words.is_empty() {
            return Words::data("");
        }
        let (ja_day, en_day) = (
            words.read(Language::Japanese),
            words.read(Language::English),
        );
        Words::both(format!("{ja_day}{ja}"), format!("{en} {en_day}"))
    };
    Content::stack([
        part(start, "から", "from").into(),
        part(end, "まで", "to").into(),
    ])
}

/// All choices of a code with the one of the record marked; codes that join choices mark each.
///
/// Without a record the choices stand there unmarked, as on an empty form.
pub(crate) fn choice_of(row: &Row, id: &str) -> Content {
    let Kind::Code(table) = row.column(id).kind else {
        return Content::Text(row.words(id));
    };
    let code = row.raw(id);
    let Some(found) = table.find(code.as_bytes()) else {
        return if code.is_empty() {
            choices(table.codes, &[])
        } else {
            Content::Text(row.words(id))
        };
    };
    choices(table.codes, &found.ja.split('＆').collect::<Vec<_>>())
}

fn choices(codes: &'static [standard::codes::CodeValue], chosen: &[&str]) -> Content {
    let single = codes.iter().filter(|value| !value.ja.contains('＆'));
    Content::Choice(
        single
            .map(|value| (Words::label(value.ja, value.en), chosen.contains(&value.ja)))
            .collect(),
    )
}

/// 認定済・申請中, in the order of the paper forms.
pub(crate) fn certification_status(row: &Row) -> Content {
    match choice_of(row, "certification_status") {
        Content::Choice(choices) => Content::Choice(choices.into_iter().rev().collect()),
        other => other,
    }
}

/// The different values of an item, one below the other.
pub(crate) fn distinct(rows: &[&Row], id: &str) -> Content {
    let mut seen: Vec<Words> = Vec::new();
    for words in rows.iter().map(|row| row.words(id)) {
        if !seen.contains(&words) {
            seen.push(words);
        }
    }
    Content::stack(seen.into_iter().map(Content::Text))
}

/// The different values of an item as they stand in the records.
pub(crate) fn distinct_raw(rows: &[&Row], id: &str) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for raw in rows
        .iter()
        .map(|row| row.raw(id))
        .filter(|raw| !raw.is_empty())
    {
        if !seen.iter().any(|other| other == raw) {
            seen.push(raw.to_owned());
        }
    }
    seen
}

/// サテライト 1: the branch of an office.
pub(crate) fn satellite_words(number: &str) -> Words {
    if number.is_empty() {
        return Words::data("");
    }
    Words::both(
        format!("サテライト {number}"),
        format!("satellite {number}"),
    )
}

/// The name of the kind of a service code.
pub(crate) fn service_name(code: &str) -> Words {
    let kind = code.get(..2).and_then(service_kind_name);
    kind.map_or_else(|| unknown_code(code), |(ja, en)| Words::label(ja, en))
}

/// 30日超 where it applies, nothing where it does not.
pub(crate) fn over_30_days(code: &str) -> Words {
    match code {
        "1" => Words::label("30日超", "over 30 days"),
        "0" | "" => Words::data(""),
        other => Words::both(
            format!("30日超区分 {other}"),
            format!("over 30 days: {other}"),
        ),
    }
}

/// `text` with a unit behind it; nothing for an empty text.
pub(crate) fn suffixed(text: &str, ja: &str, en: &str) -> Words {
    if text.is_empty() {
        Words::data("")
    } else {
        Words::both(format!("{text}{ja}"), format!("{text}{en}"))
    }
}

/// `text` with what it is before it; nothing for an empty text.
pub(crate) fn prefixed(ja: &str, en: &str, text: &str) -> Words {
    if text.is_empty() {
        Words::data("")
    } else {
        Words::both(format!("{ja}{text}"), format!("{en}{text}"))
    }
}
