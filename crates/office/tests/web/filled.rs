//! A month of exchange between a care-management office and its partners, as the
//! pages of the care-management office show it.
//!
//! One bundle of each state that a page can show: unread, read, damaged, withdrawn;
//! draft, blocked, fetched, imported, opened, withdrawn. Times are counted back from
//! `now`.

use std::path::Path;

use protocol::{BundleId, UtcSeconds};
use samples::{Batch, SampleMonth, generate};
use tsunagu_office::drafts::DraftOptions;
use tsunagu_office::inbox::{
    InboxFilter, InboxRow, ReceivedState, import_inbox_bundle, list_inbox, open_inbox_bundle,
};
use tsunagu_office::outbox::withdraw_bundle;
use tsunagu_office::page::PageRequest;

use super::world::World;

/// The index of the care-management office, whose pages are shown.
pub(crate) const CARE: usize = 0;

const DAY: i64 = 86_400;

/// The filled world, and what to find in it.
pub(crate) struct Filled {
    pub(crate) world: World,
    pub(crate) month: SampleMonth,
    /// A draft of the care-management office.
    pub(crate) draft: BundleId,
}

/// A file as it is put in.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// Fills the folders in `dir`.
pub(crate) fn month(dir: &Path, now: UtcSeconds) -> Filled {
    let month = sample();
    let mut world = World::new(dir, UtcSeconds(now.0 - 30 * DAY));
    let known = month.offices.len() - 1;
    // The last office has not joined yet: what goes to it is blocked.
    for office in &month.offices[..known] {
        let services: Vec<&str> = office.services.iter().map(String::as_str).collect();
        let at = UtcSeconds(now.0 - 20 * DAY);
        world.enrol(&office.number, &office.name, &services, at);
    }
    let services = [known - 3, known - 2, known - 1];
    send_tickets(&mut world, &month, services, now);
    let draft = withdraw_one_plan_and_draft_another(&mut world, &month, now);
    receive_actuals(&mut world, &month, services, now);
    world.contact(Some(UtcSeconds(now.0 - 40)), None);
    Filled {
        world,
        month,
        draft,
    }
}

/// Tickets to all: one partner opens them, one imports them, one does nothing.
fn send_tickets(world: &mut World, month: &SampleMonth, services: [usize; 3], now: UtcSeconds) {
    let sent = UtcSeconds(now.0 - 4 * DAY);
    let text = "12月分の計画をお送りします。変更した方は、介護ソフトの取込後にご確認ください。";
    world.send(
        CARE,
        &files(month, CARE, Batch::Ticket),
        &message(text),
        sent,
    );
    world.collect(UtcSeconds(sent.0 + 12));
    world.deliver(UtcSeconds(sent.0 + 31));
    act_on_newest(world, services[0], UtcSeconds(sent.0 + DAY), open);
    act_on_newest(world, services[1], UtcSeconds(sent.0 + DAY + 600), import);
    world.return_receipts(UtcSeconds(now.0 - 2 * DAY));
}

/// The id of the draft.
fn withdraw_one_plan_and_draft_another(
    world: &mut World,
    month: &SampleMonth,
    now: UtcSeconds,
) -> BundleId {
    let (first, rest) = split_by_address(&files(month, CARE, Batch::Plan));
    let withdrawn = world.send(CARE, &first, &message(""), UtcSeconds(now.0 - DAY));
    world.carry(UtcSeconds(now.0 - DAY + 5));
    let at = UtcSeconds(now.0 - DAY + 900);
    for id in withdrawn {
        world
            .office(CARE)
            .store(|store| withdraw_bundle(store, id, at))
            .unwrap();
    }
    let (second, _) = split_by_address(&rest);
    let at = UtcSeconds(now.0 - 1_800);
    let created = world.draft(CARE, &second, &DraftOptions::default(), at);
    created.drafts[0].id
}

