//! Who asks: the key in `Authorization: Bearer`, the office that it belongs to, and
//! whether it allows what is asked.
//!
//! A handler takes a [`Caller`], so that none can forget to ask. A key that is missing,
//! wrong or revoked gets one answer; which of them it was is nobody's business.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::Api;
use super::problem::Refusal;
use crate::access_keys::{Scope, check_access_key};
use crate::error_code::ErrorCode;
use crate::web::Pages;

/// A program with a key that allows `S`.
pub(crate) struct Caller<S> {
    /// The office of the key.
    pub(crate) pages: Arc<Pages>,
    scope: PhantomData<S>,
}

/// What a handler asks of a key: one of these scopes.
pub(crate) trait Asks {
    const SCOPES: &'static [Scope];
}

/// To send.
pub(crate) struct ToSend;
/// To receive.
pub(crate) struct ToReceive;
/// To see states.
pub(crate) struct ToRead;
/// To check files, which changes nothing: any key will do.
pub(crate) struct ToCheck;

impl Asks for ToSend {
    const SCOPES: &'static [Scope] = &[Scope::Send];
}
impl Asks for ToReceive {
    const SCOPES: &'static [Scope] = &[Scope::Receive];
}
impl Asks for ToRead {
    const SCOPES: &'static [Scope] = &[Scope::Read];
}
impl Asks for ToCheck {
    const SCOPES: &'static [Scope] = &Scope::ALL;
}

impl<S: Asks> FromRequestParts<Arc<Api>> for Caller<S> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, api: &Arc<Api>) -> Result<Self, Refusal> {
        let refused = || Refusal::new(ErrorCode::AccessKeyRefused);
        let key = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(bearer)
            .ok_or_else(refused)?
            .to_owned();
        for pages in &api.offices {
            let (text, now) = (key.clone(), pages.now());
            let found = pages
                .office
                .with_store(move |store| check_access_key(store, &text, now))
                .await?;
            let Some(found) = found else { continue };
            if !S::SCOPES.iter().any(|scope| found.scopes.contains(scope)) {
                return Err(Refusal::new(ErrorCode::AccessKeyScope));
            }
            return Ok(Caller {
                pages: pages.clone(),
                scope: PhantomData,
            });
        }
        Err(refused())
    }
}

/// The key behind `Bearer`, which is written in any case.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}
