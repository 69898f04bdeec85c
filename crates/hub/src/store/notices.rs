//! Statements about notices, and about the directory as a list.
//!
//! No rules: `notices/` and `offices/` decide.

use protocol::{OfficeNumber, ServiceKind, UtcSeconds};
use rusqlite::params;

use super::{
    DirectoryRecords, NoticeRecord, NoticeRecords, StoreError,
    sqlite::{SqliteRecords, parsed},
};
use crate::notices::NewNotice;

impl NoticeRecords for SqliteRecords<'_> {
    fn notices(&self, now: UtcSeconds) -> Result<Vec<NoticeRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, subject, text, important, published_at, ends_at FROM notices
             WHERE removed_at IS NULL AND (ends_at IS NULL OR ends_at > ?1) ORDER BY number DESC",
        )?;
        let rows = statement.query_map([now.0], |row| {
            Ok(NoticeRecord {
                number: row.get("number")?,
                subject: row.get("subject")?,
                text: row.get("text")?,
                important: row.get("important")?,
                published_at: UtcSeconds(row.get("published_at")?),
                ends_at: row.get::<_, Option<i64>>("ends_at")?.map(UtcSeconds),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn notice_mark(&self) -> Result<(u64, u64), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT coalesce(max(number), 0), count(removed_at) FROM notices")?;
        Ok(statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    fn add_notice(&mut self, notice: &NewNotice, now: UtcSeconds) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO notices (subject, text, important, published_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5) RETURNING number",
        )?;
        let values = params![
            notice.subject,
            notice.text,
            notice.important,
            now.0,
            notice.ends_at.map(|end| end.0)
        ];
        Ok(statement.query_row(values, |row| row.get(0))?)
    }

    fn remove_notice(&mut self, number: u64, now: UtcSeconds) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE notices SET removed_at = ?2 WHERE number = ?1 AND removed_at IS NULL",
        )?;
        Ok(statement.execute(params![number, now.0])? == 1)
    }
}

impl DirectoryRecords for SqliteRecords<'_> {
    fn directory(
        &self,
        after: &str,
        area: &str,
        service: Option<ServiceKind>,
        rows_max: u32,
    ) -> Result<Vec<(OfficeNumber, String)>, StoreError> {
        // Numbers are digits and capital letters, which all come before '~'.
        let mut statement = self.connection.prepare_cached(
            "SELECT number, name FROM offices
             WHERE state = 'active' AND number > ?1 AND number >= ?2 AND number < ?2 || '~'
               AND (?3 IS NULL OR EXISTS (SELECT 1 FROM office_services WHERE office = number AND service = ?3))
             ORDER BY number LIMIT ?4",
        )?;
        let service = service.as_ref().map(ServiceKind::as_str);
        let rows = statement.query_map(params![after, area, service, rows_max], |row| {
            Ok((parsed(row, "number")?, row.get("name")?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
