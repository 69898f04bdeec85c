//! A hub and three offices on this machine play one month, step by step.
//!
//! Every step uses the real programs and checks what came true; the first that does not hold ends the demo with an error.
//! Not obvious: `--once` is also a test of the whole product from outside, and what the build server of a user may run.

mod narrator;
mod programs;
mod scene;
mod steps;

use anyhow::{Context, Result};
use narrator::{Language, Narrator, words};
pub(crate) use programs::Programs;
use scene::Scene;
use std::path::{Path, PathBuf};
pub(crate) use steps::read_page;

/// What the demo is told on the command line.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Exit after the last step; 0 only if every step held.
    #[arg(long)]
    once: bool,
    /// Folder for all data, made by the demo [default: a temporary one].
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Language of the explanations.
    #[arg(long, value_enum, default_value_t = Language::Both)]
    lang: Language,
    /// Number of made-up clients.
    #[arg(long, value_name = "N", default_value_t = 20)]
    clients: u32,
    /// Decides everything about the made-up data.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Plays the demo; `Ok(true)` when every step held.
///
/// # Errors
///
/// The first step that did not hold, with what was found.
pub(crate) fn run_demo(root: &Path, options: &Options) -> Result<bool> {
    let temporary = tempfile::Builder::new()
        .prefix("tsunagu-demo-")
        .tempdir()
        .context("a temporary folder")?;
    let folder = match &options.dir {
        Some(folder) => {
            std::fs::create_dir(folder)
                .with_context(|| format!("{} must be a new folder", folder.display()))?;
            std::path::absolute(folder).context("the folder's full path")?
        }
        None => temporary.path().to_owned(),
    };
    let mut narrator = Narrator::new(options.lang);
    let scene = narrator.step(
        &words("2つのプログラムを組み立てる", "Build the two programs"),
        || build(root, &folder, options.lang),
    )?;
    let (scene, pages) = play(&mut narrator, scene, options)?;
    narrator.finish();
    if !options.once {
        if options.dir.is_none() {
            // What the pages show lies there; whoever ends the demo may still want to look at it.
            let _ = temporary.keep();
        }
        stay(&narrator, &folder, scene, pages)?;
    }
    Ok(true)
}

/// Plays all steps once with other programs, in a folder that is made anew.
///
/// # Errors
///
/// The first step that did not hold, with what was found.
pub(crate) fn play_once(programs: &Programs, folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).context("removing an earlier demo")?;
    }
    std::fs::create_dir_all(folder).context("a folder for the demo")?;
    let options = Options {
        once: true,
        dir: None,
        lang: Language::Both,
        clients: 20,
        seed: 1,
    };
    let mut narrator = Narrator::new(options.lang);
    let scene = Scene::new(programs.clone(), folder);
    let (scene, pages) = play(&mut narrator, scene, &options)?;
    narrator.finish();
    drop((pages, scene));
    Ok(())
}

fn build(root: &Path, folder: &Path, language: Language) -> Result<(Scene, Vec<narrator::Words>)> {
    let programs = Programs::build(root, language.program_language())?;
    let (office, hub) = (
        programs.size_bytes("tsunagu")?,
        programs.size_bytes("tsunagu-hub")?,
    );
    let sizes = format!(
        "tsunagu {} MB, tsunagu-hub {} MB",
        office / 1_000_000,
        hub / 1_000_000
    );
    Ok((
        Scene::new(programs, folder),
        vec![words(sizes.clone(), sizes)],
    ))
}

/// All steps in the order of a month.
fn play(
    narrator: &mut Narrator,
    mut scene: Scene,
    options: &Options,
) -> Result<(Scene, Vec<programs::Running>)> {
    prepare(narrator, &mut scene, options)?;
    send_out(narrator, &mut scene)?;
    send_back(narrator, &scene)?;
    narrator.step(
        &words(
            "証跡を書き出し、署名を検証する",
            "Evidence is exported and its signatures are verified",
        ),
        || steps::verify_evidence(&scene),
    )?;
    let pages = narrator.step(
        &words(
            "3つの事業所の画面を開く",
            "The pages of the three offices open",
        ),
        || steps::open_pages(&scene),
    )?;
    narrator.step(
        &words(
            "動いている事業所へ、もう1件が自動で届く",
            "One more bundle reaches a running office by itself",
        ),
        || steps::deliver_in_background(&scene),
    )?;
    Ok((scene, pages))
}

