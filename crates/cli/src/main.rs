//! The office program.
fn main() {}
