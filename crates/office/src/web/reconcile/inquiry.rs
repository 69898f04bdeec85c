//! 問い合わせる: what to ask an office about a client's month, to read out on the telephone or
//! to send.
//!
//! Sending goes the ordinary way: the text becomes a text file in 新規作成, addressed to the
//! office, and a person sends it from there. What a reader would get wrong: a message alone
//! cannot be sent, for a bundle has at least one file.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Redirect;
use protocol::Address;
use reconcile::{Arrival, ClientMonth};
use standard::service_kind::Role;

use super::{Names, client_name, numbers, office_names, office_words, side_of};
use crate::drafts::{AttachmentPlace, DraftInput};
use crate::piles::{PileWords, add_files, change_pile, read_pile};
use crate::reconciling::{ClientView, reconcile_client};
use crate::store::Store;
use crate::web::failure::Failure;
use crate::web::form::{CheckedForm, Place as Path};
use crate::web::texts::{Language, texts};
use crate::web::visit::Visit;
use crate::web::words::OfficeWords;
use crate::web::{Pages, dates};

/// What to ask one office.
pub(crate) struct Inquiry {
    /// `1370300021-11`.
    pub(crate) address: String,
    pub(crate) office: OfficeWords,
    pub(crate) text: String,
    pub(crate) lines: usize,
}

/// One inquiry for each office with which something is not settled.
pub(crate) fn inquiries(
    language: Language,
    names: &Names,
    own: &str,
    view: &ClientView,
) -> Vec<Inquiry> {
    let Some(comparison) = &view.comparison else {
        return Vec::new();
    };
    let offices = comparison.offices.iter();
    let inquiry = |office: &reconcile::OfficeMonth| {
        let lines = lines(language, comparison, office);
        let address = office.address.to_string();
        (!lines.is_empty()).then(|| Inquiry {
            office: office_words(language, names, &address, office.name.as_deref()),
            text: text(language, own, view, &lines),
            lines: lines.len() + 6,
            address,
        })
    };
    offices.filter_map(inquiry).collect()
}

fn lines(language: Language, client: &ClientMonth, office: &reconcile::OfficeMonth) -> Vec<String> {
    let words = &texts(language).reconcile_client;
    let of_reconcile = super::client::of_reconcile(language);
    let differences = client.differences.iter();
    let differences = differences
        .filter(|one| one.address == office.address)
        .map(|one| one.sentence(of_reconcile).what);
    let risks = client.risks.iter();
    let risks = risks
        .filter(|one| one.address == Some(office.address))
        .map(|one| one.sentence(of_reconcile).what);
    let waiting = (office.arrival == Arrival::Waiting).then(|| words.ask_waiting.to_string());
    waiting
        .into_iter()
        .chain(differences)
        .chain(risks)
        .collect()
}

fn text(language: Language, own: &str, view: &ClientView, lines: &[String]) -> String {
    let words = &texts(language).reconcile_client;
    let head = words.ask_head.with(&[
        ("own", &own),
        ("month", &dates::year_and_month(language, &view.month)),
        (
            "client",
            &client_name(language, view.client.name.as_deref()),
        ),
        (
            "numbers",
            &numbers(language, &view.client.insurer, &view.client.insured),
        ),
    ]);
    let lines: Vec<String> = lines
        .iter()
        .map(|line| words.ask_line.with(&[("line", line)]))
        .collect();
    format!("{head}\n\n{}\n\n{}\n", lines.join("\n"), words.ask_end)
}

/// `POST /reconcile/{number}/inquiry`: a pile with the text for the office.
pub(crate) async fn prepare_inquiry(
    State(pages): State<Arc<Pages>>,
    visit: Visit,
    Path(number): Path<i64>,
    CheckedForm(fields): CheckedForm,
) -> Result<Redirect, Failure> {
    let to: Address = fields
        .one("office")
        .and_then(|text| text.parse().ok())
        .ok_or(Failure::Malformed)?;
    let own = pages.office.own();
    let from = own.services.iter().copied().find(|service| {
        standard::ServiceKind::from_bytes(service.as_str().as_bytes())
            .and_then(standard::service_kind::find)
            .is_some_and(|facts| matches!(facts.role, Role::CareManager | Role::SupportCentre))
    });
    let from = from.or_else(|| own.services.first().copied());
    let (language, side, now) = (visit.language, side_of(&pages), pages.now());
    let pile = pages
        .store(move |store| {
            let view = reconcile_client(store, side, number)?.ok_or(Failure::NotFound)?;
            let names = office_names(store)?;
            let inquiries = inquiries(language, &names, &own.name, &view);
            let asked = inquiries
                .into_iter()
                .find(|one| one.address == to.to_string())
                .ok_or(Failure::TooLate)?;
            let words = &texts(language).reconcile_client;
            let month = dates::year_and_month(language, &view.month);
            let input = DraftInput {
                path: words.ask_file.with(&[("month", &month)]),
                bytes: asked.text.replace('\n', "\r\n").into_bytes(),
            };
            let pile = add_files(store, None, &[input], now)?.pile;
            address_pile(store, pile, to, from, words.ask_message.as_str(), now)?;
            Ok::<_, Failure>(pile)
        })
        .await?;
    Ok(Redirect::to(&format!("/new/{pile}")))
}

fn address_pile(
    store: &mut Store,
    number: i64,
    to: Address,
    from: Option<protocol::ServiceKind>,
    message: &str,
    now: protocol::UtcSeconds,
) -> Result<(), Failure> {
    let pile = read_pile(store, number)?.ok_or(Failure::NotFound)?;
    let files = pile.files.iter();
    let words = PileWords {
        words_version: pile.words_version,
        message: message.to_owned(),
        places: files
            .map(|file| (file.number, Some(AttachmentPlace::To(to))))
            .collect(),
        from_service: from,
        ..PileWords::default()
    };
    change_pile(store, number, &words, now)?;
    Ok(())
}
