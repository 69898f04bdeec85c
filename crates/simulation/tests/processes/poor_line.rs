//! Offices on a line that breaks: requests and answers get lost at any byte, and yet everything arrives, once.
//!
//! The relay cuts TLS connections where a seed says; the programs are real. Easily got wrong: a cut on the way back is
//! the interesting one, for the hub has done its work and the office does not know.

use crate::month::{CARE, Month, all_are, states};
use testkit::{PoorLine, wait_for};

const SEED: u64 = 20_261_124;

/// Most connections break. With fewer, most passes go through at once.
const CUT_PERCENT: u32 = 85;

/// The same pile of files is sent so many times, each time as four new bundles.
const ROUNDS: usize = 4;

#[test]
fn a_poor_line_loses_nothing_and_doubles_nothing() {
    let mut line = None;
    let month = Month::over(SEED, 6, |hub| {
        // The enrolment itself goes over a whole line; a broken one is tried in crate `office`.
        let poor = PoorLine::start(hub.url(), SEED, CUT_PERCENT)?;
        poor.pause();
        let url = poor.url();
        line = Some(poor);
        Ok(url)
    })
    .unwrap();
    let line = line.unwrap();
    line.resume();
    let care = &month.offices[CARE];
    let mut arguments = vec!["--again".into()];
    arguments.extend(month.outward_files().unwrap());
    for _ in 0..ROUNDS {
        // Whatever this says, the bundles are in the outbox from here on.
        care.command("office send", &arguments).unwrap();
    }
    wait_for("everything at the hub over a poor line", || {
        care.command("office receive", [""; 0])?;
        let sent = states(care, "sent")?;
        Ok(all_are(&sent, 4 * ROUNDS, "accepted").then_some(()))
    })
    .unwrap();
    for service in &month.offices[1..] {
        wait_for("everything at the service office over a poor line", || {
            service.command("office receive", [""; 0])?;
            let received = states(service, "received")?;
            Ok(all_are(&received, 2 * ROUNDS, "received").then_some(()))
        })
        .unwrap();
    }
    line.pause();
    let sent = states(care, "sent").unwrap();
    for service in &month.offices[1..] {
        let received = states(service, "received").unwrap();
        assert!(
            received.keys().all(|id| sent.contains_key(id)),
            "seed {SEED}: {received:?}"
        );
    }
    assert!(
        line.cuts() > 3,
        "seed {SEED}: the line was cut only {} times",
        line.cuts()
    );
}
