//! The rounds themselves, on an opened office: what the running program does.

use std::fs;
use std::time::Duration;

use crate::config::{SETTINGS_FILE, Settings};
use crate::drafts::list_drafts;
use crate::folders::{Direction, SendMode, add_folder, watch_folders};
use crate::office::Office;
use crate::page::PageRequest;
use crate::store::settings::{own_office, save_own_office};
use crate::store::{DATABASE_FILE, Store};
use crate::tests::{START, World};

use super::out_folder::file;

#[tokio::test]
async fn the_running_office_takes_files_round_by_round() {
    let mut world = World::new();
    let own = world.care.store.read(own_office).unwrap().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(&dir.path().join(DATABASE_FILE)).unwrap();
    store.write(|tx| save_own_office(tx, &own)).unwrap();
    let settings = Settings::new("https://localhost:1".to_owned());
    fs::write(dir.path().join(SETTINGS_FILE), settings.to_toml()).unwrap();
    let watched = tempfile::tempdir().unwrap();
    let direction = Direction::Out(SendMode::Draft);
    add_folder(&mut store, watched.path(), direction, START).unwrap();
    drop(store);

    let office = Office::open(dir.path()).unwrap();
    let mut changes = office.changes();
    let rounds = watch_folders(office.clone(), || START, Duration::from_millis(10));
    let rounds = tokio::spawn(rounds);
    let input = file("20261001090000");
    fs::write(watched.path().join(&input.path), &input.bytes).unwrap();
    changes.changed().await.unwrap();
    rounds.abort();
    let drafts = office.store(|store| list_drafts(store, &PageRequest::first(10)));
    assert_eq!(drafts.unwrap().rows.len(), 1);
    assert!(!watched.path().join(&input.path).exists());
}
