//! What an engine must do for notices, and for the directory as a list.

use protocol::UtcSeconds;
use tsunagu_hub::{
    notices::NewNotice,
    offices::{DirectoryQuery, find_offices, suspend_office},
    store::{Engine, StoreError, read, write},
};

use super::{Maker, NOW, exchange, momiji, sakura};

fn notice(subject: &str, ends_at: Option<UtcSeconds>) -> NewNotice {
    NewNotice {
        subject: subject.to_owned(),
        text: "本文".to_owned(),
        important: true,
        ends_at,
    }
}

pub(crate) fn notices_hold_until_they_end_or_are_removed(maker: &dyn Maker) {
    let mut engine = maker.open();
    let later = UtcSeconds(NOW.0 + 60);
    let numbers = write(engine.as_mut(), |records| {
        let first = records.add_notice(&notice("一", None), NOW)?;
        let second = records.add_notice(&notice("二", Some(later)), NOW)?;
        Ok::<_, StoreError>((first, second))
    });
    let (first, second) = numbers.unwrap();
    let listed = |engine: &mut dyn Engine, at: UtcSeconds| -> Vec<u64> {
        let found = read(engine, |records| records.notices(at)).unwrap();
        found.iter().map(|notice| notice.number).collect()
    };
    assert_eq!(listed(engine.as_mut(), NOW), [second, first]);
    assert_eq!(listed(engine.as_mut(), later), [first]);
    let mark = |engine: &mut dyn Engine| read(engine, |records| records.notice_mark()).unwrap();
    let before = mark(engine.as_mut());
    let removed = |engine: &mut dyn Engine| {
        write(engine, |records| records.remove_notice(first, NOW)).unwrap()
    };
    assert!(removed(engine.as_mut()));
    assert!(!removed(engine.as_mut()), "once only");
    assert_ne!(mark(engine.as_mut()), before);
    // Another process sees it, and its next number is a new one.
    let mut other = maker.open();
    assert_eq!(listed(other.as_mut(), NOW), [second]);
    let third = write(other.as_mut(), |records| {
        records.add_notice(&notice("三", None), NOW)
    });
    assert!(third.unwrap() > second);
}

pub(crate) fn the_directory_lists_active_offices_by_number(maker: &dyn Maker) {
    let mut engine = maker.open();
    exchange(engine.as_mut());
    let found = |engine: &mut dyn Engine, query: &DirectoryQuery, rows: usize| {
        let found = read(engine, |records| find_offices(records, query, rows)).unwrap();
        let numbers: Vec<_> = found.offices.iter().map(|office| office.number).collect();
        (numbers, found.more)
    };
    let all = DirectoryQuery::default();
    assert_eq!(
        found(engine.as_mut(), &all, 9),
        (vec![sakura(), momiji()], false)
    );
    assert_eq!(found(engine.as_mut(), &all, 1), (vec![sakura()], true));
    let rest = DirectoryQuery {
        after: Some(sakura()),
        ..DirectoryQuery::default()
    };
    assert_eq!(found(engine.as_mut(), &rest, 1), (vec![momiji()], false));
    let elsewhere = DirectoryQuery {
        area: "27".to_owned(),
        ..DirectoryQuery::default()
    };
    assert_eq!(found(engine.as_mut(), &elsewhere, 9), (vec![], false));
    let service = DirectoryQuery {
        service: Some("11".parse().unwrap()),
        ..DirectoryQuery::default()
    };
    assert_eq!(found(engine.as_mut(), &service, 9), (vec![momiji()], false));
    write(engine.as_mut(), |records| {
        suspend_office(records, momiji(), NOW)
    })
    .unwrap();
    assert_eq!(found(engine.as_mut(), &all, 9), (vec![sakura()], false));
}
