//! One month between three offices with the programs alone: plans and tickets out, actuals back, all opened, all proven.
//!
//! The demo plays the same month for people; this test is smaller, and asserts what people do not look at.

use crate::month::{CARE, Month, addressed_to, all_are, compare_received, states};

#[test]
fn a_month_goes_out_and_back_and_is_proven() {
    let month = Month::new(7, 6).unwrap();
    let files = month.outward_files().unwrap();
    let care = &month.offices[CARE];
    care.command("office send", &files)
        .unwrap()
        .success()
        .unwrap();
    // A set of plans and a set of tickets for each of two service offices.
    let sent = states(care, "sent").unwrap();
    assert!(all_are(&sent, 4, "accepted"), "{sent:?}");

    for service in &month.offices[1..] {
        service
            .command("office receive", [""; 0])
            .unwrap()
            .success()
            .unwrap();
        let received = states(service, "received").unwrap();
        assert!(all_are(&received, 2, "received"), "{received:?}");
        assert!(
            received.keys().all(|id| sent.contains_key(id)),
            "{received:?}"
        );
        compare_received(service, &addressed_to(&files, service.number())).unwrap();
        assert!(all_are(&states(service, "received").unwrap(), 2, "opened"));
    }

    let mut actuals = Vec::new();
    for office in 1..month.offices.len() {
        let own = month.files(office, "actual").unwrap();
        month.offices[office]
            .command("office send", &own)
            .unwrap()
            .success()
            .unwrap();
        actuals.extend(own);
    }
    care.command("office receive", [""; 0])
        .unwrap()
        .success()
        .unwrap();
    compare_received(care, &actuals).unwrap();

    for office in &month.offices {
        office
            .command("office receive", [""; 0])
            .unwrap()
            .success()
            .unwrap();
        let sent = states(office, "sent").unwrap();
        assert!(
            all_are(&sent, sent.len(), "opened") && !sent.is_empty(),
            "{sent:?}"
        );
        prove(&month, office);
    }
}

/// Exports the evidence of an office and verifies it against the hub's own certificate.
fn prove(month: &Month, office: &testkit::OfficeProgram) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder
        .path()
        .join("evidence")
        .to_string_lossy()
        .into_owned();
    let ca = month
        .hub
        .folder()
        .join("ca.pem")
        .to_string_lossy()
        .into_owned();
    office
        .command("evidence export", ["--out", &out])
        .unwrap()
        .success()
        .unwrap();
    let verified = testkit::run_program(
        "tsunagu",
        ["evidence", "verify", "--json", "--ca", &ca, &out],
    )
    .unwrap();
    let report = verified.success().unwrap().json().unwrap();
    assert_eq!(report["problems"], serde_json::json!([]));
    assert!(
        !report["bundles"].as_array().unwrap().is_empty(),
        "{report}"
    );

    // Evidence of one hub does not pass under the certificate of another.
    let other = testkit::HubProgram::start().unwrap();
    let ca = other.folder().join("ca.pem").to_string_lossy().into_owned();
    let refused =
        testkit::run_program("tsunagu", ["evidence", "verify", "--ca", &ca, &out]).unwrap();
    assert_eq!(
        refused.status,
        Some(1),
        "{}{}",
        refused.stdout,
        refused.stderr
    );
}

#[test]
fn the_same_files_are_not_sent_twice_by_accident() {
    let month = Month::new(8, 3).unwrap();
    let care = &month.offices[CARE];
    let files = month.files(CARE, "ticket").unwrap();
    care.command("office send", &files)
        .unwrap()
        .success()
        .unwrap();
    let before = states(care, "sent").unwrap();

    let again = care.command("office send", &files).unwrap();
    assert_eq!(again.status, Some(1), "{}{}", again.stdout, again.stderr);
    assert_eq!(states(care, "sent").unwrap(), before);

    // A person who means it says so.
    let mut arguments = vec!["--again".into()];
    arguments.extend(files);
    care.command("office send", arguments)
        .unwrap()
        .success()
        .unwrap();
    assert_eq!(states(care, "sent").unwrap().len(), before.len() * 2);
}
