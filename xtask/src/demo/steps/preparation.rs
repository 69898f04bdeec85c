//! Before the month begins: sample files, the hub, three offices with their certificates.
//!
//! The enrolment code goes from the operator to the office on paper or by mail; here it is passed on in memory.

use super::Proved;
use crate::demo::narrator::words;
use crate::demo::scene::{DemoOffice, Scene, files_under};
use anyhow::{Context, Result, ensure};

/// The month of service of all sample files.
const MONTH: &str = "202610";

/// Writes sample files of three offices and lets the checker look at all of them.
pub(in crate::demo) fn make_samples(scene: &mut Scene, clients: u32, seed: u64) -> Proved<()> {
    let folder = scene.sample_folder();
    let out = folder.to_string_lossy().into_owned();
    let (seed, clients) = (seed.to_string(), clients.to_string());
    let arguments = [
        "sample",
        "--out",
        &out,
        "--seed",
        &seed,
        "--offices",
        "2",
        "--clients",
        &clients,
        "--month",
        MONTH,
    ];
    scene.programs.run("tsunagu", arguments)?.success()?;
    scene.offices = read_offices(&folder)?;
    let files = files_under(&folder)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "CSV"))
        .count();

    let report = scene
        .programs
        .run("tsunagu", ["check", "--json", &out])?
        .success()?
        .json()?;
    let records: u64 = report["files"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|file| file["records"].as_u64())
        .sum();
    ensure!(
        report["errors"] == 0,
        "the sample files have errors: {report}"
    );
    let mut proved = vec![words(
        format!("利用者 {clients} 人、{files} ファイル、{records} 行。標準仕様の検査でエラーなし"),
        format!("{clients} clients, {files} files, {records} records; no error by the standard"),
    )];
    for office in 0..scene.offices.len() {
        let line = scene.office_words(office);
        proved.push(words(line.clone(), line));
    }
    Ok(((), proved))
}

fn read_offices(folder: &std::path::Path) -> Result<Vec<DemoOffice>> {
    let text = std::fs::read_to_string(folder.join("offices.json"))
        .context("the list of sample offices")?;
    let list: serde_json::Value =
        serde_json::from_str(&text).context("the list of sample offices")?;
    let field = |office: &serde_json::Value, name: &str| {
        office[name]
            .as_str()
            .map(str::to_owned)
            .with_context(|| format!("a sample office without `{name}`"))
    };
    let mut offices = Vec::new();
    for office in list
        .as_array()
        .context("the list of sample offices is no list")?
    {
        let service = office["services"][0]
            .as_str()
            .context("a sample office without a service")?;
        offices.push(DemoOffice {
            number: field(office, "number")?,
            name: field(office, "name")?,
            service: service.to_owned(),
        });
    }
    let services: Vec<&str> = offices
        .iter()
        .map(|office| office.service.as_str())
        .collect();
    ensure!(
        services == ["43", "11", "13"],
        "the sample offices are {services:?}"
    );
    Ok(offices)
}

/// Makes the hub's authority, keys and database, and starts it.
pub(in crate::demo) fn start_hub(scene: &mut Scene) -> Proved<()> {
    scene
        .hub_command(
            "init",
            [
                "--name",
                "つなぐ連携基盤（見本）",
                "--host",
                "localhost",
                // So that the offices have a licence to look at.
                "--licence-months",
                "12",
                "--licence-fee",
                "21000",
            ],
        )?
        .success()?;
    scene.start_hub("127.0.0.1:0")?;
    let address = scene.hub_address()?;
    Ok((
        (),
        vec![words(
            format!("認証局・鍵・データベースを作り、{address} で待ち受け"),
            format!("made its authority, keys and database; answers at {address}"),
        )],
    ))
}

/// Application, approval, and enrolment of one terminal for each office.
pub(in crate::demo) fn admit_offices(scene: &Scene) -> Proved<()> {
    let hub = scene.hub_address()?;
    let mut proved = Vec::new();
    let mut used_code = String::new();
    for (index, office) in scene.offices.iter().enumerate() {
        let facts = [
            "--office",
            &office.number,
            "--name",
            &office.name,
            "--service",
            &office.service,
        ];
        scene.hub_command("application add", facts)?.success()?;
        let approved = scene
            .hub_command(
                "application approve",
                ["--office", &office.number, "--json"],
            )?
            .success()?;
        let approved = approved.json()?;
        let code = approved["code"]
            .as_str()
            .with_context(|| format!("no code in {approved}"))?;
        scene
            .office_command(index, "office init", ["--hub", &hub, "--code", code])?
            .success()?;
        code.clone_into(&mut used_code);
        let line = scene.office_words(index);
        proved.push(words(
            format!("{line}: 鍵はこの端末で作られ、登録コードで証明書を受け取った"),
            format!(
                "{line}: keys made on its own terminal, certificates against an enrolment code"
            ),
        ));
    }
    // A code works once: whoever finds the paper later gets nothing.
    let thief = scene.side_folder("thief").to_string_lossy().into_owned();
    let arguments = [
        "office", "init", "--dir", &thief, "--hub", &hub, "--code", &used_code,
    ];
    let refused = scene.programs.run("tsunagu", arguments)?;
    let said = format!("{}{}", refused.stdout, refused.stderr);
    ensure!(
        refused.status != Some(0) && said.contains("HUB-206"),
        "a used code was not refused with HUB-206: {said}"
    );
    proved.push(words(
        "使用済みの登録コードをもう一度使うと拒否される（HUB-206）",
        "an enrolment code that was used is refused (HUB-206)",
    ));
    Ok(((), proved))
}
