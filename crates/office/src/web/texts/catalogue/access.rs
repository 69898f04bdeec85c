//! The texts of 設定 → 介護ソフトとの接続.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// Access keys of programs on this machine.
    AccessTexts {
        title: Text,
        lead: Text,
        part_none: Text,
        part_some: Counted,
        part_open: Text,
        made: Text,
        made_why: Text,
        made_key: Text,
        made_address: Text,
        made_done: Text,
        list: Text,
        none: Text,
        name: Text,
        allows: Text,
        created: Text,
        used: Text,
        never_used: Text,
        state: Text,
        valid: Text,
        revoked: Pattern,
        revoke: Text,
        revoke_label: Pattern,
        revoke_question: Text,
        revoke_effect: Text,
        revoke_no: Text,
        revoke_do: Text,
        was_revoked: Text,
        add: Text,
        add_why: Text,
        name_hint: Text,
        scope_send: Text,
        scope_receive: Text,
        scope_read: Text,
        scope_send_short: Text,
        scope_receive_short: Text,
        scope_read_short: Text,
        cannot: Text,
        about: Text,
        about_why: Text,
    }
}
