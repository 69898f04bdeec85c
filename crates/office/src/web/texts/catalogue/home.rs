//! The texts of 今日すること.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// 今日すること.
    HomeTexts {
        lead: Pattern,
        now: Text,
        soon: Text,
        stopped: Text,
        stopped_what: Pattern,
        stopped_button: Text,
        more_stopped_what: Counted,
        more_stopped_button: Text,
        arrived: Text,
        arrived_what: Counted,
        arrived_button: Text,
        damaged: Text,
        damaged_what: Counted,
        damaged_button: Text,
        waiting: Text,
        waiting_what: Counted,
        waiting_why: Text,
        waiting_button: Text,
        unopened: Counted,
        unopened_what: Pattern,
        unopened_when: Pattern,
        unopened_button: Text,
        more_unopened: Text,
        more_unopened_what: Text,
        more_unopened_button: Text,
        draft: Text,
        draft_what: Counted,
        draft_button: Text,
        more: Counted,
        empty: Text,
        empty_why: Text,
        empty_button: Text,
        to_home: Text,
    }
}
