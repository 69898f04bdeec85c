//! Deletions: what is to be deleted, for whom, and what goes with it.
//!
//! A deletion has no paper form. The sheet says in words what the receiver does, because deleting is
//! what nobody may misread.

use crate::content::person;
use crate::pile::{Group, Pile};
use crate::sheet::{Block, Column, Content, Field, Fields, Form, RowKind, Sheet, Table};
use crate::words::{Language, Words};
use standard::FileKind;

/// Draws the records of the file `index`, one sheet per client and date or month.
pub(crate) fn draw_deletion(pile: &Pile, index: usize) -> Vec<Sheet> {
    let kind = pile.files[index].kind;
    pile.groups(index)
        .iter()
        .map(|group| {
            let head = client_boxes(group);
            let blocks = vec![
                head,
                Block::Note(sentence(kind, group)),
                Block::Table(rows_table(pile, kind, group)),
            ];
            Sheet {
                title: title(kind),
                month: if date_item(kind) == "target_month" {
                    group.date.clone()
                } else {
                    String::new()
                },
                corner_right: Words::label("削除", "Deletion"),
                ..pile.sheet(index, Form::Deletion, &group.client, blocks)
            }
        })
        .collect()
}

/// The item that says which plan or month is deleted.
fn date_item(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Dlt1Kyo => "care_plan_date",
        FileKind::DltKihon => "consultation_date",
        FileKind::DltYobo => "plan_date",
        _ => "target_month",
    }
}

fn title(kind: FileKind) -> Words {
    let english = kind.name_en();
    let (first, rest) = english.split_at(1);
    Words::both(kind.name_ja(), format!("{}{rest}", first.to_uppercase()))
}

/// What the receiver deletes, all of it.
fn deleted(kind: FileKind) -> Words {
    match kind {
        FileKind::Dlt1Kyo => Words::label(
            "居宅サービス計画書（第1表）と、その第2表・第3表",
            "the care plan (table 1) with its tables 2 and 3",
        ),
        FileKind::DltPlan => Words::label(
            "サービス利用票（第6表）の予定と、その別表（第7表）",
            "the planned services (table 6) with their statement (table 7)",
        ),
        FileKind::DltKihon => Words::label(
            "利用者基本情報と、その別表1・別表2・家族構成の画像",
            "the basic information with its sub-tables and picture",
        ),
        FileKind::DltYobo => Words::label(
            "介護予防サービス・支援計画書と、その別表",
            "the prevention service plan with its sub-table",
        ),
        _ => Words::label(
            "サービス利用票（第6表）の実績のうち、下の事業所とサービス種類の分",
            "the actual services (table 6) of the offices and kinds of service below",
        ),
    }
}

fn sentence(kind: FileKind, group: &Group<'_>) -> Words {
    let (deleted, date) = (deleted(kind), group.rows[0].words(date_item(kind)));
    let (ja, en) = (Language::Japanese, Language::English);
    Words::both(
        format!(
            "{}の{}を削除するデータです。",
            date.read(ja),
            deleted.read(ja)
        ),
        format!(
            "These data delete {} of {}.",
            deleted.read(en),
            date.read(en)
        ),
    )
}

fn client_boxes(group: &Group<'_>) -> Block {
    let row = vec![
        Field::new(
            Words::label("利用者氏名", "Client"),
            3,
            person(&group.client),
            7,
        ),
        Field::new(
            Words::label("保険者番号", "Insurer number"),
            3,
            Content::Digits(group.client.insurer.clone()),
            5,
        ),
        Field::new(
            Words::label("被保険者番号", "Insured number"),
            3,
            Content::Digits(group.client.insured.clone()),
            7,
        ),
    ];
    Fields::block(Words::label("利用者の欄", "Client"), vec![row])
}

fn rows_table(pile: &Pile, kind: FileKind, group: &Group<'_>) -> Table {
    let mut columns = vec![
        Column::mark(Words::label("行", "Line"), 1),
        Column::text(Words::label("対象", "Of"), 4),
    ];
    if kind == FileKind::DltJsk {
        columns.push(Column::text(Words::label("サービス事業所", "Office"), 4));
        columns.push(Column::text(
            Words::label("サービス種類", "Kind of service"),
            4,
        ));
    }
    let mut table = Table::new(Words::label("削除するもの", "What is deleted"), "", columns);
    for row in &group.rows {
        let mut contents = vec![
            Content::Text(Words::data(row.line.to_string())),
            Content::Strong(row.words(date_item(kind))),
        ];
        if kind == FileKind::DltJsk {
            contents.push(pile.office(row.raw("service_office_number")));
            contents.push(Content::Text(row.words("service_kind")));
        }
        table.push(RowKind::First, contents);
    }
    table
}
