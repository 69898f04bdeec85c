//! Queries on the licence of this office.

use protocol::UtcSeconds;
use protocol::message::Licence;
use rusqlite::{Row, Transaction, params};

use super::StoreError;
use crate::licence::LicenceState;

/// All that is known; the one row is made with the table.
pub(crate) fn read(tx: &Transaction<'_>) -> Result<LicenceState, StoreError> {
    let state = tx.query_row(
        "SELECT asked_at, began_at, ends_at, renews, fee_yen, next_months, next_fee_yen, wish, problem FROM licence",
        [],
        |row| {
            Ok(LicenceState {
                asked_at: row.get::<_, Option<i64>>("asked_at")?.map(UtcSeconds),
                licence: read_licence(row)?,
                wish: row.get("wish")?,
                problem: row.get("problem")?,
            })
        },
    )?;
    Ok(state)
}

fn read_licence(row: &Row<'_>) -> rusqlite::Result<Option<Licence>> {
    let Some(began_at) = row.get::<_, Option<i64>>("began_at")? else {
        return Ok(None);
    };
    Ok(Some(Licence {
        began_at: UtcSeconds(began_at),
        ends_at: UtcSeconds(row.get("ends_at")?),
        renews: row.get("renews")?,
        fee_yen: row.get("fee_yen")?,
        next_months: row.get("next_months")?,
        next_fee_yen: row.get("next_fee_yen")?,
    }))
}

/// Keeps what the hub told at `now`.
pub(crate) fn save(
    tx: &Transaction<'_>,
    licence: Option<&Licence>,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE licence SET asked_at = ?1, began_at = ?2, ends_at = ?3, renews = ?4, fee_yen = ?5, next_months = ?6, next_fee_yen = ?7",
        params![
            now.0,
            licence.map(|licence| licence.began_at.0),
            licence.map(|licence| licence.ends_at.0),
            licence.map(|licence| licence.renews),
            licence.map(|licence| licence.fee_yen),
            licence.map(|licence| licence.next_months),
            licence.map(|licence| licence.next_fee_yen),
        ],
    )?;
    Ok(())
}

/// Keeps what a person wants; nothing once the hub was told, with its code if it refused.
pub(crate) fn save_wish(
    tx: &Transaction<'_>,
    wish: Option<bool>,
    problem: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE licence SET wish = ?1, problem = ?2",
        params![wish, problem],
    )?;
    Ok(())
}

/// Notes that the hub was asked, whatever it answered.
pub(crate) fn save_asked(tx: &Transaction<'_>, now: UtcSeconds) -> Result<(), StoreError> {
    tx.execute("UPDATE licence SET asked_at = ?1", [now.0])?;
    Ok(())
}
