//! The texts about a bundle that several pages share: contents, findings, steps, files.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// One finding of the check.
    FindingTexts {
        error: Text,
        warning: Text,
        information: Text,
        place: Text,
        line: Counted,
        item: Pattern,
        reason: Text,
        found: Text,
        expected: Text,
        remedy: Text,
        code: Text,
        more: Counted,
        set: Text,
    }

    /// A bundle in words.
    BundleTexts {
        csv: Counted,
        attachments: Counted,
        clients: Counted,
        facts_separator: Text,
        files_separator: Text,
        register: Text,
        delete: Text,
        other: Text,
        with_months: Pattern,
        months_separator: Text,
        plan: Text,
        ticket: Text,
        plan_delete: Text,
        ticket_delete: Text,
        actual: Text,
        actual_delete: Text,
        basics: Text,
        prevention_basics: Text,
        prevention: Text,
        basics_delete: Text,
        prevention_delete: Text,
        standard_files: Text,
        documents: Text,
        attachment: Text,
        in_line: Pattern,
    }

    /// The steps of a bundle.
    TimelineTexts {
        by_hub: Text,
        by_device: Pattern,
        by_named: Pattern,
        not_yet: Text,
    }

    /// What can be done with a file.
    FileTexts {
        save: Text,
        save_label: Pattern,
        version3: Pattern,
    }

    /// Sizes of files.
    SizeTexts {
        kilobytes: Pattern,
        megabytes: Pattern,
    }
}
