//! Synthetic care offices, clients and months that follow the data standard to the letter.
//!
//! [`generate`] makes a small world from a seed: one care-management office, service offices of several kinds, with
//! three or more of these a community support centre, and clients with their plans, monthly tickets, statements and
//! what was really done. Every name, number and text is invented. The same settings give the same bytes, always.
//!
//! What comes out is valid: `standard::check_files` finds neither errors nor warnings in it. Damaged files are not
//! made here; the tests of this crate make them, to see that the checks find each damage.
//!
//! A reader would get one thing wrong: tickets (tables 6 and 7) list all services of a client whoever receives them,
//! as the standard demands, so the same rows go to several offices.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod actual;
mod calendar;
mod client;
mod dice;
mod level;
mod office;
mod people;
mod places;
mod records;
mod schedule;
mod service;
mod sets;
mod statement;
mod texts;

pub use calendar::{Month, MonthError};
pub use office::{Role, SampleOffice};

use dice::{Dice, Purpose};

#[cfg(test)]
mod tests;

/// The most service offices that one world has numbers for.
pub const OFFICES_MAX: u32 = 9_000;

/// The most clients of one world: three hundred times an average office, and about 4 GB of files.
pub const CLIENTS_MAX: u32 = 30_000;

/// What to generate. Equal settings give equal bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Decides everything that is left to chance.
    pub seed: u64,
    /// Service offices: the first gives home help (11), the second home nursing (13), then come other kinds; from
    /// three on a community support centre is added. At most [`OFFICES_MAX`].
    pub offices: u32,
    /// Clients in all, at most [`CLIENTS_MAX`].
    pub clients: u32,
    /// The month in which services are given.
    pub month: Month,
}

/// A generated world for one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleMonth {
    /// The care-management office first, then the community support centre if there is one, then service offices.
    pub offices: Vec<SampleOffice>,
    /// In the order of their stamps; files of one set stand together.
    pub files: Vec<SampleFile>,
}

/// One file of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// Where it belongs when written out: number of the sending office, `/`, folder of the batch; no `/` at the end.
    pub folder: String,
    /// What it is part of.
    pub batch: Batch,
    /// The file name of the standard.
    pub name: String,
    /// The contents, in MS932.
    pub bytes: Vec<u8>,
}

/// What a file is part of; each has a folder of its own for every sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Batch {
    /// Care plans: tables 1, 2, 3 and supplement (set K1).
    Plan,
    /// Tickets: tables 6, 7 and supplement (sets K2 and Y4).
    Ticket,
    /// Actuals (sets K5 and Y8).
    Actual,
    /// Preventive plans and basic information (sets Y2 and Y3).
    Prevention,
    /// Deletions (sets K3, K4, K6, Y5, Y6, Y7, Y9), to be processed after the files that they take back.
    Deletion,
}

impl Batch {
    /// The name of the folder.
    pub fn folder(self) -> &'static str {
        match self {
            Batch::Plan => "plan",
            Batch::Ticket => "ticket",
            Batch::Actual => "actual",
            Batch::Prevention => "prevention",
            Batch::Deletion => "deletion",
        }
    }
}

/// Generates the world that `settings` describe.
///
/// # Panics
///
/// When there are more offices or clients than [`OFFICES_MAX`] and [`CLIENTS_MAX`].
pub fn generate(settings: &Settings) -> SampleMonth {
    assert!(
        settings.offices <= OFFICES_MAX,
        "at most {OFFICES_MAX} offices"
    );
    assert!(
        settings.clients <= CLIENTS_MAX,
        "at most {CLIENTS_MAX} clients"
    );
    let mut dice = Dice::new(settings.seed, Purpose::Offices);
    let offices = office::make_offices(&mut dice, settings.offices, settings.clients);
    let clients = client::make_clients(settings.seed, settings.clients, settings.month, &offices);
    let files = sets::make_sets(settings, &offices, &clients);
    SampleMonth {
        offices: offices.all().map(|office| office.facts.clone()).collect(),
        files,
    }
}
