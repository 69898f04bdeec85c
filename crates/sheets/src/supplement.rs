//! 利用者補足情報: what the forms of a set do not carry themselves.
//!
//! On paper these facts are spread over the heads of tables 1, 6 and 7; the sheet here shows all of
//! them in one place, for whoever types them into other software.

use crate::box_plan::Item::{Choice, Digits, Figure, Lines, Office, Period, Person, Text};
use crate::box_plan::{BoxPlan, boxed, draw_boxes};
use crate::content::certification_status;
use crate::pile::{Group, Pile};
use crate::record::Row;
use crate::sheet::{Block, Column, Content, Form, RowKind, Sheet, Table};
use crate::words::Words;

/// The boxes, row by row.
#[rustfmt::skip]
const BOXES: &[&[BoxPlan]] = &[
    &[
        boxed("保険者番号", "Insurer number", 3, Digits("insurer_number"), 6),
        boxed("被保険者番号", "Insured number", 3, Digits("insured_number"), 6),
        boxed("計画作成（変更）日\n・対象年月", "Plan of, month", 4, Lines(&["care_plan_date", "target_month"]), 6),
    ],
    &[
        boxed("利用者氏名", "Client", 3, Person("user_name_kana", "user_name"), 6),
        boxed("性別", "Sex", 3, Choice("user_sex"), 6),
        boxed("生年月日", "Born", 4, Text("user_birth_date"), 6),
    ],
    &[
        boxed("住所", "Address", 3, Lines(&["user_postal_code", "user_address1", "user_address2"]), 15),
        boxed("電話番号", "Telephone", 4, Text("user_phone"), 6),
    ],
    &[boxed("要介護状態区分", "Care level", 3, Choice("care_level"), 25)],
    &[
        boxed("認定日", "Certified on", 3, Text("certification_date"), 6),
        boxed("前回の区分", "Level before", 3, Text("previous_care_level"), 6),
        boxed("要介護状態変更日", "Level changed on", 4, Text("care_level_change_date"), 6),
    ],
    &[
        boxed("区分支給\n限度基準額", "Limit", 3, Figure("category_limit_units", "単位／月", " units a month"), 6),
        boxed("限度額\n適用期間", "Limit applies", 3, Period("limit_period_start_date", "limit_period_end_date"), 6),
        boxed("同意書受付業者", "Consent received by", 4, Office("consent_receiver_office_number", None), 6),
    ],
    &[
        boxed("短期入所\n前月まで", "Short stay until last month", 3, Figure("short_stay_days_until_prev_month", "日", " days"), 6),
        boxed("短期入所\n累積", "Short stay in all", 3, Figure("short_stay_days_cumulative", "日", " days"), 6),
        boxed("種類別の限度を\n超える単位数の合計", "Over the limits by kind", 4, Text("kind_limit_excess_units_total"), 6),
    ],
];

/// How many limits by kind of service a record has room for.
const KIND_LIMITS: u8 = 9;

/// Draws the records of the file `index`, one sheet per record.
pub(crate) fn draw_supplement(pile: &Pile, index: usize) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for group in pile.groups(index) {
        for row in &group.rows {
            sheets.push(draw_record(pile, index, &group, row));
        }
    }
    sheets
}

fn draw_record(pile: &Pile, index: usize, group: &Group<'_>, row: &Row) -> Sheet {
    let month = row.raw("target_month");
    let month = if month == "000000" { "" } else { month };
    let caption = Words::label("利用者と認定の欄", "Client and certification");
    let mut blocks = vec![draw_boxes(pile, row, caption, BOXES)];
    blocks.extend(kind_limits(row));
    Sheet {
        title: Words::label("利用者補足情報", "Supplement on the client"),
        month: month.to_owned(),
        corner_left: certification_status(row),
        corner_right: Words::label("補足情報", "Supplement"),
        ..pile.sheet(index, Form::Supplement, &group.client, blocks)
    }
}

/// 種類別支給限度管理; `None` when the record has no limit by kind.
pub(crate) fn kind_limits(row: &Row) -> Option<Block> {
    let mut table = Table::new(
        Words::label("種類別支給限度管理", "Limits by kind of service"),
        "",
        vec![
            Column::text(Words::label("サービス種類", "Kind of service"), 4),
            Column::figure(
                Words::label("種類支給限度基準額（単位）", "Limit (units)"),
                2,
            ),
            Column::figure(Words::label("合計単位数", "Units"), 2),
            Column::figure(Words::label("限度を超える単位数", "Over the limit"), 2),
        ],
    );
    for slot in 1..=KIND_LIMITS {
        let items = ["service_kind", "limit_units", "total_units", "excess_units"];
        let ids = items.map(|item| format!("kind_limit{slot}_{item}"));
        if ids.iter().any(|id| !row.raw(id).is_empty()) {
            table.push(RowKind::First, ids.map(|id| Content::Text(row.words(&id))));
        }
    }
    (!table.rows.is_empty()).then_some(Block::Table(table))
}
