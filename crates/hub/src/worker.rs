//! What the hub does by itself: once a day erasing contents whose time is over, renewing licences and looking at its own
//! certificates, and every few seconds looking for notices that the operator's command published beside it.
//!
//! The only timers of the hub. Easily got wrong: the first run is a minute after the start, not a day later, so that a hub
//! that is restarted every night erases too.

use std::{sync::Arc, time::Duration};

use protocol::message::Event;

use crate::{bundles::erase_expired, hub::Hub, licences::renew_due, store::StoreError};

/// The start should belong to the offices that wait to connect.
const FIRST_RUN_AFTER: Duration = Duration::from_secs(60);

const BETWEEN_RUNS: Duration = Duration::from_secs(24 * 60 * 60);

/// Bundles erased, or licences renewed, in one operation, so that accepting goes on in between.
const ROWS_MAX: u32 = 100;

/// From when on the operator is reminded that a restart is due. A start renews 90 days before the end.
const REMIND_SECONDS: i64 = 60 * 24 * 60 * 60;

/// How often notices are looked for: a person who publishes one expects to see it soon. The look is one row.
const NOTICE_LOOK: Duration = Duration::from_secs(5);

/// Works until the hub stops.
pub(crate) async fn work(hub: Arc<Hub>) {
    tokio::join!(work_daily(Arc::clone(&hub)), tell_notices(hub));
}

/// Tells everybody who listens when there is another notice, or one less.
async fn tell_notices(hub: Arc<Hub>) {
    let mut stopping = hub.stopping.clone();
    let mut known = None;
    loop {
        match hub.store.read(|records| records.notice_mark()).await {
            Ok(mark) => {
                // Whoever connects asks by itself, so the first look tells nobody.
                if known.is_some_and(|known| known != mark) {
                    hub.events.announce_to_all(Event::Notice);
                }
                known = Some(mark);
            }
            Err(err) => {
                let err: StoreError = err;
                tracing::error!(error = %err, "notices cannot be read");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(NOTICE_LOOK) => (),
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

async fn work_daily(hub: Arc<Hub>) {
    let mut stopping = hub.stopping.clone();
    let mut wait = FIRST_RUN_AFTER;
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => (),
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
        wait = BETWEEN_RUNS;
        let end = hub.own_certificates_end;
        if end.0 - hub.now().0 < REMIND_SECONDS {
            tracing::warn!(%end, "the hub's own certificates end; restart it to renew them");
        }
        match renew_all_due(&hub).await {
            Ok(0) => (),
            Ok(licences) => tracing::info!(licences, "licences began or went on"),
            Err(err) => {
                tracing::error!(error = %err, "licences were not renewed; they hold, and the next run tries again")
            }
        }
        match erase_all_expired(&hub).await {
            Ok(0) => (),
            Ok(bundles) => tracing::info!(bundles, "erased contents whose time is over"),
            Err(err) => tracing::error!(error = %err, "erasing failed; the next run tries again"),
        }
    }
}

/// Renews in pieces until no licence is due; gives the number of offices.
async fn renew_all_due(hub: &Hub) -> Result<u32, StoreError> {
    let (terms, now) = (hub.settings.licence_terms(), hub.now());
    let mut offices = 0;
    loop {
        let renewed = hub
            .store
            .write(move |records| renew_due(records, terms, ROWS_MAX, now))
            .await?;
        offices += renewed;
        if renewed < ROWS_MAX {
            return Ok(offices);
        }
    }
}

/// Erases in pieces until nothing is left to erase; gives the number of bundles.
pub(crate) async fn erase_all_expired(hub: &Hub) -> Result<u32, StoreError> {
    let days = hub.settings.retention_days_after_opened;
    let now = hub.now();
    let mut bundles = 0;
    loop {
        let erased = hub
            .store
            .write(move |records| erase_expired(records, days, ROWS_MAX, now))
            .await?;
        if erased.bundles == 0 {
            return Ok(bundles);
        }
        bundles += erased.bundles;
        let sealed_files = hub.sealed_files.clone();
        let removed = tokio::task::spawn_blocking(move || {
            for file in &erased.files {
                sealed_files.remove(file);
            }
        });
        removed.await.map_err(|_| StoreError::Panicked)?;
    }
}
