//! `tsunagu repair` as a process, and repairs of every sample file: valid files stay, damage goes.

#![allow(clippy::unwrap_used)]

mod command;
mod samples_survive;
