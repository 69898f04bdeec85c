//! Tasks of 今日すること that come from the calendar, from certificates, from the licence, and from what this
//! office itself has begun.
//!
//! What a reader would get wrong: days are days of the calendar in Japan.

use protocol::UtcSeconds;

use super::{NAMED_MAX, Task};
use crate::error_code::text_of;
use crate::licence::{LicenceStanding, LicenceState};
use crate::notices::StoredNotice;
use crate::outbox::{HeldSending, Partner};
use crate::partners::PartnerEntry;
use crate::piles::PileRow;
use crate::store::settings::Contact;
use crate::web::dates;
use crate::web::licence::last_second;
use crate::web::texts::{Language, texts};
use crate::web::words::OfficeWords;

/// Days before its end from which a certificate is a task: it should have been renewed two months ago.
pub(super) const CERTIFICATE_DAYS: u64 = 30;

/// The day of the month until which claims go to the insurers.
const CLAIMS_DAY: i8 = 10;

/// How the certificate of this terminal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certificate {
    Until(UtcSeconds),
    /// It ended, or cannot be used for another reason.
    Unusable,
}

/// What is held back and can still be stopped.
pub(super) fn undo(language: Language, held: &[HeldSending], now: UtcSeconds) -> Vec<Task> {
    let words = &texts(language).home;
    let task = |sending: &HeldSending| {
        let seconds = sending.hold_until.0 - now.0;
        Task {
            class: "status-waiting",
            word: words.undo.of(u64::try_from(seconds).unwrap_or(0)),
            what: words.undo_what.of(sending.bundles),
            href: Some(format!("/sending/{}", sending.sending)),
            button: words.undo_button.as_str(),
            ..Task::default()
        }
    };
    held.iter().map(task).collect()
}

/// A notice that everybody should read at once, by its subject.
pub(super) fn important_notice(language: Language, notices: &[StoredNotice]) -> Option<Task> {
    let words = &texts(language).notices;
    let unread = |kept: &&StoredNotice| kept.read_at.is_none() && kept.notice.important;
    let first = notices.iter().find(unread)?;
    Some(Task {
        class: "status-warning",
        word: words.home_word.to_string(),
        what: words.home_important.to_string(),
        lines: vec![first.notice.subject.clone()],
        href: Some("/notices".to_owned()),
        button: words.home_button.as_str(),
        ..Task::default()
    })
}

/// Other notices that nobody read.
pub(super) fn notices(language: Language, notices: &[StoredNotice]) -> Option<Task> {
    let words = &texts(language).notices;
    let unread = |kept: &&StoredNotice| kept.read_at.is_none() && !kept.notice.important;
    let unread: Vec<&StoredNotice> = notices.iter().filter(unread).collect();
    let first = unread.first()?;
    Some(Task {
        class: "status-fetched",
        word: words.home_word.to_string(),
        what: words.home_what.of(unread.len() as u64),
        lines: vec![first.notice.subject.clone()],
        href: Some("/notices".to_owned()),
        button: words.home_button.as_str(),
        ..Task::default()
    })
}

/// Mail about arrivals that a server did not take; only an administrator can change that.
pub(super) fn mail(language: Language, code: Option<&str>, may_change: bool) -> Option<Task> {
    let words = &texts(language).mail;
    let reason = text_of(code?, language);
    Some(Task {
        class: "status-warning",
        word: words.home_word.to_string(),
        what: words.home_what.to_string(),
        lines: reason.map(|text| text.title).into_iter().collect(),
        href: may_change.then(|| "/settings/mail".to_owned()),
        button: words.home_button.as_str(),
        ..Task::default()
    })
}

/// Files that could not be sent with the others.
pub(super) fn left_over(language: Language, piles: &[PileRow]) -> Option<Task> {
    let words = &texts(language).home;
    let rest: Vec<&PileRow> = piles.iter().filter(|pile| pile.left_over).collect();
    let files = rest.iter().map(|pile| pile.files).sum();
    Some(Task {
        class: "status-failed",
        word: words.stopped.to_string(),
        what: words.left_over_what.of(files),
        href: Some(place_of(&rest)?),
        button: words.stopped_button.as_str(),
        ..Task::default()
    })
}

/// Work that was begun and not finished.
pub(super) fn begun(language: Language, piles: &[PileRow]) -> Option<Task> {
    let words = &texts(language).home;
    let begun: Vec<&PileRow> = piles.iter().filter(|pile| !pile.left_over).collect();
    Some(Task {
        class: "status-part",
        word: words.begun.to_string(),
        what: words.begun_what.of(begun.len() as u64),
        href: Some(place_of(&begun)?),
        button: words.begun_button.as_str(),
        ..Task::default()
    })
}

