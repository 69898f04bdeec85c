//! 練習 over real HTTP: its five steps on the ordinary pages, and that it stays apart from the real office.

use std::net::TcpListener as Listener;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use protocol::UtcSeconds;
use reqwest::StatusCode;
use reqwest::header::{COOKIE, ORIGIN};
use serde_json::Value;
use tsunagu_office::Office;
use tsunagu_office::config::{SETTINGS_FILE, Settings};
use tsunagu_office::inbox::{InboxFilter, count_inbox};
use tsunagu_office::outbox::{OutboxFilter, count_outbox};

use crate::filled;
use crate::site::{NOW, Site, between, location, visible};

/// Above what a step of the practice needs, on a busy machine.
const LOOKS_MAX: u32 = 600;

/// A real office whose hub is a port that counts, and its pages.
struct Stage {
    _dir: tempfile::TempDir,
    office: Office,
    hub: Listener,
    site: Site,
    time: Arc<AtomicI64>,
}

impl Stage {
    async fn new() -> Stage {
        let dir = filled::folder();
        let mut world = crate::world::World::new(dir.path(), NOW);
        let index = world.enrol("1370200015", "あおば居宅介護支援事業所", &["43"], NOW);
        let hub = Listener::bind(("127.0.0.1", 0)).unwrap();
        hub.set_nonblocking(true).unwrap();
        let settings = Settings::new(format!("https://{}", hub.local_addr().unwrap()));
        let folder = world.office(index).dir().to_owned();
        std::fs::write(folder.join(SETTINGS_FILE), settings.to_toml()).unwrap();
        let office = Office::open(&folder).unwrap();
        let time = Arc::new(AtomicI64::new(NOW.0));
        let clock = time.clone();
        let site = Site::start_with_clock(vec![office.clone()], move || {
            UtcSeconds(clock.load(Ordering::Relaxed))
        })
        .await;
        Stage {
            _dir: dir,
            office,
            hub,
            site,
            time,
        }
    }

    async fn page(&self, path: &str, cookie: &str) -> (StatusCode, String) {
        let request = self.site.client.get(self.site.url(path));
        let response = request.header(COOKIE, cookie).send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }

    async fn token(&self, cookie: &str) -> String {
        let (_, html) = self.page("/practice", cookie).await;
        between(&html, "name=\"token\" value=\"", "\"").to_owned()
    }

