//! What changed against the version before: marked on the form and listed above it.
//!
//! Two sheets are compared, not two files: what people read is what counts, in the words of the
//! form, and every form is compared the same way. What a reader would get wrong: a client whom only
//! the older files name is no change. Care software replaces the records that a file has and keeps
//! the others (standard, 2.5).

mod boxes;
mod days;
mod hours;
mod list;
mod plain;
mod rows;

use crate::month_block::MonthBlock;
use crate::sheet::{Block, Content, Sheet};
use crate::week_block::WeekBlock;
use crate::words::Words;

/// One difference, as the list above the form says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which box, row or line.
    pub place: Words,
    /// What stood there before; empty when nothing did.
    pub before: Words,
    /// What stands there now; empty when nothing does.
    pub now: Words,
}

/// Compares each of the sheets `now` with the newest of `before` about the same client, month and
/// form, marks on it what changed and lists that above it.
///
/// A sheet without a version before it stays as it is.
pub fn compare_sheets(now: Vec<Sheet>, before: &[Sheet]) -> Vec<Sheet> {
    now.into_iter()
        .map(|sheet| match version_before(&sheet, before) {
            Some(before) => compare_sheet(sheet, before).0,
            None => sheet,
        })
        .collect()
}

/// Marks on `sheet` what differs from `before`, and gives the differences too.
pub fn compare_sheet(mut sheet: Sheet, before: &Sheet) -> (Sheet, Vec<Change>) {
    let kind = |sheet: &Sheet| sheet.file.map(|name| name.kind);
    let mut changes = Vec::new();
    // Actuals alone have their own head; beside a plan they stand under that of the plan.
    if kind(&sheet) == kind(before) {
        changes.extend(boxes::compare_boxes(&mut sheet.blocks, &before.blocks));
    }
    changes.extend(rows::compare_tables(&mut sheet.blocks, &before.blocks));
    let months = months(&before.blocks);
    let weeks = weeks(&before.blocks);
    for block in &mut sheet.blocks {
        match block {
            Block::Month(block) => {
                if let Some(before) = months.first() {
                    changes.extend(days::compare_days(block, before));
                }
            }
            Block::Week(block) => {
                if let Some(before) = weeks.first() {
                    changes.extend(hours::compare_hours(block, before));
                }
            }
            Block::Fields(_) | Block::Table(_) | Block::Note(_) => (),
        }
    }
    sheet.blocks.insert(0, list::draw_list(&changes, before));
    (sheet, changes)
}

/// The newest sheet of the same client, month and form; of two with one stamp the later one.
fn version_before<'a>(sheet: &Sheet, before: &'a [Sheet]) -> Option<&'a Sheet> {
    let key = |sheet: &Sheet| {
        let client = sheet.client.as_ref();
        let client = client.map(|client| (client.insurer.clone(), client.insured.clone()));
        (sheet.form, client, sheet.month.clone())
    };
    before
        .iter()
        .filter(|other| other.client.is_some() && key(other) == key(sheet))
        .max_by_key(|other| other.file.map(|name| name.stamp))
}

fn months(blocks: &[Block]) -> Vec<&MonthBlock> {
    let found = blocks.iter().filter_map(|block| match block {
        Block::Month(block) => Some(block),
        _ => None,
    });
    found.collect()
}

fn weeks(blocks: &[Block]) -> Vec<&WeekBlock> {
    let found = blocks.iter().filter_map(|block| match block {
        Block::Week(block) => Some(block),
        _ => None,
    });
    found.collect()
}

/// `content` with a mark that it changed, and what stood there before.
fn mark(content: &mut Content, before: Words) {
    let now = std::mem::replace(content, Content::empty());
    *content = Content::Changed {
        now: Box::new(now),
        before,
    };
}
