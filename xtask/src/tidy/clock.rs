//! The clock is read at the edges only, so that everything else can be tested at any time of any day.
//!
//! Allowed: programs (`main.rs`), the office's `worker.rs`, `http/` and `web/`, the command line, and the tools
//! (`bench`, `testkit`, `simulation`, `xtask`) and examples. Tests may read it too, but not those of the pure crates.

use super::Finding;
use super::source::{Keep, find_words, is_test_file, line_at, mask, test_ranges};
use crate::tree::Tree;

const CLOCKS: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "OffsetDateTime::now",
];

/// Crates in which nothing, not even a test, reads a clock.
const PURE: &[&str] = &[
    "crates/standard/",
    "crates/sheets/",
    "crates/reconcile/",
    "crates/protocol/",
    "crates/samples/",
];

const TOOLS: &[&str] = &[
    "crates/cli/",
    "crates/bench/",
    "crates/testkit/",
    "crates/simulation/",
    "e2e/",
    "xtask/",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust_files() {
        if is_edge(&file.path) {
            continue;
        }
        let pure = PURE.iter().any(|folder| file.path.starts_with(folder));
        if !pure && is_test_file(&file.path) {
            continue;
        }
        let masked = mask(&file.text, Keep::Code);
        let tests = test_ranges(&masked);
        for clock in CLOCKS {
            for at in find_words(&masked, clock) {
                if !pure && tests.iter().any(|range| range.contains(&at)) {
                    continue;
                }
                findings.push(Finding {
                    path: file.path.clone(),
                    line: line_at(&masked, at),
                    rule: "clock",
                    message: format!("`{clock}` is called away from the edges"),
                    remedy: "take the time as a value (`now: UtcSeconds`) and read the clock in main.rs, worker.rs, http/, web/ or cli",
                });
            }
        }
    }
    findings
}

fn is_edge(path: &str) -> bool {
    if PURE.iter().any(|folder| path.starts_with(folder)) {
        return false;
    }
    TOOLS.iter().any(|folder| path.starts_with(folder))
        || path.split('/').any(|part| {
            matches!(
                part,
                "main.rs" | "examples" | "worker.rs" | "http" | "http.rs" | "web" | "web.rs"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    #[track_caller]
    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&Tree::from_files(&[(path, text)]))
            .into_iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn the_clock_is_read_at_the_edges_only() {
        let reads = "fn a() {\n    SystemTime::now();\n}\n";
        assert_eq!(lines("crates/hub/src/bundles/accept.rs", reads), [2]);
        assert_eq!(lines("crates/hub/src/main.rs", reads), [0; 0]);
        assert_eq!(lines("crates/hub/src/http/bundles.rs", reads), [0; 0]);
        assert_eq!(lines("crates/office/src/worker.rs", reads), [0; 0]);
        assert_eq!(lines("crates/cli/src/send.rs", reads), [0; 0]);
        assert_eq!(lines("crates/standard/src/main.rs", reads), [2]);
        assert_eq!(
            lines(
                "crates/hub/src/a.rs",
                "// Instant::now\nlet a = \"Instant::now\";"
            ),
            [0; 0]
        );
    }

    #[test]
    fn tests_may_read_it_except_in_pure_crates() {
        let test = "#[cfg(test)]\nmod tests {\n    fn a() { Instant::now(); }\n}\n";
        assert_eq!(lines("crates/hub/src/a.rs", test), [0; 0]);
        assert_eq!(lines("crates/protocol/src/a.rs", test), [3]);
        assert_eq!(
            lines("crates/hub/tests/http/a.rs", "Instant::now()"),
            [0; 0]
        );
    }
}
