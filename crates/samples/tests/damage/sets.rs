//! Damaged sets: files that are missing, doubled, or do not belong together.

use crate::cases::{Cases, Expect, files_of, position, ticket};
use crate::pool::SETS;

/// Every way in which the files of a set can fail to belong together.
#[test]
fn damaged_sets_are_found() {
    let mut cases = Cases::new();
    for prefix in ["UP1KYO", "UPSIKYU", "UPYOBO", "UPKIHON"] {
        let set = &SETS[prefix];
        for (index, file) in set.files.iter().enumerate() {
            let name = file.prefix();
            let missing = match name {
                // A missing sub-table is a warning, for it may have no rows. UPKIHON may be left out of set Y2, but then
                // its sub-tables are alone.
                "UPKIHON_SUB1" | "UPKIHON_SUB2" | "UPYOBO_SUB" => Expect::Warning,
                // Without the plan the rest is set Y1, but for the plan's sub-table.
                _ => Expect::Error,
            };
            let mut files = files_of(set);
            files.remove(index);
            cases.check(&format!("{prefix} set without {name}"), &files, missing);

            let mut files = files_of(set);
            let path = files[index].0.clone();
            let stamp = &path[path.len() - 18..path.len() - 4];
            files[index].0 = path.replace(stamp, "20260901120000");
            cases.check(
                &format!("{prefix} set, {name} with another stamp"),
                &files,
                Expect::Error,
            );

            let mut files = files_of(set);
            files[index].0 = readdressed(&path, 3);
            cases.check(
                &format!("{prefix} set, {name} to another office"),
                &files,
                Expect::Error,
            );

            let mut files = files_of(set);
            files[index].0 = readdressed(&path, 1);
            cases.check(
                &format!("{prefix} set, {name} from another office"),
                &files,
                Expect::Error,
            );

            let mut files = files_of(set);
            let again = files[index].clone();
            files.push(again);
            cases.check(
                &format!("{prefix} set, {name} twice"),
                &files,
                Expect::Noticed,
            );

            let mut files = files_of(set);
            let mut again = files[index].clone();
            again.0 = again.0.to_lowercase();
            files.push(again);
            cases.check(
                &format!("{prefix} set, {name} twice in other letters"),
                &files,
                Expect::Noticed,
            );
        }
    }
    cases.finish(60);
}

/// Replaces the office number that stands `from_end` parts before the stamp's neighbour.
fn readdressed(name: &str, which: usize) -> String {
    let mut parts: Vec<String> = name.split('_').map(str::to_owned).collect();
    let at = parts.len() - 1 - (5 - which);
    assert_eq!(parts[at].len(), 10, "{name}");
    parts[at] = "1379900018".to_owned();
    parts.join("_")
}

#[test]
fn sets_that_do_not_belong_together_are_found() {
    let mut cases = Cases::new();
    let (plan, ticket) = (SETS["UP1KYO"].clone(), ticket());
    // Plan and ticket under one stamp: no set of the standard has both.
    let end = &plan.files[0].name[plan.files[0].name.len() - 44..];
    let mut files = files_of(&plan);
    for (name, bytes) in files_of(&ticket) {
        files.push((format!("{}{end}", &name[..name.len() - 44]), bytes));
    }
    cases.check("plan and ticket under one stamp", &files, Expect::Error);

    // Two sets, each right, together.
    let files = [files_of(&plan), files_of(&ticket)].concat();
    cases.check(
        "plan and ticket with their own stamps",
        &files,
        Expect::NoError,
    );

    // A supplement of the other sort.
    let mut files = files_of(&plan);
    let at = position(&plan, "UPHOSOKU");
    let other = &ticket.files[position(&ticket, "UPHOSOKU")];
    files[at] = (
        format!("{}{end}", &other.name[..other.name.len() - 44]),
        other.bytes(),
    );
    cases.check(
        "plan with the supplement of a ticket",
        &files,
        Expect::Error,
    );

    let mut changed = ticket.clone();
    let index = position(&changed, "UPPLAN");
    changed.files[index].name = changed.files[index].name.replace("_2026", "_2027");
    cases.check(
        "another month in the name of table 6",
        &files_of(&changed),
        Expect::Error,
    );
    let mut changed = ticket;
    for file in &mut changed.files {
        file.name = file.name.replace("_2026", "_2027");
    }
    for index in 0..3 {
        cases.check(
            "another month in all names",
            &files_of(&changed),
            Expect::FileError(index, Some(1)),
        );
    }
    cases.finish(7);
}

#[test]
fn clients_without_their_other_half_are_found() {
    let mut cases = Cases::new();
    for (parent, child) in [
        ("UP1KYO", "UP2KYO"),
        ("UP1KYO", "UP3KYO"),
        ("UPYOBO", "UPYOBO_SUB"),
        ("UPKIHON", "UPKIHON_SUB1"),
        ("UPPLAN", "UPSIKYU"),
    ] {
        let set = &SETS[parent];
        for (what, prefix) in [("parent", parent), ("child", child)] {
            let index = position(set, prefix);
            let mut changed = set.clone();
            let client = changed.files[index].records[0][2].clone();
            for record in &mut changed.files[index].records {
                if record[2] == client {
                    record[2] = b"9999999999".to_vec();
                }
            }
            cases.check(
                &format!("{parent} and {child}: another client in the {what}"),
                &files_of(&changed),
                Expect::Noticed,
            );
        }
    }
    cases.finish(10);
}

/// The smallest picture that its first bytes show to be a JPEG.
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9";

#[test]
fn pictures_belong_to_their_basic_information() {
    let mut cases = Cases::new();
    let mut set = SETS["UPKIHON"].clone();
    let at = position(&set, "UPKIHON");
    let name = set.files[at]
        .name
        .replace("UPKIHON_", "UPKIHON_IMAGE_")
        .replace(".CSV", "_0001.jpg");
    let with = |set: &crate::pool::RawSet, picture: Option<(&str, &[u8])>| {
        let mut files = files_of(set);
        files.extend(picture.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())));
        files
    };
    let unnamed = with(&set, Some((&name, JPEG)));
    cases.check("a picture that no record names", &unnamed, Expect::Noticed);
    set.files[at].records[0][61] = format!("\"{name}\"").into_bytes();
    let picture = set.files.len();
    cases.check(
        "a picture that is named",
        &with(&set, Some((&name, JPEG))),
        Expect::Clean,
    );
    cases.check(
        "a picture that is missing",
        &with(&set, None),
        Expect::Warning,
    );
    let capitals = name.replace(".jpg", ".JPG");
    cases.check(
        "its ending in capitals",
        &with(&set, Some((&capitals, JPEG))),
        Expect::NoError,
    );
    let jpeg = name.replace(".jpg", ".jpeg");
    cases.check(
        "its ending spelt out",
        &with(&set, Some((&jpeg, JPEG))),
        Expect::NoError,
    );
    let text = with(&set, Some((&name, b"no picture")));
    cases.check(
        "a picture that is none",
        &text,
        Expect::FileError(picture, None),
    );
    cases.check(
        "an empty picture",
        &with(&set, Some((&name, b""))),
        Expect::FileError(picture, None),
    );
    let branch = name.replace("_0001.jpg", "_1.jpg");
    let files = with(&set, Some((&branch, JPEG)));
    cases.check(
        "a branch number of one digit",
        &files,
        Expect::FileError(picture, None),
    );
    let alone = vec![(name, JPEG.to_vec())];
    cases.check("a picture alone", &alone, Expect::Noticed);
    cases.finish(9);
}
