//! Tests of the hub from outside of the crate: its storage engine, its URLs over real TLS, its commands.
//!
//! One program with many modules, so that it is linked once. Killing the hub in the middle of things is tested in crate
//! `simulation`. Easily got wrong: the clock of these hubs is the test's, so three years can pass at once.

#![allow(clippy::unwrap_used)]

mod commands;
mod conformance;
mod http;
mod support;
