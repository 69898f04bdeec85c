//! The settings file `config.toml` in the office's folder.
//!
//! Every setting, its default and its limits are here and nowhere else. The file is
//! read once, when the office is opened, and all its errors are reported at once.
//! Keys and certificates are not settings: see `keys.rs`.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use toml::{Table, Value};

use crate::error_code::Language;

mod mail;
mod network;

pub use mail::{
    MAIL_MINUTES_DEFAULT, MAIL_MINUTES_LIMITS, MAIL_RECEIVERS_MAX, MailSecurity, MailSettings,
};
pub use network::{NETWORK_PORT_DEFAULT, NetworkSettings};

/// The name of the settings file.
pub const SETTINGS_FILE: &str = "config.toml";

/// The version of the form of the file that this program writes.
pub const SETTINGS_VERSION: i64 = 1;

/// Seconds between two polls when no events come: 60 by default. Events make it
/// quicker; the poll is for the case that they do not come.
pub const POLL_SECONDS_DEFAULT: u32 = 60;

/// More often than every 5 seconds would only load the hub; more seldom than every
/// hour would let a day's data wait too long.
pub const POLL_SECONDS_LIMITS: (u32, u32) = (5, 3600);

/// Seconds during which a person may still stop what was sent from the pages: 30 by
/// default, long enough to notice a wrong addressee.
pub const UNDO_SECONDS_DEFAULT: u32 = 30;

/// More than a minute would be waiting, not noticing; 0 sends at once.
pub const UNDO_SECONDS_LIMITS: (u32, u32) = (0, 60);

/// Minutes after which a person who did nothing is logged out: 30 by default.
pub const SESSION_IDLE_MINUTES_DEFAULT: u32 = 30;

/// Less than 5 minutes would log people out while they read; more than 8 hours would
/// leave a whole day open.
pub const SESSION_IDLE_MINUTES_LIMITS: (u32, u32) = (5, 480);

/// Hours after which everybody logs in again: 12 by default, longer than a working day.
pub const SESSION_HOURS_DEFAULT: u32 = 12;

/// From one hour to one day.
pub const SESSION_HOURS_LIMITS: (u32, u32) = (1, 24);

/// The settings of one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The hub's address, `https://host:port`, without a slash at the end. No default.
    pub hub_url: String,
    /// The language of pages and messages. Default: Japanese.
    pub language: Language,
    /// The port of the pages on 127.0.0.1; 0 lets the system choose. Default: 0.
    pub listen_port: u16,
    /// Seconds between two polls of the hub; 5 to 3600. Default: 60.
    pub poll_seconds: u32,
    /// Seconds before what was sent from the pages leaves; 0 to 60. Commands and folders
    /// send at once. Default: 30.
    pub undo_seconds: u32,
    /// Minutes without use after which a person is logged out; 5 to 480. Default: 30.
    pub session_idle_minutes: u32,
    /// Hours after which a person logs in again in any case; 1 to 24. Default: 12.
    pub session_hours: u32,
    /// The pages on the office's network.
    pub network: NetworkSettings,
    /// Mail that tells of arrivals.
    pub mail: MailSettings,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is missing or cannot be read.
    #[error("the settings file cannot be read")]
    Unreadable(#[source] io::Error),
    /// The file is not TOML.
    #[error("the settings file is not TOML: {0}")]
    NotToml(String),
    /// Some settings are wrong; each has a line.
    #[error("{}", problems.join("\n"))]
    Wrong {
        /// One line per wrong setting: its name, what was found, what was expected.
        problems: Vec<String>,
    },
}

impl Settings {
    /// Settings with all defaults.
    pub fn new(hub_url: String) -> Settings {
        Settings {
            hub_url,
            language: Language::Japanese,
            listen_port: 0,
            poll_seconds: POLL_SECONDS_DEFAULT,
            undo_seconds: UNDO_SECONDS_DEFAULT,
            session_idle_minutes: SESSION_IDLE_MINUTES_DEFAULT,
            session_hours: SESSION_HOURS_DEFAULT,
            network: NetworkSettings::default(),
            mail: MailSettings::default(),
        }
    }

    /// Reads `config.toml` in `dir`.
    ///
    /// # Errors
    ///
    /// [`SettingsError`]; all wrong settings are named together.
    pub fn read(dir: &Path) -> Result<Settings, SettingsError> {
        let text =
            fs::read_to_string(dir.join(SETTINGS_FILE)).map_err(SettingsError::Unreadable)?;
        Settings::from_toml(&text)
    }

