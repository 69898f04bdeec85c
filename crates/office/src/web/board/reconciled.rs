//! The cell of the board that says how plan and actual of a partner's clients compare.
//!
//! What a reader would get wrong: clients are counted here, not bundles, and only those of whom
//! the partner's actuals have come; who is still waited for is said by the cells before.

use super::{BoardSide, Cell};
use crate::outbox::Partner;
use crate::reconciling::{Came, ClientState, ClientSummary};
use crate::web::texts::{Language, texts};
use crate::web::words::Status;

/// The cell of a partner; `None` at an office that gives services.
pub(super) fn cell(language: Language, side: &BoardSide, partner: &Partner) -> Option<Cell> {
    let words = &texts(language).board;
    let found = side.reconciled.as_ref()?;
    let address = format!("{}-{}", partner.number, partner.service);
    let at = |client: &&ClientSummary| {
        let office = client.outcome.office(&address);
        office.is_some_and(|office| office.arrival != Came::Waiting)
    };
    let clients: Vec<&ClientSummary> = found.clients.iter().filter(at).collect();
    let differs = |client: &&&ClientSummary| {
        let office = client.outcome.office(&address);
        client.state() != ClientState::Confirmed && office.is_some_and(|one| one.findings > 0)
    };
    let differing = clients.iter().filter(differs).count();
    let (class, word, count) = match (clients.len(), differing) {
        (0, _) => ("status-none", &words.nothing, 0),
        (all, 0) => ("status-done", &words.agrees, all),
        (_, some) => ("status-warning", &words.differs, some),
    };
    Some(Cell {
        status: Status::new(class, word),
        count: match count {
            0 => String::new(),
            count => words.clients.of(count as u64),
        },
        done: class == "status-done",
        href: (!clients.is_empty()).then(|| {
            format!(
                "/reconcile?month={}&show=all&partner={}",
                side.month, partner.number
            )
        }),
    })
}
