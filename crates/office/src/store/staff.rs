//! Queries on accounts, their passwords and codes. Removed accounts are seen by none
//! of the reading functions.

use protocol::UtcSeconds;
use rusqlite::{OptionalExtension, Transaction, params};

use super::{StoreError, parsed};
use crate::staff::{EARLIER_PASSWORDS, Role, StaffId, StaffMember};

const COLUMNS: &str = "id, login_name, name, role, start_until, password_long, code_secret IS NOT NULL, epoch, created_at, updated_at";

type MemberRow = (
    String,
    String,
    String,
    String,
    Option<i64>,
    bool,
    bool,
    i64,
    i64,
    i64,
);

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<MemberRow> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
        row.get(7)?,
        row.get(8)?,
        row.get(9)?,
    ))
}

fn member(row: MemberRow) -> Result<StaffMember, StoreError> {
    Ok(StaffMember {
        id: parsed("staff.id", &row.0)?,
        login_name: row.1,
        name: row.2,
        role: parsed("staff.role", &row.3)?,
        start_until: row.4.map(UtcSeconds),
        password_long: row.5,
        has_second_factor: row.6,
        epoch: row.7,
        created_at: UtcSeconds(row.8),
        updated_at: UtcSeconds(row.9),
    })
}

pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<StaffMember>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM staff WHERE removed_at IS NULL ORDER BY name, id");
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement
        .query_map([], row)?
        .collect::<Result<Vec<_>, _>>()?;
    rows.into_iter().map(member).collect()
}

pub(crate) fn any(tx: &Transaction<'_>) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM staff WHERE removed_at IS NULL)")?
        .query_row([], |row| row.get(0))?)
}

pub(crate) fn find(tx: &Transaction<'_>, id: StaffId) -> Result<Option<StaffMember>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM staff WHERE id = ?1 AND removed_at IS NULL");
    let found = tx
        .prepare_cached(&sql)?
        .query_row([id.to_string()], row)
        .optional()?;
    found.map(member).transpose()
}

/// What a login is verified against.
pub(crate) struct Secrets {
    pub(crate) password: String,
    pub(crate) code_secret: Option<Vec<u8>>,
    pub(crate) code_step: Option<i64>,
    pub(crate) epoch: i64,
}

pub(crate) fn secrets_of(
    tx: &Transaction<'_>,
    login_name: &str,
) -> Result<Option<(StaffId, Secrets)>, StoreError> {
    let found = tx
        .query_row(
            "SELECT id, password, code_secret, code_step, epoch FROM staff
             WHERE login_name = ?1 AND removed_at IS NULL",
            [login_name],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    Secrets {
                        password: row.get(1)?,
                        code_secret: row.get(2)?,
                        code_step: row.get(3)?,
                        epoch: row.get(4)?,
                    },
                ))
            },
        )
        .optional()?;
    found
        .map(|(id, secrets)| Ok((parsed("staff.id", &id)?, secrets)))
        .transpose()
}

pub(crate) fn insert(
    tx: &Transaction<'_>,
    id: StaffId,
    login_name: &str,
    name: &str,
    role: Role,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO staff (id, login_name, name, role, password, password_long, epoch, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, '', 0, 0, ?5, ?5)",
        params![id.to_string(), login_name, name, role.as_str(), now.0],
    )?;
    Ok(())
}

/// Also ends all sessions, and keeps the last few passwords so that they are known.
pub(crate) fn set_password(
    tx: &Transaction<'_>,
    id: StaffId,
    password: &str,
    long: bool,
    start_until: Option<UtcSeconds>,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE staff SET password = ?2, password_long = ?3, start_until = ?4, epoch = epoch + 1, updated_at = ?5
         WHERE id = ?1",
        params![
            id.to_string(),
            password,
            long,
            start_until.map(|until| until.0),
            now.0
        ],
    )?;
    tx.execute(
        "INSERT INTO staff_earlier_password (staff, number, password) VALUES
         (?1, (SELECT coalesce(max(number), 0) + 1 FROM staff_earlier_password WHERE staff = ?1), ?2)",
        params![id.to_string(), password],
    )?;
    tx.execute(
        "DELETE FROM staff_earlier_password WHERE staff = ?1 AND number <=
         (SELECT max(number) FROM staff_earlier_password WHERE staff = ?1) - ?2",
        params![id.to_string(), EARLIER_PASSWORDS],
    )?;
    Ok(())
}

