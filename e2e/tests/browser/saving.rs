//! Saving what came and what was sent: one file, one bundle as a ZIP, and all that is new as one ZIP in the order in which
//! the care software has to take it in. The ZIP is opened by another program.
//!
//! Easily got wrong: the list shows the newest arrival first, the ZIP the oldest stamp. What arrives first here has the
//! later stamp, so that the two orders differ.

use crate::exchange::addressed_to;
use crate::lists::rows;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use tsunagu_e2e::{CARE, Stage, act, file_in_archive, names_in_archive};

/// The service offices.
const SERVICE: usize = 1;
const OTHER: usize = 2;

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The stamp at the end of a file's name.
fn stamp_of(path: &Path) -> String {
    let name = name_of(path);
    let stamp = name.rsplit('_').next().unwrap_or_default();
    stamp.trim_end_matches(".CSV").to_owned()
}

/// What a service office sends to the care-management office: its actuals.
fn actuals(stage: &Stage, office: usize) -> Result<Vec<PathBuf>> {
    let files = stage.files(office, "actual")?;
    Ok(addressed_to(files, stage.offices[CARE].number()))
}

/// Lets the office whose stamp is the later one send first; the two offices by their stamps.
fn arrive_against_the_stamps(stage: &Stage) -> Result<[usize; 2]> {
    let stamp = |office: usize| -> Result<String> {
        let files = actuals(stage, office)?;
        Ok(stamp_of(files.first().context("no actuals")?))
    };
    let (one, two) = (stamp(SERVICE)?, stamp(OTHER)?);
    ensure!(one != two, "both have the stamp {one}");
    let in_order = if one < two {
        [SERVICE, OTHER]
    } else {
        [OTHER, SERVICE]
    };
    let care = stage.browser(CARE)?;
    care.open("/inbox")?;
    for (count, office) in in_order.into_iter().rev().enumerate() {
        stage.offices[office]
            .command("office send", actuals(stage, office)?)?
            .success()?;
        care.reload_until_text(&format!("未読 {}件", count + 1))?;
    }
    Ok(in_order)
}

#[test]
fn all_that_is_new_is_saved_as_one_archive_in_the_order_of_the_stamps() {
    act("save-all", 4, |stage| {
        let in_order = arrive_against_the_stamps(stage)?;
        let care = stage.browser(CARE)?;
        care.open("/inbox")?;
        ensure!(rows(&care)? == 2);
        care.follow("button", "未読2件をまとめて保存")?;
        care.shows(&[
            "未読の 2件を開いてから保存します。",
            "送信元には、開いた日時と端末が伝わり",
            stage.name(SERVICE),
            stage.name(OTHER),
        ])?;
        care.follow("button", "開いて保存する（2件）")?;
        // Saving begins by itself.
        let archive = care.wait_for_saved("受信データ_")?;
        let mut expected = Vec::new();
        for (index, office) in in_order.into_iter().enumerate() {
            for file in actuals(stage, office)? {
                let (number, name) = (stage.offices[office].number(), stage.name(office));
                let folder = format!("{:03}_{}_{number}_{name}_", index + 1, stamp_of(&file));
                expected.push((folder, file));
            }
        }
        let names = names_in_archive(&archive)?;
        ensure!(
            names.len() == expected.len(),
            "{names:?} instead of {expected:?}"
        );
        for (name, (folder, file)) in names.iter().zip(&expected) {
            let fits = name.starts_with(folder) && name.ends_with(&format!("/{}", name_of(file)));
            ensure!(fits, "{name} instead of {folder}…/{}", name_of(file));
            let bytes = file_in_archive(&archive, name)?;
            ensure!(bytes == std::fs::read(file)?, "{name} has other bytes");
        }
        care.open("/inbox")?;
        care.shows(&["未読はありません", "既読"])
    });
}

#[test]
fn one_file_and_one_bundle_are_saved_as_they_came_and_as_they_were_sent() {
    act("save-one", 4, |stage| {
        let number = stage.offices[SERVICE].number();
        let tickets = addressed_to(stage.files(CARE, "ticket")?, number);
        stage.offices[CARE]
            .command("office send", &tickets)?
            .success()?;
        let service = stage.browser(SERVICE)?;
        service.open("/inbox")?;
        service.reload_until_text("未読 1件")?;
        service.follow("button", "開く")?;
        let care = stage.browser(CARE)?;
        care.open("/sent")?;
        care.follow("link", stage.name(SERVICE))?;
        let mut sorted: Vec<String> = tickets.iter().map(|path| name_of(path)).collect();
        sorted.sort();
        for browser in [&service, &care] {
            for ticket in &tickets {
                browser.click("link", &format!("{} を保存", name_of(ticket)))?;
                let saved = browser.wait_for_saved(&name_of(ticket))?;
                ensure!(std::fs::read(&saved)? == std::fs::read(ticket)?);
            }
            browser.click("link", &format!("すべて保存（{}個）", tickets.len()))?;
            let archive = browser.wait_for_saved(".zip")?;
            let mut names = names_in_archive(&archive)?;
            names.sort();
            ensure!(names == sorted, "{names:?} instead of {sorted:?}");
            for ticket in &tickets {
                let bytes = file_in_archive(&archive, &name_of(ticket))?;
                ensure!(
                    bytes == std::fs::read(ticket)?,
                    "{} differs",
                    name_of(ticket)
                );
            }
        }
        Ok(())
    });
}
