//! Who may talk to the pages: browsers that read our own pages, on this machine or, by
//! choice, on the office's network.
//!
//! The pages may have no login while only this machine reaches them, so every
//! other web page that the same browser shows is the attacker to think of:
//!
//! - *DNS rebinding*: a foreign name that suddenly resolves to 127.0.0.1 lets a
//!   foreign page read ours. Its requests carry the foreign name in `Host`, so
//!   only the address that we are bound to, and `localhost`, are answered; on the
//!   network only the names that the settings list.
//! - *Cross-site requests*: a foreign page can send forms to us without seeing
//!   the answer. Every POST needs an `Origin` or `Sec-Fetch-Site` of our own
//!   pages and, in its form, the token of `form_token.rs`, which only our own
//!   pages show.
//! - *Injected markup*: escaped by the templates, and without effect under the
//!   content security policy, which allows our own files and nothing inline.
//! - *Embedding*: no other page may frame our pages or use our answers.
//!
//! Deliberately not here: accounts and roles of staff. What a reader would get
//! wrong: the referrer policy must stay `same-origin`; with `no-referrer`
//! browsers send `Origin: null` with our own forms.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::Method;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use super::Pages;
use super::failure::{self, Failure};
use super::gate;
use super::visit::Visit;
use crate::network::NetworkName;

/// The headers of every answer.
const HEADERS: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Refuses what does not come from our own pages, turns refusals and failures
/// into pages in the visitor's language, and puts [`HEADERS`] on every answer.
pub(crate) async fn guard(
    State(pages): State<Arc<Pages>>,
    mut request: Request,
    next: Next,
) -> Response {
    let mut visit = Visit::of(
        request.method(),
        request.uri(),
        request.headers(),
        pages.office.settings().language,
        pages
            .site
            .tokens
            .of(pages.office.number(), pages.practice_key()),
    );
    let extensions = request.extensions();
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    visit.from = peer.map(|ConnectInfo(address)| address.ip());
    let route = extensions.get::<MatchedPath>();
    let route = route.map_or_else(String::new, |route| route.as_str().to_owned());
    let method = request.method().clone();
    let headers = request.headers().clone();
    let refusal = refusal(&pages.site.hosts, request.method(), request.headers());
    let mut response = match refusal {
        Some(failure) => failure::page(&pages, &visit, &failure),
        None => match gate::admit(&pages, &mut visit, &method, &headers, &route).await {
            Err(refusal) => refusal.into_response(&pages, &visit),
            Ok(()) => {
                request.extensions_mut().insert(visit.clone());
                let response = next.run(request).await;
                match response.extensions().get::<Failure>() {
                    Some(failure) => failure::page(&pages, &visit, failure),
                    None => response,
                }
            }
        },
    };
    add_headers(&mut response);
    response
}

/// Puts [`HEADERS`] on an answer.
pub(crate) fn add_headers(response: &mut Response) {
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
}

/// Why a request is not answered, as far as its headers say.
pub(crate) fn refusal(hosts: &Hosts, method: &Method, headers: &HeaderMap) -> Option<Failure> {
    if !hosts.accepts(single(headers, &header::HOST)) {
        return Some(Failure::ForeignHost);
    }
    if method != Method::GET && method != Method::HEAD && !comes_from_own_page(hosts, headers) {
        return Some(Failure::ForeignForm);
    }
    None
}

/// Whether a form was sent by a page of ours, as far as the browser says. A
/// client that says nothing is refused: every browser of these years says it.
fn comes_from_own_page(hosts: &Hosts, headers: &HeaderMap) -> bool {
    let origin = headers.get(header::ORIGIN);
    let site = headers.get("sec-fetch-site");
    let origin_fits = origin.is_none_or(|value| {
        value
            .to_str()
            .ok()
            .and_then(|text| text.strip_prefix(hosts.scheme))
            .is_some_and(|host| hosts.accepts(Some(host)))
    });
    let site_fits = site.is_none_or(|value| value == "same-origin");
    (origin.is_some() || site.is_some()) && origin_fits && site_fits
}

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() {
        None
    } else {
        first.to_str().ok()
    }
}

/// The names under which a browser reaches the pages.
#[derive(Debug)]
pub(crate) struct Hosts {
    /// How their addresses begin.
    scheme: &'static str,
    names: Vec<String>,
}

impl Hosts {
    /// The names of the address that the listener is bound to.
    pub(crate) fn of(address: SocketAddr) -> Hosts {
        let mut names = vec![address.to_string(), format!("localhost:{}", address.port())];
        if address.port() == 80 {
            // Browsers leave the port of the scheme out.
            names.extend([address.ip().to_string(), "localhost".to_owned()]);
        }
        Hosts {
            scheme: "http://",
            names,
        }
    }

