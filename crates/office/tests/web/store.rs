//! Rows that otherwise only the hub's answers write: that the folder is an office,
//! and when the hub was reached.
//!
//! Enrolling for real needs a running hub; `crates/simulation` does that. Here it
//! would only make every page test slower.

use std::path::Path;

use protocol::UtcSeconds;
use rusqlite::{Connection, params};
use tsunagu_office::OwnOffice;
use tsunagu_office::store::{DATABASE_FILE, Store};

/// Makes the database in `dir` that of `own`.
pub(crate) fn enrol(dir: &Path, own: &OwnOffice) {
    Store::open(&dir.join(DATABASE_FILE)).unwrap();
    let services: Vec<&str> = own
        .services
        .iter()
        .map(|service| service.as_str())
        .collect();
    connect(dir)
        .execute(
            "INSERT INTO office (one, number, name, services, hub_name, device) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
            params![
                own.number.as_str(),
                own.name,
                services.join(" "),
                own.hub_name,
                own.device.to_string()
            ],
        )
        .unwrap();
}

/// Notes when the hub was reached, and when it was not.
pub(crate) fn contact(dir: &Path, reached: Option<UtcSeconds>, failed: Option<UtcSeconds>) {
    connect(dir)
        .execute(
            "INSERT OR REPLACE INTO contact (one, reached_at, failed_at, code) VALUES (1, ?1, ?2, NULL)",
            params![reached.map(|at| at.0), failed.map(|at| at.0)],
        )
        .unwrap();
}

fn connect(dir: &Path) -> Connection {
    Connection::open(dir.join(DATABASE_FILE)).unwrap()
}
