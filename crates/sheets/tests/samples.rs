//! Nothing is lost: every value of a sample set that its form shows is in the form.
//!
//! What people should read for a value is worked out here a second time, apart from the crate. The
//! items that no form shows are listed in [`NOT_SHOWN`] with the reason.

#![allow(clippy::unwrap_used)]

use samples::{Batch, Settings, generate};
use standard::layout::{Column, Kind};
use standard::{Document, FileKind, FileName, read_file};
use std::collections::BTreeMap;
use tsunagu_sheets::month_block::MonthRowKind;
use tsunagu_sheets::sheet::Block;
use tsunagu_sheets::{Language, OfficeNames, SetFile, Sheet, TEXT_COLUMNS_MAX, draw_set};

/// Items that no form shows: they are for programs, or the form says them by place or order.
const NOT_SHOWN: [&str; 14] = [
    "csv_version",
    "identifier_unused",
    "updater_office_number",
    "office_number_fixed",
    "input_operator_code",
    // The order of table 2, and the numbers of the prevention table.
    "issue_no",
    "goal_no",
    "support_no",
    "support_plan_no",
    "service_no",
    // The column of the week and the day of the month; counts are added up below.
    "weekday",
    "service_date",
    "service_count",
    "proration_days",
];

struct Sample {
    name: String,
    document: Document,
}

fn sample_files(seed: u64) -> Vec<(Batch, Sample)> {
    let settings = Settings {
        seed,
        offices: 9,
        clients: 12,
        month: "202611".parse().unwrap(),
    };
    let read = |file: samples::SampleFile| {
        let kind = FileName::parse(&file.name).unwrap().kind;
        let document = read_file(&file.bytes, kind);
        (
            file.batch,
            Sample {
                name: file.name,
                document,
            },
        )
    };
    generate(&settings).files.into_iter().map(read).collect()
}

fn draw(files: &[Sample]) -> Vec<Sheet> {
    let files: Vec<SetFile<'_>> = files
        .iter()
        .map(|file| SetFile {
            file_name: &file.name,
            document: &file.document,
        })
        .collect();
    draw_set(&files, &OfficeNames::new())
}

#[test]
fn every_value_of_a_sample_set_is_in_its_form() {
    let mut kinds = BTreeMap::new();
    for seed in [1, 73, 195] {
        let files: Vec<Sample> = sample_files(seed)
            .into_iter()
            .map(|(_, file)| file)
            .collect();
        let sheets = draw(&files);
        for file in &files {
            *kinds.entry(file.document.kind()).or_insert(0) += check_file(&sheets, file, seed);
        }
    }
    // Deletions are few and come with the seeds; the tests of the forms have all of them.
    let always = |kind: &FileKind| kind.layout().is_some() && !kind.as_str().starts_with("DLT");
    let missing: Vec<FileKind> = FileKind::ALL
        .into_iter()
        .filter(|kind| always(kind) && !kinds.contains_key(kind))
        .collect();
    assert!(missing.is_empty(), "the samples have no {missing:?}");
    assert!(kinds.values().sum::<usize>() > 10_000, "{kinds:?}");
}

/// Checks the values of one file and gives back how many there were.
fn check_file(sheets: &[Sheet], file: &Sample, seed: u64) -> usize {
    let layout = file.document.kind().layout().unwrap();
    let mut shown: BTreeMap<(String, String), String> = BTreeMap::new();
    for sheet in sheets
        .iter()
        .filter(|sheet| sheet.file_names.contains(&file.name))
    {
        let client = sheet.client.as_ref().unwrap();
        let html = sheet.to_html(Language::Japanese);
        shown
            .entry((client.insurer.clone(), client.insured.clone()))
            .or_default()
            .push_str(&plain(&html));
    }
    let mut values = 0;
    for record in file.document.records() {
        let texts = file.document.texts(record);
        let text = |id: &str| {
            let column = layout.columns.iter().find(|column| column.id == id);
            column.map_or("", |column| texts[usize::from(column.number) - 1].as_str())
        };
        let key = (
            text("insurer_number").to_owned(),
            text("insured_number").to_owned(),
        );
        let shown = shown
            .get(&key)
            .unwrap_or_else(|| panic!("{} line {} has no sheet", file.name, record.line));
        for column in layout.columns {
            let value = text(column.id);
            if value.is_empty()
                || is_not_shown(file.document.kind(), column, value, text("service_code"))
            {
                continue;
            }
            for part in expected(column, value) {
                values += 1;
                assert!(
                    shown.contains(&without_space(&part)),
                    "seed {seed}, {} line {}: {} ({part}) is not in\n{shown}",
                    file.name,
                    record.line,
                    column.id
                );
            }
        }
    }
    values
}

/// Values that a form says without writing them.
fn is_not_shown(kind: FileKind, column: &Column, value: &str, service_code: &str) -> bool {
    let is_sum = kind == FileKind::UpSikyu
        && (service_code == "999999"
            || ["AAAA", "EEEE", "ZZZZ"]
                .iter()
                .any(|end| service_code.ends_with(end)));
    NOT_SHOWN.contains(&column.id)
        || matches!(
            (column.id, value),
            ("over_30_days", "0") | ("service_code", "999999")
        )
        || matches!(
            (column.kind, value),
            (Kind::DateOrZeros, "00000000") | (Kind::MonthOrZeros, "000000")
        )
        || (is_sum && value == "0" && matches!(column.id, "units" | "count"))
        || (value == "9999999999" && column.id == "service_office_number")
}

