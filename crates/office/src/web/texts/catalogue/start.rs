//! The texts of the first setup, and of a terminal that joins its office.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Pattern, Text};

sections! {
    /// はじめての設定.
    StartTexts {
        title: Text,
        lead: Text,
        before: Text,
        needs: Text,
        hub: Text,
        hub_hint: Text,
        code: Text,
        code_hint: Text,
        device: Text,
        device_hint: Text,
        enrol: Text,
        wait: Text,
        cannot: Text,
        inside: Text,
        old_page: Text,
    }

    /// A terminal that waits for the approval of another one.
    JoiningTexts {
        title: Text,
        lead: Text,
        cannot: Text,
        now: Text,
        how_1: Text,
        how_2: Text,
        how_3: Text,
        waiting: Text,
        reload: Text,
        compare: Text,
        shown: Pattern,
        question: Text,
        differs: Text,
        same: Text,
        confirmed: Text,
        approve: Pattern,
        approving: Text,
        stopped: Text,
        stopped_why: Text,
        lost: Text,
        lost_open: Text,
        lost_why: Text,
        recovery: Text,
        recovery_hint: Text,
        restore: Text,
        again: Text,
        again_open: Text,
        again_question: Text,
        again_effect: Text,
        again_no: Text,
        again_yes: Text,
    }
    /// Applying to take part.
    ApplyTexts {
        link: Text,
        open: Text,
        title: Text,
        lead: Text,
        needs: Text,
        cannot: Text,
        code: Text,
        number: Text,
        number_hint: Text,
        name: Text,
        services: Text,
        services_hint: Text,
        others: Text,
        telephone: Text,
        telephone_hint: Text,
        mail: Text,
        told: Text,
        back: Text,
        send: Text,
        done: Text,
        done_lead: Text,
        done_heading: Text,
        done_hub: Text,
        done_when: Text,
        done_office: Text,
        done_keep: Text,
        next: Text,
        next_1: Text,
        next_2: Text,
        next_3: Text,
        next_open: Text,
    }
}
