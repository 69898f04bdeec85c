//! The routes of pages about this office itself: settings and what belongs to them.
//!
//! A part of the one list of `routes.rs`, which puts the guard around all of it.

use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};

use super::{
    Pages, access_keys, estimate, folder_form, folder_record, folders, guide, help, licence, mail,
    network, notices, offices, partners, partners_search, practice, settings, terminal, terminals,
};

/// Their routes.
pub(crate) fn all() -> Router<Arc<Pages>> {
    Router::new()
        .route("/help", get(help::show_help))
        .route("/estimate", get(estimate::show_estimate))
        .route("/guide/{page}", get(guide::show_guide))
        .route("/guide/images/{name}", get(guide::show_picture))
        // The page of a terminal that joined a moment ago still asks how far it got: it is led to the office.
        .route("/joining", get(async || Redirect::to("/")))
        .route("/notices", get(notices::show_notices))
        .route("/notices/{number}/read", post(notices::read_notice))
        .route("/partners", get(partners::list_partners))
        .route("/partners/ask", post(partners::ask_directory))
        .route("/partners/search", post(partners_search::search_directory))
        .route(
            "/partners/{number}/accept",
            post(partners::accept_certificate),
        )
        .route("/practice", get(practice::show_practice))
        .route("/practice/begin", post(practice::begin))
        .route("/practice/files", post(practice::put_in))
        .route("/practice/state", get(practice::show_state))
        .route("/practice/leave", post(practice::leave))
        .merge(settings())
}

/// What an administrator sets.
fn settings() -> Router<Arc<Pages>> {
    Router::new()
        .route(
            "/settings",
            get(settings::show_settings).post(settings::change_settings),
        )
        .route(
            "/settings/folders",
            get(folders::list_folders).post(folder_form::add_folder),
        )
        .route("/settings/folders/new", get(folder_form::show_form))
        .route(
            "/settings/folders/{number}",
            get(folder_record::show_record),
        )
        .route(
            "/settings/folders/{number}/change",
            post(folders::change_folder),
        )
        .route(
            "/settings/folders/{number}/remove",
            post(folders::remove_folder),
        )
        .route(
            "/settings/folders/{number}/seen",
            post(folder_record::see_errors),
        )
        .route(
            "/settings/folders/{number}/taken",
            post(folder_record::confirm_handover),
        )
        .route(
            "/settings/keys",
            get(access_keys::list_keys).post(access_keys::create_key),
        )
        .route(
            "/settings/keys/{number}/revoke",
            post(access_keys::revoke_key),
        )
        .route(
            "/settings/mail",
            get(mail::show_mail).post(mail::change_mail),
        )
        .route("/settings/mail/test", post(mail::try_mail))
        .route(
            "/settings/network",
            get(network::show_network).post(network::change_network),
        )
        .route("/settings/network/renew", post(network::renew_certificate))
        .route(
            "/settings/licence",
            get(licence::show_licence).post(licence::choose_renewal),
        )
        .route(
            "/settings/offices",
            get(offices::show_offices).post(offices::add_office),
        )
        .route("/settings/terminals", get(terminals::show_terminals))
        .route("/settings/terminals/code", post(terminals::make_code))
        .route("/settings/terminals/sheet", post(terminals::make_sheet))
        .route("/settings/terminals/{id}", get(terminal::show_terminal))
        .route("/settings/terminals/{id}/check", post(terminal::check))
        .route("/settings/terminals/{id}/approve", post(terminal::approve))
        .route("/settings/terminals/{id}/rename", post(terminal::rename))
        .route("/settings/terminals/{id}/remove", post(terminal::remove))
}
