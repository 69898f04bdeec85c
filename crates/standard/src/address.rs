//! Office numbers, service kinds and addresses as file names carry them.
//!
//! Whether a service kind exists and may be exchanged is not decided here but in
//! [`crate::service_kind`]: an address only has the right shape. Office numbers
//! are not plain digits: an office of the 総合事業 may have a letter in its number.

use std::fmt;
use std::str::FromStr;

/// The number of an office (事業所番号): 10 characters of `0-9` and `A-Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeNumber([u8; 10]);

/// A service kind code (サービス種類コード): 2 characters of `0-9` and `A-Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceKind([u8; 2]);

/// Where a file comes from or goes to: an office and one of its services.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The office.
    pub office: OfficeNumber,
    /// The service of the office that sends or receives.
    pub service: ServiceKind,
}

/// The text is no office number, service kind or address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseAddressError;

impl OfficeNumber {
    /// Reads an office number from `bytes`; `None` if they have another shape.
    pub fn from_bytes(bytes: &[u8]) -> Option<OfficeNumber> {
        let number: [u8; 10] = bytes.try_into().ok()?;
        number
            .iter()
            .all(is_code_byte)
            .then_some(OfficeNumber(number))
    }

    /// The 10 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII is stored")
    }

    /// The 10 characters, as they stand in a file.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl ServiceKind {
    /// Reads a service kind from `bytes`; `None` if they have another shape.
    pub fn from_bytes(bytes: &[u8]) -> Option<ServiceKind> {
        let code: [u8; 2] = bytes.try_into().ok()?;
        code.iter().all(is_code_byte).then_some(ServiceKind(code))
    }

    /// The 2 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("only ASCII is stored")
    }

    /// The 2 characters, as they stand in a file.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

fn is_code_byte(byte: &u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase()
}

impl FromStr for OfficeNumber {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<OfficeNumber, ParseAddressError> {
        OfficeNumber::from_bytes(text.as_bytes()).ok_or(ParseAddressError)
    }
}

impl FromStr for ServiceKind {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<ServiceKind, ParseAddressError> {
        ServiceKind::from_bytes(text.as_bytes()).ok_or(ParseAddressError)
    }
}

impl FromStr for Address {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<Address, ParseAddressError> {
        let (office, service) = text.split_once('-').ok_or(ParseAddressError)?;
        Ok(Address {
            office: office.parse()?,
            service: service.parse()?,
        })
    }
}

impl fmt::Display for OfficeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for OfficeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for ServiceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ServiceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `1370200015-43`, which `FromStr` reads back.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.office, self.service)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for ParseAddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an office number of 10 characters or a service kind of 2, of 0-9 and A-Z")
    }
}

impl std::error::Error for ParseAddressError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_reads_what_it_shows() {
        let address: Address = "137020A015-A2".parse().unwrap();
        assert_eq!(address.to_string(), "137020A015-A2");
        for wrong in [
            "137020015-43",
            "1370200015-4",
            "1370200015_43",
            "13702a0015-43",
            "",
        ] {
            assert_eq!(wrong.parse::<Address>(), Err(ParseAddressError), "{wrong}");
        }
    }
}
