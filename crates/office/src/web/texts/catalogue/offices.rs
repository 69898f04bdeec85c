//! The texts of この端末の事業所, and of the first setup of a further office.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Text};

sections! {
    /// The offices of this program, and adding one.
    OfficesTexts {
        title: Text,
        lead: Text,
        list: Text,
        shown: Text,
        add: Text,
        add_why: Text,
        add_effect: Text,
        add_network: Text,
        begun: Text,
        go_on: Text,
        given: Text,
        given_how: Text,
        elsewhere: Text,
        practice: Text,
        part_what: Text,
        part_open: Text,
        part_count: Counted,
        further_lead: Text,
        give_up: Text,
        give_up_question: Text,
        give_up_effect: Text,
        give_up_no: Text,
        give_up_yes: Text,
        opening: Text,
        opening_text: Text,
        added: Text,
        added_text: Text,
        given_up: Text,
        given_up_text: Text,
        leads_slowly: Text,
        leads_open: Text,
    }
}