    /// The names of this computer on the office's network, where the pages go over TLS.
    pub(crate) fn on_network(known: &[NetworkName], port: u16) -> Hosts {
        let mut names: Vec<String> = known
            .iter()
            .map(|name| format!("{}:{port}", name.in_url()))
            .collect();
        if port == 443 {
            // Browsers leave the port of the scheme out.
            names.extend(known.iter().map(NetworkName::in_url));
        }
        Hosts {
            scheme: "https://",
            names,
        }
    }

    /// What a person types into a browser to see the pages, each once and without a port that
    /// browsers leave out.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let without_port = |name: &str| {
            let short = name.rsplit_once(':').map_or(name, |(short, _)| short);
            self.names
                .iter()
                .any(|other| other.len() < name.len() && other == short)
        };
        let names = self.names.iter().filter(|name| !without_port(name));
        names.map(|name| format!("{}{name}", self.scheme)).collect()
    }

    pub(crate) fn accepts(&self, host: Option<&str>) -> bool {
        host.is_some_and(|host| {
            self.names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(host))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Hosts {
        Hosts::of("127.0.0.1:8765".parse().unwrap())
    }

    fn check(method: Method, headers: &[(&'static str, &'static str)], passes: bool) {
        let map: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        assert_eq!(
            refusal(&hosts(), &method, &map).is_none(),
            passes,
            "{method} {headers:?}"
        );
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        check(Method::GET, &[("host", "127.0.0.1:8765")], true);
        check(Method::GET, &[("host", "LOCALHOST:8765")], true);
        check(Method::GET, &[], false);
        check(Method::GET, &[("host", "127.0.0.1")], false);
        check(Method::GET, &[("host", "127.0.0.1:8766")], false);
        check(Method::GET, &[("host", "attacker.example:8765")], false);
        check(
            Method::GET,
            &[("host", "127.0.0.1:8765.attacker.example")],
            false,
        );
    }

    #[test]
    fn forms_come_from_our_own_pages_only() {
        const HOST: (&str, &str) = ("host", "127.0.0.1:8765");
        check(
            Method::POST,
            &[HOST, ("origin", "http://127.0.0.1:8765")],
            true,
        );
        check(
            Method::POST,
            &[HOST, ("sec-fetch-site", "same-origin")],
            true,
        );
        check(Method::POST, &[HOST], false);
        check(Method::POST, &[HOST, ("origin", "null")], false);
        check(
            Method::POST,
            &[HOST, ("origin", "https://127.0.0.1:8765")],
            false,
        );
        check(
            Method::POST,
            &[HOST, ("origin", "http://attacker.example")],
            false,
        );
        check(
            Method::POST,
            &[HOST, ("sec-fetch-site", "cross-site")],
            false,
        );
        // Another port of this machine is another site's program.
        check(
            Method::POST,
            &[HOST, ("sec-fetch-site", "same-site")],
            false,
        );
        check(
            Method::POST,
            &[
                HOST,
                ("origin", "http://127.0.0.1:8765"),
                ("sec-fetch-site", "cross-site"),
            ],
            false,
        );
    }

    #[test]
    fn on_the_network_forms_come_over_tls_from_known_names_only() {
        let names = ["aoba-pc", "192.168.1.20", "fe80::1"].map(|name| name.parse().unwrap());
        let hosts = Hosts::on_network(&names, 8743);
        let passes = |host: &'static str, origin: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            refusal(&hosts, &Method::POST, &headers).is_none()
        };
        assert!(passes("aoba-pc:8743", "https://aoba-pc:8743"));
        assert!(passes("[fe80::1]:8743", "https://[fe80::1]:8743"));
        assert!(!passes("aoba-pc:8743", "http://aoba-pc:8743"));
        assert!(!passes("localhost:8743", "https://localhost:8743"));
        assert!(!passes("192.168.1.21:8743", "https://192.168.1.21:8743"));
        assert!(!passes("aoba-pc", "https://aoba-pc"));
        let usual = Hosts::on_network(&names, 443);
        assert!(usual.accepts(Some("aoba-pc")) && usual.accepts(Some("aoba-pc:443")));
    }

    #[test]
    fn an_address_is_told_as_a_person_types_it() {
        let said = |hosts: Hosts| hosts.addresses().join(" ");
        assert_eq!(said(hosts()), "http://127.0.0.1:8765 http://localhost:8765");
        let names = ["aoba-pc", "fe80::1"].map(|name| name.parse().unwrap());
        assert_eq!(
            said(Hosts::on_network(&names, 8743)),
            "https://aoba-pc:8743 https://[fe80::1]:8743"
        );
        assert_eq!(
            said(Hosts::on_network(&names, 443)),
            "https://aoba-pc https://[fe80::1]"
        );
    }

    #[test]
    fn port_80_is_left_out_by_browsers() {
        let hosts = Hosts::of("127.0.0.1:80".parse().unwrap());
        assert!(hosts.accepts(Some("127.0.0.1")) && hosts.accepts(Some("localhost")));
        let six = Hosts::of("[::1]:8765".parse().unwrap());
        assert!(six.accepts(Some("[::1]:8765")) && !six.accepts(Some("[::1]")));
    }
}
