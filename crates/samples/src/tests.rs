//! What holds for every world: the same bytes for the same settings, stamps in order, everyone is served.
//!
//! That the files are valid is tested in `tests/valid.rs`, against the `standard` crate.

use std::collections::{BTreeMap, BTreeSet};

use standard::FileName;

use super::*;

fn world(seed: u64, offices: u32, clients: u32, month: &str) -> SampleMonth {
    let month = month.parse().unwrap();
    generate(&Settings {
        seed,
        offices,
        clients,
        month,
    })
}

fn name(file: &SampleFile) -> FileName {
    FileName::parse(&file.name).unwrap()
}

#[test]
fn equal_settings_give_equal_bytes_and_another_seed_gives_others() {
    let first = world(11, 8, 30, "202612");
    assert_eq!(first, world(11, 8, 30, "202612"));
    assert_ne!(first.files, world(12, 8, 30, "202612").files);
}

#[test]
fn a_world_without_offices_or_clients_has_no_files() {
    assert_eq!(world(1, 0, 10, "202610").files, []);
    assert_eq!(world(1, 5, 0, "202610").files, []);
    assert_eq!(world(1, 0, 0, "202610").offices.len(), 1);
}

#[test]
fn two_offices_and_one_client_give_a_plan_a_ticket_and_an_actual_for_each_office() {
    for seed in 0..50 {
        let world = world(seed, 2, 1, "202610");
        let mut seen: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for file in &world.files {
            let name = name(file);
            let (office, manager) = match file.batch {
                Batch::Actual | Batch::Deletion => (name.from, name.to),
                Batch::Plan | Batch::Ticket | Batch::Prevention => (name.to, name.from),
            };
            assert_eq!(manager.to_string(), "1370200015-43");
            if name.kind != standard::FileKind::DltJsk {
                seen.entry(office.to_string())
                    .or_default()
                    .push(name.kind.as_str());
            }
        }
        let kinds = [
            "UP1KYO", "UP2KYO", "UP3KYO", "UPHOSOKU", "UPPLAN", "UPSIKYU", "UPHOSOKU", "UPJSK",
        ];
        let expected =
            ["1370300021-11", "1370400037-13"].map(|office| (office.to_owned(), kinds.to_vec()));
        assert_eq!(
            seen.into_iter().collect::<Vec<_>>(),
            expected,
            "seed {seed}"
        );
    }
}

#[test]
fn stamps_rise_from_set_to_set_and_are_shared_within_a_set() {
    let world = world(3, 14, 60, "202702");
    let mut last = (String::new(), String::new());
    let mut seen = BTreeSet::new();
    for file in &world.files {
        let name = name(file);
        let set = (name.stamp.to_string(), format!("{}{}", name.from, name.to));
        if set != last {
            assert!(set.0 > last.0, "{}", file.name);
            assert!(seen.insert(set.0.clone()));
            last = set;
        }
    }
    assert!(world.files.iter().any(|file| file.batch == Batch::Deletion));
    let day = |batch: Batch| {
        let stamps = world
            .files
            .iter()
            .filter(move |file| file.batch == batch)
            .map(|file| name(file).stamp.to_string());
        (stamps.clone().min().unwrap(), stamps.max().unwrap())
    };
    assert_eq!(&day(Batch::Ticket).0[..8], "20270126");
    assert!(day(Batch::Ticket).1.as_str() < "20270201");
    assert_eq!(&day(Batch::Actual).0[..8], "20270301");
}

#[test]
fn every_office_of_a_large_world_sends_or_receives_in_its_own_folder() {
    let world = world(5, 16, 100, "202610");
    let mut received = BTreeSet::new();
    for file in &world.files {
        let name = name(file);
        let folder = format!("{}/{}", name.from.office, file.batch.folder());
        assert_eq!(file.folder, folder, "{}", file.name);
        received.insert(name.to.office.to_string());
    }
    let all: BTreeSet<String> = world
        .offices
        .iter()
        .map(|office| office.number.clone())
        .collect();
    assert_eq!(received, all);
}

#[test]
fn every_kind_of_file_but_the_picture_occurs() {
    let world = world(23, 6, 60, "202610");
    let kinds: BTreeSet<&str> = world
        .files
        .iter()
        .map(|file| name(file).kind.as_str())
        .collect();
    let all: BTreeSet<&str> = standard::FileKind::ALL
        .iter()
        .map(|kind| kind.as_str())
        .collect();
    assert_eq!(
        all.difference(&kinds).copied().collect::<Vec<_>>(),
        ["UPKIHON_IMAGE"]
    );
}

#[test]
fn a_client_is_the_same_person_in_a_larger_world() {
    let supplement = |clients| {
        let world = world(9, 2, clients, "202610");
        let file = world
            .files
            .into_iter()
            .find(|file| file.name.starts_with("UPHOSOKU_202610"))
            .unwrap();
        let end = file.bytes.iter().position(|byte| *byte == b'\n').unwrap();
        file.bytes[..end].to_vec()
    };
    assert_eq!(supplement(1), supplement(40));
}
