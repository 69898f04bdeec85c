//! The description of the local interface: OpenAPI 3.1, made from the handlers.
//!
//! Served at `/api/v1/openapi.json` and kept in `docs/reference/local-api.json`, which
//! `cargo xtask generate-docs` writes.

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{check, drafts, received, sent, status};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tsunagu local interface",
        description = "For care software on the same machine as the office's program. \
            The address is in the file `address` of the office's folder. \
            See docs/reference/local-api.md.",
        version = "1",
        license(name = "MIT OR Apache-2.0"),
    ),
    servers((url = "/api/v1")),
    paths(
        status::show_status,
        check::check_files,
        drafts::create_drafts,
        drafts::list_drafts,
        drafts::send_draft,
        drafts::discard_draft,
        sent::list_sent,
        sent::show_sent,
        sent::withdraw_sent,
        received::list_received,
        received::show_received,
        received::fetch_file,
        received::fetch_archive,
        received::note_imported,
    ),
    modifiers(&AccessKey),
)]
struct LocalApi;

/// The key in `Authorization: Bearer`.
struct AccessKey;

impl Modify for AccessKey {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "接続キー: made on the page 設定, 介護ソフトとの接続; allows send, receive or read",
            ))
            .build();
        if let Some(components) = &mut openapi.components {
            components.add_security_scheme("access_key", SecurityScheme::Http(scheme));
        }
    }
}

/// The description as a value.
pub(super) fn document() -> utoipa::openapi::OpenApi {
    LocalApi::openapi()
}

/// The description as text, for the reference pages.
pub fn openapi_json() -> String {
    let mut text = serde_json::to_string_pretty(&document())
        .expect("the description holds texts and numbers only");
    text.push('\n');
    text
}
