//! The steps of one bundle as a timeline: done ones with their time to the second
//! and who signed, open ones dashed.
//!
//! Times of steps at the other side are those inside the signed receipts. What a
//! reader would get wrong: a missing 取込 is no open step, because many offices have
//! no care software that reports it.

use protocol::certificate::{SignerCertificate, Trust};
use protocol::receipt::verify_receipt;
use protocol::{ReceiptKind, UtcSeconds};

use super::dates;
use super::texts::{Language, Text, texts};
use crate::inbox::{InboxBundle, ReceivedState};
use crate::outbox::{OutboxBundle, ReceiptRow, SentState};
use crate::terminals::Terminal;

/// One line of a timeline.
pub(crate) struct Step {
    pub(crate) class: &'static str,
    pub(crate) word: &'static str,
    /// The time for programs; `None` while the step is open.
    pub(crate) stamp: Option<String>,
    /// The time for people, or that it has not come.
    pub(crate) time: String,
    pub(crate) what: &'static str,
    /// Who signed.
    pub(crate) by: Option<String>,
    pub(crate) open: bool,
}

/// What is known of one step.
struct Known {
    class: &'static str,
    word: &'static Text,
    at: Option<UtcSeconds>,
    what: &'static Text,
    /// The receipt that proves it, if one does.
    proof: Option<ReceiptKind>,
    /// What is said while the step has not come; `None` when it need not come.
    open: Option<&'static Text>,
}

/// Writes the steps of one bundle.
struct Writer<'a> {
    language: Language,
    receipts: &'a [ReceiptRow],
    /// Those of this office, whose names are known.
    terminals: &'a [Terminal],
    trust: Option<&'a Trust>,
    now: UtcSeconds,
}

impl Writer<'_> {
    fn steps<const N: usize>(&self, steps: [Known; N]) -> Vec<Step> {
        steps
            .into_iter()
            .filter_map(|known| self.step(known))
            .collect()
    }

    fn step(&self, known: Known) -> Option<Step> {
        let word = known.word.as_str();
        let Some(at) = known.at else {
            return Some(Step {
                class: "status-waiting",
                word,
                stamp: None,
                time: texts(self.language).timeline.not_yet.to_string(),
                what: known.open?.as_str(),
                by: None,
                open: true,
            });
        };
        Some(Step {
            class: known.class,
            word,
            stamp: Some(at.to_string()),
            time: dates::receipt_time(self.language, at, self.now),
            what: known.what.as_str(),
            by: known.proof.and_then(|kind| self.signer(kind)),
            open: false,
        })
    }

    /// Who signed the receipt of `kind`: the exchange, or a terminal by its name, or by
    /// the end of its id, which is enough to tell the terminals of one office apart. The
    /// signature is verified again for every page; what does not verify names
    /// nobody.
    fn signer(&self, kind: ReceiptKind) -> Option<String> {
        let words = &texts(self.language).timeline;
        let receipt = self.receipts.iter().find(|receipt| receipt.kind == kind)?;
        let verified = verify_receipt(&receipt.signed, self.trust?, receipt.at).ok()?;
        Some(match verified.signer() {
            SignerCertificate::Hub(_) => words.by_hub.to_string(),
            SignerCertificate::Device(certificate) => {
                let is_signer = |terminal: &&Terminal| terminal.id == certificate.device;
                if let Some(known) = self.terminals.iter().find(is_signer) {
                    return Some(words.by_named.with(&[("name", &known.name)]));
                }
                let id = certificate.device.to_string();
                let (_, device) = id.split_at(id.len() - DEVICE_CHARACTERS);
                words.by_device.with(&[("device", &device)])
            }
        })
    }
}

/// The way of a sent bundle.
pub(crate) fn of_sent(
    language: Language,
    bundle: &OutboxBundle,
    trust: Option<&Trust>,
    now: UtcSeconds,
) -> Vec<Step> {
    let words = &texts(language).sent;
    let times = &bundle.row.times;
    let ended = matches!(bundle.row.state, SentState::Withdrawn | SentState::Refused);
    let open = |words: &'static Text| (!ended).then_some(words);
    let step = |class, word, at, what, proof, open| Known {
        class,
        word,
        at,
        what,
        proof,
        open,
    };
    let writer = Writer {
        language,
        receipts: &bundle.receipts,
        // They sign at the other office.
        terminals: &[],
        trust,
        now,
    };
    writer.steps([
        step(
            "status-waiting",
            &words.step_queued,
            times.queued,
            &words.step_queued_what,
            None,
            None,
        ),
        step(
            "status-accepted",
            &words.step_accepted,
            times.accepted,
            &words.step_accepted_what,
            Some(ReceiptKind::Accepted),
            open(&words.step_accepted_open),
        ),
        step(
            "status-fetched",
            &words.step_fetched,
            times.fetched,
            &words.step_fetched_what,
            Some(ReceiptKind::Fetched),
            open(&words.step_fetched_open),
        ),
        step(
            "status-fetched",
            &words.step_imported,
            times.imported,
            &words.step_imported_what,
            Some(ReceiptKind::Imported),
            None,
        ),
        step(
            "status-opened",
            &words.step_opened,
            times.opened,
            &words.step_opened_what,
            Some(ReceiptKind::Opened),
            open(&words.step_opened_open),
        ),
        step(
            "status-withdrawn",
            &words.step_withdrawn,
            times.withdrawn,
            &words.step_withdrawn_what,
            Some(ReceiptKind::Withdrawn),
            None,
        ),
    ])
}

/// The way of a received bundle.
pub(crate) fn of_received(
    language: Language,
    bundle: &InboxBundle,
    terminals: &[Terminal],
    trust: Option<&Trust>,
    now: UtcSeconds,
) -> Vec<Step> {
    let words = &texts(language).received;
    let times = &bundle.row.times;
    let unread = bundle.row.state == ReceivedState::Received;
    let step = |class, word, at, what, proof| Known {
        class,
        word,
        at,
        what,
        proof,
        open: None,
    };
    let writer = Writer {
        language,
        receipts: &bundle.receipts,
        terminals,
        trust,
        now,
    };
    writer.steps([
        step(
            "status-waiting",
            &words.step_sent,
            times.sent,
            &words.step_sent_what,
            None,
        ),
        step(
            "status-accepted",
            &words.step_accepted,
            times.accepted,
            &words.step_accepted_what,
            Some(ReceiptKind::Accepted),
        ),
        step(
            "status-fetched",
            &words.step_received,
            times.received,
            &words.step_received_what,
            Some(ReceiptKind::Fetched),
        ),
        step(
            "status-fetched",
            &words.step_imported,
            times.imported,
            &words.step_imported_what,
            Some(ReceiptKind::Imported),
        ),
        Known {
            open: unread.then_some(&words.step_opened_open),
            ..step(
                "status-opened",
                &words.step_opened,
                times.opened,
                &words.step_opened_what,
                Some(ReceiptKind::Opened),
            )
        },
        step(
            "status-withdrawn",
            &words.step_withdrawn,
            times.withdrawn,
            &words.step_withdrawn_what,
            None,
        ),
    ])
}

/// Characters of a device id that people see.
const DEVICE_CHARACTERS: usize = 8;
