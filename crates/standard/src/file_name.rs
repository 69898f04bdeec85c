//! The names of files: read from text, shown as the standard 4.1 writes them.
//!
//! Reading is strict about everything but the case of letters: small ones are read
//! as capitals, and the check says so. What is wrong with a name is a [`NameProblem`] with the facts; whether the service
//! kinds of a well-formed name exist is checked in [`crate::check`], because a
//! file with an unknown kind can still be grouped and read.

use std::fmt;

use crate::address::{Address, OfficeNumber, ServiceKind};
use crate::calendar::{Month, Stamp};
use crate::file_kind::FileKind;

/// The name of a file of the standard 4.1, in its parts.
///
/// `Display` gives the name with the extension as the standard prints it:
/// `.CSV`, and `.jpg` for the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName {
    /// The kind of file.
    pub kind: FileKind,
    /// The month in the name; `None` for kinds without one and for the supplement
    /// of a care plan (`000000`).
    pub month: Option<Month>,
    /// Who sends.
    pub from: Address,
    /// Who receives.
    pub to: Address,
    /// The stamp that all files of a set share.
    pub stamp: Stamp,
    /// The branch number of a picture, 0 to 9999; `None` for every other kind.
    pub branch: Option<u16>,
}

/// Why a text is no file name of the standard 4.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// No prefix of the standard begins the name.
    UnknownPrefix,
    /// The name would be right with half-width characters.
    FullWidth {
        /// The name in half-width characters.
        half_width: String,
    },
    /// The extension is not the one of the kind.
    Extension {
        /// The extension found, without the point.
        found: String,
        /// The extension of the kind, with the point.
        expected: &'static str,
    },
    /// The name of standard 3 (202208) or older: without service kinds.
    Version3,
    /// The name of standard 4.0: with service codes of three characters.
    Version40,
    /// A part between underscores is wrong.
    Part(PartProblem),
}

/// What is wrong with the parts of a name between underscores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartProblem {
    /// Too few or too many parts between underscores.
    Count {
        /// Parts of the kind, with the prefix.
        expected: usize,
        /// Parts found, with the prefix.
        found: usize,
    },
    /// The month is no month of the calendar.
    Month {
        /// The part found.
        found: String,
    },
    /// An office number is not 10 characters of `0-9` and `A-Z`.
    Office {
        /// The part found.
        found: String,
        /// Whether it is the sender's.
        sender: bool,
    },
    /// A service kind is not 2 characters of `0-9` and `A-Z`.
    Service {
        /// The part found.
        found: String,
        /// Whether it is the sender's.
        sender: bool,
    },
    /// The stamp does not have 14 digits.
    StampShape {
        /// The part found.
        found: String,
    },
    /// The stamp has 14 digits that are no date and time.
    StampTime {
        /// The part found.
        found: String,
    },
    /// The branch number of a picture does not have 4 digits.
    Branch {
        /// The part found.
        found: String,
    },
}

impl FileName {
    /// Reads `name`, the last part of a path.
    ///
    /// # Errors
    ///
    /// The first problem, in the order in which a reader looks: prefix, width,
    /// extension, version, parts from left to right.
    pub fn parse(name: &str) -> Result<FileName, NameProblem> {
        let half_width = to_half_width(name);
        if half_width != name {
            return Err(match FileKind::of_stem(split_extension(&half_width).0) {
                Some(_) => NameProblem::FullWidth { half_width },
                None => NameProblem::UnknownPrefix,
            });
        }
        let (stem, extension) = split_extension(name);
        let kind = FileKind::of_stem(stem).ok_or(NameProblem::UnknownPrefix)?;
        let stem = &stem.to_ascii_uppercase();
        if !has_extension_of(kind, extension) {
            return Err(NameProblem::Extension {
                found: extension.to_string(),
                expected: extension_of(kind),
            });
        }
        parse_parts(kind, stem)
    }
}

