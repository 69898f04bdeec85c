//! Preventive care: basic information with its two sub-tables, plan with its sub-table.

use jiff::civil::Date;

use super::Record;
use crate::calendar::{plus_days, ymd};
use crate::client::{Client, PlanDates};
use crate::dice::Dice;
use crate::level::CareLevel;
use crate::office::{Office, Offices};
use crate::people::Sex;
use crate::places::phone;
use crate::service::kind_facts;
use crate::texts::{DAY, FIELDS, ILLNESSES, LIVES, SUPPORT_PLANS};

/// The records of one client's preventive plan: the plan and the rows of its sub-table.
pub(crate) struct PreventionPlan {
    pub(crate) plan: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// The records of one client's basic information and the rows of its two sub-tables.
pub(crate) struct BasicInformation {
    pub(crate) basic: Vec<String>,
    pub(crate) day: Vec<Vec<String>>,
    pub(crate) history: Vec<Vec<String>>,
}

/// 1 for a plan of the insurance, 2 for one of the municipality's own programme, which all people of the basic
/// checklist have.
fn plan_type(client: &Client) -> &'static str {
    if client.level == CareLevel::Support2 {
        "1"
    } else {
        "2"
    }
}

/// Writes the plan of `client` made at `centre`.
pub(crate) fn plan(
    dice: &mut Dice,
    client: &Client,
    dates: PlanDates,
    centre: &Office,
    offices: &Offices,
) -> PreventionPlan {
    let signer = client.name.full();
    let planner = centre.staff[client.manager].full();
    let mut record = Record::of_client(57, client)
        .put(4, ymd(dates.made))
        .put(5, plan_type(client))
        .put(6, "1")
        .put(7, format!("No.{}", client.index + 1))
        .put(8, client.name.full())
        .put(9, ymd(client.certification.decided))
        .put(10, ymd(client.certification.start))
        .put(11, ymd(client.certification.end))
        .put(12, if dates.first { "11" } else { "21" })
        .put(13, "2")
        .put(14, client.level.support_code())
        .put(15, planner)
        .put(17, &centre.facts.name)
        .put(18, centre.place.one_line())
        .put(19, &centre.phone)
        .put(20, ymd(client.first_plan))
        .put(21, &centre.facts.name)
        .put(22, "毎日３０分、近所を散歩する。")
        .put(
            23,
            dice.pick(&[
                "友人と温泉旅行に行く。",
                "町会の\"夏祭り\"を手伝う。\r\n孫と食事に行く。",
            ]),
        )
        .put(40, "血圧が高めのため、運動の前に測定する。")
        .put(41, "できることを続けながら,外出の機会を増やす。")
        .put(42, "転倒を防ぎ、自立した生活が続けられるよう支援します。")
        .put(55, "妥当と認めます。")
        .put(56, ymd(dates.made))
        .put(57, signer);
    for (index, (state, wish, issue)) in FIELDS.iter().enumerate() {
        let item = 24 + 4 * index;
        let has_issue = dice.percent(60);
        record = record
            .put(item, state)
            .put(item + 1, wish)
            .put(item + 2, if has_issue { "1" } else { "2" })
            .put_some(item + 3, has_issue.then_some(issue));
    }
    for index in 0..6 {
        let count = dice.below(if index == 0 { 5 } else { 3 });
        record = record
            .put(43 + index, count)
            .put(49 + index, if count > 1 { "1" } else { "2" });
    }
    PreventionPlan {
        plan: record.values(),
        rows: support_rows(dice, client, dates.made, offices),
    }
}

/// One row for each service; texts of an issue or support plan stand in its first row only.
fn support_rows(
    dice: &mut Dice,
    client: &Client,
    made: Date,
    offices: &Offices,
) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    for (index, one) in client.uses.iter().enumerate() {
        let (issue, proposal, opinion, goal) = SUPPORT_PLANS[index % SUPPORT_PLANS.len()];
        let office = &offices.services[one.office].facts;
        let head = || {
            Record::of_client(17, client)
                .put(4, ymd(made))
                .put(5, index + 1)
                .put(10, 1)
        };
        records.push(
            head()
                .put(6, issue)
                .put(7, proposal)
                .put(8, opinion)
                .put(9, goal)
                .put(
                    11,
                    "疲れや痛みを確かめながら、無理なく続けられるように声をかける",
                )
                .put(12, "本人：テレビ体操（毎朝）\r\n家族：買い物の付き添い")
                .put(13, kind_facts(one.kind).name)
                .put(14, 1)
                .put(15, kind_facts(one.kind).name)
                .put(16, &office.name)
                .put(17, "６か月")
                .values(),
        );
        if dice.percent(40) {
            let service = head()
                .put(14, 2)
                .put(15, "通いの場")
                .put(16, "社会福祉協議会")
                .put(17, "６か月");
            records.push(service.values());
        }
    }
    records
}

