//! 居宅サービス計画書（第2表）: needs, goals, and the services for each.
//!
//! Records are put in the order of 課題ＮＯ, 援助目標ＮＯ and 援助内容ＮＯ. A need or goal of the same
//! number that is repeated or left empty is one cell; one with other words is a cell of its own.

use crate::merged_rows::{Level, merged_rows};
use crate::pile::{Group, Pile};
use crate::record::Row;
use crate::sheet::{Block, Column, Content, Form, Head, Sheet, Table};
use crate::table01::plan_head;
use crate::words::Words;

/// The items of a need.
const ISSUE: [&str; 1] = ["issue"];

/// The items of a goal, in the order of the columns.
const GOAL: [&str; 4] = [
    "long_term_goal",
    "long_term_period",
    "short_term_goal",
    "short_term_period",
];

/// Draws the records of the file `index`, one sheet per client and plan.
pub(crate) fn draw_table02(pile: &Pile, index: usize) -> Vec<Sheet> {
    pile.groups(index)
        .iter()
        .map(|group| {
            let note = Words::label(
                "※ 保険給付の欄の○は、保険給付の対象となるサービスです。",
                "Insured: services that the insurance pays for.",
            );
            let blocks = vec![
                plan_head(group),
                Block::Table(needs_table(pile, group)),
                Block::Note(note),
            ];
            Sheet {
                title: Words::label("居宅サービス計画書（2）", "Care plan (2)"),
                corner_right: Words::label("第2表", "Table 2"),
                ..pile.sheet(index, Form::Table2, &group.client, blocks)
            }
        })
        .collect()
}

fn needs_table(pile: &Pile, group: &Group<'_>) -> Table {
    let mut rows = group.rows.clone();
    rows.sort_by_key(|row| ["issue_no", "goal_no", "support_no"].map(|id| number(row.raw(id))));
    let issue_begins = begins(&rows, "issue_no", &ISSUE, &vec![false; rows.len()]);
    let goal_begins = begins(&rows, "goal_no", &GOAL, &issue_begins);
    let text = |row: &Row, id: &str| Content::Text(row.words(id));
    let levels = [
        Level {
            contents: rows.iter().map(|row| vec![text(row, "issue")]).collect(),
            begins: issue_begins,
        },
        Level {
            contents: rows
                .iter()
                .map(|row| GOAL.map(|id| text(row, id)).to_vec())
                .collect(),
            begins: goal_begins,
        },
        Level {
            contents: rows.iter().map(|row| support(pile, row)).collect(),
            begins: vec![true; rows.len()],
        },
    ];
    let mut table = empty_table();
    table.rows = merged_rows(&levels);
    table
}

/// Numbers in their order, what is no number after them.
fn number(text: &str) -> (bool, u32, String) {
    match text.parse() {
        Ok(number) => (false, number, String::new()),
        Err(_) => (true, 0, text.to_owned()),
    }
}

/// Whether a need or goal begins on each row: its number changes, or its words do.
fn begins(rows: &[&Row], number: &str, items: &[&str], outer: &[bool]) -> Vec<bool> {
    let mut current: Option<&Row> = None;
    rows.iter()
        .zip(outer)
        .map(|(row, outer)| {
            let goes_on = current.is_some_and(|first| {
                let empty = items.iter().all(|id| row.raw(id).is_empty());
                let same = items.iter().all(|id| row.raw(id) == first.raw(id));
                !outer && row.raw(number) == first.raw(number) && (empty || same)
            });
            if !goes_on {
                current = Some(row);
            }
            !goes_on
        })
        .collect()
}

fn support(pile: &Pile, row: &Row) -> Vec<Content> {
    let text = |id: &str| Content::Text(row.words(id));
    let covered = match row.raw("insurance_covered") {
        "Y" => Words::label("○", "yes"),
        _ => row.words("insurance_covered"),
    };
    let number = row.raw("service_office_number");
    let own = row.raw("service_office_name");
    let name = if own.is_empty() {
        pile.office_name(number)
    } else {
        own
    };
    vec![
        text("service_content"),
        covered.into(),
        text("service_type"),
        Content::office(name, number, Words::data("")),
        text("frequency"),
        text("period"),
    ]
}

#[rustfmt::skip]
fn empty_table() -> Table {
    let columns = vec![
        Column::text(Words::label("生活全般の解決すべき\n課題（ニーズ）", "Need"), 9),
        Column::text(Words::label("長期目標", "Long-term goal"), 8),
        Column::text(Words::label("（期間）", "Period"), 4),
        Column::text(Words::label("短期目標", "Short-term goal"), 8),
        Column::text(Words::label("（期間）", "Period"), 4),
        Column::text(Words::label("サービス内容", "Service"), 9),
        Column::mark(Words::label("保険\n給付※", "Insured"), 3),
        Column::text(Words::label("サービス種別", "Kind"), 5),
        Column::text(Words::label("事業所", "Office"), 7),
        Column::text(Words::label("頻度", "How often"), 4),
        Column::text(Words::label("期間", "Period"), 4),
    ];
    let group = |ja, en, columns| Head { words: Words::label(ja, en), columns, rows: 1 };
    let upper = vec![
        Head { rows: 2, ..Head::one(columns[0].words.clone()) },
        group("目標", "Goals", 4),
        group("援助内容", "Support", 6),
    ];
    let lower = columns[1..].iter().map(|column| Head::one(column.words.clone())).collect();
    Table {
        heads: vec![upper, lower],
        ..Table::new(Words::label("課題・目標・援助内容", "Needs, goals, support"), "long", columns)
    }
}
