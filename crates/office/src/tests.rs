//! Tests of the operations together: real keys, real sealing, real databases on disk.
//!
//! [`World`] has two offices and [`HubDesk`], which keeps what the hub would keep and
//! signs as the hub signs. The hub itself, with its connections, is tested as a
//! process elsewhere; here the steps of the office are cut apart.

mod actuals;
mod codes;
mod crashes;
mod deletions;
mod drafts;
mod evidence;
mod journal;
mod lists;
mod partners;
mod piles;
mod receiving;
mod reconciling;
mod sending;
mod staff;
mod take_back;
mod terminals;
mod undo;
mod versions;

use std::collections::BTreeMap;

use protocol::authority::Authority;
use protocol::certificate::{Identity, KeyPair, Role};
use protocol::message::{
    BundleState, InboxEntry, InboxPage, OfficeEntry, OutboxEntry, OutboxPage, encode_signed,
};
use protocol::receipt::{sign_receipt, verify_receipt};
use protocol::verify::verify_bundle;
use protocol::{
    Address, BundleId, DeviceId, Digest, Header, OfficeNumber, Receipt, ReceiptKind, UtcMillis,
    UtcSeconds,
};

use crate::drafts::{CreatedDrafts, DraftInput, DraftOptions, create_drafts};
use crate::keys::Keys;
use crate::outbox::{Answer, Attempt, begin_attempt, due_bundles, queue_draft, seal_waiting};
use crate::partners::learn_partner;
use crate::store::settings::{OwnOffice, own_office, save_own_office};
use crate::store::{DATABASE_FILE, Store};

/// The time at which every test begins: 2026-11-22T00:00:00Z.
pub(crate) const START: UtcSeconds = UtcSeconds(1_795_305_600);

/// The care-management office.
pub(crate) const CARE: &str = "1370200015";
/// The home-visit office.
pub(crate) const VISIT: &str = "1370300021";

/// One office of a test: its database on disk and its keys.
pub(crate) struct TestOffice {
    dir: tempfile::TempDir,
    pub(crate) number: OfficeNumber,
    pub(crate) keys: Keys,
    pub(crate) mailbox_pem: String,
    pub(crate) store: Store,
}

impl TestOffice {
    /// Ends the program at this very moment and starts it again.
    pub(crate) fn crash(&mut self) {
        let path = self.dir.path().join(DATABASE_FILE);
        self.store = Store::open(&path).unwrap();
    }

    pub(crate) fn entry(&self) -> OfficeEntry {
        OfficeEntry {
            number: self.number,
            name: format!("事業所{}", self.number),
            services: vec![],
            mailbox_certificate: Some(self.mailbox_pem.clone()),
        }
    }

    /// Changes the services for which the hub has registered this office.
    pub(crate) fn set_services(&mut self, services: &[&str]) {
        let services = services.iter().map(|kind| kind.parse().unwrap()).collect();
        let own = self.store.read(own_office).unwrap().unwrap();
        let new = OwnOffice { services, ..own };
        self.store.write(|tx| save_own_office(tx, &new)).unwrap();
    }

    /// Drafts of `inputs` with the options.
    pub(crate) fn draft(&mut self, inputs: &[DraftInput], options: &DraftOptions) -> CreatedDrafts {
        create_drafts(&mut self.store, inputs, options, START).unwrap()
    }

    /// Drafts and queues one deletion file with this stamp; its id.
    pub(crate) fn queue(&mut self, stamp: &str, to: &str) -> BundleId {
        let created = self.draft(
            &[deletion(CARE, to, stamp, "0000000001")],
            &DraftOptions::default(),
        );
        assert_eq!(created.drafts.len(), 1, "{:?}", created.report.files);
        queue_draft(&mut self.store, created.drafts[0].id, START).unwrap()
    }

    /// The attempts that are due at `now`.
    pub(crate) fn attempts(&mut self, now: UtcSeconds) -> Vec<Attempt> {
        let due = due_bundles(&mut self.store, now).unwrap();
        due.into_iter()
            .filter_map(|id| begin_attempt(&mut self.store, id, now, 0.5).unwrap())
            .collect()
    }
}

/// A file of the standard: the deletion of one month's plan for one client (K4).
pub(crate) fn deletion(from: &str, to: &str, stamp: &str, insured: &str) -> DraftInput {
    DraftInput {
        path: format!("out/DLTPLAN_202610_{from}_43_{to}_11_{stamp}.CSV"),
        bytes: format!("202407,131001,{insured},202610\r\n").into_bytes(),
    }
}

/// Two offices that know each other, and the hub's desk.
pub(crate) struct World {
    pub(crate) authority: Authority,
    pub(crate) hub: HubDesk,
    pub(crate) care: TestOffice,
    pub(crate) visit: TestOffice,
}

