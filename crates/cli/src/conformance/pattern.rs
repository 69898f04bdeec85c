//! The catalogue of patterns: which situation, in which role, asks for which files.
//!
//! Numbers are for ever: a pattern that is given up leaves a gap, a new one takes the next number. The list in
//! `docs/reference/conformance.md` is made from this table.

use super::file_set::FileSet;
use super::plans::{
    LONG, PLAIN, Texts, basic_files, care_plan, plan_date, plan_deletion, prevention_deletions,
    prevention_files,
};
use super::scene::Scene;
use super::situation::{self, CARE_PREVENTION_SIDE, CARE_SIDE, PREVENTION_SIDE, Side, side};
use super::theme::{self, Theme};
use super::world::{Client, HOME_HELP, Kit, Role, VISIT_PROGRAMME};

/// One pattern of the kit.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) id: &'static str,
    pub(super) role: Role,
    pub(super) theme: &'static Theme,
    build: fn(Kit) -> Case,
}

/// What a pattern gives and asks for.
#[derive(Debug, Clone, Default)]
pub(super) struct Case {
    /// To be imported, in this order.
    pub(super) input: Vec<FileSet>,
    /// To be produced, in the order of their stamps.
    pub(super) expected: Vec<FileSet>,
    /// To be answered from the screens of the software after the import.
    pub(super) questions: Vec<Question>,
}

/// A question about what the software read.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) id: &'static str,
    pub(super) ja: String,
    pub(super) en: String,
    pub(super) answer: String,
}

impl Pattern {
    pub(super) fn case(&self, kit: Kit) -> Case {
        (self.build)(kit)
    }
}

/// The patterns of a role, in their order.
pub(super) fn patterns(role: Role) -> impl Iterator<Item = &'static Pattern> {
    PATTERNS.iter().filter(move |pattern| pattern.role == role)
}

const fn pattern(
    id: &'static str,
    role: Role,
    theme: &'static Theme,
    build: fn(Kit) -> Case,
) -> Pattern {
    Pattern {
        id,
        role,
        theme,
        build,
    }
}

use Role::{Hokatsu, Kyotaku, Service};

