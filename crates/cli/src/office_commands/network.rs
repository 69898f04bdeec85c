//! The pages on the office's network: the options of `office run` and `start`, what these
//! print, and `tsunagu office network`, which shows the fingerprint to compare.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::Timestamp;
use office::ErrorCode;
use office::config::NetworkSettings;
use office::error_code::Language;
use office::network::{
    NetworkError, NetworkName, NetworkWish, plan_network, read_network_certificate,
};
use office::web::{NetworkState, OpenNetwork};
use serde_json::json;

use super::open_office;
use crate::message::{COULD_NOT_RUN, choose, describe, exit_of, fail, say};

/// Options with which the pages begin on the network whatever the settings say.
#[derive(Debug, Default, Args)]
pub(crate) struct NetworkOptions {
    /// Serve the pages on the office's network too, over TLS, whatever the settings say; the office
    /// needs an administrator [default: all addresses and the port of the settings]
    #[arg(long, value_name = "ADDRESS:PORT", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "the option may come without a value")]
    network: Option<Option<SocketAddr>>,
    /// Name or address by which other computers call this one; several names, several times
    /// [default: those of the settings, or those that this machine has]
    #[arg(long, value_name = "NAME", requires = "network")]
    network_name: Vec<NetworkName>,
}

impl NetworkOptions {
    /// What the command asks for; nothing when the settings decide.
    pub(crate) fn wish(&self) -> Option<NetworkWish> {
        self.network.map(|listen| NetworkWish {
            listen,
            names: self.network_name.clone(),
        })
    }
}

/// Says how the network stands. An exit code when a command asked for it and it cannot be.
pub(crate) fn report(state: &NetworkState, wished: bool, language: Language) -> Option<ExitCode> {
    match state {
        NetworkState::Open(open) => print_open(open, language),
        NetworkState::Refused { code, about } if wished => {
            return Some(fail(code.code(), Some(about), language, COULD_NOT_RUN));
        }
        // The exchange does not wait for other computers.
        NetworkState::Refused { code, about } => {
            eprintln!("{about}: {}", describe(code.code(), language));
        }
        NetworkState::Off | NetworkState::Unknown => (),
    }
    None
}

fn print_open(open: &OpenNetwork, language: Language) {
    for url in open.urls() {
        say!(
            "{}: {url}",
            choose(language, "ほかのパソコンから", "other computers")
        );
    }
    print_fingerprint(&open.fingerprint, language);
}

fn print_fingerprint(fingerprint: &str, language: Language) {
    let name = choose(language, "証明書の指紋", "fingerprint");
    say!("{name} (SHA-256): {fingerprint}");
}

/// Show under which addresses other computers reach the pages, and the fingerprint of the certificate.
#[derive(Debug, Args)]
pub(crate) struct NetworkArgs {
    /// Folder of the office
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// Runs `network`.
pub(super) fn run(args: &NetworkArgs, language: Language) -> anyhow::Result<ExitCode> {
    let office = match open_office(&args.dir, language) {
        Ok(office) => office,
        Err(exit) => return Ok(exit),
    };
    let certificate = match read_network_certificate(office.dir()) {
        Ok(certificate) => certificate,
        Err(err) => {
            let code = ErrorCode::from(&NetworkError::Certificate(err));
            return Ok(fail(
                code.code(),
                Some(&args.dir.display()),
                language,
                exit_of(code),
            ));
        }
    };
    let settings = office.settings().network.clone();
    let urls = urls(&settings);
    if args.json {
        let certificate = certificate.as_ref().map(|certificate| {
            json!({
                "sha256": certificate.fingerprint().replace(' ', ""),
                "until": certificate.not_after,
            })
        });
        let document = json!({ "on": settings.on, "addresses": urls, "certificate": certificate });
        say!("{}", serde_json::to_string_pretty(&document)?);
        return Ok(ExitCode::SUCCESS);
    }
    say!(
        "{}",
        match settings.on {
            true => choose(
                language,
                "ほかのパソコンから使う設定です",
                "open to other computers by the settings"
            ),
            false => choose(
                language,
                "この端末だけで使う設定です",
                "on this terminal only by the settings"
            ),
        }
    );
    for url in urls {
        say!("  {url}");
    }
    match certificate {
        Some(certificate) => {
            print_fingerprint(&certificate.fingerprint(), language);
            let until = Timestamp::from_second(certificate.not_after.0)?;
            say!("{}: {until}", choose(language, "期限", "until"));
        }
        None => say!(
            "{}",
            choose(
                language,
                "証明書はまだありません",
                "there is no certificate yet"
            )
        ),
    }
    Ok(ExitCode::SUCCESS)
}

/// The addresses as they are by the settings, whether the pages are open now or not.
fn urls(settings: &NetworkSettings) -> Vec<String> {
    let plan = plan_network(settings, Some(&NetworkWish::default()));
    plan.map_or_else(Vec::new, |plan| {
        let open = OpenNetwork {
            address: plan.listen,
            names: plan.names,
            fingerprint: String::new(),
            certificate_until: protocol::UtcSeconds(0),
        };
        open.urls()
    })
}
