//! The hub's data folder: keys, settings, database, sealed parts.
//!
//! ```text
//! hub.toml                        settings
//! ca.pem        ca.key.pem        the certificate authority
//! server.pem                      the TLS connection: certificate and key
//! signer.pem                      receipts: certificate and key
//! hub.sqlite    (-wal, -shm)      the database
//! sealed/                         large sealed parts
//! lock                            held by `run`
//! address                         where `run` listens, as a URL
//! ```
//!
//! Nothing here interprets the keys beyond reading them. Easily got wrong: a folder is made under a temporary name and
//! renamed when it is complete, so that a folder that exists is a whole one.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use protocol::{
    UtcSeconds,
    authority::{Authority, AuthorityError},
    certificate::{CertificateError, Identity, KeyError, read_hub_certificate},
};

use crate::{
    config::{Settings, SettingsError},
    store::{Access, SealedFiles, SqliteEngine, StoreError},
};

/// The hub's own certificates are renewed by a start within this time of their end: 90 days, so that a hub which is
/// restarted for updates a few times a year never meets it.
const RENEW_SECONDS: i64 = 90 * 24 * 60 * 60;

/// An existing data folder.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
}

/// The keys of a hub.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Issues certificates.
    pub authority: Authority,
    /// Answers TLS connections.
    pub server: Identity,
    /// Signs receipts.
    pub signer: Identity,
    /// When the two certificates above end.
    pub not_after: UtcSeconds,
}