    /// Reads the text of a settings file.
    ///
    /// # Errors
    ///
    /// [`SettingsError`]; all wrong settings are named together.
    pub fn from_toml(text: &str) -> Result<Settings, SettingsError> {
        let table: Table = text
            .parse()
            .map_err(|err: toml::de::Error| SettingsError::NotToml(err.message().to_owned()))?;
        let mut problems = Vec::new();
        let mut settings = Settings::new(String::new());
        let mut version = None;
        for (name, value) in &table {
            let expected = match (name.as_str(), value) {
                ("version", Value::Integer(found)) => {
                    version = Some(*found);
                    (*found != SETTINGS_VERSION).then_some("1")
                }
                ("hub_url", Value::String(url)) => match check_hub_url(url) {
                    Some(url) => {
                        settings.hub_url = url;
                        None
                    }
                    None => Some("an address such as https://hub.example:8443"),
                },
                ("language", Value::String(tag)) => match Language::from_tag(tag) {
                    Some(language) => {
                        settings.language = language;
                        None
                    }
                    None => Some("\"ja\" or \"en\""),
                },
                ("listen_port", Value::Integer(port)) => match u16::try_from(*port) {
                    Ok(port) => {
                        settings.listen_port = port;
                        None
                    }
                    Err(_) => Some("a number from 0 to 65535"),
                },
                ("network", Value::Table(table)) => {
                    settings.network.take(table, &mut problems);
                    None
                }
                ("mail", Value::Table(table)) => {
                    settings.mail.take(table, &mut problems);
                    None
                }
                (name, Value::Integer(found)) if is_number(name) => {
                    settings.take_number(name, *found)
                }
                (name, _) if is_number(name) => Some("a number"),
                ("version" | "listen_port", _) => Some("a number"),
                ("hub_url" | "language", _) => Some("a text in quotes"),
                ("network" | "mail", _) => Some("a part of its own, such as network.on"),
                _ => Some("no such setting"),
            };
            if let Some(expected) = expected {
                problems.push(format!("{name}: found {value}, expected {expected}"));
            }
        }
        if version.is_none() {
            problems.push("version: missing, expected 1".to_owned());
        }
        if !table.contains_key("hub_url") {
            problems.push("hub_url: missing".to_owned());
        }
        match problems.is_empty() {
            true => Ok(settings),
            false => Err(SettingsError::Wrong { problems }),
        }
    }

    /// The text of the settings file, with a comment per setting.
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        let _ = writeln!(text, "# Settings of this office (docs/guide). 設定。");
        let _ = writeln!(text, "version = {SETTINGS_VERSION}");
        let _ = writeln!(text, "hub_url = {}", Value::String(self.hub_url.clone()));
        let _ = writeln!(text, "# \"ja\" or \"en\"");
        let _ = writeln!(text, "language = \"{}\"", self.language.tag());
        let _ = writeln!(
            text,
            "# port of the pages on 127.0.0.1; 0: the system chooses"
        );
        let _ = writeln!(text, "listen_port = {}", self.listen_port);
        let _ = writeln!(text, "# seconds between two polls of the hub, 5 to 3600");
        let _ = writeln!(text, "poll_seconds = {}", self.poll_seconds);
        let _ = writeln!(
            text,
            "# seconds during which what was sent from the pages can be stopped, 0 to 60"
        );
        let _ = writeln!(text, "undo_seconds = {}", self.undo_seconds);
        let idle = self.session_idle_minutes;
        let _ = writeln!(
            text,
            "# minutes without use after which a person is logged out, 5 to 480"
        );
        let _ = writeln!(text, "session_idle_minutes = {idle}");
        let _ = writeln!(text, "# hours after which everybody logs in again, 1 to 24");
        let _ = writeln!(text, "session_hours = {}", self.session_hours);
        // As `network.on` and not below a heading `[network]`: whoever adds a line at the end of
        // the file means a setting of the office.
        self.network.write(&mut text);
        self.mail.write(&mut text);
        text
    }
}

/// Whether a setting is a number with limits.
fn is_number(name: &str) -> bool {
    matches!(
        name,
        "poll_seconds" | "undo_seconds" | "session_idle_minutes" | "session_hours"
    )
}

impl Settings {
    /// Takes a number over; what was expected, if it is beyond its limits.
    fn take_number(&mut self, name: &str, found: i64) -> Option<&'static str> {
        let (setting, limits, expected) = match name {
            "poll_seconds" => (
                &mut self.poll_seconds,
                POLL_SECONDS_LIMITS,
                "a number from 5 to 3600",
            ),
            "undo_seconds" => (
                &mut self.undo_seconds,
                UNDO_SECONDS_LIMITS,
                "a number from 0 to 60",
            ),
            "session_idle_minutes" => (
                &mut self.session_idle_minutes,
                SESSION_IDLE_MINUTES_LIMITS,
                "a number from 5 to 480",
            ),
            _ => (
                &mut self.session_hours,
                SESSION_HOURS_LIMITS,
                "a number from 1 to 24",
            ),
        };
        (!take(setting, found, limits)).then_some(expected)
    }
}

