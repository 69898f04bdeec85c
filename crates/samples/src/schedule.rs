//! The planned month of a client: every visit on its day, and the same week after week.
//!
//! Visits of one client never overlap. A visit here is one row of table 6; what it costs is in `statement.rs`.

use jiff::civil::Date;

use crate::calendar::{Month, weekday_number};
use crate::client::{Client, Use};
use crate::dice::Dice;
use crate::service::{
    Addition, AdditionDay, EQUIPMENT, Equipment, KindFacts, Pattern, Service, kind_facts,
};

/// One row of table 6.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) use_index: usize,
    pub(crate) date: Date,
    /// Start and end in minutes since midnight; `None` for services without a time.
    pub(crate) time: Option<(u32, u32)>,
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) units: u32,
    pub(crate) times: u32,
    pub(crate) part: Part,
    /// Counts towards the monthly limit.
    pub(crate) within_limit: bool,
    pub(crate) equipment: Option<&'static Equipment>,
    /// 1, 2, … among things of one code and the same units; 0 where there is only one (明細判別コード).
    pub(crate) detail_number: u32,
    /// The days of the month that are charged, when the service is charged by days (日割).
    pub(crate) charged_days: Option<ChargedDays>,
}

/// What a row is among the rows of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Basic,
    Addition,
    Percentage,
}

/// From which day of a month on a service is charged by days.
#[derive(Clone, Copy)]
pub(crate) struct ChargedDays {
    first: u32,
    last: u32,
}

impl ChargedDays {
    /// How many days are charged.
    pub(crate) fn count(self) -> u32 {
        self.last - self.first + 1
    }

    /// One character for each of 31 days: 1 charged, 0 not. Days that the month does not have are 0.
    pub(crate) fn flags(self) -> String {
        (1..=31)
            .map(|day| {
                if (self.first..=self.last).contains(&day) {
                    '1'
                } else {
                    '0'
                }
            })
            .collect()
    }
}

/// A visit that comes back every week: a row of table 3.
pub(crate) struct WeeklySlot {
    pub(crate) use_index: usize,
    pub(crate) weekday: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// The planned month of one client.
pub(crate) struct Schedule {
    /// By kind in the order of the client's uses, then by day and time.
    pub(crate) visits: Vec<Visit>,
    pub(crate) week: Vec<WeeklySlot>,
}

/// Plans the month, without percentage additions: these need the statement first.
pub(crate) fn plan_month(dice: &mut Dice, client: &Client, month: Month) -> Schedule {
    let mut planner = Planner {
        month,
        busy: vec![Vec::new(); 8],
        week: Vec::new(),
        visits: Vec::new(),
    };
    let mut order: Vec<usize> = (0..client.uses.len()).collect();
    // Whole days first, then what fits around them.
    order.sort_by_key(|index| {
        let services = kind_facts(client.uses[*index].kind).services;
        std::cmp::Reverse(services.iter().map(|service| service.minutes).max())
    });
    for index in order {
        planner.plan_use(dice, client, index);
    }
    if client.stays() {
        planner.clear_days_of_stay(client);
    }
    planner.visits.sort_by_key(|visit| {
        (
            visit.use_index,
            visit.date,
            visit.time,
            visit.part == Part::Addition,
        )
    });
    planner.week.sort_by_key(|slot| (slot.weekday, slot.start));
    Schedule {
        visits: planner.visits,
        week: planner.week,
    }
}

struct Planner {
    month: Month,
    /// By number of the weekday: taken times.
    busy: Vec<Vec<(u32, u32)>>,
    week: Vec<WeeklySlot>,
    visits: Vec<Visit>,
}

impl Planner {
    fn plan_use(&mut self, dice: &mut Dice, client: &Client, use_index: usize) {
        let facts = kind_facts(client.uses[use_index].kind);
        let first_visit = self.visits.len();
        match facts.pattern {
            Pattern::Weekly {
                times_min,
                times_max,
            } => {
                let service = dice.pick(facts.services);
                let often = client.level.care_index() >= 3 && times_max > 3;
                let times_max = if often { times_max } else { times_max.min(3) };
                let times = dice.between(times_min, times_max);
                self.plan_weekly(dice, client, use_index, service, times);
            }
            Pattern::Monthly => self.plan_monthly(dice, client, use_index, only_service(facts)),
            Pattern::Stay => self.plan_stay(dice, client, use_index, only_service(facts)),
            Pattern::Lease => self.plan_lease(dice, use_index),
            Pattern::WholeMonth => self.plan_whole_month(dice, client, use_index, facts),
        }
        let visits = self.visits.split_off(first_visit);
        for addition in facts.additions {
            if dice.percent(addition.share_percent) {
                self.visits.extend(with_addition(addition, &visits));
            }
        }
        self.visits.extend(visits);
    }

