//! Lists: filters, pages, order.

use super::{CARE, START, VISIT, World, deletion, later};
use crate::drafts::DraftOptions;
use crate::inbox::{InboxFilter, ReceivedState, list_inbox, unread_bundles};
use crate::outbox::{OutboxFilter, SentGroup, SentState, count_outbox, list_outbox, queue_draft};
use crate::page::PageRequest;
use crate::search::{ClientKey, Kind, Stretch, Words};
use crate::store::StoreError;
use crate::store::received::explain as explain_inbox;
use crate::store::sent::explain as explain_outbox;

/// Bundles of three partners, queued one second after the other.
fn world() -> World {
    let mut world = World::new();
    for number in 0..25 {
        let partner = ["1370300021", "1370300039", "1370300047"][number % 3];
        let stamp = format!("202610010900{number:02}");
        let insured = format!("{:010}", number % 5 + 1);
        let options = DraftOptions {
            message: format!("100%の{number}通目_\n二行目"),
            ..DraftOptions::default()
        };
        let created = world
            .care
            .draft(&[deletion(CARE, partner, &stamp, &insured)], &options);
        let id = created.drafts[0].id;
        queue_draft(&mut world.care.store, id, later(number as i64 / 2)).unwrap();
    }
    world
}

#[test]
fn pages_follow_each_other_without_gap_or_repetition() {
    let mut world = world();
    for limit in [1, 7, 25, 100] {
        let mut page = PageRequest::first(limit);
        let mut stamps = Vec::new();
        let mut times = Vec::new();
        loop {
            let filter = OutboxFilter::default();
            let found = list_outbox(&mut world.care.store, &filter, &page).unwrap();
            assert!(found.rows.len() <= limit as usize);
            stamps.extend(found.rows.iter().filter_map(|row| row.stamp.clone()));
            times.extend(found.rows.iter().filter_map(|row| row.times.queued));
            match found.next {
                Some(next) => page.after = Some(next),
                None => break,
            }
        }
        assert_eq!(stamps.len(), 25, "limit {limit}");
        stamps.sort();
        stamps.dedup();
        assert_eq!(stamps.len(), 25, "limit {limit}");
        assert!(
            times.is_sorted_by(|left, right| left >= right),
            "limit {limit}"
        );
    }
}

#[test]
fn filters_narrow_the_list_and_combine() {
    let mut world = world();
    let all = OutboxFilter::default();
    let partner = |number: &str| OutboxFilter {
        partner: Some(number.parse().unwrap()),
        ..all.clone()
    };
    let month = |digits: &str| OutboxFilter {
        month: Some(digits.to_owned()),
        ..all.clone()
    };
    let kind = |kind| OutboxFilter {
        kind: Some(kind),
        ..all.clone()
    };
    let client = |insured: &str| OutboxFilter {
        clients: Some(vec![ClientKey {
            insurer: "131001".to_owned(),
            insured: insured.to_owned(),
        }]),
        ..all.clone()
    };
    let state = |state| OutboxFilter {
        state: Some(state),
        ..all.clone()
    };
    let group = |group| OutboxFilter {
        group: Some(group),
        ..all.clone()
    };
    let words = |text: &str| OutboxFilter {
        words: Some(Words::read(text)),
        ..all.clone()
    };
    let listed = |from, until| OutboxFilter {
        listed: Some(Stretch {
            from: later(from),
            until: later(until),
        }),
        ..all.clone()
    };
    let cases = [
        (all.clone(), 25),
        (partner(VISIT), 9),
        (month("202610"), 25),
        (month("202611"), 0),
        (kind(Kind::Deletion), 25),
        (kind(Kind::Ticket), 0),
        (kind(Kind::Registration), 0),
        (kind(Kind::Documents), 0),
        (client("0000000002"), 5),
        (client("0000000009"), 0),
        (
            OutboxFilter {
                clients: Some(Vec::new()),
                ..all.clone()
            },
            0,
        ),
        (state(SentState::Waiting), 25),
        (state(SentState::Opened), 0),
        (group(SentGroup::Stopped), 0),
        (group(SentGroup::Unopened), 0),
        (listed(0, 3), 6),
        (listed(11, 99), 3),
        (words("の7通"), 1),
        // What has a meaning in a pattern stands for itself; letters of either width
        // are one; every word must be there.
        (words("100%の1"), 11),
        (words("１００％ の7通目_"), 1),
        (words("目_"), 25),
        (words("_通目"), 0),
        (words("の7通 の8通"), 0),
        (words("dltplan_202610 20261001090003"), 1),
        (words(VISIT), 9),
        (words(" "), 25),
        (
            OutboxFilter {
                clients: client("0000000002").clients,
                words: words("の6通").words,
                ..partner(VISIT)
            },
            1,
        ),
        (
            OutboxFilter {
                clients: client("0000000002").clients,
                ..partner(VISIT)
            },
            2,
        ),
        (
            OutboxFilter {
                month: month("202610").month,
                kind: Some(Kind::Deletion),
                state: Some(SentState::Waiting),
                listed: listed(0, 3).listed,
                ..partner(VISIT)
            },
            2,
        ),
    ];
    for (filter, expected) in cases {
        let count = count_outbox(&mut world.care.store, &filter).unwrap();
        assert_eq!(count, expected, "{filter:?}");
        let page = PageRequest::first(500);
        let rows = list_outbox(&mut world.care.store, &filter, &page)
            .unwrap()
            .rows;
        assert_eq!(rows.len() as u64, expected, "{filter:?}");
    }
}

