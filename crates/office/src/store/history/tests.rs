//! The history: written with what it tells, never changed, and alterations show.

use protocol::UtcSeconds;

use crate::error_code::{ErrorCode, Language};
use crate::history::{
    Action, Actor, Entry, HistoryFilter, VerifyHistoryError, list_history, record_action,
    save_history, verify_history, who_did,
};
use crate::page::PageRequest;
use crate::staff::StaffId;
use crate::store::{Store, StoreError};
use crate::tests::START;

fn later(seconds: i64) -> UtcSeconds {
    UtcSeconds(START.0 + seconds)
}

fn id() -> StaffId {
    "01a20040-1cc0-7fff-bfff-ffffffffffff".parse().unwrap()
}

fn tanaka() -> Actor {
    Actor::Staff {
        id: id(),
        name: "田中 花子".to_owned(),
    }
}

fn filled() -> Store {
    let mut store = Store::in_memory().unwrap();
    for number in 0..5 {
        let actor = if number % 2 == 0 {
            tanaka()
        } else {
            Actor::Terminal
        };
        let entry = Entry::new(actor, Action::Sent).on(format!("bundle-{number}"));
        record_action(&mut store, &entry.clients(Some(3)), later(number)).unwrap();
    }
    store
}

fn numbers(store: &mut Store, filter: &HistoryFilter) -> Vec<i64> {
    let page = list_history(store, filter, &PageRequest::first(0)).unwrap();
    page.rows.iter().map(|row| row.number).collect()
}

#[test]
fn it_is_listed_by_person_subject_and_time_and_by_pages() {
    let mut store = filled();
    assert_eq!(
        numbers(&mut store, &HistoryFilter::default()),
        [5, 4, 3, 2, 1]
    );
    let of_tanaka = HistoryFilter {
        staff: Some(id()),
        ..HistoryFilter::default()
    };
    assert_eq!(numbers(&mut store, &of_tanaka), [5, 3, 1]);
    let of_bundle = HistoryFilter {
        subject: Some("bundle-1".to_owned()),
        ..HistoryFilter::default()
    };
    assert_eq!(numbers(&mut store, &of_bundle), [2]);
    let by_time = HistoryFilter {
        from: Some(later(1)),
        until: Some(later(3)),
        ..HistoryFilter::default()
    };
    assert_eq!(numbers(&mut store, &by_time), [3, 2]);
    let mut seen = Vec::new();
    let mut request = PageRequest::first(2);
    loop {
        let page = list_history(&mut store, &HistoryFilter::default(), &request).unwrap();
        seen.extend(page.rows.iter().map(|row| row.number));
        match page.next {
            Some(next) => request.after = Some(next),
            None => break,
        }
    }
    assert_eq!(seen, [5, 4, 3, 2, 1]);
    let who = who_did(&mut store, Action::Sent, "bundle-2").unwrap();
    assert_eq!(who, Some((later(2), tanaka())));
    assert_eq!(
        who_did(&mut store, Action::Opened, "bundle-2").unwrap(),
        None
    );
}

#[test]
fn neither_the_program_nor_a_tool_can_change_or_shorten_it() {
    let mut store = filled();
    for (sql, said) in [
        (
            "UPDATE history SET action = 'opened' WHERE number = 2",
            "the history is not changed",
        ),
        (
            "DELETE FROM history WHERE number = 5",
            "the history is not shortened",
        ),
        ("DELETE FROM history", "the history is not shortened"),
    ] {
        let refused = store
            .write(|tx| Ok::<_, StoreError>(tx.execute_batch(sql)?))
            .unwrap_err();
        let StoreError::Database(cause) = refused else {
            panic!("{refused}");
        };
        assert_eq!(cause.to_string(), said, "{sql}");
    }
    assert_eq!(verify_history(&mut store).unwrap().number, 5);
}

