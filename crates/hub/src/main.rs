//! The program `tsunagu-hub`: makes a hub, runs it, and the operator's commands.
//!
//! Only arguments, the clock and printing; everything else is in the library. The operator's commands work on the
//! database directly, whether the hub runs or not. Easily got wrong: exit status 1 means that the command was refused
//! (nothing was changed), 2 that it could not run.

mod commands;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use protocol::{DeviceId, OfficeNumber, ServiceKind};

/// The exchange of Tsunagu: takes sealed bundles, keeps them safe and hands them to their receivers.
#[derive(Debug, Parser)]
#[command(name = "tsunagu-hub", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new hub: certificate authority, keys, settings and an empty database.
    Init(Init),
    /// Run the hub until it gets SIGTERM or SIGINT.
    Run(Run),
    /// Application codes (申込コード), with which offices apply by themselves: create, list, remove.
    #[command(subcommand)]
    Invitation(Invitation),
    /// Offices: apply, approve, refuse, list, suspend, resume.
    #[command(subcommand)]
    Application(Application),
    /// One-time codes with which a terminal of an office enrols.
    #[command(subcommand)]
    Enrolment(Enrolment),
    /// Certificates of terminals: list, revoke.
    #[command(subcommand)]
    Certificate(Certificate),
    /// Licences of offices, without which they cannot send: list, grant, renewal.
    #[command(subcommand)]
    Licence(LicenceCommand),
    /// Notices (お知らせ) to all offices: add, list, remove.
    #[command(subcommand)]
    Notice(NoticeCommand),
    /// Copy the hub, also while it runs, into a new folder from which it can be run again.
    Backup(Backup),
}

#[derive(Debug, Args)]
struct Folder {
    /// The hub's data folder.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
}

