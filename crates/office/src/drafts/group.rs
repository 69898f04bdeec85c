//! Grouping a pile of files into bundles: pure, on checked files.
//!
//! One bundle per sender address, receiver address and stamp; attachments join the
//! bundle of their receiver and spill over into further ones when a limit is
//! reached. A set with any error is left out as a whole, because half a set would
//! be imported wrongly. Nothing is stored here: see `create.rs`.

use std::collections::HashSet;

use protocol::bundle::{FILES_MAX, FILES_SIZE_BYTES_MAX};
use protocol::file_name::check_file_name;
use protocol::{Address, ServiceKind};
use standard::report::SetReport;
use standard::{Report, Severity};

use super::attachment::recognise_attachment;
use super::{AttachmentPlace, DraftInput, DraftProblem};
use crate::error_code::ErrorCode;
use crate::store::settings::OwnOffice;

/// A bundle to be made, with its files as indexes into the inputs.
#[derive(Debug)]
pub(crate) struct PlannedBundle {
    pub from: Address,
    pub to: Address,
    pub set: Option<String>,
    pub stamp: Option<String>,
    pub months: Vec<String>,
    /// Index of the input, and whether it is a file of the standard.
    pub files: Vec<(usize, bool)>,
    pub warnings: u32,
    pub size_bytes: u64,
    /// 1, or more for the second and further bundles that attachments of one receiver
    /// needed because of the limits.
    pub part: u32,
}

/// Where the attachments of a pile go.
pub(crate) struct Placing<'a> {
    /// The service of bundles without standard files; `None` for the only one.
    pub from_service: Option<ServiceKind>,
    /// By index of the input; `None`, also beyond the end, where nothing was chosen.
    pub places: &'a [Option<AttachmentPlace>],
}

impl PlannedBundle {
    fn empty(from: Address, to: Address) -> PlannedBundle {
        PlannedBundle {
            from,
            to,
            set: None,
            stamp: None,
            months: Vec::new(),
            files: Vec::new(),
            warnings: 0,
            size_bytes: 0,
            part: 1,
        }
    }

    fn has_room(&self, size_bytes: u64) -> bool {
        self.files.len() < FILES_MAX && self.size_bytes + size_bytes <= FILES_SIZE_BYTES_MAX
    }

    fn push(&mut self, index: usize, standard: bool, size_bytes: u64) {
        self.files.push((index, standard));
        self.size_bytes += size_bytes;
    }
}

/// Whether the file belongs before the check of the standard: by its ending or the
/// prefix of the one standard kind that is a picture. A misspelt name must be a
/// finding, not an attachment.
pub(crate) fn is_standard_candidate(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    upper.ends_with(".CSV") || upper.starts_with("UPKIHON_IMAGE")
}

