//! This terminal joins its office: from the enrolment to the mailbox key.
//!
//! What is known meanwhile is in one file of the folder, so that a restart goes on where it was. The folder becomes an
//! office when the key is here. What a reader would get wrong: the answer of the other terminal is stored before our
//! nonce is shown, and only the first answer counts; otherwise whoever stands in between could try nonces until the
//! digits fit.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use protocol::joining::{Nonce, joining_commitment, joining_digits, open_approval};
use protocol::message::{JoiningReply, Offer, decode_signed};
use protocol::recovery::{OpenRecoveryError, RecoveryCode, RecoveryCodeError, open_recovery};
use protocol::{
    DeviceId, Identity, KeyError, KeyPair, OfficeNumber, Role, ServiceKind, Trust, UtcSeconds,
    read_device_certificate,
};
use serde::{Deserialize, Serialize};

use crate::config::{Settings, SettingsError};
use crate::error_code::ErrorCode;
use crate::hub_client::{HubClient, HubError};
use crate::init::open_private_store;
use crate::keys::{KeysError, forget_keys, read_device, read_trust, write_mailbox, write_private};
use crate::store::StoreError;
use crate::store::past::begin_taking;
use crate::store::settings::{OwnOffice, save_own_office};
use crate::terminals::plain_digits;

/// The file that makes a folder one that joins.
pub const JOINING_FILE: &str = "joining.json";

/// What is kept while this terminal joins.
#[derive(Serialize, Deserialize)]
pub(crate) struct JoiningFile {
    pub(crate) number: OfficeNumber,
    pub(crate) name: String,
    pub(crate) services: Vec<ServiceKind>,
    pub(crate) hub_name: String,
    pub(crate) device: DeviceId,
    /// Of this attempt.
    pub(crate) nonce: Nonce,
    /// The first answer to this attempt.
    pub(crate) offer: Option<Offer>,
    /// A person here has compared the digits.
    pub(crate) confirmed: bool,
}

impl JoiningFile {
    fn own(&self) -> OwnOffice {
        OwnOffice {
            number: self.number,
            name: self.name.clone(),
            services: self.services.clone(),
            hub_name: self.hub_name.clone(),
            device: self.device,
        }
    }
}

/// How far this terminal got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinState {
    /// No terminal of the office has answered yet.
    Waiting,
    /// The digits that must stand on both screens.
    Compare {
        /// Six digits.
        digits: String,
        /// What the office calls the other terminal.
        other: String,
        /// A person here said that they are the same.
        confirmed: bool,
    },
    /// The folder is an office now.
    Joined(OwnOffice),
}

/// Whether the folder is one that joins.
pub fn is_joining(dir: &Path) -> bool {
    dir.join(JOINING_FILE).is_file()
}

/// The office that this terminal joins: number and name.
///
/// # Errors
///
/// [`JoinError`].
pub fn joining_office(dir: &Path) -> Result<(OfficeNumber, String), JoinError> {
    let file = read_file(dir)?;
    Ok((file.number, file.name))
}

/// Does the next step with the hub and tells how far it got. Call it again and again.
///
/// # Errors
///
/// [`JoinError`].
pub async fn continue_joining(dir: &Path, now: UtcSeconds) -> Result<JoinState, JoinError> {
    let mut file = read_file(dir)?;
    let (device, trust) = own_keys(dir)?;
    let client = client(dir, &device, &trust)?;
    let mut reply = client.joining_state().await?;
    if lost_answer(&file, &reply) {
        // The other terminal was removed, or the hub forgot: another attempt with another nonce.
        file.nonce = Nonce::draw()?;
        file.offer = None;
        file.confirmed = false;
        write_file(dir, &file)?;
    }
    if file.offer.is_none() && reply.waiting {
        let commitment = joining_commitment(file.number, device.certificate_der(), file.nonce);
        client.commit_joining(commitment).await?;
        reply = client.joining_state().await?;
        let Some(offer) = reply.offer.clone() else {
            return Ok(JoinState::Waiting);
        };
        check_offer(&file, &offer, &trust, now)?;
        file.offer = Some(offer);
        write_file(dir, &file)?;
    }
    let Some(offer) = file.offer.clone() else {
        return Ok(JoinState::Waiting);
    };
    if reply.waiting {
        client.reveal_joining(file.nonce).await?;
    }
    let existing = certificate_der(&offer.certificate).ok_or(JoinError::OfferInvalid)?;
    if let (true, Some(approval)) = (file.confirmed, &reply.approval) {
        let sealed = decode_signed(approval).map_err(|_| JoinError::ApprovalInvalid)?;
        let mailbox = open_approval(&sealed, &device, &existing, &trust, now).map_err(|err| {
            tracing::warn!(%err, "the approval cannot be taken");
            JoinError::ApprovalInvalid
        })?;
        return finish(dir, &file, &mailbox, true).map(JoinState::Joined);
    }
    Ok(JoinState::Compare {
        digits: joining_digits(
            file.number,
            device.certificate_der(),
            &existing,
            file.nonce,
            offer.nonce,
        ),
        other: offer.name,
        confirmed: file.confirmed,
    })
}