/// One pile is opened at once; several are chosen from their list.
fn place_of(piles: &[&PileRow]) -> Option<String> {
    match piles {
        [] => None,
        [pile] => Some(format!("/new/{}", pile.number)),
        _ => Some("/drafts".to_owned()),
    }
}

/// The hub was not reached when it was asked last.
pub(super) fn unreachable(
    language: Language,
    contact: &Contact,
    waiting: u64,
    now: UtcSeconds,
) -> Option<Task> {
    contact.failed_at?;
    let words = &texts(language).home;
    let mut lines = Vec::new();
    if let Some(at) = contact.reached_at {
        let time = dates::list_time(language, at, now);
        lines.push(words.unreachable_since.with(&[("time", &time)]));
    }
    if waiting > 0 {
        lines.push(words.unreachable_waiting.of(waiting));
    }
    // The exchange answered and will not serve this terminal: the line is in order, and its own words help.
    let refused = contact
        .code
        .as_deref()
        .filter(|code| code.starts_with("HUB-"));
    let refused = refused.and_then(|code| Some((code, text_of(code, language)?)));
    let (word, what) = match refused {
        Some((code, text)) => {
            lines.push(format!("{} {code}", text.remedy));
            (words.refused.to_string(), text.title)
        }
        None => {
            lines.push(words.unreachable_how.to_string());
            (
                words.unreachable.to_string(),
                words.unreachable_what.to_string(),
            )
        }
    };
    Some(Task {
        class: "status-failed",
        word,
        what,
        lines,
        href: Some("/sent".to_owned()),
        button: words.waiting_button.as_str(),
        ..Task::default()
    })
}

/// A partner shows another certificate: nothing is sent to it before a person agreed.
pub(super) fn partner_certificates(language: Language, partners: &[PartnerEntry]) -> Vec<Task> {
    let words = &texts(language).home;
    let changed = partners.iter().filter(|partner| partner.offered.is_some());
    let task = |partner: &PartnerEntry| Task {
        class: "status-warning",
        word: words.partner_key.to_string(),
        what: words.partner_key_what.to_string(),
        offices: vec![OfficeWords::of_entry(language, partner)],
        lines: vec![words.partner_key_how.to_string()],
        href: Some("/partners".to_owned()),
        button: words.partner_key_button.as_str(),
        ..Task::default()
    };
    changed.take(NAMED_MAX as usize).map(task).collect()
}

/// The certificate of this terminal ends soon, or has ended.
pub(super) fn certificate(
    language: Language,
    certificate: Certificate,
    now: UtcSeconds,
) -> Option<Task> {
    let words = &texts(language).home;
    let (class, word, what, lines) = match certificate {
        Certificate::Unusable => (
            "status-failed",
            &words.certificate_ended,
            words.certificate_ended_what.to_string(),
            vec![words.certificate_ended_how.to_string()],
        ),
        Certificate::Until(until) => {
            let days = dates::days_between(now, until);
            if days > CERTIFICATE_DAYS {
                return None;
            }
            let date = dates::long_date(language, until);
            (
                "status-warning",
                &words.certificate,
                words.certificate_what.of(days),
                vec![
                    words.certificate_until.with(&[("date", &date)]),
                    words.certificate_how.to_string(),
                ],
            )
        }
    };
    Some(Task {
        class,
        word: word.to_string(),
        what,
        lines,
        ..Task::default()
    })
}

/// The licence has ended: what is sent waits.
pub(super) fn licence_ended(
    language: Language,
    licence: &LicenceState,
    may_change: bool,
    now: UtcSeconds,
) -> Option<Task> {
    let LicenceStanding::Ended { ends_at } = licence.standing(now) else {
        return None;
    };
    let words = &texts(language).licence;
    let last = dates::long_date(language, last_second(ends_at));
    Some(Task {
        class: "status-failed",
        word: words.home_ended.to_string(),
        what: words.home_ended_what.with(&[("last", &last)]),
        ..to_the_licence(language, words.home_ended_how.to_string(), may_change)
    })
}

/// The licence ends soon, and nothing follows by itself.
pub(super) fn licence_ends(
    language: Language,
    licence: &LicenceState,
    may_change: bool,
    now: UtcSeconds,
) -> Option<Task> {
    let LicenceStanding::EndsSoon { ends_at } = licence.standing(now) else {
        return None;
    };
    let words = &texts(language).licence;
    let last = last_second(ends_at);
    let date = dates::long_date(language, last);
    let how = words.home_soon_how.with(&[("last", &date)]);
    Some(Task {
        class: "status-warning",
        word: words.home_soon.to_string(),
        what: words.home_soon_what.of(dates::days_between(now, last)),
        ..to_the_licence(language, how, may_change)
    })
}

