//! The whole way of one bundle with the real programs: from the command that sends to the sender seeing it opened.
//!
//! Both offices run in the background as at work; a command sends, another opens, and the clock runs until the sender's
//! own status says so. Easily got wrong: each look into a status is a process of its own, so a leg is measured to within
//! the time of one command, which is printed beside it.

#![allow(clippy::print_stdout)]

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use testkit::{HubProgram, OfficeProgram, SampleMonth, wait_for};
use tsunagu_bench::Series;

/// Measures the way of a bundle between two running offices.
#[derive(Parser)]
struct Arguments {
    /// Bundles, one after the other.
    #[arg(long, default_value_t = 20)]
    bundles: usize,
    /// Clients in the file set that is sent each time.
    #[arg(long, default_value_t = 20)]
    clients: u32,
}

/// The legs of one bundle.
struct Legs {
    accepted: Duration,
    delivered: Duration,
    seen_opened: Duration,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let hub = HubProgram::start()?;
    let sample = SampleMonth::write(1, 2, arguments.clients)?;
    let mut offices = Vec::new();
    for office in sample.offices() {
        let services: Vec<&str> = office.services.iter().map(String::as_str).collect();
        offices.push(OfficeProgram::join(
            &hub,
            &office.number,
            &office.name,
            &services,
        )?);
    }
    let [sender, receiver, ..] = offices.as_slice() else {
        bail!("two offices are needed")
    };
    let files = ticket_for(&sample, sender, receiver)?;
    let size_bytes: u64 = files
        .iter()
        .filter_map(|path| path.metadata().ok())
        .map(|facts| facts.len())
        .sum();
    println!("one bundle: {} files, {size_bytes} bytes", files.len());

    let running =
        [sender, receiver].map(|office| office.start("office run", ["--listen", "127.0.0.1:0"]));
    let mut all = Vec::new();
    for _ in 0..arguments.bundles {
        all.push(one_bundle(sender, receiver, &files)?);
    }
    let start = Instant::now();
    sender.status()?;
    println!(
        "one command `office status`: {:.1} ms",
        start.elapsed().as_secs_f64() * 1000.0
    );
    for (name, leg) in [
        (
            "command `office send` until accepted",
            (|legs| legs.accepted) as fn(&Legs) -> Duration,
        ),
        ("from there until the receiver shows it", |legs| {
            legs.delivered
        }),
        ("command `office open` until the sender sees it", |legs| {
            legs.seen_opened
        }),
    ] {
        println!(
            "{name}: {}",
            Series::new(all.iter().map(leg).collect()).summary()
        );
    }
    drop(running);
    Ok(())
}

/// The set of tickets that the first office sends to the second.
fn ticket_for(
    sample: &SampleMonth,
    sender: &OfficeProgram,
    receiver: &OfficeProgram,
) -> Result<Vec<PathBuf>> {
    let mut files = sample.files(sender.number(), "ticket")?;
    files.retain(|path| {
        path.to_string_lossy()
            .contains(&format!("_{}_", receiver.number()))
    });
    ensure!(
        !files.is_empty(),
        "the sample has no tickets for {}",
        receiver.number()
    );
    Ok(files)
}

fn one_bundle(sender: &OfficeProgram, receiver: &OfficeProgram, files: &[PathBuf]) -> Result<Legs> {
    let known = states(sender, "sent")?;
    let mut arguments: Vec<PathBuf> = vec!["--again".into()];
    arguments.extend(files.iter().cloned());

    let start = Instant::now();
    sender.command("office send", &arguments)?.success()?;
    let accepted = start.elapsed();
    let sent = states(sender, "sent")?;
    let new: Vec<&String> = sent.keys().filter(|id| !known.contains_key(*id)).collect();
    let [id] = new.as_slice() else {
        bail!("{} new bundles instead of one", new.len())
    };

    let start = Instant::now();
    wait_for("the bundle in the receiver's inbox", || {
        Ok(state_is(receiver, "received", id, "received")?.then_some(()))
    })?;
    let delivered = start.elapsed();

    let start = Instant::now();
    receiver.command("office open", [id])?.success()?;
    wait_for("the sender to see it opened", || {
        Ok(state_is(sender, "sent", id, "opened")?.then_some(()))
    })?;
    Ok(Legs {
        accepted,
        delivered,
        seen_opened: start.elapsed(),
    })
}

/// Ids and states of a list.
fn states(office: &OfficeProgram, list: &str) -> Result<BTreeMap<String, String>> {
    let status = office.status()?;
    let rows = status[list]
        .as_array()
        .with_context(|| format!("no list `{list}`"))?;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    Ok(rows
        .iter()
        .map(|row| (text(&row["id"]), text(&row["state"])))
        .collect())
}

fn state_is(office: &OfficeProgram, list: &str, id: &str, state: &str) -> Result<bool> {
    Ok(states(office, list)?
        .get(id)
        .is_some_and(|found| found == state))
}