/// The last part of a path of any system.
pub(crate) fn name_of(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Makes bundles of the checked files. `candidates` are the inputs that `report`
/// speaks about, in its order; all other inputs are attachments.
pub(super) fn group_files(
    inputs: &[DraftInput],
    candidates: &[usize],
    report: &Report,
    own: &OwnOffice,
    placing: &Placing<'_>,
) -> (Vec<PlannedBundle>, Vec<DraftProblem>) {
    let mut problems = file_problems(report);
    let mut bundles = Vec::new();
    for set in &report.sets {
        match plan_set(inputs, candidates, report, set, own) {
            Ok(bundle) => bundles.push(bundle),
            Err(found) => problems.extend(found),
        }
    }
    let attachments: Vec<usize> = (0..inputs.len())
        .filter(|index| !candidates.contains(index))
        .collect();
    problems.extend(place_attachments(
        inputs,
        &attachments,
        own,
        placing,
        only_receiver(report),
        &mut bundles,
    ));
    (bundles, problems)
}

/// The one receiver that the names of the standard files have. Files that are held back
/// count as well: a document must not go to one partner because the files of another
/// are wrong.
fn only_receiver(report: &Report) -> Option<Address> {
    let names = report.files.iter().filter_map(|file| file.file_name);
    let mut receivers = names.map(|name| protocol_address(name.to));
    let first = receivers.next()??;
    receivers
        .all(|receiver| receiver == Some(first))
        .then_some(first)
}

fn problem(path: &str, code: ErrorCode) -> DraftProblem {
    DraftProblem {
        path: Some(path.to_owned()),
        code,
        found: None,
        expected: None,
    }
}

fn errors_in(findings: &[standard::finding::Finding]) -> usize {
    let is_error = |finding: &&standard::finding::Finding| finding.severity == Severity::Error;
    findings.iter().filter(is_error).count()
}

fn file_problems(report: &Report) -> Vec<DraftProblem> {
    let wrong = report
        .files
        .iter()
        .map(|file| {
            // A check only warns of standard 3; here it is an error, for only 4.1 is exchanged.
            let old = usize::from(file.version3.is_some());
            (file, errors_in(&file.findings) + old)
        })
        .filter(|(_, errors)| *errors > 0);
    wrong
        .map(|(file, errors)| DraftProblem {
            found: Some(errors.to_string()),
            expected: Some("0".to_owned()),
            ..problem(&file.path, ErrorCode::FileHasErrors)
        })
        .collect()
}

/// Plans the bundle of one set, or says why it must stay.
fn plan_set(
    inputs: &[DraftInput],
    candidates: &[usize],
    report: &Report,
    set: &SetReport,
    own: &OwnOffice,
) -> Result<PlannedBundle, Vec<DraftProblem>> {
    let all = |code: ErrorCode| -> Vec<DraftProblem> {
        set.files
            .iter()
            .map(|index| problem(&report.files[*index].path, code))
            .collect()
    };
    let wrong_file = |index: &usize| errors_in(&report.files[*index].findings) > 0;
    if errors_in(&set.findings) > 0 || set.set.is_none() || set.files.iter().any(wrong_file) {
        // Files with errors of their own are reported by themselves.
        let mut problems = all(ErrorCode::SetHasErrors);
        let mut files = set.files.iter();
        problems.retain(|_| files.next().is_some_and(|index| !wrong_file(index)));
        return Err(problems);
    }
    let (Some(from), Some(to)) = (protocol_address(set.from), protocol_address(set.to)) else {
        return Err(all(ErrorCode::SetHasErrors));
    };
    if from.office != own.number {
        return Err(all(ErrorCode::SenderIsNotThisOffice)
            .into_iter()
            .map(|problem| DraftProblem {
                found: Some(from.office.to_string()),
                expected: Some(own.number.to_string()),
                ..problem
            })
            .collect());
    }
    if !own.services.contains(&from.service) {
        return Err(all(ErrorCode::ServiceNotRegistered));
    }
    let mut bundle = PlannedBundle::empty(from, to);
    bundle.set = set.set.map(|set| set.as_str().to_owned());
    bundle.stamp = Some(set.stamp.to_string());
    bundle.warnings = warnings_in(&set.findings);
    for index in &set.files {
        let file = &report.files[*index];
        bundle.warnings += warnings_in(&file.findings);
        let month = file.file_name.and_then(|name| name.month);
        bundle.months.extend(month.map(|month| month.to_string()));
        let input = candidates[*index];
        bundle.push(input, true, inputs[input].bytes.len() as u64);
    }
    bundle.months.sort();
    bundle.months.dedup();
    if bundle.files.len() > FILES_MAX || bundle.size_bytes > FILES_SIZE_BYTES_MAX {
        return Err(all(ErrorCode::SetTooLarge));
    }
    Ok(bundle)
}

fn warnings_in(findings: &[standard::finding::Finding]) -> u32 {
    let warnings = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .count();
    u32::try_from(warnings).unwrap_or(u32::MAX)
}

/// The same address in the protocol's type; the arrows keep the two crates apart.
fn protocol_address(address: standard::Address) -> Option<Address> {
    Some(Address {
        office: address.office.as_str().parse().ok()?,
        service: address.service.as_str().parse().ok()?,
    })
}

/// Puts each attachment into the bundles of its receivers, and begins another bundle of
/// the same receiver where one is full.
fn place_attachments(
    inputs: &[DraftInput],
    attachments: &[usize],
    own: &OwnOffice,
    placing: &Placing<'_>,
    only_receiver: Option<Address>,
    bundles: &mut Vec<PlannedBundle>,
) -> Vec<DraftProblem> {
    let mut problems = Vec::new();
    let mut names = HashSet::new();
    let mut everyone: Vec<Address> = bundles.iter().map(|bundle| bundle.to).collect();
    everyone.sort();
    everyone.dedup();
    for index in attachments {
        let input = &inputs[*index];
        if let Err((code, expected)) = check_attachment(input) {
            problems.push(DraftProblem {
                expected,
                ..problem(&input.path, code)
            });
            continue;
        }
        let receivers = match placing.places.get(*index).copied().flatten() {
            Some(AttachmentPlace::To(to)) => vec![to],
            Some(AttachmentPlace::Everyone) => everyone.clone(),
            None => only_receiver.into_iter().collect(),
        };
        if receivers.is_empty() {
            problems.push(problem(&input.path, ErrorCode::AttachmentReceiverUnclear));
        }
        for to in receivers {
            if !names.insert((to, name_of(&input.path).to_lowercase())) {
                problems.push(problem(&input.path, ErrorCode::NameTwice));
                break;
            }
            match bundle_with_room(own, placing, to, input.bytes.len() as u64, bundles) {
                Ok(place) => bundles[place].push(*index, false, input.bytes.len() as u64),
                Err(code) => {
                    problems.push(problem(&input.path, code));
                    break;
                }
            }
        }
    }
    problems
}

/// Checks one attachment by itself; the second part of an error is what was expected.
fn check_attachment(input: &DraftInput) -> Result<(), (ErrorCode, Option<String>)> {
    let name = name_of(&input.path);
    if let Err(err) = check_file_name(name) {
        return Err((ErrorCode::NameNotUsable, Some(err.to_string())));
    }
    if input.bytes.len() as u64 > FILES_SIZE_BYTES_MAX {
        return Err((ErrorCode::FileTooLarge, None));
    }
    let Some(kind) = recognise_attachment(&input.bytes) else {
        return Err((ErrorCode::AttachmentNotAllowed, None));
    };
    if !kind.fits_name(name) {
        let fitting = kind.endings().iter().map(|ending| format!(".{ending}"));
        let expected: Vec<String> = fitting.collect();
        return Err((ErrorCode::AttachmentNameMisleads, Some(expected.join(" "))));
    }
    Ok(())
}

/// The first bundle to `to` with room for an attachment of `size_bytes`. Where there is
/// none, the attachments of that receiver go on in a further bundle.
fn bundle_with_room(
    own: &OwnOffice,
    placing: &Placing<'_>,
    to: Address,
    size_bytes: u64,
    bundles: &mut Vec<PlannedBundle>,
) -> Result<usize, ErrorCode> {
    let of_receiver = |bundle: &&PlannedBundle| bundle.to == to;
    let with_room = |bundle: &PlannedBundle| bundle.to == to && bundle.has_room(size_bytes);
    if let Some(place) = bundles.iter().position(with_room) {
        return Ok(place);
    }
    let from = match bundles.iter().find(of_receiver) {
        Some(first) => first.from,
        None => own_address(own, placing)?,
    };
    let parts = bundles.iter().filter(of_receiver).count();
    let mut next = PlannedBundle::empty(from, to);
    next.part = u32::try_from(parts + 1).unwrap_or(u32::MAX);
    bundles.push(next);
    Ok(bundles.len() - 1)
}

/// The address that attachments without standard files are sent from.
fn own_address(own: &OwnOffice, placing: &Placing<'_>) -> Result<Address, ErrorCode> {
    let service = match (placing.from_service, own.services.as_slice()) {
        (Some(service), services) if services.contains(&service) => service,
        (Some(_), _) => return Err(ErrorCode::ServiceNotRegistered),
        (None, [service]) => *service,
        (None, _) => return Err(ErrorCode::SenderServiceUnclear),
    };
    Ok(Address {
        office: own.number,
        service,
    })
}
