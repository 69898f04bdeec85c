//! What 今日すること says when there is nothing to do: that this is so, or that it is not known yet.
//!
//! What a reader would get wrong: an office that was restored, or a terminal that joined, has
//! empty lists until its data has come, and "nothing to do" would be wrong then.

use crate::past::wants_past;
use crate::store::{Store, StoreError, past};
use crate::web::texts::{Language, texts};

/// The words in the place of the tasks.
pub(super) struct Empty {
    pub(super) what: &'static str,
    pub(super) why: &'static str,
    /// The page is loaded again until it is known.
    pub(super) waits: bool,
}

/// Whether earlier data of the office is still on its way to this terminal.
pub(super) fn is_coming(store: &mut Store) -> Result<bool, StoreError> {
    Ok(wants_past(store)? || store.read(past::any_to_fetch)?)
}

/// What is said; `coming` as [`is_coming`] told, `contacted` when the hub was ever reached.
pub(super) fn empty(language: Language, coming: bool, contacted: bool) -> Empty {
    let words = &texts(language).home;
    let (what, why) = match (coming, contacted) {
        (true, _) => (&words.coming, &words.coming_why),
        (false, false) => (&words.not_yet, &words.not_yet_why),
        (false, true) => (&words.empty, &words.empty_why),
    };
    Empty {
        what: what.as_str(),
        why: why.as_str(),
        // The first contact comes within seconds; what another terminal has may take hours.
        waits: !coming && !contacted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::past::begin_taking;

    #[test]
    fn nothing_to_do_is_said_only_when_it_is_known() {
        let mut store = Store::in_memory().unwrap();
        let said = |coming, contacted| empty(Language::Japanese, coming, contacted).what;
        let coming = is_coming(&mut store).unwrap();
        assert_eq!(said(coming, false), "連携基盤につながるのを待っています");
        assert_eq!(said(coming, true), "今日することはありません");
        store.write(begin_taking).unwrap();
        let coming = is_coming(&mut store).unwrap();
        assert_eq!(said(coming, true), "データを戻しています");
    }
}
