//! Receipts that this office owes: what it fetched, imported and opened.
//!
//! A receipt is owed from the moment its fact is durable (same transaction), signed
//! before the first attempt and repeated unchanged until the hub has it. Receipts
//! of partners for what this office sent are in `outbox/send.rs`.

use protocol::{ReceiptKind, UtcSeconds};

use crate::outbox::ReceiptRow;

/// The hub's acceptance of a received bundle as a row. It was verified before it
/// was stored; `None` when the bundle carries none.
pub(crate) fn hub_receipt_row(signed: &[u8], at: Option<UtcSeconds>) -> Option<ReceiptRow> {
    if signed.is_empty() {
        return None;
    }
    Some(ReceiptRow {
        kind: ReceiptKind::Accepted,
        at: at?,
        signer: "hub".to_owned(),
        serial: String::new(),
        signed: signed.to_vec(),
    })
}
