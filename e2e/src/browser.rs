//! One browser of one person: a fresh profile, a window, a folder for what is saved.
//!
//! Here: going to pages, asking the page, waiting for facts. Finding is in `find.rs`, mouse and keys in `hands.rs`.
//! Easily got wrong: commands of chromedriver wait for a page to load only after `open`; after a click
//! [`Browser::leave_page`] waits for the next page.

use crate::driver::Driver;
use crate::picture::{SCREEN_HEIGHT, SCREEN_WIDTH};
use crate::places::system_program;
use anyhow::{Context, Result, bail, ensure};
use reqwest::Method;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::rc::Rc;
use tempfile::TempDir;

/// What makes Chromium run on a machine without a screen, quietly and without asking other hosts on its own.
const SWITCHES: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ja",
];

/// A browser with a profile of its own; closed when dropped.
pub struct Browser {
    driver: Rc<Driver>,
    session: String,
    /// Where the pages of this person's office are, such as `http://127.0.0.1:40123`.
    home: String,
    saved: TempDir,
    /// What the browser said about its pages so far; see `check/troubles.rs`.
    pub(crate) troubles: RefCell<Vec<String>>,
    /// Beginnings of addresses whose troubles the test has announced.
    pub(crate) expected: RefCell<Vec<String>>,
    /// Whether the test leads to other ports of the machine of its pages.
    pub(crate) other_ports: Cell<bool>,
}

impl Browser {
    /// Opens a browser whose paths are read under `home`.
    pub(crate) fn start(driver: &Rc<Driver>, home: &str) -> Result<Browser> {
        Browser::start_with(driver, home, &[])
    }

