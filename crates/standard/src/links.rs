//! What a file is remembered by when the files of a set are compared: the keys of
//! its records and the pictures it names.

use crate::file_kind::FileKind;
use crate::keyed::{Key, KeyedList};
use crate::record::RecordView;
use crate::ticket::{Client, TicketFacts};

/// At most so many clients of one file are compared with other files: more do not fit in a
/// bundle. Of a larger file it is never said that something is missing, and finding `FIL-06`
/// says so.
const KEYS_MAX: usize = 100_000;

/// The client and the date or month that link records of different files
/// (standard, clauses 2.3 and 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LinkKey([u64; 3]);

impl LinkKey {
    /// The key of a client and a date or month, which has at most 8 characters.
    fn new(client: Client, date: &[u8]) -> Option<LinkKey> {
        let date = match date.len() {
            8 => *date.first_chunk()?,
            length => {
                let mut characters = [0; 8];
                characters.get_mut(..length)?.copy_from_slice(date);
                characters
            }
        };
        let [first, second] = client.words().try_into().ok()?;
        Some(LinkKey([first, second, u64::from_le_bytes(date)]))
    }

    /// The client.
    pub(crate) fn client(&self) -> Client {
        Client::of_words([self.0[0], self.0[1]])
    }

    /// The date, or the month.
    pub(crate) fn date(&self) -> Vec<u8> {
        let mut date = self.0[2].to_le_bytes().to_vec();
        date.retain(|&byte| byte != 0);
        date
    }
}

impl Key for LinkKey {
    #[inline(always)]
    fn words(&self) -> &[u64] {
        &self.0
    }
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
    pub(crate) keys: KeyedList<LinkKey, Place>,
    /// The index of the key of the record before: most records are of the same client.
    last: usize,
    /// A record whose key is wrong: then nothing can be said to be missing.
    pub(crate) broken: bool,
    /// There were more keys than are remembered.
    full: bool,
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

    /// Whether the file has more than what is remembered, so that nothing was compared.
    pub(crate) fn is_full(&self) -> bool {
        self.full || self.ticket.full
    }

    pub(crate) fn record(&mut self, view: &RecordView<'_>, kind: FileKind) {
        self.ticket.record(view, kind);
        let date_item = date_item(view, kind);
        let link = match (view.client, view.valid(date_item)) {
            (Some(client), Some(date)) => LinkKey::new(client, date),
            _ => None,
        };
        let Some(link) = link else {
            self.broken = true;
            return;
        };
        let last = self.keys.entries().get(self.last);
        if last.is_none_or(|(last, _)| *last != link) {
            let place = Place {
                line: view.record.line,
                date_item,
            };
            match self.keys.index_or_add(link, KEYS_MAX, || place) {
                Some(index) => self.last = index,
                None => (self.broken, self.full) = (true, true),
            }
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
