//! What each role may do: one line for every route of `routes.rs` and of the files it
//! merges.
//!
//! A route without a line is refused to everybody as soon as there are accounts, and
//! a test names it. What a reader would get wrong: opening a received bundle is not
//! looking. It sends the partner a signed statement in the office's name, so it needs
//! 送受信; whoever only looks sees what others have opened.

use axum::http::Method;

use crate::staff::Role;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Also whoever is not logged in: what the login page itself needs.
    Public,
    /// Everybody who is logged in, with a start password too.
    Own,
    /// Whoever has this role or a higher one.
    Needs(Role),
}

use Access::{Own, Public};

const VIEW: Access = Access::Needs(Role::Viewing);
const EXCHANGE: Access = Access::Needs(Role::Exchange);
const ADMINISTER: Access = Access::Needs(Role::Administrator);

/// Method, route, who. In the order of `routes.rs`.
pub(crate) const ACCESS: &[(&str, &str, Access)] = &[
    ("GET", "/", VIEW),
    ("GET", "/new", EXCHANGE),
    ("POST", "/new", EXCHANGE),
    ("POST", "/new/files", EXCHANGE),
    ("GET", "/new/{pile}", EXCHANGE),
    ("POST", "/new/{pile}", EXCHANGE),
    ("GET", "/confirm", EXCHANGE),
    ("POST", "/send", EXCHANGE),
    ("GET", "/sending/{number}", VIEW),
    ("GET", "/sending/{number}/state", VIEW),
    ("POST", "/sending/{number}/stop", EXCHANGE),
    ("GET", "/drafts", VIEW),
    ("GET", "/drafts/{id}", VIEW),
    ("GET", "/drafts/{id}/files/{index}", VIEW),
    ("POST", "/drafts/{id}/discard", EXCHANGE),
    ("POST", "/drafts/{id}/edit", EXCHANGE),
    ("POST", "/sent/{id}/again", EXCHANGE),
    ("POST", "/sent/{id}/take-back", EXCHANGE),
    ("GET", "/sent", VIEW),
    ("POST", "/sent/search", VIEW),
    ("GET", "/sent/{id}", VIEW),
    ("GET", "/sent/{id}/files/{index}", VIEW),
    ("GET", "/drafts/{id}/forms", VIEW),
    ("GET", "/sent/{id}/forms", VIEW),
    ("GET", "/inbox/{id}/forms", VIEW),
    ("GET", "/drafts/{id}/forms.pdf", VIEW),
    ("GET", "/sent/{id}/forms.pdf", VIEW),
    ("GET", "/inbox/{id}/forms.pdf", VIEW),
    ("GET", "/sent/{id}/archive", VIEW),
    ("POST", "/sent/{id}/withdraw", EXCHANGE),
    // Asking the hub changes nothing and tells nobody anything.
    ("POST", "/fetch", VIEW),
    ("GET", "/inbox", VIEW),
    ("POST", "/inbox/search", VIEW),
    ("GET", "/inbox/save", VIEW),
    ("POST", "/inbox/save", VIEW),
    ("POST", "/inbox/save/open", EXCHANGE),
    ("GET", "/inbox/save/archive", VIEW),
    ("GET", "/inbox/{id}", VIEW),
    ("POST", "/inbox/{id}/open", EXCHANGE),
    ("GET", "/inbox/{id}/files/{index}", VIEW),
    ("GET", "/inbox/{id}/archive", VIEW),
    ("GET", "/board", VIEW),
    ("GET", "/reconcile", VIEW),
    ("POST", "/reconcile/open", EXCHANGE),
    ("GET", "/reconcile/{number}", VIEW),
    ("POST", "/reconcile/{number}", EXCHANGE),
    ("POST", "/reconcile/{number}/inquiry", EXCHANGE),
    ("GET", "/actuals", VIEW),
    ("POST", "/actuals/fill", EXCHANGE),
    ("POST", "/actuals/make", EXCHANGE),
    ("GET", "/actuals/{number}", VIEW),
    ("POST", "/actuals/{number}", EXCHANGE),
    ("POST", "/actuals/{number}/save", EXCHANGE),
    ("POST", "/switch", Public),
    ("POST", "/language", Public),
    ("GET", "/state", VIEW),
    ("GET", "/assets/{name}", Public),
    ("GET", "/login", Public),
    ("POST", "/login", Public),
    ("POST", "/logout", Own),
    ("GET", "/account", VIEW),
    ("GET", "/account/password", Own),
    ("POST", "/account/password", Own),
    ("GET", "/account/code", VIEW),
    ("POST", "/account/code", VIEW),
    ("POST", "/account/code/remove", VIEW),
    ("GET", "/help", VIEW),
    ("GET", "/estimate", VIEW),
    ("GET", "/guide/{page}", VIEW),
    ("GET", "/guide/images/{name}", VIEW),
    ("GET", "/joining", Public),
    ("GET", "/partners", VIEW),
    ("POST", "/partners/ask", EXCHANGE),
    ("POST", "/partners/search", EXCHANGE),
    ("GET", "/notices", VIEW),
    ("POST", "/notices/{number}/read", EXCHANGE),
    ("POST", "/partners/{number}/accept", ADMINISTER),
    ("GET", "/settings/keys", ADMINISTER),
    ("POST", "/settings/keys", ADMINISTER),
    ("POST", "/settings/keys/{number}/revoke", ADMINISTER),
    // Practice changes nothing of the office, so everybody may practise.
    ("GET", "/practice", VIEW),
    ("POST", "/practice/begin", VIEW),
    ("POST", "/practice/files", VIEW),
    ("GET", "/practice/state", VIEW),
    ("POST", "/practice/leave", VIEW),
    ("GET", "/settings", ADMINISTER),
    ("POST", "/settings", ADMINISTER),
    ("GET", "/settings/mail", ADMINISTER),
    ("POST", "/settings/mail", ADMINISTER),
    ("POST", "/settings/mail/test", ADMINISTER),
    ("GET", "/settings/licence", ADMINISTER),
    ("POST", "/settings/licence", ADMINISTER),
    ("GET", "/settings/offices", ADMINISTER),
    ("POST", "/settings/offices", ADMINISTER),
    ("GET", "/settings/network", ADMINISTER),
    ("POST", "/settings/network", ADMINISTER),
    ("POST", "/settings/network/renew", ADMINISTER),
    ("GET", "/settings/folders", ADMINISTER),
    ("POST", "/settings/folders", ADMINISTER),
    ("GET", "/settings/folders/new", ADMINISTER),
    ("GET", "/settings/folders/{number}", ADMINISTER),
    ("POST", "/settings/folders/{number}/change", ADMINISTER),
    ("POST", "/settings/folders/{number}/remove", ADMINISTER),
    ("POST", "/settings/folders/{number}/seen", ADMINISTER),
    ("POST", "/settings/folders/{number}/taken", ADMINISTER),
    ("GET", "/settings/terminals", ADMINISTER),
    ("POST", "/settings/terminals/code", ADMINISTER),
    ("POST", "/settings/terminals/sheet", ADMINISTER),
    ("GET", "/settings/terminals/{id}", ADMINISTER),
    ("POST", "/settings/terminals/{id}/check", ADMINISTER),
    ("POST", "/settings/terminals/{id}/approve", ADMINISTER),
    ("POST", "/settings/terminals/{id}/rename", ADMINISTER),
    ("POST", "/settings/terminals/{id}/remove", ADMINISTER),
    ("GET", "/settings/staff", ADMINISTER),
    ("POST", "/settings/staff", ADMINISTER),
    ("POST", "/settings/staff/first", ADMINISTER),
    ("GET", "/settings/staff/{id}", ADMINISTER),
    ("POST", "/settings/staff/{id}", ADMINISTER),
    ("POST", "/settings/staff/{id}/reset", ADMINISTER),
    ("POST", "/settings/staff/{id}/unlock", ADMINISTER),
    ("POST", "/settings/staff/{id}/remove", ADMINISTER),
    ("POST", "/settings/staff/{id}/end", ADMINISTER),
    ("GET", "/settings/history", ADMINISTER),
    ("GET", "/settings/history/file", ADMINISTER),
    ("POST", "/settings/history/verify", ADMINISTER),
];