#[derive(Debug, Args)]
struct Output {
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Init {
    /// The folder to make; it must not exist.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// The hub's name, as offices see it.
    #[arg(long)]
    name: String,
    /// Host name or address by which offices reach the hub; may be given several times. `localhost` and 127.0.0.1 are
    /// always added.
    #[arg(long = "host", required = true, num_args = 1..)]
    hosts: Vec<String>,
    /// Months of a licence, without which an office cannot send; 0: no licence is asked for.
    #[arg(long, value_name = "MONTHS", default_value_t = 0)]
    licence_months: u32,
    /// What a licence costs for these months, in yen with tax.
    #[arg(long, value_name = "YEN", default_value_t = 0)]
    licence_fee: u32,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
struct Run {
    #[command(flatten)]
    folder: Folder,
    /// Where to listen instead of the setting; port 0 takes a free one. The file DIR/address says where it listens.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// The form of the log on stderr.
    #[arg(long, value_enum, default_value = "text")]
    log: LogForm,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LogForm {
    /// For people.
    Text,
    /// One JSON document in each line.
    Json,
}

#[derive(Debug, Subcommand)]
enum Application {
    /// Enter the application of an office.
    Add {
        #[command(flatten)]
        folder: Folder,
        /// Office number (事業所番号), 10 characters.
        #[arg(long)]
        office: OfficeNumber,
        /// Name of the office.
        #[arg(long)]
        name: String,
        /// Service kind, 2 characters; may be given several times.
        #[arg(long = "service", required = true, num_args = 1..)]
        services: Vec<ServiceKind>,
    },
    /// Approve an office and print an enrolment code for its first terminal.
    Approve(OfficeCommand),
    /// Refuse and forget an application that was not approved.
    Refuse(OfficeCommand),
    /// Let an office start anew that lost all its terminals and its recovery sheet: revoke them all, forget its mailbox.
    StartAnew(OfficeCommand),
    /// List all offices; with --json also how those are reached that applied by themselves.
    List {
        #[command(flatten)]
        folder: Folder,
        #[command(flatten)]
        output: Output,
    },
    /// Refuse every request of an office until it is resumed.
    Suspend(OfficeCommand),
    /// End a suspension.
    Resume(OfficeCommand),
}

#[derive(Debug, Args)]
struct OfficeCommand {
    #[command(flatten)]
    folder: Folder,
    /// Office number (事業所番号), 10 characters.
    #[arg(long)]
    office: OfficeNumber,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Subcommand)]
enum Invitation {
    /// Print a code with which offices apply; it serves all of them until its last day.
    Create(InvitationArguments),
    /// List the codes that count.
    List {
        #[command(flatten)]
        folder: Folder,
        #[command(flatten)]
        output: Output,
    },
    /// Take a code back; applications that came with it stay.
    Remove {
        #[command(flatten)]
        folder: Folder,
        /// Its number, as the list shows it.
        #[arg(long)]
        number: u64,
    },
}

#[derive(Debug, Args)]
struct InvitationArguments {
    #[command(flatten)]
    folder: Folder,
    /// The last day on which it can be used, in Japan [default: in a year].
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Subcommand)]
enum Enrolment {
    /// Print an enrolment code for one more terminal of an office.
    Create(OfficeCommand),
}

#[derive(Debug, Subcommand)]
enum Certificate {
    /// List the certificates of terminals.
    List {
        #[command(flatten)]
        folder: Folder,
        /// Only those of this office.
        #[arg(long)]
        office: Option<OfficeNumber>,
        #[command(flatten)]
        output: Output,
    },
    /// Revoke certificates; takes effect with the next request, also on open connections.
    Revoke {
        #[command(flatten)]
        folder: Folder,
        #[command(flatten)]
        target: Target,
        #[command(flatten)]
        output: Output,
    },
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Target {
    /// The certificate with this serial number.
    #[arg(long)]
    serial: Option<String>,
    /// All certificates of this terminal.
    #[arg(long)]
    device: Option<DeviceId>,
    /// All certificates of this office.
    #[arg(long)]
    office: Option<OfficeNumber>,
}

#[derive(Debug, Subcommand)]
enum LicenceCommand {
    /// List all periods: office, first day, last day, fee in yen, whether another one follows by itself.
    List(LicenceListArguments),
    /// Grant a licence until a day, from the end of the present one on, or from today.
    Grant(GrantArguments),
    /// Switch the renewal of an office on or off; on after the end begins a new period.
    Renewal(RenewalArguments),
}

#[derive(Debug, Args)]
struct LicenceListArguments {
    #[command(flatten)]
    folder: Folder,
    /// Only those of this office.
    #[arg(long)]
    office: Option<OfficeNumber>,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
struct GrantArguments {
    #[command(flatten)]
    folder: Folder,
    /// Office number (事業所番号), 10 characters.
    #[arg(long)]
    office: OfficeNumber,
    /// The last day of the licence, in Japan.
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Date,
    /// What is charged for it, in yen with tax.
    #[arg(long, value_name = "YEN", default_value_t = 0)]
    fee: u32,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
#[group(id = "choice", required = true, multiple = false, args = ["on", "off"])]
struct RenewalArguments {
    #[command(flatten)]
    folder: Folder,
    /// Office number (事業所番号), 10 characters.
    #[arg(long)]
    office: OfficeNumber,
    /// Another period follows by itself.
    #[arg(long)]
    on: bool,
    /// The licence ends with its period.
    #[arg(long)]
    off: bool,
    #[command(flatten)]
    output: Output,
}

impl RenewalArguments {
    /// Exactly one of the two is given.
    fn renews(&self) -> bool {
        self.on && !self.off
    }
}

#[derive(Debug, Subcommand)]
enum NoticeCommand {
    /// Publish a notice; terminals that are connected show it within seconds.
    Add(NewNoticeArguments),
    /// List the notices that hold now.
    List {
        #[command(flatten)]
        folder: Folder,
        #[command(flatten)]
        output: Output,
    },
    /// Take a notice back; it vanishes at every office.
    Remove {
        #[command(flatten)]
        folder: Folder,
        /// Its number, as the list shows it.
        #[arg(long)]
        number: u64,
    },
}

#[derive(Debug, Args)]
struct NewNoticeArguments {
    #[command(flatten)]
    folder: Folder,
    /// One line that says what it is about.
    #[arg(long)]
    subject: String,
    /// The text.
    #[arg(long, required_unless_present = "file", conflicts_with = "file")]
    text: Option<String>,
    /// A file with the text, UTF-8.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The last day on which it holds, in Japan.
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    /// Everybody should read it at once.
    #[arg(long)]
    important: bool,
    #[command(flatten)]
    output: Output,
}

#[derive(Debug, Args)]
struct Backup {
    #[command(flatten)]
    folder: Folder,
    /// The folder to make; it must not exist.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

fn main() -> ExitCode {
    match commands::run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
