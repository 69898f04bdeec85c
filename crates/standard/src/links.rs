//! What a file is remembered by when the files of a set are compared: the keys of
//! its records and the pictures it names.

use crate::file_kind::FileKind;
use crate::hash::QuickMap;
use crate::record::RecordView;
use crate::ticket::TicketFacts;

/// At most so many clients of one file are compared with other files (20 MB): more do not fit in
/// a bundle. Of a larger file it is never said that something is missing.
const KEYS_MAX: usize = 50_000;

/// The client and the date or month that link records of different files
/// (standard, clauses 2.3 and 3.3).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LinkKey {
    pub(crate) insurer: Vec<u8>,
    pub(crate) insured: Vec<u8>,
    pub(crate) date: Vec<u8>,
}

/// Where a key first occurs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) line: u32,
    /// The item that holds the date or month.
    pub(crate) date_item: u16,
}

/// The length and a hash of the bytes of a file: enough to tell a copy under the same name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ContentsMark {
    pub(crate) size_bytes: u64,
    pub(crate) hash: u64,
}

/// The keys and pictures of one file.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Every key in the order of its first record.
    pub(crate) keys: Vec<(LinkKey, Place)>,
    pub(crate) places: QuickMap<LinkKey, Place>,
    /// The key of the record before: most records are of the same client.
    last: Option<LinkKey>,
    /// A record whose key is wrong: then nothing can be said to be missing.
    pub(crate) broken: bool,
    pub(crate) contents: ContentsMark,
    /// The pictures named in item 62 of the basic information.
    pub(crate) pictures: Vec<(String, u32)>,
    /// What tables 6 and 7 and the supplement say of services and limits.
    pub(crate) ticket: TicketFacts,
}

impl Links {
    /// A record that could not be read may be the one that seems to be missing.
    pub(crate) fn skip(&mut self) {
        self.broken = true;
        self.ticket.skip();
    }

    pub(crate) fn record(&mut self, view: &RecordView<'_>, kind: FileKind) {
        self.ticket.record(view, kind);
        let key = view.layout.key;
        let date_item = date_item(view, kind);
        let values = [key.insurer, key.insured, date_item].map(|number| view.valid(number));
        let [Some(insurer), Some(insured), Some(date)] = values else {
            self.broken = true;
            return;
        };
        let same = |last: &LinkKey| {
            last.insured == insured && last.insurer == insurer && last.date == date
        };
        if self.keys.len() >= KEYS_MAX {
            self.broken = true;
        } else if !self.last.as_ref().is_some_and(same) {
            let link = LinkKey {
                insurer: insurer.to_vec(),
                insured: insured.to_vec(),
                date: date.to_vec(),
            };
            if !self.places.contains_key(&link) {
                let place = Place {
                    line: view.record.line,
                    date_item,
                };
                self.keys.push((link.clone(), place));
                self.places.insert(link.clone(), place);
            }
            self.last = Some(link);
        }
        if kind == FileKind::UpKihon && view.valid(62).is_some() {
            self.pictures.push((view.shown_whole(62), view.record.line));
        }
    }
}

/// The supplement is linked by item 4 to a care plan, by item 63 to a ticket.
fn date_item(view: &RecordView<'_>, kind: FileKind) -> u16 {
    let ticket = match view.name {
        Some(name) => name.month.is_some(),
        None => view.value(63.min(view.layout.columns.len() as u16)) != b"000000",
    };
    if kind == FileKind::UpHosoku && ticket {
        63
    } else {
        view.layout.key.date
    }
}
