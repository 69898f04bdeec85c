//! Times of the office's pages with 100,000 bundles in the database, over real HTTP.
//!
//! Fills a fresh database through the office's own store, serves the real pages on a
//! loopback address, and asks for each page again and again on one connection. A time
//! is from the request's first byte to the answer's last, so it holds the reading of the
//! database and the writing of the page. Easily got wrong: the database is as warm as
//! that of a program that has run for a while; a first page after the start is slower.

#![allow(clippy::print_stdout)]

mod fill;
mod questions;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use office::Office;
use office::config::{SETTINGS_FILE, Settings};
use office::store::{DATABASE_FILE, Store};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tsunagu_bench::Series;

use fill::{Filled, fill};
use questions::{Question, questions};

/// Measures the pages of an office with many bundles.
#[derive(Parser)]
struct Arguments {
    /// Bundles in the database, sent and received together.
    #[arg(long, default_value_t = 100_000)]
    bundles: usize,
    /// Partners of the office.
    #[arg(long, default_value_t = 200)]
    partners: usize,
    /// How often each page is asked for.
    #[arg(long, default_value_t = 40)]
    times: usize,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir().context("a folder")?;
    let path = folder.path().join(DATABASE_FILE);
    let begun = Instant::now();
    let filled = {
        let mut store = Store::open(&path).context("the database")?;
        fill(&mut store, arguments.bundles, arguments.partners)?
    };
    let settings = Settings::new("https://localhost:1".to_owned());
    std::fs::write(folder.path().join(SETTINGS_FILE), settings.to_toml()).context("settings")?;
    println!(
        "{} bundles of {} partners and {} clients, {:.0} MB, filled in {:.0} s",
        arguments.bundles,
        arguments.partners,
        filled.clients,
        std::fs::metadata(&path).context("the database")?.len() as f64 / 1e6,
        begun.elapsed().as_secs_f64()
    );
    let office = Office::open(folder.path()).context("the office")?;
    let listener = TcpListener::bind(("127.0.0.1", 0))
        .await
        .context("a port")?;
    let base = format!("http://{}", listener.local_addr().context("a port")?);
    let now = filled.now;
    let served = tokio::spawn(office::web::serve_with_clock(
        vec![office],
        listener,
        office::web::Network::new(None),
        move || now,
        std::future::pending(),
    ));
    let measured = measure_all(&base, &filled, arguments.times).await;
    served.abort();
    measured
}

async fn measure_all(base: &str, filled: &Filled, times: usize) -> Result<()> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .context("a client")?;
    let mut slowest = (0.0, String::new());
    println!(
        "{:<44} {:>5} {:>9} {:>9} {:>9}",
        "", "rows", "median", "95 %", "longest"
    );
    for question in questions(filled) {
        let path = address(&client, base, &question).await?;
        let url = format!("{base}{path}");
        let mut taken = Vec::with_capacity(times);
        let mut rows = 0;
        for round in 0..times + 3 {
            let (time, body) = ask(&client, &url).await?;
            rows = body.matches("<th scope=\"row\">").count();
            // The first rounds prepare statements and fill caches.
            if round >= 3 {
                taken.push(time);
            }
        }
        if let Some(expected) = question.rows {
            ensure!(
                expected.contains(&rows),
                "{}: {rows} rows, expected {expected:?}",
                question.name
            );
        }
        let series = Series::new(taken);
        println!(
            "{:<44} {rows:>5} {:>6.1} ms {:>6.1} ms {:>6.1} ms",
            question.name,
            series.percentile_ms(50),
            series.percentile_ms(95),
            series.percentile_ms(100)
        );
        if series.percentile_ms(95) > slowest.0 {
            slowest = (series.percentile_ms(95), question.name);
        }
    }
    println!("slowest by 95 %: {} with {:.1} ms", slowest.1, slowest.0);
    Ok(())
}

/// The address of the list that a search leads to; that of the question otherwise.
async fn address(client: &reqwest::Client, base: &str, question: &Question) -> Result<String> {
    if question.fields.is_empty() {
        return Ok(question.path.clone());
    }
    let (_, page) = ask(client, &format!("{base}/inbox")).await?;
    let token = page
        .split_once("name=\"token\" value=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(token, _)| token.to_owned())
        .context("a page has no token")?;
    let mut pairs = vec![format!("token={token}")];
    for (name, value) in &question.fields {
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        pairs.push(format!("{name}={value}"));
    }
    let answer = client
        .post(format!("{base}{}/search", question.path))
        .header("origin", base)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(pairs.join("&"))
        .send()
        .await
        .context("searching")?;
    let place = answer
        .headers()
        .get("location")
        .and_then(|place| place.to_str().ok());
    Ok(place.context("a search leads nowhere")?.to_owned())
}

async fn ask(client: &reqwest::Client, url: &str) -> Result<(Duration, String)> {
    let begun = Instant::now();
    let answer = client.get(url).send().await.context("asking")?;
    let status = answer.status();
    let body = answer.text().await.context("an answer")?;
    let taken = begun.elapsed();
    ensure!(status.is_success(), "{url} is answered by {status}");
    Ok((taken, body))
}