/// What a person reads for `value`: one text per line.
fn expected(column: &Column, value: &str) -> Vec<String> {
    match (column.kind, column.id) {
        (Kind::Date | Kind::BirthDate | Kind::DateOrZeros, _) => vec![japanese_date(value)],
        (Kind::Month | Kind::MonthOrZeros, _) => {
            vec![
                japanese_date(&format!("{value}01"))
                    .trim_end_matches("1日")
                    .to_owned(),
            ]
        }
        (Kind::ServiceTime, _) if value == "9999" => vec!["―".to_owned()],
        (Kind::Time | Kind::ServiceTime, _) => {
            vec![format!(
                "{}:{}",
                value[..2].parse::<u32>().unwrap(),
                &value[2..]
            )]
        }
        (Kind::Code(_), "over_30_days") => vec!["30日超".to_owned()],
        (Kind::Code(_), "insurance_covered") if value == "Y" => vec!["○".to_owned()],
        (Kind::Code(table), id) => {
            let flag = id.starts_with("disability_")
                || id.starts_with("income_")
                || id == "intractable_disease";
            if flag && !id.ends_with("independence") {
                return Vec::new();
            }
            table
                .find(value.as_bytes())
                .unwrap()
                .ja
                .split('＆')
                .map(str::to_owned)
                .collect()
        }
        (Kind::Integer(_), _) => vec![thousands(value)],
        (Kind::ServiceCode | Kind::StatementCode, _) => vec![value.to_owned()],
        _ => value.lines().map(str::to_owned).collect(),
    }
}

fn japanese_date(digits: &str) -> String {
    let number: u32 = digits.parse().unwrap();
    let (name, before) = match number {
        20190501.. => ("令和", 2018),
        19890108.. => ("平成", 1988),
        19261225.. => ("昭和", 1925),
        19120730.. => ("大正", 1911),
        _ => ("明治", 1867),
    };
    let (year, month, day) = (number / 10_000 - before, number / 100 % 100, number % 100);
    let year = if year == 1 {
        "元".to_owned()
    } else {
        year.to_string()
    };
    format!("{name}{year}年{month}月{day}日")
}

fn thousands(value: &str) -> String {
    let number: i64 = value.parse().unwrap();
    let (sign, number) = (if number < 0 { "-" } else { "" }, number.abs());
    match number {
        0..1_000 => format!("{sign}{number}"),
        1_000..1_000_000 => format!("{sign}{},{:03}", number / 1_000, number % 1_000),
        _ => format!(
            "{sign}{},{:03},{:03}",
            number / 1_000_000,
            number / 1_000 % 1_000,
            number % 1_000
        ),
    }
}

/// The text of `html` as a browser shows it, without any space.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => text.push(character),
            _ => (),
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    without_space(&text.replace("&#39;", "'").replace("&amp;", "&"))
}

fn without_space(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

#[test]
fn every_visit_is_counted_once() {
    for seed in [4, 5] {
        let all = sample_files(seed);
        let files: Vec<Sample> = all
            .into_iter()
            .filter(|(batch, _)| *batch == Batch::Ticket)
            .map(|(_, file)| file)
            .collect();
        let sheets = draw(&files);
        for file in files
            .iter()
            .filter(|file| file.document.kind() == FileKind::UpPlan)
        {
            let in_file: u32 = file
                .document
                .records()
                .iter()
                .map(|record| {
                    file.document
                        .text(record, 14)
                        .unwrap()
                        .parse::<u32>()
                        .unwrap()
                })
                .sum();
            let of_file = sheets
                .iter()
                .filter(|sheet| sheet.file_names[0] == file.name);
            let in_sheets: u32 = of_file.map(planned_count).sum();
            assert_eq!(in_sheets, in_file, "{}", file.name);
        }
    }
}

/// The planned visits of a sheet, from its days and again from its sums.
fn planned_count(sheet: &Sheet) -> u32 {
    let months = sheet.blocks.iter().filter_map(|block| match block {
        Block::Month(month) => Some(month),
        _ => None,
    });
    let rows: Vec<_> = months
        .flat_map(|month| &month.lines)
        .flat_map(|line| &line.rows)
        .filter(|row| row.kind == MonthRowKind::Planned)
        .collect();
    let number = |text: &String| {
        if text.is_empty() {
            0
        } else {
            text.parse::<u32>().unwrap()
        }
    };
    let days: u32 = rows.iter().flat_map(|row| &row.days).map(number).sum();
    let sums: u32 = rows.iter().map(|row| number(&row.sum)).sum();
    assert_eq!(days, sums);
    days
}

#[test]
fn no_line_of_text_is_wider_than_its_bound() {
    let files: Vec<Sample> = sample_files(6).into_iter().map(|(_, file)| file).collect();
    for sheet in draw(&files) {
        for language in [Language::Japanese, Language::English] {
            for line in sheet.to_text(language).lines() {
                let narrow =
                    |character: &char| character.is_ascii() || ('｡'..='ﾟ').contains(character);
                let wide = line.chars().filter(|character| !narrow(character)).count();
                let columns = line.chars().count() + wide;
                assert!(columns <= TEXT_COLUMNS_MAX, "{columns} columns: {line}");
            }
        }
    }
}
