//! The exchange: takes sealed bundles, keeps them safe, hands them to their receivers, and proves all of it.
//!
//! The way of a request: `routes` → `http/` (parses) → one operation in `bundles/`, `offices/`, `devices/`,
//! `journal/`, `licences/` or `notices/` (decides) → `store` (keeps). What the program `tsunagu-hub` and the tests may call is public; `serve::start` is the whole hub.
//!
//! Deliberately not here: reading what offices send each other. The hub has no key for it, and no crate that knows the
//! standard. Easily got wrong: an answer "accepted" leaves this crate only after the data is on disk.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod backup;
pub mod bundles;
pub mod calendar;
pub mod config;
pub mod devices;
pub mod events;
pub mod folder;
pub mod http;
pub mod hub;
pub mod journal;
pub mod licences;
pub mod notices;
pub mod offices;
mod routes;
pub mod serve;
pub mod store;
pub mod tls;
mod worker;
