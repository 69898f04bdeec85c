//! What every storage engine must do, run against the embedded one.
//!
//! Each function takes an empty engine, so a second engine runs the same suite. Easily got wrong: these look at the
//! engine through operations and records only, never at its tables.

mod suite;

use tempfile::TempDir;
use tsunagu_hub::store::{Access, Engine, SqliteEngine};

/// Makes engines on one new, empty store; two of them stand for two processes.
pub(crate) trait Maker {
    /// Opens one more engine on the store.
    fn open(&self) -> Box<dyn Engine>;
}

struct Embedded(TempDir);

impl Embedded {
    fn new() -> Embedded {
        let folder = tempfile::tempdir().unwrap();
        SqliteEngine::create(&folder.path().join("hub.sqlite")).unwrap();
        Embedded(folder)
    }
}

impl Maker for Embedded {
    fn open(&self) -> Box<dyn Engine> {
        let path = self.0.path().join("hub.sqlite");
        Box::new(SqliteEngine::open(&path, Access::Change).unwrap())
    }
}

macro_rules! run_suite {
    ($($test:ident)*) => {
        $(#[test]
        fn $test() {
            suite::$test(&Embedded::new());
        })*
    };
}

run_suite! {
    a_refused_operation_leaves_no_trace_and_its_neighbours_stay
    a_panicking_operation_leaves_no_trace_and_its_neighbours_stay
    announcements_come_from_kept_operations_only
    accepting_again_gives_the_first_receipt
    the_same_id_is_refused_for_other_contents
    places_in_lists_grow_with_every_change
    a_query_sees_one_state
    what_one_process_commits_another_one_sees
    receipts_keep_their_order
    erasing_takes_the_contents_only
    an_enrolment_is_used_once
    a_revocation_keeps_its_first_time
    the_journal_of_an_office_has_one_order_and_its_totals
    a_full_journal_erases_what_every_terminal_has_read
    terminals_are_listed_until_they_are_removed
    joining_recovery_and_history_are_kept_as_they_were_given
    notices_hold_until_they_end_or_are_removed
    the_directory_lists_active_offices_by_number
    periods_of_a_licence_are_kept_in_order_and_fall_due
    application_codes_serve_until_they_are_removed
    an_application_is_kept_with_its_contact_and_removed_without_a_trace
}
