//! 介護予防サービス・支援計画書: the prevention plan with its table of issues, goals and services.
//!
//! The table of the plan is a file of its own (UPYOBO_SUB) and keeps the order of its records; what
//! belongs to several of them is one cell.

use crate::box_plan::Item::{Choice, Digits, Free, Lines, Nothing, Period, Strong, Text};
use crate::box_plan::{BoxPlan, boxed, draw_boxes, free};
use crate::content::{certification_status, choice_of, distinct, person};
use crate::merged_rows::{Level, merged_rows};
use crate::pile::{Group, Pile};
use crate::record::Row;
use crate::sheet::{Block, Column, Content, Field, Fields, Form, Head, RowKind, Sheet, Table};
use crate::words::Words;
use standard::FileKind;

/// The head of the plan.
#[rustfmt::skip]
const HEAD: &[&[BoxPlan]] = &[
    &[
        boxed("整理番号", "Number", 3, Text("reference_number"), 4),
        boxed("利用者名", "Client", 3, Strong("user_name"), 6),
        boxed("要支援状態区分", "Level", 3, Choice("support_level"), 9),
    ],
    &[
        boxed("保険者番号", "Insurer number", 3, Digits("insurer_number"), 4),
        boxed("被保険者番号", "Insured number", 3, Digits("insured_number"), 6),
        boxed("計画種類\n・委託の有無", "Plan, outsourced", 3, Lines(&["plan_type", "outsourced"]), 9),
    ],
    &[
        boxed("認定年月日", "Certified on", 3, Text("certification_date"), 4),
        boxed("認定の有効期間", "Certification valid", 3, Period("certification_start_date", "certification_end_date"), 6),
        boxed("担当地域包括\n支援センター", "Support centre", 3, Text("support_center_name"), 9),
    ],
    &[
        boxed("計画作成者氏名\n（センター）", "Planner (centre)", 3, Text("planner_name_center"), 4),
        boxed("計画作成者氏名\n（介護支援専門員）", "Planner (care manager)", 3, Text("planner_name_care_manager"), 6),
        boxed("計画作成事業者・\n事業所名・所在地", "Planning office", 3, Lines(&["planner_office_name", "planner_office_address", "planner_office_phone"]), 9),
    ],
    &[
        boxed("計画作成\n（変更）日", "Plan made or changed on", 3, Strong("plan_date"), 4),
        boxed("初回作成日", "First plan made on", 3, Text("first_plan_date"), 18),
    ],
    &[
        boxed("目標とする生活\n（1日）", "Aim for a day", 3, Free("goal_life_day"), 11),
        boxed("目標とする生活\n（1年）", "Aim for a year", 3, Free("goal_life_year"), 11),
    ],
];

/// The areas of the assessment: how their items begin, and what they are called.
const AREAS: [(&str, &str, &str); 4] = [
    ("mobility", "運動・移動について", "Mobility"),
    (
        "daily_living",
        "日常生活（家庭生活）について",
        "Daily life at home",
    ),
    (
        "social",
        "社会参加、対人関係・コミュニケーションについて",
        "Social life",
    ),
    ("health", "健康管理について", "Health"),
];

/// What the plan ends with.
#[rustfmt::skip]
const POLICY: &[&[BoxPlan]] = &[
    &[
        free("健康状態について\n（留意点）", "Health: what to mind", "health_notes"),
    ],
    &[
        boxed("妥当な支援の\n実施に向けた方針", "Policy for proper support", 5, Free("support_policy"), 9),
        boxed("総合的な方針", "Overall policy", 4, Free("overall_policy"), 10),
    ],
    &[free("地域包括支援\nセンターの意見", "Opinion of the support centre", "support_center_opinion")],
    &[
        boxed("計画に関する同意", "Consent to the plan", 5, Nothing, 0),
        boxed("同意日", "On", 3, Text("consent_date"), 8),
        boxed("同意者氏名", "By", 3, Text("consenter_name"), 9),
    ],
];

