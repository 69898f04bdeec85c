//! The running chromedriver of one test, and one command to it over HTTP (W3C WebDriver).
//!
//! Written by hand and not by a library: `docs/internals/decisions/browser-tests-speak-webdriver.md` says why. Easily got
//! wrong: chromedriver chooses its own port and says it on its first lines; a fixed port would let two tests meet.

use crate::places::system_program;
use anyhow::{Context, Result, bail};
use reqwest::Method;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A command of the browser that takes longer has failed: the slowest, a print of many forms, takes below five seconds.
const COMMAND_SECONDS_MAX: u64 = 60;

/// A chromedriver that ends with this value, and its browsers with it.
pub(crate) struct Driver {
    child: Child,
    url: String,
    http: reqwest::Client,
    runtime: tokio::runtime::Runtime,
}

impl Driver {
    /// Starts chromedriver on a free port.
    pub(crate) fn start() -> Result<Driver> {
        let mut child = Command::new(system_program("chromedriver", "chromium-driver")?)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("starting chromedriver")?;
        let lines =
            BufReader::new(child.stdout.take().context("what chromedriver prints")?).lines();
        let mut port = None;
        for line in lines {
            let line = line.context("reading what chromedriver prints")?;
            if let Some((_, rest)) = line.split_once("started successfully on port ") {
                port = Some(rest.trim_end_matches('.').to_owned());
                break;
            }
        }
        let port = port.context("chromedriver ended before it said its port")?;
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(COMMAND_SECONDS_MAX))
            .build()
            .context("a client for chromedriver")?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("a runtime for chromedriver")?;
        Ok(Driver {
            child,
            url: format!("http://127.0.0.1:{port}"),
            http,
            runtime,
        })
    }

    /// One command; returns its `value`.
    ///
    /// # Errors
    ///
    /// When chromedriver does not answer, or answers with an error, whose message is repeated.
    pub(crate) fn command(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value> {
        let mut request = self.http.request(method, format!("{}{path}", self.url));
        if let Some(body) = body {
            request = request.json(body);
        }
        let (status, mut answer): (_, Value) = self.runtime.block_on(async {
            let response = request.send().await.context("asking chromedriver")?;
            let status = response.status();
            let answer = response
                .json()
                .await
                .context("the answer of chromedriver")?;
            anyhow::Ok((status, answer))
        })?;
        let value = answer["value"].take();
        if !status.is_success() {
            let message = value["message"].as_str().unwrap_or_default();
            bail!("the browser refused {path}: {message}");
        }
        Ok(value)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The browsers were closed before, by the sessions' own end; a driver that is gone already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
