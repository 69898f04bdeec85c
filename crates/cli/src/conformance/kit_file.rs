//! `kit.json`: what a kit was made from, and by which rules.

use std::fs;
use std::path::Path;

use protocol::digest::{Digest, DigestBuilder};
use serde::{Deserialize, Serialize};
use standard::{FileKind, Month};

use super::pattern::patterns;
use super::world::{Kit, Role};

const TYPE: &str = "tsunagu.conformance.kit.1";

/// The standard that the rules implement.
pub(super) const STANDARD: &str = "4.1 (CSV 202407)";

/// The document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KitJson {
    #[serde(rename = "type")]
    kind: String,
    role: Role,
    seed: u64,
    month: String,
    pub(super) program: String,
    standard: String,
    /// Of everything that the patterns ask for, answers included.
    pub(super) patterns_sha256: Digest,
}

/// Why a kit cannot be judged, with what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KitError {
    /// No `kit.json` in the folder, or one that cannot be read.
    Unreadable,
    /// The patterns of this program are not those that the kit was made from.
    OtherPatterns,
}

impl KitJson {
    pub(super) fn of(kit: Kit) -> KitJson {
        KitJson {
            kind: TYPE.to_owned(),
            role: kit.role,
            seed: kit.seed,
            month: kit.month.to_string(),
            program: program(),
            standard: STANDARD.to_owned(),
            patterns_sha256: patterns_digest(kit),
        }
    }

    /// The kit in `dir`.
    ///
    /// # Errors
    ///
    /// When there is none, or one made of other patterns than this program's: its files would be judged wrongly.
    pub(super) fn read(dir: &Path) -> Result<Kit, KitError> {
        let bytes = fs::read(dir.join("kit.json")).map_err(|_| KitError::Unreadable)?;
        let json: KitJson = serde_json::from_slice(&bytes).map_err(|_| KitError::Unreadable)?;
        let month = Month::from_bytes(json.month.as_bytes()).ok_or(KitError::Unreadable)?;
        let kit = Kit {
            role: json.role,
            seed: json.seed,
            month,
        };
        if json.kind != TYPE {
            return Err(KitError::Unreadable);
        }
        match json.patterns_sha256 == patterns_digest(kit) {
            true => Ok(kit),
            false => Err(KitError::OtherPatterns),
        }
    }
}

/// Name and version of this program.
pub(super) fn program() -> String {
    format!("tsunagu {}", env!("CARGO_PKG_VERSION"))
}

fn patterns_digest(kit: Kit) -> Digest {
    let mut digest = DigestBuilder::new();
    for pattern in patterns(kit.role) {
        let case = pattern.case(kit);
        digest.update(pattern.id.as_bytes());
        // Debug texts have every value in them, strings in quotes, so no two cases share one.
        digest
            .update(format!("{:?}{:?}{:?}", case.input, case.expected, case.questions).as_bytes());
    }
    digest.finish()
}

/// The SHA-256 of the tables that the check of the standard works by: every item of every form with its kind, its
/// codes and its need. Rules across items are versioned by the program.
pub(super) fn rules_digest() -> Digest {
    let mut digest = DigestBuilder::new();
    for kind in FileKind::ALL {
        digest.update(kind.as_str().as_bytes());
        for column in kind.layout().into_iter().flat_map(|layout| layout.columns) {
            digest.update(format!("{column:?}\n").as_bytes());
        }
    }
    digest.finish()
}
