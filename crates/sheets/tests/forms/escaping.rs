//! What a person wrote into a record reaches a page as text, never as markup.

use crate::build::{File, draw, file};
use tsunagu_sheets::Language;

const EVIL: &str = "<script>alert('1')</script>\" onclick=\"x&amp;\u{1b}[2J";

/// One file of each kind in which every free text is hostile.
fn files() -> Vec<File> {
    let address = "1370200015_43_1370300021_11_20260925101500.CSV";
    standard::FileKind::ALL
        .into_iter()
        .filter_map(|kind| Some((kind, kind.layout()?)))
        .map(|(kind, layout)| {
            let month = if kind.has_month() { "202610_" } else { "" };
            let items: Vec<(&str, &str)> = layout
                .columns
                .iter()
                .filter(|column| {
                    !matches!(
                        column.id,
                        "service_date" | "service_count" | "proration_days"
                    )
                })
                .map(|column| {
                    (
                        column.id,
                        if column.id == "target_month" {
                            "202610"
                        } else {
                            EVIL
                        },
                    )
                })
                .chain(layout.columns.iter().filter_map(|column| match column.id {
                    "service_date" => Some((column.id, "20261001")),
                    "service_count" => Some((column.id, "1")),
                    _ => None,
                }))
                .collect();
            file(&format!("{kind}_{month}{address}"), &[&items])
        })
        .collect()
}

#[test]
fn no_text_of_a_record_becomes_markup() {
    let sheets = draw(&files());
    assert!(sheets.len() > 10, "every kind is drawn");
    for sheet in &sheets {
        for language in [Language::Japanese, Language::English] {
            let html = sheet.to_html(language);
            assert!(!html.contains("<script"), "{html}");
            assert!(!html.contains("onclick=\""), "{html}");
            assert!(!html.contains('\u{1b}'), "{html}");
            assert!(
                !html.contains("style=") && !html.contains("href="),
                "{html}"
            );
            let text = sheet.to_text(language);
            assert!(!text.contains('\u{1b}'), "{text}");
        }
    }
    let all: String = sheets
        .iter()
        .map(|sheet| sheet.to_html(Language::Japanese))
        .collect();
    assert!(all.contains(
        "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onclick=&quot;x&amp;amp;"
    ));
}
