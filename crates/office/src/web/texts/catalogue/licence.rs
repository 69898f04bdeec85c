//! The texts of 利用期間: its page, its line among the settings, and what the start page says of it.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// The licence of this office.
    LicenceTexts {
        title: Text,
        lead: Text,
        state: Text,
        unknown: Text,
        unknown_why: Text,
        none: Text,
        none_why: Text,
        holds: Text,
        ends_soon: Counted,
        ended: Text,
        period: Text,
        from_to: Pattern,
        fee: Text,
        free: Text,
        yen: Pattern,
        renewal: Text,
        renews: Text,
        renews_not: Text,
        next: Text,
        next_if: Text,
        next_for: Counted,
        waits: Text,
        reload: Text,
        refused: Pattern,
        stop_heading: Text,
        stop_why: Text,
        stop: Text,
        stop_question: Text,
        stop_effect: Pattern,
        stop_yes: Text,
        go_on_heading: Text,
        go_on_why: Text,
        go_on: Text,
        go_on_question: Text,
        go_on_effect: Pattern,
        again: Text,
        again_effect: Pattern,
        go_on_yes: Text,
        no: Text,
        part_what: Text,
        part_open: Text,
        home_soon: Text,
        home_soon_what: Counted,
        home_soon_how: Pattern,
        home_ended: Text,
        home_ended_what: Pattern,
        home_ended_how: Text,
        home_ask: Text,
        home_button: Text,
        sending_waits: Text,
        sent_ask: Text,
        printed: Pattern,
    }
}
