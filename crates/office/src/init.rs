//! Enrolling: a folder becomes an office.
//!
//! The steps are in such an order that an interruption anywhere is repaired by
//! running it again with the same code: keys and requests are on disk before they
//! are sent, the hub answers the same requests with the same certificates, and the
//! row that makes the folder an office is written last.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use protocol::UtcSeconds;
use protocol::certificate::{
    CertificateError, Identity, KeyError, Trust, read_device_certificate, read_mailbox_certificate,
};
use protocol::hub_code::{EnrolmentCode, HubCodeError};
use protocol::joining::Nonce;
use protocol::message::{EnrolmentReply, EnrolmentRequest};

use crate::config::{SETTINGS_FILE, Settings, SettingsError, check_hub_url};
use crate::error_code::ErrorCode;
use crate::hub_client::{HubError, enrol};
use crate::joining::{JoinError, JoiningFile, is_joining, write_file};
use crate::keys::{
    KeysError, create_private_folder, create_requests, read_keys, write_certificates, write_private,
};
use crate::store::settings::{OwnOffice, own_office, save_own_office};
use crate::store::{DATABASE_FILE, Store, StoreError};

/// What the person gives to enrol a terminal.
#[derive(Clone)]
pub struct InitOptions {
    /// The hub's address, `https://host:port`.
    pub hub_url: String,
    /// The enrolment code as typed.
    pub code: String,
    /// What the office calls this terminal.
    pub device_name: String,
}

/// What came of enrolling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InitOutcome {
    /// The folder is an office.
    Enrolled(OwnOffice),
    /// The office has terminals, and one of them must approve this one: go on with `joining`.
    Joins(OwnOffice),
}

/// Enrols the office in `dir`, which is created if it is missing.
///
/// A folder that is enrolled with this hub already is left as it is, unless its
/// certificate has expired.
///
/// # Errors
///
/// [`InitError`]. Run it again with the same code after [`InitError::Hub`].
pub async fn init_office(
    dir: &Path,
    options: &InitOptions,
    now: UtcSeconds,
) -> Result<InitOutcome, InitError> {
    let code: EnrolmentCode = options.code.parse()?;
    let hub_url = check_hub_url(&options.hub_url).ok_or(InitError::HubAddress)?;
    if let Some(own) = enrolled(dir, &hub_url, now)? {
        return Ok(InitOutcome::Enrolled(own));
    }
    create_private_folder(dir).map_err(|source| InitError::Folder {
        path: dir.to_owned(),
        source,
    })?;
    let requests = create_requests(dir)?;
    let request = EnrolmentRequest {
        secret: code.secret_hex().to_string(),
        device_request: requests.device,
        mailbox_request: requests.mailbox,
        device_name: options.device_name.clone(),
    };
    let (reply, trust) = enrol(&hub_url, &code, &request).await?;
    check_reply(dir, &reply, &trust, now)?;
    let mailbox = (!reply.waiting).then_some(reply.mailbox_certificate.as_str());
    write_certificates(dir, &reply.device_certificate, mailbox, &trust)?;
    let settings = match Settings::read(dir) {
        Ok(found) => Settings { hub_url, ..found },
        Err(_) => Settings::new(hub_url),
    };
    write_private(&dir.join(SETTINGS_FILE), settings.to_toml().as_bytes())?;
    let own = OwnOffice {
        number: reply.office.number,
        name: reply.office.name,
        services: reply.office.services,
        hub_name: reply.hub_name,
        device: reply.device,
    };
    if reply.waiting {
        begin_joining(dir, &own)?;
        return Ok(InitOutcome::Joins(own));
    }
    let mut store = open_private_store(dir)?;
    store.write(|tx| save_own_office(tx, &own))?;
    Ok(InitOutcome::Enrolled(own))
}

/// Writes down that this terminal joins; an attempt that was begun before goes on.
fn begin_joining(dir: &Path, own: &OwnOffice) -> Result<(), InitError> {
    if is_joining(dir) {
        return Ok(());
    }
    let file = JoiningFile {
        number: own.number,
        name: own.name.clone(),
        services: own.services.clone(),
        hub_name: own.hub_name.clone(),
        device: own.device,
        nonce: Nonce::draw().map_err(KeysError::from)?,
        offer: None,
        confirmed: false,
    };
    write_file(dir, &file).map_err(|err| match err {
        JoinError::Keys(err) => InitError::Keys(err),
        err => InitError::Folder {
            path: dir.to_owned(),
            source: io::Error::other(err),
        },
    })
}

