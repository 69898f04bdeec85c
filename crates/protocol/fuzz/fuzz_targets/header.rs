//! Fuzzes headers; what must hold is in `tests/fuzz/targets.rs`.
#![no_main]

#[allow(dead_code)] // Each program runs one of the targets.
#[path = "../../tests/fuzz/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::header(data));
