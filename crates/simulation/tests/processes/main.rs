//! The real programs as processes: the whole way of a bundle, kills at any moment, refusals, and strangers' tools.
//!
//! What one program promises alone is tested in its own crate; here is only what needs several programs or a signal.
//! Easily got wrong: these tests see what commands print, what lies in files that are handed out, and what is on the wire.
#![allow(clippy::unwrap_used, missing_docs)]

mod first_start;
mod hub_killed;
mod licence;
mod mail;
mod month;
mod network;
mod notices;
mod office_killed;
mod poor_line;
mod refusals;
mod renewal;
mod round_trip;
mod store;
mod strangers;
mod terminals;
