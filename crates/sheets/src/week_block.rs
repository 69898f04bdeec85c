//! The hours of a week: the middle of table 3.
//!
//! The day begins at 4:00 as on the paper form and is cut into half hours; what crosses 4:00 ends
//! there on the form and carries its true times in its text. Services that overlap share one cell.

use crate::words::Words;

/// Columns of the week: seven days and the activities of daily life.
pub const WEEK_COLUMNS: usize = 8;

/// The column of the activities of daily life.
pub const ACTIVITIES: usize = 7;

/// Half hours of a day.
pub const SLOTS: u32 = 48;

/// The first minute of the form: 4:00.
const FIRST_MINUTE: u32 = 4 * 60;

/// Minutes of a slot.
const SLOT_MINUTES: u32 = 30;

/// The middle of table 3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekBlock {
    /// What stands where, sorted by column and time.
    pub entries: Vec<WeekEntry>,
}

/// A service or an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekEntry {
    /// 0 for Monday to 6 for Sunday, [`ACTIVITIES`] for activities.
    pub column: usize,
    /// Minutes after midnight.
    pub start: u32,
    /// Minutes after midnight of the same day; never before the start.
    pub end: u32,
    /// The times as people read them.
    pub time: String,
    /// What is done.
    pub what: String,
    /// Whether the version before has no such entry.
    pub is_new: bool,
}

/// Entries that share a cell, with the slots that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WeekCell<'a> {
    pub(crate) first_slot: u32,
    pub(crate) slots: u32,
    pub(crate) entries: Vec<&'a WeekEntry>,
}

impl WeekBlock {
    /// The cells of `column` from early to late, with no slot in two of them.
    pub(crate) fn cells(&self, column: usize) -> Vec<WeekCell<'_>> {
        let mut placed: Vec<_> = self
            .entries
            .iter()
            .filter(|entry| entry.column == column)
            .map(|entry| (entry.slots(), entry))
            .collect();
        placed.sort_by_key(|((first, last), entry)| (*first, *last, entry.start));
        let mut cells: Vec<WeekCell<'_>> = Vec::new();
        for ((first, last), entry) in placed {
            match cells.last_mut() {
                Some(cell) if first < cell.first_slot + cell.slots => {
                    cell.slots = cell.slots.max(last + 1 - cell.first_slot);
                    cell.entries.push(entry);
                }
                _ => cells.push(WeekCell {
                    first_slot: first,
                    slots: last + 1 - first,
                    entries: vec![entry],
                }),
            }
        }
        cells
    }
}

impl WeekEntry {
    /// The first and the last slot that the entry touches.
    fn slots(&self) -> (u32, u32) {
        let day = SLOTS * SLOT_MINUTES;
        let start = (self.start + day - FIRST_MINUTE) % day;
        let end = (start + (self.end - self.start)).min(day);
        let last = end.max(start + 1).div_ceil(SLOT_MINUTES) - 1;
        (start / SLOT_MINUTES, last)
    }
}

/// The parts of the day at the left of the form, with the slots that each takes.
pub(crate) fn parts_of_day() -> [(Words, u32); 6] {
    [
        (Words::label("深夜", "night"), 4),
        (Words::label("早朝", "early"), 4),
        (Words::label("午前", "morning"), 8),
        (Words::label("午後", "afternoon"), 12),
        (Words::label("夜間", "evening"), 8),
        (Words::label("深夜", "night"), 12),
    ]
}

/// The weekdays from Monday, as heads of columns.
pub(crate) fn weekday_heads() -> [Words; 7] {
    [
        Words::label("月", "Mon"),
        Words::label("火", "Tue"),
        Words::label("水", "Wed"),
        Words::label("木", "Thu"),
        Words::label("金", "Fri"),
        Words::label("土", "Sat"),
        Words::label("日", "Sun"),
    ]
}

/// The hour that `slot` begins with, when it begins one: 4:00 to 23:00, then 0:00 to 3:00.
pub(crate) fn hour_of_slot(slot: u32) -> Option<u32> {
    slot.is_multiple_of(2).then_some((slot / 2 + 4) % 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(start: u32, end: u32) -> WeekEntry {
        WeekEntry {
            column: 0,
            start,
            end,
            time: String::new(),
            what: String::new(),
            is_new: false,
        }
    }

    #[test]
    fn entries_take_the_slots_that_they_touch() {
        for (start, end, slots) in [
            (4 * 60, 4 * 60 + 30, (0, 0)),
            (4 * 60, 4 * 60, (0, 0)),
            (10 * 60, 11 * 60, (12, 13)),
            (10 * 60 + 20, 10 * 60 + 40, (12, 13)),
            (22 * 60, 28 * 60, (36, 47)),
            (22 * 60, 30 * 60, (36, 47)),
            (0, 60, (40, 41)),
            (3 * 60 + 59, 3 * 60 + 59, (47, 47)),
            (25 * 60, 26 * 60, (42, 43)),
        ] {
            assert_eq!(entry(start, end).slots(), slots, "{start} to {end}");
        }
    }

    #[test]
    fn overlapping_entries_share_a_cell() {
        let block = WeekBlock {
            entries: vec![
                entry(600, 660),
                entry(630, 720),
                entry(720, 750),
                entry(540, 570),
            ],
        };
        let cells: Vec<_> = block
            .cells(0)
            .iter()
            .map(|cell| (cell.first_slot, cell.slots, cell.entries.len()))
            .collect();
        assert_eq!(cells, [(10, 1, 1), (12, 4, 2), (16, 1, 1)]);
        assert!(block.cells(1).is_empty());
    }

    #[test]
    fn the_parts_of_the_day_fill_it() {
        assert_eq!(
            parts_of_day().iter().map(|(_, slots)| slots).sum::<u32>(),
            SLOTS
        );
    }
}
