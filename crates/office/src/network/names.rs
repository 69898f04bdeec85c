//! Names and addresses by which other computers of the office call this one.
//!
//! They stand in the certificate, and a request under any other name is not answered.
//! What a reader would get wrong: asking the system which address leads outside sends
//! nothing; a socket for datagrams is only given a direction.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::str::FromStr;

/// Names at once: a computer has one or two, and an address for each network.
pub const NAMES_MAX: usize = 16;

/// The longest name that the system of names allows.
const NAME_CHARACTERS_MAX: usize = 253;

/// The longest part between two dots.
const LABEL_CHARACTERS_MAX: usize = 63;

/// An address of documentation (RFC 5737), which stands for "somewhere outside".
const OUTSIDE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 9);

/// A name or an address of this computer, as a browser writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum NetworkName {
    /// `aoba-pc`, `aoba-pc.local`
    Host(String),
    /// `192.168.1.20`
    Address(IpAddr),
}

/// The text is no name of a computer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a name or an address of a computer")]
pub struct UnfitName;

impl FromStr for NetworkName {
    type Err = UnfitName;

    /// Takes also what people copy from an address bar: `https://aoba-pc:8743/`.
    fn from_str(text: &str) -> Result<NetworkName, UnfitName> {
        let text = text.trim();
        if let Ok(address) = text.parse::<IpAddr>() {
            return name_of_address(address);
        }
        let text = text.strip_prefix("https://").unwrap_or(text);
        let text = text.trim_end_matches('/');
        if let Ok(address) = text.parse::<SocketAddr>() {
            return name_of_address(address.ip());
        }
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            return name_of_address(address);
        }
        let host = match text.split_once(':') {
            Some((host, port)) if port.parse::<u16>().is_ok() => host,
            Some(_) => return Err(UnfitName),
            None => text,
        };
        let host = host.to_ascii_lowercase();
        let fits = host.len() <= NAME_CHARACTERS_MAX
            && host.split('.').all(is_label)
            // Four numbers that are no address would be read as one by a browser.
            && host.bytes().any(|byte| byte.is_ascii_alphabetic());
        if fits {
            Ok(NetworkName::Host(host))
        } else {
            Err(UnfitName)
        }
    }
}

fn is_label(label: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=LABEL_CHARACTERS_MAX).contains(&label.len())
        && label.bytes().all(allowed)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn name_of_address(address: IpAddr) -> Result<NetworkName, UnfitName> {
    if address.is_unspecified() || address.is_multicast() {
        Err(UnfitName)
    } else {
        Ok(NetworkName::Address(address))
    }
}

impl fmt::Display for NetworkName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NetworkName::Host(host) => formatter.write_str(host),
            NetworkName::Address(address) => address.fmt(formatter),
        }
    }
}

impl NetworkName {
    /// The name as it stands in an address: an IPv6 address has brackets there.
    pub fn in_url(&self) -> String {
        match self {
            NetworkName::Address(IpAddr::V6(address)) => format!("[{address}]"),
            other => other.to_string(),
        }
    }
}

/// Reads names that a person typed, one on each line; repeated ones are kept once.
///
/// # Errors
///
/// The first line that is no name, or that comes after [`NAMES_MAX`].
pub fn read_names(text: &str) -> Result<Vec<NetworkName>, String> {
    let mut names = Vec::new();
    let lines = text
        .split(['\n', ',', ' ', '\u{3000}', '、'])
        .map(str::trim);
    for line in lines.filter(|line| !line.is_empty()) {
        let name: NetworkName = line.parse().map_err(|_| line.to_owned())?;
        if names.contains(&name) {
            continue;
        }
        if names.len() == NAMES_MAX {
            return Err(line.to_owned());
        }
        names.push(name);
    }
    Ok(names)
}

/// The name of this computer and the address by which it reaches others; `localhost`
/// when the system tells neither.
pub fn own_names() -> Vec<NetworkName> {
    let mut names = Vec::new();
    let host = gethostname::gethostname();
    names.extend(host.to_str().and_then(|host| host.parse().ok()));
    names.extend(own_address().map(NetworkName::Address));
    if names.is_empty() {
        names.push(NetworkName::Host("localhost".to_owned()));
    }
    names.dedup();
    names
}

/// The address from which this computer would write to others.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(OUTSIDE).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_write_them() {
        for (text, expected) in [
            ("Aoba-PC", Some("aoba-pc")),
            (" aoba-pc.local ", Some("aoba-pc.local")),
            ("https://aoba-pc:8743/", Some("aoba-pc")),
            ("192.168.1.20", Some("192.168.1.20")),
            ("192.168.1.20:8743", Some("192.168.1.20")),
            ("fe80::1", Some("fe80::1")),
            ("[fe80::1]:8743", Some("fe80::1")),
            ("0.0.0.0", None),
            ("1.2.3", None),
            ("300.1.1.1", None),
            ("-pc", None),
            ("a..b", None),
            ("a b", None),
            ("あおば", None),
            ("aoba-pc/x", None),
            ("*.example", None),
            ("", None),
        ] {
            let name: Option<NetworkName> = text.parse().ok();
            assert_eq!(
                name.map(|name| name.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
        assert!("a".repeat(64).parse::<NetworkName>().is_err());
    }

    #[test]
    fn typed_names_are_kept_once_and_have_a_limit() {
        let names = read_names("aoba-pc\r\n192.168.1.20\n\naoba-pc\n").unwrap();
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["aoba-pc", "192.168.1.20"]);
        assert_eq!(read_names("aoba-pc\nあおば"), Err("あおば".to_owned()));
        let many: Vec<String> = (0..=NAMES_MAX)
            .map(|number| format!("pc{number}"))
            .collect();
        assert_eq!(read_names(&many.join("\n")), Err("pc16".to_owned()));
        assert_eq!(read_names("").unwrap(), []);
    }

    #[test]
    fn an_address_of_version_six_has_brackets_in_a_url() {
        let name: NetworkName = "fe80::1".parse().unwrap();
        assert_eq!(name.in_url(), "[fe80::1]");
    }
}
