//! The part of a pass that is about the terminals: their list, and what a person here wants done with them.
//!
//! What a reader would get wrong: after something was done the list is read once more, so that a person who waits for the
//! digits of a new terminal waits for one pass only.

use std::sync::Arc;

use protocol::ErrorCode as HubCode;

use super::{Connection, PassReport, Stop};
use crate::hub_client::HubError;
use crate::store::terminals::{TerminalRow, all, code, save, save_code, sheet, sheet_kept};
use crate::store::{Store, StoreError};
use crate::terminals::{EnrolmentCodeState, learn_terminals};

/// Reads the list and does what is to be done.
pub(super) async fn tend(connection: &Connection, report: &mut PassReport) -> Result<(), Stop> {
    let before = rows(connection).await?;
    learn(connection).await?;
    let mut acted = false;
    for row in rows(connection).await? {
        acted |= act(connection, row).await?;
    }
    if acted {
        learn(connection).await?;
    }
    bring_code(connection).await?;
    keep_sheet(connection).await?;
    if shown(&before) != shown(&rows(connection).await?) {
        report.told += 1;
    }
    Ok(())
}

/// What a page shows of a terminal and a pass may change.
#[derive(PartialEq)]
struct Shown {
    name: String,
    waiting: bool,
    asks: bool,
    digits: Option<String>,
    problem: Option<String>,
}

fn shown(rows: &[TerminalRow]) -> Vec<Shown> {
    rows.iter()
        .map(|row| Shown {
            name: row.name.clone(),
            waiting: row.waiting,
            asks: row.commitment.is_some(),
            digits: row.digits.clone(),
            problem: row.problem.clone(),
        })
        .collect()
}

async fn rows(connection: &Connection) -> Result<Vec<TerminalRow>, StoreError> {
    connection.store(|store| store.read(all)).await
}

async fn learn(connection: &Connection) -> Result<(), Stop> {
    let list = connection.client.terminals().await?;
    let (keys, now) = (Arc::clone(&connection.keys), connection.now());
    connection
        .store(move |store| learn_terminals(store, &keys, &list, now))
        .await?;
    Ok(())
}

async fn act(connection: &Connection, row: TerminalRow) -> Result<bool, Stop> {
    let id = row.id;
    if row.remove_at.is_some() {
        let answer = connection.client.remove(id).await;
        return after(connection, id, answer, |row, _| row.remove_at = None).await;
    }
    let mut acted = false;
    if let Some(name) = row.new_name.clone() {
        let answer = connection.client.rename(id, name).await;
        acted |= after(connection, id, answer, |row, _| row.new_name = None).await?;
    }
    let now = connection.now();
    if let (Some(nonce), None, true) = (row.nonce, row.offered_at, row.waiting) {
        let answer = connection.client.offer(id, nonce).await;
        acted |= after(connection, id, answer, move |row, problem| match problem {
            None => row.offered_at = Some(now),
            Some(code) => row.problem = Some(code),
        })
        .await?;
    }
    if let (Some(approval), None, true) = (&row.approval, row.approved_at, row.waiting) {
        let answer = connection.client.approve(id, approval).await;
        acted |= after(connection, id, answer, move |row, problem| match problem {
            None => {
                row.approved_at = Some(now);
                // From here on it is owed the history.
                row.history_row = Some(0);
            }
            Some(code) => row.problem = Some(code),
        })
        .await?;
    }
    Ok(acted)
}

/// Notes what came of an act. What the hub refuses for good is noted too; anything else is tried with the next pass.
async fn after(
    connection: &Connection,
    id: protocol::DeviceId,
    answer: Result<(), HubError>,
    change: impl FnOnce(&mut TerminalRow, Option<String>) + Send + 'static,
) -> Result<bool, Stop> {
    let problem = match answer {
        Ok(()) => None,
        Err(err) if is_final(&err) => Some(err.code().to_owned()),
        Err(err) if err.stops_pass() => return Err(err.into()),
        Err(_) => return Ok(false),
    };
    connection
        .store(move |store| {
            store.write(|tx| {
                let row = all(tx)?.into_iter().find(|row| row.id == id);
                if let Some(mut row) = row {
                    change(&mut row, problem);
                    save(tx, &row)?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await?;
    Ok(true)
}

fn is_final(err: &HubError) -> bool {
    matches!(
        HubCode::from_code(err.code()),
        Some(
            HubCode::NotFound
                | HubCode::JoiningConflict
                | HubCode::OwnTerminal
                | HubCode::RequestMalformed
        )
    )
}

async fn bring_code(connection: &Connection) -> Result<(), Stop> {
    let state = connection.store(|store| store.read(code)).await?;
    if state != Some(EnrolmentCodeState::Asked) {
        return Ok(());
    }
    let made = connection.client.enrolment_code().await;
    match made {
        Ok(reply) => {
            connection
                .store(move |store| {
                    store.write(|tx| save_code(tx, Ok((&reply.code, reply.expires_at))))
                })
                .await?;
        }
        Err(HubError::Refused { code }) => {
            connection
                .store(move |store| store.write(|tx| save_code(tx, Err(&code))))
                .await?;
        }
        Err(err) => return Err(err.into()),
    }
    connection.office.announce_change();
    Ok(())
}

async fn keep_sheet(connection: &Connection) -> Result<(), Stop> {
    let found = connection
        .store(|store: &mut Store| store.read(sheet))
        .await?;
    let Some((made_at, false, Some(sealed))) = found else {
        return Ok(());
    };
    connection.client.keep_recovery(&sealed).await?;
    let now = connection.now();
    connection
        .store(move |store| store.write(|tx| sheet_kept(tx, made_at, now)))
        .await?;
    connection.office.announce_change();
    Ok(())
}
