//! Every form from small files, as text beside the test and as HTML in `tests/pages/`.
//!
//! The pages are for looking as well as for comparing: `UPDATE_EXPECT=1` writes them anew. Inputs
//! name the items that matter; all others are empty, which the forms must bear.

#![allow(clippy::unwrap_used)]

mod basic;
mod build;
mod compare;
mod deletion;
mod escaping;
mod pile;
mod prevention;
mod table01;
mod table02;
mod table03;
mod table06;
mod table07;
mod unreadable;
