//! The names of all texts: one struct for each section of the catalogues.
//!
//! A new text is a line in a file of `catalogue/` and a line in `ja.toml` and
//! `en.toml` of the folder of the same name in `web/texts/`. What a reader would
//! get wrong: a line that no page reads is not kept for later; the compiler warns
//! of it, and a warning fails the build of the tests.

use serde::Deserialize;

macro_rules! sections {
    ($($(#[$about:meta])* $name:ident { $($text:ident: $kind:ty,)+ })+) => { $(
        $(#[$about])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $(pub(crate) $text: $kind,)+ }
    )+ };
}

mod access;
mod actuals;
mod bundle;
mod compose;
mod drafts;
mod estimate;
mod forms;
mod frame;
mod help;
mod home;
mod inbox;
mod licence;
mod mail;
mod network;
mod notices;
mod offices;
mod outbox;
mod partners;
mod practice;
mod reconcile;
mod save;
mod search;
mod sending;
mod settings;
mod staff;
mod start;
mod take_back;
mod terminals;
mod versions;

pub(crate) use access::AccessTexts;
pub(crate) use actuals::ActualsTexts;
pub(crate) use bundle::{BundleTexts, FileTexts, FindingTexts, SizeTexts, TimelineTexts};
pub(crate) use compose::{ComposeTexts, ConfirmTexts};
pub(crate) use drafts::{DraftTexts, DraftsTexts};
pub(crate) use estimate::EstimateTexts;
pub(crate) use forms::{BoardTexts, PaperTexts};
pub(crate) use frame::{FailureTexts, FrameTexts, ListTexts};
pub(crate) use help::HelpTexts;
pub(crate) use home::HomeTexts;
pub(crate) use inbox::{InboxTexts, ReceivedTexts};
pub(crate) use licence::LicenceTexts;
pub(crate) use mail::MailTexts;
pub(crate) use network::NetworkTexts;
pub(crate) use notices::NoticesTexts;
pub(crate) use offices::OfficesTexts;
pub(crate) use outbox::{OutboxTexts, SentTexts};
pub(crate) use partners::PartnersTexts;
pub(crate) use practice::PracticeTexts;
pub(crate) use reconcile::{ReconcileClientTexts, ReconcileTexts};
pub(crate) use save::SaveTexts;
pub(crate) use search::SearchTexts;
pub(crate) use sending::SendingTexts;
pub(crate) use settings::{FolderFormTexts, FolderRecordTexts, FoldersTexts, SettingsTexts};
pub(crate) use staff::{AccountTexts, HistoryTexts, LoginTexts, StaffTexts};
pub(crate) use start::{ApplyTexts, JoiningTexts, StartTexts};
pub(crate) use take_back::TakeBackTexts;
pub(crate) use terminals::{
    RecoverySheetTexts, SettingsTerminalsTexts, TerminalTexts, TerminalsTexts,
};
pub(crate) use versions::VersionTexts;

/// The files of the catalogue in one language, one after the other. `tests.rs` looks
/// whether a folder of `web/texts/` is missing here.
macro_rules! catalogue {
    ($language:literal) => {
        catalogue!($language: "access" "actuals" "bundle" "compose" "drafts" "estimate" "forms" "frame" "help" "home" "inbox" "licence" "mail" "network" "notices" "offices" "outbox" "partners" "practice" "reconcile" "save" "search" "sending" "settings" "staff" "start" "take_back" "terminals" "versions")
    };
    ($language:literal: $($folder:literal)+) => {
        concat!($(include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"), "/web/texts/", $folder, "/", $language, ".toml"
        )), "\n",)+)
    };
}

pub(super) const JAPANESE: &str = catalogue!("ja");
pub(super) const ENGLISH: &str = catalogue!("en");

sections! {
    /// Everything that the pages say in one language.
    Texts {
        frame: FrameTexts,
        home: HomeTexts,
        list: ListTexts,
        inbox: InboxTexts,
        received: ReceivedTexts,
        outbox: OutboxTexts,
        sent: SentTexts,
        sending: SendingTexts,
        take_back: TakeBackTexts,
        drafts: DraftsTexts,
        draft: DraftTexts,
        compose: ComposeTexts,
        confirm: ConfirmTexts,
        finding: FindingTexts,
        bundle: BundleTexts,
        timeline: TimelineTexts,
        paper: PaperTexts,
        board: BoardTexts,
        actuals: ActualsTexts,
        reconcile: ReconcileTexts,
        reconcile_client: ReconcileClientTexts,
        file: FileTexts,
        size: SizeTexts,
        save: SaveTexts,
        search: SearchTexts,
        versions: VersionTexts,
        failure: FailureTexts,
        practice: PracticeTexts,
        settings: SettingsTexts,
        network: NetworkTexts,
        licence: LicenceTexts,
        mail: MailTexts,
        notices: NoticesTexts,
        offices: OfficesTexts,
        start: StartTexts,
        joining: JoiningTexts,
        apply: ApplyTexts,
        access: AccessTexts,
        estimate: EstimateTexts,
        help: HelpTexts,
        partners: PartnersTexts,
        folders: FoldersTexts,
        folder_form: FolderFormTexts,
        folder_record: FolderRecordTexts,
        login: LoginTexts,
        account: AccountTexts,
        staff: StaffTexts,
        history: HistoryTexts,
        terminals: TerminalsTexts,
        terminal: TerminalTexts,
        recovery_sheet: RecoverySheetTexts,
        settings_terminals: SettingsTerminalsTexts,
    }
}
