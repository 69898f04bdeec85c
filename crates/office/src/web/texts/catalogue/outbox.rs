//! The texts of 送信済: the list and one sent bundle.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// 送信済: the list.
    OutboxTexts {
        lead: Text,
        unopened_only: Text,
        stopped_only: Text,
        table: Text,
        caption: Text,
        sent_at: Text,
        waiting: Text,
        blocked: Text,
        refused: Text,
        accepted: Text,
        fetched: Text,
        imported: Text,
        opened: Text,
        withdrawn: Text,
        withdrawing: Text,
        withdrawal_asked: Text,
        empty: Text,
        empty_filtered: Text,
        empty_why: Text,
        empty_button: Text,
        empty_filtered_button: Text,
    }

    /// 送信済データの詳細.
    SentTexts {
        title: Text,
        summary: Text,
        to: Text,
        contents: Text,
        sent: Text,
        state: Text,
        unopened: Counted,
        unopened_today: Text,
        record: Text,
        step_queued: Text,
        step_queued_what: Text,
        step_accepted: Text,
        step_accepted_what: Text,
        step_accepted_open: Text,
        step_fetched: Text,
        step_fetched_what: Text,
        step_fetched_open: Text,
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
        stopped: Text,
        retrying: Text,
        problem_next: Text,
        problem_tried: Text,
        problem_attempts: Counted,
        withdraw_head: Text,
        withdraw_why: Text,
        withdraw: Text,
        withdraw_question: Text,
        withdraw_effect: Pattern,
        withdraw_unsent: Text,
        withdraw_fetched: Pattern,
        withdraw_imported: Pattern,
        withdraw_call: Text,
        withdraw_no: Text,
        withdraw_yes: Text,
        withdrawing_why: Text,
        withdrawn_why: Text,
        refused_why: Text,
        opened_why: Text,
    }
}
