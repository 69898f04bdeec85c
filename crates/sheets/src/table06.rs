//! サービス利用票（第6表）: the month of one client, planned and given.
//!
//! Records of one service, office and time become one line, with a count in each day. Planned and
//! actual records of the same line stand below each other. Units do not tell lines apart, because
//! an actual may carry 0 where the plan has a figure.

mod head;

use crate::content::{distinct_raw, over_30_days, prefixed, satellite_words, service_name};
use crate::era;
use crate::month_block::{DAYS_MAX, MonthBlock, MonthLine, MonthRow, MonthRowKind, day_heads};
use crate::pile::{Group, Pile, is_ticket_of};
use crate::record::{NO_TIME, Row, group_digits, minutes, show_time};
use crate::sheet::{Block, Client, Content, Form, Sheet};
use crate::unplaced::{Unplaced, unplaced_block};
use crate::words::{Language, Words};
use standard::FileKind;
use std::collections::{BTreeMap, BTreeSet};

/// The month of one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Whom it is about.
    pub client: Client,
    /// The month, `YYYYMM` as in the records.
    pub month: String,
    /// The lines in their order on the form: by time, those without a time last.
    pub lines: Vec<TicketLine>,
    /// Whether planned records were given.
    pub has_planned: bool,
    /// Whether actual records were given.
    pub has_actual: bool,
    /// Records whose day or count cannot be read.
    pub unplaced: Vec<Unplaced>,
}

/// One service of one office at one time of day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketLine {
    /// What tells the line from others.
    pub key: LineKey,
    /// The name of the office as the records have it.
    pub office_name: String,
    /// The units per time, as they stand in the records.
    pub units: BTreeSet<String>,
    /// What is planned.
    pub planned: LineDays,
    /// What was given.
    pub actual: LineDays,
}

/// What tells a line from others, each as it stands in the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineKey {
    /// From when, `HHMM`; 9999 without a time.
    pub start: String,
    /// Until when.
    pub end: String,
    /// The service code.
    pub service_code: String,
    /// The office.
    pub office_number: String,
    /// The branch of the office; empty for the office itself.
    pub satellite: String,
    /// TAIS code, code of notified equipment, name of the equipment, number of the detail.
    pub equipment: [String; 4],
    /// 30日超: `1` where it applies.
    pub over_30_days: String,
}

/// The days of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineDays {
    /// How many times on each day, the first day first.
    pub counts: [u32; DAYS_MAX],
    /// The days that may be billed by the day, as 31 flags; usually none or one text.
    pub proration: BTreeSet<String>,
}

