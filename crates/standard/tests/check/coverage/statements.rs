//! The rules of the standard that stand outside the forms, each with its proof.
//!
//! Numbers of clauses are those of the standard 4.1 (標準仕様書). The words are ours.

/// How a rule is proved.
pub(super) enum Proof {
    /// Findings with these codes.
    Codes(&'static [&'static str]),
    /// Cases that show what comes of it.
    Cases(&'static str, &'static [&'static str]),
    /// It cannot be checked on files.
    Reason(&'static str),
}

use Proof::{Cases, Codes, Reason};

type Section = (&'static str, &'static [(&'static str, Proof)]);

const VALID: &str = "fields.rs::valid_sets_have_no_error_and_no_warning";

/// On what an item depends that other items decide.
pub(super) fn condition(prefix: &str, number: u16) -> Option<&'static str> {
    Some(match (prefix, number) {
        ("T06", 11) => "31 flags if charged by the day; whether it is cannot be told from the file",
        ("T06", 16 | 17) => "one of 16 and 17 for kinds 17 and 67",
        ("T06", 19) => "for several pieces of the same code and units",
        ("T06", 22) => {
            "compared with table 7; whether an office has satellites cannot be told from the file"
        }
        ("T07", 8) => "as in table 6",
        ("T07", 10 | 11) => "one of 10 and 11 for kinds 17 and 67",
        ("T07", 13) => "0 on totals",
        ("T07", 14 | 15) => "empty on totals",
        ("T07", 18) => {
            "empty outside the limit; which services those are is in the service code tables"
        }
        ("KIH", 9) => "needed when item 8 is 03 (the item's code)",
        ("KIH", 13) => "needed when item 12 is 02 (the item's code)",
        ("T01", 31) => "needed by the item before",
        _ => return None,
    })
}

pub(super) const SECTIONS: &[Section] = &[
    (
        "Sets of files (clauses 2.4 and 3.4)",
        &[
            (
                "K1: tables 1, 2, 3 and the supplement of month 000000 together",
                Codes(&["SET-01", "SET-07"]),
            ),
            (
                "K2: tables 6 and 7 and the supplement of the month together",
                Codes(&["SET-01", "SET-07"]),
            ),
            ("K3 to K6: deletions and actuals alone", Codes(&["SET-02"])),
            (
                "Y1 to Y9: the sets of prevention",
                Cases(
                    "allowed, no finding",
                    &[
                        "sets.rs::every_permitted_set_is_recognised",
                        "sets.rs::prevention_is_told_from_care_by_addresses",
                    ],
                ),
            ),
            ("Any other combination has no ground", Codes(&["SET-02"])),
            (
                "Sub-tables go with their parent; whether one without rows may be left out is open",
                Codes(&["SET-01"]),
            ),
            ("All files of a set have one stamp", Codes(&["SET-03"])),
            ("One file of each name in a set", Codes(&["SET-04"])),
            (
                "Files for two receivers are two sets",
                Cases(
                    "allowed, no finding",
                    &["sets.rs::files_of_one_sender_and_stamp_to_two_receivers_are_two_sets"],
                ),
            ),
        ],
    ),
    (
        "Who sends and receives (clauses 2.2 and 3.2)",
        &[
            (
                "Plans, tickets and their deletions come from those who plan",
                Codes(&["SET-05"]),
            ),
            (
                "Actuals come from services; the standard's own example has the kinds the wrong way round",
                Codes(&["SET-05"]),
            ),
            (
                "Plans go to services, actuals to those who plan",
                Codes(&["SET-06"]),
            ),
            (
                "Care managers and support centres pass tickets and actuals on to each other",
                Cases(
                    "allowed, no finding",
                    &["sets.rs::prevention_is_told_from_care_by_addresses"],
                ),
            ),
            (
                "Which forms an office must be able to export and import",
                Reason("a property of programs; the conformance kit judges it"),
            ),
        ],
    ),
    (
        "Keys between files (clauses 2.3 and 3.3)",
        &[
            (
                "Tables 2 and 3 and the supplement have their record in table 1",
                Codes(&["SET-08"]),
            ),
            (
                "Table 7 and the supplement have their record in table 6",
                Codes(&["SET-08"]),
            ),
            (
                "Sub-tables of prevention have their record",
                Codes(&["SET-08"]),
            ),
            (
                "A record has its counterpart in the files that depend on it",
                Codes(&["SET-09"]),
            ),
            (
                "Item 62 of the basic information names its picture",
                Codes(&["SET-10", "SET-11", "KIH-C62"]),
            ),
            (
                "One record for each key in table 1, supplement, basic information, prevention plan",
                Codes(&["FIL-03"]),
            ),
            ("No record twice", Codes(&["FIL-02"])),
            ("Deletions name what was sent before", Codes(&["SET-13"])),
            (
                "Lines of table 2 in the order of issue, goal, support",
                Codes(&["T02-R01", "T02-R02", "T02-R03"]),
            ),
        ],
    ),
    (
        "Order and deletion (clauses 2.5 and 3.5)",
        &[
            (
                "Sets are imported in the order of their stamps",
                Codes(&["SET-12"]),
            ),
            (
                "A deletion takes the dependent tables with it",
                Reason("what the importing program does with its data"),
            ),
            ("An update needs no deletion before it", Codes(&["SET-12"])),
            (
                "A deletion of actuals concerns one service kind",
                Codes(&["J06-C06"]),
            ),
        ],
    ),
    (
        "How files are made",
        &[
            (
                "One month in a file: the month of the records is that of the name",
                Codes(&["T06-C05", "T07-C05", "D06-C04", "J06-C04", "HOS-C63"]),
            ),
            (
                "One CSV version in a file, that of the month",
                Codes(&["T06-C01", "T07-C01"]),
            ),
            (
                "Satellites of one number and kind in one file, numbered alike in tables 6 and 7",
                Codes(&["T07-R20"]),
            ),
            (
                "Tables 6 and 7 have the services of all offices of a client",
                Codes(&["T06-R10", "T07-R17"]),
            ),
            (
                "Count, units and days beyond 30 are the same in tables 6 and 7",
                Codes(&["T07-R18", "T07-R19", "T07-R21"]),
            ),
            (
                "Clients who have nothing of the receiver are not sent (tables 6 and 7)",
                Codes(&["T06-R09"]),
            ),
            (
                "Clients who have nothing of the receiver are not sent (care plans)",
                Reason(
                    "table 2 need not name the office, and a service may be agreed by telephone",
                ),
            ),
            (
                "Service kinds outside the exchange have no row",
                Codes(&["T06-C15", "T07-C09"]),
            ),
            (
                "Table 7: a subtotal nnAAAA for several lines of a kind, a grand total 999999",
                Codes(&["T07-R01", "T07-R02", "T07-R03"]),
            ),
            (
                "Table 7: subtotals and the grand total are sums",
                Codes(&["T07-R11", "T07-R13", "T07-R16"]),
            ),
            (
                "Table 7: totals have units 0, no discount, and the grand total office 9999999999",
                Codes(&["T07-R04", "T07-R05", "T07-R06", "T07-R07"]),
            ),
            (
                "Table 7: units by count, parts of limits, days",
                Codes(&["T07-R12", "T07-R14", "T07-R15"]),
            ),
            (
                "Limits of the supplement hold in table 7",
                Codes(&["T07-R22", "HOS-R07", "HOS-R08", "HOS-R09"]),
            ),
            (
                "Services lie in the month and in the period of the limit",
                Codes(&["T06-R03", "T06-R11"]),
            ),
            ("Proration days exist in the month", Codes(&["T06-R07"])),
            (
                "Rented equipment has a code and is numbered apart",
                Codes(&[
                    "T06-R04", "T06-R05", "T06-R06", "T06-R08", "T06-R12", "T07-R08", "T07-R09",
                    "T07-R10",
                ]),
            ),
            (
                "Times: both or none, the end not before the start",
                Codes(&["T06-R01", "T06-R02"]),
            ),
            (
                "UPYOBO_SUB: a repeated number has no text",
                Codes(&["YBS-R01", "YBS-R02"]),
            ),
            (
                "Service codes are those of the current tables",
                Reason("the tables change several times a year and are no part of the standard"),
            ),
            (
                "Reduced services (共生型) subtract on the first day of the month",
                Reason("which services are reduced is in the service code tables"),
            ),
        ],
    ),
    (
        "File names",
        &[
            (
                "A prefix of the standard, the longest first",
                Codes(&["NAM-01"]),
            ),
            ("Half-width characters", Codes(&["NAM-02"])),
            ("Small letters are read as capitals", Codes(&["NAM-03"])),
            (
                "The extension .CSV, for pictures .jpg, in any case",
                Codes(&["NAM-04"]),
            ),
            (
                "Names of standard 3 and 4.0 are told apart",
                Codes(&["NAM-05", "NAM-06"]),
            ),
            ("The number of parts", Codes(&["NAM-07"])),
            (
                "The month, or 000000 for the supplement of a care plan",
                Codes(&["NAM-08"]),
            ),
            (
                "Office numbers of 10, service kinds of 2 characters",
                Codes(&["NAM-09", "NAM-10"]),
            ),
            (
                "Stamp YYYYMMDDHHMMSS that exists",
                Codes(&["NAM-11", "NAM-12"]),
            ),
            (
                "Branch number of a picture with 4 digits",
                Codes(&["NAM-13"]),
            ),
            ("Other files are attachments", Codes(&["NAM-14"])),
            (
                "Service kinds that exist and are exchanged",
                Codes(&["NAM-15", "NAM-16"]),
            ),
            (
                "The variant of the supplement: name, item 4 and item 63 agree",
                Codes(&["HOS-R01"]),
            ),
            ("A picture is a JPEG", Codes(&["FIL-04"])),
        ],
    ),
    (
        "Characters and CSV (clauses 4.2 and 4.3)",
        &[
            (
                "MS932, strictly; no UTF-8 or UTF-16",
                Codes(&["ENC-01", "ENC-02", "ENC-03"]),
            ),
            (
                "No user-defined characters (外字) and none that do not exist",
                Codes(&["KS1-C06"]),
            ),
            (
                "NEC and IBM characters and half-width kana are allowed",
                Cases(
                    "allowed, no finding",
                    &[
                        "contents.rs::half_width_kana_and_line_breaks_in_quotes_are_right",
                        VALID,
                    ],
                ),
            ),
            (
                "A tab is a character of MS932 that few expect",
                Cases(
                    "a warning of the item",
                    &["files.rs::a_tab_in_text_is_a_warning_and_hides_nothing_worse"],
                ),
            ),
            (
                "Free text in quotes, quotes inside doubled",
                Codes(&["CSV-01", "CSV-02", "CSV-03"]),
            ),
            (
                "Commas and line breaks inside free text stay",
                Cases(
                    "allowed, no finding",
                    &["contents.rs::half_width_kana_and_line_breaks_in_quotes_are_right"],
                ),
            ),
            (
                "Free text without quotes, other items with quotes",
                Cases(
                    "a warning, or information, of the item, once for each",
                    &["contents.rs::quotes_are_told_once_for_each_item"],
                ),
            ),
            ("As many items as the form has", Codes(&["CSV-04"])),
            ("No header line", Codes(&["CSV-05"])),
            ("No empty lines", Codes(&["CSV-06"])),
            (
                "Line ends: nothing is written; CR LF is usual",
                Codes(&["CSV-07", "CSV-08", "CSV-09"]),
            ),
            (
                "Empty text as \"\" or nothing",
                Cases("allowed, no finding", &[VALID]),
            ),
            (
                "The length counts half-width characters; the standard does not say which",
                Reason("items with a length are nearly all half-width, so nothing differs"),
            ),
        ],
    ),
    (
        "Versions",
        &[
            (
                "202407 for services from April 2025",
                Cases(
                    "a warning of item 1 for earlier months",
                    &["contents.rs::version_before_its_time_is_a_warning"],
                ),
            ),
            (
                "202504 was replaced by 202407",
                Cases(
                    "a warning of item 1",
                    &["contents.rs::whole_file_of_one_wrong_version_says_so_once"],
                ),
            ),
            (
                "202208 and older are other standards",
                Cases(
                    "an error of item 1; files named as of standard 3 are judged by its own forms",
                    &[
                        "contents.rs::whole_file_of_one_wrong_version_says_so_once",
                        "version3.rs::sets_of_standard_3_are_read_with_a_warning_only",
                    ],
                ),
            ),
            (
                "When offices changed from 3 to 4",
                Reason("not written; a month before April 2025 is a warning"),
            ),
        ],
    ),
    (
        "Tables of codes",
        &[
            (
                "Every coded item has a code of its table; lost zeros are told",
                Codes(&[
                    "T01-C18", "HOS-C07", "KIH-C05", "YOB-C05", "KS2-C09", "T03-C07", "T06-C23",
                    "T07-C33",
                ]),
            ),
            (
                "Fixed values 00000000, 000000, 9999 and 9999999999",
                Codes(&["HOS-R01", "T06-R01", "T07-R04", "T07-C34"]),
            ),
        ],
    ),
];
