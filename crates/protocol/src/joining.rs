//! A further terminal joins its office: six digits on both screens, then the mailbox key, sealed to the new device.
//!
//! ```text
//! new terminal            hub (carries, is not trusted)            existing terminal
//! commitment to its certificate and nonce ────────────────────────▶ keeps it
//!                         ◀─────────────────── its certificate and nonce, in the open
//! its nonce, in the open ─────────────────────────────────────────▶ checks the commitment
//! six digits              a person compares them                    six digits
//!                         ◀───────── mailbox key, signed, sealed to the new device's certificate
//! ```
//!
//! Whoever stands in between with keys of their own must make both digits equal. They must choose the nonce shown to the
//! existing terminal before they know its answer (it is committed to), and the nonce shown to the new terminal before
//! that reveals its own. So they have one guess in a million for each attempt, and a failed attempt is seen by a person.
//! Easily got wrong: a terminal takes *one* answer for each commitment and draws a new nonce for each attempt.

use std::{fmt, str::FromStr};

use aws_lc_rs::rand;
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    address::OfficeNumber,
    certificate::{
        CertificateError, CertificateFields, Identity, KeyError, KeyPair, Role, Trust, parse,
        read_device_certificate, read_mailbox_certificate,
    },
    digest::{Digest, DigestBuilder},
    id::DeviceId,
    open::{DecryptError, decrypt},
    seal::{SealError, encrypt},
    signed::{SignError, SignedContentError, read_signed, sign_content},
    text_form::text_form,
    time::UtcSeconds,
};

/// An approval as it travels: a key, two certificates and their frames are under 5 KiB.
pub const APPROVAL_SIZE_BYTES_MAX: usize = 16 * 1024;

/// 32 random bytes of one attempt to join. As text and in JSON: 64 hexadecimal digits in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nonce([u8; 32]);

/// Why a text is not a nonce.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a nonce has 64 hexadecimal digits in lower case")]
pub struct NonceError;

impl Nonce {
    /// Draws a new one from the operating system's random bytes.
    ///
    /// # Errors
    ///
    /// [`KeyError::Failed`] if there are none.
    pub fn draw() -> Result<Nonce, KeyError> {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes).map_err(|_| KeyError::Failed)?;
        Ok(Nonce(bytes))
    }

    /// Takes 32 bytes as a nonce: for vectors.
    pub fn from_bytes(bytes: [u8; 32]) -> Nonce {
        Nonce(bytes)
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl FromStr for Nonce {
    type Err = NonceError;

    fn from_str(text: &str) -> Result<Nonce, NonceError> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| NonceError)?;
        bytes.try_into().map(Nonce).map_err(|_| NonceError)
    }
}

text_form!(Nonce);

/// What the new terminal says first: it fixes its certificate (DER) and its nonce without showing the nonce.
pub fn joining_commitment(office: OfficeNumber, new_certificate: &[u8], nonce: Nonce) -> Digest {
    let mut builder = DigestBuilder::new();
    // Every part has a fixed length, so no two inputs run together.
    builder.update(b"tsunagu joining commitment 1");
    builder.update(office.as_str().as_bytes());
    builder.update(Digest::of(new_certificate).as_bytes());
    builder.update(&nonce.0);
    builder.finish()
}

/// The six digits that both terminals show.
///
/// `new_certificate` and `existing_certificate` are the device certificates (DER) as each side knows them.
pub fn joining_digits(
    office: OfficeNumber,
    new_certificate: &[u8],
    existing_certificate: &[u8],
    new_nonce: Nonce,
    existing_nonce: Nonce,
) -> String {
    let mut builder = DigestBuilder::new();
    builder.update(b"tsunagu joining digits 1");
    builder.update(office.as_str().as_bytes());
    builder.update(Digest::of(new_certificate).as_bytes());
    builder.update(Digest::of(existing_certificate).as_bytes());
    builder.update(&new_nonce.0);
    builder.update(&existing_nonce.0);
    let digest = builder.finish();
    let mut first = [0; 8];
    first.copy_from_slice(&digest.as_bytes()[..8]);
    // 2^64 is not a multiple of a million; the digits below 551,616 are likelier by less than one in 10^13.
    format!("{:06}", u64::from_be_bytes(first) % 1_000_000)
}

#[derive(Serialize, Deserialize)]
enum ApprovalType {
    #[serde(rename = "tsunagu.approval.1")]
    Approval1,
}

#[derive(Serialize, Deserialize)]
struct Approval {
    r#type: ApprovalType,
    office: OfficeNumber,
    device: DeviceId,
    mailbox_key: String,
    mailbox_certificate: String,
}

impl Drop for Approval {
    fn drop(&mut self) {
        self.mailbox_key.zeroize();
    }
}

