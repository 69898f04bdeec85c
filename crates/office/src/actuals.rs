//! 実績入力: an office without care software enters what was given, beside the plan that came.
//!
//! ```text
//! plan received and opened → sheet of a client and month (lines of the plan, days as given)
//!   → ready → checked like every file → UPJSK in a pile of 新規作成 → sent as everything is
//! ```
//!
//! A sheet is stored with every change and belongs to this terminal, as piles do; what other
//! terminals see is the draft that comes of it. What a reader would get wrong: entering sends
//! nothing and makes no draft. Files are made of what a person called complete, and a sheet in
//! which the check finds errors is made into no file.

mod change;
mod check;
mod lines;
mod make;
mod month;
mod read;

use protocol::UtcSeconds;

pub use change::{Change, NewLine, SheetError, change_sheet};
pub use check::LineFinding;
pub use lines::{COUNT_MAX, LINES_MAX, Line};
pub use make::{MadeFiles, MakeError, make_files};
pub use month::{SheetState, SheetSummary, fill_as_planned, list_sheets};
pub use read::{SheetView, read_sheet};

/// What is entered about one client and month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The received bundle with the plan that it follows.
    pub plan: String,
    /// The services.
    pub lines: Vec<Line>,
    /// A person says that it is complete.
    pub ready: bool,
    /// Rises with each change; 0 while nothing is stored.
    pub version: i64,
    /// When it was changed last.
    pub changed: Option<UtcSeconds>,
    /// The version that went into a file last, and when.
    pub made: Option<(i64, UtcSeconds)>,
}

impl Sheet {
    /// Whether no day of any line has a service.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.given.is_empty())
    }

    /// Whether what is entered is in a file already.
    pub fn is_made(&self) -> bool {
        self.made
            .is_some_and(|(version, _)| version == self.version)
    }

    /// How many days differ from the plan.
    pub fn differing_days(&self) -> usize {
        self.lines.iter().map(Line::differing_days).sum()
    }
}
