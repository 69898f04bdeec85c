//! Tasks of 今日すること about folders of the care software: files that were not sent, folders that are gone.
//!
//! What a reader would get wrong: only administrators open the settings, so for others the line says where the reasons lie.

use super::Task;
use crate::error_code::text_of;
use crate::folders::FolderNeed;
use crate::web::texts::{Language, texts};

/// A task for each folder with trouble, and for each with files that nobody has seen to.
pub(super) fn tasks(language: Language, folders: &[FolderNeed], may_change: bool) -> Vec<Task> {
    let mut tasks = Vec::new();
    for folder in folders {
        tasks.extend(trouble(language, folder, may_change));
        tasks.extend(not_sent(language, folder, may_change));
    }
    tasks
}

fn trouble(language: Language, folder: &FolderNeed, may_change: bool) -> Option<Task> {
    let words = &texts(language).home;
    let text = text_of(folder.code.as_deref()?, language)?;
    Some(Task {
        class: "status-failed",
        word: words.folder.to_string(),
        what: text.title,
        lines: vec![folder.path.clone(), text.remedy],
        href: may_change.then(|| format!("/settings/folders/{}", folder.number)),
        button: words.folder_button.as_str(),
        ..Task::default()
    })
}

fn not_sent(language: Language, folder: &FolderNeed, may_change: bool) -> Option<Task> {
    let words = &texts(language).home;
    let count = folder.unseen;
    (count > 0).then(|| Task {
        class: "status-failed",
        word: words.folder_errors.to_string(),
        what: words.folder_errors_what.of(count),
        lines: vec![folder.path.clone(), words.folder_errors_how.to_string()],
        href: may_change.then(|| format!("/settings/folders/{}", folder.number)),
        button: words.folder_button.as_str(),
        ..Task::default()
    })
}
