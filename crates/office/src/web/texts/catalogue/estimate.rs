//! The texts of the page 効果の試算.
//!
//! Sections are written as in `catalogue.rs`, whose macro makes the structs.

use serde::Deserialize;

use super::super::{Counted, Pattern, Text};

sections! {
    /// 効果の試算: what exchanging data saves.
    EstimateTexts {
        title: Text,
        lead: Text,
        open: Text,
        open_what: Text,
        result: Text,
        less: Pattern,
        more_costly: Pattern,
        nothing: Text,
        exchanges: Pattern,
        hours_each: Pattern,
        break_even: Counted,
        never: Text,
        per_month: Text,
        before: Text,
        after: Text,
        cost: Text,
        time: Text,
        in_yen: Pattern,
        in_hours: Pattern,
        more: Text,
        partners_with: Text,
        partners_then: Counted,
        less_per_year: Text,
        office: Text,
        clients: Text,
        partners: Text,
        covered: Text,
        managers: Text,
        rates: Text,
        rates_hint: Text,
        per_client: Text,
        wage: Text,
        fee: Text,
        works: Text,
        minutes: Text,
        yen: Text,
        saved: Text,
        work_print: Text,
        work_send: Text,
        work_confirm: Text,
        work_file: Text,
        work_type: Text,
        calculate: Text,
        reset: Text,
        formula: Text,
    }
}
