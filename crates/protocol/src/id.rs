//! Ids: which bundle, which device.
//!
//! Nothing here draws random bytes or reads a clock: the office brings both. Easily got wrong: the order of
//! [`BundleId`]s is the order of the senders' clocks, which is good enough for a list and for nothing else; the hub's
//! own order is the order of acceptance.

use std::{fmt, str::FromStr};

use uuid::{Builder, Uuid, Variant};

use crate::{text_form::text_form, time::UtcMillis};

/// The id of one bundle, chosen by its sender before the first attempt: a UUID of version 7 (RFC 9562, section 5.7).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BundleId(Uuid);

impl BundleId {
    /// Makes an id from the sender's time and 80 random bits, of which 74 are used.
    pub fn new(now: UtcMillis, random: [u8; 10]) -> BundleId {
        BundleId(Builder::from_unix_timestamp_millis(now.0, &random).into_uuid())
    }

    /// The 16 bytes of the id, in the order of its text.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// Reads back what [`BundleId::as_bytes`] gave.
    ///
    /// # Errors
    ///
    /// [`IdError`] if these are not the 16 bytes of a UUID of version 7.
    pub fn from_bytes(bytes: &[u8]) -> Result<BundleId, IdError> {
        let id = Uuid::from_slice(bytes).map_err(|_| IdError::NotCanonical)?;
        BundleId::from_uuid(id)
    }

    fn from_uuid(id: Uuid) -> Result<BundleId, IdError> {
        if id.get_variant() != Variant::RFC4122 || id.get_version_num() != 7 {
            return Err(IdError::NotVersion7);
        }
        Ok(BundleId(id))
    }
}

/// The id of one entry of an office's journal: a UUID of version 7. The entry of a draft has the draft's own id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(BundleId);

impl EntryId {
    /// Makes an id from the time and 80 random bits, of which 74 are used.
    pub fn new(now: UtcMillis, random: [u8; 10]) -> EntryId {
        EntryId(BundleId::new(now, random))
    }

    /// The id of the entry that tells of this draft.
    pub fn of_draft(draft: BundleId) -> EntryId {
        EntryId(draft)
    }

    /// The draft whose entry would have this id.
    pub fn as_draft(self) -> BundleId {
        self.0
    }
}

/// The id of one device (terminal) of an office: a UUID of any version.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(Uuid);

impl DeviceId {
    /// Makes an id from the time and 80 random bits, of which 74 are used.
    pub fn new(now: UtcMillis, random: [u8; 10]) -> DeviceId {
        DeviceId(Builder::from_unix_timestamp_millis(now.0, &random).into_uuid())
    }

    /// The 16 bytes of the id, in the order of its text.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// Reads back what [`DeviceId::as_bytes`] gave.
    ///
    /// # Errors
    ///
    /// [`IdError`] if these are not 16 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<DeviceId, IdError> {
        Uuid::from_slice(bytes)
            .map(DeviceId)
            .map_err(|_| IdError::NotCanonical)
    }
}

/// Why a text or some bytes are not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// One id has one text: two spellings of it would be two keys in somebody's table.
    #[error("an id is a UUID of 36 characters in lower case with hyphens")]
    NotCanonical,
    /// Bundle ids carry their time in front, so that tables stay sorted.
    #[error("a bundle id is a UUID of version 7")]
    NotVersion7,
}

/// Reads the one canonical spelling; the `uuid` crate alone would also take braces, `urn:uuid:` and upper case.
fn parse_canonical(text: &str) -> Result<Uuid, IdError> {
    let id = Uuid::try_parse(text).map_err(|_| IdError::NotCanonical)?;
    let mut buffer = Uuid::encode_buffer();
    if id.hyphenated().encode_lower(&mut buffer) != text {
        return Err(IdError::NotCanonical);
    }
    Ok(id)
}

impl FromStr for BundleId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<BundleId, IdError> {
        BundleId::from_uuid(parse_canonical(text)?)
    }
}

impl FromStr for DeviceId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<DeviceId, IdError> {
        parse_canonical(text).map(DeviceId)
    }
}

impl fmt::Display for BundleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl fmt::Debug for BundleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BundleId({self})")
    }
}

impl FromStr for EntryId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<EntryId, IdError> {
        text.parse().map(EntryId)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceId({self})")
    }
}

text_form!(BundleId);
text_form!(DeviceId);
text_form!(EntryId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_id_begins_with_its_time_and_reads_back() {
        let id = BundleId::new(UtcMillis(1_795_305_688_000), [0xff; 10]);
        assert_eq!(id.to_string(), "01a2008e-cbc0-7fff-bfff-ffffffffffff");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(BundleId::from_bytes(id.as_bytes()), Ok(id));
        let later = BundleId::new(UtcMillis(1_795_305_688_001), [0; 10]);
        assert!(id < later);
    }

    #[test]
    fn other_spellings_are_refused() {
        for (text, expected) in [
            ("", IdError::NotCanonical),
            ("01a2008ecbc07fffbfffffffffffffff", IdError::NotCanonical),
            (
                "01A2008E-CBC0-7FFF-BFFF-FFFFFFFFFFFF",
                IdError::NotCanonical,
            ),
            (
                "{01a2008e-cbc0-7fff-bfff-ffffffffffff}",
                IdError::NotCanonical,
            ),
            (
                "urn:uuid:01a2008e-cbc0-7fff-bfff-ffffffffffff",
                IdError::NotCanonical,
            ),
            ("01a2008e-cbc0-4fff-bfff-ffffffffffff", IdError::NotVersion7),
            ("00000000-0000-0000-0000-000000000000", IdError::NotVersion7),
        ] {
            assert_eq!(text.parse::<BundleId>(), Err(expected), "{text}");
        }
        assert!(
            "01a2008e-cbc0-4fff-bfff-ffffffffffff"
                .parse::<DeviceId>()
                .is_ok()
        );
    }
}
