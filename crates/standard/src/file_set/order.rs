//! Later sets that delete or replace what an earlier one sends (standard, clauses 2.5 and 3.5: sets
//! are taken in the order of their stamps).
//!
//! Nothing is wrong with such sets, so it is information: who sends a plan and its deletion
//! together should know what is left.

use std::collections::HashMap;

use crate::address::Address;
use crate::calendar::Stamp;
use crate::file_kind::FileKind;
use crate::finding::{SetProblem, Severity};
use crate::links::{LinkKey, Links};
use crate::nothing_to_delete::DELETIONS;
use crate::report::{FileReport, SetReport};

/// Sender, receiver, kind of file and record.
type Record<'a> = (Address, Address, FileKind, &'a LinkKey);

/// Says of each set, once, that a later one deletes or replaces a record of it.
pub(super) fn find_later_sets(files: &[FileReport], links: &[Links], sets: &mut [SetReport]) {
    let mut latest: HashMap<Record<'_>, (Stamp, bool)> = HashMap::new();
    for set in sets.iter() {
        for &index in &set.files {
            let Some((kind, deletes)) = subject(&files[index]) else {
                continue;
            };
            for (key, _) in links[index].keys.entries() {
                let known = latest
                    .entry((set.from, set.to, kind, key))
                    .or_insert((set.stamp, deletes));
                *known = (set.stamp, deletes).max(*known);
            }
        }
    }
    for set in sets.iter_mut() {
        let later = set.files.iter().find_map(|&index| {
            let (kind, deletion) = subject(&files[index])?;
            let later = links[index].keys.entries().iter().find_map(|(key, _)| {
                let &(stamp, deletes) = latest.get(&(set.from, set.to, kind, key))?;
                (stamp > set.stamp && !deletion).then_some((stamp, deletes))
            });
            Some((files[index].name.clone(), later?))
        });
        if let Some((file, (stamp, deletes))) = later {
            let stamp = stamp.to_string();
            let problem = SetProblem::Later { stamp, deletes };
            set.push(Severity::Information, Some(file), problem);
        }
    }
}

/// The kind of file whose records are sent or deleted, and whether they are deleted.
fn subject(file: &FileReport) -> Option<(FileKind, bool)> {
    let kind = file.file_name?.kind;
    DELETIONS.iter().find_map(|&(sent, deletion)| {
        (kind == sent || kind == deletion).then_some((sent, kind == deletion))
    })
}
