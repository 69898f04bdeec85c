//! `GET /v1/offices/{number}`: one office of the directory. `GET /v1/offices?name=&area=&service=`: a search in it.
//!
//! For every enrolled device: names and certificates of those that take part are no secret among them. Easily got wrong:
//! the certificate shown is the hub's word; the client pins it and compares it the next time.

use std::sync::Arc;

use axum::{
    Json,
    extract::{
        Path, Query, State,
        rejection::{PathRejection, QueryRejection},
    },
};
use protocol::{
    OfficeNumber,
    message::{ListedOffice, OfficeEntry, OfficePage},
};
use serde::Deserialize;

use super::{
    cursor::{read_office_cursor, write_office_cursor},
    device::Caller,
    inbox::unreadable,
    problem::Refusal,
};
use crate::{
    hub::Hub,
    offices::{DirectoryQuery, find_offices, look_up_office},
    store::OfficeRecord,
};

/// Offices of an answer if the client does not say.
const ROWS_DEFAULT: u32 = 50;

/// Offices of an answer at most.
const ROWS_MAX: u32 = 200;

/// Characters of a name that are compared; names are shorter.
const NAME_CHARACTERS_MAX: usize = 100;

/// Digits of an area: an office number has ten characters.
const AREA_CHARACTERS_MAX: usize = 10;

/// What a client asks of the directory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FindQuery {
    name: Option<String>,
    area: Option<String>,
    service: Option<String>,
    after: Option<String>,
    limit: Option<u32>,
}

/// Answers with the offices that fit, by number.
pub(crate) async fn find(
    State(hub): State<Arc<Hub>>,
    _: Caller,
    query: Result<Query<FindQuery>, QueryRejection>,
) -> Result<Json<OfficePage>, Refusal> {
    let Query(asked) = query?;
    let rows = asked.limit.unwrap_or(ROWS_DEFAULT);
    if rows == 0 || rows > ROWS_MAX {
        return Err(Refusal::malformed(format!(
            "limit: found {rows}, expected 1 to {ROWS_MAX}"
        )));
    }
    let query = directory_query(asked)?;
    let found = hub
        .store
        .read(move |records| find_offices(records, &query, rows as usize))
        .await;
    let found = found.map_err(unreadable)?;
    let last = found.offices.last().filter(|_| found.more);
    let next = last.map(|office| write_office_cursor(office.number));
    let offices = found.offices.into_iter().map(|office| ListedOffice {
        number: office.number,
        name: office.name,
        services: office.services,
    });
    Ok(Json(OfficePage {
        offices: offices.collect(),
        next,
    }))
}

fn directory_query(asked: FindQuery) -> Result<DirectoryQuery, Refusal> {
    let text = asked.name.unwrap_or_default();
    if text.chars().count() > NAME_CHARACTERS_MAX {
        return Err(Refusal::malformed(format!(
            "name: longer than {NAME_CHARACTERS_MAX} characters"
        )));
    }
    let area = asked.area.unwrap_or_default();
    let digits = area.bytes().all(|byte| byte.is_ascii_digit());
    if area.len() > AREA_CHARACTERS_MAX || !digits {
        return Err(Refusal::malformed(
            "area: expected the first digits of an office number, such as 13",
        ));
    }
    let service = asked.service.map(|text| text.parse()).transpose();
    let service = service.map_err(|err| Refusal::malformed(format!("service: {err}")))?;
    let after = match asked.after {
        None => None,
        Some(cursor) => Some(
            read_office_cursor(&cursor)
                .ok_or_else(|| Refusal::malformed("after: not a cursor of this list"))?,
        ),
    };
    Ok(DirectoryQuery {
        text,
        area,
        service,
        after,
    })
}

/// Answers with the office, or HUB-111.
pub(crate) async fn look_up(
    State(hub): State<Arc<Hub>>,
    _: Caller,
    number: Result<Path<String>, PathRejection>,
) -> Result<Json<OfficeEntry>, Refusal> {
    let number: OfficeNumber = number?
        .0
        .parse()
        .map_err(|err| Refusal::malformed(format!("{err}")))?;
    let office = hub
        .store
        .read(move |records| look_up_office(records, number))
        .await;
    Ok(Json(office_entry(office.map_err(|err| Refusal::of(&err))?)))
}

/// An office as it travels.
pub(crate) fn office_entry(office: OfficeRecord) -> OfficeEntry {
    OfficeEntry {
        number: office.number,
        name: office.name,
        services: office.services,
        mailbox_certificate: office.mailbox_certificate,
    }
}
