//! The keys and certificates of this terminal, as files in `keys/`.
//!
//! The device key signs and connects; the mailbox key opens what partners sealed.
//! Both are made on this machine and only their certificate requests leave it. The
//! files are readable by their owner only (mode 0600 where the system has modes;
//! on Windows the user's profile folder protects them).

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use protocol::UtcSeconds;
use protocol::certificate::{
    CertificateError, Identity, KeyError, KeyPair, Role, Trust, read_device_certificate,
};

use crate::error_code::ErrorCode;

const FOLDER: &str = "keys";
const DEVICE_KEY: &str = "device.key";
const DEVICE_CERTIFICATE: &str = "device.pem";
const MAILBOX_KEY: &str = "mailbox.key";
const MAILBOX_CERTIFICATE: &str = "mailbox.pem";
const DEVICE_REQUEST: &str = "device.csr";
const MAILBOX_REQUEST: &str = "mailbox.csr";
const CA_CERTIFICATE: &str = "ca.pem";

/// What this terminal holds after enrolment.
pub struct Keys {
    /// Certificate and key of this terminal.
    pub device: Identity,
    /// Certificate and key of the office's mailbox.
    pub mailbox: Identity,
    /// The hub's CA, pinned at enrolment.
    pub trust: Trust,
}

impl Keys {
    /// Serial number of this terminal's certificate, hexadecimal.
    pub(crate) fn device_serial(&self, at: UtcSeconds) -> String {
        read_device_certificate(self.device.certificate_der(), &self.trust, at)
            .map(|certificate| certificate.serial)
            .unwrap_or_default()
    }
}

/// Keys that were made but are not certified yet.
pub struct NewKeys {
    /// The key of this terminal.
    pub device: KeyPair,
    /// The key of the office's mailbox.
    pub mailbox: KeyPair,
}

