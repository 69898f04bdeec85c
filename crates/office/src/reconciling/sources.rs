//! Which bundles count for which client of a month.
//!
//! The rule is that of the standard (order of import by stamp, deletions), applied to what the
//! database knows of each bundle, so that no file is read for it. What a reader would get
//! wrong: a plan names all services of a client whoever receives it, so of the plans that went
//! to several partners the newest one counts for all of them; and a deletion that went to one
//! partner says nothing about the others.

use std::collections::{BTreeMap, BTreeSet};

use protocol::Digest;

use super::SourceBundle;
use crate::inbox::ReceivedId;
use crate::store::reconciling::VersionRow;

/// Insurer number and insured number.
pub(crate) type ClientId = (String, String);

/// Everything of one month that counts.
#[derive(Debug, Default)]
pub(crate) struct MonthSources {
    pub(crate) clients: BTreeMap<ClientId, ClientSources>,
    /// Whose actuals are here for whichever client, with the newest stamp.
    pub(crate) arrived: BTreeMap<String, String>,
    /// Bundles of the month that nobody opened yet.
    pub(crate) unread: BTreeSet<ReceivedId>,
    /// Bundles that count although the check found errors in them.
    pub(crate) doubtful: BTreeSet<ReceivedId>,
}

/// The bundles that count for one client.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct ClientSources {
    /// The newest plan.
    pub(crate) planned: Option<SourceBundle>,
    /// Of each sender the newest actuals, and what deletes a part of them later.
    pub(crate) actual: Vec<SourceBundle>,
}

impl MonthSources {
    /// Chooses from all versions of the month.
    pub(crate) fn choose(planned: Vec<VersionRow>, actual: Vec<VersionRow>) -> MonthSources {
        let mut sources = MonthSources::default();
        let planned = sources.set_unread_aside(planned);
        let actual = sources.set_unread_aside(actual);
        for row in actual.iter().filter(|row| !row.deletes) {
            let stamp = sources.arrived.entry(row.address.clone()).or_default();
            if *stamp < row.stamp {
                stamp.clone_from(&row.stamp);
            }
        }
        for (client, rows) in by_client(planned) {
            let mut newest: Option<VersionRow> = None;
            for rows in by_address(rows) {
                let last = rows.into_iter().next_back().filter(|last| !last.deletes);
                if last.as_ref().map(age) > newest.as_ref().map(age) {
                    newest = last;
                }
            }
            if let Some(newest) = newest {
                sources.doubtful.extend(doubtful(&newest));
                sources.clients.entry(client).or_default().planned = Some(newest.bundle);
            }
        }
        for (client, rows) in by_client(actual) {
            let mut counting = Vec::new();
            for rows in by_address(rows) {
                let Some(last) = rows.iter().rposition(|row| !row.deletes) else {
                    continue;
                };
                counting.extend(rows.into_iter().skip(last));
            }
            if counting.is_empty() {
                continue;
            }
            sources
                .doubtful
                .extend(counting.iter().filter_map(doubtful));
            let bundles = counting.into_iter().map(|row| row.bundle);
            sources.clients.entry(client).or_default().actual = bundles.collect();
        }
        sources
    }

    fn set_unread_aside(&mut self, rows: Vec<VersionRow>) -> Vec<VersionRow> {
        let (unread, opened): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.unread);
        for row in unread {
            if let SourceBundle::Received(id) = row.bundle {
                self.unread.insert(id);
            }
        }
        opened
    }

    /// The digest of whose actuals are here: it decides for every client who is waited for.
    pub(crate) fn arrived_digest(&self) -> Digest {
        let addresses: Vec<&str> = self.arrived.keys().map(String::as_str).collect();
        Digest::of(addresses.join("\n").as_bytes())
    }
}

impl ClientSources {
    /// The digest of all that decides what comes out for this client. It changes with the
    /// program, named in `made_for`, which may see more in the same files.
    pub(crate) fn inputs(&self, made_for: &str, arrived: &Digest) -> String {
        let mut text = format!("{made_for}\narrived {arrived}\n");
        if let Some(bundle) = &self.planned {
            text.push_str(&format!("planned {bundle}\n"));
        }
        for bundle in &self.actual {
            text.push_str(&format!("actual {bundle}\n"));
        }
        Digest::of(text.as_bytes()).to_string()
    }
}

