//! The routes of pages about this office itself: settings and what belongs to them.
//!
//! A part of the one list of `routes.rs`, which puts the guard around all of it.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::{Pages, folder_form, folder_record, folders, settings};

/// Their routes.
pub(crate) fn all() -> Router<Arc<Pages>> {
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
            "/settings/folders/{number}/taken",
            post(folder_record::confirm_handover),
        )
}