/// Why an approval was not made.
#[derive(Debug, thiserror::Error)]
pub enum SealApprovalError {
    /// The certificate of the new terminal cannot be used, or is of another office.
    #[error("the certificate of the new terminal: {0}")]
    NewDevice(CertificateError),
    /// Signing failed.
    #[error("{0}")]
    Sign(#[from] SignError),
    /// Encrypting failed.
    #[error("{0}")]
    Seal(#[from] SealError),
}

/// Why an approval is not taken, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum OpenApprovalError {
    /// More bytes than any approval has.
    #[error("the approval has more than {APPROVAL_SIZE_BYTES_MAX} bytes")]
    TooLarge,
    /// Not sealed for this device.
    #[error("{0}")]
    Decrypt(#[from] DecryptError),
    /// The signature inside is not valid.
    #[error("{0}")]
    Signature(#[from] SignedContentError),
    /// Signed by another terminal than the one whose digits were compared.
    #[error("the approval comes from another terminal than the one whose digits were compared")]
    OtherSigner,
    /// Not JSON of this form.
    #[error("the approval cannot be read")]
    Document,
    /// Meant for another office or terminal.
    #[error("the approval is for another terminal")]
    Foreign,
    /// Key or certificate of the mailbox cannot be used.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// The mailbox certificate is not one of this hub's CA.
    #[error("the mailbox certificate: {0}")]
    Mailbox(CertificateError),
}

/// Seals the mailbox key to the new terminal's device certificate (DER), signed by this device.
///
/// Call it only after a person has compared the digits: whoever holds the new device's key can then read everything.
///
/// # Errors
///
/// [`SealApprovalError`].
pub fn seal_approval(
    mailbox: &Identity,
    device: &Identity,
    new_certificate: &[u8],
    trust: &Trust,
    now: UtcSeconds,
) -> Result<Vec<u8>, SealApprovalError> {
    let new = read_device_certificate(new_certificate, trust, now)
        .map_err(SealApprovalError::NewDevice)?;
    let own = device
        .fields()
        .office()
        .map_err(SealApprovalError::NewDevice)?;
    if new.office != own {
        return Err(SealApprovalError::NewDevice(CertificateError::Subject));
    }
    let approval = Approval {
        r#type: ApprovalType::Approval1,
        office: own,
        device: new.device,
        mailbox_key: BASE64.encode(mailbox.key_der()),
        mailbox_certificate: mailbox.certificate_pem(),
    };
    let json = Zeroizing::new(
        serde_json::to_vec(&approval).map_err(|_| SealApprovalError::Sign(SignError::Time))?,
    );
    let signed = sign_content(&json, device, now)?;
    let recipient = parse(new_certificate).map_err(SealApprovalError::NewDevice)?;
    Ok(encrypt(signed, &[&recipient])?)
}

/// Opens an approval with this terminal's device key and gives the office's mailbox.
///
/// `signer` is the certificate (DER) of the terminal whose digits a person compared with ours.
///
/// # Errors
///
/// The first [`OpenApprovalError`] that applies; the approval must then be thrown away.
pub fn open_approval(
    sealed: &[u8],
    device: &Identity,
    signer: &[u8],
    trust: &Trust,
    now: UtcSeconds,
) -> Result<Identity, OpenApprovalError> {
    if sealed.len() > APPROVAL_SIZE_BYTES_MAX {
        return Err(OpenApprovalError::TooLarge);
    }
    let plain = Zeroizing::new(decrypt(sealed, device)?);
    let signed = read_signed(&plain)?;
    let content = Zeroizing::new(signed.content);
    if signed.certificate_der != signer {
        return Err(OpenApprovalError::OtherSigner);
    }
    let approval: Approval =
        serde_json::from_slice(&content).map_err(|_| OpenApprovalError::Document)?;
    let own: &CertificateFields = device.fields();
    if own.office() != Ok(approval.office) || own.device() != Ok(approval.device) {
        return Err(OpenApprovalError::Foreign);
    }
    let key = Zeroizing::new(
        BASE64
            .decode(approval.mailbox_key.as_bytes())
            .map_err(|_| OpenApprovalError::Document)?,
    );
    let mailbox = KeyPair::from_der(&key)?.into_identity(&approval.mailbox_certificate)?;
    let read = read_mailbox_certificate(mailbox.certificate_der(), trust, now)
        .map_err(OpenApprovalError::Mailbox)?;
    if read.office != approval.office || mailbox.role() != Ok(Role::Mailbox) {
        return Err(OpenApprovalError::Foreign);
    }
    Ok(mailbox)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors for other implementations: the certificates are stood for by short byte strings.
    #[test]
    fn commitment_and_digits_have_these_values() {
        let office: OfficeNumber = "1370200015".parse().unwrap();
        let (new, existing) = (Nonce::from_bytes([1; 32]), Nonce::from_bytes([2; 32]));
        assert_eq!(
            joining_commitment(office, b"new", new).to_string(),
            "67490a4d609babdf70702b4760ab231dd77f08eb0f0c6208cc951eabd05ce236"
        );
        assert_eq!(
            joining_digits(office, b"new", b"existing", new, existing),
            "865719"
        );
    }

    #[test]
    fn every_part_changes_the_digits() {
        let office: OfficeNumber = "1370200015".parse().unwrap();
        let other: OfficeNumber = "1370300021".parse().unwrap();
        let (one, two) = (Nonce::from_bytes([1; 32]), Nonce::from_bytes([2; 32]));
        let all = [
            joining_digits(office, b"new", b"existing", one, two),
            joining_digits(other, b"new", b"existing", one, two),
            joining_digits(office, b"evil", b"existing", one, two),
            joining_digits(office, b"new", b"evil", one, two),
            joining_digits(office, b"new", b"existing", two, two),
            joining_digits(office, b"new", b"existing", one, one),
            joining_digits(office, b"existing", b"new", two, one),
        ];
        for (index, digits) in all.iter().enumerate() {
            assert_eq!(digits.len(), 6);
            assert!(!all[..index].contains(digits), "{all:?}");
        }
    }

    #[test]
    fn a_nonce_has_one_spelling() {
        let nonce = Nonce::from_bytes([0xab; 32]);
        assert_eq!(nonce.to_string().parse(), Ok(nonce));
        for text in ["", "AB", &"AB".repeat(32), &"ab".repeat(31)] {
            assert_eq!(text.parse::<Nonce>(), Err(NonceError));
        }
    }
}
