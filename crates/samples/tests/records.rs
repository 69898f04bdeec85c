//! The typed records of the standard read whole sample months and write the same bytes again.

#![allow(clippy::unwrap_used)]

use standard::records::*;
use standard::{FileKind, FileName, read_file};
use tsunagu_samples::{Settings, generate};

fn rewrite<R: Record>(kind: FileKind, bytes: &[u8], records: &mut usize) -> Vec<u8> {
    let read: Vec<R> = read_records(&read_file(bytes, kind)).unwrap();
    *records += read.len();
    write_records(kind, &read).unwrap()
}

#[test]
fn typed_records_of_sample_months_lose_nothing() {
    let mut counted = 0;
    for seed in 0..12 {
        let world = generate(&Settings {
            seed,
            offices: 6,
            clients: 12,
            month: "202610".parse().unwrap(),
        });
        for file in &world.files {
            let kind = FileName::parse(&file.name).unwrap().kind;
            let (bytes, n) = (file.bytes.as_slice(), &mut counted);
            let written = match kind {
                FileKind::UpHosoku => rewrite::<SupplementRecord>(kind, bytes, n),
                FileKind::Up1Kyo => rewrite::<Table01Record>(kind, bytes, n),
                FileKind::Dlt1Kyo => rewrite::<DeleteCarePlanRecord>(kind, bytes, n),
                FileKind::Up2Kyo => rewrite::<Table02Record>(kind, bytes, n),
                FileKind::Up3Kyo => rewrite::<Table03Record>(kind, bytes, n),
                FileKind::UpPlan | FileKind::UpJsk => rewrite::<Table06Record>(kind, bytes, n),
                FileKind::DltPlan => rewrite::<DeletePlannedRecord>(kind, bytes, n),
                FileKind::DltJsk => rewrite::<DeleteActualRecord>(kind, bytes, n),
                FileKind::UpSikyu => rewrite::<Table07Record>(kind, bytes, n),
                FileKind::UpKihon => rewrite::<BasicRecord>(kind, bytes, n),
                FileKind::UpKihonSub1 => rewrite::<BasicDayRecord>(kind, bytes, n),
                FileKind::UpKihonSub2 => rewrite::<BasicHistoryRecord>(kind, bytes, n),
                FileKind::UpKihonImage => bytes.to_vec(),
                FileKind::DltKihon => rewrite::<DeleteBasicRecord>(kind, bytes, n),
                FileKind::UpYobo => rewrite::<PreventionRecord>(kind, bytes, n),
                FileKind::UpYoboSub => rewrite::<PreventionPlanRecord>(kind, bytes, n),
                FileKind::DltYobo => rewrite::<DeletePreventionRecord>(kind, bytes, n),
            };
            assert_eq!(written, bytes, "{}", file.name);
        }
    }
    assert!(counted > 5000, "only {counted} records were read");
}
