//! From a connection to the device that may act: the check that every request of a device passes.
//!
//! Reads the store each time, because a revocation counts from the next request on, also on open connections. Easily
//! got wrong: there is no cache here on purpose.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use protocol::{Digest, ErrorCode};

use super::problem::Refusal;
use crate::{
    devices::{AuthenticateError, ConnectedDevice, authenticate_device},
    hub::Hub,
    tls::Peer,
};

/// The device that calls; taking one as an argument is what protects a handler.
pub(crate) struct Caller(pub ConnectedDevice);

impl FromRequestParts<Arc<Hub>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, hub: &Arc<Hub>) -> Result<Caller, Refusal> {
        let certificate = parts
            .extensions
            .get::<Peer>()
            .and_then(|peer| peer.certificate);
        let certificate =
            certificate.ok_or_else(|| Refusal::new(ErrorCode::CertificateRequired))?;
        let device = authenticate(hub, certificate)
            .await
            .map_err(|err| Refusal::of(&err))?;
        tracing::Span::current().record("office", device.office().as_str());
        Ok(Caller(device))
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
