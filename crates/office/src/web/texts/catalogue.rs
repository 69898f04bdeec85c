//! The names of all texts: one struct for each section of the catalogues.
//!
//! A new text is a line here and a line in each of `ja.toml` and `en.toml`. What
//! a reader would get wrong: a line that no page reads is not kept for later;
//! the compiler warns of it, and a warning fails the build of the tests.

use serde::Deserialize;

use super::{Counted, Pattern, Text};

macro_rules! sections {
    ($($(#[$about:meta])* $name:ident { $($text:ident: $kind:ty,)+ })+) => { $(
        $(#[$about])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $(pub(crate) $text: $kind,)+ }
    )+ };
}

mod forms;

pub(crate) use forms::{BoardTexts, PaperTexts};

sections! {
    /// Around every page.
    FrameTexts {
        page_title: Pattern,
        brand: Text,
        skip: Text,
        menu: Text,
        exchange: Text,
        home: Text,
        new: Text,
        drafts: Text,
        sent: Text,
        inbox: Text,
        monthly: Text,
        board: Text,
        count: Counted,
        unsent: Counted,
        connected: Text,
        disconnected: Text,
        never_connected: Text,
        checked_at: Pattern,
        last_contact: Pattern,
        switch_language: Text,
        switch_language_label: Text,
        arrived: Text,
        sent_changed: Text,
        show_now: Text,
        back_to: Pattern,
        office_unnamed: Text,
        unknown_sender: Text,
        first_page: Text,
        next_page: Text,
    }

    /// 今日すること.
    HomeTexts {
        lead: Pattern,
        now: Text,
        soon: Text,
        stopped: Text,
        stopped_what: Pattern,
        stopped_button: Text,
        more_stopped_what: Counted,
        more_stopped_button: Text,
        arrived: Text,
        arrived_what: Counted,
        arrived_button: Text,
        damaged: Text,
        damaged_what: Counted,
        damaged_button: Text,
        waiting: Text,
        waiting_what: Counted,
        waiting_why: Text,
        waiting_button: Text,
        unopened: Counted,
        unopened_what: Pattern,
        unopened_when: Pattern,
        unopened_button: Text,
        more_unopened: Text,
        more_unopened_what: Text,
        more_unopened_button: Text,
        draft: Text,
        draft_what: Counted,
        draft_button: Text,
        more: Counted,
        empty: Text,
        empty_why: Text,
        empty_button: Text,
        to_home: Text,
    }

    /// What all lists share.
    ListTexts {
        choose: Text,
        state: Text,
        from: Text,
        to: Text,
        kind: Text,
        contents: Text,
        action: Text,
        open: Text,
        open_label: Pattern,
        filter: Text,
        everything: Text,
    }

    /// 受信: the list.
    InboxTexts {
        unread_lead: Counted,
        read_lead: Text,
        unread_only: Text,
        check_now: Text,
        checking: Text,
        table: Text,
        caption: Text,
        received_at: Text,
        unread: Text,
        read: Text,
        announced: Text,
        damaged: Text,
        withdrawn: Text,
        reason: Text,
        reason_label: Pattern,
        show: Text,
        show_label: Pattern,
        empty: Text,
        empty_unread: Text,
        empty_damaged: Text,
        empty_why: Text,
        empty_button: Text,
        empty_unread_button: Text,
    }

    /// 受信データの詳細.
    ReceivedTexts {
        title: Text,
        summary: Text,
        from: Text,
        contents: Text,
        received: Text,
        state: Text,
        fetching: Text,
        to_open: Text,
        to_open_why: Text,
        open: Text,
        opened: Text,
        record: Text,
        step_sent: Text,
        step_sent_what: Text,
        step_accepted: Text,
        step_accepted_what: Text,
        step_received: Text,
        step_received_what: Text,
        step_imported: Text,
        step_imported_what: Text,
        step_opened: Text,
        step_opened_what: Text,
        step_opened_open: Text,
        step_withdrawn: Text,
        step_withdrawn_what: Text,
        files: Text,
        save_all: Counted,
        message: Text,
        check: Text,
        check_done: Text,
        check_found: Pattern,
        check_warned: Counted,
        check_nothing: Text,
        withdrawn_why: Text,
        damaged_why: Text,
    }

    /// 送信済: the list.
    OutboxTexts {
        lead: Text,
        unopened_only: Text,
        stopped_only: Text,
        table: Text,
        caption: Text,
        sent_at: Text,
        waiting: Text,
        blocked: Text,
        refused: Text,
        accepted: Text,
        fetched: Text,
        imported: Text,
        opened: Text,
        withdrawn: Text,
        withdrawing: Text,
        queued: Counted,
        not_queued: Counted,
        withdrawal_asked: Text,
        empty: Text,
        empty_filtered: Text,
        empty_why: Text,
        empty_button: Text,
        empty_filtered_button: Text,
    }

    /// 送信済データの詳細.
    SentTexts {
        title: Text,
        summary: Text,
        to: Text,
        contents: Text,
        sent: Text,
        state: Text,
        unopened: Counted,
        unopened_today: Text,
        record: Text,
        step_queued: Text,
        step_queued_what: Text,
        step_accepted: Text,
        step_accepted_what: Text,
        step_accepted_open: Text,
        step_fetched: Text,
        step_fetched_what: Text,
        step_fetched_open: Text,
        step_imported: Text,
        step_imported_what: Text,
        step_opened: Text,
        step_opened_what: Text,
        step_opened_open: Text,
        step_withdrawn: Text,
        step_withdrawn_what: Text,
        files: Text,
        save_all: Counted,
        message: Text,
        stopped: Text,
        retrying: Text,
        problem_next: Text,
        problem_tried: Text,
        problem_attempts: Counted,
        withdraw_head: Text,
        withdraw_why: Text,
        withdraw: Text,
        withdraw_question: Text,
        withdraw_effect: Pattern,
        withdraw_unsent: Text,
        withdraw_fetched: Pattern,
        withdraw_imported: Pattern,
        withdraw_call: Text,
        withdraw_no: Text,
        withdraw_yes: Text,
        withdrawing_why: Text,
        withdrawn_why: Text,
        refused_why: Text,
        opened_why: Text,
    }

    /// 下書き: the list.
    DraftsTexts {
        lead: Text,
        table: Text,
        caption: Text,
        created_at: Text,
        choose_label: Pattern,
        to_confirm: Text,
        saved: Counted,
        discarded: Text,
        empty: Text,
        empty_why: Text,
        empty_button: Text,
    }

    /// 下書きの詳細.
    DraftTexts {
        title: Text,
        summary: Text,
        to: Text,
        contents: Text,
        created: Text,
        files: Text,
        message: Text,
        check: Text,
        send_head: Text,
        send_what: Pattern,
        send: Counted,
        discard_head: Text,
        discard: Text,
        discard_question: Text,
        discard_effect: Pattern,
        discard_no: Text,
        discard_yes: Text,
    }

    /// 新規作成.
    ComposeTexts {
        lead: Text,
        files_head: Text,
        drop: Text,
        limits: Text,
        pick: Text,
        pick_button: Text,
        chosen_none: Text,
        chosen: Counted,
        remove: Text,
        remove_label: Pattern,
        too_large: Pattern,
        message_head: Text,
        message_label: Text,
        message_hint: Text,
        attachments_head: Text,
        to_label: Text,
        to_hint: Text,
        to_by_name: Text,
        from_label: Text,
        from_by_name: Text,
        from_hint: Text,
        again: Text,
        next_head: Text,
        next_why: Text,
        save_draft: Text,
        to_confirm: Text,
        reading: Text,
        nothing_chosen: Text,
        message_too_long: Text,
    }

    /// 送信の確認.
    ConfirmTexts {
        title: Text,
        lead: Counted,
        lead_none: Text,
        lead_empty: Text,
        gone: Text,
        ready: Text,
        stopped: Text,
        ready_count: Counted,
        stopped_count: Counted,
        address: Counted,
        no_address: Text,
        all_files: Text,
        send_this: Text,
        bundles: Text,
        ask: Text,
        ask_stopped: Text,
        keep: Text,
        send: Counted,
        again: Text,
        problem_found: Text,
        problem_expected: Text,
        duplicate: Text,
        duplicate_draft: Text,
        duplicate_remedy: Text,
    }

    /// One finding of the check.
    FindingTexts {
        error: Text,
        warning: Text,
        information: Text,
        place: Text,
        line: Counted,
        item: Pattern,
        reason: Text,
        found: Text,
        expected: Text,
        remedy: Text,
        code: Text,
        more: Counted,
        set: Text,
    }

    /// A bundle in words.
    BundleTexts {
        csv: Counted,
        attachments: Counted,
        clients: Counted,
        facts_separator: Text,
        files_separator: Text,
        register: Text,
        delete: Text,
        other: Text,
        with_months: Pattern,
        months_separator: Text,
        plan: Text,
        ticket: Text,
        plan_delete: Text,
        ticket_delete: Text,
        actual: Text,
        actual_delete: Text,
        basics: Text,
        prevention_basics: Text,
        prevention: Text,
        basics_delete: Text,
        prevention_delete: Text,
        standard_files: Text,
        documents: Text,
        attachment: Text,
        in_line: Pattern,
    }

    /// The steps of a bundle.
    TimelineTexts {
        by_hub: Text,
        by_device: Pattern,
        not_yet: Text,
    }

    /// What can be done with a file.
    FileTexts {
        save: Text,
        save_label: Pattern,
        version3: Pattern,
    }

    /// Sizes of files.
    SizeTexts {
        kilobytes: Pattern,
        megabytes: Pattern,
    }

    /// Why something was not done, by kind of failure.
    FailureTexts {
        not_found: FailureWords,
        malformed: FailureWords,
        foreign_host: FailureWords,
        foreign_form: FailureWords,
        old_page: FailureWords,
        too_large: FailureWords,
        not_opened: FailureWords,
        too_late: FailureWords,
        internal: FailureWords,
    }

    /// One failure: what it is called, what happened, what to do.
    FailureWords {
        title: Text,
        explanation: Text,
        remedy: Text,
    }

    /// Everything that the pages say in one language.
    Texts {
        frame: FrameTexts,
        home: HomeTexts,
        list: ListTexts,
        inbox: InboxTexts,
        received: ReceivedTexts,
        outbox: OutboxTexts,
        sent: SentTexts,
        drafts: DraftsTexts,
        draft: DraftTexts,
        compose: ComposeTexts,
        confirm: ConfirmTexts,
        finding: FindingTexts,
        bundle: BundleTexts,
        timeline: TimelineTexts,
        paper: PaperTexts,
        board: BoardTexts,
        file: FileTexts,
        size: SizeTexts,
        failure: FailureTexts,
    }
}
