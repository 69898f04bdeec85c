//! Tickets and actuals: visits in, tables 6 and 7 and the supplement out.
//!
//! Money is left to the software, for prices differ by area; units, counts and sums are worked out here. Units are
//! those of fiscal year 2024 in shape and size, data for a test and no source for claims.

use std::collections::BTreeMap;

use standard::{FileKind, Month};

use super::file_set::{FileSet, KitFile, record};
use super::world::{CARE_MANAGER, Client, Party, first_after, near, ymd};

/// One line of table 6.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    /// Index among the clients of the scene.
    pub(super) client: usize,
    pub(super) office: Party,
    pub(super) satellite: &'static str,
    pub(super) day: u8,
    /// `HHMM` of start and end; `9999` for both where there is no time.
    pub(super) time: (&'static str, &'static str),
    pub(super) times: u32,
    pub(super) code: &'static str,
    pub(super) units: u32,
    /// Counts towards the monthly limit.
    pub(super) within_limit: bool,
    pub(super) tais: &'static str,
    pub(super) notification: &'static str,
    pub(super) equipment: &'static str,
    pub(super) detail: &'static str,
    /// First and last day of a proration.
    pub(super) charged: Option<(u8, u8)>,
    pub(super) over_30_days: bool,
}

/// No time: `9999`.
pub(super) const NO_TIME: (&str, &str) = ("9999", "9999");

/// A visit of the first client; everything special is set by the pattern.
pub(super) fn visit(
    office: Party,
    day: u8,
    time: (&'static str, &'static str),
    (code, units): (&'static str, u32),
) -> Visit {
    Visit {
        client: 0,
        office,
        satellite: "",
        day,
        time,
        times: 1,
        code,
        units,
        within_limit: true,
        tais: "",
        notification: "",
        equipment: "",
        detail: "",
        charged: None,
        over_30_days: false,
    }
}

/// One month of some clients.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub(super) month: Month,
    pub(super) planner: Party,
    /// The office that the ticket goes to and that answers with actuals.
    pub(super) partner: Party,
    pub(super) clients: Vec<Client>,
    pub(super) visits: Vec<Visit>,
    /// Days in short-stay care before this month, where there are any.
    pub(super) stay_days_before: Option<u32>,
}

impl Scene {
    /// Set K2 or Y4: all services of the clients, whoever the addressee is.
    pub(super) fn ticket(&self) -> FileSet {
        let table06 = self.visits.iter().map(|visit| self.table06(visit));
        let table07 = (0..self.clients.len()).flat_map(|client| self.table07(client));
        let supplements = self.clients.iter().map(|client| self.supplement(client));
        let month = Some(self.month);
        let files = vec![
            KitFile::new(FileKind::UpPlan, month, table06.collect()),
            KitFile::new(FileKind::UpSikyu, month, table07.collect()),
            KitFile::new(FileKind::UpHosoku, month, supplements.collect()),
        ];
        FileSet::new(self.planner, self.partner, files)
    }

    /// Set K5 or Y8: what the partner did.
    pub(super) fn actuals(&self) -> FileSet {
        let own = self
            .visits
            .iter()
            .filter(|visit| visit.office == self.partner);
        let records = own.map(|visit| self.table06(visit)).collect();
        let file = KitFile::new(FileKind::UpJsk, Some(self.month), records);
        FileSet::new(self.partner, self.planner, vec![file])
    }

    /// Set K4 or Y7: nothing is planned for these clients any more.
    pub(super) fn plan_deletion(&self) -> FileSet {
        let month = self.month.to_string();
        let delete = |client| record(FileKind::DltPlan, client, &[("target_month", &month)]);
        let records = self.clients.iter().map(delete).collect();
        let file = KitFile::new(FileKind::DltPlan, Some(self.month), records);
        FileSet::new(self.planner, self.partner, vec![file])
    }

