//! The texts of what stands around every page, of lists, and of failures.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// Around every page.
    FrameTexts {
        page_title: Pattern,
        brand: Text,
        skip: Text,
        menu: Text,
        exchange: Text,
        home: Text,
        new: Text,
        drafts: Text,
        sent: Text,
        inbox: Text,
        monthly: Text,
        board: Text,
        own: Text,
        partners: Text,
        settings: Text,
        help: Text,
        count: Counted,
        unsent: Counted,
        connected: Text,
        disconnected: Text,
        never_connected: Text,
        checked_at: Pattern,
        last_contact: Pattern,
        switch_language: Text,
        switch_language_label: Text,
        guide: Text,
        arrived: Text,
        sent_changed: Text,
        show_now: Text,
        account: Text,
        who: Text,
        log_out: Text,
        office_choice: Text,
        office_switch: Text,
        office_switched: Text,
        back_to: Pattern,
        office_unnamed: Text,
        unknown_sender: Text,
        first_page: Text,
        next_page: Text,
    }

    /// What all lists share.
    ListTexts {
        choose: Text,
        state: Text,
        from: Text,
        to: Text,
        kind: Text,
        contents: Text,
        action: Text,
        open: Text,
        open_label: Pattern,
        filter: Text,
        everything: Text,
    }

    /// Why something was not done, by kind of failure.
    FailureTexts {
        not_found: FailureWords,
        malformed: FailureWords,
        foreign_host: FailureWords,
        foreign_form: FailureWords,
        old_page: FailureWords,
        other_office: FailureWords,
        logged_out: FailureWords,
        not_allowed: FailureWords,
        no_accounts: FailureWords,
        too_large: FailureWords,
        not_opened: FailureWords,
        too_late: FailureWords,
        internal: FailureWords,
    }

    /// One failure: what it is called, what happened, what to do.
    FailureWords {
        title: Text,
        explanation: Text,
        remedy: Text,
    }
}
