//! Queries on the terminals of this office, the code for a further one, and the recovery sheet.
//!
//! The rules are in `terminals/` and `recovery.rs`.

use protocol::joining::Nonce;
use protocol::{DeviceId, Digest, UtcSeconds};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{StoreError, parsed};
use crate::terminals::EnrolmentCodeState;

/// One terminal with all that a person here wants done with it.
#[derive(Debug, Clone)]
pub(crate) struct TerminalRow {
    pub id: DeviceId,
    pub name: String,
    pub enrolled_at: UtcSeconds,
    pub seen_at: Option<UtcSeconds>,
    pub certificate: Vec<u8>,
    pub waiting: bool,
    pub commitment: Option<Digest>,
    pub checked_at: Option<UtcSeconds>,
    pub nonce: Option<Nonce>,
    pub answered: Option<Digest>,
    pub offered_at: Option<UtcSeconds>,
    pub digits: Option<String>,
    pub problem: Option<String>,
    pub approval: Option<Vec<u8>>,
    pub approved_at: Option<UtcSeconds>,
    pub history_row: Option<i64>,
    pub history_piece: u64,
    pub new_name: Option<String>,
    pub remove_at: Option<UtcSeconds>,
}

impl TerminalRow {
    /// A terminal about which nothing is known yet.
    pub(crate) fn new(id: DeviceId) -> TerminalRow {
        TerminalRow {
            id,
            name: String::new(),
            enrolled_at: UtcSeconds(0),
            seen_at: None,
            certificate: Vec::new(),
            waiting: false,
            commitment: None,
            checked_at: None,
            nonce: None,
            answered: None,
            offered_at: None,
            digits: None,
            problem: None,
            approval: None,
            approved_at: None,
            history_row: None,
            history_piece: 0,
            new_name: None,
            remove_at: None,
        }
    }

    /// Forgets what was done about its joining.
    pub(crate) fn forget_attempt(&mut self) {
        self.checked_at = None;
        self.nonce = None;
        self.answered = None;
        self.offered_at = None;
        self.digits = None;
        self.problem = None;
        self.approval = None;
    }
}

const COLUMNS: &str = "id, name, enrolled_at, seen_at, certificate, waiting, commitment, checked_at, nonce, answered, \
     offered_at, digits, problem, approval, approved_at, history_row, history_piece, new_name, remove_at";

pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<TerminalRow>, StoreError> {
    let mut statement = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM terminal ORDER BY enrolled_at, id"
    ))?;
    let mut rows = statement.query([])?;
    let mut terminals = Vec::new();
    while let Some(row) = rows.next()? {
        terminals.push(read_row(row)?);
    }
    Ok(terminals)
}

fn read_row(row: &Row<'_>) -> Result<TerminalRow, StoreError> {
    let time = |index: usize| -> Result<Option<UtcSeconds>, StoreError> {
        Ok(row.get::<_, Option<i64>>(index)?.map(UtcSeconds))
    };
    let digest = |column: &'static str, index: usize| -> Result<Option<Digest>, StoreError> {
        let text: Option<String> = row.get(index)?;
        text.map(|text| parsed(column, &text)).transpose()
    };
    let nonce: Option<String> = row.get(8)?;
    Ok(TerminalRow {
        id: parsed("terminal.id", &row.get::<_, String>(0)?)?,
        name: row.get(1)?,
        enrolled_at: UtcSeconds(row.get(2)?),
        seen_at: time(3)?,
        certificate: row.get(4)?,
        waiting: row.get(5)?,
        commitment: digest("terminal.commitment", 6)?,
        checked_at: time(7)?,
        nonce: nonce
            .map(|text| parsed("terminal.nonce", &text))
            .transpose()?,
        answered: digest("terminal.answered", 9)?,
        offered_at: time(10)?,
        digits: row.get(11)?,
        problem: row.get(12)?,
        approval: row.get(13)?,
        approved_at: time(14)?,
        history_row: row.get(15)?,
        history_piece: row.get::<_, i64>(16)?.cast_unsigned(),
        new_name: row.get(17)?,
        remove_at: time(18)?,
    })
}

