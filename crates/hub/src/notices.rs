//! Notices (お知らせ): what the operator tells all offices.
//!
//! One operation for each file. Easily got wrong: a notice is not mail to somebody; whoever takes part sees every notice
//! that holds, and one that was taken back vanishes everywhere.

pub mod add;
pub mod list;
pub mod remove;

pub use add::{AddNoticeError, NewNotice, add_notice};
pub use list::list_notices;
pub use remove::{RemoveNoticeError, remove_notice};
