//! The office's pages in a real browser, in front of the real programs.
//!
//! `every_page` looks at each page in the same ways; the other files each play one task of an office from its first click
//! to its end.

mod actuals;
mod composing;
mod every_page;
mod exchange;
mod guide;
mod line_down;
mod page_list;
mod practice;
mod reconcile;
mod staff;
mod terminals;
