//! 利用者基本情報: the client before the first prevention plan, with one day of life and illnesses.
//!
//! The boxes follow the paper form from 相談日 to 同意. The two sub-tables are files of their own and
//! stand where the paper has them; the picture of the family is named, not drawn.

use crate::box_plan::Item::{
    Choice, Digits, Figure, Flags, Free, Lines, Nothing, Period, Person, Text,
};
use crate::box_plan::{BoxPlan, boxed, draw_boxes, free};
use crate::content::{distinct, person};
use crate::pile::{Group, Pile, Related};
use crate::record::Row;
use crate::sheet::{Block, Column, Content, Field, Fields, Form, RowKind, Sheet, Table};
use crate::words::Words;
use standard::FileKind;

/// From the consultation to the certification.
#[rustfmt::skip]
const CONSULTATION: &[&[BoxPlan]] = &[
    &[
        boxed("相談日", "Consulted on", 3, Text("consultation_date"), 4),
        boxed("方法", "How", 2, Choice("consultation_method"), 6),
        boxed("その他の内容", "Other way", 3, Text("consultation_method_other"), 4),
        boxed("作成担当者", "Written by", 3, Text("author_name"), 3),
    ],
    &[
        boxed("回数", "Time", 3, Choice("consultation_count"), 4),
        boxed("前回相談日", "Time before", 3, Text("previous_consultation_date"), 5),
        boxed("計画種類", "Plan", 2, Text("plan_type"), 5),
        boxed("委託の有無", "Outsourced", 3, Choice("outsourced"), 3),
    ],
    &[
        boxed("本人の現況", "Client now", 3, Choice("user_current_state"), 9),
        boxed("状況の補足", "More", 3, Text("user_current_state_note"), 13),
    ],
    &[
        boxed("本人氏名", "Client", 3, Person("user_name_kana", "user_name"), 9),
        boxed("性別", "Sex", 3, Choice("user_sex"), 5),
        boxed("生年月日", "Born", 3, Text("user_birth_date"), 5),
    ],
    &[
        boxed("保険者番号", "Insurer number", 3, Digits("insurer_number"), 9),
        boxed("被保険者番号", "Insured number", 3, Digits("insured_number"), 13),
    ],
    &[
        boxed("住所", "Address", 3, Text("user_address"), 9),
        boxed("電話番号", "Telephone", 3, Text("user_phone"), 5),
        boxed("Fax番号", "Fax", 3, Text("user_fax"), 5),
    ],
    &[boxed("障害高齢者の\n日常生活自立度", "Independence, physical", 5, Choice("disability_independence"), 23)],
    &[boxed("認知症高齢者の\n日常生活自立度", "Independence, dementia", 5, Choice("dementia_independence"), 23)],
    &[boxed("要介護状態区分", "Care level", 5, Choice("care_level"), 23)],
    &[
        boxed("認定の有効期間", "Certification valid", 5, Period("certification_start_date", "certification_end_date"), 11),
        boxed("前回の介護度", "Level before", 5, Text("previous_care_level"), 7),
    ],
    &[
        boxed("基本チェックリスト\n記入結果", "Basic checklist", 5, Choice("checklist_result"), 11),
        boxed("基本チェックリスト\n記入日", "Filled in on", 5, Text("checklist_date"), 7),
    ],
];

/// Disabilities, housing, income, people to call.
#[rustfmt::skip]
const LIVING: &[&[BoxPlan]] = &[
    &[
        boxed("障害等認定", "Disabilities", 5, Flags(DISABILITIES), 8),
        boxed("特記事項", "Remarks", 3, Text("disability_note"), 12),
    ],
    &[
        boxed("本人の住居環境", "Housing", 5, Text("housing_type"), 8),
        boxed("自室の階数", "Floor", 3, Figure("room_floor", "階", ""), 4),
        boxed("住宅改修の有無", "Home modified", 4, Choice("housing_renovation"), 4),
    ],
    &[
        boxed("経済状況", "Income", 5, Flags(INCOME), 11),
        boxed("詳細", "Details", 3, Text("income_note"), 9),
    ],
    &[
        boxed("来所者（相談者）", "Visitor", 5, Lines(&["visitor_name", "visitor_relation"]), 6),
        boxed("住所・連絡先", "Address, telephone", 3, Lines(&["visitor_address", "visitor_phone"]), 14),
    ],
    &[
        boxed("家族構成の画像", "Picture of the family", 5, Text("family_image_file_name"), 23),
    ],
    &[free("家族関係等の状況", "The family", "family_situation")],
];

