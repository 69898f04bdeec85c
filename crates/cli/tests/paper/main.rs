//! `tsunagu show --pdf` and `--before`, with the real browser of this machine: what stands on the
//! paper, read back by a stranger (`pdftotext`, `pdfinfo`).

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

use expect_test::expect;

fn tsunagu(arguments: &[&str], browser: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tsunagu"));
    command.args(arguments).env_remove("TSUNAGU_LANG");
    match browser {
        Some(browser) => command.env("TSUNAGU_BROWSER", browser),
        None => command.env_remove("TSUNAGU_BROWSER"),
    };
    command.output().unwrap()
}

/// A month of a few clients in which every form occurs.
fn samples(dir: &Path) {
    let out = dir.to_str().unwrap();
    let arguments = [
        "sample",
        "--out",
        out,
        "--seed",
        "73",
        "--offices",
        "9",
        "--clients",
        "12",
        "--month",
        "202611",
    ];
    assert!(tsunagu(&arguments, None).status.success());
}

/// The pages of a PDF as text.
fn pages(pdf: &Path) -> Vec<String> {
    let output = Command::new("pdftotext")
        .args(["-layout", pdf.to_str().unwrap(), "-"])
        .output()
        .expect("pdftotext is installed (./test does it)");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let pages = text
        .split('\u{c}')
        .map(|page| page.replace([' ', '\u{3000}'], ""));
    let mut pages: Vec<String> = pages.collect();
    assert_eq!(
        pages.pop().as_deref(),
        Some(""),
        "nothing after the last page"
    );
    pages
}

#[test]
fn every_form_is_on_paper_with_its_name_on_each_page() {
    let dir = tempfile::tempdir().unwrap();
    samples(dir.path());
    let pdf = dir.path().join("forms.pdf");
    // What one partner gets and gives back, and the forms of prevention: every form once at least.
    let mut paths = vec![dir.path().join("1300500046/prevention")];
    paths.push(dir.path().join("1370800071/actual"));
    for batch in ["1370200015/plan", "1370200015/ticket"] {
        let files = std::fs::read_dir(dir.path().join(batch)).unwrap();
        let files = files.map(|file| file.unwrap().path());
        paths.extend(files.filter(|file| file.to_string_lossy().contains("_1370800071_")));
    }
    let mut arguments = vec!["show", "--pdf", pdf.to_str().unwrap()];
    arguments.extend(paths.iter().map(|path| path.to_str().unwrap()));
    let output = tsunagu(&arguments, None);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let info = Command::new("pdfinfo").arg(&pdf).output().unwrap();
    let info = String::from_utf8(info.stdout).unwrap();
    // A4 landscape: 297 × 210 mm in points, as the browser rounds them.
    assert!(info.contains("841.9") && info.contains("(A4)"), "{info}");

    let pages = pages(&pdf);
    for form in [
        "居宅サービス計画書（1）",
        "居宅サービス計画書（2）",
        "週間サービス計画表",
        "令和8年11月分サービス利用票（兼居宅サービス計画）",
        "令和8年11月分サービス利用票別表",
        "利用者補足情報",
        "利用者基本情報",
        "介護予防サービス・支援計画書",
    ] {
        assert!(pages.iter().any(|page| page.contains(form)), "{form}");
    }
    // Planned and actual stand below each other, over the days of the month.
    let ticket = pages
        .iter()
        .find(|page| page.contains("予定") && page.contains("実績"));
    assert!(ticket.is_some_and(|page| page.contains("27282930")));
    // No page is a rest of a few words, and none lacks the form or the client that it is of.
    for (index, page) in pages.iter().enumerate() {
        let number = index + 1;
        assert!(page.chars().count() > 100, "page {number}: {page}");
        let says = ["様", "利用者名", "利用者氏名", "被保険者", "本人"];
        assert!(
            says.iter().any(|word| page.contains(word)),
            "page {number}: {page}"
        );
    }
}

#[test]
fn a_browser_that_is_not_there_is_named_with_its_remedy() {
    let dir = tempfile::tempdir().unwrap();
    samples(dir.path());
    let pdf = dir.path().join("forms.pdf");
    let (pdf, forms) = (pdf.to_str().unwrap(), dir.path().to_str().unwrap());
    let output = tsunagu(&["show", "--pdf", pdf, forms], Some("/nowhere/browser"));
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).unwrap();
    let errors: Vec<&str> = errors
        .lines()
        .filter(|line| !line.contains("offices.json"))
        .collect();
    expect![[r#"
        OFF-891 この端末に、PDF を作れるブラウザーが見つかりません。
          Edge か Chrome を入れてください。ほかの場所にあるときは、環境変数 TSUNAGU_BROWSER にその場所を書いてください。画面の帳票は、ブラウザーの印刷で「PDF に保存」を選んでも PDF になります。"#]].assert_eq(&errors.join("\n"));
    assert!(!Path::new(pdf).exists());
}

#[test]
fn what_changed_since_the_version_before_is_listed() {
    let dir = tempfile::tempdir().unwrap();
    let name = |stamp: &str| {
        let name = format!("UPPLAN_202610_1370200015_43_1370300021_11_{stamp}.CSV");
        dir.path().join(name)
    };
    samples(dir.path());
    let ticket = std::fs::read_dir(dir.path().join("1370200015/ticket")).unwrap();
    let plan = ticket
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("UPPLAN"))
        .unwrap();
    let bytes = std::fs::read(&plan).unwrap();
    let (before, now) = (name("20260925101500"), name("20261002101500"));
    std::fs::write(&before, &bytes).unwrap();
    std::fs::write(&now, &bytes[..bytes.len() / 2]).unwrap();
    let show = |paths: &[&str]| {
        let output = tsunagu(paths, None);
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let (before, now) = (before.to_str().unwrap(), now.to_str().unwrap());
    let same = show(&["show", "--before", before, before]);
    assert!(same.contains("変わったところ: ありません"), "{same}");
    let changed = show(&["show", "--text", "--before", before, now]);
    assert!(
        changed.contains("（令和8年9月25日 10:15 の前のデータと比べて）"),
        "{changed}"
    );
    assert!(!show(&["show", now]).contains("変わったところ"));
}
