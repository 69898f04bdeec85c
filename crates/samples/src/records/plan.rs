//! Tables 1, 2 and 3: the care plan.

use jiff::civil::Date;

use super::Record;
use crate::calendar::{era_month, first_of_month_after, hhmm, ymd};
use crate::client::{Client, PlanDates};
use crate::dice::Dice;
use crate::office::{Office, Offices};
use crate::schedule::{Part, Schedule};
use crate::service::{Pattern, kind_facts};
use crate::texts::{ACTIVITIES, INFORMAL, INTENTIONS, NON_WEEKLY, OPINIONS, POLICIES, need};

/// The records of one client's plan in each of its tables. Whoever receives them gets the same.
pub(crate) struct PlanRecords {
    pub(crate) table01: Vec<String>,
    pub(crate) table02: Vec<Vec<String>>,
    pub(crate) table03: Vec<Vec<String>>,
}

/// Writes the plan of `client`; `schedule` gives the week.
pub(crate) fn records(
    dice: &mut Dice,
    client: &Client,
    dates: PlanDates,
    schedule: &Schedule,
    offices: &Offices,
) -> PlanRecords {
    PlanRecords {
        table01: table01(dice, client, dates, &offices.care),
        table02: table02(dice, client, dates.made, schedule, offices),
        table03: table03(dice, client, dates.made, schedule),
    }
}

fn table01(dice: &mut Dice, client: &Client, dates: PlanDates, care: &Office) -> Vec<String> {
    let number = &care.facts.number;
    // Home help with housework names its reason; 3 is explained in the next item.
    let housework = client
        .uses
        .iter()
        .any(|one| one.kind == "11")
        .then(|| *dice.pick(&["1", "1", "2", "3"]));
    Record::of_client(28, client)
        .put(4, ymd(dates.made))
        .put(5, &client.place.postal_code)
        .put(6, &client.place.address)
        .put(7, &client.place.building)
        .put(8, care.staff[client.manager].full())
        .put(9, &care.facts.name)
        .put(10, &care.place.postal_code)
        .put(11, &care.place.address)
        .put(12, &care.place.building)
        .put(13, number)
        .put(14, ymd(dates.made))
        .put(15, ymd(client.first_plan))
        .put(16, if dates.first { "11" } else { "21" })
        .put(17, "2")
        .put(18, ymd(client.certification.decided))
        .put(19, ymd(client.certification.start))
        .put(20, ymd(client.certification.end))
        .put(21, client.level.code())
        .put(22, dice.pick(INTENTIONS))
        .put(23, dice.pick(OPINIONS))
        .put(24, dice.pick(POLICIES))
        .put_some(25, housework)
        .put_some(
            26,
            housework
                .filter(|reason| *reason == "3")
                .map(|_| "日中独居で、同居の長男も腰痛のため家事が難しい"),
        )
        .put(27, number)
        .values()
}

fn table02(
    dice: &mut Dice,
    client: &Client,
    made: Date,
    schedule: &Schedule,
    offices: &Offices,
) -> Vec<Vec<String>> {
    let start = first_of_month_after(made, 1);
    let long_term = format!(
        "{}～{}",
        era_month(start),
        era_month(first_of_month_after(start, 11))
    );
    let short_term = format!(
        "{}～{}",
        era_month(start),
        era_month(first_of_month_after(start, 5))
    );
    let head = |issue: usize| {
        Record::of_client(22, client)
            .put(4, ymd(made))
            .put(5, ymd(made))
            .put(6, issue)
            .put(8, 1)
            .put(21, &offices.care.facts.number)
    };
    let mut records = Vec::new();
    for (index, one) in client.uses.iter().enumerate() {
        let (facts, need) = (kind_facts(one.kind), need(one.kind));
        let office = &offices.services[one.office].facts;
        records.push(
            head(index + 1)
                .put(7, need.issue)
                .put(9, need.long_term_goal)
                .put(10, need.short_term_goal)
                .put(11, &long_term)
                .put(12, &short_term)
                .put(13, 1)
                .put(14, support(need.support, schedule, index))
                .put(15, "Y")
                .put(16, facts.name)
                .put(17, &office.number)
                .put(18, &office.name)
                .put(19, frequency(schedule, index, facts.pattern))
                .put(20, &short_term)
                .values(),
        );
        if dice.percent(50) {
            let (content, provider, how_often) = dice.pick(INFORMAL);
            // The second row of an aim may repeat the texts or leave them empty; both are seen.
            let repeated = dice.percent(50);
            let record = head(index + 1).put_some(7, repeated.then_some(need.issue));
            records.push(
                record
                    .put(13, 2)
                    .put(14, content)
                    .put(15, "N")
                    .put(16, provider)
                    .put(19, how_often)
                    .put(20, &short_term)
                    .values(),
            );
        }
    }
    records
}

/// What is done, and below it the additions that are charged, as care managers write them.
fn support(text: &str, schedule: &Schedule, use_index: usize) -> String {
    let mut additions: Vec<&str> = schedule
        .visits
        .iter()
        .filter(|visit| visit.use_index == use_index && visit.part != Part::Basic)
        .map(|visit| visit.name)
        .collect();
    additions.sort_unstable();
    additions.dedup();
    if additions.is_empty() {
        return text.to_owned();
    }
    format!("{text}\r\n加算：{}", additions.join("、"))
}

fn frequency(schedule: &Schedule, use_index: usize, pattern: Pattern) -> String {
    let times = schedule
        .week
        .iter()
        .filter(|slot| slot.use_index == use_index)
        .count();
    match pattern {
        Pattern::Weekly { .. } => {
            format!(
                "週{}回",
                crate::places::full_width(u32::try_from(times).expect("at most six a week"))
            )
        }
        Pattern::Monthly => "月１回".to_owned(),
        Pattern::Stay => "月１回、数日".to_owned(),
        Pattern::Lease | Pattern::WholeMonth => "毎日".to_owned(),
    }
}

fn table03(dice: &mut Dice, client: &Client, made: Date, schedule: &Schedule) -> Vec<Vec<String>> {
    let head = || {
        Record::of_client(13, client)
            .put(4, ymd(made))
            .put(5, ymd(made))
    };
    let mut records = Vec::new();
    for slot in &schedule.week {
        records.push(
            head()
                .put(6, kind_facts(client.uses[slot.use_index].kind).name)
                .put(7, slot.weekday)
                .put(8, hhmm(slot.start))
                .put(9, hhmm(slot.end))
                .values(),
        );
    }
    for (activity, start, end) in ACTIVITIES {
        if dice.percent(70) {
            records.push(
                head()
                    .put(10, activity)
                    .put(11, hhmm(*start))
                    .put(12, hhmm(*end))
                    .values(),
            );
        }
    }
    if records.is_empty() || dice.percent(60) {
        records.push(head().put(13, dice.pick(NON_WEEKLY)).values());
    }
    records
}
