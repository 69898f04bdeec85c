//! Amounts of table 7 that are summed, and the sums that a total may be.

use std::collections::BTreeSet;

use super::{ENDINGS, Sums};
use crate::record::RecordView;

/// The items that totals sum up: units of the line, units for the limit, units above and
/// within the limits, yen. Prices, rates and days are not summed.
pub(super) const ITEMS: [u16; 10] = [17, 18, 19, 20, 21, 22, 24, 26, 28, 29];

/// How many of [`ITEMS`] are units. Yen are cut off for each line, so the yen of a subtotal need
/// not be the sum of those of its lines.
const UNIT_ITEMS: usize = 6;

/// More different totals than these are not tried: then nothing is said.
const TOTALS_MAX: usize = 1_000;

/// The sums of some lines; an item that none of them fills has no sum.
#[derive(Debug, Default)]
pub(super) struct Amounts {
    pub(super) lines: u32,
    sums: [i64; ITEMS.len()],
    filled: u16,
}

/// A subtotal with an amount that is no sum.
pub(super) struct WrongSubtotal {
    pub(super) ending: &'static str,
    pub(super) line: u32,
    pub(super) item: u16,
    pub(super) found: i64,
    pub(super) sum: i64,
}

impl Amounts {
    pub(super) fn add(&mut self, view: &RecordView<'_>) {
        self.lines += 1;
        for (index, &item) in ITEMS.iter().enumerate() {
            if let Some(value) = number(view, item) {
                self.sums[index] += value;
                self.filled |= 1 << index;
            }
        }
    }

    /// The sum of the item with `index` in [`ITEMS`].
    pub(super) fn value(&self, index: usize) -> Option<i64> {
        (self.filled & (1 << index) != 0).then_some(self.sums[index])
    }
}

/// The whole number in item `item`; `None` if it is empty or wrong.
pub(crate) fn number(view: &RecordView<'_>, item: u16) -> Option<i64> {
    let value = view.valid(item)?;
    let digits = value.strip_prefix(b"-");
    let mut number: i64 = 0;
    for &byte in digits.unwrap_or(value) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.checked_mul(10)?.checked_add(i64::from(digit))?;
    }
    (digits != Some(b"".as_slice())).then_some(if digits.is_some() { -number } else { number })
}

/// The subtotals of one kind that are no sum; `limited` lines have item 18.
pub(super) fn wrong_subtotals(sums: &Sums, limited: u32) -> Vec<WrongSubtotal> {
    let mut wrong = Vec::new();
    for (place, (line, amounts)) in sums.subtotals.iter().enumerate() {
        for (index, &item) in ITEMS[..UNIT_ITEMS].iter().enumerate() {
            let Some(found) = amounts.value(index) else {
                continue;
            };
            let right = possible_subtotals(sums, place, index, limited);
            if right.first().is_some_and(|_| !right.contains(&found)) {
                wrong.push(WrongSubtotal {
                    ending: std::str::from_utf8(ENDINGS[place]).unwrap_or_default(),
                    line: *line,
                    item,
                    found,
                    sum: right[0],
                });
                // One missing line makes every amount wrong: the first says enough.
                break;
            }
        }
    }
    wrong
}

/// What the subtotal at `place` of the endings may be in one item, the likeliest first.
fn possible_subtotals(sums: &Sums, place: usize, index: usize, limited: u32) -> Vec<i64> {
    let all = sums.all.value(index);
    let within = sums.limited.value(index);
    let over_30 = sums.over_30.value(index);
    let zero = |value: Option<i64>| value.unwrap_or(0);
    match place {
        0 if limited > 0 => within.map_or(Vec::new(), |within| {
            let others = sums.subtotals[1..].iter().map(|(_, other)| other);
            let other: i64 = others.map(|other| zero(other.value(index))).sum();
            let all = zero(all);
            let over_30 = zero(over_30);
            vec![within, all, all - other, all - over_30, within - over_30]
        }),
        // Large day-care centres may leave item 18 empty in every line.
        0 => all.map_or(Vec::new(), |all| vec![all, all - zero(over_30)]),
        1 if ITEMS[index] == 17 => all.map_or(Vec::new(), |all| {
            let outside = all - zero(within);
            vec![outside, outside - zero(over_30), all]
        }),
        2 if ITEMS[index] == 17 => over_30.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// What the grand total may be in one item, the likeliest first; empty if no line has the item.
pub(super) fn possible_totals(kinds: &[&Sums], index: usize) -> Vec<i64> {
    let mut totals = BTreeSet::from([0]);
    let mut likeliest = 0;
    let mut filled = false;
    for sums in kinds {
        let lines = sums.all.value(index);
        let outside = lines.unwrap_or(0) - sums.limited.value(index).unwrap_or(0);
        let subtotals: Vec<i64> = sums
            .subtotals
            .iter()
            .filter_map(|(_, amounts)| amounts.value(index))
            .collect();
        let subtotal: i64 = subtotals.iter().sum();
        let mut choices = Vec::new();
        choices.extend(lines);
        if !subtotals.is_empty() {
            let both = lines.unwrap_or(0) + subtotal;
            choices.extend([subtotal, subtotals[0], both, outside + subtotal]);
        }
        let Some(&first) = choices.first() else {
            continue;
        };
        filled = true;
        likeliest += if lines == Some(0) && subtotal != 0 {
            subtotal
        } else {
            first
        };
        totals = totals
            .iter()
            .flat_map(|total| choices.iter().map(move |choice| total + choice))
            .collect();
        if totals.len() > TOTALS_MAX {
            return Vec::new();
        }
    }
    if !filled {
        return Vec::new();
    }
    let others = totals.into_iter().filter(|&total| total != likeliest);
    std::iter::once(likeliest).chain(others).collect()
}
