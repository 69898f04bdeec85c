//! Certificates and keys: who an office, a device, a mailbox and a hub are, and until when.
//!
//! Issuing is in `authority`. Revocation is not here: who is revoked is the hub's knowledge of the moment, asked on
//! every request. Easily got wrong: a certificate read here is valid *at the time given*, and says nothing of now.

use crate::digest::Digest;

/// The CA certificates that this party trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    ca_der: Vec<u8>,
}

impl Trust {
    /// The SHA-256 of the CA certificate.
    pub fn fingerprint(&self) -> Digest {
        Digest::of(&self.ca_der)
    }
}
