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

struct Writer {
    language: Language,
    now: UtcSeconds,
    steps: Vec<Step>,
}

impl Writer {
    fn done(
        &mut self,
        class: &'static str,
        word: &'static Text,
        at: UtcSeconds,
        what: &'static Text,
        by: Option<String>,
    ) {
        self.steps.push(Step {
            class,
            word: word.as_str(),
            stamp: Some(at.to_string()),
            time: dates::receipt_time(self.language, at, self.now),
            what: what.as_str(),
            by,
            open: false,
        });
    }

    fn open(&mut self, word: &'static Text, what: &'static Text) {
        self.steps.push(Step {
            class: "status-waiting",
            word: word.as_str(),
            stamp: None,
            time: texts(self.language).timeline.not_yet.to_string(),
            what: what.as_str(),
            by: None,
            open: true,
        });
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
    let by = |kind| signer(language, &bundle.receipts, trust, kind);
    let mut writer = Writer {
        language,
        now,
        steps: Vec::new(),
    };
    let going = !matches!(bundle.row.state, SentState::Withdrawn | SentState::Refused);
    if let Some(at) = times.queued {
        writer.done(
            "status-waiting",
            &words.step_queued,
            at,
            &words.step_queued_what,
            None,
        );
    }
    match times.accepted {
        Some(at) => {
            writer.done(
                "status-accepted",
                &words.step_accepted,
                at,
                &words.step_accepted_what,
                by(ReceiptKind::Accepted),
            );
        }
        None if going => writer.open(&words.step_accepted, &words.step_accepted_open),
        None => (),
    }
    match times.fetched {
        Some(at) => {
            writer.done(
                "status-fetched",
                &words.step_fetched,
                at,
                &words.step_fetched_what,
                by(ReceiptKind::Fetched),
            );
        }
        None if going => writer.open(&words.step_fetched, &words.step_fetched_open),
        None => (),
    }
    if let Some(at) = times.imported {
        writer.done(
            "status-fetched",
            &words.step_imported,
            at,
            &words.step_imported_what,
            by(ReceiptKind::Imported),
        );
    }
    match times.opened {
        Some(at) => {
            writer.done(
                "status-opened",
                &words.step_opened,
                at,
                &words.step_opened_what,
                by(ReceiptKind::Opened),
            );
        }
        None if going => writer.open(&words.step_opened, &words.step_opened_open),
        None => (),
    }
    if let Some(at) = times.withdrawn {
        writer.done(
            "status-withdrawn",
            &words.step_withdrawn,
            at,
            &words.step_withdrawn_what,
            by(ReceiptKind::Withdrawn),
        );
    }
    writer.steps
}

/// The way of a received bundle.
pub(crate) fn of_received(
    language: Language,
    bundle: &InboxBundle,
    trust: Option<&Trust>,
    now: UtcSeconds,
) -> Vec<Step> {
    let words = &texts(language).received;
    let times = &bundle.row.times;
    let by = |kind| signer(language, &bundle.receipts, trust, kind);
    let mut writer = Writer {
        language,
        now,
        steps: Vec::new(),
    };
    if let Some(at) = times.sent {
        writer.done(
            "status-waiting",
            &words.step_sent,
            at,
            &words.step_sent_what,
            None,
        );
    }
    if let Some(at) = times.accepted {
        writer.done(
            "status-accepted",
            &words.step_accepted,
            at,
            &words.step_accepted_what,
            by(ReceiptKind::Accepted),
        );
    }
    if let Some(at) = times.received {
        writer.done(
            "status-fetched",
            &words.step_received,
            at,
            &words.step_received_what,
            by(ReceiptKind::Fetched),
        );
    }
    if let Some(at) = times.imported {
        writer.done(
            "status-fetched",
            &words.step_imported,
            at,
            &words.step_imported_what,
            by(ReceiptKind::Imported),
        );
    }
    match times.opened {
        Some(at) => {
            writer.done(
                "status-opened",
                &words.step_opened,
                at,
                &words.step_opened_what,
                by(ReceiptKind::Opened),
            );
        }
        None if bundle.row.state == ReceivedState::Received => {
            writer.open(&words.step_opened, &words.step_opened_open);
        }
        None => (),
    }
    if let Some(at) = times.withdrawn {
        writer.done(
            "status-withdrawn",
            &words.step_withdrawn,
            at,
            &words.step_withdrawn_what,
            None,
        );
    }
    writer.steps
}

/// Who signed the receipt of `kind`: the exchange, or a terminal by the end of its
/// id, which is enough to tell the terminals of one office apart. The signature is
/// verified again for every page; what does not verify names nobody.
fn signer(
    language: Language,
    receipts: &[ReceiptRow],
    trust: Option<&Trust>,
    kind: ReceiptKind,
) -> Option<String> {
    let words = &texts(language).timeline;
    let receipt = receipts.iter().find(|receipt| receipt.kind == kind)?;
    let verified = verify_receipt(&receipt.signed, trust?, receipt.at).ok()?;
    Some(match verified.signer() {
        SignerCertificate::Hub(_) => words.by_hub.to_string(),
        SignerCertificate::Device(certificate) => {
            let id = certificate.device.to_string();
            let (_, device) = id.split_at(id.len() - DEVICE_CHARACTERS);
            words.by_device.with(&[("device", &device)])
        }
    })
}

/// Characters of a device id that people see.
const DEVICE_CHARACTERS: usize = 8;