/// Actuals of all: one is opened, one unread, one damaged; and a document that is
/// taken back.
fn receive_actuals(world: &mut World, month: &SampleMonth, services: [usize; 3], now: UtcSeconds) {
    let actual = files(month, services[0], Batch::Actual);
    let sent = UtcSeconds(now.0 - 2 * DAY);
    world.send(services[0], &actual, &message(""), sent);
    world.carry(UtcSeconds(sent.0 + 20));
    act_on_newest(world, CARE, UtcSeconds(now.0 - DAY), open);

    let mut actual = files(month, services[1], Batch::Actual);
    actual.push(("訪問看護報告書.pdf".to_owned(), pdf()));
    let text = "報告書を PDF で添えました。\nあわせてご確認ください。";
    world.send(
        services[1],
        &actual,
        &message(text),
        UtcSeconds(now.0 - 7_200),
    );
    world.carry(UtcSeconds(now.0 - 7_190));

    let to_care = DraftOptions {
        to: Some("1370200015-43".parse().unwrap()),
        from_service: Some(month.offices[services[0]].services[0].parse().unwrap()),
        ..DraftOptions::default()
    };
    let document = [("送迎の変更.pdf".to_owned(), pdf())];
    let taken_back = world.send(services[0], &document, &to_care, UtcSeconds(now.0 - 5_000));
    world.carry(UtcSeconds(now.0 - 4_990));
    for id in taken_back {
        let at = UtcSeconds(now.0 - 4_000);
        world
            .office(services[0])
            .store(|store| withdraw_bundle(store, id, at))
            .unwrap();
    }
    let actual = files(month, services[2], Batch::Actual);
    let damaged = world.send(
        services[2],
        &actual,
        &message(""),
        UtcSeconds(now.0 - 3_600),
    );
    world.collect(UtcSeconds(now.0 - 3_590));
    world.damage_on_the_way(damaged[0]);
    world.carry(UtcSeconds(now.0 - 3_580));
}

/// A folder that vanishes; in memory where the system has such a place, because
/// whether every write reaches the disk is not asked here.
pub(crate) fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// Options with this message.
pub(crate) fn message(text: &str) -> DraftOptions {
    DraftOptions {
        message: text.to_owned(),
        ..DraftOptions::default()
    }
}

/// The sample month of all tests.
pub(crate) fn sample() -> SampleMonth {
    generate(&samples::Settings {
        seed: 7,
        offices: 4,
        clients: 14,
        month: "202612".parse().unwrap(),
    })
}

/// The files that one office sends of one kind.
pub(crate) fn files(month: &SampleMonth, office: usize, batch: Batch) -> Files {
    let number = &month.offices[office].number;
    let folder = format!("{number}/{}", batch.folder());
    let own = month.files.iter().filter(|file| file.folder == folder);
    own.map(|file| (file.name.clone(), file.bytes.clone()))
        .collect()
}

/// The files of the first addressee, and those of all others.
pub(crate) fn split_by_address(files: &Files) -> (Files, Files) {
    let address = |name: &str| {
        let name = standard::FileName::parse(name).unwrap();
        (name.to, name.stamp)
    };
    let first = address(&files[0].0);
    files
        .iter()
        .cloned()
        .partition(|(name, _)| address(name) == first)
}

/// The smallest file that counts as a PDF.
pub(crate) fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
      trailer<</Root 1 0 R>>\n%%EOF\n"
        .to_vec()
}

/// The unopened bundles of an office, newest first.
pub(crate) fn unopened(world: &World, index: usize) -> Vec<InboxRow> {
    let filter = InboxFilter {
        state: Some(ReceivedState::Received),
        ..InboxFilter::default()
    };
    world
        .office(index)
        .store(|store| list_inbox(store, &filter, &PageRequest::first(50)))
        .unwrap()
        .rows
}

type Act = fn(&mut tsunagu_office::store::Store, tsunagu_office::inbox::ReceivedId, UtcSeconds);

fn act_on_newest(world: &World, index: usize, now: UtcSeconds, act: Act) {
    let rows = unopened(world, index);
    world
        .office(index)
        .store(|store| act(store, rows[0].id, now));
}

fn open(
    store: &mut tsunagu_office::store::Store,
    id: tsunagu_office::inbox::ReceivedId,
    now: UtcSeconds,
) {
    open_inbox_bundle(store, id, now).unwrap();
}

fn import(
    store: &mut tsunagu_office::store::Store,
    id: tsunagu_office::inbox::ReceivedId,
    now: UtcSeconds,
) {
    import_inbox_bundle(store, id, now).unwrap();
}