pub(crate) fn save(tx: &Transaction<'_>, row: &TerminalRow) -> Result<(), StoreError> {
    let seconds = |time: Option<UtcSeconds>| time.map(|time| time.0);
    tx.execute(
        &format!(
            "INSERT OR REPLACE INTO terminal ({COLUMNS})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
        ),
        params![
            row.id.to_string(),
            row.name,
            row.enrolled_at.0,
            seconds(row.seen_at),
            row.certificate,
            row.waiting,
            row.commitment.map(|digest| digest.to_string()),
            seconds(row.checked_at),
            row.nonce.map(|nonce| nonce.to_string()),
            row.answered.map(|digest| digest.to_string()),
            seconds(row.offered_at),
            row.digits,
            row.problem,
            row.approval,
            seconds(row.approved_at),
            row.history_row,
            row.history_piece.cast_signed(),
            row.new_name,
            seconds(row.remove_at),
        ],
    )?;
    Ok(())
}

/// Forgets the terminals that are not among `ids`.
pub(crate) fn delete_others(tx: &Transaction<'_>, ids: &[DeviceId]) -> Result<(), StoreError> {
    for row in all(tx)? {
        if !ids.contains(&row.id) {
            tx.execute("DELETE FROM terminal WHERE id = ?1", [row.id.to_string()])?;
        }
    }
    Ok(())
}

pub(crate) fn ask_code(tx: &Transaction<'_>, now: UtcSeconds) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR REPLACE INTO terminal_code (one, asked_at) VALUES (1, ?1)",
        [now.0],
    )?;
    Ok(())
}

pub(crate) fn code(tx: &Transaction<'_>) -> Result<Option<EnrolmentCodeState>, StoreError> {
    let row: Option<(Option<String>, Option<i64>, Option<String>)> = tx
        .query_row(
            "SELECT code, expires_at, problem FROM terminal_code",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .optional()?;
    Ok(row.map(|row| match row {
        (Some(code), Some(expires_at), _) => EnrolmentCodeState::Made {
            code,
            expires_at: UtcSeconds(expires_at),
        },
        (_, _, Some(code)) => EnrolmentCodeState::Refused { code },
        _ => EnrolmentCodeState::Asked,
    }))
}

/// Forgets the code that the hub made; one that is only asked for stays.
pub(crate) fn forget_code(tx: &Transaction<'_>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM terminal_code WHERE code IS NOT NULL", [])?;
    Ok(())
}

/// Keeps the code that the hub made, or why it made none.
pub(crate) fn save_code(
    tx: &Transaction<'_>,
    made: Result<(&str, UtcSeconds), &str>,
) -> Result<(), StoreError> {
    let (code, expires_at, problem) = match made {
        Ok((code, expires_at)) => (Some(code), Some(expires_at.0), None),
        Err(problem) => (None, None, Some(problem)),
    };
    tx.execute(
        "UPDATE terminal_code SET asked_at = NULL, code = ?1, expires_at = ?2, problem = ?3",
        params![code, expires_at, problem],
    )?;
    Ok(())
}

/// Keeps what the hub has to keep for a new recovery sheet.
pub(crate) fn save_sheet(
    tx: &Transaction<'_>,
    sealed: &[u8],
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT OR REPLACE INTO recovery_sheet (one, sealed, made_at) VALUES (1, ?1, ?2)",
        params![sealed, now.0],
    )?;
    Ok(())
}

/// When the newest sheet was made here, whether the hub has its part, and that part if not.
pub(crate) type Sheet = (UtcSeconds, bool, Option<Vec<u8>>);

pub(crate) fn sheet(tx: &Transaction<'_>) -> Result<Option<Sheet>, StoreError> {
    Ok(tx
        .query_row(
            "SELECT made_at, kept_at IS NOT NULL, sealed FROM recovery_sheet",
            [],
            |row| Ok((UtcSeconds(row.get(0)?), row.get(1)?, row.get(2)?)),
        )
        .optional()?)
}

/// Notes that the hub has its part.
pub(crate) fn sheet_kept(
    tx: &Transaction<'_>,
    made_at: UtcSeconds,
    now: UtcSeconds,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE recovery_sheet SET sealed = NULL, kept_at = ?2 WHERE made_at = ?1",
        params![made_at.0, now.0],
    )?;
    Ok(())
}
