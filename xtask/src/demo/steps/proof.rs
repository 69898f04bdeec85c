//! What the offices can show an inspector: states, and signed receipts that anyone can verify.
//!
//! Easily got wrong: the verification uses nothing but the exported folder, no office and no hub.

use super::Proved;
use crate::demo::narrator::words;
use crate::demo::scene::{Scene, files_under};
use anyhow::{Context, ensure};

/// Every sender sees that everything was opened, by whom and when.
pub(in crate::demo) fn verify_states(scene: &Scene) -> Proved<()> {
    let mut proved = Vec::new();
    for office in 0..scene.offices.len() {
        scene
            .office_command(office, "office receive", std::iter::empty::<&str>())?
            .success()?;
        let bundles = scene.bundles(office, "sent")?;
        ensure!(!bundles.is_empty(), "nothing was sent");
        for bundle in &bundles {
            ensure!(bundle["state"] == "opened", "not opened: {bundle}");
        }
        let line = scene.office_words(office);
        let count = bundles.len();
        proved.push(words(
            format!("{line}: 送った {count} 件すべてが「開封済み」"),
            format!("{line}: {count} of {count} bundles that it sent were opened"),
        ));
    }
    Ok(((), proved))
}

/// Evidence is exported and verified; one bit turned in it is noticed.
pub(in crate::demo) fn verify_evidence(scene: &Scene) -> Proved<()> {
    let mut proved = Vec::new();
    for office in 0..scene.offices.len() {
        let folder = scene
            .side_folder("evidence")
            .join(&scene.offices[office].number);
        let out = folder.to_string_lossy().into_owned();
        scene
            .office_command(office, "evidence export", ["--out", &out])?
            .success()?;
        let report = scene
            .programs
            .run("tsunagu", ["evidence", "verify", "--json", &out])?
            .success()?
            .json()?;
        let receipts = files_under(&folder)?
            .into_iter()
            .filter(|path| is_receipt(path))
            .count();
        ensure!(receipts > 0, "no receipts in {out}: {report}");
        let line = scene.office_words(office);
        proved.push(words(
            format!("{line}: 証跡 {receipts} 通の署名が正しい"),
            format!("{line}: the signatures of {receipts} receipts are right"),
        ));
    }
    let folder = scene.side_folder("evidence").join(&scene.offices[0].number);
    let receipt = files_under(&folder)?
        .into_iter()
        .find(|path| is_receipt(path))
        .context("no receipt to damage")?;
    let mut bytes = std::fs::read(&receipt).context("reading a receipt")?;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&receipt, bytes).context("damaging a receipt")?;
    scene
        .programs
        .run(
            "tsunagu",
            ["evidence".as_ref(), "verify".as_ref(), folder.as_os_str()],
        )?
        .ended_with(1)?;
    proved.push(words(
        "証跡を1ビット変えると、検証はそれに気づく",
        "one bit turned in the evidence is noticed",
    ));
    Ok(((), proved))
}

fn is_receipt(path: &std::path::Path) -> bool {
    path.file_name().is_some_and(|name| {
        let name = name.to_string_lossy();
        name.ends_with(".p7s") && !name.contains("header")
    })
}