const DISABILITIES: &[(&str, &str, &str)] = &[
    ("disability_physical", "身障", "physical"),
    ("disability_intellectual", "療育", "intellectual"),
    ("disability_mental", "精神", "mental"),
    ("intractable_disease", "難病", "intractable disease"),
];

const INCOME: &[(&str, &str, &str)] = &[
    ("income_national_pension", "国民年金", "national pension"),
    ("income_employees_pension", "厚生年金", "employees' pension"),
    (
        "income_disability_pension",
        "障害年金",
        "disability pension",
    ),
    ("income_public_assistance", "生活保護", "public assistance"),
];

/// 介護予防に関する事項.
#[rustfmt::skip]
const LIFE: &[&[BoxPlan]] = &[
    &[free("今までの生活", "Life until now", "life_history")],
    &[free("1日の生活・すごし方", "How the day goes", "daily_life")],
    &[
        boxed("趣味・楽しみ・特技", "Hobbies", 5, Free("hobbies"), 9),
        boxed("友人・地域との関係", "Friends and neighbours", 5, Free("community_relations"), 9),
    ],
];

/// Services in use and consent.
#[rustfmt::skip]
const SERVICES: &[&[BoxPlan]] = &[
    &[
        boxed("現在利用している\n公的サービス", "Public services in use", 5, Free("public_services"), 9),
        boxed("現在利用している\n非公的サービス", "Other services in use", 5, Free("non_public_services"), 9),
    ],
    &[
        boxed("同意", "Consent", 5, Nothing, 0),
        boxed("同意日", "On", 3, Text("consent_date"), 8),
        boxed("同意者氏名", "By", 3, Text("consenter_name"), 9),
    ],
];

/// The sub-tables in their order on the form.
const SUB_TABLES: [FileKind; 2] = [FileKind::UpKihonSub1, FileKind::UpKihonSub2];

/// Draws the records of the file `index`, one sheet per record, with the sub-tables of each.
pub(crate) fn draw_basic(pile: &Pile, index: usize) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for group in pile.groups(index) {
        for row in &group.rows {
            let tables = SUB_TABLES.map(|kind| {
                pile.related(index, kind, &group.client, "consultation_date", &group.date)
            });
            let blocks = basic_blocks(pile, row, &tables);
            let mut sheet = basic_sheet(pile, index, &group, blocks);
            sheet
                .file_names
                .extend(tables.into_iter().flat_map(|table| table.file_names));
            sheets.push(sheet);
        }
    }
    sheets
}

/// Draws the records of a sub-table whose basic information is not among the files.
pub(crate) fn draw_basic_orphans(pile: &Pile, index: usize) -> Vec<Sheet> {
    let kind = pile.files[index].kind;
    let mut sheets = Vec::new();
    for group in pile.groups(index) {
        let parents = pile.related(
            index,
            FileKind::UpKihon,
            &group.client,
            "consultation_date",
            &group.date,
        );
        if parents.rows.is_empty() {
            let table = if kind == FileKind::UpKihonSub1 {
                day_table
            } else {
                history_table
            };
            let blocks = vec![orphan_head(&group), Block::Table(table(&group.rows))];
            sheets.push(basic_sheet(pile, index, &group, blocks));
        }
    }
    sheets
}

fn basic_sheet(pile: &Pile, index: usize, group: &Group<'_>, blocks: Vec<Block>) -> Sheet {
    Sheet {
        title: Words::label("利用者基本情報", "Basic information on the client"),
        corner_right: Words::label("介護予防", "Prevention"),
        ..pile.sheet(index, Form::Basic, &group.client, blocks)
    }
}

