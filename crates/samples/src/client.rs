//! The clients of a sample world: who they are, how much help they need, which offices help them.
//!
//! A client draws from a stream of its own, so client 5 is the same person in a world of ten and in one of a thousand
//! clients, as long as the offices are the same.

use jiff::civil::Date;

use crate::calendar::{Month, first_of_month_after, plus_days};
use crate::dice::{Dice, Purpose};
use crate::level::{CARE_LEVELS, CareLevel, SUPPORT_LEVELS};
use crate::office::Offices;
use crate::people::{PersonName, Sex, older_person, relative};
use crate::places::{Place, WARDS, home, phone};
use crate::service::{Pattern, SERVICE_ORDER, kind_facts};

/// A person who is cared for.
pub(crate) struct Client {
    pub(crate) index: u32,
    pub(crate) insurer_number: &'static str,
    /// Ten digits, or H and nine digits for people whom public assistance alone pays for.
    pub(crate) insured_number: String,
    pub(crate) name: PersonName,
    pub(crate) relative: PersonName,
    pub(crate) sex: Sex,
    pub(crate) birth: Date,
    pub(crate) place: Place,
    pub(crate) phone: String,
    pub(crate) level: CareLevel,
    pub(crate) previous_level: Option<CareLevel>,
    pub(crate) certification: Certification,
    /// What the insurance pays, in percent.
    pub(crate) benefit_percent: u32,
    /// Cared for under a plan of the community support centre.
    pub(crate) prevention: bool,
    /// Days in short-stay care since the certification began, before this month.
    pub(crate) stay_days_before: u32,
    /// Index of the responsible person among the staff of the planning office.
    pub(crate) manager: usize,
    pub(crate) uses: Vec<Use>,
    pub(crate) plan: Option<PlanDates>,
    /// Goes to hospital after the ticket was sent: the planned month is deleted again.
    pub(crate) hospitalised: bool,
    pub(crate) first_plan: Date,
}

/// An office that helps a client, with one of its kinds.
#[derive(Clone)]
pub(crate) struct Use {
    /// Index among the service offices.
    pub(crate) office: usize,
    pub(crate) kind: &'static str,
    /// The satellite that serves this client, if the office has one.
    pub(crate) satellite: &'static str,
}

/// The period that the insurer certified.
#[derive(Clone, Copy)]
pub(crate) struct Certification {
    pub(crate) decided: Date,
    pub(crate) start: Date,
    pub(crate) end: Date,
}

/// A plan that is new this month.
#[derive(Clone, Copy)]
pub(crate) struct PlanDates {
    pub(crate) made: Date,
    pub(crate) first: bool,
}

/// Makes `count` clients.
///
/// As far as there are that many clients, client i uses service office i, so that every office has someone and the
/// first client uses the first two offices.
pub(crate) fn make_clients(seed: u64, count: u32, month: Month, offices: &Offices) -> Vec<Client> {
    (0..count)
        .map(|index| make_client(seed, index, month, offices))
        .collect()
}

fn make_client(seed: u64, index: u32, month: Month, offices: &Offices) -> Client {
    let mut dice = Dice::new(seed, Purpose::Client(index));
    let dice = &mut dice;
    let prevention = index % 7 == 5 && offices.centre.is_some();
    let sex = if dice.percent(68) {
        Sex::Female
    } else {
        Sex::Male
    };
    let ward = if dice.percent(65) {
        &WARDS[0]
    } else {
        dice.pick(WARDS)
    };
    let name = older_person(dice, sex);
    let public_assistance = dice.percent(4);
    let uses = if prevention {
        preventive_uses(dice, index, offices)
    } else {
        care_uses(dice, index, offices)
    };
    let planning_staff = match &offices.centre {
        Some(centre) if prevention => centre.staff.len(),
        _ => offices.care.staff.len(),
    };
    let stays = uses.iter().any(|one| one.kind == "21");
    let plan = plan_dates(dice, month, (index as usize) < offices.services.len());
    let first_month = first_of_month_after(month.first(), -i64::from(dice.between(1, 40)));
    let first_plan = plan
        .filter(|dates| dates.first)
        .map_or(plus_days(first_month, 3), |dates| dates.made);
    Client {
        index,
        insurer_number: ward.insurer_number,
        insured_number: insured_number(dice, index, public_assistance),
        relative: relative(dice, &name),
        name,
        sex,
        birth: birth(dice, month, public_assistance),
        place: home(dice, ward),
        phone: phone(dice),
        level: *dice.pick(if prevention {
            SUPPORT_LEVELS
        } else {
            CARE_LEVELS
        }),
        previous_level: dice.percent(30).then(|| *dice.pick(CARE_LEVELS)),
        certification: certification(dice, month),
        benefit_percent: match public_assistance {
            true => 100,
            false => *dice.pick(&[90, 90, 90, 90, 90, 90, 80, 80, 70]),
        },
        prevention,
        stay_days_before: if stays { dice.below(60) } else { 0 },
        manager: dice.below(u32::try_from(planning_staff).expect("few people")) as usize,
        uses,
        plan,
        hospitalised: index > 1 && dice.percent(5),
        first_plan,
    }
}

