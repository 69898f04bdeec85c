//! `tsunagu-hub invitation …`, and refusing applications.

use std::fs;

use expect_test::expect;
use protocol::{ApplicationCode, EnrolmentCode, certificate::Trust};

use super::{OFFICE, add_office, check, check_office, hub, run};

#[test]
fn application_codes_are_made_listed_and_taken_back_and_applications_refused() {
    let (_parent, dir) = hub();
    let created = run(
        &dir,
        "invitation create",
        &["--until", "2099-03-31", "--json"],
    );
    let document: serde_json::Value = serde_json::from_slice(&created.stdout).unwrap();
    assert_eq!(document["number"], 1);
    let code = document["code"].as_str().unwrap();
    let ca = fs::read_to_string(dir.join("ca.pem")).unwrap();
    let read: ApplicationCode = code.parse().unwrap();
    assert!(read.ca().matches(Trust::from_pem(&ca).unwrap().ca_der()));
    assert!(code.parse::<EnrolmentCode>().is_err(), "no enrolment code");
    let listed = run(&dir, "invitation list", &[]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(
        listed.starts_with("1\t") && !listed.contains(code),
        "{listed}"
    );
    check(
        &dir,
        "invitation remove",
        &["--number", "1"],
        expect![[r"
            0
            application code 1 is taken back
        "]],
    );
    check(
        &dir,
        "invitation remove",
        &["--number", "1"],
        expect![[r"
            1
            tsunagu-hub: there is no application code with this number; see invitation list
        "]],
    );
    check(
        &dir,
        "invitation create",
        &["--until", "2020-01-01"],
        expect![[r"
            1
            tsunagu-hub: --until is in the past
        "]],
    );
    check_office(
        &dir,
        &[(
            "application refuse",
            "1 tsunagu-hub: office 1370200015 has not applied",
        )],
    );
    assert!(add_office(&dir).status.success());
    check_office(
        &dir,
        &[(
            "application refuse",
            "0 the application of office 1370200015 is refused and forgotten",
        )],
    );
    assert!(add_office(&dir).status.success(), "it may apply again");
    assert!(run(&dir, "application approve", &OFFICE).status.success());
    check_office(
        &dir,
        &[(
            "application refuse",
            "1 tsunagu-hub: office 1370200015 was approved; `application suspend` keeps it out",
        )],
    );
}
