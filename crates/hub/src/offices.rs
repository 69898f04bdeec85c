//! Offices: applying, approving or refusing, suspending, enrolling their terminals, looking them up.
//!
//! One operation for each file. Nothing here knows HTTP or reads a clock. Easily got wrong: approving an office gives it
//! no certificate; it gives a one-time code, and the terminal makes its own keys.

pub mod apply;
pub mod apply_by_code;
pub mod approve;
pub mod create_enrolment;
pub mod enrol;
pub mod find;
pub mod look_up;
pub mod refuse;
pub mod start_anew;
pub mod suspend;

pub use apply::{Application, ApplyError, apply_for_office};
pub use apply_by_code::{ApplyByCodeError, SentApplication, apply_by_code};
pub use approve::{ApproveError, approve_office};
pub use create_enrolment::{CreateEnrolmentError, NewEnrolment, create_enrolment};
pub use enrol::{EnrolError, Enrolled, Enrolment, enrol_device};
pub use find::{DirectoryQuery, FoundOffices, find_offices};
pub use look_up::{LookUpError, look_up_office};
pub use refuse::{RefuseError, refuse_application};
pub use start_anew::{StartAnewError, start_anew};
pub use suspend::{SuspendError, resume_office, suspend_office};
