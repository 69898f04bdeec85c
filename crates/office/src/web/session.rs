//! Who is logged in: one entry in memory for each browser and office.
//!
//! The browser holds 256 random bits in a cookie that scripts cannot read; here is
//! only their hash, so that a look into memory or a log gives nobody a session. The
//! account is read again with every request: what an administrator, a command or
//! another terminal changes ends its sessions at once, because the account's epoch
//! rises.
//!
//! What a reader would get wrong: the questions that open pages ask by themselves
//! (`live.js`) do not count as use. Otherwise no page that is left open would ever
//! time out.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use axum::http::header::{HeaderMap, HeaderValue};
use protocol::UtcSeconds;

use super::site::Site;
use super::visit::cookie;
use crate::config::Settings;
use crate::random::random_bytes;
use crate::staff::{StaffId, StaffMember};

/// Sessions of one office at the same time; the one that was used longest ago ends
/// first. Two for each of a hundred people.
const SESSIONS_MAX: usize = 200;

/// SHA-256 of the random bits in the cookie.
pub(crate) type SessionHash = [u8; 32];

/// A browser in which somebody is logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) staff: StaffId,
    pub(crate) epoch: i64,
    pub(crate) started: UtcSeconds,
    pub(crate) used: UtcSeconds,
    /// Where the browser is; `None` when it is not known.
    pub(crate) from: Option<IpAddr>,
}

/// How long sessions last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SessionTimes {
    /// Seconds without use.
    idle: i64,
    /// Seconds in all.
    whole: i64,
}

impl SessionTimes {
    pub(crate) fn of(settings: &Settings) -> SessionTimes {
        SessionTimes {
            idle: i64::from(settings.session_idle_minutes) * 60,
            whole: i64::from(settings.session_hours) * 3600,
        }
    }

    fn allows(self, session: &Session, now: UtcSeconds) -> bool {
        now.0 - session.used.0 < self.idle && now.0 - session.started.0 < self.whole
    }
}

/// The sessions of one office.
#[derive(Default)]
pub(crate) struct Sessions {
    open: Mutex<HashMap<SessionHash, Session>>,
}

impl Sessions {
    /// Begins a session for whoever has just proved who they are; the text for the
    /// cookie. It is always new, so that nobody can be given a session in advance.
    pub(crate) fn begin(
        &self,
        member: &StaffMember,
        from: Option<IpAddr>,
        now: UtcSeconds,
    ) -> String {
        let random: [u8; 32] = random_bytes();
        let text = data_encoding::HEXLOWER.encode(&random);
        let mut open = self.lock();
        if open.len() >= SESSIONS_MAX {
            let oldest = open.iter().min_by_key(|(_, session)| session.used.0);
            if let Some(oldest) = oldest.map(|(hash, _)| *hash) {
                open.remove(&oldest);
            }
        }
        let session = Session {
            staff: member.id,
            epoch: member.epoch,
            started: now,
            used: now,
            from,
        };
        open.insert(hash_of(&text), session);
        text
    }

    /// The session of this cookie, if its time is not over. `in_use` moves the end of
    /// its idle time.
    pub(crate) fn find(
        &self,
        text: &str,
        times: SessionTimes,
        in_use: bool,
        now: UtcSeconds,
    ) -> Option<(SessionHash, Session)> {
        let hash = hash_of(text);
        let mut open = self.lock();
        let session = open.get_mut(&hash)?;
        if !times.allows(session, now) {
            open.remove(&hash);
            return None;
        }
        if in_use {
            session.used = now;
        }
        Some((hash, session.clone()))
    }

    /// Ends one session.
    pub(crate) fn end(&self, hash: &SessionHash) {
        self.lock().remove(hash);
    }

    /// Ends all sessions of an account.
    pub(crate) fn end_all_of(&self, staff: StaffId) {
        self.lock().retain(|_, session| session.staff != staff);
    }

