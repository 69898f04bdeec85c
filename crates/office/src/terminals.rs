//! The terminals of this office, and what a person here does with them: approve a new one, rename, remove.
//!
//! The hub's list is taken over with each pass; what a person wants is written beside it and done with the next one.
//! What a reader would get wrong: a new terminal is approved only after its digits were compared, and the digits are
//! worth something only if its first message fixed its nonce before ours was shown (`protocol::joining`).

mod approve;
mod check;
mod learn;
mod manage;

use protocol::{DeviceId, UtcSeconds};
use serde::Serialize;

pub use approve::approve_terminal;
pub(crate) use approve::plain_digits;
pub use check::check_terminal;
pub use learn::learn_terminals;
pub use manage::{
    TerminalError, ask_enrolment_code, enrolment_code, list_terminals, remove_terminal,
    rename_terminal,
};

/// One terminal of this office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Terminal {
    /// The device.
    pub id: DeviceId,
    /// What the office calls it.
    pub name: String,
    /// Whether it is the one that shows this.
    pub own: bool,
    /// When it was enrolled.
    pub enrolled_at: UtcSeconds,
    /// When the hub heard from it last, to about an hour.
    pub seen_at: Option<UtcSeconds>,
    /// How far it got with joining; `None` for one that takes part.
    pub joining: Option<Joining>,
    /// A person here removed it; the hub is told with the next contact.
    pub removing: bool,
}

/// How far a new terminal got, as this one sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Joining {
    /// It was enrolled and has not asked yet: its program does not run.
    Silent,
    /// It asks; a person here may begin to compare.
    Asks,
    /// A person here began; the new terminal has not answered yet.
    Begun,
    /// The six digits that must stand on both screens.
    Digits(String),
    /// Approved here; the hub is told with the next contact.
    Approved,
    /// What the new terminal said does not fit together: `OFF-…` or `HUB-…`.
    Failed(String),
}

/// The enrolment code that this office made for a further terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrolmentCodeState {
    /// It was asked for; the hub makes it with the next contact.
    Asked,
    /// Here it is.
    Made {
        /// 7 groups of 5 characters.
        code: String,
        /// From when on it cannot be used.
        expires_at: UtcSeconds,
    },
    /// The hub refused, with its code.
    Refused {
        /// `HUB-…`.
        code: String,
    },
}
