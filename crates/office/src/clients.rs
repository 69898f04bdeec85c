//! Which clients a pile of standard files names.
//!
//! A client's key is insurer number and insured number together; the insured number
//! alone is not unique (standard, 2.3). The result is kept in the database for
//! search and counting; it never leaves this machine unsealed and never gets into a
//! log.

use std::collections::BTreeSet;

use standard::{FileName, read_file};

/// A client and a month: what plans and actuals are about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientMonth {
    /// The insurer number.
    pub insurer: String,
    /// The insured number.
    pub insured: String,
    /// The month, `"202612"`.
    pub month: String,
}

/// The different clients of the files, given by name and bytes, in rising order.
/// Files that are not of the standard name nobody.
pub(crate) fn clients_of<'a>(
    files: impl Iterator<Item = (&'a str, &'a [u8])>,
) -> Vec<(String, String)> {
    let mut clients = BTreeSet::new();
    for (name, bytes) in files {
        let Ok(name) = FileName::parse(name) else {
            continue;
        };
        let Some(layout) = name.kind.layout() else {
            continue;
        };
        let document = read_file(bytes, name.kind);
        for record in document.records() {
            let insurer = document.text(record, layout.key.insurer);
            let insured = document.text(record, layout.key.insured);
            if let (Some(insurer), Some(insured)) = (insurer, insured)
                && !insured.is_empty()
            {
                clients.insert((insurer, insured));
            }
        }
    }
    clients.into_iter().collect()
}