impl LineDays {
    /// How many times in the month.
    pub fn sum(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// Actual records that stand beside a plan.
#[derive(Default)]
struct Beside<'a> {
    rows: Vec<&'a Row>,
    file_names: Vec<String>,
    /// From whom they are and of which day, for each file.
    notes: Vec<Words>,
}

/// Draws the planned or actual records of the file `index`, one sheet per client and month.
///
/// Actuals that are shown beside a plan have no sheet of their own.
pub(crate) fn draw_table06(pile: &Pile, index: usize) -> Vec<Sheet> {
    let is_plan = pile.files[index].kind == FileKind::UpPlan;
    let mut sheets = Vec::new();
    for group in pile.groups(index) {
        if !is_plan && pile.is_beside_plan(index, &group.client, &group.date) {
            continue;
        }
        let beside = if is_plan {
            actuals_beside(pile, index, &group)
        } else {
            Beside::default()
        };
        let (planned, actual) = if is_plan {
            (&group.rows[..], &beside.rows[..])
        } else {
            (&[][..], &group.rows[..])
        };
        let ticket = build_ticket(group.client.clone(), &group.date, planned, actual);
        sheets.push(draw_ticket(pile, index, &group, &ticket, &beside));
    }
    sheets
}

fn actuals_beside<'a>(pile: &'a Pile, index: usize, group: &Group<'_>) -> Beside<'a> {
    let mut beside = Beside::default();
    for other in pile.actuals_of(index, &group.client, &group.date) {
        let file = &pile.files[other];
        let fits = |row: &&Row| is_ticket_of(row, &group.client, &group.date);
        let rows: Vec<&Row> = file.rows.iter().filter(fits).collect();
        let office = file
            .parsed
            .map_or(String::new(), |name| name.from.office.to_string());
        for created in distinct_raw(&rows, "created_date") {
            let (name, day) = (pile.office_name(&office), era::day_words(&created));
            beside.notes.push(Words::both(
                format!(
                    "実績: {name} {office}（{}作成）",
                    day.read(Language::Japanese)
                ),
                format!(
                    "Actual services: {name} {office}, made on {}",
                    day.read(Language::English)
                ),
            ));
        }
        beside.rows.extend(rows);
        beside.file_names.push(file.name.clone());
    }
    beside
}

/// Puts the records of one client and month into lines.
pub(crate) fn build_ticket(
    client: Client,
    month: &str,
    planned: &[&Row],
    actual: &[&Row],
) -> Ticket {
    let mut lines = BTreeMap::new();
    let mut unplaced = Vec::new();
    for (rows, is_actual) in [(planned, false), (actual, true)] {
        for row in rows {
            let Some((day, count)) = day_and_count(row, month) else {
                let kind = if is_actual {
                    MonthRowKind::Actual
                } else {
                    MonthRowKind::Planned
                };
                unplaced.push(Unplaced {
                    source: Some(kind.words()),
                    ..Unplaced::of(row)
                });
                continue;
            };
            let line = lines
                .entry(line_key(row))
                .or_insert_with_key(|key| TicketLine {
                    key: key.clone(),
                    office_name: String::new(),
                    units: BTreeSet::new(),
                    planned: LineDays::default(),
                    actual: LineDays::default(),
                });
            add_row(line, row, is_actual, day, count);
        }
    }
    Ticket {
        client,
        month: month.to_owned(),
        lines: lines.into_values().collect(),
        has_planned: !planned.is_empty(),
        has_actual: !actual.is_empty(),
        unplaced,
    }
}

fn line_key(row: &Row) -> LineKey {
    let raw = |id: &str| row.raw(id).to_owned();
    LineKey {
        start: raw("start_time"),
        end: raw("end_time"),
        service_code: raw("service_code"),
        office_number: raw("service_office_number"),
        satellite: raw("satellite_no"),
        equipment: [
            "tais_code",
            "equipment_notification_code",
            "equipment_name",
            "detail_no",
        ]
        .map(raw),
        over_30_days: raw("over_30_days"),
    }
}

fn add_row(line: &mut TicketLine, row: &Row, is_actual: bool, day: usize, count: u32) {
    if line.office_name.is_empty() {
        row.raw("service_office_name")
            .clone_into(&mut line.office_name);
    }
    if !row.raw("units").is_empty() {
        line.units.insert(row.raw("units").to_owned());
    }
    let days = if is_actual {
        &mut line.actual
    } else {
        &mut line.planned
    };
    days.counts[day] += count;
    if !row.raw("proration_days").is_empty() {
        days.proration.insert(row.raw("proration_days").to_owned());
    }
}

/// The index of the day and how many times, when the record can stand in the form of `month`.
fn day_and_count(row: &Row, month: &str) -> Option<(usize, u32)> {
    era::first_day(month)?;
    let day = era::read_day(row.raw("service_date"))?;
    let (start, end) = (row.raw("start_time"), row.raw("end_time"));
    let timed = [start, end]
        .iter()
        .all(|time| *time == NO_TIME || minutes(time).is_some());
    let count = row.raw("service_count").parse::<u8>().ok()?;
    let proration = row.raw("proration_days");
    let flags = proration.is_empty()
        || (proration.len() == DAYS_MAX
            && proration.bytes().all(|flag| matches!(flag, b'0' | b'1')));
    let fits = row.raw("service_date").starts_with(month) && timed && flags;
    fits.then(|| (usize::from(day.day().unsigned_abs()) - 1, u32::from(count)))
}

fn draw_ticket(
    pile: &Pile,
    index: usize,
    group: &Group<'_>,
    ticket: &Ticket,
    beside: &Beside<'_>,
) -> Sheet {
    let head = head::TicketHead::new(pile, index, group, &beside.rows);
    let mut blocks = vec![head.draw(pile, group)];
    match era::first_day(&ticket.month) {
        Some(first) => {
            let lines = ticket
                .lines
                .iter()
                .map(|line| month_line(pile, ticket, line, first));
            blocks.push(Block::Month(MonthBlock {
                days: day_heads(first),
                lines: lines.collect(),
            }));
        }
        // Without a month no record has a day in it: all of them are listed.
        None => debug_assert!(ticket.lines.is_empty()),
    }
    blocks.extend(beside.notes.iter().cloned().map(Block::Note));
    blocks.extend(unplaced_block(&ticket.unplaced));
    let mut sheet = pile.sheet(index, Form::Table6, &ticket.client, blocks);
    sheet.file_names.extend_from_slice(&beside.file_names);
    sheet.file_names.extend_from_slice(&head.file_names);
    Sheet {
        title: head.title(&ticket.month),
        month: ticket.month.clone(),
        corner_left: head.status(),
        corner_right: Words::label("第6表", "Table 6"),
        ..sheet
    }
}

fn month_line(
    pile: &Pile,
    ticket: &Ticket,
    line: &TicketLine,
    first: jiff::civil::Date,
) -> MonthLine {
    let days = usize::from(first.days_in_month().unsigned_abs());
    let mut rows = Vec::new();
    for (given, kind, data) in [
        (ticket.has_planned, MonthRowKind::Planned, &line.planned),
        (ticket.has_actual, MonthRowKind::Actual, &line.actual),
    ] {
        if given {
            rows.push(count_row(kind, data, days));
        }
    }
    let flags: BTreeSet<&String> = line
        .planned
        .proration
        .iter()
        .chain(&line.actual.proration)
        .collect();
    rows.extend(flags.into_iter().map(|flags| proration_row(flags, days)));
    let name = if line.office_name.is_empty() {
        pile.office_name(&line.key.office_number)
    } else {
        &line.office_name
    };
    let times = [&line.key.start, &line.key.end].map(|time| show_time(time));
    let timed = line.key.start != line.key.end;
    let [start, end] = times;
    MonthLine {
        key: line.key.clone(),
        start,
        end: if timed { end } else { String::new() },
        service: service_content(&line.key, &line.units),
        office: Content::office(
            name,
            &line.key.office_number,
            satellite_words(&line.key.satellite),
        ),
        rows,
    }
}

fn count_row(kind: MonthRowKind, data: &LineDays, days: usize) -> MonthRow {
    let show = |count: &u32| {
        if *count == 0 {
            String::new()
        } else {
            count.to_string()
        }
    };
    MonthRow::new(
        kind,
        data.counts[..days].iter().map(show).collect(),
        show(&data.sum()),
    )
}

/// The days that may be billed; flags after the end of a short month are 0 and fall away.
fn proration_row(flags: &str, days: usize) -> MonthRow {
    let marks = flags.bytes().map(|flag| {
        if flag == b'1' {
            "○".to_owned()
        } else {
            String::new()
        }
    });
    let count = flags.bytes().filter(|flag| *flag == b'1').count();
    MonthRow::new(
        MonthRowKind::Proration,
        marks.take(days).collect(),
        count.to_string(),
    )
}

/// A service by the name of its kind, with its code, units and equipment below.
fn service_content(key: &LineKey, units: &BTreeSet<String>) -> Content {
    let [tais, notification, equipment, detail] = &key.equipment;
    let units: Vec<String> = units.iter().map(|units| group_digits(units)).collect();
    let units = match units.len() {
        0 => Words::data(""),
        _ => Words::both(
            format!("{}単位", units.join("・")),
            format!("{} units", units.join(" or ")),
        ),
    };
    Content::stack([
        Content::Strong(service_name(&key.service_code)),
        Content::Line(vec![
            Content::Small(Words::data(key.service_code.as_str())),
            Content::Small(units),
        ]),
        Content::Text(Words::data(equipment.as_str())),
        Content::Small(prefixed("TAIS ", "TAIS ", tais)),
        Content::Small(prefixed("届出 ", "notified ", notification)),
        Content::Small(prefixed("明細 ", "detail ", detail)),
        Content::Small(over_30_days(&key.over_30_days)),
    ])
}
