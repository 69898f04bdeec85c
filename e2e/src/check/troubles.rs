//! What the browser itself says about a page: errors on its console, and requests to other hosts.
//!
//! Both are read from the logs that chromedriver keeps, so that nothing is missed between two commands. Easily got wrong:
//! reading a log empties it; what was read stays in the browser's list until a test takes it.

use crate::browser::Browser;
use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::{Value, json};

impl Browser {
    /// Says that errors on the console which contain `part` are what this test is about, such as a program that was stopped.
    pub fn expect_trouble(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
    }

    /// Says that the pages of this test lead to other ports of the same machine.
    pub fn expect_other_ports(&self) {
        self.other_ports.set(true);
    }

    /// Returns and forgets what the browser complained about since the last call.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub fn take_troubles(&self) -> Result<Vec<String>> {
        let mut troubles = self.troubles.take();
        for entry in self.read_log("browser")? {
            let message = entry["message"].as_str().unwrap_or_default();
            let expected = self.expected.borrow();
            let is_expected = expected.iter().any(|part| message.contains(part.as_str()));
            if entry["level"] == "SEVERE" && !is_expected {
                troubles.push(format!("an error on the console: {message}"));
            }
        }
        for entry in self.read_log("performance")? {
            let message = entry["message"].as_str().unwrap_or_default();
            let event: Value = serde_json::from_str(message).context("an event of the browser")?;
            if let Some(url) = asked_address(&event["message"])
                && !self.is_own(url)
            {
                troubles.push(format!("a request to another host: {url}"));
            }
        }
        Ok(troubles)
    }

    fn is_own(&self, url: &str) -> bool {
        let home = self.home();
        let machine = match self.other_ports.get() {
            true => home.rsplit_once(':').map_or(home, |(machine, _)| machine),
            false => home,
        };
        let rest = url.strip_prefix(machine);
        let rest = match self.other_ports.get() {
            true => rest
                .and_then(|rest| rest.strip_prefix(':'))
                .map(without_port),
            false => rest,
        };
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }

    fn read_log(&self, kind: &str) -> Result<Vec<Value>> {
        let entries = self.command(Method::POST, "/se/log", Some(&json!({ "type": kind })))?;
        Ok(entries.as_array().cloned().unwrap_or_default())
    }
}

fn without_port(rest: &str) -> &str {
    rest.trim_start_matches(|letter: char| letter.is_ascii_digit())
}

/// The address that an event says the page asks, if it goes over a network.
fn asked_address(event: &Value) -> Option<&str> {
    let url = match event["method"].as_str()? {
        "Network.requestWillBeSent" => event["params"]["request"]["url"].as_str()?,
        "Network.webSocketCreated" => event["params"]["url"].as_str()?,
        _ => return None,
    };
    ["http:", "https:", "ws:", "wss:", "ftp:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
        .then_some(url)
}

#[cfg(test)]
mod tests {
    use super::asked_address;
    use serde_json::json;

    #[test]
    fn only_requests_over_a_network_count() {
        let sent = |url: &str| json!({"method": "Network.requestWillBeSent", "params": {"request": {"url": url}}});
        let far = sent("https://fonts.example.org/a.css");
        assert_eq!(asked_address(&far), Some("https://fonts.example.org/a.css"));
        assert_eq!(asked_address(&sent("data:image/png;base64,AA")), None);
        let socket =
            json!({"method": "Network.webSocketCreated", "params": {"url": "wss://example.org/"}});
        assert_eq!(asked_address(&socket), Some("wss://example.org/"));
        assert_eq!(
            asked_address(&json!({"method": "Page.loadEventFired"})),
            None
        );
    }
}
