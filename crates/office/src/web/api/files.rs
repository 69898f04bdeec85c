//! Parts of URLs, and files as answers: their original bytes.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::Api;
use super::problem::Refusal;
use crate::error_code::ErrorCode;

/// The parts of a URL between slashes; what does not parse is not there.
pub(crate) struct Place<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Api>> for Place<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, api: &Arc<Api>) -> Result<Self, Refusal> {
        let Path(value) = Path::from_request_parts(parts, api)
            .await
            .map_err(|_| Refusal::new(ErrorCode::ApiNotFound))?;
        Ok(Place(value))
    }
}

/// What follows the `?`; unknown names and values that do not parse are refused, so that
/// a slip of the pen is not taken for "all".
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Arc<Api>> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, api: &Arc<Api>) -> Result<Self, Refusal> {
        let Query(value) = Query::from_request_parts(parts, api)
            .await
            .map_err(|_| Refusal::malformed("the part of the URL after ? cannot be read"))?;
        Ok(Asked(value))
    }
}