/// Takes a number over if it is within its limits; whether it was.
fn take(setting: &mut u32, found: i64, limits: (u32, u32)) -> bool {
    match u32::try_from(found) {
        Ok(found) if (limits.0..=limits.1).contains(&found) => {
            *setting = found;
            true
        }
        _ => false,
    }
}

/// The address without a slash at its end; `None` when it is not `https://host…`
/// without user name, query and fragment.
pub(crate) fn check_hub_url(text: &str) -> Option<String> {
    let url: reqwest::Url = text.trim().parse().ok()?;
    let plain = url.scheme() == "https"
        && url.host_str().is_some()
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    plain.then(|| url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[test]
    fn settings_are_read_back_as_written() {
        let mut settings = Settings::new("https://localhost:8443".to_owned());
        assert_eq!(Settings::from_toml(&settings.to_toml()).unwrap(), settings);
        settings.language = Language::English;
        settings.listen_port = 65535;
        settings.poll_seconds = 5;
        settings.undo_seconds = 60;
        settings.session_idle_minutes = 480;
        settings.session_hours = 1;
        settings.network = NetworkSettings {
            on: true,
            port: 443,
            names: vec!["aoba-pc".to_owned(), "192.168.1.20".to_owned()],
        };
        settings.mail = MailSettings {
            on: true,
            server: "mail.example".to_owned(),
            port: 587,
            security: MailSecurity::StartTls,
            user: "aoba \"x\"".to_owned(),
            from: "aoba@example.jp".to_owned(),
            to: vec!["sato@example.jp".to_owned(), "tanaka@example.jp".to_owned()],
            minutes: 1440,
            names: true,
        };
        assert_eq!(Settings::from_toml(&settings.to_toml()).unwrap(), settings);
    }

    #[test]
    fn a_line_at_the_end_of_the_file_is_a_setting_of_the_office() {
        let settings = Settings::new("https://localhost:8443".to_owned());
        let text = settings.to_toml().replace("undo_seconds = 30\n", "") + "undo_seconds = 1\n";
        assert_eq!(Settings::from_toml(&text).unwrap().undo_seconds, 1);
        // A heading is read as well.
        let text = settings.to_toml();
        let lines = text.lines().filter(|line| !line.starts_with("network."));
        let parts = lines.collect::<Vec<_>>().join("\n") + "\n[network]\non = true\n";
        assert!(Settings::from_toml(&parts).unwrap().network.on);
    }

    #[test]
    fn all_wrong_settings_are_named_together() {
        #[track_caller]
        fn check(text: &str, expected: Expect) {
            expected.assert_eq(&Settings::from_toml(text).unwrap_err().to_string());
        }
        check(
            "",
            expect![[r#"
                version: missing, expected 1
                hub_url: missing"#]],
        );
        check(
            "version = 2\nhub_url = \"http://hub\"\nlanguage = \"fr\"\nlisten_port = 65536\npoll_seconds = 4\nundo_seconds = 61\nsession_idle_minutes = 4\nsession_hours = 25\ncolour = 1",
            expect![[r#"
                colour: found 1, expected no such setting
                hub_url: found "http://hub", expected an address such as https://hub.example:8443
                language: found "fr", expected "ja" or "en"
                listen_port: found 65536, expected a number from 0 to 65535
                poll_seconds: found 4, expected a number from 5 to 3600
                session_hours: found 25, expected a number from 1 to 24
                session_idle_minutes: found 4, expected a number from 5 to 480
                undo_seconds: found 61, expected a number from 0 to 60
                version: found 2, expected 1"#]],
        );
        check(
            "version = \"1\"\nhub_url = 5\nnetwork = 5",
            expect![[r#"
                hub_url: found 5, expected a text in quotes
                network: found 5, expected a part of its own, such as network.on
                version: found "1", expected a number
                version: missing, expected 1"#]],
        );
    }

    #[test]
    fn an_address_of_a_hub_is_https_and_plain() {
        for (text, expected) in [
            ("https://localhost:1", Some("https://localhost:1")),
            (
                " https://Hub.example/api/ ",
                Some("https://hub.example/api"),
            ),
            ("http://localhost:1", None),
            ("https://a:b@hub", None),
            ("https://hub?x=1", None),
            ("hub:8443", None),
        ] {
            assert_eq!(check_hub_url(text).as_deref(), expected, "{text}");
        }
    }
}