impl World {
    pub(crate) fn new() -> World {
        let authority = Authority::create("テスト認証局", START).unwrap();
        let hub = HubDesk {
            signer: authority.issue_hub_signer("テスト連携基盤", START).unwrap(),
            bundles: Vec::new(),
            accepts: 0,
        };
        let mut care = new_office(&authority, CARE, "43", 1);
        let mut visit = new_office(&authority, VISIT, "11", 2);
        let trust = authority.trust();
        let (care_entry, visit_entry) = (care.entry(), visit.entry());
        learn_partner(
            &mut care.store,
            &trust,
            visit.number,
            Some(&visit_entry),
            START,
        )
        .unwrap();
        learn_partner(
            &mut visit.store,
            &trust,
            care.number,
            Some(&care_entry),
            START,
        )
        .unwrap();
        World {
            authority,
            hub,
            care,
            visit,
        }
    }

    /// Seals what waits at the care-management office.
    pub(crate) fn seal(&mut self, now: UtcSeconds) {
        seal_waiting(&mut self.care.store, &self.care.keys, now).unwrap();
    }
}

pub(crate) fn new_mailbox(authority: &Authority, number: &str) -> (String, Identity) {
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Mailbox, "office").unwrap();
    let pem = authority
        .issue_mailbox(&request, number.parse().unwrap(), START)
        .unwrap();
    (pem.clone(), key.into_identity(&pem).unwrap())
}

fn new_office(authority: &Authority, number: &str, service: &str, device: u8) -> TestOffice {
    let number: OfficeNumber = number.parse().unwrap();
    let device_id = DeviceId::new(UtcMillis(1), [device; 10]);
    let key = KeyPair::generate().unwrap();
    let request = key.request_pem(Role::Device, "office").unwrap();
    let certificate = authority
        .issue_device(&request, number, device_id, START)
        .unwrap();
    let (mailbox_pem, mailbox) = new_mailbox(authority, number.as_str());
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(&dir.path().join(DATABASE_FILE)).unwrap();
    let own = OwnOffice {
        number,
        name: format!("事業所{number}"),
        services: vec![service.parse().unwrap()],
        hub_name: "テスト連携基盤".to_owned(),
        device: device_id,
    };
    store.write(|tx| save_own_office(tx, &own)).unwrap();
    TestOffice {
        dir,
        number,
        keys: Keys {
            device: key.into_identity(&certificate).unwrap(),
            mailbox,
            trust: authority.trust(),
        },
        mailbox_pem,
        store,
    }
}

/// Another terminal of an office: a device and a database of its own, the same mailbox.
pub(crate) fn another_terminal(
    authority: &Authority,
    office: &TestOffice,
    device: u8,
) -> TestOffice {
    let other = new_office(authority, office.number.as_str(), "43", device);
    TestOffice {
        keys: Keys {
            device: other.keys.device,
            mailbox: office.keys.mailbox.clone(),
            trust: other.keys.trust,
        },
        mailbox_pem: office.mailbox_pem.clone(),
        ..other
    }
}

/// What the hub keeps, without its connections: bundles in the order of acceptance.
pub(crate) struct HubDesk {
    pub(crate) signer: Identity,
    pub(crate) bundles: Vec<KeptBundle>,
    /// How often a bundle was accepted for the first time.
    pub(crate) accepts: u32,
}

pub(crate) struct KeptBundle {
    pub(crate) header: Header,
    pub(crate) signed_header: Vec<u8>,
    pub(crate) sealed: Vec<u8>,
    pub(crate) receipts: BTreeMap<ReceiptKind, Vec<u8>>,
    pub(crate) accepted_at: UtcSeconds,
}

impl KeptBundle {
    fn receipt(&self, kind: ReceiptKind, at: UtcSeconds) -> Receipt {
        Receipt {
            kind,
            bundle: self.header.id,
            from: self.header.from,
            to: self.header.to,
            header_sha256: Digest::of(&self.signed_header),
            sealed_sha256: Digest::of(&self.sealed),
            at,
        }
    }

    fn state(&self) -> BundleState {
        let has = |kind| self.receipts.contains_key(&kind);
        match () {
            () if has(ReceiptKind::Withdrawn) => BundleState::Withdrawn,
            () if has(ReceiptKind::Opened) => BundleState::Opened,
            () if has(ReceiptKind::Imported) => BundleState::Imported,
            () if has(ReceiptKind::Fetched) => BundleState::Fetched,
            () => BundleState::Accepted,
        }
    }
}

impl HubDesk {
    /// Answers an attempt as the hub does.
    pub(crate) fn answer(
        &mut self,
        attempt: &Attempt,
        trust: &protocol::certificate::Trust,
        now: UtcSeconds,
    ) -> Answer {
        match attempt {
            Attempt::Send {
                signed_header,
                sealed,
                ..
            } => self.accept(signed_header, sealed, trust, now),
            Attempt::Withdraw { id } => self.withdraw(*id, now),
        }
    }

