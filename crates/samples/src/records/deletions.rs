//! Deletions: the keys of what is to be forgotten, and nothing else.

use jiff::civil::Date;

use super::Record;
use crate::calendar::{Month, ymd};
use crate::client::Client;

/// DLT1KYO, DLTYOBO and DLTKIHON: the plan (or consultation) of `date`.
pub(crate) fn dated(client: &Client, date: Date) -> Vec<String> {
    Record::of_client(4, client).put(4, ymd(date)).values()
}

/// DLTPLAN: the planned services of `month`.
pub(crate) fn planned(client: &Client, month: Month) -> Vec<String> {
    Record::of_client(4, client).put(4, month).values()
}

/// DLTJSK: the actual services of `month` that the office gave as `kind`.
pub(crate) fn actual(
    client: &Client,
    month: Month,
    office_number: &str,
    kind: &str,
) -> Vec<String> {
    Record::of_client(6, client)
        .put(4, month)
        .put(5, office_number)
        .put(6, kind)
        .values()
}