/// Every combination of conditions has a plan that seeks: nothing but the tables of
/// words and of partners is read from its beginning to its end.
#[test]
fn no_combination_of_conditions_reads_a_whole_table() {
    let mut world = world();
    let plans = world
        .care
        .store
        .read(|tx| {
            let mut plans = Vec::new();
            for number in 0..1 << 7 {
                let has = |bit: u32| number & (1 << bit) != 0;
                let clients = has(0).then(|| {
                    vec![ClientKey {
                        insurer: "131001".to_owned(),
                        insured: "0000000002".to_owned(),
                    }]
                });
                let words = has(1).then(|| Words::read("通目"));
                let month = has(2).then(|| "202610".to_owned());
                let listed = has(3).then_some(Stretch {
                    from: START,
                    until: later(9),
                });
                let partner = has(4).then(|| VISIT.parse().unwrap());
                for kind in Kind::ALL {
                    let kind = has(5).then_some(kind);
                    let sent = OutboxFilter {
                        state: (has(6) && !has(3)).then_some(SentState::Opened),
                        group: (has(6) && has(3)).then_some(SentGroup::Unopened),
                        partner,
                        month: month.clone(),
                        kind,
                        listed,
                        clients: clients.clone(),
                        words: words.clone(),
                    };
                    plans.extend(explain_outbox(tx, &sent)?);
                    let received = InboxFilter {
                        state: has(6).then_some(ReceivedState::Received),
                        partner,
                        month: month.clone(),
                        kind,
                        listed,
                        clients: clients.clone(),
                        words: words.clone(),
                    };
                    plans.extend(explain_inbox(tx, &received)?);
                    if kind.is_none() {
                        break;
                    }
                }
            }
            Ok::<_, StoreError>(plans)
        })
        .unwrap();
    assert!(plans.len() > 2_000);
    let mut scans: Vec<&str> = plans
        .iter()
        .filter(|step| step.starts_with("SCAN"))
        .map(String::as_str)
        .collect();
    scans.sort_unstable();
    scans.dedup();
    // Small sets: the clients asked for, the bundles that have the words, the keys of
    // a source.
    expect_test::expect![[r#"
        SCAN CONSTANT ROW
        SCAN json_each VIRTUAL TABLE INDEX 1:
        SCAN keys
        SCAN wanted"#]]
    .assert_eq(&scans.join("\n"));
}

#[test]
fn a_list_shows_the_first_line_of_the_message() {
    let mut world = World::new();
    let options = DraftOptions {
        message: format!("\n {}\n二行目", "あ".repeat(100)),
        ..DraftOptions::default()
    };
    let created = world.care.draft(
        &[deletion(CARE, VISIT, "20261001090000", "0000000001")],
        &options,
    );
    queue_draft(&mut world.care.store, created.drafts[0].id, START).unwrap();
    let filter = OutboxFilter::default();
    let page = list_outbox(&mut world.care.store, &filter, &PageRequest::default()).unwrap();
    assert_eq!(page.rows[0].message_start, "あ".repeat(80));
}

#[test]
fn received_pages_follow_each_other_in_both_orders() {
    let mut world = World::new();
    let keys: Vec<_> = (0..12)
        .map(|number| world.deliver(&format!("202610010900{:02}", 59 - number)))
        .collect();
    world.announce();
    for key in &keys {
        world.fetch(*key);
    }
    for partner in [None, Some(CARE.parse().unwrap())] {
        for limit in [1, 5, 12] {
            let mut page = PageRequest::first(limit);
            let mut found = Vec::new();
            loop {
                let filter = InboxFilter {
                    partner,
                    ..InboxFilter::default()
                };
                let read = list_inbox(&mut world.visit.store, &filter, &page).unwrap();
                found.extend(read.rows.into_iter().map(|row| (row.stamp, row.id)));
                match read.next {
                    Some(next) => page.after = Some(next),
                    None => break,
                }
            }
            // All arrived in the same second, so the stamp orders both lists.
            assert!(found.is_sorted_by(|left, right| left.0 > right.0));
            assert_eq!(found.len(), 12, "limit {limit}");
        }
    }
    let oldest = unread_bundles(&mut world.visit.store, 3).unwrap();
    assert_eq!(oldest, [keys[11], keys[10], keys[9]]);
}