    /// All sessions whose time is not over, the latest first.
    pub(crate) fn all(&self, times: SessionTimes, now: UtcSeconds) -> Vec<Session> {
        let mut open = self.lock();
        open.retain(|_, session| times.allows(session, now));
        let mut all: Vec<Session> = open.values().cloned().collect();
        all.sort_by_key(|session| std::cmp::Reverse(session.used.0));
        all
    }

    /// A panic while the lock was held left the map as it was or with one entry more
    /// or less; both are in order.
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<SessionHash, Session>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash_of(text: &str) -> SessionHash {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes());
    let mut hash = [0; 32];
    hash.copy_from_slice(digest.as_ref());
    hash
}

/// The name of the cookie. Browsers share cookies between the ports of a machine, so
/// the port keeps two programs apart and the number two offices. With TLS, the prefix
/// makes the browser refuse one that was not set by us over TLS.
fn name(site: &Site, office: &str) -> String {
    let prefix = if site.tls { "__Host-" } else { "" };
    format!("{prefix}tsunagu-session-{}-{office}", site.port)
}

/// What the browser brought.
pub(crate) fn brought<'a>(headers: &'a HeaderMap, site: &Site, office: &str) -> Option<&'a str> {
    cookie(headers, &name(site, office))
}

/// The `Set-Cookie` value that gives a browser its session, or takes it back when
/// `text` is empty. Without a time: it ends with the browser.
pub(crate) fn session_cookie(site: &Site, office: &str, text: &str) -> HeaderValue {
    let name = name(site, office);
    let secure = site.secure();
    let end = if text.is_empty() { "; Max-Age=0" } else { "" };
    let value = format!("{name}={text}; Path=/; HttpOnly; SameSite=Strict{secure}{end}");
    HeaderValue::from_str(&value).expect("name and text are ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::Role;

    const TIMES: SessionTimes = SessionTimes {
        idle: 1800,
        whole: 43_200,
    };

    fn member() -> StaffMember {
        StaffMember {
            id: "01a20040-1cc0-7fff-bfff-ffffffffffff".parse().unwrap(),
            login_name: "tanaka".to_owned(),
            name: "田中".to_owned(),
            role: Role::Exchange,
            start_until: None,
            password_long: true,
            has_second_factor: false,
            epoch: 3,
            created_at: UtcSeconds(0),
            updated_at: UtcSeconds(0),
        }
    }

    #[test]
    fn a_session_ends_when_it_is_idle_and_in_any_case_after_its_time() {
        let sessions = Sessions::default();
        let text = sessions.begin(&member(), None, UtcSeconds(0));
        assert_eq!(text.len(), 64);
        let found = |in_use, now| {
            sessions
                .find(&text, TIMES, in_use, UtcSeconds(now))
                .is_some()
        };
        assert!(found(true, 1799));
        assert!(found(false, 1799 + 1799), "asking is no use");
        assert!(!found(false, 1799 + 1800));
        let text = sessions.begin(&member(), None, UtcSeconds(0));
        let mut now = 0;
        while now + 1000 < 43_200 {
            now += 1000;
            assert!(sessions.find(&text, TIMES, true, UtcSeconds(now)).is_some());
        }
        assert!(
            sessions
                .find(&text, TIMES, true, UtcSeconds(43_200))
                .is_none()
        );
    }

    #[test]
    fn sessions_are_new_each_time_and_have_a_limit() {
        let sessions = Sessions::default();
        let first = sessions.begin(&member(), None, UtcSeconds(0));
        assert_ne!(first, sessions.begin(&member(), None, UtcSeconds(1)));
        for number in 2..=200 {
            sessions.begin(&member(), None, UtcSeconds(number));
        }
        assert_eq!(sessions.all(TIMES, UtcSeconds(200)).len(), SESSIONS_MAX);
        assert!(
            sessions
                .find(&first, TIMES, true, UtcSeconds(200))
                .is_none()
        );
        assert!(sessions.find("", TIMES, true, UtcSeconds(200)).is_none());
        sessions.end_all_of(member().id);
        assert!(sessions.all(TIMES, UtcSeconds(200)).is_empty());
    }
}
