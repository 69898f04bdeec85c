//! The list of pages that get the checks of `every_page`. A new page is one line here.
//!
//! A test compares the list with `crates/office/src/web/routes.rs` and its parts, so a page cannot be forgotten. Easily got wrong: what
//! answers GET with something else than a page (a file, a style sheet) stands in [`NO_PAGES`], with what it is.

/// What stands in braces in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Example {
    /// The path has no braces.
    Nothing,
    /// A draft of the care-management office.
    Draft,
    /// A bundle that it sent.
    Sent,
    /// A bundle that it received and opened.
    Received,
    /// What it is just sending.
    Sending,
    /// Files that somebody is putting together.
    Pile,
    /// A folder that it registered.
    Folder,
    /// A client whose plan and actuals it has.
    Compared,
}

/// Route as in `routes.rs`, name of its pictures, what stands in its braces.
pub(crate) const PAGES: &[(&str, &str, Example)] = &[
    ("/", "home", Example::Nothing),
    ("/new", "new", Example::Nothing),
    ("/new/{pile}", "pile", Example::Pile),
    ("/confirm", "confirm", Example::Nothing),
    ("/sending/{number}", "sending", Example::Sending),
    ("/drafts", "drafts", Example::Nothing),
    ("/drafts/{id}", "draft", Example::Draft),
    ("/drafts/{id}/forms", "draft-forms", Example::Draft),
    ("/sent", "sent", Example::Nothing),
    ("/sent/{id}", "sent-one", Example::Sent),
    ("/sent/{id}/forms", "sent-forms", Example::Sent),
    ("/inbox", "inbox", Example::Nothing),
    ("/inbox/{id}", "received", Example::Received),
    ("/inbox/{id}/forms", "received-forms", Example::Received),
    ("/board", "board", Example::Nothing),
    ("/reconcile", "reconcile", Example::Nothing),
    ("/reconcile/{number}", "reconcile-client", Example::Compared),
    ("/actuals", "actuals", Example::Nothing),
    ("/help", "help", Example::Nothing),
    ("/estimate", "estimate", Example::Nothing),
    ("/guide/{page}", "guide", Example::Nothing),
    ("/partners", "partners", Example::Nothing),
    ("/notices", "notices", Example::Nothing),
    ("/settings/keys", "settings-keys", Example::Nothing),
    ("/settings/network", "network", Example::Nothing),
    ("/settings/licence", "licence", Example::Nothing),
    ("/settings/offices", "offices", Example::Nothing),
    ("/settings/mail", "mail", Example::Nothing),
    ("/practice", "practice", Example::Nothing),
    ("/settings", "settings", Example::Nothing),
    ("/settings/terminals", "terminals", Example::Nothing),
    ("/settings/folders", "folders", Example::Nothing),
    ("/settings/folders/new", "folder-new", Example::Nothing),
    ("/settings/folders/{number}", "folder", Example::Folder),
];

/// Pages that need a person who is logged in, or a second terminal, or another office, which `fill` does not make. They are looked at in the
/// same ways on the way through their task, in `staff.rs`, `terminals.rs` and `actuals.rs`.
pub(crate) const ON_THE_WAY: &[&str] = &[
    "/login",
    // The office that is looked at makes plans and enters no actuals; `actuals.rs` looks at the page.
    "/actuals/{number}",
    "/account",
    "/account/password",
    "/account/code",
    "/settings/terminals/{id}",
    "/settings/staff",
    "/settings/staff/{id}",
    "/settings/history",
];

/// Routes that answer GET without being a page.
pub(crate) const NO_PAGES: &[(&str, &str)] = &[
    ("/drafts/{id}/files/{index}", "a file to save"),
    ("/drafts/{id}/forms.pdf", "the forms as a PDF"),
    ("/sent/{id}/forms.pdf", "the forms as a PDF"),
    ("/inbox/{id}/forms.pdf", "the forms as a PDF"),
    ("/sending/{number}/state", "what sending.js asks, as JSON"),
    ("/sent/{id}/files/{index}", "a file to save"),
    ("/sent/{id}/archive", "all files in one archive"),
    // Asks before many bundles are opened and saved; there is nothing to look at before some were chosen.
    ("/inbox/save", "a page only for a choice that was just made"),
    ("/inbox/save/archive", "many bundles in one archive"),
    ("/inbox/{id}/files/{index}", "a file to save"),
    ("/inbox/{id}/archive", "all files in one archive"),
    ("/settings/history/file", "the history to save"),
    ("/practice/state", "what practice.js asks, as JSON"),
    ("/joining", "leads to the start page"),
    ("/state", "what live.js asks, as JSON"),
    ("/assets/{name}", "style sheets and scripts"),
    ("/guide/images/{name}", "a picture of the guide"),
];

/// Routes of `routes.rs` that answer GET.
fn routes_with_get(source: &str) -> Vec<String> {
    let mut routes = Vec::new();
    for part in source.split(".route(").skip(1) {
        let mut quoted = part.split('"');
        let (Some(_), Some(route), Some(handlers)) = (quoted.next(), quoted.next(), quoted.next())
        else {
            continue;
        };
        if handlers.contains("get(") {
            routes.push(route.to_owned());
        }
    }
    routes
}

#[test]
fn every_page_of_the_program_is_in_the_list() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/office/src/web");
    let mut routes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("routes") && name.ends_with(".rs") {
            routes.extend(routes_with_get(&std::fs::read_to_string(path).unwrap()));
        }
    }
    assert!(
        routes.len() > 10,
        "the routes are no longer found: {routes:?}"
    );
    let listed = |route: &str| {
        PAGES.iter().any(|(page, ..)| *page == route)
            || ON_THE_WAY.contains(&route)
            || NO_PAGES.iter().any(|(no, _)| *no == route)
    };
    let forgotten: Vec<&String> = routes.iter().filter(|route| !listed(route)).collect();
    assert!(
        forgotten.is_empty(),
        "among the routes, but in no list of page_list.rs: {forgotten:?}"
    );
    let pages = PAGES.iter().map(|(route, ..)| *route);
    let gone: Vec<&str> = pages
        .chain(NO_PAGES.iter().map(|(route, _)| *route))
        .filter(|route| !routes.iter().any(|known| known == route))
        .collect();
    assert!(
        gone.is_empty(),
        "in page_list.rs, but no longer among the routes: {gone:?}"
    );
}

#[test]
fn routes_are_read_as_they_are_written() {
    let source = r#"
        .route("/", get(home::show))
        .route(
            "/new",
            get(compose::show).post(compose::create),
        )
        .route("/send", post(confirm::send))
    "#;
    assert_eq!(routes_with_get(source), ["/", "/new"]);
}
