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
        undo: Counted,
        undo_what: Counted,
        undo_button: Text,
        left_over_what: Counted,
        begun: Text,
        begun_what: Counted,
        begun_button: Text,
        unreachable: Text,
        unreachable_what: Text,
        unreachable_since: Pattern,
        unreachable_waiting: Counted,
        unreachable_how: Text,
        partner_key: Text,
        partner_key_what: Text,
        partner_key_how: Text,
        certificate: Text,
        certificate_what: Counted,
        certificate_until: Pattern,
        certificate_ended: Text,
        certificate_ended_what: Text,
        certificate_how: Text,
        claims: Text,
        actuals: Counted,
        actuals_what: Counted,
        actuals_button: Text,
        more: Counted,
        empty: Text,
        empty_why: Text,
        empty_button: Text,
        to_home: Text,
    }
}
