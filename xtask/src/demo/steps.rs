//! The steps of the demo, in the order of a month. Each does something with the real programs, checks that it came true,
//! and returns what it proved in plain words.
//!
//! Nothing is assumed from a command that ended with 0: files are compared byte for byte, states are asked for, receipts
//! are verified by signature.

mod delivery;
mod pages;
mod preparation;
mod proof;

pub(super) use delivery::{
    open_everything, receive_everything, refuse_damaged_file, return_actuals, send_plans,
    send_twice, send_without_hub,
};
pub(crate) use pages::read_page;
pub(super) use pages::{deliver_in_background, open_pages};
pub(super) use preparation::{admit_offices, make_samples, start_hub};
pub(super) use proof::{verify_evidence, verify_states};

use super::narrator::Words;
use anyhow::Result;

/// What a step gives on and what it proved.
type Proved<T> = Result<(T, Vec<Words>)>;