/// A person at this terminal says what the other screen shows.
///
/// # Errors
///
/// [`JoinError::OtherDigits`] when it is not what this one shows; nothing is confirmed then.
pub fn confirm_joining(dir: &Path, digits: &str) -> Result<(), JoinError> {
    let mut file = read_file(dir)?;
    let (device, _) = own_keys(dir)?;
    let offer = file.offer.as_ref().ok_or(JoinError::NotReady)?;
    let existing = certificate_der(&offer.certificate).ok_or(JoinError::OfferInvalid)?;
    let own = device.certificate_der();
    let shown = joining_digits(file.number, own, &existing, file.nonce, offer.nonce);
    if plain_digits(digits) != shown {
        return Err(JoinError::OtherDigits);
    }
    file.confirmed = true;
    write_file(dir, &file)
}

/// Gives up joining: forgets the keys of this attempt, so that another enrolment code can be used.
///
/// A folder that is an office is never touched: it does not join.
///
/// # Errors
///
/// [`JoinError::NotJoining`], [`JoinError::Folder`]; call it again then.
pub fn leave_joining(dir: &Path) -> Result<(), JoinError> {
    let path = dir.join(JOINING_FILE);
    if !is_joining(dir) {
        return Err(JoinError::NotJoining);
    }
    let folder = |path: PathBuf| move |source| JoinError::Folder { path, source };
    // The file goes last: an interruption leaves a folder that can still be left.
    forget_keys(dir).map_err(folder(dir.to_owned()))?;
    fs::remove_file(&path).map_err(folder(path.clone()))
}

/// Makes the folder an office with the code of the recovery sheet, when no terminal is left to approve it.
///
/// # Errors
///
/// [`JoinError`]; the folder then still joins.
pub async fn restore_office(
    dir: &Path,
    code: &str,
    now: UtcSeconds,
) -> Result<OwnOffice, JoinError> {
    let code: RecoveryCode = code.parse()?;
    let file = read_file(dir)?;
    let (device, trust) = own_keys(dir)?;
    let client = client(dir, &device, &trust)?;
    let kept = match client.recovery().await {
        Err(err) if err.is_not_found() => return Err(JoinError::NoSheet),
        kept => kept?,
    };
    let sealed = decode_signed(&kept.sealed).map_err(|_| JoinError::OtherSheet)?;
    let mailbox = open_recovery(&code, file.number, &sealed, &trust, now)?;
    let key = KeyPair::from_der(mailbox.key_der())?;
    let request = key.request_pem(Role::Mailbox, &file.device.to_string())?;
    client.prove_mailbox(request).await?;
    finish(dir, &file, &mailbox, false)
}

/// Writes what makes the folder an office, the row that says so last. Who was approved by another terminal gets the
/// history from it.
fn finish(
    dir: &Path,
    file: &JoiningFile,
    mailbox: &Identity,
    approved: bool,
) -> Result<OwnOffice, JoinError> {
    write_mailbox(dir, mailbox)?;
    let own = file.own();
    let mut store = open_private_store(dir).map_err(|_| JoinError::Folder {
        path: dir.to_owned(),
        source: io::Error::other("the database cannot be made"),
    })?;
    store.write(|tx| {
        save_own_office(tx, &own)?;
        match approved {
            true => begin_taking(tx),
            false => Ok(()),
        }
    })?;
    drop(store);
    fs::remove_file(dir.join(JOINING_FILE)).map_err(|source| JoinError::Folder {
        path: dir.join(JOINING_FILE),
        source,
    })?;
    Ok(own)
}

/// Whether the hub does not have the answer any more that this attempt was given.
fn lost_answer(file: &JoiningFile, reply: &JoiningReply) -> bool {
    let Some(known) = &file.offer else {
        return false;
    };
    reply.waiting
        && reply
            .offer
            .as_ref()
            .is_none_or(|offer| offer.nonce != known.nonce || offer.device != known.device)
}

/// The answer must come from a device of this very office.
fn check_offer(
    file: &JoiningFile,
    offer: &Offer,
    trust: &Trust,
    now: UtcSeconds,
) -> Result<(), JoinError> {
    let der = certificate_der(&offer.certificate).ok_or(JoinError::OfferInvalid)?;
    match read_device_certificate(&der, trust, now) {
        Ok(device) if device.office == file.number && device.device == offer.device => Ok(()),
        _ => Err(JoinError::OfferInvalid),
    }
}

