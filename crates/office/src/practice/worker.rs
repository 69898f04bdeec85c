//! Keeps a practice going while somebody may look at it: a step each second until the practice is gone.
//!
//! The counterpart of the office's own worker, without any connection.

use std::sync::Weak;
use std::time::Duration;

use protocol::UtcSeconds;

use super::Practice;

/// Between two steps.
const STEP_INTERVAL: Duration = Duration::from_secs(1);

/// Carries and answers until the last owner of the practice drops it.
pub(crate) async fn run(practice: Weak<Practice>, clock: impl Fn() -> UtcSeconds) {
    loop {
        tokio::time::sleep(STEP_INTERVAL).await;
        let Some(practice) = practice.upgrade() else {
            return;
        };
        let now = clock();
        let step = tokio::task::spawn_blocking(move || practice.step(now)).await;
        if let Ok(Err(error)) = step {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a step of the practice failed"
            );
        }
    }
}
