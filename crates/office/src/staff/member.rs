//! One account as everybody may see it: no secret is in it.

use std::fmt;
use std::str::FromStr;

use protocol::UtcSeconds;
use uuid::{Builder, Uuid};

use crate::error_code::Language;
use crate::random::random_bytes;

/// The id of one account: a UUID of version 7, never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffId(Uuid);

impl StaffId {
    pub(crate) fn draw(now: UtcSeconds) -> StaffId {
        let millis = u64::try_from(now.0).unwrap_or(0).saturating_mul(1000);
        StaffId(Builder::from_unix_timestamp_millis(millis, &random_bytes()).into_uuid())
    }
}

impl fmt::Display for StaffId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for StaffId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<StaffId, uuid::Error> {
        text.parse().map(StaffId)
    }
}

/// What an account may do; each role may do all that the ones before it may.
/// `web/access.rs` says what that is, page by page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 閲覧: sees and prints.
    Viewing,
    /// 送受信: sends, opens, withdraws.
    Exchange,
    /// 管理者: staff, settings, history.
    Administrator,
}

impl Role {
    /// Every role, falling.
    pub const ALL: [Role; 3] = [Role::Administrator, Role::Exchange, Role::Viewing];

    /// The word in the database, in forms and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Exchange => "exchange",
            Role::Viewing => "viewing",
        }
    }

    /// The role as people read it.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Role::Administrator, Language::Japanese) => "管理者",
            (Role::Administrator, Language::English) => "Administrator",
            (Role::Exchange, Language::Japanese) => "送受信",
            (Role::Exchange, Language::English) => "Send and receive",
            (Role::Viewing, Language::Japanese) => "閲覧",
            (Role::Viewing, Language::English) => "View",
        }
    }
}

/// The text is no role.
#[derive(Debug, thiserror::Error)]
#[error("a role is administrator, exchange or viewing")]
pub struct NoRole;

impl FromStr for Role {
    type Err = NoRole;

    fn from_str(text: &str) -> Result<Role, NoRole> {
        let role = Role::ALL.into_iter().find(|role| role.as_str() == text);
        role.ok_or(NoRole)
    }
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Its id.
    pub id: StaffId,
    /// What the person types to log in, normalised.
    pub login_name: String,
    /// The person's name.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// Until when a start password holds; `None` once the person chose one.
    pub start_until: Option<UtcSeconds>,
    /// Whether the password is long enough to stand without a second factor.
    pub password_long: bool,
    /// Whether a second factor is asked for.
    pub has_second_factor: bool,
    /// Rises with everything that ends the sessions of this account.
    pub epoch: i64,
    /// When it was made.
    pub created_at: UtcSeconds,
    /// When it was changed last.
    pub updated_at: UtcSeconds,
}