/// Why keys could not be read or written. Never carries anything of a key.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// A file is missing, not readable or not writable.
    #[error("{}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file holds something else, or key and certificate do not belong together.
    #[error("a key or its certificate cannot be used")]
    Key(#[from] KeyError),
    /// The CA's certificate cannot be used.
    #[error("the certificate of the hub's authority cannot be used")]
    Certificate(#[from] CertificateError),
}

impl From<&KeysError> for ErrorCode {
    fn from(err: &KeysError) -> ErrorCode {
        match err {
            KeysError::File { .. } | KeysError::Key(_) | KeysError::Certificate(_) => {
                ErrorCode::KeysUnreadable
            }
        }
    }
}

/// Reads keys, certificates and CA of the office in `dir`.
///
/// # Errors
///
/// [`KeysError`] naming the file; without its keys a terminal must enrol again.
pub fn read_keys(dir: &Path) -> Result<Keys, KeysError> {
    let identity = |certificate: &str, key: &str| -> Result<Identity, KeysError> {
        let certificate = read(&path(dir, certificate))?;
        let key = read(&path(dir, key))?;
        Ok(Identity::from_pem(&certificate, &key)?)
    };
    Ok(Keys {
        device: identity(DEVICE_CERTIFICATE, DEVICE_KEY)?,
        mailbox: identity(MAILBOX_CERTIFICATE, MAILBOX_KEY)?,
        trust: Trust::from_pem(&read(&path(dir, CA_CERTIFICATE))?)?,
    })
}

/// Reads certificate and key of this terminal alone: of one that has no mailbox key yet.
///
/// # Errors
///
/// [`KeysError`] naming the file.
pub(crate) fn read_device(dir: &Path) -> Result<Identity, KeysError> {
    let certificate = read(&path(dir, DEVICE_CERTIFICATE))?;
    Ok(Identity::from_pem(
        &certificate,
        &read(&path(dir, DEVICE_KEY))?,
    )?)
}

/// Stores the mailbox of the office in the place of the key that was made here for a first terminal.
///
/// # Errors
///
/// [`KeysError`]; writing it again is harmless.
pub(crate) fn write_mailbox(dir: &Path, mailbox: &Identity) -> Result<(), KeysError> {
    write_private(&path(dir, MAILBOX_KEY), mailbox.key_pem().as_bytes())?;
    write_private(
        &path(dir, MAILBOX_CERTIFICATE),
        mailbox.certificate_pem().as_bytes(),
    )
}

/// Stores a renewed certificate of this terminal.
///
/// # Errors
///
/// [`KeysError`]; the one before stays then.
pub(crate) fn write_device_certificate(dir: &Path, pem: &str) -> Result<(), KeysError> {
    write_private(&path(dir, DEVICE_CERTIFICATE), pem.as_bytes())
}

/// Stores a renewed certificate of the office's mailbox.
///
/// # Errors
///
/// [`KeysError`]; the one before stays then.
pub(crate) fn write_mailbox_certificate(dir: &Path, pem: &str) -> Result<(), KeysError> {
    write_private(&path(dir, MAILBOX_CERTIFICATE), pem.as_bytes())
}

/// Reads the keys in `dir`, or makes and stores them: after an interruption the same
/// keys are found again.
///
/// # Errors
///
/// [`KeysError`] when they cannot be stored; nothing may be requested for them then.
pub fn create_keys(dir: &Path) -> Result<NewKeys, KeysError> {
    Ok(NewKeys {
        device: create_key(&path(dir, DEVICE_KEY))?,
        mailbox: create_key(&path(dir, MAILBOX_KEY))?,
    })
}

/// The certificate requests of this terminal's keys, PEM.
pub(crate) struct Requests {
    pub device: String,
    pub mailbox: String,
}

/// Reads the certificate requests in `dir`, or makes keys and requests and stores
/// them. They are kept because a signature differs each time, and the hub knows a
/// repeated enrolment by its very text.
pub(crate) fn create_requests(dir: &Path) -> Result<Requests, KeysError> {
    let keys = create_keys(dir)?;
    Ok(Requests {
        device: create_request(&path(dir, DEVICE_REQUEST), &keys.device, Role::Device)?,
        mailbox: create_request(&path(dir, MAILBOX_REQUEST), &keys.mailbox, Role::Mailbox)?,
    })
}

fn create_request(path: &Path, key: &KeyPair, role: Role) -> Result<String, KeysError> {
    if path.exists() {
        return read(path);
    }
    // The hub fills in the office number: until it answers, nobody here knows it.
    let request = key.request_pem(role, "office")?;
    write_private(path, request.as_bytes())?;
    Ok(request)
}

fn create_key(path: &Path) -> Result<KeyPair, KeysError> {
    if path.exists() {
        return Ok(KeyPair::from_pem(&read(path)?)?);
    }
    let key = KeyPair::generate()?;
    write_private(path, key.key_pem().as_bytes())?;
    Ok(key)
}

/// Stores the certificates that the hub issued, and the CA as the one to trust. A terminal that waits for its approval
/// has no use for the mailbox's certificate yet.
///
/// # Errors
///
/// [`KeysError`]; the enrolment is then repeated, which gives the same certificates.
pub fn write_certificates(
    dir: &Path,
    device_pem: &str,
    mailbox_pem: Option<&str>,
    trust: &Trust,
) -> Result<(), KeysError> {
    write_private(&path(dir, CA_CERTIFICATE), trust.ca_pem().as_bytes())?;
    write_private(&path(dir, DEVICE_CERTIFICATE), device_pem.as_bytes())?;
    match mailbox_pem {
        Some(pem) => write_private(&path(dir, MAILBOX_CERTIFICATE), pem.as_bytes()),
        None => Ok(()),
    }
}

/// The CA pinned in `dir`; `None` before the first contact with the hub.
///
/// # Errors
///
/// [`KeysError`] when the file is there but cannot be used.
pub fn read_trust(dir: &Path) -> Result<Option<Trust>, KeysError> {
    let path = path(dir, CA_CERTIFICATE);
    if !path.exists() {
        return Ok(None);
    }
    Ok(Some(Trust::from_pem(&read(&path)?)?))
}

fn path(dir: &Path, name: &str) -> PathBuf {
    dir.join(FOLDER).join(name)
}

fn read(path: &Path) -> Result<String, KeysError> {
    fs::read_to_string(path).map_err(|source| KeysError::File {
        path: path.to_owned(),
        source,
    })
}

/// Removes all keys and certificates of a terminal that never became part of an office.
pub(crate) fn forget_keys(dir: &Path) -> io::Result<()> {
    match fs::remove_dir_all(dir.join(FOLDER)) {
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Writes a file that only its owner can read: complete under a temporary name,
/// synced, then renamed, so that a crash leaves the old file or the new one.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), KeysError> {
    let folder = path
        .parent()
        .expect("the file lies in the folder of the keys");
    write_synced(folder, path, bytes).map_err(|source| KeysError::File {
        path: path.to_owned(),
        source,
    })
}

fn write_synced(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    create_private_folder(folder)?;
    // tempfile makes the file with mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(folder)
}

/// Makes a folder that only its owner reads; on Windows the profile that it lies in sees to that.
///
/// # Errors
///
/// Those of the file system.
pub fn create_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Makes a rename in this folder survive a power cut, where the system can.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    // Windows has no such call for folders; NTFS logs the rename itself.
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_only_the_owner_reads_them() {
        let dir = tempfile::tempdir().unwrap();
        let first = create_keys(dir.path()).unwrap();
        let again = create_keys(dir.path()).unwrap();
        assert_eq!(first.device.key_der(), again.device.key_der());
        assert_eq!(first.mailbox.key_der(), again.mailbox.key_der());
        assert_ne!(first.device.key_der(), first.mailbox.key_der());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(dir.path().join(FOLDER)), 0o700);
            assert_eq!(mode(path(dir.path(), DEVICE_KEY)), 0o600);
            assert_eq!(mode(path(dir.path(), MAILBOX_KEY)), 0o600);
        }
    }
}
