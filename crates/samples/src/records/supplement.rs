//! The client supplement (利用者補足情報, UPHOSOKU), in its two forms: beside a plan and beside a ticket.

use super::Record;
use crate::calendar::{Month, ymd};
use crate::client::Client;
use crate::office::Office;

/// What a supplement belongs to.
#[derive(Clone, Copy)]
pub(crate) enum Beside {
    /// Tables 1 to 3: the plan of the client, found by its date.
    Plan,
    /// Tables 6 and 7: this month, with so many units above the limit.
    Ticket(Month, u32),
}

/// The record of `client`, written by the planning office `planner`.
pub(crate) fn record(client: &Client, planner: &Office, beside: Beside) -> Vec<String> {
    let certification = &client.certification;
    let (plan_date, month, excess_units) = match beside {
        Beside::Plan => {
            let made = client
                .plan
                .expect("only clients with a plan come here")
                .made;
            (ymd(made), "000000".to_owned(), 0)
        }
        Beside::Ticket(month, excess_units) => {
            ("00000000".to_owned(), month.to_string(), excess_units)
        }
    };
    let number = &planner.facts.number;
    Record::of_client(63, client)
        .put(4, plan_date)
        .put(5, client.name.kana())
        .put(6, client.name.full())
        .put(7, client.sex.code())
        .put(8, ymd(client.birth))
        .put(9, &client.place.postal_code)
        .put(10, &client.place.address)
        .put(11, &client.place.building)
        .put(12, &client.phone)
        .put(13, ymd(certification.decided))
        .put(14, ymd(certification.start))
        .put(15, ymd(certification.end))
        .put(16, "2")
        .put_some(17, client.previous_level.map(|_| ymd(certification.start)))
        .put(18, client.level.code())
        .put(19, client.level.limit_units())
        .put(56, excess_units)
        .put(57, client.stay_days_before)
        .put(58, client.stay_days_before)
        .put_some(59, client.previous_level.map(|level| level.code()))
        .put(60, number)
        .put(61, number)
        .put(63, month)
        .values()
}
