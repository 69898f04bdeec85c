//! What is asked of the pages: each list, each kind of search, their combinations.

use std::ops::RangeInclusive;

use crate::fill::Filled;

/// One page to ask for.
pub(crate) struct Question {
    pub(crate) name: String,
    /// The page, or the list of a search.
    pub(crate) path: String,
    /// What is typed and chosen in the search; empty for a plain page.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// How many rows it must show, so that no time is of the wrong page.
    pub(crate) rows: Option<RangeInclusive<usize>>,
}

/// All questions.
pub(crate) fn questions(filled: &Filled) -> Vec<Question> {
    let page = |name: &str, path: String, rows| Question {
        name: name.to_owned(),
        path,
        fields: Vec::new(),
        rows,
    };
    let full = Some(50..=50);
    let mut all = vec![
        page("home", "/".to_owned(), None),
        page(
            "state (every 10 s by open pages)",
            "/state".to_owned(),
            None,
        ),
        page(
            "board, this month",
            format!("/board?month={}", filled.month),
            None,
        ),
        page(
            "board, a month long ago",
            format!("/board?month={}", filled.old_month),
            None,
        ),
    ];
    let middle = filled.now.0 - 400 * 86_400;
    for (list, after) in [
        ("/inbox", format!("{middle}..0")),
        ("/sent", format!("{middle}.")),
    ] {
        all.push(page(list, list.to_owned(), full.clone()));
        all.push(page(
            &format!("{list}, in the middle"),
            format!("{list}?after={after}"),
            full.clone(),
        ));
        for field in fields(filled, list) {
            all.push(field);
        }
    }
    all
}

/// What it is called, the fields of the form with their values, how many rows come.
type Search = (
    &'static str,
    Vec<(&'static str, String)>,
    Option<RangeInclusive<usize>>,
);

fn fields(filled: &Filled, list: &str) -> Vec<Question> {
    let (state, rare) = match list {
        "/inbox" => ("read", "unread"),
        _ => ("opened", "unopened"),
    };
    let partner = ("partner", filled.partner.clone());
    let month = ("month", filled.old_month.clone());
    let listed = ("listed", filled.old_month.clone());
    let client = ("client", filled.client_name.clone());
    let number = ("client", filled.client_number.clone());
    let kind = |kind: &str| ("kind", kind.to_owned());
    let show = |show: &str| ("show", show.to_owned());
    let words = |words: &str| ("words", words.to_owned());
    let full = Some(50..=50);
    let some = Some(1..=50);
    let none = Some(0..=0);
    let one: Vec<Search> = vec![
        ("state, common", vec![show(state)], full.clone()),
        ("state, rare", vec![show(rare)], some.clone()),
        ("state, rarest", vec![show("withdrawn")], some.clone()),
        ("partner", vec![partner.clone()], full.clone()),
        ("month of care", vec![month.clone()], full.clone()),
        ("month of arrival", vec![listed.clone()], full.clone()),
        (
            "kind: registration",
            vec![kind("registration")],
            full.clone(),
        ),
        ("kind: deletion", vec![kind("deletion")], full.clone()),
        ("kind: documents", vec![kind("documents")], full.clone()),
        (
            "kind: plan, ticket, actual",
            vec![kind(if list == "/inbox" { "actual" } else { "ticket" })],
            full.clone(),
        ),
        (
            "kind: basics (there are none)",
            vec![kind("basics")],
            none.clone(),
        ),
        ("client by name", vec![client.clone()], some.clone()),
        ("client by number", vec![number.clone()], some.clone()),
        (
            "client, family name of many",
            vec![("client", filled.common_name.clone())],
            None,
        ),
        (
            "words that all have",
            vec![words("お送りします")],
            full.clone(),
        ),
        (
            "words that few have",
            vec![words("入院のため")],
            some.clone(),
        ),
        (
            "words that one has",
            vec![words("めずらしい言葉")],
            Some(1..=1),
        ),
        (
            "words that none has",
            vec![words("どこにもない")],
            none.clone(),
        ),
        ("two words", vec![words("お送り 入院")], some.clone()),
        (
            "partner, month, kind, state",
            vec![
                partner.clone(),
                month.clone(),
                kind("registration"),
                show(state),
            ],
            some.clone(),
        ),
        (
            "partner, words",
            vec![partner.clone(), words("お送りします")],
            full.clone(),
        ),
        (
            "partner, client",
            vec![partner.clone(), client.clone()],
            None,
        ),
        (
            "month, state",
            vec![month.clone(), show(state)],
            full.clone(),
        ),
        (
            "month, kind: deletion",
            vec![month.clone(), kind("deletion")],
            some.clone(),
        ),
        (
            "month, month of arrival",
            vec![month.clone(), listed],
            some.clone(),
        ),
        (
            "month, words of few",
            vec![month.clone(), words("入院のため")],
            None,
        ),
        (
            "month, words of all",
            vec![month.clone(), words("お送りします")],
            full.clone(),
        ),
        ("month, client", vec![month.clone(), number], some.clone()),
        (
            "state rare, words of all",
            vec![show(rare), words("お送りします")],
            // The message of what nobody has opened is not looked into.
            if list == "/inbox" {
                none.clone()
            } else {
                some.clone()
            },
        ),
        (
            "kind: documents, state, words of all",
            vec![kind("documents"), show(state), words("お送りします")],
            some.clone(),
        ),
        (
            "everything",
            vec![
                partner,
                month,
                client,
                kind("registration"),
                show(state),
                words("お送りします"),
            ],
            None,
        ),
    ];
    one.into_iter()
        .map(|(name, fields, rows)| Question {
            name: format!("{list}: {name}"),
            path: list.to_owned(),
            fields,
            rows,
        })
        .collect()
}
