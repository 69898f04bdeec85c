//! An item in words: what it takes, how long, whether it must be there, an example of each.

use crate::codes::CodeTable;
use crate::finding::{Code, FieldProblem, Finding, Severity, en, ja};
use crate::layout::{Column, Kind, Layout, Need};

/// An item in words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemWords {
    /// The name of the item.
    pub name: String,
    /// What a value looks like, with its length.
    pub form: String,
    /// Whether it must be there.
    pub need: &'static str,
    /// A value that is wrong, `None` where any text may stand.
    pub wrong: Option<&'static str>,
    /// A value that is right, `None` for an item that is not used.
    pub right: Option<&'static str>,
}

impl ItemWords {
    /// In Japanese.
    pub fn ja(layout: &'static Layout, column: &'static Column) -> ItemWords {
        let need = match column.need {
            Need::Required => "必須（空はエラー）",
            Need::Expected => "必須と読める（空は注意）",
            Need::Conditional => "ほかの項目によって必須",
            Need::Optional => "任意",
        };
        let form = ja::text(&finding(layout, column)).expected;
        ItemWords::new(column, column.name_ja, form, need)
    }

    /// In English.
    pub fn en(layout: &'static Layout, column: &'static Column) -> ItemWords {
        let need = match column.need {
            Need::Required => "required (empty is an error)",
            Need::Expected => "probably required (empty is a warning)",
            Need::Conditional => "required by other items",
            Need::Optional => "optional",
        };
        let form = en::text(&finding(layout, column)).expected;
        ItemWords::new(column, column.name_en, form, need)
    }

    fn new(column: &'static Column, name: &str, form: String, need: &'static str) -> ItemWords {
        let (wrong, right) = examples(column);
        ItemWords {
            name: name.to_string(),
            form,
            need,
            wrong,
            right,
        }
    }
}

/// The codes that the item takes, for a table with their meanings.
pub(super) fn code_table(column: &Column) -> Option<&'static CodeTable> {
    match column.kind {
        Kind::Code(table) => Some(table),
        _ => None,
    }
}

/// A finding at the item, from which the same words are taken that the check uses.
fn finding(layout: &'static Layout, column: &'static Column) -> Finding {
    let problem = FieldProblem::WrongForm;
    let mut finding = Finding::new(Severity::Error, Code::item(layout, column.number), problem);
    finding.item = Some(column.number);
    finding.column = Some(column);
    finding
}

/// A wrong and a right value. No arm is left out, so that a new kind of item needs its example.
fn examples(column: &'static Column) -> (Option<&'static str>, Option<&'static str>) {
    let (wrong, right) = match column.kind {
        Kind::Version => ("202410", "202407"),
        Kind::Version3 => ("202407", "202208"),
        Kind::InsurerNumber => ("11056", "011056"),
        Kind::InsuredNumber => ("123", "0000000123"),
        Kind::OfficeNumber => ("370200015", "0370200015"),
        Kind::FixedNines => ("1370200015", "9999999999"),
        Kind::Date | Kind::BirthDate => ("20260231", "20260228"),
        Kind::DateOrZeros => ("20260231", "00000000"),
        Kind::Month => ("202613", "202610"),
        Kind::MonthOrZeros => ("202613", "000000"),
        Kind::Time => ("2561", "0900"),
        Kind::ServiceTime => ("2561", "9999"),
        Kind::Integer(_) => ("１２", "12"),
        Kind::Decimal => ("10", "10.00"),
        Kind::Code(table) => return (Some("99"), table.codes.first().map(|value| value.code)),
        Kind::Alphanumeric(1) => ("あ", "1"),
        Kind::Alphanumeric(_) => ("あ", "01"),
        Kind::Short(_) => ("とても長い値", "2"),
        Kind::LineNumber => ("100", "1"),
        Kind::ServiceKind => ("99", "11"),
        Kind::ServiceCode => ("999999", "111111"),
        Kind::StatementCode => ("11111", "111111"),
        Kind::EquipmentCode => ("123-456", "00123-000456"),
        Kind::Postal => ("1000001", "100-0001"),
        Kind::Phone => ("０３１２３４５６７８", "03-1234-5678"),
        Kind::ProrationDays => ("1", "0000000000000000000000000000001"),
        Kind::FreeText if column.id == "family_image_file_name" => {
            return (Some("photo.png"), Some("UPKIHON_IMAGE_…_0001.jpg"));
        }
        Kind::FreeText => ("外字（F040）", "\"買い物に行きたい\""),
        Kind::Unused => return (Some("1"), None),
    };
    (Some(wrong), Some(right))
}
