//! The file sets of a month: who sends what to whom, when, and under which name.
//!
//! The order is that of life: plans and tickets about the 25th of the month before, deletions some days later, actuals
//! from the first working day of the month after. Every set has a stamp of its own.

use standard::FileKind;

use crate::actual::actual_visits;
use crate::calendar::{Desk, Month, plus_days};
use crate::client::Client;
use crate::dice::{Dice, Purpose};
use crate::office::{Office, Offices};
use crate::records::plan::PlanRecords;
use crate::records::prevention::{BasicInformation, PreventionPlan};
use crate::records::supplement::{self, Beside};
use crate::records::ticket::TicketHead;
use crate::records::{deletions, plan, prevention};
use crate::schedule::{Schedule, Visit, plan_month, uses_visited};
use crate::service::kind_facts;
use crate::statement::{Statement, settle};
use crate::{Batch, SampleFile, Settings};

/// More clients of one partner go into a further set, so that no set comes near the 10 MiB that one bundle may have.
const CLIENTS_PER_SET_MAX: usize = 200;

/// How many in a hundred actuals are taken back again.
const ACTUALS_DELETED_PERCENT: u32 = 2;

/// One client with everything that is written about the month.
struct Case<'a> {
    client: &'a Client,
    schedule: Schedule,
    statement: Statement,
    plan: Option<PlanRecords>,
    prevention: Option<(PreventionPlan, Option<BasicInformation>)>,
}

/// The file sets of the world, in the order of their stamps.
pub(crate) fn make_sets(
    settings: &Settings,
    offices: &Offices,
    clients: &[Client],
) -> Vec<SampleFile> {
    let month = settings.month;
    let cases: Vec<Case<'_>> = clients
        .iter()
        .map(|client| case(settings, offices, client))
        .collect();
    let mut dice = Dice::new(settings.seed, Purpose::Stamps);
    let desk = Desk::open(plus_days(month.first(), -6), &mut dice);
    let mut writer = Writer {
        month,
        offices,
        cases: &cases,
        dice,
        desk,
        files: Vec::new(),
    };
    for (index, office) in offices.services.iter().enumerate() {
        for kind in &office.facts.services {
            writer.send_plans(index, kind_facts(kind).code);
            writer.send_tickets(index, kind_facts(kind).code);
        }
    }
    writer.desk.next_day(&mut writer.dice);
    for index in 0..offices.services.len() {
        writer.delete_plans(index);
    }
    writer.desk = Desk::open(
        plus_days(month.last(), 1).max(writer.desk.today()),
        &mut writer.dice,
    );
    for (index, office) in offices.services.iter().enumerate() {
        for kind in &office.facts.services {
            writer.send_actuals(settings.seed, index, kind_facts(kind).code);
        }
    }
    writer.files
}

fn case<'a>(settings: &Settings, offices: &Offices, client: &'a Client) -> Case<'a> {
    let month = settings.month;
    let mut dice = Dice::new(settings.seed, Purpose::Month(client.index));
    let mut schedule = plan_month(&mut dice, client, month);
    let statement = settle(client, &mut schedule.visits, month.last());
    let dice = &mut dice;
    let plan = client.plan.filter(|_| !client.prevention);
    let plan = plan.map(|dates| plan::records(dice, client, dates, &schedule, offices));
    let centre = offices.centre.as_ref().filter(|_| client.prevention);
    let prevention = client.plan.zip(centre).map(|(dates, centre)| {
        let basic = dice
            .percent(40)
            .then(|| prevention::basic_information(dice, client, dates, centre));
        (
            prevention::plan(dice, client, dates, centre, offices),
            basic,
        )
    });
    Case {
        client,
        schedule,
        statement,
        plan,
        prevention,
    }
}

impl Case<'_> {
    /// Whether service office `index` gives `kind` to this client this month.
    fn is_served_by(&self, index: usize, kind: &str) -> bool {
        self.use_index(index, kind).is_some()
    }

    fn use_index(&self, index: usize, kind: &str) -> Option<usize> {
        let mut uses = uses_visited(self.client, &self.schedule.visits);
        uses.find(|(_, one)| one.office == index && one.kind == kind)
            .map(|(use_index, _)| use_index)
    }

    /// Days in short-stay care this month.
    fn stay_days(&self) -> u32 {
        let stays =
            |visit: &&Visit| self.client.uses[visit.use_index].kind == "21" && visit.time.is_none();
        let basic = |visit: &&Visit| visit.part == crate::schedule::Part::Basic;
        let days = self
            .schedule
            .visits
            .iter()
            .filter(stays)
            .filter(basic)
            .count();
        u32::try_from(days).expect("a month has at most 31 days")
    }
}

