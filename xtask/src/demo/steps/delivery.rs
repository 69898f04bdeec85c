//! The month itself: plans and tickets out, a power cut in the middle, actuals back.
//!
//! Easily got wrong: the office's id of a bundle is chosen before the first attempt. That is why a terminal that forgot
//! that it had sent something sends the same bundle again, and not a second one.

use super::Proved;
use crate::demo::narrator::words;
use crate::demo::scene::{Scene, copy_folder, ensure_same_files, files_in, files_under};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};

/// Where the care-management office stands in the list; the others are service offices.
const CARE: usize = 0;

/// What the care-management office sends to the service offices.
const OUTWARD: [&str; 2] = ["plan", "ticket"];

/// One damaged field, and the whole set of files stays at the office.
pub(in crate::demo) fn refuse_damaged_file(scene: &Scene) -> Proved<()> {
    let folder = scene.side_folder("damaged");
    std::fs::create_dir(&folder).context("a folder for damaged files")?;
    for path in scene.sample_files(CARE, "ticket")? {
        if is_for(&path, &scene.offices[1].number) {
            let name = path.file_name().context("a file without a name")?;
            std::fs::copy(&path, folder.join(name))
                .with_context(|| format!("copying {}", path.display()))?;
        }
    }
    let name = damage_table_6(&folder)?;
    let refused = scene
        .office_command(CARE, "office send", [&folder])?
        .ended_with(1)?;
    let said = format!("{}{}", refused.stdout, refused.stderr);
    ensure!(
        said.contains(&name) && said.contains("T06-C02"),
        "the damage was not named: {said}"
    );
    ensure!(
        scene.bundles(CARE, "sent")?.is_empty(),
        "a damaged file left the office"
    );
    let [ja, en] = ["ja", "en"].map(|language| finding_about(scene, &folder, language));
    let (ja, en) = (ja?, en?);
    Ok((
        (),
        vec![
            words(
                format!("保険者番号を1文字壊すと、その組は送られない: {name} 1行目 項目2"),
                format!(
                    "with one character of an insurer number damaged, the set is not sent: {name} line 1 item 2"
                ),
            ),
            words(ja.0, en.0),
            words(ja.1, en.1),
        ],
    ))
}

/// Message and remedy of the one damaged field, as `check` says them.
fn finding_about(scene: &Scene, folder: &Path, language: &str) -> Result<(String, String)> {
    let path = folder.to_string_lossy();
    let report = scene
        .programs
        .run("tsunagu", ["check", "--json", "--lang", language, &path])?;
    let report = report.ended_with(1)?.json()?;
    let files = report["files"].as_array().into_iter().flatten();
    let finding = files
        .flat_map(|file| file["findings"].as_array().into_iter().flatten())
        .find(|finding| finding["code"] == "T06-C02")
        .with_context(|| format!("no finding T06-C02 in {report}"))?;
    ensure!(
        finding["line"] == 1 && finding["item"] == 2,
        "the place is wrong: {finding}"
    );
    let text = |key: &str| finding[key].as_str().unwrap_or_default();
    Ok((
        format!("T06-C02 {}", text("message")),
        text("remedy").to_owned(),
    ))
}

/// Puts a letter into item 2 (insurer number) of the first record of the first table 6.
fn damage_table_6(folder: &Path) -> Result<String> {
    let path = files_in(folder)?
        .into_iter()
        .find(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("UPPLAN"))
        })
        .context("no table 6 among the samples")?;
    let mut bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let comma = bytes
        .iter()
        .position(|&byte| byte == b',')
        .context("no comma in a table 6")?;
    let place = bytes[comma..]
        .iter()
        .position(u8::is_ascii_digit)
        .context("no digit in a table 6")?;
    bytes[comma + place] = b'X';
    std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
    Ok(path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default())
}

