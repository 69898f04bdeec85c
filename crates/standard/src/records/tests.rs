//! Every struct has the items of its form, and loses nothing of what it reads.

use super::codes::Applies;
use super::value::*;
use super::*;
use crate::document::read_file;
use crate::layout::Kind;

fn compare_form<R: Record>(kind: FileKind) {
    let layout = kind.layout().unwrap();
    assert!(std::ptr::eq(layout, R::layout()), "{kind}");
    let ids: Vec<&str> = layout.columns.iter().map(|column| column.id).collect();
    assert_eq!(R::IDS, ids, "{kind}");
}

/// Calls a generic function for every kind of file that has records.
macro_rules! for_each_form {
    ($call:ident($($argument:expr),*)) => {
        $call::<SupplementRecord>(FileKind::UpHosoku, $($argument),*);
        $call::<Table01Record>(FileKind::Up1Kyo, $($argument),*);
        $call::<DeleteCarePlanRecord>(FileKind::Dlt1Kyo, $($argument),*);
        $call::<Table02Record>(FileKind::Up2Kyo, $($argument),*);
        $call::<Table03Record>(FileKind::Up3Kyo, $($argument),*);
        $call::<Table06Record>(FileKind::UpPlan, $($argument),*);
        $call::<Table06Record>(FileKind::UpJsk, $($argument),*);
        $call::<DeletePlannedRecord>(FileKind::DltPlan, $($argument),*);
        $call::<DeleteActualRecord>(FileKind::DltJsk, $($argument),*);
        $call::<Table07Record>(FileKind::UpSikyu, $($argument),*);
        $call::<BasicRecord>(FileKind::UpKihon, $($argument),*);
        $call::<BasicDayRecord>(FileKind::UpKihonSub1, $($argument),*);
        $call::<BasicHistoryRecord>(FileKind::UpKihonSub2, $($argument),*);
        $call::<DeleteBasicRecord>(FileKind::DltKihon, $($argument),*);
        $call::<PreventionRecord>(FileKind::UpYobo, $($argument),*);
        $call::<PreventionPlanRecord>(FileKind::UpYoboSub, $($argument),*);
        $call::<DeletePreventionRecord>(FileKind::DltYobo, $($argument),*);
    };
}

#[test]
fn structs_have_the_items_of_their_forms_in_order() {
    for_each_form!(compare_form());
}

/// Values of every sort that an item accepts, those with a warning among them.
fn accepted(column: &Column) -> Vec<String> {
    let texts: &[&str] = match column.kind {
        Kind::Version => &["202407", "202504"],
        Kind::Version3 => &["202208"],
        Kind::InsurerNumber => &["131059", "000000"],
        Kind::InsuredNumber => &["0000000123", "H123456789"],
        Kind::OfficeNumber => &["1370200015", "137020A015"],
        Kind::FixedNines => &["9999999999", "1370200015", "1"],
        Kind::Date | Kind::BirthDate => &["20240229", "18680101"],
        Kind::DateOrZeros => &["20240229", "00000000"],
        Kind::Month => &["202610", "186801"],
        Kind::MonthOrZeros => &["202610", "000000"],
        Kind::Time => &["0000", "2359", "2400"],
        Kind::ServiceTime => &["0905", "2400", "9999"],
        Kind::Integer(_) => &["0", "1", "9", "01", "00012", "-5", "-0", "123456789", "多"],
        Kind::Decimal => &["10.00", "00.01", "99.99"],
        Kind::Code(table) => return table.codes.iter().map(|v| v.code.to_string()).collect(),
        Kind::Alphanumeric(_) => &["1", "aZ"],
        Kind::Short(_) => &["1", "３階"],
        Kind::LineNumber => &["1", "01", "１"],
        Kind::ServiceKind => &["11", "A2"],
        Kind::ServiceCode => &["111111", "A21111"],
        Kind::StatementCode => &["111111", "11AAAA", "999999"],
        Kind::EquipmentCode => &["00001-000010", "00001－000010", "1"],
        Kind::Postal => &["100-0001"],
        Kind::Phone => &["03-1234-5678", "携帯 090"],
        Kind::ProrationDays => &[
            "0000000000000000000000000000000",
            "1111111111111111111111111111111",
            "1000000000000000000000000000001",
        ],
        Kind::FreeText => &["髙橋", "a,b\r\n\"c\"", " "],
        Kind::Unused => &["1"],
    };
    texts.iter().map(ToString::to_string).collect()
}

