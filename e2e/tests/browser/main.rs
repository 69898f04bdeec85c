//! The office's pages in a real browser, in front of the real programs.
//!
//! `every_page` looks at each page in the same ways; the other files each play one task of an office from its first click
//! to its end.

mod access_keys;
mod actuals;
mod adding_offices;
mod applying;
mod arrival;
mod composing;
mod every_page;
mod exchange;
mod folders;
mod guide;
mod guide_pictures;
mod licence;
mod line_down;
mod lists;
mod network;
mod page_list;
mod pdf;
mod practice;
mod reconcile;
mod saving;
mod staff;
mod terminals;
mod two_offices;
mod viewing;
