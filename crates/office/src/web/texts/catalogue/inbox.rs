//! The texts of 受信: the list and one received bundle.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// 受信: the list.
    InboxTexts {
        unread_lead: Counted,
        read_lead: Text,
        unread_only: Text,
        check_now: Text,
        refresh: Text,
        contents: Text,
        more_files: Counted,
        message_unread: Text,
        look_label: Pattern,
        checking: Text,
        table: Text,
        caption: Text,
        received_at: Text,
        unread: Text,
        read: Text,
        announced: Text,
        damaged: Text,
        withdrawn: Text,
        reason: Text,
        reason_label: Pattern,
        show: Text,
        show_label: Pattern,
        empty: Text,
        empty_unread: Text,
        empty_damaged: Text,
        empty_why: Text,
        empty_button: Text,
        empty_unread_button: Text,
    }

    /// 受信データの詳細.
    ReceivedTexts {
        title: Text,
        summary: Text,
        from: Text,
        contents: Text,
        received: Text,
        state: Text,
        fetching: Text,
        to_open: Text,
        to_open_why: Text,
        open: Text,
        opened: Text,
        record: Text,
        step_sent: Text,
        step_sent_what: Text,
        step_accepted: Text,
        step_accepted_what: Text,
        step_received: Text,
        step_received_what: Text,
        step_imported: Text,
        step_imported_what: Text,
        step_opened: Text,
        step_opened_what: Text,
        step_opened_open: Text,
        step_withdrawn: Text,
        step_withdrawn_what: Text,
        files: Text,
        save_all: Counted,
        message: Text,
        check: Text,
        check_done: Text,
        check_found: Pattern,
        check_warned: Counted,
        check_nothing: Text,
        withdrawn_why: Text,
        damaged_why: Text,
    }
}
