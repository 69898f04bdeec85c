//! How long 予実突合 of a month takes: the first look, a look at what is kept, one after an arrival, and one client.
//!
//! ```text
//! cargo run --release -p tsunagu-office --features filling --example reconcile_month -- 200 45
//! ```
//!
//! Clients and service offices are those of the sample generator. What a reader would get wrong: a page draws itself
//! besides; this is the operation alone.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::time::Instant;

use protocol::{Address, DeviceId, UtcMillis, UtcSeconds};
use samples::Batch;
use standard::FileName;
use tsunagu_office::OwnOffice;
use tsunagu_office::filling::{Invented, fill_office, fill_received, fill_sent};
use tsunagu_office::inbox::ReceivedState;
use tsunagu_office::outbox::SentState;
use tsunagu_office::reconciling::{ClientState, Side, reconcile_client, reconcile_month};
use tsunagu_office::store::Store;

const MONTH: &str = "202610";
const NOW: UtcSeconds = UtcSeconds(1_795_305_600);

/// Addresses and stamp of a bundle.
type Key = (standard::Address, standard::Address, String);

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse().unwrap());
    let clients = numbers.next().unwrap_or(200);
    let offices = numbers.next().unwrap_or(45);
    let month = samples::generate(&samples::Settings {
        seed: 1,
        offices,
        clients,
        month: MONTH.parse().unwrap(),
    });
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(&dir.path().join("office.db")).unwrap();
    let own = &month.offices[0];
    let office = OwnOffice {
        number: own.number.parse().unwrap(),
        name: own.name.clone(),
        services: vec!["43".parse().unwrap()],
        hub_name: "hub".to_owned(),
        device: DeviceId::new(UtcMillis(1), [1; 10]),
    };
    fill_office(&mut store, &office, &[]).unwrap();
    let (mut plans, mut actuals): (BTreeMap<Key, _>, BTreeMap<Key, _>) = Default::default();
    for file in month.files {
        let name = FileName::parse(&file.name).unwrap();
        let key = (name.from, name.to, name.stamp.to_string());
        let bundles = match file.batch {
            Batch::Ticket if name.from.office.as_str() == own.number => &mut plans,
            Batch::Actual if name.to.office.as_str() == own.number => &mut actuals,
            _ => continue,
        };
        let files: &mut Vec<_> = bundles.entry(key).or_default();
        files.push((file.name, true, file.bytes));
    }
    let plans: Vec<_> = plans
        .into_iter()
        .map(|((_, to, stamp), files)| (bundle("K2", to, stamp, files), SentState::Opened))
        .collect();
    let mut actuals: Vec<_> = actuals
        .into_iter()
        .map(|((from, _, stamp), files)| (bundle("K5", from, stamp, files), ReceivedState::Opened))
        .collect();
    let last = actuals.pop().unwrap();
    println!(
        "{clients} clients, {} bundles of plans, {} of actuals",
        plans.len(),
        actuals.len() + 1
    );
    fill_sent(&mut store, &plans).unwrap();
    fill_received(&mut store, &actuals).unwrap();
    look(&mut store, "first look");
    look(&mut store, "again");
    fill_received(&mut store, &[last]).unwrap();
    look(&mut store, "after an arrival");
    look(&mut store, "again");
    let found = reconcile_month(&mut store, Side::Care, MONTH).unwrap();
    let began = Instant::now();
    let number = found.clients[found.clients.len() / 2].number;
    reconcile_client(&mut store, Side::Care, number)
        .unwrap()
        .unwrap();
    println!("one client: {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
}

fn look(store: &mut Store, what: &str) {
    let began = Instant::now();
    let found = reconcile_month(store, Side::Care, MONTH).unwrap();
    println!(
        "{what}: {:.1} ms; {} clients, {} differ",
        began.elapsed().as_secs_f64() * 1e3,
        found.clients.len(),
        found.count(ClientState::Differs)
    );
}

fn bundle(
    set: &str,
    partner: standard::Address,
    stamp: String,
    files: Vec<(String, bool, Vec<u8>)>,
) -> Invented {
    let partner: Address = partner.to_string().parse().unwrap();
    Invented {
        partner,
        own_service: "43".parse().unwrap(),
        set: Some(set.to_owned()),
        stamp: Some(stamp),
        months: vec![MONTH.to_owned()],
        files,
        message: String::new(),
        at: NOW,
    }
}
