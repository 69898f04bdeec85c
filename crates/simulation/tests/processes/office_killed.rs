//! An office is killed again and again while it sends and while it receives: nothing is lost, nothing is shown twice.
//!
//! The moments come from a seed, which a failure names. Easily got wrong: a killed `office send` may or may not have made
//! its drafts; the person then simply gives the same command again, and so does this test.

use crate::month::{CARE, Month, addressed_to, all_are, compare_received, states};
use anyhow::Result;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::time::Duration;
use testkit::{OfficeProgram, wait_for};

const SEED: u64 = 20_261_123;
const KILLS: u32 = 12;

/// Starts a command and kills it after up to `millis_max` milliseconds, unless it has ended by then.
fn start_and_kill(
    office: &OfficeProgram,
    dice: &mut ChaCha8Rng,
    words: &str,
    arguments: &[std::path::PathBuf],
    millis_max: u64,
) -> Result<()> {
    let running = office.start(words, arguments)?;
    // The moment is the experiment itself.
    std::thread::sleep(Duration::from_millis(dice.random_range(0..millis_max)));
    running.kill()
}

#[test]
fn a_killed_sender_loses_nothing_and_sends_nothing_twice() {
    let month = Month::new(SEED, 6).unwrap();
    let mut dice = ChaCha8Rng::seed_from_u64(SEED);
    let care = &month.offices[CARE];
    let files = month.outward_files().unwrap();
    for _ in 0..KILLS {
        start_and_kill(care, &mut dice, "office send", &files, 400).unwrap();
    }
    // The person gives the command until it says that all is sent, by this attempt or an earlier one.
    let last = care.command("office send", &files).unwrap();
    assert!(
        matches!(last.status, Some(0 | 1)),
        "{}{}",
        last.stdout,
        last.stderr
    );
    care.command("office receive", [""; 0])
        .unwrap()
        .success()
        .unwrap();
    let sent = states(care, "sent").unwrap();
    assert!(all_are(&sent, 4, "accepted"), "seed {SEED}: {sent:?}");

    for service in &month.offices[1..] {
        service
            .command("office receive", [""; 0])
            .unwrap()
            .success()
            .unwrap();
        let received = states(service, "received").unwrap();
        assert!(
            all_are(&received, 2, "received"),
            "seed {SEED}: {received:?}"
        );
        compare_received(service, &addressed_to(&files, service.number())).unwrap();
    }
}

#[test]
fn a_killed_receiver_loses_nothing_and_shows_nothing_twice() {
    let month = Month::new(SEED + 1, 6).unwrap();
    let mut dice = ChaCha8Rng::seed_from_u64(SEED + 1);
    let care = &month.offices[CARE];
    let files = month.outward_files().unwrap();
    care.command("office send", &files)
        .unwrap()
        .success()
        .unwrap();
    let service = &month.offices[1];
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..KILLS {
        start_and_kill(service, &mut dice, "office receive", &[], 300).unwrap();
        // What was there once does not go away again.
        let now = states(service, "received").unwrap();
        assert!(
            seen.keys().all(|id| now.contains_key(id)),
            "seed {SEED}: {seen:?} then {now:?}"
        );
        seen = now;
    }
    service
        .command("office receive", [""; 0])
        .unwrap()
        .success()
        .unwrap();
    let received = states(service, "received").unwrap();
    assert!(
        all_are(&received, 2, "received"),
        "seed {SEED}: {received:?}"
    );
    compare_received(service, &addressed_to(&files, service.number())).unwrap();

    care.command("office receive", [""; 0])
        .unwrap()
        .success()
        .unwrap();
    let sent = states(care, "sent").unwrap();
    let opened = sent.values().filter(|state| *state == "opened").count();
    assert_eq!(opened, 2, "seed {SEED}: {sent:?}");
}

#[test]
fn running_offices_deliver_while_the_hub_is_killed() {
    let mut month = Month::new(SEED + 2, 6).unwrap();
    let mut dice = ChaCha8Rng::seed_from_u64(SEED + 2);
    let files = month.outward_files().unwrap();
    let running: Vec<_> = month
        .offices
        .iter()
        .map(|office| {
            office
                .start("office run", ["--listen", "127.0.0.1:0"])
                .unwrap()
        })
        .collect();
    for chunk in [&files[..], &[]] {
        if !chunk.is_empty() {
            // With the hub away the bundles wait in the outbox (status 2); with the hub there they are accepted (0).
            let sent = month.offices[CARE].command("office send", chunk).unwrap();
            assert!(
                matches!(sent.status, Some(0..=2)),
                "{}{}",
                sent.stdout,
                sent.stderr
            );
        }
        for _ in 0..KILLS / 2 {
            std::thread::sleep(Duration::from_millis(dice.random_range(0..300)));
            month.hub.restart().unwrap();
        }
    }
    // Nobody gives a command any more: the running programs find the hub again by themselves.
    for service in &month.offices[1..] {
        wait_for("both bundles at the service office", || {
            let received = states(service, "received")?;
            Ok(all_are(&received, 2, "received").then_some(()))
        })
        .unwrap();
    }
    wait_for("the sender to learn of it", || {
        let sent = states(&month.offices[CARE], "sent")?;
        Ok(all_are(&sent, 4, "fetched").then_some(()))
    })
    .unwrap();
    drop(running);
}
