//! Accounts: who may be made, who gets in, and what stops who should not.

use protocol::UtcSeconds;

use super::START;
use crate::error_code::ErrorCode;
use crate::history::{Action, Actor, HistoryFilter, list_history};
use crate::page::PageRequest;
use crate::staff::{
    AddStaffError, LoggedIn, LoginError, NewStaff, PasswordError, Role, StaffId, StartPassword,
    add_first_administrator, add_staff, begin_login, change_staff, check_new_password, code_at,
    confirm_second_factor, find_staff, finish_login, has_staff, list_staff, offer_second_factor,
    read_password_facts, remove_second_factor, remove_staff, reset_password, save_password,
    unlock_login,
};
use crate::store::{DATABASE_FILE, Store};

const GOOD: &str = "雨の日は傘を二本持つことにする";
const OTHER: &str = "kutsushita-ga-nai-asa";

fn later(seconds: i64) -> UtcSeconds {
    UtcSeconds(START.0 + seconds)
}

fn code<E>(err: &E) -> &'static str
where
    for<'a> ErrorCode: From<&'a E>,
{
    ErrorCode::from(err).code()
}

fn with_administrator() -> (Store, StaffId) {
    let mut store = Store::in_memory().unwrap();
    let id = first(&mut store, "sato", GOOD).unwrap();
    (store, id)
}

fn first(store: &mut Store, login_name: &str, password: &str) -> Result<StaffId, AddStaffError> {
    add_first_administrator(
        store,
        login_name,
        "佐藤 一郎",
        password,
        &Actor::Terminal,
        START,
    )
}

fn add(
    store: &mut Store,
    login_name: &str,
    role: Role,
) -> Result<(StaffId, String), AddStaffError> {
    let new = NewStaff {
        login_name: login_name.to_owned(),
        name: "田中 花子".to_owned(),
        role,
    };
    let start = StartPassword::draw(START);
    let id = add_staff(store, &new, &start, &Actor::Terminal, START)?;
    Ok((id, start.text().to_owned()))
}

fn log_in(
    store: &mut Store,
    name: &str,
    password: &str,
    typed: &str,
    now: UtcSeconds,
) -> Result<LoggedIn, LoginError> {
    let attempt = begin_login(store, name, now)?;
    finish_login(store, attempt.verify(password, typed, now), now)
}

fn choose(store: &mut Store, id: StaffId, password: &str) -> Result<(), PasswordError> {
    let facts = read_password_facts(store, id).unwrap().unwrap();
    let new = check_new_password(password, &facts)?;
    save_password(store, &facts, &new, &Actor::Terminal, START)
}

fn actions(store: &mut Store) -> Vec<Action> {
    let page = list_history(store, &HistoryFilter::default(), &PageRequest::first(0)).unwrap();
    page.rows.iter().rev().map(|row| row.action).collect()
}

#[test]
fn the_first_account_is_an_administrators_and_there_is_one_first() {
    let mut store = Store::in_memory().unwrap();
    assert!(!has_staff(&mut store).unwrap());
    let err = add(&mut store, "tanaka", Role::Viewing).unwrap_err();
    assert_eq!(code(&err), "OFF-816");
    for (name, password, expected) in [
        ("", GOOD, "OFF-812"),
        ("sa to", GOOD, "OFF-812"),
        ("sato", "みじかい", "OFF-806"),
        ("sato", "satosatosatosato", "OFF-809"),
        ("sato", &"あ".repeat(201), "OFF-808"),
    ] {
        let err = first(&mut store, name, password).unwrap_err();
        assert_eq!(code(&err), expected, "{name} {password}");
    }
    assert!(!has_staff(&mut store).unwrap());
    let id = first(&mut store, "Ｓａｔｏ", GOOD).unwrap();
    let member = find_staff(&mut store, id).unwrap().unwrap();
    assert_eq!(
        (member.login_name.as_str(), member.role),
        ("sato", Role::Administrator)
    );
    assert_eq!(
        code(&first(&mut store, "other", GOOD).unwrap_err()),
        "OFF-817"
    );
    assert_eq!(
        code(&add(&mut store, "SATO", Role::Viewing).unwrap_err()),
        "OFF-811"
    );
    assert_eq!(actions(&mut store), [Action::StaffAdded]);
}

#[test]
fn a_start_password_holds_a_week_and_is_told_apart() {
    let (mut store, _) = with_administrator();
    let (id, start) = add(&mut store, "tanaka", Role::Exchange).unwrap();
    let LoggedIn { member } = log_in(&mut store, "tanaka", &start, "", later(60)).unwrap();
    assert_eq!(member.id, id);
    assert_eq!(member.start_until, Some(later(7 * 24 * 3600)));
    let err = log_in(&mut store, "tanaka", &start, "", later(7 * 24 * 3600 + 1)).unwrap_err();
    assert_eq!(code(&err), "OFF-805");
    choose(&mut store, id, OTHER).unwrap();
    let LoggedIn { member } =
        log_in(&mut store, "tanaka", OTHER, "", later(8 * 24 * 3600)).unwrap();
    assert_eq!(member.start_until, None);
    let err = log_in(&mut store, "tanaka", &start, "", later(8 * 24 * 3600)).unwrap_err();
    assert_eq!(code(&err), "OFF-802");
}