fn doubtful(row: &VersionRow) -> Option<ReceivedId> {
    match row.bundle {
        SourceBundle::Received(id) if row.errors => Some(id),
        _ => None,
    }
}

/// Two bundles of one stamp hold the same; the key decides, so that every terminal chooses alike.
fn age(row: &VersionRow) -> (String, SourceBundle) {
    (row.stamp.clone(), row.bundle)
}

fn by_client(rows: Vec<VersionRow>) -> BTreeMap<ClientId, Vec<VersionRow>> {
    let mut clients: BTreeMap<ClientId, Vec<VersionRow>> = BTreeMap::new();
    for row in rows {
        clients.entry(row.client.clone()).or_default().push(row);
    }
    clients
}

/// The rows of each address, the oldest first.
fn by_address(rows: Vec<VersionRow>) -> impl Iterator<Item = Vec<VersionRow>> {
    let mut addresses: BTreeMap<String, Vec<VersionRow>> = BTreeMap::new();
    for row in rows {
        addresses.entry(row.address.clone()).or_default().push(row);
    }
    addresses.into_values().map(|mut rows| {
        rows.sort_by_key(age);
        rows
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(address: &str, stamp: &str, number: u8, deletes: bool) -> VersionRow {
        VersionRow {
            client: ("131001".to_owned(), "0000000001".to_owned()),
            address: address.to_owned(),
            stamp: stamp.to_owned(),
            deletes,
            bundle: SourceBundle::Sent(protocol::BundleId::new(
                protocol::UtcMillis(1_790_000_000_000),
                [number; 10],
            )),
            unread: false,
            errors: false,
        }
    }

    fn chosen(planned: Vec<VersionRow>, actual: Vec<VersionRow>) -> (Option<u8>, Vec<u8>) {
        let all: Vec<VersionRow> = planned.iter().chain(&actual).cloned().collect();
        let sources = MonthSources::choose(planned, actual);
        let number = |bundle: SourceBundle| {
            let at = all.iter().position(|row| row.bundle == bundle).unwrap();
            u8::try_from(at).unwrap()
        };
        let client = sources.clients.into_values().next().unwrap_or_default();
        (
            client.planned.map(number),
            client.actual.into_iter().map(number).collect(),
        )
    }

    #[test]
    fn the_newest_plan_counts_whoever_received_it() {
        let plans = vec![
            row("a", "2", 0, false),
            row("b", "3", 1, false),
            row("a", "1", 2, false),
        ];
        assert_eq!(chosen(plans, vec![]), (Some(1), vec![]));
    }

    #[test]
    fn a_plan_that_one_partner_shall_forget_stays_the_plan_of_the_others() {
        let plans = vec![
            row("a", "1", 0, false),
            row("b", "1", 1, false),
            row("b", "9", 2, true),
        ];
        assert_eq!(chosen(plans, vec![]), (Some(0), vec![]));
        let all_gone = vec![row("a", "1", 0, false), row("a", "9", 1, true)];
        assert_eq!(chosen(all_gone, vec![]), (None, vec![]));
    }

    #[test]
    fn of_each_sender_the_newest_actuals_count_and_what_deletes_them_later() {
        let actuals = vec![
            row("a", "1", 0, false),
            row("a", "2", 1, true),
            row("a", "3", 2, false),
            row("a", "4", 3, true),
            row("b", "1", 4, false),
            row("c", "1", 5, true),
        ];
        assert_eq!(chosen(vec![], actuals), (None, vec![2, 3, 4]));
    }

    #[test]
    fn what_nobody_opened_does_not_count_and_is_named() {
        let id = ReceivedId {
            sender: Some("1370300021".parse().unwrap()),
            id: protocol::BundleId::new(protocol::UtcMillis(1_790_000_000_000), [7; 10]),
        };
        let unread = VersionRow {
            bundle: SourceBundle::Received(id),
            unread: true,
            ..row("a", "2", 7, false)
        };
        let sources = MonthSources::choose(vec![], vec![row("a", "1", 0, false), unread]);
        assert_eq!(sources.unread, BTreeSet::from([id]));
        assert_eq!(sources.clients.values().next().unwrap().actual.len(), 1);
    }
}
