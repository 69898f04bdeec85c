//! The texts of the first setup.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::Text;

sections! {
    /// はじめての設定.
    StartTexts {
        title: Text,
        lead: Text,
        before: Text,
        needs: Text,
        hub: Text,
        hub_hint: Text,
        code: Text,
        code_hint: Text,
        device: Text,
        device_hint: Text,
        device_usual: Text,
        enrol: Text,
        wait: Text,
        cannot: Text,
        inside: Text,
        old_page: Text,
    }
}
