//! The office: drafts, outbox, inbox and local pages of one care office on one machine.
//!
//! ```text
//! drafts::create_drafts → outbox::queue_draft → sync: seal, send, receipts
//! sync: list, fetch, open, check → inbox → open_inbox_bundle → receipts queue → sync
//! ```
//!
//! Every step is durable before the next one begins, so the program may die
//! between any two of them: see `docs/internals/decisions/` for what follows from
//! that. Only `hub_client.rs` talks to the hub, only `store.rs` and `store/` hold
//! SQL, and only `worker.rs` and `web/` read the clock. Operations take the time
//! as a value.
//!
//! A reader may expect `send_bundle` to send at once. It does not: sending is
//! putting into the outbox; [`sync::run_pass`] does what is due.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod access_keys;
pub mod actuals;
pub mod application;
mod change_settings;
pub mod check_document;
mod clients;
mod compared;
pub mod config;
pub mod drafts;
pub mod error_code;
pub mod estimate;
pub mod evidence;
#[cfg(any(test, feature = "filling"))]
pub mod filling;
pub mod folders;
pub mod further;
pub mod history;
pub mod hub_client;
pub mod inbox;
pub mod init;
pub mod joining;
pub mod journal;
pub mod keys;
pub mod licence;
pub mod mail;
pub mod network;
pub mod notices;
mod office;
pub mod outbox;
pub mod page;
pub mod partners;
pub mod past;
pub mod piles;
mod practice;
pub mod print;
mod random;
mod read_stored;
pub mod receipts;
pub mod reconciling;
pub mod recovery;
pub mod search;
pub mod staff;
pub mod status;
pub mod store;
mod subjects;
pub mod sync;
pub mod terminals;
pub mod versions;
pub mod web;
pub mod worker;

pub use change_settings::{ChangeSettingsError, change_settings};
pub use error_code::ErrorCode;
pub use office::{Office, OpenOfficeError};
pub use store::settings::{Contact, OwnOffice};

#[cfg(test)]
mod tests;
