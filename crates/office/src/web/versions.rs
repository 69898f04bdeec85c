//! Older and newer versions in words: marks in the lists, lines in the details.
//!
//! What a reader would get wrong: one bundle may be replaced for some of its clients
//! only, so the lines say for how many.

use std::fmt::Display;

use super::dates;
use super::texts::{Language, texts};
use crate::versions::{OtherVersion, Versions};

/// The marks of a row.
pub(crate) struct VersionMarks {
    /// Whether it renews earlier data.
    pub(crate) corrects: bool,
    pub(crate) newer: Option<NewerMark>,
}

/// That there is something newer, and where.
pub(crate) struct NewerMark {
    pub(crate) href: String,
    pub(crate) word: &'static str,
}

impl VersionMarks {
    /// The marks of a row of the list at `list`; `deletes` tells whether the bundle is
    /// itself a deletion.
    pub(crate) fn new<Key: Display>(
        language: Language,
        list: &str,
        versions: &Versions<Key>,
        deletes: bool,
    ) -> VersionMarks {
        let words = &texts(language).versions;
        VersionMarks {
            corrects: versions.earlier.is_some() && !deletes,
            newer: versions.newer.as_ref().map(|newer| NewerMark {
                href: format!("{list}/{}", newer.id),
                word: if newer.deletes {
                    &words.deleted
                } else {
                    &words.newer
                }
                .as_str(),
            }),
        }
    }
}

/// A line of a detail, with the way to the other version.
pub(crate) struct VersionLine {
    pub(crate) class: &'static str,
    pub(crate) text: String,
    pub(crate) href: String,
    pub(crate) link: &'static str,
}

/// Which list a bundle is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Received,
    Sent,
}

/// The lines of a bundle's detail: what is newer first, for nobody is to work with old
/// data unawares.
pub(crate) fn version_lines<Key: Display>(
    language: Language,
    side: Side,
    versions: &Versions<Key>,
    deletes: bool,
) -> Vec<VersionLine> {
    let words = &texts(language).versions;
    let newer = versions.newer.as_ref().map(|newer| {
        let pattern = match (side, newer.deletes) {
            (Side::Received, false) => &words.received_replaced,
            (Side::Received, true) => &words.received_deleted,
            (Side::Sent, false) => &words.sent_replaced,
            (Side::Sent, true) => &words.sent_deleted,
        };
        line(
            language,
            side,
            "status-warning",
            pattern,
            newer,
            versions.clients,
        )
    });
    let earlier = versions.earlier.as_ref().map(|earlier| {
        let pattern = match (side, deletes) {
            (Side::Received, false) => &words.received_corrects,
            (Side::Received, true) => &words.received_deletes,
            (Side::Sent, false) => &words.sent_corrects,
            (Side::Sent, true) => &words.sent_deletes,
        };
        VersionLine {
            link: words.see_earlier.as_str(),
            ..line(
                language,
                side,
                "status-part",
                pattern,
                earlier,
                versions.clients,
            )
        }
    });
    newer.into_iter().chain(earlier).collect()
}

fn line<Key: Display>(
    language: Language,
    side: Side,
    class: &'static str,
    pattern: &super::texts::Pattern,
    other: &OtherVersion<Key>,
    all: u32,
) -> VersionLine {
    let words = texts(language);
    let time = other
        .at
        .map(|at| dates::long_time(language, at))
        .unwrap_or_default();
    let count = |clients: u32| words.bundle.clients.of(clients.into());
    let clients = if other.clients == all {
        count(all)
    } else {
        words
            .versions
            .some_clients
            .with(&[("some", &count(other.clients)), ("all", &count(all))])
    };
    let list = match side {
        Side::Received => "/inbox",
        Side::Sent => "/sent",
    };
    VersionLine {
        class,
        text: pattern.with(&[("time", &time), ("clients", &clients)]),
        href: format!("{list}/{}", other.id),
        link: words.versions.see_newer.as_str(),
    }
}
