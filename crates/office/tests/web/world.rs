//! A few enrolled offices and a carrier between them, for pages with real contents.
//!
//! Everything but the network is real: keys and certificates of a CA, the offices'
//! own operations, sealed bundles, signed receipts. The carrier does what the hub
//! does for bundles that are in order; it refuses nothing. Time comes in as a value.

use std::path::{Path, PathBuf};

use protocol::authority::Authority;
use protocol::certificate::{Identity, Role};
use protocol::message::{
    BundleState, InboxEntry, InboxPage, OfficeEntry, OutboxEntry, OutboxPage, encode_signed,
};
use protocol::receipt::sign_receipt;
use protocol::verify::verify_bundle;
use protocol::{
    BundleId, DeviceId, Digest, OfficeNumber, Receipt, ReceiptKind, UtcMillis, UtcSeconds,
};
use tsunagu_office::config::{SETTINGS_FILE, Settings};
use tsunagu_office::drafts::{CreatedDrafts, DraftInput, DraftOptions, create_drafts};
use tsunagu_office::keys::{Keys, create_keys, read_keys, write_certificates};
use tsunagu_office::outbox::{
    Answer, Attempt, apply_outbox_page, apply_send_answer, apply_withdraw_answer, begin_attempt,
    due_bundles, queue_draft, seal_waiting,
};
use tsunagu_office::{Office, OwnOffice, inbox, partners, receipts};

use super::store;

/// The offices and what was carried between them.
pub(crate) struct World {
    dir: PathBuf,
    authority: Authority,
    hub: Identity,
    members: Vec<Member>,
    carried: Vec<Carried>,
}

/// One office with its keys.
pub(crate) struct Member {
    pub(crate) office: Office,
    keys: Keys,
    entry: OfficeEntry,
}

/// A bundle that the carrier took over.
struct Carried {
    id: BundleId,
    receipt: Receipt,
    signed_header: Vec<u8>,
    sealed: Vec<u8>,
    state: BundleState,
    receipts: Vec<Vec<u8>>,
}

impl World {
    /// An empty world whose folders are in `dir`.
    pub(crate) fn new(dir: &Path, now: UtcSeconds) -> World {
        let authority = Authority::create("Tsunagu test CA", now).unwrap();
        let hub = authority.issue_hub_signer("連携基盤", now).unwrap();
        World {
            dir: dir.to_owned(),
            authority,
            hub,
            members: Vec::new(),
            carried: Vec::new(),
        }
    }

    /// Enrols an office; its index among the members.
    pub(crate) fn enrol(
        &mut self,
        number: &str,
        name: &str,
        services: &[&str],
        now: UtcSeconds,
    ) -> usize {
        let index = self.members.len();
        let dir = self.dir.join(number);
        std::fs::create_dir_all(dir.join("keys")).unwrap();
        let number: OfficeNumber = number.parse().unwrap();
        let mut last = [0; 10];
        last[9] = u8::try_from(index).unwrap();
        let device = DeviceId::new(UtcMillis(1_790_000_000_000), last);
        let keys = create_keys(&dir).unwrap();
        let device_request = keys.device.request_pem(Role::Device, "office").unwrap();
        let mailbox_request = keys.mailbox.request_pem(Role::Mailbox, "office").unwrap();
        let device_pem = self
            .authority
            .issue_device(&device_request, number, device, now)
            .unwrap();
        let mailbox_pem = self
            .authority
            .issue_mailbox(&mailbox_request, number, now)
            .unwrap();
        write_certificates(
            &dir,
            &device_pem,
            Some(&mailbox_pem),
            &self.authority.trust(),
        )
        .unwrap();
        let settings = Settings::new("https://localhost:1".to_owned());
        std::fs::write(dir.join(SETTINGS_FILE), settings.to_toml()).unwrap();
        let services: Vec<_> = services
            .iter()
            .map(|service| service.parse().unwrap())
            .collect();
        store::enrol(
            &dir,
            &OwnOffice {
                number,
                name: name.to_owned(),
                services: services.clone(),
                hub_name: "連携基盤".to_owned(),
                device,
            },
        );
        self.members.push(Member {
            office: Office::open(&dir).unwrap(),
            keys: read_keys(&dir).unwrap(),
            entry: OfficeEntry {
                number,
                name: name.to_owned(),
                services,
                mailbox_certificate: Some(mailbox_pem),
            },
        });
        index
    }

