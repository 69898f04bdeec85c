//! What one request says about its visitor: the language, and where they are.
//!
//! The language is the visitor's choice, kept in a cookie of this machine; a
//! browser's own language list is not looked at, because office computers often
//! carry one that nobody chose. What a reader would get wrong: cookies of
//! 127.0.0.1 are shared by all ports, so anything secret must not be in one.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::header::{COOKIE, HeaderMap, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, Uri};

use super::failure::Failure;
use super::form_token::FormToken;
use super::session::SessionHash;
use super::texts::{Language, Texts, texts};
use crate::history::{Action, Actor, Entry};
use crate::staff::{Role, StaffMember};

/// The name of the cookie that carries the language.
const LANGUAGE_COOKIE: &str = "tsunagu-language";

/// The visitor of one request.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    /// The language to answer in.
    pub(crate) language: Language,
    /// Where the switch of language leads back to: this page, or the start page
    /// when the request was a form.
    pub(crate) back: String,
    /// The path that was asked for, also by a form: the guide has a page about it.
    pub(crate) path: String,
    /// What every form that is shown to this visitor carries, and must bring back.
    pub(crate) token: FormToken,
    /// Who is logged in; nobody while this office asks for no login.
    pub(crate) staff: Option<StaffMember>,
    /// The session in which they are.
    pub(crate) session: Option<SessionHash>,
    /// Where the browser is.
    pub(crate) from: Option<IpAddr>,
}

impl Visit {
    /// Reads what a request says; `language` answers those who never chose one.
    pub(crate) fn of(
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        language: Language,
        token: FormToken,
    ) -> Visit {
        let language = cookie(headers, LANGUAGE_COOKIE)
            .and_then(Language::from_tag)
            .unwrap_or(language);
        let back = match uri.path_and_query() {
            Some(path) if method == Method::GET => path.as_str().to_owned(),
            _ => "/".to_owned(),
        };
        Visit {
            language,
            back,
            path: uri.path().to_owned(),
            token,
            staff: None,
            session: None,
            from: None,
        }
    }

    /// Who acts, for the history.
    pub(crate) fn actor(&self) -> Actor {
        match &self.staff {
            Some(member) => Actor::Staff {
                id: member.id,
                name: member.name.clone(),
            },
            None => Actor::Terminal,
        }
    }

    /// Whether this visitor has at least this role. Everybody has while this office
    /// asks for no login.
    pub(crate) fn may(&self, role: Role) -> bool {
        self.staff.as_ref().is_none_or(|member| member.role >= role)
    }

    /// Begins the line of the history that this visitor did something; see
    /// `Pages::recorded`.
    pub(crate) fn did(&self, action: Action) -> Entry {
        Entry::new(self.actor(), action)
    }

    /// The words of the pages in the visitor's language.
    pub(crate) fn texts(&self) -> &'static Texts {
        texts(self.language)
    }
}

/// The first cookie of this name.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The guard of `security.rs` read the visitor before any handler runs.
impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visit, Failure> {
        // Only a route outside of the guard could lack it.
        parts.extensions.get().cloned().ok_or(Failure::ForeignHost)
    }
}

/// The `Set-Cookie` value that keeps a language for a year; `secure` is what `Site::secure` says.
pub(crate) fn language_cookie(secure: &str, language: Language) -> HeaderValue {
    let value = format!(
        "{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict{secure}",
        language.tag()
    );
    HeaderValue::from_str(&value).expect("a language tag is ASCII")
}

/// A place to lead back to, if it is a path of our own pages.
///
/// `//host` and a backslash would lead a browser to another host.
pub(crate) fn own_path(path: &str) -> Option<&str> {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    own.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::super::form_token::FormTokens;
    use super::*;

    fn language_of(cookie: &'static str) -> Language {
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(cookie))]);
        Visit::of(
            &Method::GET,
            &Uri::from_static("/inbox?after=1"),
            &headers,
            Language::Japanese,
            FormTokens::draw().of("1370200015".parse().unwrap(), b""),
        )
        .language
    }

    #[test]
    fn the_cookie_decides_the_language() {
        assert_eq!(language_of("tsunagu-language=en"), Language::English);
        assert_eq!(
            language_of("a=b; tsunagu-language=en; c=d"),
            Language::English
        );
        assert_eq!(language_of("tsunagu-language=xx"), Language::Japanese);
        assert_eq!(language_of("nothing"), Language::Japanese);
    }

    #[test]
    fn only_paths_of_ours_lead_back() {
        assert_eq!(own_path("/inbox?after=1"), Some("/inbox?after=1"));
        for foreign in [
            "",
            "inbox",
            "//host/",
            "/\\host",
            "https://host/",
            "/a\r\nSet-Cookie: b=c",
            "/受信",
        ] {
            assert_eq!(own_path(foreign), None, "{foreign:?}");
        }
    }
}
