//! Reading forms and addresses of pages.
//!
//! [`CheckedForm`] is the only way in which a handler sees the fields of an
//! ordinary form, and it checks the token first; so no form can forget it. The one
//! form with files checks the same token in `upload.rs`. Unknown fields are
//! ignored, repeated ones keep their order.

use std::sync::Arc;

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;

use super::Pages;
use super::failure::Failure;
use super::form_token::office_named_in;
use super::visit::Visit;

/// The name of the hidden field with the token.
pub(crate) const TOKEN_FIELD: &str = "token";

/// Names and values, in order.
#[derive(Debug, Clone)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of `name`; `None` when it is missing or empty.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// Every name and value, in order.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.0.iter();
        pairs.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All values of `name`.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The fields of a form that carried the right token.
pub(crate) struct CheckedForm(pub(crate) Fields);

impl FromRequest<Arc<Pages>> for CheckedForm {
    type Rejection = Failure;

    async fn from_request(request: Request, pages: &Arc<Pages>) -> Result<CheckedForm, Failure> {
        let visit = request.extensions().get::<Visit>().cloned();
        let visit = visit.ok_or(Failure::ForeignForm)?;
        let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, pages)
            .await
            .map_err(|_| Failure::Malformed)?;
        let fields = Fields(fields);
        check_token(pages, &visit, fields.one(TOKEN_FIELD).unwrap_or_default())?;
        Ok(CheckedForm(fields))
    }
}

/// Whether a form was made for this visitor and this office.
///
/// # Errors
///
/// [`Failure::OtherOffice`] when it was made for another office of this program,
/// [`Failure::OldPage`] for everything else.
pub(crate) fn check_token(pages: &Pages, visit: &Visit, token: &str) -> Result<(), Failure> {
    if visit.token.fits(token) {
        return Ok(());
    }
    let other = office_named_in(token).filter(|number| *number != pages.office.number().as_str());
    match other.and_then(|number| pages.site.office(number)) {
        Some(_) => Err(Failure::OtherOffice),
        None => Err(Failure::OldPage),
    }
}

/// What follows the `?` of an address.
pub(crate) struct Asked(pub(crate) Fields);

impl FromRequestParts<Arc<Pages>> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, pages: &Arc<Pages>) -> Result<Asked, Failure> {
        let Query(fields) = Query::from_request_parts(parts, pages)
            .await
            .map_err(|_| Failure::Malformed)?;
        Ok(Asked(Fields(fields)))
    }
}

/// The parts of an address between slashes. What does not parse is not found:
/// only a hand-made address leads there.
pub(crate) struct Place<T>(pub(crate) T);

impl<T: serde::de::DeserializeOwned + Send> FromRequestParts<Arc<Pages>> for Place<T> {
    type Rejection = Failure;

    async fn from_request_parts(
        parts: &mut Parts,
        pages: &Arc<Pages>,
    ) -> Result<Place<T>, Failure> {
        let Path(value) = Path::from_request_parts(parts, pages)
            .await
            .map_err(|_| Failure::NotFound)?;
        Ok(Place(value))
    }
}