    /// The authority of the hub.
    #[allow(dead_code, reason = "the examples do not use it")]
    pub(crate) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// Gives an office another mailbox certificate, as after the loss of its keys; its
    /// number.
    #[allow(dead_code, reason = "the examples do not use it")]
    pub(crate) fn change_mailbox(&mut self, index: usize, now: UtcSeconds) -> OfficeNumber {
        let number = self.members[index].entry.number;
        let dir = self.dir.join(format!("{number}-new"));
        std::fs::create_dir_all(dir.join("keys")).unwrap();
        let keys = create_keys(&dir).unwrap();
        let request = keys.mailbox.request_pem(Role::Mailbox, "office").unwrap();
        let issued = self.authority.issue_mailbox(&request, number, now);
        self.members[index].entry.mailbox_certificate = Some(issued.unwrap());
        number
    }

    /// The office with this index.
    pub(crate) fn office(&self, index: usize) -> &Office {
        &self.members[index].office
    }

    /// Puts files in at one office.
    pub(crate) fn draft(
        &self,
        index: usize,
        files: &[(String, Vec<u8>)],
        options: &DraftOptions,
        now: UtcSeconds,
    ) -> CreatedDrafts {
        let inputs: Vec<DraftInput> = files
            .iter()
            .map(|(path, bytes)| DraftInput {
                path: path.clone(),
                bytes: bytes.clone(),
            })
            .collect();
        self.office(index)
            .store(|store| create_drafts(store, &inputs, options, now))
            .unwrap()
    }

    /// Puts files in at one office and sends what came of them.
    pub(crate) fn send(
        &mut self,
        index: usize,
        files: &[(String, Vec<u8>)],
        options: &DraftOptions,
        now: UtcSeconds,
    ) -> Vec<BundleId> {
        let created = self.draft(index, files, options, now);
        assert!(created.problems.is_empty(), "{:?}", created.problems);
        let ids: Vec<BundleId> = created.drafts.iter().map(|draft| draft.id).collect();
        // One second apart, so that the lists have one order only.
        for (later, id) in (0..).zip(&ids) {
            let at = UtcSeconds(now.0 + later);
            self.office(index)
                .store(|store| queue_draft(store, *id, at))
                .unwrap();
        }
        ids
    }

    /// Carries all that waits: bundles, withdrawals, contents, receipts.
    pub(crate) fn carry(&mut self, now: UtcSeconds) {
        self.collect(now);
        self.deliver(now);
        self.return_receipts(now);
    }

    /// From the senders to the carrier; nobody receives anything yet.
    pub(crate) fn collect(&mut self, now: UtcSeconds) {
        let entries: Vec<OfficeEntry> = self
            .members
            .iter()
            .map(|member| member.entry.clone())
            .collect();
        let trust = self.authority.trust();
        for member in &self.members {
            member.office.store(|store| {
                for number in partners::partners_to_ask(store, now).unwrap() {
                    let entry = entries.iter().find(|entry| entry.number == number);
                    partners::learn_partner(store, &trust, number, entry, now).unwrap();
                }
                seal_waiting(store, &member.keys, now).unwrap();
                for id in due_bundles(store, now).unwrap() {
                    match begin_attempt(store, id, now, 0.5).unwrap() {
                        Some(Attempt::Send {
                            signed_header,
                            sealed,
                            ..
                        }) => {
                            let carried = accept(&self.authority, id, signed_header, sealed, now);
                            let receipt = sign_receipt(&carried.receipt, &self.hub).unwrap();
                            let answer = Answer::Done {
                                receipt: receipt.clone(),
                            };
                            apply_send_answer(store, &trust, id, &answer, now).unwrap();
                            self.carried.push(Carried {
                                receipts: vec![receipt],
                                ..carried
                            });
                        }
                        Some(Attempt::Withdraw { .. }) => {
                            let carried = self
                                .carried
                                .iter_mut()
                                .find(|carried| carried.id == id)
                                .unwrap();
                            let receipt = Receipt {
                                kind: ReceiptKind::Withdrawn,
                                at: now,
                                ..carried.receipt.clone()
                            };
                            let receipt = sign_receipt(&receipt, &self.hub).unwrap();
                            carried.state = BundleState::Withdrawn;
                            carried.receipts.push(receipt.clone());
                            let answer = Answer::Done { receipt };
                            apply_withdraw_answer(store, &trust, id, &answer, now).unwrap();
                        }
                        None => (),
                    }
                }
            });
        }
    }

