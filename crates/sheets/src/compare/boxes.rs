//! Labelled boxes: the same label in the same part of the form, counted where it repeats.

use super::plain::plain;
use super::{Change, mark};
use crate::sheet::{Block, Field};
use crate::words::{Language, Words};
use std::collections::BTreeMap;

/// What tells a box from others: its part of the form, its label, and the how many-th of these it is.
type Key = (String, String, usize);

/// Marks every box whose text differs from the box of the same label in `before`.
pub(super) fn compare_boxes(blocks: &mut [Block], before: &[Block]) -> Vec<Change> {
    let mut old: BTreeMap<Key, Words> = BTreeMap::new();
    let mut seen = BTreeMap::new();
    for block in before {
        let Block::Fields(fields) = block else {
            continue;
        };
        for field in fields.rows.iter().flatten() {
            old.insert(key(&mut seen, &fields.caption, field), plain(&field.value));
        }
    }
    let mut changes = Vec::new();
    let mut seen = BTreeMap::new();
    for block in blocks {
        let Block::Fields(fields) = block else {
            continue;
        };
        for field in fields.rows.iter_mut().flatten() {
            let Some(before) = old.remove(&key(&mut seen, &fields.caption, field)) else {
                continue;
            };
            let now = plain(&field.value);
            if now == before {
                continue;
            }
            mark(&mut field.value, before.clone());
            changes.push(Change {
                place: label(field),
                before,
                now,
            });
        }
    }
    changes
}

fn key(seen: &mut BTreeMap<(String, String), usize>, caption: &Words, field: &Field) -> Key {
    let read = |words: &Words| words.read(Language::Japanese).to_owned();
    let (caption, label) = (read(caption), read(&field.label));
    let count = seen.entry((caption.clone(), label.clone())).or_insert(0);
    *count += 1;
    (caption, label, *count)
}

/// The label on one line.
fn label(field: &Field) -> Words {
    let read = |language| field.label.read(language).replace('\n', "");
    Words::both(read(Language::Japanese), read(Language::English))
}
