//! What holds a sent bundle up, as its page says it, and where a person goes to change that.
//!
//! What a reader would get wrong: the words of a code are the same for everybody, but not
//! everybody may do what they say. Who may not is told whom to ask, and gets no link.

use protocol::UtcSeconds;

use crate::ErrorCode;
use crate::outbox::{OutboxRow, SentState};
use crate::staff::Role;
use crate::web::dates;
use crate::web::findings::{self, Fact};
use crate::web::texts::texts;
use crate::web::visit::Visit;

/// States in which a person of this office has to act.
const STOPPED: [SentState; 2] = [SentState::Blocked, SentState::Refused];

/// What holds a bundle up.
pub(super) struct Problem {
    pub(super) class: &'static str,
    pub(super) status: &'static str,
    pub(super) word: &'static str,
    pub(super) facts: Vec<Fact>,
    pub(super) link: Option<Link>,
}

/// Where it can be changed.
pub(super) struct Link {
    pub(super) href: &'static str,
    pub(super) words: &'static str,
}

/// What holds up the bundle of `row`, if anything does.
pub(super) fn problem_of(visit: &Visit, row: &OutboxRow, now: UtcSeconds) -> Option<Problem> {
    let words = &visit.texts().sent;
    let problem = row.problem.as_ref()?;
    let mut facts = findings::code_facts(visit.language, &problem.code);
    let link = link(visit, &problem.code);
    if problem.code == LICENCE_ENDED.code() && link.is_none() {
        let remedy = texts(visit.language).finding.remedy.as_str();
        for fact in facts.iter_mut().filter(|fact| fact.name == remedy) {
            fact.text = visit.texts().licence.sent_ask.to_string();
        }
    }
    if let Some(at) = problem.next_attempt_at {
        facts.push(Fact::new(
            words.problem_next.as_str(),
            dates::receipt_time(visit.language, at, now),
        ));
    }
    if problem.attempts > 0 {
        facts.push(Fact::new(
            words.problem_tried.as_str(),
            words.problem_attempts.of(problem.attempts.into()),
        ));
    }
    let (class, status, word) = if STOPPED.contains(&row.state) {
        ("finding-error", "status-failed", &words.stopped)
    } else {
        ("finding-warning", "status-waiting", &words.retrying)
    };
    Some(Problem {
        class,
        status,
        word: word.as_str(),
        facts,
        link,
    })
}

/// The hub's refusal while the licence is over.
const LICENCE_ENDED: protocol::ErrorCode = protocol::ErrorCode::LicenceEnded;

fn link(visit: &Visit, code: &str) -> Option<Link> {
    let words = visit.texts();
    if code == LICENCE_ENDED.code() {
        return visit.may(Role::Administrator).then(|| Link {
            href: "/settings/licence",
            words: words.licence.home_button.as_str(),
        });
    }
    (code == ErrorCode::PartnerCertificateChanged.code()).then(|| Link {
        href: "/partners",
        words: words.home.partner_key_button.as_str(),
    })
}
