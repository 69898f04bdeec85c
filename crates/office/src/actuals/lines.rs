//! The lines of a sheet: records of table 6 of the plan, gathered by service, with days as
//! planned and as given.
//!
//! A line keeps a whole record as it came, so that everything which nobody enters here (the
//! insurer, the care manager, aids, satellites) goes back exactly as it was planned. What a
//! reader would get wrong: units of percentage additions depend on what was given and cannot
//! be computed from the files; a person changes them, or writes 0 as the standard allows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The largest number of times on one day: item 14 has two digits.
pub const COUNT_MAX: u32 = 99;

/// Lines of one client: a paper form has ten, the fullest plans some thirty.
pub const LINES_MAX: usize = 100;

/// Items of table 6, counted from 1.
pub(super) mod item {
    pub(crate) const CREATED: usize = 4;
    pub(crate) const UNITS: usize = 8;
    pub(crate) const DAY: usize = 10;
    pub(crate) const PRORATION: usize = 11;
    pub(crate) const START: usize = 12;
    pub(crate) const END: usize = 13;
    pub(crate) const COUNT: usize = 14;
    pub(crate) const CODE: usize = 15;
    pub(crate) const DETAIL: usize = 19;
    pub(crate) const OFFICE: usize = 20;
    pub(crate) const UPDATER: usize = 24;
    /// How many there are.
    pub(crate) const ALL: usize = 25;
}

/// One service of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The items of a record of table 6; those of day and count are empty.
    record: Vec<String>,
    /// How often on which day it was planned.
    pub planned: BTreeMap<u8, u32>,
    /// How often on which day it was given.
    pub given: BTreeMap<u8, u32>,
}

impl Line {
    /// The lines of a plan's records, in their order, with nothing given.
    pub(super) fn gather(records: impl Iterator<Item = Vec<String>>) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for mut record in records {
            let day = record[item::DAY - 1]
                .get(6..)
                .and_then(|day| day.parse().ok());
            let count = record[item::COUNT - 1].parse().unwrap_or(0);
            for of_day in [item::CREATED, item::DAY, item::COUNT, item::UPDATER] {
                record[of_day - 1].clear();
            }
            let at = lines.iter().position(|line| line.record == record);
            let at = at.unwrap_or_else(|| {
                lines.push(Line {
                    record,
                    planned: BTreeMap::new(),
                    given: BTreeMap::new(),
                });
                lines.len() - 1
            });
            if let Some(day) = day {
                *lines[at].planned.entry(day).or_default() += count;
            }
        }
        lines
    }

    /// A line that the plan does not have; `like` is any line of the same client.
    pub(super) fn added(like: &Line, code: &str, start: &str, end: &str, units: &str) -> Line {
        let mut record = like.record.clone();
        record[item::CODE - 1] = code.to_owned();
        record[item::START - 1] = start.to_owned();
        record[item::END - 1] = end.to_owned();
        record[item::UNITS - 1] = units.to_owned();
        record[item::PRORATION - 1].clear();
        for of_aid in item::CODE + 1..=item::DETAIL {
            record[of_aid - 1].clear();
        }
        Line {
            record,
            planned: BTreeMap::new(),
            given: BTreeMap::new(),
        }
    }

    /// The plan's lines with what was entered for those that it had before. Lines that the new
    /// plan no longer has stay as additions if something was given.
    pub(super) fn follow(old: &[Line], plan: Vec<Line>) -> Vec<Line> {
        let mut lines = plan;
        for known in old {
            match lines.iter_mut().find(|line| line.is_same_service(known)) {
                Some(line) => line.given.clone_from(&known.given),
                None if known.given.is_empty() => (),
                None => lines.push(Line {
                    planned: BTreeMap::new(),
                    ..known.clone()
                }),
            }
        }
        lines
    }

    fn is_same_service(&self, other: &Line) -> bool {
        (1..=self.record.len())
            .filter(|number| *number != item::UNITS)
            .all(|number| self.item(number) == other.item(number))
    }

    fn item(&self, number: usize) -> &str {
        self.record.get(number - 1).map_or("", String::as_str)
    }

    /// The service code.
    pub fn code(&self) -> &str {
        self.item(item::CODE)
    }

    /// `9:00` and `10:00`; `None` for a service without a time.
    pub fn times(&self) -> Option<(String, String)> {
        let show = |digits: &str| {
            let (hour, minute) = digits.split_at_checked(2)?;
            Some(format!("{}:{minute}", hour.parse::<u8>().ok()?))
        };
        match (self.item(item::START), self.item(item::END)) {
            ("9999", _) | (_, "9999") => None,
            (start, end) => Some((show(start)?, show(end)?)),
        }
    }

    /// Units of one time, as they will stand in the file.
    pub fn units(&self) -> &str {
        self.item(item::UNITS)
    }

    pub(super) fn set_units(&mut self, units: &str) {
        units.clone_into(&mut self.record[item::UNITS - 1]);
    }

    /// The code of an aid, if it is one.
    pub fn aid(&self) -> &str {
        match self.item(item::CODE + 1) {
            "" => self.item(item::CODE + 2),
            tais => tais,
        }
    }

    /// Whether the plan has it.
    pub fn is_planned(&self) -> bool {
        !self.planned.is_empty()
    }

    /// How many days differ from the plan.
    pub fn differing_days(&self) -> usize {
        let count = |days: &BTreeMap<u8, u32>, day: &u8| days.get(day).copied().unwrap_or(0);
        (1..=31)
            .filter(|day| count(&self.planned, day) != count(&self.given, day))
            .count()
    }

    /// The records of what was given, with their days.
    pub(super) fn records(&self, month: &str, created: &str) -> Vec<(u8, Vec<String>)> {
        let given = self.given.iter().filter(|(_, count)| **count > 0);
        given
            .map(|(day, count)| {
                let mut record = self.record.clone();
                record[item::CREATED - 1] = created.to_owned();
                record[item::DAY - 1] = format!("{month}{day:02}");
                record[item::COUNT - 1] = count.to_string();
                let own = record[item::OFFICE - 1].clone();
                record[item::UPDATER - 1] = own;
                (*day, record)
            })
            .collect()
    }
}