fn basic_blocks(pile: &Pile, row: &Row, tables: &[Related<'_>; 2]) -> Vec<Block> {
    let boxes = |ja, en, plan| draw_boxes(pile, row, Words::label(ja, en), plan);
    let mut blocks = vec![
        boxes("基本情報", "Basic information", CONSULTATION),
        boxes("生活の状況", "Circumstances", LIVING),
    ];
    blocks.extend(contacts_table(row));
    blocks.push(boxes("介護予防に関する事項", "Facts for prevention", LIFE));
    let [days, history] = tables;
    if !days.rows.is_empty() {
        blocks.push(Block::Table(day_table(&days.rows)));
    }
    if !history.rows.is_empty() {
        blocks.push(Block::Table(history_table(&history.rows)));
    }
    blocks.push(boxes("サービスと同意", "Services and consent", SERVICES));
    blocks
}

#[rustfmt::skip]
fn orphan_head(group: &Group<'_>) -> Block {
    let label = Words::label;
    let row = vec![
        Field::new(label("本人氏名", "Client"), 2, person(&group.client), 5),
        Field::new(label("保険者\n番号", "Insurer number"), 2, Content::Digits(group.client.insurer.clone()), 4),
        Field::new(label("被保険者\n番号", "Insured number"), 2, Content::Digits(group.client.insured.clone()), 5),
        Field::new(label("相談日", "Consulted on"), 3, distinct(&group.rows, "consultation_date"), 5),
    ];
    Fields::block(label("利用者の欄", "Client"), vec![row])
}

/// 緊急連絡先; `None` when nobody is named.
fn contacts_table(row: &Row) -> Option<Block> {
    let mut table = Table::new(
        Words::label("緊急連絡先", "Whom to call"),
        "",
        vec![
            Column::text(Words::label("氏名", "Name"), 4),
            Column::text(Words::label("続柄", "Relation"), 2),
            Column::text(Words::label("住所・連絡先", "Address"), 8),
            Column::text(Words::label("電話番号", "Telephone"), 4),
        ],
    );
    for number in 1..=4 {
        let items = ["name", "relation", "address", "phone"];
        let ids = items.map(|item| format!("emergency_contact{number}_{item}"));
        if ids.iter().any(|id| !row.raw(id).is_empty()) {
            table.push(RowKind::First, ids.map(|id| Content::Text(row.words(&id))));
        }
    }
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

/// 1日の生活 (sub-table 1).
fn day_table(rows: &[&Row]) -> Table {
    let mut table = Table::new(
        Words::label("1日の生活", "One day"),
        "",
        vec![
            Column::text(Words::label("時間", "Time"), 2),
            Column::text(Words::label("本人", "Client"), 8),
            Column::text(Words::label("介護者・家族", "Carers and family"), 8),
        ],
    );
    for row in rows {
        let ids = ["time_text", "user_life", "caregiver_life"];
        table.push(RowKind::First, ids.map(|id| Content::Text(row.words(id))));
    }
    table
}

/// 現病歴・既往歴と経過 (sub-table 2).
fn history_table(rows: &[&Row]) -> Table {
    let mut table = Table::new(
        Words::label("現病歴・既往歴と経過", "Illnesses and their course"),
        "",
        vec![
            Column::text(Words::label("年月日", "Date"), 3),
            Column::text(Words::label("病名", "Illness"), 5),
            Column::text(Words::label("医療機関・医師名", "Hospital and doctor"), 6),
            Column::text(Words::label("主治医", "Doctor is"), 2),
            Column::text(Words::label("電話番号", "Telephone"), 3),
            Column::text(Words::label("経過", "Course"), 3),
            Column::text(Words::label("治療中の場合は内容", "Treatment"), 6),
        ],
    );
    for row in rows {
        let ids = [
            "date_text",
            "disease_name",
            "medical_institution",
            "attending_doctor_flag",
            "medical_institution_phone",
            "progress",
            "treatment_content",
        ];
        table.push(RowKind::First, ids.map(|id| Content::Text(row.words(id))));
    }
    table
}
