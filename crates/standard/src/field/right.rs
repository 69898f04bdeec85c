//! The items of one record, and the right values of the record before, which most items repeat.

use super::check_value;
use crate::layout::Need;
use crate::record::RecordView;

/// Longer values are seldom the same as the one before.
const REMEMBERED_SIZE_BYTES: usize = 64;

/// The last right value of each item in one file. Whether a value is right depends on nothing
/// else that changes within a file, and most items repeat that of the record before.
#[derive(Debug, Default)]
pub(crate) struct RightValues {
    values: Vec<RightValue>,
    /// A bit for each field of the record before that was not right.
    wrong: u128,
}

/// A value of at most [`REMEMBERED_SIZE_BYTES`]; none if it is empty.
#[derive(Clone, Debug)]
struct RightValue {
    length: usize,
    bytes: [u8; REMEMBERED_SIZE_BYTES],
}

impl RightValue {
    const NONE: RightValue = RightValue {
        length: 0,
        bytes: [0; REMEMBERED_SIZE_BYTES],
    };

    /// Whether `value` is this one.
    #[inline(always)]
    fn is(&self, value: &[u8]) -> bool {
        value.len() == self.length && same(value, &self.bytes[..self.length])
    }

    fn set(&mut self, value: &[u8]) {
        if let Some(bytes) = self.bytes.get_mut(..value.len()) {
            bytes.copy_from_slice(value);
            self.length = value.len();
        }
    }
}

/// Whether `a` and `b` are equal: quicker than a call for values as short as most are.
#[inline(always)]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    fn ends<const N: usize>(bytes: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
        Some((bytes.first_chunk()?, bytes.last_chunk()?))
    }
    match a.len() {
        length if length != b.len() => false,
        1 => a[0] == b[0],
        2..=3 => ends::<2>(a) == ends::<2>(b),
        4..=7 => ends::<4>(a) == ends::<4>(b),
        8..=16 => ends::<8>(a) == ends::<8>(b),
        17..=32 => ends::<16>(a) == ends::<16>(b),
        _ => a == b,
    }
}

/// Checks every item of a record that has as many fields as the form. Where the record before had the same fields but
/// for those with a bit in `changed`, only these are looked at and those that were wrong.
pub(crate) fn check_fields(
    view: &mut RecordView<'_>,
    right: &mut RightValues,
    changed: Option<u128>,
) {
    let columns = view.layout.columns.len();
    right.values.resize(columns, RightValue::NONE);
    let Some(changed) = changed else {
        right.wrong = 0;
        return (0..columns).for_each(|index| check_field(view, right, index));
    };
    let mut open = changed | right.wrong;
    right.wrong = 0;
    while open != 0 {
        check_field(view, right, open.trailing_zeros() as usize);
        open &= open - 1;
    }
}

#[inline(always)]
fn check_field(view: &mut RecordView<'_>, right: &mut RightValues, index: usize) {
    let (field, column) = (&view.record.fields[index], &view.layout.columns[index]);
    let known = &mut right.values[index];
    let value = field.content(view.file);
    let is_right = match value.len() {
        0 => matches!(column.need, Need::Conditional | Need::Optional),
        _ => known.is(value),
    };
    if is_right {
        return;
    }
    match check_value(value, column, view.charset, view.name) {
        Ok(()) => known.set(value),
        Err((severity, problem)) => {
            right.wrong |= 1 << index;
            view.push_field(severity, column.number, problem);
        }
    }
}
