//! From files to the forms of each client. Pure; which plans stand beside actuals was
//! decided before. What a reader would get wrong: plans that are given only to stand
//! beside actuals get no sheet of their own.

use std::collections::BTreeSet;

use sheets::{Form, OfficeNames, SetFile, Sheet};
use standard::{Document, FileKind, FileName, read_file};

use crate::clients::{ClientMonth, clients_of};

/// Names and bytes.
pub(super) type Files = Vec<(String, Vec<u8>)>;

/// The clients and months of the actuals among `files`.
pub(super) fn actuals_in(files: &Files) -> BTreeSet<ClientMonth> {
    let mut found = BTreeSet::new();
    for (name, bytes) in files {
        let Ok(parsed) = FileName::parse(name) else {
            continue;
        };
        let Some(month) = parsed.month.filter(|_| parsed.kind == FileKind::UpJsk) else {
            continue;
        };
        for (insurer, insured) in clients_of([(name.as_str(), bytes.as_slice())].into_iter()) {
            found.insert(ClientMonth {
                insurer,
                insured,
                month: month.to_string(),
            });
        }
    }
    found
}

/// The forms of one client, in their order.
pub(super) type OfClient = Vec<Sheet>;

/// Draws the forms of `files`, client by client; `plans` only stand beside actuals
/// and give names.
pub(super) fn draw(files: &Files, plans: &Files, offices: &OfficeNames) -> Vec<OfClient> {
    let documents: Vec<(&str, Document)> = files
        .iter()
        .chain(plans)
        .filter_map(|(name, bytes)| {
            let kind = FileName::parse(name).ok()?.kind;
            kind.layout()?;
            Some((name.as_str(), read_file(bytes, kind)))
        })
        .collect();
    let set: Vec<SetFile<'_>> = documents
        .iter()
        .map(|(file_name, document)| SetFile {
            file_name,
            document,
        })
        .collect();
    let own: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let sheets = sheets::draw_set(&set, offices)
        .into_iter()
        .filter(|sheet| sheet.file_names.iter().any(|name| own.contains(&**name)))
        .collect();
    by_client(newest_plans(sheets))
}

/// Of several plans beside which the same actuals stand, only the newest.
fn newest_plans(sheets: Vec<Sheet>) -> Vec<Sheet> {
    let stamp = |sheet: &Sheet| sheet.file.map(|name| (name.from, name.to, name.stamp));
    let is_older = |sheet: &Sheet| {
        sheet.form == Form::Table6
            && sheets.iter().any(|other| {
                (other.form, &other.client, &other.month)
                    == (sheet.form, &sheet.client, &sheet.month)
                    && matches!((stamp(other), stamp(sheet)), (Some(other), Some(sheet))
                        if (other.0, other.1) == (sheet.0, sheet.1) && other.2 > sheet.2)
            })
    };
    let older: Vec<bool> = sheets.iter().map(is_older).collect();
    let mut older = older.into_iter();
    let mut sheets = sheets;
    sheets.retain(|_| !older.next().unwrap_or(false));
    sheets
}

fn by_client(sheets: Vec<Sheet>) -> Vec<OfClient> {
    let mut clients: Vec<OfClient> = Vec::new();
    for sheet in sheets {
        match clients
            .iter_mut()
            .find(|known| known[0].client == sheet.client)
        {
            Some(known) => known.push(sheet),
            None => clients.push(vec![sheet]),
        }
    }
    for client in &mut clients {
        client.sort_by(|one, other| (one.form, &one.month).cmp(&(other.form, &other.month)));
    }
    clients
}

/// What each form is about; the month is empty where the form has none.
pub(super) fn keys_of(sheets: &[Sheet]) -> BTreeSet<ClientMonth> {
    let of_sheet = |sheet: &Sheet| {
        let client = sheet.client.as_ref()?;
        Some(ClientMonth {
            insurer: client.insurer.clone(),
            insured: client.insured.clone(),
            month: sheet.month.clone(),
        })
    };
    sheets.iter().filter_map(of_sheet).collect()
}

/// The client and the months of the forms that have a month.
pub(super) fn months_of(sheets: &[Sheet]) -> BTreeSet<ClientMonth> {
    let mut keys = keys_of(sheets);
    keys.retain(|of| !of.month.is_empty());
    keys
}
