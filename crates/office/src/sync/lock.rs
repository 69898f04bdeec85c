//! The lock that keeps the passes of several programs over one folder apart.

use std::fs::File;

use super::PassError;
use crate::office::Office;

/// Serialises passes of several programs over one folder. Released when dropped,
/// also by a crash, because the system holds it.
pub(super) async fn lock_folder(office: &Office) -> Result<File, PassError> {
    let path = office.dir().join("sync.lock");
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)?;
        file.lock()?;
        Ok(file)
    });
    match locked.await {
        Ok(locked) => locked.map_err(PassError::Lock),
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}
