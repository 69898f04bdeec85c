//! Numbers that tell lines apart: pieces of equipment in table 6, issues, goals and supports of
//! table 2, issues and support plans of the prevention plan.

use crate::finding::{NumberProblem, Severity};
use crate::hash::{QuickMap, hash};
use crate::record::RecordView;

/// At most so many numbers of one file are remembered, more than a bundle has lines of equipment.
const NUMBERS_MAX: usize = 100_000;

/// So many pieces of one code, units and day are told apart: nobody rents more at once, and each
/// is compared with all before it.
const PIECES_MAX: usize = 100;

fn hash_of(values: &[&[u8]]) -> u64 {
    let mut state = values.len() as u64;
    for value in values {
        state = hash(value) ^ state.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    state
}

/// Pieces of rented equipment: by client, office, code, units and day.
#[derive(Debug, Default)]
pub(super) struct DetailNumbers {
    /// The piece, a hash of its number, and its line: the first, then the others.
    pieces: QuickMap<u64, (Piece, Vec<Piece>)>,
    /// There were more pieces than are remembered.
    pub(super) full: bool,
}

/// Halves of hashes are enough: only pieces of one code, units and day are compared.
type Piece = (u32, u32, u32);

impl DetailNumbers {
    /// T06-R12: lines of the same code and units have numbers of their own (item 19). A receiver
    /// can still tell them by their TAIS codes, so it is a warning.
    pub(super) fn record(&mut self, view: &mut RecordView<'_>) {
        let code = view.value(15);
        if !code.starts_with(b"17") && !code.starts_with(b"67") {
            return;
        }
        let [insurer, insured, office, units, day] =
            [2, 3, 20, 8, 10].map(|number| view.value(number));
        let group = hash_of(&[insurer, insured, office, code, units, day]);
        let piece = hash_of(&[view.value(16), view.value(17), view.value(18)]) as u32;
        let this = (piece, hash(view.value(19)) as u32, view.record.line);
        if self.pieces.len() >= NUMBERS_MAX && !self.pieces.contains_key(&group) {
            self.full = true;
            return;
        }
        let Some((first, others)) = self.pieces.get_mut(&group) else {
            self.pieces.insert(group, (this, Vec::new()));
            return;
        };
        let mut known = std::iter::once(&*first).chain(&*others);
        let other = known.find(|(known, number, _)| *known != piece && *number == this.1);
        if let Some(&(_, _, other)) = other {
            let problem = NumberProblem::DetailNumber { other };
            view.push_rule(Severity::Warning, 12, 19, problem);
        } else if others.len() < PIECES_MAX {
            others.push(this);
        } else {
            self.full = true;
        }
    }
}

/// The numbers of the line before, in table 2.
#[derive(Debug, Default)]
pub(super) struct PlanOrder {
    plan: u64,
    last: [u32; 3],
    reported: bool,
}

impl PlanOrder {
    /// T02-R03: lines in the order of issue, goal and support. Receivers sort, so another order
    /// is information. An empty number repeats the one of the line before.
    pub(super) fn record(&mut self, view: &mut RecordView<'_>) {
        let plan = hash_of(&[2, 3, 5].map(|number| view.value(number)));
        if plan != self.plan {
            *self = PlanOrder {
                plan,
                ..PlanOrder::default()
            };
        }
        let numbers = [6, 8, 13].map(|number| {
            let text = std::str::from_utf8(view.valid(number)?).ok()?;
            text.parse::<u32>().ok()
        });
        let mut next = self.last;
        for (known, given) in next.iter_mut().zip(numbers) {
            *known = given.unwrap_or(*known);
        }
        if next < self.last && !self.reported {
            let item = [6, 8, 13]
                .into_iter()
                .zip(next.iter().zip(&self.last))
                .find(|(_, (next, last))| next < last)
                .map_or(6, |(item, _)| item);
            view.push_rule(Severity::Information, 3, item, NumberProblem::NumberOrder);
            self.reported = true;
        }
        self.last = next;
    }
}

/// The texts of the first line of each number, in the sub-table of the prevention plan.
#[derive(Debug, Default)]
pub(super) struct RepeatedTexts {
    /// By plan and number: the first line, and a hash of each text, 0 for none.
    first: QuickMap<u64, (u32, [u64; 4])>,
    /// There were more numbers than are remembered.
    pub(super) full: bool,
}

impl RepeatedTexts {
    /// YBS-R01 and R02: lines after the first of an issue or support plan have its number and not
    /// its text (standard, how files are made). The same text again harms nobody, a second text
    /// under one number leaves the receiver with two.
    pub(super) fn record(&mut self, view: &mut RecordView<'_>) {
        let plan = hash_of(&[2, 3, 4].map(|number| view.value(number)));
        let plan = plan.to_be_bytes();
        let (issue, support) = (view.value(5), view.value(10));
        if !issue.is_empty() {
            self.compare(view, 1, &[&plan, issue], 5, &[6, 7, 8, 9]);
        }
        if !support.is_empty() {
            self.compare(view, 2, &[&plan, issue, support], 10, &[11, 12, 13]);
        }
    }

    fn compare(
        &mut self,
        view: &mut RecordView<'_>,
        rule: u16,
        key: &[&[u8]],
        number: u16,
        items: &[u16],
    ) {
        let mut texts = [0; 4];
        for (text, &item) in texts.iter_mut().zip(items) {
            let value = view.value(item);
            *text = if value.is_empty() {
                0
            } else {
                hash_of(&[value])
            };
        }
        let key = hash_of(key);
        let Some(&(first, known)) = self.first.get(&key) else {
            if self.first.len() < NUMBERS_MAX {
                self.first.insert(key, (view.record.line, texts));
            } else {
                self.full = true;
            }
            return;
        };
        let pairs = items.iter().zip(texts.iter().zip(&known));
        let given: Vec<(u16, bool, bool)> = pairs
            .filter(|(_, (text, _))| **text != 0)
            .map(|(&item, (text, known))| (item, text == known, *known != 0))
            .collect();
        let other = given.iter().find(|(_, same, _)| !same);
        let Some(&(item, same, filled)) = other.or(given.first()) else {
            return;
        };
        let severity = if !same && filled {
            Severity::Error
        } else {
            Severity::Warning
        };
        let number = view.layout.column(number);
        let problem = NumberProblem::RepeatedText {
            first,
            number,
            same,
        };
        view.push_rule(severity, rule, item, problem);
    }
}
