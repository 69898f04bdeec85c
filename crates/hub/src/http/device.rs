//! From a connection to the device that may act: the check that every request of a device passes.
//!
//! Reads the store each time, because a revocation counts from the next request on, also on open connections. Easily
//! got wrong: there is no cache here on purpose.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use protocol::{Digest, ErrorCode};

use super::problem::Refusal;
use crate::{
    devices::{AuthenticateError, ConnectedDevice, authenticate_device, authenticate_joining},
    hub::Hub,
    tls::Peer,
};

/// The device that calls; taking one as an argument is what protects a handler.
pub(crate) struct Caller(pub ConnectedDevice);

impl FromRequestParts<Arc<Hub>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, hub: &Arc<Hub>) -> Result<Caller, Refusal> {
        let certificate = certificate_of(parts)?;
        let device = authenticate(hub, certificate)
            .await
            .map_err(|err| Refusal::of(&err))?;
        note(hub, device);
        Ok(Caller(device))
    }
}

/// A device that calls, also one that waits for its approval: for the few calls that such a one may make.
pub(crate) struct JoiningCaller {
    pub(crate) device: ConnectedDevice,
    pub(crate) waiting: bool,
}

impl FromRequestParts<Arc<Hub>> for JoiningCaller {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        hub: &Arc<Hub>,
    ) -> Result<JoiningCaller, Refusal> {
        let certificate = certificate_of(parts)?;
        let now = hub.now();
        let (device, waiting) = hub
            .store
            .read(move |records| authenticate_joining(records, certificate, now))
            .await
            .map_err(|err| Refusal::of(&err))?;
        note(hub, device);
        Ok(JoiningCaller { device, waiting })
    }
}

fn certificate_of(parts: &Parts) -> Result<Digest, Refusal> {
    parts
        .extensions
        .get::<Peer>()
        .and_then(|peer| peer.certificate)
        .ok_or_else(|| Refusal::new(ErrorCode::CertificateRequired))
}

/// Notes who called, for the log and for the office's list of terminals.
fn note(hub: &Arc<Hub>, device: ConnectedDevice) {
    tracing::Span::current().record("office", device.office().as_str());
    let now = hub.now();
    if hub.seen.note(device.device(), now) {
        let store = hub.store.clone();
        // Nobody waits for it: the answer to the request does not depend on it.
        tokio::spawn(async move {
            let written = store.write(move |records| records.note_seen(device.device(), now));
            if let Err(err) = written.await {
                tracing::warn!(error = %err, "the time of a terminal could not be written");
            }
        });
    }
}

/// Asks the store whether the owner of this certificate may act now.
pub(crate) async fn authenticate(
    hub: &Hub,
    certificate: Digest,
) -> Result<ConnectedDevice, AuthenticateError> {
    let now = hub.now();
    hub.store
        .read(move |records| authenticate_device(records, certificate, now))
        .await
}