    /// Set K6 or Y9: the actuals of the clients are taken back.
    pub(super) fn actual_deletion(&self) -> FileSet {
        let items = [
            ("target_month", self.month.to_string()),
            ("service_office_number", self.partner.number.to_owned()),
            ("service_kind", self.partner.kind.to_owned()),
        ];
        let items = items.each_ref().map(|(id, value)| (*id, value.as_str()));
        let delete = |client| record(FileKind::DltJsk, client, &items);
        let records = self.clients.iter().map(delete).collect();
        let file = KitFile::new(FileKind::DltJsk, Some(self.month), records);
        FileSet::new(self.partner, self.planner, vec![file])
    }

    fn table06(&self, visit: &Visit) -> Vec<String> {
        let stays = matches!(visit.office.kind, "21" | "24");
        let before = self.stay_days_before.filter(|_| stays);
        let items = [
            ("created_date", near(self.month, -6)),
            ("target_month", self.month.to_string()),
            ("care_office_number", self.planner.number.to_owned()),
            ("care_manager_name", CARE_MANAGER.to_owned()),
            ("units", visit.units.to_string()),
            (
                "short_stay_days_until_prev_month",
                before.map_or(String::new(), |days| days.to_string()),
            ),
            ("service_date", ymd(self.month, visit.day)),
            ("proration_days", visit.charged.map_or(String::new(), flags)),
            ("start_time", visit.time.0.to_owned()),
            ("end_time", visit.time.1.to_owned()),
            ("service_count", visit.times.to_string()),
            ("service_code", visit.code.to_owned()),
            ("tais_code", visit.tais.to_owned()),
            ("equipment_notification_code", visit.notification.to_owned()),
            ("equipment_name", visit.equipment.to_owned()),
            ("detail_no", visit.detail.to_owned()),
            ("service_office_number", visit.office.number.to_owned()),
            ("service_office_name", visit.office.name.to_owned()),
            ("satellite_no", visit.satellite.to_owned()),
            ("over_30_days", u8::from(visit.over_30_days).to_string()),
        ];
        let items = items.each_ref().map(|(id, value)| (*id, value.as_str()));
        record(FileKind::UpPlan, &self.clients[visit.client], &items)
    }

    /// A line for each service, a subtotal for each kind with several lines inside the limit, the grand total.
    fn table07(&self, client: usize) -> Vec<Vec<String>> {
        let mut lines: Vec<(&Visit, u32)> = Vec::new();
        for visit in self.visits.iter().filter(|visit| visit.client == client) {
            let count = count(visit);
            match lines.iter_mut().find(|(line, _)| same_line(line, visit)) {
                Some((_, sum)) => *sum += count,
                None => lines.push((visit, count)),
            }
        }
        let mut subtotals: BTreeMap<(&str, &str), (u32, u32, &Visit)> = BTreeMap::new();
        let (mut all, mut managed) = (0, 0);
        for (visit, count) in &lines {
            let units = visit.units * count;
            all += units;
            if visit.within_limit {
                managed += units;
                let key = (visit.office.number, visit.office.kind);
                let entry = subtotals.entry(key).or_insert((0, 0, visit));
                entry.0 += 1;
                entry.1 += units;
            }
        }
        let person = &self.clients[client];
        let mut records: Vec<Vec<String>> = Vec::new();
        for (visit, count) in &lines {
            records.push(self.statement_line(person, visit, *count));
        }
        for ((_, kind), (number, units, visit)) in &subtotals {
            if *number > 1 {
                let code = format!("{kind}AAAA");
                records.push(self.total(person, &code, Some(visit.office), (*units, *units)));
            }
        }
        records.push(self.total(person, "999999", None, (all, managed)));
        records
    }

    fn statement_line(&self, client: &Client, visit: &Visit, count: u32) -> Vec<String> {
        let units = (visit.units * count).to_string();
        let managed = if visit.within_limit { &units } else { "" };
        let items = [
            ("created_date", near(self.month, -6)),
            ("target_month", self.month.to_string()),
            ("service_office_name", visit.office.name.to_owned()),
            ("service_office_number", visit.office.number.to_owned()),
            ("satellite_no", visit.satellite.to_owned()),
            ("service_code", visit.code.to_owned()),
            ("tais_code", visit.tais.to_owned()),
            ("equipment_notification_code", visit.notification.to_owned()),
            ("equipment_name", visit.equipment.to_owned()),
            ("units", visit.units.to_string()),
            ("count", count.to_string()),
            ("service_units", units.clone()),
            ("benefit_management_units", managed.to_owned()),
            ("over_30_days", u8::from(visit.over_30_days).to_string()),
            ("office_number_fixed", "9999999999".to_owned()),
        ];
        let items = items.each_ref().map(|(id, value)| (*id, value.as_str()));
        record(FileKind::UpSikyu, client, &items)
    }