/// The office that `dir` holds already, if it is of this hub and its certificate is
/// still valid.
fn enrolled(dir: &Path, hub_url: &str, now: UtcSeconds) -> Result<Option<OwnOffice>, InitError> {
    if !dir.join(DATABASE_FILE).is_file() {
        return Ok(None);
    }
    let mut store = Store::open(&dir.join(DATABASE_FILE))?;
    let Some(own) = store.read(own_office)? else {
        return Ok(None);
    };
    if Settings::read(dir)?.hub_url != hub_url {
        return Err(InitError::OtherHub {
            dir: dir.to_owned(),
        });
    }
    let keys = read_keys(dir)?;
    match read_device_certificate(keys.device.certificate_der(), &keys.trust, now) {
        Err(CertificateError::Expired) => Ok(None),
        _ => Ok(Some(own)),
    }
}

/// The hub's certificates must be for our keys, by its CA, and for one office.
fn check_reply(
    dir: &Path,
    reply: &EnrolmentReply,
    trust: &Trust,
    now: UtcSeconds,
) -> Result<(), InitError> {
    let keys = crate::keys::create_keys(dir)?;
    let device = keys
        .device
        .into_identity(&reply.device_certificate)
        .map_err(InitError::ReplyKey)?;
    if reply.waiting {
        let device = read_device_certificate(device.certificate_der(), trust, now)?;
        let fits = device.office == reply.office.number && device.device == reply.device;
        return fits.then_some(()).ok_or(InitError::ReplyOffice);
    }
    let mailbox: Identity = keys
        .mailbox
        .into_identity(&reply.mailbox_certificate)
        .map_err(|err| match err {
            KeyError::Mismatch => InitError::OtherTerminal,
            err => InitError::ReplyKey(err),
        })?;
    let device = read_device_certificate(device.certificate_der(), trust, now)?;
    let mailbox = read_mailbox_certificate(mailbox.certificate_der(), trust, now)?;
    let number = reply.office.number;
    if device.office != number || mailbox.office != number || device.device != reply.device {
        return Err(InitError::ReplyOffice);
    }
    Ok(())
}

/// Opens the database in a file that only its owner reads: it holds care plans.
pub(crate) fn open_private_store(dir: &Path) -> Result<Store, InitError> {
    let path = dir.join(DATABASE_FILE);
    let folder_error = |source: io::Error| InitError::Folder {
        path: path.clone(),
        source,
    };
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    drop(options.open(&path).map_err(folder_error)?);
    Ok(Store::open(&path)?)
}

/// Why a terminal was not enrolled, in the order of the checks.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// The code has a typing mistake.
    #[error("the enrolment code cannot be read")]
    Code(#[from] HubCodeError),
    /// Not an `https://` address.
    #[error("the hub's address is not of the form https://host:port")]
    HubAddress,
    /// The folder belongs to an office of another hub.
    #[error("{} belongs to an office of another hub", dir.display())]
    OtherHub {
        /// The folder.
        dir: PathBuf,
    },
    /// The settings of the folder cannot be read.
    #[error("the settings file has errors")]
    Settings(#[from] SettingsError),
    /// The folder cannot be made or written to.
    #[error("{}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Keys cannot be made or stored.
    #[error("the keys of this terminal cannot be stored or read")]
    Keys(#[from] KeysError),
    /// The hub was not reached or refused. Running again with the same code is safe.
    #[error("{0}")]
    Hub(#[from] HubError),
    /// The hub's certificate is not for our key.
    #[error("the hub returned a certificate for another key")]
    ReplyKey(#[source] KeyError),
    /// The office has a terminal already, and the hub is too old to let this one join it.
    #[error("the office has another terminal that holds the mailbox key")]
    OtherTerminal,
    /// The hub's certificate was not issued by its CA.
    #[error("the hub returned a certificate that its CA did not issue")]
    ReplyCertificate(#[from] CertificateError),
    /// The certificates are of different offices.
    #[error("the hub returned certificates of different offices")]
    ReplyOffice,
    /// The database cannot be made.
    #[error("the office's database cannot be used")]
    Store(#[from] StoreError),
}

impl InitError {
    /// The code to show: the hub's own, or ours.
    pub fn code(&self) -> &str {
        match self {
            InitError::Code(_) => ErrorCode::EnrolmentCodeUnreadable.code(),
            InitError::HubAddress => ErrorCode::HubAddressInvalid.code(),
            InitError::OtherHub { .. } => ErrorCode::OtherOfficeInFolder.code(),
            InitError::Settings(_) => ErrorCode::SettingsInvalid.code(),
            InitError::Folder { .. } => ErrorCode::CannotWriteFolder.code(),
            InitError::Keys(err) => ErrorCode::from(err).code(),
            InitError::Hub(err) => err.code(),
            InitError::ReplyKey(_) | InitError::ReplyCertificate(_) | InitError::ReplyOffice => {
                ErrorCode::EnrolmentReplyInvalid.code()
            }
            InitError::OtherTerminal => ErrorCode::OtherTerminal.code(),
            InitError::Store(err) => ErrorCode::from(err).code(),
        }
    }
}