#[test]
fn five_wrong_attempts_lock_an_account_longer_each_time_and_a_restart_does_not_help() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(DATABASE_FILE);
    let mut store = Store::open(&path).unwrap();
    let id = first(&mut store, "sato", GOOD).unwrap();
    for second in 0..5 {
        let err = log_in(&mut store, "sato", "falsch", "", later(second)).unwrap_err();
        assert_eq!(code(&err), "OFF-802");
    }
    drop(store);
    let mut store = Store::open(&path).unwrap();
    // The right password is refused too, or the lock would betray it.
    let err = log_in(&mut store, "sato", GOOD, "", later(63)).unwrap_err();
    assert_eq!(code(&err), "OFF-803");
    let LoginError::Locked { until } = err else {
        panic!("{err}");
    };
    assert_eq!(until, later(64));
    let err = log_in(&mut store, "sato", "falsch", "", later(64)).unwrap_err();
    assert_eq!(code(&err), "OFF-802");
    let locked = begin_login(&mut store, "sato", later(64 + 119))
        .err()
        .unwrap();
    assert_eq!(code(&locked), "OFF-803");
    // A clock that was set back does not make the lock longer.
    let Err(LoginError::Locked { until }) = begin_login(&mut store, "sato", later(-9000)) else {
        panic!("not locked");
    };
    assert_eq!(until, later(-9000 + 120));
    assert_eq!(
        actions(&mut store)[1..],
        [
            [Action::LoginFailed; 5].as_slice(),
            &[Action::Locked, Action::LoginFailed, Action::Locked]
        ]
        .concat()
    );
    unlock_login(&mut store, id, &Actor::CommandLine, later(65)).unwrap();
    log_in(&mut store, "sato", GOOD, "", later(65)).unwrap();
    // After a success the counting begins again.
    for second in 66..70 {
        log_in(&mut store, "sato", "falsch", "", later(second)).unwrap_err();
    }
    log_in(&mut store, "sato", GOOD, "", later(70)).unwrap();
}

#[test]
fn a_name_that_is_not_there_gets_the_same_answers() {
    let (mut store, _) = with_administrator();
    for second in 0..5 {
        let err = log_in(&mut store, "nobody", "falsch", "", later(second)).unwrap_err();
        assert_eq!(code(&err), "OFF-802");
    }
    let err = begin_login(&mut store, "nobody", later(5)).err().unwrap();
    assert_eq!(code(&err), "OFF-803");
    let page = list_history(
        &mut store,
        &HistoryFilter::default(),
        &PageRequest::first(0),
    )
    .unwrap();
    // What was typed is nowhere: it may be a password in the wrong field.
    assert!(page.rows.iter().all(|row| !row.subject.contains("nobody")));
}

#[test]
fn all_accounts_together_have_a_limit_that_time_forgives() {
    let (mut store, _) = with_administrator();
    for number in 0..60 {
        assert!(begin_login(&mut store, &format!("name-{number}"), START).is_ok());
    }
    let err = begin_login(&mut store, "sato", START).err().unwrap();
    assert_eq!(code(&err), "OFF-804");
    let LoginError::TooMany { until } = err else {
        panic!("{err}");
    };
    assert_eq!(until, later(60));
    // One more is possible each minute, and a success gives its place back.
    log_in(&mut store, "sato", GOOD, "", later(60)).unwrap();
    log_in(&mut store, "sato", GOOD, "", later(60)).unwrap();
    log_in(&mut store, "sato", "falsch", "", later(60)).unwrap_err();
    let err = begin_login(&mut store, "sato", later(61)).err().unwrap();
    assert_eq!(code(&err), "OFF-804");
}

#[test]
fn a_password_is_never_used_again_and_its_change_ends_sessions() {
    let (mut store, id) = with_administrator();
    let before = find_staff(&mut store, id).unwrap().unwrap().epoch;
    assert_eq!(code(&choose(&mut store, id, GOOD).unwrap_err()), "OFF-810");
    choose(&mut store, id, OTHER).unwrap();
    assert_eq!(code(&choose(&mut store, id, GOOD).unwrap_err()), "OFF-810");
    assert!(find_staff(&mut store, id).unwrap().unwrap().epoch > before);
    // Who judged a password before another change must judge again.
    let facts = read_password_facts(&mut store, id).unwrap().unwrap();
    let new = check_new_password("midori no neko ga tonda", &facts).unwrap();
    choose(&mut store, id, "mikan to gohan wo mittsu").unwrap();
    let err = save_password(&mut store, &facts, &new, &Actor::Terminal, START).unwrap_err();
    assert_eq!(code(&err), "OFF-814");
}

