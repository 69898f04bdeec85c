//! The texts of the page that shows a sending.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// What one press of 送信する sends.
    SendingTexts {
        title: Text,
        now: Text,
        soon: Counted,
        running: Text,
        ended: Text,
        ended_halted: Counted,
        nothing_left: Text,
        done: Text,
        count: Pattern,
        stop: Text,
        stop_why: Text,
        look: Text,
        table: Text,
        state: Text,
        missed: Counted,
        stopped: Counted,
        left: Counted,
        kept: Counted,
    }
}
