//! The texts of the search above 受信 and 送信済.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// The search above a list.
    SearchTexts {
        open: Text,
        form: Text,
        all: Text,
        state: Text,
        month: Text,
        received_in: Text,
        sent_in: Text,
        from: Text,
        to: Text,
        partner_hint: Text,
        kind: Text,
        plan: Text,
        client: Text,
        client_hint: Text,
        words: Text,
        words_hint: Text,
        search: Text,
        held: Text,
        remove: Text,
        remove_label: Pattern,
        remove_all: Text,
        one_client: Pattern,
        several_clients: Counted,
        too_many_clients: Counted,
        no_client: Text,
        no_partner: Pattern,
        which_partner: Counted,
        gone: Text,
        nothing: Text,
        nothing_why: Text,
    }
}
