//! 居宅サービス計画書（第1表）: who is cared for, by whom, and with what aim.
//!
//! The name and the date of birth are not in the records of table 1; they come from the supplement
//! of the same plan.

use crate::box_plan::Item::{Choice, Lines, Office, Period, Strong, Text};
use crate::box_plan::{BoxPlan, box_rows, boxed, free};
use crate::content::{certification_status, choice_of, distinct, person};
use crate::pile::{Group, Pile};
use crate::record::Row;
use crate::sheet::{Block, Content, Field, Fields, Form, Sheet};
use crate::words::Words;
use standard::FileKind;

/// The boxes below the client, row by row.
#[rustfmt::skip]
const BOXES: &[&[BoxPlan]] = &[
    &[
        boxed("居宅サービス計画\n作成者氏名", "Care manager", 5, Strong("care_manager_name"), 7),
        boxed("居宅介護支援事業者・\n事業所名及び所在地", "Care office", 5, Office("care_office_number", Some("care_office_name")), 5),
        boxed("", "", 0, Lines(&["care_office_postal_code", "care_office_address1", "care_office_address2"]), 6),
    ],
    &[
        boxed("居宅サービス計画\n作成（変更）日", "Plan made or changed on", 5, Strong("care_plan_date"), 7),
        boxed("初回居宅サービス\n計画作成日", "First plan made on", 5, Text("first_care_plan_date"), 11),
    ],
    &[
        boxed("認定日", "Certified on", 5, Text("certification_date"), 7),
        boxed("認定の有効期間", "Certification valid", 5, Period("certification_start_date", "certification_end_date"), 11),
    ],
    &[boxed("要介護状態区分", "Care level", 5, Choice("care_level"), 23)],
    &[free("利用者及び家族の\n生活に対する意向を\n踏まえた課題分析の\n結果", "What the client and the family want, and the needs that follow", "intention_and_assessment")],
    &[free("介護認定審査会の\n意見及びサービスの\n種類の指定", "Opinion of the review board, and services that it names", "review_board_opinion")],
    &[free("総合的な援助の\n方針", "Policy of support", "support_policy")],
    &[
        boxed("生活援助中心型の\n算定理由", "Why mainly housework", 5, Choice("housework_reason"), 11),
        boxed("その他の理由", "Other reason", 4, Text("housework_reason_other"), 8),
    ],
];

/// Draws the records of the file `index`, one sheet per record.
pub(crate) fn draw_table01(pile: &Pile, index: usize) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for group in pile.groups(index) {
        sheets.extend(
            group
                .rows
                .iter()
                .map(|row| draw_plan(pile, index, &group, row)),
        );
    }
    sheets
}

fn draw_plan(pile: &Pile, index: usize, group: &Group<'_>, row: &Row) -> Sheet {
    let supplements = pile.related(
        index,
        FileKind::UpHosoku,
        &group.client,
        "care_plan_date",
        &group.date,
    );
    let mut rows = client_rows(group, row, supplements.rows.first().copied());
    rows.extend(box_rows(pile, row, BOXES));
    let blocks = vec![Fields::block(Words::label("計画の内容", "The plan"), rows)];
    let mut sheet = pile.sheet(index, Form::Table1, &group.client, blocks);
    sheet.file_names.extend(supplements.file_names);
    Sheet {
        title: Words::label("居宅サービス計画書（1）", "Care plan (1)"),
        corner_left: Content::Line(vec![
            choice_of(row, "plan_category"),
            certification_status(row),
        ]),
        corner_right: Words::label("第1表", "Table 1"),
        ..sheet
    }
}

fn client_rows(group: &Group<'_>, row: &Row, supplement: Option<&Row>) -> Vec<Vec<Field>> {
    let born = supplement.map_or(Words::data(""), |row| row.words("user_birth_date"));
    let text = |id: &str| Content::Text(row.words(id));
    let address = [
        text("user_postal_code"),
        text("user_address1"),
        text("user_address2"),
    ];
    let label = Words::label;
    vec![
        vec![
            Field::new(label("利用者名", "Client"), 5, person(&group.client), 7),
            Field::new(label("生年月日", "Born"), 3, born.into(), 5),
            Field::new(label("作成年月日", "Made on"), 3, text("created_date"), 5),
        ],
        vec![
            Field::new(
                label("被保険者番号", "Insured number"),
                5,
                Content::Digits(group.client.insured.clone()),
                7,
            ),
            Field::new(
                label("保険者番号", "Insurer number"),
                3,
                Content::Digits(group.client.insurer.clone()),
                5,
            ),
            Field::new(label("住所", "Address"), 3, Content::stack(address), 5),
        ],
    ]
}

/// The head of the further tables of a plan: the client, and from when the plan is.
#[rustfmt::skip]
pub(crate) fn plan_head(group: &Group<'_>) -> Block {
    let label = Words::label;
    let row = vec![
        Field::new(label("利用者名", "Client"), 2, person(&group.client), 3),
        Field::new(label("保険者\n番号", "Insurer number"), 2, Content::Digits(group.client.insurer.clone()), 4),
        Field::new(label("被保険者\n番号", "Insured number"), 2, Content::Digits(group.client.insured.clone()), 5),
        Field::new(label("計画作成\n（変更）日", "Plan of"), 2, distinct(&group.rows, "care_plan_date"), 3),
        Field::new(label("作成\n年月日", "Made on"), 2, distinct(&group.rows, "created_date"), 3),
    ];
    Fields::block(label("利用者の欄", "Client"), vec![row])
}