    /// What was collected is announced to the receivers and fetched by them.
    pub(crate) fn deliver(&mut self, now: UtcSeconds) {
        for member in &self.members {
            let page = InboxPage {
                bundles: self
                    .carried
                    .iter()
                    .filter(|carried| carried.to(member))
                    .map(Carried::inbox_entry)
                    .collect(),
                next: None,
                cursor: "test".to_owned(),
            };
            member.office.store(|store| {
                inbox::store_inbox_page(store, &member.keys.trust, &page, now).unwrap();
                for due in inbox::due_contents(store, now).unwrap() {
                    let carried = self
                        .carried
                        .iter()
                        .find(|carried| carried.id == due.key.id)
                        .unwrap();
                    inbox::store_contents(store, &member.keys, due.key, &carried.sealed, now)
                        .unwrap();
                }
                for entry in &self.members {
                    let number = entry.entry.number;
                    partners::learn_partner(
                        store,
                        &member.keys.trust,
                        number,
                        Some(&entry.entry),
                        now,
                    )
                    .unwrap();
                }
            });
        }
    }

    /// The receivers' receipts go back to the senders.
    pub(crate) fn return_receipts(&mut self, now: UtcSeconds) {
        for member in &self.members {
            let carried = &mut self.carried;
            member.office.store(|store| {
                for due in receipts::due_receipts(store, &member.keys, now).unwrap() {
                    let carried = carried
                        .iter_mut()
                        .find(|carried| carried.id == due.id())
                        .unwrap();
                    carried.receipts.push(due.signed.clone());
                    let answer = Answer::Done {
                        receipt: Vec::new(),
                    };
                    receipts::apply_receipt_answer(store, &due, &answer, now, 0.5).unwrap();
                }
            });
        }
        let page = OutboxPage {
            bundles: self
                .carried
                .iter()
                .map(|carried| OutboxEntry {
                    header: None,
                    id: carried.id,
                    state: carried.state,
                    changed_at: now,
                    receipts: carried
                        .receipts
                        .iter()
                        .map(|receipt| encode_signed(receipt))
                        .collect(),
                })
                .collect(),
            next: None,
            cursor: "test".to_owned(),
        };
        for member in &self.members {
            member
                .office
                .store(|store| apply_outbox_page(store, &member.keys.trust, &page, now))
                .unwrap();
        }
    }

    /// Lets the hub be reached or not, as the pages of all offices show it.
    pub(crate) fn contact(&self, reached: Option<UtcSeconds>, failed: Option<UtcSeconds>) {
        for member in &self.members {
            store::contact(member.office.dir(), reached, failed);
        }
    }

    /// Spoils one byte of what is on its way to the receivers.
    pub(crate) fn damage_on_the_way(&mut self, id: BundleId) {
        let carried = self
            .carried
            .iter_mut()
            .find(|carried| carried.id == id)
            .unwrap();
        let middle = carried.sealed.len() / 2;
        carried.sealed[middle] ^= 1;
    }
}

impl Carried {
    fn to(&self, member: &Member) -> bool {
        self.receipt.to.office == member.entry.number
    }

    fn inbox_entry(&self) -> InboxEntry {
        InboxEntry {
            id: self.id,
            header: encode_signed(&self.signed_header),
            accepted_at: self.receipt.at,
            accepted: encode_signed(&self.receipts[0]),
            state: self.state,
        }
    }
}

fn accept(
    authority: &Authority,
    id: BundleId,
    signed_header: Vec<u8>,
    sealed: Vec<u8>,
    now: UtcSeconds,
) -> Carried {
    let size = u64::try_from(sealed.len()).unwrap();
    let digest = Digest::of(&sealed);
    let verified = verify_bundle(&signed_header, size, digest, &authority.trust(), now).unwrap();
    let receipt = Receipt {
        kind: ReceiptKind::Accepted,
        bundle: id,
        from: verified.header().from,
        to: verified.header().to,
        header_sha256: verified.header_digest(),
        sealed_sha256: digest,
        at: now,
    };
    Carried {
        id,
        receipt,
        signed_header,
        sealed,
        state: BundleState::Accepted,
        receipts: Vec::new(),
    }
}