/// The way to the page of the licence; who may not go there is told whom to ask.
fn to_the_licence(language: Language, how: String, may_change: bool) -> Task {
    let words = &texts(language).licence;
    let mut lines = vec![how];
    lines.extend((!may_change).then(|| words.home_ask.to_string()));
    Task {
        lines,
        href: may_change.then(|| "/settings/licence".to_owned()),
        button: words.home_button.as_str(),
        ..Task::default()
    }
}

/// The month whose actuals are needed now, `"202611"`, and the days that are left: from
/// the 1st to the 10th it is the month before.
pub(in crate::web) fn month_of_claims(now: UtcSeconds) -> Option<(String, u64)> {
    let today = dates::japan_time(now).date();
    let left = u64::try_from(CLAIMS_DAY - today.day()).ok()?;
    let (year, month) = match today.month() {
        1 => (today.year() - 1, 12),
        month => (today.year(), month - 1),
    };
    Some((format!("{year:04}{month:02}"), left))
}

/// Partners whose actuals of that month have not come.
pub(super) fn actuals(
    language: Language,
    month: &str,
    days_left: u64,
    missing: &[Partner],
) -> Option<Task> {
    let words = &texts(language).home;
    let count = missing.len() as u64;
    let more = count.saturating_sub(NAMED_MAX.into());
    let month_words = dates::care_month(language, month);
    (count > 0).then(|| Task {
        class: "status-waiting",
        word: words.actuals.of(days_left),
        what: words.actuals_what.with(count, &[("month", &month_words)]),
        offices: missing
            .iter()
            .take(NAMED_MAX as usize)
            .map(|partner| OfficeWords::of(language, partner))
            .collect(),
        lines: (more > 0)
            .then(|| words.more.of(more))
            .into_iter()
            .collect(),
        href: Some(format!("/board?month={month}")),
        button: words.actuals_button.as_str(),
        ..Task::default()
    })
}

/// Clients whose plan and actuals differ and whom nobody confirmed yet.
pub(super) fn differing(
    language: Language,
    month: &str,
    days_left: u64,
    clients: u64,
) -> Option<Task> {
    let words = &texts(language).home;
    let month_words = dates::care_month(language, month);
    (clients > 0).then(|| Task {
        class: "status-warning",
        word: words.differing.of(days_left),
        what: words
            .differing_what
            .with(clients, &[("month", &month_words)]),
        href: Some(format!("/reconcile?month={month}")),
        button: words.differing_button.as_str(),
        ..Task::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_about_the_month_before_from_the_1st_to_the_10th_in_japan() {
        let at = |text: &str| {
            let time: jiff::Timestamp = text.parse().unwrap();
            month_of_claims(UtcSeconds(time.as_second()))
        };
        let of = |month: &str, left| Some((month.to_owned(), left));
        assert_eq!(at("2026-11-30T14:59:59Z"), None);
        assert_eq!(at("2026-11-30T15:00:00Z"), of("202611", 9));
        assert_eq!(at("2026-12-08T00:00:00Z"), of("202611", 2));
        assert_eq!(at("2026-12-10T14:59:59Z"), of("202611", 0));
        assert_eq!(at("2026-12-10T15:00:00Z"), None);
        assert_eq!(at("2027-01-04T00:00:00Z"), of("202612", 6));
    }

    #[test]
    fn a_certificate_that_was_not_renewed_is_a_task_for_its_last_thirty_days() {
        let now = UtcSeconds(1_796_686_920);
        let day = 86_400;
        for (days, expected) in [(31, false), (30, true), (1, true), (0, true)] {
            let until = Certificate::Until(UtcSeconds(now.0 + days * day));
            let task = certificate(Language::Japanese, until, now);
            assert_eq!(task.is_some(), expected, "{days}");
        }
        assert!(certificate(Language::Japanese, Certificate::Unusable, now).is_some());
    }

    #[test]
    fn what_the_exchange_refuses_is_told_in_its_words_and_a_line_that_is_down_is_not() {
        let now = UtcSeconds(1_796_686_920);
        let task = |code: &str| {
            let contact = Contact {
                reached_at: None,
                failed_at: Some(now),
                code: Some(code.to_owned()),
            };
            let task = unreachable(Language::Japanese, &contact, 0, now).unwrap();
            (task.word, task.what, task.lines.concat())
        };
        let (word, what, lines) = task("HUB-203");
        assert_eq!(word, "使えません");
        assert_eq!(what, "この端末の電子証明書は失効しています");
        assert!(
            lines.ends_with("HUB-203") && !lines.contains("インターネット"),
            "{lines}"
        );
        let (word, _, lines) = task("OFF-401");
        assert_eq!(word, "つながりません");
        assert!(lines.contains("インターネット"), "{lines}");
    }
}
