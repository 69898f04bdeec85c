//! What is remembered between two looks, and which files are ready to be taken.
//!
//! Pure. Forgetting all of it (the program ended) only costs one more look: a file must
//! be seen unchanged at two looks, whoever looked.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use protocol::UtcSeconds;
use standard::file_name::FileName;
use standard::file_set::SetKind;

use super::Trouble;
use super::disk::Entry;

/// How long an unfinished set, or one that may still grow, waits for further files. Care
/// software writes the files of one stamp within seconds; a minute also covers a person
/// who copies them one by one.
pub const QUIET_SECONDS: i64 = 60;

/// A file is complete when it was the same at this many looks.
const LOOKS_UNCHANGED: u32 = 2;

/// What is remembered of one folder.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    files: BTreeMap<String, Seen>,
    /// Bundles whose files were gone at the last look.
    pub(super) gone: BTreeSet<i64>,
    /// What was last noted in the database, and when.
    pub(super) noted: Option<(UtcSeconds, u64, Option<Trouble>)>,
}

#[derive(Debug)]
struct Seen {
    size_bytes: u64,
    modified: Option<SystemTime>,
    looks: u32,
    since: UtcSeconds,
}

impl Watch {
    /// Compares the files that are there now with those of the last look.
    pub(super) fn observe(&mut self, entries: &[Entry], now: UtcSeconds) {
        let mut files = BTreeMap::new();
        for entry in entries {
            let seen = match self.files.remove(&entry.name) {
                Some(seen)
                    if seen.size_bytes == entry.size_bytes && seen.modified == entry.modified =>
                {
                    Seen {
                        looks: seen.looks.saturating_add(1),
                        ..seen
                    }
                }
                _ => Seen {
                    size_bytes: entry.size_bytes,
                    modified: entry.modified,
                    looks: 1,
                    since: now,
                },
            };
            files.insert(entry.name.clone(), seen);
        }
        self.files = files;
    }

    /// Forgets a file that changed while it was read.
    pub(super) fn forget(&mut self, name: &str) {
        self.files.remove(name);
    }

    /// The groups of entries that can be taken now: files of one sender, receiver and
    /// stamp together, every other file by itself.
    pub(super) fn ready(&self, entries: &[Entry], now: UtcSeconds) -> Vec<Vec<Entry>> {
        let mut groups: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for entry in entries {
            // A name of the standard has no slash, so the keys cannot meet.
            let key = match FileName::parse(&entry.name) {
                Ok(name) => format!("{} {} {}", name.stamp, name.from, name.to),
                Err(_) => format!("/{}", entry.name),
            };
            groups.entry(key).or_default().push(entry.clone());
        }
        groups
            .into_values()
            .filter(|group| self.is_ready(group, now))
            .collect()
    }

    /// Whether nothing of the group changed for [`QUIET_SECONDS`].
    pub(super) fn is_quiet(&self, group: &[Entry], now: UtcSeconds) -> bool {
        let mut seen = group.iter().map(|entry| self.files.get(&entry.name));
        seen.all(|seen| {
            seen.is_some_and(|seen| now.0.saturating_sub(seen.since.0) >= QUIET_SECONDS)
        })
    }

    fn is_ready(&self, group: &[Entry], now: UtcSeconds) -> bool {
        let seen: Vec<&Seen> = group
            .iter()
            .filter_map(|entry| self.files.get(&entry.name))
            .collect();
        let unchanged =
            seen.len() == group.len() && seen.iter().all(|seen| seen.looks >= LOOKS_UNCHANGED);
        unchanged && (self.is_quiet(group, now) || is_complete(group))
    }
}

/// Whether nothing can be missing: a file that belongs to no set, or a set of the
/// standard to which no other file could be added.
fn is_complete(group: &[Entry]) -> bool {
    // The names alone say which set it is.
    let inputs: Vec<standard::Input<'_>> = group
        .iter()
        .map(|entry| standard::Input {
            path: &entry.name,
            bytes: b"",
        })
        .collect();
    let report = standard::check_files(&inputs);
    match report.sets.as_slice() {
        [] => true,
        [set] => match set.set {
            // Y3 becomes Y2 with one file more, and pictures may follow Y1 and Y2.
            Some(SetKind::Y1 | SetKind::Y2 | SetKind::Y3) | None => false,
            Some(_) => true,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAIL: &str = "1370200015_43_1370300021_11_20261001090000.CSV";

    fn entry(name: &str, size_bytes: u64) -> Entry {
        Entry {
            name: name.to_owned(),
            size_bytes,
            modified: None,
        }
    }

    /// Looks at the same files at each of the times; the numbers of files of the groups
    /// that are ready at the last.
    #[track_caller]
    fn check(names: &[&str], times: &[i64], expected: &[usize]) {
        let entries: Vec<Entry> = names.iter().map(|name| entry(name, 1)).collect();
        let mut watch = Watch::default();
        let mut found = Vec::new();
        for time in times {
            watch.observe(&entries, UtcSeconds(*time));
            found = watch.ready(&entries, UtcSeconds(*time));
        }
        let found: Vec<usize> = found.iter().map(Vec::len).collect();
        assert_eq!(found, expected, "{names:?} at {times:?}");
    }

    #[test]
    fn a_set_is_ready_when_it_is_whole_or_quiet() {
        let [plan, ticket, extra] =
            ["UPPLAN", "UPSIKYU", "UPHOSOKU"].map(|kind| format!("{kind}_202610_{TAIL}"));
        let whole = [plan.as_str(), &ticket, &extra];
        check(&whole, &[0], &[]);
        check(&whole, &[0, 5], &[3]);
        check(&whole[..2], &[0, 5], &[]);
        check(&whole[..2], &[0, 5, 59], &[]);
        check(&whole[..2], &[0, 5, 60], &[2]);
        // A deletion is a set of one file.
        check(&[&format!("DLTPLAN_202610_{TAIL}")], &[0, 5], &[1]);
        // Names that are no names of the standard are rejected one by one.
        check(&["a.pdf", "b.CSV"], &[0, 5], &[1, 1]);
    }

    #[test]
    fn a_set_that_may_still_grow_waits_for_quiet() {
        let plan = "UPYOBO_1370200015_46_1370300021_A1_20261001090000.CSV";
        let lines = plan.replace("UPYOBO", "UPYOBO_SUB");
        check(&[plan, &lines], &[0, 5], &[]);
        check(&[plan, &lines], &[0, 60], &[2]);
    }

    #[test]
    fn a_file_that_changes_begins_anew() {
        let mut watch = Watch::default();
        let name = format!("DLTPLAN_202610_{TAIL}");
        for (time, size_bytes) in [(0, 1), (5, 2), (10, 3)] {
            let entries = [entry(&name, size_bytes)];
            watch.observe(&entries, UtcSeconds(time));
            assert_eq!(watch.ready(&entries, UtcSeconds(time)).len(), 0);
        }
        let entries = [entry(&name, 3)];
        watch.observe(&entries, UtcSeconds(15));
        assert_eq!(watch.ready(&entries, UtcSeconds(15)).len(), 1);
        watch.observe(&[], UtcSeconds(20));
        watch.observe(&entries, UtcSeconds(25));
        assert_eq!(watch.ready(&entries, UtcSeconds(25)).len(), 0);
    }
}
