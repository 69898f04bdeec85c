//! The files to practise with: a month of a few invented clients, among them one file with a mistake.
//!
//! They come from `samples`, so they are valid to the letter but for that mistake, and fit the month before the given
//! time. Easily got wrong: the wrong file and its correction have the same name, as when a care software writes it anew.

use protocol::UtcSeconds;
use samples::{Batch, SampleMonth, SampleOffice, Settings, generate};

use crate::drafts::DraftInput;

/// Clients of the practice: enough to choose among, few enough to look at each.
const CLIENTS: u32 = 3;

/// Chosen so that the first form shows several services.
const SEED: u64 = 11;

/// The item of table 6 that is spoilt, from 0: the service code, which has six digits.
const SPOILT_ITEM_INDEX: usize = 14;

/// Begins the names of files of table 6.
const SPOILT_FILE: &str = "UPPLAN_";

/// What both offices send.
#[derive(Debug)]
pub(crate) struct PracticeFiles {
    /// Plans and tickets, one ticket with a mistake.
    pub(crate) first: Vec<DraftInput>,
    /// The tickets without it.
    pub(crate) corrected: Vec<DraftInput>,
    /// What the partner sends back.
    pub(super) actual: Vec<DraftInput>,
    pub(super) offices: [SampleOffice; 2],
}

impl PracticeFiles {
    /// The files for practising at `now`.
    pub(super) fn make(now: UtcSeconds) -> PracticeFiles {
        let month = generate(&Settings {
            seed: SEED,
            offices: 1,
            clients: CLIENTS,
            month: month_before(now),
        });
        let [own, partner] = [0, 1].map(|index| month.offices[index].clone());
        let corrected = files_of(&month, &own, Batch::Ticket);
        let mut first = files_of(&month, &own, Batch::Plan);
        first.extend(corrected.iter().map(|file| DraftInput {
            path: file.path.clone(),
            bytes: if file.path.starts_with(SPOILT_FILE) {
                spoil(&file.bytes)
            } else {
                file.bytes.clone()
            },
        }));
        PracticeFiles {
            first,
            corrected,
            actual: files_of(&month, &partner, Batch::Actual),
            offices: [own, partner],
        }
    }
}

fn files_of(month: &SampleMonth, office: &SampleOffice, batch: Batch) -> Vec<DraftInput> {
    let folder = format!("{}/{}", office.number, batch.folder());
    let own = month.files.iter().filter(|file| file.folder == folder);
    own.map(|file| DraftInput {
        path: file.name.clone(),
        bytes: file.bytes.clone(),
    })
    .collect()
}

/// The month before the one that `now` lies in, in Japan.
fn month_before(now: UtcSeconds) -> samples::Month {
    let utc = jiff::Timestamp::from_second(now.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let today = jiff::tz::Offset::constant(9).to_datetime(utc).date();
    let last = today.first_of_month().yesterday().unwrap_or(today);
    format!("{:04}{:02}", last.year(), last.month())
        .parse()
        .expect("year and month of a date are a month")
}

/// Takes the last digit of the first service code away. Commas inside quotes do not occur before it, and no character
/// of two bytes has a comma as its second.
fn spoil(bytes: &[u8]) -> Vec<u8> {
    let mut commas = bytes.iter().enumerate().filter(|(_, byte)| **byte == b',');
    let end = commas.nth(SPOILT_ITEM_INDEX).map(|(at, _)| at);
    let mut spoilt = bytes.to_vec();
    if let Some(last) = end.and_then(|end| end.checked_sub(1)) {
        spoilt.remove(last);
    }
    spoilt
}

#[cfg(test)]
mod tests {
    use super::*;
    use standard::check_files;

    fn findings(files: &[DraftInput]) -> Vec<String> {
        let inputs: Vec<standard::Input<'_>> = files
            .iter()
            .map(|file| standard::Input {
                path: &file.path,
                bytes: &file.bytes,
            })
            .collect();
        let report = check_files(&inputs);
        report
            .files
            .iter()
            .flat_map(|file| &file.findings)
            .map(|finding| finding.code.to_string())
            .collect()
    }

    #[test]
    fn one_file_has_one_mistake_and_the_rest_none() {
        for now in [1_796_686_920, 1_767_225_600, 1_772_323_200] {
            let files = PracticeFiles::make(UtcSeconds(now));
            assert_eq!(findings(&files.first), ["T06-C15"]);
            assert_eq!(findings(&files.corrected), [""; 0]);
            assert_eq!(findings(&files.actual), [""; 0]);
        }
    }

    #[test]
    fn the_month_is_the_one_before() {
        // 2026-12-31 23:59:59 and 2027-01-01 00:00:00 in Japan.
        let name = |now| PracticeFiles::make(UtcSeconds(now)).actual[0].path.clone();
        assert!(
            name(1_798_729_199).starts_with("UPJSK_202611_"),
            "{}",
            name(1_798_729_199)
        );
        assert!(
            name(1_798_729_200).starts_with("UPJSK_202612_"),
            "{}",
            name(1_798_729_200)
        );
    }
}
