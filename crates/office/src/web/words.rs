//! Offices, bundles, states and files in words.
//!
//! The lists and details share these, so that a bundle is called the same
//! everywhere. Nothing here decides anything: what may be done in a state is
//! the operations' matter. What a reader would get wrong: an office is never
//! shown by its number alone; a name that is not known yet is said to be so.

use protocol::ServiceKind;

use standard::NameProblem;
use standard::version3::FileName3;

use super::texts::{Language, Text, texts};
use crate::Office;
use crate::inbox::{InboxRow, ReceivedState};
use crate::outbox::{FileRow, OutboxRow, Partner, SentState};
use crate::partners::PartnerEntry;
use crate::piles::PileBundle;

/// Words before which a long office name may break.
const BREAK_BEFORE: [&str; 4] = ["訪問", "ステーション", "センター", "事業所"];

/// An office in words: its name, and its number with the service.
#[derive(Debug, Clone)]
pub(crate) struct OfficeWords {
    pub(crate) name: String,
    pub(crate) line: String,
}

impl OfficeWords {
    /// The other side of a bundle.
    pub(crate) fn of(language: Language, partner: &Partner) -> OfficeWords {
        let name = partner.name.clone();
        OfficeWords {
            name: name.unwrap_or_else(|| texts(language).frame.office_unnamed.to_string()),
            line: number_line(language, partner.number.as_str(), &[partner.service]),
        }
    }

    /// A partner of the directory, with all its services.
    pub(crate) fn of_entry(language: Language, partner: &PartnerEntry) -> OfficeWords {
        let name = partner.name.clone();
        OfficeWords {
            name: name.unwrap_or_else(|| texts(language).frame.office_unnamed.to_string()),
            line: number_line(language, partner.number.as_str(), &partner.services),
        }
    }

    /// A sender who could not be verified.
    pub(crate) fn unknown(language: Language) -> OfficeWords {
        OfficeWords {
            name: texts(language).frame.unknown_sender.to_string(),
            line: String::new(),
        }
    }

    /// This office.
    pub(crate) fn own(language: Language, office: &Office) -> OfficeWords {
        let own = office.own();
        OfficeWords {
            line: number_line(language, own.number.as_str(), &own.services),
            name: own.name,
        }
    }

    /// The name in pieces between which a narrow column may break it.
    pub(crate) fn pieces(&self) -> Vec<&str> {
        let mut pieces = Vec::new();
        let mut rest = self.name.as_str();
        while let Some(at) = next_break(rest) {
            let (piece, behind) = rest.split_at(at);
            pieces.push(piece);
            rest = behind;
        }
        pieces.push(rest);
        pieces
    }

    /// Name and number in one line of running text.
    pub(crate) fn in_line(&self) -> String {
        if self.line.is_empty() {
            self.name.clone()
        } else {
            format!("{} {}", self.name, self.line)
        }
    }
}

fn next_break(name: &str) -> Option<usize> {
    BREAK_BEFORE
        .iter()
        .filter_map(|word| name.find(word))
        .filter(|at| *at > 0)
        .min()
}

fn number_line(language: Language, number: &str, services: &[ServiceKind]) -> String {
    let mut line = number.to_owned();
    for service in services {
        line.push('\u{3000}');
        line.push_str(&service_words(language, *service));
    }
    line
}

/// The name of a service kind; the code itself when the standard has none.
pub(crate) fn service_words(language: Language, service: ServiceKind) -> String {
    let facts = standard::ServiceKind::from_bytes(service.as_str().as_bytes())
        .and_then(standard::service_kind::find);
    match (facts, language) {
        (Some(facts), Language::Japanese) => facts.name_ja.to_owned(),
        (Some(facts), Language::English) => facts.name_en.to_owned(),
        (None, _) => service.to_string(),
    }
}

/// A kind of contents, shown as a small label.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) class: &'static str,
    pub(crate) word: &'static str,
}

/// What is in a bundle, in words.
#[derive(Debug, Clone)]
pub(crate) struct Contents {
    /// 「11月分 実績」.
    pub(crate) title: String,
    /// 「3人分・CSV 1個、PDF等 1個」.
    pub(crate) facts: String,
    /// 登録, 削除, PDF等.
    pub(crate) tags: Vec<Tag>,
}

struct Facts<'a> {
    set: Option<&'a str>,
    months: &'a [String],
    standard_files: u32,
    attachments: u32,
    clients: Option<u32>,
    /// What a bundle without standard files is called by.
    called: &'a str,
}

impl Contents {
    /// What is in a sent bundle or a draft.
    pub(crate) fn sent(language: Language, row: &OutboxRow) -> Contents {
        Contents::of(
            language,
            &Facts {
                set: row.set.as_deref(),
                months: &row.months,
                standard_files: row.standard_files,
                attachments: row.attachments,
                clients: row.clients,
                called: &row.message_start,
            },
        )
    }

