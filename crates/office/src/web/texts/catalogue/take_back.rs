//! The texts about sending something again and taking it back.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// Steps with something that was sent.
    TakeBackTexts {
        head: Text,
        why: Text,
        make: Text,
        question: Text,
        effect: Pattern,
        newer_too: Text,
        documents: Counted,
        confirm_why: Text,
        no: Text,
        yes: Text,
        again_head: Text,
        again_why: Text,
        again: Text,
    }
}
