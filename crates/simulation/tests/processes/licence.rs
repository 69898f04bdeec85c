//! A licence that ends: what is sent waits, what comes in still comes, and a renewal lets everything go.

use protocol::UtcSeconds;
use testkit::OfficeProgram;

use crate::month::{CARE, Month, addressed_to, all_are, compare_received, states};
use crate::store::Store;

fn now() -> UtcSeconds {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    UtcSeconds(since.unwrap().as_secs().cast_signed())
}

fn run(office: &OfficeProgram, words: &str, paths: &[std::path::PathBuf]) {
    office.command(words, paths).unwrap().success().unwrap();
}

#[test]
fn what_is_sent_without_a_licence_waits_and_goes_after_the_renewal() {
    let mut month = Month::new(13, 4).unwrap();
    month.hub.set("licence_months", 12).unwrap();
    let number = month.offices[CARE].number().to_owned();
    let licence = |words: &str, more: &[&str]| {
        let arguments = [&["--office", number.as_str()], more].concat();
        month
            .hub
            .command(words, arguments)
            .unwrap()
            .success()
            .unwrap();
    };
    licence("licence grant", &["--until", "2099-12-31"]);
    licence("licence renewal", &["--off"]);
    let store = Store::open(month.hub.folder()).unwrap();
    store.end_licence(number.parse().unwrap(), now()).unwrap();
    let (care, service) = (&month.offices[CARE], &month.offices[1]);
    let files = addressed_to(&month.outward_files().unwrap(), service.number());

    // Not refused for good: nobody has to make it again.
    care.command("office send", &files).unwrap();
    let waiting = states(care, "sent").unwrap();
    assert!(
        all_are(&waiting, waiting.len(), "waiting") && !waiting.is_empty(),
        "{waiting:?}"
    );
    let problems = care.command("office status", ["--json"]).unwrap().stdout;
    assert!(problems.contains("HUB-212"), "{problems}");
    run(service, "office receive", &[]);
    assert!(states(service, "received").unwrap().is_empty());

    // What others send arrives all the same, and its receipts go back.
    let actuals = month.files(1, "actual").unwrap();
    run(service, "office send", &actuals);
    run(care, "office receive", &[]);
    compare_received(care, &actuals).unwrap();
    run(service, "office receive", &[]);
    let opened = states(service, "sent").unwrap();
    assert!(all_are(&opened, opened.len(), "opened"), "{opened:?}");

    licence("licence renewal", &["--on"]);
    testkit::wait_for("what waited", || {
        // Each look is a contact; the attempts follow their own clock.
        run(care, "office receive", &[]);
        run(service, "office receive", &[]);
        let received = states(service, "received")?;
        Ok((received.len() == waiting.len()).then_some(()))
    })
    .unwrap();
    compare_received(service, &files).unwrap();
}
