//! Mail that tells of arrivals: counts, and nothing about any client.
//!
//! ```text
//! watch_arrivals → due_mail (what is new, whether it is time) → send_mail → record
//! ```
//!
//! Mail leaves the protection of this program, so it says how many bundles came and, only
//! if the office wants it, from which partners. A mail is collected: after the first
//! arrival the program waits a moment for others, and then for the minutes of the
//! settings. What could not be sent is tried again, and the settings say why it failed.
//!
//! What a reader would get wrong: a program that dies between the server's answer and the
//! record sends the same news once more. That is better than news that nobody gets.

mod arrivals;
mod password;
mod send;
mod watch;
mod words;

pub use arrivals::{MailState, NewFrom, begin_mail, read_mail_state, retry_mail};
pub(crate) use arrivals::{News, due_mail, record_failed, record_sent};
pub use password::{has_password, remove_password, save_password};
pub use send::{Delivered, MailError, MailUnfit, check_mail, send_mail};
pub use watch::watch_arrivals;
pub use words::{Letter, test_letter};
