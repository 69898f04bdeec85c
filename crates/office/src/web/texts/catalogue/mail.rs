//! The texts of 設定 → 新着の知らせ, and of what a browser tells.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// News of arrivals.
    MailTexts {
        title: Text,
        lead: Text,
        part_what: Text,
        part_off: Text,
        part_on: Text,
        part_failed: Text,
        part_open: Text,
        saved: Text,
        tried: Text,
        state: Text,
        state_off: Text,
        state_on: Text,
        state_failed: Text,
        state_part: Text,
        refused: Text,
        last_sent: Text,
        never_sent: Text,
        last_failed: Text,
        form: Text,
        cannot: Text,
        cannot_send: Text,
        where_word: Text,
        where_value: Pattern,
        empty_word: Text,
        on: Text,
        server: Text,
        server_hint: Text,
        port: Text,
        security: Text,
        security_tls: Text,
        security_starttls: Text,
        security_none: Text,
        user: Text,
        user_hint: Text,
        password: Text,
        password_kept: Text,
        password_none: Text,
        sender: Text,
        receivers: Text,
        receivers_hint: Text,
        minutes: Text,
        minutes_hint: Pattern,
        names: Text,
        names_hint: Text,
        save: Text,
        try_heading: Text,
        try_why: Text,
        try_do: Text,
        home_word: Text,
        home_what: Text,
        home_button: Text,
        tell: Text,
        tells: Text,
        told_title: Text,
        told_text: Counted,
    }
}
