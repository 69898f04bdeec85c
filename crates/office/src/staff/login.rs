//! Logging in, in three steps: count the attempt, verify without the database, finish.
//!
//! The attempt is counted before anything is verified, so that many at the same time
//! are not more guesses than one after the other. An account that is not there takes
//! as long, is locked as soon, and gets the same answer. Counts are in the database:
//! a restart does not reset them.
//!
//! What a reader would get wrong: a locked account refuses the right password too.
//! Otherwise the lock would tell an attacker which guess was right.

use protocol::UtcSeconds;
use rusqlite::Transaction;

use super::code::{same, step_of};
use super::member::{StaffId, StaffMember};
use super::names::{login_name, normal_password};
use super::password::{fits, nobody};
use super::second_factor::recovery_hash;
use crate::error_code::ErrorCode;
use crate::history::{Action, Actor, Entry, append};
use crate::store::staff::Secrets;
use crate::store::{Store, StoreError, login_attempts, staff};

/// Attempts on one account before it is locked: a person mistypes two or three times.
const ATTEMPTS_FREE: u32 = 5;

/// The first lock; each further attempt doubles it.
const LOCK_SECONDS_FIRST: i64 = 60;

/// The longest lock, so that an account that somebody attacks is usable again the
/// same hour; 24 guesses a day are left to the attacker.
const LOCK_SECONDS_MAX: i64 = 3600;

/// Attempts on all accounts together that may stand open. One is forgiven each
/// minute, so a whole office can mistype on a Monday morning, and guessing one
/// password on many accounts gets 1,440 tries a day.
const ATTEMPTS_TOGETHER: u32 = 60;
const FORGIVEN_SECONDS: i64 = 60;

/// A counted attempt to log in that is not judged yet.
pub struct LoginAttempt {
    subject: String,
    account: Option<(StaffId, Secrets)>,
    /// Attempts on this account, this one included.
    count: u32,
}

/// What [`LoginAttempt::verify`] found.
pub struct Proof {
    attempt: LoginAttempt,
    password: bool,
    code: Code,
}

enum Code {
    NotAsked,
    Wrong,
    Step(i64),
    Recovery(Vec<u8>),
}

/// Who logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedIn {
    /// The account.
    pub member: StaffMember,
}

/// Counts an attempt to log in as `typed`.
///
/// # Errors
///
/// [`LoginError::Locked`] or [`LoginError::TooMany`]; then nothing is counted.
pub fn begin_login(
    store: &mut Store,
    typed: &str,
    now: UtcSeconds,
) -> Result<LoginAttempt, LoginError> {
    let name = login_name(typed).unwrap_or_default();
    let subject = login_attempts::subject(&name);
    store.write(|tx| {
        let own = login_attempts::read(tx, &subject)?;
        if let Some(until) = own.locked_until(now) {
            return Err(LoginError::Locked { until });
        }
        let together = login_attempts::read(tx, login_attempts::TOGETHER)?.forgiven(now);
        if together.count >= ATTEMPTS_TOGETHER {
            let until = UtcSeconds(together.last_at.0 + FORGIVEN_SECONDS);
            return Err(LoginError::TooMany { until });
        }
        let counted = own.one_more(now);
        login_attempts::save(tx, &subject, counted)?;
        login_attempts::save(tx, login_attempts::TOGETHER, together.one_more(now))?;
        login_attempts::forget_oldest(tx)?;
        Ok(LoginAttempt {
            account: staff::secrets_of(tx, &name)?,
            count: counted.count,
            subject: subject.clone(),
        })
    })
}

impl LoginAttempt {
    /// Verifies password and code. Takes a tenth of a second; the database is not used.
    pub fn verify(self, password: &str, code: &str, now: UtcSeconds) -> Proof {
        let password = normal_password(password);
        let stored = self.account.as_ref().map(|(_, secrets)| secrets);
        let password = fits(
            &password,
            stored.map_or(nobody(), |secrets| secrets.password.as_str()),
        );
        let code = stored.map_or(Code::NotAsked, |secrets| judge_code(secrets, code, now));
        Proof {
            attempt: self,
            password,
            code,
        }
    }
}

fn judge_code(secrets: &Secrets, typed: &str, now: UtcSeconds) -> Code {
    let Some(secret) = &secrets.code_secret else {
        return Code::NotAsked;
    };
    let typed: String = normal_password(typed)
        .to_uppercase()
        .chars()
        .filter(|one| !one.is_whitespace() && *one != '-')
        .collect();
    match step_of(secret, &typed, secrets.code_step, now) {
        Some(step) => Code::Step(step),
        None => recovery_hash(&typed).map_or(Code::Wrong, Code::Recovery),
    }
}

/// Ends a login: whoever proved to be the owner is logged in, and the attempts are
/// forgotten. Either way a line is added to the history.
///
/// # Errors
///
/// [`LoginError::Wrong`] without a word on what was wrong; [`LoginError::StartLapsed`]
/// only to whoever knows the start password.
pub fn finish_login(
    store: &mut Store,
    proof: Proof,
    now: UtcSeconds,
) -> Result<LoggedIn, LoginError> {
    finish(store, proof, Some(Action::LoggedIn), now)
}

/// As [`finish_login`], for somebody who is logged in and proves it once more before a
/// change; success is not recorded as a login.
///
/// # Errors
///
/// Those of [`finish_login`].
pub fn finish_proof(
    store: &mut Store,
    proof: Proof,
    now: UtcSeconds,
) -> Result<LoggedIn, LoginError> {
    finish(store, proof, None, now)
}

