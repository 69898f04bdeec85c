//! The history as a file for a table program.
//!
//! UTF-8 with the mark that Excel looks for, since names may hold characters that
//! MS932 lacks; lines end in CR LF. A name that begins like a formula is disarmed,
//! for a table program would calculate it.

use super::list::{HistoryFilter, HistoryRow};
use super::{Actor, list_history};
use crate::error_code::Language;
use crate::page::{PageRequest, ROWS_MAX};
use crate::store::{Store, StoreError};

/// Most lines of one file: about ten years of an office of ten people, 30 MB.
pub const HISTORY_ROWS_MAX: usize = 200_000;

/// The lines that `filter` wants, newest first; times as `time` writes them.
///
/// # Errors
///
/// [`StoreError`] when the database failed.
pub fn save_history(
    store: &mut Store,
    filter: &HistoryFilter,
    language: Language,
    time: impl Fn(protocol::UtcSeconds) -> String,
) -> Result<Vec<u8>, StoreError> {
    let mut text = String::from("\u{feff}");
    text.push_str(match language {
        Language::Japanese => "番号,日時,担当者,操作,対象,利用者数\r\n",
        Language::English => "number,time,person,action,subject,clients\r\n",
    });
    let mut request = PageRequest::first(ROWS_MAX);
    let mut lines = 0;
    loop {
        let page = list_history(store, filter, &request)?;
        for row in &page.rows {
            text.push_str(&line(row, language, &time(row.at)));
        }
        lines += page.rows.len();
        match page.next {
            Some(next) if lines < HISTORY_ROWS_MAX => request.after = Some(next),
            _ => return Ok(text.into_bytes()),
        }
    }
}

fn line(row: &HistoryRow, language: Language, time: &str) -> String {
    let clients = row.clients.map(|count| count.to_string());
    format!(
        "{},{time},{},{},{},{}\r\n",
        row.number,
        field(&actor_words(&row.actor, language)),
        field(row.action.words(language)),
        field(&row.subject),
        clients.unwrap_or_default(),
    )
}

/// Who acted, as people read it.
pub(super) fn actor_words(actor: &Actor, language: Language) -> String {
    let words = match (actor, language) {
        (Actor::Staff { name, .. }, _) => return name.clone(),
        (Actor::Terminal, Language::Japanese) => "この端末（ログインなし）",
        (Actor::Terminal, Language::English) => "This terminal (no login)",
        (Actor::CommandLine, Language::Japanese) => "この端末のコマンド",
        (Actor::CommandLine, Language::English) => "A command on this terminal",
        (Actor::Program, Language::Japanese) => "Tsunagu（自動）",
        (Actor::Program, Language::English) => "Tsunagu by itself",
        (Actor::Software, Language::Japanese) => "介護ソフト",
        (Actor::Software, Language::English) => "Care software",
    };
    words.to_owned()
}

impl Actor {
    /// Who acted, as people read it.
    pub fn words(&self, language: Language) -> String {
        actor_words(self, language)
    }
}

fn field(text: &str) -> String {
    let disarmed = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    format!("\"{}\"", disarmed.replace('"', "\"\""))
}
