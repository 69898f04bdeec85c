//! The name of a file against its contents, and the service kinds in the name.
//!
//! The month must agree. Offices and kinds that differ are warnings: the standard
//! does not say that they must agree, and one of its own examples does not.

use crate::address::ServiceKind;
use crate::field::same;
use crate::file_kind::FileKind;
use crate::file_name::{FileName, split_extension};
use crate::finding::{FieldProblem, Finding, NameFinding, Severity};
use crate::record::RecordView;
use crate::service_kind::{self, Role};

/// An item whose value the name of the file tells.
pub(crate) struct NameExpectation {
    item: u16,
    /// What the item must be, or begin with.
    value: String,
    severity: Severity,
    /// The value of the record before: the same difference is reported once.
    last: Vec<u8>,
}

/// What `name` tells of the records.
pub(crate) fn expectations(name: &FileName) -> Vec<NameExpectation> {
    let month = name
        .month
        .map_or("000000".to_string(), |month| month.to_string());
    let (from, to) = (name.from, name.to);
    let error = |item, value: &str| (item, value.to_string(), Severity::Error);
    let warning = |item, value: &str| (item, value.to_string(), Severity::Warning);
    let list = match name.kind {
        FileKind::UpHosoku => vec![error(63, &month)],
        FileKind::Up1Kyo => vec![warning(13, from.office.as_str())],
        FileKind::UpPlan => vec![error(5, &month), warning(6, from.office.as_str())],
        FileKind::UpSikyu => vec![error(5, &month)],
        FileKind::DltPlan => vec![error(4, &month)],
        FileKind::UpJsk if is_service(from.service) => vec![
            error(5, &month),
            warning(6, to.office.as_str()),
            warning(15, from.service.as_str()),
            warning(20, from.office.as_str()),
        ],
        // A care manager that passes actuals on to the support centre sends those of others.
        FileKind::UpJsk => vec![error(5, &month)],
        FileKind::DltJsk if is_service(from.service) => vec![
            error(4, &month),
            warning(5, from.office.as_str()),
            warning(6, from.service.as_str()),
        ],
        FileKind::DltJsk => vec![error(4, &month)],
        FileKind::Dlt1Kyo
        | FileKind::Up2Kyo
        | FileKind::Up3Kyo
        | FileKind::UpKihon
        | FileKind::UpKihonSub1
        | FileKind::UpKihonSub2
        | FileKind::UpKihonImage
        | FileKind::DltKihon
        | FileKind::UpYobo
        | FileKind::UpYoboSub
        | FileKind::DltYobo => Vec::new(),
    };
    list.into_iter()
        .map(|(item, value, severity)| NameExpectation {
            item,
            value,
            severity,
            last: Vec::new(),
        })
        .collect()
}

fn is_service(kind: ServiceKind) -> bool {
    let role = service_kind::find(kind).map(|facts| facts.role);
    matches!(role, Some(Role::Service | Role::ServiceWithCareManager))
}

impl NameExpectation {
    pub(crate) fn check(&mut self, view: &mut RecordView<'_>) {
        let Some(value) = view.valid(self.item) else {
            return;
        };
        let value = &value[..value.len().min(self.value.len())];
        if same(value, self.value.as_bytes()) {
            return self.last.clear();
        }
        if value != self.last {
            let problem = FieldProblem::DiffersFromName {
                name: self.value.clone(),
            };
            view.push_field(self.severity, self.item, problem);
        }
        self.last.clear();
        self.last.extend_from_slice(value);
    }
}

/// Small letters in a name that is otherwise right. The rules for names are to be applied
/// without regard to case, so nothing is wrong; the extension is not even mentioned.
pub(crate) fn check_letters(name: &FileName, written: &str) -> Option<Finding> {
    let (stem, _) = split_extension(written);
    let upper = name.to_string();
    let small = stem.bytes().any(|byte| byte.is_ascii_lowercase());
    small.then(|| {
        let problem = NameFinding::LowerCase { upper };
        name_finding(Severity::Information, problem, written.to_string())
    })
}

/// The service kinds of a name: each must exist and be exchanged.
pub(crate) fn check_service_kinds(name: &FileName) -> Vec<Finding> {
    let sides = [(name.from.service, true), (name.to.service, false)];
    let mut findings = Vec::new();
    for (kind, sender) in sides {
        let problem = match service_kind::find(kind) {
            None => NameFinding::ServiceKindUnknown { sender },
            Some(facts) if facts.role == Role::OutOfScope => NameFinding::ServiceKindNotExchanged {
                sender,
                name_ja: facts.name_ja,
                name_en: facts.name_en,
            },
            Some(_) => continue,
        };
        findings.push(name_finding(Severity::Error, problem, kind.to_string()));
    }
    findings
}

pub(crate) fn name_finding(severity: Severity, problem: NameFinding, found: String) -> Finding {
    Finding::new(severity, problem.code(), problem).with_found(found)
}
