//! The exchange: takes sealed bundles, keeps them safe, hands them to their receivers, and proves all of it.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod store;