    /// Sends a form as the browser with `cookie` does.
    async fn form(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> reqwest::Response {
        let token = self.token(cookie).await;
        self.form_with(path, cookie, &token, fields).await
    }

    async fn form_with(
        &self,
        path: &str,
        cookie: &str,
        token: &str,
        fields: &[(&str, &str)],
    ) -> reqwest::Response {
        let mut all = vec![("token", token)];
        all.extend_from_slice(fields);
        self.site
            .post(path, &all)
            .header(COOKIE, cookie)
            .header(ORIGIN, format!("http://{}", self.site.address))
            .send()
            .await
            .unwrap()
    }

    async fn begin(&self, cookie: &str) -> String {
        let begun = self.form("/practice/begin", cookie, &[]).await;
        assert_eq!(begun.status(), StatusCode::SEE_OTHER);
        assert_eq!(location(&begun), "/practice");
        let cookie = begun.headers()["set-cookie"].to_str().unwrap();
        assert!(
            cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
            "{cookie}"
        );
        cookie.split_once(';').unwrap().0.to_owned()
    }

    async fn done(&self, cookie: &str) -> u64 {
        let (_, json) = self.page("/practice/state", cookie).await;
        let state: Value = serde_json::from_str(&json).unwrap();
        state["done"].as_u64().unwrap()
    }

    /// Lets time pass until so many steps are done.
    async fn wait_until_done(&self, steps: u64, cookie: &str) {
        for _ in 0..LOOKS_MAX {
            if self.done(cookie).await >= steps {
                return;
            }
            self.time.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("step {steps} was never done");
    }
}

/// The ids of the drafts that a page before sending would send.
fn drafts_in(html: &str) -> Vec<&str> {
    html.split("name=\"id\" value=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .collect()
}

#[tokio::test]
async fn a_practice_goes_from_the_files_to_the_actuals_and_reaches_nobody() {
    let stage = Stage::new().await;
    let cookie = stage.begin("").await;

    let put_in = stage
        .form("/practice/files", &cookie, &[("files", "first")])
        .await;
    let (_, html) = stage.page(location(&put_in), &cookie).await;
    let words = visible(&html);
    assert!(words.contains("T06-C15"), "{words}");
    assert_eq!(stage.done(&cookie).await, 1);

    let corrected = [("files", "corrected")];
    let put_in = stage.form("/practice/files", &cookie, &corrected).await;
    let pile = location(&put_in).to_owned();
    let (_, html) = stage.page(&pile, &cookie).await;
    assert!(!visible(&html).contains("T06-C15"), "{}", visible(&html));
    assert_eq!(stage.done(&cookie).await, 2);

    let version = between(&html, "name=\"version\" value=\"", "\"").to_owned();
    let saved = reqwest::multipart::Form::new()
        .text("token", stage.token(&cookie).await)
        .text("version", version)
        .text("do", "draft");
    let request = stage.site.client.post(stage.site.url(&pile));
    let origin = format!("http://{}", stage.site.address);
    let request = request.header(COOKIE, &cookie).header(ORIGIN, origin);
    let answer = request.multipart(saved).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let (_, html) = stage.page("/drafts", &cookie).await;
    let ids = drafts_in(&html);
    assert_eq!(ids.len(), 2, "{}", visible(&html));
    let chosen: Vec<(&str, &str)> = ids.iter().map(|id| ("id", *id)).collect();
    stage.form("/send", &cookie, &chosen).await;
    stage.wait_until_done(4, &cookie).await;
    let (_, html) = stage.page("/inbox", &cookie).await;
    // The list has other forms before the one that opens.
    let before = html.split_once("/open\"").unwrap().0;
    let id = before.rsplit_once("action=\"/inbox/").unwrap().1.to_owned();
    stage.form(&format!("/inbox/{id}/open"), &cookie, &[]).await;
    assert_eq!(stage.done(&cookie).await, 5);
    let (_, html) = stage.page("/practice", &cookie).await;
    assert!(visible(&html).contains("5つの手順がすべて終わりました"));
    let (status, _) = stage.page(&format!("/inbox/{id}/forms"), &cookie).await;
    assert_eq!(status, StatusCode::OK);

    // Neither the hub nor the real office knows anything of it.
    assert!(stage.hub.accept().is_err(), "something asked the hub");
    let (sent, received) = stage.office.store(|store| {
        (
            count_outbox(store, &OutboxFilter::default()).unwrap(),
            count_inbox(store, &InboxFilter::default()).unwrap(),
        )
    });
    assert_eq!((sent, received), (0, 0));
}

#[tokio::test]
async fn every_page_of_a_practice_says_so_and_no_other_page_does() {
    let stage = Stage::new().await;
    let cookie = stage.begin("").await;
    for path in [
        "/",
        "/new",
        "/confirm",
        "/drafts",
        "/sent",
        "/inbox",
        "/board",
        "/settings",
        "/settings/offices",
        "/practice",
        "/nowhere",
    ] {
        let (_, html) = stage.page(path, &cookie).await;
        assert!(html.contains("class=\"practice\""), "{path}");
        assert!(html.contains("<title>【練習】"), "{path}");
        assert!(
            visible(&html).contains("ここで送っても、どこにも届きません。"),
            "{path}"
        );
        let (_, html) = stage.page(path, "").await;
        assert!(!html.contains("class=\"practice\""), "{path}");
        assert!(!html.contains("【練習】"), "{path}");
    }
}

#[tokio::test]
async fn a_form_of_one_world_changes_nothing_in_the_other() {
    let stage = Stage::new().await;
    let cookie = stage.begin("").await;
    let (practised, real) = (stage.token(&cookie).await, stage.token("").await);
    assert_ne!(practised, real);
    let fields = [("language", "en"), ("back", "/")];
    for (cookie, token) in [(cookie.as_str(), &real), ("", &practised)] {
        let refused = stage.form_with("/language", cookie, token, &fields).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    }
    // Two practices are two worlds as well.
    let other = stage.begin("").await;
    let refused = stage
        .form_with("/language", &other, &practised, &fields)
        .await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_practice_can_be_begun_again_and_left_at_any_time() {
    let stage = Stage::new().await;
    let first = stage.begin("").await;
    stage
        .form("/practice/files", &first, &[("files", "first")])
        .await;
    assert_eq!(stage.done(&first).await, 1);
    let second = stage.begin(&first).await;
    assert_ne!(first, second);
    assert_eq!(stage.done(&second).await, 0);

    let left = stage.form("/practice/leave", &second, &[]).await;
    assert_eq!(location(&left), "/practice?left=1");
    let set = left.headers()["set-cookie"].to_str().unwrap();
    assert!(set.contains("=1370200015;"), "{set}");
    // A key whose practice has ended leads to the real office, without its line.
    for gone in [&first, &second] {
        let (_, html) = stage.page("/practice", gone).await;
        assert!(!html.contains("class=\"practice\""));
        assert!(visible(&html).contains("あおば居宅介護支援事業所"));
        let (status, _) = stage.page("/practice/state", gone).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    let refused = stage
        .form("/practice/files", "", &[("files", "first")])
        .await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
}