fn parse_parts(kind: FileKind, stem: &str) -> Result<FileName, NameProblem> {
    let rest = stem[kind.as_str().len()..].strip_prefix('_').unwrap_or("");
    let parts: Vec<&str> = if rest.is_empty() {
        Vec::new()
    } else {
        rest.split('_').collect()
    };
    let (month_parts, branch_parts) = (
        usize::from(kind.has_month()),
        usize::from(kind == FileKind::UpKihonImage),
    );
    let expected = 5 + month_parts + branch_parts;
    if parts.len() + 2 == expected && branch_parts == 0 && is_version_3(&parts[month_parts..]) {
        return Err(NameProblem::Version3);
    }
    if parts.len() != expected {
        return Err(NameProblem::Part(PartProblem::Count {
            expected: expected + 1,
            found: parts.len() + 1,
        }));
    }
    let month = if kind.has_month() {
        parse_month(kind, parts[0])?
    } else {
        None
    };
    let parts = &parts[month_parts..];
    if is_version_40(parts) {
        return Err(NameProblem::Version40);
    }
    let from = parse_address(parts[0], parts[1], true)?;
    let to = parse_address(parts[2], parts[3], false)?;
    let stamp = parse_stamp(parts[4])?;
    let branch = match parts.get(5) {
        Some(part) => Some(parse_branch(part)?),
        None => None,
    };
    Ok(FileName {
        kind,
        month,
        from,
        to,
        stamp,
        branch,
    })
}

/// Sender, receiver and stamp without service kinds are the name of standard 3.
fn is_version_3(parts: &[&str]) -> bool {
    let [from, to, stamp] = parts else {
        return false;
    };
    is_office(from) && is_office(to) && all_digits(stamp, 14)
}

/// Standard 4.0 wrote service codes of three characters.
fn is_version_40(parts: &[&str]) -> bool {
    let three = |part: &str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_alphanumeric());
    is_office(parts[0]) && is_office(parts[2]) && three(parts[1]) && three(parts[3])
}

fn is_office(part: &str) -> bool {
    OfficeNumber::from_bytes(part.as_bytes()).is_some()
}

fn all_digits(part: &str, length: usize) -> bool {
    part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn parse_month(kind: FileKind, part: &str) -> Result<Option<Month>, NameProblem> {
    if kind == FileKind::UpHosoku && part == "000000" {
        return Ok(None);
    }
    match part.parse() {
        Ok(month) => Ok(Some(month)),
        Err(_) => Err(NameProblem::Part(PartProblem::Month {
            found: part.to_string(),
        })),
    }
}

fn parse_address(office: &str, service: &str, sender: bool) -> Result<Address, NameProblem> {
    let office = OfficeNumber::from_bytes(office.as_bytes()).ok_or_else(|| {
        NameProblem::Part(PartProblem::Office {
            found: office.to_string(),
            sender,
        })
    })?;
    let service = ServiceKind::from_bytes(service.as_bytes()).ok_or_else(|| {
        NameProblem::Part(PartProblem::Service {
            found: service.to_string(),
            sender,
        })
    })?;
    Ok(Address { office, service })
}

fn parse_stamp(part: &str) -> Result<Stamp, NameProblem> {
    if !all_digits(part, 14) {
        return Err(NameProblem::Part(PartProblem::StampShape {
            found: part.to_string(),
        }));
    }
    part.parse().map_err(|_| {
        NameProblem::Part(PartProblem::StampTime {
            found: part.to_string(),
        })
    })
}

fn parse_branch(part: &str) -> Result<u16, NameProblem> {
    match part.parse() {
        Ok(branch) if all_digits(part, 4) => Ok(branch),
        _ => Err(NameProblem::Part(PartProblem::Branch {
            found: part.to_string(),
        })),
    }
}

/// Splits `name` at its last point; the extension comes without the point.
pub(crate) fn split_extension(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or((name, ""))
}

fn extension_of(kind: FileKind) -> &'static str {
    if kind == FileKind::UpKihonImage {
        ".jpg"
    } else {
        ".CSV"
    }
}

/// The standard prints `.CSV`, and for the picture both `.jpg` and `.JPG`; JPEG is the same picture.
fn has_extension_of(kind: FileKind, extension: &str) -> bool {
    if kind == FileKind::UpKihonImage {
        extension.eq_ignore_ascii_case("jpg") || extension.eq_ignore_ascii_case("jpeg")
    } else {
        extension.eq_ignore_ascii_case("csv")
    }
}

/// Full-width ASCII (U+FF01 to U+FF5E) as half-width.
fn to_half_width(name: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    name.chars().map(half).collect()
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        match self.month {
            Some(month) => write!(f, "_{month}")?,
            None if self.kind.has_month() => f.write_str("_000000")?,
            None => (),
        }
        let (from, to) = (self.from, self.to);
        write!(
            f,
            "_{}_{}_{}_{}_{}",
            from.office, from.service, to.office, to.service, self.stamp
        )?;
        if let Some(branch) = self.branch {
            write!(f, "_{branch:04}")?;
        }
        f.write_str(extension_of(self.kind))
    }
}

#[cfg(test)]
mod tests;
