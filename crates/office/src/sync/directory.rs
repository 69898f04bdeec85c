//! The steps of a pass that ask what everybody may know: partners' certificates, notices, and
//! searches in the directory.

use std::sync::Arc;

use futures_util::stream::{self, StreamExt};

use super::{Connection, PassReport, REQUESTS_AT_ONCE, Stop};
use crate::notices::{note_asked, notices_due, store_notices};
use crate::partners::{Learned, answer_search, learn_partner, partners_to_ask, waiting_searches};
use crate::store::settings::{OwnOffice, save_own_office};

/// Asks for the certificates of partners that are new or were not asked about for long, and whether this office's own
/// entry changed.
pub(super) async fn ask(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    let now = connection.now();
    let numbers = connection
        .store(move |store| partners_to_ask(store, now))
        .await?;
    if numbers.is_empty() {
        return Ok(());
    }
    refresh_own_entry(connection).await?;
    let answers: Vec<_> = stream::iter(numbers)
        .map(|number| async move { (number, connection.client.office(number).await) })
        .buffer_unordered(REQUESTS_AT_ONCE)
        .collect()
        .await;
    for (number, answer) in answers {
        let entry = match answer {
            Ok(entry) => entry,
            Err(err) if err.stops_pass() => return Err(err.into()),
            Err(_) => continue,
        };
        let keys = Arc::clone(&connection.keys);
        let now = connection.now();
        let learned = connection
            .store(move |store| learn_partner(store, &keys.trust, number, entry.as_ref(), now))
            .await?;
        if learned == Learned::CertificateChanged {
            report.certificate_changes.push(number);
        }
    }
    Ok(())
}

/// Name and services of this office may have changed at the hub.
async fn refresh_own_entry(connection: &Connection) -> Result<(), Stop> {
    let own = connection.office.own();
    let entry = match connection.client.office(own.number).await {
        Ok(Some(entry)) if entry.number == own.number => entry,
        Ok(_) => return Ok(()),
        Err(err) if err.stops_pass() => return Err(err.into()),
        Err(_) => return Ok(()),
    };
    let new = OwnOffice {
        name: entry.name,
        services: entry.services,
        ..own.clone()
    };
    if new != own {
        let saved = new.clone();
        connection
            .store(move |store| store.write(|tx| save_own_office(tx, &saved)))
            .await?;
        connection.office.set_own(new);
    }
    Ok(())
}

/// Asks for notices when an event told of some, or when the list is old.
pub(super) async fn read_notices(
    connection: &Connection,
    report: &mut PassReport,
) -> Result<(), Stop> {
    let now = connection.now();
    let hinted = connection.office.take_notice_hint();
    let due = connection
        .store(move |store| notices_due(store, now))
        .await?;
    if !hinted && !due {
        return Ok(());
    }
    match connection.client.notices().await {
        Ok(list) => {
            let stored = connection.store(move |store| store_notices(store, &list, now));
            report.notices |= stored.await?;
            Ok(())
        }
        Err(error) if error.stops_pass() => {
            // The next contact asks again.
            connection.office.hint_notices();
            Err(error.into())
        }
        // An older hub has none; asking it in every pass would help nobody.
        Err(_) => Ok(connection
            .store(move |store| note_asked(store, now))
            .await?),
    }
}

/// Answers the searches that pages left.
pub(super) async fn answer_searches(
    connection: &Connection,
    report: &mut PassReport,
) -> Result<(), Stop> {
    let waiting = connection.store(waiting_searches).await?;
    for (number, question) in waiting {
        let answer = connection.client.find_offices(&question).await;
        let stops = match &answer {
            Err(error) if error.stops_pass() => Some(error.clone()),
            _ => None,
        };
        let now = connection.now();
        let stored = connection.store(move |store| answer_search(store, number, answer, now));
        stored.await?;
        report.searches += 1;
        if let Some(error) = stops {
            // Whoever waits at the page learns why at once.
            connection.office.announce_change();
            return Err(error.into());
        }
    }
    if report.searches > 0 {
        // Somebody waits for this; the rest of the pass may take long.
        connection.office.announce_change();
    }
    Ok(())
}
