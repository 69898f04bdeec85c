//! The head of table 6: who the client is, how much care is certified, who made the plan.
//!
//! Names and certification are not in the records of table 6 but in the supplement that is sent
//! with it. Where there is none, the boxes of the form stay empty.

use crate::content::{
    certification_status, distinct, distinct_raw, one_line, period, person, suffixed,
    units_per_month,
};
use crate::era;
use crate::pile::{Group, Pile};
use crate::record::Row;
use crate::sheet::{Block, Content, Field, Fields};
use crate::words::{Language, Words};
use standard::{FileKind, FileName};

/// Levels of care that make a plan one of prevention: 事業対象者, 要支援1, 要支援2.
const PREVENTION_LEVELS: [&str; 3] = ["06", "12", "13"];

/// What the head needs.
pub(super) struct TicketHead<'a> {
    supplement: Option<&'a Row>,
    /// The records of the sheet, planned and actual.
    rows: Vec<&'a Row>,
    /// The files that the supplement stands in.
    pub(super) file_names: Vec<String>,
    file: Option<FileName>,
}

impl<'a> TicketHead<'a> {
    /// What the head of `group` needs; `beside` are the actual records of the same sheet.
    pub(super) fn new(
        pile: &'a Pile,
        index: usize,
        group: &Group<'a>,
        beside: &[&'a Row],
    ) -> TicketHead<'a> {
        let month = &group.date;
        let supplements = pile.related(
            index,
            FileKind::UpHosoku,
            &group.client,
            "target_month",
            month,
        );
        TicketHead {
            supplement: supplements.rows.first().copied(),
            rows: group.rows.iter().chain(beside).copied().collect(),
            file_names: supplements.file_names,
            file: pile.files[index].parsed,
        }
    }

    /// 認定済・申請中.
    pub(super) fn status(&self) -> Content {
        self.supplement
            .map_or(Content::empty(), certification_status)
    }

    /// What the form of `month` is called.
    pub(super) fn title(&self, month: &str) -> Words {
        let month = era::month_words(month);
        let level = self.supplement.map_or("", |row| row.raw("care_level"));
        let plan = if PREVENTION_LEVELS.contains(&level) {
            "居宅（介護予防）"
        } else {
            "居宅"
        };
        let ja = month.read(Language::Japanese);
        let en = month.read(Language::English);
        Words::both(
            format!("{ja}分　サービス利用票（兼{plan}サービス計画）"),
            format!("Service ticket for {en}"),
        )
    }

    /// The boxes above the month.
    pub(super) fn draw(&self, pile: &Pile, group: &Group<'_>) -> Block {
        let rows = vec![
            self.insurer_row(pile, group),
            self.client_row(group),
            self.limit_row(),
            self.certification_row(pile),
        ];
        Fields::block(
            Words::label("利用者と認定の欄", "Client and certification"),
            rows,
        )
    }

    fn insurer_row(&self, pile: &Pile, group: &Group<'_>) -> Vec<Field> {
        let manager = distinct(&self.rows, "care_manager_name");
        let offices = distinct_raw(&self.rows, "care_office_number");
        let mut creator: Vec<Content> = offices.iter().map(|number| pile.office(number)).collect();
        creator.push(manager);
        vec![
            Field::new(
                Words::label("保険者番号", "Insurer number"),
                2,
                Content::Digits(group.client.insurer.clone()),
                5,
            ),
            Field::new(Words::label("保険者名", "Insurer"), 2, Content::empty(), 4),
            Field::new(
                Words::label("居宅介護支援\n事業者・担当者", "Care office and manager"),
                3,
                Content::stack(creator),
                6,
            ),
            Field::new(
                Words::label("作成\n年月日", "Made on"),
                2,
                distinct(&group.rows, "created_date"),
                4,
            ),
        ]
    }

    fn client_row(&self, group: &Group<'_>) -> Vec<Field> {
        vec![
            Field::new(
                Words::label("被保険者\n番号", "Insured number"),
                2,
                Content::Digits(group.client.insured.clone()),
                5,
            ),
            Field::new(
                Words::label("被保険者\n氏名", "Client"),
                2,
                person(&group.client),
                4,
            ),
            Field::new(
                Words::label("要介護状態区分", "Care level"),
                3,
                Content::Strong(self.supplement_words("care_level")),
                3,
            ),
            Field::new(
                Words::label("前回の区分・\n変更日", "Level before, changed on"),
                3,
                Content::stack([
                    self.supplement_words("previous_care_level").into(),
                    self.supplement_words("care_level_change_date").into(),
                ]),
                6,
            ),
        ]
    }

    fn limit_row(&self) -> Vec<Field> {
        vec![
            Field::new(
                Words::label("生年月日", "Born"),
                2,
                self.supplement_words("user_birth_date").into(),
                5,
            ),
            Field::new(
                Words::label("性別", "Sex"),
                2,
                self.supplement_words("user_sex").into(),
                4,
            ),
            Field::new(
                Words::label("区分支給限度\n基準額", "Limit per month"),
                3,
                Content::Strong(units_per_month(self.supplement)),
                3,
            ),
            Field::new(
                Words::label("限度額\n適用期間", "Limit applies"),
                3,
                period(
                    self.supplement,
                    "limit_period_start_date",
                    "limit_period_end_date",
                ),
                6,
            ),
        ]
    }

    fn certification_row(&self, pile: &Pile) -> Vec<Field> {
        let mut days = distinct_raw(&self.rows, "short_stay_days_until_prev_month");
        let supplement = self
            .supplement
            .map_or("", |row| row.raw("short_stay_days_until_prev_month"));
        if !supplement.is_empty() && !days.iter().any(|days| days == supplement) {
            days.push(supplement.to_owned());
        }
        let to = self
            .file
            .map_or(Content::empty(), |file| pile.address(file.to));
        vec![
            Field::new(
                Words::label("認定日", "Certified on"),
                2,
                self.supplement_words("certification_date").into(),
                5,
            ),
            Field::new(
                Words::label(
                    "前月までの短期入所\n利用日数",
                    "Days of short stay until last month",
                ),
                4,
                suffixed(&days.join("・"), "日", "").into(),
                2,
            ),
            Field::new(
                Words::label("このデータの\n宛先", "These data go to"),
                3,
                one_line(to),
                12,
            ),
        ]
    }

    fn supplement_words(&self, id: &str) -> Words {
        self.supplement.map_or(Words::data(""), |row| row.words(id))
    }
}
