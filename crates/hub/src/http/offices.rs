//! `GET /v1/offices/{number}`: one office of the directory.
//!
//! For every enrolled device: names and certificates of those that take part are no secret among them. Easily got wrong:
//! the certificate shown is the hub's word; the client pins it and compares it the next time.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
};
use protocol::{OfficeNumber, message::OfficeEntry};

use super::{device::Caller, problem::Refusal};
use crate::{hub::Hub, offices::look_up_office, store::OfficeRecord};

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
