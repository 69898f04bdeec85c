//! What a bundle is about: its clients, their names, and of which month or date it
//! speaks of each.
//!
//! Read from the standard files once, when a bundle is stored. Two bundles between the same
//! addresses that name the same client, form and period hold versions of the same
//! data, and the stamp says which is the newer one (standard, 2.5). What a reader
//! would get wrong: only the main form of a set counts as version; the supplement
//! that travels with tables 1 and 6 has no life of its own.

use std::collections::BTreeSet;

use standard::{FileKind, FileName, read_file};

use crate::clients::clients_of;

/// The name of a client as one file says it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClientName {
    pub(crate) insurer: String,
    pub(crate) insured: String,
    pub(crate) name: String,
    /// In katakana; empty when the file does not say it.
    pub(crate) kana: String,
}

/// One thing that a bundle says about one client.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    pub(crate) insurer: String,
    pub(crate) insured: String,
    pub(crate) form: VersionedForm,
    /// The month `"202612"` or the date `"20261120"` that completes the client's key.
    pub(crate) period: String,
    /// Whether it takes the data back.
    pub(crate) deletes: bool,
}

/// A form that is sent, replaced and deleted as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum VersionedForm {
    /// Tables 1 to 3.
    Plan,
    /// Tables 6 and 7, planned.
    Ticket,
    /// Table 6, actual.
    Actual,
    /// Basic information on a client.
    Basics,
    /// The prevention plan.
    Prevention,
}

impl VersionedForm {
    /// The word in the database.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            VersionedForm::Plan => "plan",
            VersionedForm::Ticket => "ticket",
            VersionedForm::Actual => "actual",
            VersionedForm::Basics => "basics",
            VersionedForm::Prevention => "prevention",
        }
    }

    /// The form whose versions the files of a kind are, and whether they delete it.
    fn of(kind: FileKind) -> Option<(VersionedForm, bool)> {
        Some(match kind {
            FileKind::Up1Kyo => (VersionedForm::Plan, false),
            FileKind::Dlt1Kyo => (VersionedForm::Plan, true),
            FileKind::UpPlan => (VersionedForm::Ticket, false),
            FileKind::DltPlan => (VersionedForm::Ticket, true),
            FileKind::UpJsk => (VersionedForm::Actual, false),
            FileKind::DltJsk => (VersionedForm::Actual, true),
            FileKind::UpKihon => (VersionedForm::Basics, false),
            FileKind::DltKihon => (VersionedForm::Basics, true),
            FileKind::UpYobo => (VersionedForm::Prevention, false),
            FileKind::DltYobo => (VersionedForm::Prevention, true),
            FileKind::UpHosoku
            | FileKind::Up2Kyo
            | FileKind::Up3Kyo
            | FileKind::UpSikyu
            | FileKind::UpKihonSub1
            | FileKind::UpKihonSub2
            | FileKind::UpKihonImage
            | FileKind::UpYoboSub => return None,
        })
    }
}

/// What the files of a bundle are about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Subjects {
    /// Different clients, insurer number and insured number, in rising order.
    pub(crate) clients: Vec<(String, String)>,
    /// Their names, where files say them.
    pub(crate) names: BTreeSet<ClientName>,
    /// What is said about them.
    pub(crate) versions: BTreeSet<Version>,
}

/// Reads what the files, given by name and bytes, are about. Files that are not of
/// the standard say nothing.
pub(crate) fn subjects_of<'a>(
    files: impl Iterator<Item = (&'a str, &'a [u8])> + Clone,
) -> Subjects {
    let mut subjects = Subjects {
        clients: clients_of(files.clone()),
        ..Subjects::default()
    };
    for (name, bytes) in files {
        if let Ok(name) = FileName::parse(name) {
            read_subjects(name.kind, bytes, &mut subjects);
        }
    }
    subjects
}

fn read_subjects(kind: FileKind, bytes: &[u8], subjects: &mut Subjects) {
    let versioned = VersionedForm::of(kind);
    let Some(layout) = kind.layout() else { return };
    let item = |id: &str| layout.columns.iter().find(|column| column.id == id);
    let named = item("user_name").zip(item("user_name_kana"));
    if versioned.is_none() && named.is_none() {
        return;
    }
    let document = read_file(bytes, kind);
    for record in document.records() {
        let text = |number: u16| document.text(record, number).unwrap_or_default();
        let (insurer, insured) = (text(layout.key.insurer), text(layout.key.insured));
        if insured.is_empty() {
            continue;
        }
        if let Some((form, deletes)) = versioned {
            subjects.versions.insert(Version {
                insurer: insurer.clone(),
                insured: insured.clone(),
                form,
                period: text(layout.key.date),
                deletes,
            });
        }
        if let Some((name, kana)) = named {
            let (name, kana) = (text(name.number), text(kana.number));
            if !name.is_empty() || !kana.is_empty() {
                subjects.names.insert(ClientName {
                    insurer,
                    insured,
                    name,
                    kana,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<(String, Vec<u8>)> {
        let settings = samples::Settings {
            seed: 7,
            offices: 3,
            clients: 4,
            month: "202612".parse().unwrap(),
        };
        let month = samples::generate(&settings);
        month
            .files
            .into_iter()
            .map(|file| (file.name, file.bytes))
            .collect()
    }

    fn subjects(files: &[(String, Vec<u8>)], prefix: &str) -> Subjects {
        let chosen = files.iter().filter(|(name, _)| name.starts_with(prefix));
        subjects_of(chosen.map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
    }

    #[test]
    fn supplements_name_the_clients_of_all_other_forms() {
        let files = files();
        let named = subjects(&files, "UPHOSOKU");
        assert!(named.versions.is_empty());
        assert_eq!(named.clients.len(), 4);
        for name in &named.names {
            assert!(!name.name.is_empty() && !name.kana.is_empty(), "{name:?}");
        }
        let names: BTreeSet<_> = named
            .names
            .iter()
            .map(|name| (name.insurer.clone(), name.insured.clone()))
            .collect();
        let all = subjects(&files, "");
        assert!(all.clients.iter().all(|client| names.contains(client)));
    }

    #[test]
    fn each_form_is_a_version_of_its_own() {
        let files = files();
        for (prefix, form, period) in [
            ("UP1KYO", VersionedForm::Plan, 8),
            ("UPPLAN", VersionedForm::Ticket, 6),
            ("UPJSK", VersionedForm::Actual, 6),
        ] {
            let found = subjects(&files, prefix).versions;
            assert_eq!(found.len(), 4, "{prefix}");
            for version in found {
                assert_eq!((version.form, version.deletes), (form, false));
                assert_eq!(version.period.len(), period, "{version:?}");
            }
        }
        for without in ["UP2KYO", "UP3KYO", "UPSIKYU"] {
            assert_eq!(subjects(&files, without).versions.len(), 0, "{without}");
        }
        let name = "DLTPLAN_202610_1370200015_43_1370300021_11_20261001090000.CSV";
        let bytes = b"202407,131001,0000000001,202610\r\n";
        let deletion = subjects_of([(name, bytes.as_slice())].into_iter());
        let version = deletion.versions.first().unwrap();
        assert_eq!(
            (version.form, version.period.as_str(), version.deletes),
            (VersionedForm::Ticket, "202610", true)
        );
    }
}
