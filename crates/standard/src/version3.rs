//! Standard 3 (CSV version 202208): its names, forms and sets, and the way to 4.1 and back.
//!
//! The forms are those of 4.1 with what 4.1 changed taken back, so no table stands here.
//!
//! What is certain: names have no service kinds; the version value is 202208; there is no
//! table 3 and nothing of prevention (the published list of changes of version 4 adds
//! them); the TAIS code, the code of notified equipment and the name of equipment were
//! added to tables 6 and 7 by version 4; the count of table 7 had 2 digits, as the list of
//! changes says "2 to 3".
//!
//! What is inferred: the order of the other items of tables 6 and 7 (the items of version 4
//! without those three; it agrees with "item 27 of table 7", which is item 30 in 4.1); names of
//! DLT1KYO, DLTPLAN, DLTJSK and UPSIKYU by the rule of the others; that deletions and the
//! supplement had the items of today. Lengths and necessity are taken from 4.1, because
//! the printed tables of version 3 could not be compared.

mod convert;
mod convert_text;
mod form;
mod kinds;
mod name;
mod sets;

pub use convert::{Change, ConvertProblem, Converted, Kinds, to_version_3, to_version_41};
pub use name::FileName3;

use crate::file_kind::FileKind;
use crate::layout::Layout;

pub(crate) use form::{Form, form, form_of_layout};
pub(crate) use sets::check_sets;

/// The value of item 1 in files of standard 3.
pub const CSV_VERSION: &str = "202208";

/// The form of `kind` in standard 3; `None` for kinds that standard 3 does not have.
///
/// Its item numbers are those of standard 3. The codes of its items begin as in 4.1, with
/// the exception of table 6 (`V06`) and table 7 (`V07`), whose items have other numbers.
pub fn layout(kind: FileKind) -> Option<&'static Layout> {
    form(kind).map(|form| form.layout)
}
