//! Everything that the forms of several files need from each other: who a client is, what an office
//! is called, which supplement belongs to a ticket, which actuals to a plan.
//!
//! Files that share addresses and stamp are one unit; their records are looked at first. A name is
//! taken from wherever the files have it, but never guessed.

use crate::record::{Row, Unreadable, read_rows, service_kind_name};
use crate::sheet::{Block, Client, Content, Form, Sheet};
use crate::words::Words;
use standard::{Address, Document, FileKind, FileName, Stamp};
use std::collections::BTreeMap;

/// A file to draw, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct SetFile<'a> {
    /// Its name without a path; the addresses and the stamp are taken from it.
    pub file_name: &'a str,
    /// Its records.
    pub document: &'a Document,
}

/// Names of offices by their numbers, which the caller knows from elsewhere (its partners).
///
/// Names in the files come first; these fill what the files lack.
pub type OfficeNames = BTreeMap<String, String>;

/// The items that hold the number and the name of an office, by kind of file.
const OFFICE_ITEMS: [(FileKind, &str, &str); 5] = [
    (FileKind::Up1Kyo, "care_office_number", "care_office_name"),
    (
        FileKind::UpPlan,
        "service_office_number",
        "service_office_name",
    ),
    (
        FileKind::UpJsk,
        "service_office_number",
        "service_office_name",
    ),
    (
        FileKind::UpSikyu,
        "service_office_number",
        "service_office_name",
    ),
    (
        FileKind::Up2Kyo,
        "service_office_number",
        "service_office_name",
    ),
];

/// The kinds that name their client, the best first, and whether they have the reading too.
const NAME_KINDS: [(FileKind, bool); 3] = [
    (FileKind::UpHosoku, true),
    (FileKind::UpKihon, true),
    (FileKind::UpYobo, false),
];

/// One file of the pile.
pub(crate) struct PileFile {
    pub(crate) name: String,
    pub(crate) parsed: Option<FileName>,
    pub(crate) kind: FileKind,
    pub(crate) rows: Vec<Row>,
    pub(crate) unreadable: Vec<Unreadable>,
}

/// All files that are drawn together.
pub(crate) struct Pile {
    pub(crate) files: Vec<PileFile>,
    offices: OfficeNames,
    people: BTreeMap<(String, String), Client>,
}

/// The records of one client and one date or month, in the order of the file.
pub(crate) struct Group<'a> {
    pub(crate) client: Client,
    /// The item that completes the key, as it stands in the file.
    pub(crate) date: String,
    pub(crate) rows: Vec<&'a Row>,
}

/// Records of other files that a form needs.
#[derive(Default)]
pub(crate) struct Related<'a> {
    pub(crate) rows: Vec<&'a Row>,
    /// The files that they stand in.
    pub(crate) file_names: Vec<String>,
}

impl Pile {
    pub(crate) fn new(files: &[SetFile<'_>], known: &OfficeNames) -> Pile {
        let files: Vec<PileFile> = files.iter().map(read_pile_file).collect();
        let mut offices = known.clone();
        offices.extend(offices_in(&files));
        let people = people_in(&files);
        Pile {
            files,
            offices,
            people,
        }
    }

    /// The files by unit, in the order in which they were given.
    pub(crate) fn units(&self) -> Vec<Vec<usize>> {
        let mut units: Vec<Vec<usize>> = Vec::new();
        for index in 0..self.files.len() {
            match units.iter_mut().find(|unit| self.same_unit(unit[0], index)) {
                Some(unit) => unit.push(index),
                None => units.push(vec![index]),
            }
        }
        units
    }

    /// Whether two files were sent together: files without a name of the standard are taken as such.
    fn same_unit(&self, one: usize, other: usize) -> bool {
        let key = |index: usize| {
            let name = self.files[index].parsed?;
            Some((name.from, name.to, name.stamp))
        };
        key(one) == key(other)
    }

    /// The records of the file `index` by client and date, in the order of their first records.
    pub(crate) fn groups(&self, index: usize) -> Vec<Group<'_>> {
        let file = &self.files[index];
        let Some(layout) = file.kind.layout() else {
            return Vec::new();
        };
        let id = |number: u16| layout.column(number).id;
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut places = BTreeMap::new();
        for row in &file.rows {
            let (insurer, insured) = (
                row.raw(id(layout.key.insurer)),
                row.raw(id(layout.key.insured)),
            );
            let date = row.raw(id(layout.key.date));
            let place = *places.entry((insurer, insured, date)).or_insert_with(|| {
                groups.push(Group {
                    client: self.client(insurer, insured),
                    date: date.to_owned(),
                    rows: Vec::new(),
                });
                groups.len() - 1
            });
            groups[place].rows.push(row);
        }
        groups
    }

    /// The client of a number, with the name where a file has it.
    pub(crate) fn client(&self, insurer: &str, insured: &str) -> Client {
        let key = (insurer.to_owned(), insured.to_owned());
        self.people.get(&key).cloned().unwrap_or(Client {
            insurer: key.0,
            insured: key.1,
            name: String::new(),
            kana: String::new(),
        })
    }

    /// A sheet drawn from the file `index`.
    pub(crate) fn sheet(
        &self,
        index: usize,
        form: Form,
        client: &Client,
        blocks: Vec<Block>,
    ) -> Sheet {
        let file = &self.files[index];
        Sheet {
            form,
            title: Words::data(""),
            client: Some(client.clone()),
            month: String::new(),
            file: file.parsed,
            file_names: vec![file.name.clone()],
            corner_left: Content::empty(),
            corner_right: Words::data(""),
            warning: Words::data(""),
            blocks,
        }
    }

