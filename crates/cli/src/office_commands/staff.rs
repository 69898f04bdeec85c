//! `tsunagu office staff`: accounts, on the machine itself.
//!
//! Whoever may run commands in the office's folder may read its database anyway, so no
//! login is asked for here; each change is a line of the history. This is also the way
//! back in when the last administrator forgot the password: `staff reset`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use office::error_code::Language;
use office::history::{Actor, verify_history};
use office::staff::{
    NewStaff, Role, StaffId, StartPassword, add_first_administrator, add_staff, has_staff,
    list_staff, login_name, remove_staff, reset_password,
};
use office::worker::system_clock;
use office::{ErrorCode, Office};

use super::open_office;
use crate::message::{choose, exit_of, fail, say};

/// Arguments of `tsunagu office staff`.
#[derive(Debug, Args)]
pub(crate) struct StaffArgs {
    #[command(subcommand)]
    command: StaffCommand,
}

#[derive(Debug, Subcommand)]
enum StaffCommand {
    /// Add a member of staff; prints a start password. 担当者の追加
    Add {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// What the person may do; the first account is an administrator's
        #[arg(long, value_enum, default_value_t = RoleName::Exchange)]
        role: RoleName,
        /// The person's name
        #[arg(long, value_name = "NAME")]
        name: String,
        /// What the person types to log in
        #[arg(value_name = "LOGIN")]
        login: String,
    },
    /// List the accounts. 担当者の一覧
    List {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// Remove an account. 担当者の削除
    Remove {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// The login name
        #[arg(value_name = "LOGIN")]
        login: String,
    },
    /// Make a new start password for who cannot log in. パスワードの出し直し
    Reset {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// The login name
        #[arg(value_name = "LOGIN")]
        login: String,
    },
    /// Check that the history was not changed. 操作の記録の点検
    Verify {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    Administrator,
    Exchange,
    Viewing,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Role {
        match name {
            RoleName::Administrator => Role::Administrator,
            RoleName::Exchange => Role::Exchange,
            RoleName::Viewing => Role::Viewing,
        }
    }
}

pub(super) fn run(args: &StaffArgs, language: Language) -> anyhow::Result<ExitCode> {
    let (StaffCommand::Add { dir, .. }
    | StaffCommand::List { dir, .. }
    | StaffCommand::Remove { dir, .. }
    | StaffCommand::Reset { dir, .. }
    | StaffCommand::Verify { dir }) = &args.command;
    let office = match open_office(dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    match &args.command {
        StaffCommand::Add {
            role, name, login, ..
        } => add(&office, login, name, (*role).into(), language),
        StaffCommand::List { json, .. } => list(&office, *json, language),
        StaffCommand::Remove { login, .. } => remove(&office, login, language),
        StaffCommand::Reset { login, .. } => reset(&office, login, language),
        StaffCommand::Verify { .. } => verify(&office, language),
    }
}

fn refused(code: ErrorCode, fact: &str, language: Language) -> ExitCode {
    fail(code.code(), Some(&fact), language, exit_of(code))
}

fn add(
    office: &Office,
    login: &str,
    name: &str,
    role: Role,
    language: Language,
) -> anyhow::Result<ExitCode> {
    let now = system_clock();
    let by = Actor::CommandLine;
    let start = StartPassword::draw(now);
    // The first account needs a password of its own for a moment; the start password
    // that is printed takes its place at once.
    if !office.store(has_staff)? && role == Role::Administrator {
        let added = office
            .store(|store| add_first_administrator(store, login, name, start.text(), &by, now));
        let id = match added {
            Ok(id) => id,
            Err(err) => return Ok(refused(ErrorCode::from(&err), login, language)),
        };
        if let Err(err) = office.store(|store| reset_password(store, id, &start, &by, now)) {
            return Ok(refused(ErrorCode::from(&err), login, language));
        }
        return Ok(print_start(login, &start, language));
    }
    let new = NewStaff {
        login_name: login.to_owned(),
        name: name.to_owned(),
        role,
    };
    match office.store(|store| add_staff(store, &new, &start, &by, now)) {
        Ok(_) => Ok(print_start(login, &start, language)),
        Err(err) => Ok(refused(ErrorCode::from(&err), login, language)),
    }
}

fn print_start(login: &str, start: &StartPassword, language: Language) -> ExitCode {
    let words = choose(
        language,
        "最初のパスワード（7日間）",
        "start password (7 days)",
    );
    say!("{login}\t{words}: {}", start.text());
    ExitCode::SUCCESS
}

fn list(office: &Office, json: bool, language: Language) -> anyhow::Result<ExitCode> {
    let all = office.store(list_staff)?;
    if json {
        let rows: Vec<_> = all
            .iter()
            .map(|member| {
                serde_json::json!({
                    "id": member.id.to_string(),
                    "login": member.login_name,
                    "name": member.name,
                    "role": member.role.as_str(),
                    "second_factor": member.has_second_factor,
                    "start_password": member.start_until.is_some(),
                })
            })
            .collect();
        say!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(ExitCode::SUCCESS);
    }
    if all.is_empty() {
        let none = choose(
            language,
            "担当者は登録されていません（ログインなしで使えます）",
            "there are no accounts (no login is asked for)",
        );
        say!("{none}");
    }
    for member in &all {
        let role = member.role.words(language);
        say!("{}\t{}\t{role}", member.login_name, member.name);
    }
    Ok(ExitCode::SUCCESS)
}

/// The account with this login name.
fn find(office: &Office, login: &str) -> anyhow::Result<Option<StaffId>> {
    let wanted = login_name(login);
    let all = office.store(list_staff)?;
    let found = all
        .into_iter()
        .find(|member| Some(&member.login_name) == wanted.as_ref());
    Ok(found.map(|member| member.id))
}

fn remove(office: &Office, login: &str, language: Language) -> anyhow::Result<ExitCode> {
    let Some(id) = find(office, login)? else {
        return Ok(refused(ErrorCode::StaffNotFound, login, language));
    };
    let by = Actor::CommandLine;
    if let Err(err) = office.store(|store| remove_staff(store, id, &by, system_clock())) {
        return Ok(refused(ErrorCode::from(&err), login, language));
    }
    say!("{login}\t{}", choose(language, "削除しました", "removed"));
    Ok(ExitCode::SUCCESS)
}

fn reset(office: &Office, login: &str, language: Language) -> anyhow::Result<ExitCode> {
    let Some(id) = find(office, login)? else {
        return Ok(refused(ErrorCode::StaffNotFound, login, language));
    };
    let now = system_clock();
    let start = StartPassword::draw(now);
    let by = Actor::CommandLine;
    match office.store(|store| reset_password(store, id, &start, &by, now)) {
        Ok(()) => Ok(print_start(login, &start, language)),
        Err(err) => Ok(refused(ErrorCode::from(&err), login, language)),
    }
}

fn verify(office: &Office, language: Language) -> anyhow::Result<ExitCode> {
    match office.store(verify_history) {
        Ok(end) => {
            let words = choose(
                language,
                "記録に変わりはありません",
                "the history is in order",
            );
            say!("{words}\t{}\t{}", end.number, end.check);
            Ok(ExitCode::SUCCESS)
        }
        Err(err) => Ok(refused(ErrorCode::from(&err), &err.to_string(), language)),
    }
}
