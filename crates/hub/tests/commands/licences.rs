//! `tsunagu-hub licence …`.

use std::fs;

use expect_test::expect;

use super::{OFFICE, add_office, check, hub, run};

#[test]
fn licences_are_granted_listed_and_switched() {
    let (_parent, dir) = hub();
    let settings = dir.join("hub.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let yearly = text.replace("licence_months = 0", "licence_months = 12");
    let office = OFFICE;
    assert!(add_office(&dir).status.success());
    let until = [&office[..], &["--until", "2099-03-31", "--fee", "500"]].concat();
    check(
        &dir,
        "licence grant",
        &until,
        expect![[r"
            1
            tsunagu-hub: office 1370200015 was not approved
        "]],
    );
    // Before licences are asked for nothing is granted, and there is nothing to switch.
    assert!(run(&dir, "application approve", &office).status.success());
    let nothing = run(&dir, "licence list", &[]).stdout;
    assert!(nothing.starts_with(b"no licence was granted yet"));
    let on = [&office[..], &["--on"]].concat();
    check(
        &dir,
        "licence renewal",
        &on,
        expect![[r"
            1
            tsunagu-hub: this hub asks for no licence (licence_months in hub.toml is 0)
        "]],
    );
    fs::write(&settings, yearly).unwrap();
    let second = [
        "--office",
        "1370300021",
        "--name",
        "もみじ",
        "--service",
        "11",
    ];
    assert!(run(&dir, "application add", &second).status.success());
    assert!(
        run(&dir, "application approve", &second[..2])
            .status
            .success()
    );
    let granted = run(&dir, "licence grant", &until);
    let granted = String::from_utf8(granted.stdout).unwrap();
    assert!(
        granted.ends_with("to 2099-03-31, for 500 yen\n"),
        "{granted}"
    );
    check(
        &dir,
        "licence renewal",
        &[&office[..], &["--off"]].concat(),
        expect![[r"
            0
            the licence of office 1370200015 ends after 2099-03-31
        "]],
    );
    let listed = run(&dir, "licence list", &[]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    let lines: Vec<Vec<&str>> = listed
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(lines.len(), 2, "{listed}");
    assert_eq!(
        (lines[0][0], &lines[0][2..]),
        ("1370200015", &["2099-03-31", "500", "ends"][..])
    );
    assert_eq!(
        (lines[1][0], &lines[1][3..]),
        ("1370300021", &["0", "renews"][..]),
        "{listed}"
    );
    let neither = run(&dir, "licence renewal", &office);
    assert_eq!(neither.status.code(), Some(2));
}

#[test]
fn a_hub_asks_for_licences_from_its_beginning_if_it_is_made_so() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("hub");
    let names = ["--name", "Hub", "--host", "hub.example"];
    let terms = ["--licence-months", "12", "--licence-fee", "21000"];
    let too_long = [&names[..], &["--licence-months", "121"]].concat();
    check(
        &dir,
        "init",
        &too_long,
        expect![[r#"
            2
            tsunagu-hub: hub.toml: licence_months: found 121, expected 0 to 120
        "#]],
    );
    assert!(
        run(&dir, "init", &[&names[..], &terms].concat())
            .status
            .success()
    );
    assert!(add_office(&dir).status.success());
    assert!(run(&dir, "application approve", &OFFICE).status.success());
    let listed = run(&dir, "licence list", &[]).stdout;
    let listed = String::from_utf8(listed).unwrap();
    assert!(listed.ends_with("\t21000\trenews\n"), "{listed}");
}
