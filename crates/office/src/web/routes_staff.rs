//! The routes of logging in, of accounts and of the history.
//!
//! A part of the one list of `routes.rs`, which puts the guard around all of it.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::{Pages, account, history, login, staff, staff_member};

/// Their routes.
pub(crate) fn all() -> Router<Arc<Pages>> {
    Router::new()
        .route("/login", get(login::show_login).post(login::log_in))
        .route("/logout", post(login::log_out))
        .route("/account", get(account::show_account))
        .route(
            "/account/password",
            get(account::show_password).post(account::change_password),
        )
        .route(
            "/account/code",
            get(account::show_code).post(account::add_code),
        )
        .route("/account/code/remove", post(account::remove_code))
        .route(
            "/settings/staff",
            get(staff::list_staff).post(staff::add_staff),
        )
        .route("/settings/staff/first", post(staff::add_first))
        .route(
            "/settings/staff/{id}",
            get(staff_member::show_member).post(staff_member::change_member),
        )
        .route(
            "/settings/staff/{id}/reset",
            post(staff_member::reset_member),
        )
        .route(
            "/settings/staff/{id}/unlock",
            post(staff_member::unlock_member),
        )
        .route(
            "/settings/staff/{id}/remove",
            post(staff_member::remove_member),
        )
        .route("/settings/staff/{id}/end", post(staff_member::end_sessions))
        .route("/settings/history", get(history::show_history))
        .route("/settings/history/file", get(history::save_file))
        .route("/settings/history/verify", post(history::verify))
}
