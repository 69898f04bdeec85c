//! Numbers of this office with which an estimate begins.

use rusqlite::Transaction;

use super::StoreError;

/// What the office's own data tells.
pub(crate) struct KnownNumbers {
    /// Clients in sent and received bundles.
    pub(crate) clients: u64,
    /// Partners that were ever heard of.
    pub(crate) partners: u64,
    /// Those of them that take data.
    pub(crate) with_certificate: u64,
}

pub(crate) fn known_numbers(tx: &Transaction<'_>) -> Result<KnownNumbers, StoreError> {
    let count = |sql: &str| tx.query_row(sql, [], |row| row.get::<_, i64>(0));
    let number = |counted: i64| u64::try_from(counted).unwrap_or(0);
    Ok(KnownNumbers {
        clients: number(count(
            "SELECT count(*) FROM (SELECT 1 FROM client_name GROUP BY insured, insurer)",
        )?),
        partners: number(count("SELECT count(*) FROM partner")?),
        with_certificate: number(count("SELECT count(certificate) FROM partner")?),
    })
}
