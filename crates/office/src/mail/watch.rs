//! The loop that sends mail about arrivals while the program runs.
//!
//! It looks every few seconds, because arrivals, settings and time all decide. A look is
//! one query along an index.

use std::time::Duration;

use protocol::UtcSeconds;

use super::{News, due_mail, record_failed, record_sent, send_mail, words};
use crate::Office;
use crate::error_code::ErrorCode;
use crate::random::jitter;
use crate::store::StoreError;

/// How often it looks: below the shortest wait, so that no mail is late by much.
const LOOK_INTERVAL: Duration = Duration::from_secs(5);

/// Sends mail about arrivals for ever; does nothing while the settings have it off.
pub async fn watch_arrivals(office: Office, clock: impl Fn() -> UtcSeconds + Send + 'static) {
    loop {
        if let Err(err) = look(&office, &clock).await {
            let error = &err as &dyn std::error::Error;
            tracing::error!(error, "mail about arrivals: the database failed");
        }
        tokio::time::sleep(LOOK_INTERVAL).await;
    }
}

async fn look(office: &Office, clock: &impl Fn() -> UtcSeconds) -> Result<(), StoreError> {
    let settings = office.settings();
    if !settings.mail.on {
        return Ok(());
    }
    let (mail, now) = (settings.mail.clone(), clock());
    let due = office.with_store(move |store| due_mail(store, &mail, now));
    let Some(News { from, told }) = due.await? else {
        return Ok(());
    };
    let own = office.own();
    let name = format!("{}（{}）", own.name, own.number);
    let letter = words::letter(settings.language, &name, &from, settings.mail.names);
    let sent = send_mail(office.dir(), &settings.mail, &letter).await;
    let now = clock();
    let outcome = match sent {
        Ok(delivered) => {
            let refused = delivered.refused.len();
            tracing::info!(refused, "mail about arrivals was sent");
            office
                .with_store(move |store| record_sent(store, told, delivered, now))
                .await
        }
        Err(err) => {
            let code = ErrorCode::from(&err);
            tracing::warn!(code = code.code(), "mail about arrivals was not sent");
            office
                .with_store(move |store| record_failed(store, code, now, jitter()))
                .await
        }
    };
    office.announce_change();
    outcome
}