/// The areas of the basic checklist.
const CHECKLIST: [(&str, &str, &str); 6] = [
    ("exercise", "運動不足", "Exercise"),
    ("nutrition", "栄養改善", "Nutrition"),
    ("oral_care", "口腔内ケア", "Oral care"),
    ("homebound", "閉じこもり予防", "Homebound"),
    ("forgetfulness", "物忘れ予防", "Forgetfulness"),
    ("depression", "うつ予防", "Depression"),
];

/// Draws the records of the file `index`, one sheet per record, with the table of each.
pub(crate) fn draw_prevention(pile: &Pile, index: usize) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for group in pile.groups(index) {
        for row in &group.rows {
            let plans = pile.related(
                index,
                FileKind::UpYoboSub,
                &group.client,
                "plan_date",
                &group.date,
            );
            let boxes = |ja, en, plan| draw_boxes(pile, row, Words::label(ja, en), plan);
            let mut blocks = vec![
                boxes("利用者と計画の欄", "Client and plan", HEAD),
                Block::Table(areas_table(row)),
            ];
            if !plans.rows.is_empty() {
                blocks.push(Block::Table(plan_table(&plans.rows)));
            }
            blocks.push(Block::Table(checklist_table(row)));
            blocks.push(boxes("方針と同意", "Policy and consent", POLICY));
            let corner = Content::Line(vec![
                choice_of(row, "plan_category"),
                certification_status(row),
            ]);
            let mut sheet = prevention_sheet(pile, index, &group, blocks);
            sheet.corner_left = corner;
            sheet.file_names.extend(plans.file_names);
            sheets.push(sheet);
        }
    }
    sheets
}

/// Draws the records of the table of a plan that is not among the files.
pub(crate) fn draw_prevention_orphans(pile: &Pile, index: usize) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for group in pile.groups(index) {
        let parents = pile.related(
            index,
            FileKind::UpYobo,
            &group.client,
            "plan_date",
            &group.date,
        );
        if parents.rows.is_empty() {
            let blocks = vec![orphan_head(&group), Block::Table(plan_table(&group.rows))];
            sheets.push(prevention_sheet(pile, index, &group, blocks));
        }
    }
    sheets
}

fn prevention_sheet(pile: &Pile, index: usize, group: &Group<'_>, blocks: Vec<Block>) -> Sheet {
    Sheet {
        title: Words::label("介護予防サービス・支援計画書", "Prevention service plan"),
        corner_right: Words::label("介護予防", "Prevention"),
        ..pile.sheet(index, Form::Prevention, &group.client, blocks)
    }
}

#[rustfmt::skip]
fn orphan_head(group: &Group<'_>) -> Block {
    let label = Words::label;
    let row = vec![
        Field::new(label("利用者名", "Client"), 2, person(&group.client), 5),
        Field::new(label("保険者\n番号", "Insurer number"), 2, Content::Digits(group.client.insurer.clone()), 4),
        Field::new(label("被保険者\n番号", "Insured number"), 2, Content::Digits(group.client.insured.clone()), 5),
        Field::new(label("計画作成（変更）日", "Plan of"), 3, distinct(&group.rows, "plan_date"), 5),
    ];
    Fields::block(label("利用者の欄", "Client"), vec![row])
}

/// アセスメント: four areas.
fn areas_table(row: &Row) -> Table {
    let mut table = Table::new(
        Words::label("アセスメント領域と現在の状況", "Areas of the assessment"),
        "",
        vec![
            Column::text(Words::label("領域", "Area"), 4),
            Column::text(Words::label("現在の状況", "State now"), 8),
            Column::text(
                Words::label("本人・家族の意欲・意向", "What the client and family want"),
                8,
            ),
            Column::mark(Words::label("課題の\n有無", "Issue"), 2),
            Column::text(
                Words::label("領域における課題（背景・原因）", "Issue and its causes"),
                8,
            ),
        ],
    );
    for (area, ja, en) in AREAS {
        let item = |name: &str| format!("{area}_{name}");
        table.push(
            RowKind::First,
            [
                Content::Text(Words::label(ja, en)),
                row.words(&item("current_state")).into(),
                row.words(&item("intention")).into(),
                choice_of(row, &item("has_issue")),
                row.words(&item("issue")).into(),
            ],
        );
    }
    table
}