    /// The same, with further switches of Chromium.
    pub(crate) fn start_with(
        driver: &Rc<Driver>,
        home: &str,
        switches: &[&str],
    ) -> Result<Browser> {
        let saved = tempfile::Builder::new()
            .prefix("tsunagu-saved-")
            .tempdir()
            .context("a folder for saved files")?;
        let switches = [SWITCHES, switches].concat();
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": system_program("chromium", "chromium")?,
                "args": switches,
                "prefs": {
                    "download.default_directory": saved.path(),
                    "download.prompt_for_download": false,
                },
            },
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let started = driver.command(Method::POST, "/session", Some(&capabilities))?;
        let session = started["sessionId"]
            .as_str()
            .context("a session of the browser")?;
        let browser = Browser {
            driver: Rc::clone(driver),
            session: session.to_owned(),
            home: home.to_owned(),
            saved,
            troubles: RefCell::default(),
            expected: RefCell::default(),
            other_ports: Cell::default(),
        };
        browser.resize(SCREEN_WIDTH, SCREEN_HEIGHT)?;
        Ok(browser)
    }

    /// The address before every path.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// Follows an office whose pages moved to another port.
    pub fn set_home(&mut self, home: &str) {
        home.clone_into(&mut self.home);
    }

    /// Goes to a path of the office's pages, such as `/inbox`, and waits until it is loaded.
    ///
    /// # Errors
    ///
    /// When the browser cannot load it.
    pub fn open(&self, path: &str) -> Result<()> {
        let url = format!("{}{path}", self.home);
        self.command(Method::POST, "/url", Some(&json!({ "url": url })))
            .with_context(|| format!("opening {path}"))?;
        Ok(())
    }

    /// Path and query of the page that is shown.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub fn path(&self) -> Result<String> {
        let url = self.command(Method::GET, "/url", None)?;
        let url = url.as_str().unwrap_or_default();
        Ok(url.strip_prefix(&self.home).unwrap_or(url).to_owned())
    }

    /// The text of the page as a person sees it.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub fn text(&self) -> Result<String> {
        let text = self.run("return document.body.innerText", &[])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The heading of the page.
    ///
    /// # Errors
    ///
    /// When the page has not exactly one `h1`.
    pub fn heading(&self) -> Result<String> {
        let found = self.run(
            "return [...document.querySelectorAll('h1')].map((h) => h.innerText)",
            &[],
        )?;
        match found.as_array().map(Vec::as_slice) {
            Some([one]) => Ok(one.as_str().unwrap_or_default().to_owned()),
            _ => bail!("{} has not one heading but {found}", self.path()?),
        }
    }

    /// Runs a function body in the page; `arguments` are its `arguments`.
    ///
    /// # Errors
    ///
    /// When the script throws.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        let body = json!({"script": script, "args": arguments});
        self.command(Method::POST, "/execute/sync", Some(&body))
    }

    /// One command of the Chrome DevTools Protocol.
    ///
    /// # Errors
    ///
    /// When the browser refuses it.
    pub fn cdp(&self, command: &str, parameters: &Value) -> Result<Value> {
        let body = json!({"cmd": command, "params": parameters});
        self.command(Method::POST, "/goog/cdp/execute", Some(&body))
            .with_context(|| format!("the command {command}"))
    }

    /// Waits until `look` returns something.
    ///
    /// # Errors
    ///
    /// When it fails, or finds nothing in time; then the text of the page is in the message.
    pub fn wait_for<T>(&self, what: &str, look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
        testkit::wait_for(what, look).with_context(|| {
            let path = self.path().unwrap_or_default();
            format!(
                "at {path}, which says:\n{}",
                self.text().unwrap_or_default()
            )
        })
    }

    /// Waits until the page shows `text`.
    ///
    /// # Errors
    ///
    /// When it does not in time.
    pub fn wait_for_text(&self, text: &str) -> Result<()> {
        self.wait_for(&format!("the text {text:?}"), || {
            Ok(self.text()?.contains(text).then_some(()))
        })
    }

    /// The window that is shown, to come back to by [`Browser::go_to_window`].
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub fn window(&self) -> Result<String> {
        let window = self.command(Method::GET, "/window", None)?;
        Ok(window.as_str().context("a window")?.to_owned())
    }

    /// Opens a second window of the same person and shows it; it has no page yet.
    ///
    /// # Errors
    ///
    /// When the browser refuses.
    pub fn open_window(&self) -> Result<()> {
        let opened = self.command(
            Method::POST,
            "/window/new",
            Some(&json!({"type": "window"})),
        )?;
        self.go_to_window(opened["handle"].as_str().context("a new window")?)?;
        self.resize(SCREEN_WIDTH, SCREEN_HEIGHT)
    }

    /// Shows another window of this person.
    ///
    /// # Errors
    ///
    /// When there is no such window.
    pub fn go_to_window(&self, window: &str) -> Result<()> {
        let body = json!({ "handle": window });
        self.command(Method::POST, "/window", Some(&body))?;
        Ok(())
    }

    /// Loads the page again and again until it shows `text`: for facts that come to an office by itself.
    ///
    /// # Errors
    ///
    /// When it does not in time.
    pub fn reload_until_text(&self, text: &str) -> Result<()> {
        self.wait_for(&format!("the text {text:?}"), || {
            if self.text()?.contains(text) {
                return Ok(Some(()));
            }
            self.command(Method::POST, "/refresh", Some(&json!({})))?;
            Ok(None)
        })
    }

    /// Fails unless the page shows each of `texts`.
    ///
    /// # Errors
    ///
    /// With the text of the page, when one is missing.
    pub fn shows(&self, texts: &[&str]) -> Result<()> {
        let shown = self.text()?;
        for text in texts {
            ensure!(
                shown.contains(text),
                "{} does not show {text:?}:\n{shown}",
                self.path()?
            );
        }
        Ok(())
    }

    /// Does something that leads to another page, and waits until that is loaded.
    ///
    /// # Errors
    ///
    /// When `act` fails or no page comes.
    pub fn leave_page(&self, act: impl FnOnce() -> Result<()>) -> Result<()> {
        self.run("window.isLeft = true", &[])?;
        act()?;
        self.wait_for("the next page", || {
            // While a page goes and the next comes there is a moment without any, in which no script runs.
            let script = "return window.isLeft !== true && document.readyState === 'complete'";
            let loaded = self.run(script, &[]).unwrap_or(Value::Bool(false));
            Ok((loaded == Value::Bool(true)).then_some(()))
        })
    }

    /// Changes the language of the pages by their own button; `tag` is `ja` or `en`. Stays if it is that already.
    ///
    /// # Errors
    ///
    /// When the button does not do so.
    pub fn choose_language(&self, tag: &str) -> Result<()> {
        if self.run("return document.documentElement.lang", &[])? == tag {
            return Ok(());
        }
        self.leave_page(|| {
            self.run(
                "document.querySelector('.side-language button').click()",
                &[],
            )?;
            Ok(())
        })?;
        ensure!(self.run("return document.documentElement.lang", &[])? == tag);
        Ok(())
    }

    /// Waits for a saved file whose name contains `part`.
    ///
    /// # Errors
    ///
    /// When none comes in time.
    pub fn wait_for_saved(&self, part: &str) -> Result<PathBuf> {
        self.wait_for(&format!("a saved file named like {part:?}"), || {
            for entry in std::fs::read_dir(self.saved.path())? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                // The browser gives the last name only to what is complete.
                if name.contains(part) && !name.ends_with(".crdownload") && !name.starts_with('.') {
                    return Ok(Some(entry.path()));
                }
            }
            Ok(None)
        })
    }

    /// One command of this browser to chromedriver.
    pub(crate) fn command(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value> {
        self.driver
            .command(method, &format!("/session/{}{path}", self.session), body)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A browser that is gone already cannot be closed; that is what is wanted.
        let _ = self
            .driver
            .command(Method::DELETE, &format!("/session/{}", self.session), None);
    }
}
