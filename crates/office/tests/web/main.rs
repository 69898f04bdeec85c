//! The pages over real HTTP, on offices that exchanged real bundles.
//!
//! `world.rs` enrols offices and carries between them, `filled.rs` makes a month of
//! it, `site.rs` asks as a browser does. The other files are tests, one for each
//! kind of question. Pixels are not looked at here.

#![allow(clippy::unwrap_used)]

mod access_table;
mod actuals;
mod adding_offices;
mod api;
mod board;
mod compose;
mod filled;
mod folders;
mod forms;
mod guard;
mod help;
mod licence;
mod mail;
mod network;
mod notices;
mod offices;
mod paper;
mod partners;
mod practice;
mod reconcile;
mod save_many;
mod saving;
mod search;
mod settings;
mod site;
mod staff;
mod store;
mod terminals;
mod viewing;
mod words;
mod world;
