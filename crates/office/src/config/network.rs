//! The part `network` of the settings file: the pages on the office's network.
//!
//! What a reader would get wrong: no names means the name and the addresses of this
//! machine as they are when the pages begin, not "any name".

use std::fmt::Write as _;

use toml::{Table, Value};

use crate::network::{NAMES_MAX, NetworkName};

/// The port on the office's network: one that neither the hub nor usual programs of an
/// office take.
pub const NETWORK_PORT_DEFAULT: u16 = 8743;

/// Settings of the pages on the office's network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkSettings {
    /// Whether other computers of the office may use the pages. Default: no.
    pub on: bool,
    /// The port; 1 to 65535. Default: 8743.
    pub port: u16,
    /// Names and addresses by which other computers call this one. Default: none, which
    /// means those that this machine has.
    pub names: Vec<String>,
}

impl Default for NetworkSettings {
    fn default() -> NetworkSettings {
        NetworkSettings {
            on: false,
            port: NETWORK_PORT_DEFAULT,
            names: Vec::new(),
        }
    }
}

impl NetworkSettings {
    /// Takes the part over; adds a line for each setting that is wrong.
    pub(super) fn take(&mut self, table: &Table, problems: &mut Vec<String>) {
        for (name, value) in table {
            let expected = match (name.as_str(), value) {
                ("on", Value::Boolean(on)) => {
                    self.on = *on;
                    None
                }
                ("on", _) => Some("true or false"),
                ("port", Value::Integer(port)) => match u16::try_from(*port) {
                    Ok(port) if port > 0 => {
                        self.port = port;
                        None
                    }
                    _ => Some("a number from 1 to 65535"),
                },
                ("port", _) => Some("a number"),
                ("names", Value::Array(values)) => match read_names(values) {
                    Some(names) => {
                        self.names = names;
                        None
                    }
                    None => Some("up to 16 names or addresses in quotes"),
                },
                ("names", _) => Some("a list such as [\"aoba-pc\", \"192.168.1.20\"]"),
                _ => Some("no such setting"),
            };
            if let Some(expected) = expected {
                problems.push(format!(
                    "network.{name}: found {value}, expected {expected}"
                ));
            }
        }
    }

    /// Writes the part with a comment per setting.
    pub(super) fn write(&self, text: &mut String) {
        let names: Vec<Value> = self.names.iter().cloned().map(Value::String).collect();
        let _ = writeln!(text, "# the pages for other computers of the office");
        let _ = writeln!(text, "network.on = {}", self.on);
        let _ = writeln!(text, "# 1 to 65535");
        let _ = writeln!(text, "network.port = {}", self.port);
        let _ = writeln!(
            text,
            "# names and addresses of this computer; none: as the system says"
        );
        let _ = writeln!(text, "network.names = {}", Value::Array(names));
    }
}

/// The names as they are written everywhere else; `None` when one is not fit.
fn read_names(values: &[Value]) -> Option<Vec<String>> {
    if values.len() > NAMES_MAX {
        return None;
    }
    let names = values.iter().map(|value| {
        let name: NetworkName = value.as_str()?.parse().ok()?;
        Some(name.to_string())
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn problems(text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let table: Table = text.parse().unwrap();
        NetworkSettings::default().take(&table, &mut problems);
        problems
    }

    #[test]
    fn what_is_wrong_is_named_with_its_part() {
        assert_eq!(
            problems("on = 1\nport = 0\nnames = [\"a b\"]\ncolour = 1"),
            [
                "network.colour: found 1, expected no such setting",
                "network.names: found [\"a b\"], expected up to 16 names or addresses in quotes",
                "network.on: found 1, expected true or false",
                "network.port: found 0, expected a number from 1 to 65535",
            ]
        );
        assert_eq!(
            problems("port = \"x\"\nnames = \"x\""),
            [
                "network.names: found \"x\", expected a list such as [\"aoba-pc\", \"192.168.1.20\"]",
                "network.port: found \"x\", expected a number",
            ]
        );
        assert_eq!(problems(""), [""; 0]);
    }
}
