//! The hub's database, opened beside the hub: what only time or an operator's other tools could do to it.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use protocol::certificate::DeviceCertificate;
use protocol::{Digest, OfficeNumber, UtcSeconds};
use rusqlite::{Connection, params};

pub(crate) struct Store(Connection);

impl Store {
    pub(crate) fn open(hub_folder: &Path) -> Result<Store> {
        let database = Connection::open(hub_folder.join("hub.sqlite"))?;
        database.busy_timeout(Duration::from_secs(20))?;
        Ok(Store(database))
    }

    /// Puts a certificate in the place of the only one of its device.
    pub(crate) fn replace_certificate(&self, new: &DeviceCertificate, pem: &str) -> Result<()> {
        let changed = self.0.execute(
            "UPDATE certificates SET fingerprint = ?2, serial = ?3, certificate = ?4, not_after = ?5 WHERE device = ?1",
            params![
                new.device.to_string(),
                new.fingerprint.to_string(),
                new.serial,
                pem,
                new.not_after.0
            ],
        )?;
        ensure!(changed == 1, "{changed} certificates");
        Ok(())
    }

    pub(crate) fn set_mailbox(&self, office: OfficeNumber, pem: &str) -> Result<()> {
        let changed = self.0.execute(
            "UPDATE offices SET mailbox_certificate = ?2 WHERE number = ?1",
            params![office.as_str(), pem],
        )?;
        ensure!(changed == 1, "{changed} offices");
        Ok(())
    }

    /// Lets the licence of an office have ended a day ago.
    pub(crate) fn end_licence(&self, office: OfficeNumber, now: UtcSeconds) -> Result<()> {
        let ended = now.0 - 24 * 60 * 60;
        let changed = self.0.execute(
            "UPDATE licence_periods SET began_at = ?2, ends_at = ?3 WHERE office = ?1",
            params![office.as_str(), ended - 1000, ended],
        )?;
        ensure!(changed == 1, "{changed} periods");
        Ok(())
    }

    pub(crate) fn revoke(&self, certificate: Digest, now: UtcSeconds) -> Result<()> {
        let changed = self.0.execute(
            "UPDATE certificates SET revoked_at = ?2 WHERE fingerprint = ?1",
            params![certificate.to_string(), now.0],
        )?;
        ensure!(changed == 1, "{changed} certificates");
        Ok(())
    }
}
