//! What stands in the place of the hub during practice: it takes bundles, hands them over and signs for them, in memory.
//!
//! It does what the hub does for bundles that are in order, with the same operations of both offices before and behind
//! it. Nothing here opens a connection; it has no address to open one to.

use protocol::authority::Authority;
use protocol::certificate::Identity;
use protocol::message::{
    BundleState, InboxEntry, InboxPage, OfficeEntry, OutboxEntry, OutboxPage, encode_signed,
};
use protocol::receipt::sign_receipt;
use protocol::verify::verify_bundle;
use protocol::{BundleId, Digest, Receipt, ReceiptKind, UtcSeconds};

use super::PracticeError;
use crate::inbox::{due_contents, store_contents, store_inbox_page};
use crate::keys::Keys;
use crate::office::Office;
use crate::outbox::{
    Answer, Attempt, apply_outbox_page, apply_send_answer, apply_withdraw_answer, begin_attempt,
    due_bundles, seal_waiting,
};
use crate::receipts::{apply_receipt_answer, due_receipts};
use crate::store::Store;

/// Attempts never fail here, so nothing is spread over time.
const JITTER: f64 = 0.5;

/// One of the two offices.
pub(super) struct Member {
    pub(super) office: Office,
    pub(super) keys: Keys,
    pub(super) entry: OfficeEntry,
}

/// Everything between the offices.
pub(super) struct Carrier {
    authority: Authority,
    signer: Identity,
    carried: Vec<Carried>,
}

struct Carried {
    id: BundleId,
    receipt: Receipt,
    signed_header: Vec<u8>,
    sealed: Vec<u8>,
    state: BundleState,
    receipts: Vec<Vec<u8>>,
}

impl Carrier {
    pub(super) fn new(authority: Authority, signer: Identity) -> Carrier {
        Carrier {
            authority,
            signer,
            carried: Vec::new(),
        }
    }

    /// Takes what waits at both offices, hands it over, and brings the receipts back.
    pub(super) fn carry(
        &mut self,
        members: &[Member],
        now: UtcSeconds,
    ) -> Result<(), PracticeError> {
        for member in members {
            member
                .office
                .store(|store| self.collect(store, &member.keys, now))?;
        }
        for member in members {
            member
                .office
                .store(|store| self.deliver(store, member, now))?;
        }
        for member in members {
            member
                .office
                .store(|store| self.take_receipts(store, &member.keys, now))?;
        }
        let page = self.outbox_page(now);
        for member in members {
            let trust = &member.keys.trust;
            let changed = member
                .office
                .store(|store| apply_outbox_page(store, trust, &page, now))?;
            if !changed.is_empty() {
                member.office.announce_change();
            }
        }
        Ok(())
    }

    fn collect(
        &mut self,
        store: &mut Store,
        keys: &Keys,
        now: UtcSeconds,
    ) -> Result<(), PracticeError> {
        seal_waiting(store, keys, now)?;
        for id in due_bundles(store, now)? {
            match begin_attempt(store, id, now, JITTER)? {
                Some(Attempt::Send {
                    signed_header,
                    sealed,
                    ..
                }) => {
                    let receipt = self.accept(id, signed_header, sealed, now)?;
                    let answer = Answer::Done { receipt };
                    apply_send_answer(store, &keys.trust, id, &answer, now)?;
                }
                Some(Attempt::Withdraw { .. }) => {
                    if let Some(receipt) = self.withdraw(id, now)? {
                        let answer = Answer::Done { receipt };
                        apply_withdraw_answer(store, &keys.trust, id, &answer, now)?;
                    }
                }
                None => (),
            }
        }
        Ok(())
    }

    /// Verifies a bundle as the hub does, keeps it, and returns the signed receipt.
    fn accept(
        &mut self,
        id: BundleId,
        signed_header: Vec<u8>,
        sealed: Vec<u8>,
        now: UtcSeconds,
    ) -> Result<Vec<u8>, PracticeError> {
        let digest = Digest::of(&sealed);
        let trust = self.authority.trust();
        let verified = verify_bundle(&signed_header, sealed.len() as u64, digest, &trust, now)?;
        let receipt = Receipt {
            kind: ReceiptKind::Accepted,
            bundle: id,
            from: verified.header().from,
            to: verified.header().to,
            header_sha256: verified.header_digest(),
            sealed_sha256: digest,
            at: now,
        };
        let signed = sign_receipt(&receipt, &self.signer)?;
        self.carried.push(Carried {
            id,
            receipt,
            signed_header,
            sealed,
            state: BundleState::Accepted,
            receipts: vec![signed.clone()],
        });
        Ok(signed)
    }

    fn withdraw(
        &mut self,
        id: BundleId,
        now: UtcSeconds,
    ) -> Result<Option<Vec<u8>>, PracticeError> {
        let Some(carried) = self.carried.iter_mut().find(|carried| carried.id == id) else {
            return Ok(None);
        };
        let receipt = Receipt {
            kind: ReceiptKind::Withdrawn,
            at: now,
            ..carried.receipt.clone()
        };
        let signed = sign_receipt(&receipt, &self.signer)?;
        carried.state = BundleState::Withdrawn;
        carried.receipts.push(signed.clone());
        Ok(Some(signed))
    }

    fn deliver(
        &self,
        store: &mut Store,
        member: &Member,
        now: UtcSeconds,
    ) -> Result<(), PracticeError> {
        let own = |carried: &&Carried| carried.receipt.to.office == member.entry.number;
        let page = InboxPage {
            bundles: self.carried.iter().filter(own).map(inbox_entry).collect(),
            next: None,
            cursor: "practice".to_owned(),
        };
        store_inbox_page(store, &member.keys.trust, &page, now)?;
        for due in due_contents(store, now)? {
            if let Some(carried) = self.carried.iter().find(|one| one.id == due.key.id) {
                store_contents(store, &member.keys, due.key, &carried.sealed, now)?;
                member.office.announce_change();
            }
        }
        Ok(())
    }

    fn take_receipts(
        &mut self,
        store: &mut Store,
        keys: &Keys,
        now: UtcSeconds,
    ) -> Result<(), PracticeError> {
        for due in due_receipts(store, keys, now)? {
            if let Some(carried) = self.carried.iter_mut().find(|one| one.id == due.id()) {
                carried.receipts.push(due.signed.clone());
            }
            let answer = Answer::Done {
                receipt: Vec::new(),
            };
            apply_receipt_answer(store, &due, &answer, now, JITTER)?;
        }
        Ok(())
    }

    fn outbox_page(&self, now: UtcSeconds) -> OutboxPage {
        let entry = |carried: &Carried| OutboxEntry {
            header: None,
            id: carried.id,
            state: carried.state,
            changed_at: now,
            receipts: carried
                .receipts
                .iter()
                .map(|one| encode_signed(one))
                .collect(),
        };
        OutboxPage {
            bundles: self.carried.iter().map(entry).collect(),
            next: None,
            cursor: "practice".to_owned(),
        }
    }
}

fn inbox_entry(carried: &Carried) -> InboxEntry {
    InboxEntry {
        id: carried.id,
        header: encode_signed(&carried.signed_header),
        accepted_at: carried.receipt.at,
        accepted: encode_signed(&carried.receipts[0]),
        state: carried.state,
    }
}
