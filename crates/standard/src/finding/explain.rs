//! What every code means, apart from any file: for `tsunagu explain` and `docs/reference/findings.md`.
//!
//! Codes of items (`T06-C15`) are explained from the forms themselves; codes of rules and of whole files have an entry
//! each in [`rules`] and [`whole`]. A test looks through the sources and tests of this crate and fails for a code
//! without an explanation. How serious a finding is depends on what was found, so it is not said here.

use crate::file_kind::FileKind;
use crate::layout::{Column, Layout};
use crate::version3;

mod item;
mod page;
mod rules;
mod whole;

pub use item::ItemWords;
pub use page::findings_page;

/// A sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Japanese.
    pub ja: &'static str,
    /// English.
    pub en: &'static str,
}

/// Where the standard says it: Japanese, English.
struct Clause(&'static str, &'static str);

/// What a code about a name, a file, a set or a rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub code: &'static str,
    /// What happened, and often why.
    pub cause: Words,
    /// What to do.
    pub remedy: Words,
    /// The clause of the standard.
    pub clause: Words,
    /// An example of what is wrong.
    pub wrong: &'static str,
    /// The same as it should be.
    pub right: &'static str,
}

/// What a code means.
#[derive(Clone, Copy, Debug)]
pub enum Explanation {
    /// An item of a form, whatever is wrong with its value.
    Item {
        /// The kinds of files with this form.
        kinds: &'static [FileKind],
        /// The form.
        layout: &'static Layout,
        /// The item.
        column: &'static Column,
    },
    /// A name, a file, a set or a rule.
    Entry(&'static Entry),
}

impl Entry {
    #[allow(clippy::too_many_arguments)] // A row of a table: each argument is a column of it.
    const fn new(
        code: &'static str,
        clause: Clause,
        cause_ja: &'static str,
        cause_en: &'static str,
        remedy_ja: &'static str,
        remedy_en: &'static str,
        wrong: &'static str,
        right: &'static str,
    ) -> Entry {
        Entry {
            code,
            cause: Words {
                ja: cause_ja,
                en: cause_en,
            },
            remedy: Words {
                ja: remedy_ja,
                en: remedy_en,
            },
            clause: Words {
                ja: clause.0,
                en: clause.1,
            },
            wrong,
            right,
        }
    }
}

/// One kind, or UPPLAN and UPJSK, for each form; the picture has no form.
const FORMS: &[&[FileKind]] = &[
    &[FileKind::Up1Kyo],
    &[FileKind::Up2Kyo],
    &[FileKind::Up3Kyo],
    &[FileKind::UpPlan, FileKind::UpJsk],
    &[FileKind::UpSikyu],
    &[FileKind::UpHosoku],
    &[FileKind::UpKihon],
    &[FileKind::UpKihonSub1],
    &[FileKind::UpKihonSub2],
    &[FileKind::UpYobo],
    &[FileKind::UpYoboSub],
    &[FileKind::Dlt1Kyo],
    &[FileKind::DltPlan],
    &[FileKind::DltJsk],
    &[FileKind::DltKihon],
    &[FileKind::DltYobo],
];

/// The forms of standard 3 whose items have other numbers than in 4.1, so that their codes begin otherwise: `V06`, `V07`.
fn older_layouts() -> impl Iterator<Item = (&'static [FileKind], &'static Layout)> {
    let layout = |kinds: &&'static [FileKind]| Some((*kinds, version3::layout(kinds[0])?));
    let known = |prefix: &str| layouts().any(|(_, layout)| layout.prefix == prefix);
    let older = FORMS.iter().filter_map(layout);
    older.filter(move |(_, layout)| !known(layout.prefix))
}

fn layouts() -> impl Iterator<Item = (&'static [FileKind], &'static Layout)> {
    FORMS
        .iter()
        .filter_map(|kinds| Some((*kinds, kinds[0].layout()?)))
}

/// Every entry that is no item: names, characters, shapes, files, sets, then the rules of each form.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    whole::ENTRIES.iter().chain(rules::ENTRIES)
}

/// What `code` means; small letters and spaces around it do not matter. `None` if there is no such code.
pub fn explain(code: &str) -> Option<Explanation> {
    let code = typed(code);
    if let Some(entry) = entries().find(|entry| entry.code == code) {
        return Some(Explanation::Entry(entry));
    }
    let (prefix, number) = code.split_once("-C")?;
    let number: usize = number.parse().ok()?;
    let mut forms = layouts().chain(older_layouts());
    let (kinds, layout) = forms.find(|(_, layout)| layout.prefix == prefix)?;
    let column = layout.columns.get(number.checked_sub(1)?)?;
    Some(Explanation::Item {
        kinds,
        layout,
        column,
    })
}

/// A code as it is meant: capitals in half width, whatever the keyboard was set to.
fn typed(code: &str) -> String {
    let half_width = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2010}' | '\u{2212}' | '\u{30fc}' => '-',
        c => c,
    };
    let code: String = code.trim().chars().map(half_width).collect();
    code.to_ascii_uppercase()
}

/// Every code, in the order of the reference.
pub fn codes() -> Vec<String> {
    let entries = entries().map(|entry| entry.code.to_string());
    let items = layouts().chain(older_layouts()).flat_map(|(_, layout)| {
        let code = |column: &Column| format!("{}-C{:02}", layout.prefix, column.number);
        layout.columns.iter().map(code)
    });
    entries.chain(items).collect()
}

/// At most so many codes are suggested.
const NEAR_MAX: usize = 5;

/// Codes that may be meant by one that does not exist, the likeliest first.
pub fn near(code: &str) -> Vec<String> {
    let code = typed(code);
    let mut near: Vec<(usize, String)> = codes()
        .into_iter()
        .map(|known| (distance(&code, &known), known))
        .filter(|(distance, _)| *distance <= 3)
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter()
        .take(NEAR_MAX)
        .map(|(_, known)| known)
        .collect()
}

/// How many characters must be put in, taken out or changed to make one text of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (left, a) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = left + 1;
        for (index, &b) in b.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[index + 1];
            row[index + 1] = changed.min(diagonal + 1).min(row[index] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests;
