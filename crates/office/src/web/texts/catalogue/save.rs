//! The texts of saving the files of many received bundles.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// Before, at and after saving many.
    SaveTexts {
        title: Text,
        all: Text,
        chosen: Counted,
        choose_label: Pattern,
        save_chosen: Text,
        save_unread: Counted,
        none_chosen: Text,
        opened_only: Text,
        question: Counted,
        ready: Counted,
        nothing: Text,
        unread_head: Text,
        unread_why: Text,
        ready_head: Text,
        order_why: Text,
        left_out: Counted,
        cancel: Text,
        open: Counted,
        save: Counted,
        archive: Pattern,
        documents: Text,
    }
}
