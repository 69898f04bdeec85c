//! The week of table 3: what is on a weekday at what time, compared day by day.

use super::Change;
use super::plain::{comma, joined};
use crate::week_block::{ACTIVITIES, WEEK_COLUMNS, WeekBlock, WeekEntry, weekday_heads};
use crate::words::{Language, Words};

/// Marks every entry that `before` does not have on the same day at the same time.
pub(super) fn compare_hours(block: &mut WeekBlock, before: &WeekBlock) -> Vec<Change> {
    let mut old: Vec<&WeekEntry> = before.entries.iter().collect();
    for entry in &mut block.entries {
        let same = |old: &&WeekEntry| {
            (old.column, &old.time, &old.what) == (entry.column, &entry.time, &entry.what)
        };
        match old.iter().position(same) {
            Some(place) => {
                old.remove(place);
            }
            None => entry.is_new = true,
        }
    }
    (0..WEEK_COLUMNS)
        .filter_map(|column| {
            let of_day = |entry: &&WeekEntry| entry.column == column;
            let gone: Vec<Words> = old.iter().copied().filter(of_day).map(words).collect();
            let new = block.entries.iter().filter(|entry| entry.is_new);
            let new: Vec<Words> = new.filter(of_day).map(words).collect();
            let changed = !gone.is_empty() || !new.is_empty();
            changed.then(|| Change {
                place: day(column),
                before: joined(&gone, comma),
                now: joined(&new, comma),
            })
        })
        .collect()
}

fn words(entry: &WeekEntry) -> Words {
    Words::data(format!("{} {}", entry.time, entry.what))
}

fn day(column: usize) -> Words {
    if column == ACTIVITIES {
        return Words::label("主な日常生活上の活動", "Activities of daily life");
    }
    let head = &weekday_heads()[column];
    Words::both(
        format!("{}曜日", head.read(Language::Japanese)),
        head.read(Language::English),
    )
}
