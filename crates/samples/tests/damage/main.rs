//! Damage: whatever is broken in a valid file must be found at its place, and what the standard leaves open must not be
//! called an error.
//!
//! `fields.rs` breaks one field at a time, every item of every form in many ways; `names.rs`, `files.rs`, `sets.rs`
//! and `rules.rs` break what no single field shows. What must be found follows from `facts.tsv`, which was typed off
//! the printed layouts: nothing here reads the tables of the crate that is tested.

#![allow(clippy::unwrap_used)]

mod cases;
mod facts;
mod fields;
mod files;
mod names;
mod pool;
mod rules;
mod sets;
mod wrong_field;