/// The line of a route; `None` for a route that has none, and for a method that a
/// route does not take.
pub(crate) fn access_of(method: &Method, route: &str) -> Option<Access> {
    let method = if method == Method::HEAD {
        "GET"
    } else {
        method.as_str()
    };
    ACCESS
        .iter()
        .find(|(known, path, _)| *known == method && *path == route)
        .map(|(.., access)| *access)
}

/// Whether somebody with `role` may open the page at `path`, for the menu.
pub(crate) fn may_open(role: Role, path: &str) -> bool {
    match access_of(&Method::GET, path) {
        Some(Access::Needs(needed)) => role >= needed,
        Some(Public | Own) => true,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Method and route of every call in `routes.rs`.
    fn routes() -> Vec<(String, String)> {
        let source = concat!(
            include_str!("routes.rs"),
            include_str!("routes_monthly.rs"),
            include_str!("routes_own.rs"),
            include_str!("routes_staff.rs")
        );
        let mut found = Vec::new();
        for part in source.split(".route(").skip(1) {
            // The call ends where the next one begins or the routes end.
            let part = part.split("\n}").next().unwrap();
            let part = part.split(".fallback(").next().unwrap();
            let route = part.split('"').nth(1).unwrap();
            for (call, method) in [
                ("get(", "GET"),
                ("post(", "POST"),
                ("put(", "PUT"),
                ("delete(", "DELETE"),
            ] {
                if part.contains(call) {
                    found.push((method.to_owned(), route.to_owned()));
                }
            }
        }
        found
    }

    #[test]
    fn every_route_has_a_line_and_every_line_a_route() {
        let routes = routes();
        assert!(routes.len() > 40, "{routes:?}");
        for (method, route) in &routes {
            assert!(
                ACCESS
                    .iter()
                    .any(|(known, path, _)| known == method && path == route),
                "say in access.rs who may {method} {route}"
            );
        }
        for (method, route, _) in ACCESS {
            assert!(
                routes.contains(&((*method).to_owned(), (*route).to_owned())),
                "there is no {method} {route}"
            );
        }
    }

    #[test]
    fn a_line_stands_once() {
        for (index, (method, route, _)) in ACCESS.iter().enumerate() {
            let again = ACCESS[index + 1..]
                .iter()
                .any(|(other, path, _)| other == method && path == route);
            assert!(!again, "{method} {route}");
        }
    }

    /// What changes something at a partner is not for those who only look.
    #[test]
    fn who_only_looks_can_change_nothing_of_the_office() {
        let allowed: Vec<&str> = ACCESS
            .iter()
            .filter(|(method, ..)| *method != "GET")
            .filter(
                |(.., access)| !matches!(access, Access::Needs(needed) if *needed > Role::Viewing),
            )
            .map(|(_, route, _)| *route)
            .collect();
        assert_eq!(
            allowed,
            [
                // A search and a choice are kept in memory and told to nobody.
                "/sent/search",
                "/fetch",
                "/inbox/search",
                "/inbox/save",
                "/switch",
                "/language",
                "/login",
                "/logout",
                "/account/password",
                "/account/code",
                "/account/code/remove",
                "/practice/begin",
                "/practice/files",
                "/practice/leave"
            ]
        );
    }

    #[test]
    fn what_has_no_line_is_for_nobody() {
        assert_eq!(access_of(&Method::GET, "/nothing"), None);
        assert_eq!(access_of(&Method::DELETE, "/inbox"), None);
        assert_eq!(access_of(&Method::HEAD, "/inbox"), Some(VIEW));
        assert!(!may_open(Role::Administrator, "/nothing"));
        assert!(may_open(Role::Viewing, "/inbox") && !may_open(Role::Viewing, "/new"));
    }
}
