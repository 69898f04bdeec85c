//! The lines above the forms, and the warnings on them: drafts, withdrawn and newer data, and whose
//! the planned lines beside actuals are.

use std::collections::{BTreeMap, BTreeSet};

use sheets::{Form, Sheet, Words};
use standard::FileKind;

use super::super::dates;
use super::super::texts::{Language, Text, texts};
use super::{Bundle, PaperNote};
use crate::clients::ClientMonth;
use crate::inbox::find_newer_received;
use crate::outbox::find_newer_sent;
use crate::store::{Store, StoreError};

/// What the state of the bundle means for the reader.
pub(super) fn state_notes(language: Language, bundle: Bundle, withdrawn: bool) -> Vec<PaperNote> {
    let words = &texts(language).paper;
    let note = |class, text: &Text| PaperNote {
        class,
        text: text.to_string(),
        href: None,
        link: "",
    };
    match bundle {
        Bundle::Draft(_) => vec![note("status-waiting", &words.draft)],
        _ if withdrawn => vec![note("status-withdrawn", &words.withdrawn)],
        _ => Vec::new(),
    }
}

/// Puts on each sheet that the data was withdrawn.
pub(super) fn warn_withdrawn(mut sheets: Vec<Sheet>, withdrawn: bool) -> Vec<Sheet> {
    if withdrawn {
        let read = |language| texts(language).paper.withdrawn.as_str();
        for sheet in &mut sheets {
            sheet.warning = Words::label(read(Language::Japanese), read(Language::English));
        }
    }
    sheets
}

/// Says where newer data about the same client and month is, and puts on each sheet of that month
/// that it is out of date: a print goes on without the page.
pub(super) fn newer_notes(
    store: &mut Store,
    language: Language,
    bundle: Bundle,
    months: &BTreeSet<ClientMonth>,
    mut sheets: Vec<Sheet>,
) -> Result<(Vec<PaperNote>, Vec<Sheet>), StoreError> {
    let mut newer = BTreeMap::new();
    for of in months {
        if let Some(found) = find_newer(store, bundle, of)? {
            newer.insert(of, found);
        }
    }
    let notes = newer.iter().map(|(of, newer)| PaperNote {
        class: "status-warning",
        text: newer.text(language, of),
        href: Some(newer.path.clone()),
        link: newer.link(language),
    });
    let notes = notes.collect();
    for sheet in &mut sheets {
        let of = newer.iter().find(|(of, _)| is_about(sheet, of));
        if let Some((of, newer)) = of {
            let read = |language| newer.text(language, of);
            sheet.warning = Words::both(read(Language::Japanese), read(Language::English));
        }
    }
    Ok((notes, sheets))
}

fn is_about(sheet: &Sheet, of: &ClientMonth) -> bool {
    let same = |client: &sheets::sheet::Client| {
        (&client.insurer, &client.insured) == (&of.insurer, &of.insured)
    };
    sheet.month == of.month && sheet.client.as_ref().is_some_and(same)
}

/// Data that came in the place of what is shown.
struct Newer {
    deletes: bool,
    received: bool,
    at: Option<protocol::UtcSeconds>,
    path: String,
}

impl Newer {
    fn link(&self, language: Language) -> &'static str {
        let words = &texts(language).paper;
        match self.deletes {
            true => words.newer_deletion.as_str(),
            false => words.newer.as_str(),
        }
    }

    fn text(&self, language: Language, of: &ClientMonth) -> String {
        let words = &texts(language).paper;
        let text = match (self.received, self.deletes) {
            (true, false) => &words.replaced,
            (true, true) => &words.deleted,
            (false, false) => &words.sent_replaced,
            (false, true) => &words.sent_deleted,
        };
        let time = self.at.map(|at| dates::long_time(language, at));
        let month = dates::care_month(language, &of.month);
        text.with(&[("time", &time.unwrap_or_default()), ("month", &month)])
    }
}

fn find_newer(
    store: &mut Store,
    bundle: Bundle,
    of: &ClientMonth,
) -> Result<Option<Newer>, StoreError> {
    Ok(match bundle {
        Bundle::Received(id) => find_newer_received(store, id, of)?.map(|newer| Newer {
            deletes: newer.deletes,
            received: true,
            at: newer.received,
            path: format!("/inbox/{}", newer.id),
        }),
        Bundle::Sent(id) => find_newer_sent(store, id, of)?.map(|newer| Newer {
            deletes: newer.deletes,
            received: false,
            at: newer.sent,
            path: format!("/sent/{}", newer.id),
        }),
        Bundle::Draft(_) => None,
    })
}

/// Says whose the planned lines beside received actuals are, or that there are none.
pub(super) fn plan_note(
    language: Language,
    bundle: Bundle,
    shown: &[Sheet],
    with_plans: bool,
) -> Option<PaperNote> {
    let words = &texts(language).paper;
    let Bundle::Received(_) = bundle else {
        return None;
    };
    let ticket = shown.iter().find(|sheet| sheet.form == Form::Table6)?;
    let beside_plan = ticket
        .file
        .is_some_and(|name| name.kind == FileKind::UpPlan);
    let (class, text) = match (beside_plan, with_plans) {
        (true, true) => ("status-done", &words.with_plan),
        (true, false) => return None,
        (false, _) => ("status-waiting", &words.no_plan),
    };
    Some(PaperNote {
        class,
        text: text.to_string(),
        href: None,
        link: "",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_to_newer_data_says_when_that_is_a_deletion() {
        let link = |deletes: bool| {
            let newer = Newer {
                deletes,
                received: true,
                at: None,
                path: String::new(),
            };
            newer.link(Language::Japanese)
        };
        assert_eq!(link(false), "新しいデータを見る");
        assert_eq!(link(true), "削除のデータを見る");
    }
}
