//! 操作の記録: who did what and when, on this terminal.
//!
//! ```text
//! handler: Visit::did(action) → Entry → Store::recorded(entry, operation)
//!   the entry is committed with the operation's first change, or not at all
//! ```
//!
//! The table only grows: triggers refuse changes, and each row carries a hash over
//! itself and the row before, so that an alteration shows. A row names bundles and
//! staff by id and counts clients; it never holds a client's name or a typed text.
//!
//! What a reader would get wrong: the chain does not stop somebody who can write
//! the database file and computes all hashes anew. For that, the number and the
//! check digits of the last row are shown, to be kept elsewhere.

mod list;
mod record;
mod save;
mod verify;

pub use list::{HistoryFilter, HistoryRow, list_history, who_did};
pub(crate) use record::append;
pub use record::record_action;
pub use save::{HISTORY_ROWS_MAX, save_history};
pub use verify::{HistoryEnd, VerifyHistoryError, verify_history};

use crate::error_code::Language;
use crate::staff::StaffId;

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A member of staff who is logged in, with the name at that time.
    Staff {
        /// The account.
        id: StaffId,
        /// Its name at that time.
        name: String,
    },
    /// Somebody at this machine, while the pages ask for no login.
    Terminal,
    /// A command on this machine.
    CommandLine,
    /// The program by itself, such as a folder that is watched.
    Program,
    /// The care software, through the local interface.
    Software,
}

impl Actor {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Actor::Staff { .. } => "staff",
            Actor::Terminal => "terminal",
            Actor::CommandLine => "command",
            Actor::Program => "program",
            Actor::Software => "software",
        }
    }
}

macro_rules! actions {
    ($($variant:ident $word:literal $ja:literal $en:literal)*) => {
        /// What was done. Its word in the database keeps its meaning for good.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = $en] $variant,)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Action] = &[$(Action::$variant,)*];

            /// The word in the database and in files.
            pub fn as_str(self) -> &'static str {
                match self { $(Action::$variant => $word,)* }
            }

            /// The action as people read it.
            pub fn words(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Action::$variant, Language::Japanese) => $ja,
                      (Action::$variant, Language::English) => $en,)*
                }
            }
        }

        impl std::str::FromStr for Action {
            type Err = ();

            fn from_str(text: &str) -> Result<Action, ()> {
                match text { $($word => Ok(Action::$variant),)* _ => Err(()) }
            }
        }
    };
}

actions! {
    LoggedIn "logged_in" "ログイン" "Logged in"
    LoginFailed "login_failed" "ログインできなかった" "Login failed"
    Locked "locked" "ログインの停止" "Login locked"
    Unlocked "unlocked" "停止の解除" "Lock removed"
    LoggedOut "logged_out" "ログアウト" "Logged out"
    PasswordChanged "password_changed" "パスワードの変更" "Password changed"
    SecondFactorAdded "second_factor_added" "確認コードの設定" "Second factor added"
    SecondFactorRemoved "second_factor_removed" "確認コードの解除" "Second factor removed"
    RecoveryCodeUsed "recovery_code_used" "予備コードの使用" "Recovery code used"
    StaffAdded "staff_added" "担当者の追加" "Staff member added"
    StaffChanged "staff_changed" "担当者の変更" "Staff member changed"
    StaffReset "staff_reset" "パスワードの出し直し" "Password reset"
    StaffRemoved "staff_removed" "担当者の削除" "Staff member removed"
    SessionEnded "session_ended" "ログインの終了（管理者）" "Session ended by an administrator"
    Drafted "drafted" "下書きの保存" "Draft saved"
    Discarded "discarded" "下書きの削除" "Draft discarded"
    Sent "sent" "送信" "Sent"
    SendStopped "send_stopped" "送信の取りやめ" "Sending stopped"
    Withdrawn "withdrawn" "取り下げ" "Withdrawn"
    Opened "opened" "開封" "Opened"
    FormsSeen "forms_seen" "様式の表示・印刷" "Forms seen or printed"
    MonthCompared "month_compared" "予定と実績の突合の表示" "Plan and actual of a client compared"
    MonthConfirmed "month_confirmed" "突合の確認" "Plan and actual of a client confirmed"
    MonthNoted "month_noted" "突合のメモ" "Note about plan and actual of a client"
    MonthReopened "month_reopened" "突合の確認の取り消し" "Confirmation of plan and actual taken back"
    ActualsEntered "actuals_entered" "実績の入力" "Actuals entered"
    ActualsMade "actuals_made" "実績ファイルの作成" "Files of actuals made"
    FileSaved "file_saved" "ファイルの保存" "File saved"
    ArchiveSaved "archive_saved" "ファイルをまとめて保存" "Files saved together"
    PartnerAccepted "partner_accepted" "連携先の証明書の確認" "Certificate of a partner accepted"
    SettingsChanged "settings_changed" "設定の変更" "Settings changed"
    LicenceRenewalChosen "licence_renewal_chosen" "利用期間の自動更新の変更" "Renewal of the licence changed"
    OfficeAdded "office_added" "事業所の追加" "Office added"
    TerminalCodeMade "terminal_code_made" "端末の登録コードの発行" "Enrolment code for a terminal made"
    TerminalApproved "terminal_approved" "端末の承認" "Terminal approved"
    TerminalRenamed "terminal_renamed" "端末の名前の変更" "Terminal renamed"
    TerminalRemoved "terminal_removed" "端末を外した" "Terminal removed"
    RecoverySheetMade "recovery_sheet_made" "復旧シートの作成" "Recovery sheet made"
    HistorySaved "history_saved" "操作の記録の保存" "History saved"
    HistoryVerified "history_verified" "操作の記録の点検" "History verified"
}

impl From<Entry> for Vec<Entry> {
    fn from(entry: Entry) -> Vec<Entry> {
        vec![entry]
    }
}

/// One line of the history before it has a number and a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub(crate) actor: Actor,
    pub(crate) action: Action,
    pub(crate) subject: String,
    pub(crate) clients: Option<u32>,
}

impl Entry {
    /// That `actor` did this.
    pub fn new(actor: Actor, action: Action) -> Entry {
        Entry {
            actor,
            action,
            subject: String::new(),
            clients: None,
        }
    }

    /// To or with what: an id of a bundle, of a received bundle, or of a member of
    /// staff. Never a name, never a text that somebody typed.
    #[must_use]
    pub fn on(mut self, id: impl std::fmt::Display) -> Entry {
        self.subject = id.to_string();
        self
    }

    /// How many clients the data is about.
    #[must_use]
    pub fn clients(mut self, clients: Option<u32>) -> Entry {
        self.clients = clients;
        self
    }
}
