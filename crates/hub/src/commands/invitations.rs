//! `tsunagu-hub invitation …`: application codes (申込コード), with which offices apply by themselves.
//!
//! Easily got wrong: the code is printed once and kept nowhere; only the hash of its secret is in the database.

use std::path::Path;

use jiff::{ToSpan, civil::Date};
use protocol::{ApplicationCode, Digest};
use serde_json::json;
use tsunagu_hub::{
    calendar::{end_of_day, japan_day},
    folder::Folder,
    http::clock,
    store::{self, Access},
};

use super::{Failure, applications::draw_secret, print, print_json};
use crate::{InvitationArguments, Output};

/// How long a code serves if nobody says.
const VALID_DAYS: i32 = 365;

pub(super) fn create(arguments: &InvitationArguments) -> Result<(), Failure> {
    let folder = Folder::open(&arguments.folder.dir)?;
    let now = clock::now();
    let today = japan_day(now).unwrap_or_default();
    let last: Date = match arguments.until {
        Some(day) => day,
        None => today.saturating_add(VALID_DAYS.days()),
    };
    if last < today {
        return Err(Failure::Refused("--until is in the past".to_owned()));
    }
    let expires_at =
        end_of_day(last).ok_or_else(|| Failure::Failed("--until: no such day".to_owned()))?;
    let secret = draw_secret()?;
    let code = ApplicationCode::new(secret, &folder.authority()?.trust());
    let mut engine = folder.engine(Access::Change)?;
    let number = store::write(&mut engine, |records| {
        records.add_application_code(Digest::of(&secret), now, expires_at)
    })?;
    if arguments.output.json {
        let code = code.to_string();
        return print_json(&json!({ "number": number, "code": code, "expires_at": expires_at }));
    }
    print(format_args!(
        "application code {number} for all offices that are to apply, until {last}:"
    ))?;
    print(code)
}

pub(super) fn list(dir: &Path, output: &Output) -> Result<(), Failure> {
    let mut engine = Folder::open(dir)?.engine(Access::Read)?;
    let codes = store::read(&mut engine, |records| records.application_codes())?;
    if output.json {
        let documents = codes.iter().map(|code| {
            json!({ "number": code.number, "created_at": code.created_at, "expires_at": code.expires_at })
        });
        return print_json(&documents.collect());
    }
    for code in codes {
        print(format_args!(
            "{}\t{}\tuntil {}",
            code.number, code.created_at, code.expires_at
        ))?;
    }
    Ok(())
}

pub(super) fn remove(dir: &Path, number: u64) -> Result<(), Failure> {
    let now = clock::now();
    let mut engine = Folder::open(dir)?.engine(Access::Change)?;
    let removed = store::write(&mut engine, |records| {
        records.remove_application_code(number, now)
    })?;
    if !removed {
        return Err(Failure::Refused(
            "there is no application code with this number; see invitation list".to_owned(),
        ));
    }
    print(format_args!("application code {number} is taken back"))
}
