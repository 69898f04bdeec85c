//! Requests about what everybody may know (notices, the directory as a list) and about the own licence.

use protocol::message::{LicenceRenewalRequest, LicenceReply, NoticeList, OfficePage};
use reqwest::Method;

use super::{HubClient, HubError, json};
use crate::partners::DirectoryQuestion;

/// Offices of one answer: what a person looks through.
const ROWS: u32 = 50;

impl HubClient {
    /// All notices that hold now: `GET /v1/notices`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn notices(&self) -> Result<NoticeList, HubError> {
        json(self.request(Method::GET, "/v1/notices")).await
    }

    /// How the licence of this office stands: `GET /v1/licence`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn licence(&self) -> Result<LicenceReply, HubError> {
        json(self.request(Method::GET, "/v1/licence")).await
    }

    /// Switches its renewal on or off: `PUT /v1/licence/renewal`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn choose_renewal(&self, renews: bool) -> Result<LicenceReply, HubError> {
        let request = self.request(Method::PUT, "/v1/licence/renewal");
        json(request.json(&LicenceRenewalRequest { renews })).await
    }

    /// Offices of the directory that fit: `GET /v1/offices`.
    ///
    /// # Errors
    ///
    /// [`HubError`].
    pub async fn find_offices(&self, question: &DirectoryQuestion) -> Result<OfficePage, HubError> {
        json(self.request(Method::GET, &path(question))).await
    }
}

fn path(question: &DirectoryQuestion) -> String {
    let mut path = format!("/v1/offices?limit={ROWS}");
    let service = question.service.as_ref().map(|service| service.as_str());
    for (name, value) in [
        ("name", Some(question.text.as_str())),
        ("area", Some(question.area.as_str())),
        ("service", service),
        ("after", question.after.as_deref()),
    ] {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            continue;
        };
        path.push_str(&format!("&{name}="));
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_".contains(&byte) {
                path.push(char::from(byte));
            } else {
                path.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_cannot_change_the_question() {
        let question = DirectoryQuestion {
            text: "さ&area=1".to_owned(),
            area: "13".to_owned(),
            service: Some("11".parse().unwrap()),
            after: None,
        };
        assert_eq!(
            path(&question),
            "/v1/offices?limit=50&name=%E3%81%95%26area%3D1&area=13&service=11"
        );
    }
}
