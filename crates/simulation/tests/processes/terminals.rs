//! Several terminals of one office as real programs: joining with six digits, the same drafts, history and received files
//! on each, both sending at once, removal, and the recovery sheet when all are lost.
//!
//! Easily got wrong: a terminal learns what another did with its next contact, so tests wait for facts, never for a time.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::Value;
use testkit::{HubProgram, OfficeProgram, SampleMonth, wait_for};

use crate::month::states;

/// A hub, a care-management office, and one of its partners.
struct Scene {
    hub: HubProgram,
    sample: SampleMonth,
    care: OfficeProgram,
    partner: OfficeProgram,
}

impl Scene {
    fn new(seed: u64) -> Result<Scene> {
        let hub = HubProgram::start()?;
        let sample = SampleMonth::write(seed, 1, 3)?;
        let join = |index: usize| {
            let office = &sample.offices()[index];
            let services: Vec<&str> = office.services.iter().map(String::as_str).collect();
            OfficeProgram::join(&hub, &office.number, &office.name, &services)
        };
        let (care, partner) = (join(0)?, join(1)?);
        Ok(Scene {
            hub,
            sample,
            care,
            partner,
        })
    }

    /// A second terminal of the care-management office, enrolled with a code that the first one made, and approved.
    fn second_terminal(&self) -> Result<OfficeProgram> {
        let code = self
            .care
            .command("office terminals code", [""; 0])?
            .success()?;
        let second = OfficeProgram::enrol(&self.hub, self.care.number(), code.stdout.trim())?;
        join(&self.care, &second)?;
        Ok(second)
    }

    fn send(&self, kind: &str, draft: bool) -> Result<()> {
        let mut arguments = Vec::new();
        if draft {
            arguments.push("--draft".into());
        }
        arguments.extend(self.sample.files(self.care.number(), kind)?);
        self.care.command("office send", arguments)?.success()?;
        Ok(())
    }
}

/// One pass with the hub.
fn contact(office: &OfficeProgram) -> Result<()> {
    office.command("office receive", [""; 0])?.success()?;
    Ok(())
}

fn terminals(office: &OfficeProgram) -> Result<Vec<Value>> {
    let listed = office
        .command("office terminals list", ["--json"])?
        .success()?
        .json()?;
    Ok(listed.as_array().context("a list of terminals")?.clone())
}

/// The id of the one terminal that does not take part yet, once it asks.
fn asking(office: &OfficeProgram) -> Result<String> {
    wait_for("a terminal that asks to join", || {
        let found = terminals(office)?
            .into_iter()
            .find(|terminal| terminal["joining"] == "asks");
        Ok(found.and_then(|terminal| terminal["id"].as_str().map(str::to_owned)))
    })
}

/// The six digits in what a command printed.
fn digits_of(printed: &str) -> Option<String> {
    let (_, rest) = printed.split_once("digits: ")?;
    let digits: String = rest.chars().take(7).filter(char::is_ascii_digit).collect();
    (digits.len() == 6).then_some(digits)
}

/// Joins `second` by the approval of `first`, and makes sure that both showed the same digits.
fn join(first: &OfficeProgram, second: &OfficeProgram) -> Result<()> {
    let waiting = second.start("office join", [""; 0])?;
    let id = asking(first)?;
    let shown = first
        .command("office terminals check", [&id])?
        .success()?
        .stdout;
    let on_first = digits_of(&shown).context("digits on the first terminal")?;
    let on_second = wait_for("digits on the second terminal", || {
        Ok(digits_of(&waiting.log()?))
    })?;
    assert_eq!(on_first, on_second, "the digits are the same on both");

    let wrong = format!("{:06}", (on_first.parse::<u32>()? + 1) % 1_000_000);
    let refused = first.command("office terminals approve", ["--digits", &wrong, &id])?;
    assert_eq!(refused.status, Some(1));
    assert!(refused.stderr.contains("OFF-522"), "{}", refused.stderr);
    let refused = second.command("office join", ["--digits", &wrong])?;
    assert!(refused.stderr.contains("OFF-522"), "{}", refused.stderr);

    let mut taking = second.start("office join", ["--digits", &on_first])?;
    first
        .command("office terminals approve", ["--digits", &on_first, &id])?
        .success()?;
    wait_for("the second terminal to take the key", || {
        Ok((!taking.is_running()?).then_some(()))
    })?;
    second
        .status()
        .context("the second terminal is an office")?;
    Ok(())
}

fn drafts(office: &OfficeProgram) -> Result<Vec<String>> {
    let listed = office
        .command("office drafts list", ["--json"])?
        .success()?
        .json()?;
    let rows = listed["drafts"].as_array().context("a list of drafts")?;
    let mut ids: Vec<String> = rows
        .iter()
        .filter_map(|row| row["id"].as_str().map(str::to_owned))
        .collect();
    ids.sort();
    Ok(ids)
}

