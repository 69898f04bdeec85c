//! The names of files of standard 3: those of 4.1 without service kinds.
//!
//! `UPPLAN_202403_1370200015_1370300021_20240325101500.CSV`. A name of 4.1 is never read
//! as one of standard 3: the numbers of parts differ.

use std::fmt;

use crate::address::{Address, OfficeNumber, ServiceKind};
use crate::calendar::{Month, Stamp};
use crate::file_kind::FileKind;
use crate::file_name::{FileName, NameProblem};
use crate::version3::form;

/// The name of a file of standard 3, in its parts; `Display` gives the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName3 {
    /// The kind of file.
    pub kind: FileKind,
    /// The month in the name; `None` for kinds without one and for the supplement of a
    /// care plan (`000000`).
    pub month: Option<Month>,
    /// Who sends.
    pub from: OfficeNumber,
    /// Who receives.
    pub to: OfficeNumber,
    /// The stamp that all files of a set share.
    pub stamp: Stamp,
}

impl FileName3 {
    /// Reads `name`, the last part of a path.
    ///
    /// # Errors
    ///
    /// [`NameProblem::Version3`] if the kind does not exist in standard 3, else what
    /// [`FileName::parse`] says of the name with service kinds.
    pub fn parse(name: &str) -> Result<FileName3, NameProblem> {
        match FileName::parse(name) {
            Err(NameProblem::Version3) => (),
            Err(problem) => return Err(problem),
            // A name of 4.1 has two parts too many.
            Ok(name) => {
                let found = 6 + usize::from(name.kind.has_month());
                return Err(NameProblem::Part(crate::file_name::PartProblem::Count {
                    expected: found - 2,
                    found,
                }));
            }
        }
        // With service kinds it is a name of 4.1, whose parts are judged there.
        let (rest, stamp) = name.rsplit_once('_').ok_or(NameProblem::Version3)?;
        let (rest, to) = rest.rsplit_once('_').ok_or(NameProblem::Version3)?;
        let full = FileName::parse(&format!("{rest}_{UNKNOWN}_{to}_{UNKNOWN}_{stamp}"))?;
        if form(full.kind).is_none() {
            return Err(NameProblem::Version3);
        }
        Ok(FileName3 {
            kind: full.kind,
            month: full.month,
            from: full.from.office,
            to: full.to.office,
            stamp: full.stamp,
        })
    }

    /// The name in 4.1 with these service kinds.
    pub fn with_kinds(self, from: ServiceKind, to: ServiceKind) -> FileName {
        FileName {
            kind: self.kind,
            month: self.month,
            from: Address {
                office: self.from,
                service: from,
            },
            to: Address {
                office: self.to,
                service: to,
            },
            stamp: self.stamp,
            branch: None,
        }
    }

    /// The name as the checks of 4.1 take it. No service has the kind `00`, so that
    /// what depends on the kinds is not judged.
    pub(crate) fn without_kinds(self) -> FileName {
        let unknown = ServiceKind::from_bytes(UNKNOWN.as_bytes()).expect("two digits are a kind");
        self.with_kinds(unknown, unknown)
    }
}

/// Stands for the service kinds that a name of standard 3 lacks.
const UNKNOWN: &str = "00";

/// The name of 4.1 without its service kinds.
impl From<FileName> for FileName3 {
    fn from(name: FileName) -> FileName3 {
        FileName3 {
            kind: name.kind,
            month: name.month,
            from: name.from.office,
            to: name.to.office,
            stamp: name.stamp,
        }
    }
}

impl fmt::Display for FileName3 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        match self.month {
            Some(month) => write!(f, "_{month}")?,
            None if self.kind.has_month() => f.write_str("_000000")?,
            None => (),
        }
        write!(f, "_{}_{}_{}.CSV", self.from, self.to, self.stamp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_what_they_show() {
        for name in [
            "UP1KYO_0300000100_0300000005_20191025200201.CSV",
            "UPPLAN_201912_0300000100_0300000005_20191025200201.CSV",
            "UPHOSOKU_000000_0300000100_0300000005_20191025200201.CSV",
        ] {
            assert_eq!(FileName3::parse(name).unwrap().to_string(), name);
        }
    }

    #[test]
    fn other_names_are_refused() {
        for (name, problem) in [
            (
                "UPKIHON_0300000100_0300000005_20191025200201.CSV",
                "Version3",
            ),
            (
                "UPPLAN_201913_0300000100_0300000005_20191025200201.CSV",
                r#"Part(Month { found: "201913" })"#,
            ),
            (
                "UP1KYO_0300000100_0300000005_20191025250201.CSV",
                r#"Part(StampTime { found: "20191025250201" })"#,
            ),
            (
                "UP1KYO_0300000100_43_0300000005_11_20191025200201.CSV",
                "Part(Count { expected: 4, found: 6 })",
            ),
            ("memo.txt", "UnknownPrefix"),
        ] {
            let found = FileName3::parse(name).unwrap_err();
            assert_eq!(format!("{found:?}"), problem, "{name}");
        }
    }
}
