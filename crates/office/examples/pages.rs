//! Serves the pages of a care-management office with sample data, to look at them:
//! `cargo run -p tsunagu-office --example pages [PORT]`.
//!
//! Three offices exchange a month of plans and actuals without a network; times are
//! counted back from now. Everything is in a folder that vanishes with the program.

#![allow(
    clippy::unwrap_used,
    reason = "a program for looking at pages, run by hand"
)]
#![allow(clippy::print_stdout, reason = "prints the address of the pages")]

#[path = "../tests/web/filled.rs"]
mod filled;
#[path = "../tests/web/store.rs"]
mod store;
#[path = "../tests/web/world.rs"]
mod world;

use std::time::{SystemTime, UNIX_EPOCH};

use protocol::UtcSeconds;
use tsunagu_office::web::{Network, serve};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args()
        .nth(1)
        .and_then(|port| port.parse().ok())
        .unwrap_or(0);
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let now = UtcSeconds(i64::try_from(seconds).unwrap_or(i64::MAX));
    let dir = filled::folder();
    let filled = filled::month(dir.path(), now);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let address = listener.local_addr()?;
    let name = &filled.month.offices[filled::CARE].name;
    println!(
        "{name}: http://{address}/, a draft at http://{address}/drafts/{}",
        filled.draft
    );
    let office = filled.world.office(filled::CARE).clone();
    serve(vec![office], listener, Network::new(None), async {
        let _ = tokio::signal::ctrl_c().await;
    })
    .await
}