/// Held while this process runs the hub; the system frees it with the process, however that ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Folder {
    /// Makes a new data folder: keys, settings, an empty database.
    ///
    /// # Errors
    ///
    /// [`FolderError`]; an existing file or folder is never touched.
    pub fn create(
        path: &Path,
        settings: &Settings,
        now: UtcSeconds,
    ) -> Result<Folder, FolderError> {
        Folder::create_whole(path, |folder| folder.fill(settings, now))?;
        Ok(Folder {
            path: path.to_owned(),
        })
    }

    /// Fills a folder under a temporary name and then gives it its name.
    pub(crate) fn create_whole<T>(
        path: &Path,
        fill: impl FnOnce(&Folder) -> Result<T, FolderError>,
    ) -> Result<T, FolderError> {
        if path.exists() {
            return Err(FolderError::Exists {
                path: path.to_owned(),
            });
        }
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut unfinished = tempfile::Builder::new();
        unfinished.prefix(".tsunagu-hub");
        // Only the hub's own account may look inside.
        #[cfg(unix)]
        unfinished.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let unfinished = unfinished.tempdir_in(parent)?;
        let folder = Folder {
            path: unfinished.path().to_owned(),
        };
        let filled = fill(&folder)?;
        crate::store::sync_folder(&folder.path)?;
        fs::rename(&folder.path, path)?;
        // The temporary name is free now; without this, dropping would look for it.
        let _ = unfinished.keep();
        crate::store::sync_folder(parent)?;
        Ok(filled)
    }

    fn fill(&self, settings: &Settings, now: UtcSeconds) -> Result<(), FolderError> {
        write_private(&self.file("hub.toml"), settings.to_toml()?.as_bytes())?;
        let authority = Authority::create(&settings.name, now)?;
        write_private(&self.file("ca.pem"), authority.certificate_pem().as_bytes())?;
        write_private(&self.file("ca.key.pem"), authority.key_pem().as_bytes())?;
        self.issue_own(&authority, settings, now)?;
        SqliteEngine::create(&self.file("hub.sqlite"))?;
        SealedFiles::open(&self.file("sealed"))?;
        Ok(())
    }

    /// Writes certificate and key into one file, so that renewing replaces both or neither.
    fn write_identity(&self, name: &str, identity: &Identity) -> io::Result<()> {
        let mut file = tempfile::Builder::new()
            .prefix(".key")
            .tempfile_in(&self.path)?;
        file.write_all(identity.certificate_pem().as_bytes())?;
        file.write_all(identity.key_pem().as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(self.file(name)).map_err(|err| err.error)?;
        crate::store::sync_folder(&self.path)
    }

    /// Finds an existing data folder.
    ///
    /// # Errors
    ///
    /// [`FolderError::Missing`] if this is none.
    pub fn open(path: &Path) -> Result<Folder, FolderError> {
        let folder = Folder {
            path: path.to_owned(),
        };
        if !folder.file("hub.toml").is_file() {
            return Err(FolderError::Missing {
                path: path.to_owned(),
            });
        }
        Ok(folder)
    }

    /// Reads the settings.
    ///
    /// # Errors
    ///
    /// [`FolderError`].
    pub fn settings(&self) -> Result<Settings, FolderError> {
        Ok(Settings::from_toml(&fs::read_to_string(
            self.file("hub.toml"),
        )?)?)
    }

    /// Reads the keys. Those of the hub itself are made anew first if they end within 90 days.
    ///
    /// # Errors
    ///
    /// [`FolderError`].
    pub fn keys(&self, now: UtcSeconds) -> Result<Keys, FolderError> {
        let authority = self.authority()?;
        let mut signer = self.read_identity("signer.pem")?;
        let mut not_after = end_of(&signer, &authority, now)?;
        if not_after.0 - now.0 < RENEW_SECONDS {
            self.issue_own(&authority, &self.settings()?, now)?;
            signer = self.read_identity("signer.pem")?;
            not_after = end_of(&signer, &authority, now)?;
            tracing::info!(%not_after, "renewed the certificates of the hub itself");
        }
        Ok(Keys {
            server: self.read_identity("server.pem")?,
            authority,
            signer,
            not_after,
        })
    }

    /// Reads the certificate authority.
    ///
    /// # Errors
    ///
    /// [`FolderError`].
    pub fn authority(&self) -> Result<Authority, FolderError> {
        Ok(Authority::from_pem(
            &fs::read_to_string(self.file("ca.pem"))?,
            &fs::read_to_string(self.file("ca.key.pem"))?,
        )?)
    }

    /// Makes keys and certificates of the TLS connection and of receipts: together, so that both end together. Receipts
    /// carry their certificate, so those signed with the key before stay valid.
    fn issue_own(
        &self,
        authority: &Authority,
        settings: &Settings,
        now: UtcSeconds,
    ) -> Result<(), FolderError> {
        let server = authority.issue_server(&settings.hosts, now)?;
        self.write_identity("server.pem", &server)?;
        // Last, for its end is what the next start looks at.
        let signer = authority.issue_hub_signer(&settings.name, now)?;
        self.write_identity("signer.pem", &signer)?;
        Ok(())
    }

    fn read_identity(&self, name: &str) -> Result<Identity, FolderError> {
        let pem = fs::read_to_string(self.file(name))?;
        let key = pem.find("-----BEGIN PRIVATE KEY-----").unwrap_or(pem.len());
        let (certificate, key) = pem.split_at(key);
        Ok(Identity::from_pem(certificate, key)?)
    }

    /// Opens the database.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub fn engine(&self, access: Access) -> Result<SqliteEngine, StoreError> {
        SqliteEngine::open(&self.file("hub.sqlite"), access)
    }

    /// Opens the folder of large sealed parts.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub fn sealed_files(&self) -> Result<SealedFiles, StoreError> {
        SealedFiles::open(&self.file("sealed"))
    }

    /// Makes sure that no other process runs this hub: two would remove each other's arriving files as left over.
    ///
    /// # Errors
    ///
    /// [`FolderError::Running`] if one does.
    pub fn lock(&self) -> Result<Lock, FolderError> {
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        let file = private(&mut options).open(self.file("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(FolderError::Running {
                path: self.path.clone(),
            }),
            Err(TryLockError::Error(err)) => Err(err.into()),
        }
    }

    /// Writes where this hub listens, for programs that start it; they never see half of it.
    ///
    /// # Errors
    ///
    /// The system's error.
    pub fn write_address(&self, port: u16) -> io::Result<()> {
        let mut file = tempfile::Builder::new()
            .prefix(".address")
            .tempfile_in(&self.path)?;
        write!(file, "https://localhost:{port}")?;
        file.persist(self.file("address"))
            .map_err(|err| err.error)?;
        Ok(())
    }

    /// Removes what [`Folder::write_address`] wrote: nobody listens there any more.
    pub fn remove_address(&self) {
        let _ = fs::remove_file(self.file("address"));
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

/// When the certificate of receipts ends; `now` if it has ended.
fn end_of(
    signer: &Identity,
    authority: &Authority,
    now: UtcSeconds,
) -> Result<UtcSeconds, FolderError> {
    match read_hub_certificate(signer.certificate_der(), &authority.trust(), now) {
        Ok(certificate) => Ok(certificate.not_after),
        Err(CertificateError::Expired) => Ok(now),
        Err(err) => Err(FolderError::Key(err.into())),
    }
}

/// Writes a file that only its owner can read, durably.
fn write_private(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = private(&mut options).open(path)?;
    file.write_all(contents)?;
    file.sync_all()
}

/// Sets the mode 0600 where files have modes; elsewhere the folder's own access list counts.
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Why a data folder cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Making a hub where something is already could destroy its keys.
    #[error("{} exists already; a new hub needs a new folder", path.display())]
    Exists {
        /// The folder asked for.
        path: PathBuf,
    },
    /// No hub was made here.
    #[error("{} is not a folder of a hub; `tsunagu-hub init` makes one", path.display())]
    Missing {
        /// The folder asked for.
        path: PathBuf,
    },
    /// Another process holds the lock.
    #[error("another process runs the hub of {}", path.display())]
    Running {
        /// The folder asked for.
        path: PathBuf,
    },
    /// `hub.toml` cannot be used.
    #[error("hub.toml: {0}")]
    Settings(#[from] SettingsError),
    /// Keys or certificates could not be made or read.
    #[error("the hub's certificate authority: {0}")]
    Authority(#[from] AuthorityError),
    /// A key file is damaged or does not fit its certificate.
    #[error("a key of the hub: {0}")]
    Key(#[from] KeyError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system refused.
    #[error(transparent)]
    File(#[from] io::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UtcSeconds = UtcSeconds(1_795_306_288);

    fn settings() -> Settings {
        Settings::new("Hub".into(), vec!["localhost".into()])
    }

    #[test]
    fn a_new_folder_is_complete_and_private() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("hub");
        let folder = Folder::create(&path, &settings(), NOW).unwrap();
        assert_eq!(folder.settings().unwrap(), settings());
        folder.keys(NOW).unwrap();
        folder.engine(Access::Read).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&path), 0o700);
            for name in [
                "ca.key.pem",
                "server.pem",
                "signer.pem",
                "hub.sqlite",
                "hub.toml",
            ] {
                assert_eq!(mode(&path.join(name)), 0o600, "{name}");
            }
        }
        assert_eq!(
            fs::read_dir(parent.path()).unwrap().count(),
            1,
            "nothing is left over"
        );
    }

    #[test]
    fn the_hubs_own_certificates_are_renewed_before_they_end() {
        const DAY: i64 = 24 * 60 * 60;
        let parent = tempfile::tempdir().unwrap();
        let folder = Folder::create(&parent.path().join("hub"), &settings(), NOW).unwrap();
        let first = folder.keys(NOW).unwrap();
        let end = first.not_after;
        assert_eq!(end, UtcSeconds(NOW.0 + 3 * 365 * DAY));
        let early = folder.keys(UtcSeconds(end.0 - 90 * DAY)).unwrap();
        assert_eq!(
            early.signer.certificate_pem(),
            first.signer.certificate_pem()
        );
        for late in [end.0 - 90 * DAY + 1, end.0 + 100 * DAY] {
            let renewed = folder.keys(UtcSeconds(late)).unwrap();
            assert_ne!(
                renewed.signer.certificate_pem(),
                first.signer.certificate_pem()
            );
            assert_ne!(
                renewed.server.certificate_pem(),
                first.server.certificate_pem()
            );
            assert!(renewed.not_after.0 > end.0 + 2 * 365 * DAY);
        }
    }

    #[test]
    fn an_existing_folder_is_not_touched() {
        let parent = tempfile::tempdir().unwrap();
        let err = Folder::create(parent.path(), &settings(), NOW).unwrap_err();
        assert_eq!(
            err.to_string(),
            format!(
                "{} exists already; a new hub needs a new folder",
                parent.path().display()
            )
        );
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_without_a_hub_says_how_to_make_one() {
        let parent = tempfile::tempdir().unwrap();
        assert_eq!(
            Folder::open(parent.path()).unwrap_err().to_string(),
            format!(
                "{} is not a folder of a hub; `tsunagu-hub init` makes one",
                parent.path().display()
            )
        );
    }

    #[test]
    fn one_process_at_a_time() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("hub");
        let folder = Folder::create(&path, &settings(), NOW).unwrap();
        let lock = folder.lock().unwrap();
        assert_eq!(
            folder.lock().unwrap_err().to_string(),
            format!("another process runs the hub of {}", path.display())
        );
        drop(lock);
        folder.lock().unwrap();
    }

    #[test]
    fn the_address_is_a_url_on_one_line() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("hub");
        let folder = Folder::create(&path, &settings(), NOW).unwrap();
        folder.write_address(8443).unwrap();
        assert_eq!(
            fs::read_to_string(path.join("address")).unwrap(),
            "https://localhost:8443"
        );
        folder.remove_address();
        assert!(!path.join("address").exists());
    }
}
