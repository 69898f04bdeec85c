//! What an engine must do for licences.

use protocol::{OfficeNumber, UtcSeconds};
use tsunagu_hub::{
    offices::suspend_office,
    store::{Engine, LicencePeriod, read, write},
};

use super::{Maker, NOW, exchange, momiji, sakura};

fn period(began_at: UtcSeconds, seconds: i64, fee_yen: u32) -> LicencePeriod {
    LicencePeriod {
        began_at,
        ends_at: UtcSeconds(began_at.0 + seconds),
        fee_yen,
    }
}

fn add(engine: &mut dyn Engine, office: OfficeNumber, period: LicencePeriod) {
    write(engine, |records| {
        records.add_licence_period(office, &period, NOW)
    })
    .unwrap();
}

fn due(engine: &mut dyn Engine, at: UtcSeconds, rows_max: u32) -> Vec<OfficeNumber> {
    read(engine, |records| records.licences_due(at, rows_max)).unwrap()
}

pub(crate) fn periods_of_a_licence_are_kept_in_order_and_fall_due(maker: &dyn Maker) {
    let mut engine = maker.open();
    exchange(engine.as_mut());
    assert_eq!(
        read(engine.as_mut(), |records| records.licence(sakura())).unwrap(),
        None
    );
    assert_eq!(
        due(engine.as_mut(), NOW, 9),
        [sakura(), momiji()],
        "neither has one"
    );
    assert_eq!(due(engine.as_mut(), NOW, 1), [sakura()]);
    let first = period(NOW, 100, 0);
    let second = period(first.ends_at, 100, 21_000);
    // Written in the other order: what counts is when they begin.
    add(engine.as_mut(), sakura(), second);
    add(engine.as_mut(), sakura(), first);
    let licence = read(engine.as_mut(), |records| records.licence(sakura())).unwrap();
    let licence = licence.unwrap();
    assert!(licence.last == second && licence.renews);
    let all = |engine: &mut dyn Engine, office: Option<OfficeNumber>| {
        read(engine, |records| records.licence_periods(office)).unwrap()
    };
    let both = [(sakura(), first), (sakura(), second)];
    assert_eq!(all(engine.as_mut(), None), both);
    assert_eq!(all(engine.as_mut(), Some(momiji())), []);
    let end = second.ends_at;
    assert_eq!(due(engine.as_mut(), UtcSeconds(end.0 - 1), 9), [momiji()]);
    assert_eq!(due(engine.as_mut(), end, 9), [sakura(), momiji()]);
    let choose = |engine: &mut dyn Engine, renews: bool| {
        write(engine, |records| {
            records.set_licence_renews(sakura(), renews)
        })
        .unwrap();
    };
    choose(engine.as_mut(), false);
    // Another process sees it.
    let mut other = maker.open();
    assert_eq!(due(other.as_mut(), end, 9), [momiji()]);
    assert!(
        !read(other.as_mut(), |records| records.licence(sakura()))
            .unwrap()
            .unwrap()
            .renews
    );
    choose(other.as_mut(), true);
    write(other.as_mut(), |records| {
        suspend_office(records, momiji(), NOW)
    })
    .unwrap();
    assert_eq!(
        due(other.as_mut(), end, 9),
        [sakura()],
        "nobody renews for a suspended office"
    );
}
