//! The step of a pass that is about the licence: carrying out what a person wants of it, and asking how it stands.
//!
//! What a reader would get wrong: the answer to a wish is the licence as it stands then, so nothing is asked twice.

use protocol::message::LicenceReply;

use super::{Connection, PassReport, Stop};
use crate::hub_client::HubError;
use crate::licence::{end_wish, licence_due, note_licence_asked, read_licence, store_licence};

/// Asks when the answer is old, and tells what a person chose.
pub(super) async fn tend(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    let now = connection.now();
    if let Some(renews) = connection.store(read_licence).await?.wish {
        return tell(connection, report, renews).await;
    }
    let hinted = connection.office.take_licence_hint();
    let due = connection
        .store(move |store| licence_due(store, now))
        .await?;
    if !hinted && !due {
        return Ok(());
    }
    match connection.client.licence().await {
        Ok(reply) => keep(connection, report, reply).await,
        Err(error) if error.stops_pass() => {
            // The next contact asks again.
            connection.office.hint_licence();
            Err(error.into())
        }
        // An older hub has none; asking it in every pass would help nobody.
        Err(_) => Ok(connection
            .store(move |store| note_licence_asked(store, now))
            .await?),
    }
}

async fn tell(connection: &Connection, report: &mut PassReport, renews: bool) -> Result<(), Stop> {
    match connection.client.choose_renewal(renews).await {
        Ok(reply) => {
            // The licence first: a wish that is told twice changes nothing.
            keep(connection, report, reply).await?;
            connection.store(|store| end_wish(store, None)).await?;
        }
        Err(error @ HubError::Refused { .. }) if !error.stops_pass() => {
            let code = error.code().to_owned();
            connection
                .store(move |store| end_wish(store, Some(&code)))
                .await?;
        }
        Err(error) if error.stops_pass() => return Err(error.into()),
        // Whether the hub acted is not known; the next pass tells it again, which changes nothing.
        Err(_) => return Ok(()),
    }
    report.licence = true;
    Ok(())
}

async fn keep(
    connection: &Connection,
    report: &mut PassReport,
    reply: LicenceReply,
) -> Result<(), Stop> {
    let now = connection.now();
    let stored = connection
        .store(move |store| store_licence(store, reply.licence.as_ref(), now))
        .await?;
    report.licence |= stored;
    Ok(())
}
