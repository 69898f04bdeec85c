//! What only the embedded engine can be asked: durability settings, a full disk, versions.

use std::path::PathBuf;

use protocol::UtcSeconds;
use tempfile::TempDir;

use super::*;
use crate::store::engine;

fn created() -> (TempDir, PathBuf, SqliteEngine) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hub.sqlite");
    let engine = SqliteEngine::create(&path).unwrap();
    (folder, path, engine)
}

fn setting(engine: &SqliteEngine, name: &str) -> String {
    let value = engine.connection.pragma_query_value(None, name, |row| {
        row.get_ref(0).map(|value| match value {
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            other => other.as_str().unwrap().to_owned(),
        })
    });
    value.unwrap()
}

#[test]
fn every_commit_is_synced() {
    let (_folder, path, engine) = created();
    let again = SqliteEngine::open(&path, Access::Change).unwrap();
    for engine in [engine, again] {
        assert_eq!(setting(&engine, "journal_mode"), "wal");
        assert_eq!(setting(&engine, "synchronous"), "2", "2 means FULL");
        assert_eq!(setting(&engine, "foreign_keys"), "1");
    }
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    let (_folder, _path, mut engine) = created();
    let pages: u32 = setting(&engine, "page_count").parse().unwrap();
    engine
        .connection
        .pragma_update(None, "max_page_count", pages)
        .unwrap();
    let long_name = "長い名前".repeat(10_000);
    let add = |engine: &mut SqliteEngine, number: u32, name: &str| {
        let office = format!("{number:010}").parse().unwrap();
        engine::write(engine, |records| {
            records.add_office(office, name, &[], UtcSeconds(0))
        })
    };
    add(&mut engine, 1, "短い").unwrap();
    let full = add(&mut engine, 2, &long_name).unwrap_err();
    assert_eq!(
        full.to_string(),
        "the transaction was rolled back by the database"
    );
    add(&mut engine, 3, "短い").unwrap();
    engine
        .connection
        .pragma_update(None, "max_page_count", pages + 1_000)
        .unwrap();
    add(&mut engine, 2, &long_name).unwrap();
    let offices = engine::read(&mut engine, |records| records.offices()).unwrap();
    assert_eq!(offices.len(), 3);
}

#[test]
fn a_reader_cannot_change_anything() {
    let (_folder, path, _engine) = created();
    let mut reader = SqliteEngine::open(&path, Access::Read).unwrap();
    let office = "1370200015".parse().unwrap();
    let refused = engine::write(&mut reader, |records| {
        records.add_office(office, "x", &[], UtcSeconds(0))
    });
    let refused = refused.unwrap_err().to_string();
    assert_eq!(
        refused,
        "the database failed: attempt to write a readonly database"
    );
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let (_folder, path, engine) = created();
    engine
        .connection
        .pragma_update(None, "user_version", 1_000)
        .unwrap();
    drop(engine);
    let refused = SqliteEngine::open(&path, Access::Change).err().unwrap();
    assert_eq!(
        refused.to_string(),
        "the database belongs to a newer version of this program"
    );
    let missing = SqliteEngine::open(&path.with_extension("none"), Access::Change)
        .err()
        .unwrap();
    assert!(
        missing
            .to_string()
            .starts_with("the database failed: unable to open"),
        "{missing}"
    );
}
