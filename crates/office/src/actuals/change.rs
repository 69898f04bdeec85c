//! Changing a sheet: days and units as typed, as planned, lines added and taken out, ready.
//!
//! A change carries the version that its page showed. Another version by now means that
//! somebody changed the sheet in another window, and nothing is overwritten.

use std::collections::BTreeMap;

use protocol::{OfficeNumber, UtcSeconds};

use super::lines::Line;
use super::read::{Plans, read_sheet};
use super::{COUNT_MAX, LINES_MAX, Sheet};
use crate::error_code::ErrorCode;
use crate::history::Entry;
use crate::store::{Store, StoreError, actuals as rows};

/// What to do with a sheet, in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// The version that the page showed.
    pub version: i64,
    /// What stands in the days, by line and day, as typed. Days that are not named stay.
    pub days: BTreeMap<(usize, u8), String>,
    /// The units of lines, as typed.
    pub units: BTreeMap<usize, String>,
    /// Takes over a newer plan.
    pub follow_plan: bool,
    /// Everything as planned.
    pub as_planned: bool,
    /// Takes out a line that the plan does not have, or empties one that it has.
    pub remove: Option<usize>,
    /// Adds a line.
    pub add: Option<NewLine>,
    /// Whether it is complete; as it was if nothing is said.
    pub ready: Option<bool>,
    /// Ready although nothing was given: a person said so.
    pub none_given: bool,
}

/// A service that the plan does not have, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// Six characters.
    pub code: String,
    /// `09:00`, or empty for a service without a time.
    pub start: String,
    /// `10:00`, or empty.
    pub end: String,
    /// Units of one time.
    pub units: String,
}

/// Changes the sheet of the client with this number, with `entries` for the history; its new
/// version.
///
/// # Errors
///
/// [`SheetError`]; nothing was changed then.
pub fn change_sheet(
    store: &mut Store,
    own: OfficeNumber,
    number: i64,
    change: &Change,
    entries: Vec<Entry>,
    now: UtcSeconds,
) -> Result<i64, SheetError> {
    let view = read_sheet(store, own, number)?.ok_or(SheetError::NotFound { number })?;
    let mut sheet = view.sheet;
    if sheet.version != change.version {
        return Err(SheetError::ChangedElsewhere { number });
    }
    let before = sheet.clone();
    write_days(&mut sheet, change)?;
    let client = (view.insurer, view.insured);
    if let (true, Some(plan)) = (change.follow_plan, view.plan) {
        let lines = Plans::default().lines(store, own, &client, plan)?;
        sheet.lines = Line::follow(&sheet.lines, lines);
        sheet.plan = plan.to_string();
        sheet.ready = false;
    }
    if change.as_planned {
        as_planned(&mut sheet);
    }
    if let Some(index) = change.remove {
        remove(&mut sheet, index);
    }
    if let Some(line) = &change.add {
        add(&mut sheet, line)?;
    }
    if change.ready == Some(true) && !change.none_given && sheet.is_empty() {
        return Err(SheetError::NothingGiven { number });
    }
    let same_lines = sheet.lines == before.lines && sheet.plan == before.plan;
    sheet.ready = change.ready.unwrap_or(sheet.ready && same_lines);
    if sheet == before && sheet.version > 0 {
        return Ok(sheet.version);
    }
    // Saying that it is complete changes nothing of what goes into a file.
    let version = sheet.version + i64::from(!same_lines || sheet.version == 0);
    let was_made = sheet.made.is_some_and(|(made, _)| made == sheet.version);
    sheet.version = version;
    if was_made && same_lines {
        sheet.made = sheet.made.map(|(_, at)| (version, at));
    }
    sheet.changed = Some(now);
    // Not around the whole operation: looking may keep what was compared, which is no change
    // that a person made.
    store.recorded(entries, now, |store| {
        store.write(|tx| rows::save(tx, &view.month, &client, &sheet))
    })?;
    Ok(version)
}

