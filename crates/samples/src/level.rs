//! Care levels with the limit of units that each gives for a month.
//!
//! The limits (区分支給限度基準額) are those in force since fiscal year 2019 and unchanged in 2024. A person of the
//! basic checklist (事業対象者) has the limit of support level 1.

use CareLevel::{Care1, Care2, Care3, Care4, Care5, Support1, Support2, Target};

/// The state of need for care that the insurer certified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CareLevel {
    Target,
    Support1,
    Support2,
    Care1,
    Care2,
    Care3,
    Care4,
    Care5,
}

impl CareLevel {
    /// The standard's two digits.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Target => "06",
            Support1 => "12",
            Support2 => "13",
            Care1 => "21",
            Care2 => "22",
            Care3 => "23",
            Care4 => "24",
            Care5 => "25",
        }
    }

    /// Units of services within the limit for one month.
    pub(crate) fn limit_units(self) -> u32 {
        match self {
            Target | Support1 => 5_032,
            Support2 => 10_531,
            Care1 => 16_765,
            Care2 => 19_705,
            Care3 => 27_048,
            Care4 => 30_938,
            Care5 => 36_217,
        }
    }

    /// 0 for care level 1 to 4 for care level 5; 0 for every level below.
    pub(crate) fn care_index(self) -> usize {
        match self {
            Target | Support1 | Support2 | Care1 => 0,
            Care2 => 1,
            Care3 => 2,
            Care4 => 3,
            Care5 => 4,
        }
    }

    /// The support level as plans of preventive care code it (要支援状態区分).
    pub(crate) fn support_code(self) -> &'static str {
        match self {
            Support1 => "1",
            Support2 => "2",
            Target | Care1 | Care2 | Care3 | Care4 | Care5 => "3",
        }
    }
}

/// How often care levels 1 to 5 occur: more light than heavy, as in the country as a whole.
pub(crate) const CARE_LEVELS: &[CareLevel] = &[
    Care1, Care1, Care1, Care1, Care2, Care2, Care2, Care2, Care3, Care3, Care3, Care4, Care4,
    Care5,
];

/// How often the levels of preventive care occur.
pub(crate) const SUPPORT_LEVELS: &[CareLevel] = &[Target, Support1, Support1, Support2, Support2];
