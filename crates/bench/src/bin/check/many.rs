//! Many small files at once, by one thread and by all.
//!
//! The way of `tsunagu check`: each file by itself on some thread, then the sets together.

use anyhow::{Result, ensure};
use samples::{SampleFile, Settings};
use standard::{CheckedFile, FileChecker, join_files};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Prints the time for `count` files of sample months with one thread and with `threads`.
///
/// # Errors
///
/// When an error was found in a sample.
pub(crate) fn measure(count: usize, threads: usize, runs: usize) -> Result<()> {
    let mut files: Vec<SampleFile> = Vec::new();
    for seed in 0.. {
        if files.len() >= count {
            break;
        }
        let month = "202610".parse().expect("a month");
        let settings = Settings {
            seed,
            offices: 12,
            clients: 200,
            month,
        };
        files.extend(samples::generate(&settings).files);
    }
    files.truncate(count);
    let size_bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    println!(
        "{count} files, {:.1} MB together, best of {runs} runs:",
        size_bytes as f64 / 1e6
    );
    let mut alone = 0.0;
    for threads in [1, threads] {
        let mut best = f64::INFINITY;
        for _ in 0..runs.max(1) {
            let start = Instant::now();
            let report = join_files(check_all(&files, threads));
            best = best.min(start.elapsed().as_secs_f64());
            ensure!(report.files.len() == count, "a file was lost");
        }
        alone = if threads == 1 { best } else { alone };
        println!(
            "  {threads} threads  {:7.1} ms  ({:.1} times as fast as one)",
            best * 1e3,
            alone / best
        );
    }
    Ok(())
}

/// Checks the files on `threads` threads; the result is in the order of the files.
fn check_all(files: &[SampleFile], threads: usize) -> Vec<CheckedFile> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(files.len()));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((index, file)) = take(files, &next) {
                    let mut checker = FileChecker::new(&file.name);
                    checker.feed(&file.bytes);
                    let checked = checker.finish();
                    done.lock()
                        .expect("no thread panics")
                        .push((index, checked));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, checked)| checked).collect()
}

fn take<'a>(files: &'a [SampleFile], next: &AtomicUsize) -> Option<(usize, &'a SampleFile)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    files.get(index).map(|file| (index, file))
}
