//! Tests of the protocol at its boundaries: what is sealed opens, what is altered does not, and strangers agree.
//!
//! `world` makes a hub and two offices; each other module is one topic. Easily got wrong: nothing here is skipped when
//! `openssl` or `unzip` is missing; those tests fail and say what to install.
#![allow(clippy::unwrap_used)]

mod certificates;
mod error_codes;
mod properties;
mod round_trip;
mod sealing;
mod strange_certificates;
mod strangers;
mod terminals;
mod vectors;
mod world;
