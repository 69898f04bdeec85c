//! Offices on a line that breaks: requests and answers get lost at any byte, and yet everything arrives, once.
//!
//! The relay cuts TLS connections where a seed says; the programs are real. Easily got wrong: a cut on the way back is
//! the interesting one, for the hub has done its work and the office does not know.

use crate::month::{CARE, Month, addressed_to, all_are, compare_received, states};
use testkit::{PoorLine, wait_for};

const SEED: u64 = 20_261_124;

/// More than half of all connections break. With fewer, most passes go through at once.
const CUT_PERCENT: u32 = 60;

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
    let files = month.outward_files().unwrap();
    // Whatever this says, the bundles are in the outbox from here on.
    care.command("office send", &files).unwrap();
    wait_for("everything at the hub over a poor line", || {
        care.command("office receive", [""; 0])?;
        let sent = states(care, "sent")?;
        Ok(all_are(&sent, 4, "accepted").then_some(()))
    })
    .unwrap();
    for service in &month.offices[1..] {
        wait_for(
            "both bundles at the service office over a poor line",
            || {
                service.command("office receive", [""; 0])?;
                let received = states(service, "received")?;
                Ok(all_are(&received, 2, "received").then_some(()))
            },
        )
        .unwrap();
    }
    assert!(
        line.cuts() > 5,
        "seed {SEED}: the line was cut only {} times",
        line.cuts()
    );
    line.pause();
    for service in &month.offices[1..] {
        compare_received(service, &addressed_to(&files, service.number())).unwrap();
    }
}