pub(crate) fn earlier_passwords(
    tx: &Transaction<'_>,
    id: StaffId,
    count: u32,
) -> Result<Vec<String>, StoreError> {
    let mut statement = tx.prepare(
        "SELECT password FROM staff_earlier_password WHERE staff = ?1 ORDER BY number DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![id.to_string(), count], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn set_name_and_role(
    tx: &Transaction<'_>,
    id: StaffId,
    name: &str,
    role: Role,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE staff SET name = ?2, role = ?3, epoch = epoch + 1, updated_at = ?4 WHERE id = ?1",
        params![id.to_string(), name, role.as_str(), now.0],
    )?;
    Ok(())
}

pub(crate) fn remove(tx: &Transaction<'_>, id: StaffId, now: UtcSeconds) -> Result<(), StoreError> {
    clear_code(tx, id, now)?;
    tx.execute(
        "DELETE FROM staff_earlier_password WHERE staff = ?1",
        [id.to_string()],
    )?;
    tx.execute(
        "UPDATE staff SET password = '', removed_at = ?2, epoch = epoch + 1, updated_at = ?2 WHERE id = ?1",
        params![id.to_string(), now.0],
    )?;
    Ok(())
}

pub(crate) fn offered_code(
    tx: &Transaction<'_>,
    id: StaffId,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(tx.query_row(
        "SELECT code_offered FROM staff WHERE id = ?1",
        [id.to_string()],
        |row| row.get(0),
    )?)
}

pub(crate) fn offer_code(
    tx: &Transaction<'_>,
    id: StaffId,
    secret: &[u8],
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE staff SET code_offered = ?2, updated_at = ?3 WHERE id = ?1",
        params![id.to_string(), secret, now.0],
    )?;
    Ok(())
}

/// Also ends all sessions. The code with which it was confirmed counts as used.
pub(crate) fn set_code(
    tx: &Transaction<'_>,
    id: StaffId,
    secret: &[u8],
    step: i64,
    recovery: &[Vec<u8>],
    now: UtcSeconds,
) -> Result<(), StoreError> {
    clear_code(tx, id, now)?;
    tx.execute(
        "UPDATE staff SET code_secret = ?2, code_step = ?3 WHERE id = ?1",
        params![id.to_string(), secret, step],
    )?;
    for hash in recovery {
        tx.execute(
            "INSERT INTO staff_recovery_code (staff, hash) VALUES (?1, ?2)",
            params![id.to_string(), hash],
        )?;
    }
    Ok(())
}

/// Also ends all sessions.
pub(crate) fn clear_code(
    tx: &Transaction<'_>,
    id: StaffId,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE staff SET code_secret = NULL, code_step = NULL, code_offered = NULL, epoch = epoch + 1, updated_at = ?2
         WHERE id = ?1",
        params![id.to_string(), now.0],
    )?;
    tx.execute(
        "DELETE FROM staff_recovery_code WHERE staff = ?1",
        [id.to_string()],
    )?;
    Ok(())
}

/// Notes that the code of this step was used; `false` when a later one was already.
pub(crate) fn use_code_step(
    tx: &Transaction<'_>,
    id: StaffId,
    step: i64,
) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE staff SET code_step = ?2 WHERE id = ?1 AND (code_step IS NULL OR code_step < ?2)",
        params![id.to_string(), step],
    )?;
    Ok(changed == 1)
}

pub(crate) fn recovery_codes(
    tx: &Transaction<'_>,
    id: StaffId,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut statement =
        tx.prepare("SELECT hash FROM staff_recovery_code WHERE staff = ?1 AND used_at IS NULL")?;
    let rows = statement.query_map([id.to_string()], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn use_recovery_code(
    tx: &Transaction<'_>,
    id: StaffId,
    hash: &[u8],
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE staff_recovery_code SET used_at = ?3 WHERE staff = ?1 AND hash = ?2",
        params![id.to_string(), hash, now.0],
    )?;
    Ok(())
}
