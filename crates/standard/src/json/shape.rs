//! The JSON of a file as Rust types, read and written by serde.
//!
//! Members that say nothing new are left out: most records are their values alone.

use serde::{Deserialize, Serialize};

use super::node::Members;
use crate::csv::LineEnd;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileShape {
    pub(super) format: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) standard: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) byte_order_mark: bool,
    pub(super) records: Vec<RecordShape>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordShape {
    /// Item id and text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) values: Option<Members<String>>,
    /// Item id and whether it is in quotes, where that is not the usual.
    #[serde(default, skip_serializing_if = "Members::is_empty")]
    pub(super) quotes: Members<bool>,
    /// Item id and the bytes with quotes, where the value does not tell them.
    #[serde(default, skip_serializing_if = "Members::is_empty")]
    pub(super) bytes: Members<String>,
    /// The bytes of a record of a wrong shape, without its line end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) raw: Option<String>,
    #[serde(default, skip_serializing_if = "EndShape::is_usual")]
    pub(super) line_end: EndShape,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum EndShape {
    #[default]
    Crlf,
    Lf,
    Cr,
    None,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl EndShape {
    fn is_usual(&self) -> bool {
        *self == EndShape::Crlf
    }
}

impl From<LineEnd> for EndShape {
    fn from(end: LineEnd) -> EndShape {
        match end {
            LineEnd::CrLf => EndShape::Crlf,
            LineEnd::Lf => EndShape::Lf,
            LineEnd::Cr => EndShape::Cr,
            LineEnd::Missing => EndShape::None,
        }
    }
}

impl From<EndShape> for LineEnd {
    fn from(end: EndShape) -> LineEnd {
        match end {
            EndShape::Crlf => LineEnd::CrLf,
            EndShape::Lf => LineEnd::Lf,
            EndShape::Cr => LineEnd::Cr,
            EndShape::None => LineEnd::Missing,
        }
    }
}
