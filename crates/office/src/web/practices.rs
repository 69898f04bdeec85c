//! The practices that run in this program: each has the pages of its own office, reached by a key that only its
//! browser knows.
//!
//! The key stands in the cookie in which browsers otherwise keep the number of a real office. What a reader would get
//! wrong: after a restart the key leads nowhere, so the browser sees its real office again, without the line 練習 at
//! the top; a page of the practice that is still open cannot change anything there, for its forms carry another token.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;

use crate::practice::Practice;
use crate::random::random_bytes;

/// Practices at once. An office has a few people who practise on the same day; the oldest one ends when more begin.
const PRACTICES_MAX: usize = 8;

/// Begins every key, so that no key is an office number.
const PREFIX: &str = "practice-";

/// A practice and its key.
#[derive(Clone)]
pub(crate) struct RunningPractice {
    pub(crate) key: String,
    pub(crate) practice: Arc<Practice>,
    /// The choice to go back to when the practice is left.
    pub(crate) left_to: String,
}

impl RunningPractice {
    /// With a new key: 128 bits, so none can be guessed.
    pub(crate) fn new(practice: Practice, left_to: String) -> RunningPractice {
        let random: [u8; 16] = random_bytes();
        RunningPractice {
            key: format!("{PREFIX}{}", data_encoding::HEXLOWER.encode(&random)),
            practice: Arc::new(practice),
            left_to,
        }
    }
}

/// All that run.
#[derive(Default)]
pub(crate) struct Practices {
    running: Mutex<VecDeque<(String, Router)>>,
}

impl Practices {
    /// Adds the pages of a practice; ends the oldest one when there are too many.
    pub(crate) fn add(&self, key: String, pages: Router) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.len() == PRACTICES_MAX {
            running.pop_front();
        }
        running.push_back((key, pages));
    }

    /// Ends a practice; its data vanishes when the last request to it has ended.
    pub(crate) fn end(&self, key: &str) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.retain(|(known, _)| known != key);
    }

    /// The pages of the practice with this key.
    pub(crate) fn router(&self, key: &str) -> Option<Router> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, pages)| pages.clone())
    }
}
