//! Bundles per second that a real hub accepts durably, against what the same disk can do at all.
//!
//! Starts `tsunagu-hub` as a process with a fresh folder, sends sealed bundles over TLS 1.3 with client certificates, and
//! counts an answer only when it is a first receipt (201). In the same run and folder it appends as many bytes to a plain
//! file, with one fsync each: the ceiling for one writer that syncs each bundle alone. Easily got wrong: with several
//! connections the hub may beat that ceiling, since it commits many bundles with one fsync.

#![allow(clippy::print_stdout)]

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use protocol::seal::SealedBundle;
use std::collections::VecDeque;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use testkit::{Connection, HubProgram, WireDevice};
use tsunagu_bench::{Series, random_contents};

/// Measures how many bundles per second the hub accepts durably.
#[derive(Parser)]
struct Arguments {
    /// Bundles of each measurement.
    #[arg(long, default_value_t = 600)]
    bundles: usize,
    /// Numbers of connections to measure with.
    #[arg(long, value_delimiter = ',', default_value = "1,16")]
    connections: Vec<usize>,
    /// Size of the contents in bytes; the sealed part is some two thousand bytes larger.
    #[arg(long, default_value_t = 58_000)]
    contents_bytes: usize,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let hub = HubProgram::start()?;
    let sender = WireDevice::join(&hub, "1370200015-43", "Sender").await?;
    let receiver = WireDevice::join(&hub, "1370300021-11", "Receiver").await?;
    let sample = sender.seal(&receiver, &random_contents(arguments.contents_bytes)?)?;
    println!(
        "sealed part: {} bytes; header: {} bytes",
        sample.sealed.len(),
        sample.signed_header.len()
    );

    let ceiling = raw_appends_per_second(hub.folder(), &sample.sealed, arguments.bundles)?;
    println!("plain file, one fsync for each: {ceiling:.0} per second");
    let mut accepted = 0;
    for &connections in &arguments.connections {
        let bundles = seal_many(&sender, &receiver, &arguments)?;
        let (elapsed, times) = send_all(&sender, bundles, connections).await?;
        accepted += arguments.bundles;
        let rate = arguments.bundles as f64 / elapsed.as_secs_f64();
        println!(
            "{connections:>3} connections: {rate:.0} accepted per second, {:.2} of the plain file; {}",
            rate / ceiling,
            Series::new(times).summary()
        );
    }
    let listed = count_inbox(&receiver.connection()).await?;
    ensure!(
        listed == accepted,
        "{accepted} were accepted but {listed} wait in the inbox"
    );
    println!("inbox of the receiver: {listed} bundles, as many as were accepted");
    Ok(())
}

/// Appends `bytes` to a file, syncing after each append.
fn raw_appends_per_second(folder: &Path, bytes: &[u8], count: usize) -> Result<f64> {
    let path = folder.join("plain-appends");
    let mut file = File::create(&path).context("a plain file")?;
    let start = Instant::now();
    for _ in 0..count {
        file.write_all(bytes).context("appending")?;
        file.sync_data().context("syncing")?;
    }
    let rate = count as f64 / start.elapsed().as_secs_f64();
    std::fs::remove_file(&path).context("removing the plain file")?;
    Ok(rate)
}

fn seal_many(
    sender: &WireDevice,
    receiver: &WireDevice,
    arguments: &Arguments,
) -> Result<VecDeque<SealedBundle>> {
    let contents = random_contents(arguments.contents_bytes)?;
    (0..arguments.bundles)
        .map(|_| sender.seal(receiver, &contents))
        .collect()
}

/// Sends all bundles over so many connections at once; the time of the whole and of each.
async fn send_all(
    sender: &WireDevice,
    bundles: VecDeque<SealedBundle>,
    connections: usize,
) -> Result<(Duration, Vec<Duration>)> {
    let queue = Arc::new(Mutex::new(bundles));
    let mut lines = Vec::new();
    for _ in 0..connections {
        // Each has a pool of its own, so that this is the number of TLS connections; the handshake is not measured.
        let connection = sender.connect_as(Some(&sender.identity))?;
        let ready = connection.read("/v1/inbox?limit=1").await?;
        ensure!(ready.status == 200, "the hub answers {}", ready.summary());
        lines.push(connection);
    }
    let start = Instant::now();
    let tasks: Vec<_> = lines
        .into_iter()
        .map(|line| tokio::spawn(send_from(line, Arc::clone(&queue))))
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.context("a sender stopped")??);
    }
    Ok((start.elapsed(), times))
}

async fn send_from(
    line: Connection,
    queue: Arc<Mutex<VecDeque<SealedBundle>>>,
) -> Result<Vec<Duration>> {
    let mut times = Vec::new();
    loop {
        let next = match queue.lock() {
            Ok(mut bundles) => bundles.pop_front(),
            Err(_) => bail!("another sender stopped"),
        };
        let Some(bundle) = next else { return Ok(times) };
        let start = Instant::now();
        let reply = line
            .put(
                &bundle.header.id.to_string(),
                &bundle.signed_header,
                &bundle.sealed,
            )
            .await?;
        times.push(start.elapsed());
        ensure!(reply.status == 201, "the hub answers {}", reply.summary());
    }
}

/// Walks through the receiver's inbox to its end.
async fn count_inbox(connection: &Connection) -> Result<usize> {
    let mut count = 0;
    let mut after = String::new();
    loop {
        let page = connection
            .read(&format!("/v1/inbox?limit=100{after}"))
            .await?;
        ensure!(page.status == 200, "the hub answers {}", page.summary());
        let page = page.json()?;
        count += page["bundles"].as_array().map_or(0, Vec::len);
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return Ok(count),
        }
    }
}
