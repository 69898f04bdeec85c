//! The texts of the pages about the terminals of this office.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// 設定 → 端末: the list, the code for a further terminal, the recovery sheet.
    TerminalsTexts {
        title: Text,
        lead: Text,
        table: Text,
        name: Text,
        state: Text,
        seen: Text,
        never_seen: Text,
        own: Text,
        member: Text,
        removing: Text,
        silent: Text,
        asks: Text,
        begun: Text,
        digits: Text,
        approved: Text,
        failed: Pattern,
        open_label: Pattern,
        add_heading: Text,
        add_why: Text,
        code_make: Text,
        code_again: Text,
        code_asked: Text,
        code_reload: Text,
        code_until: Pattern,
        code_refused: Pattern,
        code_hub: Text,
        code_text: Text,
        code_where: Text,
        sheet_heading: Text,
        sheet_why: Text,
        sheet_none: Text,
        sheet_made: Pattern,
        sheet_waiting: Text,
        sheet_make: Text,
        sheet_again: Text,
        sheet_effect: Text,
        sheet_question: Text,
        sheet_yes: Text,
        sheet_no: Text,
        sheet_first_question: Text,
        sheet_first_effect: Text,
        sheet_first_yes: Text,
        sheet_first_no: Text,
        renamed: Text,
        removed: Text,
        approval_sent: Text,
    }

    /// One terminal.
    TerminalTexts {
        compare_heading: Text,
        begin: Text,
        begin_why: Text,
        wait: Text,
        silent_why: Text,
        shown: Text,
        question: Text,
        question_why: Text,
        same: Text,
        differs: Text,
        facts: Text,
        id: Text,
        enrolled: Text,
        rename_heading: Text,
        rename_label: Text,
        rename: Text,
        remove_heading: Text,
        remove: Text,
        remove_question: Pattern,
        remove_effect: Text,
        remove_no: Text,
        remove_yes: Text,
        own_why: Text,
        not_same: Text,
        bad_name: Text,
    }

    /// The page to print.
    RecoverySheetTexts {
        title: Text,
        lead: Text,
        office: Text,
        made: Text,
        code: Text,
        hub: Text,
        how_heading: Text,
        how_1: Text,
        how_2: Text,
        how_3: Text,
        how_4: Text,
        keep_heading: Text,
        keep: Text,
        back: Text,
    }

    /// The line of the start page of the settings.
    SettingsTerminalsTexts {
        name: Text,
        what: Text,
        open: Text,
        count: Counted,
        asks: Counted,
        alone: Text,
    }
}