pub(super) const PATTERNS: &[Pattern] = &[
    pattern("C01", Kyotaku, &theme::PLAN, |kit| plan(kit, PLAIN)),
    pattern("C02", Kyotaku, &theme::TICKET, |kit| {
        ticket(kit, situation::plain)
    }),
    pattern("C03", Kyotaku, &theme::CHANGED_TICKET, changed_ticket),
    pattern("C04", Kyotaku, &theme::PLAN_DELETIONS, care_deletions),
    pattern("C05", Kyotaku, &theme::CLIENTS, |kit| {
        ticket(kit, situation::clients)
    }),
    pattern("C06", Kyotaku, &theme::SATELLITES, |kit| {
        ticket(kit, situation::satellites)
    }),
    pattern("C07", Kyotaku, &theme::EQUIPMENT, |kit| {
        ticket(kit, situation::equipment)
    }),
    pattern("C08", Kyotaku, &theme::TEXTS, |kit| plan(kit, LONG)),
    pattern("C09", Kyotaku, &theme::ASSISTANCE, |kit| {
        ticket(kit, situation::assistance)
    }),
    pattern("C10", Kyotaku, &theme::CHARACTERS, |kit| {
        ticket(kit, situation::characters)
    }),
    pattern("C11", Kyotaku, &theme::MONTHS, month_tickets),
    pattern("C12", Kyotaku, &theme::NO_TIME, |kit| {
        ticket(kit, situation::no_time)
    }),
    pattern("C13", Kyotaku, &theme::ADDITIONS, |kit| {
        ticket(kit, situation::additions)
    }),
    pattern("C14", Kyotaku, &theme::READ_ACTUALS, read_actuals),
    pattern(
        "C15",
        Kyotaku,
        &theme::PREVENTION_BY_CARE,
        prevention_by_care,
    ),
    pattern("S01", Service, &theme::ACTUALS, actuals),
    pattern("S02", Service, &theme::CHANGED_ACTUALS, changed_actuals),
    pattern("S03", Service, &theme::ACTUAL_DELETION, actual_deletion),
    pattern("S04", Service, &theme::CLIENTS, |kit| {
        answer(kit, situation::clients)
    }),
    pattern("S05", Service, &theme::SATELLITES, |kit| {
        answer(kit, situation::satellites)
    }),
    pattern("S06", Service, &theme::EQUIPMENT, |kit| {
        answer(kit, situation::equipment)
    }),
    pattern("S07", Service, &theme::TEXTS, |kit| {
        answer(kit, situation::texts)
    }),
    pattern("S08", Service, &theme::ASSISTANCE, |kit| {
        answer(kit, situation::assistance)
    }),
    pattern("S09", Service, &theme::CHARACTERS, |kit| {
        answer(kit, situation::names)
    }),
    pattern("S10", Service, &theme::MONTHS, month_actuals),
    pattern("S11", Service, &theme::NO_TIME, |kit| {
        answer(kit, situation::no_time)
    }),
    pattern("S12", Service, &theme::ADDITIONS, |kit| {
        answer(kit, situation::additions)
    }),
    pattern(
        "S13",
        Service,
        &theme::PREVENTIVE_ACTUALS,
        preventive_actuals,
    ),
    pattern("S14", Service, &theme::READ_PLANS, read_plans),
    pattern("H01", Hokatsu, &theme::BASIC, basic_information),
    pattern("H02", Hokatsu, &theme::PREVENTION_PLAN, |kit| {
        prevention_plan(kit, PLAIN)
    }),
    pattern("H03", Hokatsu, &theme::TICKET, |kit| {
        ticket(kit, situation::plain)
    }),
    pattern("H04", Hokatsu, &theme::CHANGED_TICKET, changed_ticket),
    pattern(
        "H05",
        Hokatsu,
        &theme::PREVENTION_DELETIONS,
        deletions_of_prevention,
    ),
    pattern("H06", Hokatsu, &theme::CLIENTS, |kit| {
        ticket(kit, situation::clients)
    }),
    pattern("H07", Hokatsu, &theme::SATELLITES, |kit| {
        ticket(kit, situation::satellites)
    }),
    pattern("H08", Hokatsu, &theme::EQUIPMENT, |kit| {
        ticket(kit, situation::equipment)
    }),
    pattern("H09", Hokatsu, &theme::TEXTS, |kit| {
        prevention_plan(kit, LONG)
    }),
    pattern("H10", Hokatsu, &theme::ASSISTANCE, |kit| {
        ticket(kit, situation::assistance)
    }),
    pattern("H11", Hokatsu, &theme::CHARACTERS, |kit| {
        ticket(kit, situation::characters)
    }),
    pattern("H12", Hokatsu, &theme::MONTHS, month_tickets),
    pattern("H13", Hokatsu, &theme::NO_TIME, |kit| {
        ticket(kit, situation::no_time)
    }),
    pattern("H14", Hokatsu, &theme::ADDITIONS, |kit| {
        ticket(kit, situation::additions)
    }),
    pattern("H15", Hokatsu, &theme::READ_ACTUALS, read_actuals),
];

type Situation = fn(Kit, Side) -> Scene;

fn produce(expected: Vec<FileSet>) -> Case {
    Case {
        expected,
        ..Case::default()
    }
}

fn ticket(kit: Kit, situation: Situation) -> Case {
    produce(vec![situation(kit, side(kit)).ticket()])
}

/// Reads the ticket of a situation and says that all was done as planned.
fn answer(kit: Kit, situation: Situation) -> Case {
    let scene = situation(kit, CARE_SIDE);
    Case {
        input: vec![readable(scene.clone()).ticket()],
        expected: vec![readable(scene).actuals()],
        questions: Vec::new(),
    }
}

