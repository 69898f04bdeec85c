//! The pages of one office over real HTTP, as a browser would ask for them.
//!
//! Forms carry what a browser adds by itself (`Origin`) and the token that the page
//! showed. Redirects are not followed, so that tests see them. What a reader would
//! get wrong: [`Site::form`] reads the token from the start page each time; a test
//! of the token sends its own.

use std::net::SocketAddr;

use protocol::UtcSeconds;
use reqwest::header::{COOKIE, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tsunagu_office::Office;
use tsunagu_office::web::{Adding, Network, serve_and_add, serve_with_clock};

/// 2026-12-08 08:42 in Japan, a Tuesday.
pub(crate) const NOW: UtcSeconds = UtcSeconds(1_796_686_920);

/// A running server of pages.
pub(crate) struct Site {
    pub(crate) address: SocketAddr,
    pub(crate) client: Client,
    language: &'static str,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Site {
    /// Serves the pages of `office` on a free port, at the time [`NOW`].
    pub(crate) async fn start(office: &Office) -> Site {
        Site::start_all(vec![office.clone()]).await
    }

    /// As [`Site::start`], for several offices in one program.
    pub(crate) async fn start_all(offices: Vec<Office>) -> Site {
        Site::start_with_clock(offices, || NOW).await
    }

    /// As [`Site::start_all`], at the time of a clock.
    pub(crate) async fn start_with_clock(
        offices: Vec<Office>,
        clock: impl Fn() -> UtcSeconds + Send + Sync + 'static,
    ) -> Site {
        Site::start_by(|listener, network, stopped| {
            tokio::spawn(serve_with_clock(offices, listener, network, clock, async {
                let _ = stopped.await;
            }))
        })
        .await
    }

    /// The pages of a program that lets people add an office, at the time of this machine.
    pub(crate) async fn start_and_add(offices: Vec<Office>, adding: Adding) -> Site {
        Site::start_by(|listener, network, stopped| {
            tokio::spawn(serve_and_add(offices, listener, network, adding, async {
                let _ = stopped.await;
            }))
        })
        .await
    }

    async fn start_by(
        serve: impl FnOnce(
            TcpListener,
            Network,
            oneshot::Receiver<()>,
        ) -> JoinHandle<std::io::Result<()>>,
    ) -> Site {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = serve(listener, Network::new(None), stopped);
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Site {
            address,
            client,
            language: "ja",
            stop: Some(stop),
            served,
        }
    }

    /// The same site for a visitor who chose English.
    pub(crate) fn in_english(mut self) -> Site {
        self.language = "en";
        self
    }

    /// Stops the server and waits until it has ended.
    pub(crate) async fn stop(mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        // Kept connections would otherwise hold the server until they time out.
        drop(self.client);
        self.served.await.unwrap().unwrap();
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn ask(&self, path: &str) -> RequestBuilder {
        self.client
            .get(self.url(path))
            .header(COOKIE, format!("tsunagu-language={}", self.language))
    }

    pub(crate) async fn response(&self, path: &str) -> Response {
        self.ask(path).send().await.unwrap()
    }

    /// The page at `path`, which must be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let response = self.response(path).await;
        let status = response.status();
        let html = response.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {}", visible(&html));
        html
    }

    /// The words that a page shows, without those of the frame.
    pub(crate) async fn main(&self, path: &str) -> String {
        main_part(&self.page(path).await)
    }

    /// The token of this server's forms.
    pub(crate) async fn token(&self) -> String {
        let html = self.page("/").await;
        between(&html, "name=\"token\" value=\"", "\"").to_owned()
    }

    /// Sends a form as a browser does.
    pub(crate) async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let token = self.token().await;
        let mut all = vec![("token", token.as_str())];
        all.extend_from_slice(fields);
        self.post(path, &all).send().await.unwrap()
    }

    /// A form with exactly these fields.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        self.client
            .post(self.url(path))
            .header(ORIGIN, format!("http://{}", self.address))
            .header(COOKIE, format!("tsunagu-language={}", self.language))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(pairs.join("&"))
    }
}

fn percent(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Where an answer leads to.
pub(crate) fn location(response: &Response) -> &str {
    response.headers()["location"].to_str().unwrap()
}

/// The text between two marks; the first such place.
pub(crate) fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before:?} in the page"));
    rest.split_once(after).unwrap().0
}

/// The links of a page that begin with `prefix`, each once, in order.
pub(crate) fn links(html: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in html.split("href=\"").skip(1) {
        let href = part.split_once('"').unwrap().0;
        if href.starts_with(prefix) && !found.iter().any(|known| known == href) {
            found.push(href.to_owned());
        }
    }
    found
}

/// The words of the main part of a page, without the link to the guide that every page has; `help.rs` looks at it.
pub(crate) fn main_part(html: &str) -> String {
    let main = between(html, "<main", "</main>").split_once('>').unwrap().1;
    let without_guide = main
        .split_once("<p class=\"page-guide")
        .and_then(|(_, rest)| rest.split_once("</p>"));
    visible(without_guide.map_or(main, |(_, rest)| rest))
}

/// The words of a page as somebody reads them, line by line: what is hidden from
/// eyes but read aloud is included, what is hidden from both is not.
pub(crate) fn visible(html: &str) -> String {
    let body = html.split_once("<body>").map_or(html, |(_, body)| body);
    // The search is closed until somebody opens it, and offers years of months.
    let closed = body.split_once("<form class=\"filters\"");
    let without_search = closed.and_then(|(before, search)| {
        let (_, after) = search.split_once("</form>")?;
        Some(format!("{before}{after}"))
    });
    let body = without_search.as_deref().unwrap_or(body);
    let mut lines = String::new();
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        lines.push_str(&rest[..at]);
        let (tag, after) = rest[at + 1..].split_once('>').unwrap();
        let name = tag
            .trim_start_matches('/')
            .split([' ', '\n'])
            .next()
            .unwrap();
        if matches!(
            name,
            "p" | "li"
                | "tr"
                | "h1"
                | "h2"
                | "h3"
                | "div"
                | "dt"
                | "dd"
                | "section"
                | "td"
                | "th"
                | "summary"
                | "button"
                | "option"
                | "label"
                | "textarea"
                | "a"
                | "br"
                | "time"
        ) {
            lines.push('\n');
        }
        rest = after;
        if tag.split_whitespace().any(|part| part == "hidden") && !tag.starts_with("input") {
            // Elements that a script shows later have no elements of the same name inside.
            rest = rest.split_once(&format!("</{name}>")).unwrap().1;
        }
    }
    lines.push_str(rest);
    let text = lines
        .replace("&#38;", "&")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'");
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    text.lines()
        .map(words)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
