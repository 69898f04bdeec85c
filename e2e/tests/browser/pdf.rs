//! PDFで保存 on the page of the forms: what is saved is a PDF with the form that the page shows; and what a person sees when
//! there is no browser on the machine that could make it.
//!
//! Easily got wrong: this PDF is made by the office's program, not by the browser in which somebody works; that one's print
//! is tested in `exchange.rs`.

use crate::exchange::send_tickets_to;
use anyhow::{Context, Result, ensure};
use std::ffi::OsStr;
use tsunagu_e2e::{Browser, CARE, Stage, act, read_pdf};

/// The first service office.
const SERVICE: usize = 1;

/// Sends the tickets of the first service office and opens their forms at 送信済.
fn show_forms(stage: &Stage) -> Result<std::rc::Rc<Browser>> {
    send_tickets_to(stage, SERVICE)?;
    let care = stage.browser(CARE)?;
    care.open("/sent")?;
    care.follow("link", stage.name(SERVICE))?;
    care.follow("link", "中身を見る")?;
    Ok(care)
}

/// The client whose forms the page shows, when it has those of several.
pub(crate) fn client_shown(browser: &Browser) -> Result<String> {
    let script = "return document.querySelector('details nav.choices a[aria-current]').textContent";
    let words = browser.run(script, &[])?;
    let name = words.as_str().and_then(|words| words.split_once(" 様"));
    let (name, _) = name.with_context(|| format!("{words} names nobody"))?;
    ensure!(!name.is_empty(), "{words}");
    Ok(name.to_owned())
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_forms_that_a_page_shows_are_saved_as_a_pdf() {
    act("pdf", 4, |stage| {
        let care = show_forms(stage)?;
        let first = client_shown(&care)?;
        care.click("link", "PDFで保存")?;
        let saved = care.wait_for_saved(".pdf")?;
        let name = saved.file_name().context("a name")?.to_string_lossy();
        ensure!(name.contains("サービス利用票"), "{name}");
        ensure!(!name.contains(&first), "a shared folder would show {name}");
        let pages = read_pdf(&saved)?;
        let words = without_spaces(pages.first().context("a page")?);
        for word in [
            "サービス利用票",
            "令和8年10月分",
            "第6表",
            "予定",
            &without_spaces(&first),
        ] {
            ensure!(words.contains(word), "{word} is not in {words}");
        }
        // The page around the form is not part of it, and the person is still where they were.
        for word in ["新規作成", "次の利用者", "PDFで保存"] {
            ensure!(!words.contains(word), "{word} is in {words}");
        }
        care.shows(&[&first])?;

        care.follow("link", "次の利用者")?;
        let second = client_shown(&care)?;
        ensure!(second != first);
        std::fs::remove_file(&saved)?;
        care.click("link", "PDFで保存")?;
        let words = without_spaces(&read_pdf(&care.wait_for_saved(".pdf")?)?.concat());
        ensure!(words.contains(&without_spaces(&second)), "{words}");
        ensure!(!words.contains(&without_spaces(&first)), "{words}");
        Ok(())
    });
}

#[test]
fn without_a_browser_to_print_the_page_says_what_to_do_instead() {
    act("pdf-fails", 4, |stage| {
        let nowhere = OsStr::new("no-browser-is-here");
        stage.start_office_in(CARE, &[("TSUNAGU_BROWSER", nowhere)])?;
        let care = show_forms(stage)?;
        let shown = client_shown(&care)?;
        care.follow("link", "PDFで保存")?;
        care.shows(&["OFF-891", &shown])?;
        care.take_picture("pdf-fails")?;
        let problems = care.problems_of_page("pdf-fails")?;
        ensure!(problems.is_empty(), "{problems:#?}");
        // What the message advises works: the browser prints by itself.
        let printed = care.print("pdf-fails")?;
        let words = without_spaces(&printed.pages.concat());
        ensure!(words.contains(&without_spaces(&shown)), "{words}");
        care.choose_language("en")?;
        care.shows(&["OFF-891"])
    });
}
