//! One file for each URL, over a real TLS listener, with a real client.

mod applications;
mod bundles_delete;
mod bundles_put;
mod bundles_receipts;
mod bundles_sealed;
mod certificates;
mod connections;
mod directory;
mod enrolments;
mod events;
mod health;
mod inbox;
mod joining;
mod journal;
mod licences;
mod notices;
mod offices;
mod outbox;
mod retention;
mod terminals;
