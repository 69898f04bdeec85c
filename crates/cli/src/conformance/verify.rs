//! `tsunagu conformance verify`: who signed a report, when, and what it says.
//!
//! A command of its own, for `evidence verify` reads folders of bundles and knows nothing of reports.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use office::error_code::Language;
use protocol::certificate::{
    CertificateError, Trust, read_device_certificate, read_hub_certificate,
};
use protocol::signed::{SignedContent, read_signed};
use serde::{Deserialize, Serialize};

use super::report::TYPE;
use super::world::Role;
use crate::message::{PathProblem, REFUSED, choose, say};

/// Verify a signed report: signature, certificate, and that report.json beside it says the same.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// Print one JSON document
    #[arg(long)]
    json: bool,
    /// The certificate of the CA that the judge's certificate came from, PEM
    #[arg(long, value_name = "FILE")]
    ca: PathBuf,
    /// The signed report, report.p7s
    #[arg(value_name = "FILE")]
    report: PathBuf,
}

/// What a report says of itself.
#[derive(Debug, Deserialize)]
struct ReportHead {
    #[serde(rename = "type")]
    kind: String,
    program: String,
    role: Role,
    passed: usize,
    failed: usize,
    not_delivered: usize,
}

#[derive(Serialize)]
struct Verified<'a> {
    valid: bool,
    signer: String,
    signed_at: String,
    program: &'a str,
    role: Role,
    passed: usize,
    failed: usize,
    not_delivered: usize,
}

pub(super) fn run(args: &VerifyArgs, language: Language) -> anyhow::Result<ExitCode> {
    let unreadable = |path: &Path| PathProblem::Unreadable(path.to_owned());
    let pem = fs::read_to_string(&args.ca).map_err(|_| unreadable(&args.ca))?;
    let trust = Trust::from_pem(&pem).context("the file is no certificate of a CA")?;
    let bytes = fs::read(&args.report).map_err(|_| unreadable(&args.report))?;
    let signed = match read_signed(&bytes) {
        Ok(signed) => signed,
        Err(err) => return Ok(refuse(args, &err.to_string(), language)),
    };
    let signer = match signer(&signed, &trust) {
        Ok(signer) => signer,
        Err(err) => return Ok(refuse(args, &err.to_string(), language)),
    };
    let head: ReportHead = match serde_json::from_slice(&signed.content) {
        Ok(head) => head,
        Err(_) => return Ok(refuse(args, "the signed content is no report", language)),
    };
    if head.kind != TYPE {
        return Ok(refuse(args, "the signed content is no report", language));
    }
    if differs(&args.report, &signed.content) {
        return Ok(refuse(
            args,
            "report.json beside it is another report",
            language,
        ));
    }
    print(args, &head, signer, signed.signed_at.to_string(), language)?;
    Ok(ExitCode::SUCCESS)
}

/// The signer by a certificate that was valid at the time of signing: a device of an office, or a hub.
fn signer(signed: &SignedContent, trust: &Trust) -> Result<String, CertificateError> {
    let (der, at) = (&signed.certificate_der, signed.signed_at);
    match read_device_certificate(der, trust, at) {
        Ok(device) => Ok(format!("{} device {}", device.office, device.device)),
        Err(CertificateError::Role { .. } | CertificateError::KeyUsage) => {
            let hub = read_hub_certificate(der, trust, at)?;
            Ok(format!("hub {}", hub.name))
        }
        Err(err) => Err(err),
    }
}

/// Whether `report.json` is there and is not what was signed.
fn differs(report: &Path, content: &[u8]) -> bool {
    fs::read(report.with_file_name("report.json")).is_ok_and(|bytes| bytes != content)
}

fn refuse(args: &VerifyArgs, reason: &str, language: Language) -> ExitCode {
    let invalid = choose(language, "正しくありません", "does not hold");
    match args.json {
        true => say!("{}", serde_json::json!({"valid": false, "reason": reason})),
        false => say!("{}: {invalid}: {reason}", args.report.display()),
    }
    ExitCode::from(REFUSED)
}

fn print(
    args: &VerifyArgs,
    head: &ReportHead,
    signer: String,
    signed_at: String,
    language: Language,
) -> anyhow::Result<()> {
    if args.json {
        let verified = Verified {
            valid: true,
            signer,
            signed_at,
            program: &head.program,
            role: head.role,
            passed: head.passed,
            failed: head.failed,
            not_delivered: head.not_delivered,
        };
        say!("{}", serde_json::to_string_pretty(&verified)?);
        return Ok(());
    }
    let (passed, failed, missing) = (head.passed, head.failed, head.not_delivered);
    match language {
        Language::Japanese => {
            say!("署名は正しい: {signer} {signed_at}");
            say!(
                "{} 合格{passed} 不合格{failed} 未提出{missing}（{}）",
                head.role.name_ja(),
                head.program
            );
        }
        Language::English => {
            say!("the signature holds: {signer} {signed_at}");
            say!(
                "{}: {passed} passed, {failed} failed, {missing} not delivered ({})",
                head.role.name_en(),
                head.program
            );
        }
    }
    Ok(())
}
