//! What the demo says: numbered steps in Japanese and English, each with what it proves and its time.
//!
//! Easily got wrong: a step is printed when it has held, not when it begins; a line on the screen is a fact.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// In which language the demo speaks.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Language {
    /// 日本語
    Ja,
    /// English
    En,
    /// Japanese, with English below
    Both,
}

impl Language {
    /// What the programs are asked to speak.
    pub(super) fn program_language(self) -> &'static str {
        match self {
            Language::Ja | Language::Both => "ja",
            Language::En => "en",
        }
    }
}

/// One sentence in both languages.
pub(super) struct Words {
    pub(super) ja: String,
    pub(super) en: String,
}

/// Makes one sentence in both languages.
pub(super) fn words(ja: impl Into<String>, en: impl Into<String>) -> Words {
    Words {
        ja: ja.into(),
        en: en.into(),
    }
}

/// Counts and times the steps.
pub(super) struct Narrator {
    language: Language,
    steps: u32,
    start: Instant,
}

impl Narrator {
    pub(super) fn new(language: Language) -> Narrator {
        Narrator {
            language,
            steps: 0,
            start: Instant::now(),
        }
    }

    /// Runs one step and then prints its title, its time, and what it proved (which the step returns, line by line).
    pub(super) fn step<T>(
        &mut self,
        title: &Words,
        run: impl FnOnce() -> Result<(T, Vec<Words>)>,
    ) -> Result<T> {
        self.steps += 1;
        let start = Instant::now();
        let (value, facts) =
            run().with_context(|| format!("step {}: {} / {}", self.steps, title.ja, title.en))?;
        self.print_title(title, start.elapsed());
        for fact in &facts {
            self.say("     ✓ ", "       ", fact);
        }
        Ok(value)
    }

    /// Prints a sentence that is no step.
    pub(super) fn tell(&self, sentence: &Words) {
        self.say("", "", sentence);
    }

    /// Prints the sum.
    pub(super) fn finish(&self) {
        let seconds = self.start.elapsed().as_secs_f64();
        self.tell(&words(
            format!(
                "{} の手順がすべて成り立ちました。全体で {seconds:.1} 秒。",
                self.steps
            ),
            format!(
                "All {} steps held. {seconds:.1} seconds in all.",
                self.steps
            ),
        ));
    }

    fn print_title(&self, title: &Words, time: Duration) {
        let seconds = time.as_secs_f64();
        let timed = words(
            format!("{}  ({seconds:.2} 秒)", title.ja),
            format!("{}  ({seconds:.2} s)", title.en),
        );
        self.say(&format!("{:>3}. ", self.steps), "     ", &timed);
    }

    fn say(&self, first: &str, next: &str, sentence: &Words) {
        match self.language {
            Language::Ja => println!("{first}{}", sentence.ja),
            Language::En => println!("{first}{}", sentence.en),
            Language::Both => {
                println!("{first}{}", sentence.ja);
                // Names and addresses are the same in both languages.
                if sentence.en != sentence.ja {
                    println!("{next}{}", sentence.en);
                }
            }
        }
    }
}
