//! Bytes per second on one core: decoded and split alone, and checked.

use crate::table06::Sample;
use anyhow::{Result, ensure};
use csv_core::{ReadRecordResult, Reader};
use rustix::time::{ClockId, Timespec, clock_gettime};
use standard::FileChecker;
use standard::finding::Severity;

/// As large as the pieces in which `tsunagu check` reads.
pub(crate) const PIECE_SIZE_BYTES: usize = 256 * 1024;

/// Prints both rates and their ratio; returns the rate of the check in MB/s.
///
/// # Errors
///
/// When a record was lost or something was found in the sample, so that the figures would mean nothing.
pub(crate) fn measure(sample: &Sample, megabytes: usize, runs: usize) -> Result<f64> {
    let mut bytes = Vec::new();
    let records = sample.write(&mut bytes, megabytes * 1_000_000)?;
    let mut pairs = Vec::new();
    // In turns, so that other work on the machine meets both.
    for _ in 0..runs.max(1) {
        let start = Clock::start();
        let split = decode_and_split(&bytes);
        let splitter = start.seconds();
        ensure!(split == records, "split into {split} of {records} records");
        let start = Clock::start();
        let mut checker = FileChecker::new(&sample.name);
        bytes
            .chunks(PIECE_SIZE_BYTES)
            .for_each(|piece| checker.feed(piece));
        let checked = checker.finish();
        pairs.push((splitter, start.seconds()));
        let report = checked.report();
        ensure!(
            report.records == records,
            "checked {} records",
            report.records
        );
        // That a file is larger than what is compared is no fault of the records.
        let mut findings = report.findings.iter();
        let fault = findings.find(|finding| finding.severity != Severity::Information);
        let found = fault.map(|finding| finding.code);
        ensure!(
            found.is_none(),
            "{found:?} in a sample that should be right"
        );
    }
    let rate = |seconds: f64| bytes.len() as f64 / seconds / 1e6;
    let best =
        |seconds: fn(&(f64, f64)) -> f64| pairs.iter().map(seconds).fold(f64::INFINITY, f64::min);
    let (split, checked) = (rate(best(|pair| pair.0)), rate(best(|pair| pair.1)));
    println!(
        "table 6, {records} records of {} bytes on average, best of {runs} runs on one core (its own time):",
        bytes.len() / records.max(1) as usize
    );
    println!("  decoded and split only  {split:7.0} MB/s  (encoding_rs and csv-core)");
    println!("  checked                 {checked:7.0} MB/s");
    println!(
        "  ratio                   {:7.0} %",
        100.0 * checked / split
    );
    let mut ratios: Vec<f64> = pairs
        .iter()
        .map(|(split, checked)| split / checked)
        .collect();
    ratios.sort_by(f64::total_cmp);
    let (least, most) = (ratios[0], ratios[ratios.len() - 1]);
    println!(
        "  ratio of each run       {:7.0} % in the middle, {:.0} to {:.0} %",
        100.0 * ratios[ratios.len() / 2],
        100.0 * least,
        100.0 * most
    );
    Ok(checked)
}

/// The time of the processor for this thread, so that what other programs take from the machine does not count. What
/// `/proc` tells of it moves in steps of 4 ms, a quarter of what 10 MB take.
struct Clock(Timespec);

impl Clock {
    fn start() -> Clock {
        Clock(clock_gettime(ClockId::ThreadCPUTime))
    }

    fn seconds(&self) -> f64 {
        let passed = clock_gettime(ClockId::ThreadCPUTime) - self.0;
        passed.tv_sec as f64 + passed.tv_nsec as f64 / 1e9
    }
}

/// Decodes all of `bytes` to UTF-8 and splits that into fields; the number of records.
fn decode_and_split(bytes: &[u8]) -> u32 {
    let mut decoder = encoding_rs::SHIFT_JIS.new_decoder_without_bom_handling();
    let mut reader = Reader::new();
    let mut text = vec![0; PIECE_SIZE_BYTES * 3];
    let (mut fields, mut ends) = (vec![0; 1 << 20], vec![0; 256]);
    let (mut records, mut fields_end, mut ends_end) = (0, 0, 0);
    let pieces = bytes.chunks(PIECE_SIZE_BYTES).count();
    for (number, piece) in (1..).zip(bytes.chunks(PIECE_SIZE_BYTES)) {
        let (_, _, size, _) = decoder.decode_to_utf8(piece, &mut text, number == pieces);
        let mut rest = &text[..size];
        while !rest.is_empty() {
            let (result, read, written, ended) =
                reader.read_record(rest, &mut fields[fields_end..], &mut ends[ends_end..]);
            rest = &rest[read..];
            (fields_end, ends_end) = (fields_end + written, ends_end + ended);
            if matches!(result, ReadRecordResult::Record) {
                std::hint::black_box((&fields[..fields_end], &ends[..ends_end]));
                records += 1;
                (fields_end, ends_end) = (0, 0);
            }
        }
    }
    records
}
