//! The check as a whole: valid sets give no finding, and every damage is found at its place.
//!
//! The sets in `data.rs` have a value in every item, so that every item can be
//! damaged. The findings are compared word for word in both languages.

#![allow(clippy::unwrap_used)]

mod causes;
mod contents;
mod coverage;
mod data;
mod fields;
mod files;
mod names;
mod robust;
mod rules;
mod sets;
mod shown;
mod version3;
