//! `tsunagu-hub notice …`: publishing, listing and taking back what all offices are told.
//!
//! A running hub sees the change within seconds and tells the terminals that listen.

use std::{fs, path::Path};

use serde_json::json;
use tsunagu_hub::{
    calendar::end_of_day,
    folder::Folder,
    http::clock,
    notices::{NewNotice, add_notice, list_notices, remove_notice},
    store::{self, Access},
};

use super::{Failure, print, print_json};
use crate::{NewNoticeArguments, Output};

pub(super) fn add(arguments: &NewNoticeArguments) -> Result<(), Failure> {
    let text = match (&arguments.text, &arguments.file) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => fs::read_to_string(file)
            .map_err(|err| Failure::Failed(format!("{}: {err}", file.display())))?,
        (None, None) => return Err(Failure::Failed("no text".into())),
    };
    let notice = NewNotice {
        subject: arguments.subject.trim().to_owned(),
        text: text.trim_end().replace("\r\n", "\n"),
        important: arguments.important,
        ends_at: match arguments.until {
            None => None,
            Some(day) => Some(
                end_of_day(day)
                    .ok_or_else(|| Failure::Failed("--until: no such day".to_owned()))?,
            ),
        },
    };
    let now = clock::now();
    let mut engine = Folder::open(&arguments.folder.dir)?.engine(Access::Change)?;
    let number = store::write(&mut engine, |records| add_notice(records, &notice, now))
        .map_err(|err| Failure::of(&err))?;
    if arguments.output.json {
        return print_json(&json!({ "number": number, "ends_at": notice.ends_at }));
    }
    print(format_args!("notice {number} is published"))
}

pub(super) fn list(dir: &Path, output: &Output) -> Result<(), Failure> {
    let now = clock::now();
    let mut engine = Folder::open(dir)?.engine(Access::Read)?;
    let listed = store::read(&mut engine, |records| list_notices(records, now))?;
    if output.json {
        return print_json(&json!(listed));
    }
    for notice in listed.notices {
        let end = notice.ends_at.map(|end| format!(" until {end}"));
        let mark = if notice.important { " important" } else { "" };
        print(format_args!(
            "{}\t{}{}{mark}\t{}",
            notice.number,
            notice.published_at,
            end.unwrap_or_default(),
            notice.subject
        ))?;
    }
    Ok(())
}

pub(super) fn remove(dir: &Path, number: u64) -> Result<(), Failure> {
    let now = clock::now();
    let mut engine = Folder::open(dir)?.engine(Access::Change)?;
    store::write(&mut engine, |records| remove_notice(records, number, now))
        .map_err(|err| Failure::of(&err))?;
    print(format_args!("notice {number} is taken back"))
}
