//! `tsunagu office partner`: partners, and the decision about a changed certificate.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use office::ErrorCode;
use office::error_code::Language;
use office::partners::{accept_partner, list_partners};
use office::worker::system_clock;
use protocol::{Digest, OfficeNumber};

use super::open_office;
use crate::message::{choose, exit_of, fail, say};

/// Arguments of `tsunagu office partner`.
#[derive(Debug, Args)]
pub(crate) struct PartnerArgs {
    #[command(subcommand)]
    command: PartnerCommand,
}

#[derive(Debug, Subcommand)]
enum PartnerCommand {
    /// List the partners and the fingerprints of their certificates. 連携先一覧
    List {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
    },
    /// Accept a partner's new certificate after comparing its fingerprint. 証明書の承認
    Accept {
        /// Folder of the office
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
        /// The fingerprint that the partner told you, 64 hexadecimal digits
        #[arg(long, value_name = "SHA256")]
        fingerprint: Digest,
        /// The partner's office number
        #[arg(value_name = "OFFICE")]
        office: OfficeNumber,
    },
}

pub(super) fn run(args: &PartnerArgs, language: Language) -> anyhow::Result<ExitCode> {
    let (PartnerCommand::List { dir } | PartnerCommand::Accept { dir, .. }) = &args.command;
    let office = match open_office(dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    match &args.command {
        PartnerCommand::List { .. } => {
            for partner in office.store(list_partners)? {
                let name = partner.name.as_deref().unwrap_or("-");
                say!("{} {name}", partner.number);
                if let Some(pin) = &partner.pinned {
                    say!("  {}", pin.fingerprint);
                }
                if let Some(offered) = &partner.offered {
                    let new = choose(language, "新しい証明書（未承認）", "new, not accepted");
                    say!("  {} {new}", offered.fingerprint);
                }
            }
            Ok(ExitCode::SUCCESS)
        }
        PartnerCommand::Accept {
            fingerprint,
            office: number,
            ..
        } => {
            let accepted =
                office.store(|store| accept_partner(store, *number, *fingerprint, system_clock()));
            match accepted {
                Ok(()) => {
                    say!("{number} {}", choose(language, "承認しました", "accepted"));
                    Ok(ExitCode::SUCCESS)
                }
                Err(err) => {
                    let code = ErrorCode::from(&err);
                    Ok(fail(code.code(), Some(&err), language, exit_of(code)))
                }
            }
        }
    }
}
