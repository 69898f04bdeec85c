//! `GET /v1/licence`, `PUT /v1/licence/renewal`, and what a licence that has ended refuses.

use protocol::{
    UtcSeconds,
    message::{Licence, LicenceReply},
};
use reqwest::Client;
use serde_json::json;
use tsunagu_hub::{
    calendar::{end_of_day, japan_day, months_later, start_of_day},
    licences::{GrantError, GrantedLicence, LicenceTerms, begin_licence, grant_licence, renew_due},
    store,
};

use crate::support::{MOMIJI, SAKURA, World, office_of, problem};

const TERMS: LicenceTerms = LicenceTerms {
    months: 12,
    fee_yen: 21_000,
};

/// A hub that asks for licences of a year, on which the care-management office has one from today on.
async fn licensed() -> World {
    let mut world = World::with_licences(12);
    let now = world.now();
    store::write(&mut world.engine(), |records| {
        begin_licence(records, TERMS, office_of(SAKURA), now)
    })
    .unwrap();
    world.start().await;
    world
}

async fn licence(world: &World, client: &Client) -> Option<Licence> {
    let reply: LicenceReply = world.get(client, "/v1/licence").await.json().await.unwrap();
    reply.licence
}

async fn choose(world: &World, client: &Client, renews: bool) -> Licence {
    let request = client
        .put(world.url("/v1/licence/renewal"))
        .json(&json!({ "renews": renews }));
    let reply: LicenceReply = request.send().await.unwrap().json().await.unwrap();
    reply.licence.unwrap()
}

fn today(world: &World) -> UtcSeconds {
    start_of_day(japan_day(world.now()).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hub_that_asks_for_none_says_so_and_takes_everything() {
    let world = World::running().await;
    let sakura = world.device(SAKURA);
    let client = world.client(&sakura);
    assert_eq!(licence(&world, &client).await, None);
    let request = client
        .put(world.url("/v1/licence/renewal"))
        .json(&json!({ "renews": true }));
    assert_eq!(
        problem(request.send().await.unwrap()).await,
        "404 HUB-111: this hub asks for no licence (licence_months in hub.toml is 0)"
    );
    let answer = world.get(&world.stranger(), "/v1/licence").await;
    assert_eq!(problem(answer).await, "401 HUB-201");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_licence_renews_by_itself_until_the_office_says_otherwise() {
    let world = licensed().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let client = world.client(&sakura);
    let first = licence(&world, &client).await.unwrap();
    let began_at = today(&world);
    let year_later = months_later(began_at, 12).unwrap();
    assert_eq!((first.began_at, first.ends_at), (began_at, year_later));
    assert!(first.renews && first.fee_yen == 21_000 && first.next_fee_yen == 21_000);
    // The hub's worker did not come by: what renews goes on without it.
    world.pass_days(400);
    let second = licence(&world, &client).await.unwrap();
    assert_eq!(second.began_at, first.ends_at);
    let bundle = world.seal(&sakura, &momiji);
    world.send(&sakura, &bundle).await;
    let stopped = choose(&world, &client, false).await;
    assert!(!stopped.renews);
    assert_eq!(
        stopped.ends_at, second.ends_at,
        "what was begun goes on to its end"
    );
    world.pass_days(400);
    assert_eq!(licence(&world, &client).await, Some(stopped));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_without_a_licence_receives_and_does_not_send() {
    let world = licensed().await;
    let (sakura, momiji) = (world.device(SAKURA), world.device(MOMIJI));
    let client = world.client(&sakura);
    choose(&world, &client, false).await;
    let early = world.seal(&sakura, &momiji);
    world.send(&sakura, &early).await;
    world.pass_days(370);
    let late = world.seal(&sakura, &momiji);
    let refused = world.put(&client, &late).await;
    assert_eq!(
        problem(refused).await,
        "403 HUB-212: the licence of the sender's office has ended"
    );
    // What the hub took before is answered as before, and what comes in can be fetched.
    assert_eq!(world.put(&client, &early).await.status(), 200);
    let answer = world.seal(&momiji, &sakura);
    world.send(&momiji, &answer).await;
    let sealed = format!("/v1/bundles/{}/sealed", answer.header.id);
    assert_eq!(world.get(&client, &sealed).await.status(), 200);
    // Whoever comes back begins today, and the same bundle goes.
    let renewed = choose(&world, &client, true).await;
    assert_eq!(renewed.began_at, today(&world));
    assert_eq!(world.put(&client, &late).await.status(), 201);
}

#[test]
fn a_grant_adds_days_and_never_takes_any() {
    let world = World::with_licences(12);
    let now = world.now();
    let mut engine = world.engine();
    let mut grant = |ends_at: UtcSeconds| {
        let granted = GrantedLicence {
            office: office_of(SAKURA),
            ends_at,
            fee_yen: 0,
        };
        store::write(&mut engine, |records| grant_licence(records, &granted, now))
    };
    let tomorrow = japan_day(now).unwrap().tomorrow().unwrap();
    let first = grant(end_of_day(tomorrow).unwrap()).unwrap();
    assert_eq!(first.began_at, today(&world));
    let again = grant(first.ends_at).unwrap_err();
    assert!(matches!(again, GrantError::NotLonger { began_at } if began_at == first.ends_at));
    let next = grant(months_later(first.ends_at, 1).unwrap()).unwrap();
    assert_eq!(next.began_at, first.ends_at);
    let unknown = GrantedLicence {
        office: "1399999999".parse().unwrap(),
        ends_at: next.ends_at,
        fee_yen: 0,
    };
    let refused = store::write(&mut engine, |records| grant_licence(records, &unknown, now));
    assert!(matches!(refused, Err(GrantError::NotFound { .. })));
}

#[test]
fn the_worker_grants_first_licences_and_writes_down_what_renewed() {
    let world = World::with_licences(12);
    let mut engine = world.engine();
    let mut work = |now: UtcSeconds, rows_max: u32| {
        store::write(&mut engine, |records| {
            renew_due(records, TERMS, rows_max, now)
        })
        .unwrap()
    };
    let now = world.now();
    assert_eq!(work(now, 2), 2);
    assert_eq!(work(now, 2), 1, "three offices, two at a time");
    assert_eq!(work(now, 2), 0);
    let after = months_later(now, 30).unwrap();
    assert_eq!(work(after, 9), 3);
    assert_eq!(work(after, 9), 0);
    let periods = store::read(&mut world.engine(), |records| {
        records.licence_periods(Some(office_of(SAKURA)))
    });
    let periods = periods.unwrap();
    assert_eq!(periods.len(), 3, "30 months are two years and a half");
    assert!(
        periods
            .windows(2)
            .all(|two| two[0].1.ends_at == two[1].1.began_at)
    );
    let fees: u32 = periods.iter().map(|(_, period)| period.fee_yen).sum();
    assert_eq!(fees, 63_000);
}
