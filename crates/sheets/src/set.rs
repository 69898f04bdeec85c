//! Files in, sheets out: the forms of a pile of files in the order in which people leaf through them.
//!
//! Unit by unit as the files were given; within a unit client by client, and for each client by the
//! number of the form. Sub-tables have no sheet of their own unless the form that they belong to is
//! missing.

use crate::pile::{OfficeNames, Pile, SetFile};
use crate::sheet::{Client, Sheet};
use crate::{
    basic, deletion, prevention, supplement, table01, table02, table03, table06, table07,
    unreadable,
};
use standard::FileKind;

/// Draws all forms of `files`, one sheet per client and form.
///
/// Files of several sets may be mixed: actuals stand beside the plan of the same client, month and
/// care office, names of clients and offices are taken from whichever file has them. `offices` fills
/// names that no file has.
pub fn draw_set(files: &[SetFile<'_>], offices: &OfficeNames) -> Vec<Sheet> {
    let pile = Pile::new(files, offices);
    let mut all = Vec::new();
    for unit in pile.units() {
        let sheets = unit
            .iter()
            .flat_map(|index| draw_file(&pile, *index))
            .collect();
        all.extend(in_order(sheets));
    }
    all
}

fn draw_file(pile: &Pile, index: usize) -> Vec<Sheet> {
    let mut sheets = match pile.files[index].kind {
        FileKind::Up1Kyo => table01::draw_table01(pile, index),
        FileKind::Up2Kyo => table02::draw_table02(pile, index),
        FileKind::Up3Kyo => table03::draw_table03(pile, index),
        FileKind::UpPlan | FileKind::UpJsk => table06::draw_table06(pile, index),
        FileKind::UpSikyu => table07::draw_table07(pile, index),
        FileKind::UpHosoku => supplement::draw_supplement(pile, index),
        FileKind::UpKihon => basic::draw_basic(pile, index),
        FileKind::UpKihonSub1 | FileKind::UpKihonSub2 => basic::draw_basic_orphans(pile, index),
        FileKind::UpYobo => prevention::draw_prevention(pile, index),
        FileKind::UpYoboSub => prevention::draw_prevention_orphans(pile, index),
        FileKind::Dlt1Kyo
        | FileKind::DltPlan
        | FileKind::DltJsk
        | FileKind::DltKihon
        | FileKind::DltYobo => deletion::draw_deletion(pile, index),
        // A picture has no records; the basic information names it.
        FileKind::UpKihonImage => Vec::new(),
    };
    sheets.extend(unreadable::draw_unreadable(pile, index));
    sheets
}

/// Clients in the order of their first sheets, the sheets of each by form.
fn in_order(sheets: Vec<Sheet>) -> Vec<Sheet> {
    let mut clients: Vec<Option<Client>> = Vec::new();
    for sheet in &sheets {
        if !clients.contains(&sheet.client) {
            clients.push(sheet.client.clone());
        }
    }
    let place = |sheet: &Sheet| clients.iter().position(|client| *client == sheet.client);
    let mut sheets = sheets;
    sheets.sort_by_key(|sheet| (sheet.client.is_none(), place(sheet), sheet.form));
    sheets
}
