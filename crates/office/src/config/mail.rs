//! The part `mail` of the settings file: mail that tells of arrivals.
//!
//! The password is no setting; see `mail/password.rs`. What a reader would get wrong: the
//! part is checked as a whole only while mail is on, so that half of it can be kept.

use std::fmt::Write as _;

use toml::{Table, Value};

/// Minutes between two mails: 15 by default, so that a busy morning is a few mails.
pub const MAIL_MINUTES_DEFAULT: u32 = 15;

/// More often than every 5 minutes would be noise; more seldom than once a day is no news.
pub const MAIL_MINUTES_LIMITS: (u32, u32) = (5, 1440);

/// Receivers at most: the people of one office who look after arrivals.
pub const MAIL_RECEIVERS_MAX: usize = 10;

/// The port of servers that take mail from programs, with TLS from the first byte.
const MAIL_PORT_DEFAULT: u16 = 465;

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailSecurity {
    /// TLS from the first byte (port 465).
    Tls,
    /// In clear, then TLS before anything is said (port 587); never without.
    StartTls,
    /// In clear: for a server inside the office. No password goes over it.
    Plain,
}

impl MailSecurity {
    /// All of them.
    pub const ALL: [MailSecurity; 3] = [
        MailSecurity::Tls,
        MailSecurity::StartTls,
        MailSecurity::Plain,
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            MailSecurity::Tls => "tls",
            MailSecurity::StartTls => "starttls",
            MailSecurity::Plain => "none",
        }
    }

    /// Reads the word in the file.
    pub fn from_word(word: &str) -> Option<MailSecurity> {
        MailSecurity::ALL
            .into_iter()
            .find(|security| security.as_str() == word)
    }
}

/// Settings of the mail that tells of arrivals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// Whether mail is sent. Default: no.
    pub on: bool,
    /// The mail server, a name or an address.
    pub server: String,
    /// Its port; 1 to 65535. Default: 465.
    pub port: u16,
    /// How the connection is protected. Default: TLS.
    pub security: MailSecurity,
    /// The user name at the server; empty when it asks for none.
    pub user: String,
    /// The address that mail comes from.
    pub from: String,
    /// The addresses that it goes to.
    pub to: Vec<String>,
    /// Minutes between two mails; 5 to 1440. Default: 15.
    pub minutes: u32,
    /// Whether mail names the partners that sent something. Default: no.
    pub names: bool,
}

impl Default for MailSettings {
    fn default() -> MailSettings {
        MailSettings {
            on: false,
            server: String::new(),
            port: MAIL_PORT_DEFAULT,
            security: MailSecurity::Tls,
            user: String::new(),
            from: String::new(),
            to: Vec::new(),
            minutes: MAIL_MINUTES_DEFAULT,
            names: false,
        }
    }
}

impl MailSettings {
    /// Takes the part over; adds a line for each setting that is wrong.
    pub(super) fn take(&mut self, table: &Table, problems: &mut Vec<String>) {
        for (name, value) in table {
            if let Some(expected) = self.take_one(name, value) {
                problems.push(format!("mail.{name}: found {value}, expected {expected}"));
            }
        }
    }

    /// What was expected, if the setting is wrong.
    fn take_one(&mut self, name: &str, value: &Value) -> Option<&'static str> {
        match (name, value) {
            ("on", Value::Boolean(on)) => self.on = *on,
            ("names", Value::Boolean(names)) => self.names = *names,
            ("on" | "names", _) => return Some("true or false"),
            ("server", Value::String(text)) => self.server.clone_from(text),
            ("user", Value::String(text)) => self.user.clone_from(text),
            ("from", Value::String(text)) => self.from.clone_from(text),
            ("security", Value::String(word)) => match MailSecurity::from_word(word) {
                Some(security) => self.security = security,
                None => return Some("\"tls\", \"starttls\" or \"none\""),
            },
            ("server" | "user" | "from" | "security", _) => return Some("a text in quotes"),
            ("to", Value::Array(values)) if values.len() <= MAIL_RECEIVERS_MAX => {
                let texts = values.iter().map(|value| value.as_str().map(str::to_owned));
                match texts.collect() {
                    Some(to) => self.to = to,
                    None => return Some("a list of addresses in quotes"),
                }
            }
            ("to", _) => return Some("a list of up to 10 addresses"),
            ("port", value) => match value.as_integer().map(u16::try_from) {
                Some(Ok(port)) if port > 0 => self.port = port,
                _ => return Some("a number from 1 to 65535"),
            },
            ("minutes", value) => {
                let limits = MAIL_MINUTES_LIMITS.0..=MAIL_MINUTES_LIMITS.1;
                match value.as_integer().map(u32::try_from) {
                    Some(Ok(minutes)) if limits.contains(&minutes) => self.minutes = minutes,
                    _ => return Some("a number from 5 to 1440"),
                }
            }
            _ => return Some("no such setting"),
        }
        None
    }

    /// Writes the part with a comment per setting.
    pub(super) fn write(&self, text: &mut String) {
        let quoted = |text: &str| Value::String(text.to_owned());
        let to: Vec<Value> = self.to.iter().map(|address| quoted(address)).collect();
        let _ = writeln!(text, "# mail that tells of arrivals");
        let _ = writeln!(text, "mail.on = {}", self.on);
        let _ = writeln!(text, "mail.server = {}", quoted(&self.server));
        let _ = writeln!(text, "mail.port = {}", self.port);
        let _ = writeln!(text, "# \"tls\", \"starttls\" or \"none\"");
        let _ = writeln!(text, "mail.security = \"{}\"", self.security.as_str());
        let _ = writeln!(text, "mail.user = {}", quoted(&self.user));
        let _ = writeln!(text, "mail.from = {}", quoted(&self.from));
        let _ = writeln!(text, "mail.to = {}", Value::Array(to));
        let _ = writeln!(text, "# minutes between two mails, 5 to 1440");
        let _ = writeln!(text, "mail.minutes = {}", self.minutes);
        let _ = writeln!(
            text,
            "# whether mail names the partners that sent something"
        );
        let _ = writeln!(text, "mail.names = {}", self.names);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_its_part() {
        let mut problems = Vec::new();
        let text = "on = 1\nport = 70000\nsecurity = \"ssl\"\nto = \"a\"\nminutes = 4\nfrom = 5\ncolour = 1";
        MailSettings::default().take(&text.parse().unwrap(), &mut problems);
        assert_eq!(
            problems,
            [
                "mail.colour: found 1, expected no such setting",
                "mail.from: found 5, expected a text in quotes",
                "mail.minutes: found 4, expected a number from 5 to 1440",
                "mail.on: found 1, expected true or false",
                "mail.port: found 70000, expected a number from 1 to 65535",
                "mail.security: found \"ssl\", expected \"tls\", \"starttls\" or \"none\"",
                "mail.to: found \"a\", expected a list of up to 10 addresses",
            ]
        );
    }
}
