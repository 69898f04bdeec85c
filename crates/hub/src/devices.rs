//! Devices: which of them may act, and taking that right away.
//!
//! Making them is `offices/enrol.rs`. Easily got wrong: a valid TLS handshake proves only that the certificate came
//! from our authority; whether it still counts is asked of the store on every request.

pub mod authenticate;
pub mod history;
pub mod join;
pub mod remove;
pub mod renew;
pub mod revoke;
pub mod seen;

pub use authenticate::{
    AuthenticateError, ConnectedDevice, authenticate_device, authenticate_joining,
};
pub use history::{HistoryError, bring_history, take_history};
pub use join::{
    JoinError, approve_joining, commit_joining, offer_joining, prove_mailbox, reveal_joining,
};
pub use remove::{TerminalError, remove_terminal, rename_terminal};
pub use renew::{RenewError, renew_device, renew_mailbox};
pub use revoke::{Revocation, RevokeError, Target, revoke_certificates};
pub use seen::Seen;
