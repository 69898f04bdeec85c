//! Tables 6 and 7: the services of a month, planned or actual, and what they cost.

use jiff::civil::Date;

use super::Record;
use crate::calendar::{Month, hhmm, ymd};
use crate::client::Client;
use crate::office::{Office, Offices};
use crate::schedule::Visit;
use crate::service::{Pattern, kind_facts};
use crate::statement::{Line, Money, Statement, Subject};

/// What all records of a ticket share.
pub(crate) struct TicketHead<'a> {
    pub(crate) client: &'a Client,
    pub(crate) month: Month,
    /// The day on which the file was made.
    pub(crate) made: Date,
    /// The office that plans.
    pub(crate) planner: &'a Office,
    pub(crate) offices: &'a Offices,
}

impl TicketHead<'_> {
    /// The records of table 6 for `visits`, written by the office with the number `updater`.
    pub(crate) fn table06(&self, visits: &[Visit], updater: &str) -> Vec<Vec<String>> {
        visits
            .iter()
            .map(|visit| self.table06_record(visit, updater))
            .collect()
    }

    fn table06_record(&self, visit: &Visit, updater: &str) -> Vec<String> {
        let client = self.client;
        let one = &client.uses[visit.use_index];
        let office = &self.offices.services[one.office].facts;
        let time = |minutes: Option<u32>| minutes.map_or_else(|| "9999".to_owned(), hhmm);
        Record::of_client(25, client)
            .put(4, ymd(self.made))
            .put(5, self.month)
            .put(6, &self.planner.facts.number)
            .put(7, self.planner.staff[client.manager].full())
            .put(8, visit.units)
            .put_some(9, client.stays().then_some(client.stay_days_before))
            .put(10, ymd(visit.date))
            .put_some(11, visit.charged_days.map(|days| days.flags()))
            .put(12, time(visit.time.map(|(start, _)| start)))
            .put(13, time(visit.time.map(|(_, end)| end)))
            .put(14, visit.times)
            .put(15, visit.code)
            .put_some(16, visit.equipment.map(|thing| thing.tais))
            .put_some(17, visit.equipment.map(|thing| thing.notification))
            .put_some(18, visit.equipment.map(|thing| thing.name))
            .put_some(19, Some(visit.detail_number).filter(|number| *number > 0))
            .put(20, &office.number)
            .put(21, &office.name)
            .put(22, one.satellite)
            .put(23, "0")
            .put(24, updater)
            .values()
    }

    /// The records of table 7. `stay_days` is the number of days in short-stay care this month.
    pub(crate) fn table07(&self, statement: &Statement, stay_days: u32) -> Vec<Vec<String>> {
        statement
            .lines
            .iter()
            .map(|line| self.table07_record(line, stay_days))
            .collect()
    }

    fn table07_record(&self, line: &Line, stay_days: u32) -> Vec<String> {
        let client = self.client;
        let record = Record::of_client(37, client)
            .put(4, ymd(self.made))
            .put(5, self.month)
            .put(17, line.service_units)
            .put_some(18, line.managed_units)
            .put(33, "0")
            .put(34, "9999999999")
            .put(36, &self.planner.facts.number);
        let record = match line.money {
            Some(money) => self.with_money(record, money, line.managed_units.is_some()),
            None => record,
        };
        match &line.subject {
            Subject::Service {
                use_index,
                code,
                units,
                count,
                equipment,
            } => {
                let record = self
                    .with_office(record, *use_index)
                    .put(9, code)
                    .put_some(10, equipment.map(|thing| thing.tais))
                    .put_some(11, equipment.map(|thing| thing.notification))
                    .put_some(12, equipment.map(|thing| thing.name))
                    .put(13, units)
                    .put(16, count);
                match kind_facts(client.uses[*use_index].kind).pattern {
                    Pattern::Stay => record
                        .put(30, client.stay_days_before)
                        .put(31, stay_days)
                        .put(32, client.stay_days_before + stay_days)
                        .values(),
                    _ => record.values(),
                }
            }
            Subject::Subtotal {
                use_index,
                within_limit,
            } => {
                let kind = client.uses[*use_index].kind;
                let ending = if *within_limit { "AAAA" } else { "EEEE" };
                self.with_office(record, *use_index)
                    .put(9, format!("{kind}{ending}"))
                    .put(13, 0)
                    .put(16, 0)
                    .values()
            }
            Subject::Total => record
                .put(6, "合計")
                .put(7, "9999999999")
                .put(9, "999999")
                .put(13, 0)
                .put(16, 0)
                .values(),
        }
    }

    fn with_office(&self, record: Record, use_index: usize) -> Record {
        let one = &self.client.uses[use_index];
        let office = &self.offices.services[one.office].facts;
        record
            .put(6, &office.name)
            .put(7, &office.number)
            .put(8, one.satellite)
    }

    /// The columns of money. Lines outside the limit leave the two columns of the limit empty, and so does the total
    /// the price and the percentage, which differ from line to line.
    fn with_money(&self, record: Record, money: Money, counts: bool) -> Record {
        let price = (money.unit_price > 0)
            .then(|| format!("{}.{:02}", money.unit_price / 100, money.unit_price % 100));
        let percent = price.is_some().then_some(self.client.benefit_percent);
        record
            .put_some(21, counts.then_some(money.excess_units))
            .put_some(22, counts.then_some(money.within_units))
            .put_some(23, price)
            .put(24, money.cost)
            .put_some(25, percent)
            .put(26, money.insured)
            .put(28, money.copay)
            .put(29, money.copay_full)
    }
}
