//! The texts about older and newer versions of the same data.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Pattern, Text};

sections! {
    /// What corrects what, in lists and details.
    VersionTexts {
        head: Text,
        correction: Text,
        newer: Text,
        deleted: Text,
        received_corrects: Pattern,
        received_deletes: Pattern,
        received_replaced: Pattern,
        received_deleted: Pattern,
        sent_corrects: Pattern,
        sent_deletes: Pattern,
        sent_replaced: Pattern,
        sent_deleted: Pattern,
        see_earlier: Text,
        see_newer: Text,
        some_clients: Pattern,
    }
}
