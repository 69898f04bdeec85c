//! Serves sample data with the local interface, for programs that try it from outside:
//! `cargo run -p tsunagu-office --example local_interface`.
//!
//! Prints the address on the first line and a key that allows everything on the second,
//! then serves until its input ends. Everything is in a folder that vanishes with it.

#![allow(
    clippy::unwrap_used,
    reason = "a program for trying the interface, run by the tests"
)]
#![allow(clippy::print_stdout, reason = "prints address and key")]

#[path = "../tests/web/filled.rs"]
#[allow(dead_code, reason = "the tests of the pages need more of it")]
mod filled;
#[path = "../tests/web/store.rs"]
mod store;
#[path = "../tests/web/world.rs"]
mod world;

use std::io::Read;

use protocol::UtcSeconds;
use tsunagu_office::access_keys::{Scope, create_access_key};

/// The same time always, so that what comes out is the same for a seed.
const NOW: UtcSeconds = UtcSeconds(1_796_686_920);

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let dir = filled::folder();
    let filled = filled::month(dir.path(), NOW);
    let office = filled.world.office(filled::CARE).clone();
    let key = office.store(|store| create_access_key(store, "test", &Scope::ALL, NOW));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("http://{}\n{}", listener.local_addr()?, key.unwrap().text);
    let clock = || NOW;
    let network = tsunagu_office::web::Network::new(None);
    tsunagu_office::web::serve_with_clock(vec![office], listener, network, clock, async {
        let ended = tokio::task::spawn_blocking(|| {
            let mut rest = Vec::new();
            let _ = std::io::stdin().read_to_end(&mut rest);
        });
        let _ = ended.await;
    })
    .await
}
