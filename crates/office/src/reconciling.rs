//! 予実突合 at this office: what was planned against what was given, for a month, and what
//! people decided about it.
//!
//! ```text
//! versions of the month → sources: which bundle counts for which client
//!   → compare: their files through the crate `reconcile` → outcome, kept until its inputs change
//!   → mark: confirmed by a person, for exactly the data that was compared
//! ```
//!
//! An office that makes plans compares the plans that it sent with the actuals that came; an
//! office that gives services compares the actuals that it sent with the plans that came, and
//! only its own services. What a reader would get wrong: a received bundle takes part once a
//! person opened it; before that nobody has seen its contents, and the sender is told so.

mod client;
mod compare;
mod mark;
mod month;
mod sources;

use std::fmt;

use protocol::{BundleId, OfficeNumber, UtcSeconds};
use reconcile::{Arrival, ClientMonth as Comparison};
use serde::{Deserialize, Serialize};
use standard::Address;

use crate::inbox::ReceivedId;

pub use client::{ClientView, reconcile_client};
pub(crate) use mark::{CheckBody, check_told, checks_told};
pub use mark::{Decision, Judgement, MarkError, NOTE_CHARACTERS_MAX, mark_client};
pub(crate) use month::planned_of_month;
pub use month::{ClientState, ClientSummary, MonthSummary, reconcile_month};

/// Which side of the exchange this office is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// It makes plans.
    Care,
    /// It gives services under this number.
    Service(OfficeNumber),
}

/// A bundle whose files take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceBundle {
    /// One of this office.
    Sent(BundleId),
    /// One of a partner.
    Received(ReceivedId),
}

impl fmt::Display for SourceBundle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SourceBundle::Sent(id) => id.fmt(formatter),
            SourceBundle::Received(id) => id.fmt(formatter),
        }
    }
}

/// What came out for one client and month, without names and days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// SHA-256 of what was compared and of the codes of what was found. A decision of a
    /// person holds for this and nothing else.
    pub data: String,
    /// How much differs.
    pub differences: u32,
    /// The codes of what the review of claims may return.
    pub risks: Vec<String>,
    /// Each office and service kind of plan or actuals.
    pub offices: Vec<OfficeOutcome>,
}

/// One office and service kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeOutcome {
    /// `1370300021-11`.
    pub address: String,
    /// The office's name, where the files have it.
    pub name: Option<String>,
    /// How far its actuals are.
    pub arrival: Came,
    /// How much differs there, risks among it.
    pub findings: u32,
}

/// Whether actuals are here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Came {
    /// None of this office for the month.
    Waiting,
    /// Some, without this client.
    Without,
    /// Those of the client.
    Here,
}

/// What a person decided about a client and month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// For which data: [`Outcome::data`].
    pub data: String,
    /// Confirmed, or only a note to go on later.
    pub confirmed: bool,
    /// What the person noted.
    pub note: String,
    /// The name of the member of staff; empty while nobody logs in.
    pub staff: String,
    /// When.
    pub at: UtcSeconds,
}

impl Outcome {
    /// Whether actuals of an office have not come.
    pub fn is_waiting(&self) -> bool {
        let came = |office: &OfficeOutcome| office.arrival;
        self.offices.iter().map(came).any(|it| it == Came::Waiting)
    }

    /// Whether there is something for a person to look at.
    pub fn differs(&self) -> bool {
        self.differences > 0 || !self.risks.is_empty()
    }

    /// The line of an office; `None` when the client has nothing there.
    pub fn office(&self, address: &str) -> Option<&OfficeOutcome> {
        self.offices.iter().find(|one| one.address == address)
    }

    pub(crate) fn of(client: &Comparison) -> Outcome {
        let at = |address: Address| {
            let differences = client.differences.iter();
            let risks = client.risks.iter();
            differences.filter(|one| one.address == address).count()
                + risks.filter(|one| one.address == Some(address)).count()
        };
        Outcome {
            data: protocol::Digest::of(compared_text(client).as_bytes()).to_string(),
            differences: count(client.differences.len()),
            risks: client
                .risks
                .iter()
                .map(|one| one.code().to_owned())
                .collect(),
            offices: client
                .offices
                .iter()
                .map(|office| OfficeOutcome {
                    address: office.address.to_string(),
                    name: office.name.clone(),
                    arrival: match office.arrival {
                        Arrival::Waiting => Came::Waiting,
                        Arrival::WithoutClient => Came::Without,
                        Arrival::Arrived => Came::Here,
                    },
                    findings: count(at(office.address)),
                })
                .collect(),
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What was compared, in one spelling that later versions keep: services with their days,
/// offices with their units, and the codes of what was found. Files, stamps and names are not
/// in it, so a correction that leaves this client as it was asks nobody to look again.
fn compared_text(client: &Comparison) -> String {
    use fmt::Write;
    let mut text = String::from("tsunagu check 1\n");
    for row in &client.services {
        let aid = row.equipment.as_ref();
        let aid = aid.map_or_else(String::new, |aid| format!("{} {}", aid.code, aid.detail));
        let days = |days: &[i64; 31]| {
            let days: Vec<String> = days.iter().map(i64::to_string).collect();
            days.join(" ")
        };
        let times = (row.times.start, row.times.end);
        let _ = writeln!(
            text,
            "{} {} {}-{} {aid}|{}|{}",
            row.office,
            row.code.as_str(),
            time_text(times.0),
            time_text(times.1),
            days(&row.planned),
            days(&row.actual)
        );
    }
    for office in &client.offices {
        let _ = writeln!(
            text,
            "{} {} {} {} {} {}",
            office.address,
            match office.arrival {
                Arrival::Waiting => "waiting",
                Arrival::WithoutClient => "without",
                Arrival::Arrived => "arrived",
            },
            office.planned_units,
            office.actual_units,
            office.planned_count,
            office.actual_count
        );
    }
    for code in client.differences.iter().map(|one| one.code()) {
        let _ = writeln!(text, "{code}");
    }
    for code in client.risks.iter().map(|one| one.code()) {
        let _ = writeln!(text, "{code}");
    }
    text
}

fn time_text(time: standard::records::value::ServiceTime) -> String {
    use standard::records::value::ServiceTime;
    match time {
        ServiceTime::At(time) => format!("{:02}{:02}", time.hour(), time.minute()),
        ServiceTime::Untimed => "9999".to_owned(),
    }
}
