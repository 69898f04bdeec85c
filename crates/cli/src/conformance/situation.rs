//! The situations that the patterns put before the software, each as a month of visits.
//!
//! The same situation serves all roles: a planning office sends it as a ticket, a service office answers it with
//! actuals. Support centres have the services of prevention in place of those of care.

use standard::Month;

use super::scene::{NO_TIME, Scene, Visit, visit};
use super::world::{
    CARE, CARE_PREVENTION, CENTRE, EQUIPMENT, HOME_HELP, Kit, NURSING, PREVENTIVE_EQUIPMENT,
    PREVENTIVE_NURSING, PREVENTIVE_STAY, Party, ROUND_VISITS, Role, STAY, VISIT_PROGRAMME,
};

/// Offices and codes of care, or of prevention.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side {
    prevention: bool,
    pub(super) planner: Party,
    home: Party,
    home_service: (&'static str, u32),
    home_addition: (&'static str, u32),
    home_percentage: &'static str,
    nursing: Party,
    nursing_service: (&'static str, u32),
    equipment: Party,
    equipment_codes: [&'static str; 2],
    stay: Party,
    stay_service: (&'static str, u32),
    daily: Party,
    daily_service: (&'static str, u32),
}

pub(super) const CARE_SIDE: Side = Side {
    prevention: false,
    planner: CARE,
    home: HOME_HELP,
    home_service: ("111111", 244),
    home_addition: ("114001", 200),
    home_percentage: "116275",
    nursing: NURSING,
    nursing_service: ("131111", 471),
    equipment: EQUIPMENT,
    equipment_codes: ["171001", "171007"],
    stay: STAY,
    stay_service: ("212231", 745),
    daily: ROUND_VISITS,
    daily_service: ("761123", 531),
};

/// Preventive care that a care office plans itself.
pub(super) const CARE_PREVENTION_SIDE: Side = Side {
    planner: CARE_PREVENTION,
    ..PREVENTION_SIDE
};

pub(super) const PREVENTION_SIDE: Side = Side {
    prevention: true,
    planner: CENTRE,
    home: VISIT_PROGRAMME,
    home_service: ("A22411", 287),
    home_addition: ("A24001", 200),
    home_percentage: "A26269",
    nursing: PREVENTIVE_NURSING,
    nursing_service: ("631111", 451),
    equipment: PREVENTIVE_EQUIPMENT,
    equipment_codes: ["671001", "671007"],
    stay: PREVENTIVE_STAY,
    stay_service: ("242221", 561),
    daily: VISIT_PROGRAMME,
    daily_service: ("A22111", 39),
};

/// The side on which the software of this role works first of all.
pub(super) fn side(kit: Kit) -> Side {
    match kit.role {
        Role::Hokatsu => PREVENTION_SIDE,
        Role::Kyotaku | Role::Service => CARE_SIDE,
    }
}

const MORNING: (&str, &str) = ("0900", "0930");

fn scene(kit: Kit, side: Side, partner: Party, visits: Vec<Visit>) -> Scene {
    Scene {
        month: kit.month,
        planner: side.planner,
        partner,
        clients: vec![kit.client(0, side.prevention)],
        visits,
        stay_days_before: None,
    }
}

/// Three weekly visits, and a visit of another office: tickets list all services of the client.
pub(super) fn plain(kit: Kit, side: Side) -> Scene {
    let first = kit.first_day();
    let weekly = [first, first + 7, first + 14];
    let mut visits: Vec<Visit> = weekly
        .map(|day| visit(side.home, day, MORNING, side.home_service))
        .into();
    let nurse = ("1300", "1330");
    visits.push(visit(side.nursing, first + 1, nurse, side.nursing_service));
    scene(kit, side, side.home, visits)
}

/// The plain month with the second visit cancelled and the third an hour later.
pub(super) fn changed(kit: Kit, side: Side) -> Scene {
    let mut scene = plain(kit, side);
    scene.visits[2].time = ("1000", "1030");
    scene.visits.remove(1);
    scene
}

/// Three clients; two visits on one day for the second, counted together for the third.
pub(super) fn clients(kit: Kit, side: Side) -> Scene {
    let mut scene = plain(kit, side);
    let day = kit.first_day();
    for (client, time, times) in [
        (1, MORNING, 1),
        (1, ("1700", "1730"), 1),
        (2, ("1100", "1130"), 2),
    ] {
        scene.visits.push(Visit {
            client,
            times,
            ..visit(side.home, day + client as u8, time, side.home_service)
        });
    }
    scene
        .clients
        .extend([1, 2].map(|index| kit.client(index, side.prevention)));
    scene
}

/// The main office and two satellites serve one client.
pub(super) fn satellites(kit: Kit, side: Side) -> Scene {
    let mut scene = plain(kit, side);
    scene.visits[1].satellite = "1";
    scene.visits[2].satellite = "2";
    scene
}

/// Rented things: with a TAIS code, with a notified code, and two lines of one code and price.
pub(super) fn equipment(kit: Kit, side: Side) -> Scene {
    let [chair, rail] = side.equipment_codes;
    let thing = |code, units, tais, notification, equipment, detail| Visit {
        tais,
        notification,
        equipment,
        detail,
        ..visit(side.equipment, 1, NO_TIME, (code, units))
    };
    let visits = vec![
        thing(
            chair,
            500,
            "01501-000010",
            "",
            "車いす　ＡＢ－１（自走式）",
            "",
        ),
        thing(chair, 650, "", "20012-000007", "車いす　特注", ""),
        thing(rail, 350, "00412-000155", "", "手すり　たちあっぷ２型", "1"),
        thing(
            rail,
            350,
            "00412-000190",
            "",
            "手すり　上がりかまち用　R-40",
            "2",
        ),
    ];
    scene(kit, side, side.equipment, visits)
}

/// Free text of table 6 with everything that breaks a careless writer of CSV.
pub(super) fn texts(kit: Kit, side: Side) -> Scene {
    let mut scene = equipment(kit, side);
    scene.visits[0].equipment = "車いす \"軽量\",折りたたみ\r\n（屋外用,\"赤\"）";
    scene.visits[1].equipment = "特殊寝台　ラクリア，３モーター　\"静音\"　付属品：マットレス，サイドレール（２本組），テーブル　※搬入は２階、階段幅７２ｃｍ";
    scene
}

/// A client whom public assistance alone pays for.
pub(super) fn assistance(kit: Kit, side: Side) -> Scene {
    let mut scene = plain(kit, side);
    let client = &mut scene.clients[0];
    client.insured.replace_range(..1, "H");
    client.birth = "19700315";
    scene
}

/// Characters of MS932 that careless software loses, and one that it lacks.
pub(super) fn characters(kit: Kit, side: Side) -> Scene {
    let mut scene = plain(kit, side);
    let client = &mut scene.clients[0];
    client.name = "髙﨑　𠮷江";
    client.kana = "タカサキ　ヨシエ";
    client.address1 = "東京都渋谷区神宮前１－２－３　㈱髙﨑ビル①";
    client.address2 = "～Ⅱ号室～　№５";
    scene
}

/// The same for table 6, whose only free texts are names.
pub(super) fn names(kit: Kit, side: Side) -> Scene {
    let mut scene = equipment(kit, side);
    scene.visits[0].equipment = "車いす①　㈱髙﨑製　Ⅱ型";
    scene.visits[1].equipment = "歩行器　𠮷田式　№５～７";
    scene
}

/// One month with its last day used, and a charge by days that ends with the month.
pub(super) fn month_end(kit: Kit, side: Side, month: Month) -> Scene {
    let last = month.days();
    let mut visits = vec![Visit {
        charged: Some((last - 9, last)),
        ..visit(side.daily, last - 9, NO_TIME, side.daily_service)
    }];
    if side.daily != side.home {
        visits.push(visit(side.home, last, MORNING, side.home_service));
    } else {
        visits.push(visit(side.nursing, last, MORNING, side.nursing_service));
    }
    Scene {
        month,
        ..scene(kit, side, side.daily, visits)
    }
}

/// A stay of three days without times, of which the last two are above thirty.
pub(super) fn no_time(kit: Kit, side: Side) -> Scene {
    let first = kit.first_day();
    let stay = |day, over: bool| Visit {
        over_30_days: over,
        within_limit: !over,
        ..visit(side.stay, day, NO_TIME, side.stay_service)
    };
    let visits = vec![
        stay(first, false),
        stay(first + 1, true),
        stay(first + 2, true),
    ];
    Scene {
        stay_days_before: Some(29),
        ..scene(kit, side, side.stay, visits)
    }
}

/// An addition with the first visit, at its time, and the percentage of the month, without a time.
pub(super) fn additions(kit: Kit, side: Side) -> Scene {
    let mut scene = plain(kit, side);
    let first = kit.first_day();
    let addition = visit(side.home, first, MORNING, side.home_addition);
    scene.visits.insert(1, addition);
    let basis = 3 * side.home_service.1 + side.home_addition.1;
    // 24.5 percent, rounded half up.
    let units = (basis * 245 + 500) / 1000;
    let percentage = Visit {
        within_limit: false,
        ..visit(
            side.home,
            kit.month.days(),
            NO_TIME,
            (side.home_percentage, units),
        )
    };
    scene.visits.insert(4, percentage);
    scene
}
