//! The texts of 下書き: the list and one draft.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// 下書き: the list.
    DraftsTexts {
        lead: Text,
        table: Text,
        caption: Text,
        created_at: Text,
        choose_label: Pattern,
        to_confirm: Text,
        saved: Counted,
        discarded: Text,
        kept: Counted,
        own: Text,
        thrown: Text,
        piles: Text,
        pile_new: Text,
        pile_of_draft: Text,
        pile_left_over: Text,
        pile_files: Counted,
        pile_open: Text,
        pile_label: Pattern,
        empty: Text,
        empty_why: Text,
        empty_button: Text,
    }

    /// 下書きの詳細.
    DraftTexts {
        title: Text,
        summary: Text,
        to: Text,
        contents: Text,
        created: Text,
        files: Text,
        message: Text,
        check: Text,
        edit: Text,
        send_head: Text,
        send_what: Pattern,
        send: Counted,
        discard_head: Text,
        discard: Text,
        discard_question: Text,
        discard_effect: Pattern,
        discard_no: Text,
        discard_yes: Text,
    }
}
