//! The texts of 設定 → ほかのパソコンから使う.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Pattern, Text};

sections! {
    /// The pages on the office's network.
    NetworkTexts {
        title: Text,
        lead: Text,
        part_what: Text,
        part_off: Text,
        part_on: Text,
        part_refused: Text,
        part_open: Text,
        saved: Text,
        renewed: Text,
        state: Text,
        state_off: Text,
        state_unknown: Text,
        state_open: Text,
        state_refused: Text,
        about: Text,
        wished: Text,
        addresses: Text,
        fingerprint: Text,
        until: Text,
        until_value: Pattern,
        first_visit: Text,
        step_open: Text,
        step_warning: Text,
        step_compare: Text,
        step_same: Text,
        step_login: Text,
        needs: Text,
        needs_why: Text,
        needs_button: Text,
        form: Text,
        cannot: Text,
        on: Text,
        names: Text,
        names_hint: Text,
        port: Text,
        port_hint: Text,
        save: Text,
        effect: Text,
        renew: Text,
        renew_question: Text,
        renew_effect: Text,
        renew_no: Text,
        renew_do: Text,
    }
}
