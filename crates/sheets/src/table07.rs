//! サービス利用票別表（第7表）: what the services of a month cost, and how far the limits reach.
//!
//! Rows stay in the order of the sender, with the grand total last. A subtotal has a code of its
//! own (種類 and AAAA, EEEE or ZZZZ); the standard fixes its units and often its count to 0, which
//! says nothing and is left out as on paper.

use crate::content::{
    distinct, over_30_days, person, prefixed, satellite_words, service_name, suffixed,
};
use crate::era;
use crate::pile::{Group, Pile};
use crate::record::Row;
use crate::sheet::{
    Block, Cell, Column, Content, Field, Fields, Form, Head, RowKind, Sheet, Table, TableRow,
};
use crate::supplement::kind_limits;
use crate::words::{Language, Words};
use standard::FileKind;

/// The service code of the grand total.
const TOTAL_CODE: &str = "999999";

/// The office number that stands for no office.
const NO_OFFICE: &str = "9999999999";

/// The columns of figures in the order of the form: item, share of the width, heads.
#[rustfmt::skip]
const FIGURES: [(&str, u8, &str, &str); 17] = [
    ("units", 2, "単位数", "Units"),
    ("discounted_rate", 2, "割引後\n率％", "Discounted rate %"),
    ("discounted_units", 2, "割引後\n単位数", "Discounted units"),
    ("count", 2, "回数", "Times"),
    ("service_units", 3, "サービス\n単位／\n金額", "Service units or sum"),
    ("benefit_management_units", 3, "給付管理\n単位数", "Managed units"),
    ("kind_limit_excess_units", 3, "種類支給\n限度\n基準を\n超える\n単位数", "Over the limit of the kind"),
    ("kind_limit_within_units", 3, "種類支給\n限度\n基準内\n単位数", "Within the limit of the kind"),
    ("category_limit_excess_units", 3, "区分支給\n限度\n基準を\n超える\n単位数", "Over the limit of the level"),
    ("category_limit_within_units", 3, "区分支給\n限度\n基準内\n単位数", "Within the limit of the level"),
    ("unit_price", 2, "単位数\n単価", "Price of a unit"),
    ("total_cost_insured", 3, "費用総額\n（保険／\n事業\n対象分）", "Insured cost"),
    ("benefit_rate", 2, "給付率\n（％）", "Benefit %"),
    ("insurance_claim_amount", 3, "保険／\n事業費\n請求額", "Insurance claim"),
    ("fixed_copay_unit_price", 3, "定額\n利用者\n負担\n単価金額", "Fixed charge per unit"),
    ("copay_insured", 3, "利用者\n負担\n（保険／\n事業\n対象分）", "Client's share of insured cost"),
    ("copay_full", 3, "利用者\n負担\n（全額\n負担分）", "Client's full cost"),
];

/// The items that the standard fixes to 0 in sums.
const ZERO_IN_SUMS: [&str; 2] = ["units", "count"];

/// Draws the records of the file `index`, one sheet per client and month.
pub(crate) fn draw_table07(pile: &Pile, index: usize) -> Vec<Sheet> {
    pile.groups(index)
        .iter()
        .map(|group| draw_statement(pile, index, group))
        .collect()
}

fn draw_statement(pile: &Pile, index: usize, group: &Group<'_>) -> Sheet {
    let supplements = pile.related(
        index,
        FileKind::UpHosoku,
        &group.client,
        "target_month",
        &group.date,
    );
    let supplement = supplements.rows.first().copied();
    let mut blocks = vec![head(group), Block::Table(statement_table(pile, group))];
    blocks.extend(supplement.and_then(kind_limits));
    blocks.push(short_stay(group));
    let month = era::month_words(&group.date);
    let (ja, en) = (
        month.read(Language::Japanese),
        month.read(Language::English),
    );
    let mut sheet = pile.sheet(index, Form::Table7, &group.client, blocks);
    sheet.file_names.extend(supplements.file_names);
    Sheet {
        title: Words::both(
            format!("{ja}分　サービス利用票別表"),
            format!("Statement of services for {en}"),
        ),
        month: group.date.clone(),
        corner_right: Words::label("第7表", "Table 7"),
        ..sheet
    }
}

fn head(group: &Group<'_>) -> Block {
    let row = vec![
        Field::new(
            Words::label("作成年月日", "Made on"),
            3,
            distinct(&group.rows, "created_date"),
            4,
        ),
        Field::new(
            Words::label("保険者番号", "Insurer number"),
            3,
            Content::Digits(group.client.insurer.clone()),
            3,
        ),
        Field::new(
            Words::label("被保険者番号", "Insured number"),
            3,
            Content::Digits(group.client.insured.clone()),
            5,
        ),
        Field::new(
            Words::label("利用者氏名", "Client"),
            3,
            person(&group.client),
            4,
        ),
    ];
    Fields::block(Words::label("利用者の欄", "Client"), vec![row])
}

fn statement_table(pile: &Pile, group: &Group<'_>) -> Table {
    let mut columns = vec![
        Column::text(Words::label("事業所", "Office"), 9),
        Column::text(Words::label("サービス", "Service"), 7),
    ];
    columns.extend(FIGURES.map(|(_, share, ja, en)| Column::figure(Words::label(ja, en), share)));
    let mut table = Table {
        caption: Words::label(
            "区分支給限度管理・利用者負担計算",
            "Management of the limit, and the client's share of the cost",
        ),
        class: "statement long",
        heads: heads(&columns),
        columns,
        rows: Vec::new(),
    };
    let (totals, others): (Vec<&Row>, Vec<&Row>) = group
        .rows
        .iter()
        .partition(|row| row.raw("service_code") == TOTAL_CODE);
    table.rows.extend(
        others
            .into_iter()
            .chain(totals)
            .map(|row| statement_row(pile, row)),
    );
    table
}