fn prepare(narrator: &mut Narrator, scene: &mut Scene, options: &Options) -> Result<()> {
    narrator.step(
        &words(
            "架空の事業所・利用者・1か月分のファイルを作り、検査する",
            "Make up offices, clients and a month of files, and check them",
        ),
        || steps::make_samples(scene, options.clients, options.seed),
    )?;
    narrator.step(
        &words("連携基盤を用意して動かす", "Make a hub and start it"),
        || steps::start_hub(scene),
    )?;
    narrator.step(
        &words(
            "3つの事業所が利用申請し、承認され、端末を登録する",
            "Three offices apply, are approved, and enrol their terminals",
        ),
        || steps::admit_offices(scene),
    )
}

/// From the care manager to the service offices.
fn send_out(narrator: &mut Narrator, scene: &mut Scene) -> Result<()> {
    narrator.step(
        &words("壊れたファイルは送られない", "A damaged file is not sent"),
        || steps::refuse_damaged_file(scene),
    )?;
    narrator.step(
        &words(
            "ケアマネジャーが計画書をまとめて送る",
            "The care manager sends the plans in one pile",
        ),
        || steps::send_plans(scene),
    )?;
    let hub_address = scene.hub_address()?;
    narrator.step(
        &words(
            "連携基盤の停電中に利用票を送る",
            "The tickets are sent while the hub has lost power",
        ),
        || steps::send_without_hub(scene),
    )?;
    narrator.step(
        &words(
            "連携基盤が戻り、端末は同じものを2度送る",
            "The hub is back, and the terminal sends the same twice",
        ),
        || steps::send_twice(scene, &hub_address),
    )?;
    narrator.step(
        &words(
            "訪問介護と訪問看護が受信する",
            "Home visits and home nursing receive",
        ),
        || steps::receive_everything(scene),
    )?;
    narrator.step(
        &words("担当者が開封する", "Somebody there opens them"),
        || steps::open_everything(scene, &[1, 2]),
    )
}

/// From the service offices to the care manager.
fn send_back(narrator: &mut Narrator, scene: &Scene) -> Result<()> {
    narrator.step(&words("実績を返す", "The actuals go back"), || {
        steps::return_actuals(scene)
    })?;
    narrator.step(
        &words("ケアマネジャーが開封する", "The care manager opens them"),
        || steps::open_everything(scene, &[0]),
    )?;
    narrator.step(
        &words(
            "送った側で開封を確かめる",
            "The senders see that everything was opened",
        ),
        || steps::verify_states(scene),
    )
}

/// Leaves everything running until Ctrl-C, which ends the programs too: they hear it as well.
fn stay(
    narrator: &Narrator,
    folder: &Path,
    scene: Scene,
    pages: Vec<programs::Running>,
) -> Result<()> {
    let folder = folder.display();
    narrator.tell(&words(
        format!("上のアドレスをブラウザーで開いてください。はじめに: 2つめの事業所の「受信」で未読を開き「中身を見る」、次に左の「練習」。使い方は、画面の右上の「この画面の使い方」と docs/guide/README.md。終わるには Ctrl-C。データは {folder} にあります（不要になったら消してください）。"),
        format!("Open the addresses above in a browser. First: open the unread bundle under “Received” of the second office, then try “Practice”. “How to use this page” at the upper right and docs/guide/en/README.md tell more. Ctrl-C ends. The data is in {folder} (delete it when you like)."),
    ));
    for mut page in pages {
        page.wait()?;
    }
    drop(scene);
    Ok(())
}