#[test]
fn a_second_factor_is_asked_for_each_time_and_a_code_counts_once() {
    let (mut store, id) = with_administrator();
    let secret = offer_second_factor(&mut store, id, START).unwrap();
    assert_eq!(offer_second_factor(&mut store, id, START).unwrap(), secret);
    // Not confirmed: nothing is asked for yet.
    log_in(&mut store, "sato", GOOD, "", START).unwrap();
    let err = confirm_second_factor(&mut store, id, "000000", &Actor::Terminal, START);
    assert_eq!(code(&err.unwrap_err()), "OFF-818");
    let typed = code_at(&secret, START);
    let codes = confirm_second_factor(&mut store, id, &typed, &Actor::Terminal, START).unwrap();
    assert_eq!(codes.len(), 10);
    for (typed, now) in [
        (String::new(), later(30)),
        // The code that confirmed it counts as used.
        (typed, later(0)),
        ("AAAA-AAAA-AAAA-AAAA".to_owned(), later(30)),
    ] {
        let err = log_in(&mut store, "sato", GOOD, &typed, now).unwrap_err();
        assert_eq!(code(&err), "OFF-802", "{typed:?}");
    }
    let typed = code_at(&secret, later(60));
    log_in(&mut store, "sato", GOOD, &typed, later(60)).unwrap();
    let again = log_in(&mut store, "sato", GOOD, &typed, later(61)).unwrap_err();
    assert_eq!(code(&again), "OFF-802");
    let lost = codes[3].to_lowercase();
    log_in(&mut store, "sato", GOOD, &lost, later(62)).unwrap();
    assert!(log_in(&mut store, "sato", GOOD, &lost, later(63)).is_err());
    assert!(actions(&mut store).contains(&Action::RecoveryCodeUsed));
}

#[test]
fn beside_a_second_factor_a_shorter_password_will_do_and_only_there() {
    let (mut store, id) = with_administrator();
    assert_eq!(
        code(&choose(&mut store, id, "Vx7#hLq2").unwrap_err()),
        "OFF-806"
    );
    let secret = offer_second_factor(&mut store, id, START).unwrap();
    let typed = code_at(&secret, START);
    confirm_second_factor(&mut store, id, &typed, &Actor::Terminal, START).unwrap();
    assert_eq!(
        code(&choose(&mut store, id, "Vx7#hLq").unwrap_err()),
        "OFF-807"
    );
    choose(&mut store, id, "Vx7#hLq2").unwrap();
    let err = remove_second_factor(&mut store, id, &Actor::Terminal, START).unwrap_err();
    assert_eq!(code(&err), "OFF-819");
    choose(&mut store, id, OTHER).unwrap();
    remove_second_factor(&mut store, id, &Actor::Terminal, START).unwrap();
    log_in(&mut store, "sato", OTHER, "", START).unwrap();
}

#[test]
fn the_last_administrator_stays() {
    let (mut store, sato) = with_administrator();
    let (tanaka, _) = add(&mut store, "tanaka", Role::Exchange).unwrap();
    let by = Actor::Terminal;
    let err = remove_staff(&mut store, sato, &by, START).unwrap_err();
    assert_eq!(code(&err), "OFF-815");
    let err = change_staff(&mut store, sato, "佐藤", Role::Viewing, &by, START).unwrap_err();
    assert_eq!(code(&err), "OFF-815");
    let err = change_staff(&mut store, tanaka, " ", Role::Viewing, &by, START).unwrap_err();
    assert_eq!(code(&err), "OFF-813");
    change_staff(&mut store, tanaka, "田中", Role::Administrator, &by, START).unwrap();
    remove_staff(&mut store, sato, &by, START).unwrap();
    assert_eq!(list_staff(&mut store).unwrap().len(), 1);
    assert!(find_staff(&mut store, sato).unwrap().is_none());
    let err = remove_staff(&mut store, sato, &by, START).unwrap_err();
    assert_eq!(code(&err), "OFF-814");
    assert_eq!(
        code(&log_in(&mut store, "sato", GOOD, "", START).unwrap_err()),
        "OFF-802"
    );
    // The login name is free again; the id is not.
    let (new, _) = add(&mut store, "sato", Role::Viewing).unwrap();
    assert_ne!(new, sato);
}

#[test]
fn a_reset_brings_in_who_lost_password_and_telephone() {
    let (mut store, id) = with_administrator();
    let secret = offer_second_factor(&mut store, id, START).unwrap();
    let typed = code_at(&secret, START);
    confirm_second_factor(&mut store, id, &typed, &Actor::Terminal, START).unwrap();
    for _ in 0..5 {
        log_in(&mut store, "sato", "falsch", "", START).unwrap_err();
    }
    let start = StartPassword::draw(START);
    assert_eq!(start.until(), later(7 * 24 * 3600));
    reset_password(&mut store, id, &start, &Actor::CommandLine, START).unwrap();
    let LoggedIn { member } = log_in(&mut store, "sato", start.text(), "", START).unwrap();
    assert!(member.start_until.is_some() && !member.has_second_factor);
}