fn finish(
    store: &mut Store,
    proof: Proof,
    action: Option<Action>,
    now: UtcSeconds,
) -> Result<LoggedIn, LoginError> {
    store.write(|tx| {
        let member = prove(tx, &proof, now)?;
        let Some(member) = member else {
            refuse(tx, &proof.attempt, now)?;
            return Ok(Err(LoginError::Wrong));
        };
        login_attempts::forget(tx, &proof.attempt.subject)?;
        login_attempts::forgive_one(tx, now)?;
        if member.start_until.is_some_and(|until| until < now) {
            return Ok(Err(LoginError::StartLapsed));
        }
        if let Some(action) = action {
            append(tx, &Entry::new(actor(&member), action), now)?;
        }
        Ok::<_, StoreError>(Ok(LoggedIn { member }))
    })?
}

/// The account, if all that was given is right and was not used before.
fn prove(
    tx: &Transaction<'_>,
    proof: &Proof,
    now: UtcSeconds,
) -> Result<Option<StaffMember>, StoreError> {
    let Some((id, secrets)) = proof.attempt.account.as_ref().filter(|_| proof.password) else {
        return Ok(None);
    };
    // The account may have been changed while the password was being verified.
    let member = staff::find(tx, *id)?.filter(|member| member.epoch == secrets.epoch);
    let Some(member) = member else {
        return Ok(None);
    };
    let right = match &proof.code {
        Code::NotAsked => true,
        Code::Wrong => false,
        Code::Step(step) => staff::use_code_step(tx, *id, *step)?,
        Code::Recovery(hash) => {
            let known = staff::recovery_codes(tx, *id)?;
            let known = known.iter().any(|known| same(known, hash));
            if known {
                staff::use_recovery_code(tx, *id, hash, now)?;
                let entry = Entry::new(actor(&member), Action::RecoveryCodeUsed).on(id);
                append(tx, &entry, now)?;
            }
            known
        }
    };
    Ok(right.then_some(member))
}

/// Records that somebody failed. Not as whom they typed: that may be a password in
/// the wrong field.
fn refuse(tx: &Transaction<'_>, attempt: &LoginAttempt, now: UtcSeconds) -> Result<(), StoreError> {
    let subject = attempt.account.as_ref().map(|(id, _)| id.to_string());
    let subject = subject.unwrap_or_default();
    let failed = Entry::new(Actor::Terminal, Action::LoginFailed).on(&subject);
    append(tx, &failed, now)?;
    if attempt.count >= ATTEMPTS_FREE {
        let locked = Entry::new(Actor::Terminal, Action::Locked).on(&subject);
        append(tx, &locked, now)?;
    }
    Ok(())
}

fn actor(member: &StaffMember) -> Actor {
    Actor::Staff {
        id: member.id,
        name: member.name.clone(),
    }
}

/// Attempts since the last success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attempts {
    pub(crate) count: u32,
    pub(crate) last_at: UtcSeconds,
}

impl Attempts {
    pub(crate) const NONE: Attempts = Attempts {
        count: 0,
        last_at: UtcSeconds(0),
    };

    /// Until when this account is locked, if it is. A clock that was set back makes
    /// a lock no longer than it was.
    pub(crate) fn locked_until(self, now: UtcSeconds) -> Option<UtcSeconds> {
        let beyond = self.count.checked_sub(ATTEMPTS_FREE)?;
        let seconds = LOCK_SECONDS_FIRST
            .checked_shl(beyond)
            .filter(|seconds| beyond < 32 && *seconds < LOCK_SECONDS_MAX)
            .unwrap_or(LOCK_SECONDS_MAX);
        let until = UtcSeconds(self.last_at.0.min(now.0) + seconds);
        (self.last_at.0 + seconds > now.0).then_some(until)
    }

    fn one_more(self, now: UtcSeconds) -> Attempts {
        Attempts {
            count: self.count.saturating_add(1),
            last_at: now,
        }
    }

    /// With what time has forgiven; the rest of a minute stays.
    fn forgiven(self, now: UtcSeconds) -> Attempts {
        let minutes = (now.0 - self.last_at.0).max(0) / FORGIVEN_SECONDS;
        Attempts {
            count: self
                .count
                .saturating_sub(u32::try_from(minutes).unwrap_or(u32::MAX)),
            last_at: UtcSeconds(self.last_at.0 + minutes * FORGIVEN_SECONDS),
        }
    }

    /// With one attempt less, after it turned out to be right.
    pub(crate) fn one_less(self, now: UtcSeconds) -> Attempts {
        let left = self.forgiven(now);
        Attempts {
            count: left.count.saturating_sub(1),
            ..left
        }
    }
}

/// Why nobody was logged in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// Too many attempts on this account.
    #[error("the account is locked until {}", until.0)]
    Locked {
        /// When it can be tried again.
        until: UtcSeconds,
    },
    /// Too many attempts on all accounts together.
    #[error("there were too many attempts; the next one is possible at {}", until.0)]
    TooMany {
        /// When it can be tried again.
        until: UtcSeconds,
    },
    /// Name, password or code is wrong.
    #[error("login name, password or code is wrong")]
    Wrong,
    /// The start password was right and is no longer valid.
    #[error("the start password has lapsed")]
    StartLapsed,
    /// The database failed.
    #[error("the office's database failed")]
    Store(#[from] StoreError),
}

impl From<&LoginError> for ErrorCode {
    fn from(err: &LoginError) -> ErrorCode {
        match err {
            LoginError::Locked { .. } => ErrorCode::LoginLocked,
            LoginError::TooMany { .. } => ErrorCode::LoginTooMany,
            LoginError::Wrong => ErrorCode::LoginWrong,
            LoginError::StartLapsed => ErrorCode::StartPasswordLapsed,
            LoginError::Store(err) => ErrorCode::from(err),
        }
    }
}
