//! The routes of the work of every month: the board, and 予実突合.
//!
//! A part of the one list of `routes.rs`, which puts the guard around all of it.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::{Pages, board, reconcile};

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
}
