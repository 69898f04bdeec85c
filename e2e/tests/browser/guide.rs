//! The guide of `docs/guide`: every page, picture and reference that it leads to is there.
//!
//! The pictures are those of `guide_pictures`, which `cargo xtask guide-pictures` copies; whether they are the newest, a person
//! judges.

use std::fs;
use std::path::{Path, PathBuf};

/// All pictures together: the guide is read on poor lines, and lies in every clone.
const PICTURES_BYTES_MAX: u64 = 6 << 20;

fn guide() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide")
}

fn pages_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the guide is part of the project");
    let pages = entries.map(|entry| entry.expect("a folder that was opened is read").path());
    pages
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect()
}

/// What a page leads to, without addresses of the net.
fn links(text: &str) -> Vec<&str> {
    let ends = text.split("](").skip(1);
    ends.filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.starts_with("http"))
        .collect()
}

#[test]
fn every_link_and_picture_of_the_guide_is_there() {
    let mut pages = pages_in(&guide());
    pages.extend(pages_in(&guide().join("en")));
    assert!(pages.len() > 10, "{pages:?}");
    for page in &pages {
        let text = fs::read_to_string(page).unwrap();
        for link in links(&text) {
            let target = page.parent().unwrap().join(link);
            assert!(target.exists(), "{} leads to {link}", page.display());
        }
    }
}

#[test]
fn every_page_and_picture_is_reached_and_the_pictures_are_small() {
    for (folder, to_pictures) in [(guide(), "images"), (guide().join("en"), "../images")] {
        let all: String = pages_in(&folder)
            .iter()
            .map(|page| fs::read_to_string(page).unwrap())
            .collect();
        let start = fs::read_to_string(folder.join("README.md")).unwrap();
        for page in pages_in(&folder) {
            let name = page.file_name().unwrap().to_string_lossy().into_owned();
            assert!(
                name == "README.md" || links(&start).contains(&name.as_str()),
                "{} is not reached",
                page.display()
            );
        }
        for picture in fs::read_dir(guide().join("images")).unwrap() {
            let picture = picture.unwrap().file_name();
            let name = format!("{to_pictures}/{}", picture.to_string_lossy());
            assert!(links(&all).contains(&name.as_str()), "no page shows {name}");
        }
    }
    let pictures = fs::read_dir(guide().join("images")).unwrap();
    let bytes: u64 = pictures
        .map(|picture| picture.unwrap().metadata().unwrap().len())
        .sum();
    assert!(bytes < PICTURES_BYTES_MAX, "{bytes} bytes of pictures");
}
