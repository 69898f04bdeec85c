//! Writes `tests/vectors/` anew: good and damaged bundles, each with its expected outcome and the reason.
//!
//! `cargo run -p tsunagu-protocol --example write_vectors -- crates/protocol/tests/vectors`. Needs `openssl` and `zip`:
//! what a stranger's program would write is written by them. Every run draws new keys, so every file changes; run it
//! only to add a case. Easily got wrong: the *expected* outcomes are written by hand in `cases`, never taken from what
//! the code says.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod archive;
mod bench;
mod cases;
mod receipts;

use std::{env, fs, path::Path};

fn main() {
    let folder = env::args().nth(1).expect("usage: write_vectors FOLDER");
    let folder = Path::new(&folder);
    for old in ["bundles", "receipts", "keys"] {
        if folder.join(old).exists() {
            fs::remove_dir_all(folder.join(old)).unwrap();
        }
    }
    let bench = bench::Bench::new();
    bench.write_keys(&folder.join("keys"));
    let bundles = cases::write(&bench, &folder.join("bundles"));
    let receipts = receipts::write(&bench, &folder.join("receipts"));
    println!("{bundles} bundles and {receipts} receipts");
}
