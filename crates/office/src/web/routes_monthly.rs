//! The routes of the work of every month: the board, 予実突合, 実績入力.
//!
//! A part of the one list of `routes.rs`, which puts the guard around all of it.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::{Pages, actuals, board, reconcile};

/// Their routes.
pub(crate) fn all() -> Router<Arc<Pages>> {
    Router::new()
        .route("/board", get(board::show_board))
        .route("/reconcile", get(reconcile::show_month))
        .route("/reconcile/open", post(reconcile::open_unread))
        .route(
            "/reconcile/{number}",
            get(reconcile::show_client).post(reconcile::decide),
        )
        .route(
            "/reconcile/{number}/inquiry",
            post(reconcile::prepare_inquiry),
        )
        .route("/actuals", get(actuals::show_month))
        .route("/actuals/fill", post(actuals::fill))
        .route("/actuals/make", post(actuals::make))
        .route(
            "/actuals/{number}",
            get(actuals::show_sheet).post(actuals::change),
        )
        .route("/actuals/{number}/save", post(actuals::save))
}
