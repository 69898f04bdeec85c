//! Writes the reference pages that are made from the code: error codes and forms.
//!
//! Run by `cargo xtask generate-docs`, which compares or copies what comes out. An example of `testkit`, since it needs
//! several crates of the product and nothing of the product needs it. Easily got wrong: a page lists what the code says
//! today, so its order must not depend on anything but the code.

use anyhow::{Context, Result};
use office::error_code::Language;
use standard::FileKind;
use standard::layout::Need;
use std::fmt::Write;
use std::path::PathBuf;

fn main() -> Result<()> {
    let folder: PathBuf = std::env::args_os()
        .nth(1)
        .context("usage: reference_pages FOLDER")?
        .into();
    for (name, page) in [
        ("hub-errors.md", hub_errors()?),
        ("office-errors.md", office_errors()?),
        ("forms.md", forms()?),
        ("local-api.json", office::web::openapi_json()),
    ] {
        std::fs::write(folder.join(name), page).with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

/// The hub's codes, from `crates/protocol/src/error_code.rs`.
fn hub_errors() -> Result<String> {
    let mut page = String::from(
        "# Error codes of the hub\n\nMade from `crates/protocol/src/error_code.rs`. A code never changes its meaning.\n\n\
         The hub answers an error with `application/problem+json` (RFC 9457): `type` is `urn:tsunagu:error:` and the code, `title`\n\
         and `title_ja` say what happened, `code` repeats the code, `detail` gives facts without personal data. A program decides\n\
         by `code`; 1xx is about this request, 2xx about who is asking, 3xx about how often, 5xx about the hub itself. Only 3xx and\n\
         5xx, and a connection that broke, are worth sending the same again without a change.\n\n\
         | code | HTTP | what happened | 何が起きたか | what to do | 対処 |\n|---|---|---|---|---|---|\n",
    );
    for code in protocol::ErrorCode::ALL {
        let cells = [
            code.title_en(),
            code.title_ja(),
            code.remedy_en(),
            code.remedy_ja(),
        ];
        writeln!(
            page,
            "| {code} | {} | {} |",
            code.status(),
            cells.join(" | ")
        )?;
    }
    Ok(page)
}

/// The office's codes, from `crates/office/src/error_code.rs`.
fn office_errors() -> Result<String> {
    let mut page = String::from(
        "# Error codes of the office\n\nOn screens, in messages and in `--json` of the commands. Made from \
         `crates/office/src/error_code.rs`. A code never changes its meaning.\n\n\
         | code | what happened | 何が起きたか | what to do | 対処 |\n|---|---|---|---|---|\n",
    );
    for code in office::ErrorCode::ALL {
        let cells = [
            code.title(Language::English),
            code.title(Language::Japanese),
            code.remedy(Language::English),
            code.remedy(Language::Japanese),
        ];
        writeln!(page, "| {} | {} |", code.code(), cells.join(" | "))?;
    }
    Ok(page)
}

/// The forms of the standard with their items, from `crates/standard/src/tables/`.
fn forms() -> Result<String> {
    let mut page = String::from(
        "# Forms of the data standard\n\nEvery item with the code of its findings. Made from `crates/standard/src/tables/`. \
         Rules across items have codes such as `T06-R01`; whole files and sets `NAM-`, `ENC-`, `CSV-`, `FIL-`, `SET-`.\n",
    );
    for kind in FileKind::ALL {
        let Some(layout) = kind.layout() else {
            continue;
        };
        writeln!(
            page,
            "\n## {} {} ({})\n",
            kind.as_str(),
            layout.name_ja,
            layout.name_en
        )?;
        writeln!(
            page,
            "| item | code | 項目名 | name | value |\n|---|---|---|---|---|"
        )?;
        for column in layout.columns {
            let number = column.number;
            let need = match column.need {
                Need::Required => "required",
                Need::Expected => "expected",
                Need::Conditional => "depends",
                Need::Optional => "optional",
            };
            let (ja, en) = (column.name_ja, column.name_en);
            writeln!(
                page,
                "| {number} | {}-C{number:02} | {ja} | {en} | {need} |",
                layout.prefix
            )?;
        }
    }
    Ok(page)
}
