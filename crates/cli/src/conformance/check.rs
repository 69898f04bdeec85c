//! `tsunagu conformance check`: judges what the vendor's software made and writes the report.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use office::ErrorCode;
use office::error_code::Language;
use office::keys::read_keys;
use protocol::certificate::Identity;
use protocol::digest::Digest;
use protocol::signed::sign_content;
use protocol::time::UtcSeconds;

use super::judge::Delivered;
use super::kit_file::{KitError, KitJson};
use super::report::{Outcome, Report, judge_kit};
use crate::files::read_files;
use crate::message::{COULD_NOT_RUN, PathProblem, REFUSED, choose, exit_of, fail, say};

/// Judge the files in DIR/produced, pattern by pattern, and write report.json, report.html and, signed, report.p7s.
/// Exits with 1 unless every pattern passed.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// Folder for the report [default: DIR/report]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Sign with this key, PEM
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
    /// The certificate of the key, PEM
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,
    /// Sign as this terminal of an office: its folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["key", "certificate"])]
    office: Option<PathBuf>,
    /// Folder of the kit
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

pub(super) fn run(
    args: &CheckArgs,
    now: UtcSeconds,
    language: Language,
) -> anyhow::Result<ExitCode> {
    let kit = match KitJson::read(&args.dir) {
        Ok(kit) => kit,
        Err(err) => return Ok(no_kit(err, &args.dir, language)),
    };
    let signer = match signer(args, language)? {
        Ok(signer) => signer,
        Err(exit) => return Ok(exit),
    };
    let certificate = signer.as_ref().map(|one| Digest::of(one.certificate_der()));
    let produced = args.dir.join("produced");
    let report = judge_kit(kit, now.to_string(), certificate, |id| {
        delivered(&produced.join(id))
    })?;
    let out = args.out.clone().unwrap_or_else(|| args.dir.join("report"));
    let json = serde_json::to_vec_pretty(&report)?;
    write_report(&out, &report, &json, language)?;
    let signed = out.join("report.p7s");
    match &signer {
        Some(signer) => write(&signed, &sign_content(&json, signer, now)?)?,
        // The signature of an earlier report must not stand beside this one.
        None if signed.exists() => {
            fs::remove_file(&signed).map_err(|_| PathProblem::CannotWrite(signed.clone()))?
        }
        None => (),
    }
    match args.json {
        true => say!("{}", String::from_utf8_lossy(&json)),
        false => print(&report, &out, language),
    }
    let exit = if report.passed == report.patterns.len() {
        0
    } else {
        REFUSED
    };
    Ok(ExitCode::from(exit))
}

fn no_kit(err: KitError, dir: &Path, language: Language) -> ExitCode {
    let (what, remedy) = match err {
        KitError::Unreadable => (
            choose(
                language,
                "適合キットのフォルダではありません",
                "not the folder of a kit",
            ),
            choose(
                language,
                "tsunagu conformance export で作ったフォルダを指定してください",
                "give a folder that tsunagu conformance export wrote",
            ),
        ),
        KitError::OtherPatterns => (
            choose(
                language,
                "このキットは別の版のプログラムで作られています",
                "this kit was made by another version of the program",
            ),
            choose(
                language,
                "キットを作り直すか、kit.json の program の版で判定してください",
                "export the kit again, or judge with the version that kit.json names",
            ),
        ),
    };
    eprintln!("{}: {what}\n  {remedy}", dir.display());
    ExitCode::from(COULD_NOT_RUN)
}

/// Who signs, if anybody is asked to. A key is never made here: a signature that anybody could make proves nothing.
fn signer(
    args: &CheckArgs,
    language: Language,
) -> anyhow::Result<Result<Option<Identity>, ExitCode>> {
    if let Some(dir) = &args.office {
        return Ok(match read_keys(dir) {
            Ok(keys) => Ok(Some(keys.device)),
            Err(err) => {
                let code = ErrorCode::from(&err);
                Err(fail(code.code(), None, language, exit_of(code)))
            }
        });
    }
    let (Some(key), Some(certificate)) = (&args.key, &args.certificate) else {
        return Ok(Ok(None));
    };
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|_| PathProblem::Unreadable(path.to_owned()))
    };
    let identity = Identity::from_pem(&read(certificate)?, &read(key)?);
    Ok(identity.map(Some).map_err(|err| {
        let (what, remedy) = (
            choose(
                language,
                "この鍵と証明書では署名できません",
                "this key and certificate cannot sign",
            ),
            choose(
                language,
                "連携基盤の認証局が発行した端末の証明書と、その鍵（P-256、PKCS#8）を指定してください",
                "give a certificate of a terminal that the authority of a hub issued, and its key (P-256, PKCS#8)",
            ),
        );
        eprintln!("{}: {what} ({err})\n  {remedy}", certificate.display());
        ExitCode::from(COULD_NOT_RUN)
    }))
}

/// The files below `folder`; none when there is no such folder.
fn delivered(folder: &Path) -> anyhow::Result<Vec<Delivered>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let files =
        read_files(&[folder.to_owned()]).map_err(|err| PathProblem::Unreadable(err.path))?;
    let name = |path: &str| {
        Path::new(path).file_name().map_or_else(
            || path.to_owned(),
            |name| name.to_string_lossy().into_owned(),
        )
    };
    Ok(files
        .into_iter()
        .map(|file| Delivered {
            name: name(&file.path),
            bytes: file.bytes,
        })
        .collect())
}

fn write_report(
    out: &Path,
    report: &Report,
    json: &[u8],
    language: Language,
) -> anyhow::Result<()> {
    fs::create_dir_all(out).map_err(|_| PathProblem::CannotWrite(out.to_owned()))?;
    write(&out.join("report.json"), json)?;
    Ok(write(
        &out.join("report.html"),
        report.page(language).as_bytes(),
    )?)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), PathProblem> {
    fs::write(path, bytes).map_err(|_| PathProblem::CannotWrite(path.to_owned()))
}

fn print(report: &Report, out: &Path, language: Language) {
    for pattern in &report.patterns {
        let name = choose(language, pattern.name_ja, pattern.name_en);
        say!("{} {name}: {}", pattern.id, pattern.result.words(language));
        for difference in pattern.differences.iter().filter(|one| one.fails) {
            let words = difference.words(language);
            say!("  {} {}", difference.code, words.place);
            let names = match language {
                Language::Japanese => ["出力", "期待", "対処"],
                Language::English => ["found", "expected", "what to do"],
            };
            let values = [&words.found, &words.expected, &words.remedy];
            for (name, value) in names
                .iter()
                .zip(values)
                .filter(|(_, value)| !value.is_empty())
            {
                say!("      {name}: {value}");
            }
        }
    }
    say!(
        "{} {} / {} {} / {} {}",
        Outcome::Passed.words(language),
        report.passed,
        Outcome::Failed.words(language),
        report.failed,
        Outcome::NotDelivered.words(language),
        report.not_delivered,
    );
    let out = out.display();
    match (report.signer_certificate_sha256, language) {
        (Some(_), Language::Japanese) => say!("署名した報告書: {out}/report.p7s"),
        (Some(_), Language::English) => say!("signed report: {out}/report.p7s"),
        (None, Language::Japanese) => {
            say!(
                "報告書: {out}（署名なし。--key と --certificate、または --office で署名できます）"
            );
        }
        (None, Language::English) => {
            say!("report: {out} (unsigned; sign with --key and --certificate, or with --office)");
        }
    }
}
