//! JSON Schemas (2020-12), one for each kind of file and standard, made from the forms.
//!
//! A schema takes what a check takes without an error in the items by themselves; what
//! items and records must have to do with each other is not for a schema. The files under
//! `docs/reference/schema/` are compared with it by a test.

use super::FORMAT;
use super::node::Node;
use crate::codes::CodeTable;
use crate::file_kind::FileKind;
use crate::layout::{Column, Kind, Layout, Need, Whole};
use crate::version3;

/// A standard whose files have JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// Standard 4.1.
    Version41,
    /// Standard 3.
    Version3,
}

/// Every standard that has schemas.
pub const SCHEMAS: [Standard; 2] = [Standard::Version41, Standard::Version3];

impl Standard {
    /// The value of the member `standard`.
    pub fn as_str(self) -> &'static str {
        match self {
            Standard::Version41 => "4.1",
            Standard::Version3 => "3",
        }
    }

    fn layout(self, kind: FileKind) -> Option<&'static Layout> {
        match self {
            Standard::Version41 => kind.layout(),
            Standard::Version3 => version3::layout(kind),
        }
    }
}

/// The schema of the JSON of files of `kind`; `None` if the standard has no such file with records.
pub fn schema(standard: Standard, kind: FileKind) -> Option<String> {
    let layout = standard.layout(kind)?;
    let properties = Node::object([
        ("format", constant(FORMAT)),
        ("name", pattern(&name_pattern(standard, kind))),
        ("kind", constant(kind.as_str())),
        ("standard", constant(standard.as_str())),
        ("byte_order_mark", of_type("boolean")),
        ("records", array_of(records(layout))),
    ]);
    let id = format!("urn:tsunagu:schema:1:{}:{kind}", standard.as_str());
    let title = format!("{} / {} ({kind})", kind.name_ja(), kind.name_en());
    let schema = Node::object([
        (
            "$schema",
            Node::text("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("$id", Node::text(id)),
        ("title", Node::text(title)),
        ("type", Node::text("object")),
        (
            "required",
            texts(["format", "name", "kind", "standard", "records"]),
        ),
        ("properties", properties),
        ("additionalProperties", Node::Flag(false)),
    ]);
    let mut text =
        serde_json::to_string_pretty(&schema).expect("texts, numbers and lists are always JSON");
    text.push('\n');
    Some(text)
}

/// A record has values, or bytes if its shape is wrong.
fn records(layout: &Layout) -> Node {
    let ids = || layout.columns.iter().map(|column| column.id);
    let items = |schema: &dyn Fn() -> Node| {
        let items = ids().map(|id| (id.to_string(), schema()));
        closed(Node::Object(items.collect()))
    };
    let values = layout.columns.iter();
    let values = values.map(|column| (column.id.to_string(), item(column)));
    let Node::Object(mut members) = closed(Node::Object(values.collect())) else {
        unreachable!("closed makes an object");
    };
    members.push(("required".to_string(), texts(ids())));
    let with_values = Node::object([
        ("values", Node::Object(members)),
        ("quotes", items(&|| of_type("boolean"))),
        ("bytes", items(&|| pattern("^(?:[0-9a-f]{2})*$"))),
        ("line_end", line_end()),
    ]);
    let raw = Node::object([
        ("raw", pattern("^(?:[0-9a-f]{2})*$")),
        ("line_end", line_end()),
    ]);
    let record = |properties: Node, needed: &str| {
        Node::object([
            ("type", Node::text("object")),
            ("required", texts([needed])),
            ("properties", properties),
            ("additionalProperties", Node::Flag(false)),
        ])
    };
    Node::object([(
        "oneOf",
        Node::Array(vec![record(with_values, "values"), record(raw, "raw")]),
    )])
}

fn closed(properties: Node) -> Node {
    Node::object([
        ("type", Node::text("object")),
        ("properties", properties),
        ("additionalProperties", Node::Flag(false)),
    ])
}

fn line_end() -> Node {
    Node::object([("enum", texts(["crlf", "lf", "cr", "none"]))])
}

fn constant(value: &str) -> Node {
    Node::object([("const", Node::text(value))])
}

fn of_type(name: &str) -> Node {
    Node::object([("type", Node::text(name))])
}

fn pattern(pattern: &str) -> Node {
    Node::object([
        ("type", Node::text("string")),
        ("pattern", Node::text(pattern)),
    ])
}

fn array_of(items: Node) -> Node {
    Node::object([("type", Node::text("array")), ("items", items)])
}

fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Node {
    Node::Array(texts.into_iter().map(Node::text).collect())
}

fn name_pattern(standard: Standard, kind: FileKind) -> String {
    let month = if kind.has_month() { "_[0-9]{6}" } else { "" };
    let service = match standard {
        Standard::Version41 => "_[0-9A-Z]{2}",
        Standard::Version3 => "",
    };
    let address = format!("_[0-9A-Z]{{10}}{service}");
    format!("^{kind}{month}{address}{address}_[0-9]{{14}}\\.[Cc][Ss][Vv]$")
}

/// The schema of the value of one item.
fn item(column: &Column) -> Node {
    let description = format!("item {}: {}", column.number, column.name_en);
    let mut members = vec![
        ("title".to_string(), Node::text(column.name_ja)),
        ("description".to_string(), Node::text(description)),
        ("type".to_string(), Node::text("string")),
    ];
    let empty = column.need != Need::Required;
    match sort_of(column.kind) {
        Sort::Pattern(pattern) => {
            let optional = if empty { "?" } else { "" };
            let pattern = format!("^(?:{pattern}){optional}$");
            members.push(("pattern".to_string(), Node::text(pattern)));
        }
        Sort::Codes(table) => members.push(("oneOf".to_string(), codes(table, empty))),
        Sort::Text(length_max) => {
            if !empty {
                members.push(("minLength".to_string(), Node::Number(1)));
            }
            if let Some(length) = length_max {
                members.push(("maxLength".to_string(), Node::Number(u64::from(length))));
            }
        }
    }
    Node::Object(members)
}

fn codes(table: &CodeTable, empty: bool) -> Node {
    let code = |code: &str, ja: &str, en: &str| {
        Node::object([
            ("const", Node::text(code)),
            ("title", Node::text(ja)),
            ("description", Node::text(en)),
        ])
    };
    let values = table.codes.iter();
    let values = values.map(|value| code(value.code, value.ja, value.en));
    let nothing = empty.then(|| code("", "空", "empty"));
    Node::Array(values.chain(nothing).collect())
}

/// How a schema describes a value.
enum Sort {
    Pattern(String),
    Codes(&'static CodeTable),
    /// Any text of at most so many characters.
    Text(Option<u8>),
}

/// The years that are taken for real ones, 1868 to 2199, and months and days of the calendar.
const MONTH: &str = "(?:186[89]|18[789][0-9]|19[0-9]{2}|2[01][0-9]{2})(?:0[1-9]|1[0-2])";
const DAY: &str = "(?:0[1-9]|[12][0-9]|3[01])";
const TIME: &str = "(?:[01][0-9]|2[0-3])[0-5][0-9]|2400";

fn sort_of(kind: Kind) -> Sort {
    let text = match kind {
        Kind::Version => "202407|202504".to_string(),
        Kind::Version3 => version3::CSV_VERSION.to_string(),
        Kind::InsurerNumber => "[0-9]{6}".to_string(),
        Kind::InsuredNumber => "[0-9]{10}|H[0-9]{9}".to_string(),
        Kind::OfficeNumber => "[0-9A-Z]{10}".to_string(),
        Kind::FixedNines => "[0-9A-Z]{1,10}".to_string(),
        Kind::Date | Kind::BirthDate => format!("{MONTH}{DAY}"),
        Kind::DateOrZeros => format!("{MONTH}{DAY}|0{{8}}"),
        Kind::Month => MONTH.to_string(),
        Kind::MonthOrZeros => format!("{MONTH}|0{{6}}"),
        Kind::Time => TIME.to_string(),
        Kind::ServiceTime => format!("{TIME}|9999"),
        Kind::Integer(bounds) => return integer(bounds),
        Kind::Decimal => "[0-9]{2}\\.[0-9]{2}".to_string(),
        Kind::Code(table) => return Sort::Codes(table),
        Kind::Alphanumeric(length_max) => format!("[0-9A-Za-z]{{1,{length_max}}}"),
        Kind::Short(length_max) => return Sort::Text(Some(length_max)),
        Kind::LineNumber => return Sort::Text(Some(2)),
        Kind::ServiceKind => "[0-9A-Z]{2}".to_string(),
        Kind::ServiceCode | Kind::StatementCode => "[0-9A-Z]{6}".to_string(),
        // A full-width hyphen is only warned of.
        Kind::EquipmentCode => "[0-9A-Za-z\u{2010}\u{ff0d}-]{1,12}".to_string(),
        Kind::Postal => "[0-9]{3}-[0-9]{4}".to_string(),
        Kind::Phone => return Sort::Text(Some(15)),
        Kind::ProrationDays => "[01]{31}".to_string(),
        Kind::FreeText => return Sort::Text(None),
        Kind::Unused => return Sort::Text(Some(1)),
    };
    Sort::Pattern(text)
}

fn integer(bounds: Whole) -> Sort {
    let digits = bounds.digits_max;
    if bounds.other != crate::finding::Severity::Error {
        return Sort::Text(Some(digits));
    }
    let minus = if bounds.signed { "-?" } else { "" };
    let not_zero = if bounds.min > 0 { "(?!0+$)" } else { "" };
    Sort::Pattern(format!("{minus}{not_zero}[0-9]{{1,{digits}}}"))
}
