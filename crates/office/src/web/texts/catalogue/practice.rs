//! The texts of 練習: its page and the line at the top of every page while practising.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Pattern, Text};

sections! {
    /// 練習.
    PracticeTexts {
        title: Text,
        banner: Text,
        banner_why: Text,
        banner_steps: Text,
        document_title: Pattern,
        lead: Text,
        lead_running: Text,
        lead_done: Text,
        what: Text,
        what_own: Text,
        what_safe: Text,
        what_people: Text,
        what_end: Text,
        begin: Text,
        steps: Text,
        done: Text,
        current: Text,
        later: Text,
        put_in: Text,
        put_in_why: Text,
        put_in_button: Text,
        correct: Text,
        correct_why: Text,
        correct_button: Text,
        send: Text,
        send_why: Text,
        send_button: Text,
        answer: Text,
        answer_why: Text,
        answer_opened: Text,
        answer_button: Text,
        look: Text,
        look_why: Text,
        look_button: Text,
        end: Text,
        end_why: Text,
        leave: Text,
        reset: Text,
        left: Text,
    }
}
