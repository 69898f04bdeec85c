//! The suite: each function takes the maker of an empty store.

mod applications;
mod licences;
mod notices;
mod terminals;

pub(super) use applications::{
    an_application_is_kept_with_its_contact_and_removed_without_a_trace,
    application_codes_serve_until_they_are_removed,
};
pub(super) use licences::periods_of_a_licence_are_kept_in_order_and_fall_due;
pub(super) use notices::{
    notices_hold_until_they_end_or_are_removed, the_directory_lists_active_offices_by_number,
};
pub(super) use terminals::{
    a_full_journal_erases_what_every_terminal_has_read,
    joining_recovery_and_history_are_kept_as_they_were_given,
    terminals_are_listed_until_they_are_removed,
    the_journal_of_an_office_has_one_order_and_its_totals,
};

use protocol::{
    Authority, BundleId, Digest, Draft, DraftFile, OfficeNumber, ReceiptKind, SealedBundle,
    UtcMillis, UtcSeconds,
    header::CheckSummary,
    message::{BundleState, Event},
    seal_bundle, verify_bundle,
};
use tsunagu_hub::{
    bundles::{
        AcceptError, Accepted, Delivery, accept_bundle, erase_expired, list_inbox, list_outbox,
        withdraw_bundle,
    },
    devices::{ConnectedDevice, Target, authenticate_device, revoke_certificates},
    licences::LicenceTerms,
    store::{
        Announcement, Contents, Engine, EnrolmentUse, Operation, Outcome, Place, Records,
        StoreError, read, write,
    },
};

use super::Maker;
use crate::support::{Device, MOMIJI, SAKURA, admit, enrol, office_of};

const NOW: UtcSeconds = UtcSeconds(1_795_306_288);

const NO_LICENCES: LicenceTerms = LicenceTerms {
    months: 0,
    fee_yen: 0,
};

/// Two offices with a terminal each.
struct Exchange {
    authority: Authority,
    hub: protocol::certificate::Identity,
    sakura: Device,
    momiji: Device,
}

fn exchange(engine: &mut dyn Engine) -> Exchange {
    let authority = Authority::create("Hub", NOW).unwrap();
    for address in [SAKURA, MOMIJI] {
        admit(engine, address, "事業所", NOW);
    }
    Exchange {
        hub: authority.issue_hub_signer("Hub", NOW).unwrap(),
        sakura: enrol(engine, &authority, SAKURA, NOW),
        momiji: enrol(engine, &authority, MOMIJI, NOW),
        authority,
    }
}

impl Exchange {
    fn seal(&self, number: u8) -> SealedBundle {
        let draft = Draft {
            id: BundleId::new(UtcMillis(1_795_306_288_000), [number; 10]),
            from: self.sakura.address,
            to: self.momiji.address,
            set: None,
            stamp: None,
            months: Vec::new(),
            message: format!("{number}"),
            files: vec![DraftFile {
                name: "memo.txt".into(),
                standard: false,
                bytes: vec![number],
            }],
            check: CheckSummary {
                program: "test".into(),
                standard: "4.1".into(),
                errors: 0,
                warnings: 0,
            },
        };
        let own = self.sakura.mailbox.as_ref().unwrap().certificate_der();
        let receiver = self.momiji.mailbox.as_ref().unwrap().certificate_der();
        seal_bundle(&draft, &self.sakura.identity, receiver, own, NOW).unwrap()
    }

    fn accept(
        &self,
        engine: &mut dyn Engine,
        bundle: &SealedBundle,
        contents: &Contents,
        now: UtcSeconds,
    ) -> Result<Accepted, AcceptError> {
        let size = bundle.sealed.len() as u64;
        let digest = Digest::of(&bundle.sealed);
        let trust = self.authority.trust();
        let verified = verify_bundle(&bundle.signed_header, size, digest, &trust, NOW).unwrap();
        write(engine, |records| {
            let device = connected(records, &self.sakura);
            let delivery = Delivery {
                id: bundle.header.id,
                device,
                bundle: &verified,
                contents,
            };
            accept_bundle(records, &delivery, NO_LICENCES, &self.hub, now)
        })
    }

    fn accept_small(&self, engine: &mut dyn Engine, bundle: &SealedBundle) {
        let contents = Contents::Small(bundle.sealed.clone());
        assert!(self.accept(engine, bundle, &contents, NOW).unwrap().first);
    }
}

fn connected(records: &dyn Records, device: &Device) -> ConnectedDevice {
    authenticate_device(records, device.fingerprint(), NOW).unwrap()
}

fn sakura() -> OfficeNumber {
    office_of(SAKURA)
}

fn momiji() -> OfficeNumber {
    office_of(MOMIJI)
}

/// An operation of a batch: adds an office, then does as it is told.
struct Add {
    number: &'static str,
    end: End,
}

enum End {
    Keep,
    Undo,
    Panic,
}

impl Operation for Add {
    fn run(&mut self, records: &mut dyn Records) -> Outcome {
        let number = self.number.parse().unwrap();
        records
            .add_office(number, "事業所", &["11".parse().unwrap()], NOW)
            .unwrap();
        records.announce(number, Event::Notice);
        match self.end {
            End::Keep => Outcome::Keep,
            End::Undo => Outcome::Undo,
            End::Panic => panic!("a bug in an operation"),
        }
    }
}

