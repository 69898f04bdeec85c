//! Three years of an office with many partners, invented.
//!
//! Each month there are plans out and actuals back for every partner, some corrected,
//! some deleted, some with documents; older ones are opened, the newest partly not. Files
//! hold the keys of their records and no more: lists never read them.

use anyhow::{Context, Result};
use office::OwnOffice;
use office::filling::{Invented, fill_office, fill_received, fill_sent};
use office::inbox::ReceivedState;
use office::outbox::SentState;
use office::partners::PartnerEntry;
use office::store::Store;
use protocol::{Address, DeviceId, OfficeNumber, UtcMillis, UtcSeconds};
use standard::FileName;

/// Months of history.
const MONTHS: usize = 36;

/// Clients of the office over the years.
const CLIENTS: usize = 2_400;

/// Bundles that one transaction stores.
const AT_ONCE: usize = 500;

/// 2026-12-08 08:42 in Japan.
const NOW: UtcSeconds = UtcSeconds(1_796_686_920);

const FAMILY: [(&str, &str); 12] = [
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("高橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("渡辺", "ワタナベ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("山田", "ヤマダ"),
];

/// What the questions need to know of the database.
pub(crate) struct Filled {
    pub(crate) now: UtcSeconds,
    pub(crate) clients: usize,
    pub(crate) month: String,
    pub(crate) old_month: String,
    pub(crate) partner: String,
    pub(crate) client_name: String,
    pub(crate) client_number: String,
    pub(crate) common_name: String,
}

/// The year and month that lies `back` months before December 2026.
fn month(back: usize) -> String {
    let months = 2026 * 12 + 11 - back;
    format!("{:04}{:02}", months / 12, months % 12 + 1)
}

fn insured(client: usize) -> String {
    format!("{:010}", 1_000_000 + client * 37)
}

fn name(client: usize) -> (String, String) {
    let (family, kana) = FAMILY[client % FAMILY.len()];
    // A given name of its own for each client.
    let number = client / FAMILY.len();
    let letters: Vec<char> = "アカサタナハマヤラワイキシチニ".chars().collect();
    let given: String = [number / 15 % 15, number % 15, client % 15]
        .iter()
        .map(|letter| letters[*letter])
        .collect();
    (format!("{family} {given}子"), format!("{kana} {given}コ"))
}

fn partner_number(partner: usize) -> Result<OfficeNumber> {
    format!("13{:08}", 70_300_000 + partner * 13)
        .parse()
        .context("an office number")
}

/// Fills the database with `bundles` of `partners`.
pub(crate) fn fill(store: &mut Store, bundles: usize, partners: usize) -> Result<Filled> {
    let mut known = Vec::new();
    for partner in 0..partners {
        let mut entry = PartnerEntry::new(partner_number(partner)?);
        entry.name = Some(format!("訪問介護ステーション第{partner}"));
        entry.services = vec!["11".parse().context("a service")?];
        known.push(entry);
    }
    let own = OwnOffice {
        number: "1370200015".parse().context("an office number")?,
        name: "あおば居宅介護支援事業所".to_owned(),
        services: vec!["43".parse().context("a service")?],
        hub_name: "連携基盤".to_owned(),
        device: DeviceId::new(UtcMillis(1), [1; 10]),
    };
    fill_office(store, &own, &known)?;
    let half = bundles / 2;
    let mut sent = Vec::with_capacity(AT_ONCE);
    let mut received = Vec::with_capacity(AT_ONCE);
    for number in 0..half {
        sent.push(one_sent(number, half, partners)?);
        received.push(one_received(number, half, partners)?);
        if sent.len() == AT_ONCE || number + 1 == half {
            fill_sent(store, &sent)?;
            fill_received(store, &received)?;
            sent.clear();
            received.clear();
        }
    }
    let client = CLIENTS / 2;
    Ok(Filled {
        now: NOW,
        clients: CLIENTS,
        month: month(0),
        old_month: month(MONTHS / 2),
        partner: partner_number(partners / 2)?.to_string(),
        client_name: name(client).0,
        client_number: insured(client),
        common_name: FAMILY[0].0.to_owned(),
    })
}

/// Place of a bundle in the years: months back, and the time.
fn place(number: usize, of: usize) -> (usize, UtcSeconds) {
    let back = MONTHS - 1 - number * MONTHS / of.max(1);
    // Evenly over three years and up to an hour ago.
    let seconds = (of - number) as i64 * (MONTHS as i64 * 30 * 86_400) / of.max(1) as i64;
    (back, UtcSeconds(NOW.0 - 3_600 - seconds))
}

/// Where a bundle stands in the turn of the kinds. With each round of the partners it
/// moves on by one, so that every partner has bundles of every kind.
fn kind_turn(number: usize, partners: usize) -> usize {
    (number + number / partners) % 50
}

/// A stamp, later for a higher number. Its months all have 28 days, so every one is valid.
fn stamp(number: usize) -> String {
    let seconds = number * 1_000;
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = (2024 + days / 336, days % 336 / 28 + 1, days % 28 + 1);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!(
        "{year}{month:02}{day:02}{hour:02}{minute:02}{:02}",
        second % 60
    )
}

fn one_sent(number: usize, of: usize, partners: usize) -> Result<(Invented, SentState)> {
    let (back, at) = place(number, of);
    let kind = match kind_turn(number, partners) {
        0 => Contents::Deletion,
        1..=4 => Contents::Document,
        5..=9 => Contents::Plan,
        _ => Contents::Ticket,
    };
    let state = match number {
        _ if number % 400 == 7 => SentState::Withdrawn,
        _ if number + 40 > of => SentState::Waiting,
        _ if number + 1_500 > of && number.is_multiple_of(3) => SentState::Fetched,
        _ if number + 300 > of => SentState::Accepted,
        _ => SentState::Opened,
    };
    let bundle = invented(number, of, back, at, partners, kind, true)?;
    Ok((bundle, state))
}

fn one_received(number: usize, of: usize, partners: usize) -> Result<(Invented, ReceivedState)> {
    let (back, at) = place(number, of);
    let kind = match kind_turn(number, partners) {
        0 => Contents::Deletion,
        1..=4 => Contents::Document,
        _ => Contents::Actual,
    };
    let state = match number {
        _ if number % 400 == 7 => ReceivedState::Withdrawn,
        _ if number % 5_000 == 11 => ReceivedState::Damaged,
        _ if number + 200 > of => ReceivedState::Received,
        _ => ReceivedState::Opened,
    };
    let bundle = invented(number, of, back, at, partners, kind, false)?;
    Ok((bundle, state))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Contents {
    Plan,
    Ticket,
    Actual,
    Deletion,
    Document,
}

fn invented(
    number: usize,
    of: usize,
    back: usize,
    at: UtcSeconds,
    partners: usize,
    kind: Contents,
    out: bool,
) -> Result<Invented> {
    // The partners take turns; those of a partner's clients are the same every month,
    // so that repeats in a month are corrections.
    let partner = number * 7 % partners;
    let clients: Vec<usize> = (0..8)
        .map(|place| (partner * 12 + (number / partners % 2) * 4 + place) % CLIENTS)
        .collect();
    let month = month(back);
    let stamp = stamp(number);
    let addresses = addresses(out, partner)?;
    let (set, files) = files(&Written {
        clients: &clients,
        month: &month,
        stamp: &stamp,
        addresses: &addresses,
        out,
        kind,
    })?;
    for (name, standard, _) in &files {
        anyhow::ensure!(
            !standard || FileName::parse(name).is_ok(),
            "{name} is no name of the standard"
        );
    }
    let months = match kind {
        Contents::Plan | Contents::Document => Vec::new(),
        _ => vec![month.clone()],
    };
    let care = format!("{}年{}月分をお送りします。", &month[..4], &month[4..]);
    let message = match number {
        _ if number == of / 3 => format!("{care}めずらしい言葉があります。"),
        _ if number % 700 == 3 => format!("{care}入院のため、下旬の予定を変更しました。"),
        _ => format!(
            "{care}ご確認のうえ、変更がありましたらお知らせください。いつもありがとうございます。"
        ),
    };
    Ok(Invented {
        partner: Address {
            office: partner_number(partner)?,
            service: "11".parse().context("a service")?,
        },
        own_service: "43".parse().context("a service")?,
        set: set.map(str::to_owned),
        stamp: set.map(|_| stamp.clone()),
        months,
        files,
        message,
        at,
    })
}

/// What the files of a bundle are written from.
struct Written<'a> {
    clients: &'a [usize],
    month: &'a str,
    stamp: &'a str,
    addresses: &'a str,
    out: bool,
    kind: Contents,
}

/// Sender and receiver as the names of files say them.
fn addresses(out: bool, partner: usize) -> Result<String> {
    let (own, other) = ("1370200015_43", format!("{}_11", partner_number(partner)?));
    Ok(if out {
        format!("{own}_{other}")
    } else {
        format!("{other}_{own}")
    })
}

/// Name, whether of the standard, and bytes of a file.
type File = (String, bool, Vec<u8>);

/// The set and the files of a bundle.
fn files(written: &Written<'_>) -> Result<(Option<&'static str>, Vec<File>)> {
    let month = written.month;
    Ok(match written.kind {
        Contents::Plan => {
            let plan = keys(written, "UP1KYO", &",".repeat(10), "20261101", 30);
            (Some("K1"), vec![plan, supplement(written, "000000")?])
        }
        Contents::Ticket => {
            let ticket = keys(written, &format!("UPPLAN_{month}"), ",20261101", month, 40);
            (Some("K2"), vec![ticket, supplement(written, month)?])
        }
        Contents::Actual => {
            let actual = keys(written, &format!("UPJSK_{month}"), ",20261101", month, 40);
            (Some("K5"), vec![actual])
        }
        Contents::Deletion => {
            let (set, kind) = if written.out {
                ("K4", "DLTPLAN")
            } else {
                ("K6", "DLTJSK")
            };
            let deletion = keys(written, &format!("{kind}_{month}"), "", month, 0);
            (Some(set), vec![deletion])
        }
        Contents::Document => {
            let name = "サービス担当者会議の記録.pdf".to_owned();
            (None, vec![(name, false, vec![0x25; 4_000])])
        }
    })
}

/// A file with the keys of its clients: `between` stands before the date, and so many
/// empty items behind it.
fn keys(written: &Written<'_>, kind: &str, between: &str, date: &str, items: usize) -> File {
    let rest = ",".repeat(items);
    let lines: String = written
        .clients
        .iter()
        .map(|client| {
            format!(
                "202407,131001,{}{between},{date}{rest}\r\n",
                insured(*client)
            )
        })
        .collect();
    let name = format!("{kind}_{}_{}.CSV", written.addresses, written.stamp);
    (name, true, lines.into_bytes())
}

/// The supplement, which has the names.
fn supplement(written: &Written<'_>, month: &str) -> Result<File> {
    let rest = ",".repeat(14);
    let lines = written.clients.iter().map(|client| {
        let (name, kana) = name(*client);
        format!(
            "202407,131001,{},20261101,\"{kana}\",\"{name}\"{rest}\r\n",
            insured(*client)
        )
    });
    let text: String = lines.collect();
    let (bytes, _, bad) = encoding_rs::SHIFT_JIS.encode(&text);
    anyhow::ensure!(!bad, "a name cannot be written");
    let name = format!(
        "UPHOSOKU_{month}_{}_{}.CSV",
        written.addresses, written.stamp
    );
    Ok((name, true, bytes.into_owned()))
}