    fn plan_weekly(
        &mut self,
        dice: &mut Dice,
        client: &Client,
        use_index: usize,
        service: &Service,
        times: u32,
    ) {
        let mut weekdays: Vec<u32> = (1..=6).collect();
        dice.shuffle(&mut weekdays);
        let mut starts: Vec<u32> = if service.minutes > 120 {
            vec![570, 555, 585]
        } else {
            (17..36).map(|half| half * 30).collect()
        };
        if service.minutes <= 120 {
            dice.shuffle(&mut starts);
        }
        let mut taken = 0;
        for weekday in weekdays {
            if taken == times {
                break;
            }
            let Some(start) = starts
                .iter()
                .copied()
                .find(|start| self.is_free(weekday, *start, service.minutes))
            else {
                continue;
            };
            // The next weekday gets the same time, if it is free there.
            if let Some(position) = starts.iter().position(|one| *one == start) {
                starts.swap(0, position);
            }
            let time = (start, start + service.minutes);
            self.busy[weekday as usize].push(time);
            self.week.push(WeeklySlot {
                use_index,
                weekday,
                start: time.0,
                end: time.1,
            });
            for date in self
                .month
                .every_day()
                .filter(|date| weekday_number(*date) == weekday)
            {
                self.visits
                    .push(basic_visit(client, use_index, service, date, Some(time)));
            }
            taken += 1;
        }
    }

    fn is_free(&self, weekday: u32, start: u32, minutes: u32) -> bool {
        self.busy[weekday as usize]
            .iter()
            .all(|(from, to)| start + minutes <= *from || *to <= start)
    }

    fn plan_monthly(
        &mut self,
        dice: &mut Dice,
        client: &Client,
        use_index: usize,
        service: &Service,
    ) {
        let date = self.month.day(dice.between(3, 26));
        let weekday = weekday_number(date);
        let start = [1110, 1080, 1140]
            .into_iter()
            .find(|start| self.is_free(weekday, *start, service.minutes));
        let start = start.unwrap_or(1200);
        let time = Some((start, start + service.minutes));
        self.visits
            .push(basic_visit(client, use_index, service, date, time));
    }

    fn plan_stay(&mut self, dice: &mut Dice, client: &Client, use_index: usize, service: &Service) {
        let nights = dice.between(2, 6);
        let first = dice.between(2, self.month.days() - nights);
        for number in first..=first + nights {
            self.visits.push(basic_visit(
                client,
                use_index,
                service,
                self.month.day(number),
                None,
            ));
        }
    }

