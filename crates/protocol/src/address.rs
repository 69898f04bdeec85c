//! Addresses: office number and service kind, the two parts of every sender and receiver.
//!
//! Only their shape is known here. Which service kinds exist is a table of the standard (crate `standard`), and which
//! offices exist is the hub's knowledge. Easily got wrong: an office number is text, not a number; leading zeros and
//! letters count.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::text_form::text_form;

/// The number of an office (事業所番号): 10 characters, digits or capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeNumber([u8; 10]);

/// The kind of a service (サービス種類コード): 2 characters, digits or capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceKind([u8; 2]);

/// Where a bundle comes from or goes to. As text `1370200015-43`, in JSON `{"office":"1370200015","service":"43"}`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The office.
    pub office: OfficeNumber,
    /// Which of its services.
    pub service: ServiceKind,
}

/// Why a text is not an address or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not 10 characters of `0-9A-Z`.
    #[error("an office number has 10 characters, digits or capital letters")]
    OfficeNumber,
    /// Not 2 characters of `0-9A-Z`.
    #[error("a service kind has 2 characters, digits or capital letters")]
    ServiceKind,
    /// No hyphen between the two parts.
    #[error("an address is an office number, a hyphen and a service kind")]
    NoHyphen,
}

fn capital_letters_and_digits<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes: [u8; N] = text.as_bytes().try_into().ok()?;
    bytes
        .iter()
        .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        .then_some(bytes)
}

impl OfficeNumber {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).expect("only ASCII gets into an OfficeNumber")
    }
}

impl ServiceKind {
    /// The kind as text.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).expect("only ASCII gets into a ServiceKind")
    }
}

impl FromStr for OfficeNumber {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<OfficeNumber, AddressError> {
        capital_letters_and_digits(text)
            .map(OfficeNumber)
            .ok_or(AddressError::OfficeNumber)
    }
}

impl FromStr for ServiceKind {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<ServiceKind, AddressError> {
        capital_letters_and_digits(text)
            .map(ServiceKind)
            .ok_or(AddressError::ServiceKind)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Address, AddressError> {
        let (office, service) = text.split_once('-').ok_or(AddressError::NoHyphen)?;
        Ok(Address {
            office: office.parse()?,
            service: service.parse()?,
        })
    }
}

impl fmt::Display for OfficeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for ServiceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.office, self.service)
    }
}

impl fmt::Debug for OfficeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OfficeNumber({self})")
    }
}

impl fmt::Debug for ServiceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServiceKind({self})")
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

text_form!(OfficeNumber);
text_form!(ServiceKind);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_from_text_and_json() {
        let address: Address = "13702000A5-43".parse().unwrap();
        assert_eq!(address.to_string(), "13702000A5-43");
        let json = serde_json::to_string(&address).unwrap();
        assert_eq!(json, r#"{"office":"13702000A5","service":"43"}"#);
        assert_eq!(serde_json::from_str::<Address>(&json).unwrap(), address);
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        for (text, expected) in [
            (
                "137020001543",
                "an address is an office number, a hyphen and a service kind",
            ),
            (
                "137020001-43",
                "an office number has 10 characters, digits or capital letters",
            ),
            (
                "137020001a-43",
                "an office number has 10 characters, digits or capital letters",
            ),
            (
                "1370200015-4",
                "a service kind has 2 characters, digits or capital letters",
            ),
            (
                "1370200015-43-",
                "a service kind has 2 characters, digits or capital letters",
            ),
            (
                "1370200015-４",
                "a service kind has 2 characters, digits or capital letters",
            ),
        ] {
            assert_eq!(
                text.parse::<Address>().unwrap_err().to_string(),
                expected,
                "{text}"
            );
        }
    }
}
