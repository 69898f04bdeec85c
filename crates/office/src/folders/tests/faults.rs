//! Faults at the steps of a look.
//!
//! Ending is an unwinding that no one catches but the test: from that step on nothing
//! of the look happens, neither on the disk nor in the database.

use std::cell::Cell;
use std::io;

/// What goes wrong, and at which step.
#[derive(Debug, Default)]
pub(crate) struct Fault {
    kind: Option<Kind>,
    steps: Cell<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The program ends at this step.
    End { at: u32 },
    /// The disk is full from this step on.
    Full { from: u32 },
}

/// What an ended program leaves behind.
pub(super) struct Ended;

impl Fault {
    pub(super) fn new(kind: Kind) -> Fault {
        Fault {
            kind: Some(kind),
            steps: Cell::new(0),
        }
    }

    /// Steps that were made.
    pub(super) fn steps(&self) -> u32 {
        self.steps.get()
    }

    pub(in crate::folders) fn step(&self) -> io::Result<()> {
        let made = self.steps.get() + 1;
        self.steps.set(made);
        match self.kind {
            Some(Kind::End { at }) if made == at => std::panic::resume_unwind(Box::new(Ended)),
            Some(Kind::Full { from }) if made >= from => {
                Err(io::Error::from(io::ErrorKind::StorageFull))
            }
            _ => Ok(()),
        }
    }
}
