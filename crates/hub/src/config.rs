//! Settings of the hub, read from `hub.toml` in its data folder.
//!
//! Every setting has a default, a unit in its name, and limits that are checked when the file is read. Limits of the
//! protocol (sizes of bundles, lengths of names) are not settings: they are the same for every hub. Easily got wrong: an
//! unknown key is an error, so that a mistyped setting is noticed.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::licences::LicenceTerms;

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The hub's name, as offices see it.
    pub name: String,
    /// Host names and addresses of the server certificate; used when it is made.
    pub hosts: Vec<String>,
    /// Where to listen. Port 0 takes a free one and writes it to the file `address`. Default `127.0.0.1:8443`.
    #[serde(default = "default_listen")]
    pub listen: String,
    /// Connections at the same time; more wait in the system's queue. Default 2,000, from 1 to 100,000.
    #[serde(default = "default_connections_max")]
    pub connections_max: u32,
    /// Days after opening or withdrawal until the sealed contents are erased. Default 93 (three months, so that the
    /// months of one claim can be looked up), from 1 to 3,660.
    #[serde(default = "default_retention_days")]
    pub retention_days_after_opened: u32,
    /// Days for which an enrolment code can be used. Default 14, from 1 to 90.
    #[serde(default = "default_enrolment_days")]
    pub enrolment_valid_days: u32,
    /// Wrong enrolment codes that one address may try in a minute. Default 10, from 1 to 1,000.
    #[serde(default = "default_enrolment_attempts")]
    pub enrolment_attempts_per_minute: u32,
    /// Months of a licence; without one an office cannot send. Default 0: no licence is asked for; at most 120.
    #[serde(default)]
    pub licence_months: u32,
    /// What a licence costs for these months, in yen with tax. Default 0, at most 10,000,000.
    #[serde(default)]
    pub licence_fee_yen: u32,
}

fn default_listen() -> String {
    "127.0.0.1:8443".into()
}

fn default_connections_max() -> u32 {
    2_000
}

fn default_retention_days() -> u32 {
    93
}

fn default_enrolment_days() -> u32 {
    14
}

fn default_enrolment_attempts() -> u32 {
    10
}

impl Settings {
    /// The settings of a new hub: defaults, with its name and hosts.
    pub fn new(name: String, hosts: Vec<String>) -> Settings {
        Settings {
            name,
            hosts,
            listen: default_listen(),
            connections_max: default_connections_max(),
            retention_days_after_opened: default_retention_days(),
            enrolment_valid_days: default_enrolment_days(),
            enrolment_attempts_per_minute: default_enrolment_attempts(),
            licence_months: 0,
            licence_fee_yen: 0,
        }
    }

    /// Reads the text of `hub.toml`.
    ///
    /// # Errors
    ///
    /// [`SettingsError`], which names the setting.
    pub fn from_toml(text: &str) -> Result<Settings, SettingsError> {
        let settings: Settings = toml::from_str(text).map_err(Box::new)?;
        settings.check()?;
        Ok(settings)
    }

    /// The text of `hub.toml`.
    ///
    /// # Errors
    ///
    /// [`SettingsError::Range`] if a setting is outside of its limits.
    pub fn to_toml(&self) -> Result<String, SettingsError> {
        self.check()?;
        Ok(toml::to_string(self).expect("plain text and numbers are always TOML"))
    }

    fn check(&self) -> Result<(), SettingsError> {
        if self.name.trim().is_empty() || self.name.chars().count() > 64 {
            return Err(SettingsError::Name);
        }
        if self.hosts.is_empty() {
            return Err(SettingsError::Hosts);
        }
        in_range("connections_max", self.connections_max, 1..=100_000)?;
        in_range(
            "retention_days_after_opened",
            self.retention_days_after_opened,
            1..=3_660,
        )?;
        in_range("enrolment_valid_days", self.enrolment_valid_days, 1..=90)?;
        in_range(
            "enrolment_attempts_per_minute",
            self.enrolment_attempts_per_minute,
            1..=1_000,
        )?;
        in_range("licence_months", self.licence_months, 0..=120)?;
        in_range("licence_fee_yen", self.licence_fee_yen, 0..=10_000_000)
    }

    /// For how long and for what fee licences are granted.
    pub fn licence_terms(&self) -> LicenceTerms {
        LicenceTerms {
            months: self.licence_months,
            fee_yen: self.licence_fee_yen,
        }
    }
}

fn in_range(
    setting: &'static str,
    found: u32,
    allowed: RangeInclusive<u32>,
) -> Result<(), SettingsError> {
    if allowed.contains(&found) {
        return Ok(());
    }
    Err(SettingsError::Range {
        setting,
        found,
        min: *allowed.start(),
        max: *allowed.end(),
    })
}

/// Why settings are refused.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Not TOML, a missing or unknown key, or a value of another kind.
    #[error(transparent)]
    Unreadable(#[from] Box<toml::de::Error>),
    /// It stands in certificates, which allow 64 characters.
    #[error("name: the name of a hub has 1 to 64 characters")]
    Name,
    /// A server certificate without a name fits no address.
    #[error("hosts: at least one host name or address is needed")]
    Hosts,
    /// A number outside of its limits.
    #[error("{setting}: found {found}, expected {min} to {max}")]
    Range {
        /// The key.
        setting: &'static str,
        /// Its value.
        found: u32,
        /// The smallest allowed value.
        min: u32,
        /// The largest allowed value.
        max: u32,
    },
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: Expect) {
        let result = Settings::from_toml(text).map_err(|err| err.to_string());
        expected.assert_eq(&match result {
            Ok(settings) => settings.to_toml().unwrap(),
            Err(message) => message,
        });
    }

    #[test]
    fn what_is_not_said_has_its_default() {
        check(
            "name = 'Hub'\nhosts = ['hub.example']",
            expect![[r#"
                name = "Hub"
                hosts = ["hub.example"]
                listen = "127.0.0.1:8443"
                connections_max = 2000
                retention_days_after_opened = 93
                enrolment_valid_days = 14
                enrolment_attempts_per_minute = 10
                licence_months = 0
                licence_fee_yen = 0
            "#]],
        );
    }

    #[test]
    fn limits_are_checked_and_named() {
        check(
            "name = 'Hub'\nhosts = ['h']\nconnections_max = 0",
            expect!["connections_max: found 0, expected 1 to 100000"],
        );
        check(
            "name = 'Hub'\nhosts = ['h']\nretention_days_after_opened = 3661",
            expect!["retention_days_after_opened: found 3661, expected 1 to 3660"],
        );
        check(
            "name = 'Hub'\nhosts = ['h']\nenrolment_valid_days = 91",
            expect!["enrolment_valid_days: found 91, expected 1 to 90"],
        );
        check(
            "name = 'Hub'\nhosts = ['h']\nenrolment_attempts_per_minute = 0",
            expect!["enrolment_attempts_per_minute: found 0, expected 1 to 1000"],
        );
        check(
            "name = 'Hub'\nhosts = ['h']\nlicence_months = 121",
            expect!["licence_months: found 121, expected 0 to 120"],
        );
        check(
            "name = ' '\nhosts = ['h']",
            expect!["name: the name of a hub has 1 to 64 characters"],
        );
        check(
            "name = 'Hub'\nhosts = []",
            expect!["hosts: at least one host name or address is needed"],
        );
    }

    #[test]
    fn a_mistyped_setting_is_noticed() {
        let err =
            Settings::from_toml("name = 'Hub'\nhosts = ['h']\nretention_days = 3").unwrap_err();
        assert!(
            err.to_string().contains("unknown field `retention_days`"),
            "{err}"
        );
    }
}