    /// What is in a bundle that a pile would become.
    pub(crate) fn planned(language: Language, bundle: &PileBundle) -> Contents {
        let standard_files = bundle.standard_files;
        let files = u32::try_from(bundle.files.len()).unwrap_or(u32::MAX);
        Contents::of(
            language,
            &Facts {
                set: bundle.set.as_deref(),
                months: &bundle.months,
                standard_files,
                attachments: files.saturating_sub(standard_files),
                clients: (standard_files > 0).then_some(bundle.clients),
                called: "",
            },
        )
    }

    /// What is in a received bundle.
    pub(crate) fn received(language: Language, row: &InboxRow) -> Contents {
        let file = row.first_file.as_deref().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        Contents::of(
            language,
            &Facts {
                set: row.set.as_deref(),
                months: &row.months,
                standard_files: row.standard_files,
                attachments: row.attachments,
                clients: row.clients,
                called: if stem.is_empty() {
                    &row.message_start
                } else {
                    stem
                },
            },
        )
    }

    fn of(language: Language, facts: &Facts<'_>) -> Contents {
        let words = &texts(language).bundle;
        let known = facts.set.and_then(|set| set_words(language, set));
        let what = match known {
            Some((what, _)) => what.as_str(),
            None if facts.standard_files > 0 => words.standard_files.as_str(),
            None if !facts.called.is_empty() => facts.called,
            None => words.documents.as_str(),
        };
        let months: Vec<String> = facts
            .months
            .iter()
            .map(|month| super::dates::care_month(language, month))
            .collect();
        let title = if months.is_empty() {
            what.to_owned()
        } else {
            let months = months.join(words.months_separator.as_str());
            words
                .with_months
                .with(&[("months", &months), ("what", &what)])
        };
        let mut tags = Vec::new();
        match known {
            Some((_, true)) => tags.push(Tag {
                class: "tag-delete",
                word: words.delete.as_str(),
            }),
            _ if facts.standard_files > 0 => tags.push(Tag {
                class: "",
                word: words.register.as_str(),
            }),
            _ => (),
        }
        if facts.attachments > 0 {
            tags.push(Tag {
                class: "tag-file",
                word: words.other.as_str(),
            });
        }
        Contents {
            title,
            facts: counts(language, facts),
            tags,
        }
    }

    /// Title and facts in one line of running text.
    pub(crate) fn in_line(&self, language: Language) -> String {
        texts(language)
            .bundle
            .in_line
            .with(&[("title", &self.title), ("facts", &self.facts)])
    }
}

fn counts(language: Language, facts: &Facts<'_>) -> String {
    let words = &texts(language).bundle;
    let mut files = Vec::new();
    if facts.standard_files > 0 {
        files.push(words.csv.of(facts.standard_files.into()));
    }
    if facts.attachments > 0 {
        files.push(words.attachments.of(facts.attachments.into()));
    }
    let mut parts = Vec::new();
    if let Some(clients) = facts.clients.filter(|clients| *clients > 0) {
        parts.push(words.clients.of(clients.into()));
    }
    if !files.is_empty() {
        parts.push(files.join(words.files_separator.as_str()));
    }
    parts.join(words.facts_separator.as_str())
}

/// Whether a file set takes back what another one registered.
pub(crate) fn deletes(set: &str) -> bool {
    set_words(Language::Japanese, set).is_some_and(|(_, deletes)| deletes)
}

/// The name of a permitted file set, and whether it deletes.
fn set_words(language: Language, set: &str) -> Option<(&'static Text, bool)> {
    let words = &texts(language).bundle;
    Some(match set {
        "K1" => (&words.plan, false),
        "K2" | "Y4" => (&words.ticket, false),
        "K3" => (&words.plan_delete, true),
        "K4" | "Y7" => (&words.ticket_delete, true),
        "K5" | "Y8" => (&words.actual, false),
        "K6" | "Y9" => (&words.actual_delete, true),
        "Y1" => (&words.basics, false),
        "Y2" => (&words.prevention_basics, false),
        "Y3" => (&words.prevention, false),
        "Y5" => (&words.basics_delete, true),
        "Y6" => (&words.prevention_delete, true),
        _ => return None,
    })
}

/// A state as the style sheet and the reader know it.
#[derive(Debug, Clone)]
pub(crate) struct Status {
    pub(crate) class: &'static str,
    pub(crate) word: String,
}

impl Status {
    /// A mark of the style sheet with its words.
    pub(crate) fn new(class: &'static str, word: impl ToString) -> Status {
        Status {
            class,
            word: word.to_string(),
        }
    }

    /// How far a sent bundle got.
    pub(crate) fn sent(language: Language, row: &OutboxRow) -> Status {
        let words = &texts(language).outbox;
        if row.withdrawing && row.state != SentState::Withdrawn {
            return Status::new("status-withdrawn", &words.withdrawing);
        }
        let (class, word) = match row.state {
            SentState::Draft => ("status-waiting", &texts(language).frame.drafts),
            SentState::Waiting => ("status-waiting", &words.waiting),
            SentState::Blocked => ("status-failed", &words.blocked),
            SentState::Refused => ("status-failed", &words.refused),
            SentState::Accepted => ("status-accepted", &words.accepted),
            SentState::Fetched => ("status-fetched", &words.fetched),
            SentState::Imported => ("status-fetched", &words.imported),
            SentState::Opened => ("status-opened", &words.opened),
            SentState::Withdrawn => ("status-withdrawn", &words.withdrawn),
        };
        Status::new(class, word)
    }