    fn total(
        &self,
        client: &Client,
        code: &str,
        office: Option<Party>,
        (all, managed): (u32, u32),
    ) -> Vec<String> {
        let items = [
            ("created_date", near(self.month, -6)),
            ("target_month", self.month.to_string()),
            (
                "service_office_name",
                office.map_or("合計", |office| office.name).to_owned(),
            ),
            (
                "service_office_number",
                office
                    .map_or("9999999999", |office| office.number)
                    .to_owned(),
            ),
            ("service_code", code.to_owned()),
            ("units", "0".to_owned()),
            ("count", "0".to_owned()),
            ("service_units", all.to_string()),
            ("benefit_management_units", managed.to_string()),
            ("over_30_days", "0".to_owned()),
            ("office_number_fixed", "9999999999".to_owned()),
        ];
        let items = items.each_ref().map(|(id, value)| (*id, value.as_str()));
        record(FileKind::UpSikyu, client, &items)
    }

    fn supplement(&self, client: &Client) -> Vec<String> {
        supplement(client, self.month, "00000000", &self.month.to_string())
    }
}

/// The supplement beside a ticket (`plan_date` 00000000) or a plan (`target_month` 000000).
pub(super) fn supplement(
    client: &Client,
    month: Month,
    plan_date: &str,
    target_month: &str,
) -> Vec<String> {
    let items = [
        ("care_plan_date", plan_date.to_owned()),
        ("user_name_kana", client.kana.to_owned()),
        ("user_name", client.name.to_owned()),
        ("user_sex", client.sex.to_owned()),
        ("user_birth_date", client.birth.to_owned()),
        ("user_postal_code", client.postal_code.to_owned()),
        ("user_address1", client.address1.to_owned()),
        ("user_address2", client.address2.to_owned()),
        ("user_phone", client.phone.to_owned()),
        ("certification_date", certified(month)[0].clone()),
        ("limit_period_start_date", certified(month)[1].clone()),
        ("limit_period_end_date", certified(month)[2].clone()),
        ("certification_status", "2".to_owned()),
        ("care_level", client.level.to_owned()),
        ("category_limit_units", client.limit_units.to_owned()),
        ("target_month", target_month.to_owned()),
    ];
    let items = items.each_ref().map(|(id, value)| (*id, value.as_str()));
    record(FileKind::UpHosoku, client, &items)
}

/// Decision, first and last day of the certification that covers `month`.
pub(super) fn certified(month: Month) -> [String; 3] {
    let last = first_after(month, 6);
    let end = Month::from_bytes(&last.as_bytes()[..6]).expect("a day begins with its month");
    [
        near(
            Month::from_bytes(&first_after(month, -6).as_bytes()[..6]).unwrap_or(month),
            -12,
        ),
        first_after(month, -6),
        near(end, -1),
    ]
}

/// What stands on one line of table 7.
fn same_line(one: &Visit, other: &Visit) -> bool {
    let key = |visit: &Visit| {
        (
            (visit.office, visit.satellite, visit.code, visit.units),
            (
                visit.tais,
                visit.notification,
                visit.equipment,
                visit.detail,
            ),
            visit.over_30_days,
        )
    };
    key(one) == key(other)
}

/// How often a line of table 6 counts: its times, or the days that are charged.
fn count(visit: &Visit) -> u32 {
    match visit.charged {
        Some((first, last)) => u32::from(last - first) + 1,
        None => visit.times,
    }
}

/// 31 flags, one for each day.
fn flags((first, last): (u8, u8)) -> String {
    let flag = |day| {
        if (first..=last).contains(&day) {
            '1'
        } else {
            '0'
        }
    };
    (1..=31).map(flag).collect()
}