/// Somebody with the file and a tool can remove the triggers; the chain shows it.
#[test]
fn an_alteration_shows_at_its_line() {
    for (sql, number) in [
        ("UPDATE history SET staff_name = '佐藤' WHERE number = 3", 3),
        ("UPDATE history SET at = at + 1 WHERE number = 1", 1),
        ("UPDATE history SET clients = NULL WHERE number = 5", 5),
        ("DELETE FROM history WHERE number = 2", 2),
        ("DELETE FROM history WHERE number = 1", 1),
        ("UPDATE history SET number = 9 WHERE number = 5", 5),
        (
            "INSERT INTO history SELECT 6, at, who, staff, staff_name, action, subject, clients, hash
             FROM history WHERE number = 5",
            6,
        ),
    ] {
        let mut store = filled();
        let whole = verify_history(&mut store).unwrap();
        assert_eq!(whole.number, 5);
        assert_eq!(whole.check.len(), "0123-4567-89AB-CDEF".len());
        store
            .write(|tx| {
                tx.execute_batch("DROP TRIGGER history_is_not_changed; DROP TRIGGER history_is_not_shortened;")?;
                Ok::<_, StoreError>(tx.execute_batch(sql)?)
            })
            .unwrap();
        let err = verify_history(&mut store).unwrap_err();
        assert_eq!(ErrorCode::from(&err).code(), "OFF-820");
        let VerifyHistoryError::Altered { number: found } = err else {
            panic!("{err}");
        };
        assert_eq!(found, number, "{sql}");
    }
}

/// What the chain alone cannot show: the last lines cut off. The check digits can.
#[test]
fn a_history_that_was_cut_off_has_other_check_digits() {
    let mut store = filled();
    let whole = verify_history(&mut store).unwrap();
    store
        .write(|tx| {
            tx.execute_batch(
                "DROP TRIGGER history_is_not_shortened; DELETE FROM history WHERE number = 5",
            )?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let cut = verify_history(&mut store).unwrap();
    assert_ne!(whole, cut);
}

#[test]
fn an_operation_and_its_line_are_there_together_or_not_at_all() {
    let mut store = Store::in_memory().unwrap();
    let entry = || Entry::new(tanaka(), Action::SettingsChanged);
    let change = "INSERT INTO cursor (feed, position) VALUES ('inbox', 'x')";
    let failed = store.recorded(entry(), START, |store| {
        store.write(|tx| {
            tx.execute_batch(change)?;
            Err::<(), StoreError>(StoreError::Unreadable { column: "x" })
        })
    });
    assert!(failed.is_err());
    assert!(numbers(&mut store, &HistoryFilter::default()).is_empty());
    store
        .recorded(entry(), START, |store| {
            store.write(|tx| Ok::<_, StoreError>(tx.execute_batch(change)?))?;
            // A second change of the same operation brings no second line.
            store.write(|_| Ok::<_, StoreError>(()))
        })
        .unwrap();
    assert_eq!(numbers(&mut store, &HistoryFilter::default()), [1]);
    // Nothing is left over for the change of somebody else.
    store.write(|_| Ok::<_, StoreError>(())).unwrap();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store.recorded(entry(), START, |_| -> Result<(), StoreError> {
            panic!("on purpose");
        })
    }));
    assert!(panicked.is_err());
    store.write(|_| Ok::<_, StoreError>(())).unwrap();
    assert_eq!(numbers(&mut store, &HistoryFilter::default()), [1]);
    // What only reads is recorded too, once it succeeded.
    store
        .recorded(entry(), START, |_| Ok::<_, StoreError>(()))
        .unwrap();
    assert_eq!(numbers(&mut store, &HistoryFilter::default()), [2, 1]);
}

#[test]
fn a_table_program_reads_the_saved_file_and_calculates_nothing() {
    let mut store = filled();
    let formula = Actor::Staff {
        id: id(),
        name: "=1+\"1".to_owned(),
    };
    record_action(&mut store, &Entry::new(formula, Action::LoggedIn), later(9)).unwrap();
    let file = save_history(
        &mut store,
        &HistoryFilter::default(),
        Language::Japanese,
        |at| at.0.to_string(),
    )
    .unwrap();
    let text = String::from_utf8(file).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}番号,日時,担当者,操作,対象,利用者数");
    assert_eq!(lines[1], "6,1795305609,\"'=1+\"\"1\",\"ログイン\",\"\",");
    assert_eq!(
        lines[2],
        "5,1795305604,\"田中 花子\",\"送信\",\"bundle-4\",3"
    );
    assert_eq!(
        lines[3],
        "4,1795305603,\"この端末（ログインなし）\",\"送信\",\"bundle-3\",3"
    );
    assert_eq!(lines.len(), 8);
}

#[test]
fn actions_have_one_word_each() {
    for action in Action::ALL {
        assert_eq!(action.as_str().parse(), Ok(*action));
        assert!(!action.words(Language::Japanese).is_empty());
        assert!(action.words(Language::English).is_ascii());
    }
    assert!("".parse::<Action>().is_err());
}
