//! Bundles: taking them, listing them, handing them out, and what happens to them afterwards.
//!
//! One operation for each file. Nothing here knows HTTP or reads a clock. Easily got wrong: an id belongs to its sender;
//! a receiver finds bundles under (receiver, id), a sender under (sender, id), and everything else is not found.

pub mod accept;
pub mod acknowledge;
pub mod erase_expired;
pub mod fetch_sealed;
pub mod list_inbox;
pub mod list_outbox;
pub mod withdraw;

pub use accept::{AcceptError, Accepted, Delivery, accept_bundle};
pub use acknowledge::{AcknowledgeError, acknowledge_bundle};
pub use erase_expired::erase_expired;
pub use fetch_sealed::{FetchError, SealedPart, fetch_sealed};
pub use list_inbox::{InboxList, list_inbox};
pub use list_outbox::{OutboxLine, OutboxList, list_outbox};
pub use withdraw::{WithdrawError, withdraw_bundle};
