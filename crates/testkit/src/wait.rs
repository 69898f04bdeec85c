//! Waiting for a fact: looked at again and again, never longer than a deadline.
//!
//! Programs tell facts by files and commands, which have no event to wait on; so the fact itself is asked for, at short
//! intervals. Easily got wrong: the interval is no time in which something "surely happened"; only the fact counts.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// How long a test waits for a fact before it fails. Far above what is needed, for machines that are busy with other
/// tests: the longest wait seen on a free machine is half a minute, for a month over a line that is cut again and again.
pub const WAIT_SECONDS_MAX: u64 = 180;

const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Calls `look` until it returns something, and returns that.
///
/// # Errors
///
/// When `look` fails, or has found nothing for [`WAIT_SECONDS_MAX`]; `what` names the fact in the message.
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if start.elapsed() > Duration::from_secs(WAIT_SECONDS_MAX) {
            bail!("waited {WAIT_SECONDS_MAX} seconds for this, in vain: {what}");
        }
        std::thread::sleep(LOOK_AGAIN);
    }
}

#[cfg(test)]
mod tests {
    use super::wait_for;
    use anyhow::bail;

    #[test]
    fn it_looks_until_the_fact_is_there() {
        let mut looks = 0;
        let found = wait_for("three looks", || {
            looks += 1;
            Ok((looks == 3).then_some(looks))
        });
        assert_eq!(found.unwrap(), 3);
    }

    #[test]
    fn a_failing_look_ends_the_wait() {
        let error = wait_for::<()>("nothing", || bail!("the disk is gone")).unwrap_err();
        assert_eq!(error.to_string(), "the disk is gone");
    }
}
