//! The texts of the page 連携先: the list and what is asked there.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// 連携先: the list and what is asked there.
    PartnersTexts {
        title: Text,
        lead: Text,
        coverage: Counted,
        changed_heading: Text,
        changed_why: Text,
        fingerprint_old: Text,
        fingerprint_new: Text,
        accept: Text,
        accept_who: Text,
        accept_later: Text,
        not_accepted: Text,
        accepted: Text,
        accept_failed: Text,
        resend_heading: Text,
        resend: Counted,
        resend_open: Text,
        table: Text,
        office: Text,
        services: Text,
        last_sent: Text,
        last_received: Text,
        certificate: Text,
        never: Text,
        pinned: Text,
        changed: Text,
        not_ready: Text,
        unknown: Text,
        asking: Text,
        empty: Text,
        empty_why: Text,
        empty_button: Text,
        find: Text,
        find_why: Text,
        search_text: Text,
        search_area: Text,
        search_service: Text,
        search_do: Text,
        search_failed: Text,
        search_none: Text,
        search_found: Text,
        search_more: Text,
        choose: Text,
        choose_label: Pattern,
        find_wrong: Text,
        find_asking: Text,
        find_refresh: Text,
        find_known: Text,
        find_unknown: Text,
    }
}
