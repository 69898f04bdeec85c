//! Browser tests of the office's pages: a real Chromium against the running programs.
//!
//! [`act`] runs one test: inside it a [`Stage`] holds a hub and some offices with their pages, and opens a [`Browser`] for each
//! person. A browser finds things as a screen reader does (by role and name), and uses real mouse, keyboard and dropped
//! files. Whatever a test looks for, [`act`] fails it as well when a page wrote an error to the console or asked another
//! host for anything. Not here: looks into the programs; those belong to the tests of `crates/office`.
//!
//! Easily got wrong: nothing waits for a time to pass. [`Browser::wait_for`] asks for a fact again and again.

mod browser;
mod check;
mod driver;
mod find;
mod hands;
mod picture;
mod places;
mod print;
mod stage;
mod stranger;

pub use browser::Browser;
pub use check::{KeyboardStop, PageProblem};
pub use find::Node;
pub use picture::{LARGE_TEXT_PERCENT, SCREEN_HEIGHT, SCREEN_WIDTH};
pub use places::target_folder;
pub use print::{Printed, read_pdf};
pub use stage::{CARE, Stage, act};
pub use stranger::{file_in_archive, key_pin, names_in_archive};