/// The plans go out in one pile and become one bundle for each receiver.
pub(in crate::demo) fn send_plans(scene: &Scene) -> Proved<()> {
    let files = scene.sample_files(CARE, "plan")?;
    scene
        .office_command(CARE, "office send", &files)?
        .success()?;
    let count = count_in_state(scene, "accepted")?;
    let receivers = scene.offices.len() - 1;
    ensure!(
        count == receivers,
        "{count} bundles were accepted for {receivers} receivers"
    );
    Ok((
        (),
        vec![words(
            format!(
                "計画書 {} ファイルを宛先ごとに {count} 件にまとめて送り、受付証を受け取った",
                files.len()
            ),
            format!(
                "{} files of plans became {count} bundles, one for each receiver; the hub signed for them",
                files.len()
            ),
        )],
    ))
}

/// The hub has lost power; what is sent meanwhile waits on the office's disk, already sealed.
pub(in crate::demo) fn send_without_hub(scene: &mut Scene) -> Proved<()> {
    let files = scene.sample_files(CARE, "ticket")?;
    // SIGKILL: as if somebody had pulled the plug.
    scene.hub.take().context("the hub does not run")?.kill()?;
    let sent = scene.office_command(CARE, "office send", &files)?;
    ensure!(
        sent.status == Some(2),
        "the office does not say that the hub is away: {}{}",
        sent.stdout,
        sent.stderr
    );
    let count = count_in_state(scene, "waiting")?;
    ensure!(count == scene.offices.len() - 1, "{count} bundles wait");
    Ok((
        (),
        vec![words(
            format!(
                "利用票 {} ファイルは {count} 件になり、封をした形で送信待ちに残っている",
                files.len()
            ),
            format!(
                "{} files of tickets became {count} bundles, which wait on disk, sealed",
                files.len()
            ),
        )],
    ))
}

/// The hub is back. The office sends, then forgets that it had an answer, and sends the same again.
pub(in crate::demo) fn send_twice(scene: &mut Scene, hub_address: &str) -> Proved<()> {
    let office = scene.office_folder(CARE);
    let before = scene.side_folder("before-the-answer");
    copy_folder(&office, &before)?;
    let port = hub_address.rsplit(':').next().unwrap_or("0");
    scene.start_hub(&format!("127.0.0.1:{port}"))?;
    synchronise(scene, CARE)?;
    ensure!(
        count_in_state(scene, "waiting")? == 0,
        "something still waits"
    );
    let first = export_evidence(scene, "after-the-first-time")?;

    // The terminal falls back to the moment before the answer, as after a power cut.
    std::fs::remove_dir_all(&office).context("taking the office back in time")?;
    copy_folder(&before, &office)?;
    synchronise(scene, CARE)?;
    let second = export_evidence(scene, "after-the-second-time")?;
    ensure!(first == second, "the second time left other evidence");
    let documents = first.len();
    Ok((
        (),
        vec![
            words(
                "連携基盤が戻ると、待っていた連携データはそのまま受け付けられた",
                "when the hub was back, what had waited was accepted",
            ),
            words(
                format!(
                    "端末を「返事を受け取る前」に戻して送り直しても、受付証など {documents} 点は最初と1バイトも違わない"
                ),
                format!(
                    "set back to before the answer, the terminal sends again: all {documents} signed documents are the first ones, byte for byte"
                ),
            ),
        ],
    ))
}

/// How many bundles that the care-management office sent are in a state.
fn count_in_state(scene: &Scene, state: &str) -> Result<usize> {
    Ok(scene
        .bundles(CARE, "sent")?
        .iter()
        .filter(|bundle| bundle["state"] == state)
        .count())
}

/// Every document of evidence with its place, after an export into a fresh folder.
fn export_evidence(scene: &Scene, name: &str) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let folder = scene.side_folder(name);
    scene
        .office_command(
            CARE,
            "evidence export",
            ["--out".as_ref(), folder.as_os_str()],
        )?
        .success()?;
    let mut documents = Vec::new();
    for path in files_under(&folder)? {
        let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        documents.push((
            path.strip_prefix(&folder)
                .context("a path outside its folder")?
                .to_owned(),
            bytes,
        ));
    }
    documents.sort();
    ensure!(!documents.is_empty(), "no evidence in {}", folder.display());
    Ok(documents)
}