    /// The name of the office `number`; empty when nobody knows it.
    pub(crate) fn office_name(&self, number: &str) -> &str {
        self.offices.get(number).map_or("", String::as_str)
    }

    /// An office by its number, with its name where it is known.
    pub(crate) fn office(&self, number: &str) -> Content {
        Content::office(self.office_name(number), number, Words::data(""))
    }

    /// An address as office with the sort of its service.
    pub(crate) fn address(&self, address: Address) -> Content {
        let number = address.office.to_string();
        let kind = service_kind_name(address.service.as_str());
        let kind = kind.map_or(Words::data(""), |(ja, en)| Words::label(ja, en));
        Content::office(self.office_name(&number), &number, kind)
    }

    /// The records of `kind` that belong to `client` and have `value` in `item`, from the files that
    /// were sent with the file `index`; when those have none, from the other files.
    pub(crate) fn related(
        &self,
        index: usize,
        kind: FileKind,
        client: &Client,
        item: &str,
        value: &str,
    ) -> Related<'_> {
        let find = |same_unit: bool| {
            let mut related = Related::default();
            for (other, file) in self.files.iter().enumerate() {
                if file.kind != kind || self.same_unit(index, other) != same_unit {
                    continue;
                }
                let fits = |row: &&Row| is_client(row, client) && row.raw(item) == value;
                let before = related.rows.len();
                related.rows.extend(file.rows.iter().filter(fits));
                if related.rows.len() > before {
                    related.file_names.push(file.name.clone());
                }
            }
            related
        };
        let near = find(true);
        if near.rows.is_empty() {
            find(false)
        } else {
            near
        }
    }

    /// The actuals that belong to the plan in the file `index`: for each sender the newest.
    pub(crate) fn actuals_of(&self, index: usize, client: &Client, month: &str) -> Vec<usize> {
        let plan = &self.files[index];
        let mut newest: BTreeMap<Option<Address>, (Option<Stamp>, usize)> = BTreeMap::new();
        for (other, file) in self.files.iter().enumerate() {
            let fits = file.kind == FileKind::UpJsk && answers(plan.parsed, file.parsed);
            if !fits || !file.rows.iter().any(|row| is_ticket_of(row, client, month)) {
                continue;
            }
            let candidate = (file.parsed.map(|name| name.stamp), other);
            let entry = newest
                .entry(file.parsed.map(|name| name.from))
                .or_insert(candidate);
            *entry = (*entry).max(candidate);
        }
        newest.into_values().map(|(_, other)| other).collect()
    }

    /// Whether the actuals in the file `index` are drawn beside a plan.
    pub(crate) fn is_beside_plan(&self, index: usize, client: &Client, month: &str) -> bool {
        (0..self.files.len()).any(|plan| {
            self.files[plan].kind == FileKind::UpPlan
                && self.files[plan]
                    .rows
                    .iter()
                    .any(|row| is_ticket_of(row, client, month))
                && self.actuals_of(plan, client, month).contains(&index)
        })
    }
}

/// Whether the ticket `row` is of `client` and `month`.
pub(crate) fn is_ticket_of(row: &Row, client: &Client, month: &str) -> bool {
    is_client(row, client) && row.raw("target_month") == month
}

fn is_client(row: &Row, client: &Client) -> bool {
    row.raw("insurer_number") == client.insurer && row.raw("insured_number") == client.insured
}

/// Whether actuals go back to the office that made the plan; without names both are taken to fit.
fn answers(plan: Option<FileName>, actual: Option<FileName>) -> bool {
    match (plan, actual) {
        (Some(plan), Some(actual)) => plan.from.office == actual.to.office,
        _ => true,
    }
}

fn read_pile_file(file: &SetFile<'_>) -> PileFile {
    let (rows, unreadable) = read_rows(file.document);
    PileFile {
        name: file.file_name.to_owned(),
        parsed: FileName::parse(file.file_name).ok(),
        kind: file.document.kind(),
        rows,
        unreadable,
    }
}

/// The first name that the files give to each office.
fn offices_in(files: &[PileFile]) -> OfficeNames {
    let mut offices = OfficeNames::new();
    for (kind, number, name) in OFFICE_ITEMS {
        for row in files
            .iter()
            .filter(|file| file.kind == kind)
            .flat_map(|file| &file.rows)
        {
            if !row.raw(number).is_empty() && !row.raw(name).is_empty() {
                offices
                    .entry(row.raw(number).to_owned())
                    .or_insert_with(|| row.raw(name).to_owned());
            }
        }
    }
    // The row of the grand total of table 7 has a number of nines and is no office.
    offices.remove("9999999999");
    offices
}

fn people_in(files: &[PileFile]) -> BTreeMap<(String, String), Client> {
    let mut people = BTreeMap::new();
    for (kind, has_kana) in NAME_KINDS {
        for row in files
            .iter()
            .filter(|file| file.kind == kind)
            .flat_map(|file| &file.rows)
        {
            let (insurer, insured) = (row.raw("insurer_number"), row.raw("insured_number"));
            people
                .entry((insurer.to_owned(), insured.to_owned()))
                .or_insert_with(|| Client {
                    insurer: insurer.to_owned(),
                    insured: insured.to_owned(),
                    name: row.raw("user_name").to_owned(),
                    kana: if has_kana {
                        row.raw("user_name_kana").to_owned()
                    } else {
                        String::new()
                    },
                });
        }
    }
    people
}