/// Two rows of heads in the words of the paper, where the two columns of the discount share one.
fn heads(columns: &[Column]) -> Vec<Vec<Head>> {
    const DISCOUNT: usize = 3;
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    for (index, column) in columns.iter().enumerate() {
        match index {
            DISCOUNT => {
                upper.push(Head {
                    words: Words::label("割引後", "Discounted"),
                    columns: 2,
                    rows: 1,
                });
                lower.push(Head::one(Words::label("率％", "Rate %")));
            }
            _ if index == DISCOUNT + 1 => lower.push(Head::one(Words::label("単位数", "Units"))),
            _ => upper.push(Head {
                words: column.words.clone(),
                columns: 1,
                rows: 2,
            }),
        }
    }
    upper[0].words = Words::label("事業所名\n事業所番号", "Office");
    upper[1].words = Words::label("サービス内容／種類\nサービスコード", "Service");
    vec![upper, lower]
}

fn statement_row(pile: &Pile, row: &Row) -> TableRow {
    let code = row.raw("service_code");
    let (kind, service) = match code.get(2..) {
        _ if code == TOTAL_CODE => (RowKind::Total, total(row)),
        Some("AAAA") => (RowKind::Subtotal, subtotal(code, "小計", "subtotal")),
        Some("EEEE") => (
            RowKind::Subtotal,
            subtotal(
                code,
                "小計（区分支給限度対象外）",
                "subtotal outside the limit",
            ),
        ),
        Some("ZZZZ") => (
            RowKind::Subtotal,
            subtotal(code, "小計（30日超過分）", "subtotal over 30 days"),
        ),
        _ => (RowKind::First, service(row)),
    };
    let mut cells = match kind {
        RowKind::Total => vec![Cell {
            columns: 2,
            ..Cell::one(service)
        }],
        _ => vec![Cell::one(office(pile, row)), Cell::one(service)],
    };
    for (id, ..) in FIGURES {
        let fixed = kind != RowKind::First && row.raw(id) == "0" && ZERO_IN_SUMS.contains(&id);
        let words = if fixed {
            Words::data("")
        } else {
            row.words(id)
        };
        cells.push(Cell::one(Content::Text(words)));
    }
    TableRow { kind, cells }
}

fn office(pile: &Pile, row: &Row) -> Content {
    let number = row.raw("service_office_number");
    // The standard fixes no office for subtotals; some programs write the nines of the total there.
    if number == NO_OFFICE {
        return Content::Text(row.words("service_office_name"));
    }
    let own = row.raw("service_office_name");
    let name = if own.is_empty() {
        pile.office_name(number)
    } else {
        own
    };
    Content::office(name, number, satellite_words(row.raw("satellite_no")))
}

/// 合計, with what else the sender wrote in place of an office.
fn total(row: &Row) -> Content {
    let name = row.raw("service_office_name");
    let name = if name == "合計" { "" } else { name };
    Content::stack([
        Content::Strong(Words::label("合計", "Total")),
        Content::Text(Words::data(name)),
    ])
}

fn subtotal(code: &str, ja: &str, en: &str) -> Content {
    let name = service_name(code);
    let (name_ja, name_en) = (name.read(Language::Japanese), name.read(Language::English));
    Content::stack([
        Content::Strong(Words::both(
            format!("{name_ja} {ja}"),
            format!("{name_en}, {en}"),
        )),
        Content::Small(Words::data(code)),
    ])
}

fn service(row: &Row) -> Content {
    let code = row.raw("service_code");
    Content::stack([
        Content::Text(service_name(code)),
        Content::Small(Words::data(code)),
        Content::Text(row.words("equipment_name")),
        Content::Small(prefixed("TAIS ", "TAIS ", row.raw("tais_code"))),
        Content::Small(prefixed(
            "届出 ",
            "notified ",
            row.raw("equipment_notification_code"),
        )),
        Content::Small(over_30_days(row.raw("over_30_days"))),
    ])
}

/// 要介護認定期間中の短期入所利用日数.
fn short_stay(group: &Group<'_>) -> Block {
    let days = |id: &str| {
        let days = crate::content::distinct_raw(&group.rows, id);
        suffixed(&days.join("・"), "日", " days").into()
    };
    let row = vec![
        Field::new(
            Words::label(
                "要介護認定期間中の\n短期入所利用日数",
                "Days of short stay within the certification",
            ),
            6,
            Content::empty(),
            0,
        ),
        Field::new(
            Words::label("前月までの利用日数", "Until last month"),
            4,
            days("days_until_prev_month"),
            3,
        ),
        Field::new(
            Words::label("当月の計画利用日数", "Planned this month"),
            4,
            days("days_planned_this_month"),
            3,
        ),
        Field::new(
            Words::label("累積利用日数", "In all"),
            4,
            days("days_cumulative"),
            4,
        ),
    ];
    Fields::block(
        Words::label("短期入所利用日数", "Days of short stay"),
        vec![row],
    )
}
