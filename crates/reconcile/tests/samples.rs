//! A whole month of samples: identity, and what must add up.
#![allow(clippy::unwrap_used)]

use samples::{Batch, Settings, generate};
use standard::{Document, FileKind, FileName, read_file};
use tsunagu_reconcile::{Difference, DifferenceKind, Reconciliation, SourceFile, reconcile};

/// The files of one batch of a world, read as what their names say.
fn files(seed: u64, batch: Batch) -> Vec<(String, Document)> {
    let month = "202610".parse().unwrap();
    let world = generate(&Settings {
        seed,
        offices: 5,
        clients: 30,
        month,
    });
    let of_batch = world.files.into_iter().filter(|file| file.batch == batch);
    of_batch
        .map(|file| {
            let kind = FileName::parse(&file.name).unwrap().kind;
            let document = read_file(&file.bytes, kind);
            (file.name, document)
        })
        .collect()
}

fn sources(files: &[(String, Document)]) -> Vec<SourceFile<'_>> {
    files
        .iter()
        .map(|(file_name, document)| SourceFile {
            file_name,
            document,
            clients: None,
        })
        .collect()
}

fn month(seed: u64) -> Reconciliation {
    let (planned, actual) = (files(seed, Batch::Ticket), files(seed, Batch::Actual));
    reconcile(&sources(&planned), &sources(&actual))
}

/// Actuals that are the plan itself, which has the same form.
#[test]
fn a_plan_does_not_differ_from_itself() {
    for seed in 0..3 {
        let planned = files(seed, Batch::Ticket);
        let actual: Vec<(String, Document)> = planned
            .iter()
            .filter(|(_, document)| document.kind() == FileKind::UpPlan)
            .map(|(name, document)| {
                let name = name.replace("UPPLAN_", "UPJSK_");
                (name, read_file(&document.to_bytes(), FileKind::UpJsk))
            })
            .collect();
        let result = reconcile(&sources(&planned), &sources(&actual));
        assert!(!result.clients.is_empty() && result.unread.is_empty());
        for client in &result.clients {
            assert!(client.is_as_planned(), "seed {seed}: {client:#?}");
        }
    }
}

#[test]
fn every_record_of_both_sides_is_accounted_for() {
    for seed in 0..3 {
        for client in month(seed).clients {
            let days = |days: &dyn Fn(&tsunagu_reconcile::ServiceDays) -> [i64; 31]| -> i64 {
                client.services.iter().flat_map(days).sum()
            };
            let office = |count: &dyn Fn(&tsunagu_reconcile::OfficeMonth) -> i64| -> i64 {
                client.offices.iter().map(count).sum()
            };
            assert_eq!(days(&|row| row.planned), office(&|one| one.planned_count));
            assert_eq!(days(&|row| row.actual), office(&|one| one.actual_count));
            let arrived = client
                .offices
                .iter()
                .filter(|one| one.arrival == tsunagu_reconcile::Arrival::Arrived);
            let surplus: i64 = arrived
                .map(|one| one.actual_count - one.planned_count)
                .sum();
            assert_eq!(
                surplus,
                surplus_of(&client.differences),
                "seed {seed}: {client:#?}"
            );
        }
    }
}

/// How much more was given than planned, as the differences tell it.
fn surplus_of(differences: &[Difference]) -> i64 {
    differences
        .iter()
        .map(|difference| match &difference.kind {
            DifferenceKind::NotGiven { planned } => -planned.count,
            DifferenceKind::NotPlanned { actual } => actual.count,
            DifferenceKind::OtherDay { planned, actual }
            | DifferenceKind::OtherTime { planned, actual }
            | DifferenceKind::OtherService { planned, actual }
            | DifferenceKind::OtherCount { planned, actual } => actual.count - planned.count,
            DifferenceKind::OtherProration { .. }
            | DifferenceKind::OtherUnits { .. }
            | DifferenceKind::NothingGiven { .. } => 0,
        })
        .sum()
}

#[test]
fn samples_differ_in_the_ways_that_life_makes() {
    let mut codes: Vec<&str> = (0..3)
        .flat_map(|seed| month(seed).clients)
        .flat_map(|client| client.differences)
        .map(|difference| difference.code())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    for code in ["REC-101", "REC-102", "REC-103", "REC-104"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
}
