//! The texts of the page ヘルプ: searching codes, the keyboard, the manual.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// ヘルプ: codes, the keyboard, the manual.
    HelpTexts {
        title: Text,
        lead: Text,
        search: Text,
        search_hint: Text,
        search_do: Text,
        found: Counted,
        more: Text,
        none: Pattern,
        none_why: Text,
        none_button: Text,
        cause: Text,
        remedy: Text,
        clause: Text,
        wrong: Text,
        right: Text,
        item_cause: Pattern,
        item_form: Text,
        item_need: Text,
        item_remedy: Text,
        office: Text,
        hub: Text,
        check: Text,
        keys: Text,
        key_tab: Text,
        key_enter: Text,
        key_space: Text,
        key_back: Text,
        key_larger: Text,
        key_print: Text,
        key_skip: Text,
        manual: Text,
        manual_where: Text,
        manual_open: Text,
        manual_in_japanese: Text,
        manual_in_english: Text,
    }
}