/// Texts that the check of an item takes must come back as they were, and others be refused.
fn read_and_write<R: Record>(kind: FileKind, counted: &mut [usize; 2]) {
    let layout = kind.layout().unwrap();
    let plain: Vec<String> = layout
        .columns
        .iter()
        .map(|column| accepted(column).remove(usize::from(matches!(column.kind, Kind::Integer(_)))))
        .collect();
    for column in layout.columns {
        let index = usize::from(column.number) - 1;
        for text in accepted(column).into_iter().chain([String::new()]) {
            let mut fields = plain.clone();
            fields[index] = text;
            let bytes = encoding::encode(&fields[index]).unwrap();
            let right = judge(layout, column, &bytes).is_ok();
            counted[usize::from(right)] += 1;
            match R::from_fields(&fields) {
                Ok(record) => {
                    assert!(right, "{kind} {}: {fields:?}", column.id);
                    assert_eq!(record.to_fields(), fields, "{kind} {}", column.id);
                    let file = write_records(kind, std::slice::from_ref(&record)).unwrap();
                    let read: Vec<R> = read_records(&read_file(&file, kind)).unwrap();
                    assert_eq!(read[0].to_fields(), fields);
                }
                Err(error) => {
                    assert!(!right, "{kind} {}: {error}", column.id);
                    let RecordProblem::Item(finding) = error.problem else {
                        panic!("{error}");
                    };
                    assert_eq!(finding.item, Some(column.number));
                }
            }
        }
    }
}

#[test]
fn every_value_that_an_item_takes_comes_back_as_it_was() {
    let mut counted = [0, 0];
    for_each_form!(read_and_write(&mut counted));
    assert!(counted[0] > 300 && counted[1] > 900, "{counted:?}");
}

fn deletion() -> DeletePlannedRecord {
    DeletePlannedRecord::new(DeletePlannedRequired {
        insurer_number: "131059".parse().unwrap(),
        insured_number: "H000000123".parse().unwrap(),
        target_month: "202610".parse().unwrap(),
    })
}

#[test]
fn errors_name_record_item_and_cause() {
    let file = b"202407,131059,0000000123,202610\r\n202407,131059,0000000123,202613\r\n";
    let error =
        read_records::<DeletePlannedRecord>(&read_file(file, FileKind::DltPlan)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "record 2: item 4: target month \"202613\" is not a month that exists (D06-C04)"
    );
    let RecordProblem::Item(finding) = error.problem else {
        panic!()
    };
    assert_eq!((finding.line, finding.item), (Some(2), Some(4)));

    let short = read_file(b"202407,131059\r\n", FileKind::DltPlan);
    assert_eq!(
        read_records::<DeletePlannedRecord>(&short)
            .unwrap_err()
            .to_string(),
        "record 1: 2 fields, the form has 4 items"
    );
    assert_eq!(
        write_records(FileKind::UpPlan, &[deletion()])
            .unwrap_err()
            .to_string(),
        "UPPLAN has no records of this form"
    );
    assert_eq!(
        write_records(FileKind::DltPlan, &[deletion()]).unwrap(),
        b"202407,131059,H000000123,202610\r\n"
    );
}

#[test]
fn bytes_that_are_not_allowed_are_not_read_as_their_picture() {
    let file = b"202407,131059,0000000123,20261005,20261001,\"\xf0\x40\",,,,,,,\r\n";
    let error = read_records::<Table03Record>(&read_file(file, FileKind::Up3Kyo)).unwrap_err();
    let RecordProblem::Item(finding) = error.problem else {
        panic!()
    };
    assert_eq!(finding.item, Some(6));
}

#[test]
fn characters_that_ms932_lacks_are_refused() {
    let mut record = Table03Record::new(Table03Required {
        insurer_number: "131059".parse().unwrap(),
        insured_number: "0000000123".parse().unwrap(),
        created_date: "20261005".parse().unwrap(),
        care_plan_date: "20261001".parse().unwrap(),
    });
    record.daily_activity = Some("散歩😀".to_string());
    assert_eq!(
        write_records(FileKind::Up3Kyo, &[record])
            .unwrap_err()
            .to_string(),
        "record 1: item 10: MS932 has no U+1F600"
    );
}

#[test]
fn values_say_what_they_mean() {
    assert_eq!(Number::from(120_u32).value(), 120);
    assert_eq!(Number::from(-5_i32).value(), -5);
    assert_eq!(Number::from(0_u32).write(), "0");
    assert_eq!(UnitPrice::from_hundredths(1042).unwrap().write(), "10.42");
    assert_eq!(UnitPrice::from_hundredths(10_000), None);
    assert_eq!(Time::new(24, 1), None);
    let days = ProrationDays::default().with(1).with(31).with(32);
    assert!(days.contains(31) && !days.contains(2) && !days.contains(32));
    assert_eq!(Applies::DoesNotApply.as_str(), "0");
    assert_eq!("12345".parse::<InsurerNumber>(), Err(ParseValueError));
}