/// Lets an office do what is due now.
fn synchronise(scene: &Scene, office: usize) -> Result<()> {
    scene
        .office_command(office, "office receive", std::iter::empty::<&str>())?
        .success()?;
    Ok(())
}

fn outward_files(scene: &Scene) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for batch in OUTWARD {
        files.extend(scene.sample_files(CARE, batch)?);
    }
    Ok(files)
}

/// Both service offices receive; every file arrives as it was, once.
pub(in crate::demo) fn receive_everything(scene: &Scene) -> Proved<()> {
    let files = outward_files(scene)?;
    let mut proved = Vec::new();
    let mut listed = 0;
    for office in 1..scene.offices.len() {
        let number = scene.offices[office].number.clone();
        let mine: Vec<PathBuf> = files
            .iter()
            .filter(|path| is_for(path, &number))
            .cloned()
            .collect();
        let (received, bytes) = receive_and_compare(scene, office, &mine)?;
        listed += received;
        let line = scene.office_words(office);
        proved.push(words(
            format!(
                "{line}: {received} 件 {} ファイル {bytes} バイトを受信。1バイトも違わない",
                mine.len()
            ),
            format!(
                "{line}: {received} bundles, {} files, {bytes} bytes, each byte as it was sent",
                mine.len()
            ),
        ));
    }
    let sent = scene.bundles(CARE, "sent")?.len();
    ensure!(
        listed == sent,
        "{sent} bundles were sent, {listed} are listed"
    );
    Ok(((), proved))
}

/// Whether a file's name addresses this office: it ends with sender, its service, receiver, its service, stamp.
pub(super) fn is_for(path: &Path, number: &str) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    name.rsplit('_').nth(2) == Some(number)
}

fn receive_and_compare(scene: &Scene, office: usize, files: &[PathBuf]) -> Result<(usize, u64)> {
    let out = scene.received_folder(office);
    std::fs::create_dir_all(&out).with_context(|| format!("making {}", out.display()))?;
    scene
        .office_command(
            office,
            "office receive",
            ["--out".as_ref(), out.as_os_str()],
        )?
        .success()?;
    let bytes = ensure_same_files(files, &out)?;
    Ok((scene.bundles(office, "received")?.len(), bytes))
}

/// A person at each service office opens what came.
pub(in crate::demo) fn open_everything(scene: &Scene, offices: &[usize]) -> Proved<()> {
    let mut proved = Vec::new();
    for &office in offices {
        let bundles = scene.bundles(office, "received")?;
        for bundle in &bundles {
            let id = bundle["id"].as_str().context("a bundle without id")?;
            scene
                .office_command(office, "office open", [id])?
                .success()?;
        }
        for bundle in scene.bundles(office, "received")? {
            ensure!(bundle["state"] == "opened", "not opened: {bundle}");
        }
        let line = scene.office_words(office);
        proved.push(words(
            format!(
                "{line}: {} 件を開封。開封確認はこの端末の鍵で署名される",
                bundles.len()
            ),
            format!(
                "{line}: opened {} bundles; the receipts are signed by this terminal's key",
                bundles.len()
            ),
        ));
    }
    Ok(((), proved))
}

/// The service offices send what was really done; the care manager receives it.
pub(in crate::demo) fn return_actuals(scene: &Scene) -> Proved<()> {
    let mut files = Vec::new();
    for office in 1..scene.offices.len() {
        let own = scene.sample_files(office, "actual")?;
        scene
            .office_command(office, "office send", &own)?
            .success()?;
        files.extend(own);
    }
    let (received, bytes) = receive_and_compare(scene, CARE, &files)?;
    ensure!(
        received == scene.offices.len() - 1,
        "{received} bundles of actuals are listed"
    );
    Ok((
        (),
        vec![words(
            format!(
                "実績 {} ファイル {bytes} バイトがケアマネジャーに届いた。1バイトも違わない",
                files.len()
            ),
            format!(
                "{} files of actuals, {bytes} bytes, reached the care manager, each byte as it was sent",
                files.len()
            ),
        )],
    ))
}
