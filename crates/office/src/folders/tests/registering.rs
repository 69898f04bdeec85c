//! Registering and removing: codes, the mark, and that nothing else is touched.

use std::fs;

use super::Desk;
use super::out_folder::file;
use crate::error_code::ErrorCode;
use crate::folders::{
    ChangeFolderError, Direction, FolderError, InLayout, MARK_FILE, SendMode, add_folder,
    change_folder, list_folders, remove_folder,
};
use crate::store::folders::sends_due;
use crate::tests::{START, TestOffice, World, later};

#[test]
fn a_folder_belongs_to_one_registration() {
    let mut world = World::new();
    let dir = tempfile::tempdir().unwrap();
    let (path, missing) = (dir.path(), dir.path().join("missing"));
    let out = Direction::Out(SendMode::At { minute: 545 });
    let code =
        |outcome: Result<(), FolderError>| outcome.map_err(|err| ErrorCode::from(&err).code());
    let store = &mut world.care.store;
    assert_eq!(
        code(add_folder(store, &missing, out, START)),
        Err("OFF-701")
    );
    assert_eq!(code(remove_folder(store, path, START)), Err("OFF-706"));
    assert_eq!(code(add_folder(store, path, out, START)), Ok(()));
    assert!(path.join(MARK_FILE).is_file());
    let same = path.join("..").join(path.file_name().unwrap());
    let inward = Direction::In(InLayout::Partner);
    assert_eq!(
        code(add_folder(store, &same, inward, START)),
        Err("OFF-705")
    );
    let status = list_folders(store).unwrap().remove(0);
    assert_eq!(
        (
            status.direction,
            status.mode,
            status.send_at.as_deref(),
            status.layout
        ),
        ("out", Some("at"), Some("09:05"), None)
    );
    // Another office does not get at it.
    let other = &mut world.visit.store;
    assert_eq!(code(add_folder(other, path, inward, START)), Err("OFF-707"));
    assert_eq!(list_folders(other).unwrap(), []);
    let store = &mut world.care.store;
    fs::write(path.join("a.txt"), "a").unwrap();
    assert_eq!(code(remove_folder(store, &same, later(1))), Ok(()));
    assert_eq!(list_folders(store).unwrap(), []);
    assert!(!path.join(MARK_FILE).exists() && path.join("a.txt").exists());
    assert_eq!(code(add_folder(store, path, inward, later(2))), Ok(()));
    let status = list_folders(store).unwrap().remove(0);
    assert_eq!((status.direction, status.layout), ("in", Some("partner")));
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_says_so() {
    let mut world = World::new();
    let dir = tempfile::tempdir().unwrap();
    // A folder where the mark should be can be neither read nor written, whoever asks.
    fs::create_dir(dir.path().join(MARK_FILE)).unwrap();
    let direction = Direction::In(InLayout::Flat);
    let err = add_folder(&mut world.care.store, dir.path(), direction, START).unwrap_err();
    assert_eq!(ErrorCode::from(&err).code(), "OFF-704");
}

#[test]
fn a_folder_keeps_its_direction_and_drafts_follow_a_change() {
    let mut world = World::new();
    let office = &mut world.care;
    let mut desk = Desk::new(office, Direction::Out(SendMode::At { minute: 545 }));
    let number = desk.status(office).number;
    let code = |outcome: Result<(), ChangeFolderError>| {
        outcome.map_err(|err| ErrorCode::from(&err).code())
    };
    let inward = Direction::In(InLayout::Flat);
    let draft = Direction::Out(SendMode::Draft);
    let changed = change_folder(&mut office.store, number, inward, START);
    assert_eq!(code(changed), Err("OFF-713"));
    let changed = change_folder(&mut office.store, number + 1, draft, START);
    assert_eq!(code(changed), Err("OFF-706"));

    let input = file("20261001090000");
    desk.put(&input.path, &input.bytes);
    desk.looks(office, 2);
    let due = |office: &mut TestOffice| {
        let far = later(10 * 24 * 3600);
        let due = office.store.read(|tx| sends_due(tx, far));
        due.unwrap().len()
    };
    assert_eq!(due(office), 1);
    let at = Direction::Out(SendMode::At { minute: 600 });
    let changed = change_folder(&mut office.store, number, at, START);
    assert_eq!((code(changed), due(office)), (Ok(()), 1));
    let changed = change_folder(&mut office.store, number, draft, START);
    assert_eq!((code(changed), due(office)), (Ok(()), 0));
    assert_eq!(desk.status(office).mode, Some("draft"));
}