    /// How far a received bundle got.
    pub(crate) fn received(language: Language, state: ReceivedState) -> Status {
        let words = &texts(language).inbox;
        let (class, word) = match state {
            ReceivedState::Announced => ("status-waiting", &words.announced),
            ReceivedState::Received => ("status-fetched", &words.unread),
            ReceivedState::Opened => ("status-opened", &texts(language).received.opened),
            ReceivedState::Damaged => ("status-failed", &words.damaged),
            ReceivedState::Withdrawn => ("status-withdrawn", &words.withdrawn),
        };
        Status::new(class, word)
    }
}

/// One file of a bundle in words.
#[derive(Debug, Clone)]
pub(crate) struct FileWords {
    /// The name of the form: 「サービス利用票（第6表）予定」.
    pub(crate) form: String,
    pub(crate) name: String,
    pub(crate) size: String,
    /// Where it can be saved.
    pub(crate) href: String,
    pub(crate) save: &'static str,
    pub(crate) save_label: String,
}

/// The files of a bundle, each to be saved at `path/files/INDEX`.
pub(crate) fn file_words(language: Language, files: &[FileRow], path: &str) -> Vec<FileWords> {
    let words = &texts(language).file;
    let one = |(index, file): (usize, &FileRow)| FileWords {
        form: form_words(language, &file.name),
        name: file.name.clone(),
        size: size_words(language, file.size_bytes),
        href: format!("{path}/files/{index}"),
        save: words.save.as_str(),
        save_label: words.save_label.with(&[("file", &file.name)]),
    };
    files.iter().enumerate().map(one).collect()
}

/// The name of the form that a file holds, from its name: a form of the standard,
/// or the kind of document by its ending.
pub(crate) fn form_words(language: Language, name: &str) -> String {
    match (standard::FileName::parse(name), language) {
        (Ok(parsed), Language::Japanese) => parsed.kind.name_ja().to_owned(),
        (Ok(parsed), Language::English) => parsed.kind.name_en().to_owned(),
        (Err(NameProblem::Version3), _) if FileName3::parse(name).is_ok() => {
            version3_words(language, name)
        }
        (Err(_), _) => match name.rsplit_once('.') {
            Some((_, ending))
                if ending.len() <= 4 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
            {
                ending.to_ascii_uppercase()
            }
            _ => texts(language).bundle.attachment.to_string(),
        },
    }
}

/// The name of the form in a file of standard 3, which is said to be one.
fn version3_words(language: Language, name: &str) -> String {
    let form = FileName3::parse(name).map(|parsed| match language {
        Language::Japanese => parsed.kind.name_ja(),
        Language::English => parsed.kind.name_en(),
    });
    texts(language)
        .file
        .version3
        .with(&[("form", &form.unwrap_or_default())])
}

/// A size as people read it: one number, rounded up, so that a file is never 0 KB.
pub(crate) fn size_words(language: Language, size_bytes: u64) -> String {
    let words = &texts(language).size;
    match size_bytes {
        0..1_048_576 => words
            .kilobytes
            .with(&[("kb", &size_bytes.div_ceil(1_024).max(1))]),
        _ => {
            let tenths = size_bytes.div_ceil(104_858);
            words
                .megabytes
                .with(&[("mb", &format!("{}.{}", tenths / 10, tenths % 10))])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_break_before_whole_words_only() {
        let pieces = |name: &str| {
            OfficeWords {
                name: name.to_owned(),
                line: String::new(),
            }
            .pieces()
            .join("|")
        };
        assert_eq!(
            pieces("みどり訪問看護ステーション"),
            "みどり|訪問看護|ステーション"
        );
        assert_eq!(pieces("訪問入浴 ゆのか"), "訪問入浴 ゆのか");
        assert_eq!(
            pieces("ヘルパーセンター すずかけ"),
            "ヘルパー|センター すずかけ"
        );
        assert_eq!(pieces(""), "");
    }

    #[test]
    fn sizes_are_rounded_up() {
        for (size_bytes, words) in [
            (0, "1 KB"),
            (1_023, "1 KB"),
            (1_024, "1 KB"),
            (1_025, "2 KB"),
            (10 << 20, "10.0 MB"),
        ] {
            assert_eq!(size_words(Language::Japanese, size_bytes), words);
        }
    }

    #[test]
    fn every_permitted_set_has_a_name() {
        for set in [
            "K1", "K2", "K3", "K4", "K5", "K6", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Y8",
            "Y9",
        ] {
            for language in [Language::Japanese, Language::English] {
                assert!(set_words(language, set).is_some(), "{set}");
            }
        }
        assert!(set_words(Language::Japanese, "K7").is_none());
    }
}
