//! The forms of the standard as people know them.
//!
//! [`draw_set`] takes the files of one or several sets and gives a [`Sheet`] per client and form:
//! plain data that [`Sheet::to_html`] and [`Sheet::to_text`] draw in Japanese or English. Pure: no
//! files, no clock. Nothing is checked here (`standard::check_files` does) and nothing is invented:
//! what the records do not have stays empty, what cannot be read is shown as such with its line.
//!
//! HTML is made for the look's style sheet together with [`STYLE`], which has what only forms need.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod basic;
mod box_plan;
mod compare;
mod content;
mod deletion;
mod era;
mod html;
mod merged_rows;
mod pile;
mod prevention;
mod record;
mod set;
mod supplement;
mod table01;
mod table02;
mod table03;
mod table07;
mod text;
mod unreadable;
mod words;

pub mod month_block;
pub mod sheet;
pub mod table06;
pub mod unplaced;
pub mod week_block;

pub use compare::{Change, compare_sheet, compare_sheets};
pub use pile::{OfficeNames, SetFile};
pub use record::Unreadable;
pub use set::draw_set;
pub use sheet::{Form, Sheet};
pub use text::TEXT_COLUMNS_MAX;
pub use words::{Language, Words};

/// Rules for forms, to be served after the look's style sheet.
pub const STYLE: &str = include_str!("sheets.css");
