//! The texts of 新規作成 and of the question before sending.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// 新規作成.
    ComposeTexts {
        lead: Text,
        files_head: Text,
        drop: Text,
        limits: Text,
        pick: Text,
        pick_button: Text,
        chosen_none: Text,
        chosen: Counted,
        remove: Text,
        remove_label: Pattern,
        too_large: Pattern,
        message_head: Text,
        message_label: Text,
        message_hint: Text,
        attachments_head: Text,
        to_label: Text,
        to_hint: Text,
        to_by_name: Text,
        from_label: Text,
        from_by_name: Text,
        from_hint: Text,
        again: Text,
        next_head: Text,
        next_why: Text,
        save_draft: Text,
        to_confirm: Text,
        reading: Text,
        nothing_chosen: Text,
        message_too_long: Text,
    }

    /// 送信の確認.
    ConfirmTexts {
        title: Text,
        lead: Counted,
        lead_none: Text,
        lead_empty: Text,
        gone: Text,
        ready: Text,
        stopped: Text,
        ready_count: Counted,
        stopped_count: Counted,
        address: Counted,
        no_address: Text,
        all_files: Text,
        send_this: Text,
        bundles: Text,
        ask: Text,
        ask_stopped: Text,
        keep: Text,
        send: Counted,
        again: Text,
        problem_found: Text,
        problem_expected: Text,
        duplicate: Text,
        duplicate_draft: Text,
        duplicate_remedy: Text,
    }
}