fn run_batch(engine: &mut dyn Engine, middle: End) -> (Vec<Announcement>, Vec<String>) {
    let mut operations = [
        Add {
            number: "1000000001",
            end: End::Keep,
        },
        Add {
            number: "1000000002",
            end: middle,
        },
        Add {
            number: "1000000003",
            end: End::Keep,
        },
    ];
    let [first, second, third] = &mut operations;
    let announced = engine.commit_batch(&mut [first, second, third]).unwrap();
    let offices = read(engine, |records| records.offices()).unwrap();
    (
        announced,
        offices
            .iter()
            .map(|office| office.number.to_string())
            .collect(),
    )
}

pub(super) fn a_refused_operation_leaves_no_trace_and_its_neighbours_stay(maker: &dyn Maker) {
    let (_, offices) = run_batch(maker.open().as_mut(), End::Undo);
    assert_eq!(offices, ["1000000001", "1000000003"]);
}

pub(super) fn a_panicking_operation_leaves_no_trace_and_its_neighbours_stay(maker: &dyn Maker) {
    let (_, offices) = run_batch(maker.open().as_mut(), End::Panic);
    assert_eq!(offices, ["1000000001", "1000000003"]);
}

pub(super) fn announcements_come_from_kept_operations_only(maker: &dyn Maker) {
    let (announced, _) = run_batch(maker.open().as_mut(), End::Undo);
    let offices: Vec<_> = announced
        .iter()
        .map(|hint| hint.office.to_string())
        .collect();
    assert_eq!(offices, ["1000000001", "1000000003"]);
}

pub(super) fn accepting_again_gives_the_first_receipt(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    let bundle = exchange.seal(1);
    let contents = Contents::Small(bundle.sealed.clone());
    let first = exchange
        .accept(engine.as_mut(), &bundle, &contents, NOW)
        .unwrap();
    let later = UtcSeconds(NOW.0 + 100);
    let again = exchange
        .accept(engine.as_mut(), &bundle, &contents, later)
        .unwrap();
    assert_eq!(
        again,
        Accepted {
            first: false,
            ..first.clone()
        }
    );
    assert!(first.first);
}

pub(super) fn the_same_id_is_refused_for_other_contents(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    exchange.accept_small(engine.as_mut(), &exchange.seal(1));
    // Sealing draws new keys, so this is other contents even for the same draft.
    let other = exchange.seal(1);
    let contents = Contents::Small(other.sealed.clone());
    let refused = exchange
        .accept(engine.as_mut(), &other, &contents, NOW)
        .unwrap_err();
    assert!(matches!(refused, AcceptError::IdReused), "{refused}");
    let inbox = read(engine.as_mut(), |records| {
        list_inbox(records, momiji(), 0, 10)
    })
    .unwrap();
    assert_eq!(inbox.bundles.len(), 1);
}

pub(super) fn places_in_lists_grow_with_every_change(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    let ids: Vec<_> = (1..=3)
        .map(|number| {
            let bundle = exchange.seal(number);
            exchange.accept_small(engine.as_mut(), &bundle);
            bundle.header.id
        })
        .collect();
    let inbox = |engine: &mut dyn Engine, after| {
        let list = read(engine, |records| list_inbox(records, momiji(), after, 10)).unwrap();
        (
            list.bundles
                .iter()
                .map(|bundle| bundle.id)
                .collect::<Vec<_>>(),
            list.last,
        )
    };
    let outbox = |engine: &mut dyn Engine, after| {
        let list = read(engine, |records| list_outbox(records, sakura(), after, 10)).unwrap();
        (
            list.bundles
                .iter()
                .map(|line| line.bundle.id)
                .collect::<Vec<_>>(),
            list.last,
        )
    };
    let (received, last_in) = inbox(engine.as_mut(), 0);
    let (sent, last_out) = outbox(engine.as_mut(), 0);
    assert_eq!((received, sent), (ids.clone(), ids.clone()));
    assert_eq!(inbox(engine.as_mut(), last_in), (vec![], last_in));

    write(engine.as_mut(), |records| {
        let device = connected(records, &exchange.sakura);
        withdraw_bundle(records, ids[0], device, &exchange.hub, NOW)
    })
    .unwrap();
    assert_eq!(inbox(engine.as_mut(), last_in).0, [ids[0]]);
    assert_eq!(outbox(engine.as_mut(), last_out).0, [ids[0]]);
    assert_eq!(inbox(engine.as_mut(), 0).0, [ids[1], ids[2], ids[0]]);
}

pub(super) fn a_query_sees_one_state(maker: &dyn Maker) {
    let (mut reading, mut changing) = (maker.open(), maker.open());
    admit(changing.as_mut(), SAKURA, "事業所", NOW);
    let counts = read(reading.as_mut(), |records| {
        let before = records.offices()?.len();
        admit(changing.as_mut(), MOMIJI, "事業所", NOW);
        Ok::<_, StoreError>((before, records.offices()?.len()))
    });
    assert_eq!(counts.unwrap(), (1, 1));
}

