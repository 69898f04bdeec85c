//! The part of a pass that hands the history of the office to a new terminal, on both sides.
//!
//! What a reader would get wrong: the bringing side stops when enough pieces wait at the hub; the taking side's progress
//! is announced by the hub, and the next pass goes on.

use std::sync::Arc;

use protocol::ErrorCode as HubCode;

use super::{Connection, PassReport, Stop};
use crate::past::{brought, next_piece, take_piece, wants_past};
use crate::store::past::{owed, set_place};

/// Brings pieces to terminals that are owed history.
pub(super) async fn bring(connection: &Connection) -> Result<(), Stop> {
    let devices = connection.store(|store| store.read(owed)).await?;
    for device in devices {
        loop {
            let (keys, now) = (Arc::clone(&connection.keys), connection.now());
            let piece = connection
                .store(move |store| next_piece(store, &keys, device, now))
                .await?;
            let Some(piece) = piece else { break };
            let answer = connection
                .client
                .bring_history(device, piece.number, piece.sealed.clone())
                .await;
            let kept = match answer {
                Ok(()) => true,
                Err(err) => match HubCode::from_code(err.code()) {
                    Some(HubCode::HistoryWaiting) => break,
                    Some(HubCode::JournalEntryChanged) => false,
                    Some(HubCode::NotFound) => {
                        let number = piece.number;
                        connection
                            .store(move |store| {
                                store.write(|tx| set_place(tx, device, None, number))
                            })
                            .await?;
                        break;
                    }
                    _ => return Err(err.into()),
                },
            };
            connection
                .store(move |store| brought(store, &piece, kept))
                .await?;
        }
    }
    Ok(())
}

/// Takes the pieces that wait for this terminal.
pub(super) async fn take(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    while connection.store(wants_past).await? {
        let page = connection.client.history().await?;
        if page.pieces.is_empty() {
            return Ok(());
        }
        for piece in page.pieces {
            let sealed = connection.client.history_piece(piece.number).await?;
            let (keys, now) = (Arc::clone(&connection.keys), connection.now());
            connection
                .store(move |store| take_piece(store, &keys, &sealed, now))
                .await?;
            // Only now: what is not stored here must not vanish there.
            connection.client.take_history(piece.number).await?;
            report.told += 1;
        }
    }
    Ok(())
}