/// 基本チェックリスト: counts and programmes.
fn checklist_table(row: &Row) -> Table {
    let mut columns = vec![Column::text(
        Words::label("基本チェックリスト", "Basic checklist"),
        5,
    )];
    columns.extend(CHECKLIST.map(|(_, ja, en)| Column::mark(Words::label(ja, en), 4)));
    let caption = Words::label("必要な事業プログラム", "Programmes that are needed");
    let mut table = Table::new(caption, "", columns);
    let heading = |ja, en| Content::Text(Words::label(ja, en));
    let counts = CHECKLIST.map(|(area, ..)| row.words(&format!("checklist_count_{area}")).into());
    table.push(
        RowKind::First,
        [heading("該当数", "Points")].into_iter().chain(counts),
    );
    let programmes = CHECKLIST.map(|(area, ..)| choice_of(row, &format!("program_needed_{area}")));
    table.push(
        RowKind::First,
        [heading("事業プログラムの要否", "Programme")]
            .into_iter()
            .chain(programmes),
    );
    table
}

/// The issues with their goals, plans and services.
fn plan_table(rows: &[&Row]) -> Table {
    const ISSUE: [&str; 4] = [
        "overall_issue",
        "goal_proposal",
        "proposal_intention",
        "goal",
    ];
    const PLAN: [&str; 3] = ["support_point", "self_care_and_informal", "insured_service"];
    const SERVICE: [&str; 3] = ["service_type", "service_provider", "service_period"];
    let issue_begins = begins(rows, "issue_no", &ISSUE, &vec![false; rows.len()]);
    let plan_begins = begins(rows, "support_plan_no", &PLAN, &issue_begins);
    let contents = |ids: &[&str]| -> Vec<Vec<Content>> {
        rows.iter()
            .map(|row| ids.iter().map(|id| Content::Text(row.words(id))).collect())
            .collect()
    };
    let levels = [
        Level {
            begins: issue_begins,
            contents: contents(&ISSUE),
        },
        Level {
            begins: plan_begins,
            contents: contents(&PLAN),
        },
        Level {
            begins: vec![true; rows.len()],
            contents: contents(&SERVICE),
        },
    ];
    let mut table = empty_plan_table();
    table.rows = merged_rows(&levels);
    table
}

/// Whether an issue or plan begins on each row: its number changes, or it has words of its own.
fn begins(rows: &[&Row], number: &str, items: &[&str], outer: &[bool]) -> Vec<bool> {
    let changes =
        |index: usize| index == 0 || rows[index].raw(number) != rows[index - 1].raw(number);
    let written = |index: usize| items.iter().any(|id| !rows[index].raw(id).is_empty());
    (0..rows.len())
        .map(|index| outer[index] || changes(index) || written(index))
        .collect()
}

#[rustfmt::skip]
fn empty_plan_table() -> Table {
    let columns = vec![
        Column::text(Words::label("総合的課題", "Issue"), 5),
        Column::text(Words::label("課題に対する目標と\n具体策の提案", "Goal and steps proposed"), 6),
        Column::text(Words::label("具体策に\nついての意向\n本人・家族", "What client and family say"), 6),
        Column::text(Words::label("目標", "Goal"), 5),
        Column::text(Words::label("目標についての\n支援のポイント", "Points of support"), 6),
        Column::text(Words::label("本人等の\nセルフケアや\n家族の支援、\nインフォーマル\nサービス", "Self-care, family, informal services"), 6),
        Column::text(Words::label("介護保険サービス\n又は地域支援事業", "Insured service or programme"), 6),
        Column::text(Words::label("サービス種別", "Kind of service"), 5),
        Column::text(Words::label("事業所\n（利用先）", "Provider"), 5),
        Column::text(Words::label("期間", "Period"), 4),
    ];
    let mut upper: Vec<Head> =
        columns[..4].iter().map(|column| Head { rows: 2, ..Head::one(column.words.clone()) }).collect();
    upper.push(Head { words: Words::label("支援計画", "Plan of support"), columns: 6, rows: 1 });
    let lower = columns[4..].iter().map(|column| Head::one(column.words.clone())).collect();
    Table {
        heads: vec![upper, lower],
        ..Table::new(Words::label("課題・目標・支援計画", "Issues, goals, plan of support"), "long", columns)
    }
}
