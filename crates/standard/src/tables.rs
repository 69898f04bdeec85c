//! The forms of the standard, one file each: items first, then the rules of a record.
//!
//! Which kind of file has which form is said by [`crate::FileKind::layout`].

pub mod basic;
pub mod basic_day;
pub mod basic_history;
pub mod delete_actual;
pub mod delete_basic;
pub mod delete_care_plan;
pub mod delete_planned;
pub mod delete_prevention;
pub mod prevention;
pub mod prevention_plan;
pub mod supplement;
pub mod table01;
pub mod table02;
pub mod table03;
pub mod table06;
pub mod table07;

#[cfg(test)]
mod tests {
    use crate::FileKind;
    use crate::layout::{Kind, Layout};

    /// Every form and the number of its items, as the standard counts them.
    const FORMS: [(FileKind, &str, usize); 16] = [
        (FileKind::UpHosoku, "HOS", 63),
        (FileKind::Up1Kyo, "T01", 28),
        (FileKind::Up2Kyo, "T02", 22),
        (FileKind::Up3Kyo, "T03", 13),
        (FileKind::UpPlan, "T06", 25),
        (FileKind::UpSikyu, "T07", 37),
        (FileKind::UpKihon, "KIH", 71),
        (FileKind::UpKihonSub1, "KS1", 7),
        (FileKind::UpKihonSub2, "KS2", 11),
        (FileKind::UpYobo, "YOB", 57),
        (FileKind::UpYoboSub, "YBS", 17),
        (FileKind::Dlt1Kyo, "D01", 4),
        (FileKind::DltPlan, "D06", 4),
        (FileKind::DltJsk, "J06", 6),
        (FileKind::DltKihon, "DKI", 4),
        (FileKind::DltYobo, "DYO", 4),
    ];

    fn form(kind: FileKind) -> &'static Layout {
        kind.layout().unwrap()
    }

    #[test]
    fn forms_have_the_items_of_the_standard_without_gaps() {
        for (kind, prefix, items) in FORMS {
            let layout = form(kind);
            assert_eq!(
                (layout.prefix, layout.columns.len()),
                (prefix, items),
                "{kind}"
            );
            for (column, number) in layout.columns.iter().zip(1..) {
                assert_eq!(column.number, number, "{kind} {}", column.id);
                assert!(!column.name_ja.is_empty() && !column.name_en.is_empty());
            }
        }
    }

    #[test]
    fn ids_are_unique_in_their_form() {
        for (kind, ..) in FORMS {
            let mut ids: Vec<&str> = form(kind).columns.iter().map(|column| column.id).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), form(kind).columns.len(), "{kind}");
        }
    }

    #[test]
    fn codes_of_one_table_have_one_length_and_differ() {
        for (kind, ..) in FORMS {
            for column in form(kind).columns {
                let Kind::Code(table) = column.kind else {
                    continue;
                };
                for value in table.codes {
                    assert_eq!(value.code.len(), table.length(), "{kind} {}", column.id);
                    assert!(std::ptr::eq(
                        table.find(value.code.as_bytes()).unwrap(),
                        value
                    ));
                }
            }
        }
    }

    #[test]
    fn keys_are_insurer_insured_and_a_date_or_month() {
        for (kind, ..) in FORMS {
            let layout = form(kind);
            assert!(
                matches!(layout.column(layout.key.insurer).kind, Kind::InsurerNumber),
                "{kind}"
            );
            assert!(
                matches!(layout.column(layout.key.insured).kind, Kind::InsuredNumber),
                "{kind}"
            );
            assert!(
                matches!(
                    layout.column(layout.key.date).kind,
                    Kind::Date | Kind::DateOrZeros | Kind::Month
                ),
                "{kind}"
            );
        }
    }
}
