//! The texts of お知らせ: the list of notices, and what the start page says of them.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// Notices of the operator.
    NoticesTexts {
        title: Text,
        lead: Text,
        empty: Text,
        empty_why: Text,
        empty_button: Text,
        unread: Text,
        important: Text,
        read_at: Pattern,
        until: Pattern,
        read: Text,
        read_label: Pattern,
        was_read: Text,
        home_word: Text,
        home_what: Counted,
        home_important: Text,
        home_button: Text,
    }
}
