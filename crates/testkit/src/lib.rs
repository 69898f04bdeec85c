//! Running programs, temporary folders and sample files for tests that cross program borders.
//!
//! A test holds a [`HubProgram`] and some [`OfficeProgram`]s; each has a folder of its own and real processes, which are
//! killed when the value is dropped. A [`WireDevice`] speaks to the hub without the office program, for requests that the
//! office never makes. Deliberately not here: anything that looks inside the programs. What a test knows, it knows from
//! commands, files and the wire, like a stranger.
//!
//! Easily got wrong: the programs must have been built before (`cargo build`); a test never builds them, so that two
//! tests do not build at once.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod hub_program;
mod mail_server;
mod office_program;
mod poor_line;
mod programs;
mod sample_month;
mod wait;
mod wire_device;

pub use hub_program::HubProgram;
pub use mail_server::{MailServer, MailTls, TakenMail};
pub use office_program::{Background, OfficeProgram};
pub use poor_line::PoorLine;
pub use programs::{Ran, program_path, run_program};
pub use sample_month::{SampleMonth, SampleOffice};
pub use wait::{WAIT_SECONDS_MAX, wait_for};
pub use wire_device::{Connection, Reply, WireDevice, new_bundle_id, utc_now};
