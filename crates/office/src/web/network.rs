//! The pages on the office's network, over TLS.
//!
//! ```text
//! keeper: settings + accounts + certificate → server → the same routes, another Site
//! ```
//!
//! `keeper.rs` begins and ends them as the settings say, `server.rs` takes connections,
//! `page.rs` is 設定 → ほかのパソコンから使う. What a reader would get wrong: the network has a
//! [`Site`](super::site::Site) of its own, with other names, cookies and tokens. Only
//! the sessions and the turns of hashing are shared, so that ending a session ends it
//! everywhere. The interface for care software is not offered there.

mod keeper;
mod page;
mod server;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use protocol::UtcSeconds;
use tokio::sync::{mpsc, oneshot, watch};

use crate::error_code::ErrorCode;
use crate::network::{NetworkName, NetworkWish};

pub(super) use keeper::{Ground, keep};
pub(super) use page::{change_network, network_part, renew_certificate, show_network};

/// How long a page waits until a change of the settings was carried out: making a
/// certificate and opening a port take a moment.
const CARRY_OUT_MAX: Duration = Duration::from_secs(10);

/// Changes that wait to be carried out; each is the same look at the settings.
const WAITING_MAX: usize = 8;

/// How the pages on the network stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkState {
    /// Nobody has looked yet.
    Unknown,
    /// The pages are on this machine only.
    Off,
    /// Other computers can use them.
    Open(OpenNetwork),
    /// They should be open and are not.
    Refused {
        /// Why.
        code: ErrorCode,
        /// What it is about: an office number, or an address.
        about: String,
    },
}

/// Pages that other computers can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenNetwork {
    /// Where they listen.
    pub address: SocketAddr,
    /// Under which names.
    pub names: Vec<NetworkName>,
    /// SHA-256 of the certificate, in groups of four digits.
    pub fingerprint: String,
    /// Until when the certificate holds.
    pub certificate_until: UtcSeconds,
}

impl OpenNetwork {
    /// The addresses to type into a browser.
    pub fn urls(&self) -> Vec<String> {
        let port = match self.address.port() {
            443 => String::new(),
            port => format!(":{port}"),
        };
        let names = self.names.iter();
        names
            .map(|name| format!("https://{}{port}", name.in_url()))
            .collect()
    }
}

/// The pages on the network, as seen by whoever asks for them: cheap to clone.
#[derive(Debug, Clone)]
pub struct Network {
    shared: Arc<Shared>,
}

type Asked = oneshot::Sender<()>;

#[derive(Debug)]
struct Shared {
    wish: Option<NetworkWish>,
    state: watch::Sender<NetworkState>,
    ask: mpsc::Sender<Asked>,
    /// Taken by the keeper.
    asked: Mutex<Option<mpsc::Receiver<Asked>>>,
}

impl Network {
    /// The network as the settings want it; `wish` wins over them.
    pub fn new(wish: Option<NetworkWish>) -> Network {
        let (ask, asked) = mpsc::channel(WAITING_MAX);
        Network {
            shared: Arc::new(Shared {
                wish,
                state: watch::Sender::new(NetworkState::Unknown),
                ask,
                asked: Mutex::new(Some(asked)),
            }),
        }
    }

    /// Whether a command asked for it, whatever the settings say.
    pub fn is_wished(&self) -> bool {
        self.shared.wish.is_some()
    }

    fn wish(&self) -> Option<&NetworkWish> {
        self.shared.wish.as_ref()
    }

    /// How they stand now.
    pub fn state(&self) -> NetworkState {
        self.shared.state.borrow().clone()
    }

    /// How they stand once the keeper has looked for the first time.
    pub async fn settled(&self) -> NetworkState {
        let mut state = self.shared.state.subscribe();
        let settled = state.wait_for(|state| *state != NetworkState::Unknown);
        // The sender lives as long as this value.
        settled
            .await
            .map_or(NetworkState::Unknown, |state| state.clone())
    }

    fn set(&self, state: NetworkState) {
        self.shared.state.send_if_modified(|known| {
            let changed = *known != state;
            *known = state;
            changed
        });
    }

    /// Carries changed settings out and waits until that is done.
    async fn carry_out(&self) {
        let (done, carried_out) = oneshot::channel();
        if self.shared.ask.send(done).await.is_ok() {
            // What takes longer shows itself when the page is loaded again.
            let _ = tokio::time::timeout(CARRY_OUT_MAX, carried_out).await;
        }
    }

    fn take_asked(&self) -> Option<mpsc::Receiver<Asked>> {
        let mut asked = self
            .shared
            .asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        asked.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_what_a_browser_takes() {
        let open = |port| OpenNetwork {
            address: SocketAddr::from(([0, 0, 0, 0], port)),
            names: ["aoba-pc", "fe80::1"]
                .map(|name| name.parse().unwrap())
                .to_vec(),
            fingerprint: String::new(),
            certificate_until: UtcSeconds(0),
        };
        assert_eq!(
            open(8743).urls(),
            ["https://aoba-pc:8743", "https://[fe80::1]:8743"]
        );
        assert_eq!(open(443).urls(), ["https://aoba-pc", "https://[fe80::1]"]);
    }
}
