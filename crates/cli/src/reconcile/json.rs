//! The document of `tsunagu reconcile --json`.
//!
//! It is a promise to scripts and made here, not by the `reconcile` crate, whose types may change.

use std::io::{self, Write};

use office::error_code::Language;
use reconcile::{
    Arrival, ClientMonth, Difference, DifferenceKind, Occurrence, OfficeMonth, Reconciliation, Risk,
};
use serde::Serialize;
use standard::Address;

use super::words;

#[derive(Serialize)]
struct ReconciliationJson<'a> {
    differences: usize,
    risks: usize,
    clients: Vec<ClientJson<'a>>,
    unread: Vec<UnreadJson<'a>>,
}

#[derive(Serialize)]
struct ClientJson<'a> {
    insurer: &'a str,
    insured: &'a str,
    month: String,
    name: Option<&'a str>,
    as_planned: bool,
    offices: Vec<OfficeJson<'a>>,
    differences: Vec<DifferenceJson>,
    risks: Vec<RiskJson>,
}

#[derive(Serialize)]
struct OfficeJson<'a> {
    office: String,
    service: String,
    name: Option<&'a str>,
    /// `arrived`, `waiting` or `without_client`.
    actuals: &'static str,
    planned_units: i64,
    actual_units: i64,
    planned_count: i64,
    actual_count: i64,
}

#[derive(Serialize)]
struct DifferenceJson {
    code: &'static str,
    office: String,
    service: String,
    planned: Option<ServiceJson>,
    actual: Option<ServiceJson>,
    message: String,
    remedy: &'static str,
}

#[derive(Serialize)]
struct ServiceJson {
    day: u8,
    code: String,
    units: Option<i64>,
    count: i64,
}

#[derive(Serialize)]
struct RiskJson {
    code: &'static str,
    office: Option<String>,
    service: Option<String>,
    message: String,
    remedy: &'static str,
}

#[derive(Serialize)]
struct UnreadJson<'a> {
    file: &'a str,
    line: u32,
}

/// Writes the document and a line end.
pub(super) fn write(
    out: &mut impl Write,
    result: &Reconciliation,
    language: Language,
) -> io::Result<()> {
    let clients = result.clients.iter();
    let document = ReconciliationJson {
        differences: clients.clone().map(|one| one.differences.len()).sum(),
        risks: clients.clone().map(|one| one.risks.len()).sum(),
        clients: clients.map(|one| client(one, language)).collect(),
        unread: result
            .unread
            .iter()
            .map(|one| UnreadJson {
                file: &one.file_name,
                line: one.line,
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn client(client: &ClientMonth, language: Language) -> ClientJson<'_> {
    ClientJson {
        insurer: client.key.insurer.as_str(),
        insured: client.key.insured.as_str(),
        month: client.key.month.to_string(),
        name: client.name.as_deref(),
        as_planned: client.is_as_planned(),
        offices: client.offices.iter().map(office).collect(),
        differences: client
            .differences
            .iter()
            .map(|one| difference(one, language))
            .collect(),
        risks: client.risks.iter().map(|one| risk(one, language)).collect(),
    }
}

fn office(office: &OfficeMonth) -> OfficeJson<'_> {
    let Address {
        office: number,
        service,
    } = office.address;
    OfficeJson {
        office: number.to_string(),
        service: service.to_string(),
        name: office.name.as_deref(),
        actuals: match office.arrival {
            Arrival::Waiting => "waiting",
            Arrival::WithoutClient => "without_client",
            Arrival::Arrived => "arrived",
        },
        planned_units: office.planned_units,
        actual_units: office.actual_units,
        planned_count: office.planned_count,
        actual_count: office.actual_count,
    }
}

fn difference(difference: &Difference, language: Language) -> DifferenceJson {
    let sentence = difference.sentence(words(language));
    let (planned, actual) = sides(&difference.kind);
    DifferenceJson {
        code: difference.code(),
        office: difference.address.office.to_string(),
        service: difference.address.service.to_string(),
        planned: planned.map(service),
        actual: actual.map(service),
        message: sentence.what,
        remedy: sentence.remedy,
    }
}

fn sides(kind: &DifferenceKind) -> (Option<&Occurrence>, Option<&Occurrence>) {
    match kind {
        DifferenceKind::NotGiven { planned } => (Some(planned), None),
        DifferenceKind::NotPlanned { actual } => (None, Some(actual)),
        DifferenceKind::OtherDay { planned, actual }
        | DifferenceKind::OtherTime { planned, actual }
        | DifferenceKind::OtherService { planned, actual }
        | DifferenceKind::OtherCount { planned, actual }
        | DifferenceKind::OtherProration { planned, actual } => (Some(planned), Some(actual)),
        DifferenceKind::OtherUnits { .. } | DifferenceKind::NothingGiven { .. } => (None, None),
    }
}

fn service(one: &Occurrence) -> ServiceJson {
    ServiceJson {
        day: one.day,
        code: one.code.to_string(),
        units: one.units,
        count: one.count,
    }
}

fn risk(risk: &Risk, language: Language) -> RiskJson {
    let sentence = risk.sentence(words(language));
    RiskJson {
        code: risk.code(),
        office: risk.address.map(|address| address.office.to_string()),
        service: risk.address.map(|address| address.service.to_string()),
        message: sentence.what,
        remedy: sentence.remedy,
    }
}
