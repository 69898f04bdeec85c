//! The recovery sheet: a printed code that brings the mailbox key back when every terminal of an office is lost.
//!
//! The sheet has 160 random bits. The key that they give (HKDF with SHA-256) seals the mailbox key; the sealed bytes lie
//! at the hub. Neither the sheet nor the hub's bytes alone are worth anything, and a new sheet makes the old one
//! useless, for the hub then has other bytes. Easily got wrong: `Display` prints the code, because a sheet is there to
//! be printed; logs use `Debug`, which prints nothing of it.

use std::{fmt, str::FromStr};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf::{HKDF_SHA256, Salt},
    rand,
};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    address::OfficeNumber,
    certificate::{CertificateError, Identity, KeyError, KeyPair, Trust, read_mailbox_certificate},
    code_text::{BODY_BYTES, CHARACTERS, CodeTextError, DIGITS, read_code, write_code},
    time::UtcSeconds,
};

/// What lies at the hub: a key and a certificate are under 2 KiB.
pub const RECOVERY_SIZE_BYTES_MAX: usize = 8 * 1024;

/// Goes into the check, so that an enrolment code typed here is a typing mistake.
const LABEL: &str = "tsunagu recovery code 1";

/// The code of a recovery sheet, wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<[u8; BODY_BYTES]>);

/// Why a text is not the code of a recovery sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// Too few or too many characters, separators aside.
    #[error("the code of a recovery sheet has {CHARACTERS} characters, not {found}")]
    Length {
        /// How many there were.
        found: usize,
    },
    /// A character that no code has.
    #[error("character {number} of the code is none of {DIGITS}")]
    Character {
        /// Which, counted from 1, separators aside.
        number: usize,
    },
    /// Mistyped, or another kind of code.
    #[error("the code has a typing mistake")]
    Check,
}

impl RecoveryCode {
    /// Draws a new code from the operating system's random bytes.
    ///
    /// # Errors
    ///
    /// [`KeyError::Failed`] if there are none.
    pub fn draw() -> Result<RecoveryCode, KeyError> {
        let mut bytes = Zeroizing::new([0; BODY_BYTES]);
        rand::fill(bytes.as_mut_slice()).map_err(|_| KeyError::Failed)?;
        Ok(RecoveryCode(bytes))
    }

    fn key(&self) -> Result<LessSafeKey, KeyError> {
        let extracted = Salt::new(HKDF_SHA256, b"tsunagu").extract(self.0.as_slice());
        let info = [b"tsunagu recovery key 1".as_slice()];
        let expanded = extracted
            .expand(&info, &AES_256_GCM)
            .map_err(|_| KeyError::Failed)?;
        Ok(LessSafeKey::new(UnboundKey::from(expanded)))
    }
}

impl fmt::Display for RecoveryCode {
    /// Writes 7 groups of 5 characters with hyphens between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_code(LABEL, &self.0, f)
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

impl FromStr for RecoveryCode {
    type Err = RecoveryCodeError;

    fn from_str(text: &str) -> Result<RecoveryCode, RecoveryCodeError> {
        let bytes = read_code(LABEL, text).map_err(|err| match err {
            CodeTextError::Length { found } => RecoveryCodeError::Length { found },
            CodeTextError::Character { number } => RecoveryCodeError::Character { number },
            CodeTextError::Check => RecoveryCodeError::Check,
        })?;
        Ok(RecoveryCode(bytes))
    }
}

#[derive(Serialize, Deserialize)]
enum RecoveryType {
    #[serde(rename = "tsunagu.recovery.1")]
    Recovery1,
}

#[derive(Serialize, Deserialize)]
struct Document {
    r#type: RecoveryType,
    mailbox_key: String,
    mailbox_certificate: String,
}

impl Drop for Document {
    fn drop(&mut self) {
        self.mailbox_key.zeroize();
    }
}

/// Why the mailbox did not come back, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum OpenRecoveryError {
    /// Another sheet, an earlier one, or altered bytes.
    #[error("the code does not open what the hub keeps for this office")]
    OtherSheet,
    /// Sealed rightly, but not of this form.
    #[error("what the hub keeps for this office cannot be read")]
    Document,
    /// Key or certificate of the mailbox cannot be used.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// The mailbox certificate is not one of this hub's CA, or of another office.
    #[error("the mailbox certificate: {0}")]
    Mailbox(#[from] CertificateError),
}

/// Seals the mailbox under the code, for the hub to keep: a nonce of 12 bytes, then AES-256-GCM with its tag.
///
/// # Errors
///
/// [`KeyError::Failed`] if the operating system gave no random bytes.
pub fn seal_recovery(
    code: &RecoveryCode,
    office: OfficeNumber,
    mailbox: &Identity,
) -> Result<Vec<u8>, KeyError> {
    let document = Document {
        r#type: RecoveryType::Recovery1,
        mailbox_key: BASE64.encode(mailbox.key_der()),
        mailbox_certificate: mailbox.certificate_pem(),
    };
    let json = Zeroizing::new(serde_json::to_vec(&document).map_err(|_| KeyError::Failed)?);
    let mut nonce = [0; NONCE_LEN];
    rand::fill(&mut nonce).map_err(|_| KeyError::Failed)?;
    let mut sealed = nonce.to_vec();
    let mut buffer = json.to_vec();
    // The key is new with each sheet and used once, so key and nonce never repeat together.
    code.key()?
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            additional(office),
            &mut buffer,
        )
        .map_err(|_| KeyError::Failed)?;
    sealed.extend_from_slice(&buffer);
    Ok(sealed)
}

