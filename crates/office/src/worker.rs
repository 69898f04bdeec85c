//! The background loop of `tsunagu office run`: when passes happen.
//!
//! The only timer of the office but for the rounds of `folders/run.rs` and `mail/watch.rs`,
//! which it starts, and, with `web/` and `cli`, the only reader of the clock. A pass begins when the hub
//! sends an event, when a page or command asks for it, when something stored is due, and
//! at the latest after the poll time of the settings. After a failure the delays grow as
//! in `outbox/retry.rs`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use protocol::UtcSeconds;
use protocol::message::Event;
use tokio::sync::{mpsc, watch};

use crate::folders::{LOOK_INTERVAL, watch_folders};
use crate::mail::watch_arrivals;
use crate::office::Office;
use crate::outbox::{Attempts, next_attempt};
use crate::random::jitter;
use crate::store::{StoreError, journal, receipts, received, sent};
use crate::sync::{Connection, PassError, run_pass};

/// A pass that follows at once is still this far away, so that a fault which makes
/// work due again immediately cannot spin.
const PASS_DELAY_MIN: Duration = Duration::from_millis(200);

/// The clock of this machine in whole seconds UTC.
pub fn system_clock() -> UtcSeconds {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        // A clock before 1970 is a flat battery; certificates then read "not yet valid".
        .unwrap_or_default();
    UtcSeconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// Runs passes until `shutdown` becomes true or its sender is gone. A pass under way
/// is cut off then; what it had stored stays and the rest is done next time.
///
/// # Errors
///
/// [`PassError::Keys`] at once when the keys cannot be read. A database that fails is
/// tried again and logged.
pub async fn run(office: Office, mut shutdown: watch::Receiver<bool>) -> Result<(), PassError> {
    let mut connection = Connection::new(&office, system_clock)?;
    let (sender, mut events) = mpsc::channel(1);
    let mut listener = tokio::spawn(listen(connection.clone(), sender.clone()));
    let folders = tokio::spawn(watch_folders(office.clone(), system_clock, LOOK_INTERVAL));
    let mail = tokio::spawn(watch_arrivals(office.clone(), system_clock));
    let mut failures: u32 = 0;
    loop {
        tokio::select! {
            () = stopped(&mut shutdown) => break,
            outcome = run_pass(&connection) => {
                if outcome.as_ref().is_ok_and(|report| report.renewed) {
                    match Connection::new(&office, system_clock) {
                        Ok(renewed) => {
                            connection = renewed;
                            listener.abort();
                            listener = tokio::spawn(listen(connection.clone(), sender.clone()));
                        }
                        // The certificate before is good for months yet: exchanging goes on.
                        Err(err) => {
                            let error = &err as &dyn std::error::Error;
                            tracing::error!(error, "the renewed certificate could not be used");
                        }
                    }
                }
                failures = match outcome {
                    Ok(report) if report.problem.is_none() => 0,
                    Ok(report) => {
                        let code = report.problem.unwrap_or_default();
                        tracing::warn!(code, "the hub was not reached");
                        failures.saturating_add(1)
                    }
                    Err(err) => {
                        tracing::error!(error = &err as &dyn std::error::Error, "a pass failed");
                        failures.saturating_add(1)
                    }
                };
            }
        }
        let pause = pause(&office, failures).await;
        tokio::select! {
            () = stopped(&mut shutdown) => break,
            () = tokio::time::sleep(pause) => (),
            () = office.woken() => (),
            // The channel holds one hint: any number of events ask for one pass.
            _ = events.recv(), if failures == 0 => (),
        }
        tokio::time::sleep(PASS_DELAY_MIN).await;
    }
    listener.abort();
    folders.abort();
    mail.abort();
    Ok(())
}

async fn stopped(shutdown: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a shutdown too.
    let _ = shutdown.wait_for(|stop| *stop).await;
}

/// How long to wait for the next pass when nothing happens.
async fn pause(office: &Office, failures: u32) -> Duration {
    let now = system_clock();
    let poll = UtcSeconds(now.0 + i64::from(office.settings().poll_seconds));
    let due = match office.with_store(next_due).await {
        Ok(due) => due,
        Err(err) => {
            tracing::error!(
                error = &err as &dyn std::error::Error,
                "the database failed"
            );
            None
        }
    };
    let next = match failures {
        0 => due.map_or(poll, |due| due.min(poll)),
        made => next_attempt(Attempts { made }, now, jitter()),
    };
    Duration::from_secs(u64::try_from(next.0 - now.0).unwrap_or(0))
}

/// The earliest time at which something stored is due.
fn next_due(store: &mut crate::store::Store) -> Result<Option<UtcSeconds>, StoreError> {
    store.read(|tx| {
        let times = [
            sent::next_due(tx)?,
            received::next_due(tx)?,
            receipts::next_due(tx)?,
            journal::next_due(tx)?,
        ];
        Ok(times.into_iter().flatten().min())
    })
}

/// Listens to the hub's events for ever and passes on that there were some.
async fn listen(connection: Connection, hints: mpsc::Sender<()>) {
    let mut failures: u32 = 0;
    loop {
        if let Ok(mut stream) = connection.client().events().await {
            failures = 0;
            // What came between the last pass and this connection gave no event.
            let _ = hints.try_send(());
            while let Ok(Some(event)) = stream.next().await {
                if event == Event::Notice {
                    connection.office().hint_notices();
                }
                // A full channel already asks for a pass.
                let _ = hints.try_send(());
            }
            // A stream that ended may mean that this terminal was removed: the next pass says so.
            let _ = hints.try_send(());
        }
        if hints.is_closed() {
            return;
        }
        failures = failures.saturating_add(1);
        let now = system_clock();
        let next = next_attempt(Attempts { made: failures }, now, jitter());
        tokio::time::sleep(Duration::from_secs(
            u64::try_from(next.0 - now.0).unwrap_or(0),
        ))
        .await;
    }
}
