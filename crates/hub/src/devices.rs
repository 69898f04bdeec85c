//! Devices: which of them may act, and taking that right away.
//!
//! Making them is `offices/enrol.rs`. Easily got wrong: a valid TLS handshake proves only that the certificate came
//! from our authority; whether it still counts is asked of the store on every request.

pub mod authenticate;
pub mod revoke;

pub use authenticate::{AuthenticateError, ConnectedDevice, authenticate_device};
pub use revoke::{Revocation, RevokeError, Target, revoke_certificates};
