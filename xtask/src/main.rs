//! Checks, demo and generated documents.
fn main() {}