    fn plan_lease(&mut self, dice: &mut Dice, use_index: usize) {
        let mut things: Vec<usize> = (0..EQUIPMENT.len()).collect();
        dice.shuffle(&mut things);
        things.truncate(dice.between(1, 3) as usize);
        things.sort_unstable();
        // Both handrails together, so that 明細判別コード has something to tell apart.
        if dice.percent(15) {
            things = vec![6, 7];
        }
        let alike =
            |one: &Equipment, other: &Equipment| one.code == other.code && one.units == other.units;
        for (position, thing) in things.iter().enumerate() {
            let equipment = &EQUIPMENT[*thing];
            let same = |others: &[usize]| {
                others
                    .iter()
                    .filter(|other| alike(equipment, &EQUIPMENT[**other]))
                    .count()
            };
            let number = u32::try_from(same(&things[..=position])).expect("at most three things");
            self.visits.push(Visit {
                use_index,
                date: self.month.first(),
                time: None,
                code: equipment.code,
                name: equipment.name,
                units: equipment.units,
                times: 1,
                part: Part::Basic,
                within_limit: true,
                equipment: Some(equipment),
                detail_number: if same(&things) > 1 { number } else { 0 },
                charged_days: None,
            });
        }
    }

    fn plan_whole_month(
        &mut self,
        dice: &mut Dice,
        client: &Client,
        use_index: usize,
        facts: &KindFacts,
    ) {
        let starts_late = dice.percent(35);
        let service = &facts.services[usize::from(starts_late)];
        let first = if starts_late { dice.between(3, 22) } else { 1 };
        let mut visit = basic_visit(client, use_index, service, self.month.day(first), None);
        visit.charged_days = starts_late.then(|| ChargedDays {
            first,
            last: self.month.days(),
        });
        self.visits.push(visit);
    }

    /// Nobody visits a client who is away; only things that are lent stay, and monthly charges.
    fn clear_days_of_stay(&mut self, client: &Client) {
        let pattern = |visit: &Visit| kind_facts(client.uses[visit.use_index].kind).pattern;
        let away: Vec<Date> = self
            .visits
            .iter()
            .filter(|visit| pattern(visit) == Pattern::Stay)
            .map(|visit| visit.date)
            .collect();
        self.visits.retain(|visit| match pattern(visit) {
            Pattern::Weekly { .. } => !away.contains(&visit.date),
            Pattern::Monthly | Pattern::Stay | Pattern::Lease | Pattern::WholeMonth => true,
        });
    }
}

/// Kinds with these patterns have one basic service.
fn only_service(facts: &KindFacts) -> &'static Service {
    &facts.services[0]
}

fn basic_visit(
    client: &Client,
    use_index: usize,
    service: &Service,
    date: Date,
    time: Option<(u32, u32)>,
) -> Visit {
    let (code, units) = service.tariff(client.level);
    Visit {
        use_index,
        date,
        time,
        code,
        name: service.name,
        units,
        times: service.times,
        part: Part::Basic,
        within_limit: service.within_limit,
        equipment: None,
        detail_number: 0,
        charged_days: None,
    }
}

/// The rows of `addition` for `visits`: each at the time of the visit that it belongs to, as the standard demands.
fn with_addition(addition: &Addition, visits: &[Visit]) -> Vec<Visit> {
    let mut days: Vec<&Visit> = visits.iter().collect();
    days.sort_by_key(|visit| (visit.date, visit.time));
    match addition.when {
        AdditionDay::Every => (),
        AdditionDay::First => days.truncate(1),
        AdditionDay::FirstAndLast => {
            let last = days.len().saturating_sub(1);
            days = days
                .into_iter()
                .enumerate()
                .filter(|(index, _)| *index == 0 || *index == last)
                .map(|(_, v)| v)
                .collect();
        }
    }
    let row = |visit: &Visit| Visit {
        code: addition.code,
        name: addition.name,
        units: addition.units,
        times: 1,
        part: Part::Addition,
        within_limit: addition.within_limit,
        ..visit.clone()
    };
    days.into_iter().map(row).collect()
}

/// The uses that have at least one visit in `visits`.
pub(crate) fn uses_visited<'a>(
    client: &'a Client,
    visits: &'a [Visit],
) -> impl Iterator<Item = (usize, &'a Use)> {
    client
        .uses
        .iter()
        .enumerate()
        .filter(|(index, _)| visits.iter().any(|visit| visit.use_index == *index))
}
