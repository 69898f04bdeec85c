//! `tsunagu evidence verify`: checks CA, signatures and digests of evidence.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use office::ErrorCode;
use office::error_code::Language;
use office::evidence::{BundleEvidence, EvidenceReport, verify_evidence};
use protocol::certificate::Trust;
use protocol::{ReceiptKind, UtcSeconds};

use crate::message::{REFUSED, choose, describe, exit_of, fail, say};

/// Verify evidence: signatures, certificates, digests. Exits with 1 if anything does
/// not hold. Compare the fingerprint of the CA with the hub's, or give it with --ca.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Print one JSON document
    #[arg(long)]
    json: bool,
    /// The certificate of the hub's CA, PEM
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Evidence folders, or files in them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(args: &VerifyArgs, language: Language) -> anyhow::Result<ExitCode> {
    let expected = match &args.ca {
        Some(path) => {
            let pem = fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            Some(Trust::from_pem(&pem).context("the file is no certificate of a CA")?)
        }
        None => None,
    };
    let report = match verify_evidence(&args.paths, expected.as_ref()) {
        Ok(report) => report,
        Err(err) => {
            let code = ErrorCode::from(&err);
            return Ok(fail(code.code(), Some(&err), language, exit_of(code)));
        }
    };
    if args.json {
        say!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print_report(&report, language);
    }
    let exit = if report.problems.is_empty() {
        0
    } else {
        REFUSED
    };
    Ok(ExitCode::from(exit))
}

fn print_report(report: &EvidenceReport, language: Language) {
    let ca = choose(language, "認証局の指紋", "fingerprint of the CA");
    say!("{ca}: {}", report.ca_sha256);
    for bundle in &report.bundles {
        say!("{}", bundle_text(bundle, language));
    }
    for problem in &report.problems {
        let description = describe(problem.code.code(), language);
        say!("{}: {description}", problem.path.display());
        say!("  {}", problem.detail);
    }
    say!(
        "{}",
        match report.problems.is_empty() {
            true => choose(language, "すべて正しい", "everything holds"),
            false => choose(
                language,
                "正しくないものがあります",
                "something does not hold"
            ),
        }
    );
}

fn bundle_text(bundle: &BundleEvidence, language: Language) -> String {
    let mut text = match (bundle.id, bundle.from, bundle.to) {
        (Some(id), Some(from), Some(to)) => format!("{id} {from} → {to}"),
        _ => bundle.folder.display().to_string(),
    };
    if !bundle.header {
        text.push_str("\n  - header.p7s");
    }
    for receipt in &bundle.receipts {
        let kind = kind_words(receipt.kind, language);
        let at = time_words(receipt.at, language);
        text.push_str(&format!("\n  {at} {kind} {}", receipt.signer));
    }
    text
}

/// What a receipt says, as the pages call it.
fn kind_words(kind: ReceiptKind, language: Language) -> &'static str {
    match kind {
        ReceiptKind::Accepted => choose(language, "受付", "accepted"),
        ReceiptKind::Fetched => choose(language, "受信", "fetched"),
        ReceiptKind::Imported => choose(language, "取込", "imported"),
        ReceiptKind::Opened => choose(language, "開封", "opened"),
        ReceiptKind::Withdrawn => choose(language, "取り下げ", "withdrawn"),
        // The program and the protocol are of one version; a later kind has no words yet.
        _ => "-",
    }
}

/// The time in Japan in Japanese, and in UTC in English, as the receipt has it.
fn time_words(at: UtcSeconds, language: Language) -> String {
    let japan = jiff::Timestamp::from_second(at.0).map(|at| jiff::tz::offset(9).to_datetime(at));
    match (language, japan) {
        (Language::Japanese, Ok(at)) => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        _ => at.to_string(),
    }
}