/// One end of a set: an office and the kind under which it sends or receives.
#[derive(Clone, Copy)]
struct End<'a> {
    office: &'a Office,
    kind: &'a str,
}

/// A file of a set: its kind, the month part of its name, its records.
type Part = (FileKind, Option<String>, Vec<Vec<String>>);

struct Writer<'a> {
    month: Month,
    offices: &'a Offices,
    cases: &'a [Case<'a>],
    dice: Dice,
    desk: Desk,
    files: Vec<SampleFile>,
}

impl<'a> Writer<'a> {
    /// The planning side for clients of `kind`: the centre for the municipality's programme, else the care office.
    fn planner(&self, kind: &str) -> End<'a> {
        match &self.offices.centre {
            Some(centre) if kind.starts_with('A') => End {
                office: centre,
                kind: "46",
            },
            _ => End {
                office: &self.offices.care,
                kind: "43",
            },
        }
    }

    fn partner(&self, index: usize, kind: &'a str) -> End<'a> {
        End {
            office: &self.offices.services[index],
            kind,
        }
    }

    fn cases_of(&self, index: usize, kind: &str) -> Vec<&'a Case<'a>> {
        self.cases
            .iter()
            .filter(|case| case.is_served_by(index, kind))
            .collect()
    }

    /// Sets K1 of care plans, Y2 and Y3 of preventive plans.
    fn send_plans(&mut self, index: usize, kind: &'a str) {
        let (from, to) = (self.planner(kind), self.partner(index, kind));
        let cases = self.cases_of(index, kind);
        let planned: Vec<&Case<'_>> = cases
            .iter()
            .copied()
            .filter(|case| case.plan.is_some())
            .collect();
        for cases in planned.chunks(CLIENTS_PER_SET_MAX) {
            let parts = self.plan_parts(from, cases);
            self.push(Batch::Plan, from, to, parts);
        }
        for with_basic in [false, true] {
            let chosen = |case: &&&Case<'_>| {
                case.prevention
                    .as_ref()
                    .is_some_and(|(_, b)| b.is_some() == with_basic)
            };
            let cases: Vec<&Case<'_>> = cases.iter().filter(chosen).copied().collect();
            for cases in cases.chunks(CLIENTS_PER_SET_MAX) {
                self.push(Batch::Prevention, from, to, prevention_parts(cases));
            }
        }
    }

    fn plan_parts(&self, from: End<'_>, cases: &[&Case<'_>]) -> Vec<Part> {
        let plans = || cases.iter().filter_map(|case| case.plan.as_ref());
        let supplements = cases
            .iter()
            .map(|case| supplement::record(case.client, from.office, Beside::Plan));
        vec![
            (
                FileKind::Up1Kyo,
                None,
                plans().map(|plan| plan.table01.clone()).collect(),
            ),
            (
                FileKind::Up2Kyo,
                None,
                plans().flat_map(|plan| plan.table02.clone()).collect(),
            ),
            (
                FileKind::Up3Kyo,
                None,
                plans().flat_map(|plan| plan.table03.clone()).collect(),
            ),
            (
                FileKind::UpHosoku,
                Some("000000".to_owned()),
                supplements.collect(),
            ),
        ]
    }

    /// Sets K2 and Y4: all services of the clients whom the addressee serves.
    fn send_tickets(&mut self, index: usize, kind: &'a str) {
        let (from, to) = (self.planner(kind), self.partner(index, kind));
        let month = self.month;
        for cases in self.cases_of(index, kind).chunks(CLIENTS_PER_SET_MAX) {
            let made = self.desk.today();
            let (mut table06, mut table07, mut supplements) = (Vec::new(), Vec::new(), Vec::new());
            for case in cases {
                let client = case.client;
                let head = TicketHead {
                    client,
                    month,
                    made,
                    planner: from.office,
                    offices: self.offices,
                };
                table06.extend(head.table06(&case.schedule.visits, &from.office.facts.number));
                table07.extend(head.table07(&case.statement, case.stay_days()));
                let beside = Beside::Ticket(month, case.statement.excess_units());
                supplements.push(supplement::record(client, from.office, beside));
            }
            let name_month = Some(month.to_string());
            let parts = vec![
                (FileKind::UpPlan, name_month.clone(), table06),
                (FileKind::UpSikyu, name_month.clone(), table07),
                (FileKind::UpHosoku, name_month, supplements),
            ];
            self.push(Batch::Ticket, from, to, parts);
        }
    }

    /// Takes back what was planned for clients who went to hospital.
    fn delete_plans(&mut self, index: usize) {
        for kind in &self.offices.services[index].facts.services {
            let (from, to) = (self.planner(kind), self.partner(index, kind));
            let month = self.month;
            for case in self
                .cases_of(index, kind)
                .into_iter()
                .filter(|case| case.client.hospitalised)
            {
                let client = case.client;
                let planned = vec![deletions::planned(client, month)];
                self.push(
                    Batch::Deletion,
                    from,
                    to,
                    vec![(FileKind::DltPlan, Some(month.to_string()), planned)],
                );
                let Some(dates) = client.plan else {
                    continue;
                };
                let file_kind = if client.prevention {
                    FileKind::DltYobo
                } else {
                    FileKind::Dlt1Kyo
                };
                let plan = vec![deletions::dated(client, dates.made)];
                self.push(Batch::Deletion, from, to, vec![(file_kind, None, plan)]);
                if case
                    .prevention
                    .as_ref()
                    .is_some_and(|(_, basic)| basic.is_some())
                {
                    let basic = vec![deletions::dated(
                        client,
                        prevention::consultation_date(dates),
                    )];
                    self.push(
                        Batch::Deletion,
                        from,
                        to,
                        vec![(FileKind::DltKihon, None, basic)],
                    );
                }
            }
        }
    }

    /// Sets K5 and Y8: what the office really gave, and now and then the deletion of one client's actuals.
    fn send_actuals(&mut self, seed: u64, index: usize, kind: &'a str) {
        let (from, to) = (self.partner(index, kind), self.planner(kind));
        let month = self.month;
        let at_home = |case: &&&Case<'_>| !case.client.hospitalised;
        let cases: Vec<&Case<'_>> = self
            .cases_of(index, kind)
            .iter()
            .filter(at_home)
            .copied()
            .collect();
        let mut deleted = Vec::new();
        for cases in cases.chunks(CLIENTS_PER_SET_MAX) {
            let made = self.desk.today();
            let mut records = Vec::new();
            for case in cases {
                let client = case.client;
                let Some(use_index) = case.use_index(index, kind) else {
                    continue;
                };
                let mut dice = Dice::new(seed, Purpose::Actual(client.index, use_index));
                let computes = index.is_multiple_of(2);
                let visits = &case.schedule.visits;
                let visits = actual_visits(&mut dice, client, use_index, visits, month, computes);
                let head = TicketHead {
                    client,
                    month,
                    made,
                    planner: to.office,
                    offices: self.offices,
                };
                records.extend(head.table06(&visits, &from.office.facts.number));
                if !visits.is_empty() && dice.percent(ACTUALS_DELETED_PERCENT) {
                    deleted.push(deletions::actual(
                        client,
                        month,
                        &from.office.facts.number,
                        kind,
                    ));
                }
            }
            if !records.is_empty() {
                self.push(
                    Batch::Actual,
                    from,
                    to,
                    vec![(FileKind::UpJsk, Some(month.to_string()), records)],
                );
            }
        }
        if !deleted.is_empty() {
            self.push(
                Batch::Deletion,
                from,
                to,
                vec![(FileKind::DltJsk, Some(month.to_string()), deleted)],
            );
        }
    }

    /// Writes the files of one set under the next stamp.
    fn push(&mut self, batch: Batch, from: End<'_>, to: End<'_>, parts: Vec<Part>) {
        let stamp = self.desk.stamp(&mut self.dice);
        let (sender, receiver) = (&from.office.facts.number, &to.office.facts.number);
        for (kind, month, records) in parts {
            let month = month.map_or_else(String::new, |month| format!("_{month}"));
            let name = format!(
                "{}{month}_{sender}_{}_{receiver}_{}_{stamp}.CSV",
                kind.as_str(),
                from.kind,
                to.kind
            );
            let bytes =
                standard::write_file(kind, &records).expect("sample texts are all in MS932");
            self.files.push(SampleFile {
                folder: format!("{sender}/{}", batch.folder()),
                batch,
                name,
                bytes,
            });
        }
    }
}

fn prevention_parts(cases: &[&Case<'_>]) -> Vec<Part> {
    let mut parts = vec![
        (FileKind::UpYobo, None, Vec::new()),
        (FileKind::UpYoboSub, None, Vec::new()),
    ];
    let mut basics = vec![
        (FileKind::UpKihon, None, Vec::new()),
        (FileKind::UpKihonSub1, None, Vec::new()),
        (FileKind::UpKihonSub2, None, Vec::new()),
    ];
    for (plan, basic) in cases.iter().filter_map(|case| case.prevention.as_ref()) {
        parts[0].2.push(plan.plan.clone());
        parts[1].2.extend(plan.rows.clone());
        if let Some(basic) = basic {
            basics[0].2.push(basic.basic.clone());
            basics[1].2.extend(basic.day.clone());
            basics[2].2.extend(basic.history.clone());
        }
    }
    if !basics[0].2.is_empty() {
        parts.extend(basics);
    }
    parts
}