/// What the other side sends is in MS932: its software has replaced the character already.
fn readable(mut scene: Scene) -> Scene {
    for visit in &mut scene.visits {
        if visit.equipment.contains('𠮷') {
            visit.equipment = "歩行器　吉田式　№５～７";
        }
    }
    scene
}

fn one_client(kit: Kit, prevention: bool, texts: Texts) -> [(Client, Texts); 1] {
    [(kit.client(0, prevention), texts)]
}

/// Weekday, start and end of the visits in table 3.
const WEEK: [(&str, &str, &str); 2] = [("1", "0900", "0930"), ("4", "0900", "0930")];

fn plan(kit: Kit, texts: Texts) -> Case {
    let clients = one_client(kit, false, texts);
    produce(vec![care_plan(kit.month, &clients, HOME_HELP, &WEEK)])
}

fn changed_ticket(kit: Kit) -> Case {
    let side = side(kit);
    produce(vec![
        situation::plain(kit, side).ticket(),
        situation::changed(kit, side).ticket(),
    ])
}

fn care_deletions(kit: Kit) -> Case {
    let scene = situation::plain(kit, CARE_SIDE);
    let clients = one_client(kit, false, PLAIN);
    produce(vec![
        care_plan(kit.month, &clients, HOME_HELP, &WEEK),
        scene.ticket(),
        scene.plan_deletion(),
        plan_deletion(kit.month, &scene.clients, HOME_HELP),
    ])
}

fn month_tickets(kit: Kit) -> Case {
    let scene = |month| situation::month_end(kit, side(kit), month).ticket();
    produce(kit.special_months().map(scene).into())
}

fn month_actuals(kit: Kit) -> Case {
    let scenes = kit
        .special_months()
        .map(|month| situation::month_end(kit, CARE_SIDE, month));
    Case {
        input: scenes.each_ref().map(Scene::ticket).into(),
        expected: scenes.each_ref().map(Scene::actuals).into(),
        questions: Vec::new(),
    }
}

fn actuals(kit: Kit) -> Case {
    Case {
        input: vec![situation::plain(kit, CARE_SIDE).ticket()],
        expected: vec![situation::changed(kit, CARE_SIDE).actuals()],
        questions: Vec::new(),
    }
}

fn changed_actuals(kit: Kit) -> Case {
    let (before, after) = (
        situation::plain(kit, CARE_SIDE),
        situation::changed(kit, CARE_SIDE),
    );
    Case {
        input: vec![before.ticket()],
        expected: vec![before.actuals(), after.actuals()],
        questions: Vec::new(),
    }
}

fn actual_deletion(kit: Kit) -> Case {
    let scene = situation::plain(kit, CARE_SIDE);
    Case {
        input: vec![scene.ticket()],
        expected: vec![scene.actuals(), scene.actual_deletion()],
        questions: Vec::new(),
    }
}

fn preventive_actuals(kit: Kit) -> Case {
    let scene = situation::plain(kit, PREVENTION_SIDE);
    let clients = one_client(kit, true, PLAIN);
    let mut files = prevention_files(kit.month, &clients, scene.planner, scene.partner);
    files.extend(basic_files(kit.month, &clients));
    Case {
        input: vec![
            FileSet::new(scene.planner, scene.partner, files),
            scene.ticket(),
        ],
        expected: vec![scene.actuals()],
        questions: Vec::new(),
    }
}

fn basic_information(kit: Kit) -> Case {
    let files = basic_files(kit.month, &one_client(kit, true, PLAIN));
    let planner = PREVENTION_SIDE.planner;
    produce(vec![FileSet::new(planner, VISIT_PROGRAMME, files)])
}

