//! What the programs of this crate share: figures of a series, and contents to send.
//!
//! The programs are in `src/bin`; `docs/reference/performance.md` names their commands. They print what they measured and
//! judge nothing. Easily got wrong: figures from a machine that does other work at the same time are lower bounds; what
//! can be compared are ratios of one run.
#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(feature = "programs")]
use anyhow::{Context, Result};
use std::time::Duration;

/// A series of times.
pub struct Series {
    sorted: Vec<Duration>,
}

impl Series {
    /// Takes the times in any order; at least one.
    pub fn new(mut times: Vec<Duration>) -> Series {
        times.sort();
        Series { sorted: times }
    }

    /// The time below which `percent` of the series lie, in milliseconds; 0 for an empty series.
    pub fn percentile_ms(&self, percent: usize) -> f64 {
        let last = self.sorted.len().saturating_sub(1);
        let index = (last * percent).div_ceil(100);
        self.sorted
            .get(index)
            .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }

    /// Median, 95th percentile and longest, for a line of output.
    pub fn summary(&self) -> String {
        format!(
            "median {:.1} ms, 95 % below {:.1} ms, longest {:.1} ms",
            self.percentile_ms(50),
            self.percentile_ms(95),
            self.percentile_ms(100)
        )
    }
}

/// So many random bytes: contents that no compression makes smaller.
///
/// # Errors
///
/// When the system has no random bytes.
#[cfg(feature = "programs")]
pub fn random_contents(size_bytes: usize) -> Result<Vec<u8>> {
    let mut bytes = vec![0; size_bytes];
    aws_lc_rs::rand::fill(&mut bytes).context("random bytes")?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::Series;
    use std::time::Duration;

    #[test]
    fn percentiles_are_of_the_sorted_series() {
        let series = Series::new([5, 1, 4, 2, 3].map(Duration::from_millis).to_vec());
        assert_eq!(series.percentile_ms(50), 3.0);
        assert_eq!(series.percentile_ms(95), 5.0);
        assert_eq!(series.percentile_ms(0), 1.0);
        assert_eq!(Series::new(Vec::new()).percentile_ms(50), 0.0);
    }
}