pub(super) fn what_one_process_commits_another_one_sees(maker: &dyn Maker) {
    let (mut one, mut other) = (maker.open(), maker.open());
    let count = |engine: &mut dyn Engine| read(engine, |records| records.offices()).unwrap().len();
    assert_eq!(count(other.as_mut()), 0);
    admit(one.as_mut(), SAKURA, "事業所", NOW);
    assert_eq!(count(other.as_mut()), 1);
    admit(other.as_mut(), MOMIJI, "事業所", NOW);
    assert_eq!(count(one.as_mut()), 2);
}

pub(super) fn receipts_keep_their_order(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    let bundle = exchange.seal(1);
    exchange.accept_small(engine.as_mut(), &bundle);
    let receipts = write(engine.as_mut(), |records| {
        let number = records
            .bundle_to(momiji(), bundle.header.id)?
            .unwrap()
            .number;
        records.add_receipt(number, ReceiptKind::Opened, b"opened", NOW)?;
        records.add_receipt(number, ReceiptKind::Fetched, b"fetched", UtcSeconds(0))?;
        let doubled = records.add_receipt(number, ReceiptKind::Opened, b"again", NOW);
        assert!(doubled.is_err(), "one of each kind");
        records.receipts(number)
    });
    assert_eq!(
        receipts.unwrap()[1..],
        [b"opened".to_vec(), b"fetched".to_vec()]
    );
}

pub(super) fn erasing_takes_the_contents_only(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    let (small, large) = (exchange.seal(1), exchange.seal(2));
    exchange.accept_small(engine.as_mut(), &small);
    let file = Contents::File("a.b".into());
    exchange
        .accept(engine.as_mut(), &large, &file, NOW)
        .unwrap();
    write(engine.as_mut(), |records| {
        for bundle in [&small, &large] {
            let record = records.bundle_to(momiji(), bundle.header.id)?.unwrap();
            let opened = BundleState::Opened;
            records.change_bundle(record.number, opened, NOW, Some(NOW))?;
        }
        assert!(records.sealed_file_is_known("a.b")?);
        Ok::<_, StoreError>(())
    })
    .unwrap();
    let in_time = UtcSeconds(NOW.0 + 24 * 60 * 60);
    let erase = |engine: &mut dyn Engine, now| {
        write(engine, |records| erase_expired(records, 1, 10, now)).unwrap()
    };
    assert_eq!(erase(engine.as_mut(), in_time).bundles, 0);
    let erased = erase(engine.as_mut(), UtcSeconds(in_time.0 + 1));
    assert_eq!((erased.bundles, erased.files), (2, vec!["a.b".to_owned()]));
    read(engine.as_mut(), |records| {
        for bundle in [&small, &large] {
            let record = records.bundle_to(momiji(), bundle.header.id)?.unwrap();
            assert_eq!(record.place, Place::Erased);
            assert_eq!(records.receipts(record.number)?.len(), 1);
            assert!(records.sealed_part(record.number, 0, 1).is_err());
        }
        assert!(!records.sealed_file_is_known("a.b")?);
        Ok::<_, StoreError>(())
    })
    .unwrap();
}

pub(super) fn an_enrolment_is_used_once(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    let secret = Digest::of(b"secret");
    let usage = EnrolmentUse {
        used_at: NOW,
        device: exchange.sakura.id,
        device_request: Digest::of(b"device"),
        mailbox_request: Digest::of(b"mailbox"),
    };
    write(engine.as_mut(), |records| {
        assert_eq!(records.enrolment(secret)?, None);
        records.add_enrolment(secret, sakura(), NOW, UtcSeconds(NOW.0 + 1))?;
        let unused = records.enrolment(secret)?.unwrap();
        assert_eq!((unused.office, unused.expires_at.0), (sakura(), NOW.0 + 1));
        assert_eq!(unused.usage, None);
        records.use_enrolment(secret, &usage)?;
        assert_eq!(
            records.enrolment(secret)?.unwrap().usage,
            Some(usage.clone())
        );
        assert!(
            records.add_enrolment(secret, sakura(), NOW, NOW).is_err(),
            "a secret is unique"
        );
        Ok::<_, StoreError>(())
    })
    .unwrap();
}

pub(super) fn a_revocation_keeps_its_first_time(maker: &dyn Maker) {
    let mut engine = maker.open();
    let exchange = exchange(engine.as_mut());
    let target = Target::Device(exchange.sakura.id);
    for later in [0, 50] {
        let now = UtcSeconds(NOW.0 + later);
        let revoked = write(engine.as_mut(), |records| {
            revoke_certificates(records, &target, now)
        })
        .unwrap();
        assert_eq!(revoked.len(), 1);
        assert_eq!(revoked[0].revoked_at, NOW);
    }
    let fingerprint = exchange.momiji.fingerprint();
    let other = read(engine.as_mut(), |records| records.certificate(fingerprint)).unwrap();
    assert_eq!(other.unwrap().revoked_at, None);
}