fn prevention_plan(kit: Kit, texts: Texts) -> Case {
    let (clients, planner) = (one_client(kit, true, texts), PREVENTION_SIDE.planner);
    let mut files = prevention_files(kit.month, &clients, planner, VISIT_PROGRAMME);
    files.extend(basic_files(kit.month, &clients));
    produce(vec![FileSet::new(planner, VISIT_PROGRAMME, files)])
}

/// Sets Y3 and Y4 of a care office that plans preventive care itself.
fn prevention_by_care(kit: Kit) -> Case {
    let scene = situation::plain(kit, CARE_PREVENTION_SIDE);
    let clients = one_client(kit, true, PLAIN);
    let files = prevention_files(kit.month, &clients, scene.planner, scene.partner);
    produce(vec![
        FileSet::new(scene.planner, scene.partner, files),
        scene.ticket(),
    ])
}

fn deletions_of_prevention(kit: Kit) -> Case {
    let scene = situation::plain(kit, PREVENTION_SIDE);
    let mut case = prevention_plan(kit, PLAIN);
    let parties = (scene.planner, scene.partner);
    case.expected.push(scene.ticket());
    case.expected.push(scene.plan_deletion());
    case.expected
        .extend(prevention_deletions(kit.month, &scene.clients, parties));
    case
}

/// Actuals, and the same corrected: what came last counts.
fn read_actuals(kit: Kit) -> Case {
    let side = side(kit);
    let (before, after) = (situation::plain(kit, side), situation::changed(kit, side));
    let (first, insured) = (kit.first_day(), after.clients[0].insured.clone());
    let number = after.actuals().files[0].records.len();
    let question = |id, ja: String, en: String, answer: String| Question { id, ja, en, answer };
    Case {
        input: vec![before.ticket(), before.actuals(), after.actuals()],
        expected: Vec::new(),
        questions: vec![
            question(
                "Q1",
                format!("被保険者番号{insured}の実績は何回ですか（数字）"),
                format!("how many actual visits does the client {insured} have (a number)"),
                number.to_string(),
            ),
            question(
                "Q2",
                format!("{}日の実績の開始時刻（HHMM）", first + 14),
                format!("start of the actual visit on day {} (HHMM)", first + 14),
                "1000".to_owned(),
            ),
            question(
                "Q3",
                format!("{}日の実績はありますか（ある／ない）", first + 7),
                format!("is there an actual visit on day {} (yes or no)", first + 7),
                "no".to_owned(),
            ),
        ],
    }
}

/// A plan with long texts, a ticket, the changed ticket: all read in the order of their stamps.
fn read_plans(kit: Kit) -> Case {
    let (before, after) = (
        situation::plain(kit, CARE_SIDE),
        situation::changed(kit, CARE_SIDE),
    );
    let clients = one_client(kit, false, LONG);
    let own = after.actuals().files[0].records.len();
    let question = |id, ja: &str, en: &str, answer: String| Question {
        id,
        ja: ja.to_owned(),
        en: en.to_owned(),
        answer,
    };
    Case {
        input: vec![
            care_plan(kit.month, &clients, HOME_HELP, &WEEK),
            before.ticket(),
            after.ticket(),
        ],
        expected: Vec::new(),
        questions: vec![
            question(
                "Q1",
                "第2表の課題１のサービス内容の1行目",
                "first line of the support for issue 1 in table 2",
                LONG.support.lines().next().unwrap_or_default().to_owned(),
            ),
            question(
                "Q2",
                "自事業所の予定は何回ですか（数字）",
                "how many visits of your own office are planned (a number)",
                own.to_string(),
            ),
            question(
                "Q3",
                "居宅サービス計画作成（変更）日（YYYYMMDD）",
                "date of the care plan (YYYYMMDD)",
                plan_date(kit.month),
            ),
            question(
                "Q4",
                "最後の訪問の予定開始時刻（HHMM）",
                "planned start of the last own visit (HHMM)",
                "1000".to_owned(),
            ),
        ],
    }
}
