//! Lists: filters, pages, order.

use super::{CARE, START, VISIT, World, deletion, later};
use crate::drafts::DraftOptions;
use crate::outbox::{OutboxFilter, SentState, count_outbox, list_outbox, queue_draft};
use crate::page::PageRequest;

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
fn filters_narrow_the_list() {
    let mut world = world();
    let all = OutboxFilter::default();
    let cases = [
        (all.clone(), 25),
        (
            OutboxFilter {
                partner: Some(VISIT.parse().unwrap()),
                ..all.clone()
            },
            9,
        ),
        (
            OutboxFilter {
                month: Some("202610".to_owned()),
                ..all.clone()
            },
            25,
        ),
        (
            OutboxFilter {
                month: Some("202611".to_owned()),
                ..all.clone()
            },
            0,
        ),
        (
            OutboxFilter {
                set: Some("K4".to_owned()),
                ..all.clone()
            },
            25,
        ),
        (
            OutboxFilter {
                set: Some("K2".to_owned()),
                ..all.clone()
            },
            0,
        ),
        (
            OutboxFilter {
                insured: Some("0000000002".to_owned()),
                ..all.clone()
            },
            5,
        ),
        (
            OutboxFilter {
                state: Some(SentState::Waiting),
                ..all.clone()
            },
            25,
        ),
        (
            OutboxFilter {
                state: Some(SentState::Opened),
                ..all.clone()
            },
            0,
        ),
        (
            OutboxFilter {
                text: Some("の7通".to_owned()),
                ..all.clone()
            },
            1,
        ),
        // The signs of LIKE stand for themselves.
        (
            OutboxFilter {
                text: Some("100%の1".to_owned()),
                ..all.clone()
            },
            11,
        ),
        (
            OutboxFilter {
                text: Some("目_".to_owned()),
                ..all.clone()
            },
            25,
        ),
        (
            OutboxFilter {
                text: Some("_通目".to_owned()),
                ..all
            },
            0,
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