/// The plan that is new this month, if there is one; always when `needed`.
fn plan_dates(dice: &mut Dice, month: Month, needed: bool) -> Option<PlanDates> {
    let first = dice.percent(8);
    let made = plus_days(month.first(), -i64::from(dice.between(11, 22)));
    (first || needed || dice.percent(35)).then_some(PlanDates { made, first })
}

/// People whom public assistance alone pays for are not insured: they are between 40 and 64 years old.
fn birth(dice: &mut Dice, month: Month, public_assistance: bool) -> Date {
    let age = if public_assistance {
        dice.between(42, 63)
    } else {
        dice.between(68, 99)
    };
    let years = i16::try_from(age).expect("less than a hundred");
    let new_year = Date::new(month.first().year() - years, 1, 1);
    plus_days(
        new_year.expect("the first of January is a day of every year"),
        i64::from(dice.below(365)),
    )
}

/// The serial part counts up with a step that shares no factor with the size of the range, so that no number comes
/// twice among the first hundred million clients.
fn insured_number(dice: &mut Dice, index: u32, public_assistance: bool) -> String {
    let serial = (u64::from(index) * 61_283_093 + 10_237_411) % 100_000_000;
    if public_assistance {
        format!("H{}{serial:08}", dice.below(10))
    } else {
        format!("{:02}{serial:08}", dice.below(50))
    }
}

fn certification(dice: &mut Dice, month: Month) -> Certification {
    let length = *dice.pick(&[6_u32, 12, 12, 24, 24, 36, 48]);
    let start = first_of_month_after(month.first(), -i64::from(dice.below(length)));
    // Long certifications follow an earlier one and are decided before they begin; first ones begin on application.
    let decided = plus_days(
        start,
        if length > 12 {
            -18
        } else {
            i64::from(dice.between(20, 34))
        },
    );
    let end = plus_days(first_of_month_after(start, i64::from(length)), -1);
    Certification {
        decided,
        start,
        end,
    }
}

fn care_uses(dice: &mut Dice, index: u32, offices: &Offices) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    if (index as usize) < offices.services.len() {
        add_use(dice, &mut uses, offices, index as usize);
    }
    if index == 0 && offices.services.len() > 1 {
        add_use(dice, &mut uses, offices, 1);
    }
    for (position, kind) in SERVICE_ORDER.iter().enumerate() {
        let listed_before = SERVICE_ORDER[..position].contains(kind);
        let candidates = offices.offering(kind);
        if listed_before || candidates.is_empty() || !dice.percent(kind_facts(kind).share_percent) {
            continue;
        }
        let office = *dice.pick(&candidates);
        add_use(dice, &mut uses, offices, office);
    }
    if uses.is_empty() && !offices.services.is_empty() {
        let office =
            dice.below(u32::try_from(offices.services.len()).expect("few offices")) as usize;
        add_use(dice, &mut uses, offices, office);
    }
    uses
}

/// Adds the main kind of `office`, unless the client has it already or it does not go with another one.
fn add_use(dice: &mut Dice, uses: &mut Vec<Use>, offices: &Offices, office: usize) {
    let main = offices.services[office].facts.services[0].as_str();
    let kind = kind_facts(main).code;
    // 定期巡回 includes home help and home nursing of the usual kind; they are not given beside each other.
    let excluded: &[&str] = match kind {
        "76" => &["11", "13"],
        "11" | "13" => &["76"],
        _ => &[],
    };
    if uses
        .iter()
        .any(|one| one.kind == kind || excluded.contains(&one.kind))
    {
        return;
    }
    let satellite = satellite(dice, offices, office);
    uses.push(Use {
        office,
        kind,
        satellite,
    });
}

fn preventive_uses(dice: &mut Dice, index: u32, offices: &Offices) -> Vec<Use> {
    let mut uses = Vec::new();
    let mut kinds = vec!["A2", "A6"];
    if index % 2 == 1 {
        kinds.reverse();
    }
    for kind in kinds {
        let candidates = offices.offering(kind);
        let kind = kind_facts(kind);
        if candidates.is_empty() || (!uses.is_empty() && !dice.percent(40)) {
            continue;
        }
        let office = *dice.pick(&candidates);
        uses.push(Use {
            office,
            kind: kind.code,
            satellite: satellite(dice, offices, office),
        });
    }
    uses
}

fn satellite(dice: &mut Dice, offices: &Offices, office: usize) -> &'static str {
    if offices.services[office].has_satellite && dice.percent(50) {
        "1"
    } else {
        ""
    }
}

impl Client {
    /// Whether this client's services lie in the month as days away from home (short stay).
    pub(crate) fn stays(&self) -> bool {
        self.uses
            .iter()
            .any(|one| kind_facts(one.kind).pattern == Pattern::Stay)
    }
}
