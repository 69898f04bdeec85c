//! A line that breaks: a TCP relay in front of the hub that cuts connections after so many bytes, as a seed says.
//!
//! It knows nothing of TLS, so it can lose and break off but never alter. Cuts happen on the way there (the hub may have
//! half a request), on the way back (the hub has done the work and nobody learns of it), or at once. Easily got wrong:
//! the seed fixes where the n-th connection is cut, not which request that is.

use anyhow::{Context, Result};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// Where a cut connection is cut at the latest. A bundle of the tests has below 10,000 bytes, a TLS handshake about
/// 4,000, so most cuts hit something.
const CUT_AFTER_BYTES_MAX: u64 = 20_000;

/// The relay; connections that exist when it is dropped go on until their ends close them.
pub struct PoorLine {
    port: u16,
    whole: Arc<AtomicBool>,
    cuts: Arc<AtomicU32>,
}

impl PoorLine {
    /// Starts a relay to the hub at `url`; of a hundred connections it cuts `cut_percent`.
    ///
    /// # Errors
    ///
    /// When no port can be opened.
    pub fn start(url: &str, seed: u64, cut_percent: u32) -> Result<PoorLine> {
        let target: u16 = url
            .rsplit(':')
            .next()
            .unwrap_or_default()
            .parse()
            .context("the hub's port")?;
        let listener = TcpListener::bind("127.0.0.1:0").context("a port for the line")?;
        let port = listener.local_addr().context("the line's port")?.port();
        let (whole, cuts) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicU32::new(0)),
        );
        let (whole_there, cuts_there) = (Arc::clone(&whole), Arc::clone(&cuts));
        std::thread::spawn(move || {
            let mut dice = ChaCha8Rng::seed_from_u64(seed);
            for connection in listener.incoming().flatten() {
                let cut =
                    !whole_there.load(Ordering::Relaxed) && dice.next_u32() % 100 < cut_percent;
                let budgets = if cut {
                    draw_budgets(&mut dice)
                } else {
                    [u64::MAX; 2]
                };
                relay(&connection, target, budgets, &cuts_there);
            }
        });
        Ok(PoorLine { port, whole, cuts })
    }

    /// The hub's address through this line.
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// From now on no new connection is cut.
    pub fn pause(&self) {
        self.whole.store(true, Ordering::Relaxed);
    }

    /// From now on new connections are cut again, as the seed says.
    pub fn resume(&self) {
        self.whole.store(false, Ordering::Relaxed);
    }

    /// How many connections were cut.
    pub fn cuts(&self) -> u32 {
        self.cuts.load(Ordering::Relaxed)
    }
}

/// Bytes there and back until the cut; only one of the two ways is cut.
fn draw_budgets(dice: &mut ChaCha8Rng) -> [u64; 2] {
    let bytes = dice.next_u64() % CUT_AFTER_BYTES_MAX;
    if dice.next_u32().is_multiple_of(2) {
        [bytes, u64::MAX]
    } else {
        [u64::MAX, bytes]
    }
}

fn relay(near: &TcpStream, target: u16, [there, back]: [u64; 2], cuts: &Arc<AtomicU32>) {
    // A hub that is down looks like a line that breaks at once.
    let Ok(far) = TcpStream::connect(("127.0.0.1", target)) else {
        return;
    };
    let (Ok(near_back), Ok(far_back)) = (near.try_clone(), far.try_clone()) else {
        return;
    };
    let Ok(near) = near.try_clone() else { return };
    let (cuts_there, cuts_back) = (Arc::clone(cuts), Arc::clone(cuts));
    std::thread::spawn(move || carry(near, far, there, &cuts_there));
    std::thread::spawn(move || carry(far_back, near_back, back, &cuts_back));
}

/// Carries bytes one way until an end closes or the budget is used up, which closes both ends.
fn carry(mut from: TcpStream, mut to: TcpStream, mut budget: u64, cuts: &AtomicU32) {
    let mut buffer = [0; 4096];
    while let Ok(read) = from.read(&mut buffer) {
        if read == 0 {
            let _ = to.shutdown(Shutdown::Write);
            return;
        }
        let carried = usize::try_from(budget).map_or(read, |budget| budget.min(read));
        if to.write_all(&buffer[..carried]).is_err() {
            break;
        }
        budget = budget.saturating_sub(carried as u64);
        if carried < read || budget == 0 {
            cuts.fetch_add(1, Ordering::Relaxed);
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

#[cfg(test)]
mod tests {
    use super::PoorLine;
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    /// A server that answers each connection with what it was sent.
    fn echo() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!(
            "https://localhost:{}",
            listener.local_addr().unwrap().port()
        );
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                std::thread::spawn(move || {
                    let mut copy = stream.try_clone().unwrap();
                    let _ = std::io::copy(&mut stream, &mut copy);
                    let _ = copy.shutdown(std::net::Shutdown::Write);
                });
            }
        });
        url
    }

    fn send(line: &PoorLine, bytes: usize) -> usize {
        let port: u16 = line.url().rsplit(':').next().unwrap().parse().unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let mut copy = stream.try_clone().unwrap();
        let writer = std::thread::spawn(move || {
            let _ = copy.write_all(&vec![7; bytes]);
            let _ = copy.shutdown(std::net::Shutdown::Write);
        });
        let mut back = Vec::new();
        let _ = stream.read_to_end(&mut back);
        writer.join().unwrap();
        back.len()
    }

    #[test]
    fn a_whole_line_carries_everything_and_a_cut_one_does_not() {
        let url = echo();
        let whole = PoorLine::start(&url, 1, 0).unwrap();
        assert_eq!(send(&whole, 100_000), 100_000);
        assert_eq!(whole.cuts(), 0);
        let cut = PoorLine::start(&url, 1, 100).unwrap();
        assert!(send(&cut, 100_000) < 100_000);
        assert_eq!(cut.cuts(), 1);
        cut.pause();
        assert_eq!(send(&cut, 100_000), 100_000);
    }
}