/// Writes the basic information of `client`, taken down some days before the plan.
pub(crate) fn basic_information(
    dice: &mut Dice,
    client: &Client,
    dates: PlanDates,
    centre: &Office,
) -> BasicInformation {
    let consulted = consultation_date(dates);
    let head = |items: usize| Record::of_client(items, client).put(4, ymd(consulted));
    let day = DAY
        .iter()
        .map(|(time, own, family)| head(7).put(5, time).put(6, own).put(7, family).values());
    let known = dice.between(1, 4) as usize;
    let history = ILLNESSES[..known].iter().enumerate().map(
        |(index, (since, name, doctor, course, treatment))| {
            head(11)
                .put(5, since)
                .put(6, name)
                .put(7, doctor)
                .put(8, if index == 0 { "1" } else { "2" })
                .put_some(9, (index == 0).then_some("03-0123-4567"))
                .put(10, course)
                .put(11, treatment)
                .values()
        },
    );
    let (day, history) = (day.collect(), history.collect());
    BasicInformation {
        basic: basic_record(dice, client, dates, centre),
        day,
        history,
    }
}

/// The day of the talk that the basic information comes from: the key of the form and of its deletion.
pub(crate) fn consultation_date(dates: PlanDates) -> Date {
    plus_days(dates.made, -6)
}

fn basic_record(
    dice: &mut Dice,
    client: &Client,
    dates: PlanDates,
    centre: &Office,
) -> Vec<String> {
    let consulted = consultation_date(dates);
    let in_hospital = dice.percent(10);
    let method = *dice.pick(&["01", "02", "03"]);
    let record = Record::of_client(71, client)
        .put(4, ymd(consulted))
        .put(5, plan_type(client))
        .put(6, "1")
        .put(7, centre.staff[client.manager].full())
        .put(8, method)
        .put_some(9, (method == "03").then_some("自宅を訪問"))
        .put(10, if dates.first { "01" } else { "02" })
        .put_some(11, (!dates.first).then(|| ymd(plus_days(consulted, -181))))
        .put(12, if in_hospital { "02" } else { "01" })
        .put_some(
            13,
            in_hospital.then_some("白内障の手術のため入院中（来週退院の予定）"),
        )
        .put(28, ymd(consulted))
        .put(70, ymd(consulted))
        .put(71, client.name.full());
    let record = with_person(record, client);
    let record = with_condition(dice, record, client);
    with_surroundings(dice, record, client).values()
}

/// Who the client is, and the certification.
fn with_person(record: Record, client: &Client) -> Record {
    let is_target = client.level == CareLevel::Target;
    record
        .put(14, client.name.kana())
        .put(15, client.name.full())
        .put(16, client.sex.code())
        .put(17, ymd(client.birth))
        .put(18, client.place.one_line())
        .put(19, &client.phone)
        // This form has no code for people of the basic checklist.
        .put_some(23, (!is_target).then(|| client.level.code()))
        .put(24, ymd(client.certification.start))
        .put(25, ymd(client.certification.end))
        .put(27, if is_target { "1" } else { "2" })
}

/// Independence, disabilities, housing and income.
fn with_condition(dice: &mut Dice, record: Record, client: &Client) -> Record {
    let assisted = client.insured_number.starts_with('H');
    let mut flag = |percent| if dice.percent(percent) { "1" } else { "0" };
    let record = record
        .put(29, flag(10))
        .put(30, "0")
        .put(31, "0")
        .put(32, flag(5))
        .put(37, flag(50))
        .put(38, flag(50))
        .put(39, "0")
        .put(40, if assisted { "1" } else { "0" });
    record
        .put(21, *dice.pick(&["01", "11", "12", "21"]))
        .put(22, *dice.pick(&["01", "02", "03"]))
        .put(34, *dice.pick(&["05", "06", "07", "08"]))
        .put(35, *dice.pick(&["1", "2", "1F", "12"]))
        .put(36, *dice.pick(&["1", "2"]))
}

/// Family, life and interests.
fn with_surroundings(dice: &mut Dice, record: Record, client: &Client) -> Record {
    let (life, hobbies, friends) = dice.pick(LIVES);
    let relation = *dice.pick(&["長女", "長男", "次女", "姪"]);
    let relative_phone = phone(dice);
    let lives = if client.sex == Sex::Male {
        "同居"
    } else {
        "東京都内（車で３０分）"
    };
    record
        .put(42, client.relative.full())
        .put(43, "同上")
        .put(44, &relative_phone)
        .put(45, relation)
        .put(46, client.relative.full())
        .put(47, relation)
        .put(48, lives)
        .put(49, relative_phone)
        .put(63, "関係は良く、週に１回は電話で話す。")
        .put(64, life)
        .put(
            65,
            "午前中に家事をして、午後はテレビを見て過ごすことが多い。",
        )
        .put(66, hobbies)
        .put(67, friends)
        .put(68, "なし")
        .put(69, "見守り（民生委員）,配食")
}
