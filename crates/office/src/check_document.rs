//! The document of `tsunagu check --json` and of `POST /api/v1/check`.
//!
//! It is a promise to scripts and made here, not by the `standard` crate, whose types may change. Not here: how findings
//! look to eyes. Easily got wrong: it is written piece by piece, never built as a whole.

use serde::{Serialize, Serializer};
use standard::address::OfficeNumber;
use standard::finding::{en, ja};
use standard::{Address, FileReport, Finding, Report, SetReport};

use utoipa::ToSchema;

use crate::error_code::Language;

/// What the check found. Its fields are a promise to scripts.
#[derive(Serialize, ToSchema)]
#[schema(as = CheckReport)]
pub struct ReportJson<'a> {
    errors: usize,
    warnings: usize,
    #[schema(value_type = Vec<FileJson<'static>>)]
    files: FilesJson<'a>,
    bundles: Vec<BundleJson<'a>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = CheckedFile)]
struct FileJson<'a> {
    path: &'a str,
    name: &'a str,
    kind: Option<&'static str>,
    version: Option<&'a str>,
    month: Option<String>,
    from: Option<AddressJson>,
    to: Option<AddressJson>,
    stamp: Option<String>,
    records: u32,
    #[schema(value_type = Vec<FindingJson<'static>>)]
    findings: FindingsJson<'a>,
}

/// Files, each made when it is written: the texts of all findings are many times as large as the findings.
struct FilesJson<'a>(&'a [FileReport], Language);

impl Serialize for FilesJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let files = self.0.iter();
        serializer.collect_seq(files.map(|file| FileJson::new(file, self.1)))
    }
}

/// Findings, each made when it is written.
struct FindingsJson<'a>(&'a [Finding], Language);

impl Serialize for FindingsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.0.iter();
        serializer.collect_seq(findings.map(|finding| FindingJson::new(finding, self.1)))
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = CheckedSet)]
struct BundleJson<'a> {
    set: Option<&'static str>,
    stamp: String,
    from: AddressJson,
    to: AddressJson,
    files: Vec<&'a str>,
    findings: Vec<SetFindingJson<'a>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = CheckedAddress)]
struct AddressJson {
    office: String,
    /// `null` where the name is of standard 3, whose names have no service kinds.
    service: Option<String>,
}

/// One finding with its words.
#[derive(Serialize, ToSchema)]
#[schema(as = Finding)]
pub struct FindingJson<'a> {
    severity: &'static str,
    code: String,
    line: Option<u32>,
    item: Option<u16>,
    /// Empty where there is no value to show.
    found: &'a str,
    expected: String,
    message: String,
    remedy: String,
}

/// A finding about a set: like one about a file, with the name of the file it concerns.
#[derive(Serialize, ToSchema)]
#[schema(as = SetFinding)]
struct SetFindingJson<'a> {
    #[serde(flatten)]
    finding: FindingJson<'a>,
    file: Option<&'a str>,
}

impl<'a> ReportJson<'a> {
    /// The document about `report`, its messages in `language`.
    pub fn new(report: &'a Report, language: Language) -> ReportJson<'a> {
        ReportJson {
            errors: report.errors(),
            warnings: report.warnings(),
            files: FilesJson(&report.files, language),
            bundles: report
                .sets
                .iter()
                .map(|set| BundleJson::new(set, report, language))
                .collect(),
        }
    }
}

impl<'a> FileJson<'a> {
    fn new(file: &'a FileReport, language: Language) -> FileJson<'a> {
        let (name, old) = (file.file_name.as_ref(), file.version3.as_ref());
        let month = name.map_or(old.and_then(|old| old.month), |name| name.month);
        let stamp = name.map(|name| name.stamp).or(old.map(|old| old.stamp));
        let from = name.map(|name| AddressJson::new(name.from));
        let to = name.map(|name| AddressJson::new(name.to));
        FileJson {
            path: &file.path,
            name: &file.name,
            kind: file.kind.map(|kind| kind.as_str()),
            version: file.version.as_deref(),
            month: month.map(|month| month.to_string()),
            from: from.or(old.map(|old| AddressJson::of_office(old.from))),
            to: to.or(old.map(|old| AddressJson::of_office(old.to))),
            stamp: stamp.map(|stamp| stamp.to_string()),
            records: file.records,
            findings: FindingsJson(&file.findings, language),
        }
    }
}

impl<'a> BundleJson<'a> {
    fn new(set: &'a SetReport, report: &'a Report, language: Language) -> BundleJson<'a> {
        let findings = set.findings.iter().map(|finding| SetFindingJson {
            finding: FindingJson::new(finding, language),
            file: finding.file.as_deref(),
        });
        BundleJson {
            set: set.set.map(|kind| kind.as_str()),
            stamp: set.stamp.to_string(),
            from: AddressJson::new(set.from),
            to: AddressJson::new(set.to),
            files: set
                .files
                .iter()
                .map(|&index| report.files[index].name.as_str())
                .collect(),
            findings: findings.collect(),
        }
    }
}

impl AddressJson {
    fn new(address: Address) -> AddressJson {
        AddressJson {
            office: address.office.to_string(),
            service: Some(address.service.to_string()),
        }
    }

    fn of_office(office: OfficeNumber) -> AddressJson {
        AddressJson {
            office: office.to_string(),
            service: None,
        }
    }
}

impl<'a> FindingJson<'a> {
    /// One finding, its message in `language`.
    pub fn new(finding: &'a Finding, language: Language) -> FindingJson<'a> {
        let text = match language {
            Language::Japanese => ja::text(finding),
            Language::English => en::text(finding),
        };
        FindingJson {
            severity: finding.severity.as_str(),
            code: finding.code.to_string(),
            line: finding.line,
            item: finding.item,
            found: finding.found.as_deref().unwrap_or(""),
            expected: text.expected,
            message: text.message,
            remedy: text.remedy,
        }
    }
}
