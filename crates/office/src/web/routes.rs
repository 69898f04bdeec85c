//! Every page and form of the office, in one list.
//!
//! GET shows and never changes anything; every change is a POST whose form
//! carries the token of `security.rs`. What a reader would get wrong: `/inbox/{id}`
//! does not open a bundle in the sense of the receipt; its form `open` does.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};

use super::failure::Failure;
use super::{
    Pages, assets, compose, confirm, drafts, home, inbox, language, live, multipart, outbox, paper,
    routes_monthly, routes_own, routes_staff, search, security, sending, site, take_back,
};

/// All routes behind the guard of `security.rs`.
pub(crate) fn all(pages: Arc<Pages>) -> Router {
    Router::new()
        .route("/", get(home::show_home))
        .route(
            "/new",
            get(compose::show_compose)
                .post(compose::begin_pile)
                // `upload.rs` has limits of its own, which fit files; all other forms
                // keep the 2 MB that axum allows.
                .layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/new/files",
            post(compose::add_portion).layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/new/{pile}",
            get(compose::show_pile)
                .post(compose::change)
                .layer(DefaultBodyLimit::disable()),
        )
        .route("/confirm", get(confirm::show_confirm))
        .route("/send", post(sending::send_chosen))
        .route("/sending/{number}", get(sending::show_sending))
        .route("/sending/{number}/state", get(sending::show_state))
        .route("/sending/{number}/stop", post(sending::stop))
        .route("/drafts", get(drafts::list_drafts))
        .route("/drafts/{id}", get(drafts::show_draft))
        .route("/drafts/{id}/files/{index}", get(drafts::save_file))
        .route("/drafts/{id}/discard", post(drafts::discard_draft))
        .route("/drafts/{id}/edit", post(compose::edit_draft))
        .route("/sent/{id}/again", post(compose::send_again))
        .route("/sent/{id}/take-back", post(take_back::make_deletion))
        .route("/sent", get(outbox::list_sent))
        .route("/sent/{id}", get(outbox::show_sent))
        .route("/sent/{id}/files/{index}", get(outbox::save_file))
        .route("/drafts/{id}/forms", get(paper::show_draft))
        .route("/sent/{id}/forms", get(paper::show_sent))
        .route("/inbox/{id}/forms", get(paper::show_received))
        .route("/drafts/{id}/forms.pdf", get(paper::save_draft))
        .route("/sent/{id}/forms.pdf", get(paper::save_sent))
        .route("/inbox/{id}/forms.pdf", get(paper::save_received))
        .route("/sent/{id}/archive", get(outbox::save_archive))
        .route("/sent/{id}/withdraw", post(outbox::withdraw))
        .route("/fetch", post(inbox::fetch_now))
        .route("/inbox", get(inbox::list_inbox))
        .route("/inbox/{id}", get(inbox::show_received))
        .route("/inbox/{id}/open", post(inbox::open_received))
        .route("/inbox/{id}/files/{index}", get(inbox::save_file))
        .route("/inbox/{id}/archive", get(inbox::save_archive))
        .route("/switch", post(site::switch_office))
        .merge(over_lists())
        .merge(routes_monthly::all())
        .merge(routes_own::all())
        .merge(routes_staff::all())
        .route("/language", post(language::choose_language))
        .route("/state", get(live::show_state))
        .route("/assets/{name}", get(assets::show_asset))
        .fallback(async || Failure::NotFound)
        .method_not_allowed_fallback(async || Failure::Malformed)
        .layer(middleware::map_request(multipart::in_pieces))
        .layer(middleware::from_fn_with_state(
            pages.clone(),
            security::guard,
        ))
        .with_state(pages)
}

/// Searching a list, and saving many bundles of it.
fn over_lists() -> Router<Arc<Pages>> {
    Router::new()
        .route("/sent/search", post(search::search_sent))
        .route("/inbox/search", post(search::search_inbox))
        .route("/inbox/save", get(inbox::show_save))
        .route("/inbox/save", post(inbox::choose_to_save))
        .route("/inbox/save/open", post(inbox::open_chosen))
        .route("/inbox/save/archive", get(inbox::save_chosen))
}