/// Opens what the hub kept with the code of the sheet.
///
/// # Errors
///
/// The first [`OpenRecoveryError`] that applies.
pub fn open_recovery(
    code: &RecoveryCode,
    office: OfficeNumber,
    sealed: &[u8],
    trust: &Trust,
    now: UtcSeconds,
) -> Result<Identity, OpenRecoveryError> {
    let (nonce, contents) = sealed
        .split_at_checked(NONCE_LEN)
        .ok_or(OpenRecoveryError::OtherSheet)?;
    let nonce =
        Nonce::try_assume_unique_for_key(nonce).map_err(|_| OpenRecoveryError::OtherSheet)?;
    let mut buffer = Zeroizing::new(contents.to_vec());
    let plain = code
        .key()?
        .open_in_place(nonce, additional(office), buffer.as_mut_slice())
        .map_err(|_| OpenRecoveryError::OtherSheet)?;
    let document: Document =
        serde_json::from_slice(plain).map_err(|_| OpenRecoveryError::Document)?;
    let key = Zeroizing::new(
        BASE64
            .decode(document.mailbox_key.as_bytes())
            .map_err(|_| OpenRecoveryError::Document)?,
    );
    let mailbox = KeyPair::from_der(&key)?.into_identity(&document.mailbox_certificate)?;
    let read = read_mailbox_certificate(mailbox.certificate_der(), trust, now)?;
    if read.office != office {
        return Err(OpenRecoveryError::Mailbox(CertificateError::Subject));
    }
    Ok(mailbox)
}

/// Binds the bytes to their office: the hub cannot hand one office's to another.
fn additional(office: OfficeNumber) -> Aad<Vec<u8>> {
    let mut text = b"tsunagu recovery 1 ".to_vec();
    text.extend_from_slice(office.as_str().as_bytes());
    Aad::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> RecoveryCode {
        RecoveryCode(Zeroizing::new(*b"0123456789abcdefghij"))
    }

    #[test]
    fn a_code_reads_back_and_is_no_enrolment_code() {
        let text = example().to_string();
        assert_eq!(text, "60RK4-CSM6M-V3EE1-SC5H6-6S35C-SKPGT-BAJP4");
        assert_eq!(text.to_lowercase().replace('-', " ").parse(), Ok(example()));
        assert!(text.parse::<crate::EnrolmentCode>().is_err());
        assert_eq!(
            "60RK4-CSM6M-V3EE1-SC5H6-6S35C-SKPGT-BACP7"
                .parse::<RecoveryCode>()
                .unwrap_err()
                .to_string(),
            "the code has a typing mistake"
        );
        assert_eq!(
            "".parse::<RecoveryCode>().unwrap_err().to_string(),
            "the code of a recovery sheet has 35 characters, not 0"
        );
        assert_eq!(
            "U".parse::<RecoveryCode>().unwrap_err().to_string(),
            "character 1 of the code is none of 0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        );
        assert_eq!(format!("{:?}", example()), "RecoveryCode(..)");
    }
}