#[test]
fn a_second_terminal_sees_drafts_history_and_received_files() {
    let scene = Scene::new(21).unwrap();
    let care = &scene.care;
    // Before the second terminal is there: something sent, something received and opened, a draft.
    scene.send("plan", false).unwrap();
    let actuals = scene
        .sample
        .files(scene.partner.number(), "actual")
        .unwrap();
    contact(&scene.partner).unwrap();
    scene
        .partner
        .command("office send", &actuals)
        .unwrap()
        .success()
        .unwrap();
    contact(care).unwrap();
    let received = states(care, "received").unwrap();
    let first = received.keys().next().unwrap().clone();
    care.command("office open", [&first])
        .unwrap()
        .success()
        .unwrap();
    contact(care).unwrap();
    scene.send("ticket", true).unwrap();
    contact(care).unwrap();

    let second = scene.second_terminal().unwrap();
    wait_for("the same lists on both", || {
        contact(care)?;
        contact(&second)?;
        let same = states(care, "sent")? == states(&second, "sent")?
            && states(care, "received")? == states(&second, "received")?
            && drafts(care)? == drafts(&second)?;
        Ok(same.then_some(()))
    })
    .unwrap();
    assert_eq!(states(&second, "received").unwrap()[&first], "opened");
    assert!(!drafts(&second).unwrap().is_empty());
    assert!(!states(&second, "sent").unwrap().is_empty());

    // What the second one opens is opened at the first one, and a draft made there appears here.
    let opened = states(&second, "received").unwrap();
    for id in opened.keys() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().to_string_lossy().into_owned();
        second
            .command("office open", ["--out", &out, id])
            .unwrap()
            .success()
            .unwrap();
        assert!(std::fs::read_dir(folder.path()).unwrap().next().is_some());
    }
    contact(&second).unwrap();
    contact(care).unwrap();
    assert!(
        states(care, "received")
            .unwrap()
            .values()
            .all(|state| state == "opened")
    );
}

#[test]
fn both_send_the_same_draft_and_it_goes_out_once() {
    let scene = Scene::new(22).unwrap();
    let care = &scene.care;
    let second = scene.second_terminal().unwrap();
    scene.send("ticket", true).unwrap();
    contact(care).unwrap();
    contact(&second).unwrap();
    let ids = drafts(&second).unwrap();
    assert_eq!(ids, drafts(care).unwrap());
    assert!(!ids.is_empty());
    let mut sending = Vec::new();
    for office in [care, &second] {
        sending.push(office.start("office drafts send", ["--all"]).unwrap());
    }
    wait_for("both to have sent", || {
        let mut running = false;
        for office in &mut sending {
            running |= office.is_running()?;
        }
        Ok((!running).then_some(()))
    })
    .unwrap();
    contact(&scene.partner).unwrap();
    let received = states(&scene.partner, "received").unwrap();
    let got: Vec<String> = received.keys().cloned().collect();
    assert_eq!(got, ids, "once each");
    wait_for("both to show them as fetched", || {
        let mut same = true;
        for office in [care, &second] {
            contact(office)?;
            let sent = states(office, "sent")?;
            same &= sent.keys().cloned().collect::<Vec<_>>() == ids
                && sent.values().all(|state| state == "fetched")
                && drafts(office)?.is_empty();
        }
        Ok(same.then_some(()))
    })
    .unwrap();
}

#[test]
fn a_draft_that_both_replace_is_kept_twice() {
    let scene = Scene::new(23).unwrap();
    let care = &scene.care;
    let second = scene.second_terminal().unwrap();
    scene.send("ticket", true).unwrap();
    contact(care).unwrap();
    contact(&second).unwrap();
    let old = drafts(care).unwrap();
    assert!(!old.is_empty());
    let files = scene.sample.files(care.number(), "ticket").unwrap();
    for office in [care, &second] {
        let mut again = vec!["--draft".into(), "--again".into()];
        again.extend(files.clone());
        office
            .command("office send", again)
            .unwrap()
            .success()
            .unwrap();
        for id in &old {
            office
                .command("office drafts discard", [id])
                .unwrap()
                .success()
                .unwrap();
        }
    }
    wait_for("both edits on both", || {
        contact(care)?;
        contact(&second)?;
        let (here, there) = (drafts(care)?, drafts(&second)?);
        let kept = here == there && here.len() == 2 * old.len();
        Ok(kept.then_some(()))
    })
    .unwrap();
    assert!(drafts(care).unwrap().iter().all(|id| !old.contains(id)));
}

