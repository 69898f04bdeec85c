//! `GET /v1/events`: server-sent events, hints that a list changed.
//!
//! The data is always `{}`; a device that gets a hint asks the list. Comments every 15 seconds keep the line open and let
//! both sides notice when it is dead. Easily got wrong: this one request lives for hours, so the right to it is checked
//! again before every hint and every comment.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::State,
    response::sse::{Event as SseEvent, Sse},
};
use futures_util::stream::{self, Stream};
use protocol::{ErrorCode, message::Event};
use tokio::sync::{
    broadcast::{self, error::RecvError},
    watch,
};

use super::{
    device::{Caller, authenticate},
    problem::Refusal,
};
use crate::{devices::ConnectedDevice, hub::Hub};

/// Time between two comments. Shorter than the idle time of common routers and proxies, which begins at 30 seconds.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

struct Listener {
    hub: Arc<Hub>,
    device: ConnectedDevice,
    hints: broadcast::Receiver<Event>,
    stopping: watch::Receiver<bool>,
    /// Sent first: after a break, something may have changed.
    owed: Vec<Event>,
}

/// Streams hints until the client leaves, the device loses its right, or the hub stops.
pub(crate) async fn listen(
    State(hub): State<Arc<Hub>>,
    Caller(device): Caller,
) -> Result<Sse<impl Stream<Item = Result<SseEvent, Infallible>>>, Refusal> {
    let hints = hub.events.listen(device.office());
    let hints = hints.ok_or_else(|| Refusal::new(ErrorCode::TooManyRequests))?;
    let stopping = hub.stopping.clone();
    let owed = all_lists();
    let listener = Listener {
        hub,
        device,
        hints,
        stopping,
        owed,
    };
    Ok(Sse::new(stream::unfold(listener, async |mut listener| {
        let event = listener.next().await?;
        Some((Ok(event), listener))
    })))
}

/// What a device is told that may have missed something.
fn all_lists() -> Vec<Event> {
    vec![
        Event::Terminals,
        Event::Journal,
        Event::Notice,
        Event::Outbox,
        Event::Inbox,
    ]
}

impl Listener {
    /// The next line to send; nothing when the stream is to end.
    async fn next(&mut self) -> Option<SseEvent> {
        let line = match self.owed.pop() {
            Some(event) => hint(event),
            None => self.wait().await?,
        };
        match authenticate(&self.hub, self.device.fingerprint()).await {
            Ok(_) => Some(line),
            Err(err) => {
                tracing::info!(reason = %err, "a stream of events was ended");
                None
            }
        }
    }

    async fn wait(&mut self) -> Option<SseEvent> {
        tokio::select! {
            hint_or_lag = self.hints.recv() => match hint_or_lag {
                Ok(event) => Some(hint(event)),
                Err(RecvError::Lagged(_)) => {
                    self.owed = all_lists();
                    self.owed.pop().map(hint)
                }
                Err(RecvError::Closed) => None,
            },
            () = tokio::time::sleep(KEEP_ALIVE) => Some(SseEvent::default().comment("")),
            _ = self.stopping.wait_for(|stopping| *stopping) => None,
        }
    }
}

fn hint(event: Event) -> SseEvent {
    SseEvent::default().event(event.as_str()).data("{}")
}
