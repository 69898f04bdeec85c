//! The texts of what is drawn: the forms of a bundle and the board of a month.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// 中身を見る: the forms of a bundle.
    PaperTexts {
        look: Text,
        forms: Text,
        clients: Counted,
        client: Pattern,
        unnamed: Pattern,
        nobody: Text,
        all_of_client: Text,
        previous: Text,
        next: Text,
        nothing: Text,
        nothing_why: Text,
        replaced: Pattern,
        deleted: Pattern,
        sent_replaced: Pattern,
        sent_deleted: Pattern,
        newer: Text,
        newer_deletion: Text,
        withdrawn: Text,
        draft: Text,
        with_plan: Text,
        pdf: Text,
        print: Text,
        pdf_how: Text,
        no_plan: Text,
    }

    /// 月次ボード.
    BoardTexts {
        title: Text,
        lead: Text,
        month: Text,
        previous: Text,
        next: Text,
        table: Text,
        partner: Text,
        action: Text,
        no_action: Text,
        plan_sent: Text,
        actual_sent: Text,
        plan_received: Text,
        actual_received: Text,
        their_opening: Text,
        our_opening: Text,
        reconciled: Text,
        differs: Text,
        agrees: Text,
        clients: Counted,
        nothing: Text,
        part: Text,
        not_sent: Text,
        to_be_sent: Text,
        sent: Text,
        unopened: Text,
        opened: Text,
        not_yet: Text,
        damaged: Text,
        received: Text,
        unread: Text,
        correct: Text,
        see_reason: Text,
        open: Text,
        call: Text,
        empty: Text,
        empty_why: Text,
        empty_button: Text,
        some_of: Pattern,
        begin: Text,
        now: Counted,
        not_begun: Counted,
        waiting: Counted,
        done: Counted,
    }
}
