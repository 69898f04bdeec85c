//! The forms of standard 3, made from those of 4.1; see [`crate::version3`] for what is certain.
//!
//! Rules of tables 6 and 7 speak of items by the numbers of 4.1. A record of standard 3 is
//! therefore widened to those numbers for the check, with empty items where 4.1 has more, and
//! the findings get the numbers of standard 3 back.

use std::sync::LazyLock;

use crate::csv::{Field, LineEnd, Record};
use crate::file_kind::FileKind;
use crate::finding::{Code, Finding};
use crate::layout::{Column, Kind, Layout, Need, Whole};

/// Items that version 4 added to tables 6 and 7.
const ADDED_IDS: [&str; 3] = ["tais_code", "equipment_notification_code", "equipment_name"];

/// The kinds of files that standard 3 has.
const KINDS: [FileKind; 9] = [
    FileKind::UpHosoku,
    FileKind::Up1Kyo,
    FileKind::Dlt1Kyo,
    FileKind::Up2Kyo,
    FileKind::UpPlan,
    FileKind::UpJsk,
    FileKind::DltPlan,
    FileKind::DltJsk,
    FileKind::UpSikyu,
];

/// A form of standard 3.
#[derive(Debug)]
pub(crate) struct Form {
    kind: FileKind,
    /// The form with its own numbers.
    pub(crate) layout: &'static Layout,
    /// The same with the numbers of 4.1 and the items that 4.1 added.
    pub(crate) wide: &'static Layout,
    /// The numbers in 4.1 of the items that 4.1 added.
    pub(crate) added: Vec<u16>,
}

/// Made once: the forms live as long as the program.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| KINDS.into_iter().filter_map(make).collect());

/// The form of `kind`; `None` for kinds that standard 3 does not have.
pub(crate) fn form(kind: FileKind) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.kind == kind)
}

/// The form whose own layout is `layout`.
pub(crate) fn form_of_layout(layout: &'static Layout) -> Option<&'static Form> {
    FORMS.iter().find(|form| std::ptr::eq(form.layout, layout))
}

fn make(kind: FileKind) -> Option<Form> {
    let source = kind.layout()?;
    let added: Vec<u16> = source
        .columns
        .iter()
        .filter(|column| ADDED_IDS.contains(&column.id))
        .map(|column| column.number)
        .collect();
    let wide: Vec<Column> = source.columns.iter().map(wide_column).collect();
    let own = source
        .columns
        .iter()
        .filter(|column| !added.contains(&column.number));
    let own: Vec<Column> = own
        .zip(1..)
        .map(|(column, number)| Column {
            number,
            ..wide_column(column)
        })
        .collect();
    let prefix = match source.prefix {
        "T06" => "V06",
        "T07" => "V07",
        same => same,
    };
    Some(Form {
        kind,
        layout: with_columns(source, prefix, own),
        wide: with_columns(source, source.prefix, wide),
        added,
    })
}

/// `source` with other columns. They are kept for ever, once for each form.
fn with_columns(source: &Layout, prefix: &'static str, columns: Vec<Column>) -> &'static Layout {
    let renumbered = prefix != source.prefix;
    let (name_ja, name_en) = (source.name_ja, source.name_en);
    let named = |name: String| -> &'static str { Box::leak(name.into_boxed_str()) };
    Box::leak(Box::new(Layout {
        prefix,
        name_ja: match renumbered {
            true => named(format!("{name_ja}（第3版）")),
            false => name_ja,
        },
        name_en: match renumbered {
            true => named(format!("{name_en} (standard 3)")),
            false => name_en,
        },
        columns: Vec::leak(columns),
        rules: source.rules,
        key: source.key,
    }))
}

/// An item of 4.1 as standard 3 has it.
fn wide_column(column: &Column) -> Column {
    let kind = match column.kind {
        Kind::Version => Kind::Version3,
        // Version 4 made the count of table 7 one digit longer.
        Kind::Integer(_) if column.id == "count" => Kind::Integer(Whole::digits(2)),
        same => same,
    };
    let need = if ADDED_IDS.contains(&column.id) {
        Need::Optional
    } else {
        column.need
    };
    Column {
        number: column.number,
        id: column.id,
        name_ja: column.name_ja,
        name_en: column.name_en,
        kind,
        need,
    }
}

impl Form {
    /// `record` with an empty item wherever 4.1 has added one.
    pub(crate) fn widen(&self, record: &Record) -> Record {
        let mut fields = record.fields.clone();
        for &number in &self.added {
            let index = usize::from(number) - 1;
            let place = fields.get(index).map_or(record.start, |f| f.raw.start);
            let empty = Field {
                raw: place..place,
                quoted: false,
                doubled: false,
            };
            fields.insert(index.min(fields.len()), empty);
        }
        Record {
            line: record.line,
            fields,
            end: record.end.or(Some(LineEnd::Missing)),
            problem: record.problem,
            start: record.start,
            changed: None,
        }
    }

    /// `finding` with the numbers of standard 3; `None` if it is about an item that 4.1 added.
    pub(crate) fn narrow(&self, mut finding: Finding) -> Option<Finding> {
        let Some(item) = finding.item else {
            return Some(finding);
        };
        if self.added.contains(&item) {
            return None;
        }
        let before = self.added.iter().filter(|&&added| added < item).count();
        let number = item - before as u16;
        if finding.code == Code::item(self.wide, item) {
            finding.code = Code::item(self.layout, number);
        }
        finding.item = Some(number);
        finding.column = Some(self.layout.column(number));
        Some(finding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_have_the_items_of_standard_3_without_gaps() {
        let counts = [63, 28, 4, 22, 22, 22, 4, 6, 34];
        for (kind, count) in KINDS.into_iter().zip(counts) {
            let form = form(kind).unwrap();
            assert_eq!(form.layout.columns.len(), count, "{kind}");
            for (column, number) in form.layout.columns.iter().zip(1..) {
                assert_eq!(column.number, number, "{kind} {}", column.id);
            }
            assert!(matches!(form.layout.columns[0].kind, Kind::Version3));
            assert_eq!(
                form.wide.columns.len(),
                kind.layout().unwrap().columns.len()
            );
            assert!(std::ptr::eq(form_of_layout(form.layout).unwrap(), form));
        }
        for kind in [FileKind::Up3Kyo, FileKind::UpKihon, FileKind::UpKihonImage] {
            assert!(form(kind).is_none(), "{kind}");
        }
    }

    #[test]
    fn days_until_previous_month_is_item_27_of_table_7_as_the_history_says() {
        let form = form(FileKind::UpSikyu).unwrap();
        assert_eq!(form.layout.column(27).id, "days_until_prev_month");
    }
}
