//! The pages on the office's network: whether, where, under which names, with which
//! certificate.
//!
//! `web/network/` serves them. Here is what can be decided without a socket: the names
//! (`names.rs`), the certificate (`certificate.rs`), and what must be true before another
//! computer may see anything. What a reader would get wrong: an office without an
//! administrator's account never gets onto the network, whatever its settings say.

mod certificate;
mod names;

pub use certificate::{
    CERTIFICATE_FILE, NetworkCertificate, NetworkCertificateError, network_certificate,
    read_network_certificate, renew_network_certificate,
};
pub use names::{NAMES_MAX, NetworkName, UnfitName, own_names, read_names};

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use protocol::OfficeNumber;

use crate::Office;
use crate::config::NetworkSettings;
use crate::error_code::ErrorCode;
use crate::staff::{Role, list_staff};
use crate::store::StoreError;

/// What a command asks for whatever the settings say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NetworkWish {
    /// Where to listen; nothing: on all addresses, at the port of the settings.
    pub listen: Option<SocketAddr>,
    /// The names; none: those of the settings.
    pub names: Vec<NetworkName>,
}

/// Where and under which names the pages are served on the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkPlan {
    /// Where to listen.
    pub listen: SocketAddr,
    /// By which names other computers may call.
    pub names: Vec<NetworkName>,
}

/// What the settings and a command's wish come to; `None` when the pages stay on this
/// machine.
pub fn plan_network(settings: &NetworkSettings, wish: Option<&NetworkWish>) -> Option<NetworkPlan> {
    if wish.is_none() && !settings.on {
        return None;
    }
    let everywhere = SocketAddr::from((Ipv4Addr::UNSPECIFIED, settings.port));
    let wished = wish.map_or(&[][..], |wish| &wish.names);
    let names = if !wished.is_empty() {
        wished.to_vec()
    } else {
        // The settings were checked when they were read.
        let chosen = settings.names.iter();
        chosen.filter_map(|name| name.parse().ok()).collect()
    };
    Some(NetworkPlan {
        listen: wish.and_then(|wish| wish.listen).unwrap_or(everywhere),
        names: if names.is_empty() { own_names() } else { names },
    })
}

/// Whether each of these offices has an account of an administrator.
///
/// # Errors
///
/// [`NetworkError::NoAdministrator`] with the first that has none.
pub fn ensure_administrators(offices: &[Office]) -> Result<(), NetworkError> {
    for office in offices {
        let staff = office.store(list_staff)?;
        if !staff
            .iter()
            .any(|member| member.role == Role::Administrator)
        {
            return Err(NetworkError::NoAdministrator(office.number()));
        }
    }
    Ok(())
}

/// Why the pages are not on the network.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// Anybody on the network could do everything.
    #[error("office {0} has no administrator's account")]
    NoAdministrator(OfficeNumber),
    /// The port is taken, or the address is not this machine's.
    #[error("cannot listen on {listen}")]
    Listen {
        /// Where it should have been.
        listen: SocketAddr,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// There is no usable certificate.
    #[error(transparent)]
    Certificate(#[from] NetworkCertificateError),
    /// The accounts could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<&NetworkError> for ErrorCode {
    fn from(error: &NetworkError) -> ErrorCode {
        match error {
            NetworkError::NoAdministrator(_) => ErrorCode::NetworkNeedsAdministrator,
            NetworkError::Listen { .. } => ErrorCode::NetworkCannotListen,
            NetworkError::Certificate(_) => ErrorCode::NetworkCertificateFailed,
            NetworkError::Store(error) => ErrorCode::from(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(texts: &[&str]) -> Vec<NetworkName> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_wish_wins_over_the_settings_and_silence_keeps_the_pages_here() {
        let mut settings = NetworkSettings::default();
        assert_eq!(plan_network(&settings, None), None);
        settings.on = true;
        settings.names = vec!["aoba-pc".to_owned()];
        let plan = plan_network(&settings, None).unwrap();
        assert_eq!(plan.listen.to_string(), "0.0.0.0:8743");
        assert_eq!(plan.names, names(&["aoba-pc"]));
        settings.on = false;
        let wish = NetworkWish {
            listen: Some("127.0.0.1:0".parse().unwrap()),
            names: names(&["localhost"]),
        };
        let plan = plan_network(&settings, Some(&wish)).unwrap();
        assert_eq!(plan.listen.to_string(), "127.0.0.1:0");
        assert_eq!(plan.names, names(&["localhost"]));
        let plan = plan_network(&settings, Some(&NetworkWish::default())).unwrap();
        assert_eq!(plan.names, names(&["aoba-pc"]));
    }

    #[test]
    fn without_names_those_of_the_machine_are_taken() {
        let wish = NetworkWish::default();
        let plan = plan_network(&NetworkSettings::default(), Some(&wish)).unwrap();
        assert_eq!(plan.names, own_names());
        assert!(!plan.names.is_empty());
    }
}