    fn accept(
        &mut self,
        signed_header: &[u8],
        sealed: &[u8],
        trust: &protocol::certificate::Trust,
        now: UtcSeconds,
    ) -> Answer {
        let size_bytes = sealed.len() as u64;
        let verified =
            verify_bundle(signed_header, size_bytes, Digest::of(sealed), trust, now).unwrap();
        let id = verified.header().id;
        if let Some(known) = self.bundles.iter().find(|kept| kept.header.id == id) {
            if known.signed_header != signed_header {
                return Answer::Problem {
                    code: "HUB-110".to_owned(),
                };
            }
            return Answer::Done {
                receipt: known.receipts[&ReceiptKind::Accepted].clone(),
            };
        }
        let mut kept = KeptBundle {
            header: verified.header().clone(),
            signed_header: signed_header.to_vec(),
            sealed: sealed.to_vec(),
            receipts: BTreeMap::new(),
            accepted_at: now,
        };
        let receipt =
            sign_receipt(&kept.receipt(ReceiptKind::Accepted, now), &self.signer).unwrap();
        kept.receipts.insert(ReceiptKind::Accepted, receipt.clone());
        self.bundles.push(kept);
        self.accepts += 1;
        Answer::Done { receipt }
    }

    fn withdraw(&mut self, id: BundleId, now: UtcSeconds) -> Answer {
        let signer = &self.signer;
        let kept = self
            .bundles
            .iter_mut()
            .find(|kept| kept.header.id == id)
            .unwrap();
        if kept.receipts.contains_key(&ReceiptKind::Opened) {
            return Answer::Problem {
                code: "HUB-112".to_owned(),
            };
        }
        let receipt = kept.receipt(ReceiptKind::Withdrawn, now);
        let signed = kept
            .receipts
            .entry(ReceiptKind::Withdrawn)
            .or_insert_with(|| sign_receipt(&receipt, signer).unwrap());
        Answer::Done {
            receipt: signed.clone(),
        }
    }

    /// Keeps a receipt of a receiver.
    pub(crate) fn acknowledge(
        &mut self,
        id: BundleId,
        signed: &[u8],
        trust: &protocol::certificate::Trust,
        now: UtcSeconds,
    ) -> Answer {
        let kept = self
            .bundles
            .iter_mut()
            .find(|kept| kept.header.id == id)
            .unwrap();
        let verified = verify_receipt(signed, trust, now).unwrap();
        let kind = verified.receipt().kind;
        assert_eq!(
            *verified.receipt(),
            kept.receipt(kind, verified.receipt().at)
        );
        if kept.state() == BundleState::Withdrawn {
            return Answer::Problem {
                code: "HUB-115".to_owned(),
            };
        }
        kept.receipts.entry(kind).or_insert_with(|| signed.to_vec());
        Answer::Done {
            receipt: Vec::new(),
        }
    }

    /// The list of what was sent to `office`, from the beginning.
    pub(crate) fn inbox(&self, office: OfficeNumber) -> InboxPage {
        let to_office = |kept: &&KeptBundle| kept.header.to.office == office;
        InboxPage {
            bundles: self
                .bundles
                .iter()
                .filter(to_office)
                .map(|kept| InboxEntry {
                    id: kept.header.id,
                    header: encode_signed(&kept.signed_header),
                    accepted_at: kept.accepted_at,
                    accepted: encode_signed(&kept.receipts[&ReceiptKind::Accepted]),
                    state: kept.state(),
                })
                .collect(),
            next: None,
            cursor: self.bundles.len().to_string(),
        }
    }

    /// The list of what `office` sent, from the beginning.
    pub(crate) fn outbox(&self, office: OfficeNumber, now: UtcSeconds) -> OutboxPage {
        let of_office = |kept: &&KeptBundle| kept.header.from.office == office;
        OutboxPage {
            bundles: self
                .bundles
                .iter()
                .filter(of_office)
                .map(|kept| OutboxEntry {
                    id: kept.header.id,
                    state: kept.state(),
                    changed_at: now,
                    header: Some(encode_signed(&kept.signed_header)),
                    receipts: kept
                        .receipts
                        .values()
                        .map(|signed| encode_signed(signed))
                        .collect(),
                })
                .collect(),
            next: None,
            cursor: self.bundles.len().to_string(),
        }
    }

    pub(crate) fn kept(&mut self, id: BundleId) -> &mut KeptBundle {
        self.bundles
            .iter_mut()
            .find(|kept| kept.header.id == id)
            .unwrap()
    }
}

pub(crate) fn address(text: &str) -> Address {
    text.parse().unwrap()
}

/// `START` and some seconds.
pub(crate) fn later(seconds: i64) -> UtcSeconds {
    UtcSeconds(START.0 + seconds)
}