#[test]
fn a_removed_terminal_is_cut_off_within_a_minute() {
    let scene = Scene::new(24).unwrap();
    let care = &scene.care;
    let second = scene.second_terminal().unwrap();
    let running = second
        .start("office run", ["--listen", "127.0.0.1:0"])
        .unwrap();
    wait_for("the second terminal to run", || {
        Ok(second.folder().join("address").is_file().then_some(()))
    })
    .unwrap();
    let others = terminals(care).unwrap();
    let id = others
        .iter()
        .find(|terminal| terminal["own"] == false)
        .unwrap()["id"]
        .as_str()
        .unwrap();
    let start = Instant::now();
    care.command("office terminals remove", [id])
        .unwrap()
        .success()
        .unwrap();
    // Its own program notices: the stream of events ends and every request is refused.
    wait_for("the refusal at the removed terminal", || {
        Ok(running.log()?.contains("HUB-203").then_some(()))
    })
    .unwrap();
    assert!(start.elapsed() < Duration::from_secs(60));
    running.kill().unwrap();
    // New state does not reach it.
    scene.send("ticket", true).unwrap();
    contact(care).unwrap();
    let refused = second.command("office receive", [""; 0]).unwrap();
    assert!(refused.stderr.contains("HUB-203"), "{}", refused.stderr);
    assert!(drafts(&second).unwrap().is_empty());
    assert_eq!(terminals(care).unwrap().len(), 1);
}

#[test]
fn an_office_that_lost_all_terminals_comes_back_from_its_sheet() {
    let scene = Scene::new(25).unwrap();
    let actuals = scene
        .sample
        .files(scene.partner.number(), "actual")
        .unwrap();
    contact(&scene.partner).unwrap();
    scene
        .partner
        .command("office send", &actuals)
        .unwrap()
        .success()
        .unwrap();
    let care = &scene.care;
    contact(care).unwrap();
    let old = states(care, "received").unwrap();
    assert!(!old.is_empty());
    scene.send("ticket", true).unwrap();
    contact(care).unwrap();
    let lost_drafts = drafts(care).unwrap();
    assert!(!lost_drafts.is_empty());
    let earlier = sheet(care).unwrap();
    let newest = sheet(care).unwrap();
    assert_ne!(earlier, newest);

    // Everything at the office is lost; the operator gives a code.
    let code = scene.hub.another_code(care.number()).unwrap();
    let restored = OfficeProgram::enrol(&scene.hub, care.number(), &code).unwrap();
    let waits = restored.command("office status", ["--json"]).unwrap();
    assert!(waits.stderr.contains("OFF-521"), "{}", waits.stderr);
    for (sheet, code) in [("12345", "OFF-526"), (earlier.as_str(), "OFF-527")] {
        let refused = restored
            .command("office restore", ["--recovery", sheet])
            .unwrap();
        assert!(refused.stderr.contains(code), "{}", refused.stderr);
    }
    restored
        .command("office restore", ["--recovery", &newest])
        .unwrap()
        .success()
        .unwrap();
    contact(&restored).unwrap();
    let back = states(&restored, "received").unwrap();
    assert_eq!(
        back.keys().collect::<Vec<_>>(),
        old.keys().collect::<Vec<_>>(),
        "old bundles are readable"
    );
    assert!(back.values().all(|state| state == "received"), "{back:?}");
    assert_eq!(
        drafts(&restored).unwrap(),
        lost_drafts,
        "drafts come back from the journal"
    );
    goes_on(&scene, &restored, actuals, back.len());
}

/// A restored office receives what is new, and removes the terminals that were lost.
fn goes_on(scene: &Scene, restored: &OfficeProgram, actuals: Vec<PathBuf>, before: usize) {
    let mut again = vec!["--again".into()];
    again.extend(actuals);
    scene
        .partner
        .command("office send", again)
        .unwrap()
        .success()
        .unwrap();
    contact(restored).unwrap();
    let all = states(restored, "received").unwrap();
    assert!(all.len() > before);
    assert!(all.values().all(|state| state == "received"), "{all:?}");
    // The lost terminals are removed.
    for terminal in terminals(restored).unwrap() {
        if terminal["own"] == false {
            let id = terminal["id"].as_str().unwrap();
            restored
                .command("office terminals remove", [id])
                .unwrap()
                .success()
                .unwrap();
        }
    }
    let refused = scene.care.command("office receive", [""; 0]).unwrap();
    assert!(refused.stderr.contains("HUB-203"), "{}", refused.stderr);
}

fn sheet(office: &OfficeProgram) -> Result<String> {
    let printed = office
        .command("office terminals sheet", [""; 0])?
        .success()?;
    Ok(printed.stdout.trim().to_owned())
}
