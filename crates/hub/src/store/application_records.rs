//! What an operation may ask of a storage engine about applications that offices send themselves.

use protocol::{Digest, OfficeNumber, UtcSeconds};

use super::StoreError;

/// Application codes, how offices are reached, and applications that come to nothing.
pub trait ApplicationRecords {
    /// The application code whose secret has this SHA-256, unless it was removed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the engine failed; so for every method of these traits.
    fn application_code(&self, secret: Digest)
    -> Result<Option<ApplicationCodeRecord>, StoreError>;

    /// All application codes that were not removed, the newest first.
    fn application_codes(&self) -> Result<Vec<ApplicationCodeRecord>, StoreError>;

    /// Adds an application code; its number.
    fn add_application_code(
        &mut self,
        secret: Digest,
        created_at: UtcSeconds,
        expires_at: UtcSeconds,
    ) -> Result<u64, StoreError>;

    /// Marks an application code as removed; whether there was one.
    fn remove_application_code(&mut self, number: u64, now: UtcSeconds)
    -> Result<bool, StoreError>;

    /// Offices in state applied.
    fn applications_waiting(&self) -> Result<u64, StoreError>;

    /// How an office is reached.
    fn contact(&self, office: OfficeNumber) -> Result<Option<ContactRecord>, StoreError>;

    /// Keeps how an office is reached, in the place of what was kept before.
    fn set_contact(
        &mut self,
        office: OfficeNumber,
        contact: &ContactRecord,
    ) -> Result<(), StoreError>;

    /// Removes an office that was never approved, and all that is kept of it.
    fn remove_application(&mut self, office: OfficeNumber) -> Result<(), StoreError>;
}

/// An application code, without its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApplicationCodeRecord {
    /// Its number.
    pub number: u64,
    /// When it was made.
    pub created_at: UtcSeconds,
    /// From when on it cannot be used any more.
    pub expires_at: UtcSeconds,
}

/// How the operator reaches an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRecord {
    /// A telephone number as it was typed.
    pub telephone: String,
    /// An address of mail as it was typed; empty for none.
    pub mail: String,
}