fn write_days(sheet: &mut Sheet, change: &Change) -> Result<(), SheetError> {
    for ((line, day), text) in &change.days {
        let Some(known) = sheet.lines.get_mut(*line) else {
            continue;
        };
        let wrong = || SheetError::NotANumber {
            line: *line,
            day: Some(*day),
        };
        let count: u32 = match text.trim() {
            "" => 0,
            text => text.parse().map_err(|_| wrong())?,
        };
        match count {
            0 => drop(known.given.remove(day)),
            1..=COUNT_MAX if (1..=31).contains(day) => drop(known.given.insert(*day, count)),
            _ => return Err(wrong()),
        }
    }
    for (line, text) in &change.units {
        let Some(known) = sheet.lines.get_mut(*line) else {
            continue;
        };
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.len() > 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SheetError::NotANumber {
                line: *line,
                day: None,
            });
        }
        known.set_units(text);
    }
    Ok(())
}

/// Everything as planned; what the plan does not have was not given.
pub(super) fn as_planned(sheet: &mut Sheet) {
    sheet.lines.retain(Line::is_planned);
    for line in &mut sheet.lines {
        line.given.clone_from(&line.planned);
    }
}

fn remove(sheet: &mut Sheet, index: usize) {
    match sheet.lines.get_mut(index) {
        Some(line) if line.is_planned() => line.given.clear(),
        Some(_) => drop(sheet.lines.remove(index)),
        None => (),
    }
}

fn add(sheet: &mut Sheet, new: &NewLine) -> Result<(), SheetError> {
    let code = new.code.trim().to_ascii_uppercase();
    let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let (Some(start), Some(end)) = (time_digits(&new.start), time_digits(&new.end)) else {
        return Err(SheetError::LineNotUsable);
    };
    let units = new.units.trim();
    let is_units = units.len() <= 6 && units.bytes().all(|byte| byte.is_ascii_digit());
    let Some(like) = sheet.lines.first() else {
        return Err(SheetError::LineNotUsable);
    };
    if !is_code || !is_units || sheet.lines.len() >= LINES_MAX {
        return Err(SheetError::LineNotUsable);
    }
    let line = Line::added(like, &code, &start, &end, units);
    sheet.lines.push(line);
    Ok(())
}

/// `09:00` as four digits; 9999 for a service without a time.
fn time_digits(text: &str) -> Option<String> {
    let digits: String = text.trim().chars().filter(|one| *one != ':').collect();
    match digits.len() {
        0 => Some("9999".to_owned()),
        4 if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits),
        _ => None,
    }
}

/// Why a sheet was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// There is no plan of such a client.
    #[error("there is no client {number} with a plan")]
    NotFound {
        /// The number that was asked for.
        number: i64,
    },
    /// The sheet was changed in another window.
    #[error("the sheet of client {number} was changed elsewhere")]
    ChangedElsewhere {
        /// The number of the client.
        number: i64,
    },
    /// What was typed is no number that may stand there.
    #[error("line {line} holds something that is no number of times or units")]
    NotANumber {
        /// The line, counted from 0.
        line: usize,
        /// The day; `None` for units.
        day: Option<u8>,
    },
    /// It should be complete, and no day has a service.
    #[error("nothing is entered for client {number}")]
    NothingGiven {
        /// The number of the client.
        number: i64,
    },
    /// The new line is not complete, or there are too many.
    #[error("the new line cannot be used")]
    LineNotUsable,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&SheetError> for ErrorCode {
    fn from(err: &SheetError) -> ErrorCode {
        match err {
            SheetError::NotFound { .. } => ErrorCode::ClientNotInMonth,
            SheetError::ChangedElsewhere { .. } => ErrorCode::SheetChangedElsewhere,
            SheetError::NotANumber { .. } => ErrorCode::CountNotUsable,
            SheetError::NothingGiven { .. } => ErrorCode::NothingGiven,
            SheetError::LineNotUsable => ErrorCode::LineNotUsable,
            SheetError::Store(err) => ErrorCode::from(err),
        }
    }
}
