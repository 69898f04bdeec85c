//! Why JSON cannot be made or read, with the words for people.

use std::fmt;

use crate::file_kind::FileKind;
use crate::file_name::NameProblem;
use crate::layout::Column;

/// Why a file cannot be written as JSON or read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// The name is none of standard 4.1 or 3.
    Name(NameProblem),
    /// The kind has no records: it is a picture.
    NoRecords(FileKind),
    /// No JSON, or members that are missing, unknown, given twice or of another type.
    Syntax {
        /// The line in the JSON, counted from 1.
        line: usize,
        /// The column in the line, counted from 1.
        column: usize,
        /// What the reader expected, in English.
        message: String,
    },
    /// The member `format` is not [`super::FORMAT`].
    Format {
        /// The value found.
        found: String,
    },
    /// `kind` or `standard` is not that of the name.
    OtherForm {
        /// The kind that the name tells.
        kind: FileKind,
        /// The standard that the name tells.
        standard: &'static str,
    },
    /// A record contradicts the form or itself.
    Record {
        /// The number of the record, counted from 1.
        number: usize,
        /// What is wrong.
        problem: JsonProblem,
    },
}

/// What is wrong with one record of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonProblem {
    /// It must have either `values` or `raw`, and `raw` stands alone.
    ValuesOrRaw,
    /// `raw` is not hexadecimal.
    Raw,
    /// The form has no such item.
    UnknownItem {
        /// The id found.
        id: String,
    },
    /// An item is missing; empty items are empty texts.
    MissingItem {
        /// The item.
        column: &'static Column,
    },
    /// A value has a character that MS932 lacks.
    Character {
        /// The item.
        column: &'static Column,
        /// The character.
        character: char,
    },
    /// `bytes` of an item is not hexadecimal or not the value.
    Bytes {
        /// The item.
        column: &'static Column,
    },
    /// A value with a comma, quote or line break must be in quotes.
    Quotes {
        /// The item.
        column: &'static Column,
    },
    /// Only the last record can be without a line end.
    LineEnd,
}

impl JsonError {
    /// The error in Japanese.
    pub fn text_ja(&self) -> String {
        match self {
            JsonError::Name(_) => "標準仕様のファイル名ではありません".to_string(),
            JsonError::NoRecords(kind) => {
                format!(
                    "{}（{kind}）は画像なので、JSON にできません",
                    kind.name_ja()
                )
            }
            JsonError::Syntax {
                line,
                column,
                message,
            } => format!("{line}行{column}桁: この形の JSON として読めません（{message}）"),
            JsonError::Format { found } => {
                format!("format「{found}」は {} ではありません", super::FORMAT)
            }
            JsonError::OtherForm { kind, standard } => format!(
                "kind と standard がファイル名と合いません（ファイル名は {kind}、{standard}）"
            ),
            JsonError::Record { number, problem } => {
                format!("{number}件目: {}", problem.text_ja())
            }
        }
    }
}

impl JsonProblem {
    fn text_ja(&self) -> String {
        match self {
            JsonProblem::ValuesOrRaw => "values と raw のどちらか一方だけが必要です".to_string(),
            JsonProblem::Raw => "raw が16進数ではありません".to_string(),
            JsonProblem::UnknownItem { id } => format!("項目 {id} はこの様式にありません"),
            JsonProblem::MissingItem { column } => {
                format!("項目 {} がありません（空なら \"\" とします）", column.id)
            }
            JsonProblem::Character { column, character } => {
                let code = u32::from(*character);
                format!(
                    "項目 {} に MS932 にない文字があります（U+{code:04X}）",
                    column.id
                )
            }
            JsonProblem::Bytes { column } => format!(
                "項目 {} の bytes が値と合いません。値を変えたときは bytes を消してください",
                column.id
            ),
            JsonProblem::Quotes { column } => format!(
                "項目 {} はカンマ、引用符、改行を含むので、引用符なしにできません",
                column.id
            ),
            JsonProblem::LineEnd => "改行なしにできるのは最後の1件だけです".to_string(),
        }
    }
}

/// The error in English.
impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonError::Name(_) => f.write_str("not a file name of the standard"),
            JsonError::NoRecords(kind) => write!(f, "{kind} is a picture and has no JSON"),
            JsonError::Syntax { message, .. } => write!(f, "not JSON of this form: {message}"),
            JsonError::Format { found } => {
                write!(f, "format \"{found}\" is not {}", super::FORMAT)
            }
            JsonError::OtherForm { kind, standard } => write!(
                f,
                "kind and standard are not those of the file name ({kind}, {standard})"
            ),
            JsonError::Record { number, problem } => write!(f, "record {number}: {problem}"),
        }
    }
}

impl fmt::Display for JsonProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonProblem::ValuesOrRaw => {
                f.write_str("either values or raw is needed, and raw alone")
            }
            JsonProblem::Raw => f.write_str("raw is not hexadecimal"),
            JsonProblem::UnknownItem { id } => write!(f, "the form has no item {id}"),
            JsonProblem::MissingItem { column } => {
                write!(f, "item {} is missing (an empty item is \"\")", column.id)
            }
            JsonProblem::Character { column, character } => {
                let code = u32::from(*character);
                write!(f, "item {}: MS932 has no U+{code:04X}", column.id)
            }
            JsonProblem::Bytes { column } => write!(
                f,
                "item {}: bytes is not the value; remove bytes when you change a value",
                column.id
            ),
            JsonProblem::Quotes { column } => write!(
                f,
                "item {} has a comma, quote or line break and needs quotes",
                column.id
            ),
            JsonProblem::LineEnd => f.write_str("only the last record can be without a line end"),
        }
    }
}

impl std::error::Error for JsonError {}
