//! The hub's HTTP interface: each handler parses, calls one operation, and maps the answer.
//!
//! One file for each resource; `routes.rs` lists the URLs. No decisions here: what may be done is decided by the
//! operations. Easily got wrong: error replies and logs never hold keys, tokens, message texts or names of attachments;
//! the hub knows few of these, and `problem` is the one place that writes replies.

pub mod attempts;
pub mod clock;

pub(crate) mod applications;
pub(crate) mod bundles;
pub(crate) mod certificates;
pub(crate) mod cursor;
pub(crate) mod device;
pub(crate) mod enrolments;
pub(crate) mod events;
pub(crate) mod health;
pub(crate) mod inbox;
pub(crate) mod joining;
pub(crate) mod journal;
pub(crate) mod licences;
pub(crate) mod log;
pub(crate) mod multipart;
pub(crate) mod notices;
pub(crate) mod offices;
pub(crate) mod outbox;
pub(crate) mod problem;
pub(crate) mod range;
pub(crate) mod receipts;
pub(crate) mod terminals;
pub(crate) mod upload;