fn certificate_der(pem: &str) -> Option<Vec<u8>> {
    use rustls_pki_types::CertificateDer;
    use rustls_pki_types::pem::PemObject;
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).ok()?;
    Some(certificate.as_ref().to_vec())
}

fn own_keys(dir: &Path) -> Result<(Identity, Trust), JoinError> {
    let trust = read_trust(dir)?.ok_or(JoinError::NotJoining)?;
    Ok((read_device(dir)?, trust))
}

fn client(dir: &Path, device: &Identity, trust: &Trust) -> Result<HubClient, JoinError> {
    let url = Settings::read(dir)?.hub_url;
    Ok(HubClient::joining(&url, device, trust)?)
}

fn read_file(dir: &Path) -> Result<JoiningFile, JoinError> {
    let path = dir.join(JOINING_FILE);
    let text = match fs::read(&path) {
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Err(JoinError::NotJoining),
        text => text.map_err(|source| JoinError::Folder {
            path: path.clone(),
            source,
        })?,
    };
    serde_json::from_slice(&text).map_err(|err| JoinError::Folder {
        path,
        source: io::Error::other(err),
    })
}

/// Keeps what is known; readable by its owner only.
pub(crate) fn write_file(dir: &Path, file: &JoiningFile) -> Result<(), JoinError> {
    let text = serde_json::to_vec(file).expect("plain values are JSON");
    Ok(write_private(&dir.join(JOINING_FILE), &text)?)
}

/// Why this terminal did not join, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// The folder is no folder that joins.
    #[error("this folder does not join an office")]
    NotJoining,
    /// The code of the recovery sheet has a typing mistake.
    #[error("{0}")]
    Code(#[from] RecoveryCodeError),
    /// The settings of the folder cannot be read.
    #[error("the settings file has errors")]
    Settings(#[from] SettingsError),
    /// The folder cannot be read or written.
    #[error("{}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The keys of this terminal cannot be read or stored.
    #[error("the keys of this terminal cannot be stored or read")]
    Keys(#[from] KeysError),
    /// A key cannot be used.
    #[error("{0}")]
    Key(#[from] KeyError),
    /// The hub was not reached or refused.
    #[error("{0}")]
    Hub(#[from] HubError),
    /// The other terminal's certificate is not one of this office.
    #[error("the answer does not come from a terminal of this office")]
    OfferInvalid,
    /// No terminal has answered yet, so there is nothing to compare.
    #[error("there are no digits to compare yet")]
    NotReady,
    /// The digits of the two screens differ.
    #[error("the digits are not the same")]
    OtherDigits,
    /// The mailbox key that came is not from the terminal whose digits were compared, or not for this one.
    #[error("the approval cannot be taken")]
    ApprovalInvalid,
    /// The office never made a recovery sheet.
    #[error("the hub keeps nothing for a recovery sheet of this office")]
    NoSheet,
    /// The code is that of an earlier sheet, or of another office.
    #[error("the code is not that of the newest recovery sheet")]
    OtherSheet,
    /// The database cannot be made.
    #[error("the office's database cannot be used")]
    Store(#[from] StoreError),
}

impl From<OpenRecoveryError> for JoinError {
    fn from(err: OpenRecoveryError) -> JoinError {
        match err {
            OpenRecoveryError::Key(err) => JoinError::Key(err),
            OpenRecoveryError::OtherSheet
            | OpenRecoveryError::Document
            | OpenRecoveryError::Mailbox(_) => JoinError::OtherSheet,
        }
    }
}

impl JoinError {
    /// The code to show: the hub's own, or ours.
    pub fn code(&self) -> &str {
        match self {
            JoinError::NotJoining => ErrorCode::NotJoining.code(),
            JoinError::Code(_) => ErrorCode::RecoveryCodeUnreadable.code(),
            JoinError::Settings(_) => ErrorCode::SettingsInvalid.code(),
            JoinError::Folder { .. } => ErrorCode::CannotWriteFolder.code(),
            JoinError::Keys(err) => ErrorCode::from(err).code(),
            JoinError::Key(_) => ErrorCode::KeysUnreadable.code(),
            JoinError::Hub(err) => err.code(),
            JoinError::OfferInvalid | JoinError::ApprovalInvalid => {
                ErrorCode::ApprovalInvalid.code()
            }
            JoinError::NotReady => ErrorCode::TerminalNotReady.code(),
            JoinError::OtherDigits => ErrorCode::DigitsDiffer.code(),
            JoinError::NoSheet => ErrorCode::NoRecoverySheet.code(),
            JoinError::OtherSheet => ErrorCode::OtherRecoverySheet.code(),
            JoinError::Store(err) => ErrorCode::from(err).code(),
        }
    }
}
