//! Files as JSON and back, byte for byte: the bridge to systems that exchange JSON.
//!
//! `docs/reference/json.md` describes the form; [`schema`] gives a JSON Schema for each kind
//! of file. Values are texts under the ids of their items, so leading zeros stay. Whatever
//! a value does not tell (quotes that differ from what [`crate::write_file`] writes, second
//! codes of a character, line ends) stands beside the values, and a record of a wrong shape
//! is kept as bytes. Nothing is judged: check what you have read.

mod error;
mod node;
mod read;
mod schema;
mod shape;
mod write;

pub use error::{JsonError, JsonProblem};
pub use read::from_json;
pub use schema::{SCHEMAS, Standard, schema};
pub use write::to_json;

use crate::file_kind::FileKind;
use crate::file_name::{FileName, NameProblem};
use crate::layout::Layout;
use crate::version3::{self, FileName3};

/// The value of `format`; another form of JSON would get another.
pub const FORMAT: &str = "tsunagu.file.1";

/// A file that was read from JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonFile {
    /// The name: a right name of standard 4.1 or 3, so it has no path in it.
    pub name: String,
    /// The contents.
    pub bytes: Vec<u8>,
}

/// The kind, standard and form that the name of a file tells.
fn form_of(name: &str) -> Result<(FileKind, Standard, &'static Layout), JsonError> {
    let (kind, standard, layout) = match FileName::parse(name) {
        Ok(name) => (name.kind, Standard::Version41, name.kind.layout()),
        Err(NameProblem::Version3) => {
            let name = FileName3::parse(name).map_err(JsonError::Name)?;
            (name.kind, Standard::Version3, version3::layout(name.kind))
        }
        Err(problem) => return Err(JsonError::Name(problem)),
    };
    let layout = layout.ok_or(JsonError::NoRecords(kind))?;
    Ok((kind, standard, layout))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests;
