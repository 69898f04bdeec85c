//! The part of a pass that is about the journal: telling, reading, fetching what is missing.
//!
//! As in `sync.rs`, every step stores its result before the next.

use std::sync::Arc;

use protocol::message::{JournalPage, decode_signed};

use super::{Connection, PassReport, Stop};
use crate::journal::{
    MissingBundle, OpenLine, apply_entry_answer, apply_missing_problem, due_entries, due_missing,
    known_drafts, restore_from_journal, restore_from_sealed, store_journal_page,
};
use crate::random::jitter;
use crate::store::settings::{Feed, read_cursor};

/// Brings what there is to tell, in its order.
pub(super) async fn tell(connection: &Connection) -> Result<(), Stop> {
    loop {
        let (keys, now) = (Arc::clone(&connection.keys), connection.now());
        let due = connection
            .store(move |store| due_entries(store, &keys, now))
            .await?;
        let Some(due) = due else {
            return Ok(());
        };
        let answer = connection
            .client
            .bring_entry(due.id, due.sealed.clone())
            .await;
        let (now, spread) = (connection.now(), jitter());
        let next = connection
            .store(move |store| apply_entry_answer(store, &due, &answer, now, spread))
            .await?;
        if !next {
            return Ok(());
        }
    }
}

/// Reads what the others told since the last pass.
pub(super) async fn read(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    loop {
        let after = connection
            .store(|store| store.read(|tx| read_cursor(tx, Feed::Journal)))
            .await?;
        let page = connection.client.journal(after.as_deref()).await?;
        if page.entries.is_empty() && after.is_some() {
            return Ok(());
        }
        let more = page.next.is_some() && Some(&page.cursor) != after.as_ref();
        let lines = with_contents(connection, &page).await?;
        let (keys, now) = (Arc::clone(&connection.keys), connection.now());
        let applied = connection
            .store(move |store| store_journal_page(store, &keys, &lines, &page.cursor, now))
            .await?;
        report.told += applied;
        if !more {
            return Ok(());
        }
    }
}

/// The lines of a page with the contents that are needed.
async fn with_contents(connection: &Connection, page: &JournalPage) -> Result<Vec<OpenLine>, Stop> {
    let asked = page.clone();
    let known = connection
        .store(move |store| known_drafts(store, &asked))
        .await?;
    let mut lines = Vec::with_capacity(page.entries.len());
    for line in &page.entries {
        let sealed = match &line.sealed {
            _ if known.contains(&line.id) => None,
            Some(text) => decode_signed(text).ok(),
            None => match connection.client.entry(line.id).await {
                Ok(sealed) => Some(sealed),
                // Erased meanwhile: every terminal had read it, this one among them.
                Err(err) if err.is_not_found() => None,
                Err(err) => return Err(err.into()),
            },
        };
        lines.push(OpenLine {
            id: line.id,
            stored_at: line.stored_at,
            device: line.device,
            sealed,
        });
    }
    Ok(lines)
}

/// Fetches the contents of what other terminals sent.
pub(super) async fn fetch_missing(
    connection: &Connection,
    report: &mut PassReport,
) -> Result<(), Stop> {
    let now = connection.now();
    let due = connection
        .store(move |store| due_missing(store, now))
        .await?;
    for missing in due {
        if fetch_one(connection, missing).await? {
            report.told += 1;
        }
    }
    Ok(())
}

async fn fetch_one(connection: &Connection, missing: MissingBundle) -> Result<bool, Stop> {
    let fetched = match missing.at_hub {
        true => connection.client.sealed(missing.id).await,
        false => connection.client.entry(missing.entry()).await,
    };
    let (keys, now) = (Arc::clone(&connection.keys), connection.now());
    match fetched {
        Ok(sealed) => {
            connection
                .store(move |store| match missing.at_hub {
                    true => restore_from_sealed(store, &keys, missing.id, &sealed, now).map(drop),
                    false => restore_from_journal(store, &keys, missing.id, &sealed, now),
                })
                .await?;
            Ok(true)
        }
        Err(err) => {
            let (code, spread) = (err.code().to_owned(), jitter());
            connection
                .store(move |store| apply_missing_problem(store, &missing, &code, now, spread))
                .await?;
            match err.stops_pass() {
                true => Err(err.into()),
                false => Ok(false),
            }
        }
    }
}
