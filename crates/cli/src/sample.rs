//! `tsunagu sample`: writes a synthetic world of offices and files into a folder.
//!
//! Files go to `DIR/<sending office>/<batch>/`, where the batch is plan, ticket, actual, prevention or deletion;
//! `DIR/offices.json` lists the offices. The generating is in the `samples` crate. Files that are there already are
//! written over, others are left alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use office::error_code::Language;
use samples::{CLIENTS_MAX, Month, OFFICES_MAX, Role, SampleMonth, Settings};
use serde::Serialize;

use crate::message::{PathProblem, say};

/// Writes sample data: invented offices, clients and one month of files, valid by the standard.
#[derive(Debug, clap::Args)]
pub(crate) struct SampleArgs {
    /// Folder to write into; made if it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Decides all that is left to chance; the same number gives the same files.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Service offices beside the care-management office.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=i64::from(OFFICES_MAX)))]
    offices: u32,
    /// Clients in all.
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=i64::from(CLIENTS_MAX)))]
    clients: u32,
    /// Month in which services are given.
    #[arg(long, value_name = "YYYYMM")]
    month: Month,
}

/// One line of `offices.json`.
#[derive(Serialize)]
struct OfficeLine<'a> {
    number: &'a str,
    name: &'a str,
    services: &'a [String],
    role: &'static str,
}

/// Runs the command.
///
/// # Errors
///
/// When the folder or a file cannot be written.
pub(crate) fn run(args: &SampleArgs, language: Language) -> anyhow::Result<ExitCode> {
    let settings = Settings {
        seed: args.seed,
        offices: args.offices,
        clients: args.clients,
        month: args.month,
    };
    let world = samples::generate(&settings);
    write_world(&args.out, &world)?;
    let (files, offices) = (world.files.len(), world.offices.len());
    let out = args.out.display();
    match language {
        Language::Japanese => say!("{offices}事業所の{files}ファイルを {out} に作成しました。"),
        Language::English => say!("wrote {files} files of {offices} offices to {out}"),
    }
    Ok(ExitCode::SUCCESS)
}

fn write_world(out: &Path, world: &SampleMonth) -> anyhow::Result<()> {
    for file in &world.files {
        let folder = out.join(&file.folder);
        make(&folder)?;
        write(&folder.join(&file.name), &file.bytes)?;
    }
    make(out)?;
    let lines: Vec<OfficeLine<'_>> = world
        .offices
        .iter()
        .map(|office| OfficeLine {
            number: &office.number,
            name: &office.name,
            services: &office.services,
            role: role_name(office.role),
        })
        .collect();
    let mut json = serde_json::to_vec_pretty(&lines)?;
    json.push(b'\n');
    Ok(write(&out.join("offices.json"), &json)?)
}

fn make(folder: &Path) -> Result<(), PathProblem> {
    fs::create_dir_all(folder).map_err(|_| PathProblem::CannotWrite(folder.to_owned()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), PathProblem> {
    fs::write(path, bytes).map_err(|_| PathProblem::CannotWrite(path.to_owned()))
}

/// The word for a role in `offices.json`.
fn role_name(role: Role) -> &'static str {
    match role {
        Role::CareManagement => "care_management",
        Role::SupportCentre => "support_centre",
        Role::Service => "service",
    }
}
