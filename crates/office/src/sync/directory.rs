//! The steps of a pass that ask what everybody may know: notices, and searches in the
//! directory.

use super::{Connection, PassReport, Stop};
use crate::notices::{note_asked, notices_due, store_notices};
use crate::partners::{answer_search, waiting_searches};

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
